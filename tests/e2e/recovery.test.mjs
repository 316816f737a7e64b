// Cancelling, and what is left when the worker dies.

import assert from "node:assert/strict";

import { runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { suite } from "./harness.mjs";

const { test } = suite(async (folder) => {
  const [file, large] = await Promise.all([sample(folder), sample(folder, { rows: 400_000, seed: 11 })]);
  const [native, nativeLarge] = await Promise.all([runSales(file, `${folder}/native`), runSales(large, `${folder}/large`)]);
  return { file, large, native, nativeLarge, expected: await Expected.of(native.tables) };
});

/** The worker dies of an error that nobody catches, as it does when its module traps. */
async function kill(page) {
  const worker = page.workers().at(-1);
  await worker.evaluate(() => void setTimeout(() => { throw new Error("boom"); }));
}

function expectBoom(watch) {
  watch.allow(/^(console error|uncaught error): .*boom/);
}

test("a large file is cancelled in the middle, and runs when asked again", async ({ t, app, page, data }) => {
  await app.open();
  await app.engineReady();
  const worker = page.workers().at(-1);
  for (const [choose, phase] of [[() => app.choose(data.large), "reading"], [() => app.runAgain.click(), "staging"]]) {
    await choose();
    await app.dashboard.reaches(phase);
    const start = Date.now();
    await app.cancel.click();
    await page.getByText("The run was stopped. The files are still chosen.").waitFor();
    t.diagnostic(`cancelled while ${phase}: ${Date.now() - start} ms; the worker ${page.workers().at(-1) === worker ? "lives on" : "was ended with it"}`);
    assert.match(await app.notices.first().innerText(), /cancelled.*nothing was changed/is);
    assert.equal(await app.dashboard.layers.count(), 0);
    assert.equal(await app.errorPanel.count(), 0, "a cancel is no failure");
    assert.equal(await app.cancel.count(), 0);
  }
  await app.runAgain.click();
  await app.dashboard.expectCounts(data.nativeLarge.counts);
});

test("a cancel keeps the dashboard that was there", async ({ app, page, data }) => {
  await app.run(data.file);
  await app.go("Start");
  await app.choose(data.large);
  await page.locator("[data-testid=phases]").waitFor();
  await app.cancel.click();
  await page.locator("[data-testid=phases]").waitFor({ state: "detached" });
  await app.dashboard.expectCounts(data.native.counts);
  await app.dashboard.widget("revenue").click(2);
  await app.dashboard.expectFigures(data.expected.figures({ month: data.expected.months[2] }));
});

test("files that come in the middle of a run take its place", async ({ app, data }) => {
  await app.open();
  await app.choose(data.large);
  await app.dashboard.reaches("reading");
  await app.dropFromOutside(data.file);
  await app.dashboard.expectCounts(data.native.counts);
  await app.dashboard.expectFigures(data.expected.figures());
  assert.equal(await app.errorPanel.count(), 0);
});

test("the worker dies at rest: the page says so, keeps the dashboard, and runs again", async ({ app, page, watch, data }) => {
  expectBoom(watch);
  await app.run(data.file);
  await kill(page);
  await page.getByText(/engine was restarted/i).first().waitFor();
  assert.deepEqual(await app.dashboard.counts(), data.native.counts);
  await app.engineReady();
  await app.runAgain.first().click();
  await page.getByText(/engine was restarted/i).first().waitFor({ state: "detached" });
  await app.dashboard.expectCounts(data.native.counts);
  // It is the new engine that answers.
  await app.dashboard.widget("revenue").click(3);
  await app.dashboard.expectFigures(data.expected.figures({ month: data.expected.months[3] }));
  await app.go("Tables");
  assert.ok((await app.tables.rows()).length > 0);
});

test("the worker dies in the middle of a run: a sentence, and the same files run again", async ({ app, page, watch, data }) => {
  expectBoom(watch);
  await app.open();
  await app.choose(data.large);
  await app.dashboard.reaches("reading");
  await kill(page);
  await app.errorPanel.waitFor();
  assert.equal(await app.errorPanel.getAttribute("data-code"), "engine_crashed");
  assert.match(await app.errorPanel.innerText(), /engine stopped in the middle of its work.*boom.*run again/is);
  assert.equal(await app.cancel.count(), 0);
  await app.runAgain.click();
  await app.dashboard.expectCounts(data.nativeLarge.counts);
  assert.equal(await app.errorPanel.count(), 0);
});

test("the engine traps in the middle of a run, without a word from its panic hook, as it does when memory runs out", async ({ app, page, watch, data }) => {
  expectBoom(watch);
  await app.open();
  await app.choose(data.large);
  await app.dashboard.reaches("reading");
  // Thrown through the wasm that called it, as a trap is: no code of the engine runs after it.
  await page.workers().at(-1).evaluate(() => {
    Performance.prototype.now = () => {
      throw new WebAssembly.RuntimeError("boom: unreachable executed");
    };
  });
  await app.errorPanel.waitFor({ timeout: 15_000 });
  assert.equal(await app.errorPanel.getAttribute("data-code"), "engine_crashed");
  await app.runAgain.click();
  await app.dashboard.expectCounts(data.nativeLarge.counts);
});

test("a crash in a second run keeps the first one's dashboard on screen", async ({ app, page, watch, data }) => {
  expectBoom(watch);
  await app.run(data.file);
  await app.go("Start");
  await app.choose(data.large);
  await page.locator("[data-testid=phases]").waitFor();
  await kill(page);
  await app.errorPanel.waitFor();
  assert.deepEqual(await app.dashboard.counts(), data.native.counts);
  await page.getByText(/\bthe run before\b/).waitFor();
  await app.runAgain.click();
  await app.dashboard.expectCounts(data.nativeLarge.counts);
});

test("an engine that dies again and again is given up, until it is asked for", async ({ app, page, watch, data }) => {
  expectBoom(watch);
  await app.open();
  for (let crash = 1; crash <= 3; crash += 1) {
    await app.engineReady();
    const gone = page.workers().at(-1).waitForEvent("close");
    await kill(page);
    await gone;
  }
  await page.locator("[data-testid=engine-state][data-state=failed]").waitFor();
  assert.match(await page.getByTestId("engine-failure").innerText(), /stopped several times in a row.*boom/is);
  // What is chosen now is refused with that sentence, and runs once the engine is back.
  await app.choose(data.file);
  await app.errorPanel.waitFor();
  assert.match(await app.errorPanel.innerText(), /several times in a row/i);
  await app.runAgain.click();
  await app.dashboard.expectCounts(data.native.counts);
});

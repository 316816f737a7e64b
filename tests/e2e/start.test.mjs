// The page before and without its engine, and its addresses on a host that knows nothing of them.

import assert from "node:assert/strict";

import { runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { suite } from "./harness.mjs";

const ENGINE = "**/worker_bg.wasm*";

const { test } = suite(async (folder) => {
  const file = await sample(folder, { rows: 5_000 });
  const native = await runSales(file, `${folder}/native`);
  return { file, counts: native.counts, expected: await Expected.of(native.tables) };
});

test("takes files before the engine has come, and runs them when it comes", async ({ app, page, data }) => {
  let release;
  const gate = new Promise((open) => (release = open));
  let asked;
  const fetched = new Promise((seen) => (asked = seen));
  await page.context().route(ENGINE, async (route) => {
    asked();
    await gate;
    await route.continue();
  });

  await app.open();
  await app.dropZone.waitFor();
  await fetched; // At once, with nothing chosen yet.
  assert.equal(await app.engine.getAttribute("data-state"), "loading");
  assert.match(await app.engine.innerText(), /loading engine/i);
  assert.ok(await app.sample.isEnabled());

  await app.choose(data.file);
  await app.dropZone.getByText("Looking at 1 file").waitFor();
  assert.match(await app.dropZone.innerText(), /engine is still loading; this goes on by itself/i);
  assert.equal(await app.engine.getAttribute("data-state"), "loading");
  assert.equal(await app.dashboard.layers.count(), 0);

  // Minds may change: a cancel needs no engine either.
  await app.cancel.click();
  await app.dropZone.getByText("Drop files or folders here").waitFor();
  await app.choose(data.file);
  await app.dropZone.getByText("Looking at 1 file").waitFor();

  release();
  await app.dashboard.complete();
  assert.equal(await app.engine.getAttribute("data-state"), "ready");
  assert.deepEqual(await app.dashboard.counts(), data.counts);
});

test("says that the engine could not be loaded, and starts it again on request", async ({ app, page, watch, data }) => {
  watch.allow(/worker_bg\.wasm/);
  await page.context().route(ENGINE, (route) => route.abort());
  await app.open();
  await page.locator("[data-testid=engine-state][data-state=failed]").waitFor();
  assert.match(await page.getByRole("status", { name: "Notices" }).innerText(), /engine could not be loaded.*check the connection/is);
  assert.ok(await app.dropZone.isVisible());

  await page.context().unroute(ENGINE);
  await app.engine.getByRole("button", { name: "Start again" }).click();
  await app.engineReady();
  await app.choose(data.file);
  await app.dashboard.complete();
  assert.deepEqual(await app.dashboard.counts(), data.counts);
});

test("offers the pipelines and says honestly which are not built", async ({ app, page }) => {
  await app.open();
  const cards = page.locator(".pipeline-card");
  assert.equal(await cards.count(), 5);
  const planned = cards.filter({ hasText: "Not built yet" });
  const ready = cards.filter({ hasText: "Ready" });
  assert.equal((await planned.count()) + (await ready.count()), 5);
  assert.match(await ready.first().innerText(), /sales.*date.*customer_id.*order_id/is);
});

for (const [path, sentence] of [
  ["tables", /no tables in this tab yet/i],
  ["dashboard?pipeline=sales&f.month=2021-05", /no data in this tab yet.*filters of the link are kept/is],
  ["files", /no files yet/i],
  ["no/such/page", /there is no such page/i],
]) {
  test(`opens and reloads /${path} below a path`, async ({ app, page, watch, data, server }) => {
    // The host answers with 404.html and this status; nothing else may fail.
    const document = new URL(path, server.url).pathname;
    watch.allow(new RegExp(`^the host answered 404 for ${document}$`));
    watch.allow(new RegExp(`^console error: Failed to load resource.*404.*${document.replace("?", "\\?")}`));
    await app.open(path);
    for (const again of [false, true]) {
      if (again) await page.reload();
      await page.locator("main").getByText(sentence).first().waitFor({ timeout: 5_000 }).catch(() => {});
      assert.match(await page.locator("main").innerText(), sentence);
      assert.equal(new URL(page.url()).pathname, document);
      await app.engineReady();
    }
    if (path === "tables") {
      await app.choose(data.file);
      await app.dashboard.complete();
      assert.deepEqual(await app.dashboard.counts(), data.counts);
    }
    if (path.includes("f.month")) {
      // The link's filter is in force once the data has come.
      await app.choose(data.file);
      await app.dashboard.expectFigures(data.expected.figures({ month: "2021-05" }));
      assert.equal(await app.dashboard.chips.count(), 1);
    }
    if (path === "no/such/page") {
      await page.getByRole("link", { name: "Go to the start page" }).click();
      await app.dropZone.waitFor();
      assert.equal(page.url(), server.url);
    }
  });
}

// Files kept in the browser: they outlive a reload and a crash, take tomorrow's file, and go when the person says so.

import assert from "node:assert/strict";
import { copyFile, stat } from "node:fs/promises";

import { runSales, sample } from "./cli.mjs";
import { suite } from "./harness.mjs";
import { Kept } from "./keep.mjs";
import { App } from "./pages.mjs";
import { unzip } from "./unzip.mjs";

const { test } = suite(async (folder) => {
  const [one, two, large] = await Promise.all([
    sample(folder, { rows: 20_000, seed: 3 }),
    sample(folder, { rows: 2_000, seed: 4 }),
    sample(folder, { rows: 400_000, seed: 11 }),
  ]);
  const [today, tomorrow, heavy] = ["2024-01.csv", "2024-02.csv", "year.csv"].map((name) => `${folder}/${name}`);
  await Promise.all([copyFile(one, today), copyFile(two, tomorrow), copyFile(large, heavy)]);
  const [first, both, huge] = await Promise.all([
    runSales(today, `${folder}/first`),
    runSales([today, tomorrow], `${folder}/both`),
    runSales(heavy, `${folder}/huge`),
  ]);
  return { today, tomorrow, heavy, first, both, huge };
});

/** A plain host answers a reload of an inner page with the page for addresses that it does not know: status 404, and the app. */
function expectReload(watch) {
  watch.allow(/404/);
}

async function assertSameZip(app, tables) {
  await app.go("Tables");
  const { bytes } = await app.tables.download("export-zip-csv");
  const files = unzip(bytes);
  const names = await tables.names();
  for (const table of names) {
    assert.ok(files.get(`${table}.csv`).equals(await tables.bytes(table)), `${table} differs from the command line's`);
  }
  assert.ok(names.length >= 21, `${names.length} tables compared`);
  await app.go("Dashboard");
}

test("nothing is kept unasked; what is kept comes back after a reload, and from the start page", async ({ app, page, watch, data }) => {
  expectReload(watch);
  const kept = new Kept(page);
  await app.run(data.today);
  assert.match(await kept.bar.innerText(), /Not kept: .*What you keep stays in this browser; nothing is uploaded\./);
  assert.deepEqual(await kept.files(), []);
  await kept.save();
  assert.match(await kept.bar.innerText(), /as “2024-01\.csv”\. Uses .*B of about .*B\./);
  const files = await kept.files();
  assert.deepEqual(files.map(([path]) => path), ["varve/1/0", "varve/1/index.0", "varve/1/rows.sales"]);
  assert.equal(files[0][1], (await stat(data.today)).size);

  await page.reload();
  await app.dashboard.expectCounts(data.first.counts);
  await kept.bar.getByText(/^Kept in this browser as/).waitFor();

  await app.open();
  await kept.sets.waitFor();
  assert.match((await kept.sets.innerText()).replace(/\s+/g, " "), /2024-01\.csv.*1 file · .*B · /);
  assert.match(await kept.room.innerText(), /^Uses .*B of about .*B\.$/);
  await kept.goOn();
  await app.dashboard.expectCounts(data.first.counts);
  await assertSameZip(app, data.first.tables);
  assert.deepEqual(await kept.files(), files, "coming back writes nothing");
});

test("tomorrow's file, dropped on what is kept, alone is read, and equals a full run byte for byte", async ({ app, page, watch, data }) => {
  expectReload(watch);
  const kept = new Kept(page);
  await app.run(data.today);
  await kept.save();
  await page.reload();
  await app.dashboard.expectCounts(data.first.counts);
  await kept.bar.getByText(/^Kept in this browser as/).waitFor();
  await app.dropFromOutside(data.tomorrow);
  await kept.question.getByText("Add 1 file to “2024-01.csv”?").waitFor();
  await page.getByTestId("drop-add").click();
  await app.dashboard.expectCounts(data.both.counts);
  assert.match(await page.locator("main").textContent(), /Of 2 files 1 had been read before: only the rest was read\./);
  await assertSameZip(app, data.both.tables);
  await page.waitForFunction(() => !document.querySelector("[data-testid=keep-cancel]"));
  assert.deepEqual((await kept.files()).map(([path]) => path), ["varve/1/0", "varve/1/1", "varve/1/index.1", "varve/1/rows.sales"]);

  await page.reload();
  await app.dashboard.expectCounts(data.both.counts);
  await assertSameZip(app, data.both.tables);
});

test("files are added to a run that is not kept, too; another dropped file can take a set's place", async ({ app, page, data }) => {
  const kept = new Kept(page);
  await app.run(data.today);
  await kept.add(data.tomorrow);
  await app.dashboard.expectCounts(data.both.counts);
  await assertSameZip(app, data.both.tables);
  assert.deepEqual(await kept.files(), []);
  await kept.save();
  await app.dropFromOutside(data.today);
  await page.getByTestId("drop-replace").click();
  await app.dashboard.expectCounts(data.first.counts);
  await kept.keep.waitFor();
});

test("a crash in the middle of a run: the set is there after a reload, and in the new engine", async ({ app, page, watch, data }) => {
  expectReload(watch);
  watch.allow(/boom/);
  const kept = new Kept(page);
  const kill = () => page.workers().at(-1).evaluate(() => void setTimeout(() => { throw new Error("boom"); }));
  await app.run(data.heavy);
  await kept.save();
  await page.reload();
  await app.dashboard.reaches("reading");
  await kill();
  await app.errorPanel.waitFor();
  await app.runAgain.first().click();
  await app.dashboard.expectCounts(data.huge.counts);
  await page.reload();
  await app.dashboard.reaches("reading");
  await kill();
  await page.reload();
  await app.dashboard.expectCounts(data.huge.counts);
});

test("a second tab is told, may look, and hears what the first one does", async ({ app, page, context, data, server }) => {
  const kept = new Kept(page);
  await app.run(data.today);
  await kept.save();

  const second = await context.newPage();
  const other = new App(second, server.url);
  const shelf = new Kept(second);
  await other.open();
  await shelf.sets.getByText(/open in another tab/).waitFor();
  await shelf.goOn();
  await other.dashboard.expectCounts(data.first.counts);
  await other.notices.filter({ hasText: "“2024-01.csv” is open in another tab" }).waitFor();
  const before = await kept.files();
  await shelf.add(data.tomorrow);
  await other.dashboard.expectCounts(data.both.counts);
  assert.deepEqual(await kept.files(), before, "a set is changed by one tab alone");

  await kept.add(data.tomorrow);
  await app.dashboard.expectCounts(data.both.counts);
  await other.notices.filter({ hasText: "“2024-01.csv” was changed in another tab" }).waitFor();
  await app.go("Start");
  await kept.remove(page.getByTestId("remove-1"));
  await other.notices.filter({ hasText: "“2024-01.csv” was removed in another tab" }).waitFor();
  assert.deepEqual(await kept.files(), []);
});

test("without room: a sentence with the sizes, and nothing half kept", async ({ app, page, context, data, server }) => {
  const kept = new Kept(page);
  await app.run(data.today);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 200_000 });
  await kept.keep.click();
  const notice = app.notices.filter({ hasText: "There is no room to keep these files" });
  await notice.waitFor();
  assert.match(await notice.innerText(), /they take [\d.,]+ .?B, and [\d.,]+ .?B is left\. Nothing was kept\..*Remove a set/is);
  assert.deepEqual(await kept.files(), []);
  assert.ok(await kept.keep.isEnabled());
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await kept.save();
  assert.equal((await kept.files()).length, 3);
});

test("one button removes everything, and asks first", async ({ app, page, data }) => {
  const kept = new Kept(page);
  await app.run(data.today);
  await kept.save();
  await page.evaluate(() => localStorage.setItem("varve.theme", "dark"));
  await app.go("Start");
  await kept.removeAll.click();
  await page.getByTestId("remove-no").click();
  assert.equal((await kept.files()).length, 3);
  await kept.remove(kept.removeAll);
  await app.notices.filter({ hasText: "Removed from this browser: 1 set of files and 1 setting." }).waitFor();
  assert.deepEqual(await kept.files(), []);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  assert.equal(await kept.sets.count(), 0);
});

test("a browser without a private file system says so, and all else works", async ({ app, page, context, data }) => {
  const kept = new Kept(page);
  // Workers have the same scripts from the host: the interface is taken away where the engine asks for it.
  await context.route(/worker_loader\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete StorageManager.prototype.getDirectory;\n${await response.text()}` });
  });
  await app.run(data.today);
  await kept.bar.getByText(/This browser keeps no files for pages here/).waitFor();
  assert.equal(await kept.keep.count(), 0);
  await kept.add(data.tomorrow);
  await app.dashboard.expectCounts(data.both.counts);
});

for (const [width, look] of [[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]]) {
  test(`kept sets at ${width}, ${look}`, { width, look }, async ({ app, page, data }) => {
    const kept = new Kept(page);
    const shot = (name) => page.screenshot({ path: new URL(`./out/keep-${name}-${width}-${look}.png`, import.meta.url).pathname });
    await app.run(data.today);
    await shot("offer");
    await kept.save();
    await shot("kept");
    await app.dropFromOutside(data.tomorrow);
    await kept.question.getByRole("heading").waitFor();
    await shot("question");
    await page.getByTestId("drop-cancel").click();
    await app.open();
    await kept.removeAll.click();
    await page.getByTestId("remove-ask").scrollIntoViewIfNeeded();
    await shot("sets");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "no scrolling sideways");
  });
}

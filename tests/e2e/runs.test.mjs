// The log of runs: written behind every run, kept over a reload, compared, exported, repeated, deleted.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { sample } from "./cli.mjs";
import { OUT, suite } from "./harness.mjs";
import { RunsPage } from "./runs.mjs";

const { test } = suite(async (folder) => ({ file: await sample(folder, { rows: 4_000 }), other: await sample(folder, { rows: 3_000, seed: 8, dimensions: false }) }));

test("two runs with different parameters and files are compared, kept over a reload, exported and deleted", async ({ app, page, data }) => {
  const runs = new RunsPage(app);
  await app.run(data.file);
  await runs.visit(1);
  const [[name, , hash]] = await runs.hashed();
  assert.equal(name, basename(data.file));
  assert.equal(hash, createHash("sha256").update(await readFile(data.file)).digest("hex"), "the hash is that of the file");

  await app.open("?p.min_cohort_size=3");
  await app.choose(data.other);
  await app.dashboard.complete();
  await runs.visit(2);
  await runs.hashed();
  await runs.compareTwo(0, 1);
  const tables = await runs.sheet("Rows of the tables");
  const sales = tables.find(([table]) => table === "fact_sales");
  const number = (text) => Number(text.replaceAll(",", "").replace("−", "-").replace("+", ""));
  assert.ok(sales && number(sales[2]) - number(sales[1]) === number(sales[3]) && number(sales[3]) !== 0, `the rows of fact_sales: ${sales}`);
  assert.ok((await runs.sheet("Key figures")).length > 0, "key figures are compared");
  assert.equal((await runs.sheet("Files")).length, 2, "both files are named");
  assert.deepEqual((await runs.sheet("Parameters")).find(([name]) => name === "min_cohort_size"), ["min_cohort_size", "default", "3"]);
  const drift = await runs.sheet("Columns of the files");
  assert.ok(drift.some(([, , what]) => what.startsWith("gone")), `the columns that are gone are named: ${drift}`);

  await page.reload();
  await page.locator("main").waitFor();
  await runs.visit(2);
  const json = await runs.save("runs-json");
  assert.equal(json.name, "varve_runs.json");
  assert.equal(JSON.parse(json.text).runs.length, 2);
  const csv = await runs.save("runs-csv");
  assert.equal(csv.text.trim().split("\n").length, 3);
  assert.ok(csv.text.includes(hash));

  await runs.rows.nth(0).locator("[data-testid^=delete-]").click();
  await page.getByTestId("doom-yes").click();
  await runs.has(1);
  await runs.deleteAll.click();
  await page.getByTestId("doom-no").click();
  await runs.has(1);
  await runs.deleteAll.click();
  await page.getByTestId("doom-yes").click();
  await runs.empty.waitFor();
  await page.reload();
  await runs.empty.waitFor();
});

test("a run is repeated over its files, which are asked for when they are gone", async ({ app, page, data }) => {
  const runs = new RunsPage(app);
  await app.run(data.file);
  const counts = await app.dashboard.counts();
  await runs.visit(1);
  await runs.rows.nth(0).locator("[data-testid^=repeat-]").click();
  await app.dashboard.expectCounts(counts);
  await runs.visit(2);

  await page.reload();
  await page.locator("main").waitFor();
  await runs.visit(2);
  await runs.rows.nth(0).locator("[data-testid^=repeat-]").click();
  await app.message(basename(data.file)).waitFor();
  await app.dropFromOutside(data.file);
  await app.dashboard.expectCounts(counts);
  await runs.visit(3);
  await runs.compareTwo(0, 2);
  assert.deepEqual(await runs.sheet("Parameters"), [], "the same parameters");
});

test("with storage blocked the log lives for the tab and says so", async ({ app, page, data }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const runs = new RunsPage(app);
  await app.run(data.file);
  await runs.visit(1);
  await page.getByText("this log ends with the tab").waitFor();
});

for (const look of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`the page looks right at ${width} pixels, ${look}`, { width, look }, async ({ app, page, data }) => {
      const runs = new RunsPage(app);
      await app.run(data.file);
      await runs.visit(1);
      await runs.hashed();
      await runs.open(0);
      await page.screenshot({ path: join(OUT, `runs-${width}-${look}.png`), fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, "the page does not scroll sideways");
    });
  }
}

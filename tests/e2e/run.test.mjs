// The main job: files in, layers and dashboard out, with the figures of the command line.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { runSales, sample } from "./cli.mjs";
import { Expected, wholeCharts } from "./expected.mjs";
import { bad, suite } from "./harness.mjs";

const LAYERS = ["reading", "staging", "warehouse", "business"];

const { test } = suite(async (folder) => {
  const [file, large] = await Promise.all([sample(folder), sample(folder, { rows: 400_000, seed: 11 })]);
  const halves = await inHalves(file, join(folder, "halves"));
  const native = await runSales(file, `${folder}/native`);
  const nativeHalves = await runSales(halves, `${folder}/native-halves`);
  await runSales(file, `${folder}/parquet`, "parquet");
  const parquet = join(folder, "parquet", "stg_sales_cleaned.parquet");
  return { file, large, halves, parquet, native, nativeHalves, expected: await Expected.of(native.tables) };
});

/** Cuts a file in two; the second half has its columns the other way round, and its amounts under another name. */
async function inHalves(file, folder) {
  await mkdir(folder);
  const [header, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const middle = Math.floor(lines.length / 2);
  const width = header.split(",").length;
  const turned = (line) => line.split(",").reverse().join(",");
  // A row that lost a cell could not be told from another one once turned: such rows stay in the first half.
  const second = lines.slice(middle).filter((line) => line.split(",").length === width);
  const rest = lines.slice(middle).filter((line) => line.split(",").length !== width);
  const files = [join(folder, "first.csv"), join(folder, "second.csv")];
  await writeFile(files[0], `${[header, ...lines.slice(0, middle), ...rest].join("\n")}\n`);
  await writeFile(files[1], `${[turned(header), ...second.map(turned)].join("\n")}\n`);
  return files;
}

async function assertWholeDashboard({ dashboard }, { native, expected }) {
  const counts = await dashboard.counts();
  assert.deepEqual(counts, native.counts);
  assert.equal(counts.read, counts.accepted + counts.rejected);
  assert.ok(counts.rejected > 0, "there are dirty rows in the file");
  const reasons = await dashboard.conservation.locator(".chip b").allTextContents();
  assert.equal(reasons.reduce((sum, text) => sum + Number(text.replaceAll(",", "")), 0), counts.rejected);

  const layers = await dashboard.layers.locator("li").evaluateAll((items) => items.map((item) => [item.dataset.layer, item.innerText]));
  assert.deepEqual(layers.map(([name]) => name), LAYERS);
  for (const [name, text] of layers) assert.match(text, /[\d,]+ rows in\s+[\d.,]+ m?s/, `layer ${name} has rows and a duration`);
  assert.match(layers[0][1], new RegExp(`${counts.read.toLocaleString("en-US")} rows in`));

  await dashboard.expectFigures(expected.figures());
  for (const [id, rows] of Object.entries(wholeCharts(expected))) {
    const widget = dashboard.widget(id);
    assert.deepEqual((await widget.table()).map(sorted), rows.map(sorted), `the values of the chart ${id}`);
    assert.ok(await widget.shapes() >= Math.min(rows.length, 14), `the chart ${id} has marks`);
  }
  const segments = await dashboard.widget("segments").table();
  const shown = segments.map((row) => [row["Rfm segment"], { Customers: row.Customers, Revenue: row.Revenue }]);
  assert.deepEqual(Object.fromEntries(shown), expected.segments());
  assert.ok((await dashboard.widget("segments").shapes()) >= segments.length * 2);
  for (const { id, marks, empty } of await dashboard.drawn()) assert.ok(marks > 0 && !empty, `the widget ${id} shows something`);
}

/** The order of a chart's columns in its table is not what these tests are about. */
const sorted = (row) => Object.fromEntries(Object.entries(row).sort());

test("a file dropped from outside becomes the whole dashboard", async ({ app, page, data }) => {
  await app.open();
  await app.dropFromOutside(data.file, { meanwhile: () => page.getByText("Drop to analyse").waitFor() });
  await app.dashboard.complete();
  assert.equal(await page.getByText("Drop to analyse").count(), 0);
  await assertWholeDashboard(app, data);
});

test("the same file through the file input; then others dropped by script take its place", async ({ app, page, data }) => {
  await app.open();
  await app.choose(data.file);
  await app.dashboard.complete();
  await assertWholeDashboard(app, data);
  await app.go("Start");
  await app.dropMade(data.halves);
  await app.dashboard.conservation.getByText("2 files").waitFor();
  await app.dashboard.expectCounts(data.nativeHalves.counts);
  assert.equal(await page.getByTestId("layers").count(), 1);
});

test("Parquet is read like CSV, once its date column is chosen by hand", async ({ app, data, page }) => {
  // A table that Varve wrote, taken in again: the cleaned rows have no dirt left, and “date_parsed” is no name that it knows.
  await app.open();
  await app.choose(data.parquet);
  await app.files.run.waitFor();
  assert.ok(await app.files.run.isDisabled());
  assert.match(await app.files.missing.innerText(), /“stg_sales_cleaned\.parquet” needs a column for date/);
  await page.getByLabel("Column for date").selectOption({ label: "date_parsed" });
  await app.files.run.click();
  const { accepted } = data.native.counts;
  await app.dashboard.expectCounts({ read: accepted, accepted, rejected: 0 });
  await app.dashboard.expectFigures(data.expected.figures());
});

test("two halves with their columns in another order give the totals of the whole", async ({ app, data }) => {
  await app.open();
  await app.choose(data.halves);
  await app.dashboard.complete();
  const counts = await app.dashboard.counts();
  assert.deepEqual(counts, data.nativeHalves.counts);
  assert.equal(counts.read, data.native.counts.read);
  await app.dashboard.expectFigures(data.expected.figures());
  assert.match(await app.dashboard.conservation.innerText(), /2 files/);
});

test("of a good and a bad file the good one runs and the bad one is named", async ({ app, data, page }) => {
  await app.open();
  await app.choose([bad("empty.csv"), data.file]);
  await app.dashboard.complete();
  assert.match(await app.message("empty.csv").innerText(), /“empty\.csv” is empty/);
  assert.deepEqual(await app.dashboard.counts(), data.native.counts);
  const match = page.getByTestId("match");
  await match.locator("summary").click();
  assert.match(await match.innerText(), /empty\.csv\s[\s\S]*[Ll]eft out[\s\S]*sample_sales\.csv/);
});

test("sample data is made in the worker, and is what the command line makes", async ({ app, data, page }) => {
  await app.open();
  await app.sample.click();
  await app.dashboard.complete();
  assert.deepEqual(await app.dashboard.counts(), { read: 40_000, accepted: 40_000, rejected: 0 });
  assert.equal((await app.dashboard.figures()).Customers, "33,384");
  assert.match(page.url(), /dashboard\?pipeline=sales/);
  assert.ok(data);
});

test("400,000 rows: every phase is shown with its rows, and no byte of the file passes the page", async ({ t, app, page, data }) => {
  await page.addInitScript(watchFileReads);
  await page.addInitScript(watchPhases);
  await app.open();
  await app.engineReady();
  await page.evaluate(() => (window.longTasks.length = 0));
  const start = Date.now();
  await app.choose(data.large);
  await app.dashboard.complete();
  t.diagnostic(`400,000 rows from choice to dashboard: ${Date.now() - start} ms`);
  const { reads, posted, tasks } = await page.evaluate(() => ({ reads: window.fileReads, posted: window.posted, tasks: window.longTasks }));
  t.diagnostic(`longest main-thread task meanwhile: ${Math.max(0, ...tasks)} ms (of ${tasks.length} over 50 ms)`);
  assert.deepEqual(reads, [], "files were read on the main thread");
  assert.equal(posted.files, 1, "one handle went to the worker");
  assert.ok(posted.bytes < 10_000, `${posted.bytes} bytes went to the worker, beside the handle`);
  assert.ok((await app.dashboard.counts()).read >= 400_000);
  const phases = await page.evaluate(() => window.phases);
  assert.deepEqual(phases.map((phase) => phase.name), LAYERS, "the phases that were shown at work");
  for (const { name, counts } of phases) assert.match(counts, /[\d,]+ rows/, `the phase ${name} tells its rows`);
  assert.match(phases[0].counts, / · [\d.]+ MB/, "reading tells its bytes");
});

/** Runs in the page before all else: notes which phases were shown as active, in their order, and what they counted last. */
function watchPhases() {
  window.phases = [];
  const look = () => {
    for (const row of document.querySelectorAll(".phase[data-state=active]")) {
      const name = row.dataset.layer;
      if (!window.phases.some((phase) => phase.name === name)) window.phases.push({ name });
      window.phases.find((phase) => phase.name === name).counts = row.querySelector(".phase__counts").textContent;
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["data-state"] });
}

/** Runs in the page before all else: notes every way to a file's bytes, what is posted to workers, and long tasks. */
function watchFileReads() {
  window.fileReads = [];
  window.posted = { files: 0, bytes: 0 };
  window.longTasks = [];
  const watch = (owner, name, isFile) => {
    const original = owner[name];
    owner[name] = function (...values) {
      if (isFile(this, values)) window.fileReads.push(name);
      return original.apply(this, values);
    };
  };
  for (const name of ["arrayBuffer", "bytes", "text", "stream", "slice"]) {
    if (Blob.prototype[name]) watch(Blob.prototype, name, (blob) => blob instanceof File);
  }
  for (const name of ["readAsArrayBuffer", "readAsText", "readAsDataURL", "readAsBinaryString"]) {
    watch(FileReader.prototype, name, (_, [blob]) => blob instanceof File);
  }
  watch(URL, "createObjectURL", (_, [blob]) => blob instanceof File);
  watch(window, "fetch", (_, [request]) => String(request?.url ?? request).startsWith("blob:"));
  window.Response = new Proxy(Response, {
    construct(target, values) {
      if (values[0] instanceof File) window.fileReads.push("Response");
      return new target(...values);
    },
  });
  const weigh = (value) => {
    if (value instanceof File) window.posted.files += 1;
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) window.posted.bytes += value.byteLength;
    else if (typeof value === "string") window.posted.bytes += value.length;
    else if (value && typeof value === "object") Object.values(value).forEach(weigh);
  };
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    weigh(message);
    return post.call(this, message, ...rest);
  };
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: "longtask" });
}

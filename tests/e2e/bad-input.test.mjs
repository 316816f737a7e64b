// What is not a table gets a sentence that names it, and takes nothing away: not the dashboard before it, not the page.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { bad, suite } from "./harness.mjs";

/** The words that a sentence about the file must hold. */
const CASES = [
  ["empty.csv", /“empty\.csv” is empty/, /export it again/i],
  ["binary.csv", /“binary\.csv” is not a table.*PNG/, /CSV, Excel .*JSON and Parquet/],
  ["truncated.parquet", /“truncated\.parquet”.*Parquet.*(ends too early|cut)/, /copy or export the file again/i],
  ["unrelated.csv", /“unrelated\.csv” fits none/, /colour.*height_cm.*mood/, /needs, for its input “sales”, date; customer_id; order_id; sales, or quantity and unit_price\./],
];

const { test } = suite(async (folder) => {
  const file = await sample(folder, { rows: 5_000 });
  const other = await sample(folder, { rows: 2_000, seed: 3 });
  await mkdir(join(folder, "exports of may"));
  const [native, nativeOther] = [await runSales(file, `${folder}/native`), await runSales(other, `${folder}/other`)];
  return { file, other, folder: join(folder, "exports of may"), native, nativeOther, expected: await Expected.of(native.tables) };
});

for (const [name, ...sentences] of CASES) {
  test(`${name} on an empty page, then a good file`, async ({ app, data }) => {
    await app.open();
    await app.dropFromOutside(bad(name));
    await app.message(name).waitFor();
    const said = (await app.message(name).innerText()).replace(/\s+/g, " ");
    for (const sentence of sentences) assert.match(said, sentence);
    assert.equal(await app.dashboard.layers.count(), 0);
    await app.choose(data.file);
    await app.dashboard.expectCounts(data.native.counts);
  });
}

test("none of them takes the dashboard away that is there", async ({ app, page, data }) => {
  await app.run(data.file);
  for (const [name, sentence] of CASES) {
    await app.dropFromOutside(bad(name));
    await app.message(name).waitFor();
    assert.match((await app.message(name).innerText()).replace(/\s+/g, " "), sentence);
    await app.go("Dashboard");
    await app.dashboard.settled();
    assert.deepEqual(await app.dashboard.counts(), data.native.counts);
    // And it is alive: it can still be filtered.
    await app.dashboard.widget("revenue").click(4);
    await app.dashboard.expectFigures(data.expected.figures({ month: data.expected.months[4] }));
    await app.dashboard.clearFilters.click();
    await app.dashboard.expectFigures(data.expected.figures());
  }
  await app.go("Start");
  await app.choose(data.other);
  await app.dashboard.expectCounts(data.nativeOther.counts);
  assert.equal(await page.getByTestId("error-panel").count(), 0);
});

test("an empty folder, alone and beside a file", async ({ app, data }) => {
  await app.open();
  await app.dropFromOutside(data.folder);
  await app.message("exports of may").waitFor();
  assert.match(await app.message("exports of may").innerText(), /The folder “exports of may” holds no files.*dot or an underscore/is);
  assert.ok(await app.dropZone.isVisible());
  await app.dropFromOutside([data.folder, data.file]);
  await app.dashboard.expectCounts(data.native.counts);
  assert.equal(await app.notices.filter({ hasText: "exports of may" }).count(), 1);
});

test("text that is dropped is no file, and said so", async ({ app, context, page }) => {
  await app.open();
  const session = await context.newCDPSession(page);
  const data = { items: [{ mimeType: "text/plain", data: "date,customer" }], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  await app.notices.filter({ hasText: "not a file" }).waitFor();
  assert.match(await app.notices.first().innerText(), /text or a link, not a file.*Drop files or folders/is);
});

test("several bad files at once are each named", async ({ app, data }) => {
  await app.open();
  await app.choose(CASES.map(([name]) => bad(name)));
  await app.files.cards.first().waitFor();
  const cards = (await app.files.cards.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  assert.equal(cards.length, CASES.length);
  CASES.forEach(([, ...sentences], index) => sentences.forEach((sentence) => assert.match(cards[index], sentence)));
  await app.choose(data.file);
  await app.dashboard.expectCounts(data.native.counts);
});

test("a header without rows is an empty table, and said to be one", async ({ app, page, data }) => {
  await app.open();
  await app.choose(bad("header_only.csv"));
  await app.dashboard.expectCounts({ read: 0, accepted: 0, rejected: 0 });
  assert.equal((await app.dashboard.figures()).Orders, "0");
  for (const id of ["revenue", "customers", "retention", "customer_segments", "lifecycle"]) {
    assert.match(await app.dashboard.widget(id).root.locator(".chart__empty").innerText(), /\w+ .*\./, `${id} says what is missing`);
  }
  const notes = page.getByTestId("diagnostics");
  await notes.locator("summary").click();
  assert.match(await notes.innerText(), /header but no rows/i);
  await app.go("Start");
  await app.choose(data.file);
  await app.dashboard.expectCounts(data.native.counts);
});

// The quality page: what it tells of a dirty file, and rows that are accepted once their values are mended.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { parseCsv } from "./cli.mjs";
import { OUT, suite } from "./harness.mjs";
import { QualityPage } from "./quality_page.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const FILE = "orders.csv";

/** Twenty orders, of which two have a day that never was, one an amount that is none and one no customer. */
function orders() {
  const lines = Array.from({ length: 20 }, (_, index) => {
    const day = String(index + 1).padStart(2, "0");
    return [`2021-01-${day}`, `C${index % 7}`, `O${index}`, `${10 + index}.50`];
  });
  lines[3][0] = "31/02/2021";
  lines[8][0] = "31/02/2021";
  lines[5][3] = "abc";
  lines[7][1] = "";
  lines[10][1] = "  C3 ";
  return ["Date,Customer ID,Order ID,Sales", ...lines.map((line) => line.join(",")), ""].join("\n");
}

const { test } = suite(async () => ({ axe: await readFile(AXE, "utf8") }));

async function open(app, page) {
  await app.open();
  await app.choose({ name: FILE, mimeType: "text/csv", buffer: Buffer.from(orders()) });
  await app.dashboard.complete();
  await app.go("Quality");
  const quality = new QualityPage(page);
  await quality.figure.waitFor();
  await quality.range.waitFor();
  return quality;
}

test("rejected rows are filtered, mended in place and accepted by the next run", async ({ app, page }) => {
  const quality = await open(app, page);
  assert.deepEqual([await quality.rows("all"), await quality.rows("invalid_date"), await quality.rows("invalid_sales")], [4, 2, 1]);
  await quality.rejects.getByText("row 4 (line 5)").waitFor();

  await quality.reason("invalid_date").click();
  await quality.range.getByText("1–2 of 2").waitFor();
  assert.equal(await quality.reason("invalid_date").getAttribute("aria-pressed"), "true");
  const rows = parseCsv(await quality.download("rejects-download"));
  assert.deepEqual(rows.map((row) => [row.source_row, row.value, row.reason]), [["4", "31/02/2021", "invalid_date"], ["9", "31/02/2021", "invalid_date"]]);

  await quality.field("date", 4, FILE).fill("2021-02-28");
  await quality.count.getByText("1 cell changed").waitFor();
  await quality.rejects.getByRole("button", { name: /^All “31\/02\/2021”/ }).first().click();
  await quality.count.getByText("1 value changed everywhere").waitFor();
  assert.equal(await quality.field("date", 9, FILE).inputValue(), "2021-02-28");
  await quality.field("date", 9, FILE).fill("2021-01-09");
  await quality.reason("all").click();
  await quality.search.fill("abc");
  await quality.range.getByText("1–1 of 1").waitFor();
  await quality.field("sales", 6, FILE).fill("15.50");
  await quality.count.getByText("2 cells changed, 1 value changed everywhere: not run yet.").waitFor();

  await quality.run.click();
  await quality.count.getByText("this run has them").waitFor();
  await quality.edited.getByText("3 cells").waitFor();
  assert.equal(await quality.rows("all"), 1);
  await quality.search.fill("");
  await quality.range.getByText("1–1 of 1").waitFor();
  await quality.rejects.getByText("The customer is missing.").waitFor();

  const edits = parseCsv(await quality.download("edits-download"));
  assert.equal(edits.length, 3);
  assert.ok(edits.some((edit) => edit.row === "6" && edit.column === "sales" && edit.value === "15.50"));

  // Without edits the file is as it was; the saved list brings them back.
  await page.getByTestId("edits-discard").click();
  await quality.run.click();
  await page.waitForFunction(() => document.querySelector("[data-testid=reason-all] b")?.textContent === "4");
  const file = edits.map((edit) => [edit.file, edit.row, edit.column, edit.value, edit.input, edit.old_value].join(",")).join("\n");
  await page.getByTestId("edits-file").setInputFiles({
    name: "edits.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`file,row,column,value,input,old_value\n${file}\n`),
  });
  await quality.count.getByText("2 cells changed, 1 value changed everywhere: not run yet.").waitFor();
  await quality.run.click();
  await page.waitForFunction(() => document.querySelector("[data-testid=reason-all] b")?.textContent === "1");
});

test("checks unfold their examples by keyboard", async ({ app, page }) => {
  const quality = await open(app, page);
  const check = quality.check("CMP_02");
  await check.getByText("Failed").waitFor();
  const button = page.getByTestId("check-CMP_02");
  await app.tabTo(button);
  await page.keyboard.press("Enter");
  await page.getByTestId("examples-CMP_02").getByText("orders.csv, row 8 (line 9), customer_id").waitFor();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.ok(await button.evaluate((element) => element === document.activeElement), "the focus stays on the button");
  await page.getByTestId("quality-corrections").getByText("orders.csv, row 11 (line 12), customer_id").waitFor();
});

for (const look of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`the page is whole and sound to axe, ${look} at ${width}`, { width, look }, async ({ app, page, data }) => {
      const quality = await open(app, page);
      await page.getByTestId("check-CON_02").click();
      await quality.field("date", 4, FILE).fill("2021-02-28");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `the page scrolls ${wide} px to the side`);
      await page.screenshot({ path: join(OUT, `quality-${look}-${width}.png`), fullPage: true });
      await page.evaluate(data.axe);
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    });
  }
}

// The table explorer over a table of 200,000 rows: every row reached, the right ones chosen, columns arranged, cells copied; all
// compared with what the command line wrote.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { parseCsv, runSales, sample } from "./cli.mjs";
import { Explorer } from "./explorer.mjs";
import { suite } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TABLE = "fact_sales";

const { test } = suite(async (folder) => {
  const file = await sample(folder, { rows: 200_000 });
  const native = await runSales(file, `${folder}/native`);
  const [sales, customers] = await Promise.all([native.tables.rows(TABLE), native.tables.rows("dim_customer")]);
  return { file, sales, customers, axe: await readFile(AXE, "utf8") };
});

/** The rows in view are those of the table at their places. */
async function assertInView(explorer, rows, what) {
  const seen = await explorer.inView();
  assert.ok(seen.length > 5, `${what}: rows are in view`);
  for (const [place, row] of seen) assert.deepEqual(row, rows[place], `${what}, row ${place}`);
  return seen.map(([place]) => place);
}

test("every row is reached: by keyboard, by the bar, by the wheel, by its number", async ({ app, page, data: { file, sales } }) => {
  const explorer = new Explorer(app);
  await explorer.open(file, TABLE);
  const last = sales.length - 1;
  assert.ok((await assertInView(explorer, sales, "at first")).includes(0));

  await explorer.grid.focus();
  await explorer.press("Control+End");
  assert.ok((await assertInView(explorer, sales, "Ctrl+End")).includes(last));
  assert.deepEqual(await explorer.at(), { row: last, column: "source_row" });
  await explorer.press("ArrowDown", "PageUp", "ArrowUp", "Home");
  const { row, column } = await explorer.at();
  assert.ok(row < last - 3 && row > last - 100 && column === "sales_key", `a page and a row up: ${row}, ${column}`);
  await assertInView(explorer, sales, "a page up");
  await explorer.press("Control+Home");
  assert.ok((await assertInView(explorer, sales, "Ctrl+Home")).includes(0));

  // The bar.
  for (const part of [0.5, 0.137, 0.999, 1]) {
    await explorer.grid.evaluate((grid, part) => { grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight); }, part);
    await page.waitForTimeout(50);
    const places = await assertInView(explorer, sales, `the bar at ${part}`);
    assert.ok(Math.abs(places[0] / last - part) < 0.01, `${places[0]} is about ${part} of all`);
  }
  // The wheel.
  await explorer.press("Control+Home");
  const box = await explorer.grid.boundingBox();
  await page.mouse.move(box.x + 300, box.y + 250);
  await page.mouse.wheel(0, 600);
  await page.waitForFunction(() => document.querySelector(".sheet__view [role=row]").ariaRowIndex === "22");
  await assertInView(explorer, sales, "twenty rows by the wheel");

  await explorer.press("Control+g");
  await page.keyboard.type("123,457");
  await explorer.press("Enter");
  await page.waitForFunction(() => document.querySelector("#sheet-cell")?.closest("[role=row]").ariaRowIndex === "123458");
  await assertInView(explorer, sales, "row 123,457");
  assert.ok(await explorer.grid.evaluate((grid) => grid === document.activeElement));
});

test("sorts by two columns, and the address brings them back", async ({ app, page, data: { file, sales } }) => {
  const explorer = new Explorer(app);
  await explorer.open(file, TABLE);
  await explorer.tables.sortButton("country").click();
  await explorer.tables.sorted("country", "ascending");
  await explorer.tables.sortButton("sales_amount").click({ modifiers: ["Shift"] });
  await explorer.tables.sorted("sales_amount", "ascending");
  await explorer.tables.sortButton("sales_amount").click({ modifiers: ["Shift"] });
  await explorer.tables.sorted("sales_amount", "descending");
  const text = (a, b) => (a === null || b === null ? Number(a === null) - Number(b === null) : a < b ? -1 : Number(a > b));
  const sorted = [...sales].sort((a, b) => text(a.country, b.country) || Number(b.sales_amount) - Number(a.sales_amount));
  await assertInView(explorer, sorted, "by country, then the highest amount");
  await explorer.grid.focus();
  await explorer.press("Control+End");
  await assertInView(explorer, sorted, "the end of the sorted rows");
  assert.deepEqual(new URL(page.url()).searchParams.getAll("sort"), ["country", "-sales_amount"]);

  await app.go("Dashboard");
  await page.goBack();
  await explorer.tables.sorted("sales_amount", "descending");
  await assertInView(explorer, sorted, "after going back");
  await explorer.tables.sortButton("sales_key").click();
  await explorer.tables.sorted("country", "none");
  await assertInView(explorer, sales, "by the key alone");
});

test("conditions by value, range, text and emptiness choose the right rows, and the export has them", async ({ app, page, data: { file, sales, customers } }) => {
  const explorer = new Explorer(app);
  const { panel } = explorer;
  await explorer.open(file, TABLE);
  const all = sales.length;

  await explorer.menu("country");
  const country = sales[0].country;
  await panel.getByRole("checkbox", { name: new RegExp(`^${country} \\(`) }).check();
  const ofCountry = sales.filter((row) => row.country === country);
  await explorer.shows(ofCountry.length, all);
  await explorer.close();
  await assertInView(explorer, ofCountry, "one country");

  await explorer.menu("sales_amount");
  await panel.getByLabel("From", { exact: true }).fill("50");
  await panel.getByLabel("To", { exact: true }).fill("99.5");
  const ranged = ofCountry.filter((row) => Number(row.sales_amount) >= 50 && Number(row.sales_amount) <= 99.5);
  await explorer.shows(ranged.length, all);
  await explorer.close();

  await explorer.menu("product");
  await panel.getByLabel("Contains", { exact: true }).fill("p01");
  const chosen = ranged.filter((row) => row.product?.toLowerCase().includes("p01"));
  await explorer.shows(chosen.length, all);
  await explorer.close();
  await assertInView(explorer, chosen, "all three conditions");
  assert.deepEqual(await explorer.chips.evaluateAll((chips) => chips.map((chip) => chip.querySelector(".sheet-chip").textContent)), [
    `country is ${country}`,
    "sales_amount from 50 to 99.5",
    "product contains “p01”",
  ]);
  const { bytes } = await app.tables.download("export-csv");
  assert.deepEqual(parseCsv(bytes.toString()), chosen, "the file has the rows chosen");

  await explorer.chips.nth(1).click();
  await explorer.shows(ofCountry.filter((row) => row.product?.toLowerCase().includes("p01")).length, all);
  await explorer.clearAll.click();
  await explorer.tables.range.getByText(`${all.toLocaleString("en-US")} rows`, { exact: true }).waitFor();
  assert.equal(new URL(page.url()).search.includes("c."), false);

  // A search looks into all cells.
  await explorer.search.fill("p04");
  const found = sales.filter((row) => Object.values(row).some((cell) => cell?.toLowerCase().includes("p04")));
  await explorer.shows(found.length, all);
  await assertInView(explorer, found, "found");
  await explorer.clearAll.click();
  assert.equal(await explorer.search.inputValue(), "");

  await explorer.tables.choose("dim_customer");
  const column = "avg_days_between_orders";
  const empty = customers.filter((row) => row[column] === null);
  assert.ok(empty.length > 0 && empty.length < customers.length);
  await explorer.menu(column);
  await page.getByTestId("only-null").click();
  await explorer.shows(empty.length, customers.length);
  await page.getByTestId("not-null").click();
  await explorer.shows(customers.length - empty.length, customers.length);
  await page.getByTestId("any-value").click();
  await explorer.chips.first().waitFor({ state: "detached" });
});

test("a bar and a value in a header choose their rows", async ({ app, data: { file, sales } }) => {
  const explorer = new Explorer(app);
  await explorer.open(file, TABLE);
  const bars = explorer.tables.header("sales_amount").locator("[data-act=bar]");
  await bars.first().waitFor();
  const title = await bars.nth(2).getAttribute("title");
  const [, least, most, rows] = /^(\S+) to (\S+): ([\d,]+) rows$/.exec(title);
  const inBar = sales.filter((row) => Number(row.sales_amount) >= Number(least) && Number(row.sales_amount) <= Number(most));
  assert.equal(inBar.length, Number(rows.replaceAll(",", "")), "the bar says how many rows it stands for");
  const box = await bars.nth(2).boundingBox();
  await bars.nth(2).click({ position: { x: box.width / 2, y: box.height - 2 } });
  await explorer.shows(inBar.length, sales.length);
  await assertInView(explorer, inBar, "one bar");

  // A header asks for its picture once it is in view.
  await explorer.tables.header("country").scrollIntoViewIfNeeded();
  const value = explorer.tables.header("country").locator("[data-act=value]").first();
  const country = await value.textContent();
  await value.click();
  await explorer.shows(inBar.filter((row) => row.country === country).length, sales.length);
  await value.click();
  await explorer.shows(inBar.length, sales.length);
  await bars.nth(2).click();
  await explorer.chips.first().waitFor({ state: "detached" });
});

test("columns hide, pin and move, and lie so at the next visit", async ({ app, page, data: { file, sales } }) => {
  const explorer = new Explorer(app);
  await explorer.open(file, TABLE);
  const names = Object.keys(sales[0]);
  assert.deepEqual(await explorer.columns(), names);
  await explorer.menu("customer_key");
  await page.getByTestId("column-hide").click();
  await explorer.menu("country");
  await page.getByTestId("column-pin").click();
  await page.getByTestId("column-pin").getByText("Unpin").waitFor();
  await explorer.close();
  await page.getByTestId("columns").click();
  await page.getByRole("button", { name: "Move up date_id" }).click();
  await page.getByTestId("show-order_key").uncheck();
  await explorer.close();
  const rest = names.filter((name) => !["customer_key", "country", "order_key", "date_id", "sales_key"].includes(name));
  // Moved past the next that was shown then, the one hidden since.
  const arranged = ["country", "sales_key", "date_id", ...rest];
  assert.deepEqual(await explorer.columns(), arranged);
  for (const [place, row] of await explorer.inView()) assert.deepEqual(row, Object.fromEntries(arranged.map((name) => [name, sales[place][name]])));

  // What is pinned stays in sight.
  await explorer.grid.focus();
  await explorer.press("End");
  const [pinned, grid] = await Promise.all([explorer.tables.header("country").boundingBox(), explorer.grid.boundingBox()]);
  assert.ok(pinned.x >= grid.x && pinned.x < grid.x + 120, "the pinned column is at the left");
  assert.equal((await explorer.at()).column, "source_row");

  await explorer.open(file, TABLE);
  assert.deepEqual(await explorer.columns(), arranged, "after a reload");
  await page.getByTestId("columns").click();
  await page.getByTestId("columns-reset").click();
  await explorer.close();
  assert.deepEqual(await explorer.columns(), names);
});

test("cells are copied as a spreadsheet takes them, those not yet loaded too", async ({ app, page, context, data: { file, sales } }) => {
  const explorer = new Explorer(app);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await explorer.open(file, TABLE);
  const names = Object.keys(sales[0]);
  const lines = (rows, columns) => rows.map((row) => columns.map((name) => row[name] ?? "").join("\t") + "\n").join("");
  const copied = async (text) => {
    await explorer.press("Control+c");
    await explorer.said.getByText(text).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await explorer.grid.focus();
  await explorer.press("ArrowDown", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight");
  assert.equal(await copied("Copied 3 × 2 cells."), lines(sales.slice(1, 4), names.slice(1, 3)));

  // From the cell at one end to the cell at the other, by mouse.
  const cell = (row, column) => explorer.grid.locator(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 2}"]`);
  await cell(4, 3).hover();
  await page.mouse.down();
  await cell(6, 1).hover();
  await page.mouse.up();
  assert.equal(await copied("Copied 3 × 3 cells."), lines(sales.slice(4, 7), names.slice(1, 4)));

  await explorer.press("Control+Home", "ArrowRight", "Control+ ");
  assert.equal(await copied(/^Copied 20,000 × 1 cells, as many/), lines(sales.slice(0, 20_000), names.slice(1, 2)));
});

test("a row as a record, and from it to the card", async ({ app, page, data: { file, customers } }) => {
  const explorer = new Explorer(app);
  await explorer.open(file, "dim_customer");
  const total = customers.length.toLocaleString("en-US");
  await explorer.grid.focus();
  await explorer.press("ArrowDown", "Enter");
  await explorer.title.getByText(`Row 2 of ${total}`, { exact: true }).waitFor();
  const id = page.getByTestId("record-customer_id");
  assert.equal(await id.innerText(), customers[1].customer_id);
  await page.getByTestId("record-next").click();
  await explorer.title.getByText(`Row 3 of ${total}`, { exact: true }).waitFor();
  assert.equal(await id.innerText(), customers[2].customer_id);
  assert.equal(await page.getByTestId("record-last_order_date").innerText(), customers[2].last_order_date);
  await id.getByRole("button").click();
  await page.getByTestId("subject-card").getByRole("heading", { level: 2, name: `Customer ${customers[2].customer_id}` }).waitFor();
});

test("scrolling fast: how long frames and tasks take", async ({ t, app, page, data: { file, sales } }) => {
  const explorer = new Explorer(app);
  await explorer.open(file, TABLE);
  await page.waitForTimeout(1_000);
  const box = await explorer.grid.boundingBox();
  await page.mouse.move(box.x + 300, box.y + 300);
  await page.evaluate(() => {
    window.frames_seen = [];
    window.long = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.long.push(Math.round(entry.duration)))).observe({ type: "longtask" });
    let last = performance.now();
    const tick = (now) => { window.frames_seen.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  });
  for (let step = 0; step < 120; step += 1) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(8);
  }
  await explorer.tables.settled();
  const { frames, long } = await page.evaluate(() => ({ frames: window.frames_seen.sort((a, b) => a - b), long: window.long }));
  const at = (part) => frames[Math.floor(part * (frames.length - 1))].toFixed(1);
  t.diagnostic(`${frames.length} frames: median ${at(0.5)} ms, 95 of 100 under ${at(0.95)} ms, longest ${at(1)} ms; tasks over 50 ms: ${long.join(", ") || "none"}`);
  await assertInView(explorer, sales, "where the wheel stopped");
});

for (const look of ["light", "dark"]) {
  test(`from the grid to its menus by keyboard, and nothing serious for axe, ${look}`, { look }, async ({ app, page, data }) => {
    const explorer = new Explorer(app);
    await page.addInitScript({ content: data.axe });
    const found = [];
    const examine = async (state) => {
      await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished)));
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, impact, nodes } of violations) found.push(`${state}: ${id} (${impact}), ${nodes.length} times: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
    };
    await explorer.open(data.file, TABLE);
    await explorer.tables.header("sales_amount").locator("[data-act=bar]").first().waitFor();
    await app.tabTo(explorer.grid);
    await explorer.press("ArrowDown", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight");
    await examine("grid with a selection");
    await explorer.press("Escape", "Control+Home", "ArrowUp", "End", "Home");
    for (let step = 0; step < 11; step += 1) await explorer.press("ArrowRight");
    await explorer.press("Alt+ArrowDown");
    await explorer.title.getByText("country", { exact: true }).waitFor();
    await examine("menu of a column");
    const country = data.sales[0].country;
    await app.tabTo(explorer.panel.getByRole("checkbox", { name: new RegExp(`^${country} \\(`) }));
    await explorer.press("Space");
    await explorer.shows(data.sales.filter((row) => row.country === country).length, data.sales.length);
    await explorer.press("Escape");
    await explorer.panel.locator("h2").waitFor({ state: "detached" });
    assert.ok(await explorer.grid.evaluate((grid) => grid === document.activeElement), "the focus is back in the grid");
    await examine("grid with a condition");
    await explorer.press("ArrowDown", "Enter");
    await explorer.title.getByText(/^Row 1 of/).waitFor();
    await examine("record");
    await explorer.press("Escape", "/");
    assert.ok(await explorer.search.evaluate((field) => field === document.activeElement));
    await page.getByTestId("columns").click();
    await examine("columns");
    assert.deepEqual(found, []);
  });
}

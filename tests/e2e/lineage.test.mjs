// The graph of origins: from a file to the charts, by mouse and by keyboard, and what each column means.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { runSales, sample } from "./cli.mjs";
import { OUT, suite } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const { test } = suite(async (folder) => {
  const file = await sample(folder, { rows: 5_000 });
  return { file, native: await runSales(file, `${folder}/native`), axe: await readFile(AXE, "utf8") };
});

/** The page with the graph. */
class Lineage {
  constructor(page) {
    this.page = page;
    this.graph = page.getByTestId("lineage");
    this.about = page.getByTestId("about");
  }

  origin(id) {
    return this.page.getByTestId(`origin-${id}`);
  }

  async choose(id) {
    await this.origin(id).click();
    await this.chosen(id);
  }

  /** Waits until the panel is about it. */
  chosen(id) {
    return this.page.locator(`[data-testid="origin-${id}"][aria-current=true]`).waitFor();
  }

  /** The ids of the boxes that are tied so to what is looked at. */
  tied(tie) {
    return this.graph.locator(`[data-tie=${tie}]`).evaluateAll((boxes) => boxes.map((box) => box.dataset.testid.replace("origin-", "")));
  }

  /** The links of a list of the panel, each with its rows. */
  ends(title) {
    const list = this.about.locator(".about__ends").filter({ has: this.page.getByRole("heading", { name: title }) });
    return list.locator("li").evaluateAll((lines) =>
      Object.fromEntries(lines.map((line) => [line.querySelector("a").textContent, line.querySelector("span")?.textContent ?? ""])),
    );
  }

  facts() {
    return this.about.locator(".about__facts > div").evaluateAll((facts) =>
      Object.fromEntries(facts.map((fact) => [fact.querySelector("dt").textContent, fact.querySelector("dd").textContent])),
    );
  }

  columns() {
    return this.page.getByTestId("about-columns").locator("> div").evaluateAll((columns) =>
      columns.map((column) => {
        const [kind] = column.querySelectorAll("dt span");
        return [column.querySelector("dt").textContent.replace(kind.textContent, ""), kind.textContent, column.querySelector("dd").textContent];
      }),
    );
  }
}

async function opened(app, page, file) {
  await app.run(file);
  await app.go("Lineage");
  const lineage = new Lineage(page);
  await lineage.origin("fact_sales").waitFor();
  return lineage;
}

const text = (rows) => `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;

test("a table, what it is made from, what its columns mean, and the way to its rows", async ({ app, page, data: { file, native } }) => {
  const lineage = await opened(app, page, file);
  await lineage.choose("stg_sales_raw");
  const { read, accepted, rejected } = native.counts;
  assert.ok(rejected > 0);
  assert.deepEqual(await lineage.ends("Made from"), { "Input “sales”": text(read) });
  const used = await lineage.ends("Used by");
  assert.equal(used.stg_sales_cleaned, text(accepted));
  assert.equal(used.stg_sales_rejected, text(rejected));

  await lineage.choose("dim_customer");
  assert.match(page.url(), /table=dim_customer/);
  const customers = (await native.tables.rows("dim_customer")).length;
  const facts = await lineage.facts();
  assert.equal(facts.Rows, text(customers));
  assert.equal(facts.Key, "customer_key");
  const sources = await lineage.tied("source");
  for (const id of ["input:sales", "stg_sales_raw", "stg_sales_cleaned", "dim_order"]) assert.ok(sources.includes(id), `${id} is a source`);
  assert.ok(!sources.includes("stg_sales_rejected"));
  const results = await lineage.tied("result");
  assert.ok(results.includes("fact_sales") && results.some((id) => id.startsWith("section:")));
  const lit = await lineage.graph.locator("path[data-lit]").count();
  assert.ok(lit > 5 && lit < (await lineage.graph.locator("path").count()), "some lines are lit, and some are not");

  const columns = await lineage.columns();
  const [header] = (await native.tables.bytes("dim_customer")).toString().split("\n");
  assert.deepEqual(columns.map(([name]) => name), header.split(","), "each column of the table is explained");
  assert.ok(columns.every(([, kind, doc]) => kind && doc));

  await page.getByTestId("about-rows").click();
  await page.getByRole("heading", { level: 1, name: "Tables" }).waitFor();
  assert.match(page.url(), /\/tables\?.*table=dim_customer/);
  await page.goBack();
  await lineage.chosen("dim_customer");
  await page.getByTestId("about-close").click();
  await lineage.about.waitFor({ state: "detached" });
});

test("a section of the dashboard unfolds into its widgets, and leads to them", async ({ app, page, data: { file } }) => {
  const lineage = await opened(app, page, file);
  const sections = lineage.graph.locator("[data-testid^='origin-section:']");
  const before = await sections.count();
  await sections.first().click();
  const widgets = lineage.graph.locator("[data-testid^='origin-widget:']");
  await widgets.first().waitFor();
  assert.equal(await sections.count(), before);
  const id = await widgets.first().getAttribute("data-testid");
  await widgets.first().click();
  await lineage.chosen(id.replace("origin-", ""));
  assert.ok((await lineage.tied("source")).some((source) => source.startsWith("file:")), "a widget comes from the file");
  assert.ok((await lineage.columns()).length > 0);
  await page.getByTestId("about-dashboard").click();
  const widget = page.getByTestId(id.replace("origin-widget:", "widget-"));
  await widget.waitFor();
  await page.waitForFunction((name) => {
    const { top, bottom } = document.querySelector(`[data-testid="${name}"]`).getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }, id.replace("origin-widget:", "widget-"));
});

test("arrow keys go along the lines", async ({ app, page, data: { file } }) => {
  const lineage = await opened(app, page, file);
  const focused = () => page.evaluate(() => document.activeElement.dataset.testid);
  await app.tabTo(lineage.graph.locator("[data-testid^='origin-file:']"));
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "origin-input:sales");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "origin-stg_sales_raw");
  await page.keyboard.press("ArrowRight");
  const next = await focused();
  assert.match(next, /origin-stg_sales_(cleaned|rejected)/);
  for (const key of ["ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
  assert.match(await focused(), /origin-stg_sales_(cleaned|rejected)/);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await focused(), "origin-stg_sales_raw");
  await page.keyboard.press("Enter");
  await lineage.chosen("stg_sales_raw");
  assert.equal(await focused(), "origin-stg_sales_raw", "the focus stays where it was");
});

for (const look of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`the graph at ${width} pixels, ${look}`, { width, height: width === 390 ? 844 : 900, look }, async ({ app, page, data: { file, axe } }) => {
      await page.addInitScript({ content: axe });
      const lineage = await opened(app, page, file);
      await page.screenshot({ path: join(OUT, `lineage-${width}-${look}.png`), fullPage: width === 390 });
      await lineage.choose("dim_order");
      await page.screenshot({ path: join(OUT, `lineage-about-${width}-${look}.png`), fullPage: width === 390 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, "the page does not scroll sideways");
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    });
  }
}

// From a mark in a chart to the rows behind it, to the file with exactly these rows, and to the card of one customer.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { parseCsv, runSales, sample } from "./cli.mjs";
import { Expected, fixed, money } from "./expected.mjs";
import { suite } from "./harness.mjs";
import { Campaign, Card, Parameters } from "./panels.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SEGMENT = "Loyal Customers";

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const native = await runSales(file, `${folder}/native`);
  return { file, native, expected: await Expected.of(native.tables), axe: await readFile(AXE, "utf8") };
});

/** Clicks the mark of the segment. */
async function pickSegment({ dashboard }) {
  const rows = await dashboard.widget("segments").table();
  const place = rows.findIndex((row) => row["Rfm segment"] === SEGMENT);
  assert.ok(place >= 0, "the sample has such customers");
  await dashboard.widget("segments").click(place, "ArrowDown");
}

const selectionText = (page) => page.getByTestId("selection").getByRole("status");

test("a click in a chart, the rows behind it, and the file with exactly these rows", async ({ app, page, data: { file, native, expected } }) => {
  await app.run(file);
  assert.equal(await page.getByTestId("rows-behind").count(), 0, "nothing is behind no selection");
  await pickSegment(app);
  const figures = expected.figures({ segment: SEGMENT });
  await app.dashboard.expectFigures(figures);
  await page.getByTestId("rows-behind").click();
  await app.tables.settled();

  const ids = new Set(expected.customers({ segment: SEGMENT }).map((row) => row.customer_id));
  const all = await native.tables.rows("customer_ltv_analysis");
  const wanted = all.filter((row) => ids.has(row.customer_id));
  assert.equal(figures.Customers, fixed(wanted.length));
  await selectionText(page).filter({ hasText: `${figures.Customers} of ${fixed(all.length)} rows: those of the selection.` }).waitFor();
  assert.equal(await app.tables.range.innerText(), `${figures.Customers} of ${fixed(all.length)} rows`);
  assert.deepEqual((await app.tables.rows()).map((row) => row.customer_id), wanted.slice(0, 100).map((row) => row.customer_id));

  assert.match(await page.getByTestId("export-menu").innerText(), new RegExp(`Export ${figures.Customers} rows`));
  const { bytes } = await app.tables.download("export-csv");
  assert.deepEqual(parseCsv(bytes.toString()), wanted, "the file holds the rows of the selection, in the table's order");

  // Sorted and turned, they are still those of the selection.
  await app.tables.sortButton("total_spent").click();
  await app.tables.sorted("total_spent", "ascending");
  const spent = wanted.map((row) => Number(row.total_spent)).sort((a, b) => a - b);
  assert.deepEqual((await app.tables.rows()).map((row) => Number(row.total_spent)), spent.slice(0, 100));

  await app.tables.choose("monthly_metrics");
  await selectionText(page).filter({ hasText: "not about customers, so all its rows are shown" }).waitFor();
  const months = await app.tables.download("export-csv");
  assert.ok(months.bytes.equals(await native.tables.bytes("monthly_metrics")), "a table that is not filtered is exported whole");

  await app.tables.choose("customer_ltv_analysis");
  await page.getByTestId("show-all").click();
  await app.tables.range.getByText(`${fixed(all.length)} rows`, { exact: true }).waitFor();
  assert.equal(await page.getByTestId("selection").count(), 0);
  assert.equal(new URL(page.url()).searchParams.has("f.rfm_segment"), false);
});

test("the other tables behind a selection, and its chips", async ({ app, page, data: { file, expected } }) => {
  await app.run(file);
  await pickSegment(app);
  await app.dashboard.expectFigures(expected.figures({ segment: SEGMENT }));
  const month = expected.months[4];
  await app.dashboard.widget("revenue").click(4);
  await app.dashboard.expectFigures(expected.figures({ segment: SEGMENT, month }));
  await page.getByTestId("rows-behind-menu").locator("summary").click();
  await page.getByTestId("rows-behind-fact_sales").click();
  const rows = (selection) => fixed(expected.sales(selection).length);
  await app.tables.range.getByText(`${rows({ segment: SEGMENT, month })} of`).waitFor();
  await page.getByTestId("filter-chip").filter({ hasText: SEGMENT }).click();
  await app.tables.range.getByText(`${rows({ month })} of`).waitFor();
  await page.goBack();
  await app.tables.range.getByText(`${rows({ segment: SEGMENT, month })} of`).waitFor();
});

test("the card of a customer, from a table, by keyboard", async ({ app, page, data: { file, native, expected } }) => {
  const card = new Card(page);
  await app.run(file);
  await app.go("Tables");
  await app.tables.choose("dim_customer");
  await app.tables.sortButton("total_orders").click();
  await app.tables.sortButton("total_orders").click();
  await app.tables.sorted("total_orders", "descending");
  const [{ customer_id: id }] = await app.tables.rows();
  const cell = app.tables.grid.getByRole("button", { name: id, exact: true });
  await cell.focus();
  await page.keyboard.press("Enter");
  await card.complete();
  assert.equal(await card.title.innerText(), `Customer ${id}`);
  assert.equal(new URL(page.url()).searchParams.get("card"), id);

  const customer = expected.customerOf.get(id);
  const values = await card.values("dim_customer");
  assert.equal(values["total spent"], money(Number(customer.total_spent)));
  assert.equal(values["last order date"], customer.last_order_date);
  assert.equal((await card.values("customer_segmentation"))["RFM segment"], expected.segmentOf.get(id));
  const orders = expected.tables.dim_order.filter((row) => row.customer_id === id);
  assert.equal(await card.list("dim_order").count(), orders.length);
  const doc = card.root.getByText("Orders that are no return orders.").first();
  assert.equal(await doc.count(), 0);
  await card.explain.check();
  await doc.waitFor();

  await page.keyboard.press("Escape");
  await card.root.locator("[aria-busy]").waitFor({ state: "detached" });
  assert.ok(await cell.evaluate((button) => button === document.activeElement), "the focus goes back to the cell");
  assert.equal(new URL(page.url()).searchParams.has("card"), false);

  await page.keyboard.press("Enter");
  await card.complete();
  await page.getByTestId("card-filter").click();
  await app.dashboard.expectFigures({ Customers: "1", Orders: fixed(orders.length) });

  // Who is nobody in the data has a card that says so.
  await app.go("Tables");
  const targets = new Set((await native.tables.rows("campaign_targets")).map((row) => row.customer_id));
  const none = expected.tables.dim_customer.find((row) => !targets.has(row.customer_id));
  if (none) {
    await page.evaluate((id) => {
      const url = new URL(location.href);
      url.searchParams.set("card", id);
      history.pushState(null, "", url);
      dispatchEvent(new PopStateEvent("popstate"));
    }, none.customer_id);
    await card.complete();
    await card.root.getByText("No rows in campaign_targets.").waitFor();
  }
});

for (const look of ["light", "dark"]) {
  test(`axe finds nothing serious in what was unfolded, ${look}`, { look }, async ({ t, app, page, data }) => {
    await page.addInitScript({ content: data.axe });
    const found = [];
    const examine = async (state) => {
      await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished)));
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, impact, help, nodes } of violations) {
        const line = `${state}: ${id} (${impact}): ${help}; ${nodes.length} times, first: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.replace(/\s+/g, " ")}`;
        if (impact === "serious" || impact === "critical") found.push(line);
        else t.diagnostic(line);
      }
    };
    const parameters = new Parameters(page);
    const campaign = new Campaign(page);
    await app.run(data.file);
    await parameters.unfold();
    await parameters.field("at_risk_days").fill("never");
    await parameters.problem("at_risk_days").waitFor();
    await examine("parameters");
    await parameters.resetAll.click();
    await pickSegment(app);
    await app.dashboard.settled();
    await page.getByTestId("rows-behind-menu").locator("summary").click();
    await examine("filter bar with its menu");
    await page.getByTestId("rows-behind").click();
    await app.tables.settled();
    await examine("rows behind a selection");
    await app.tables.grid.locator("[data-act=card]").first().click();
    await new Card(page).complete();
    await examine("card");
    await page.keyboard.press("Escape");
    await app.go("Campaign list");
    await campaign.funnel();
    await examine("campaign list");
    await campaign.field("cost").fill("much");
    await campaign.field("contacted").fill("nobody");
    await campaign.problem.waitFor();
    await examine("campaign list with something wrong");
    assert.deepEqual(found, []);
  });
}

// From a chart to the rows, to one customer, to other parameters and to a list of whom to address.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { parseCsv, sample } from "./cli.mjs";
import { suite } from "./harness.mjs";

const { test } = suite(async (folder) => ({ file: await sample(folder, { rows: 8_000 }) }));

const number = (text) => Number(text.replaceAll(/[^\d.-]/g, ""));

async function customers(dashboard) {
  return number((await dashboard.figures()).Customers);
}

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a click leads to the rows behind it, and these are exported", async ({ app, page, data: { file } }) => {
  const { dashboard, tables } = app;
  await app.run(file);
  const everyone = await customers(dashboard);
  await dashboard.widget("churn_histogram").click(9);
  await dashboard.settled();
  const selected = await customers(dashboard);
  assert.ok(selected > 0 && selected < everyone, `${selected} of ${everyone}`);
  await page.getByTestId("rows-behind").click();
  await tables.settled();
  const told = await page.getByTestId("selection").innerText();
  assert.ok(told.startsWith(`${selected.toLocaleString("en-US")} of ${everyone.toLocaleString("en-US")} rows`), told);
  const { name, bytes } = await tables.download("export-csv");
  assert.equal(name, "customer_ltv_analysis_selected.csv");
  const rows = parseCsv(bytes.toString("utf8"));
  assert.equal(rows.length, selected);
  assert.ok(rows.every((row) => Number(row.churn_risk_score) >= 90 - 1e-6), "the risk that was clicked");

  await tables.choose("monthly_metrics");
  assert.match(await page.getByTestId("selection").innerText(), /not about customers/);
  await tables.choose("customer_ltv_analysis");
  await page.getByTestId("show-all").click();
  await tables.settled();
  assert.equal(await page.getByTestId("selection").count(), 0);
});

test("a target's row opens the customer's card", async ({ app, page, data: { file } }) => {
  await app.run(file);
  const first = app.dashboard.widget("campaign_targets").root.locator("tbody button").first();
  const id = (await first.innerText()).trim();
  await first.click();
  const card = page.getByTestId("subject-card");
  await card.getByRole("heading", { name: `Customer ${id}` }).waitFor();
  for (const table of ["dim_customer", "customer_segmentation", "customer_ltv_analysis", "campaign_targets", "dim_order"]) {
    await card.getByTestId(`card-${table}`).waitFor();
  }
  assert.match(page.url(), new RegExp(`card=${id}`));
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  assert.doesNotMatch(page.url(), /card=/);
});

test("charts have tabs, and are saved as CSV, PNG and SVG", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const revenue = dashboard.widget("revenue");
  await revenue.click(3);
  await page.locator("[data-testid=tab-revenue_daily][aria-selected=true]").waitFor();
  assert.equal((await dashboard.widget("revenue_daily").table()).length, 30, "the days of April");
  const breakdown = await dashboard.widget("breakdown_channel").table();
  assert.deepEqual(breakdown.map((row) => row.Channel).sort(), ["phone", "store", "web"]);

  const menu = page.getByTestId("chart-save-churn_histogram");
  const save = (kind) => saved(page, async () => {
    await menu.locator("summary").click();
    await page.getByTestId(`chart-${kind}-churn_histogram`).click();
  });
  const csv = await save("csv");
  assert.equal(csv.name, "churn_histogram.csv");
  const counted = parseCsv(csv.bytes.toString("utf8")).reduce((sum, row) => sum + Number(row.low) + Number(row.medium) + Number(row.high), 0);
  assert.equal(counted, await customers(dashboard));
  const png = await save("png");
  assert.deepEqual([...png.bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
  assert.ok(png.bytes.readUInt32BE(16) > 600, "twice as many pixels as on screen");
  const svg = await save("svg");
  assert.match(svg.bytes.toString("utf8"), /^<svg[^>]*width/);
});

test("a finding leads to its chart with the filter set", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const card = dashboard.widget("insights").root.locator(".card", { hasText: "Revenue at risk" });
  await card.getByRole("button", { name: /Show in chart/ }).click();
  await dashboard.settled();
  assert.deepEqual([...new URL(page.url()).searchParams].filter(([key]) => key.startsWith("f.")), [["f.customer_segment", "At Risk"]]);
});

test("other parameters: only what depends on them is made anew, and who moved is shown", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const panel = page.getByTestId("parameters");
  await panel.locator("summary").first().click();
  const field = panel.getByTestId("field-lost_days");
  await field.fill("10");
  await field.blur();
  await field.fill("ten");
  await field.blur();
  await panel.getByTestId("problem-lost_days").waitFor();
  assert.match(await panel.getByTestId("problem-lost_days").innerText(), /whole number/);
  await field.fill("250");
  await field.blur();
  await panel.getByTestId("parameters-apply").click();
  await page.getByTestId("widget-moves").waitFor();
  await dashboard.settled();
  assert.match(page.url(), /p\.lost_days=250/);
  const moves = await dashboard.widget("moves").table();
  const lost = moves.find((row) => /^Customer segment: .* → Lost$/.test(row.Moved));
  assert.ok(lost, JSON.stringify(moves));
  await dashboard.widget("moves").click(0);
  await dashboard.settled();
  assert.equal(await customers(dashboard), number(moves[0].Customers));
});

test("a campaign list adds up, keeps its budget and holds some out", async ({ app, page, data: { file } }) => {
  await app.run(file);
  const everyone = await customers(app.dashboard);
  await app.go("Campaign list");
  const result = page.getByTestId("audience-result");
  await result.getByTestId("audience-addressed").waitFor();
  await page.getByTestId("audience-cost").fill("2");
  await page.getByTestId("audience-budget").fill("300");
  await page.getByTestId("audience-holdout").fill("20");
  await page.getByTestId("audience-holdout").blur();
  await page.waitForFunction(() => /^150\b/.test(document.querySelector("[data-testid=audience-addressed]")?.innerText.trim() ?? ""));
  const [first, again] = [await list(page), await list(page)];
  assert.deepEqual(first.bytes, again.bytes, "the same plan, the same file");
  const rows = parseCsv(first.bytes.toString("utf8"));
  assert.equal(rows.filter((row) => row.group === "contact").length, 150);
  const held = rows.filter((row) => row.group === "holdout").length;
  assert.ok(held > 15 && held < 70, `${held} held out`);
  assert.ok(everyone > rows.length);

  const out = rows[0].customer_id;
  await page.getByTestId("audience-contacted").fill(out);
  await page.getByTestId("audience-contacted").blur();
  await page.waitForTimeout(600);
  await page.waitForFunction(() => document.querySelector("[data-testid=audience-result]")?.getAttribute("aria-busy") === "false");
  const without = parseCsv((await list(page)).bytes.toString("utf8"));
  assert.ok(without.every((row) => row.customer_id !== out), "who was contacted is left out");
});

function list(page) {
  return saved(page, () => page.getByRole("button", { name: /Export the list/ }).click());
}

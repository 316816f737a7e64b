// Clicking and walking through the charts: values under the pointer, filters set and taken away, and the right figures after each.

import assert from "node:assert/strict";

import { runSales, sample } from "./cli.mjs";
import { Expected, fixed, money, percent } from "./expected.mjs";
import { suite } from "./harness.mjs";

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const native = await runSales(file, `${folder}/native`);
  return { file, expected: await Expected.of(native.tables) };
});

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const named = (month) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

/** The figures and every chart that follows a selection. */
async function assertSelection({ dashboard }, expected, selection) {
  await dashboard.expectFigures(expected.figures(selection));
  const segments = await dashboard.widget("segments").table();
  const shown = segments.map((row) => [row["Rfm segment"], { Customers: row.Customers, Revenue: row.Revenue }]);
  assert.deepEqual(Object.fromEntries(shown), expected.segments(selection), "the segments of the selection");

  // Charts over months keep their whole axis: a picked month stays in its context, the other filters go through.
  const revenue = await dashboard.widget("revenue").table();
  const { month, ...others } = selection;
  const byMonth = Object.fromEntries(revenue.map((row) => [row["Period month"], row.Revenue]));
  assert.deepEqual(byMonth, expected.revenueByMonth(others), `revenue by month, with ${month ?? "no month"} picked`);

  const sizes = {};
  for (const customer of expected.customers(selection)) sizes[customer.first_order_cohort_month] = (sizes[customer.first_order_cohort_month] ?? 0) + 1;
  const cohorts = (await dashboard.widget("retention").table()).map((row) => [row["Cohort month"], Number(row.Customers.replaceAll(",", ""))]);
  assert.deepEqual(Object.fromEntries(cohorts), sizes, "the cohorts of the selection");
}

function assertFilters(page, expected) {
  const filters = [...new URL(page.url()).searchParams].filter(([key]) => key.startsWith("f."));
  assert.deepEqual(filters, expected, "the filters in the address");
}

test("a month, by mouse", async ({ app, page, data: { file, expected } }) => {
  const { dashboard } = app;
  await app.run(file);
  const month = expected.months[4];
  await dashboard.widget("revenue").click(4);
  await assertSelection(app, expected, { month });
  assert.match(await dashboard.chips.innerText(), new RegExp(`month\\s*${month}`));
  assertFilters(page, [["f.month", month]]);

  await dashboard.chips.click();
  await assertSelection(app, expected, {});
  assert.equal(await dashboard.chips.count(), 0);
  assertFilters(page, []);

  // Both charts over months set the same filter; a second click on the mark takes it away.
  await dashboard.widget("customers").click(6);
  await dashboard.expectFigures(expected.figures({ month: expected.months[6] }));
  await dashboard.widget("customers").click(6);
  await dashboard.expectFigures(expected.figures());
  assertFilters(page, []);
});

test("a month and a cohort, by keyboard", async ({ app, page, data: { file, expected } }) => {
  const { dashboard } = app;
  await app.run(file);
  const values = dashboard.widget("order_value");
  await values.mark(5);
  assert.match(await values.spoken.innerText(), new RegExp(`${named(expected.months[5])}: Average order value \\$`));
  await page.keyboard.press("Enter");
  await dashboard.expectFigures(expected.figures({ month: expected.months[5] }));
  assert.ok(await values.overlay.evaluate((overlay) => overlay === document.activeElement), "the focus stays on the chart");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  assert.match(await values.spoken.innerText(), /, picked$/);
  await page.keyboard.press("Enter");
  await dashboard.expectFigures(expected.figures());

  await dashboard.widget("retention").mark(3, "ArrowDown");
  await page.keyboard.press("Enter");
  await assertSelection(app, expected, { cohort: expected.months[3] });
  assertFilters(page, [["f.cohort", expected.months[3]]]);
});

test("a segment by mouse, a month in it by keyboard, and the way back", async ({ app, page, data: { file, expected } }) => {
  const { dashboard } = app;
  await app.run(file);
  const segments = await dashboard.widget("segments").table();
  const place = segments.findIndex((row) => row["Rfm segment"] === "Loyal Customers");
  await dashboard.widget("segments").click(place, "ArrowDown");
  const segment = "Loyal Customers";
  await assertSelection(app, expected, { segment });
  assertFilters(page, [["f.rfm_segment", segment]]);

  await dashboard.widget("customers").mark(7);
  await page.keyboard.press("Enter");
  await assertSelection(app, expected, { segment, month: expected.months[7] });
  assert.equal(await dashboard.chips.count(), 2);

  await page.goBack();
  await dashboard.expectFigures(expected.figures({ segment }));
  await page.goForward();
  await dashboard.expectFigures(expected.figures({ segment, month: expected.months[7] }));
  await dashboard.chips.filter({ hasText: segment }).click();
  await assertSelection(app, expected, { month: expected.months[7] });
  await dashboard.clearFilters.click();
  await assertSelection(app, expected, {});
});

test("a cohort, by mouse", async ({ app, page, data: { file, expected } }) => {
  await app.run(file);
  await app.dashboard.widget("retention").click(2, "ArrowDown");
  await assertSelection(app, expected, { cohort: expected.months[2] });
  assertFilters(page, [["f.cohort", expected.months[2]]]);
});

test("a lifecycle stage, by mouse", async ({ app, page, data: { file, expected } }) => {
  await app.run(file);
  const snapshots = expected.tables.customer_lifecycle_snapshot;
  const today = snapshots.filter((row) => row.snapshot_date === snapshots.at(-1).snapshot_date);
  await app.dashboard.widget("lifecycle").click(6);
  await app.dashboard.chips.waitFor();
  const [, stage] = [...new URL(page.url()).searchParams].find(([key]) => key === "f.lifecycle_stage");
  const now = today.find((row) => row.lifecycle_stage === stage);
  assert.ok(now, `a click on the chart of stages picks a stage, and “${stage}” is none`);
  await app.dashboard.expectFigures({ Customers: fixed(Number(now.customers)) });
});

test("the pointer is told the values, and unfinished months are marked as such", async ({ app, page, data: { file, expected } }) => {
  const { dashboard } = app;
  await app.run(file);
  const months = expected.tables.monthly_metrics;
  const revenue = dashboard.widget("revenue");
  await revenue.hover(3);
  assert.deepEqual(await revenue.tip(), {
    title: named(months[3].period_month),
    lines: { Revenue: money(Number(months[3].total_sales)), Growth: percent(months[3].sales_growth_percent) },
  });
  const finished = await marksIn(revenue, 3);
  await page.mouse.move(0, 0);
  await revenue.root.locator(".chart__tooltip--shown").waitFor({ state: "detached" });

  const last = months.length - 1;
  assert.equal(months[last].is_partial, "1", "the sample ends within a month");
  await revenue.hover(last);
  const tip = await revenue.tip();
  assert.equal(tip.title, `${named(months[last].period_month)} (unfinished)`);
  assert.equal(tip.lines.Revenue, money(Number(months[last].total_sales)));
  const unfinished = await marksIn(revenue, last);
  assert.ok(finished.dots > 0 && unfinished.dots === 0, "the line of growth ends before an unfinished month");
  assert.ok(unfinished.shapes > finished.shapes + 3, `an unfinished month is hatched (${unfinished.shapes} shapes against ${finished.shapes})`);

  for (const id of ["revenue", "customers", "retention"]) {
    const entry = dashboard.widget(id).legend.getByRole("listitem").filter({ hasText: "Unfinished period" });
    assert.equal(await entry.locator(".chart__swatch--hatched").count(), 1, `the legend of ${id} explains the hatching`);
  }

  const cohort = expected.tables.cohort_analysis[1];
  await dashboard.widget("retention").hover(1);
  const cell = await dashboard.widget("retention").tip();
  assert.equal(cell.title, `${named(cohort.cohort_month)} · Months since acquisition 1`);
  assert.deepEqual(cell.lines, { Retention: percent(cohort.retention_rate_percent), Customers: fixed(Number(cohort.cohort_size)) });

  const [segment] = await dashboard.widget("segments").table();
  await dashboard.widget("segments").hover(0);
  const bar = await dashboard.widget("segments").tip();
  assert.equal(bar.title, segment["Rfm segment"]);
  assert.equal(bar.lines.Customers, segment.Customers);
  assert.equal(bar.lines.Revenue, segment.Revenue);
});

/** What is drawn inside a mark's box. */
async function marksIn(widget, steps) {
  const box = await widget.mark(steps);
  return widget.drawing.evaluate((svg, box) => {
    const inside = (element) => {
      const own = element.getBoundingClientRect();
      return own.left >= box.x - 1 && own.right <= box.x + box.width + 1 && own.height > 0;
    };
    const shapes = [...svg.querySelectorAll("rect, path, polygon, polyline, line, circle")].filter(inside);
    return { shapes: shapes.length, dots: shapes.filter((shape) => shape.tagName === "circle").length };
  }, box);
}

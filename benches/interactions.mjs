// What a person does with a finished run of a million rows, asked of the engine as the page asks it; and how long the page itself is busy.

import { answers } from "./varve.mjs";

const ALL = { conditions: [], search: "" };
const page = (table, more) => ({ Page: { table, offset: 0, limit: 100, sort: [], filters: [], choice: ALL, columns: [], ...more } });

/** Times that all of them are asked: a 95th percentile of a dozen would be their longest. */
const ROUNDS = 3;

/** Milliseconds per kind of request, and the page's tasks above 50 ms while the dashboard is filtered. */
export async function interactions(tab) {
  // A person looks at the figures first.
  await tab.waitForTimeout(6000);
  const tables = ["fact_sales", "dim_order", "dim_customer", "customer_ltv_analysis"];
  const pages = Array.from({ length: 40 }, (_, index) => page(tables[index % 4], { offset: (index * 7919) % 600_000 }));
  const columns = { fact_sales: ["sales_amount", "customer_id", "date_id"], dim_order: ["order_amount", "order_date", "order_day_name"], dim_customer: ["total_spent", "last_order_date", "customer_segment"] };
  const sorts = Object.entries(columns).flatMap(([table, names]) => names.flatMap((column) => [false, true].map((descending) => page(table, { sort: [{ column, descending }] }))));
  const conditions = [
    ["fact_sales", "sales_amount", { Between: { least: "100", most: "200" } }],
    ["fact_sales", "customer_id", { Contains: "77" }],
    ["dim_order", "order_day_name", { OneOf: ["Monday"] }],
    ["dim_order", "days_since_previous_order", "NotNull"],
    ["dim_customer", "customer_segment", { OneOf: ["At Risk", "Lost"] }],
    ["dim_customer", "last_order_date", { Between: { least: "2022-01-01", most: null } }],
    ["customer_ltv_analysis", "churn_risk_score", { Between: { least: "50", most: null } }],
  ];
  const filters = [0, 1, 2].flatMap((round) => conditions.map(([table, column, condition]) => page(table, { choice: { conditions: [{ column, condition }], search: round ? `${round}` : "" } })));
  const widgets = await tab.evaluate(() => window.bench.sent.findLast((request) => request.Widgets).Widgets.widgets);
  const fields = [["customer_segment", ["At Risk", "Lost", "New", "Regular", "High Value"]], ["cohort", ["2021-03", "2021-07", "2022-02"]], ["month", ["2021-05", "2022-01", "2022-10"]], ["churn_risk", ["High", "Medium", "Low"]]];
  const cross = fields.flatMap(([field, values]) => values.map((value) => ({ Widgets: { widgets, filters: [{ field, values: [value] }] } })));
  const times = { page: [], sort: [], filter: [], dashboard: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [kind, requests] of Object.entries({ page: pages, sort: sorts, filter: filters, dashboard: cross })) times[kind].push(...(await answers(tab, requests)));
  }
  await tab.evaluate(() => (window.bench.long.length = 0));
  const bars = tab.getByTestId("widget-lifecycle");
  await bars.scrollIntoViewIfNeeded().catch(() => {});
  for (const field of ["f.customer_segment=At+Risk", "f.customer_segment=Lost", "f.cohort=2021-07"]) {
    const link = new URL(tab.url());
    await tab.evaluate((href) => {
      history.pushState(null, "", href);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, `${link.pathname}?pipeline=sales&${field}`);
    await tab.waitForTimeout(1500);
  }
  return { times, long: await tab.evaluate(() => window.bench.long) };
}

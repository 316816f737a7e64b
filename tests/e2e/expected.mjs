// What the dashboard must show, computed from the tables that the command line wrote.

/** A number with `decimals`, half away from zero, in groups of three digits: as the page writes numbers. */
export function fixed(value, decimals = 0) {
  const scale = 10 ** decimals;
  const [whole, fraction] = (Math.round(Math.abs(value) * scale) / scale).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${grouped}${fraction ? `.${fraction}` : ""}`;
}

export const money = (value) => (value < 0 ? `-$${fixed(-value, 2)}` : `$${fixed(value, 2)}`);
export const percent = (value) => `${fixed(Number(value), 1)}%`;
export const share = (value) => percent(Number(value) * 100);

const MISSING = "–";

/** Selections over the tables of one run. */
export class Expected {
  static async of(tables) {
    const names = ["fact_sales", "dim_order", "dim_customer", "customer_segmentation", "monthly_metrics", "cohort_analysis", "customer_lifecycle_snapshot"];
    const all = await Promise.all(names.map((name) => tables.rows(name)));
    return new Expected(Object.fromEntries(names.map((name, index) => [name, all[index]])));
  }

  constructor(tables) {
    this.tables = tables;
    this.segmentOf = new Map(tables.customer_segmentation.map((row) => [row.customer_id, row.rfm_segment]));
    this.customerOf = new Map(tables.dim_customer.map((row) => [row.customer_id, row]));
    this.months = tables.monthly_metrics.map((row) => row.period_month);
  }

  /** Those who bought in the month, are of the segment, came with the cohort: whichever is given. */
  customers({ month, segment, cohort } = {}) {
    const buyers = month && new Set(this.tables.fact_sales.filter((row) => monthOf(row) === month && row.sales_amount > 0).map((row) => row.customer_id));
    return this.tables.dim_customer.filter(
      (row) =>
        (!buyers || buyers.has(row.customer_id)) &&
        (!segment || this.segmentOf.get(row.customer_id) === segment) &&
        (!cohort || row.first_order_cohort_month === cohort),
    );
  }

  /** The rows of the selection: by its customers, and in its month. */
  sales(selection = {}) {
    const ids = new Set(this.customers(selection).map((row) => row.customer_id));
    return this.tables.fact_sales.filter((row) => ids.has(row.customer_id) && (!selection.month || monthOf(row) === selection.month));
  }

  /** The headline figures as the page writes them. */
  figures(selection = {}) {
    const customers = this.customers(selection);
    const sales = this.sales(selection);
    const revenue = sum(sales, "sales_amount");
    const orders = new Set(sales.map((row) => row.order_key)).size;
    const once = customers.filter((row) => row.total_orders === "1").length;
    return {
      Revenue: money(revenue),
      Orders: fixed(orders),
      Customers: fixed(customers.length),
      "Average order value": money(revenue / orders),
      "One-time buyers": share(once / customers.length),
    };
  }

  /** The chart of segments: for each that has customers, how many and what they spent in the selection. */
  segments(selection = {}) {
    const customers = count(this.customers(selection).map((row) => this.segmentOf.get(row.customer_id)));
    const spent = new Map();
    for (const row of this.sales(selection)) {
      const segment = this.segmentOf.get(row.customer_id);
      spent.set(segment, (spent.get(segment) ?? 0) + Number(row.sales_amount));
    }
    return Object.fromEntries([...customers].map(([segment, number]) => [segment, { Customers: fixed(number), Revenue: money(spent.get(segment)) }]));
  }

  /** Revenue by month of the selected customers, over all months. */
  revenueByMonth(selection = {}) {
    const sums = new Map(this.months.map((month) => [month, 0]));
    for (const row of this.sales(selection)) sums.set(monthOf(row), sums.get(monthOf(row)) + Number(row.sales_amount));
    return Object.fromEntries([...sums].map(([month, value]) => [month, money(value)]));
  }
}

/** What the charts show as tables without a selection, by widget. */
export function wholeCharts({ tables }) {
  const unfinished = (row) => (row.is_partial === "1" ? "yes" : "no");
  return {
    revenue: tables.monthly_metrics.map((row) => ({
      "Period month": row.period_month,
      Revenue: money(Number(row.total_sales)),
      Growth: row.sales_growth_percent === null ? MISSING : percent(row.sales_growth_percent),
      Unfinished: unfinished(row),
    })),
    customers: tables.monthly_metrics.map((row) => ({
      "Period month": row.period_month,
      New: fixed(Number(row.new_customers)),
      Returning: fixed(Number(row.returning_customers)),
      Unfinished: unfinished(row),
    })),
    retention: tables.cohort_analysis.map((row) => ({
      "Cohort month": row.cohort_month,
      "Months since acquisition": row.months_since_acquisition,
      Retention: percent(row.retention_rate_percent),
      Customers: fixed(Number(row.cohort_size)),
      Unfinished: unfinished(row),
    })),
    lifecycle: tables.customer_lifecycle_snapshot.map((row) => ({
      "Snapshot date": row.snapshot_date,
      "Lifecycle stage": row.lifecycle_stage,
      "Share of customers": share(row.share_of_base),
      Customers: fixed(Number(row.customers)),
    })),
  };
}

function monthOf(row) {
  return `${row.date_id.slice(0, 4)}-${row.date_id.slice(4, 6)}`;
}

function sum(rows, column) {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}

function count(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

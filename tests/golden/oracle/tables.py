"""The one list of tables: name, columns, rows."""

from . import business, customers, insights, models, quality, staging, summary, warehouse
from .files import read_files
from .params import Params


class Run:
    """One execution: files and parameters in, every table out."""

    def __init__(self, paths, settings=None, as_of=None):
        self.params = params = Params(settings, as_of)
        self.staging = st = staging.run(read_files(paths, params.derive_order_id), params)
        self.warehouse = wh = warehouse.Warehouse(st.accepted, params)
        checks = quality.table(st, wh, params)
        self.score, self.grade = quality.score(checks, len(st.rows))
        self.tables = [
            ("stg_sales_raw", staging.RAW_COLUMNS, staging.raw_table(st)),
            ("stg_sales_cleaned", staging.CLEANED_COLUMNS, staging.cleaned_table(st)),
            ("stg_sales_rejected", staging.REJECTED_COLUMNS, staging.rejected_table(st)),
            ("data_quality_checks", quality.COLUMNS, checks),
            ("dim_date", warehouse.DIM_DATE_COLUMNS, warehouse.dim_date(wh)),
            ("dim_order", warehouse.DIM_ORDER_COLUMNS, warehouse.dim_order(wh)),
            ("dim_customer", warehouse.DIM_CUSTOMER_COLUMNS, warehouse.dim_customer(wh)),
            ("fact_sales", warehouse.FACT_COLUMNS, warehouse.fact_sales(wh)),
            ("agg_sales_daily", warehouse.DAILY_COLUMNS, warehouse.agg_sales_daily(wh)),
            ("agg_sales_breakdown", warehouse.BREAKDOWN_COLUMNS, warehouse.agg_sales_breakdown(wh)),
            ("monthly_metrics", business.MONTHLY_COLUMNS, business.monthly_metrics(wh)),
            ("cohort_analysis", business.COHORT_COLUMNS, business.cohort_analysis(wh)),
            ("customer_segmentation", business.SEGMENTATION_COLUMNS, business.customer_segmentation(wh)),
            ("customer_lifecycle_snapshot", business.LIFECYCLE_COLUMNS, business.customer_lifecycle_snapshot(wh)),
            ("seasonal_trends", business.SEASONAL_COLUMNS, business.seasonal_trends(wh)),
            ("cumulative_retention_analysis", business.RETENTION_COLUMNS, business.cumulative_retention_analysis(wh)),
        ]
        self._sections_5_to_9()

    def _sections_5_to_9(self):
        """The tables that stand on models and churn, and those that look at finished tables."""
        st, wh = self.staging, self.warehouse
        self.models = fitted = models.Models(wh)
        churn = customers.churn_of_all(wh)
        self.tables += [
            ("customer_ltv_analysis", customers.LTV_COLUMNS, customers.customer_ltv_analysis(wh, fitted, churn)),
            ("clv_model_parameters", models.PARAMETER_COLUMNS, models.clv_model_parameters(fitted)),
            ("campaign_targets", customers.CAMPAIGN_COLUMNS, customers.campaign_targets(wh, fitted, churn)),
        ]
        finished = {name: (columns, rows) for name, columns, rows in self.tables}
        facts = insights.Facts(st, wh, fitted, churn, finished)
        found = insights.business_insights(facts)
        self.tables += [
            ("business_insights", insights.COLUMNS, found),
            ("executive_summary", summary.COLUMNS,
             summary.executive_summary(st, wh, facts, self.score, self.grade, found)),
        ]

-- The tables of the sales pipeline as the peer computes them: defaults of every parameter, files of one shape
-- (ISO dates, whole-number ids, decimal points). Left out: the models, insights and checks, which SQL does not do.
-- `$from` is the file as a table function; `-- phase` lines are where the bench reads the clock.

-- phase reading
CREATE OR REPLACE TABLE stg_sales_raw AS
SELECT row_number() OVER () AS source_row, * FROM $from;

-- phase staging
CREATE OR REPLACE TABLE typed AS
SELECT source_row, unnamed_0, date_raw, customer_id, order_id, sales,
       try_cast(trim(date_raw) AS DATE) AS day,
       CASE WHEN trim(customer_id) IN ('', 'NULL', 'null', 'NaN', 'NA', 'N/A') THEN NULL ELSE trim(customer_id) END AS customer,
       CASE WHEN trim(order_id) IN ('', 'NULL', 'null', 'NaN', 'NA', 'N/A') THEN NULL ELSE trim(order_id) END AS ord,
       try_cast(trim(sales) AS DOUBLE) AS amount
FROM stg_sales_raw;

CREATE OR REPLACE TABLE judged AS
SELECT *, CASE
    WHEN day IS NULL THEN 'invalid_date'
    WHEN customer IS NULL THEN 'invalid_customer'
    WHEN ord IS NULL THEN 'invalid_order'
    WHEN amount IS NULL THEN 'invalid_sales'
    WHEN amount <= 0 THEN 'non_positive_sales'
    WHEN day < DATE '1970-01-01' OR day > DATE '2099-12-31' THEN 'date_out_of_range'
    WHEN row_number() OVER (PARTITION BY day, customer, ord, amount ORDER BY source_row) > 1 THEN 'duplicate_row'
  END AS reason
FROM typed;
DROP TABLE typed;

CREATE OR REPLACE TABLE stg_sales_cleaned AS
SELECT day AS date_parsed, customer::BIGINT AS customer_id, ord::BIGINT AS order_id, amount AS sales_amount,
       CASE WHEN amount < 0 THEN 'RETURN' ELSE 'VALID' END AS data_quality_flag, source_row
FROM judged WHERE reason IS NULL ORDER BY source_row;

CREATE OR REPLACE TABLE stg_sales_rejected AS
SELECT source_row, reason,
       CASE reason WHEN 'invalid_date' THEN date_raw WHEN 'invalid_customer' THEN customer_id WHEN 'invalid_order' THEN order_id
                   WHEN 'invalid_sales' THEN sales WHEN 'non_positive_sales' THEN sales WHEN 'date_out_of_range' THEN date_raw END AS value
FROM judged WHERE reason IS NOT NULL ORDER BY source_row;
DROP TABLE judged;

-- phase warehouse
SET VARIABLE as_of = (SELECT max(date_parsed) FROM stg_sales_cleaned);

CREATE OR REPLACE TABLE dim_date AS
SELECT (year(d) * 10000 + month(d) * 100 + day(d))::BIGINT AS date_id, d AS full_date, year(d) AS "year", quarter(d) AS "quarter", month(d) AS "month",
       strftime(d, '%B') AS month_name, strftime(d, '%b') AS month_abbr, strftime(d, '%W')::INTEGER AS week_of_year, dayofyear(d) AS day_of_year,
       day(d) AS day_of_month, dayofweek(d) + 1 AS day_of_week, strftime(d, '%A') AS day_name, strftime(d, '%a') AS day_abbr,
       (dayofweek(d) IN (0, 6))::INTEGER AS is_weekend, (day(d) = 1)::INTEGER AS is_month_start, (d = last_day(d))::INTEGER AS is_month_end,
       (day(d) = 1 AND month(d) IN (1, 4, 7, 10))::INTEGER AS is_quarter_start, (d = last_day(d) AND month(d) IN (3, 6, 9, 12))::INTEGER AS is_quarter_end,
       (dayofyear(d) = 1)::INTEGER AS is_year_start, (month(d) = 12 AND day(d) = 31)::INTEGER AS is_year_end, strftime(d, '%Y-%m-%d') AS date_string,
       strftime(d, '%b %Y') AS month_year, 'Q' || quarter(d) || ' ' || year(d) AS quarter_year, isoyear(d) AS iso_year, weekofyear(d) AS iso_week,
       isoyear(d) || '-W' || lpad(weekofyear(d)::VARCHAR, 2, '0') AS iso_year_week, isodow(d) AS iso_day_of_week,
       (dayofweek(d) NOT IN (0, 6))::INTEGER AS is_business_day, year(d) AS fiscal_year, quarter(d) AS fiscal_quarter, month(d) AS fiscal_month,
       'FY' || year(d) || '-Q' || quarter(d) AS fiscal_label
FROM (SELECT unnest(generate_series((SELECT min(date_parsed) FROM stg_sales_cleaned), (SELECT max(date_parsed) FROM stg_sales_cleaned), INTERVAL 1 DAY))::DATE AS d)
ORDER BY date_id;

CREATE OR REPLACE TABLE orders AS
SELECT customer_id, order_id, min(date_parsed) AS order_date, sum(sales_amount) AS order_amount, count(*) AS line_count
FROM stg_sales_cleaned GROUP BY customer_id, order_id;

CREATE OR REPLACE TABLE customers AS
SELECT customer_id, min(order_date) AS first_order_date, max(order_date) AS last_order_date, sum(line_count) AS total_transactions,
       count(*) AS total_orders, sum(order_amount) AS total_spent, count(DISTINCT order_date) AS purchase_days
FROM orders GROUP BY customer_id;

CREATE OR REPLACE TABLE ranked AS
SELECT *, row_number() OVER (ORDER BY first_order_date, customer_id) AS customer_key,
       row_number() OVER (ORDER BY round(total_spent, 6) DESC, customer_id) AS ltv_rank,
       (getvariable('as_of') - first_order_date)::INTEGER AS d_first, (getvariable('as_of') - last_order_date)::INTEGER AS d_last
FROM customers;
DROP TABLE customers;

SET VARIABLE n = (SELECT count(*) FROM ranked);
SET VARIABLE cut_high = (SELECT total_spent FROM ranked WHERE ltv_rank = greatest(1, ceil(0.2 * getvariable('n') - 1e-9)));
SET VARIABLE cut_low = (SELECT total_spent FROM ranked WHERE ltv_rank = greatest(1, getvariable('n') - floor(0.2 * getvariable('n') + 1e-9)));
SET VARIABLE mean_ltv = (SELECT avg(total_spent) FROM ranked);

CREATE OR REPLACE TABLE dim_customer AS
SELECT customer_key, customer_id, first_order_date, last_order_date, total_transactions, total_orders, total_spent, 0.0 AS total_returned,
       total_spent / total_orders AS avg_order_value, purchase_days,
       CASE WHEN purchase_days > 1 THEN (last_order_date - first_order_date)::DOUBLE / (purchase_days - 1) END AS avg_days_between_orders,
       strftime(first_order_date, '%Y-%m') AS first_order_cohort_month, year(first_order_date) || '-Q' || quarter(first_order_date) AS first_order_cohort_quarter,
       year(first_order_date) AS first_order_cohort_year, d_first AS days_since_first_order, d_last AS days_since_last_order,
       CASE WHEN d_first <= 30 THEN '0-30 days' WHEN d_first <= 90 THEN '31-90 days' WHEN d_first <= 180 THEN '91-180 days'
            WHEN d_first <= 365 THEN '181-365 days' ELSE '365+ days' END AS customer_vintage_group,
       CASE WHEN d_last <= 30 THEN 'Active' WHEN d_last <= 90 THEN 'At Risk' ELSE 'Inactive' END AS customer_status,
       CASE WHEN round(total_spent, 6) >= round(getvariable('cut_high'), 6) THEN CASE WHEN d_last <= 30 THEN 'VIP Active' ELSE 'VIP At Risk' END
            WHEN round(total_spent, 6) >= round(getvariable('mean_ltv'), 6) THEN CASE WHEN d_last <= 60 THEN 'Regular Active' ELSE 'Regular At Risk' END
            WHEN total_orders = 1 THEN 'One-Time Buyer' WHEN d_last <= 90 THEN 'Low Value Active' ELSE 'Low Value Inactive' END AS customer_value_group,
       ltv_rank,
       CASE WHEN d_last > 365 THEN 'Lost' WHEN d_first < 90 THEN 'New'
            WHEN round(total_spent, 6) >= round(getvariable('cut_high'), 6) AND d_last <= 90 THEN 'High Value'
            WHEN d_last > 180 OR (d_last > 90 AND purchase_days > 1
                 AND round(d_last / ((last_order_date - first_order_date)::DOUBLE / (purchase_days - 1)), 6) >= 2) THEN 'At Risk'
            WHEN round(total_spent, 6) >= round(getvariable('cut_low'), 6) THEN 'Regular' ELSE 'Low Value' END AS customer_segment
FROM ranked ORDER BY customer_key;
DROP TABLE ranked;

CREATE OR REPLACE TABLE keyed AS
SELECT row_number() OVER (ORDER BY o.order_date, o.order_id, o.customer_id) AS order_key, o.*, c.customer_key, c.first_order_date,
       row_number() OVER (PARTITION BY o.customer_id ORDER BY o.order_date, o.order_id) AS customer_order_sequence,
       lag(o.order_date) OVER (PARTITION BY o.customer_id ORDER BY o.order_date, o.order_id) AS previous_date
FROM orders o JOIN dim_customer c USING (customer_id);
DROP TABLE orders;

CREATE OR REPLACE TABLE dim_order AS
SELECT order_key, order_id, customer_key, customer_id, order_date, (year(order_date) * 10000 + month(order_date) * 100 + day(order_date))::BIGINT AS date_id,
       order_amount, order_amount AS gross_amount, line_count, year(order_date) AS order_year, month(order_date) AS order_month, quarter(order_date) AS order_quarter,
       dayofweek(order_date) + 1 AS order_day_of_week, strftime(order_date, '%A') AS order_day_name, (dayofweek(order_date) IN (0, 6))::INTEGER AS is_weekend_order,
       customer_order_sequence, (customer_order_sequence = 1)::INTEGER AS is_first_order,
       (order_date - first_order_date)::INTEGER AS days_since_customer_first_order, (order_date - previous_date)::INTEGER AS days_since_previous_order,
       CASE ntile(4) OVER (ORDER BY round(order_amount, 6), order_key) WHEN 1 THEN 'Low' WHEN 2 THEN 'Medium-Low' WHEN 3 THEN 'Medium-High' ELSE 'High' END AS order_amount_quartile,
       0 AS is_return
FROM keyed ORDER BY order_key;
DROP TABLE keyed;

CREATE OR REPLACE TABLE fact_sales AS
SELECT row_number() OVER (ORDER BY s.date_parsed, o.customer_key, o.order_key, s.source_row) AS sales_key, o.customer_key, o.order_key,
       (year(s.date_parsed) * 10000 + month(s.date_parsed) * 100 + day(s.date_parsed))::BIGINT AS date_id, s.customer_id, s.order_id, s.sales_amount,
       1 AS transaction_count, (s.sales_amount < 0)::INTEGER AS is_return, s.source_row
FROM stg_sales_cleaned s JOIN dim_order o USING (customer_id, order_id) ORDER BY sales_key;

CREATE OR REPLACE TABLE agg_sales_daily AS
SELECT d.date_id, coalesce(f.total_sales, 0) AS total_sales, coalesce(f.total_transactions, 0) AS total_transactions, coalesce(f.total_orders, 0) AS total_orders,
       coalesce(f.unique_customers, 0) AS unique_customers, coalesce(n.new_customers, 0) AS new_customers
FROM dim_date d
LEFT JOIN (SELECT date_id, sum(sales_amount) AS total_sales, count(*) AS total_transactions, count(DISTINCT order_key) AS total_orders,
                  count(DISTINCT customer_key) AS unique_customers FROM fact_sales GROUP BY date_id) f USING (date_id)
LEFT JOIN (SELECT date_id, count(*) AS new_customers FROM dim_order WHERE is_first_order = 1 GROUP BY date_id) n USING (date_id)
ORDER BY d.date_id;

-- phase business
SET VARIABLE first_day = (SELECT min(full_date) FROM dim_date);
SET VARIABLE last_day = (SELECT max(full_date) FROM dim_date);

CREATE OR REPLACE TABLE months AS
SELECT m, strftime(m, '%Y-%m') AS period_month, year(m) * 12 + month(m) AS number,
       (greatest(0, getvariable('first_day') - m) > 3 OR greatest(0, last_day(m) - getvariable('as_of')) > 3)::INTEGER AS is_partial
FROM (SELECT unnest(generate_series(date_trunc('month', getvariable('first_day')), date_trunc('month', getvariable('last_day')), INTERVAL 1 MONTH))::DATE AS m);

CREATE OR REPLACE TABLE monthly_metrics AS
SELECT period_month, total_sales, total_sales / nullif(total_orders, 0) AS avg_order_value, total_sales / nullif(total_transactions, 0) AS avg_transaction_value,
       total_transactions, total_orders, unique_customers, total_orders / nullif(unique_customers, 0) AS purchase_frequency, new_customers,
       unique_customers - new_customers AS returning_customers,
       CASE WHEN lag(total_sales) OVER w > 0 THEN 100 * (total_sales - lag(total_sales) OVER w) / lag(total_sales) OVER w END AS sales_growth_percent, is_partial
FROM (SELECT m.period_month, m.is_partial, coalesce(f.total_sales, 0) AS total_sales, coalesce(f.total_transactions, 0) AS total_transactions,
             coalesce(f.total_orders, 0) AS total_orders, coalesce(f.unique_customers, 0) AS unique_customers, coalesce(c.new_customers, 0) AS new_customers
      FROM months m
      LEFT JOIN (SELECT date_id // 100 AS month_id, sum(sales_amount) AS total_sales, count(*) AS total_transactions, count(DISTINCT order_key) AS total_orders,
                        count(DISTINCT customer_key) AS unique_customers FROM fact_sales GROUP BY month_id) f ON f.month_id = year(m.m) * 100 + month(m.m)
      LEFT JOIN (SELECT first_order_cohort_month, count(*) AS new_customers FROM dim_customer GROUP BY ALL) c ON c.first_order_cohort_month = m.period_month)
WINDOW w AS (ORDER BY period_month) ORDER BY period_month;

CREATE OR REPLACE TABLE activity AS
SELECT c.first_order_cohort_month AS cohort, f.date_id // 10000 * 12 + f.date_id // 100 % 100 AS number, f.customer_key, f.order_key, f.sales_amount
FROM fact_sales f JOIN dim_customer c USING (customer_key);

CREATE OR REPLACE TABLE cohorts AS
SELECT first_order_cohort_month AS cohort, left(cohort, 4)::INTEGER * 12 + right(cohort, 2)::INTEGER AS cohort_number, count(*) AS size FROM dim_customer GROUP BY ALL;

CREATE OR REPLACE TABLE cohort_analysis AS
SELECT k.cohort AS cohort_month, m.period_month AS activity_month, m.number - k.cohort_number AS months_since_acquisition, k.size AS cohort_size,
       coalesce(a.active, 0) AS active_customers, 100.0 * coalesce(a.active, 0) / k.size AS retention_rate_percent, coalesce(a.total_sales, 0) AS total_sales,
       a.total_sales / a.total_orders AS avg_order_value, coalesce(a.total_sales, 0) / k.size AS revenue_per_customer,
       sum(coalesce(a.total_sales, 0)) OVER (PARTITION BY k.cohort ORDER BY m.number) / k.size AS cumulative_revenue_per_customer, m.is_partial
FROM cohorts k JOIN months m ON m.number >= k.cohort_number
LEFT JOIN (SELECT cohort, number, count(DISTINCT customer_key) AS active, sum(sales_amount) AS total_sales, count(DISTINCT order_key) AS total_orders
           FROM activity GROUP BY ALL) a ON a.cohort = k.cohort AND a.number = m.number
ORDER BY 1, 2;

CREATE OR REPLACE TABLE cumulative_retention_analysis AS
SELECT k.cohort AS cohort_month, w.w AS retention_window_months, any_value(k.size) AS cohort_size,
       count(DISTINCT CASE WHEN a.number > k.cohort_number THEN a.customer_key END) AS active_customers,
       100.0 * count(DISTINCT CASE WHEN a.number > k.cohort_number THEN a.customer_key END) / any_value(k.size) AS cumulative_retention_rate,
       count(DISTINCT a.order_key) / any_value(k.size) AS avg_purchase_frequency, sum(a.sales_amount) AS total_revenue, sum(a.sales_amount) / any_value(k.size) AS avg_customer_value
FROM cohorts k CROSS JOIN (VALUES (3), (12), (18)) w(w) JOIN activity a ON a.cohort = k.cohort AND a.number BETWEEN k.cohort_number AND k.cohort_number + w.w
WHERE k.size >= 10 GROUP BY 1, 2 ORDER BY 1, 2;
DROP TABLE activity;

CREATE OR REPLACE TABLE order_values AS
SELECT customer_key, CASE WHEN count(*) >= 2 AND avg(order_amount) FILTER (s <= n - n // 2) > 0
       THEN least(1, greatest(0, 1 - avg(order_amount) FILTER (s > n - n // 2) / avg(order_amount) FILTER (s <= n - n // 2))) END AS churn_value,
       min(days_since_customer_first_order) FILTER (s = 2) AS days_to_second
FROM (SELECT customer_key, order_amount, customer_order_sequence AS s, days_since_customer_first_order,
             count(*) OVER (PARTITION BY customer_key) AS n FROM dim_order) GROUP BY customer_key;

CREATE OR REPLACE TABLE day_values AS
SELECT customer_key, avg(gross) FILTER (order_date > first_day) AS monetary_value
FROM (SELECT customer_key, order_date, sum(gross_amount) AS gross, min(order_date) OVER (PARTITION BY customer_key) AS first_day
      FROM dim_order GROUP BY customer_key, order_date) GROUP BY customer_key;

CREATE OR REPLACE TABLE cohort_churn AS
SELECT first_order_cohort_month AS cohort, CASE WHEN count(*) >= 10 THEN avg((days_since_last_order > 90)::INTEGER)
       ELSE (SELECT avg((days_since_last_order > 90)::INTEGER) FROM dim_customer) END AS churn_cohort
FROM dim_customer GROUP BY 1;

CREATE OR REPLACE TABLE customer_ltv_analysis AS
SELECT *, CASE WHEN round(churn_risk_score, 6) >= 70 THEN 'High' WHEN round(churn_risk_score, 6) >= 40 THEN 'Medium' ELSE 'Low' END AS churn_risk_level
FROM (SELECT *, 100 * (40 * churn_recency + 25 * coalesce(churn_frequency, 0) + 15 * coalesce(churn_value, 0) + 20 * churn_cohort)
             / (60 + CASE WHEN churn_frequency IS NULL THEN 0 ELSE 25 END + CASE WHEN churn_value IS NULL THEN 0 ELSE 15 END) AS churn_risk_score
FROM (SELECT c.customer_id, c.customer_key, c.first_order_cohort_month AS acquisition_cohort, c.customer_segment, c.total_orders, c.total_spent, c.avg_order_value,
       c.days_since_first_order AS days_active, v.days_to_second AS days_to_second_purchase,
       CASE WHEN v.days_to_second <= 7 THEN 5 WHEN v.days_to_second <= 14 THEN 4 WHEN v.days_to_second <= 30 THEN 3 WHEN v.days_to_second <= 60 THEN 2 ELSE 1 END AS predicted_ltv_score,
       c.purchase_days - 1 AS frequency, c.days_since_first_order - c.days_since_last_order AS recency_days, c.days_since_first_order AS age_days, y.monetary_value,
       CASE WHEN d <= 30 THEN d / 300.0 WHEN d <= 60 THEN 0.1 + (d - 30) / 150.0 WHEN d <= 90 THEN 0.3 + (d - 60) / 150.0 WHEN d <= 180 THEN 0.5 + (d - 90) / 450.0
            WHEN d <= 365 THEN 0.7 + (d - 180) * 0.2 / 185 WHEN d <= 730 THEN 0.9 + (d - 365) * 0.1 / 365 ELSE 1 END AS churn_recency,
       CASE WHEN c.avg_days_between_orders IS NOT NULL THEN least(1, greatest(0, (d / c.avg_days_between_orders - 1) / 2)) END AS churn_frequency,
       v.churn_value, k.churn_cohort
FROM (SELECT *, days_since_last_order AS d FROM dim_customer) c JOIN order_values v USING (customer_key) JOIN day_values y USING (customer_key)
JOIN cohort_churn k ON k.cohort = c.first_order_cohort_month))
ORDER BY customer_id;
DROP TABLE order_values;
DROP TABLE day_values;

CREATE OR REPLACE TABLE customer_segmentation AS
SELECT customer_id, r AS recency_score, f AS frequency_score, m AS monetary_score, r::VARCHAR || f || m AS rfm_cell, s AS rfm_segment,
       CASE s WHEN 'Champions' THEN 'Bought lately, buy often, spend a lot' WHEN 'Loyal Customers' THEN 'Steady buyers with good value'
              WHEN 'New Customers' THEN 'Bought lately, few orders so far' WHEN 'At Risk' THEN 'Frequent buyers who have gone quiet'
              WHEN 'Cannot Lose Them' THEN 'Good spenders who have stayed away' WHEN 'Lost Customers' THEN 'Low value and long inactive' ELSE 'No clear pattern' END AS segment_description
FROM (SELECT *, CASE WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 'Champions' WHEN r >= 3 AND f >= 3 AND m >= 3 THEN 'Loyal Customers'
                     WHEN r >= 4 AND f <= 2 THEN 'New Customers' WHEN r <= 3 AND f >= 3 THEN 'At Risk'
                     WHEN r <= 2 AND f <= 2 AND m >= 3 THEN 'Cannot Lose Them' WHEN r <= 2 THEN 'Lost Customers' ELSE 'Others' END AS s
FROM (SELECT customer_id, 5 - (d > 30)::INTEGER - (d > 60)::INTEGER - (d > 90)::INTEGER - (d > 180)::INTEGER AS r,
             1 + (o >= 2)::INTEGER + (o >= 3)::INTEGER + (o >= 5)::INTEGER + (o >= 10)::INTEGER AS f,
             ntile(5) OVER (ORDER BY round(total_spent, 6), customer_id) AS m
      FROM (SELECT customer_id, total_spent, days_since_last_order AS d, total_orders AS o FROM dim_customer)))
ORDER BY customer_id;

CREATE OR REPLACE TABLE seasonal_trends AS
WITH complete AS (SELECT p.*, left(p.period_month, 4)::INTEGER AS y, right(p.period_month, 2)::INTEGER AS mo FROM monthly_metrics p WHERE is_partial = 0),
quarters AS (SELECT y, (mo + 2) // 3 AS q, sum(total_sales) AS total_sales FROM complete GROUP BY ALL HAVING count(*) = 3),
distinct_in_quarter AS (SELECT date_id // 10000 AS y, (date_id // 100 % 100 + 2) // 3 AS q, count(DISTINCT order_key) AS orders, count(DISTINCT customer_key) AS customers
                        FROM fact_sales GROUP BY ALL),
periods AS (SELECT 'monthly' AS period_type, right(period_month, 2) AS period_value, total_sales, total_orders AS orders, unique_customers AS customers FROM complete
            UNION ALL SELECT 'quarterly', 'Q' || q, total_sales, orders, customers FROM quarters JOIN distinct_in_quarter USING (y, q)),
means AS (SELECT period_type, avg(total_sales) AS mean FROM periods GROUP BY 1)
SELECT p.period_type, p.period_value, count(*) AS n_periods, avg(total_sales) AS avg_sales, avg(orders) AS avg_orders, avg(customers) AS avg_customers,
       avg(total_sales) / any_value(mean) AS seasonal_index
FROM periods p JOIN means USING (period_type) GROUP BY 1, 2 ORDER BY 1, 2;

CREATE OR REPLACE TABLE customer_lifecycle_snapshot AS
WITH days AS (SELECT last_day(m) AS s FROM months WHERE last_day(m) < getvariable('as_of') UNION SELECT getvariable('as_of')),
spans AS (SELECT customer_key, order_date, is_first_order, customer_order_sequence AS seq, order_date - days_since_customer_first_order AS first_date,
                 lead(order_date) OVER (PARTITION BY customer_key ORDER BY customer_order_sequence) AS until FROM dim_order),
stages AS (SELECT s, CASE WHEN seq = 1 AND s - first_date <= 30 THEN 'New' WHEN s - order_date <= 30 THEN 'Active' WHEN s - order_date <= 90 THEN 'At Risk' ELSE 'Inactive' END AS stage,
                  s - order_date AS d FROM days JOIN spans ON order_date <= s AND (until IS NULL OR until > s)),
counts AS (SELECT s, stage, count(*) AS customers, avg(d) AS mean_d FROM stages GROUP BY ALL),
totals AS (SELECT s, sum(customers) AS base FROM counts GROUP BY s)
SELECT t.s AS snapshot_date, l.stage AS lifecycle_stage, coalesce(c.customers, 0) AS customers, coalesce(c.customers, 0) / t.base AS share_of_base, c.mean_d AS avg_days_since_last_order
FROM totals t CROSS JOIN (VALUES (1, 'New'), (2, 'Active'), (3, 'At Risk'), (4, 'Inactive')) l(place, stage) LEFT JOIN counts c ON c.s = t.s AND c.stage = l.stage
ORDER BY t.s, l.place;

CREATE OR REPLACE TABLE campaign_targets AS
SELECT customer_id, campaign_type, priority_level, CASE WHEN priority_level <= 2 THEN 'High' WHEN priority_level = 3 THEN 'Medium' ELSE 'Low' END AS priority_label,
       total_spent AS estimated_value, days_since_last_order, churn_risk_score, customer_segment
FROM (SELECT *, CASE campaign_type WHEN 'Loyalty' THEN CASE WHEN v >= 500 THEN 1 ELSE 2 END WHEN 'Win-Back' THEN CASE WHEN v >= 500 THEN 2 ELSE 3 END
                     WHEN 'Retention' THEN CASE WHEN churn_risk_level = 'High' THEN 1 ELSE 2 END WHEN 'Cross-Sell' THEN CASE WHEN v >= 100 THEN 3 ELSE 4 END
                     WHEN 'Early Engagement' THEN 1 WHEN 'Re-activation' THEN 2 WHEN 'One-Time Win-Back' THEN 3 WHEN 'Final Push' THEN 4 ELSE 5 END AS priority_level
FROM (SELECT c.customer_id, c.total_spent, round(c.total_spent, 6) AS v, c.days_since_last_order, l.churn_risk_score, l.churn_risk_level, c.customer_segment,
             CASE WHEN c.customer_segment = 'High Value' THEN 'Loyalty'
                  WHEN c.customer_segment = 'Lost' AND c.days_since_last_order >= 90 AND round(c.total_spent, 6) >= round(getvariable('cut_high'), 6) THEN 'Win-Back'
                  WHEN c.customer_segment = 'At Risk' AND round(c.total_spent, 6) >= 200 THEN 'Retention'
                  WHEN c.customer_segment = 'Regular' AND c.total_orders >= 2 AND l.churn_risk_level <> 'High' THEN 'Cross-Sell'
                  WHEN c.total_orders = 1 AND c.days_since_last_order >= 14 THEN
                       CASE WHEN c.days_since_last_order < 31 THEN 'Early Engagement' WHEN c.days_since_last_order < 61 THEN 'Re-activation'
                            WHEN c.days_since_last_order < 91 THEN 'One-Time Win-Back' WHEN c.days_since_last_order < 181 THEN 'Final Push' ELSE 'Long-term Win-back' END
             END AS campaign_type
      FROM dim_customer c JOIN customer_ltv_analysis l USING (customer_key)) WHERE campaign_type IS NOT NULL)
ORDER BY priority_level, round(estimated_value, 6) DESC, customer_id;
DROP TABLE months;
DROP TABLE cohorts;
DROP TABLE cohort_churn;

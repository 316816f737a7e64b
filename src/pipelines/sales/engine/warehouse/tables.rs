//! The warehouse tables over the star schema.

use std::rc::Rc;

use chrono::{Datelike, Weekday};

use super::segment::{status, vintage};
use super::{Customers, Orders, Warehouse};
use crate::base::date::{Day, days_in_month, iso, month_text, to_date};
use crate::engine::ingest::RawTable;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::engine::staging::{file_cells, id_cells, number_cells, row_cells, word_cells};
use crate::pipelines::sales::tables::warehouse::{DIM_CUSTOMER, DIM_DATE, DIM_ORDER, FACT_SALES};

/// From January.
pub(crate) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/// From Sunday, as `day_of_week` counts.
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// `YYYYMMDD`.
pub(super) fn date_id(day: Day) -> i64 {
    let date = to_date(day);
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// 1 = Sunday.
fn day_of_week(day: Day) -> i64 {
    i64::from(to_date(day).weekday().number_from_sunday())
}

fn day_name(day: Day) -> &'static str {
    DAYS[to_date(day).weekday().num_days_from_sunday() as usize]
}

fn is_weekend(day: Day) -> bool {
    matches!(to_date(day).weekday(), Weekday::Sat | Weekday::Sun)
}

fn quarter(day: Day) -> i64 {
    i64::from(to_date(day).month0()) / 3 + 1
}

/// Fiscal year (in which it ends), quarter and month, for a fiscal year that begins in month `start`.
fn fiscal(day: Day, start: i32) -> (i64, i64, i64) {
    let date = to_date(day);
    let month = date.month() as i32;
    let fiscal_month = (month - start).rem_euclid(12) + 1;
    let year = date.year() + i32::from(start > 1 && month >= start);
    (i64::from(year), i64::from((fiscal_month + 2) / 3), i64::from(fiscal_month))
}

/// Every day from the first to the last accepted one.
pub(crate) fn date_table(warehouse: &Warehouse, settings: &Settings) -> Table {
    let (first, rows) = warehouse.days.map_or((0, 0), |(first, last)| (first, (last - first) as usize + 1));
    let day = move |row: usize| first + row as Day;
    let start = settings.fiscal_year_start_month;
    let holidays = settings.holidays.clone();
    let last_of_month = |day: Day| {
        let date = to_date(day);
        date.day() == days_in_month(date.year(), date.month())
    };
    let date = move |row: usize| to_date(day(row));
    Table::new(&DIM_DATE, rows)
        .int(move |row| date_id(day(row)))
        .day(day)
        .int(move |row| i64::from(date(row).year()))
        .int(move |row| quarter(day(row)))
        .int(move |row| i64::from(date(row).month()))
        .word(move |row| MONTHS[date(row).month0() as usize])
        .word(move |row| &MONTHS[date(row).month0() as usize][..3])
        .int(move |row| (i64::from(date(row).ordinal0()) + 7 - i64::from(date(row).weekday().num_days_from_monday())) / 7)
        .int(move |row| i64::from(date(row).ordinal()))
        .int(move |row| i64::from(date(row).day()))
        .int(move |row| day_of_week(day(row)))
        .word(move |row| day_name(day(row)))
        .word(move |row| &day_name(day(row))[..3])
        .flag(move |row| is_weekend(day(row)))
        .flag(move |row| date(row).day() == 1)
        .flag(move |row| last_of_month(day(row)))
        .flag(move |row| date(row).day() == 1 && date(row).month0() % 3 == 0)
        .flag(move |row| last_of_month(day(row)) && date(row).month0() % 3 == 2)
        .flag(move |row| date(row).ordinal() == 1)
        .flag(move |row| date(row).month() == 12 && date(row).day() == 31)
        .text(move |row| iso(day(row)))
        .text(move |row| format!("{} {}", &MONTHS[date(row).month0() as usize][..3], date(row).year()))
        .text(move |row| format!("Q{} {}", quarter(day(row)), date(row).year()))
        .int(move |row| i64::from(date(row).iso_week().year()))
        .int(move |row| i64::from(date(row).iso_week().week()))
        .text(move |row| format!("{}-W{:02}", date(row).iso_week().year(), date(row).iso_week().week()))
        .int(move |row| i64::from(date(row).weekday().number_from_monday()))
        .flag(move |row| !is_weekend(day(row)) && !holidays.contains(&day(row)))
        .int(move |row| fiscal(day(row), start).0)
        .int(move |row| fiscal(day(row), start).1)
        .int(move |row| fiscal(day(row), start).2)
        .text(move |row| format!("FY{}-Q{}", fiscal(day(row), start).0, fiscal(day(row), start).1))
}

/// One row per order.
pub(crate) fn order_table(warehouse: &Warehouse) -> Table {
    const QUARTILES: [&str; 4] = ["Low", "Medium-Low", "Medium-High", "High"];
    let orders = || warehouse.orders.clone();
    fn is_sale(orders: &Orders, row: usize) -> bool {
        !orders.is_return[row]
    }
    let (ids, customer_ids) = (orders(), orders());
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q] = std::array::from_fn(|_| orders());
    Table::new(&DIM_ORDER, warehouse.orders.len())
        .int(|row| row as i64 + 1)
        .push(id_cells(&warehouse.rows, |rows| &rows.order_ids, move |row| ids.id[row] as usize))
        .int(move |row| i64::from(a.customer[row]) + 1)
        .push(id_cells(&warehouse.rows, |rows| &rows.customer_ids, move |row| customer_ids.customer_id[row] as usize))
        .day(move |row| b.day[row])
        .int(move |row| date_id(c.day[row]))
        .float(move |row| d.amount[row])
        .float(move |row| e.gross[row])
        .int(move |row| i64::from(f.lines[row]))
        .int(move |row| i64::from(to_date(g.day[row]).year()))
        .int(move |row| i64::from(to_date(h.day[row]).month()))
        .int(move |row| quarter(i.day[row]))
        .int(move |row| day_of_week(j.day[row]))
        .word(move |row| day_name(k.day[row]))
        .flag(move |row| is_weekend(l.day[row]))
        .int_opt(move |row| is_sale(&m, row).then_some(i64::from(m.sequence[row])))
        .flag(move |row| n.sequence[row] == 1)
        .int_opt(move |row| is_sale(&o, row).then_some(i64::from(o.since_first[row])))
        .int_opt(move |row| p.since_previous[row].map(i64::from))
        .text_opt(move |row| QUARTILES.get(usize::from(q.quartile[row])).map(|word| (*word).into()))
        .flag({
            let orders = orders();
            move |row| orders.is_return[row]
        })
}

/// One row per customer with a purchase.
pub(crate) fn customer_table(warehouse: &Warehouse) -> Table {
    let customers = || warehouse.customers.clone();
    let as_of = warehouse.as_of;
    let since = move |day: Day| as_of - day;
    let ids = customers();
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s]: [Rc<Customers>; 19] = std::array::from_fn(|_| customers());
    Table::new(&DIM_CUSTOMER, warehouse.customers.len())
        .int(|row| row as i64 + 1)
        .push(id_cells(&warehouse.rows, |rows| &rows.customer_ids, move |row| ids.id[row] as usize))
        .day(move |row| a.first_day[row])
        .day(move |row| b.last_day[row])
        .int(move |row| i64::from(c.transactions[row]))
        .int(move |row| i64::from(d.orders[row]))
        .float(move |row| e.spent[row])
        .float(move |row| f.returned[row])
        .float(move |row| g.spent[row] / f64::from(g.orders[row]))
        .int(move |row| i64::from(h.purchase_days[row]))
        .float_opt(move |row| i.usual_gap(row))
        .text(move |row| month_text(j.cohort[row]))
        .text(move |row| format!("{:04}-Q{}", k.cohort[row].div_euclid(12), k.cohort[row].rem_euclid(12) / 3 + 1))
        .int(move |row| i64::from(l.cohort[row].div_euclid(12)))
        .int(move |row| i64::from(since(m.first_day[row])))
        .int(move |row| i64::from(since(n.last_day[row])))
        .word(move |row| vintage(since(o.first_day[row])))
        .word(move |row| status(since(p.last_day[row])))
        .word(move |row| q.value_group[row])
        .int(move |row| i64::from(r.ltv_rank[row]))
        .word(move |row| s.segment[row].name())
}

/// One row per accepted row.
pub(crate) fn fact_table(warehouse: &Warehouse, raw: &Rc<RawTable>) -> Table {
    let cleaned = &warehouse.rows;
    let at = || {
        let facts = warehouse.facts.clone();
        move |fact: usize| facts.row[fact] as usize
    };
    let raw_at = || {
        let (rows, at) = (cleaned.clone(), at());
        move |fact: usize| rows.raw_row[at(fact)] as usize
    };
    let orders = || warehouse.orders.clone();
    let rows = || cleaned.clone();
    Table::new(&FACT_SALES, warehouse.facts.row.len())
        .int(|row| row as i64 + 1)
        .int({
            let (orders, at) = (orders(), at());
            move |fact| i64::from(orders.customer[orders.of_row[at(fact)] as usize]) + 1
        })
        .int({
            let (orders, at) = (orders(), at());
            move |fact| i64::from(orders.of_row[at(fact)]) + 1
        })
        .int({
            let (rows, at) = (rows(), at());
            move |fact| date_id(rows.days[at(fact)])
        })
        .push(id_cells(cleaned, |rows| &rows.customer_ids, {
            let (rows, at) = (rows(), at());
            move |fact| rows.customers[at(fact)] as usize
        }))
        .push(id_cells(cleaned, |rows| &rows.order_ids, {
            let (rows, at) = (rows(), at());
            move |fact| rows.orders[at(fact)] as usize
        }))
        .float({
            let (rows, at) = (rows(), at());
            move |fact| rows.amounts[at(fact)]
        })
        .int(|_| 1)
        .flag({
            let (rows, at) = (rows(), at());
            move |fact| rows.amounts[at(fact)] < 0.0
        })
        .push(word_cells(cleaned, |rows| &rows.product, at()))
        .push(word_cells(cleaned, |rows| &rows.channel, at()))
        .push(word_cells(cleaned, |rows| &rows.country, at()))
        .push(number_cells(cleaned, |rows| rows.quantity.as_ref(), at()))
        .push(number_cells(cleaned, |rows| rows.unit_price.as_ref(), at()))
        .push(file_cells(raw, raw_at()))
        .push(row_cells(raw, raw_at()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::from_ymd;

    #[test]
    fn fiscal_years_end_in_their_year() {
        let day = |year, month| from_ymd(year, month, 15).expect("a real date");
        assert_eq!(fiscal(day(2021, 10), 10), (2022, 1, 1));
        assert_eq!(fiscal(day(2021, 9), 10), (2021, 4, 12));
        assert_eq!(fiscal(day(2021, 9), 1), (2021, 3, 9));
        assert_eq!(fiscal(day(2021, 1), 4), (2021, 4, 10));
    }
}

//! The rows behind the checks and corrections of a run, gathered when somebody looks: dates and amounts are read once more
//! from the texts that the run has kept, so that the run itself is neither slower nor larger.

use super::outcome::SalesOutcome;
use super::quality::{fence, looks_like_float};
use super::staging::{Amounts, Cleaned, Reason, by_reason, dressed, kept_duplicates, read_amounts, read_dates, untrimmed};
use crate::base::date::iso;
use crate::base::format::{push_f64, r6};
use crate::engine::cells::dates::{DateColumn, INVALID, is_date};
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::engine::quality::{Check, Violations, clipped, making, source_files};
use crate::protocol::{CheckResult, Correction, EXAMPLES, Example, QualityReport, RejectReason};

/// The report on quality, all but the edits.
pub(super) fn report(outcome: &SalesOutcome) -> QualityReport {
    let staged = &outcome.staged;
    let columns = read_dates(staged.raw.clone(), &outcome.settings);
    let amounts = read_amounts(&columns, &outcome.settings);
    let duplicates = if outcome.settings.drop_duplicates { Vec::new() } else { kept_duplicates(&columns, &amounts, &outcome.settings) };
    let evidence = Evidence { outcome, raw: &staged.raw, rows: &staged.rows, dates: &columns.dates, amounts: &amounts, duplicates: &duplicates };
    let reasons = by_reason(&staged.tally.rejected).into_iter().map(|(reason, rows)| RejectReason {
        input: staged.raw.spec.name.to_owned(),
        doc: Reason::doc(&reason).to_owned(),
        reason,
        rows,
    });
    QualityReport {
        checks: outcome.checks.iter().filter(|check| check.expected.is_some()).map(|check| evidence.result(check)).collect(),
        making: making(&outcome.checks),
        corrections: evidence.corrections(),
        rejects: reasons.collect(),
        files: source_files(&staged.raw),
        ..QualityReport::default()
    }
}

struct Evidence<'a> {
    outcome: &'a SalesOutcome,
    raw: &'a RawTable,
    rows: &'a Cleaned,
    dates: &'a DateColumn,
    amounts: &'a Amounts,
    /// Those that were kept.
    duplicates: &'a [u32],
}

impl Evidence<'_> {
    fn result(&self, check: &Check) -> CheckResult {
        check.with(match check.id {
            "CMP_01" => self.cells("The date is there.", |row| self.is_absent("date", row).then_some("date")),
            "CMP_02" => self.cells("The customer is there.", |row| self.is_absent("customer_id", row).then_some("customer_id")),
            "CMP_03" => self.cells("The order is there, or made from customer and day.", |row| {
                (!self.outcome.settings.derive_order_id && self.is_absent("order_id", row)).then_some("order_id")
            }),
            "CMP_04" => self.cells("The amount is there, or quantity and unit price.", |row| self.absent_amount(row)),
            "CMP_05" => Violations::of_all("There are as many rows as the parameter min_rows wants."),
            "CON_01" => Violations::count("The row has as many cells as the header.", "rows", self.raw.ragged.iter(), |(row, cells)| Example {
                value: Some(format!("{cells} cells")),
                ..self.example(*row as usize, "")
            }),
            "CON_02" => self.cells("The date can be read.", |row| (self.dates.days[row] == INVALID).then_some("date")),
            "CON_03" => self.cells("The amount can be read as a number.", |row| {
                let unread = self.amounts.amount[row].is_nan() && self.absent_amount(row).is_none();
                unread.then(|| self.unread_amount(row))
            }),
            "CON_04" => self.duplicates(),
            "CON_05" => self.shared_orders(),
            "CON_06" => self.spread_orders(),
            "CON_07" => self.float_ids(),
            "CON_08" => Violations::of_all("The values tell whether day or month comes first."),
            "ACC_01" => {
                let rejects = self.outcome.staged.rejects.iter().filter(|reject| reject.reason != Reason::AfterAsOf);
                Violations::count("The row is accepted.", "rows", rejects, |reject| Example {
                    value: reject.value.as_deref().map(clipped),
                    ..self.example(reject.row as usize, reject.column)
                })
            }
            "ACC_02" => self.cells("The amount is above 0, or below it where returns count.", |row| {
                let amount = self.amounts.amount[row];
                let unwanted = !amount.is_nan() && amount <= 0.0 && (amount == 0.0 || !self.outcome.settings.returns);
                unwanted.then(|| self.amount_column(row))
            }),
            "ACC_03" => self.far_amounts(),
            "ACC_04" => Violations::of_all("The fact table has the rows and the sum of the cleaned rows."),
            "ACC_05" => Violations::of_all("Every fact has its day, customer and order."),
            "TIM_01" => {
                let rejects = self.outcome.staged.rejects.iter().filter(|reject| matches!(reject.reason, Reason::DateOutOfRange | Reason::Isolated));
                Violations::count("The date lies within the range, and not far from all others.", "rows", rejects, |reject| {
                    self.example(reject.row as usize, reject.column)
                })
            }
            "TIM_02" => self.empty_days(),
            "TIM_03" => Violations::of_all("The data ends at most 31 days before the day that recency is counted from."),
            "TIM_04" => self.falling_orders(),
            _ => Violations::default(),
        })
    }

    /// The cell of a row; no column is the row as a whole.
    fn example(&self, row: usize, column: &str) -> Example {
        let (file, number) = self.raw.origin(row);
        let value = if column.is_empty() { None } else { self.raw.column(column).get(row).map(clipped) };
        Example { file: file.name.clone(), row: number as u32, column: column.to_owned(), value, after: None }
    }

    /// Rows that are not ragged in which a cell violates.
    fn cells(&self, doc: &'static str, violating: impl Fn(usize) -> Option<&'static str>) -> Violations {
        let ragged = |row: usize| self.raw.ragged.binary_search_by_key(&(row as u32), |(row, _)| *row).is_ok();
        let found = (0..self.raw.rows).filter(|row| !ragged(*row)).filter_map(|row| violating(row).map(|column| (row, column)));
        Violations::count(doc, "rows", found, |(row, column)| self.example(row, column))
    }

    fn is_absent(&self, column: &str, row: usize) -> bool {
        present(self.raw.column(column).get(row)).is_none()
    }

    fn is_derived(&self, row: usize) -> bool {
        self.amounts.derived[self.raw.file_index(row)]
    }

    /// The column whose cell is missing, of a row without an amount.
    fn absent_amount(&self, row: usize) -> Option<&'static str> {
        if !self.amounts.amount[row].is_nan() {
            return None;
        }
        let needed: &[&'static str] = if self.is_derived(row) { &["quantity", "unit_price"] } else { &["sales"] };
        needed.iter().copied().find(|column| self.is_absent(column, row))
    }

    fn unread_amount(&self, row: usize) -> &'static str {
        let quantity_fails = self.amounts.quantity.as_ref().is_none_or(|quantity| quantity[row].is_nan());
        match (self.is_derived(row), quantity_fails) {
            (false, _) => "sales",
            (true, true) => "quantity",
            (true, false) => "unit_price",
        }
    }

    fn amount_column(&self, row: usize) -> &'static str {
        if self.is_derived(row) { "quantity" } else { "sales" }
    }

    fn duplicates(&self) -> Violations {
        let rejects = self.outcome.staged.rejects.iter().filter(|reject| reject.reason == Reason::DuplicateRow).map(|reject| reject.row);
        let rows = rejects.chain(self.duplicates.iter().copied());
        Violations::count("The row repeats no earlier one.", "rows", rows, |row| self.example(row as usize, ""))
    }

    /// Order ids that several customers have, each at its first row of another customer.
    fn shared_orders(&self) -> Violations {
        let mut first = vec![None; self.rows.order_ids.len()];
        let mut told = vec![false; first.len()];
        let rows = (0..self.rows.len()).filter(|row| {
            let (id, customer) = (self.rows.orders[*row] as usize, self.rows.customers[*row]);
            let another = *first[id].get_or_insert(customer) != customer && !told[id];
            told[id] |= another;
            another
        });
        Violations::count("An order id belongs to one customer.", "order ids", rows, |row| self.accepted(row, "order_id"))
    }

    /// Orders on several days, each at its first row of another day.
    fn spread_orders(&self) -> Violations {
        let orders = &self.outcome.warehouse.orders;
        let mut first = vec![None; orders.len()];
        let mut told = vec![false; first.len()];
        let rows = (0..self.rows.len()).filter(|row| {
            let (order, day) = (orders.of_row[*row] as usize, self.rows.days[*row]);
            let another = *first[order].get_or_insert(day) != day && !told[order];
            told[order] |= another;
            another
        });
        Violations::count("The rows of an order have one date.", "orders", rows, |row| self.accepted(row, "date"))
    }

    fn float_ids(&self) -> Violations {
        let is_float = |column: &'static str, row: usize| present(self.raw.column(column).get(row)).is_some_and(looks_like_float).then_some(column);
        let rows = (0..self.rows.len()).filter_map(|row| {
            let raw = self.rows.raw_row[row] as usize;
            is_float("customer_id", raw).or_else(|| is_float("order_id", raw)).map(|column| (row, column))
        });
        Violations::count("Ids do not look like decimal numbers.", "rows", rows, |(row, column)| self.accepted(row, column))
    }

    fn far_amounts(&self) -> Violations {
        let fence = fence(&self.rows.amounts).unwrap_or(f64::INFINITY);
        let rows = (0..self.rows.len()).filter(|row| r6(self.rows.amounts[*row]) > fence);
        let doc = "The amount is not far above all others: at most three interquartile ranges above the third quartile.";
        Violations::count(doc, "rows", rows, |row| self.accepted(row, self.amount_column(self.rows.raw_row[row] as usize)))
    }

    fn empty_days(&self) -> Violations {
        let Some((first, last)) = self.outcome.warehouse.days else { return Violations::default() };
        let mut seen = vec![false; (last - first) as usize + 1];
        self.rows.days.iter().for_each(|day| seen[(day - first) as usize] = true);
        let days = (first..=last).filter(|day| !seen[(day - first) as usize]);
        Violations::count("The day has a sale.", "days", days, |day| Example { column: "date".to_owned(), value: Some(iso(day)), ..Example::default() })
    }

    /// Orders whose date lies before that of the order with the next lower id.
    fn falling_orders(&self) -> Violations {
        const DOC: &str = "Orders with higher ids are not earlier.";
        if !self.rows.order_ids.are_integers() {
            return Violations { doc: DOC, ..Violations::default() };
        }
        let orders = &self.outcome.warehouse.orders;
        let mut sorted: Vec<(u32, u32, i32, u32)> =
            (0..orders.len()).map(|order| (orders.id[order], orders.customer[order], orders.day[order], order as u32)).collect();
        sorted.sort_unstable();
        let falling = sorted.windows(2).filter(|pair| pair[1].2 < pair[0].2).map(|pair| pair[1].3);
        Violations::count(DOC, "orders", falling, |order| {
            let row = orders.of_row.iter().position(|of| *of == order);
            row.map(|row| self.accepted(row, "date")).unwrap_or_default()
        })
    }

    /// The cell of an accepted row.
    fn accepted(&self, row: usize, column: &str) -> Example {
        self.example(self.rows.raw_row[row] as usize, column)
    }

    fn corrections(&self) -> Vec<Correction> {
        let tally = &self.outcome.staged.tally;
        let date = |rows: &[u32], row: usize| rows.binary_search(&(row as u32)).is_ok().then_some("date");
        let raw = self.raw;
        let of = |code: &str, doc: &str, rows: u64, column: &dyn Fn(usize) -> Option<&'static str>| Correction {
            code: code.to_owned(),
            doc: doc.to_owned(),
            rows: rows as u32,
            examples: self.before_and_after(column),
        };
        let id = |row: usize| ["customer_id", "order_id"].into_iter().find(|column| untrimmed(raw.column(column).get(row)));
        let amount = |row: usize| {
            let columns: &[&'static str] = if self.is_derived(row) { &["quantity", "unit_price"] } else { &["sales"] };
            columns.iter().copied().find(|column| dressed(raw.column(column).get(row)))
        };
        vec![
            of("ids_trimmed", "White space around an id was taken away.", tally.ids_trimmed, &id),
            of("amounts_reformatted", "An amount with more than digits and a point was read as a number.", tally.amounts_reformatted, &amount),
            of("time_of_day_dropped", "Of a date with a time the day was kept.", tally.time_dropped, &|row| date(&self.dates.timed, row)),
            of("offset_to_utc", "A date with an offset was turned into the day in UTC.", tally.offset_to_utc, &|row| date(&self.dates.offset, row)),
        ]
    }

    /// The first corrected cells of accepted rows; `column` gives the one that was corrected.
    fn before_and_after(&self, column: &dyn Fn(usize) -> Option<&'static str>) -> Vec<Example> {
        let corrected = self.rows.raw_row.iter().filter_map(|row| column(*row as usize).map(|column| (*row as usize, column)));
        corrected.take(EXAMPLES).map(|(row, column)| Example { after: self.value(row, column), ..self.example(row, column) }).collect()
    }

    /// What a cell was read as.
    fn value(&self, row: usize, column: &str) -> Option<String> {
        let number = match column {
            "sales" => Some(&self.amounts.amount),
            "quantity" => self.amounts.quantity.as_ref(),
            "unit_price" => self.amounts.unit_price.as_ref(),
            "date" => return Some(self.dates.days[row]).filter(|day| is_date(*day)).map(iso),
            _ => return present(self.raw.column(column).get(row)).map(clipped),
        };
        let mut text = String::new();
        push_f64(&mut text, number?[row]);
        Some(text)
    }
}

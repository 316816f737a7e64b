//! The reject rules in their order; a row is rejected for the first that it breaks (spec sales.md, section 3).

use hashbrown::HashMap;

use super::amounts::Amounts;
use super::cleaned::Cleaned;
use super::duplicates;
use crate::base::date::{Day, iso};
use crate::engine::cells::codes::IdColumn;
use crate::engine::cells::dates::{DateColumn, INVALID, is_date};
use crate::engine::cells::numbers::is_plain;
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::engine::passes;
use crate::pipelines::sales::engine::settings::Settings;

/// Why a row was rejected, in the order of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    RaggedRow,
    InvalidDate,
    InvalidCustomer,
    InvalidOrder,
    InvalidSales,
    NonPositiveSales,
    DateOutOfRange,
    AfterAsOf,
    /// Reported as `date_out_of_range` too: far from all other dates.
    Isolated,
    DuplicateRow,
    OrphanReturn,
}

impl Reason {
    /// All reasons in the order of the rules.
    pub(crate) const ALL: [Self; 11] = [
        Self::RaggedRow,
        Self::InvalidDate,
        Self::InvalidCustomer,
        Self::InvalidOrder,
        Self::InvalidSales,
        Self::NonPositiveSales,
        Self::DateOutOfRange,
        Self::AfterAsOf,
        Self::Isolated,
        Self::DuplicateRow,
        Self::OrphanReturn,
    ];

    /// The rule in a sentence, by its code, and what can be done.
    pub(crate) fn doc(code: &str) -> &'static str {
        match code {
            "ragged_row" => "The row has more or fewer cells than the header, so nobody knows which cell is which. Mend it in the file.",
            "invalid_date" => "The date is missing or cannot be read as a date.",
            "invalid_customer" => "The customer is missing.",
            "invalid_order" => "The order is missing. With the parameter derive_order_id it is made from customer and day.",
            "invalid_sales" => "The amount is missing or cannot be read as a number.",
            "non_positive_sales" => "The amount is 0 or below. With the parameter negative_sales = return those below 0 count as returns.",
            "date_out_of_range" => "The date lies before min_date, after max_date, or far from all other dates.",
            "after_as_of" => "The date lies after the parameter as_of.",
            "duplicate_row" => "The row repeats an earlier one in every column. With the parameter duplicates = keep it counts.",
            _ => "A return of a customer who has bought nothing.",
        }
    }

    /// The code in the rejects table.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::RaggedRow => "ragged_row",
            Self::InvalidDate => "invalid_date",
            Self::InvalidCustomer => "invalid_customer",
            Self::InvalidOrder => "invalid_order",
            Self::InvalidSales => "invalid_sales",
            Self::NonPositiveSales => "non_positive_sales",
            Self::DateOutOfRange | Self::Isolated => "date_out_of_range",
            Self::AfterAsOf => "after_as_of",
            Self::DuplicateRow => "duplicate_row",
            Self::OrphanReturn => "orphan_return",
        }
    }
}

/// A rejected row: which, why, and the text that broke the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reject {
    pub(crate) row: u32,
    pub(crate) reason: Reason,
    /// Name of the input column, empty when it is the row as a whole.
    pub(crate) column: &'static str,
    pub(crate) value: Option<String>,
}

/// Counts of rows that the quality checks are made from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) read: u64,
    /// Rejects by reason, as in [`Reason::ALL`].
    pub(crate) rejected: [u64; 11],
    pub(crate) date_present: u64,
    pub(crate) date_readable: u64,
    pub(crate) customer_present: u64,
    pub(crate) order_present: u64,
    pub(crate) sales_present: u64,
    pub(crate) sales_readable: u64,
    /// Amounts above 0, or not 0 where returns are allowed.
    pub(crate) sales_wanted: u64,
    /// Rows that reach the duplicate rule, and how many of them repeat an earlier one.
    pub(crate) reach_duplicates: u64,
    pub(crate) duplicates: u64,
    pub(crate) date_order_uncertain: bool,
    pub(crate) ids_trimmed: u64,
    pub(crate) amounts_reformatted: u64,
    pub(crate) time_dropped: u64,
    pub(crate) offset_to_utc: u64,
}

impl Tally {
    /// Adds the counts of more rows, whose account of the column is that of all.
    pub(super) fn add(&mut self, more: &Self) {
        self.read += more.read;
        self.rejected.iter_mut().zip(more.rejected).for_each(|(all, more)| *all += more);
        self.date_present += more.date_present;
        self.date_readable += more.date_readable;
        self.customer_present += more.customer_present;
        self.order_present += more.order_present;
        self.sales_present += more.sales_present;
        self.sales_readable += more.sales_readable;
        self.sales_wanted += more.sales_wanted;
        self.reach_duplicates += more.reach_duplicates;
        self.duplicates += more.duplicates;
        self.date_order_uncertain = more.date_order_uncertain;
        self.ids_trimmed += more.ids_trimmed;
        self.amounts_reformatted += more.amounts_reformatted;
        self.time_dropped += more.time_dropped;
        self.offset_to_utc += more.offset_to_utc;
    }

    /// Rows rejected for a reason.
    pub(crate) fn of(&self, reason: Reason) -> u64 {
        Reason::ALL.iter().position(|listed| *listed == reason).map_or(0, |index| self.rejected[index])
    }

    /// Rows that are not ragged.
    pub(crate) fn cells(&self) -> u64 {
        self.read - self.of(Reason::RaggedRow)
    }

    /// Counts what was corrected in accepted rows (checks COR_01 to COR_04).
    pub(super) fn corrections(&mut self, raw: &RawTable, dates: &DateColumn, amounts: &Amounts, rows: &Cleaned) {
        let (customers, orders) = (raw.column("customer_id"), raw.column("order_id"));
        let (sales, quantity, unit_price) = (raw.column("sales"), raw.column("quantity"), raw.column("unit_price"));
        let mut file = 0;
        passes::for_each(rows.len(), |row| {
            let row = rows.raw_row[row] as usize;
            while row >= raw.files[file].first_row + raw.files[file].rows {
                file += 1;
            }
            self.ids_trimmed += u64::from(untrimmed(customers.get(row)) || untrimmed(orders.get(row)));
            let reformatted = if amounts.derived[file] { dressed(quantity.get(row)) || dressed(unit_price.get(row)) } else { dressed(sales.get(row)) };
            self.amounts_reformatted += u64::from(reformatted);
            self.time_dropped += u64::from(dates.timed.binary_search(&(row as u32)).is_ok());
            self.offset_to_utc += u64::from(dates.offset.binary_search(&(row as u32)).is_ok());
        });
    }
}

/// Whether an id has white space around it.
pub(crate) fn untrimmed(cell: Option<&str>) -> bool {
    cell.is_some_and(|text| text.trim().len() != text.len())
}

/// Whether an amount is written with more than digits and a point.
pub(crate) fn dressed(cell: Option<&str>) -> bool {
    cell.is_some_and(|text| !is_plain(text.as_bytes()))
}

/// The rows told apart, and what was learnt on the way.
pub(super) struct Sorted<'a> {
    /// Accepted rows, ascending.
    pub(super) accepted: Vec<u32>,
    /// By row.
    pub(super) rejects: Vec<Reject>,
    pub(super) tally: Tally,
    /// Of the rows that no cell rule has rejected.
    pub(super) customers: IdColumn<'a>,
    pub(super) orders: IdColumn<'a>,
}

/// The rows after the rules that look at one row only.
pub(super) struct Judged<'a, 'b> {
    pass: Pass<'a, 'b>,
    /// Of the rows that no cell rule has rejected.
    pub(super) customers: IdColumn<'a>,
    pub(super) orders: IdColumn<'a>,
    /// The days of the rows that stand, ascending, and how many rows each has.
    pub(super) standing: Vec<(Day, u32)>,
}

/// Applies the rules that look at one row only.
pub(super) fn judge<'a, 'b>(raw: &'a RawTable, dates: &'b DateColumn, amounts: &'b Amounts, settings: &'b Settings) -> Judged<'a, 'b> {
    let mut pass = Pass::new(raw, dates, amounts, settings);
    pass.cell_rules();
    let (customers, orders) = pass.ids();
    pass.after_as_of();
    let standing = pass.standing();
    Judged { pass, customers, orders, standing }
}

impl<'a> Judged<'a, '_> {
    /// Applies the rules that look at all rows. `range`: the days that are not isolated, if some are. `known`: the rows,
    /// ascending, of those that it is given, that repeat one that is not among them.
    pub(super) fn sort_out(mut self, range: Option<(Day, Day)>, known: impl FnOnce(&Self, &[u32]) -> Vec<u32>) -> Sorted<'a> {
        self.pass.isolated(range);
        let stands = |row: &u32| self.pass.verdicts[*row as usize].is_none();
        let candidates: Vec<u32> = (0..self.pass.raw.rows as u32).filter(stands).collect();
        let mut repeats = duplicates::find(self.pass.raw, &candidates, self.pass.dates, self.pass.amounts, &self.customers.codes, &self.orders);
        let known = known(&self, &candidates);
        if !known.is_empty() {
            repeats.extend(known);
            repeats.sort_unstable();
            repeats.dedup();
        }
        let Self { pass, customers, orders, .. } = self;
        pass.finish(&candidates, &repeats, customers, orders)
    }
}

impl<'a> Pass<'a, '_> {
    fn finish(self, candidates: &[u32], repeats: &[u32], customers: IdColumn<'a>, orders: IdColumn<'a>) -> Sorted<'a> {
    let Pass { raw, amounts, settings, mut verdicts, mut tally, values, .. } = self;
    tally.reach_duplicates = candidates.len() as u64;
    tally.duplicates = repeats.len() as u64;
    if settings.drop_duplicates {
        for row in repeats {
            verdicts[*row as usize] = Some(Reason::DuplicateRow);
        }
    }
    if settings.returns {
        let mut buys = vec![false; customers.count()];
        let accepted = |row: &&u32| verdicts[**row as usize].is_none();
        for &row in candidates.iter().filter(accepted) {
            buys[customers.codes[row as usize] as usize] |= amounts.amount[row as usize] > 0.0;
        }
        for &row in candidates {
            let verdict = &mut verdicts[row as usize];
            if verdict.is_none() && !buys[customers.codes[row as usize] as usize] {
                *verdict = Some(Reason::OrphanReturn);
            }
        }
    }

    let mut rejects = Vec::new();
    let mut values = values.into_iter().peekable();
    let mut accepted = Vec::with_capacity(candidates.len());
    passes::for_each(verdicts.len(), |row| {
        let Some(reason) = verdicts[row] else {
            accepted.push(row as u32);
            return;
        };
        if let Some(index) = Reason::ALL.iter().position(|listed| *listed == reason) {
            tally.rejected[index] += 1;
        }
        let known = values.next_if(|(of, ..)| *of == row as u32);
        let text = |name: &str| raw.column(name).get(row).map(str::to_owned);
        let (column, value) = match (reason, known) {
            (_, Some((_, column, value))) => (column, value),
            (Reason::AfterAsOf | Reason::Isolated, None) => ("date", text("date")),
            (Reason::OrphanReturn, None) => ("customer_id", text("customer_id")),
            _ => ("", None),
        };
        rejects.push(Reject { row: row as u32, reason, column, value });
    });
    Sorted { accepted, rejects, tally, customers, orders }
}
}

/// The first pass over all rows: the rules that look at one row only.
struct Pass<'a, 'b> {
    raw: &'a RawTable,
    dates: &'b DateColumn,
    amounts: &'b Amounts,
    settings: &'b Settings,
    verdicts: Vec<Option<Reason>>,
    /// Column and text of the rejects of this pass, by row.
    values: Vec<(u32, &'static str, Option<String>)>,
    tally: Tally,
    /// Rows whose order id has to be made of customer and day.
    to_derive: Vec<u32>,
}

impl<'a, 'b> Pass<'a, 'b> {
    fn new(raw: &'a RawTable, dates: &'b DateColumn, amounts: &'b Amounts, settings: &'b Settings) -> Self {
        let tally = Tally { read: raw.rows as u64, date_order_uncertain: dates.uncertain, ..Tally::default() };
        Self {
            raw,
            dates,
            amounts,
            settings,
            verdicts: vec![None; raw.rows],
            values: Vec::new(),
            tally,
            to_derive: Vec::new(),
        }
    }

    fn cell_rules(&mut self) {
        let raw = self.raw;
        let mut ragged = raw.ragged.iter().peekable();
        let mut cells = raw.column("customer_id").iter().zip(raw.column("order_id").iter());
        for (index, file) in raw.files.iter().enumerate() {
            let derived_amount = self.amounts.derived[index];
            passes::for_each(file.rows, |row| {
                let row = file.first_row + row;
                let (customer_cell, order_cell) = cells.next().unwrap_or_default();
                if let Some((_, cells)) = ragged.next_if(|(ragged, _)| *ragged as usize == row) {
                    self.reject(row, Reason::RaggedRow, "", Some(cells.to_string()));
                    return;
                }
                let order = present(order_cell).is_some();
                let verdict = self.cell_verdict(row, derived_amount, present(customer_cell).is_some(), order);
                if let Some((reason, column)) = verdict {
                    let value = match (reason, column) {
                        (Reason::NonPositiveSales, _) if derived_amount => {
                            let text = |name: &str| raw.column(name).get(row).unwrap_or_default();
                            Some(format!("{} * {}", text("quantity"), text("unit_price")))
                        }
                        _ => raw.column(column).get(row).map(str::to_owned),
                    };
                    self.reject(row, reason, column, value);
                    return;
                }
                if !order {
                    self.to_derive.push(row as u32);
                }
            });
        }
    }

    /// The customers and orders of the rows that stand; `<customer_id>|<YYYY-MM-DD>` for orders that are missing.
    fn ids(&self) -> (IdColumn<'a>, IdColumn<'a>) {
        let stands = |row: usize| self.verdicts[row].is_none();
        let customers = IdColumn::read(self.raw.column("customer_id"), stands);
        let mut orders = IdColumn::read(self.raw.column("order_id"), stands);
        if !self.to_derive.is_empty() {
            let day = |row: u32| iso(self.dates.days[row as usize]);
            let derived = |row: u32| format!("{}|{}", customers.text(customers.codes[row as usize]), day(row));
            orders.add(self.to_derive.iter().map(|row| (*row, derived(*row))));
        }
        (customers, orders)
    }

    /// Counts the row for the checks and gives the first rule that its cells break, with the column.
    fn cell_verdict(&mut self, row: usize, derived_amount: bool, customer: bool, order: bool) -> Option<(Reason, &'static str)> {
        let (raw, settings, tally) = (self.raw, self.settings, &mut self.tally);
        let order = order || settings.derive_order_id;
        let day = self.dates.days[row];
        let there = |name: &str| present(raw.column(name).get(row)).is_some();
        let amount = self.amounts.amount[row];
        let sales_present = !amount.is_nan() || if derived_amount { there("quantity") && there("unit_price") } else { there("sales") };
        let wanted = amount > 0.0 || (settings.returns && amount < 0.0);
        tally.date_present += u64::from(is_date(day) || day == INVALID);
        tally.date_readable += u64::from(is_date(day));
        tally.customer_present += u64::from(customer);
        tally.order_present += u64::from(order);
        tally.sales_present += u64::from(sales_present);
        tally.sales_readable += u64::from(!amount.is_nan());
        tally.sales_wanted += u64::from(wanted);
        if !is_date(day) {
            return Some((Reason::InvalidDate, "date"));
        }
        if !customer {
            return Some((Reason::InvalidCustomer, "customer_id"));
        }
        if !order {
            return Some((Reason::InvalidOrder, "order_id"));
        }
        if amount.is_nan() {
            let quantity_fails = self.amounts.quantity.as_ref().is_none_or(|quantity| quantity[row].is_nan());
            let column = match (derived_amount, quantity_fails) {
                (false, _) => "sales",
                (true, true) => "quantity",
                (true, false) => "unit_price",
            };
            return Some((Reason::InvalidSales, column));
        }
        if !wanted {
            return Some((Reason::NonPositiveSales, "sales"));
        }
        (day < settings.min_date || day > settings.max_date).then_some((Reason::DateOutOfRange, "date"))
    }

    fn reject(&mut self, row: usize, reason: Reason, column: &'static str, value: Option<String>) {
        self.verdicts[row] = Some(reason);
        self.values.push((row as u32, column, value));
    }

    fn after_as_of(&mut self) {
        let Some(as_of) = self.settings.as_of else { return };
        passes::for_each(self.raw.rows, |row| {
            if self.verdicts[row].is_none() && self.dates.days[row] > as_of {
                self.verdicts[row] = Some(Reason::AfterAsOf);
            }
        });
    }

    fn standing(&self) -> Vec<(Day, u32)> {
        let mut counts: HashMap<Day, u32> = HashMap::new();
        passes::for_each(self.raw.rows, |row| {
            if self.verdicts[row].is_none() {
                *counts.entry(self.dates.days[row]).or_default() += 1;
            }
        });
        let mut standing: Vec<(Day, u32)> = counts.into_iter().collect();
        standing.sort_unstable();
        standing
    }

    fn isolated(&mut self, range: Option<(Day, Day)>) {
        let Some(range) = range else { return };
        passes::for_each(self.raw.rows, |row| {
            let verdict = &mut self.verdicts[row];
            if verdict.is_none() && !is_in(Some(range), self.dates.days[row]) {
                *verdict = Some(Reason::Isolated);
            }
        });
    }
}

/// Whether a day is not isolated.
pub(super) fn is_in(range: Option<(Day, Day)>, day: Day) -> bool {
    range.is_none_or(|(first, last)| (first..=last).contains(&day))
}

/// First and last day that are not isolated, of ascending days and how many rows each has (spec sales.md, section 3,
/// "Isolated dates"); `None` when nothing is cut.
pub(super) fn kept_range(days: &[(Day, u32)], settings: &Settings) -> Option<(Day, Day)> {
    cut(days, settings.isolated_gap_days, settings.isolated_share)
}

fn cut(days: &[(Day, u32)], gap_days: i32, share: f64) -> Option<(Day, Day)> {
    if gap_days == 0 {
        return None;
    }
    let all: u64 = days.iter().map(|(_, rows)| u64::from(*rows)).sum();
    let limit = share * all as f64 + 1e-9;
    let (mut first, mut last) = (Day::MIN, Day::MAX);
    let mut before = 0;
    for pair in days.windows(2) {
        before += u64::from(pair[0].1);
        if pair[1].0 - pair[0].0 > gap_days {
            // Of several gaps the one that rejects most counts: the last that qualifies below, the first above.
            if before as f64 <= limit {
                first = pair[1].0;
            }
            if (all - before) as f64 <= limit {
                last = last.min(pair[0].0);
            }
        }
    }
    (first != Day::MIN || last != Day::MAX).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::base::date::Day;

    fn kept_range(days: Vec<Day>, gap_days: i32, share: f64) -> Option<(Day, Day)> {
        let counted: Vec<(Day, u32)> = days.chunk_by(|left, right| left == right).map(|same| (same[0], same.len() as u32)).collect();
        cut(&counted, gap_days, share)
    }

    #[test]
    fn lone_dates_far_from_the_rest_are_cut_on_each_end() {
        let mut days = vec![-9_000, -8_999];
        days.extend(0..100);
        days.push(5_000);
        days.push(9_000);
        assert_eq!(kept_range(days.clone(), 730, 0.05), Some((0, 99)));
        assert_eq!(kept_range(days.clone(), 0, 0.05), None, "0 days is off");
        assert_eq!(kept_range(days, 730, 0.01), Some((i32::MIN, 5_000)), "two rows are more than 1%");
        assert_eq!(kept_range(vec![0, 731], 730, 0.5), Some((731, 0)), "half and half: both ends are judged on the full set");
        assert_eq!(kept_range(vec![0, 730], 730, 0.5), None, "a gap must be longer");
        assert_eq!(kept_range(vec![], 730, 0.05), None);
    }
}

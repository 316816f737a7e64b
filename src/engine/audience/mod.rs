//! Lists of people to address, from a table with a row per person: groups chosen, recent ones left out, ranked by what
//! is expected, cut at a budget, and some held out at random to compare with.
//!
//! Who is held out hangs on the seed and the id alone, so that another budget or group holds out the same people.

mod contacts;

use std::collections::BTreeMap;

use self::contacts::Contacts;
use super::export::{Sink, push_quoted};
use super::query::cell_text;
use super::random::SplitMix64;
use super::table::{Cells, Table};
use crate::base::Diagnostic;
use crate::base::date::Day;
use crate::pipelines::spec::AudienceSpec;
use crate::protocol::{AudienceCounts, AudienceList, AudiencePlan, PageColumn, TablePage};

/// Rows of the list that are shown.
const SHOWN: usize = 50;
/// Rows made into bytes at once.
const STEP_ROWS: usize = 1 << 14;
/// Of a budget this small a share is a rounding error.
const TOLERANCE: f64 = 1e-9;

/// What stands before the table's columns in a list.
const PLACE: &str = "place";
const GROUP: &str = "group";

/// The people on a list, in order: their row in the table, and whether they are held out.
struct Chosen {
    people: Vec<(u32, bool)>,
    counts: AudienceCounts,
}

/// Counts a list and shows its beginning.
///
/// # Errors
/// A sentence for a column that is none of the audience's, or a figure outside its range.
pub(super) fn list(
    spec: &AudienceSpec,
    table: &Table,
    plan: &AudiencePlan,
    as_of: Option<Day>,
) -> Result<AudienceList, Diagnostic> {
    let chosen = choose(spec, table, plan, as_of)?;
    let value = numbers(table, spec.value);
    let sum = |held: bool| {
        let people = chosen.people.iter().filter(|(_, holdout)| *holdout == held);
        people.filter_map(|(row, _)| value(*row as usize)).reduce(|sum, value| sum + value)
    };
    let shown = &chosen.people[..chosen.people.len().min(SHOWN)];
    let column =
        |name: &str, numeric: bool, cells: Vec<Option<String>>| PageColumn { name: name.to_owned(), numeric, cells };
    let mut columns = vec![
        column(PLACE, true, (1..=shown.len()).map(|place| Some(place.to_string())).collect()),
        column(GROUP, false, shown.iter().map(|(_, holdout)| Some(group(*holdout).to_owned())).collect()),
    ];
    columns.extend(table.columns().map(|(spec, cells)| {
        let numeric = matches!(cells, Cells::Int(_) | Cells::Float(_));
        column(spec.name, numeric, shown.iter().map(|(row, _)| cell_text(cells, *row as usize)).collect())
    }));
    let rows = chosen.people.len() as u32;
    Ok(AudienceList {
        cost: f64::from(chosen.counts.addressed) * plan.cost,
        value: sum(false),
        holdout_value: sum(true),
        choices: spec.groups.iter().map(|name| ((*name).to_owned(), values(table, name))).collect(),
        first: TablePage {
            table: spec.table.to_owned(),
            rows,
            all: table.rows() as u32,
            filtered: true,
            offset: 0,
            columns,
        },
        counts: chosen.counts,
    })
}

/// Writes a list as CSV: place, group, and the table's columns.
///
/// # Errors
/// As [`list`], and when the sink fails.
pub(super) fn export(
    spec: &AudienceSpec,
    table: &Table,
    plan: &AudiencePlan,
    as_of: Option<Day>,
    sink: &mut dyn Sink,
) -> Result<(), Diagnostic> {
    let chosen = choose(spec, table, plan, as_of)?;
    let mut text = format!("{PLACE},{GROUP}");
    for (column, _) in table.columns() {
        text.push(',');
        push_quoted(column.name, &mut text);
    }
    text.push('\n');
    for (step, people) in chosen.people.chunks(STEP_ROWS).enumerate() {
        for (index, (row, holdout)) in people.iter().enumerate() {
            text.push_str(&format!("{},{}", step * STEP_ROWS + index + 1, group(*holdout)));
            for (_, cells) in table.columns() {
                text.push(',');
                if let Some(cell) = cell_text(cells, *row as usize) {
                    push_quoted(&cell, &mut text);
                }
            }
            text.push('\n');
        }
        sink.write(text.as_bytes())?;
        text.clear();
    }
    sink.write(text.as_bytes())
}

fn group(holdout: bool) -> &'static str {
    if holdout { "holdout" } else { "contact" }
}

fn choose(spec: &AudienceSpec, table: &Table, plan: &AudiencePlan, as_of: Option<Day>) -> Result<Chosen, Diagnostic> {
    check(spec, plan)?;
    let mut counts = AudienceCounts { all: table.rows() as u32, ..AudienceCounts::default() };
    let mut people: Vec<u32> = (0..table.rows() as u32).collect();
    for (column, wanted) in plan.groups.iter().filter(|(_, wanted)| !wanted.is_empty()) {
        people.retain(|row| with_text(table, column, *row as usize, |text| wanted.iter().any(|value| value == text)));
    }
    counts.in_groups = people.len() as u32;

    let recency = numbers(table, spec.recency);
    let quiet = |row: &u32| recency(*row as usize).is_none_or(|days| days >= f64::from(plan.quiet_days));
    people.retain(quiet);
    counts.recent = counts.in_groups - people.len() as u32;

    let before = people.len();
    let mut contacts = Contacts::read(&plan.contacted, plan.contacted_days, as_of);
    counts.unreadable_contacts = contacts.unreadable;
    if !contacts.is_empty() {
        // All ids are looked up, so that those which are nobody's can be told.
        let known: Vec<bool> =
            (0..table.rows()).map(|row| with_text(table, spec.id, row, |id| contacts.meet(id))).collect();
        people.retain(|row| !known[*row as usize]);
        counts.unknown_contacts = contacts.unmet();
    }
    counts.contacted = (before - people.len()) as u32;

    rank(&mut people, &numbers(table, &plan.rank));
    let affordable = match plan.budget {
        Some(budget) if plan.cost > 0.0 => (budget / plan.cost + TOLERANCE).floor(),
        _ => f64::INFINITY,
    };
    let mut chosen = Vec::new();
    for row in &people {
        if f64::from(counts.addressed) >= affordable {
            break;
        }
        let holdout = plan.holdout > 0.0 && with_text(table, spec.id, *row as usize, |id| is_held_out(id, plan));
        counts.holdout += u32::from(holdout);
        counts.addressed += u32::from(!holdout);
        chosen.push((*row, holdout));
    }
    counts.beyond_budget = (people.len() - chosen.len()) as u32;
    Ok(Chosen { people: chosen, counts })
}

/// The highest value first, then the table's order; rows without a value last.
fn rank(people: &mut [u32], value: &dyn Fn(usize) -> Option<f64>) {
    let key = |row: &u32| value(*row as usize).filter(|value| !value.is_nan()).unwrap_or(f64::NEG_INFINITY);
    let mut keyed: Vec<(f64, u32)> = people.iter().map(|row| (key(row), *row)).collect();
    keyed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (place, (_, row)) in people.iter_mut().zip(keyed) {
        *place = row;
    }
}

fn is_held_out(id: &str, plan: &AudiencePlan) -> bool {
    // FNV-1a, then a scramble: alike ids must not share their fate.
    let hash = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut random = SplitMix64::new(hash ^ (u64::from(plan.seed) << 32 | u64::from(plan.seed)));
    random.next_bits();
    random.uniform() < plan.holdout
}

fn check(spec: &AudienceSpec, plan: &AudiencePlan) -> Result<(), Diagnostic> {
    let bad = |what: String, hint: String| Err(Diagnostic::error("bad_audience", what).hint(hint));
    if let Some(column) = plan.groups.keys().find(|column| !spec.groups.contains(&column.as_str())) {
        return bad(
            format!("People cannot be chosen by “{column}”."),
            format!("Choose by {}.", spec.groups.join(", ")),
        );
    }
    if !spec.ranks.contains(&plan.rank.as_str()) {
        return bad(
            format!("People cannot be ranked by “{}”.", plan.rank),
            format!("Rank by {}.", spec.ranks.join(", ")),
        );
    }
    if !(plan.cost >= 0.0 && plan.cost.is_finite()) {
        return bad("What a contact costs cannot be below 0.".to_owned(), "Enter 0 or more.".to_owned());
    }
    if plan.budget.is_some_and(|budget| !(budget >= 0.0 && budget.is_finite())) {
        return bad(
            "A budget cannot be below 0.".to_owned(),
            "Enter 0 or more, or leave it empty for no limit.".to_owned(),
        );
    }
    if !(0.0..1.0).contains(&plan.holdout) {
        return bad("The share held out must lie from 0 to below 100%.".to_owned(), "10% is usual.".to_owned());
    }
    Ok(())
}

/// The numbers of a column; nothing where it holds none.
fn numbers<'a>(table: &'a Table, name: &str) -> Box<dyn Fn(usize) -> Option<f64> + 'a> {
    match table.cells(name) {
        Some(Cells::Float(cell)) => Box::new(move |row| cell(row)),
        Some(Cells::Int(cell)) => Box::new(move |row| cell(row).map(|value| value as f64)),
        _ => Box::new(|_| None),
    }
}

/// Whether a cell's text is as asked; null is empty.
fn with_text(table: &Table, column: &str, row: usize, mut holds: impl FnMut(&str) -> bool) -> bool {
    match table.cells(column) {
        Some(Cells::Text(cell)) => holds(cell(row).as_deref().unwrap_or_default()),
        Some(cells) => holds(cell_text(cells, row).as_deref().unwrap_or_default()),
        None => false,
    }
}

/// The distinct texts of a column with how many rows have each: the most first, then by text. Null is empty.
fn values(table: &Table, column: &str) -> Vec<(String, u32)> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for row in 0..table.rows() {
        with_text(table, column, row, |text| {
            if let Some(count) = counts.get_mut(text) {
                *count += 1;
            } else {
                counts.insert(text.to_owned(), 1);
            }
            true
        });
    }
    let mut values: Vec<(String, u32)> = counts.into_iter().collect();
    values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    values
}

//! Header cells to column names, and column names to the columns of an input table.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::limits::MAX_COLUMNS;
use crate::pipelines::SPECS;
use crate::pipelines::spec::{InputColumn, InputSpec, PipelineSpec};
use crate::protocol::{Binding, FileMatch};

/// Names for header cells: trimmed, empty ones `Unnamed: i` (0-based), repeated ones with `_2`, `_3`.
pub fn names<S: AsRef<str>>(header: &[S]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // The number that a repeated name got last: a header of thousands of equal cells must not be searched for each.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (index, cell) in header.iter().enumerate() {
        // A byte order mark in the middle of a file, where two were joined, is no letter.
        let text = cell.as_ref().trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        let base = if text.is_empty() { format!("Unnamed: {index}") } else { text.to_owned() };
        let mut name = base.clone();
        if taken.contains(&name) {
            let count = counts.entry(base.clone()).or_insert(1);
            while taken.contains(&name) {
                *count += 1;
                name = format!("{base}_{count}");
            }
        }
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// A name as aliases are compared: lower case, letters and digits only.
pub fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a header cell is a name of some pipeline's input column that is `wanted`.
pub(super) fn names_some(header: &str, wanted: impl Fn(&InputColumn) -> bool) -> bool {
    let name = plain(header);
    let columns = SPECS.iter().flat_map(|spec| spec.inputs).flat_map(|input| input.columns);
    columns.filter(|column| wanted(column)).any(|column| column.aliases.contains(&name.as_str()))
}

/// The source column of each input column, in the input's order: the first alias that matches wins, then the leftmost
/// source column; a source column is used once (spec sales.md, section 1).
pub fn bind(input: &InputSpec, columns: &[String]) -> Vec<Option<usize>> {
    let plain_names: Vec<String> = columns.iter().map(|name| plain(name)).collect();
    let mut used = vec![false; columns.len()];
    input
        .columns
        .iter()
        .map(|column| {
            let found = column
                .aliases
                .iter()
                .find_map(|alias| (0..columns.len()).find(|&index| !used[index] && plain_names[index] == *alias));
            if let Some(index) = found {
                used[index] = true;
            }
            found
        })
        .collect()
}

/// How many of these header cells the input table that knows most of them knows; none of a line too wide for a table.
pub fn recognised<S: AsRef<str>>(header: &[S]) -> usize {
    if header.len() > MAX_COLUMNS {
        return 0;
    }
    let columns = names(header);
    let inputs = SPECS.iter().flat_map(|pipeline| pipeline.inputs);
    inputs.map(|input| bind(input, &columns).iter().flatten().count()).max().unwrap_or(0)
}

/// Names of what an input needs and `bindings` lacks; alternatives are named together.
pub fn missing(input: &InputSpec, bindings: &[Option<usize>]) -> Vec<String> {
    let has =
        |name: &str| input.columns.iter().zip(bindings).any(|(column, source)| column.name == name && source.is_some());
    let mut missing: Vec<String> = input
        .columns
        .iter()
        .zip(bindings)
        .filter(|(column, source)| column.required && source.is_none())
        .map(|(column, _)| column.name.to_owned())
        .collect();
    if !input.alternatives.is_empty() && !input.alternatives.iter().any(|set| set.iter().all(|name| has(name))) {
        let sets: Vec<String> = input.alternatives.iter().map(|set| set.join(" and ")).collect();
        missing.push(sets.join(", or "));
    }
    missing
}

/// How well a file of these columns fits an input table; `None` when nothing that the input needs is there. The columns
/// decide; the file's name speaks for one of several inputs that fit alike.
pub fn fit(pipeline: &PipelineSpec, input: &InputSpec, file: &str, columns: &[String]) -> Option<FileMatch> {
    let bindings = bind(input, columns);
    let needed = |name: &str, required: bool| required || input.alternatives.iter().any(|set| set.contains(&name));
    let missing = missing(input, &bindings);
    let weight = |required: bool| if required { 2.0 } else { 1.0 };
    let (mut found, mut all, mut needed_found) = (0.0, 0.0, 0);
    for (column, source) in input.columns.iter().zip(&bindings) {
        let is_needed = needed(column.name, column.required);
        // An optional column that is not there says nothing against the match.
        if is_needed || source.is_some() {
            all += weight(is_needed);
        }
        if source.is_some() {
            found += weight(is_needed);
            needed_found += usize::from(is_needed);
        }
    }
    if needed_found == 0 {
        return None;
    }
    let plain_file = plain(file);
    let hint = input.hints.iter().find(|hint| plain_file.contains(**hint));
    let confidence = if missing.is_empty() { 1.0 } else { found / all * 0.9 };
    let evidence = format!(
        "{} of its {} columns {} known{}",
        bindings.iter().flatten().count(),
        columns.len(),
        if columns.len() == 1 { "is" } else { "are" },
        hint.map_or_else(String::new, |hint| format!("; its name holds “{hint}”"))
    );
    let bindings = input
        .columns
        .iter()
        .zip(bindings)
        .map(|(column, source)| Binding {
            input_column: column.name.to_owned(),
            required: column.required,
            source,
            evidence: source
                .map_or_else(String::new, |index| format!("the name “{}” means {}", columns[index], column.name)),
        })
        .collect();
    Some(FileMatch {
        pipeline: pipeline.id.to_owned(),
        input: input.name.to_owned(),
        confidence,
        named: hint.is_some(),
        evidence,
        bindings,
        missing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipelines::sales;

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn header_cells_become_distinct_names() {
        assert_eq!(names(&["", " Date ", "x", "x", "x_2", "x"]), ["Unnamed: 0", "Date", "x", "x_2", "x_2_2", "x_3"]);
    }

    #[test]
    fn the_first_alias_wins_then_the_leftmost_column() {
        let input = &sales::SPEC.inputs[0];
        let columns = owned(&["Unnamed: 0", "Order Date", "date", "Customer ID", "Order ID", "Sales"]);
        let bound = bind(input, &columns);
        assert_eq!(bound[0], Some(2), "`date` comes before `orderdate`");
        assert_eq!(&bound[1..4], [Some(3), Some(4), Some(5)]);
        assert_eq!(bound.last(), Some(&Some(0)));
        assert!(missing(input, &bound).is_empty());
    }

    #[test]
    fn what_is_missing_is_named() {
        let input = &sales::SPEC.inputs[0];
        let bound = bind(input, &owned(&["date", "client", "quantity"]));
        assert_eq!(missing(input, &bound), ["order_id", "sales, or quantity and unit_price"]);
        assert!(fit(&sales::SPEC, input, "x.csv", &owned(&["colour", "weight"])).is_none());
    }
}

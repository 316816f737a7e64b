//! Header cells to column names, and column names to the columns of an input table.

use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::protocol::{Binding, FileMatch};

/// Names for header cells: trimmed, empty ones `Unnamed: i` (0-based), repeated ones with `_2`, `_3`.
pub fn names<S: AsRef<str>>(header: &[S]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (index, cell) in header.iter().enumerate() {
        let text = cell.as_ref().trim();
        let base = if text.is_empty() { format!("Unnamed: {index}") } else { text.to_owned() };
        let mut name = base.clone();
        let mut count = 1;
        while names.contains(&name) {
            count += 1;
            name = format!("{base}_{count}");
        }
        names.push(name);
    }
    names
}

/// A name as aliases are compared: lower case, letters and digits only.
pub fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

/// How well columns fit an input table; `None` when nothing that the input needs is there.
pub fn fit(pipeline: &PipelineSpec, input: &InputSpec, columns: &[String]) -> Option<FileMatch> {
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
    let confidence = if missing.is_empty() { 1.0 } else { found / all * 0.9 };
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
    Some(FileMatch { pipeline: pipeline.id.to_owned(), input: input.name.to_owned(), confidence, bindings, missing })
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
        assert!(fit(&sales::SPEC, input, &owned(&["colour", "weight"])).is_none());
    }
}

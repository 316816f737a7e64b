//! What a person chose for a run, against what the files have.

use std::collections::BTreeMap;

use crate::base::Diagnostic;
use crate::engine::ingest::columns::{bind, missing, plain};
use crate::pipelines::spec::{InputKind, InputSpec, Privacy};
use crate::pipelines::values::Values;
use crate::protocol::{FileUse, Reading, ReadingChoice};

/// The source column of each column of the input, in a file of these columns.
///
/// # Errors
/// A sentence when columns that the input needs are missing, or one is chosen for two.
pub(super) fn bindings(
    input: &InputSpec,
    file: &FileUse,
    name: &str,
    columns: &[String],
    values: &Values,
) -> Result<Vec<Option<usize>>, Diagnostic> {
    let mut bindings = bind(input, columns);
    if let Some(mapping) = &file.mapping {
        choose(&mut bindings, input, mapping, columns.len());
    }
    if let Some((source, pair)) = used_twice(input, &bindings) {
        return Err(Diagnostic::error(
            "column_used_twice",
            format!("The column “{}” of “{name}” is chosen for both {} and {}.", columns[source], pair.0, pair.1),
        )
        .in_file(name)
        .hint("A source column feeds one input column: choose another one for one of them."));
    }
    if let Some((source, column)) = bared(input, &bindings, columns) {
        let message =
            format!("The column “{}” of “{name}” holds card data, so it cannot feed {column}.", columns[source]);
        return Err(Diagnostic::error("private_column", message).in_file(name).hint("Choose another source column."));
    }
    let mut missing = missing(input, &bindings);
    let lifted = |name: &String| {
        input.columns.iter().any(|column| {
            column.name == name && column.required_unless.is_some_and(|(parameter, value)| values.is(parameter, value))
        })
    };
    missing.retain(|name| !lifted(name));
    if !missing.is_empty() {
        return Err(Diagnostic::error(
            "missing_columns",
            format!(
                "“{name}” lacks columns that the input “{}” needs: {}. It has {}.",
                input.name,
                missing.join("; "),
                columns.join(", ")
            ),
        )
        .in_file(name)
        .hint("Choose the source columns by hand, or add them to the export."));
    }
    Ok(bindings)
}

/// A source column that is private by its name and is chosen for a column of which everything would be kept.
fn bared(input: &InputSpec, bindings: &[Option<usize>], columns: &[String]) -> Option<(usize, &'static str)> {
    let (private, open): (Vec<_>, Vec<_>) =
        input.columns.iter().zip(bindings).partition(|(column, _)| column.privacy != Privacy::Open);
    let is_private = |source: usize| {
        let name = plain(&columns[source]);
        private.iter().any(|(column, _)| column.aliases.contains(&name.as_str()))
    };
    let mut bound = open.into_iter().filter_map(|(column, source)| Some(((*source)?, column.name)));
    bound.find(|(source, _)| is_private(*source))
}

/// The note that names the columns of a file that are not read; none where an input compares rows in all columns.
pub(super) fn unused(
    input: &InputSpec,
    name: &str,
    columns: &[String],
    bindings: &[Option<usize>],
) -> Option<Diagnostic> {
    const NAMED: usize = 12;
    let unused = columns.iter().enumerate().filter(|(index, _)| !bindings.contains(&Some(*index)));
    let unused: Vec<&str> = unused.map(|(_, column)| column.as_str()).collect();
    if unused.is_empty() || input.compares_other_columns {
        return None;
    }
    let more = match unused.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let names = unused[..unused.len().min(NAMED)].join(", ");
    let message = format!("“{name}” has columns that “{}” does not use: {names}{more}.", input.name);
    Some(Diagnostic::info("columns_unused", message).in_file(name))
}

/// The first source column that feeds two input columns, and their names.
fn used_twice(input: &InputSpec, bindings: &[Option<usize>]) -> Option<(usize, (&'static str, &'static str))> {
    bindings.iter().enumerate().find_map(|(index, source)| {
        let source = (*source)?;
        let first = bindings[..index].iter().position(|other| *other == Some(source))?;
        Some((source, (input.columns[first].name, input.columns[index].name)))
    })
}

/// By column of the input: how its cells are to be read.
///
/// # Errors
/// A sentence for a column that the input does not have, and for a reading that does not suit it.
pub(super) fn readings(input: &InputSpec, choices: &[ReadingChoice]) -> Result<Vec<Option<Reading>>, Diagnostic> {
    let mut readings = vec![None; input.columns.len()];
    for choice in choices.iter().filter(|choice| choice.input == input.name) {
        let column = input.columns.iter().position(|column| column.name == choice.column);
        let Some(column) = column.filter(|column| suits(input.columns[*column].kind, choice.reading)) else {
            return Err(Diagnostic::error(
                "bad_reading",
                format!(
                    "“{}” of the input “{}” cannot be read as {}.",
                    choice.column,
                    input.name,
                    choice.reading.label()
                ),
            )
            .hint("Dates can be read as dmy, mdy, excel1900 or excel1904, numbers as point, comma or percent."));
        };
        readings[column] = Some(choice.reading);
    }
    Ok(readings)
}

fn suits(kind: InputKind, reading: Reading) -> bool {
    match kind {
        InputKind::Date => Reading::OF_DATES.contains(&reading),
        InputKind::Number => Reading::OF_NUMBERS.contains(&reading),
        InputKind::Id | InputKind::Text => false,
    }
}

/// Puts the user's choices in place of the automatic ones; a source column chosen twice goes to the choice.
pub(in crate::engine) fn choose(
    bindings: &mut [Option<usize>],
    input: &InputSpec,
    mapping: &BTreeMap<String, Option<usize>>,
    columns: usize,
) {
    for binding in bindings.iter_mut() {
        if binding.is_some() && mapping.values().any(|chosen| chosen == binding) {
            *binding = None;
        }
    }
    for (binding, column) in bindings.iter_mut().zip(input.columns) {
        if let Some(chosen) = mapping.get(column.name) {
            *binding = chosen.filter(|index| *index < columns);
        }
    }
}

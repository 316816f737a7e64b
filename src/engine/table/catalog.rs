//! The registry of a run's tables, in the order of the pipeline's list.

use super::Table;
use crate::base::Diagnostic;

/// All tables of a run.
#[derive(Debug, Default)]
pub struct Catalog {
    tables: Vec<Table>,
}

impl Catalog {
    /// Registers a table.
    pub fn add(&mut self, table: Table) {
        debug_assert!(self.get(table.spec.name).is_none(), "table {} registered twice", table.spec.name);
        self.tables.push(table);
    }

    /// The table of this name or alias.
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.spec.name == name || table.spec.alias == Some(name))
    }

    /// The table of this name, or a sentence that names those there are.
    pub fn find(&self, name: &str) -> Result<&Table, Diagnostic> {
        self.get(name).ok_or_else(|| {
            let names: Vec<&str> = self.tables.iter().map(|table| table.spec.name).collect();
            Diagnostic::error("unknown_table", format!("There is no table “{name}” in this run.")).hint(
                if names.is_empty() {
                    "Run a pipeline first.".to_owned()
                } else {
                    format!("Its tables are {}.", names.join(", "))
                },
            )
        })
    }

    /// The tables in their order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }
}

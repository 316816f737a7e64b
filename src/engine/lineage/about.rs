//! What there is to say about a box of the graph.

use super::{Graph, Thing, counted, rows_text};
use crate::base::format;
use crate::pipelines::spec::{ColumnKind, InputColumn, InputKind, InputSpec, TableSpec};
use crate::present::dashboard::Widget;
use crate::protocol::LineageAbout;

type Facts = Vec<(String, String)>;

impl Graph<'_> {
    /// The box with this id, in words.
    pub(super) fn about(&self, id: &str) -> Option<LineageAbout> {
        let place = self.place(id)?;
        let line = |(other, edge): (usize, &(usize, usize, Option<u32>))| {
            [self.ids[other].clone(), self.things[other].title(), edge.2.map(rows_text).unwrap_or_default()]
        };
        let from = self.edges.iter().filter(|edge| edge.1 == place).map(|edge| line((edge.0, edge)));
        let to = self.edges.iter().filter(|edge| edge.0 == place).map(|edge| line((edge.1, edge)));
        let thing = &self.things[place];
        let common = LineageAbout {
            id: id.to_owned(),
            title: thing.title(),
            from: from.collect(),
            to: to.collect(),
            ..LineageAbout::default()
        };
        Some(self.told(thing, common))
    }

    fn told(&self, thing: &Thing<'_>, common: LineageAbout) -> LineageAbout {
        match thing {
            Thing::Files(_, files) => {
                let bytes = files.iter().map(|file| file.bytes).sum();
                let rows: u32 = files.iter().map(|file| file.rows).sum();
                let (what, doc) = match files.len() {
                    1 => ("File", "Read in this tab; it has not left this computer."),
                    _ => ("Files", "Read in this tab; they have not left this computer."),
                };
                let facts = vec![fact("Size", format::bytes(bytes)), fact("Rows read", rows_text(rows))];
                LineageAbout { what: what.to_owned(), doc: doc.to_owned(), facts, ..common }
            }
            Thing::Input(count) => {
                let spec = self.origins.spec.inputs.iter().find(|input| input.name == count.input);
                let facts = vec![
                    fact("Grain", spec.map_or("", |spec| spec.grain)),
                    fact("Files", format::integer(count.files as u64)),
                    fact("Rows read", rows_text(count.rows_read)),
                    fact("Accepted", rows_text(count.rows_accepted)),
                    fact("Rejected", rows_text(count.rows_rejected)),
                ];
                let doc = "What the pipeline reads: columns of the files, matched by name or by hand.".to_owned();
                LineageAbout { what: "Input".to_owned(), doc, facts, columns: input_columns(spec), ..common }
            }
            Thing::Table(spec, rows) => {
                let mut facts = table_facts(spec);
                facts.push(fact("Rows", rows_text(*rows)));
                LineageAbout {
                    what: format!("{} table", spec.layer.label()),
                    doc: spec.doc.to_owned(),
                    facts,
                    columns: table_columns(spec),
                    table: Some(spec.name.to_owned()),
                    ..common
                }
            }
            Thing::Section(section) => {
                let count = section.widgets.iter().map(|widget| 1 + widget.tabs.len()).sum();
                let doc = format!("{} of the dashboard.", counted(count, "widget", "widgets"));
                let section = Some(section.id.to_owned());
                LineageAbout { what: "Dashboard section".to_owned(), doc, section, ..common }
            }
            Thing::Widget(section, widget) => {
                let (spec, facts) = self.shown(widget, section.title);
                LineageAbout {
                    what: "Widget".to_owned(),
                    doc: widget.help.to_owned(),
                    facts,
                    columns: spec.map(table_columns).unwrap_or_default(),
                    section: Some(section.id.to_owned()),
                    widget: Some(widget.id.to_owned()),
                    ..common
                }
            }
        }
    }

    /// The table or view that a widget shows.
    fn shown(&self, widget: &Widget, section: &str) -> (Option<&'static TableSpec>, Facts) {
        let origins = self.origins;
        let registered = origins.tables.get(widget.table).map(|table| table.spec);
        let spec = registered.or_else(|| origins.views.get(widget.table).map(|view| view.spec));
        let what = if registered.is_some() { "Table" } else { "View" };
        let mut facts = vec![fact("Section", section), fact(what, widget.table)];
        if let Some(spec) = spec {
            facts.push(fact("Grain", spec.grain));
            facts.push(fact("Meaning", spec.doc));
        }
        (spec, facts)
    }
}

fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

fn table_facts(spec: &TableSpec) -> Facts {
    let mut facts = vec![fact("Grain", spec.grain)];
    if !spec.primary_key.is_empty() {
        facts.push(fact("Key", spec.primary_key.join(", ")));
    }
    facts.push(fact("Order", spec.order));
    if let Some(alias) = spec.alias {
        facts.push(fact("Also called", alias));
    }
    facts
}

fn table_columns(spec: &TableSpec) -> Vec<[String; 3]> {
    spec.columns.iter().map(|column| [column.name, kind(column.kind), column.doc].map(str::to_owned)).collect()
}

fn input_columns(spec: Option<&InputSpec>) -> Vec<[String; 3]> {
    let columns = spec.map(|spec| spec.columns).unwrap_or_default();
    let line = |column: &InputColumn| {
        let kind = match column.kind {
            InputKind::Date => "date",
            InputKind::Id => "id",
            InputKind::Number => "number",
            InputKind::Text => "text",
        };
        let needed = if column.required { "needed" } else { "optional" };
        [column.name.to_owned(), format!("{kind}, {needed}"), column.doc.to_owned()]
    };
    columns.iter().map(line).collect()
}

fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Id => "id",
        ColumnKind::Text => "text",
        ColumnKind::Integer => "whole number",
        ColumnKind::Flag => "yes or no",
        ColumnKind::Number => "number",
        ColumnKind::Money => "money",
        ColumnKind::Percent => "percent, 0–100",
        ColumnKind::Share => "share, 0–1",
        ColumnKind::Date => "date",
    }
}

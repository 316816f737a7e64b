//! The graph of origins of a run: from its files over its tables to the dashboard, drawn for the box that is looked at.
//!
//! It is made from the registry alone, so that it is right for every pipeline. Views, which only one widget or a few show,
//! stand for nothing by themselves: what they are made from leads to the widgets.

mod about;

use super::ingest::RawTable;
use super::table::Catalog;
use crate::base::{Phase, format};
use crate::pipelines::spec::{PipelineSpec, TableSpec};
use crate::present::dashboard::{Dashboard, Section, Widget};
use crate::present::lineage::{BOX_WIDTH, Item, arrange};
use crate::protocol::{InputCount, Lineage, LineageBand, LineageBox, LineageEdge, Tie};

/// The groups of columns; the phases are those between the first and the last.
const BANDS: [&str; 5] = ["Files", "Staging", "Warehouse", "Business", "Dashboard"];
const DASHBOARD: usize = BANDS.len() - 1;
/// Files of one input that are drawn one by one; more are one box.
const MAX_FILES: usize = 6;
/// Heights of boxes with a note and without.
const HEIGHT: f64 = 54.0;
const LOW_HEIGHT: f64 = 36.0;
/// Room above the boxes for the names of the bands.
const HEAD: f64 = 40.0;

/// A file that was read.
#[derive(Debug, Clone)]
pub(super) struct ReadFile {
    input: &'static str,
    name: String,
    bytes: u64,
    rows: u32,
}

/// The files that input tables were read from.
pub(super) fn read_files(inputs: &[RawTable]) -> Vec<ReadFile> {
    let of_input = |table: &RawTable| {
        let input = table.spec.name;
        let files = table.files.iter().map(move |file| ReadFile {
            input,
            name: file.name.clone(),
            bytes: file.bytes,
            rows: file.rows as u32,
        });
        files.collect::<Vec<_>>()
    };
    inputs.iter().flat_map(of_input).collect()
}

/// What a run knows of where its tables come from.
pub(super) struct Origins<'a> {
    pub(super) spec: &'static PipelineSpec,
    pub(super) tables: &'a Catalog,
    /// The tables behind the dashboard, views among them.
    pub(super) views: &'a Catalog,
    pub(super) inputs: &'a [InputCount],
    pub(super) files: &'a [ReadFile],
}

/// What a box stands for.
enum Thing<'a> {
    Files(&'a str, Vec<&'a ReadFile>),
    Input(&'a InputCount),
    Table(&'static TableSpec, u32),
    Section(Section),
    Widget(Section, Widget),
}

impl Thing<'_> {
    fn id(&self) -> String {
        match self {
            Self::Files(input, files) if files.len() > 1 => format!("files:{input}"),
            Self::Files(_, files) => format!("file:{}", files.first().map_or("", |file| file.name.as_str())),
            Self::Input(input) => format!("input:{}", input.input),
            Self::Table(spec, _) => spec.name.to_owned(),
            Self::Section(section) => section_id(section.id),
            Self::Widget(_, widget) => format!("widget:{}", widget.id),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Files(_, files) => match files[..] {
                [file] => file.name.clone(),
                _ => format!("{} files", format::integer(files.len() as u64)),
            },
            Self::Input(input) => format!("Input “{}”", input.input),
            Self::Table(spec, _) => spec.name.to_owned(),
            Self::Section(section) => section.title.to_owned(),
            Self::Widget(_, widget) if widget.tab.is_empty() => widget.title.to_owned(),
            Self::Widget(_, widget) => format!("{}: {}", widget.title, widget.tab),
        }
    }

    /// How many rows it has; a widget has none of its own.
    fn rows(&self) -> Option<u32> {
        match self {
            Self::Files(_, files) => Some(files.iter().map(|file| file.rows).sum()),
            Self::Input(input) => Some(input.rows_read),
            Self::Table(_, rows) => Some(*rows),
            Self::Section(_) | Self::Widget(..) => None,
        }
    }

    fn note(&self) -> String {
        match self {
            Self::Section(section) => {
                let count = section.widgets.iter().map(|widget| 1 + widget.tabs.len()).sum();
                counted(count, "widget", "widgets")
            }
            _ => self.rows().map(rows_text).unwrap_or_default(),
        }
    }

    fn band(&self) -> usize {
        match self {
            Self::Files(..) | Self::Input(_) => 0,
            Self::Table(spec, _) => place(spec.layer),
            Self::Section(_) | Self::Widget(..) => DASHBOARD,
        }
    }
}

fn place(layer: Phase) -> usize {
    Phase::ALL.iter().position(|phase| *phase == layer).unwrap_or(0)
}

fn section_id(section: &str) -> String {
    format!("section:{section}")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", format::integer(count as u64), if count == 1 { one } else { many })
}

fn rows_text(rows: u32) -> String {
    counted(rows as usize, "row", "rows")
}

/// The graph before it is drawn.
struct Graph<'a> {
    origins: &'a Origins<'a>,
    things: Vec<Thing<'a>>,
    ids: Vec<String>,
    /// From, to, and the rows that flow.
    edges: Vec<(usize, usize, Option<u32>)>,
}

/// The graph, drawn for the box with this id. The section of the dashboard that it is, or is in, is unfolded into widgets.
pub(super) fn lineage(origins: &Origins<'_>, about: Option<&str>) -> Lineage {
    let graph = Graph::new(origins, about);
    let ties = graph.ties(about);
    let is_looked_at = ties.contains(&Tie::Own);
    let items: Vec<Item> =
        graph.things.iter().map(|thing| Item { band: thing.band(), height: height(thing) }).collect();
    let pairs: Vec<(usize, usize)> = graph.edges.iter().map(|(from, to, _)| (*from, *to)).collect();
    let placed = arrange(&items, &pairs);
    let boxes = graph.things.iter().zip(&graph.ids).zip(&items).zip(placed.places.iter().zip(&ties));
    let boxes = boxes.map(|(((thing, id), item), ((x, y), tie))| LineageBox {
        id: id.clone(),
        title: thing.title(),
        note: thing.note(),
        layer: layer_word(thing),
        x: *x,
        y: *y + HEAD,
        width: BOX_WIDTH,
        height: item.height,
        tie: *tie,
    });
    let edges = graph.edges.iter().zip(&placed.routes).map(|((from, to, rows), route)| {
        let lit = ties[*from] != Tie::Apart && ties[*to] != Tie::Apart && !crosses(ties[*from], ties[*to]);
        let near = ties[*from] == Tie::Own || ties[*to] == Tie::Own;
        let (start, end) = (route[route.len() - 2], route[route.len() - 1]);
        LineageEdge {
            from: *from as u32,
            to: *to as u32,
            path: outline(route),
            rows: rows.map(|rows| format::integer(u64::from(rows))).unwrap_or_default(),
            x: f64::midpoint(start.0, end.0),
            y: f64::midpoint(start.1, end.1) + HEAD,
            lit,
            near,
            // Of the whole graph where they say the most: on the one way that leads somewhere.
            told: if is_looked_at { near } else { graph.sources_of(*to).count() == 1 },
        }
    });
    let bands = BANDS.iter().zip(&placed.bands).filter(|(_, (from, to))| from < to);
    Lineage {
        bands: bands
            .map(|(title, (x, end))| LineageBand { title: (*title).to_owned(), x: *x, width: end - x })
            .collect(),
        boxes: boxes.collect(),
        edges: edges.collect(),
        width: placed.width,
        height: placed.height + HEAD,
        about: about.and_then(|id| graph.about(id)),
    }
}

/// Edges between a source and a result pass by what is looked at.
fn crosses(from: Tie, to: Tie) -> bool {
    (from, to) == (Tie::Source, Tie::Result)
}

fn height(thing: &Thing<'_>) -> f64 {
    if matches!(thing, Thing::Widget(..)) { LOW_HEIGHT } else { HEIGHT }
}

fn layer_word(thing: &Thing<'_>) -> String {
    match thing {
        Thing::Table(spec, _) => spec.layer.label().to_lowercase(),
        Thing::Files(..) | Thing::Input(_) => Phase::Reading.label().to_lowercase(),
        Thing::Section(_) | Thing::Widget(..) => "dashboard".to_owned(),
    }
}

/// Bends between points that are apart, level lines in lanes.
fn outline(route: &[(f64, f64)]) -> String {
    let number = |value: f64| format::f64_text(libm::round(value * 10.0) / 10.0);
    let point = |(x, y): (f64, f64)| format!("{} {}", number(x), number(y + HEAD));
    let mut path = format!("M{}", point(route[0]));
    for bend in route.chunks_exact(2) {
        let middle = f64::midpoint(bend[0].0, bend[1].0);
        if bend[0] != route[0] {
            path.push_str(&format!("L{}", point(bend[0])));
        }
        path.push_str(&format!("C{} {} {}", point((middle, bend[0].1)), point((middle, bend[1].1)), point(bend[1])));
    }
    path
}

impl<'a> Graph<'a> {
    fn new(origins: &'a Origins<'a>, about: Option<&str>) -> Self {
        let mut things = Vec::new();
        for input in origins.inputs {
            let files: Vec<&ReadFile> = origins.files.iter().filter(|file| file.input == input.input).collect();
            if files.len() > MAX_FILES {
                things.push(Thing::Files(&input.input, files));
            } else {
                things.extend(files.into_iter().map(|file| Thing::Files(&input.input, vec![file])));
            }
            things.push(Thing::Input(input));
        }
        things.extend(origins.tables.tables().iter().map(|table| Thing::Table(table.spec, table.rows() as u32)));
        let dashboard = (origins.spec.dashboard)();
        let open = about.and_then(|about| unfolded(&dashboard, about));
        let widgets = dashboard.sections.iter().filter(|section| Some(section.id) == open).flat_map(|section| {
            let looks = section.widgets.iter().flat_map(|widget| std::iter::once(widget).chain(&widget.tabs));
            looks.map(|look| Thing::Widget(section.clone(), look.clone()))
        });
        let widgets: Vec<Thing<'a>> = widgets.collect();
        things.extend(dashboard.sections.into_iter().map(Thing::Section));
        things.extend(widgets);
        let ids = things.iter().map(Thing::id).collect();
        let mut graph = Self { origins, things, ids, edges: Vec::new() };
        graph.connect();
        graph
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|own| own == id)
    }

    fn connect(&mut self) {
        let mut edges = Vec::new();
        for (to, thing) in self.things.iter().enumerate() {
            let mut sources: Vec<usize> = match thing {
                Thing::Files(..) => Vec::new(),
                Thing::Input(input) => {
                    let feeds =
                        |other: &&usize| matches!(self.things[**other], Thing::Files(name, _) if *name == input.input);
                    (0..to).collect::<Vec<_>>().iter().filter(feeds).copied().collect()
                }
                Thing::Table(spec, _) => spec.sources.iter().filter_map(|source| self.source(source)).collect(),
                Thing::Widget(_, widget) => self.behind(widget),
                Thing::Section(section) => self.of_section(section),
            };
            sources.sort_unstable();
            sources.dedup();
            edges.extend(sources.into_iter().filter(|from| *from != to).map(|from| (from, to, self.flow(from, to))));
        }
        self.edges = edges;
    }

    /// A table's source: another table, or an input.
    fn source(&self, name: &str) -> Option<usize> {
        self.place(name).or_else(|| self.place(&format!("input:{name}")))
    }

    /// The tables that a widget shows, itself or by its view.
    fn behind(&self, widget: &Widget) -> Vec<usize> {
        let (mut open, mut found, mut seen) = (vec![widget.table], Vec::new(), Vec::new());
        while let Some(name) = open.pop() {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            match self.source(name) {
                Some(place) => found.push(place),
                None => open.extend(self.origins.views.get(name).map(|view| view.spec.sources).unwrap_or_default()),
            }
        }
        found
    }

    /// What a section is made from: its widgets where it is unfolded, else their tables.
    fn of_section(&self, section: &Section) -> Vec<usize> {
        let looks = || section.widgets.iter().flat_map(|widget| std::iter::once(widget).chain(&widget.tabs));
        let own: Vec<usize> = looks().filter_map(|look| self.place(&format!("widget:{}", look.id))).collect();
        if own.is_empty() { looks().flat_map(|look| self.behind(look)).collect() } else { own }
    }

    /// The rows that flow along an edge: of a table with the key of its source as many as it has, for it has taken these
    /// and no others; else all of the source's.
    fn flow(&self, from: usize, to: usize) -> Option<u32> {
        let all = self.things[from].rows()?;
        if let (Thing::Table(source, _), Thing::Table(spec, rows)) = (&self.things[from], &self.things[to])
            && source.primary_key == spec.primary_key
            && !spec.primary_key.is_empty()
            && source.layer == spec.layer
        {
            return Some(all.min(*rows));
        }
        Some(all)
    }

    /// How each box is tied to the one with this id.
    fn ties(&self, about: Option<&str>) -> Vec<Tie> {
        let mut ties = vec![Tie::Apart; self.things.len()];
        let Some(own) = about.and_then(|id| self.place(id)) else { return ties };
        let mut follow = |tie: Tie, next: &dyn Fn(usize) -> Vec<usize>| {
            let mut open = next(own);
            while let Some(place) = open.pop() {
                if ties[place] == Tie::Apart {
                    ties[place] = tie;
                    open.extend(next(place));
                }
            }
        };
        follow(Tie::Source, &|place| self.sources_of(place).collect());
        follow(Tie::Result, &|place| self.results_of(place).collect());
        ties[own] = Tie::Own;
        ties
    }

    fn sources_of(&self, place: usize) -> impl Iterator<Item = usize> {
        self.edges.iter().filter(move |edge| edge.1 == place).map(|edge| edge.0)
    }

    fn results_of(&self, place: usize) -> impl Iterator<Item = usize> {
        self.edges.iter().filter(move |edge| edge.0 == place).map(|edge| edge.1)
    }
}

/// The section that is looked at, or a widget of it.
fn unfolded(dashboard: &Dashboard, about: &str) -> Option<&'static str> {
    let holds = |section: &&Section| {
        let mut looks = section.widgets.iter().flat_map(|widget| std::iter::once(widget).chain(&widget.tabs));
        about == section_id(section.id) || looks.any(|look| about == format!("widget:{}", look.id))
    };
    dashboard.sections.iter().find(holds).map(|section| section.id)
}

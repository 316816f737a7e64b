//! The graph of origins as it is drawn: from files over tables to the dashboard.

use serde::{Deserialize, Serialize};

/// The graph, in CSS pixels from its top left corner, and what there is to say about the box that is looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lineage {
    pub bands: Vec<LineageBand>,
    pub boxes: Vec<LineageBox>,
    pub edges: Vec<LineageEdge>,
    pub width: f64,
    pub height: f64,
    pub about: Option<LineageAbout>,
}

/// A group of columns with its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineageBand {
    pub title: String,
    pub x: f64,
    pub width: f64,
}

/// How a box is tied to the one that is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tie {
    #[default]
    Apart,
    Own,
    /// It is made from this.
    Source,
    /// This is made from it.
    Result,
}

/// A file, an input, a table, a widget, or a section of the dashboard.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LineageBox {
    /// Of a table its name; of others with what they are and a colon before it.
    pub id: String,
    pub title: String,
    /// How much there is of it.
    pub note: String,
    /// `reading`, `staging`, `warehouse`, `business` or `dashboard`.
    pub layer: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub tie: Tie,
}

/// Rows that flow from one box to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineageEdge {
    /// Indices of the boxes.
    pub from: u32,
    pub to: u32,
    /// The outline, as SVG writes it.
    pub path: String,
    /// How many rows; empty where that is not known.
    pub rows: String,
    /// Where that is written: its middle.
    pub x: f64,
    pub y: f64,
    /// Both ends are tied to what is looked at, by this edge.
    pub lit: bool,
    /// One end is what is looked at.
    pub near: bool,
    /// Whether its rows are written on it: on all at once they would hide one another.
    pub told: bool,
}

/// All that is known of a box.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LineageAbout {
    pub id: String,
    pub title: String,
    /// What it is, in a word or two.
    pub what: String,
    pub doc: String,
    /// Names and values, such as its grain and its key.
    pub facts: Vec<(String, String)>,
    /// What it is made from: ids, titles and rows.
    pub from: Vec<[String; 3]>,
    /// What is made from it.
    pub to: Vec<[String; 3]>,
    /// Names, kinds and meanings.
    pub columns: Vec<[String; 3]>,
    /// The registered table whose rows can be looked at.
    pub table: Option<String>,
    /// The section of the dashboard that it is in.
    pub section: Option<String>,
    /// The widget that it is.
    pub widget: Option<String>,
}

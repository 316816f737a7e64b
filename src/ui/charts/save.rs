//! A widget as a file: its values, its drawing, its picture.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::card::Card;
use crate::base::Diagnostic;
use crate::platform::{download, raster};
use crate::present::chart::{csv, standalone};
use crate::texts;

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    Csv,
    Svg,
    Png,
}

impl File {
    /// All kinds, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Svg, Self::Png];

    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Csv => texts::charts::CSV,
            Self::Svg => texts::charts::SVG,
            Self::Png => texts::charts::PNG,
        }
    }

    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Csv => texts::charts::CSV_IS,
            Self::Svg => texts::charts::SVG_IS,
            Self::Png => texts::charts::PNG_IS,
        }
    }
}

/// Saves the widget in front, as it is on the page.
pub fn save(card: Card, file: File) {
    card.failure.set(None);
    let widget = untrack(|| card.widget());
    let name = format!("{}.{}", widget.id, file.extension());
    if file == File::Csv {
        let text = csv(&widget, &untrack(|| card.data_of(&widget)));
        return tell(card, download::text(&text, "text/csv;charset=utf-8", &name));
    }
    let Some(drawing) = untrack(|| card.drawing(&widget)) else { return };
    let svg = standalone(&drawing, widget.title, &card.theme.get_untracked());
    if file == File::Svg {
        return tell(card, download::text(&svg, "image/svg+xml", &name));
    }
    spawn_local(async move {
        let made = raster::png(&svg, &name).await;
        tell(card, made.and_then(|picture| download::save(&picture, &name)));
    });
}

fn tell(card: Card, saved: Result<(), Diagnostic>) {
    // By the time a picture is made its card may be gone.
    if let Err(problem) = saved {
        card.failure.try_set(Some(problem));
    }
}

//! The dashboard as one HTML file that needs nothing else: no script, no network, no font. It opens in any browser, and
//! prints on A4 and Letter.
//!
//! It holds every look of every card: charts as SVG, the table behind each, how it is computed; then the files, the account
//! of the rows, the parameters, and the definitions of the tables in use. The same run gives the same bytes.

mod account;
mod card;
mod definitions;
mod html;
mod look;
mod palette;

use super::export::Origin;
use super::table::Catalog;
use crate::present::dashboard::{Dashboard, Filter, WidgetData};
use html::Html;
use palette::Palette;

/// A report stays below this, so that it can be sent by mail.
const MAX_BYTES: usize = 1_900_000;

/// Rows of a table that are shown, the most that fit into [`MAX_BYTES`] first.
const ROWS: [usize; 4] = [200, 100, 40, 15];

/// What a report is about.
pub struct Subject<'a> {
    pub origin: &'a Origin<'a>,
    /// The tables behind the cards, for their definitions.
    pub catalog: &'a Catalog,
    pub dashboard: &'a Dashboard,
    /// The data of each widget, in the order of [`Dashboard::widgets`].
    pub data: &'a [WidgetData],
    /// The selection that the data is of.
    pub filters: &'a [Filter],
    pub currency: &'a str,
}

/// The report as an HTML document.
pub fn html(subject: &Subject<'_>) -> String {
    let palette = Palette::read();
    let mut document = String::new();
    for rows in ROWS {
        document = with_rows(subject, &palette, rows);
        if document.len() <= MAX_BYTES {
            break;
        }
    }
    document
}

fn with_rows(subject: &Subject<'_>, palette: &Palette, rows: usize) -> String {
    let mut out = Html::default();
    let title = format!("{}: report", subject.origin.spec.title);
    out.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.markup(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src \
         data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    );
    out.element("title", "", &title);
    out.markup("\n<style>\n")
        .markup(&palette.style)
        .markup(include_str!("report.css"))
        .markup("</style>\n</head>\n<body>\n");
    account::head(&mut out, subject);
    out.markup("<main>\n");
    let mut data = subject.data.iter();
    for section in &subject.dashboard.sections {
        let looks = section.widgets.iter().flat_map(|widget| std::iter::once(widget).chain(&widget.tabs));
        let cards: Vec<_> = looks.filter_map(|widget| data.next().map(|data| (widget, data))).collect();
        card::section(&mut out, section, &cards, &card::Look { palette, currency: subject.currency, rows });
    }
    account::body(&mut out, subject);
    definitions::body(&mut out, subject);
    out.markup("</main>\n");
    account::foot(&mut out);
    out.markup("</body>\n</html>\n");
    out.into_text()
}

//! Whole drawings: marks and pictures agree with the data, at every width.

mod columns_by;
mod gauge;
mod lines;
mod rates;
mod scatter;

use super::*;
use crate::present::dashboard::{DataColumn, NumberFormat, Series, Width};

/// The light theme of `styles/charts.css`.
pub(super) fn theme() -> Theme {
    let all = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Theme {
        dark: false,
        text: "#1c2524".to_owned(),
        muted: "#5d6967".to_owned(),
        grid: "#e6e3db".to_owned(),
        surface: "#ffffff".to_owned(),
        accent: "#0f766e".to_owned(),
        series: all(&["#0f766e", "#c2762b", "#475a80"]),
        ramp: all(&["#f3f1e7", "#74b6ab", "#0b4645"]),
    }
}

fn options(width: u32, picked: &[&str]) -> Options {
    let picked = picked.iter().map(|text| (*text).to_owned()).collect();
    Options { width, height: 280, theme: theme(), currency: "$".to_owned(), picked }
}

fn widget(kind: WidgetKind) -> Widget {
    Widget {
        id: "w",
        title: "A chart",
        help: "",
        table: "t",
        width: Width::Half,
        kind,
        empty: "Nothing yet.",
        tab: "",
        tabs: Vec::new(),
        opens: None,
        quiet: false,
    }
}

fn texts<T: ToString>(values: impl IntoIterator<Item = T>) -> DataColumn {
    DataColumn::Texts(values.into_iter().map(|value| Some(value.to_string())).collect())
}

fn data(rows: usize, columns: Vec<(&str, DataColumn)>) -> WidgetData {
    let columns = columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect();
    WidgetData { widget: "w".to_owned(), rows, columns }
}

const REVENUE: Series = Series { column: "sales", label: "Revenue", format: NumberFormat::Money };
const GROWTH: Series = Series { column: "growth", label: "Growth", format: NumberFormat::Percent };

fn months(sales: &[Option<f64>], growth: &[Option<f64>], last_is_partial: bool) -> (Widget, WidgetData) {
    let count = sales.len();
    let partial = (0..count).map(|row| Some(f64::from(u8::from(last_is_partial && row + 1 == count)))).collect();
    let kind = WidgetKind::Columns {
        x: "month",
        series: vec![REVENUE],
        line: Some(GROWTH),
        partial: Some("partial"),
        field: Some("month"),
        rules: Vec::new(),
        drag: false,
    };
    let columns = vec![
        ("month", texts((0..count as i32).map(|row| crate::base::date::month_text(2020 * 12 + row)))),
        ("sales", DataColumn::Numbers(sales.to_vec())),
        ("growth", DataColumn::Numbers(growth.to_vec())),
        ("partial", DataColumn::Numbers(partial)),
    ];
    (widget(kind), data(count, columns))
}

fn drawn((widget, data): &(Widget, WidgetData), options: &Options) -> Drawing {
    draw(widget, data, options).expect("a drawing")
}

fn assert_inside(drawing: &Drawing) {
    for mark in &drawing.marks {
        let (right, bottom) = (mark.x + mark.width, mark.y + mark.height);
        assert!(mark.x >= 0.0 && mark.y >= 0.0 && mark.width > 0.0 && mark.height > 0.0, "{mark:?}");
        assert!(right <= f64::from(drawing.width) + 1.0 && bottom <= f64::from(drawing.height) + 1.0, "{mark:?}");
    }
    assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("inf"));
}

#[test]
fn every_row_has_its_column_and_its_mark() {
    for count in [1, 2, 40, 800] {
        for width in [120, 340, 680, 1180] {
            let sales: Vec<Option<f64>> = (0..count).map(|row| Some(f64::from(row) + 1.0)).collect();
            let drawing = drawn(&months(&sales, &vec![None; sales.len()], false), &options(width, &[]));
            assert_eq!(drawing.marks.len(), sales.len());
            assert_inside(&drawing);
        }
    }
    let drawing = drawn(&months(&[Some(5.0), None], &[None, None], false), &options(680, &[]));
    assert_eq!(drawing.marks[0].title, "Jan 2020");
    assert_eq!(drawing.marks[0].value.as_deref(), Some("2020-01"));
    assert_eq!(drawing.marks[0].lines[0], ("Revenue".to_owned(), "$5.00".to_owned()));
    assert_eq!(drawing.marks[1].lines[0].1, rows::MISSING);
}

#[test]
fn unfinished_periods_are_hatched_named_and_left_out_of_the_line() {
    let growth = [Some(1.0), Some(2.0), Some(-3.0)];
    let sales = [Some(9.0), Some(8.0), Some(3.0)];
    let whole = drawn(&months(&sales, &growth, false), &options(680, &[]));
    let partial = drawn(&months(&sales, &growth, true), &options(680, &[]));
    let lines = |drawing: &Drawing| drawing.svg.matches("stroke-width=\"1\" points").count();
    assert_eq!(lines(&whole), 0);
    assert!(lines(&partial) > 3);
    assert!(partial.marks[2].title.ends_with("(unfinished)"));
    assert!(
        partial.legend.iter().any(|item| item.swatch == Swatch::Hatched)
            && whole.legend.iter().all(|item| item.swatch == Swatch::Filled)
    );
    let points = |drawing: &Drawing| drawing.svg.matches("r=\"3\"").count();
    assert_eq!((points(&whole), points(&partial)), (3, 2));
}

#[test]
fn missing_values_break_the_line() {
    let sales = vec![Some(1.0); 6];
    let growth = [Some(1.0), Some(2.0), None, Some(3.0), None, Some(4.0)];
    let drawing = drawn(&months(&sales, &growth, false), &options(680, &[]));
    assert_eq!(drawing.svg.matches("stroke-width=\"2\"").count(), 1, "one run of two points");
    assert_eq!(drawing.svg.matches("r=\"3\"").count(), 4, "a dot for every value");
}

#[test]
fn extreme_values_stay_in_the_drawing() {
    for sales in [
        vec![Some(f64::MAX), Some(f64::MIN), Some(0.0)],
        vec![Some(1e-300), Some(f64::NAN), Some(f64::INFINITY)],
        vec![Some(-5.0), Some(-1e12), None],
        vec![None, None],
    ] {
        assert_inside(&drawn(&months(&sales, &sales, true), &options(340, &[])));
    }
}

#[test]
fn picked_marks_stay_strong_and_others_fade() {
    let rows = months(&[Some(1.0), Some(2.0)], &[None, None], false);
    let strong = "fill=\"#0F766E\"";
    assert_eq!(drawn(&rows, &options(680, &[])).svg.matches(strong).count(), 2);
    assert_eq!(drawn(&rows, &options(680, &["2020-02"])).svg.matches(strong).count(), 1);
}

#[test]
fn names_are_escaped_and_drawings_repeat() {
    let kind = WidgetKind::Bars {
        category: "name",
        series: vec![REVENUE],
        field: Some("name"),
        detail: Some("next_step"),
        label: None,
        ring: false,
    };
    let columns = vec![
        ("name", texts(["<script>alert(1)</script>", "B"])),
        ("sales", DataColumn::Numbers(vec![Some(-4.0), Some(9.0)])),
        ("next_step", texts(["Call", "Wait"])),
    ];
    let bars = (widget(kind), data(2, columns));
    let drawing = drawn(&bars, &options(680, &[]));
    assert!(!drawing.svg.contains("<script"), "{}", drawing.svg);
    assert_eq!(drawing.marks[0].value.as_deref(), Some("<script>alert(1)</script>"));
    assert_eq!(drawing.marks[0].lines[1], ("Next step".to_owned(), "Call".to_owned()));
    assert_inside(&drawing);
    assert_eq!(drawing, drawn(&bars, &options(680, &[])));
}

#[test]
fn series_with_different_units_do_not_share_a_scale() {
    let count = Series { column: "count", label: "Customers", format: NumberFormat::Integer };
    let kind = WidgetKind::Bars {
        category: "name",
        series: vec![REVENUE, count],
        field: None,
        detail: None,
        label: None,
        ring: false,
    };
    let columns = vec![
        ("name", texts(["A", "B"])),
        ("sales", DataColumn::Numbers(vec![Some(1e6), Some(5e5)])),
        ("count", DataColumn::Numbers(vec![Some(4.0), Some(2.0)])),
    ];
    let bars = (widget(kind), data(2, columns));
    let (wide, narrow) = (drawn(&bars, &options(680, &[])), drawn(&bars, &options(140, &[])));
    assert!(wide.svg.contains("Customers") && wide.legend.is_empty(), "lanes side by side are named above");
    assert!(narrow.legend.len() == 2 && narrow.marks[0].value.is_none());
    assert_inside(&wide);
    assert_inside(&narrow);
}

#[test]
fn a_heatmap_grows_with_its_rows_and_keeps_month_0_off_the_scale() {
    let kind = WidgetKind::Heatmap {
        row: "cohort",
        column: "month",
        value: Series { column: "rate", label: "Retention", format: NumberFormat::Percent },
        row_size: None,
        partial: None,
        outside_scale: Some(0.0),
        field: Some("cohort"),
        detail: None,
    };
    let pairs: Vec<(i32, i32)> = (0..60).flat_map(|row| (0..60 - row).map(move |column| (row, column))).collect();
    let rate = |(_, column): &(i32, i32)| Some(if *column == 0 { 100.0 } else { 2.0 });
    let columns = vec![
        ("cohort", texts(pairs.iter().map(|(row, _)| format!("cohort {row}")))),
        ("month", DataColumn::Numbers(pairs.iter().map(|(_, column)| Some(f64::from(*column))).collect())),
        ("rate", DataColumn::Numbers(pairs.iter().map(rate).collect())),
    ];
    let map = (widget(kind), data(pairs.len(), columns));
    for width in [340, 1180] {
        let drawing = drawn(&map, &options(width, &[]));
        assert!(drawing.height > 60 * 17, "{}", drawing.height);
        assert_eq!(drawing.marks.len(), pairs.len());
        assert_inside(&drawing);
        assert_eq!(drawing.legend[0].label, "2%");
        assert_eq!(drawing.marks[1].title, "cohort 0 · Month 1");
    }
}

#[test]
fn areas_list_all_categories_at_each_place() {
    let kind = |field| WidgetKind::StackedArea {
        x: "day",
        by: "stage",
        value: Series { column: "share", label: "Share", format: NumberFormat::Share },
        count: Some(Series { column: "count", label: "Customers", format: NumberFormat::Integer }),
        field,
    };
    let columns = vec![
        ("day", texts(["2024-01-31", "2024-01-31", "2024-02-29"])),
        ("stage", texts(["New", "Lost", "New"])),
        ("share", DataColumn::Numbers(vec![Some(0.75), Some(0.25), Some(1.0)])),
        ("count", DataColumn::Numbers(vec![Some(3.0), Some(1.0), Some(4.0)])),
    ];
    let drawing = drawn(&(widget(kind(None)), data(3, columns.clone())), &options(340, &[]));
    assert_eq!(drawing.marks.len(), 2);
    assert_eq!(drawing.marks[0].title, "31 Jan 2024");
    assert_eq!(drawing.marks[0].lines[1], ("New".to_owned(), "75.0% (3)".to_owned()));
    assert_eq!(drawing.marks[1].lines[0], ("Lost".to_owned(), rows::MISSING.to_owned()));
    assert_eq!(drawing.legend.len(), 2);
    assert_inside(&drawing);

    let cells = drawn(&(widget(kind(Some("stage"))), data(3, columns)), &options(340, &[])).marks;
    let values: Vec<_> = cells.iter().map(|mark| mark.value.as_deref().unwrap_or_default()).collect();
    assert_eq!(values, ["New", "Lost", "New", "Lost"], "a click picks the stage");
    assert_eq!(cells[0].title, "New, 31 Jan 2024");
    let bottom = |mark: &Mark| mark.y + mark.height;
    assert!(
        (cells[0].y - bottom(&cells[1])).abs() < 1e-9 && cells[0].height > 2.0 * cells[1].height,
        "stacked by share"
    );
    assert_eq!(mark_at(&cells, 40.0, cells[1].y + 1.0, 300), Some(1));
}

#[test]
fn nothing_is_drawn_without_rows_or_columns() {
    let (widget, _) = months(&[], &[], false);
    assert_eq!(draw(&widget, &WidgetData::default(), &options(340, &[])), None);
    let other = data(1, vec![("other", texts(["a"]))]);
    assert_eq!(draw(&widget, &other, &options(340, &[])), None);
}

#[test]
fn the_table_twin_and_the_summary_tell_the_same() {
    let (widget, data) = months(&[Some(1_234.5), None], &[Some(1.0), None], true);
    let twin = twin(&widget, &data, "$");
    assert_eq!(twin.columns[1].heading, "Revenue");
    assert_eq!(twin.columns[1].cells, ["$1,234.50", rows::MISSING]);
    assert_eq!((twin.columns[3].heading.as_str(), twin.columns[3].cells[1].as_str()), ("Unfinished", "yes"));
    assert!(twin.columns[1].numeric && !twin.columns[0].numeric);
    let text = summary(&widget, &data, "$");
    assert!(
        text.starts_with("A chart. 2 columns, Jan 2020 to Feb 2020.") && text.contains("highest $1,234.50"),
        "{text}"
    );
}

#[test]
fn a_file_of_a_drawing_brings_title_legend_and_ground() {
    let drawing = drawn(&months(&[Some(1.0), Some(2.0)], &[Some(1.0), None], true), &options(340, &[]));
    let file = standalone(&drawing, "Revenue & <more>", &theme());
    assert_eq!((file.matches("<svg ").count(), file.matches("</svg>").count()), (2, 2));
    assert!(file.contains("Revenue &amp; &lt;more&gt;") && file.contains("Unfinished period"), "{file}");
    assert!(file.contains("fill=\"#FFFFFF\""));
}

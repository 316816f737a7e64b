//! Columns by category, and upright lines over columns.

use super::*;
use crate::present::dashboard::Axis;

fn by(stacked: bool, base: f64, field: Option<Axis>) -> Widget {
    widget(WidgetKind::ColumnsBy {
        x: "month",
        by: "segment",
        value: REVENUE,
        stacked,
        base,
        partial: Some("partial"),
        field: field.map(|axis| ("field", axis)),
    })
}

/// Two months of two segments, the last month unfinished.
fn rows(values: [Option<f64>; 4]) -> WidgetData {
    data(
        4,
        vec![
            ("month", texts(["2024-02", "2024-02", "2024-01", "2024-01"])),
            ("segment", texts(["New", "Lost", "New", "Lost"])),
            ("sales", DataColumn::Numbers(values.to_vec())),
            ("partial", DataColumn::Numbers([1.0, 1.0, 0.0, 0.0].map(Some).to_vec())),
        ],
    )
}

#[test]
fn months_are_in_order_and_told_in_full() {
    let table = rows([Some(3.0), Some(4.0), Some(1.0), None]);
    let drawing = drawn(&(by(true, 0.0, Some(Axis::X)), table), &options(680, &[]));
    let titles: Vec<&str> = drawing.marks.iter().map(|mark| mark.title.as_str()).collect();
    assert_eq!(titles, ["Jan 2024", "Feb 2024 (unfinished)"]);
    let line = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    assert_eq!(drawing.marks[1].lines, [line("Lost", "$4.00"), line("New", "$3.00"), line("Total", "$7.00")]);
    assert_eq!(drawing.marks[0].lines[0], line("Lost", rows::MISSING));
    assert_eq!(drawing.marks[1].value.as_deref(), Some("2024-02"));
    let labels: Vec<&str> = drawing.legend.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["New", "Lost", "Unfinished period"]);
    assert_inside(&drawing);
}

#[test]
fn pieces_are_picked_by_their_category() {
    let table = rows([Some(3.0), Some(4.0), Some(1.0), Some(2.0)]);
    for stacked in [true, false] {
        let pair = (by(stacked, 0.0, Some(Axis::By)), table.clone());
        let drawing = drawn(&pair, &options(340, &[]));
        let values: Vec<&str> = drawing.marks.iter().filter_map(|mark| mark.value.as_deref()).collect();
        assert_eq!(values, ["New", "Lost", "New", "Lost"]);
        assert_eq!(drawing.marks[0].title, "New, Jan 2024");
        assert_inside(&drawing);
        let strong = |picked: &[&str]| drawn(&pair, &options(340, picked)).svg.matches("\"#0F766E\"").count();
        assert!(strong(&["Lost"]) == 0 && strong(&["New"]) > 0 && strong(&["New"]) == strong(&[]));
    }
    let stacked = drawn(&(by(true, 0.0, Some(Axis::By)), table.clone()), &options(680, &[])).marks;
    assert!((stacked[1].y + stacked[1].height - stacked[0].y).abs() < 1e-9, "one piece on the other");
    assert_eq!(mark_at(&stacked, stacked[1].x + 3.0, stacked[1].y + 3.0, 280), Some(1));
    let grouped = drawn(&(by(false, 0.0, Some(Axis::By)), table), &options(680, &[])).marks;
    assert!(grouped[0].x + grouped[0].width <= grouped[1].x, "side by side");
}

#[test]
fn columns_rise_and_fall_from_the_base() {
    let seasons = (by(false, 1.0, None), rows([Some(1.4), Some(0.7), Some(1.0), Some(8.0)]));
    let drawing = drawn(&seasons, &options(680, &[]));
    assert!(drawing.svg.contains("\n$1\n"), "the base is a tick: {}", drawing.svg);
    assert!(drawing.marks[0].value.is_none());
    assert_inside(&drawing);
}

#[test]
fn odd_values_stay_in_the_drawing() {
    for values in [
        [Some(f64::MAX), Some(f64::MAX), Some(f64::MIN), None],
        [Some(f64::NAN), Some(f64::INFINITY), None, None],
        [None; 4],
    ] {
        for (stacked, base) in [(true, 0.0), (false, 1.0)] {
            for width in [120, 280, 1180] {
                let drawing = drawn(&(by(stacked, base, Some(Axis::By)), rows(values)), &options(width, &[]));
                assert_inside(&drawing);
            }
        }
    }
    assert_eq!(draw(&by(true, 0.0, None), &WidgetData::default(), &options(340, &[])), None);
}

#[test]
fn rules_stand_in_their_bands_and_leave_the_twin_alone() {
    let rule = |column, label| Series { column, label, format: NumberFormat::Integer };
    let kind = WidgetKind::Columns {
        x: "day",
        series: vec![REVENUE],
        line: None,
        partial: None,
        field: None,
        rules: vec![rule("median", "Median <1>"), rule("late", "Late"), rule("never", "Never")],
        drag: false,
    };
    let columns = vec![
        ("day", texts(0..4)),
        ("sales", DataColumn::Numbers(vec![Some(1.0); 4])),
        ("median", DataColumn::Numbers(vec![None, Some(0.5), None, None])),
        ("late", DataColumn::Numbers(vec![None, None, Some(0.25), None])),
        ("never", DataColumn::Numbers(vec![None; 4])),
    ];
    let pair = (widget(kind), data(4, columns));
    let drawing = drawn(&pair, &options(340, &[]));
    assert!(drawing.svg.contains("Median &lt;1&gt;") && drawing.svg.contains("Late"), "{}", drawing.svg);
    assert!(!drawing.svg.contains("Never"));
    let middle = drawing.marks[1].x + drawing.marks[1].width / 2.0;
    assert!(drawing.svg.contains(&format!("points=\"{},", middle.round())), "{middle} {}", drawing.svg);
    assert!(drawing.marks[0].y > 20.0, "names stand above the plot");
    assert_inside(&drawing);
    let headings: Vec<String> = twin(&pair.0, &pair.1, "$").columns.into_iter().map(|column| column.heading).collect();
    assert_eq!(headings, ["Day", "Revenue"]);
}

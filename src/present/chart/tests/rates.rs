//! Rates with their intervals, parts of a whole, rates against chance, versions over time.

use super::*;
use crate::present::dashboard::Funnel;

const RATE: Series = Series { column: "rate", label: "Accepted", format: NumberFormat::Percent };
const LOW: Series = Series { column: "low", label: "From", format: NumberFormat::Percent };
const HIGH: Series = Series { column: "high", label: "To", format: NumberFormat::Percent };
const ALL: Series = Series { column: "all", label: "All", format: NumberFormat::Percent };

fn numbers(values: &[f64]) -> DataColumn {
    DataColumn::Numbers(values.iter().map(|value| Some(*value)).collect())
}

fn intervals() -> (Widget, WidgetData) {
    let kind = WidgetKind::Spans {
        category: "type",
        value: RATE,
        from: LOW,
        to: HIGH,
        label: None,
        rule: Some(ALL),
        details: Vec::new(),
        field: Some("type"),
    };
    let columns = vec![
        ("type", texts(["A", "<B>", "C"])),
        ("rate", numbers(&[90.0, 50.0, 80.0])),
        ("low", numbers(&[85.0, 20.0, 79.0])),
        ("high", numbers(&[94.0, 80.0, 81.0])),
        ("all", numbers(&[82.0; 3])),
    ];
    (widget(kind), data(3, columns))
}

#[test]
fn intervals_have_a_lane_each_and_name_the_rate_of_all() {
    for width in [120, 340, 1180] {
        let drawing = drawn(&intervals(), &options(width, &[]));
        assert_inside(&drawing);
        assert_eq!(drawing.marks.len(), 3);
        let lanes: Vec<f64> = drawing.marks.iter().map(|mark| mark.y).collect();
        assert!(lanes[0] < lanes[1] && lanes[1] < lanes[2], "{lanes:?}");
        assert!(drawing.svg.contains("&lt;B&gt;") && !drawing.svg.contains("<B>"));
    }
    let drawing = drawn(&intervals(), &options(680, &["A"]));
    assert!(drawing.svg.contains("All 82.0%") && drawing.svg.contains("90.0%"));
    let mark = &drawing.marks[0];
    assert_eq!((mark.title.as_str(), mark.value.as_deref()), ("A", Some("A")));
    let lines: Vec<String> = mark.lines.iter().map(|(label, value)| format!("{label} {value}")).collect();
    assert_eq!(lines, ["Accepted 90.0%", "From 85.0%", "To 94.0%", "All 82.0%"]);
    let (widget, data) = intervals();
    assert_eq!(twin(&widget, &data, "$").columns[2].heading, "From");
    assert!(summary(&widget, &data, "$").contains("highest 90.0% in A, lowest 50.0% in <B>"));
}

fn versions() -> (Widget, WidgetData) {
    let series = |column, label| Series { column, label, format: NumberFormat::Integer };
    let kind = WidgetKind::Spans {
        category: "store",
        value: series("from", "From"),
        from: series("from", ""),
        to: series("to", "Until"),
        label: Some("changed"),
        rule: None,
        details: vec![series("changed", "Changed")],
        field: None,
    };
    let dates = |days: [&str; 3]| {
        DataColumn::Texts(days.iter().map(|day| Some((*day).to_owned()).filter(|day| !day.is_empty())).collect())
    };
    let columns = vec![
        ("store", texts(["1", "1", "1"])),
        ("from", dates(["", "2024-02-01", "2024-08-01"])),
        ("to", dates(["2024-02-01", "2024-08-01", ""])),
        ("changed", texts(["", "city: A → B", "city: B → C"])),
    ];
    (widget(kind), data(3, columns))
}

#[test]
fn versions_follow_each_other_on_their_lane_and_say_what_changed() {
    let drawing = drawn(&versions(), &options(900, &[]));
    assert_inside(&drawing);
    assert!(drawing.svg.contains("city: A → B") && drawing.svg.contains("2024"));
    let ends: Vec<(f64, f64)> = drawing.marks.iter().map(|mark| (mark.x, mark.x + mark.width)).collect();
    assert!((ends[0].1 - ends[1].0).abs() < 1.0 && (ends[1].1 - ends[2].0).abs() < 1.0, "{ends:?}");
    assert!(drawing.marks.iter().all(|mark| (mark.y - drawing.marks[0].y).abs() < 1e-9), "one lane");
    let told = |row: usize| drawing.marks[row].lines.iter().map(|line| line.1.as_str()).collect::<Vec<_>>();
    assert_eq!(told(0), [rows::MISSING, "2024-02-01", rows::MISSING]);
    assert_eq!(told(1), ["2024-02-01", "2024-08-01", "city: A → B"]);
    let (widget, mut data) = versions();
    data.columns.retain(|(name, _)| !["from", "to"].contains(&name.as_str()));
    assert_eq!(draw(&widget, &data, &options(900, &[])), None, "nothing has a place");
}

fn shares(values: &[f64]) -> (Widget, WidgetData) {
    let kind = WidgetKind::Bars {
        category: "type",
        series: vec![Series { column: "share", label: "Share", format: NumberFormat::Percent }],
        field: Some("type"),
        detail: None,
        label: Some(Series { column: "count", label: "Count", format: NumberFormat::Integer }),
        ring: true,
    };
    let columns = vec![
        ("type", texts((0..values.len()).map(|row| format!("type {row}")))),
        ("share", numbers(values)),
        ("count", numbers(&vec![7.0; values.len()])),
    ];
    (widget(kind), data(values.len(), columns))
}

#[test]
fn a_ring_stands_beside_its_bars_and_its_slices_are_their_rows() {
    let values = [50.0, 30.0, 20.0];
    for width in [140, 340, 680] {
        let drawing = drawn(&shares(&values), &options(width, &[]));
        assert_inside(&drawing);
        assert_eq!(drawing.svg.matches("<path fill=").count(), 3, "{width}");
        let ring = drawing.ring.as_ref().expect("a ring");
        let (x, y) = ring.middle_of(1);
        assert_eq!(drawing.mark_at(x, y), Some(1), "{width}");
        let bar = &drawing.marks[2];
        assert_eq!(drawing.mark_at(bar.x + bar.width / 2.0, bar.y + bar.height / 2.0), Some(2), "{width}");
    }
    let drawing = drawn(&shares(&values), &options(680, &[]));
    assert!(drawing.svg.contains("50%") && drawing.svg.contains("50% · 7"), "{}", drawing.svg);
    assert_eq!(drawing.marks[0].lines[1], ("Count".to_owned(), "7".to_owned()));
    let many = drawn(&shares(&[5.0; 20]), &options(680, &[]));
    assert_eq!((many.svg.matches("<path fill=").count(), many.marks.len()), (8, 20));
    let nothing = drawn(&shares(&[0.0, 0.0]), &options(680, &[]));
    assert!(nothing.ring.is_none() && nothing.marks.len() == 2);
}

fn funnel(points: &[(f64, f64, &str)]) -> (Widget, WidgetData) {
    let series = |column, label, format| Series { column, label, format };
    let kind = WidgetKind::Scatter {
        x: series("n", "Transactions", NumberFormat::Integer),
        y: series("share", "Rate", NumberFormat::Share),
        count: series("k", "With it", NumberFormat::Integer),
        by: "verdict",
        key: "id",
        field: "device",
        funnel: Some(Funnel { overall: series("all", "All", NumberFormat::Share), filled: "abnormal" }),
    };
    let of = |cell: fn(&(f64, f64, &str)) -> f64| numbers(&points.iter().map(cell).collect::<Vec<_>>());
    let columns = vec![
        ("id", texts((0..points.len()).map(|row| format!("D{row}")))),
        ("n", of(|point| point.0)),
        ("k", of(|point| point.0 * point.1)),
        ("share", of(|point| point.1)),
        ("all", of(|_| 0.1)),
        ("verdict", texts(points.iter().map(|point| point.2))),
    ];
    (widget(kind), data(points.len(), columns))
}

#[test]
fn a_funnel_fills_what_is_flagged_and_narrows_with_the_number() {
    let points = [(400.0, 0.3, "abnormal"), (100.0, 0.1, "usual"), (25.0, 0.0, "usual")];
    for width in [140, 340, 1180] {
        let drawing = drawn(&funnel(&points), &options(width, &[]));
        assert_inside(&drawing);
        assert_eq!(drawing.marks.len(), 3);
    }
    let drawing = drawn(&funnel(&points), &options(680, &[]));
    let swatches: Vec<_> = drawing.legend.iter().map(|item| (item.label.as_str(), item.swatch)).collect();
    assert_eq!(swatches, [("abnormal", Swatch::Filled), ("usual", Swatch::Hollow)]);
    assert!(drawing.svg.contains("all 10%") && drawing.svg.contains("99.8%"), "{}", drawing.svg);
    assert_eq!(drawing.marks[0].value.as_deref(), Some("D0"));
    // At n = 400 the limits of 95 % are 0.1 ± 1.96 · 0.015; a point right on the upper one lies on its curve's end.
    let end = 0.1 + 1.959_963_984_540_054 * 0.015;
    let drawing = drawn(&funnel(&[(400.0, end, "usual"), (10.0, 0.9, "usual")]), &options(680, &[]));
    let (x, y) = (drawing.marks[0].x + 7.0, drawing.marks[0].y + 7.0);
    assert!(drawing.svg.contains(&format!("L{x:.1} {y:.1}\"")), "{x} {y} {}", drawing.svg);
}

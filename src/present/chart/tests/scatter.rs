//! Points and hexagons.

use super::*;
use crate::present::hexagons::{Span, cell, center};

fn scatter() -> Widget {
    let series = |column, label, format| Series { column, label, format };
    widget(WidgetKind::Scatter {
        x: series("days", "Days", NumberFormat::Integer),
        y: series("value", "Revenue", NumberFormat::Money),
        count: series("count", "Customers", NumberFormat::Integer),
        by: "segment",
        key: "id",
        field: "area",
        funnel: None,
    })
}

fn table(points: &[(f64, f64, f64)], shape: &str, y_scale: &str) -> WidgetData {
    let count = points.len();
    let numbers =
        |of: &dyn Fn(&(f64, f64, f64)) -> f64| DataColumn::Numbers(points.iter().map(|one| Some(of(one))).collect());
    data(
        count,
        vec![
            ("days", numbers(&|point| point.0)),
            ("value", numbers(&|point| point.1)),
            ("count", numbers(&|point| point.2)),
            ("segment", texts((0..count).map(|row| ["New", "Lost & <found>"][row % 2]))),
            ("id", texts((0..count).map(|row| format!("C{row}")))),
            ("shape", texts(vec![shape; count])),
            ("y_scale", texts(vec![y_scale; count])),
            ("x_from", numbers(&|_| 0.0)),
            ("x_to", numbers(&|_| 100.0)),
            ("y_from", numbers(&|_| 1.0)),
            ("y_to", numbers(&|_| 10_000.0)),
        ],
    )
}

fn middle(mark: &Mark) -> (f64, f64) {
    (mark.x + mark.width / 2.0, mark.y + mark.height / 2.0)
}

#[test]
fn points_lie_by_the_scale_that_the_data_names() {
    let points = [(0.0, 1.0, 1.0), (50.0, 100.0, 1.0), (100.0, 10_000.0, 1.0)];
    let heights = |y_scale| -> Vec<f64> {
        let marks = drawn(&(scatter(), table(&points, "point", y_scale)), &options(680, &[])).marks;
        marks.iter().map(|mark| middle(mark).1).collect()
    };
    let (log, linear) = (heights("log"), heights("linear"));
    assert!((log[0] + log[2] - 2.0 * log[1]).abs() < 1e-6, "{log:?}");
    assert!(linear[0] - linear[1] < 3.0 && linear[1] - linear[2] > 150.0, "{linear:?}");
    let drawing = drawn(&(scatter(), table(&points, "point", "log")), &options(680, &[]));
    let mark = &drawing.marks[1];
    assert_eq!((mark.title.as_str(), mark.value.as_deref()), ("C1", Some("C1")));
    let lines: Vec<String> = mark.lines.iter().map(|(label, value)| format!("{label} {value}")).collect();
    assert_eq!(lines, ["Days 50", "Revenue $100.00", "Customers 1", "Segment Lost & <found>"]);
    assert!(drawing.svg.contains("$100") && drawing.svg.contains("Days"));
    assert_inside(&drawing);
}

#[test]
fn a_hexagon_lies_where_its_points_are_counted() {
    let (x, y) = (Span { from: 0.0, to: 100.0, log: false }, Span { from: 1.0, to: 10_000.0, log: true });
    let cells = [(0, 0), (3, 5), (4, 5), (39, 19), (40, 20)];
    let points: Vec<(f64, f64, f64)> = (cells.iter().zip([1.0, 5.0, 400.0, 2.0, 1.0]))
        .map(|(cell, count)| (x.at(center(*cell).0), y.at(center(*cell).1), count))
        .collect();
    for (point, own) in points.iter().zip(cells) {
        assert_eq!(cell(x.share(point.0), y.share(point.1)), own);
    }
    for width in [280, 680, 1180] {
        let drawing = drawn(&(scatter(), table(&points, "hexagon", "log")), &options(width, &[]));
        assert_inside(&drawing);
        assert_eq!(drawing.svg.matches("<path").count(), points.len());
        let (a, b) = (&drawing.marks[1], &drawing.marks[2]);
        assert!((a.x + a.width - b.x).abs() < 1e-6, "neighbours touch");
        assert_eq!(mark_at(&drawing.marks, middle(b).0, middle(b).1, drawing.height), Some(2));
        assert_eq!((a.title.as_str(), b.value.as_deref()), ("Mostly Lost & <found>", Some("C2")));
        assert_eq!((drawing.legend[0].label.as_str(), drawing.legend[5].label.as_str()), ("1", "400 customers"));
    }
}

#[test]
fn picked_ones_stay_strong() {
    let points = [(10.0, 10.0, 1.0), (20.0, 20.0, 1.0), (30.0, 30.0, 1.0), (40.0, 40.0, 1.0)];
    for shape in ["point", "hexagon"] {
        let pair = (scatter(), table(&points, shape, "linear"));
        let hue = |picked: &[&str], hue: &str| drawn(&pair, &options(680, picked)).svg.contains(hue);
        assert!(hue(&[], "#0f766e") && hue(&[], "#c2762b"));
        assert!(hue(&["C0"], "#0f766e") && !hue(&["C0"], "#c2762b"));
        assert!(hue(&["C99"], "#c2762b"), "a pick that is not here changes nothing");
    }
}

#[test]
fn many_points_are_a_short_text() {
    let points: Vec<(f64, f64, f64)> =
        (0..5_000).map(|row| (f64::from(row % 101), f64::from(row * 7 % 9_999 + 1), 1.0)).collect();
    let drawing = drawn(&(scatter(), table(&points, "point", "log")), &options(680, &[]));
    assert_eq!(drawing.marks.len(), points.len());
    assert!(drawing.svg.len() < 100_000 && drawing.svg.matches("<path").count() < 20, "{}", drawing.svg.len());
}

#[test]
fn odd_values_and_missing_domains_are_borne() {
    let odd = [(f64::NAN, 5.0, 1.0), (5.0, f64::INFINITY, 1.0), (1e300, -1e300, f64::NAN), (-5.0, 0.0, -3.0)];
    for shape in ["point", "hexagon", ""] {
        for y_scale in ["log", "linear", ""] {
            let mut table = table(&odd, shape, y_scale);
            let drawing = drawn(&(scatter(), table.clone()), &options(280, &[]));
            assert_eq!(drawing.marks.len(), 2);
            assert_inside(&drawing);
            table.columns.truncate(5);
            assert_inside(&drawn(&(scatter(), table.clone()), &options(280, &[])));
            table.columns.truncate(2);
            assert_inside(&drawn(&(scatter(), table), &options(280, &[])));
        }
    }
    let one = table(&[(5.0, 5.0, 1.0)], "point", "log");
    assert_inside(&drawn(&(scatter(), one.clone()), &options(120, &[])));
    assert_eq!(draw(&scatter(), &WidgetData::default(), &options(340, &[])), None);
    let twin = twin(&scatter(), &one, "$");
    assert_eq!(twin.columns.len(), 5, "how it is drawn is not for reading");
}

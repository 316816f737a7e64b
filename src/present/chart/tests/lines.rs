//! Lines: cohorts over their months.

use super::*;

const MONTHS: Series = Series { column: "month", label: "Months since", format: NumberFormat::Integer };

fn lines() -> Widget {
    widget(WidgetKind::Lines {
        x: MONTHS,
        by: "cohort",
        value: REVENUE,
        partial: Some("partial"),
        field: Some("cohort"),
        steps: false,
    })
}

/// Cohorts of consecutive months, each a month shorter than the one before; the last month of each is unfinished.
fn cohorts(count: i32) -> WidgetData {
    let pairs: Vec<(i32, i32)> = (0..count).flat_map(|row| (0..count - row).map(move |month| (row, month))).collect();
    let numbers =
        |of: &dyn Fn(i32, i32) -> f64| DataColumn::Numbers(pairs.iter().map(|(a, b)| Some(of(*a, *b))).collect());
    data(
        pairs.len(),
        vec![
            ("cohort", texts(pairs.iter().map(|(row, _)| crate::base::date::month_text(2020 * 12 + row)))),
            ("month", numbers(&|_, month| f64::from(month))),
            ("sales", numbers(&|row, month| f64::from(10 * month + row))),
            ("partial", numbers(&|row, month| f64::from(u8::from(row + month + 1 == count)))),
        ],
    )
}

#[test]
fn every_point_is_found_and_picks_its_line() {
    for (count, width) in [(1, 280), (3, 340), (40, 280), (40, 1180)] {
        let drawing = drawn(&(lines(), cohorts(count)), &options(width, &[]));
        assert_eq!(drawing.marks.len(), (count * (count + 1) / 2) as usize);
        assert_inside(&drawing);
    }
    let marks = drawn(&(lines(), cohorts(3)), &options(680, &[])).marks;
    assert_eq!(marks[3].title, "Feb 2020 · Months since 0");
    assert_eq!(marks[2].title, "Jan 2020 · Months since 2 (unfinished)");
    assert_eq!(marks[1].lines, [("Revenue".to_owned(), "$10.00".to_owned())]);
    assert_eq!(marks[3].value.as_deref(), Some("2020-02"));
    assert_eq!(mark_at(&marks, marks[1].x + 10.0, marks[1].y + 8.0, 280), Some(1));
    assert_eq!(moved(&marks, Some(0), Move::Right), Some(1), "keys follow the line");
}

#[test]
fn few_lines_are_listed_and_many_are_a_ramp() {
    let labels = |count| -> Vec<String> {
        let legend = drawn(&(lines(), cohorts(count)), &options(680, &[])).legend;
        legend.into_iter().map(|item| item.label).collect()
    };
    assert_eq!(labels(2), ["Jan 2020", "Feb 2020", "Unfinished period"]);
    let many = labels(20);
    assert_eq!((many[0].as_str(), many[1].as_str()), ("Jan 2020", ""));
    assert_eq!(many[many.len() - 2..], ["Aug 2021".to_owned(), "Unfinished period".to_owned()]);
}

#[test]
fn a_picked_line_is_named_and_lies_above_the_others() {
    let pick = |picked: &[&str]| drawn(&(lines(), cohorts(20)), &options(680, picked)).svg;
    assert!(!pick(&[]).contains("May 2020") && pick(&["2020-05"]).contains("May 2020"));
    let svg = pick(&["2020-05"]);
    let (strong, pale) = (svg.rfind("stroke-width=\"3\""), svg.rfind("stroke-width=\"2\""));
    assert!(strong > pale && pale.is_some());
    assert!(!pick(&["1999-01"]).contains("stroke-width=\"3\""), "a pick that is not here changes nothing");
}

#[test]
fn missing_values_part_a_line_and_odd_ones_are_left_out() {
    let draw_values = |values: Vec<Option<f64>>| {
        let count = values.len();
        let columns = vec![
            ("cohort", DataColumn::Texts(vec![None; count])),
            ("month", DataColumn::Numbers((0..count).map(|month| Some(month as f64)).collect())),
            ("sales", DataColumn::Numbers(values)),
        ];
        drawn(&(lines(), data(count, columns)), &options(680, &[]))
    };
    let parted = draw_values([1.0, 2.0, f64::NAN, 3.0, 4.0, f64::NAN, 5.0].map(Some).to_vec());
    assert_eq!(parted.svg.matches("<polyline").count(), 2);
    assert_eq!((parted.svg.matches("<circle").count(), parted.marks.len()), (1, 5));
    assert_eq!(parted.legend[0].label, rows::UNNAMED);
    for values in [vec![Some(f64::MAX), Some(f64::MIN)], vec![None, None], vec![Some(f64::INFINITY)], vec![Some(0.0)]] {
        assert_inside(&draw_values(values));
    }
    assert_eq!(draw(&lines(), &WidgetData::default(), &options(340, &[])), None);
}

//! The gauge, and files of widgets.

use super::*;

fn gauge(value: Option<f64>) -> (Widget, WidgetData) {
    let kind = WidgetKind::Gauge {
        value: Series { column: "clumpiness", label: "Regularity", format: NumberFormat::Decimal },
        max: 1.2,
        borders: ["low", "high"],
        zones: ["Regular", "In between", "Clumped & <odd>"],
    };
    let number = |value| DataColumn::Numbers(vec![value]);
    (
        widget(kind),
        data(1, vec![("clumpiness", number(value)), ("low", number(Some(0.5))), ("high", number(Some(0.6)))]),
    )
}

#[test]
fn the_value_is_written_with_its_zone() {
    for (value, zone) in [(0.0, "Regular"), (0.5, "In between"), (0.6, "Clumped"), (99.0, "Clumped"), (-1.0, "Regular")]
    {
        for width in [280, 680] {
            let drawing = drawn(&gauge(Some(value)), &options(width, &[]));
            assert!(drawing.marks[0].title.contains(zone), "{value}");
            assert!(drawing.svg.contains(&crate::base::format::fixed(value, 2)));
            assert!(drawing.svg.contains("In between") && drawing.svg.contains("Clumped &amp; &lt;odd&gt;"));
            assert!(drawing.legend.is_empty() && drawing.marks.iter().all(|mark| mark.value.is_none()));
            assert_inside(&drawing);
        }
    }
    for value in [None, Some(f64::NAN)] {
        let (widget, data) = gauge(value);
        assert_eq!(draw(&widget, &data, &options(340, &[])), None);
    }
}

#[test]
fn every_kind_has_its_sentence_and_its_file() {
    let (widget, data) = gauge(Some(0.55));
    let text = summary(&widget, &data, "$");
    assert!(text.contains("Regularity: 0.55, In between.") && text.contains("Below 0.50 is Regular"), "{text}");
    let drawing = drawn(&(widget, data), &options(340, &[]));
    let file = standalone(&drawing, "A chart", &theme());
    let head = file.split('>').next().expect("an element");
    let (width, height) = (drawing.width + 32, drawing.height + 60);
    assert!(head.contains(&format!("width=\"{width}\" height=\"{height}\"")), "{head}");
    assert!(head.contains("xmlns=\"http://www.w3.org/2000/svg\""), "{head}");
}

#[test]
fn a_csv_file_has_every_row_in_full() {
    let names = [Some("plain text"), Some("a,b"), Some("say \"hi\""), Some("two\nlines"), None, Some("")];
    let numbers = [Some(0.1 + 0.2), Some(1e300), Some(-5.0), None, Some(0.0), Some(1_234_567.0)];
    let columns = vec![
        ("name, in full", DataColumn::Texts(names.map(|text| text.map(str::to_owned)).to_vec())),
        ("value", DataColumn::Numbers(numbers.to_vec())),
    ];
    let (widget, _) = gauge(None);
    let lines = [
        "\"name, in full\",value",
        "plain text,0.30000000000000004",
        "\"a,b\",1e300",
        "\"say \"\"hi\"\"\",-5",
        "\"two\nlines\",",
        ",0",
        ",1234567\n",
    ];
    assert_eq!(csv(&widget, &data(6, columns)), lines.join("\n"));
    assert_eq!(csv(&widget, &data(0, vec![("a", DataColumn::Numbers(Vec::new()))])), "a\n");
}

use proptest::prelude::*;

use super::*;

/// What a scanner hands out.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Record(Vec<(String, Option<String>)>),
    Malformed(String, String),
    Problem(JsonProblem),
}

/// Everything in a text of this shape, through windows of `size` bytes as the reader uses them.
fn read_in_windows(text: &str, shape: &JsonShape, size: usize) -> (Vec<Found>, JsonScanner) {
    let mut scanner = JsonScanner::new(shape.clone());
    let mut record = Record::default();
    let (mut out, mut buffer, mut fed) = (Vec::new(), String::new(), 0);
    loop {
        let mut end = (fed + size).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        buffer.push_str(&text[fed..end]);
        fed = end;
        let last = fed == text.len();
        loop {
            match scanner.next_record(&buffer, last, &mut record) {
                Ok(true) => out.push(match record.malformed() {
                    Some(malformed) => Found::Malformed(malformed.text.clone(), malformed.reason.clone()),
                    None => {
                        let owned = |(key, cell): (&str, Option<&str>)| (key.to_owned(), cell.map(str::to_owned));
                        Found::Record(record.cells().map(owned).collect())
                    }
                }),
                Ok(false) => break,
                Err(problem) => {
                    out.push(Found::Problem(problem));
                    assert_eq!(scanner.next_record(&buffer, last, &mut record), Ok(false), "a problem ends the file");
                    return (out, scanner);
                }
            }
        }
        buffer.drain(..scanner.position());
        scanner.seek(0);
        if last {
            return (out, scanner);
        }
    }
}

fn read(text: &str) -> Vec<Found> {
    let shape = sniff(text).expect("is JSON");
    let whole = read_in_windows(text, &shape, text.len().max(1)).0;
    for size in [1, 2, 7] {
        assert_eq!(read_in_windows(text, &shape, size).0, whole, "in windows of {size}");
    }
    whole
}

fn record(cells: &[(&str, &str)]) -> Found {
    Found::Record(cells.iter().map(|(key, cell)| ((*key).to_owned(), Some((*cell).to_owned()))).collect())
}

fn malformed(text: &str, reason: &str) -> Found {
    Found::Malformed(text.to_owned(), reason.to_owned())
}

fn problem(record: u64, broken: Broken) -> Found {
    Found::Problem(JsonProblem { record, broken })
}

#[test]
fn values_become_cells() {
    let text = r#"{"text":"a\"\u0000\ud83d\ude00\n\u0001é","number":-1.50E+3,"big":12345678901234567890,"yes":true,
        "no":false,"nothing":null,"list":[1, "x , y", {"a" : null}],"empty":"","object":{ },"text":"again"}"#;
    let found = read(text);
    let Found::Record(cells) = &found[0] else { panic!("{found:?}") };
    let nothing: Vec<&str> = cells.iter().filter(|(_, cell)| cell.is_none()).map(|(key, _)| key.as_str()).collect();
    assert_eq!(nothing, ["nothing"]);
    let cells: Vec<(&str, &str)> =
        cells.iter().filter_map(|(key, cell)| Some((key.as_str(), cell.as_deref()?))).collect();
    assert_eq!(
        cells,
        [
            ("text", "a\"\0😀\n\u{1}é"),
            ("number", "-1.50E+3"),
            ("big", "12345678901234567890"),
            ("yes", "true"),
            ("no", "false"),
            ("list", r#"[1,"x , y",{"a":null}]"#),
            ("empty", ""),
            ("object", "{}"),
        ]
    );
}

#[test]
fn objects_follow_each_other_on_lines_or_not() {
    let one = |cell: &str| record(&[("a", cell)]);
    let text = "{\"a\":1}\n\n{\"a\":2}{\"a\":3} {\n  \"a\"\n: 4 }\r\n{\"a\":5},\n{\"a\":6}";
    assert_eq!(read(text), ["1", "2", "3", "4", "5", "6"].map(one));
}

const NO_VALUE: &str = "a value is missing, or is one that JSON does not have, such as NaN";

#[test]
fn a_malformed_line_does_not_end_the_file() {
    let long = format!("{{\"a\":{}", "é".repeat(300));
    let text = format!(
        "{{\"a\":1}}\n{{\"a\":}}\n[1]\n{{\"a\":2}} x\r\n{{\"a\":3\n{{\"a\":\"\t\"}}\n{long}\n{{\"a\":4}}\n{{\"b"
    );
    assert_eq!(
        read(&text),
        [
            record(&[("a", "1")]),
            malformed("{\"a\":}", NO_VALUE),
            malformed("[1]", NO_OBJECT),
            record(&[("a", "2")]),
            malformed("x", NO_OBJECT),
            malformed("{\"a\":3", "a comma or a closing bracket is missing"),
            malformed("{\"a\":\"\t\"}", "a text holds a line break, a tab or the like that is not escaped"),
            malformed(&long.chars().take(200).collect::<String>(), NO_VALUE),
            record(&[("a", "4")]),
            malformed("{\"b", "it ends too early"),
        ]
    );
}

#[test]
fn arrays_hold_records_between_brackets() {
    let one = |cell: &str| record(&[("a", cell)]);
    assert_eq!(read("[]"), []);
    assert_eq!(read("\n[ { \"a\" : 1 } ,{\"a\":2}\n]\n"), [one("1"), one("2")]);
    assert_eq!(
        read(r#"[{"a":1}, 12, "x", [[]], null, {}, {"a":2}]"#),
        [
            one("1"),
            malformed("12", NO_OBJECT),
            malformed("\"x\"", NO_OBJECT),
            malformed("[[]]", NO_OBJECT),
            malformed("null", NO_OBJECT),
            record(&[]),
            one("2")
        ]
    );
    assert_eq!(
        read(r#"[{"a":1},{"\ud800":2},{"a":"\ud800"}]"#),
        [one("1"), malformed(r#"{"\ud800":2}"#, "a text in it is not escaped as in JSON"), one("\u{fffd}")]
    );
}

#[test]
fn broken_arrays_end_with_the_record_they_are_broken_in() {
    let one = || record(&[("a", "1")]);
    let syntax = |reason: &str| Broken::Syntax(reason.to_owned());
    for (text, expected) in [
        (r#"[{"a":1},{"a":NaN}]"#, vec![one(), problem(2, syntax(NO_VALUE))]),
        (r#"[{"a":1},]"#, vec![one(), problem(2, syntax(NO_VALUE))]),
        (r#"[{"a":1} {"a":1}]"#, vec![one(), problem(1, Broken::Between)]),
        (r#"[{"a":1},{"a""#, vec![one(), problem(1, Broken::Cut)]),
        (r#"[{"a":1}"#, vec![one(), problem(1, Broken::Cut)]),
        (r#"[{"a":1},"#, vec![one(), problem(1, Broken::Cut)]),
        (r#"[{"a":1}] [{"a":1}]"#, vec![one(), problem(1, Broken::Beyond)]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    let problem = JsonProblem { record: 1234, broken: syntax(NO_VALUE) }.diagnostic("x.json");
    assert_eq!(
        problem.message,
        "“x.json” is no valid JSON from record 1,234 on: a value is missing, or is one that JSON does not have, such as NaN."
    );
    assert_eq!(problem.location.row, Some(1234));
}

#[test]
fn an_object_around_the_array_is_passed_over() {
    let text = "{ \"page\": 1, \"meta\": {\"rows\": [1]},\n \"data\": [{\"a\": 1}, {\"a\": [{}]}]\n, \"nex\\u0074\": \"x]}\\\"\", \"m \":{\"q\":[{\"k\":1}]} }\n";
    assert_eq!(read(text), [record(&[("a", "1")]), record(&[("a", "[{}]")])]);
    let (_, scanner) = read_in_windows(text, &sniff(text).expect("is JSON"), 1);
    assert_eq!(
        scanner.note("x.json").expect("something stands beside").message,
        "The rows of “x.json” are in its array “data”; what stands beside it was left out: “page”, “meta”, “next”, “m ”."
    );
    let alone = r#"{"data":[{"a":1}]}"#;
    assert_eq!(read_in_windows(alone, &sniff(alone).expect("is JSON"), 5).1.note("x.json"), None);
    for (text, broken) in [(r#"{"data":[{"a":1}], "b": {}"#, Broken::Cut), (r#"{"data":[{"a":1}"#, Broken::Cut)] {
        assert_eq!(read(text), [record(&[("a", "1")]), problem(1, broken)], "{text}");
    }
    let shape = sniff(alone).expect("is JSON");
    let beyond = format!("{alone} x");
    assert_eq!(read_in_windows(&beyond, &shape, 3).0, [record(&[("a", "1")]), problem(1, Broken::Beyond)]);
}

#[test]
fn deep_nesting_takes_no_stack() {
    const DEPTH: usize = 200_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    let found = read_in_windows(&format!("{{\"a\":{open}{close}}}"), &JsonShape::Lines, 1 << 20).0;
    assert_eq!(found, [record(&[("a", &format!("{open}{close}"))])]);
    let found = read_in_windows(&format!("[{open}{close}]"), &JsonShape::Array, 1 << 20).0;
    assert_eq!(found, [malformed(&open[..200], NO_OBJECT)]);
    let found = read_in_windows(&open, &JsonShape::Array, 1 << 20).0;
    assert_eq!(found, [problem(0, Broken::Cut)]);
    let found = read_in_windows(&format!("{{\"a\":{open}\n{{\"a\":1}}"), &JsonShape::Lines, 1 << 20).0;
    assert_eq!(found[1..], [record(&[("a", "1")])]);
    assert_eq!(sniff(&format!("[{open}")), Some(JsonShape::Array));
}

#[test]
fn many_objects_that_never_close_take_no_longer_than_others() {
    const LINES: usize = 100_000;
    let text = "{\"a\":[\n".repeat(LINES);

    assert_eq!(read_in_windows(&text, &JsonShape::Lines, 1 << 20).0.len(), LINES);
}

#[test]
fn an_object_has_at_most_so_many_names() {
    let object = |names: usize| {
        let fields: Vec<String> = (0..names).map(|name| format!("\"{name}\":0")).collect();
        format!("{{{}}}", fields.join(","))
    };
    let (most, over) = (object(crate::base::limits::MAX_COLUMNS), object(crate::base::limits::MAX_COLUMNS + 1));
    for text in [format!("{most}\n{over}\n{most}"), format!("[{most},{over},{most}]")] {
        let found = read_in_windows(&text, &sniff(&text).expect("is JSON"), 5_000).0;
        assert!(matches!(
            &found[..],
            [Found::Record(_), Found::Malformed(_, why), Found::Record(_)] if why == "it has too many names"
        ));
    }
}

/// A JSON value as written, with white space, and the cell that it is.
fn value() -> impl Strategy<Value = (String, Option<String>)> {
    let text = "[a-z\"\\\\\u{0}\u{1f}\n\u{e9}\u{1f600} ,{}\\[\\]]{0,6}";
    let scalar = prop_oneof![
        Just(("null".to_owned(), None)),
        prop::sample::select(vec!["true", "false", "0", "-12", "1.50", "2e-7", "1E+400", "123456789012345678901"])
            .prop_map(|text| (text.to_owned(), Some(text.to_owned()))),
        text.prop_map(|text| (serde_json::to_string(&text).expect("text"), Some(text))),
    ];
    scalar.prop_recursive(2, 8, 3, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| {
                let spaced: Vec<String> = items.iter().map(|(text, _)| format!(" {text}\n")).collect();
                (format!("[{}]", spaced.join(",")), Some(compact_of(&format!("[{}]", spaced.join(",")))))
            }),
            prop::collection::vec(("[a-c]", inner), 0..3).prop_map(|fields| {
                let spaced: Vec<String> =
                    fields.iter().map(|(key, (text, _))| format!("\t\"{key}\" : {text} ")).collect();
                (format!("{{{}}}", spaced.join(",")), Some(compact_of(&format!("{{{}}}", spaced.join(",")))))
            }),
        ]
    })
}

/// JSON without its white space, by another way than the scanner's: texts are split off first.
fn compact_of(json: &str) -> String {
    let mut out = String::new();
    let mut rest = json;
    while let Some(open) = rest.find('"') {
        out.extend(rest[..open].chars().filter(|character| !character.is_whitespace()));
        let text: String = serde_json::Deserializer::from_str(&rest[open..])
            .into_iter::<String>()
            .next()
            .expect("a text")
            .expect("a text");
        let written = serde_json::to_string(&text).expect("text");
        assert!(rest[open..].starts_with(&written));
        out.push_str(&written);
        rest = &rest[open + written.len()..];
    }
    out.extend(rest.chars().filter(|character| !character.is_whitespace()));
    out
}

type Row = Vec<(String, (String, Option<String>))>;

fn table() -> impl Strategy<Value = Vec<Row>> {
    let names = prop::sample::subsequence(vec!["id", "na me", "\u{e9}", "x\"y", "", "n"], 0..=6);
    let row = names.prop_flat_map(|names| {
        let width = names.len();
        prop::collection::vec(value(), width)
            .prop_map(move |values| names.iter().map(|name| (*name).to_owned()).zip(values).collect())
    });
    prop::collection::vec(row, 0..6)
}

proptest! {
    #[test]
    fn a_table_reads_back_equal_in_every_shape_and_window(table in table(), window in 1usize..64, space in "[ \t\n\r]{0,2}") {
        let expected: Vec<Found> = table
            .iter()
            .map(|row| Found::Record(row.iter().map(|(key, (_, cell))| (key.clone(), cell.clone())).collect()))
            .collect();
        let objects: Vec<String> = table
            .iter()
            .map(|row| {
                let fields: Vec<String> = row
                    .iter()
                    .map(|(key, (text, _))| format!("{space}{}{space}:{space}{text}", serde_json::to_string(key).expect("text")))
                    .collect();
                format!("{{{}{space}}}", fields.join(","))
            })
            .collect();
        let lines = objects.join("\n");
        let array = format!("{space}[{}]{space}", objects.join(&format!("{space},")));
        let wrapped = format!("{{\"n\":1,\"data\":{space}[{}],\"m\":[{{}}]}}{space}", objects.join(","));
        prop_assert_eq!(&read_in_windows(&lines, &JsonShape::Lines, window).0, &expected);
        prop_assert_eq!(&read_in_windows(&array, &JsonShape::Array, window).0, &expected);
        if !table.is_empty() {
            let shape = sniff(&wrapped).expect("is JSON");
            prop_assert_eq!(&shape.label(), "array “data”");
            prop_assert_eq!(&read_in_windows(&wrapped, &shape, window).0, &expected);
            prop_assert_eq!(sniff(&array), Some(JsonShape::Array));
        }
    }

    #[test]
    fn windows_never_change_what_is_found(text in "[\\[\\]{}\":,a\\\\u10 \n\r-]{0,60}", window in 1usize..12) {
        for shape in [
            JsonShape::Lines,
            JsonShape::Array,
            JsonShape::Wrapped { key: "a".to_owned(), start: 3, beside: Vec::new() },
        ] {
            let whole = read_in_windows(&text, &shape, 100).0;
            prop_assert_eq!(&read_in_windows(&text, &shape, window).0, &whole);
        }
    }

    #[test]
    fn no_text_at_all_brings_the_scanner_down(text in "\\PC{0,40}", start in 0usize..9) {
        let shapes = [JsonShape::Lines, JsonShape::Array, JsonShape::Wrapped { key: "a".to_owned(), start, beside: Vec::new() }];
        for shape in shapes.into_iter().chain(sniff(&text)) {
            read_in_windows(&text, &shape, 5);
        }
    }
}

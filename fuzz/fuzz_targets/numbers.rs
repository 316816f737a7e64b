#![no_main]

use libfuzzer_sys::fuzz_target;
use varve::engine::cells::numbers::{DecimalMark, NumberRule, parse, read};
use varve::engine::text::TextColumn;

fuzz_target!(|text: &str| {
    let mut column = TextColumn::default();
    text.lines().for_each(|line| column.push(Some(line)));
    for line in text.lines() {
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            assert!(parse(line.trim(), mark).is_none_or(f64::is_finite));
        }
    }
    for rule in [NumberRule::Auto, NumberRule::Mark(DecimalMark::Comma), NumberRule::Percent] {
        assert_eq!(read(&column, &[], rule).values.len(), column.len());
    }
});

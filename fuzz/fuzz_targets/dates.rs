#![no_main]

use libfuzzer_sys::fuzz_target;
use varve::base::date::iso;
use varve::engine::cells::dates::{DateOrder, DateRule, SerialSystem, is_date, read};
use varve::engine::text::TextColumn;

fuzz_target!(|text: &str| {
    let mut column = TextColumn::default();
    text.lines().for_each(|line| column.push(Some(line)));
    for rule in [
        DateRule::Auto,
        DateRule::Order(DateOrder::DayFirst),
        DateRule::Serial(SerialSystem::Excel1900),
        DateRule::Serial(SerialSystem::Excel1904),
    ] {
        let found = read(&column, &[], rule);
        assert_eq!(found.days.len(), column.len());
        assert!(found.timed.is_sorted() && found.offset.is_sorted());
        // A day that was found is written and read back the same.
        for day in found.days.iter().filter(|day| is_date(**day)) {
            let mut again = TextColumn::default();
            again.push(Some(&iso(*day)));
            assert_eq!(read(&again, &[], DateRule::Auto).days, [*day]);
        }
    }
});

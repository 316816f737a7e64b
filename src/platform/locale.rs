//! The marks and orders of the person's language, asked of the browser's `Intl`.

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::base::locale::{DateOrder, Locale};

/// The page's locale. Digits are the Latin ones everywhere: charts measure their texts by them.
pub fn locale() -> Option<Locale> {
    let property = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let language = property(&property(&js_sys::global(), "navigator")?, "language")?.as_string()?;
    let numbers = parts("NumberFormat", &language, &JsValue::from_f64(-1_234_567.8))?;
    let whole: Vec<usize> = values(&numbers, "integer").map(|text| text.len()).collect();
    let (last, others) = match whole.as_slice() {
        [.., before, last] if whole.len() > 2 => (*last, *before),
        _ => (3, 3),
    };
    let four = parts("NumberFormat", &language, &JsValue::from_f64(1_234.0))?;
    let decimal = values(&numbers, "decimal").next()?;
    let group = values(&numbers, "group").next().unwrap_or_default();
    let least = if values(&four, "group").next().is_some() { 4 } else { 5 };
    Some(Locale { decimal, group, sizes: (last, others), least, date: date(&language) })
}

/// The sign before the decimals in the person's language; a point where the browser does not tell.
pub fn decimal_mark() -> String {
    locale().map_or_else(|| ".".to_owned(), |locale| locale.decimal)
}

/// The order of a date. One that begins with its month is left as files have it: half of all readers would take the
/// month for the day.
fn date(language: &str) -> Option<(DateOrder, String)> {
    let day = Date::new_with_year_month_day(2024, 11, 31);
    let parts = parts("DateTimeFormat", language, &day)?;
    let order = match kinds(&parts).find(|(kind, _)| kind != "literal")?.0.as_str() {
        "day" => DateOrder::DayFirst,
        "year" => DateOrder::YearFirst,
        _ => return None,
    };
    let year = values(&parts, "year").next()?;
    // Another calendar counts other years.
    (year == "2024").then_some(())?;
    Some((order, values(&parts, "literal").next()?))
}

/// What a formatter of `Intl` makes of a value, part by part.
fn parts(formatter: &str, language: &str, value: &JsValue) -> Option<Array> {
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let formatter: Function = Reflect::get(&intl, &JsValue::from_str(formatter)).ok()?.dyn_into().ok()?;
    let options = Object::new();
    for (name, wanted) in [("numberingSystem", "latn"), ("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")] {
        // A new object takes any property; what a formatter does not know it passes over.
        drop(Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(wanted)));
    }
    let arguments = Array::of2(&JsValue::from_str(language), &options);
    let made = Reflect::construct(&formatter, &arguments).ok()?;
    let write: Function = Reflect::get(&made, &JsValue::from_str("formatToParts")).ok()?.dyn_into().ok()?;
    write.call1(&made, value).ok()?.dyn_into().ok()
}

fn kinds(parts: &Array) -> impl Iterator<Item = (String, String)> + '_ {
    let text = |part: &JsValue, name: &str| Reflect::get(part, &JsValue::from_str(name)).ok()?.as_string();
    parts.iter().filter_map(move |part| Some((text(&part, "type")?, text(&part, "value")?)))
}

fn values<'a>(parts: &'a Array, kind: &'a str) -> impl Iterator<Item = String> + 'a {
    kinds(parts).filter_map(move |(own, value)| (own == kind).then_some(value))
}

//! Query strings, decoded and encoded by the browser itself.

use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// The pairs of a query string, in order, decoded. The router's own map decodes twice and would mangle a `%41` in a value.
pub fn parse(search: &str) -> Vec<(String, String)> {
    let Ok(params) = UrlSearchParams::new_with_str(search) else {
        return Vec::new();
    };
    let entries = js_sys::try_iter(&params).ok().flatten().into_iter().flatten().flatten();
    entries
        .filter_map(|entry: JsValue| {
            let pair = js_sys::Array::from(&entry);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
}

/// The pairs as a query string with its `?`; empty for no pairs.
pub fn write(pairs: &[(String, String)]) -> String {
    let Ok(params) = UrlSearchParams::new() else {
        return String::new();
    };
    for (key, value) in pairs {
        params.append(key, value);
    }
    let text = String::from(params.to_string());
    if text.is_empty() { text } else { format!("?{text}") }
}

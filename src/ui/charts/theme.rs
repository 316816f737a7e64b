//! The colours of charts, read from the style sheet so that they are written down in one place only.

use web_sys::CssStyleDeclaration;

use crate::present::chart::Theme;

/// `--chart-1` to `--chart-8`.
const SERIES: usize = 8;

/// `--chart-ramp-1` to `--chart-ramp-7`.
const RAMP: usize = 7;

/// The chart colours in force now; read again after every change between light and dark.
pub fn theme_from_css() -> Theme {
    let style = computed_style();
    let read = |name: String| {
        let value = style.as_ref().and_then(|style| style.get_property_value(&name).ok());
        value.map(|value| value.trim().to_owned()).unwrap_or_default()
    };
    let color = |name: &str| read(format!("--chart-{name}"));
    Theme {
        dark: color("dark") == "1",
        text: color("text"),
        muted: color("muted"),
        grid: color("grid"),
        surface: color("surface"),
        accent: color("accent"),
        series: (1..=SERIES).map(|number| color(&number.to_string())).collect(),
        ramp: (1..=RAMP).map(|number| color(&format!("ramp-{number}"))).collect(),
    }
}

fn computed_style() -> Option<CssStyleDeclaration> {
    let window = web_sys::window()?;
    let root = window.document()?.document_element()?;
    window.get_computed_style(&root).ok().flatten()
}

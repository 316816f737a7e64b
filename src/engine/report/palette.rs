//! The colours of the report: those of the page in the light, read from the page's own style sheets.

use crate::present::chart::Theme;

const TOKENS: &str = include_str!("../../../styles/tokens.css");
const CHARTS: &str = include_str!("../../../styles/charts.css");

/// Colours as a style sheet and for drawings.
pub(super) struct Palette {
    /// A rule that sets the custom properties.
    pub(super) style: String,
    pub(super) theme: Theme,
}

impl Palette {
    /// Reads the style sheets, which are part of the program.
    pub(super) fn read() -> Self {
        let properties: Vec<(&str, &str)> = [TOKENS, CHARTS].into_iter().flat_map(properties).collect();
        let color = |name: &str| {
            let name = format!("--chart-{name}");
            properties.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
        };
        let all = |prefix: &str| (1..).map_while(|number| color(&format!("{prefix}{number}"))).collect();
        let one = |name: &str| color(name).unwrap_or_default();
        let theme = Theme {
            dark: false,
            text: one("text"),
            muted: one("muted"),
            grid: one("grid"),
            surface: one("surface"),
            accent: one("accent"),
            series: all(""),
            ramp: all("ramp-"),
        };
        let rules: String = properties.iter().map(|(name, value)| format!("{name}:{value};")).collect();
        Self { style: format!(":root{{color-scheme:light;{rules}}}\n"), theme }
    }
}

/// The custom properties of the first rule for `:root`, which is the light theme's.
fn properties(sheet: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rule = sheet.split(":root {").nth(1).and_then(|rest| rest.split('}').next()).unwrap_or_default();
    let line =
        |line: &'static str| line.trim().strip_suffix(';')?.split_once(": ").filter(|(name, _)| name.starts_with("--"));
    rule.lines().filter_map(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_page() {
        let palette = Palette::read();
        let theme = &palette.theme;
        assert_eq!((theme.series.len(), theme.ramp.len()), (8, 7));
        let colors = [&theme.text, &theme.muted, &theme.grid, &theme.surface, &theme.accent];
        for color in colors.into_iter().chain(&theme.series).chain(&theme.ramp) {
            assert!(color.len() == 7 && color.starts_with('#'), "{color}");
        }
        assert!(palette.style.contains("--text:#") && palette.style.contains("--space-4:"), "{}", palette.style);
    }
}

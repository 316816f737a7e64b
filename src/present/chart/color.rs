//! Colours: hex texts of the theme to plotters' colours, mixing, ramps, and which text colour reads on a fill.

use plotters::style::RGBColor;

use super::Theme;

/// How far an unpicked mark fades into the surface.
const PALE: f64 = 0.74;

/// How far the ground of a hatched mark fades into the surface.
const HATCH_GROUND: f64 = 0.84;

/// A theme with its colours read.
pub(super) struct Palette {
    pub(super) text: RGBColor,
    pub(super) muted: RGBColor,
    pub(super) grid: RGBColor,
    pub(super) surface: RGBColor,
    series: Vec<RGBColor>,
    pub(super) ramp: Vec<RGBColor>,
}

impl Palette {
    pub(super) fn new(theme: &Theme) -> Self {
        let all = |texts: &[String], fallback: &str| -> Vec<RGBColor> {
            let colors: Vec<RGBColor> = texts.iter().map(|text| parse(text)).collect();
            if colors.is_empty() { vec![parse(fallback)] } else { colors }
        };
        Self {
            text: parse(&theme.text),
            muted: parse(&theme.muted),
            grid: parse(&theme.grid),
            surface: parse(&theme.surface),
            series: all(&theme.series, &theme.accent),
            ramp: all(&theme.ramp, &theme.accent),
        }
    }

    /// The colour of the series at this index; beyond the palette the colours come again, each round paler.
    pub(super) fn series(&self, index: usize) -> RGBColor {
        let round = index / self.series.len();
        let color = self.series[index % self.series.len()];
        mix(color, self.surface, (0.35 * round as f64).min(0.7))
    }

    /// The colour of a mark that is not picked while others are.
    pub(super) fn pale(&self, color: RGBColor) -> RGBColor {
        mix(color, self.surface, PALE)
    }

    /// The ground under a hatch.
    pub(super) fn hatch_ground(&self, color: RGBColor) -> RGBColor {
        mix(color, self.surface, HATCH_GROUND)
    }

    /// The theme's text or surface colour, whichever reads better on `fill`.
    pub(super) fn readable_on(&self, fill: RGBColor) -> RGBColor {
        if contrast(self.text, fill) >= contrast(self.surface, fill) { self.text } else { self.surface }
    }

    /// The ramp at `share` 0..1, straight between its stops.
    pub(super) fn ramp_at(&self, share: f64) -> RGBColor {
        let last = self.ramp.len() - 1;
        let place = share.clamp(0.0, 1.0) * last as f64;
        let low = (place as usize).min(last);
        mix(self.ramp[low], self.ramp[(low + 1).min(last)], place - low as f64)
    }
}

/// `#rrggbb` as a colour; anything else is a middle grey, so that a broken style sheet still gives a chart.
pub(super) fn parse(text: &str) -> RGBColor {
    let digits = text.trim().trim_start_matches('#');
    match u32::from_str_radix(digits, 16) {
        Ok(value) if digits.len() == 6 => RGBColor((value >> 16) as u8, (value >> 8) as u8, value as u8),
        _ => RGBColor(128, 128, 128),
    }
}

/// `#rrggbb`.
pub(super) fn hex(color: RGBColor) -> String {
    format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2)
}

/// From `a` (share 0) to `b` (share 1).
pub(super) fn mix(a: RGBColor, b: RGBColor, share: f64) -> RGBColor {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    RGBColor(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

/// Contrast ratio of two colours, 1..21 (WCAG 2).
pub(super) fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: RGBColor) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_parse_mix_and_contrast() {
        assert_eq!(hex(parse(" #0f766e ")), "#0f766e");
        assert_eq!(hex(parse("teal")), "#808080");
        assert_eq!(hex(mix(parse("#000000"), parse("#ffffff"), 0.5)), "#808080");
        assert!((contrast(parse("#000000"), parse("#ffffff")) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_ramp_ends_in_its_stops_and_picks_readable_text() {
        let palette = Palette::new(&super::super::tests::theme());
        let (first, last) = (palette.ramp[0], palette.ramp[palette.ramp.len() - 1]);
        assert_eq!((palette.ramp_at(-1.0), palette.ramp_at(2.0)), (first, last));
        assert_eq!(palette.readable_on(last), palette.surface);
        assert_eq!(palette.readable_on(first), palette.text);
    }
}

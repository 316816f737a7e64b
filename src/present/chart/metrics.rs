//! Widths of texts from a static table, so that a layout is the same natively and in every browser and no font is touched.

/// Advance widths of U+0020..U+007E in thousandths of an em: DejaVu Sans, about the widest of the common sans fonts,
/// so that what fits by this table fits in the reader's own font.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// What stands for the cut-off rest of a text.
const ELLIPSIS: char = '…';

/// Width in pixels of `text` at a font size of `size` pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// [`pixels`] of a text in bold, which is wider by about this much.
pub(super) fn bold_pixels(text: &str, size: f64) -> i32 {
    pixels(text, size * 1.1)
}

/// [`width`] rounded up to whole pixels.
pub(super) fn pixels(text: &str, size: f64) -> i32 {
    width(text, size).ceil() as i32
}

/// `text` if it fits into `room` pixels, else its beginning with an ellipsis; empty when not even that fits.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut used = advance(ELLIPSIS) * size;
    let mut short = String::new();
    for character in text.chars() {
        used += advance(character) * size;
        if used > room {
            break;
        }
        short.push(character);
    }
    short.truncate(short.trim_end().len());
    if short.is_empty() {
        return short;
    }
    short.push(ELLIPSIS);
    short
}

fn advance(character: char) -> f64 {
    match character {
        ' '..='~' => f64::from(ASCII[character as usize - 0x20]) / 1_000.0,
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 1.0,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'.. => 1.3,
        _ => 0.7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_come_from_the_table() {
        assert!((width("00", 10.0) - 12.72).abs() < 1e-9);
        assert!(width("iii", 10.0) < width("WWW", 10.0));
        assert_eq!(width("", 10.0), 0.0);
        assert!(width("東京", 10.0) >= 20.0);
    }

    #[test]
    fn long_texts_end_in_an_ellipsis_and_fit() {
        let name = "Cannot Lose Them <script>";
        let short = fit(name, 12.0, 70.0);
        assert!(short.ends_with('…') && width(&short, 12.0) <= 70.0, "{short}");
        assert_eq!(fit("Lost", 12.0, 70.0), "Lost");
        assert_eq!(fit("Lost", 12.0, 3.0), "");
    }
}

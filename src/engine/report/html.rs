//! Markup being written: our own as it is, every other text escaped.

use std::borrow::Cow;

/// Characters of a text that are shown: a cell of a megabyte tells nobody more.
const MAX_CHARACTERS: usize = 240;

/// A document being written.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Adds our own markup.
    pub(super) fn markup(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a text, of a very long one the beginning.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        let shown = match text.char_indices().nth(MAX_CHARACTERS) {
            Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
            None => Cow::Borrowed(text),
        };
        self.whole_text(&shown)
    }

    /// Adds a text of ours, however long.
    pub(super) fn whole_text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(character),
                control if control.is_control() => self.0.push('\u{fffd}'),
                other => self.0.push(other),
            }
        }
        self
    }

    /// Adds an element with a text; `attributes` is markup with a space before it, or nothing.
    pub(super) fn element(&mut self, tag: &str, attributes: &str, text: &str) -> &mut Self {
        self.markup("<")
            .markup(tag)
            .markup(attributes)
            .markup(">")
            .whole_text(text)
            .markup("</")
            .markup(tag)
            .markup(">")
    }

    /// Adds an element with a text from the files, which keeps its writing direction to itself.
    pub(super) fn foreign(&mut self, tag: &str, attributes: &str, text: &str) -> &mut Self {
        self.markup("<")
            .markup(tag)
            .markup(attributes)
            .markup("><bdi>")
            .text(text)
            .markup("</bdi></")
            .markup(tag)
            .markup(">")
    }

    /// The whole.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text as an attribute's value.
pub(super) fn attribute(text: &str) -> String {
    let mut out = Html::default();
    out.whole_text(text);
    out.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup_and_long_ones_end() {
        let mut out = Html::default();
        out.foreign("td", " class=\"n\"", "<b onclick='x'>\u{0}&\"\u{202e}");
        assert_eq!(
            out.into_text(),
            "<td class=\"n\"><bdi>&lt;b onclick=&#39;x&#39;&gt;\u{fffd}&amp;&quot;\u{202e}</bdi></td>"
        );
        let mut out = Html::default();
        out.text(&"é".repeat(1_000_000));
        assert_eq!(out.into_text().chars().count(), MAX_CHARACTERS + 1);
    }
}

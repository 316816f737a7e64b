//! What the page says stands in `src/texts`, read from the sources: no sentence elsewhere, and no text that nothing says.

use std::ops::Range;

use crate::support::path;
use crate::tidy::sources;

/// Where texts of the page could slip in.
const FOLDERS: [&str; 6] = ["ui", "client", "platform", "present", "protocol", "bin"];

/// Names of keys and of the web that look like words, and what is asked of style sheets.
const NAMES: [&str; 10] = [
    "Home",
    "End",
    "Enter",
    "Escape",
    "Control+K",
    "Files",
    "Intl",
    "input, textarea, select, [contenteditable], dialog[open]",
    "(pointer: coarse)",
    "FILES…",
];

/// Attributes that are read to people.
const SAID: [&str; 4] = ["aria-label", "title", "placeholder", "alt"];

/// A string literal: its line, its text as written, how much of the code stands before it.
struct Literal {
    line: usize,
    text: String,
    at: usize,
}

/// The code of a source without comments, with empty strings, and its strings.
fn taken_apart(source: &str) -> (String, Vec<Literal>) {
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                let length = string_length(rest);
                let line = source[..source.len() - rest.len()].matches('\n').count() + 1;
                literals.push(Literal { line, text: rest[1..length - 1].to_owned(), at: code.len() });
                code.push_str("\"\"");
                length
            }
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => {
                let hashes = rest[1..].chars().take_while(|mark| *mark == '#').count();
                let end = format!("\"{}", "#".repeat(hashes));
                match rest[1 + hashes..].strip_prefix('"').and_then(|inside| inside.find(&end)) {
                    Some(inside) => 2 + hashes + inside + end.len(),
                    None => 1,
                }
            }
            // A character, or the name of a lifetime.
            '\'' if rest[1..].starts_with('\\') => 3 + rest[3..].find('\'').unwrap_or_default(),
            '\'' if rest[1..].chars().nth(1) == Some('\'') => 2 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => {
                code.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    (code, literals)
}

/// The bytes of the string that a text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text[1..].find(|letter| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// The parts of the code that are for tests.
fn tests_in(code: &str) -> Vec<Range<usize>> {
    let begins = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    begins
        .map(|at| {
            let opens = code[at..].find(['{', ';']).map_or(code.len(), |found| at + found);
            let mut depth = 0;
            let end = code[opens..].find(|letter| {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                depth == 0
            });
            at..end.map_or(code.len(), |end| opens + end)
        })
        .collect()
}

/// What of a format string is not filled in, and of a string not escaped.
fn written(text: &str) -> String {
    let (mut kept, mut depth, mut escaped) = (String::new(), 0_i32, false);
    for letter in text.chars() {
        match letter {
            _ if std::mem::take(&mut escaped) => kept.push(' '),
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                kept.push('…');
            }
            _ if depth <= 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn is_word(token: &str) -> bool {
    token.chars().count() > 1 && token.chars().all(char::is_alphabetic)
}

/// Whether a string reads like something that is said: a word with a capital, two words, a word beside a value.
fn reads_like_text(text: &str) -> bool {
    let is_markup = text.contains("=\\\"") || text.contains('<');
    let text = written(text);
    let is_code = |token: &str| token.contains("--") || token.contains("__");
    if is_markup || text.split_whitespace().any(is_code) {
        return false;
    }
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    let is_name = capitals > 1 && text.chars().all(|letter| letter.is_ascii_alphanumeric());
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let capital = words.clone().any(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    });
    // A unit right after a value, as in a style, is no word.
    let outside = |letter: char| !letter.is_alphanumeric() && letter != '…';
    let tokens = text.split(' ').map(|token| token.trim_matches(outside));
    let spoken = tokens.filter(|token| is_word(token)).count();
    let beside = text.contains('…') || text.starts_with([' ', ',']) || text.ends_with(' ');
    capital && !is_name || spoken > 1 || spoken == 1 && beside && text.contains(' ')
}

/// The sentences in a source: what it shows, or could show.
fn texts_in(source: &str) -> Vec<String> {
    let (code, literals) = taken_apart(source);
    let tests = tests_in(&code);
    let mut found = Vec::new();
    for (index, literal) in literals.iter().enumerate() {
        let before = code[..literal.at].trim_end();
        let statement = before.rsplit([';', '{', '}']).next().unwrap_or_default();
        let hidden = tests.iter().any(|range| range.contains(&literal.at))
            || statement.contains("#[")
            || statement.contains("assert")
            || before.ends_with("expect(")
            || before.ends_with("of(\"\",")
            || NAMES.contains(&literal.text.as_str());
        let attribute = before.ends_with("(\"\",").then(|| literals[index - 1].text.as_str());
        let shown = before.ends_with(".say(") || attribute.is_some_and(|name| SAID.contains(&name));
        let has_word = || written(&literal.text).split(|letter: char| !letter.is_alphabetic()).any(is_word);
        if !hidden && (shown && has_word() || reads_like_text(&literal.text)) {
            found.push(format!("{}: {}", literal.line, literal.text));
        }
    }
    found
}

#[test]
fn the_page_says_nothing_of_its_own() {
    let (root, mut found) = (path("../src"), Vec::new());
    for (path, source) in FOLDERS.iter().flat_map(|folder| sources(folder)) {
        let own = path.strip_prefix(&root).expect("a source");
        let is_test = own.components().any(|part| part.as_os_str() == "tests") || own.ends_with("tests.rs");
        if !is_test {
            found.extend(texts_in(&source).into_iter().map(|text| format!("{}:{text}", own.display())));
        }
    }
    let where_they_are: usize = sources("texts").iter().map(|(_, source)| texts_in(source).len()).sum();
    assert!(where_they_are > 400, "{where_they_are}: texts are not seen any more");
    assert_eq!(found, Vec::<String>::new(), "texts belong into src/texts, where translators find them");
}

#[test]
fn a_sentence_is_told_from_a_name() {
    let said = [
        r#"button.say("Save")"#,
        r#"cell.say("any")"#,
        r#"node.with("aria-label", "rows")"#,
        r#"let text = "No rows here.";"#,
        r#"format!("{} rows", count)"#,
        r#"format!("from {least} to {most}")"#,
        r#"(Some(first), " points")"#,
        r#"("all rows", 1)"#,
        r#"error.hint("Reload the page.")"#,
        r#"#[cfg(test)] mod tests { const A: &str = "Not shown."; } const B: &str = "Shown.";"#,
    ];
    for source in said {
        assert_eq!(texts_in(source).len(), 1, "{source}");
    }
    let unsaid = [
        r#"Node::of("div", "page start")"#,
        r#"let class = "button button--small";"#,
        r#"get(window, "PerformanceObserver")"#,
        r#"format!("width:{}px;height:{}px", width, height)"#,
        r#"format!("translate({}px, {}px)", x, y)"#,
        r#"format!("audience-{column}-{value}")"#,
        r#"file.expect("a file that is there")"#,
        r#"debug_assert!(done, "not done in time: {why}")"#,
        r#"cell.say(" · ")"#,
        "// A comment with \"A sentence.\"\n",
        r#"let quote = '"'; let name = "plain"; // '"' "Not shown.""#,
        r##"#[allow(dead_code, reason = "Nobody reads this.")] fn one() {}"##,
        r#"#[cfg(test)] mod tests { #[test] fn one() { let _ = "Not shown."; } }"#,
    ];
    for source in unsaid {
        assert_eq!(texts_in(source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn every_text_is_said() {
    let code: String = FOLDERS.iter().flat_map(|folder| sources(folder)).map(|(_, source)| source).collect();
    let mut unsaid = Vec::new();
    for (path, source) in sources("texts") {
        let area = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let names = source.lines().filter_map(|line| {
            let rest = line.strip_prefix("pub const ").or_else(|| line.strip_prefix("pub fn "))?;
            rest.split([':', '(']).next()
        });
        for name in names {
            let full = format!("texts::{area}::{name}");
            let mut uses = code.match_indices(&full).map(|(at, _)| code[at + full.len()..].chars().next());
            if !uses.any(|next| next.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')) {
                unsaid.push(full);
            }
        }
    }
    assert_eq!(unsaid, Vec::<String>::new(), "texts that nothing says");
}

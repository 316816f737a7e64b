//! What the build's last step changes in the text of index.html.

use crate::failure::{Done, Failure};

/// Where an inline module script stands: the whole element, and its text.
struct Inline<'a> {
    before: &'a str,
    text: &'a str,
    after: &'a str,
}

/// Moves the one inline module script, which Trunk wrote, into a file of its own: the page's policy forbids inline scripts.
/// Returns the page that names `file(text)`, and the text for that file.
pub(crate) fn move_boot_script(html: &str, file: impl FnOnce(&str) -> String) -> Done<(String, String)> {
    let script = scripts(html).find(|script| script.is_inline() && script.is_module()).ok_or_else(|| {
        Failure::new("Trunk's page has no inline module script: look at `pattern_script` in Trunk.toml.")
    })?;
    let Inline { before, text, after } = script.split(html);
    let text = format!("{}\n", text.trim());
    // Relative: the page's <base> leads to the folder, whatever path it is served under.
    let tag = format!("<script type=\"module\" src=\"{}\"></script>", file(&text));
    Ok((format!("{before}{tag}{after}"), text))
}

/// Whether Trunk's development server put its reload script into the page.
pub(crate) fn has_autoreload(html: &str) -> bool {
    html.contains(".well-known/trunk/ws")
}

/// Inline scripts that are left; the page's policy would block them.
pub(crate) fn inline_scripts(html: &str) -> usize {
    scripts(html).filter(Script::is_inline).count()
}

/// Lets Trunk's reload script and its socket through; for development only.
pub(crate) fn relax_policy(html: &str) -> String {
    html.replacen("script-src 'self'", "script-src 'self' 'unsafe-inline'", 1).replacen(
        "connect-src 'self'",
        "connect-src 'self' ws: wss:",
        1,
    )
}

/// Writes the content of `<meta name="NAME" content="…">`.
pub(crate) fn set_meta(html: &str, name: &str, content: &str) -> Done<String> {
    let open = format!("<meta name=\"{name}\" content=\"");
    let missing = || Failure::new(format!("index.html has no `{open}…\">`: the build writes into it, so put it back."));
    let start = html.find(&open).ok_or_else(missing)? + open.len();
    let end = start + html[start..].find('"').ok_or_else(missing)?;
    Ok(format!("{}{content}{}", &html[..start], &html[end..]))
}

/// Whether the page carries its content security policy.
pub(crate) fn has_policy(html: &str) -> bool {
    html.contains("http-equiv=\"Content-Security-Policy\"")
}

/// A script element by its places in the text.
struct Script<'a> {
    tag: &'a str,
    start: usize,
    text: std::ops::Range<usize>,
    end: usize,
}

impl Script<'_> {
    fn is_inline(&self) -> bool {
        !self.tag.contains(" src=")
    }

    fn is_module(&self) -> bool {
        self.tag.contains("type=\"module\"") || self.tag.contains("type=module")
    }

    fn split<'a>(&self, html: &'a str) -> Inline<'a> {
        Inline { before: &html[..self.start], text: &html[self.text.clone()], after: &html[self.end..] }
    }
}

/// Every script element. Trunk writes the page, so this need not know all of HTML.
fn scripts(html: &str) -> impl Iterator<Item = Script<'_>> {
    const CLOSE: &str = "</script>";
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + html[from..].find("<script")?;
        let open = start + html[start..].find('>')? + 1;
        let close = open + html[open..].find(CLOSE)?;
        from = close + CLOSE.len();
        Some(Script { tag: &html[start..open], start, text: open..close, end: from })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta name=\"varve-build\" content=\"dev\"><script src=\"x.js\"></script></head>\
        <body><script type=\"module\" nonce=\"n\">\nimport init from \"/app.js\";\n</script><p></p></body>";

    #[test]
    fn the_boot_script_moves_into_its_file() {
        let (page, text) = move_boot_script(PAGE, |text| format!("boot-{}.js", text.len())).unwrap();
        assert_eq!(text, "import init from \"/app.js\";\n");
        assert!(page.contains("<body><script type=\"module\" src=\"boot-28.js\"></script><p>"), "{page}");
        assert!(!page.contains("nonce"));
        assert_eq!((inline_scripts(PAGE), inline_scripts(&page)), (1, 0));
    }

    #[test]
    fn a_page_without_one_is_refused() {
        assert!(move_boot_script("<body><script>1</script></body>", |_| String::new()).is_err());
    }

    #[test]
    fn meta_is_written_in_place() {
        let page = set_meta(PAGE, "varve-build", "0123").unwrap();
        assert!(page.starts_with("<head><meta name=\"varve-build\" content=\"0123\"><script"));
        assert!(set_meta("<head></head>", "varve-build", "0123").is_err());
    }

    #[test]
    fn the_policy_opens_for_the_reload_script_only() {
        let strict = "content=\"script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'\"";
        let open = "content=\"script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self' ws: wss:\"";
        assert_eq!(relax_policy(strict), open);
        assert!(has_autoreload("const url = base + '.well-known/trunk/ws'") && !has_autoreload(PAGE));
    }
}

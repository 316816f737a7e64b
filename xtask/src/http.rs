//! What the static server answers: a pure function from a request and a folder to a reply.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What of a request matters here.
pub(crate) struct Request {
    method: String,
    path: String,
    wants_page: bool,
    if_none_match: Option<String>,
    /// Whether the client wants the connection closed afterwards.
    pub(crate) close: bool,
}

/// What goes back.
pub(crate) struct Reply {
    /// `200 OK`.
    pub(crate) status: &'static str,
    /// Name and value.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Also said when the body is left out.
    pub(crate) length: usize,
    /// Empty for HEAD.
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Reads the head of an HTTP/1.x request.
    pub(crate) fn parse(head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target, version) = (first.next()?, first.next()?, first.next()?);
        if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return None;
        }
        let mut request = Self {
            method: method.to_owned(),
            path: target.split(['?', '#']).next()?.to_owned(),
            wants_page: false,
            if_none_match: None,
            close: version == "HTTP/1.0",
        };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "accept" => request.wants_page = value.contains("text/html"),
                "if-none-match" => request.if_none_match = Some(value.to_owned()),
                "connection" => request.close = value.eq_ignore_ascii_case("close"),
                // A body would be read as the next request.
                "content-length" | "transfer-encoding" if value != "0" => return None,
                _ => {}
            }
        }
        Some(request)
    }
}

/// Answers with a file below `root`, which is served under `prefix` (starts and ends with a slash).
pub(crate) fn reply(request: Option<&Request>, root: &Path, prefix: &str) -> Reply {
    let Some(request) = request else { return text("400 Bad Request", "The request could not be read.") };
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut reply = text("405 Method Not Allowed", "Only GET and HEAD are served here.");
        reply.headers.push(("Allow", "GET, HEAD".to_owned()));
        return reply;
    }
    let mut reply = if let Some(path) = request.path.strip_prefix(prefix) {
        match find(root, path, request.wants_page) {
            Some(file) => send_file(&file, request.if_none_match.as_deref()),
            None => text("404 Not Found", "There is no such file."),
        }
    } else if request.path == "/" || format!("{}/", request.path) == prefix {
        let mut reply = text("302 Found", "The app is elsewhere.");
        reply.headers.push(("Location", prefix.to_owned()));
        reply
    } else {
        text("404 Not Found", "There is no such file.")
    };
    if request.method == "HEAD" {
        reply.body.clear();
    }
    reply
}

/// The file that a path means; for a page of the app, which has no file, the app itself.
fn find(root: &Path, path: &str, wants_page: bool) -> Option<PathBuf> {
    let path = decoded(path)?;
    let relative = Path::new(&path);
    // No way up, no drive, and no hidden file.
    let plain = relative.components().all(|part| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    });
    if !plain || path.contains(['\\', '\0']) {
        return None;
    }
    let file = if path.is_empty() { root.join("index.html") } else { root.join(relative) };
    if file.is_file() {
        // A link inside the folder must not lead out of it.
        let inside = file.canonicalize().ok()?.starts_with(root.canonicalize().ok()?);
        return inside.then_some(file);
    }
    let is_route = wants_page && !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    is_route.then(|| root.join("index.html"))
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, on)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(on.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &on[2..];
        } else {
            bytes.push(byte);
            rest = on;
        }
    }
    String::from_utf8(bytes).ok()
}

fn send_file(path: &Path, if_none_match: Option<&str>) -> Reply {
    let (Ok(meta), Ok(body)) = (fs::metadata(path), fs::read(path)) else {
        return text("404 Not Found", "There is no such file.");
    };
    let modified = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    // With a tag the browser asks again and keeps both the file and the code that it compiled from it.
    let tag = format!("\"{:x}-{:x}\"", body.len(), modified.as_nanos());
    let headers = vec![
        ("Content-Type", mime(path).to_owned()),
        ("Cache-Control", "no-cache".to_owned()),
        ("ETag", tag.clone()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    if if_none_match == Some(tag.as_str()) {
        return Reply { status: "304 Not Modified", headers, length: body.len(), body: Vec::new() };
    }
    Reply { status: "200 OK", headers, length: body.len(), body }
}

fn text(status: &'static str, sentence: &str) -> Reply {
    let body = format!("{sentence}\n").into_bytes();
    Reply { status, headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())], length: body.len(), body }
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("varve-xtask-http-{name}-{}", std::process::id()));
            fs::create_dir_all(root.join("site/sub")).unwrap();
            fs::write(root.join("secret.txt"), "secret").unwrap();
            for (file, content) in [("index.html", "<app>"), ("a b.js", "1"), ("sub/m.wasm", "\0asm"), (".hidden", "x")]
            {
                fs::write(root.join("site").join(file), content).unwrap();
            }
            Self(root)
        }

        fn get(&self, target: &str) -> Reply {
            self.ask(&format!("GET {target} HTTP/1.1\r\nAccept: text/html,*/*\r\n\r\n"))
        }

        fn ask(&self, head: &str) -> Reply {
            reply(Request::parse(head).as_ref(), &self.0.join("site"), "/some/path/")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
        reply.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn files_have_their_types() {
        let folder = Folder::new("types");
        let wasm = folder.get("/some/path/sub/m.wasm?v=1");
        assert_eq!((wasm.status, header(&wasm, "Content-Type")), ("200 OK", Some("application/wasm")));
        assert_eq!(header(&wasm, "Cache-Control"), Some("no-cache"));
        let script = folder.get("/some/path/a%20b.js");
        assert_eq!(header(&script, "Content-Type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(folder.get("/some/path/").body, b"<app>");
    }

    #[test]
    fn only_pages_fall_back_to_the_app() {
        let folder = Folder::new("fallback");
        assert_eq!(folder.get("/some/path/sales/tables?x=1").body, b"<app>");
        assert_eq!(folder.get("/some/path/gone.js").status, "404 Not Found");
        assert_eq!(folder.ask("GET /some/path/sales HTTP/1.1\r\nAccept: */*\r\n\r\n").status, "404 Not Found");
    }

    #[test]
    fn nothing_outside_is_served() {
        let folder = Folder::new("outside");
        for path in [
            "../secret.txt",
            "%2e%2e/secret.txt",
            "sub/../../secret.txt",
            "/etc/passwd",
            "..%5csecret.txt",
            ".hidden",
            "%",
        ] {
            let reply = folder.get(&format!("/some/path/{path}"));
            assert_eq!(reply.status, "404 Not Found", "{path}");
        }
        assert_eq!(folder.get("/secret.txt").status, "404 Not Found");
    }

    #[test]
    fn the_root_leads_to_the_app() {
        let folder = Folder::new("root");
        for target in ["/", "/some/path"] {
            let reply = folder.get(target);
            assert_eq!((reply.status, header(&reply, "Location")), ("302 Found", Some("/some/path/")), "{target}");
        }
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let folder = Folder::new("etag");
        let tag = header(&folder.get("/some/path/sub/m.wasm"), "ETag").unwrap().to_owned();
        let again = folder.ask(&format!("GET /some/path/sub/m.wasm HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n"));
        assert_eq!((again.status, again.body.len()), ("304 Not Modified", 0));
    }

    #[test]
    fn other_methods_are_refused() {
        let folder = Folder::new("methods");
        assert_eq!(folder.ask("POST /some/path/ HTTP/1.1\r\n\r\n").status, "405 Method Not Allowed");
        assert_eq!(folder.ask("GET /some/path/ HTTP/1.1\r\nContent-Length: 5\r\n\r\n").status, "400 Bad Request");
        assert_eq!(folder.ask("nonsense").status, "400 Bad Request");
        let head = folder.ask("HEAD /some/path/sub/m.wasm HTTP/1.1\r\n\r\n");
        assert_eq!((head.status, head.length, head.body.len()), ("200 OK", 4, 0));
    }
}

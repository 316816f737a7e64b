//! `cargo xtask serve`: a static server on this machine alone, for the release app.

use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::failure::{Done, Failure};
use crate::home::Home;
use crate::http::{Reply, Request, reply};
use crate::{setup, site};

/// The port that the README names.
pub(crate) const PORT: u16 = 8080;

/// A browser keeps its connections open; one that is silent for so long is let go.
const IDLE: Duration = Duration::from_secs(60);

/// No browser sends as much; who does is not served.
const HEAD_MAX: u64 = 64 * 1024;

/// Builds the release app and serves it until interrupted.
pub(crate) fn serve(home: &Home, dev: bool, port: u16, public_url: &str) -> Done {
    let tools = setup::for_build(home)?;
    // Before the build: to learn after ten minutes that the port is taken is no fun.
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
        Failure::new(format!(
            "Port {port} cannot be used ({error}): end what uses it, or choose another with `--port`."
        ))
    })?;
    if dev {
        drop(listener);
        return site::watch(home, &tools, port, public_url);
    }
    let out = home.target("site");
    site::build(home, &tools, &site::Plan { out: &out, public_url, optimize: false })?;
    println!("Varve is on http://127.0.0.1:{port}{public_url} (Ctrl+C ends it)");
    accept(&listener, Arc::new(Site { root: out, prefix: public_url.to_owned() }));
    Ok(())
}

struct Site {
    root: PathBuf,
    prefix: String,
}

fn accept(listener: &TcpListener, site: Arc<Site>) {
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A client that goes away in the middle is an error for its own thread only, and nobody's concern.
        thread::spawn(move || connection(&stream, &site.root, &site.prefix).ok());
    }
}

fn connection(stream: &TcpStream, root: &Path, prefix: &str) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = Vec::new();
        let mut limited = reader.by_ref().take(HEAD_MAX);
        loop {
            let start = head.len();
            if limited.read_until(b'\n', &mut head)? == 0 {
                return Ok(());
            }
            if matches!(&head[start..], b"\r\n" | b"\n") {
                break;
            }
        }
        let request = Request::parse(&String::from_utf8_lossy(&head));
        let close = request.as_ref().is_none_or(|request| request.close);
        send(stream, &reply(request.as_ref(), root, prefix), close)?;
        if close {
            return Ok(());
        }
    }
}

fn send(mut stream: &TcpStream, reply: &Reply, close: bool) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", reply.status, reply.length);
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(if close { "Connection: close\r\n\r\n" } else { "\r\n" });
    stream.write_all(head.as_bytes())?;
    stream.write_all(&reply.body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_twice_on_one_connection() {
        let root = std::env::temp_dir().join(format!("varve-xtask-serve-{}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        std::fs::write(root.join("index.html"), "<p>hello</p>").unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let site = Arc::new(Site { root: root.clone(), prefix: "/".to_owned() });
        thread::spawn(move || accept(&listener, site));

        let mut client = TcpStream::connect(address).unwrap();
        client.write_all(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut answers = String::new();
        client.read_to_string(&mut answers).unwrap();
        assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
        assert!(answers.ends_with("\r\n\r\n<p>hello</p>"), "{answers}");
        assert_eq!(answers.matches("<p>").count(), 1, "HEAD has no body: {answers}");
        std::fs::remove_dir_all(root).unwrap();
    }
}

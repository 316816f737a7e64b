//! The foot of the page: what it promises, and what can be checked of that.

use leptos::prelude::*;

use super::counted;
use crate::platform::dom::Node;
use crate::platform::offline::News;
use crate::platform::requests::own_host;
use crate::ui::state::AppState;
use crate::ui::state::surroundings::Requests;

/// One quiet line.
pub fn footer(app: AppState) -> Vec<Node> {
    let around = app.surroundings;
    let promise = Node::new("p").say("Files are read and computed in this tab. Nothing is uploaded.");
    let requests = around.requests.with(requests);
    let kept = Node::new("p").named("offline-state").with("role", "status").say(around.kept.with(offline));
    let version = Node::of("p", "footer__version").say(concat!("Varve ", env!("CARGO_PKG_VERSION")));
    vec![Node::of("footer", "footer").all([promise, requests, kept, version])]
}

fn offline(news: &Option<News>) -> String {
    match news {
        Some(News::Fetching) => "Getting ready for offline use…".to_owned(),
        Some(News::Kept) => "Ready for offline use".to_owned(),
        Some(News::NotKept(why)) => format!("Not available offline: {why}. All else works."),
        Some(News::NewVersion) | None => String::new(),
    }
}

/// The counter, and behind it how it counts.
fn requests(requests: &Requests) -> Node {
    let left = counted(requests.left(), "request left this page", "requests left this page");
    let refused = match requests.refused.len() {
        0 => String::new(),
        count => format!(", {} refused", counted(count, "attempt", "attempts")),
    };
    let how = format!(
        "Counted: what this page and its engine ask of any host but {}. The browser refuses such requests before anything is sent, and they would be named here.",
        own_host()
    );
    let names = requests.refused.iter().map(|address| Node::new("li").child(Node::new("bdi").say(address)));
    let names = (!requests.refused.is_empty()).then(|| Node::new("ul").all(names));
    let summary = Node::new("summary").child(Node::new("span").named("requests").say(format!("{left}{refused}")));
    Node::of("details", "footer__requests").child(summary).child(Node::new("p").say(how)).all(names)
}

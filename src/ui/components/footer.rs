//! The foot of the page: what it promises, and what can be checked of that.

use leptos::prelude::*;

use crate::platform::dom::Node;
use crate::platform::offline::News;
use crate::platform::requests::own_host;
use crate::texts;
use crate::ui::state::AppState;
use crate::ui::state::surroundings::Requests;

/// One quiet line.
pub fn footer(app: AppState) -> Vec<Node> {
    let around = app.surroundings;
    let promise = Node::new("p").say(texts::frame::PROMISE);
    let requests = around.requests.with(requests);
    let kept = Node::new("p").named("offline-state").with("role", "status").say(around.kept.with(offline));
    let version = Node::of("p", "footer__version").say(texts::frame::VERSION);
    vec![Node::of("footer", "footer").all([promise, requests, kept, version])]
}

fn offline(news: &Option<News>) -> String {
    match news {
        Some(News::Fetching) => texts::frame::OFFLINE_COMING.to_owned(),
        Some(News::Kept) => texts::frame::OFFLINE_READY.to_owned(),
        Some(News::NotKept(why)) => texts::frame::not_offline(why),
        Some(News::NewVersion) | None => String::new(),
    }
}

/// The counter, and behind it how it counts.
fn requests(requests: &Requests) -> Node {
    let counter = texts::frame::requests(requests.left(), requests.refused.len());
    let how = texts::frame::requests_how(&own_host());
    let names = requests.refused.iter().map(|address| Node::new("li").child(Node::new("bdi").say(address)));
    let names = (!requests.refused.is_empty()).then(|| Node::new("ul").all(names));
    let summary = Node::new("summary").child(Node::new("span").named("requests").say(counter));
    Node::of("details", "footer__requests").child(summary).child(Node::new("p").say(how)).all(names)
}

//! The lineage page: from files over tables to widgets, and what each column means.

use leptos::prelude::*;

use crate::platform::dom::Node;
use crate::platform::page;
use crate::protocol::{Lineage, LineageAbout, LineageBox, LineageEdge, Tie};
use crate::texts;
use crate::ui::actions::lineage::{beside, follow, place, show_on_dashboard};
use crate::ui::actions::run;
use crate::ui::components::controls::{button, icon};
use crate::ui::components::empty_state::empty_state;
use crate::ui::components::icon::Glyph;
use crate::ui::routes::{Page, View};
use crate::ui::state::AppState;

const TITLE: &str = "about-title";

/// The page, as the state says it is.
pub fn lineage_page(app: AppState) -> Vec<Node> {
    follow(app);
    let number = app.run.get().map(|run| run.number);
    let view = app.view().get();
    let page = Node::of("div", "page page--wide");
    if number.is_none() {
        return vec![page.child(empty_state(app, texts::words::NO_DATA, texts::lineage::NOTHING_YET))];
    }
    let title = Node::new("h1").say(texts::frame::LINEAGE);
    let head = Node::new("div").child(title).child(Node::of("p", "lead").say(texts::lineage::LEAD));
    let page = page.child(Node::of("header", "page__head").child(head));
    let outdated = !app.session_alive();
    let banner = outdated.then(|| {
        let text = texts::lineage::RESTARTED;
        let again = button(texts::words::RUN_AGAIN, "run-again", Box::new(move || run::again(app)));
        Node::of("div", "banner").with("role", "status").child(Node::new("p").say(text)).child(again)
    });
    let (shown, failure) = app.lineage.with(|traced| (traced.shown.clone(), traced.failure.clone()));
    let failure = failure.map(|failure| Node::of("p", "inline-error").with("role", "alert").say(failure.to_string()));
    let shown = shown.filter(|(of, _)| Some(*of) == number).map(|(_, lineage)| lineage);
    let body = shown.map(|lineage| {
        let about = lineage.about.as_ref().map(|about| panel(app, &view, about));
        let class = if about.is_some() { "lineage lineage--about" } else { "lineage" };
        let keys = std::sync::Arc::clone(&lineage);
        let pressed = move |key: &str, id: &str| {
            let own = id.strip_prefix(&place("")).unwrap_or_default();
            let next = beside(&keys, own, key);
            next.into_iter().for_each(|next| page::focus(&place(next)));
            next.is_some()
        };
        let graph = graph(&lineage, &view).on_keys(Box::new(pressed));
        Node::of("div", class).child(graph).all(about)
    });
    vec![page.all(banner).all(failure).all(body)]
}

fn pixels(pairs: [(&str, f64); 4]) -> String {
    pairs.map(|(name, value)| format!("{name}:{value}px")).join(";")
}

fn graph(lineage: &Lineage, view: &View) -> Node {
    let bands = lineage.bands.iter().map(|band| {
        let place = pixels([("left", band.x), ("width", band.width), ("top", 0.0), ("height", lineage.height)]);
        Node::of("div", "lineage__band").with("style", place).child(Node::new("span").say(&band.title))
    });
    // Lines of what is looked at lie above the others.
    let (lit, dim): (Vec<&LineageEdge>, Vec<&LineageEdge>) = lineage.edges.iter().partition(|edge| edge.lit);
    let line =
        |edge: &&LineageEdge| Node::of("path", "lineage__edge").maybe("data-lit", lit_word(edge)).with("d", &edge.path);
    let size = [("width", lineage.width), ("height", lineage.height)];
    let lines =
        size.into_iter().fold(Node::of("svg", "lineage__edges").with("aria-hidden", "true"), |svg, (name, value)| {
            svg.with(name, value.to_string())
        });
    let lines = lines.all(dim.iter().chain(&lit).map(line));
    let labels = lineage.edges.iter().filter(|edge| edge.told && !edge.rows.is_empty()).map(|edge| {
        let place = format!("left:{}px;top:{}px", edge.x, edge.y);
        Node::of("span", "lineage__rows").with("style", place).with("aria-hidden", "true").say(&edge.rows)
    });
    let looked_at = lineage.about.is_some().to_string();
    let plane = Node::of("div", "lineage__plane").with("data-looked-at", looked_at);
    let plane = plane.with("style", format!("width:{}px;height:{}px", lineage.width, lineage.height));
    let plane = plane.all(bands).child(lines).all(lineage.boxes.iter().map(|one| link(one, view))).all(labels);
    let frame = Node::of("div", "lineage__box").named("lineage").with("role", "group");
    frame.with("aria-label", texts::lineage::GRAPH).child(plane)
}

fn lit_word(edge: &LineageEdge) -> Option<&'static str> {
    edge.lit.then_some(if edge.near { "near" } else { "far" })
}

fn link(one: &LineageBox, view: &View) -> Node {
    let tie = match one.tie {
        Tie::Apart => "apart",
        Tie::Own => "own",
        Tie::Source => "source",
        Tie::Result => "result",
    };
    let place_of = pixels([("left", one.x), ("top", one.y), ("width", one.width), ("height", one.height)]);
    let link = Node::of("a", "origin").named(format!("origin-{}", one.id)).with("id", place(&one.id));
    let link = link.with("href", href(view, Some(&one.id))).with("style", place_of);
    let link = link.with("data-layer", &one.layer).with("data-tie", tie).with("title", &one.title);
    let link = link.maybe("aria-current", (one.tie == Tie::Own).then_some("true"));
    let link = link.child(breakable(Node::of("span", "origin__title"), &one.title));
    link.all((!one.note.is_empty()).then(|| Node::of("span", "origin__note").say(&one.note)))
}

fn href(view: &View, id: Option<&str>) -> String {
    View { table: id.map(str::to_owned), ..view.on(Page::Lineage) }.href()
}

/// Names of tables and files may break behind their marks.
fn breakable(place: Node, name: &str) -> Node {
    name.split_inclusive(['_', '.', '/']).fold(place, |place, part| place.say(part).child(Node::new("wbr")))
}

fn panel(app: AppState, view: &View, about: &LineageAbout) -> Node {
    let title = breakable(Node::new("h2").with("id", TITLE), &about.title);
    let head = Node::new("div").child(Node::of("p", "about__what").say(&about.what)).child(title);
    let close = Node::of("a", "icon-button").with("href", href(view, None));
    let close = close.named("about-close").with("aria-label", texts::words::CLOSE).child(icon(Glyph::Close));
    let facts = about.facts.iter().map(|(name, value)| {
        let fact = Node::new("div").child(Node::new("dt").say(name));
        fact.child(Node::new("dd").say(value))
    });
    let columns = (!about.columns.is_empty()).then(|| {
        let columns = about.columns.iter().map(|[name, kind, doc]| {
            let name = breakable(Node::new("dt"), name).child(Node::of("span", "muted").say(kind));
            Node::new("div").child(name).child(Node::new("dd").say(doc))
        });
        let list = Node::of("dl", "about__columns").named("about-columns").all(columns);
        Node::new("div").child(Node::new("h3").say(texts::words::COLUMNS)).child(list)
    });
    let panel = Node::of("section", "panel about").named("about").with("aria-labelledby", TITLE);
    let panel = panel.child(Node::of("div", "about__head").child(head).child(close));
    let panel = panel
        .child(Node::new("p").say(&about.doc))
        .child(Node::of("div", "button-row").all(ways_out(app, view, about)));
    let panel = panel.child(Node::of("dl", "about__facts").all(facts));
    panel
        .all(ends(view, texts::lineage::MADE_FROM, &about.from))
        .all(ends(view, texts::lineage::USED_BY, &about.to))
        .all(columns)
}

/// To the rows of a table, or to the dashboard.
fn ways_out(app: AppState, view: &View, about: &LineageAbout) -> Vec<Node> {
    let rows = about.table.clone().map(|table| {
        let href = View { table: Some(table), ..view.on(Page::Tables) }.href();
        Node::of("a", "button button--small").named("about-rows").with("href", href).say(texts::lineage::SHOW_ROWS)
    });
    let dashboard = about.section.clone().map(|section| {
        let widget = about.widget.clone();
        let go = move || show_on_dashboard(app, widget.clone(), section.clone());
        button(texts::words::SHOW_ON_DASHBOARD, "about-dashboard", Box::new(go))
    });
    rows.into_iter().chain(dashboard).collect()
}

fn ends(view: &View, title: &str, ends: &[[String; 3]]) -> Option<Node> {
    let line = |[id, name, rows]: &[String; 3]| {
        let link = Node::new("a").with("href", href(view, Some(id)));
        let line = Node::new("li").child(breakable(link, name));
        line.all((!rows.is_empty()).then(|| Node::of("span", "muted").say(rows)))
    };
    let list = Node::of("div", "about__ends").child(Node::new("h3").say(title));
    (!ends.is_empty()).then(|| list.child(Node::new("ul").all(ends.iter().map(line))))
}

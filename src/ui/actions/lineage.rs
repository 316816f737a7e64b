//! The graph of origins: asked for when it is looked at, and the ways that lead out of it.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{look, unexpected};
use crate::platform::page;
use crate::protocol::{Lineage, Reply, Request};
use crate::ui::charts::figures::heading;
use crate::ui::routes::{Page, View};
use crate::ui::state::{AppState, Job};

/// The id of a box's element.
pub fn place(id: &str) -> String {
    format!("origin-{id}")
}

/// Reads run and address (so an effect around it follows both), and asks for the graph that they call for.
pub fn follow(app: AppState) {
    let Some(run) = app.run.get() else { return };
    let generation = app.engine.generation().get();
    let about = app.view().with(|view| view.table.clone());
    // Another run is under way: the graph of the one before stays.
    if app.job.get() != Job::Idle || generation != run.generation {
        return;
    }
    let wanted = Some((run.number, generation, about.clone()));
    if app.lineage.with_untracked(|traced| traced.wanted == wanted) {
        return;
    }
    app.lineage.update_untracked(|traced| traced.wanted = wanted.clone());
    let call = app.engine.call(Request::Lineage { about: about.clone() }, &[], |_| {});
    spawn_local(async move {
        let answer = call.await;
        app.lineage.update(|traced| {
            if traced.wanted != wanted {
                return;
            }
            traced.failure = None;
            match answer {
                Ok(answer) => match answer.reply {
                    Reply::Lineage(lineage) => traced.shown = Some((run.number, Arc::new(*lineage))),
                    _ => traced.failure = Some(unexpected(&answer)),
                },
                Err(diagnostic) => traced.failure = Some(diagnostic),
            }
        });
        if let Some(id) = about {
            // By then the panel about it stands beside the graph, which is narrower for it.
            TimeoutFuture::new(0).await;
            page::reveal(&place(&id));
        }
    });
}

/// The box that a key leads to from another: along an edge, or up and down its column.
pub fn beside<'a>(lineage: &'a Lineage, id: &str, key: &str) -> Option<&'a str> {
    let own = lineage.boxes.iter().position(|one| one.id == id)?;
    let (here, boxes) = (&lineage.boxes[own], &lineage.boxes);
    let ends = lineage.edges.iter().map(|edge| (edge.from as usize, edge.to as usize));
    let column = || (0..boxes.len()).filter(|other| boxes[*other].x == here.x);
    let middle = |place: usize| boxes[place].y + boxes[place].height / 2.0;
    let gap = |place: &usize| (middle(*place) - middle(own)).abs();
    let near = |left: &usize, right: &usize| gap(left).total_cmp(&gap(right));
    // Of several lines the one that leads least far.
    let far = |place: &usize| (boxes[*place].x - here.x).abs();
    let next_to = |left: &usize, right: &usize| far(left).total_cmp(&far(right)).then(near(left, right));
    let next = match key {
        "ArrowRight" => ends.filter(|ends| ends.0 == own).map(|ends| ends.1).min_by(next_to),
        "ArrowLeft" => ends.filter(|ends| ends.1 == own).map(|ends| ends.0).min_by(next_to),
        "ArrowDown" => column().filter(|other| boxes[*other].y > here.y).min_by(near),
        "ArrowUp" => column().filter(|other| boxes[*other].y < here.y).min_by(near),
        _ => None,
    };
    next.map(|place| boxes[place].id.as_str())
}

/// Goes to the dashboard, and there to a widget or the start of a section.
pub fn show_on_dashboard(app: AppState, widget: Option<String>, section: String) {
    const STEP_MS: u32 = 50;
    const STEPS: u32 = 40;
    let to = app.view().with_untracked(|view: &View| view.on(Page::Dashboard));
    app.router.go(&to);
    spawn_local(async move {
        let title = heading(&section);
        // The page has to be built first.
        for _ in 0..STEPS {
            TimeoutFuture::new(STEP_MS).await;
            if page::has(&title) {
                break;
            }
        }
        match widget {
            Some(widget) => look::follow(app, &widget),
            None => {
                page::focus(&title);
                page::scroll_to(&section);
            }
        }
    });
}

//! The run page: progress while it works, then its layers and its dashboard. An earlier dashboard stays, dimmed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::pipelines;
use crate::platform::menu;
use crate::present::dashboard::Section;
use crate::ui::actions::run as actions;
use crate::ui::charts::figures::heading;
use crate::ui::components::conservation::Conservation;
use crate::ui::components::controls::live;
use crate::ui::components::diagnostics::DiagnosticsPanel;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_panel::ErrorPanel;
use crate::ui::components::filter_bar::FilterBar;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::keep::{keep_bar, kept_sets};
use crate::ui::components::layers::{Layers, RunFacts};
use crate::ui::components::match_panel::MatchPanel;
use crate::ui::components::open_readings::OpenReadings;
use crate::ui::components::parameters::parameters_panel;
use crate::ui::components::phases::PhasesPanel;
use crate::ui::components::widget;
use crate::ui::state::{AppState, Job, Run};

/// The dashboard page.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let app = AppState::get();
    // Taken away with the page.
    StoredValue::new_local(menu::follow());
    let busy = Memo::new(move |_| app.job.get() != Job::Idle);
    let nothing = move || !busy.get() && app.run.with(Option::is_none) && app.failure.with(Option::is_none);
    view! {
        <div class="page page--wide">
            <ErrorPanel />
            <Show when=move || busy.get()>
                <PhasesPanel />
            </Show>
            <Show when=nothing>
                <NothingYet />
            </Show>
            <div class="run" class:run--old=busy aria-busy=move || busy.get().to_string()>
                {move || app.run.get().map(|run| view! { <Finished run /> })}
            </div>
        </div>
    }
}

/// A link was opened in a tab that has no data: say what it would show.
#[component]
fn NothingYet() -> impl IntoView {
    let app = AppState::get();
    let text = app.view().with_untracked(|view| {
        let spec = view.pipeline.as_deref().and_then(pipelines::spec);
        let title = spec.map(|spec| format!("The {} dashboard", spec.title));
        let kept = if view.filters.is_empty() { "" } else { " The filters of the link are kept." };
        format!(
            "{} appears here once its files are read. Data stays in the tab that read it.{kept}",
            title.as_deref().unwrap_or("The dashboard")
        )
    });
    let has_request = move || app.request.with(Option::is_some);
    view! {
        <Show when=has_request>
            <div class="banner" role="status">
                <p>"The run was stopped. The files are still chosen."</p>
                <RunAgain />
            </div>
        </Show>
        <EmptyState title="No data in this tab yet" text />
        {live(Box::new(move || kept_sets(app)))}
    }
}

#[component]
fn Finished(run: Arc<Run>) -> impl IntoView {
    let app = AppState::get();
    let spec = pipelines::spec(&run.report.pipeline);
    let sections = spec.map(|spec| (spec.dashboard)().sections).unwrap_or_default();
    let links = sections.iter().map(|section| (section.id, section.title)).collect();
    let [rows, layers, matched, readings, parameters] = [&run; 5].map(Arc::clone);
    let diagnostics = run.report.diagnostics.clone();
    let currency = StoredValue::new(run.currency().to_owned());
    view! {
        <header class="page__head">
            <h1>{spec.map_or("Dashboard", |spec| spec.title)}</h1>
            <RunFacts run />
        </header>
        <SessionBanner />
        {live(Box::new(move || keep_bar(app)))}
        <OpenReadings run=readings />
        <div class="account-grid">
            <Layers run=layers />
            <Conservation run=rows />
        </div>
        {parameters_panel(parameters)}
        <div class="panel-grid">
            <MatchPanel run=matched />
            <DiagnosticsPanel diagnostics />
        </div>
        <FilterBar sections=links />
        <WidgetFailure />
        {sections.into_iter().map(|section| view! { <DashboardSection section currency /> }).collect_view()}
    }
}

#[component]
fn DashboardSection(section: Section, currency: StoredValue<String>) -> impl IntoView {
    let app = AppState::get();
    let heading = heading(section.id);
    view! {
        <section class="section" id=section.id aria-labelledby=heading.clone()>
            <h2 id=heading.clone() tabindex="-1">
                {section.title}
            </h2>
            <div class="widget-grid">
                {section.widgets.into_iter().map(|widget| widget::card(app, widget, currency)).collect_view()}
            </div>
        </section>
    }
}

/// Why the charts could not follow the last click.
#[component]
fn WidgetFailure() -> impl IntoView {
    let widgets = AppState::get().widgets;
    move || {
        let failure = widgets.with(|widgets| widgets.failure.clone())?;
        Some(view! { <p class="inline-error" role="alert">{failure.to_string()}</p> })
    }
}

/// Shown when the engine was restarted: what is on screen is right, but nothing more can be asked about it.
#[component]
pub fn SessionBanner() -> impl IntoView {
    let app = AppState::get();
    let idle = move || app.job.get() == Job::Idle;
    let failed = move || app.failure.with(Option::is_some);
    view! {
        <Show when=move || idle() && failed()>
            <p class="banner">"The dashboard and tables are those of the run before."</p>
        </Show>
        <Show when=move || idle() && !failed() && !app.session_alive()>
            <div class="banner" data-tone="warning" role="status">
                <p>"The engine was restarted. What you see is from the run before; run again to filter, page and export."</p>
                <RunAgain />
            </div>
        </Show>
    }
}

#[component]
fn RunAgain() -> impl IntoView {
    let app = AppState::get();
    view! {
        <button class="button button--small" data-testid="run-again" on:click=move |_| actions::again(app)>
            <Icon glyph=Glyph::Repeat />
            "Run again"
        </button>
    }
}

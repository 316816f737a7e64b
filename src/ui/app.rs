//! The root: router, app-wide state, the frame around every page.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use super::components::controls::live;
use super::components::drop_overlay::DropOverlay;
use super::components::footer::Footer;
use super::components::keep::drop_question;
use super::components::notices::Notices;
use super::components::subject_card::subject_card;
use super::components::topbar::TopBar;
use super::pages::campaign::CampaignPage;
use super::pages::dashboard::DashboardPage;
use super::pages::files::FilesPage;
use super::pages::not_found::NotFoundPage;
use super::pages::start::StartPage;
use super::pages::tables::TablesPage;
use super::pages::{lineage, quality, runs};
use super::state::{AppState, parameters};
use super::{actions, routes};
use crate::platform::page;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router base=page::base_path()>
            <Frame />
        </Router>
    }
}

#[component]
fn Frame() -> impl IntoView {
    let router = routes::Router::follow();
    let app = AppState::provide(router);
    // The world outside: the tab's title and focus, and the dashboard's data, which follows run and filters.
    Effect::new(move |before: Option<routes::Page>| {
        let now = router.view.with(|view| view.page);
        page::set_title(&format!("{} · Varve", now.title()));
        // What had the focus is gone with its page; reading goes on at the new page's start.
        if before.is_some_and(|before| before != now) {
            page::focus("main");
        }
        now
    });
    Effect::new(move |_| actions::widgets::follow(app));
    Effect::new(move |_| actions::card::follow(app));
    Effect::new(move |before| parameters::follow(app, before));
    Effect::new(move |before| actions::keep::follow(app, before));
    actions::keep::begin(app);
    view! {
        <button class="skip-link" on:click=move |_| page::focus("main")>
            "Skip to content"
        </button>
        <TopBar />
        <main id="main" tabindex="-1">
            <Notices />
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=StartPage />
                <Route path=path!("/files") view=FilesPage />
                <Route path=path!("/dashboard") view=DashboardPage />
                <Route path=path!("/tables") view=TablesPage />
                <Route path=path!("/quality") view=|| live(Box::new(quality::quality_page)) />
                <Route path=path!("/lineage") view=|| live(Box::new(lineage::lineage_page)) />
                <Route path=path!("/campaign") view=CampaignPage />
                <Route path=path!("/runs") view=|| live(Box::new(runs::runs_page)) />
            </Routes>
        </main>
        <Footer />
        <DropOverlay />
        {subject_card(app)}
        {live(Box::new(move || drop_question(app)))}
    }
}

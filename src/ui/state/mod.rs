//! What the app knows beyond the URL. Made of small signals; results live here, not in components, because
//! a reply may arrive after the component that asked for it has gone.

mod appearance;
pub mod campaign;
pub mod card;
pub mod draft;
pub mod grid;
pub mod groups;
pub mod journal;
pub mod keep;
pub mod layouts;
pub mod lineage;
pub mod memory;
pub mod palette;
pub mod parameters;
pub mod plan;
mod progress;
pub mod quality;
pub mod question;
pub mod surroundings;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use appearance::Appearance;
pub use draft::Draft;
pub use layouts::LaidOut;
use leptos::prelude::*;
pub use progress::{PhaseState, RunProgress};

use campaign::{Audience, Campaign};
use card::Card;
use grid::Grid;
use journal::Journal;
use lineage::Traced;
use palette::Palette;
use quality::QualityView;
use surroundings::Surroundings;

use super::routes::{Router, View};
use crate::base::Diagnostic;
use crate::client::Engine;
use crate::pipelines;
use crate::pipelines::spec::PipelineSpec;
use crate::platform::files::Picked;
use crate::present::dashboard::{Filter, WidgetData};
use crate::protocol::{Inspection, RunReport, RunRequest};

/// Where the files come from. Kept so that a new engine can be given them again.
#[derive(Debug, Clone)]
pub enum Source {
    Files(Vec<Picked>),
    Sample {
        pipeline: String,
        rows: u32,
        seed: u32,
    },
    /// A set kept in this browser.
    Kept {
        id: String,
        name: String,
    },
}

/// What the app is busy with. The id is the request's, for cancel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Job {
    #[default]
    Idle,
    /// Dropped folders are looked through; `AppState::walk` counts.
    Walking,
    Inspecting(u32),
    Running(u32),
}

/// A finished run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Counts the runs of this tab.
    pub number: u32,
    /// The engine that holds its tables.
    pub generation: u32,
    pub report: RunReport,
    /// What was run, and how the files were matched for it.
    pub request: RunRequest,
    pub draft: Draft,
    pub inspection: Option<Arc<Inspection>>,
}

impl Run {
    /// What the page knows of the pipeline that ran.
    pub fn spec(&self) -> Option<&'static PipelineSpec> {
        pipelines::spec(&self.report.pipeline)
    }

    /// The sign before amounts, as the run was asked for.
    pub fn currency(&self) -> &str {
        const PARAMETER: &str = "currency";
        let parameters = self.spec().map(|spec| spec.parameters).unwrap_or_default();
        let default =
            parameters.iter().find(|parameter| parameter.name == PARAMETER).map(|parameter| parameter.default);
        self.request.parameters.get(PARAMETER).map(String::as_str).or(default).unwrap_or_default()
    }
}

/// The dashboard's data; kept on screen until newer data has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Widgets {
    pub data: BTreeMap<String, Arc<WidgetData>>,
    /// What the data is for: the number of the run, and the filters.
    pub shown: Option<(u32, Vec<Filter>)>,
    /// What was asked for last; an answer to anything else comes too late.
    pub wanted: Option<(u32, Vec<Filter>)>,
    pub loading: bool,
    pub failure: Option<Diagnostic>,
}

/// The app's state. Copies are the same state.
#[derive(Clone, Copy)]
pub struct AppState {
    pub engine: Engine,
    pub router: Router,
    pub appearance: Appearance,
    pub source: RwSignal<Option<Source>, LocalStorage>,
    /// Which walk through folders is the latest, and the files that it has found so far.
    pub walk: RwSignal<(u32, usize)>,
    /// How the person wants files to be read.
    pub layouts: RwSignal<Vec<LaidOut>>,
    pub inspection: RwSignal<Option<Arc<Inspection>>>,
    /// The engine that was shown the files last; another one knows none of them.
    pub shown_to: RwSignal<Option<u32>>,
    /// Which file feeds what, as shown and changed on the files page.
    pub draft: RwSignal<Draft>,
    pub job: RwSignal<Job>,
    pub progress: RwSignal<RunProgress>,
    /// Why the latest inspection or run came to nothing.
    pub failure: RwSignal<Option<Diagnostic>>,
    /// The latest request to run, for "Run again".
    pub request: RwSignal<Option<RunRequest>>,
    pub run: RwSignal<Option<Arc<Run>>>,
    pub widgets: RwSignal<Widgets>,
    /// The parts of the files page that were folded or unfolded by hand.
    pub folds: RwSignal<Vec<(String, bool)>>,
    /// The tabs that were brought to the front of their cards: the card's id and the tab's.
    pub fronts: RwSignal<Vec<(&'static str, &'static str)>>,
    /// The card that a link has just led to, by its id.
    pub found: RwSignal<Option<&'static str>>,
    /// Things to tell that stop nothing: a folder was dropped, an export failed.
    pub notices: RwSignal<Vec<Diagnostic>>,
    /// The export under way, by the name of its button.
    pub exporting: RwSignal<Option<&'static str>>,
    pub card: RwSignal<Card>,
    /// The table on screen.
    pub grid: Grid,
    /// The list of people to address: as filled in, and as counted.
    pub campaign: RwSignal<Campaign>,
    pub audience: RwSignal<Audience>,
    /// The graph of origins, as asked for and as it came.
    pub lineage: RwSignal<Traced>,
    /// The list of commands, or of shortcuts, over the page.
    pub palette: RwSignal<Palette>,
    /// What is looked for among the parameters.
    pub search: RwSignal<String>,
    pub quality: RwSignal<QualityView>,
    /// The log of runs.
    pub journal: RwSignal<Journal>,
    pub surroundings: Surroundings,
    /// What is kept in this browser.
    pub keep: RwSignal<keep::Keep, LocalStorage>,
}

impl AppState {
    /// Starts the engine. Whatever needs the state is handed it.
    pub fn start(router: Router) -> Self {
        let engine = Engine::start();
        Self {
            engine,
            router,
            appearance: Appearance::follow(),
            source: RwSignal::new_local(None),
            walk: RwSignal::default(),
            layouts: RwSignal::default(),
            inspection: RwSignal::default(),
            shown_to: RwSignal::default(),
            draft: RwSignal::default(),
            job: RwSignal::default(),
            progress: RwSignal::default(),
            failure: RwSignal::default(),
            request: RwSignal::default(),
            run: RwSignal::default(),
            widgets: RwSignal::default(),
            folds: RwSignal::default(),
            fronts: RwSignal::default(),
            found: RwSignal::default(),
            notices: RwSignal::default(),
            exporting: RwSignal::default(),
            card: RwSignal::default(),
            grid: Grid::provide(),
            campaign: RwSignal::default(),
            audience: RwSignal::default(),
            lineage: RwSignal::default(),
            palette: RwSignal::new(Palette::recalled()),
            search: RwSignal::default(),
            quality: RwSignal::default(),
            journal: RwSignal::new(Journal::load()),
            surroundings: Surroundings::follow(engine),
            keep: RwSignal::new_local(keep::Keep::default()),
        }
    }

    /// The current view.
    pub fn view(self) -> Memo<View> {
        self.router.view
    }

    /// Whether the engine is at work for the person.
    pub fn is_busy(self) -> bool {
        self.job.get() != Job::Idle
    }

    /// Whether the engine still holds the tables of the last run: a new engine does not.
    pub fn session_alive(self) -> bool {
        let generation = self.engine.generation().get();
        self.run.with(|run| run.as_ref().is_some_and(|run| run.generation == generation))
    }

    /// Whether the engine knows the files taken.
    pub fn engine_has_files(self) -> bool {
        self.shown_to.get_untracked() == Some(self.engine.generation().get_untracked())
    }

    /// Changes the choices. All changes go this one way, which keeps each of them small.
    pub fn edit(self, change: &mut dyn FnMut(&mut Draft)) {
        self.draft.update(|draft| change(draft));
    }

    /// Fills in the list of people to address.
    pub fn fill_in(self, change: &mut dyn FnMut(&mut Campaign)) {
        self.campaign.update(|campaign| change(campaign));
    }

    /// Whether a part of the files page is unfolded.
    pub fn is_open(self, name: &str, by_itself: bool) -> bool {
        self.folds.with(|folds| folds.iter().find(|fold| fold.0 == name).map_or(by_itself, |fold| fold.1))
    }

    /// Folds or unfolds a part of the files page.
    pub fn fold(self, name: &str, open: bool) {
        self.folds.update(|folds| {
            folds.retain(|fold| fold.0 != name);
            folds.push((name.to_owned(), open));
        });
    }

    /// Tells something that stops nothing.
    pub fn notify(self, diagnostic: Diagnostic) {
        self.notices.update(|notices| {
            if !notices.contains(&diagnostic) {
                notices.push(diagnostic);
            }
        });
    }
}

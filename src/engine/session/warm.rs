//! Runs for nobody. A browser compiles a function at a glance when it is first called, and well once it was called often:
//! without them the first run of a session would take several times as long as its second.

use super::Session;
use crate::base::{Diagnostic, Phase, Progress};
use crate::engine::host::Host;
use crate::pipelines::engines;
use crate::pipelines::spec::PipelineSpec;
use crate::present::dashboard::Filter;
use crate::protocol::{FileUse, Inspection, PageRequest, Reply, Request, RowChoice, RunRequest, SortKey};

/// Rows of the samples: few enough for a fraction of a second, enough for what is called per row to count as often.
const ROWS: u32 = 12_000;

/// Times that every pipeline is run: the browser compiles well in the background, while something else runs.
const ROUNDS: usize = 3;

/// How many turns there are.
pub fn turns() -> usize {
    ROUNDS * engines().len()
}

/// Takes a turn: runs a pipeline over a sample and asks what a page would ask. Nothing of it is kept.
///
/// # Errors
/// When the host has better to do.
pub async fn warm_up(host: &dyn Host, turn: usize) -> Result<(), Diagnostic> {
    let all = engines();
    let spec = all[turn % all.len()].spec();
    let mut session = Session::default();
    let sample = Request::Sample { pipeline: spec.id.to_owned(), rows: ROWS, seed: 1 };
    let Reply::Inspected(inspection) = ask(&mut session, host, sample).await? else { return Ok(()) };
    ask(&mut session, host, Request::Run(run(spec, &inspection))).await?;
    for request in looks(spec) {
        ask(&mut session, host, request).await?;
        host.checkpoint(Progress { phase: Phase::Business, step: String::new(), rows: 0, bytes: 0, fraction: 1.0 })
            .await?;
    }
    Ok(())
}

async fn ask(session: &mut Session, host: &dyn Host, request: Request) -> Result<Reply, Diagnostic> {
    session.handle(host, request, Vec::new(), &mut Vec::new()).await
}

fn run(spec: &PipelineSpec, inspection: &Inspection) -> RunRequest {
    let input = |file: usize| inspection.files[file].matches.iter().find(|found| found.pipeline == spec.id);
    let files = (0..inspection.files.len()).filter_map(|file| {
        Some(FileUse { file, input: input(file)?.input.clone(), mapping: None, only_needed: false })
    });
    RunRequest { pipeline: spec.id.to_owned(), files: files.collect(), ..RunRequest::default() }
}

/// The dashboard of everyone and of one, and a sorted page of each of the tables that show the rows behind it.
fn looks(spec: &PipelineSpec) -> Vec<Request> {
    let widgets: Vec<String> = (spec.dashboard)().widgets().map(|widget| widget.id.to_owned()).collect();
    let one =
        spec.subject.iter().map(|subject| Filter { field: subject.field.to_owned(), values: vec!["1".to_owned()] });
    let dashboards = [Vec::new(), one.collect()].map(|filters| Request::Widgets { widgets: widgets.clone(), filters });
    let tables = spec.tables.iter().filter(|table| spec.behind.contains(&table.name));
    let pages = tables.flat_map(|table| {
        let page = |sort, search: &str| PageRequest {
            table: table.name.to_owned(),
            offset: 0,
            limit: 100,
            sort,
            filters: Vec::new(),
            choice: RowChoice { conditions: Vec::new(), search: search.to_owned() },
            columns: Vec::new(),
        };
        let keys = table.columns.iter().map(|column| SortKey { column: column.name.to_owned(), descending: true });
        let sorted = keys.map(|key| Request::Page(page(vec![key], "")));
        sorted.chain([Request::Page(page(Vec::new(), "12"))]).collect::<Vec<_>>()
    });
    dashboards.into_iter().chain(pages).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::engine::host::{LocalFuture, block_on, cancelled};

    /// Has something better to do after so many checkpoints.
    struct Busy {
        patience: usize,
        phases: RefCell<Vec<Phase>>,
    }

    impl Host for Busy {
        fn now(&self) -> f64 {
            0.0
        }

        fn checkpoint(&self, progress: Progress) -> LocalFuture<'_, Result<(), Diagnostic>> {
            let mut phases = self.phases.borrow_mut();
            phases.push(progress.phase);
            Box::pin(std::future::ready(if phases.len() > self.patience { Err(cancelled()) } else { Ok(()) }))
        }
    }

    #[test]
    fn every_pipeline_has_its_turns_unless_something_comes() {
        for turn in 0..engines().len() {
            let warm = |patience| {
                let host = Busy { patience, phases: RefCell::default() };
                (block_on(warm_up(&host, turn)), host.phases.take())
            };
            let (result, phases) = warm(usize::MAX);
            assert_eq!((result, phases.last()), (Ok(()), Some(&Phase::Business)));
            for patience in [0, phases.len() / 2, phases.len() - 1] {
                let (result, phases) = warm(patience);
                assert_eq!((result, phases.len()), (Err(cancelled()), patience + 1));
            }
        }
        assert_eq!(turns() % engines().len(), 0);
    }
}

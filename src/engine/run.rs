//! The course of a run: steps with their times, progress between them, and moments at which it can be cancelled.

use crate::base::{Diagnostic, Phase, Progress};
use crate::engine::host::Host;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{PhaseTime, StepTime};

/// A run in progress.
pub struct Run<'a> {
    host: &'a dyn Host,
    rows: u64,
    bytes: u64,
    phases: Vec<PhaseTime>,
    steps: Vec<StepTime>,
    reused: Vec<String>,
}

impl<'a> Run<'a> {
    /// A run that has not begun.
    pub fn new(host: &'a dyn Host) -> Self {
        Self { host, rows: 0, bytes: 0, phases: Vec::new(), steps: Vec::new(), reused: Vec::new() }
    }

    /// Tells how many rows and bytes were read: later phases report on them.
    pub fn read(&mut self, rows: u64, bytes: u64, milliseconds: f64) {
        (self.rows, self.bytes) = (rows, bytes);
        self.note(Phase::Reading, "read files", milliseconds, rows);
    }

    /// Tells how many rows and bytes an earlier run has read, which are not read again.
    pub fn again(&mut self, rows: u64, bytes: u64) {
        (self.rows, self.bytes) = (rows, bytes);
    }

    /// Does one step of a phase. `fraction` is how far the phase is when the step begins.
    ///
    /// # Errors
    /// When the run was cancelled before the step.
    pub async fn step<T>(
        &mut self,
        phase: Phase,
        name: &str,
        fraction: f64,
        work: impl FnOnce() -> T,
    ) -> Result<T, Diagnostic> {
        self.host
            .checkpoint(Progress { phase, step: name.to_owned(), rows: self.rows, bytes: self.bytes, fraction })
            .await?;
        let start = self.host.now();
        let result = work();
        self.note(phase, name, self.host.now() - start, self.rows);
        Ok(result)
    }

    /// Stages what follows the rows of an earlier run onto these, if `work` can.
    ///
    /// # Errors
    /// When the run was cancelled before the step.
    pub async fn stage_on<T>(&mut self, name: &str, work: impl FnOnce() -> Option<T>) -> Result<Option<T>, Diagnostic> {
        let staged = self.step(Phase::Staging, name, 0.0, work).await?;
        if staged.is_some() {
            self.reuse("rows as staged before");
        }
        Ok(staged)
    }

    /// Notes that a step's result was taken from the run before.
    pub fn reuse(&mut self, name: &str) {
        self.reused.push(name.to_owned());
    }

    /// Does one step of a phase, unless its result is had already.
    ///
    /// # Errors
    /// When the run was cancelled before the step.
    pub async fn step_unless<T>(
        &mut self,
        had: Option<T>,
        phase: Phase,
        name: &str,
        fraction: f64,
        work: impl FnOnce() -> T,
    ) -> Result<T, Diagnostic> {
        match had {
            Some(had) => {
                self.reuse(name);
                Ok(had)
            }
            None => self.step(phase, name, fraction, work).await,
        }
    }

    fn note(&mut self, phase: Phase, step: &str, milliseconds: f64, rows: u64) {
        self.steps.push(StepTime { phase, step: step.to_owned(), milliseconds });
        let memory = self.host.memory().map(Bytes);
        match self.phases.iter_mut().find(|time| time.phase == phase) {
            Some(time) => {
                time.milliseconds += milliseconds;
                time.memory = memory;
            }
            None => {
                let rows = u32::try_from(rows).unwrap_or(u32::MAX);
                self.phases.push(PhaseTime { phase, milliseconds, rows, memory });
            }
        }
    }

    /// The times of phases and steps, and the steps that were not needed.
    pub fn finish(self) -> (Vec<PhaseTime>, Vec<StepTime>, Vec<String>) {
        (self.phases, self.steps, self.reused)
    }
}

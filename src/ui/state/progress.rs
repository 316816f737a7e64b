//! The four phases of a running request, gathered from its progress reports.

use crate::base::{Phase, Progress};

/// How far one phase is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhaseProgress {
    pub step: String,
    pub rows: u64,
    pub bytes: u64,
    /// 0..1.
    pub fraction: f64,
}

/// How far a run is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunProgress {
    current: Option<Phase>,
    phases: [PhaseProgress; Phase::ALL.len()],
}

/// A phase before, at or behind the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseState {
    Waiting,
    Active,
    Done,
}

impl PhaseState {
    /// The word for class names and screen readers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Done => "done",
        }
    }
}

impl RunProgress {
    /// Takes a report in. Phases never go back: a late report of an earlier phase changes only its counts.
    pub fn update(&mut self, progress: Progress) {
        self.current = self.current.max(Some(progress.phase));
        let Progress { phase, step, rows, bytes, fraction } = progress;
        self.phases[phase as usize] = PhaseProgress { step, rows, bytes, fraction: fraction.clamp(0.0, 1.0) };
    }

    /// The counters of a phase.
    pub fn phase(&self, phase: Phase) -> &PhaseProgress {
        &self.phases[phase as usize]
    }

    /// Where a phase stands.
    pub fn state(&self, phase: Phase) -> PhaseState {
        match self.current {
            Some(current) if phase < current => PhaseState::Done,
            Some(current) if phase == current => PhaseState::Active,
            _ => PhaseState::Waiting,
        }
    }
}

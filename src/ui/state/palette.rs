//! The list of commands that lies over the page when it is asked for, and whether single keys are shortcuts.

use crate::platform::storage;

/// Where it is kept that single keys are not wanted.
const OFF: &str = "shortcuts-off";

/// What is shown over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Commands,
    Shortcuts,
}

/// The state of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Palette {
    pub shown: Option<Shown>,
    /// What is looked for.
    pub text: String,
    /// The place of the chosen one among those found.
    pub chosen: usize,
    /// Single keys do nothing: some who speak to their computer, or press keys by accident, want it so.
    pub keys_off: bool,
}

impl Palette {
    /// As the person left it.
    pub fn recalled() -> Self {
        Self { keys_off: storage::load(OFF).is_some(), ..Self::default() }
    }

    /// Switches single keys on or off, and keeps that.
    pub fn switch_keys(&mut self, on: bool) {
        self.keys_off = !on;
        if on {
            storage::remove(OFF);
        } else {
            // Where nothing can be kept, it holds for this tab.
            let _kept = storage::save(OFF, "yes");
        }
    }
}

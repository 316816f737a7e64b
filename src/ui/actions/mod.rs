//! Whatever changes the state, apart from the components that call it.

pub mod audience;
pub mod card;
pub mod choice;
mod copy;
pub mod export;
pub mod filter;
pub mod grid;
pub mod keep;
pub mod lineage;
pub mod look;
pub mod quality;
pub mod recipe;
pub mod run;
pub mod runs;
pub mod table;
pub mod take;
pub mod widgets;

use crate::base::Diagnostic;
use crate::client::Answer;
use crate::texts;

/// For the case that the engine answers something else than was asked.
fn unexpected(answer: &Answer) -> Diagnostic {
    let kind = format!("{:?}", answer.reply);
    let kind = kind.split(['(', ' ']).next().unwrap_or_default();
    Diagnostic::error("unexpected_reply", texts::errors::unexpected(kind)).hint(texts::errors::OTHER_BUILD)
}

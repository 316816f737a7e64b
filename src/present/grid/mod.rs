//! A grid of any number of rows of which a few are on screen: what is plain arithmetic about it.

mod arrangement;
mod chunks;
mod scroll;
mod selection;

pub use arrangement::Arrangement;
pub use chunks::{CHUNK_ROWS, farthest, missing};
pub use scroll::Scroll;
pub use selection::{Bounds, Cell, Selection, Step, push_tsv_row};

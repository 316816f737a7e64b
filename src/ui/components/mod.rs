//! Pieces of the pages.

pub mod brand;
pub mod conservation;
pub mod diagnostics;
pub mod drop_overlay;
pub mod drop_zone;
pub mod empty_state;
pub mod engine_chip;
pub mod error_panel;
pub mod evidence;
pub mod export_button;
pub mod file_card;
pub mod filter_bar;
pub mod footer;
pub mod icon;
pub mod layers;
pub mod mapping;
pub mod match_panel;
pub mod notices;
pub mod pager;
pub mod phases;
pub mod pipeline_card;
pub mod preview;
pub mod table_grid;
pub mod table_list;
pub mod theme_toggle;
pub mod topbar;
pub mod widget;

/// “1 file”, “2 files”.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", crate::base::format::integer(count as u64), if count == 1 { one } else { many })
}

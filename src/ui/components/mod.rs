//! Pieces of the pages.

pub mod audience_form;
pub mod audience_list;
pub mod brand;
pub mod conservation;
pub mod controls;
pub mod diagnostics;
pub mod drop_overlay;
pub mod drop_zone;
pub mod empty_state;
pub mod engine_chip;
pub mod error_panel;
pub mod explorer;
pub mod export_button;
pub mod export_menu;
pub mod file_card;
pub mod filter_bar;
pub mod filter_chips;
pub mod footer;
pub mod icon;
pub mod keep;
pub mod layers;
pub mod layout_chooser;
pub mod mapping;
pub mod match_panel;
pub mod notices;
pub mod open_readings;
pub mod palette;
pub mod parameter_row;
pub mod parameters;
pub mod phases;
pub mod pipeline_card;
pub mod preflight;
pub mod preview;
pub mod quality;
pub mod recipe_bar;
pub mod run_sheets;
pub mod session_banner;
pub mod subject_card;
pub mod table_list;
pub mod theme_toggle;
pub mod topbar;
pub mod update_notice;
pub mod value;
pub mod widget;

/// “1 file”, “2 files”.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", crate::base::format::integer(count as u64), if count == 1 { one } else { many })
}

/// “1,234 rows”, “about 10 million rows”: two digits are all that an estimate is good for.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn rows_text(rows: f64, exact: bool) -> String {
    if exact {
        return counted(rows as usize, "row", "rows");
    }
    let mut scale = 1.0;
    while rows / scale >= 100.0 {
        scale *= 10.0;
    }
    let rounded = libm::round(rows / scale) * scale;
    if rounded < 1e6 {
        return format!("about {} rows", crate::base::format::fixed(rounded, 0));
    }
    let (amount, word) = if rounded < 1e9 { (rounded / 1e6, "million") } else { (rounded / 1e9, "billion") };
    format!("about {amount} {word} rows")
}

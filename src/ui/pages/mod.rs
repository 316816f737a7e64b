//! The pages, one per route.

pub mod campaign;
pub mod dashboard;
pub mod files;
pub mod not_found;
pub mod start;
pub mod tables;

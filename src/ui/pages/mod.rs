//! The pages, one per route.

pub mod campaign;
pub mod dashboard;
pub mod files;
pub mod lineage;
pub mod not_found;
pub mod quality;
pub mod runs;
pub mod start;
pub mod tables;

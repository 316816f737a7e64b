//! The steps of the stores pipeline, in the order of the layers.

mod business;
mod evidence;
mod outcome;
mod quality;
mod run;
mod sample;
mod select;
mod settings;
mod staging;
mod views;
mod warehouse;

pub(super) use run::StoresPipeline;

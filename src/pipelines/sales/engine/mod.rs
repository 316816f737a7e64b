//! The sales pipeline's steps: staging, warehouse, business, and what the dashboard asks of them. Data.

mod business;
mod evidence;
mod moves;
mod outcome;
mod quality;
mod run;
mod sample;
mod select;
mod settings;
mod staging;
mod views;
mod warehouse;

pub(crate) use run::Sales;

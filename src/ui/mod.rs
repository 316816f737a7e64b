//! What the person sees: state, actions, pages, components. Web only: knows no polars, talks to the engine by `client`.
//!
//! State lives in three places, in this order: the URL ([`routes`]), app-wide signals ([`state`]), a component's own
//! signals. Whatever changes state is a function in [`actions`]; components only show and call.

pub mod actions;
pub mod app;
pub mod charts;
pub mod components;
pub mod pages;
pub mod routes;
pub mod state;

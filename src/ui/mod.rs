//! What the person sees: state, actions, pages, components. Web only: knows no polars, talks to the engine by `client`.
//!
//! State lives in three places, in this order: the URL ([`routes`]), app-wide signals ([`state`]), the own signals of a
//! place ([`live`]). Whatever changes state is a function in [`actions`]; components only show and call.
//!
//! A component is a function from the state to elements as values; [`live`] shows them.

pub mod actions;
pub mod app;
pub mod charts;
pub mod commands;
pub mod components;
pub mod live;
pub mod pages;
pub mod routes;
pub mod state;

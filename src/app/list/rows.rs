//! The rows in view as lines: made once, and again where something else than the selection has changed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::app::ink::Line;

/// Rows by their number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    laid: BTreeMap<usize, Vec<Line>>,
    /// The one that was laid out as the selected one.
    selected: usize,
}

impl Rows {
    /// Each line with the row that it belongs to.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.laid.iter().flat_map(|(row, lines)| lines.iter().map(move |line| (*row, line)))
    }

    /// How many rows they are.
    pub fn n_rows(&self) -> usize {
        self.laid.len()
    }

    /// Forgets the lines: stories, or how they are shown, are others now.
    pub fn forget(&mut self) {
        self.laid.clear();
    }

    /// Another row may be the selected one.
    pub(super) fn select(&mut self, row: usize) {
        if row != self.selected {
            self.laid.remove(&self.selected);
            self.laid.remove(&row);
            self.selected = row;
        }
    }

    /// Lines of a row, which are made where they are missing.
    pub(super) fn height(&mut self, row: usize, lay: impl Fn(usize) -> Vec<Line>) -> usize {
        self.laid.entry(row).or_insert_with(|| lay(row)).len()
    }

    /// Keeps these rows alone.
    pub(super) fn keep(&mut self, rows: Range<usize>) {
        self.laid.retain(|row, _| rows.contains(row));
    }
}

//! The story list: which rows are shown, what each row says, which is selected.

mod date;
mod excerpt;
mod row;
mod rows;

pub use date::DateStyle;
pub use row::{RowStyle, row};
pub use rows::Rows;

use std::collections::BTreeSet;

use super::ink::Line;
use crate::article::SectionKind;
use crate::store::StoryIdx;

/// From this width on a row is one line with columns; below, the title has a line of its own.
pub const WIDE: usize = 64;

/// The list's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListPane {
    /// The selected row.
    pub selected: usize,
    /// The first row shown.
    pub top: usize,
    /// The rows from there on to the end of the window, as lines.
    pub shown: Rows,
    /// What stands under each row.
    pub under: Under,
    /// Stories that have come in above the first row shown.
    pub n_new: usize,
    /// Stories selected for the next mark or export.
    pub picked: BTreeSet<StoryIdx>,
}

/// What stands under each row of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Under {
    /// Nothing but the row itself.
    #[default]
    Nothing,
    /// The words around what the query found in the text.
    Match,
    /// The first words of a section.
    Section(SectionKind),
}

/// What `t` shows under each row, one after the other.
const UNDER_ROWS: [Under; 7] = [
    Under::Nothing,
    Under::Match,
    Under::Section(SectionKind::Lede),
    Under::Section(SectionKind::Tldr),
    Under::Section(SectionKind::WhyItMatters),
    Under::Section(SectionKind::KeyImplications),
    Under::Section(SectionKind::WhatToWatch),
];

impl ListPane {
    /// Shows the next thing under each row, what matched only where the query looks into texts; its name.
    pub fn cycle_under(&mut self, looks_into_texts: bool) -> &'static str {
        let at = UNDER_ROWS.iter().position(|under| *under == self.under).unwrap_or(0);
        let mut next =
            UNDER_ROWS.iter().cycle().skip(at + 1).filter(|under| looks_into_texts || **under != Under::Match);
        self.under = next.next().copied().unwrap_or_default();
        match self.under {
            Under::Nothing => "nothing",
            Under::Match => "what matched",
            Under::Section(SectionKind::Lede) => "the lede",
            Under::Section(kind) => kind.label(),
        }
    }

    /// Keeps the selected row on its line of the screen after stories came in around it: it was in row `selected`, and
    /// `n_new` of them stand above the first row shown.
    pub fn stay(&mut self, selected: usize, n_new: usize) {
        self.top = self.selected.saturating_sub(selected.saturating_sub(self.top));
        self.n_new = n_new;
    }

    /// Shows rows from the next one on, or from the one before, and selects the nearest one that is in view as a whole;
    /// `lines` tells the height of a row, selected or not.
    pub fn scroll(&mut self, down: bool, len: usize, height: usize, lines: impl Fn(usize, bool) -> usize) {
        let height_of = |rows: std::ops::Range<usize>| rows.map(|row| lines(row, false)).sum::<usize>();
        if !down {
            self.top = self.top.saturating_sub(1);
        } else if height_of(self.top..len.min(self.top + height + 1)) > height {
            self.top += 1;
        }
        let fits = |last: &usize| height_of(self.top..*last) + lines(*last, true) <= height;
        let last = (self.top..len).take_while(fits).last().unwrap_or(self.top);
        self.selected = self.selected.clamp(self.top, last);
    }

    /// Keeps the selected one of `len` rows in a window of `height` lines; `lay` makes the lines of a row.
    pub fn settle(&mut self, len: usize, height: usize, lay: impl Fn(usize) -> Vec<Line>) {
        let mut rows = std::mem::take(&mut self.shown);
        rows.select(self.selected);
        let mut height_of = |row| rows.height(row, &lay);
        self.top = self.top.min(self.selected);
        let mut used = 0;
        let mut first = self.selected;
        for row in (self.top..=self.selected).rev().take_while(|_| len > 0) {
            used += height_of(row);
            if used > height {
                break;
            }
            first = row;
        }
        self.top = first;
        let end = self.fill_end(len, height, height_of);
        rows.keep(self.top..end);
        self.shown = rows;
        if self.top == 0 {
            self.n_new = 0;
        }
    }

    /// Shows earlier rows where the last ones leave room; the row after the last in view.
    fn fill_end(&mut self, len: usize, height: usize, mut height_of: impl FnMut(usize) -> usize) -> usize {
        let mut room = height;
        for row in self.top..len {
            room = room.saturating_sub(height_of(row));
            if room == 0 {
                return row + 1;
            }
        }
        while self.top > 0 && height_of(self.top - 1) <= room {
            self.top -= 1;
            room -= height_of(self.top);
        }
        len
    }
}

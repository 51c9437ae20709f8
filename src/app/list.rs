//! The story list: which rows are shown, what each row says, which is selected.

mod row;

pub use row::{RowStyle, row};

use std::collections::BTreeSet;

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
    /// Which section of each story stands under its row.
    pub section: Option<SectionKind>,
    /// Stories selected for the next mark or export.
    pub picked: BTreeSet<StoryIdx>,
}

/// What `t` shows under each row, one after the other.
const UNDER_ROWS: [Option<SectionKind>; 6] = [
    None,
    Some(SectionKind::Lede),
    Some(SectionKind::Tldr),
    Some(SectionKind::WhyItMatters),
    Some(SectionKind::KeyImplications),
    Some(SectionKind::WhatToWatch),
];

impl ListPane {
    /// Shows the next section under each row; its name, if any.
    pub fn cycle_section(&mut self) -> &'static str {
        let at = UNDER_ROWS.iter().position(|section| *section == self.section).unwrap_or(0);
        self.section = UNDER_ROWS[(at + 1) % UNDER_ROWS.len()];
        match self.section {
            None => "nothing",
            Some(SectionKind::Lede) => "the lede",
            Some(kind) => kind.label(),
        }
    }

    /// Keeps the selected one of `len` rows in a window of `height` lines; `lines` tells a row's height.
    pub fn settle(&mut self, len: usize, height: usize, lines: impl Fn(usize) -> usize) {
        self.top = self.top.min(self.selected);
        let mut used = 0;
        let mut first = self.selected;
        for row in (0..=self.selected).rev().take_while(|_| len > 0) {
            used += lines(row);
            if used > height {
                break;
            }
            first = row;
        }
        self.top = self.top.max(first);
        self.fill_end(len, height, lines);
    }

    /// Shows earlier rows where the last ones leave room.
    fn fill_end(&mut self, len: usize, height: usize, lines: impl Fn(usize) -> usize) {
        let mut room = height;
        for row in self.top..len {
            room = room.saturating_sub(lines(row));
            if room == 0 {
                return;
            }
        }
        while self.top > 0 && lines(self.top - 1) <= room {
            self.top -= 1;
            room -= lines(self.top);
        }
    }
}

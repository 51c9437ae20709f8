//! A sidebar: names under headings with counts, one of them selected, some of them part of the query.
//!
//! Both sidebars are one: facets of the whole result, and the cast of one story.

use std::collections::BTreeSet;
use std::ops::Range;

use super::action::Move;
use super::ranked::{Rank, Ranked};
use super::scroll;
use crate::article::EntityKind;
use crate::store::query::{Polarity, Query};
use crate::store::{Facet, FacetKind, StoryIdx};

/// Names shown of a kind until it is unfolded, at least.
const LEAST_SHOWN: usize = 4;
/// Names shown of a kind until it is unfolded, at most; a long tail of single mentions helps nobody.
const MOST_SHOWN: usize = 12;

/// A line of a sidebar.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// An empty line.
    Gap,
    /// A kind's heading.
    Head(FacetKind),
    /// A name.
    Item(Item),
    /// So many more names of this kind.
    More(FacetKind, usize),
    /// Back to the most frequent names of this kind.
    Fewer(FacetKind),
}

/// A name with its count.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What is counted.
    pub facet: Facet,
    /// The highest count of its kind: a full bar.
    pub most: usize,
    /// Whether the query has it.
    pub polarity: Option<Polarity>,
    /// The story is about it.
    pub is_main: bool,
    /// How it stands to the names around it.
    pub rank: Rank,
}

/// A sidebar's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The lines, in order.
    pub rows: Vec<Row>,
    /// The selected line; always a name or a "more" where there is one.
    pub selected: usize,
    /// The first line shown.
    pub top: usize,
    unfolded: BTreeSet<FacetKind>,
    filled_for: Option<Occasion>,
}

/// What a sidebar was filled for: while it stays the same, so do the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Which answer to which query.
    pub answer: u64,
    /// The story in the reader.
    pub story: Option<StoryIdx>,
    /// Lines of the pane.
    pub height: usize,
}

/// The names of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// The kind.
    pub kind: FacetKind,
    /// The first ones, as many as are shown, or all.
    pub names: Vec<Ranked>,
    /// How many there are.
    pub n_names: usize,
}

/// More names than this of a kind are never shown until it is unfolded.
pub const ENOUGH: usize = MOST_SHOWN + 2;

impl Tally {
    /// Whether all names of a kind are shown.
    pub fn is_unfolded(&self, kind: FacetKind) -> bool {
        self.unfolded.contains(&kind)
    }

    /// Whether the lines are those of another occasion.
    pub fn is_outdated(&self, occasion: Occasion) -> bool {
        self.filled_for != Some(occasion)
    }

    /// Takes new counts; what was selected stays selected if it is still there.
    pub fn refill(&mut self, kinds: Vec<Kind>, query: &Query, occasion: Occasion) {
        let (before, height) = (self.selected_key(), occasion.height);
        self.filled_for = Some(occasion);
        let n_kinds = kinds.iter().filter(|kind| kind.n_names > 0).count();
        let fair = height.saturating_sub(3 * n_kinds) / n_kinds.max(1);
        let shown = fair.clamp(LEAST_SHOWN, MOST_SHOWN);
        self.rows.clear();
        for kind in kinds {
            self.push_kind(kind, query, shown);
        }
        self.selected = before
            .and_then(|key| self.rows.iter().position(|row| row_key(row) == Some(key.clone())))
            .unwrap_or(self.selected);
        self.settle(height);
    }

    fn push_kind(&mut self, Kind { kind, names, n_names }: Kind, query: &Query, shown: usize) {
        let most = names.iter().map(|name| name.facet.n_stories).max().unwrap_or(0);
        let few = shown + 1;
        let unfolded = self.unfolded.contains(&kind);
        let all = unfolded || n_names <= few;
        let shown = if all { n_names } else { shown };
        if n_names == 0 {
            return;
        }
        if !self.rows.is_empty() {
            self.rows.push(Row::Gap);
        }
        self.rows.push(Row::Head(kind));
        for (at, name) in names.into_iter().enumerate() {
            let polarity = query.has(&name.facet.term());
            if at < shown || polarity.is_some() {
                let Ranked { facet, is_main, rank } = name;
                self.rows.push(Row::Item(Item { facet, most, polarity, is_main, rank }));
            }
        }
        if shown < n_names {
            self.rows.push(Row::More(kind, n_names - shown));
        } else if unfolded && n_names > few {
            self.rows.push(Row::Fewer(kind));
        }
    }

    /// The selected name.
    pub fn item(&self) -> Option<&Item> {
        match self.rows.get(self.selected)? {
            Row::Item(item) => Some(item),
            _ => None,
        }
    }

    /// All names, in order.
    pub fn all(&self) -> impl Iterator<Item = &Facet> {
        self.rows.iter().filter_map(|row| match row {
            Row::Item(item) => Some(&item.facet),
            _ => None,
        })
    }

    /// Unfolds the kind whose "more" is selected, folds the one whose "fewer" is; false if neither is.
    pub fn unfold(&mut self) -> bool {
        self.filled_for = None;
        match self.rows.get(self.selected) {
            Some(Row::More(kind, _)) => self.unfolded.insert(*kind),
            Some(Row::Fewer(kind)) => self.unfolded.remove(kind),
            _ => false,
        }
    }

    /// Selects the first name of a kind; false if there is none.
    pub fn go_to(&mut self, kind: EntityKind) -> bool {
        let head = self.rows.iter().position(|row| *row == Row::Head(FacetKind::Entity(kind)));
        let Some(head) = head else { return false };
        self.selected = head + 1;
        self.top = head;
        true
    }

    /// Moves the selection over names, past headings and gaps.
    pub fn step(&mut self, step: Move, height: usize) {
        let stops = self.stops();
        let at = stops.iter().position(|row| *row >= self.selected).unwrap_or(0);
        if let Some(row) = stops.get(scroll::step(at, step, stops.len(), height)) {
            self.selected = *row;
        }
        self.settle(height);
    }

    /// Lines that are shown in a pane of `height` lines.
    pub fn shown(&self, height: usize) -> Range<usize> {
        self.top..(self.top + height).min(self.rows.len())
    }

    fn stops(&self) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| !matches!(row, Row::Gap | Row::Head(_))).map(|(at, _)| at).collect()
    }

    /// Keeps the selection on a name, and in view.
    pub fn settle(&mut self, height: usize) {
        let stops = self.stops();
        let below = stops.iter().find(|row| **row >= self.selected);
        self.selected = below.or(stops.last()).copied().unwrap_or(0);
        let head = matches!(self.rows.get(self.selected.wrapping_sub(1)), Some(Row::Head(_)));
        let first = self.selected.saturating_sub(usize::from(head));
        self.top = scroll::follow(self.top, first..self.selected + 1, self.rows.len(), height);
    }

    fn selected_key(&self) -> Option<(FacetKind, String)> {
        self.rows.get(self.selected).and_then(row_key)
    }
}

fn row_key(row: &Row) -> Option<(FacetKind, String)> {
    match row {
        Row::Item(item) => Some((item.facet.kind, item.facet.id.to_string())),
        _ => None,
    }
}

/// The heading of a kind.
pub fn heading(kind: FacetKind) -> &'static str {
    match kind {
        FacetKind::Entity(EntityKind::Company) => "Companies",
        FacetKind::Entity(EntityKind::Model) => "Models",
        FacetKind::Entity(EntityKind::Person) => "People",
        FacetKind::Entity(EntityKind::Organization) => "Organizations",
        FacetKind::Entity(EntityKind::Policy) => "Policies",
        FacetKind::Topic => "Topics",
        FacetKind::Source => "Sources",
        FacetKind::Month => "Months",
    }
}

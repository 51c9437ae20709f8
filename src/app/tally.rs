//! A sidebar: names under headings with counts, one of them selected, some of them part of the query.
//!
//! Both sidebars are one: facets of the whole result, and the cast of one story.

use std::collections::BTreeSet;
use std::ops::Range;

use super::action::Move;
use super::asked::Asked;
use super::ranked::{Rank, Ranked};
use super::scroll;
use crate::article::EntityKind;
use crate::store::query::Polarity;
use crate::store::{Facet, FacetKind, StoryIdx};

/// Names shown of a kind until it is unfolded, at least; more where there is room for them.
const LEAST_SHOWN: usize = 4;

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

impl Row {
    /// The name in it.
    pub fn item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            _ => None,
        }
    }
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
    /// Its text is here, and so are the places where names stand.
    pub is_whole: bool,
    /// Lines of the pane.
    pub height: usize,
}

/// The names of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// The kind.
    pub kind: FacetKind,
    /// The first ones, as many as there may be room for, or all.
    pub names: Vec<Ranked>,
    /// Where each of them begins with its versions.
    starts: Vec<usize>,
    /// How many there are; versions below their family go with it.
    n_names: usize,
}

/// More names than this of a kind, and than the pane has lines, are never shown until it is unfolded.
pub const ENOUGH: usize = LEAST_SHOWN + 2;

impl Kind {
    /// A kind of which there are `n_more` names besides.
    pub fn new(kind: FacetKind, names: Vec<Ranked>, n_more: usize) -> Self {
        let starts = names.iter().enumerate().filter(|(_, name)| name.rank != Rank::Version);
        let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        Self { kind, n_names: starts.len() + n_more, names, starts }
    }

    /// How many are shown where there is room for `shown`: one more takes no more than to say that there is one.
    fn n_shown(&self, shown: usize) -> usize {
        if self.n_names <= shown + 1 { self.n_names } else { shown }
    }

    /// The first so many names, each with all of its versions.
    fn first(&self, n_names: usize) -> &[Ranked] {
        &self.names[..self.starts.get(n_names).copied().unwrap_or(self.names.len())]
    }

    /// Lines for the first `shown` names: gap, heading, names, how many more there are.
    fn n_lines(&self, shown: usize) -> usize {
        let n_shown = self.n_shown(shown);
        2 + self.first(n_shown).len() + usize::from(n_shown < self.n_names)
    }
}

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
    pub fn refill(&mut self, mut kinds: Vec<Kind>, asked: &Asked, occasion: Occasion) {
        let (before, height) = (self.selected_key(), occasion.height);
        self.filled_for = Some(occasion);
        kinds.retain(|kind| !kind.names.is_empty());
        self.rows.clear();
        for (kind, shown) in kinds.iter().zip(self.shares(&kinds, asked, height)) {
            self.push_kind(kind, asked, shown);
        }
        self.selected = before
            .and_then(|key| self.rows.iter().position(|row| row_key(row) == Some(key.clone())))
            .unwrap_or(self.selected);
        self.settle(height);
    }

    /// How many names of each kind are shown: all where it is unfolded; else the least and those that
    /// are asked for, and one more of each kind in turn for as long as there is room.
    fn shares(&self, kinds: &[Kind], asked: &Asked, height: usize) -> Vec<usize> {
        let least = |kind: &Kind| match self.is_unfolded(kind.kind) {
            true => kind.n_names,
            false => asked.facets(kind.kind).count().max(LEAST_SHOWN),
        };
        let mut shares: Vec<usize> = kinds.iter().map(least).collect();
        // the first kind has no gap above it
        let fits = |shares: &[usize]| {
            kinds.iter().zip(shares).map(|(kind, shown)| kind.n_lines(*shown)).sum::<usize>() <= height + 1
        };
        loop {
            let before = shares.clone();
            for (at, kind) in kinds.iter().enumerate() {
                shares[at] += usize::from(kind.n_shown(shares[at]) < kind.n_names);
                if !fits(&shares) {
                    shares[at] = before[at];
                }
            }
            if shares == before {
                return shares;
            }
        }
    }

    fn push_kind(&mut self, kind: &Kind, asked: &Asked, shown: usize) {
        let (n_names, n_shown) = (kind.n_names, kind.n_shown(shown));
        let names = kind.first(n_shown);
        let most = names.iter().map(|name| name.facet.n_stories).max().unwrap_or(0);
        if !self.rows.is_empty() {
            self.rows.push(Row::Gap);
        }
        self.rows.push(Row::Head(kind.kind));
        for Ranked { facet, is_main, rank } in names.iter().cloned() {
            let polarity = asked.of(&facet);
            self.rows.push(Row::Item(Item { facet, most, polarity, is_main, rank }));
        }
        if n_shown < n_names {
            self.rows.push(Row::More(kind.kind, n_names - n_shown));
        } else if self.is_unfolded(kind.kind) && n_names > LEAST_SHOWN + 1 {
            self.rows.push(Row::Fewer(kind.kind));
        }
    }

    /// The selected name.
    pub fn item(&self) -> Option<&Item> {
        self.rows.get(self.selected)?.item()
    }

    /// The family whose versions stand before a line, if it may stand among them.
    pub fn family_of(&self, line: usize) -> Option<&Item> {
        let mut above = self.rows[..line].iter().rev().map_while(Row::item);
        above.find(|item| item.rank != Rank::Version)
    }

    /// All names, in order.
    pub fn all(&self) -> impl Iterator<Item = &Facet> {
        self.rows.iter().filter_map(|row| row.item().map(|item| &item.facet))
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

    /// Selects a line of the window; false where there is nothing to choose in it.
    pub fn select_line(&mut self, line: usize) -> bool {
        let row = self.top + line;
        let is_stop = self.stops().contains(&row);
        self.selected = if is_stop { row } else { self.selected };
        is_stop
    }

    /// Scrolls by so many lines; the selection goes along where it would leave the window.
    pub fn scroll(&mut self, lines: usize, down: bool, height: usize) {
        let last = self.rows.len().saturating_sub(height);
        self.top = if down { (self.top + lines).min(last) } else { self.top.saturating_sub(lines) };
        let view = self.shown(height);
        let stops: Vec<usize> = self.stops().into_iter().filter(|row| view.contains(row)).collect();
        if let (Some(first), Some(last)) = (stops.first(), stops.last()) {
            self.selected = self.selected.clamp(*first, *last);
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
    row.item().map(|item| (item.facet.kind, item.facet.id.to_string()))
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
        FacetKind::Tag => "Your tags",
        FacetKind::Source => "Sources",
        FacetKind::Month => "Months",
    }
}

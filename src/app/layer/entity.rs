//! The page of an entity as a layer: its profile, what is selected on it, how far it is scrolled.

use crate::app::action::Move;
use crate::app::entity_page::PageLine;
use crate::app::scroll;
use crate::insight::Profile;
use crate::store::{EntityKey, StoryIdx};

/// What can be chosen on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another one's page.
    Entity(EntityKey),
    /// A story.
    Story(StoryIdx),
}

/// A page that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityPage {
    /// What it says.
    pub profile: Profile,
    /// Which of the lines that lead somewhere is selected.
    pub selected: usize,
    /// The first line shown.
    pub top: usize,
}

impl EntityPage {
    /// A page, from its start.
    pub fn new(profile: Profile) -> Self {
        Self { profile, selected: 0, top: 0 }
    }

    /// The line that is selected.
    pub fn line(&self, lines: &[PageLine]) -> Option<usize> {
        let mut stops = stops(lines);
        stops.nth(self.selected)
    }

    /// Selects a line; false where it leads nowhere.
    pub fn select_line(&mut self, lines: &[PageLine], line: usize) -> bool {
        let stop = stops(lines).position(|stop| stop == line);
        self.selected = stop.unwrap_or(self.selected);
        stop.is_some()
    }

    /// Moves the selection; where nothing can be selected, the page.
    pub fn step(&mut self, step: Move, lines: &[PageLine], height: usize) {
        let stops: Vec<usize> = stops(lines).collect();
        let Some(at) = stops.get(self.selected) else {
            self.top = scroll::step(self.top, step, lines.len(), height);
            return self.settle(lines, height);
        };
        let one = matches!(step, Move::Down | Move::Up | Move::Top | Move::Bottom);
        self.selected = if one {
            scroll::step(self.selected, step, stops.len(), height)
        } else {
            // A page of the lines, whatever can be selected in it.
            let line = scroll::step(*at, step, lines.len(), height);
            let near = stops.iter().rposition(|stop| *stop <= line).unwrap_or(0);
            let is_down = line > *at;
            if is_down { near.max((self.selected + 1).min(stops.len() - 1)) } else { near.min(self.selected) }
        };
        self.settle(lines, height);
    }

    /// Keeps the selected line in a window of so many lines, and shows all before the first that can be selected.
    pub fn settle(&mut self, lines: &[PageLine], height: usize) {
        let stops: Vec<usize> = stops(lines).collect();
        self.selected = self.selected.min(stops.len().saturating_sub(1));
        let Some(line) = stops.get(self.selected) else {
            self.top = self.top.min(lines.len().saturating_sub(height));
            return;
        };
        let first = if self.selected == 0 { 0 } else { line.saturating_sub(1) };
        let end = if self.selected + 1 == stops.len() { lines.len() } else { line + 1 };
        let wanted = if end - first > height { *line..line + 1 } else { first..end };
        self.top = scroll::follow(self.top, wanted, lines.len(), height);
    }
}

fn stops(lines: &[PageLine]) -> impl Iterator<Item = usize> {
    lines.iter().enumerate().filter(|(_, line)| line.target.is_some()).map(|(at, _)| at)
}

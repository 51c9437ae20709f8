//! The reader: one story as a page of lines, how far it is scrolled, what is unfolded, what is searched.

mod near;
mod page;
mod prose;
mod walk;

pub use page::{Own, Page, PageStyle};
pub use prose::{PageLink, PageMatch, PageName};
pub use walk::{Walk, is_meant};

use std::collections::BTreeSet;

use super::action::Move;
use super::scroll;
use crate::store::sought::Sought;
use crate::store::{Store, StoryIdx};
use near::{Made, Near};

/// Places in a story that are told apart, however long it is.
const PLACES: usize = 10_000;

/// The reader's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reader {
    /// The story shown.
    pub story: Option<StoryIdx>,
    /// Its lines.
    pub page: Page,
    /// The first line shown.
    pub top: usize,
    /// What is searched in it; empty for nothing.
    pub needle: String,
    /// Which match was gone to last.
    pub at_match: Option<usize>,
    /// Who is walked after; a search ends it, and a query that finds words in the text.
    pub walk: Option<Walk>,
    /// What is marked: what is searched, else what the query found.
    pub sought: Sought,
    /// The story that was opened when its text had changed, which the page says until another one is shown.
    pub opened_changed: Option<StoryIdx>,
    unfolded: BTreeSet<usize>,
    made_for: Option<Made>,
    /// How often another text came for the story since it is shown.
    edition: usize,
    near: Near,
}

impl Reader {
    /// Shows `story`, from its start if it is another one.
    pub fn show(&mut self, story: Option<StoryIdx>) {
        if self.story != story {
            let (needle, sought) = (std::mem::take(&mut self.needle), std::mem::take(&mut self.sought));
            let walk = self.walk.take().map(|walk| Walk { at: None, ..walk });
            let opened_changed = self.opened_changed.filter(|opened| Some(*opened) == story);
            let mut near = std::mem::take(&mut self.near);
            if let Some(made) = self.made_for.take() {
                near.add(made, std::mem::take(&mut self.page));
            }
            *self = Self { story, needle, sought, walk, opened_changed, near, ..Self::default() };
        }
    }

    /// Notes that another text came for the story.
    pub fn renew(&mut self) {
        self.edition += 1;
    }

    /// Makes the page if something that it shows has changed, and keeps the scroll in it. `height` in lines.
    pub fn settle(&mut self, store: &Store, mut style: PageStyle, height: usize) {
        if !self.needle.is_empty() {
            style.sought = Sought::searched(&self.needle);
        }
        if style.sought != self.sought {
            self.sought.clone_from(&style.sought);
            self.at_match = None;
            self.walk = self.walk.take().filter(|_| self.sought.is_empty());
        }
        let made = self.story.map(|story| Made {
            unfolded: self.unfolded.clone(),
            edition: self.edition,
            ..Made::new(store, story, style, self.opened_changed == Some(story))
        });
        if made != self.made_for && !self.keeps_page(made.as_ref()) {
            let page = made.as_ref().map(|made| self.near.take(made).unwrap_or_else(|| made.page(store)));
            (self.page, self.made_for) = (page.unwrap_or_default(), made);
        }
        self.top = self.top.min(self.page.lines.len().saturating_sub(height));
    }

    /// Lays out the first of `stories` that is not yet, so that it is there when it is gone to; false where all are.
    pub fn look_ahead(&mut self, store: &Store, stories: impl Iterator<Item = StoryIdx>, style: &PageStyle) -> bool {
        let mut made = stories.map(|story| Made::new(store, story, style.clone(), false));
        let missing = made.find(|made| made.is_whole && !self.near.has(made));
        let is_missing = missing.is_some();
        if let Some(made) = missing {
            let page = made.page(store);
            self.near.add(made, page);
        }
        self.near.tidy();
        is_missing
    }

    /// Forgets what was laid out beforehand: stories may be others now.
    pub fn forget_near(&mut self) {
        self.near = Near::default();
    }

    /// Whether the text went away for a moment, because another one is on its way: the page stays until that is there.
    fn keeps_page(&self, made: Option<&Made>) -> bool {
        let was_whole = |made: &Made| self.made_for.as_ref().is_some_and(|was| was.story == made.story && was.is_whole);
        made.is_some_and(|made| !made.is_whole && was_whole(made))
    }

    /// Whether no page with the story's text was made yet.
    pub fn is_blank(&self) -> bool {
        !self.made_for.as_ref().is_some_and(|made| made.is_whole)
    }

    /// How far the story is read, in ten-thousandths of its lines: where its first line in view stands. One whose end
    /// is in view has been read, and starts anew. `height` in lines.
    pub fn place(&self, height: usize) -> u16 {
        let n_lines = self.page.lines.len();
        let is_read = self.top + height >= n_lines;
        if is_read { 0 } else { u16::try_from((self.top * PLACES + n_lines / 2) / n_lines).unwrap_or(0) }
    }

    /// Goes to where a story was left.
    pub fn go_to_place(&mut self, place: u16, height: usize) {
        let n_lines = self.page.lines.len();
        let top = (usize::from(place) * n_lines + PLACES / 2) / PLACES;
        self.top = top.min(n_lines.saturating_sub(height));
    }

    /// Scrolls.
    pub fn step(&mut self, step: Move, height: usize) {
        let len = self.page.lines.len();
        let last = len.saturating_sub(height);
        self.top = scroll::step(self.top, step, len, height).min(last);
    }

    /// To the start of the next section, or of the one before; false at the last, or at the first.
    pub fn go_to_section(&mut self, forward: bool, height: usize) -> bool {
        let last = self.page.lines.len().saturating_sub(height);
        let starts = || self.page.sections.iter().map(|(line, _)| (*line).min(last));
        let to = if forward {
            starts().find(|line| *line > self.top)
        } else {
            starts().rev().find(|line| *line < self.top).or((self.top > 0).then_some(0))
        };
        self.top = to.unwrap_or(self.top);
        to.is_some()
    }

    /// Unfolds the first folded section in view, or folds an unfolded one again; false if there is none.
    pub fn toggle_fold(&mut self, height: usize) -> bool {
        let view = self.top..self.top + height;
        let folds = &self.page.folds;
        let fold = folds.iter().find(|(line, _)| view.contains(line)).or_else(|| folds.first());
        let Some((line, section)) = fold.copied() else { return false };
        let opened = !self.unfolded.remove(&section) && self.unfolded.insert(section);
        if opened || !view.contains(&line) {
            self.top = line;
        }
        true
    }

    /// To the first match at or after the top.
    pub fn go_to_first_match(&mut self, height: usize) {
        if let Some(first) = self.next_of(&self.match_lines(), None, (true, height)) {
            self.go_to_match(first, height);
        }
    }

    /// To the next match, or the one before; its number and how many there are.
    pub fn go_to_next_match(&mut self, forward: bool, height: usize) -> Option<(usize, usize)> {
        let next = self.next_of(&self.match_lines(), self.at_match, (forward, height))?;
        self.go_to_match(next, height);
        Some((next + 1, self.page.matches.len()))
    }

    fn match_lines(&self) -> Vec<usize> {
        self.page.matches.iter().map(|found| found.line).collect()
    }

    /// Which of the lines follows the last one gone to, around the end; without one the first that is in view.
    fn next_of(&self, lines: &[usize], last: Option<usize>, (forward, height): (bool, usize)) -> Option<usize> {
        let n_lines = lines.len();
        let next = match (last, forward) {
            _ if n_lines == 0 => return None,
            (Some(at), true) => (at + 1) % n_lines,
            (Some(at), false) => (at.min(n_lines) + n_lines - 1) % n_lines,
            (None, true) => lines.iter().position(|line| *line >= self.top).unwrap_or(0),
            (None, false) => lines.iter().rposition(|line| *line < self.top + height).unwrap_or(n_lines - 1),
        };
        Some(next)
    }

    /// The match that was gone to last.
    pub fn match_here(&self) -> Option<&PageMatch> {
        self.page.matches.get(self.at_match?)
    }

    /// Its words.
    pub fn match_words(&self) -> Option<&str> {
        self.sought.words(self.match_here()?.run)
    }

    fn go_to_match(&mut self, at: usize, height: usize) {
        self.at_match = Some(at);
        if let Some(found) = self.page.matches.get(at) {
            self.go_to_line(found.line, height);
        }
    }

    /// Brings a line into view, with some of what stands before it.
    fn go_to_line(&mut self, line: usize, height: usize) {
        let context = (height / 3).min(line);
        let in_view = (self.top..self.top + height).contains(&line);
        if !in_view {
            self.top = (line - context).min(self.page.lines.len().saturating_sub(height));
        }
    }

    /// How far the story is read, in percent of its lines; `None` where all of it is in view.
    pub fn percent(&self, height: usize) -> Option<usize> {
        let len = self.page.lines.len();
        (len > height).then(|| ((self.top + height).min(len) * 100) / len)
    }
}

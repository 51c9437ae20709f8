//! Pages of the stories around the one in the reader: laid out while nobody waits, so that a step to one of them costs no
//! more than to draw it, however long it is.

use std::collections::BTreeSet;

use super::page::{Own, Page, PageStyle};
use crate::article::Reading;
use crate::store::{Store, StoryIdx};

/// Pages that are kept: those above and below, and the one that was left.
const MOST: usize = 3;

/// What a page was made for: while it stays the same, so does the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The story.
    pub story: StoryIdx,
    /// What is the reader's own in it.
    pub own: Own,
    /// Its text was there.
    pub is_whole: bool,
    /// How it is laid out.
    pub style: PageStyle,
    /// Sections that are unfolded.
    pub unfolded: BTreeSet<usize>,
    /// How often another text came for it.
    pub edition: usize,
}

impl Made {
    /// A story as it is shown first.
    pub fn new(store: &Store, story: StoryIdx, style: PageStyle, was_opened_changed: bool) -> Self {
        let Reading { marks, tags, note, .. } = store.reading(story);
        let own = Own { has_changed: marks.changed || was_opened_changed, tags, note };
        Self { story, own, is_whole: store.is_whole(story), style, unfolded: BTreeSet::new(), edition: 0 }
    }

    /// The page.
    pub fn page(&self, store: &Store) -> Page {
        Page::new(store, self.story, &self.own, &self.style, &self.unfolded)
    }
}

/// The pages that were made last. A story that gets another text is to be forgotten, which the others notice by themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Near {
    pages: Vec<(Made, Page)>,
}

impl Near {
    /// Whether there is a page for this.
    pub fn has(&self, made: &Made) -> bool {
        self.pages.iter().any(|(of, _)| of == made)
    }

    /// Gives the page for this away.
    pub fn take(&mut self, made: &Made) -> Option<Page> {
        let at = self.pages.iter().position(|(of, _)| of == made)?;
        Some(self.pages.remove(at).1)
    }

    /// Adds a page.
    pub fn add(&mut self, made: Made, page: Page) {
        if self.pages.len() > MOST {
            self.tidy(); // a held key leaves one after the other
        }
        self.pages.push((made, page));
    }

    /// Lets go of the oldest ones: better after a picture than before it.
    pub fn tidy(&mut self) {
        self.pages.drain(..self.pages.len().saturating_sub(MOST));
    }
}

//! What the reader added to stories: tags, notes, and how far each was read. Few stories have any.

use std::collections::HashMap;

use super::columns::Flag;
use super::{FacetKind, Facets, Store, StoryIdx, StorySet, fold};
use crate::article::Reading;
use crate::text::Clean;

/// By story: what was added to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    added: HashMap<StoryIdx, Added>,
}

#[derive(Clone, Debug, Default)]
struct Added {
    position: u16,
    tags: Vec<Clean>,
    note: String,
    /// The note, folded.
    folded: String,
}

impl Own {
    fn set(&mut self, idx: StoryIdx, Reading { position, tags, note, .. }: &Reading) {
        if *position == 0 && tags.is_empty() && note.is_empty() {
            self.added.remove(&idx);
            return;
        }
        let folded = fold::lower(note);
        self.added.insert(idx, Added { position: *position, tags: tags.clone(), note: note.clone(), folded });
    }

    fn tags(&self, idx: StoryIdx) -> &[Clean] {
        self.added.get(&idx).map_or(&[], |added| &added.tags)
    }

    /// The stories, of `n`, with notes that are as wanted, folded.
    pub(super) fn noted(&self, n: usize, is_wanted: impl Fn(&str) -> bool) -> StorySet {
        let noted = self.added.iter().filter(|(_, added)| !added.note.is_empty() && is_wanted(&added.folded));
        StorySet::of(n, &noted.map(|(idx, _)| *idx).collect::<Vec<_>>())
    }
}

impl Store {
    /// All that the reader did with a story.
    pub fn reading(&self, idx: StoryIdx) -> Reading {
        let marks = self.marks(idx);
        match self.columns.own.added.get(&idx) {
            None => Reading { marks, ..Reading::default() },
            Some(Added { position, tags, note, .. }) => {
                Reading { marks, position: *position, tags: tags.clone(), note: note.clone() }
            }
        }
    }

    /// Sets all that the reader did with a story. Tags that no story had before are offered from
    /// [`Self::take_retagged`] on.
    pub fn set_reading(&mut self, idx: StoryIdx, reading: &Reading) {
        self.columns.set_marks(idx, reading.marks);
        self.columns.set(idx, Flag::Noted, !reading.note.is_empty());
        self.columns.set(idx, Flag::Tagged, !reading.tags.is_empty());
        let before = self.columns.own.tags(idx);
        if before != reading.tags {
            self.catalog.untag(idx, before);
            self.catalog.tag(idx, &reading.tags);
        }
        self.columns.own.set(idx, reading);
    }

    /// How far a story was read, in ten-thousandths of its lines.
    pub fn position(&self, idx: StoryIdx) -> u16 {
        self.columns.own.added.get(&idx).map_or(0, |added| added.position)
    }

    /// The tags that the reader gave a story.
    pub fn tags(&self, idx: StoryIdx) -> &[Clean] {
        self.columns.own.tags(idx)
    }

    /// The tags that the reader gave any story, by name, each with how many have it.
    pub fn all_tags(&self) -> Vec<(Clean, usize)> {
        let tags = self.catalog.names().iter().filter(|name| name.kind == FacetKind::Tag && !name.direct.is_empty());
        let mut tags: Vec<(Clean, usize)> = tags.map(|tag| (tag.shown.clone(), tag.direct.len())).collect();
        tags.sort();
        tags
    }

    /// Whether tags came or went since this was asked last: facets are others then. Names are listed as they are now.
    pub fn take_retagged(&mut self) -> bool {
        self.catalog.take_retagged(&self.lexicon)
    }

    /// The facets of some stories.
    pub fn facets_of(&self, stories: &[StoryIdx]) -> Facets {
        self.facets(&StorySet::of(self.columns.len(), stories))
    }
}

//! Walking over the places where a story names somebody.

use super::Reader;
use super::prose::PageName;
use crate::article::{Article, EntityKind, Named, Place};
use crate::store::{EntityKey, Store};

/// Who is walked after, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Who; with a family its versions.
    pub key: EntityKey,
    /// Which of the places was gone to last; `None` in a story where none was.
    pub at: Option<usize>,
}

impl Reader {
    /// Begins to walk after `key` if that is somebody else than before; false where the story does not name them.
    pub fn walk_after(&mut self, store: &Store, key: EntityKey) -> bool {
        let Some(story) = self.story else { return false };
        let article = &store.story(story).article;
        if !article.entities.iter().any(|named| is_meant(&key, named)) {
            return false;
        }
        if self.walk.as_ref().is_none_or(|walk| walk.key != key || walk.at.is_none()) {
            self.unfolded.extend(sections(article, &key));
            self.walk = Some(Walk { key, at: None });
        }
        true
    }

    /// To the next place, or the one before: its number and how many there are.
    pub fn go_to_next_place(&mut self, store: &Store, forward: bool, height: usize) -> Option<(usize, usize)> {
        let places: Vec<usize> = self.places(store).into_iter().filter(|name| name.starts).map(|n| n.line).collect();
        let next = self.next_of(&places, self.walk.as_ref()?.at, (forward, height))?;
        self.walk.as_mut()?.at = Some(next);
        self.go_to_line(places[next], height);
        Some((next + 1, places.len()))
    }

    /// Where the story names who is walked after.
    pub fn places(&self, store: &Store) -> Vec<PageName> {
        let (Some(walk), Some(story)) = (&self.walk, self.story) else { return Vec::new() };
        let entities = &store.story(story).article.entities;
        let is_its = |name: &&PageName| entities.get(name.named).is_some_and(|named| is_meant(&walk.key, named));
        self.page.names.iter().filter(is_its).copied().collect()
    }

    /// Of these places, the parts of the one gone to last.
    pub fn is_here(&self, places: &[PageName], at: usize) -> bool {
        let number = places[..=at].iter().filter(|name| name.starts).count();
        self.walk.as_ref().and_then(|walk| walk.at).is_some_and(|here| here + 1 == number)
    }
}

/// Whether the walk goes to what is named: a family's versions are walked with it, a company's models are not.
pub fn is_meant(key: &EntityKey, named: &Named) -> bool {
    match key.kind {
        EntityKind::Model => key.has(named),
        _ => *key == EntityKey::of(named),
    }
}

/// The sections that name somebody: they have to be unfolded to be walked through.
fn sections(article: &Article, key: &EntityKey) -> Vec<usize> {
    let named = article.entities.iter().filter(|named| is_meant(key, named));
    let sections = named.flat_map(|named| &named.mentions).filter_map(|mention| match mention.place {
        Place::Block { section, .. } => Some(section),
        _ => None,
    });
    sections.collect()
}

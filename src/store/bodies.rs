//! The packed articles of all stories, in chunks that are filled one after the other, and the words that many have.
//!
//! A chunk never grows past its size, so that no more than one of them has room to spare, and is written anew without
//! what was replaced once that is half of it.

use super::StoryIdx;
use super::frequent::{Frequent, Known};
use super::pack::{Packed, Packing};

/// Bytes of folded text in a chunk: large against the longest usual article, small against a million of them.
const CHUNK_BYTES: usize = 4 * 1024 * 1024;

/// All packed articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Bodies {
    chunks: Vec<Chunk>,
    /// By story: where its article is; nowhere as long as only its head is known.
    places: Vec<Option<Place>>,
    frequent: Frequent,
    /// Somebody looks for words in texts: what words they have is noted.
    pub(super) are_searched: bool,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    chunk: u32,
    slot: u32,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    folded: String,
    patch: Vec<u8>,
    rest: Vec<u8>,
    /// Where each article ends, and whose it is; `None` where it was replaced.
    slots: Vec<Slot>,
    n_dead: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    story: Option<StoryIdx>,
    folded: u32,
    patch: u32,
    rest: u32,
}

impl Bodies {
    /// Puts an article in the place of a story's, if there was one.
    pub(super) fn put(&mut self, idx: StoryIdx, packing: &Packing) {
        self.take_out(idx);
        let place = self.append(idx, packing.as_packed());
        let at = idx.0 as usize;
        self.places.resize(self.places.len().max(at + 1), None);
        self.places[at] = Some(place);
    }

    /// Takes out the article of a story.
    pub(super) fn take_out(&mut self, idx: StoryIdx) {
        let Some(place) = self.places.get_mut(idx.0 as usize).and_then(Option::take) else { return };
        let chunk = &mut self.chunks[place.chunk as usize];
        chunk.n_dead += chunk.get(place.slot as usize).folded.len();
        chunk.slots[place.slot as usize].story = None;
        if chunk.n_dead > CHUNK_BYTES / 2 {
            self.rewrite(place.chunk as usize);
        }
    }

    /// The article of a story; `None` where only its head is known.
    pub(super) fn get(&self, idx: StoryIdx) -> Option<Packed<'_>> {
        let place = (*self.places.get(idx.0 as usize)?)?;
        Some(self.chunks[place.chunk as usize].get(place.slot as usize))
    }

    /// The text of a story, folded; empty where only its head is known.
    pub(super) fn folded(&self, idx: StoryIdx) -> &str {
        self.get(idx).map_or("", |packed| packed.folded)
    }

    /// Notes which words a story's article has.
    pub(super) fn count_words(&mut self, idx: StoryIdx, folded: &str) {
        self.frequent.add(idx, folded);
    }

    /// Forgets which words a story's article has.
    pub(super) fn forget(&mut self, idx: StoryIdx) {
        self.frequent.clear(idx);
    }

    /// What is known of a folded word that many have.
    pub(super) fn known(&self, word: &str) -> Option<&Known> {
        self.frequent.known(word)
    }

    fn append(&mut self, idx: StoryIdx, packed: Packed) -> Place {
        let is_full = |chunk: &Chunk| chunk.folded.len() + packed.folded.len() > CHUNK_BYTES;
        if self.chunks.last().is_none_or(is_full) {
            self.chunks.last_mut().into_iter().for_each(Chunk::shrink);
            self.chunks.push(Chunk::default());
        }
        let chunk = self.chunks.len() - 1;
        let slot = self.chunks[chunk].append(idx, packed);
        Place { chunk: chunk as u32, slot }
    }

    fn rewrite(&mut self, at: usize) {
        let old = std::mem::take(&mut self.chunks[at]);
        let live = old.slots.iter().enumerate().filter_map(|(slot, own)| Some((slot, own.story?)));
        for (slot, story) in live {
            let slot = self.chunks[at].append(story, old.get(slot));
            self.places[story.0 as usize] = Some(Place { chunk: at as u32, slot });
        }
        self.chunks[at].shrink();
    }
}

impl Chunk {
    fn append(&mut self, story: StoryIdx, packed: Packed) -> u32 {
        self.folded.push_str(packed.folded);
        self.patch.extend_from_slice(packed.patch);
        self.rest.extend_from_slice(packed.rest);
        let [folded, patch, rest] = [self.folded.len(), self.patch.len(), self.rest.len()].map(|end| end as u32);
        self.slots.push(Slot { story: Some(story), folded, patch, rest });
        self.slots.len() as u32 - 1
    }

    fn get(&self, slot: usize) -> Packed<'_> {
        let end = self.slots[slot];
        let start = slot.checked_sub(1).map(|before| self.slots[before]);
        let range = |at: fn(Slot) -> u32| start.map_or(0, at) as usize..at(end) as usize;
        Packed {
            folded: &self.folded[range(|slot| slot.folded)],
            patch: &self.patch[range(|slot| slot.patch)],
            rest: &self.rest[range(|slot| slot.rest)],
        }
    }

    fn shrink(&mut self) {
        self.folded.shrink_to_fit();
        self.patch.shrink_to_fit();
        self.rest.shrink_to_fit();
        self.slots.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packing(text: &str) -> Packing {
        Packing { folded: text.to_owned(), patch: vec![1, 2], rest: vec![3] }
    }

    #[test]
    fn replaced_articles_leave_no_waste() {
        let mut bodies = Bodies::default();
        bodies.put(StoryIdx(0), &packing("first"));
        bodies.put(StoryIdx(1), &packing("second"));
        let long = "x".repeat(CHUNK_BYTES / 4);
        for n in 0..20 {
            bodies.put(StoryIdx(1), &packing(&format!("{n}{long}")));
        }
        bodies.put(StoryIdx(0), &packing("uno"));
        assert_eq!(bodies.folded(StoryIdx(0)), "uno");
        assert_eq!(bodies.folded(StoryIdx(1)), format!("19{long}"));
        let n_bytes: usize = bodies.chunks.iter().map(|chunk| chunk.folded.len()).sum();
        assert!(n_bytes < 2 * CHUNK_BYTES, "{n_bytes} bytes for one article");
    }

    #[test]
    fn an_article_larger_than_a_chunk_has_one_of_its_own() {
        let mut bodies = Bodies::default();
        let long = "y".repeat(2 * CHUNK_BYTES);
        ["a", &long, "b"].iter().zip(0..).for_each(|(text, at)| bodies.put(StoryIdx(at), &packing(text)));
        assert_eq!(bodies.folded(StoryIdx(1)).len(), long.len());
        assert_eq!(bodies.get(StoryIdx(2)), Some(packing("b").as_packed()));
    }

    #[test]
    fn some_stories_have_none() {
        let mut bodies = Bodies::default();
        bodies.put(StoryIdx(3), &packing("three"));
        assert_eq!((bodies.get(StoryIdx(2)), bodies.get(StoryIdx(4))), (None, None));
        bodies.take_out(StoryIdx(3));
        bodies.take_out(StoryIdx(9));
        assert_eq!(bodies.folded(StoryIdx(3)), "");
    }
}

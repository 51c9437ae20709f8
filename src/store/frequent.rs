//! The words that very many bodies have, each with the stories that have it, so that they are counted without a look at
//! the bodies.
//!
//! A word of one story in a hundred is found fast by looking; one of every second story is not, and its stories take less
//! room as bits than anywhere else. Which words are frequent shows while stories come in. Of the stories before that
//! nothing is known, and they are looked at as for any other word: the answer is the same.

use std::collections::HashMap;

use super::{StoryIdx, StorySet, fold};

/// A word is frequent if one of so many stories has it.
const SHARE: u32 = 32;

/// So many stories must have a word before its share says something.
const ENOUGH: u32 = 64;

/// Words are told apart by so many numbers at first, as a power of two: the rare ones, of which there are millions, are
/// counted together and never kept.
const BUCKET_BITS: u32 = 16;

/// What is known of frequent words.
#[derive(Clone, Debug, Default)]
pub(super) struct Frequent {
    /// None as long as no word was counted.
    buckets: Vec<Counter>,
    words: HashMap<Box<str>, Candidate>,
    /// One more than the last story of all that were counted, in whatever order they came.
    end: u32,
}

/// How many stories have a word, each counted once.
#[derive(Clone, Copy, Debug, Default)]
struct Counter {
    n_stories: u32,
    /// One more than the last story counted.
    last: u32,
}

/// A word that may be frequent: it shares its bucket with one that is.
#[derive(Clone, Debug)]
struct Candidate {
    counter: Counter,
    /// The first story that was counted.
    since: u32,
    /// Once it is known to be frequent.
    known: Option<Known>,
}

/// The stories that have a word, of those from a certain one on.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) stories: StorySet,
    pub(super) from: StoryIdx,
}

impl Counter {
    /// Counts a story, of which those from `since` on were counted; whether so many have the word that it is frequent.
    fn count(&mut self, StoryIdx(idx): StoryIdx, since: u32) -> bool {
        if self.last != idx + 1 {
            *self = Self { n_stories: self.n_stories + 1, last: idx + 1 };
        }
        self.n_stories >= ENOUGH && self.n_stories.saturating_mul(SHARE) > idx.saturating_sub(since)
    }
}

impl Frequent {
    /// Notes the words of a story's folded body.
    pub(super) fn add(&mut self, idx: StoryIdx, folded: &str) {
        self.end = self.end.max(idx.0 + 1);
        self.buckets.resize(1 << BUCKET_BITS, Counter::default());
        for word in fold::words(folded) {
            if let Some(candidate) = self.words.get_mut(word) {
                candidate.add(idx, self.end);
            } else if self.buckets[bucket(word)].count(idx, 0) {
                let candidate = Candidate { counter: Counter::default(), since: idx.0, known: None };
                self.words.insert(word.into(), candidate);
            }
        }
    }

    /// Forgets what a story had.
    pub(super) fn clear(&mut self, idx: StoryIdx) {
        let known = self.words.values_mut().filter_map(|word| word.known.as_mut());
        known.filter(|known| known.stories.may_have(idx)).for_each(|known| known.stories.put(idx, false));
    }

    /// What is known of a folded word; `None` if it is not frequent, or no single word.
    pub(super) fn known(&self, word: &str) -> Option<&Known> {
        self.words.get(word)?.known.as_ref()
    }
}

impl Candidate {
    fn add(&mut self, idx: StoryIdx, end: u32) {
        match &mut self.known {
            Some(known) if idx >= known.from => {
                if !known.stories.may_have(idx) {
                    known.stories.grow(idx.0 as usize + 1);
                }
                known.stories.add(idx);
            }
            Some(_) => {}
            None if self.counter.count(idx, self.since) => {
                self.known = Some(Known { stories: StorySet::default(), from: StoryIdx(end) });
            }
            None => {}
        }
    }
}

fn bucket(word: &str) -> usize {
    // FNV-1a, of which the upper bits depend on all bytes
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> (u32::BITS - BUCKET_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_words_are_known_from_some_story_on() {
        let mut frequent = Frequent::default();
        let n = 2000;
        (0..n).for_each(|at| {
            frequent.add(StoryIdx(at), &format!("the story{at} {}", if at % 3 == 0 { "export" } else { "" }))
        });
        for (word, share) in [("the", 1), ("export", 3)] {
            let known = frequent.known(word).unwrap();
            assert!(known.from.0 < n / 2, "{word} {:?}", known.from);
            let expected: Vec<StoryIdx> = (known.from.0..n).filter(|at| at % share == 0).map(StoryIdx).collect();
            assert_eq!(known.stories.iter().collect::<Vec<_>>(), expected);
        }
        assert!(frequent.known("story7").is_none() && frequent.known("the export").is_none());
        frequent.clear(StoryIdx(n - 1));
        assert!(!frequent.known("the").unwrap().stories.has(StoryIdx(n - 1)));
        assert_eq!(frequent.words.len(), 2);
    }
}

//! The titles of all stories, as they are shown and as they are searched.

use std::ops::Range;

use super::alphabet::Alphabet;
use super::dictionary::Dictionary;
use super::fuzzy::Word;
use super::lanes::{LANES, LaneScorer, LaneWord, Lanes};
use super::parts::Workers;
use super::postings::Postings;
use super::score::{Scorer, letters};
use super::set::joined;
use super::texts::Texts;
use super::{StoryIdx, StorySet, fold};

/// So few of 16 titles are looked at one by one.
const FEW: u32 = 2;

/// Nanoseconds that it takes to look for a word in one of the words of titles, for its letters in a title, and to score a
/// title for one of its letters.
const LOOKING_UP: usize = 4;
const LOOKING_THROUGH: usize = 10;
pub(super) const SCORING: usize = 8;

/// Stands for the score of a title that does not match.
pub(super) const UNMATCHED: i32 = i32::MIN;

/// All titles.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    shown: Texts,
    folded: Texts,
    /// With their capitals, one byte a character.
    letters: Texts,
    /// The same, side by side.
    lanes: Lanes,
    alphabet: Alphabet,
    words: Words,
}

/// What stands between blanks in titles. A word of a query has no blank, so where its letters stand next to each other
/// in a title they do in one of these, of which there are many times fewer.
#[derive(Clone, Debug, Default)]
struct Words {
    postings: Postings,
    dictionary: Dictionary,
}

impl Titles {
    /// Adds the title of the next story.
    pub(super) fn push(&mut self, title: &str) {
        let idx = StoryIdx(self.shown.len() as u32);
        let folded = fold::lower(title);
        self.shown.push(title);
        let letters = letters(title);
        self.lanes.put(idx.0 as usize, letters.as_bytes());
        self.letters.push(&letters);
        self.alphabet.put(idx, &folded, self.shown.len());
        self.words.add(title, idx);
        self.folded.push(&folded);
    }

    /// Puts another title in the place of a story's.
    pub(super) fn replace(&mut self, idx: StoryIdx, title: &str) {
        let at = idx.0 as usize;
        self.words.remove(self.shown.get(at), idx);
        let folded = fold::lower(title);
        self.shown.replace(at, title);
        let letters = letters(title);
        self.lanes.put(at, letters.as_bytes());
        self.letters.replace(at, &letters);
        self.alphabet.put(idx, &folded, self.shown.len());
        self.words.add(title, idx);
        self.folded.replace(at, &folded);
    }

    /// The title as a reader sees it.
    pub(super) fn shown(&self, idx: StoryIdx) -> &str {
        self.shown.get(idx.0 as usize)
    }

    /// The title, folded.
    pub(super) fn folded(&self, idx: StoryIdx) -> &str {
        self.folded.get(idx.0 as usize)
    }

    /// For each quality but the last one the stories whose titles have a word next to each other, that well or better.
    pub(super) fn contiguous(&self, word: &Word, n: usize, workers: Workers) -> [StorySet; 3] {
        if word.is_told_by_letters() {
            return self.alphabet.stories(word);
        }
        let n_words = self.words.dictionary.len();
        let parts = workers.map(n_words, n_words * LOOKING_UP, |part| self.words.contiguous(word, part, n));
        joined(parts).unwrap_or_else(|| [(); 3].map(|()| StorySet::none(n)))
    }

    /// The stories of `within` whose titles match a word.
    pub(super) fn matching(&self, word: &Word, mut within: StorySet, workers: Workers) -> StorySet {
        if word.is_told_by_letters() {
            self.alphabet.narrow(word, &mut within);
            return within;
        }
        self.scattered(word, within, workers)
    }

    /// The stories of `within` whose titles have the letters of a word in this order.
    pub(super) fn scattered(&self, word: &Word, mut within: StorySet, workers: Workers) -> StorySet {
        self.alphabet.narrow(word, &mut within);
        let lane_word = LaneWord::new(&word.folded);
        let parts = workers.map(self.shown.len(), self.shown.len() * LOOKING_THROUGH, |part| {
            let firsts = part.clone().step_by(64).zip(&within.words()[part.start / 64..]);
            firsts
                .map(|(first, wanted)| self.scattered_of(word, lane_word.as_ref(), first, *wanted))
                .collect::<Vec<_>>()
        });
        StorySet::of_words(parts.concat())
    }

    /// Of 64 titles from number `first` those whose bits are `wanted` and that have the letters in this order.
    fn scattered_of(&self, word: &Word, lane_word: Option<&LaneWord>, first: usize, wanted: u64) -> u64 {
        let (mut found, mut alone) = (0, wanted);
        if let Some(lane_word) = lane_word {
            for lane in (0..64).step_by(LANES) {
                let own = (wanted >> lane) as u16;
                if own.count_ones() > FEW {
                    let (in_order, long) = self.lanes.subsequence(lane_word, first + lane, own);
                    found |= u64::from(in_order) << lane;
                    alone = alone & !(u64::from(own) << lane) | u64::from(long) << lane;
                }
            }
        }
        if word.exact_case {
            // the lanes know no capitals
            (found, alone) = (0, found | alone);
        }
        while alone != 0 {
            let at = alone.trailing_zeros();
            found |= u64::from(self.has_scattered(word, StoryIdx(first as u32 + at))) << at;
            alone &= alone - 1;
        }
        found
    }

    fn has_scattered(&self, word: &Word, idx: StoryIdx) -> bool {
        match word.exact_case {
            false => word.is_scattered_in(self.folded(idx)),
            true if word.letters.is_ascii() => word.is_scattered_in(self.letters.get(idx.0 as usize)),
            true => word.is_scattered_in(&fold::cased(self.shown(idx))),
        }
    }

    /// The matcher's scores of the titles of a part of all stories; [`UNMATCHED`] where the word does not match, or the
    /// story is not `wanted`.
    pub(super) fn scores(&self, word: &Word, wanted: &StorySet, part: Range<usize>) -> Vec<i32> {
        let mut scores = vec![UNMATCHED; part.len()];
        let mut lanes = LaneScorer::new(&word.letters).filter(|_| !word.exact_case);
        let mut scorer = Scorer::new(word);
        for first in part.clone().step_by(LANES) {
            let bits = (wanted.words()[first / 64] >> (first % 64)) as u16;
            let mut alone = lanes.as_mut().map_or(bits, |lanes| {
                lanes.score(&self.lanes, first, bits, |at, score| {
                    scores[at - part.start] = score.unwrap_or(UNMATCHED);
                })
            });
            while alone != 0 {
                let at = first + alone.trailing_zeros() as usize;
                scores[at - part.start] = self.score(&mut scorer, StoryIdx(at as u32)).unwrap_or(UNMATCHED);
                alone &= alone - 1;
            }
        }
        scores
    }

    fn score(&self, scorer: &mut Scorer, idx: StoryIdx) -> Option<i32> {
        let at = idx.0 as usize;
        scorer.score_shown(self.letters.get(at), self.shown(idx))
    }
}

impl Words {
    /// The stories, of `n`, with the words of a part that match.
    fn contiguous(&self, word: &Word, part: Range<usize>, n: usize) -> [StorySet; 3] {
        let mut found = [(); 3].map(|()| StorySet::none(n));
        self.dictionary.contiguous(word, part, |number, quality| {
            self.postings.list(number).add_to(&mut found[quality as usize]);
        });
        found
    }

    fn add(&mut self, title: &str, idx: StoryIdx) {
        for word in fold::cased(title).split(' ').filter(|word| !word.is_empty()) {
            if self.postings.add(word, idx).is_some() {
                self.dictionary.push(&fold::lower(word), word);
            }
        }
    }

    fn remove(&mut self, title: &str, idx: StoryIdx) {
        fold::cased(title).split(' ').for_each(|word| self.postings.remove(word, idx));
    }
}

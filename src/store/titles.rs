//! The titles of all stories, as they are shown and as they are searched.

use std::borrow::Cow;
use std::ops::Range;

use super::alphabet::Alphabet;
use super::dictionary::Dictionary;
use super::fuzzy::{Quality, Word};
use super::lanes::{LANES, LaneScorer, LaneWord, Lanes};
use super::parts::{Part, Workers};
use super::postings::Postings;
use super::score::{Scorer, letters};
use super::set::joined;
use super::texts::Texts;
use super::{StoryIdx, StorySet, fold};

/// So few of 16 titles are looked at one by one.
const FEW: u32 = 2;

/// Nanoseconds that it takes to look for a word in one of the words of titles, for its letters in a title, and to score a
/// title for one of its letters; and to look for a word in one title after the other.
const LOOKING_UP: usize = 4;
const LOOKING_AT: usize = 60;
const LOOKING_THROUGH: usize = 10;
pub(super) const SCORING: usize = 8;

/// Stands for the score of a title that does not match.
pub(super) const UNMATCHED: i32 = i32::MIN;

/// All titles.
#[derive(Clone, Debug)]
pub(super) struct Titles {
    shown: Texts,
    /// Folded, and with their capitals, one byte a character; empty where that is told by the title at once.
    folded: Texts,
    letters: Texts,
    /// What finds words in many titles at once; without it each title is looked at.
    search: Option<Search>,
}

/// What finds words in titles.
#[derive(Clone, Debug, Default)]
struct Search {
    /// The letters of titles side by side.
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

impl Default for Titles {
    fn default() -> Self {
        Self {
            shown: Texts::default(),
            folded: Texts::default(),
            letters: Texts::default(),
            search: Some(Search::default()),
        }
    }
}

impl Titles {
    /// Adds the title of the next story.
    pub(super) fn push(&mut self, title: &str) {
        let idx = StoryIdx(self.shown.len() as u32);
        self.shown.push(title);
        self.folded.push(&kept(title, fold::lower));
        self.letters.push(&kept(title, letters));
        self.index(idx);
    }

    /// Puts another title in the place of a story's.
    pub(super) fn replace(&mut self, idx: StoryIdx, title: &str) {
        let at = idx.0 as usize;
        if let Some(search) = &mut self.search {
            search.words.remove(self.shown.get(at), idx);
        }
        self.shown.replace(at, title);
        self.folded.replace(at, &kept(title, fold::lower));
        self.letters.replace(at, &kept(title, letters));
        self.index(idx);
    }

    fn index(&mut self, idx: StoryIdx) {
        let Some(mut search) = self.search.take() else { return };
        search.lanes.put(idx.0 as usize, self.letters(idx).as_bytes());
        search.alphabet.put(idx, &self.folded(idx), self.shown.len());
        search.words.add(self.shown(idx), idx);
        self.search = Some(search);
    }

    /// Does without what finds words in many titles at once: several times as large as the titles, and worth it as soon
    /// as somebody types.
    pub(super) fn forget_search(&mut self) {
        self.search = None;
    }

    /// Makes that anew, if it is not there.
    pub(super) fn prepare_search(&mut self, workers: Workers) {
        if self.search.is_some() {
            return;
        }
        let titles = &*self;
        let all = || (0..titles.shown.len() as u32).map(StoryIdx);
        let mut search = Search::default();
        let Search { lanes, alphabet, words } = &mut search;
        let mut by_letters = || {
            for idx in all() {
                lanes.put(idx.0 as usize, titles.letters(idx).as_bytes());
                alphabet.put(idx, &titles.folded(idx), titles.shown.len());
            }
        };
        let mut by_words = || all().for_each(|idx| words.add(titles.shown(idx), idx));
        let mut parts: [Part; 2] = [&mut by_letters, &mut by_words];
        (workers.run)(&mut parts);
        self.search = Some(search);
    }

    /// Gives back the room that was taken for titles to come.
    pub(super) fn shrink(&mut self) {
        [&mut self.shown, &mut self.folded, &mut self.letters].into_iter().for_each(Texts::shrink);
    }

    /// The title as a reader sees it.
    pub(super) fn shown(&self, idx: StoryIdx) -> &str {
        self.shown.get(idx.0 as usize)
    }

    /// The title, folded.
    pub(super) fn folded(&self, idx: StoryIdx) -> Cow<'_, str> {
        match self.shown(idx) {
            shown if shown.is_ascii() => Cow::Owned(shown.to_ascii_lowercase()),
            _ => Cow::Borrowed(self.folded.get(idx.0 as usize)),
        }
    }

    /// The title with its capitals, one byte a character.
    fn letters(&self, idx: StoryIdx) -> &str {
        let shown = self.shown(idx);
        if shown.is_ascii() { shown } else { self.letters.get(idx.0 as usize) }
    }

    /// The stories, of `n`, with titles that `test` gives a quality, by that quality.
    fn looked_at(
        &self,
        n: usize,
        workers: Workers,
        test: impl Fn(StoryIdx) -> Option<Quality> + Sync,
    ) -> [StorySet; 3] {
        let parts = workers.map(self.shown.len(), self.shown.len() * LOOKING_AT, |part| {
            let mut found = [(); 3].map(|()| StorySet::none(n));
            for idx in part.map(|at| StoryIdx(at as u32)) {
                if let Some(quality) = test(idx) {
                    found[quality as usize].add(idx);
                }
            }
            found
        });
        joined(parts).unwrap_or_else(|| [(); 3].map(|()| StorySet::none(n)))
    }

    /// How well a word that stands next to each other in a title matches it.
    fn quality(&self, word: &Word, idx: StoryIdx) -> Option<Quality> {
        match word.exact_case {
            _ if word.letters.is_empty() => None,
            false => word.contiguous(&self.folded(idx)),
            true => word.contiguous(&fold::cased(self.shown(idx))),
        }
    }

    /// For each quality but the last one the stories whose titles have a word next to each other, that well or better.
    pub(super) fn contiguous(&self, word: &Word, n: usize, workers: Workers) -> [StorySet; 3] {
        let Some(Search { alphabet, words, .. }) = &self.search else {
            return self.looked_at(n, workers, |idx| self.quality(word, idx));
        };
        if word.is_told_by_letters() {
            return alphabet.stories(word);
        }
        let n_words = words.dictionary.len();
        let parts = workers.map(n_words, n_words * LOOKING_UP, |part| words.contiguous(word, part, n));
        joined(parts).unwrap_or_else(|| [(); 3].map(|()| StorySet::none(n)))
    }

    /// The stories of `within` whose titles match a word.
    pub(super) fn matching(&self, word: &Word, mut within: StorySet, workers: Workers) -> StorySet {
        match &self.search {
            Some(Search { alphabet, .. }) if word.is_told_by_letters() => {
                alphabet.narrow(word, &mut within);
                within
            }
            _ => self.scattered(word, within, workers),
        }
    }

    /// The stories of `within` whose titles have the letters of a word in this order.
    pub(super) fn scattered(&self, word: &Word, mut within: StorySet, workers: Workers) -> StorySet {
        if let Some(Search { alphabet, .. }) = &self.search {
            alphabet.narrow(word, &mut within);
        }
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
        if let (Some(lane_word), Some(Search { lanes, .. })) = (lane_word, &self.search) {
            for lane in (0..64).step_by(LANES) {
                let own = (wanted >> lane) as u16;
                if own.count_ones() > FEW {
                    let (in_order, long) = lanes.subsequence(lane_word, first + lane, own);
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
            false => word.is_scattered_in(&self.folded(idx)),
            true if word.letters.is_ascii() => word.is_scattered_in(self.letters(idx)),
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
            let mut alone = lanes.as_mut().zip(self.search.as_ref()).map_or(bits, |(lanes, search)| {
                lanes.score(&search.lanes, first, bits, |at, score| {
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
        scorer.score_shown(self.letters(idx), self.shown(idx))
    }
}

/// What `fold` makes of a title; nothing where that need not be kept, because the title is ASCII.
fn kept(title: &str, fold: fn(&str) -> String) -> String {
    if title.is_ascii() { String::new() } else { fold(title) }
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

//! The titles of all stories, as they are shown and as they are searched.

use super::fuzzy::{Quality, Word, letter_mask};
use super::parts::Workers;
use super::postings::Postings;
use super::score::{MAX_TEXT, OTHER, Scorer};
use super::texts::Texts;
use super::{StoryIdx, StorySet, fold};
use crate::store::fuzzy::MAX_CELLS;
use crate::store::set::stories;

/// All titles.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    shown: Texts,
    folded: Texts,
    /// With their capitals, one byte a character.
    letters: Texts,
    /// By story: which letters the folded title has.
    masks: Vec<u64>,
    words: Words,
}

/// What stands between blanks in titles. A word of a query has no blank, so where its letters stand next to each other
/// in a title they do in one of these, of which there are many times fewer.
#[derive(Clone, Debug, Default)]
struct Words {
    postings: Postings,
    letters: Texts,
    folded: Texts,
    masks: Vec<u64>,
}

impl Titles {
    /// Adds the title of the next story.
    pub(super) fn push(&mut self, title: &str) {
        let idx = StoryIdx(self.masks.len() as u32);
        let folded = fold::lower(title);
        self.shown.push(title);
        self.letters.push(&letters(title));
        self.masks.push(letter_mask(&folded));
        self.words.add(title, idx);
        self.folded.push(&folded);
    }

    /// Puts another title in the place of a story's.
    pub(super) fn replace(&mut self, idx: StoryIdx, title: &str) {
        let at = idx.0 as usize;
        self.words.remove(self.shown.get(at), idx);
        let folded = fold::lower(title);
        self.shown.replace(at, title);
        self.letters.replace(at, &letters(title));
        self.masks[at] = letter_mask(&folded);
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
    pub(super) fn contiguous(&self, word: &Word, n: usize) -> [StorySet; 3] {
        let mut found = [(); 3].map(|()| StorySet::none(n));
        let told_by_mask = word.is_told_by_mask();
        for (number, mask) in self.words.masks.iter().enumerate().filter(|(_, mask)| word.may_match(**mask)) {
            debug_assert!(word.may_match(*mask));
            let text = if word.exact_case { self.words.letters.get(number) } else { self.words.folded.get(number) };
            let quality = word.contiguous(text);
            let Some(quality) = quality.filter(|quality| !told_by_mask || *quality < Quality::Inside) else { continue };
            self.words.postings.list(number).iter().for_each(|idx| found[quality as usize].add(*idx));
        }
        if told_by_mask {
            found[Quality::Inside as usize] = self.with_letters(word);
        }
        found
    }

    fn with_letters(&self, word: &Word) -> StorySet {
        let bits = |masks: &[u64]| {
            masks.iter().enumerate().fold(0, |bits, (at, mask)| bits | u64::from(word.may_match(*mask)) << at)
        };
        StorySet::of_words(self.masks.chunks(64).map(bits).collect())
    }

    /// The stories of `within` whose titles have the letters of a word in this order.
    pub(super) fn scattered(&self, word: &Word, within: &StorySet, workers: Workers) -> StorySet {
        let words = within.words();
        let parts = workers.map(self.masks.len(), |part| {
            let first = part.start;
            let mut bits = vec![0_u64; part.len().div_ceil(64)];
            for idx in stories(&words[first / 64..part.end.div_ceil(64)], first) {
                let at = idx.0 as usize;
                if word.may_match(self.masks[at]) && self.has_scattered(word, idx) {
                    bits[(at - first) / 64] |= 1 << (at % 64);
                }
            }
            bits
        });
        StorySet::of_words(parts.concat())
    }

    fn has_scattered(&self, word: &Word, idx: StoryIdx) -> bool {
        match word.exact_case {
            false => word.is_scattered_in(self.folded(idx)),
            true if word.letters.is_ascii() => word.is_scattered_in(self.letters.get(idx.0 as usize)),
            true => word.is_scattered_in(&fold::letters(self.shown(idx)).map(|(letter, _)| letter).collect::<String>()),
        }
    }

    /// The matcher's scores of the titles of `rows`; `None` where the word does not match.
    pub(super) fn scores(&self, word: &Word, rows: &[StoryIdx], workers: Workers) -> Vec<Option<i32>> {
        let parts = workers.map(rows.len(), |part| {
            let mut scorer = Scorer::new(&word.letters, word.exact_case);
            rows[part].iter().map(|idx| self.score(word, &mut scorer, *idx)).collect::<Vec<_>>()
        });
        parts.concat()
    }

    fn score(&self, word: &Word, scorer: &mut Scorer, idx: StoryIdx) -> Option<i32> {
        let at = idx.0 as usize;
        if !word.may_match(self.masks[at]) {
            return None;
        }
        let letters = self.letters.get(at);
        let n_cells = (letters.len() + 1) * (word.letters.len() + 1);
        if word.letters.is_ascii() && letters.len() <= MAX_TEXT && n_cells <= MAX_CELLS {
            return scorer.score(letters.as_bytes());
        }
        word.score(self.shown(idx)).and_then(|score| i32::try_from(score).ok())
    }
}

impl Words {
    fn add(&mut self, title: &str, idx: StoryIdx) {
        let letters: String = fold::letters(title).map(|(letter, _)| letter).collect();
        for word in letters.split(' ').filter(|word| !word.is_empty()) {
            if self.postings.add(word, idx).is_some() {
                let folded = fold::lower(word);
                self.letters.push(word);
                self.masks.push(letter_mask(&folded));
                self.folded.push(&folded);
            }
        }
    }

    fn remove(&mut self, title: &str, idx: StoryIdx) {
        let letters: String = fold::letters(title).map(|(letter, _)| letter).collect();
        letters.split(' ').for_each(|word| self.postings.remove(word, idx));
    }
}

/// The letters of a title, one byte each.
fn letters(title: &str) -> String {
    fold::letters(title).map(|(letter, _)| if letter.is_ascii() { letter } else { OTHER }).collect()
}

//! Scores of 32 titles at once.
//!
//! The titles lie side by side: what stands at one place of each is one row, so that each step of the recurrence (see
//! `score`) is the same for a row of plain numbers, which the compiler turns into vector instructions. Every place is
//! looked at, where `score` looks only at those that have the letter; a row costs less than finding one of these.

use super::score::{CONSECUTIVE, GAP, OTHER_CASE, SAME, START, bonus};

/// Titles side by side.
const LANES: usize = 32;

/// Titles longer than this are not kept here: one of them would make its neighbours as long.
const MAX_ROWS: usize = 160;

/// Words longer than this are scored elsewhere. Each letter may take some 150 off what stands for "no way", which stays
/// above the least number of 16 bits so.
const MAX_LETTERS: usize = 64;

/// No way leads here; and what no score is below.
const NONE: i16 = -16_384;
const LEAST: i16 = -8_000;

/// All titles that are not too long, one byte a character.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    blocks: Vec<Block>,
}

#[derive(Clone, Debug, Default)]
struct Block {
    rows: Vec<Row>,
    /// Bits of the titles that are too long.
    long: u32,
}

/// What stands at one place of the titles, and what that place is worth.
#[derive(Clone, Copy, Debug)]
struct Row {
    letters: [u8; LANES],
    bonus: [u8; LANES],
}

/// For each title the best way that ends at a place.
type Ways = [i16; LANES];

/// Scores blocks for one word.
#[derive(Clone, Debug)]
pub(super) struct LaneScorer<'w> {
    word: &'w [u8],
    exact_case: bool,
    last: Vec<Ways>,
    next: Vec<Ways>,
}

impl Lanes {
    /// Puts the letters of title number `at` in their place, new or not.
    pub(super) fn put(&mut self, at: usize, letters: &[u8]) {
        let (block, lane) = (at / LANES, at % LANES);
        self.blocks.resize_with(self.blocks.len().max(block + 1), Block::default);
        let Block { rows, long } = &mut self.blocks[block];
        let is_long = letters.len() > MAX_ROWS;
        *long = *long & !(1 << lane) | u32::from(is_long) << lane;
        let fits = if is_long { &[] } else { letters };
        let empty = Row { letters: [0; LANES], bonus: [0; LANES] };
        rows.resize(rows.len().max(fits.len()), empty);
        for (place, row) in rows.iter_mut().enumerate() {
            row.letters[lane] = fits.get(place).copied().unwrap_or(0);
            row.bonus[lane] = if place < fits.len() { bonus(fits, place) as u8 } else { 0 };
        }
    }
}

impl<'w> LaneScorer<'w> {
    /// For a word of ASCII, in lower case unless case counts; `None` where it is too long or empty.
    pub(super) fn new(word: &'w [u8], exact_case: bool) -> Option<Self> {
        let fits = word.is_ascii() && (1..=MAX_LETTERS).contains(&word.len());
        fits.then(|| Self { word, exact_case, last: Vec::new(), next: Vec::new() })
    }

    /// Calls `tell` with the scores of those titles from number `first`, a multiple of 32, whose bits are `wanted`; with
    /// `None` where the word does not match. Bits of titles that are too long come back.
    pub(super) fn score(
        &mut self,
        lanes: &Lanes,
        first: usize,
        wanted: u32,
        mut tell: impl FnMut(usize, Option<i32>),
    ) -> u32 {
        let Some(block) = lanes.blocks.get(first / LANES).filter(|_| wanted != 0) else { return 0 };
        let best = self.best(&block.rows);
        for lane in (0..LANES).filter(|lane| (wanted & !block.long) >> lane & 1 == 1) {
            tell(first + lane, (best[lane] > LEAST).then(|| i32::from(best[lane])));
        }
        wanted & block.long
    }

    fn best(&mut self, rows: &[Row]) -> Ways {
        let Some((first, rest)) = self.word.split_first() else { return [NONE; LANES] };
        let mut last = std::mem::take(&mut self.last);
        last.clear();
        last.extend(rows.iter().map(|row| self.begin(*first, row)));
        self.last = last;
        for (before, letter) in rest.iter().enumerate() {
            self.step(*letter, before, rows);
            std::mem::swap(&mut self.last, &mut self.next);
        }
        self.last.iter().fold([NONE; LANES], |best, ways| std::array::from_fn(|lane| best[lane].max(ways[lane])))
    }

    fn begin(&self, letter: u8, row: &Row) -> Ways {
        let cost = self.cost(letter, row);
        std::array::from_fn(|lane| match cost[lane] {
            0 => NONE,
            cost => i16::from(cost) + i16::from(row.bonus[lane]) - START as i16,
        })
    }

    /// From the ways to the letter before, which has so many others before it, to those to this one.
    fn step(&mut self, letter: u8, n_before: usize, rows: &[Row]) {
        self.next.clear();
        self.next.resize(rows.len().min(n_before + 1), [NONE; LANES]);
        // Of the ways that leave a gap, the best one stays the best: each further letter costs all of them one.
        let mut gap = [NONE; LANES];
        for place in n_before + 1..rows.len() {
            let (row, cost) = (&rows[place], self.cost(letter, &rows[place]));
            let beside = &self.last[place - 1];
            let next = std::array::from_fn(|lane| {
                let bonus = i16::from(row.bonus[lane]);
                let way = (gap[lane] + bonus).max(beside[lane] + bonus.max(CONSECUTIVE as i16));
                if cost[lane] == 0 { NONE } else { way + i16::from(cost[lane]) }
            });
            self.next.push(next);
            gap = std::array::from_fn(|lane| (gap[lane] - 1).max(beside[lane] - GAP as i16 - 1));
        }
    }

    /// What the letters of a row are worth where they are this one; 0 where they are not.
    fn cost(&self, letter: u8, row: &Row) -> [u8; LANES] {
        let other = if self.exact_case { letter } else { letter.to_ascii_uppercase() };
        std::array::from_fn(|lane| match row.letters[lane] {
            found if found == letter => SAME as u8,
            found if found == other => OTHER_CASE as u8,
            _ => 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fuzzy::Word;
    use crate::store::score::Scorer;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn scores_are_those_of_one_title_alone(
            word in "[a-cA-C1 .]{1,7}",
            titles in proptest::collection::vec("[a-cA-C1 ./_+(-]{0,60}|[ab]{150,170}", 1..70),
            exact_case in any::<bool>(),
        ) {
            let word = if exact_case { word } else { word.to_lowercase() };
            let word = Word { exact_case, ..Word::new(&word) };
            let mut lanes = Lanes::default();
            for (at, _) in titles.iter().enumerate() {
                lanes.put(at, b"what was here before");
            }
            titles.iter().enumerate().rev().for_each(|(at, title)| lanes.put(at, title.as_bytes()));
            let mut scorer = LaneScorer::new(word.letters.as_bytes(), exact_case).unwrap();
            for first in (0..titles.len()).step_by(LANES) {
                let n_lanes = (titles.len() - first).min(LANES);
                let wanted = u32::MAX >> (LANES - n_lanes);
                let mut n_told = 0;
                let long = scorer.score(&lanes, first, wanted, |at, score| {
                    n_told += 1;
                    assert_eq!(score, Scorer::new(&word).score_shown(&titles[at], &titles[at]), "{}", titles[at]);
                });
                let is_long = |at: usize| titles[at].len() > MAX_ROWS;
                prop_assert_eq!(n_told + long.count_ones() as usize, n_lanes);
                prop_assert_eq!(long.count_ones() as usize, (first..first + n_lanes).filter(|at| is_long(*at)).count());
            }
        }
    }
}

//! Letters in order, and the scores of them, in 32 titles at once.
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

/// Rows looked at before it is asked whether all titles have the word already.
const ROWS_AT_ONCE: usize = 16;

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
    /// By place: what stands there.
    letters: Vec<Row>,
    /// By place: what it is worth.
    bonus: Vec<Row>,
    /// Bits of the titles that are too long.
    long: u32,
}

/// One byte of each title.
type Row = [u8; LANES];

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
        let Block { letters: rows, bonus: worth, long } = &mut self.blocks[block];
        let is_long = letters.len() > MAX_ROWS;
        *long = *long & !(1 << lane) | u32::from(is_long) << lane;
        let fits = if is_long { &[] } else { letters };
        rows.resize(rows.len().max(fits.len()), [0; LANES]);
        worth.resize(rows.len(), [0; LANES]);
        for (place, (row, worth)) in rows.iter_mut().zip(worth).enumerate() {
            row[lane] = fits.get(place).copied().unwrap_or(0);
            worth[lane] = if place < fits.len() { bonus(fits, place) as u8 } else { 0 };
        }
    }

    /// Which of the titles from number `first`, a multiple of 32, whose bits are `wanted`, have the letters of a word in
    /// this order; and which are too long to be told here.
    pub(super) fn subsequence(&self, word: &LaneWord, first: usize, wanted: u32) -> (u32, u32) {
        let Some(block) = self.blocks.get(first / LANES).filter(|_| wanted != 0) else { return (0, 0) };
        let wanted_here = wanted & !block.long;
        // By number of letters: the titles in which so many of them have been found.
        let mut reached = [[0; LANES]; MAX_LETTERS + 1];
        reached[0] = [1; LANES];
        let reached = &mut reached[..=word.0.len()];
        let mut found = 0;
        for rows in block.letters.chunks(ROWS_AT_ONCE) {
            rows.iter().for_each(|row| word.advance(row, reached));
            found = bits(&reached[word.0.len()]) & wanted_here;
            if found == wanted_here {
                break;
            }
        }
        (found, wanted & block.long)
    }
}

/// The letters of a word, each with the bit that makes capitals small where case does not count.
#[derive(Clone, Debug)]
pub(super) struct LaneWord(Vec<(u8, u8)>);

impl LaneWord {
    /// For a word of ASCII, in lower case unless case counts; `None` where it is too long.
    pub(super) fn new(word: &[u8], exact_case: bool) -> Option<Self> {
        let folding = |letter: &u8| if letter.is_ascii_lowercase() && !exact_case { 0x20 } else { 0 };
        let fits = word.is_ascii() && word.len() <= MAX_LETTERS;
        fits.then(|| Self(word.iter().map(|letter| (*letter, folding(letter))).collect()))
    }

    /// Looks at one more letter of each title; the last letter of the word first, so that it counts for one of them only.
    fn advance(&self, row: &Row, reached: &mut [Row]) {
        for (before, (letter, folding)) in self.0.iter().enumerate().rev() {
            let (last, next) = reached.split_at_mut(before + 1);
            let (last, next) = (&last[before], &mut next[0]);
            for lane in 0..LANES {
                next[lane] |= last[lane] & u8::from(row[lane] | folding == *letter);
            }
        }
    }
}

fn bits(row: &Row) -> u32 {
    row.iter().enumerate().fold(0, |bits, (lane, is_so)| bits | u32::from(*is_so) << lane)
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
        let best = self.best(block);
        for lane in (0..LANES).filter(|lane| (wanted & !block.long) >> lane & 1 == 1) {
            tell(first + lane, (best[lane] > LEAST).then(|| i32::from(best[lane])));
        }
        wanted & block.long
    }

    fn best(&mut self, Block { letters, bonus, .. }: &Block) -> Ways {
        let Some((first, rest)) = self.word.split_first() else { return [NONE; LANES] };
        let mut last = std::mem::take(&mut self.last);
        last.clear();
        last.extend(letters.iter().zip(bonus).map(|(row, bonus)| self.begin(*first, row, bonus)));
        self.last = last;
        for (before, letter) in rest.iter().enumerate() {
            self.step(*letter, before, letters, bonus);
            std::mem::swap(&mut self.last, &mut self.next);
        }
        self.last.iter().fold([NONE; LANES], |best, ways| std::array::from_fn(|lane| best[lane].max(ways[lane])))
    }

    fn begin(&self, letter: u8, row: &Row, bonus: &Row) -> Ways {
        let cost = self.cost(letter, row);
        std::array::from_fn(|lane| match cost[lane] {
            0 => NONE,
            cost => i16::from(cost) + i16::from(bonus[lane]) - START as i16,
        })
    }

    /// From the ways to the letter before, which has so many others before it, to those to this one.
    fn step(&mut self, letter: u8, n_before: usize, letters: &[Row], bonus: &[Row]) {
        self.next.clear();
        self.next.resize(letters.len().min(n_before + 1), [NONE; LANES]);
        // Of the ways that leave a gap, the best one stays the best: each further letter costs all of them one.
        let mut gap = [NONE; LANES];
        for place in n_before + 1..letters.len() {
            let (cost, bonus) = (self.cost(letter, &letters[place]), &bonus[place]);
            let beside = &self.last[place - 1];
            let next = std::array::from_fn(|lane| {
                let bonus = i16::from(bonus[lane]);
                let way = (gap[lane] + bonus).max(beside[lane] + bonus.max(CONSECUTIVE as i16));
                if cost[lane] == 0 { NONE } else { way + i16::from(cost[lane]) }
            });
            self.next.push(next);
            gap = std::array::from_fn(|lane| (gap[lane] - 1).max(beside[lane] - GAP as i16 - 1));
        }
    }

    /// What the letters of a row are worth where they are this one; 0 where they are not.
    fn cost(&self, letter: u8, row: &Row) -> Row {
        let other = if self.exact_case { letter } else { letter.to_ascii_uppercase() };
        std::array::from_fn(|lane| match row[lane] {
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
                let lane_word = LaneWord::new(word.letters.as_bytes(), exact_case).unwrap();
                let (found, _) = lanes.subsequence(&lane_word, first, wanted);
                for at in (first..first + n_lanes).filter(|at| titles[*at].len() <= MAX_ROWS) {
                    let matches = Scorer::new(&word).score_shown(&titles[at], &titles[at]).is_some();
                    prop_assert_eq!(found >> (at - first) & 1 == 1, matches, "{}", titles[at]);
                }
                let is_long = |at: usize| titles[at].len() > MAX_ROWS;
                prop_assert_eq!(n_told + long.count_ones() as usize, n_lanes);
                prop_assert_eq!(long.count_ones() as usize, (first..first + n_lanes).filter(|at| is_long(*at)).count());
            }
        }
    }
}

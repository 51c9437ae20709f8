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

/// Longer words are looked for elsewhere; hardly anyone types one.
const MAX_IN_ORDER: usize = 12;

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
        (word.find(&block.letters) & wanted & !block.long, wanted & block.long)
    }
}

/// The letters of a word, each with the bit that makes capitals small where case does not count.
#[derive(Clone, Debug)]
pub(super) struct LaneWord(Vec<Letter>);

type Letter = (u8, u8);

/// Lanes that are looked at together: as many bytes as the smallest vector has.
const HALF: usize = LANES / 2;

type HalfRow = [u8; HALF];

impl LaneWord {
    /// For a word of ASCII, in lower case unless case counts; `None` where it is too long.
    pub(super) fn new(word: &[u8], exact_case: bool) -> Option<Self> {
        let folding = |letter: &u8| if letter.is_ascii_lowercase() && !exact_case { 0x20 } else { 0 };
        let fits = word.is_ascii() && (1..=MAX_IN_ORDER).contains(&word.len());
        fits.then(|| Self(word.iter().map(|letter| (*letter, folding(letter))).collect()))
    }

    /// The titles that have it. What is known of each letter stays in registers where their number is known beforehand:
    /// three times as fast as the same loop over a slice.
    fn find(&self, rows: &[Row]) -> u32 {
        match self.0.len() {
            1 => self.find_in::<1>(rows),
            2 => self.find_in::<2>(rows),
            3 => self.find_in::<3>(rows),
            4 => self.find_in::<4>(rows),
            5 => self.find_in::<5>(rows),
            6 => self.find_in::<6>(rows),
            7 => self.find_in::<7>(rows),
            8 => self.find_in::<8>(rows),
            9 => self.find_in::<9>(rows),
            10 => self.find_in::<10>(rows),
            11 => self.find_in::<11>(rows),
            _ => self.find_in::<MAX_IN_ORDER>(rows),
        }
    }

    fn find_in<const N: usize>(&self, rows: &[Row]) -> u32 {
        let letters: [Letter; N] = std::array::from_fn(|at| self.0[at]);
        in_order(&letters, rows, 0) | in_order(&letters, rows, 1) << HALF
    }
}

/// Looks at one more place of the titles: the letter is known where it was, or stands here and those before it are known.
// as a call it would keep the letters out of registers
#[inline(always)]
fn advance(known: &mut HalfRow, before: &HalfRow, (letter, folding): Letter, row: &HalfRow) {
    for lane in 0..HALF {
        known[lane] |= before[lane] & if row[lane] | folding == letter { u8::MAX } else { 0 };
    }
}

/// Which titles of half a block, the first or the second, have the letters in this order.
fn in_order<const N: usize>(letters: &[Letter; N], rows: &[Row], half: usize) -> u32 {
    // By letter: all bits set for those titles that have the letters up to it.
    let mut reached = [[0_u8; HALF]; N];
    for rows in rows.chunks(ROWS_AT_ONCE) {
        for row in rows {
            let row = &row.as_chunks::<HALF>().0[half];
            // the last letter first, so that this place counts for one of them only
            for at in (1..N).rev() {
                let before = reached[at - 1];
                advance(&mut reached[at], &before, letters[at], row);
            }
            let (letter, folding) = letters[0];
            for lane in 0..HALF {
                reached[0][lane] |= if row[lane] | folding == letter { u8::MAX } else { 0 };
            }
        }
        // not compared as a whole: that is done in one number of 128 bits, and takes the loop above its vectors
        if reached[N - 1].iter().fold(u8::MAX, |all, known| all & known) == u8::MAX {
            break;
        }
    }
    let bit = |(lane, reached): (usize, &u8)| u32::from(*reached & 1) << lane;
    reached[N - 1].iter().enumerate().map(bit).sum()
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
        let Self { word, exact_case, last, next } = self;
        let Some((first, rest)) = word.split_first() else { return [NONE; LANES] };
        last.resize(letters.len(), [NONE; LANES]);
        next.resize(letters.len(), [NONE; LANES]);
        let costs = |letter: &u8| Letters {
            same: *letter,
            other: if *exact_case { *letter } else { letter.to_ascii_uppercase() },
        };
        for ((ways, row), bonus) in last.iter_mut().zip(letters).zip(bonus) {
            costs(first).begin(row, bonus, ways);
        }
        for (n_before, letter) in rest.iter().enumerate() {
            let letter = costs(letter);
            // Of the ways that leave a gap, the best one stays the best: each further letter costs all of them one.
            let mut gap = [NONE; LANES];
            next.iter_mut().take(n_before + 1).for_each(|ways| *ways = [NONE; LANES]);
            for place in n_before + 1..letters.len() {
                letter.follow(&letters[place], &bonus[place], (&last[place - 1], &gap), &mut next[place]);
                widen(&mut gap, &last[place - 1]);
            }
            std::mem::swap(last, next);
        }
        let mut best = [NONE; LANES];
        last.iter().for_each(|ways| (0..LANES).for_each(|lane| best[lane] = best[lane].max(ways[lane])));
        best
    }
}

/// A letter of the word as it is, and in the other case; twice the same where that does not count.
#[derive(Clone, Copy)]
struct Letters {
    same: u8,
    other: u8,
}

impl Letters {
    /// The ways that begin here.
    fn begin(self, row: &Row, bonus: &Row, ways: &mut Ways) {
        for lane in 0..LANES {
            let worth = i16::from(bonus[lane]) - START as i16;
            ways[lane] = self.cost(row[lane], worth);
        }
    }

    /// The ways that end here, from those that end right before and those that leave a gap.
    fn follow(self, row: &Row, bonus: &Row, (beside, gap): (&Ways, &Ways), ways: &mut Ways) {
        for lane in 0..LANES {
            let bonus = i16::from(bonus[lane]);
            let way = (gap[lane] + bonus).max(beside[lane] + bonus.max(CONSECUTIVE as i16));
            ways[lane] = self.cost(row[lane], way);
        }
    }

    /// The way with what the letter is worth; no way where it is another. Without branches, for the vectors' sake.
    fn cost(self, found: u8, way: i16) -> i16 {
        let same = if found == self.same { way + SAME as i16 } else { NONE };
        let other = if found == self.other { way + OTHER_CASE as i16 } else { NONE };
        same.max(other)
    }
}

/// One place further: the ways with a gap, and those that leave one now.
fn widen(gap: &mut Ways, beside: &Ways) {
    for lane in 0..LANES {
        gap[lane] = (gap[lane] - 1).max(beside[lane] - GAP as i16 - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fuzzy::Word;
    use crate::store::score::Scorer;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    /// A block in which no title is kept has no rows at all.
    #[test]
    fn titles_that_are_all_too_long_are_scored_elsewhere() {
        let mut lanes = Lanes::default();
        let long = "a".repeat(MAX_ROWS + 1);
        (0..2).for_each(|at| lanes.put(at, long.as_bytes()));
        let mut scorer = LaneScorer::new(b"1", true).unwrap();
        assert_eq!(scorer.score(&lanes, 0, 0b11, |at, _| panic!("title {at} is told")), 0b11);
        let word = LaneWord::new(b"1", true).unwrap();
        assert_eq!(lanes.subsequence(&word, 0, 0b11), (0, 0b11));
    }

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

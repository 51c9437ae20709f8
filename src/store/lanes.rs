//! The letters of titles, 16 titles side by side, and which of them have the letters of a word in order.
//!
//! What stands at one place of each of the 16 is one row of plain bytes, so that each step is the same for a row, which
//! the compiler turns into vector instructions of the smallest kind that every machine has. `lanes::score` weighs them.

mod score;

use super::score::{MOST_WORTH, worth};
pub(super) use score::LaneScorer;

/// Titles side by side.
pub(super) const LANES: usize = 16;

/// Blocks that lie in one piece of memory, which is read from start to end: 1024 titles are some 100 kB.
const BLOCKS: usize = 64;

/// Titles longer than this are not kept here: one of them would make its neighbours as long.
pub(super) const MAX_ROWS: usize = 160;

/// Longer words are looked for elsewhere; hardly anyone types one.
const MAX_IN_ORDER: usize = 12;

/// One byte of each title.
type Row = [u8; LANES];

/// All titles that are not too long, one byte a character.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    chunks: Vec<Chunk>,
}

#[derive(Clone, Debug, Default)]
struct Chunk {
    /// By block: where its rows end.
    ends: Vec<u32>,
    /// What stands there, in lower case.
    letters: Vec<Row>,
    /// What a letter there falls short of [`MOST_WORTH`], after a gap.
    after_gap: Vec<Row>,
    /// By block: bits of the titles that are too long.
    long: Vec<u16>,
}

/// The rows of 16 titles.
#[derive(Clone, Copy, Debug)]
struct Block<'l> {
    letters: &'l [Row],
    after_gap: &'l [Row],
    long: u16,
}

impl Lanes {
    /// Puts the letters of title number `at`, with their capitals, in their place, new or not.
    pub(super) fn put(&mut self, at: usize, letters: &[u8]) {
        let (block, lane) = (at / LANES, at % LANES);
        while self.chunks.len() <= block / BLOCKS {
            self.chunks.last_mut().into_iter().for_each(Chunk::shrink);
            self.chunks.push(Chunk::default());
        }
        self.chunks[block / BLOCKS].put(block % BLOCKS, lane, letters);
    }

    /// Which of the titles from number `first`, a multiple of 16, whose bits are `wanted`, have the letters of a word in
    /// this order; and which are too long to be told here.
    pub(super) fn subsequence(&self, word: &LaneWord, first: usize, wanted: u16) -> (u16, u16) {
        let Some(block) = self.block(first).filter(|_| wanted != 0) else { return (0, 0) };
        (word.find(block.letters) & wanted & !block.long, wanted & block.long)
    }

    fn block(&self, first: usize) -> Option<Block<'_>> {
        let block = first / LANES;
        let chunk = self.chunks.get(block / BLOCKS)?;
        let rows = chunk.rows(block % BLOCKS)?;
        Some(Block {
            letters: &chunk.letters[rows.clone()],
            after_gap: &chunk.after_gap[rows],
            long: chunk.long[block % BLOCKS],
        })
    }
}

impl Chunk {
    fn rows(&self, block: usize) -> Option<std::ops::Range<usize>> {
        let end = *self.ends.get(block)? as usize;
        Some(block.checked_sub(1).map_or(0, |before| self.ends[before] as usize)..end)
    }

    fn put(&mut self, block: usize, lane: usize, letters: &[u8]) {
        let n_blocks = self.ends.len().max(block + 1);
        self.ends.resize(n_blocks, self.letters.len() as u32);
        self.long.resize(n_blocks, 0);
        let is_long = letters.len() > MAX_ROWS;
        self.long[block] = self.long[block] & !(1 << lane) | u16::from(is_long) << lane;
        let fits = if is_long { &[] } else { letters };
        self.make_room(block, fits.len());
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        for at in start..self.ends[block] as usize {
            let place = at - start;
            let after_gap = if place < fits.len() { worth(fits, place) } else { MOST_WORTH };
            self.letters[at][lane] = fits.get(place).map_or(0, u8::to_ascii_lowercase);
            self.after_gap[at][lane] = MOST_WORTH - after_gap;
        }
    }

    /// Makes a block at least `n_rows` long.
    fn make_room(&mut self, block: usize, n_rows: usize) {
        let end = self.ends[block] as usize;
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let n_more = n_rows.saturating_sub(end - start);
        for rows in [&mut self.letters, &mut self.after_gap] {
            rows.splice(end..end, std::iter::repeat_n([0; LANES], n_more));
        }
        self.ends[block..].iter_mut().for_each(|end| *end += n_more as u32);
    }

    fn shrink(&mut self) {
        [&mut self.letters, &mut self.after_gap].into_iter().for_each(Vec::shrink_to_fit);
    }
}

/// The letters of a word, in lower case.
#[derive(Clone, Debug)]
pub(super) struct LaneWord(Vec<u8>);

impl LaneWord {
    /// For a word of ASCII in lower case; `None` where it is too long.
    pub(super) fn new(word: &str) -> Option<Self> {
        let fits = word.is_ascii() && (1..=MAX_IN_ORDER).contains(&word.len());
        fits.then(|| Self(word.as_bytes().to_vec()))
    }

    /// The titles that have it. What is known of each letter stays in registers where their number is known beforehand:
    /// three times as fast as the same loop over a slice.
    fn find(&self, rows: &[Row]) -> u16 {
        let found = match self.0.len() {
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
        };
        found.iter().enumerate().map(|(lane, found)| u16::from(found & 1) << lane).sum()
    }

    fn find_in<const N: usize>(&self, rows: &[Row]) -> Row {
        in_order::<N>(&std::array::from_fn(|at| self.0[at]), rows)
    }
}

/// All bits set for those titles of a block that have the letters in this order.
// inlined, what is done with the result takes the loop above its vectors
#[inline(never)]
fn in_order<const N: usize>(letters: &[u8; N], rows: &[Row]) -> Row {
    // by letter: the titles that have the letters up to it
    let mut reached = [[0; LANES]; N];
    for row in rows {
        // the last letter first, so that this place counts for one of them only
        for at in (1..N).rev() {
            let before = reached[at - 1];
            advance(&mut reached[at], before, letters[at], row);
        }
        advance(&mut reached[0], [u8::MAX; LANES], letters[0], row);
    }
    reached[N - 1]
}

/// Looks at one more place of the titles: the letter is known where it was, or stands here and those before it are known.
// as a call it would keep the letters out of registers
#[inline(always)]
fn advance(known: &mut Row, before: Row, letter: u8, row: &Row) {
    for lane in 0..LANES {
        known[lane] |= before[lane] & if row[lane] == letter { u8::MAX } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::super::fuzzy::Word;
    use super::super::score::Scorer;
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    /// A block in which no title is kept has no rows at all.
    #[test]
    fn titles_that_are_all_too_long_are_scored_elsewhere() {
        let mut lanes = Lanes::default();
        let long = "a".repeat(MAX_ROWS + 1);
        (0..2).for_each(|at| lanes.put(at, long.as_bytes()));
        let mut scorer = LaneScorer::new("1").unwrap();
        assert_eq!(scorer.score(&lanes, 0, 0b11, |at, _| panic!("title {at} is told")), 0b11);
        assert_eq!(lanes.subsequence(&LaneWord::new("1").unwrap(), 0, 0b11), (0, 0b11));
    }

    proptest! {
        #[test]
        fn scores_are_those_of_one_title_alone(
            word in "[a-c1 .]{1,14}|[ab]{1,3}",
            titles in proptest::collection::vec("[a-cA-C1 ./_+(-]{0,60}|[abA ]{100,170}", 1..70),
        ) {
            let word = Word::new(&word);
            let mut lanes = Lanes::default();
            for (at, _) in titles.iter().enumerate() {
                lanes.put(at, b"what was here before");
            }
            titles.iter().enumerate().rev().for_each(|(at, title)| lanes.put(at, title.as_bytes()));
            let mut scorer = LaneScorer::new(&word.letters).unwrap();
            let lane_word = LaneWord::new(&word.letters);
            for first in (0..titles.len()).step_by(LANES) {
                let n_lanes = (titles.len() - first).min(LANES);
                let wanted = u16::MAX >> (LANES - n_lanes);
                let mut n_told = 0;
                let long = scorer.score(&lanes, first, wanted, |at, score| {
                    n_told += 1;
                    assert_eq!(score, Scorer::new(&word).score_shown(&titles[at], &titles[at]), "{}", titles[at]);
                });
                for at in (first..first + n_lanes).filter(|at| titles[*at].len() <= MAX_ROWS) {
                    let matches = Scorer::new(&word).score_shown(&titles[at], &titles[at]).is_some();
                    let alone = |lane_word| lanes.subsequence(lane_word, first, 1 << (at - first)).0 != 0;
                    prop_assert_eq!(lane_word.as_ref().is_none_or(|word| alone(word) == matches), true, "{}", titles[at]);
                    let all = |lane_word| lanes.subsequence(lane_word, first, wanted).0 >> (at - first) & 1 == 1;
                    prop_assert_eq!(lane_word.as_ref().is_none_or(|word| all(word) == matches), true, "{}", titles[at]);
                }
                let is_long = |at: usize| titles[at].len() > MAX_ROWS;
                prop_assert_eq!(n_told + long.count_ones() as usize, n_lanes);
                prop_assert_eq!(long.count_ones() as usize, (first..first + n_lanes).filter(|at| is_long(*at)).count());
            }
        }
    }
}

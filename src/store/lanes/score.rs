//! The scores of a word in 16 titles at once, by the recurrence of `store::score`.
//!
//! Every place is looked at, where `store::score` looks only at those that have the letter; a row costs less than finding
//! one of these. A way holds by how much it falls short of the best that there could be, counted down from the greatest
//! number: so it only ever gets less, 0 stands for "no way" and stays so, and short words need no more than bytes.

use super::super::score::{GAP, MOST_WORTH, START, short_beside};
use super::{Block, LANES, Lanes, Row};

/// Longer words are scored elsewhere: with the longest title a way of them stays well above 0 in 16 bits.
const MAX_LETTERS: usize = 64;

/// What a letter may fall short at most, with the gap before it but for its length: 18 of worth and 3.
const MOST_SHORT: usize = 21;

/// Scores blocks for one word of ASCII in lower case.
#[derive(Clone, Debug)]
pub(in crate::store) struct LaneScorer<'w> {
    word: &'w [u8],
    short: Ways<u8>,
    long: Ways<u16>,
}

/// For each place the best way that ends there, of each title.
#[derive(Clone, Debug, Default)]
struct Ways<T> {
    last: Vec<[T; LANES]>,
    /// For each place what a letter falls short there, right beside the letter before it.
    beside: Vec<Row>,
}

/// An unsigned number that stops at 0.
trait Number: Copy + Ord + Default + From<u8> + Into<u16> {
    const MAX: Self;
    fn less(self, other: Self) -> Self;
    fn only_if(self, is_so: bool) -> Self;
}

impl Number for u8 {
    const MAX: Self = Self::MAX;
    fn less(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
    fn only_if(self, is_so: bool) -> Self {
        // a choice between two values would be taken lane by lane
        self & if is_so { Self::MAX } else { 0 }
    }
}

impl Number for u16 {
    const MAX: Self = Self::MAX;
    fn less(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
    fn only_if(self, is_so: bool) -> Self {
        // a choice between two values would be taken lane by lane
        self & if is_so { Self::MAX } else { 0 }
    }
}

impl<'w> LaneScorer<'w> {
    /// For a word of ASCII in lower case; `None` where it is too long or empty.
    pub(in crate::store) fn new(word: &'w str) -> Option<Self> {
        let fits = word.is_ascii() && (1..=MAX_LETTERS).contains(&word.len());
        fits.then(|| Self { word: word.as_bytes(), short: Ways::default(), long: Ways::default() })
    }

    /// Calls `tell` with the scores of those titles from number `first`, a multiple of 16, whose bits are `wanted`; with
    /// `None` where the word does not match. Bits of titles that are too long come back.
    pub(in crate::store) fn score(
        &mut self,
        lanes: &Lanes,
        first: usize,
        wanted: u16,
        mut tell: impl FnMut(usize, Option<i32>),
    ) -> u16 {
        let Some(block) = lanes.block(first).filter(|_| wanted != 0) else { return 0 };
        let fits_bytes = self.word.len() * MOST_SHORT + block.letters.len() < usize::from(u8::MAX);
        let most = i32::from(MOST_WORTH) * self.word.len() as i32 - START;
        let short: [Option<i32>; LANES] = if fits_bytes {
            self.short.best(self.word, block).map(|way| way.map(|way| i32::from(u8::MAX - way)))
        } else {
            self.long.best(self.word, block).map(|way| way.map(|way| i32::from(u16::MAX - way)))
        };
        for lane in (0..LANES).filter(|lane| (wanted & !block.long) >> lane & 1 == 1) {
            tell(first + lane, short[lane].map(|short| most - short));
        }
        wanted & block.long
    }
}

impl<T: Number> Ways<T> {
    /// The best way of each title; `None` where there is none.
    fn best(&mut self, word: &[u8], block: Block) -> [Option<T>; LANES] {
        let Some((first, rest)) = word.split_first() else { return [None; LANES] };
        self.last.resize(block.letters.len(), [T::default(); LANES]);
        let begun = begin(&mut self.last, *first, block);
        if !rest.is_empty() {
            self.beside.resize(block.letters.len(), [0; LANES]);
            put_beside(&mut self.beside, block.after_gap);
        }
        let best = rest.chunks(2).fold(begun, |_, letters| match letters {
            [one, two] => step(&mut self.last, [*one, *two], (block, &self.beside)),
            letters => step(&mut self.last, [letters[0]], (block, &self.beside)),
        });
        best.map(|way| (way > T::default()).then_some(way))
    }
}

/// The ways to the first letter, and the best one of each title.
// inlined, what stands around it takes the loops of this and the next one above their vectors
#[inline(never)]
fn begin<T: Number>(ways: &mut [[T; LANES]], letter: u8, block: Block) -> [T; LANES] {
    let mut best = [T::default(); LANES];
    for (ways, (row, worth)) in ways.iter_mut().zip(block.letters.iter().zip(block.after_gap)) {
        *ways = std::array::from_fn(|lane| T::MAX.less(worth[lane].into()).only_if(row[lane] == letter));
        improve(&mut best, ways);
    }
    best
}

/// From the ways to the letter before to those to the last of `letters`, and the best one of each title. Two letters in
/// one pass read what they share once.
#[inline(never)]
fn step<T: Number, const N: usize>(
    ways: &mut [[T; LANES]],
    letters: [u8; N],
    (block, beside): (Block, &[Row]),
) -> [T; LANES] {
    // Of the ways that leave a gap, the best one stays the best: each further letter costs all of them one.
    let none = [T::default(); LANES];
    let (mut gap, mut before, mut best) = ([none; N], [none; N], none);
    for (ways, ((row, after_gap), beside)) in ways.iter_mut().zip(block.letters.iter().zip(block.after_gap).zip(beside))
    {
        let mut here = *ways;
        for at in 0..N {
            let next = follow(letters[at], row, (&gap[at], after_gap), (&before[at], beside));
            widen(&mut gap[at], &before[at]);
            before[at] = here;
            here = next;
        }
        *ways = here;
        improve(&mut best, &here);
    }
    best
}

/// What letters fall short beside another one: told from what they do after a gap sooner than read from far memory.
#[inline(never)]
fn put_beside(beside: &mut [Row], after_gap: &[Row]) {
    for (beside, after_gap) in beside.iter_mut().zip(after_gap) {
        *beside = after_gap.map(short_beside);
    }
}

/// The better way of each title.
#[inline(always)]
fn improve<T: Number>(best: &mut [T; LANES], ways: &[T; LANES]) {
    for lane in 0..LANES {
        best[lane] = best[lane].max(ways[lane]);
    }
}

/// The ways that end here, from those that leave a gap and those that end right before, with what they fall short.
#[inline(always)]
fn follow<T: Number>(
    letter: u8,
    row: &Row,
    (gap, after_gap): (&[T; LANES], &Row),
    (before, beside): (&[T; LANES], &Row),
) -> [T; LANES] {
    std::array::from_fn(|lane| {
        let way = gap[lane].less(after_gap[lane].into()).max(before[lane].less(beside[lane].into()));
        way.only_if(row[lane] == letter)
    })
}

/// One place further: the ways with a gap, and those that leave one now.
#[inline(always)]
fn widen<T: Number>(gap: &mut [T; LANES], before: &[T; LANES]) {
    for lane in 0..LANES {
        gap[lane] = gap[lane].less(1.into()).max(before[lane].less((GAP as u8 + 1).into()));
    }
}

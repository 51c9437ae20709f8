//! By letter: the stories whose titles have it.

use super::fuzzy::{Quality, Word, letter_mask};
use super::{StoryIdx, StorySet, fold};

/// For each bit of a [`letter_mask`] the stories in whose mask it is set: by how well a word of that letter alone would
/// match the title, or better.
#[derive(Clone, Debug)]
pub(super) struct Alphabet([Vec<StorySet>; 3]);

impl Default for Alphabet {
    fn default() -> Self {
        Self(std::array::from_fn(|_| vec![StorySet::default(); u64::BITS as usize]))
    }
}

impl Alphabet {
    /// Notes the letters of a story's folded title, and that there are `n` stories.
    pub(super) fn put(&mut self, idx: StoryIdx, folded: &str, n: usize) {
        for (sets, mask) in self.0.iter_mut().zip(masks(folded)) {
            for (bit, stories) in sets.iter_mut().enumerate() {
                stories.grow(n);
                stories.put(idx, mask >> bit & 1 == 1);
            }
        }
    }

    /// Takes those out of `stories` whose titles lack a letter of `word`.
    pub(super) fn narrow(&self, word: &Word, stories: &mut StorySet) {
        let having = &self.0[Quality::Inside as usize];
        let wanted = having.iter().enumerate().filter(|(bit, _)| word.mask >> bit & 1 == 1);
        wanted.for_each(|(_, having)| stories.keep(having));
    }

    /// By quality the stories whose titles match a word of one letter that is told from all others.
    pub(super) fn stories(&self, letter: &Word) -> [StorySet; 3] {
        let bit = letter.mask.trailing_zeros() as usize;
        std::array::from_fn(|quality| self.0[quality][bit].clone())
    }
}

/// The letters that stand in folded text as words, those that words begin with, and all.
fn masks(folded: &str) -> [u64; 3] {
    let [mut whole, mut beginning] = [0; 2];
    let mut places = folded.char_indices().peekable();
    while let Some((at, c)) = places.next() {
        let end = places.peek().map_or(folded.len(), |(end, _)| *end);
        if fold::is_boundary(folded, at) {
            let mask = letter_mask(c.encode_utf8(&mut [0; 4]));
            beginning |= mask;
            whole |= if fold::is_boundary(folded, end) { mask } else { 0 };
        }
    }
    [whole, beginning, letter_mask(folded)]
}

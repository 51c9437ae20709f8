//! By letter: the stories whose titles have it.

use super::fuzzy::{Word, letter_mask};
use super::{StoryIdx, StorySet};

/// For each bit of a [`letter_mask`] the stories in whose mask it is set.
#[derive(Clone, Debug)]
pub(super) struct Alphabet(Vec<StorySet>);

impl Default for Alphabet {
    fn default() -> Self {
        Self(vec![StorySet::default(); u64::BITS as usize])
    }
}

impl Alphabet {
    /// Notes the letters of a story's folded title, and that there are `n` stories.
    pub(super) fn put(&mut self, idx: StoryIdx, folded: &str, n: usize) {
        let mask = letter_mask(folded);
        for (bit, stories) in self.0.iter_mut().enumerate() {
            stories.grow(n);
            stories.put(idx, mask >> bit & 1 == 1);
        }
    }

    /// Takes those out of `stories` whose titles lack a letter of `word`.
    pub(super) fn narrow(&self, word: &Word, stories: &mut StorySet) {
        let wanted = self.0.iter().enumerate().filter(|(bit, _)| word.mask >> bit & 1 == 1);
        wanted.for_each(|(_, having)| stories.keep(having));
    }
}

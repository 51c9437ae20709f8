//! Which stories cannot have a text, told without looking at them.
//!
//! Of each story one bit is kept for each of [`N_SLICES`] classes of three bytes in a row, and of two bytes before and
//! after a blank: words of a phrase that are both frequent seldom stand next to each other. A text stands only in stories
//! that have the bits of all that it has. The bits are sliced: those of one class lie next to each other for a block of
//! stories, so that a search reads some words for each class and block, and nothing of the others.

use super::{StoryIdx, StorySet};

/// Classes of triples, as a power of two: an article of 3 kB has about a thousand different ones, which fill a quarter of
/// the bits. 512 bytes a story are a sixth of its text.
const TRIPLE_BITS: u32 = 12;
/// Classes of joints of words, of which there are some hundred.
const JOINT_BITS: u32 = 11;
const N_SLICES: usize = (1 << TRIPLE_BITS) + (1 << JOINT_BITS);

/// Words of a slice in a block. A block of 512 stories is 384 kB, which stays in the cache while it is filled.
const WORDS: usize = 8;
const BLOCK: usize = 64 * WORDS;

/// The bits of all stories.
#[derive(Clone, Debug, Default)]
pub(super) struct Signatures {
    blocks: Vec<Block>,
}

/// By class: the stories of the block that have it. Empty as long as none of them has a text.
#[derive(Clone, Debug, Default)]
struct Block(Vec<[u64; WORDS]>);

impl Signatures {
    /// Notes that a story has these folded texts.
    pub(super) fn add(&mut self, StoryIdx(idx): StoryIdx, texts: [&str; 2]) {
        let (block, bit) = (idx as usize / BLOCK, idx as usize % BLOCK);
        if self.blocks.len() <= block {
            self.blocks.resize(block + 1, Block::default());
        }
        let slices = &mut self.blocks[block].0;
        slices.resize(N_SLICES, [0; WORDS]);
        let (word, mask) = (bit / 64, 1 << (bit % 64));
        texts.into_iter().flat_map(classes).for_each(|class| slices[class][word] |= mask);
    }

    /// Forgets what a story had.
    pub(super) fn clear(&mut self, StoryIdx(idx): StoryIdx) {
        let (block, bit) = (idx as usize / BLOCK, idx as usize % BLOCK);
        let slices = self.blocks.get_mut(block).into_iter().flat_map(|block| &mut block.0);
        slices.for_each(|slice| slice[bit / 64] &= !(1 << (bit % 64)));
    }

    /// The stories of `within` that were added and may have `text`. A text shorter than three bytes any of them may have.
    pub(super) fn candidates(&self, text: &str, within: &StorySet) -> StorySet {
        let mut wanted: Vec<usize> = classes(text).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = within.clone();
        let n_words = found.words().len();
        found.words_mut()[n_words.min(self.blocks.len() * WORDS)..].fill(0);
        for (words, block) in found.words_mut().chunks_mut(WORDS).zip(&self.blocks) {
            if block.0.is_empty() {
                words.fill(0);
            }
            for slice in wanted.iter().filter_map(|class| block.0.get(*class)) {
                // each slice is far from the others: most blocks of the first rows of a rare text have none left soon
                if words.iter().all(|own| *own == 0) {
                    break;
                }
                words.iter_mut().zip(slice).for_each(|(own, slice)| *own &= slice);
            }
        }
        found
    }
}

fn classes(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let triples = bytes.windows(3).map(|triple| class([triple[0], triple[1], triple[2], 0], TRIPLE_BITS));
    let joints = bytes.windows(5).filter(|joint| joint[2] == b' ');
    let joints = joints.map(|joint| class([joint[0], joint[1], joint[3], joint[4]], JOINT_BITS));
    triples.chain(joints.map(|joint| (1 << TRIPLE_BITS) + joint))
}

fn class(bytes: [u8; 4], bits: u32) -> usize {
    // Fibonacci hashing: the upper bits of the product depend on all bits of the number
    (u32::from_le_bytes(bytes).wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_with_the_text_is_never_left_out() {
        let mut signatures = Signatures::default();
        let text = |n: u32| format!("story number {n} of the house");
        (0..1200).for_each(|n| signatures.add(StoryIdx(n), [&text(n), "the title"]));
        signatures.clear(StoryIdx(7));
        signatures.add(StoryIdx(7), ["another", ""]);
        let all = StorySet::all(1200);
        let found = signatures.candidates("number 1100 of", &all);
        assert!(found.has(StoryIdx(1100)) && !found.has(StoryIdx(7)));
        assert!(found.iter().count() < 100, "few false ones: {}", found.iter().count());
        assert_eq!(signatures.candidates("title", &all).iter().count(), 1199);
        assert_eq!(signatures.candidates("of house", &all).iter().count(), 0, "words that stand apart");
        assert_eq!(signatures.candidates("the house", &all).iter().count(), 1199);
        assert_eq!(signatures.candidates("of", &all), all);
    }
}

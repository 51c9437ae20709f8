//! A set of stories: one bit for each story of the store.

use super::StoryIdx;

/// Some of a store's stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StorySet {
    bits: Vec<u64>,
}

impl StorySet {
    /// No story of `n`.
    pub(super) fn none(n: usize) -> Self {
        Self { bits: vec![0; n.div_ceil(64)] }
    }

    /// All of `n` stories.
    #[cfg(test)]
    pub(super) fn all(n: usize) -> Self {
        let mut set = Self { bits: vec![u64::MAX; n.div_ceil(64)] };
        if let (Some(last), 1..) = (set.bits.last_mut(), n % 64) {
            *last = (1 << (n % 64)) - 1;
        }
        set
    }

    /// The stories of `idxs`, of `n`.
    pub(super) fn of<'a>(n: usize, idxs: impl IntoIterator<Item = &'a StoryIdx>) -> Self {
        let mut set = Self::none(n);
        idxs.into_iter().for_each(|idx| set.add(*idx));
        set
    }

    /// The set of these bits, 64 stories a word.
    pub(super) fn of_words(bits: Vec<u64>) -> Self {
        Self { bits }
    }

    /// Makes room for `n` stories.
    pub(super) fn grow(&mut self, n: usize) {
        self.bits.resize(n.div_ceil(64), 0);
    }

    /// Gives back the room that was taken for stories to come.
    pub(super) fn shrink(&mut self) {
        self.bits.shrink_to_fit();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many of them are in `other` too.
    pub(super) fn len_with(&self, other: &Self) -> usize {
        self.bits.iter().zip(&other.bits).map(|(own, other)| (own & other).count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    /// The bits, 64 stories a word.
    pub(super) fn words(&self) -> &[u64] {
        &self.bits
    }

    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.bits
    }

    /// Puts a story in or takes it out.
    pub(super) fn put(&mut self, idx: StoryIdx, is_in: bool) {
        if is_in {
            self.add(idx);
        } else {
            self.bits[idx.0 as usize / 64] &= !(1 << (idx.0 % 64));
        }
    }

    pub(super) fn add(&mut self, StoryIdx(idx): StoryIdx) {
        self.bits[idx as usize / 64] |= 1 << (idx % 64);
    }

    pub(super) fn add_each(&mut self, idxs: &[StoryIdx]) {
        idxs.iter().for_each(|idx| self.add(*idx));
    }

    /// Whether there is room for a story.
    pub(super) fn may_have(&self, StoryIdx(idx): StoryIdx) -> bool {
        (idx as usize) < self.bits.len() * 64
    }

    pub(super) fn has(&self, StoryIdx(idx): StoryIdx) -> bool {
        self.bits[idx as usize / 64] >> (idx % 64) & 1 == 1
    }

    /// Keeps what is in `other` too, which may be of fewer stories.
    pub(super) fn keep(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(own, other)| *own &= other);
        self.bits.iter_mut().skip(other.bits.len()).for_each(|own| *own = 0);
    }

    /// Keeps the stories before `end`.
    pub(super) fn truncate(&mut self, StoryIdx(end): StoryIdx) {
        for (at, own) in self.bits.iter_mut().enumerate().skip(end as usize / 64) {
            *own &= if at == end as usize / 64 { (1 << (end % 64)) - 1 } else { 0 };
        }
    }

    /// Takes out what is in `other`.
    pub(super) fn remove(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(own, other)| *own &= !other);
    }

    /// Adds what is in `other`.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(own, other)| *own |= other);
    }

    /// The stories, by place in the store.
    pub(super) fn iter(&self) -> impl Iterator<Item = StoryIdx> {
        stories(&self.bits, 0)
    }
}

/// The sets of several parts as one for each place; `None` of no part.
pub(super) fn joined<const N: usize>(parts: Vec<[StorySet; N]>) -> Option<[StorySet; N]> {
    parts.into_iter().reduce(|mut all, part| {
        all.iter_mut().zip(&part).for_each(|(all, part)| all.add_all(part));
        all
    })
}

/// The stories of some words of a set, the first of which is that of story `first`.
pub(super) fn stories(words: &[u64], first: usize) -> impl Iterator<Item = StoryIdx> {
    words.iter().enumerate().flat_map(move |(n, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros())?;
            rest &= rest - 1;
            Some(StoryIdx((first + n * 64) as u32 + bit))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop, proptest};
    use std::collections::BTreeSet;

    fn set(n: usize, members: &BTreeSet<u32>) -> StorySet {
        StorySet::of(n, &members.iter().map(|idx| StoryIdx(*idx)).collect::<Vec<_>>())
    }

    #[test]
    fn stories_are_counted() {
        let mut one = set(150, &BTreeSet::from([1, 64, 149]));
        assert_eq!((one.len(), one.len_with(&set(150, &BTreeSet::from([64, 65])))), (3, 1));
        one.put(StoryIdx(64), false);
        one.put(StoryIdx(2), true);
        one.grow(300);
        one.put(StoryIdx(299), true);
        assert_eq!(one.iter().map(|idx| idx.0).collect::<Vec<_>>(), [1, 2, 149, 299]);
        assert!(!one.is_empty() && StorySet::none(300).is_empty());
    }

    #[test]
    fn stories_before_one_are_kept() {
        for end in [0, 1, 63, 64, 65, 150, 200] {
            let mut set = StorySet::all(150);
            set.truncate(StoryIdx(end));
            assert_eq!(set.len(), end.min(150) as usize);
        }
    }

    #[test]
    fn all_stories_are_no_more_than_there_are() {
        for n in [0, 1, 63, 64, 65, 200] {
            assert_eq!(StorySet::all(n).iter().count(), n);
        }
    }

    proptest! {
        #[test]
        fn it_is_a_set(a in prop::collection::btree_set(0u32..150, 0..40), b in prop::collection::btree_set(0u32..150, 0..40)) {
            let check = |change: fn(&mut StorySet, &StorySet), expected: BTreeSet<u32>| {
                let mut changed = set(150, &a);
                change(&mut changed, &set(150, &b));
                assert_eq!(changed, set(150, &expected));
                assert_eq!(changed.iter().map(|idx| idx.0).collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>());
            };
            check(StorySet::keep, &a & &b);
            check(StorySet::add_all, &a | &b);
            check(StorySet::remove, &a - &b);
        }
    }
}

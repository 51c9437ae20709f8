//! Which stories have a word: the words of titles, the names of authors.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{StoryIdx, StorySet};

/// Words, each with the stories that have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    numbers: HashMap<Box<str>, u32, RandomState>,
    lists: Vec<PostingList>,
}

impl Postings {
    /// Notes that a story has a word, and tells the number of the word if nobody had it before.
    pub(super) fn add(&mut self, word: &str, idx: StoryIdx) -> Option<usize> {
        let known = self.numbers.get(word).map(|number| *number as usize);
        let number = known.unwrap_or_else(|| {
            self.numbers.insert(word.into(), self.lists.len() as u32);
            self.lists.push(PostingList::default());
            self.lists.len() - 1
        });
        self.lists[number].insert(idx);
        known.is_none().then_some(number)
    }

    /// Forgets that a story has a word.
    pub(super) fn remove(&mut self, word: &str, idx: StoryIdx) {
        if let Some(number) = self.numbers.get(word) {
            self.lists[*number as usize].remove(idx);
        }
    }

    /// The stories that have the word of a number.
    pub(super) fn list(&self, number: usize) -> &PostingList {
        &self.lists[number]
    }

    /// All words, in no order, each with its stories.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &PostingList)> {
        self.numbers.iter().map(|(word, number)| (&**word, self.list(*number as usize)))
    }

    /// The stories, of `n`, that have a word which `is_meant`.
    pub(super) fn stories(&self, n: usize, is_meant: impl Fn(&str) -> bool) -> StorySet {
        let mut found = StorySet::none(n);
        let meant = self.numbers.iter().filter(|(word, _)| is_meant(word));
        meant.for_each(|(_, number)| self.list(*number as usize).add_to(&mut found));
        found
    }
}

/// The stories that have one thing: in order, or as bits where it is one of so many stories that these take less memory and
/// are read sooner.
#[derive(Clone, Debug)]
pub(super) enum PostingList {
    Few(Vec<StoryIdx>),
    Many { bits: StorySet, n_stories: usize },
}

/// Bits are worth it where one of so many stories has it: a story takes 32 of them in a list.
const DENSE: usize = 32;
/// A list is worth it again where fewer have it; between the two what is there stays.
const SPARSE: usize = 2 * DENSE;
/// Shorter lists are read in no time.
const LEAST_DENSE: usize = 256;

impl Default for PostingList {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl PostingList {
    /// Adds a story; whether it is new here.
    pub(super) fn insert(&mut self, idx: StoryIdx) -> bool {
        match self {
            Self::Few(list) => {
                let is_new = insert(list, idx);
                let end = list.last().map_or(0, |last| last.0 as usize + 1);
                if is_new && list.len() >= LEAST_DENSE && list.len() * DENSE >= end {
                    *self = Self::Many { n_stories: list.len(), bits: StorySet::of(end, &*list) };
                }
                is_new
            }
            Self::Many { bits, n_stories } => {
                let end = idx.0 as usize + 1;
                if !bits.may_have(idx) && (*n_stories + 1) * SPARSE < end {
                    let mut list: Vec<StoryIdx> = bits.iter().collect();
                    list.push(idx);
                    *self = Self::Few(list);
                    return true;
                }
                if !bits.may_have(idx) {
                    bits.grow(end);
                }
                let is_new = !bits.has(idx);
                bits.add(idx);
                *n_stories += usize::from(is_new);
                is_new
            }
        }
    }

    pub(super) fn remove(&mut self, idx: StoryIdx) {
        match self {
            Self::Few(list) => remove(list, idx),
            Self::Many { bits, n_stories } if bits.may_have(idx) && bits.has(idx) => {
                bits.put(idx, false);
                *n_stories -= 1;
            }
            Self::Many { .. } => {}
        }
    }

    pub(super) fn has(&self, idx: StoryIdx) -> bool {
        match self {
            // mostly it is the last one that is asked for
            Self::Few(list) => list.last() == Some(&idx) || list.binary_search(&idx).is_ok(),
            Self::Many { bits, .. } => bits.may_have(idx) && bits.has(idx),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many { n_stories, .. } => *n_stories,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives back the room that was taken for stories to come.
    pub(super) fn shrink(&mut self) {
        match self {
            Self::Few(list) => list.shrink_to_fit(),
            Self::Many { bits, .. } => bits.shrink(),
        }
    }

    /// How many of `set` have it.
    pub(super) fn len_with(&self, set: &StorySet) -> usize {
        match self {
            Self::Few(list) => list.iter().filter(|idx| set.has(**idx)).count(),
            Self::Many { bits, .. } => bits.len_with(set),
        }
    }

    /// About how many nanoseconds it takes to add the stories to a set.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many { bits, .. } => bits.words().len() / 4,
        }
    }

    /// Adds the stories to `set`, which has room for them.
    pub(super) fn add_to(&self, set: &mut StorySet) {
        match self {
            Self::Few(list) => set.add_each(list),
            Self::Many { bits, .. } => set.add_all(bits),
        }
    }
}

/// Adds a story to a list in order; whether it is new there. New stories come last.
pub(super) fn insert(list: &mut Vec<StoryIdx>, idx: StoryIdx) -> bool {
    if list.last().is_none_or(|last| *last < idx) {
        list.push(idx);
        return true;
    }
    let place = list.binary_search(&idx);
    place.is_err_and(|at| {
        list.insert(at, idx);
        true
    })
}

/// Takes a story out of a list in order.
pub(super) fn remove(list: &mut Vec<StoryIdx>, idx: StoryIdx) {
    if let Ok(at) = list.binary_search(&idx) {
        list.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    fn stories(postings: &PostingList) -> Vec<u32> {
        let mut set = StorySet::none(100_000);
        postings.add_to(&mut set);
        set.iter().map(|idx| idx.0).collect()
    }

    #[test]
    fn words_know_their_stories() {
        let mut postings = Postings::default();
        assert_eq!(postings.add("open", StoryIdx(2)), Some(0));
        assert_eq!(postings.add("open", StoryIdx(0)), None);
        assert_eq!(postings.add("source", StoryIdx(2)), Some(1));
        assert_eq!(postings.add("open", StoryIdx(2)), None);
        assert_eq!(stories(postings.list(0)), [0, 2]);
        postings.remove("open", StoryIdx(2));
        postings.remove("nothing", StoryIdx(2));
        assert_eq!(stories(postings.list(0)), [0]);
        assert_eq!(postings.stories(3, |word| word.starts_with('s')).iter().collect::<Vec<_>>(), [StoryIdx(2)]);
    }

    #[test]
    fn many_stories_are_bits_and_few_of_many_a_list_again() {
        let mut postings = PostingList::default();
        (0..1000).for_each(|n| assert!(postings.insert(StoryIdx(2 * n))));
        assert!(matches!(postings, PostingList::Many { .. }));
        postings.insert(StoryIdx(99_999));
        assert!(matches!(postings, PostingList::Few(_)));
        assert_eq!(postings.len(), 1001);
        assert!(postings.has(StoryIdx(0)) && postings.has(StoryIdx(99_999)) && !postings.has(StoryIdx(1)));
    }

    proptest! {
        #[test]
        fn however_they_are_kept_they_are_the_same(
            runs in proptest::collection::vec((0u32..90_000, 1u32..700, 1u32..12, any::<bool>()), 1..12),
        ) {
            let (mut postings, mut expected) = (PostingList::default(), BTreeSet::new());
            for (start, n, step, comes) in runs {
                for story in (0..n).map(|at| start + at * step) {
                    if comes {
                        prop_assert_eq!(postings.insert(StoryIdx(story)), expected.insert(story));
                    } else {
                        postings.remove(StoryIdx(story));
                        expected.remove(&story);
                    }
                    prop_assert!(postings.has(StoryIdx(story)) == comes && postings.len() == expected.len());
                }
            }
            prop_assert_eq!(stories(&postings), expected.iter().copied().collect::<Vec<_>>());
            let all = StorySet::of(100_000, &(0..100_000).step_by(3).map(StoryIdx).collect::<Vec<_>>());
            prop_assert_eq!(postings.len_with(&all), expected.iter().filter(|story| **story % 3 == 0).count());
        }
    }
}

//! Which stories have a word: the words of titles, the names of authors.

use std::collections::HashMap;

use super::{StoryIdx, StorySet};

/// Words, each with the stories that have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    numbers: HashMap<Box<str>, u32>,
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
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[StoryIdx])> {
        self.numbers.iter().map(|(word, number)| (&**word, self.list(*number as usize).stories()))
    }

    /// The stories, of `n`, that have a word which `is_meant`.
    pub(super) fn stories(&self, n: usize, is_meant: impl Fn(&str) -> bool) -> StorySet {
        let mut found = StorySet::none(n);
        let meant = self.numbers.iter().filter(|(word, _)| is_meant(word));
        meant.for_each(|(_, number)| self.list(*number as usize).add_to(&mut found));
        found
    }
}

/// The stories that have one thing, in order; as bits too where it is one of so many stories that these are read sooner.
#[derive(Clone, Debug, Default)]
pub(super) struct PostingList {
    list: Vec<StoryIdx>,
    bits: Option<StorySet>,
}

/// A word of bits holds 64 stories and is read as fast as one of a list.
const DENSE: usize = 64;
/// Shorter lists are read in no time.
const LEAST_DENSE: usize = 256;

impl PostingList {
    pub(super) fn insert(&mut self, idx: StoryIdx) {
        insert(&mut self.list, idx);
        let n = idx.0 as usize + 1;
        if self.bits.is_none() && self.list.len() >= LEAST_DENSE && self.list.len() * DENSE >= n {
            let last = self.list.last().map_or(0, |last| last.0 as usize + 1);
            self.bits = Some(StorySet::of(last, &self.list));
        }
        if let Some(bits) = &mut self.bits {
            if !bits.may_have(idx) {
                bits.grow(n);
            }
            bits.add(idx);
        }
    }

    pub(super) fn remove(&mut self, idx: StoryIdx) {
        remove(&mut self.list, idx);
        self.bits.iter_mut().filter(|bits| bits.may_have(idx)).for_each(|bits| bits.put(idx, false));
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Gives back the room that was taken for stories to come.
    pub(super) fn shrink(&mut self) {
        self.list.shrink_to_fit();
    }

    /// The stories, in order.
    pub(super) fn stories(&self) -> &[StoryIdx] {
        &self.list
    }

    /// About how many nanoseconds it takes to add the stories to a set.
    pub(super) fn cost(&self) -> usize {
        self.bits.as_ref().map_or(self.list.len(), |bits| bits.words().len() / 4)
    }

    /// Adds the stories to `set`, which has room for them.
    pub(super) fn add_to(&self, set: &mut StorySet) {
        match &self.bits {
            Some(bits) => set.add_all(bits),
            None => set.add_each(&self.list),
        }
    }
}

/// Adds a story to a list in order. New stories come last.
pub(super) fn insert(list: &mut Vec<StoryIdx>, idx: StoryIdx) {
    if list.last().is_none_or(|last| *last < idx) {
        list.push(idx);
    } else if let Err(at) = list.binary_search(&idx) {
        list.insert(at, idx);
    }
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

    #[test]
    fn words_know_their_stories() {
        let mut postings = Postings::default();
        assert_eq!(postings.add("open", StoryIdx(2)), Some(0));
        assert_eq!(postings.add("open", StoryIdx(0)), None);
        assert_eq!(postings.add("source", StoryIdx(2)), Some(1));
        assert_eq!(postings.add("open", StoryIdx(2)), None);
        assert_eq!(postings.list(0).stories(), [StoryIdx(0), StoryIdx(2)]);
        postings.remove("open", StoryIdx(2));
        postings.remove("nothing", StoryIdx(2));
        assert_eq!(postings.list(0).stories(), [StoryIdx(0)]);
        assert_eq!(postings.stories(3, |word| word.starts_with('s')).iter().collect::<Vec<_>>(), [StoryIdx(2)]);
    }

    #[test]
    fn bits_say_what_the_list_says() {
        let mut postings = PostingList::default();
        let check = |postings: &PostingList| {
            let mut set = StorySet::none(40_000);
            postings.add_to(&mut set);
            assert_eq!(set.iter().collect::<Vec<_>>(), postings.list);
        };
        for n in 0..2000 {
            postings.insert(StoryIdx(n * 7 % 2000 + if n > 1000 { 2000 } else { 0 }));
            if n % 3 == 0 {
                postings.remove(StoryIdx(n / 2));
                postings.remove(StoryIdx(n + 10_000));
            }
        }
        assert!(postings.bits.is_some() && !postings.is_empty());
        check(&postings);
        postings.insert(StoryIdx(39_999));
        check(&postings);
    }
}

//! Which stories have a word: the words of titles, the names of authors.

use std::collections::HashMap;

use super::{StoryIdx, StorySet};

/// Words, each with the stories that have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    numbers: HashMap<Box<str>, u32>,
    lists: Vec<Vec<StoryIdx>>,
}

impl Postings {
    /// Notes that a story has a word, and tells the number of the word if nobody had it before.
    pub(super) fn add(&mut self, word: &str, idx: StoryIdx) -> Option<usize> {
        let known = self.numbers.get(word).map(|number| *number as usize);
        let number = known.unwrap_or_else(|| {
            self.numbers.insert(word.into(), self.lists.len() as u32);
            self.lists.push(Vec::new());
            self.lists.len() - 1
        });
        insert(&mut self.lists[number], idx);
        known.is_none().then_some(number)
    }

    /// Forgets that a story has a word.
    pub(super) fn remove(&mut self, word: &str, idx: StoryIdx) {
        if let Some(number) = self.numbers.get(word) {
            remove(&mut self.lists[*number as usize], idx);
        }
    }

    /// The stories that have the word of a number.
    pub(super) fn list(&self, number: usize) -> &[StoryIdx] {
        &self.lists[number]
    }

    /// All words, in no order, each with its stories.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[StoryIdx])> {
        self.numbers.iter().map(|(word, number)| (&**word, self.list(*number as usize)))
    }

    /// The stories, of `n`, that have a word which `is_meant`.
    pub(super) fn stories(&self, n: usize, is_meant: impl Fn(&str) -> bool) -> StorySet {
        let meant = self.numbers.iter().filter(|(word, _)| is_meant(word));
        StorySet::of(n, meant.flat_map(|(_, number)| self.list(*number as usize)))
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
        assert_eq!(postings.list(0), [StoryIdx(0), StoryIdx(2)]);
        postings.remove("open", StoryIdx(2));
        postings.remove("nothing", StoryIdx(2));
        assert_eq!(postings.list(0), [StoryIdx(0)]);
        assert_eq!(postings.stories(3, |word| word.starts_with('s')).iter().collect::<Vec<_>>(), [StoryIdx(2)]);
    }
}

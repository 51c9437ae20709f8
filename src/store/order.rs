//! In which order stories stand that are equally good: latest first, undated last, those of one time by title.

use std::cmp::{Ordering, Reverse};

use super::columns::Columns;
use super::titles::Titles;
use super::{Store, StoryIdx};

/// What tells most stories apart before their texts are looked at: the time, and the first bytes of the title.
type Key = (Reverse<i64>, u64);

impl Store {
    /// Puts stories that are not there yet where they belong in the order.
    pub(super) fn place(&mut self, added: Vec<StoryIdx>) {
        let mut keyed: Vec<(Key, StoryIdx)> = added.into_iter().map(|idx| (self.key(idx), idx)).collect();
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| by_text(&self.columns, &self.titles, a.1, b.1)));
        // few come to many: each looks for its place, so that most of the others are not looked at
        let mut merged = Vec::with_capacity(self.newest.len() + keyed.len());
        let mut rest = self.newest.as_slice();
        for (_, new) in keyed {
            let (before, after) = rest.split_at(rest.partition_point(|old| self.compare(*old, new) == Ordering::Less));
            merged.extend_from_slice(before);
            merged.push(new);
            rest = after;
        }
        merged.extend_from_slice(rest);
        self.newest = merged;
    }

    fn key(&self, idx: StoryIdx) -> Key {
        let mut start = [0; 8];
        let title = self.titles.shown(idx).as_bytes();
        let len = title.len().min(start.len());
        start[..len].copy_from_slice(&title[..len]);
        (Reverse(self.columns.time(idx)), u64::from_be_bytes(start))
    }

    fn compare(&self, a: StoryIdx, b: StoryIdx) -> Ordering {
        let time = |idx| self.columns.time(idx);
        time(b).cmp(&time(a)).then_with(|| by_text(&self.columns, &self.titles, a, b))
    }
}

/// By title, and where that is the same by id: the order does not depend on what came first.
fn by_text(columns: &Columns, titles: &Titles, a: StoryIdx, b: StoryIdx) -> Ordering {
    titles.shown(a).cmp(titles.shown(b)).then_with(|| columns.id(a).cmp(columns.id(b)))
}

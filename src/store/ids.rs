//! The ids of all stories, and which story has one.
//!
//! Each is kept once: what finds it is a table of places, told apart by what stands there.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::StoryIdx;
use super::texts::Texts;

/// Stands for a place in the table that is free.
const FREE: u32 = u32::MAX;

/// Places of the table for each story, at least: so few collide that one look is mostly enough.
const ROOM: usize = 2;

/// All ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    texts: Texts,
    /// By hash of the id: the last story that has it. As many as a power of two, or none.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Ids {
    /// Adds the id of the next story. An earlier one of that id is found no more.
    pub(super) fn push(&mut self, id: &str) {
        let idx = self.texts.len() as u32;
        self.texts.push(id);
        if self.table.len() < ROOM * self.texts.len() {
            let n_places = (2 * ROOM * self.texts.len()).next_power_of_two().max(64);
            self.table = vec![FREE; n_places];
            (0..idx).for_each(|earlier| self.enter(earlier));
        }
        self.enter(idx);
    }

    /// The id of a story.
    pub(super) fn get(&self, idx: StoryIdx) -> &str {
        self.texts.get(idx.0 as usize)
    }

    /// The last story that has an id.
    pub(super) fn find(&self, id: &str) -> Option<StoryIdx> {
        let place = self.place(id)?;
        Some(self.table[place]).filter(|idx| *idx != FREE).map(StoryIdx)
    }

    /// Gives back the room that was taken for ids to come.
    pub(super) fn shrink(&mut self) {
        self.texts.shrink();
    }

    fn enter(&mut self, idx: u32) {
        if let Some(place) = self.place(self.texts.get(idx as usize)) {
            self.table[place] = idx;
        }
    }

    /// Where in the table an id stands, or would.
    fn place(&self, id: &str) -> Option<usize> {
        let mask = self.table.len().checked_sub(1)?;
        let first = self.hasher.hash_one(id) as usize;
        let is_its = |place: &usize| match self.table[*place] {
            FREE => true,
            idx => self.texts.get(idx as usize) == id,
        };
        (0..=mask).map(|step| (first.wrapping_add(step)) & mask).find(is_its)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_leads_to_its_last_story() {
        let mut ids = Ids::default();
        assert_eq!(ids.find("0"), None);
        (0..1000).for_each(|n| ids.push(&n.to_string()));
        ids.push("7");
        for n in (0..1000).filter(|n| *n != 7) {
            assert_eq!(ids.find(&n.to_string()), Some(StoryIdx(n)));
        }
        assert_eq!((ids.find("7"), ids.find("1000")), (Some(StoryIdx(1000)), None));
        assert_eq!(ids.get(StoryIdx(7)), "7");
    }
}

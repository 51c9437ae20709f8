//! Where one has been: stories opened, pages of names, queries. As in vim, going back remembers where one came from.

use super::screen::Pane;
use crate::store::{EntityKey, Query, StoryIdx};

/// Places that are remembered; vim's jump list has as many.
const MOST_KEPT: usize = 100;

/// A place to come back to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Station {
    /// What was shown.
    pub query: Query,
    /// The story that was open.
    pub story: Option<StoryIdx>,
    /// The page that was open, and what was selected on it.
    pub entity: Option<(EntityKey, usize)>,
    /// How it was looked at.
    pub view: Sight,
}

/// What does not make another place of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// The pane that had the focus.
    pub focus: Pane,
    /// The reader alone.
    pub zen: bool,
    /// The story selected in the list.
    pub selected: Option<StoryIdx>,
    /// The reader's first line.
    pub top: usize,
}

impl Default for Sight {
    fn default() -> Self {
        Self { focus: Pane::List, zen: false, selected: None, top: 0 }
    }
}

impl Station {
    /// Whether both are one place, however it is looked at.
    fn is_at(&self, other: &Self) -> bool {
        let page = |station: &Self| station.entity.as_ref().map(|(key, _)| key.clone());
        self.query == other.query && self.story == other.story && page(self) == page(other)
    }
}

/// The places before and after the present one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Jumps {
    back: Vec<Station>,
    forward: Vec<Station>,
    /// The last place, as it was left.
    here: Station,
    /// One has gone from there to no other: only left the story or the page.
    is_away: bool,
}

impl Jumps {
    /// Notes where one is now.
    pub fn note(&mut self, now: Station) {
        let only_left = now.story.is_none() && now.entity.is_none() && now.query == self.here.query;
        self.is_away = only_left && !now.is_at(&self.here);
        if self.is_away {
            return;
        }
        if !now.is_at(&self.here) {
            self.back.push(std::mem::take(&mut self.here));
            self.back.drain(..self.back.len().saturating_sub(MOST_KEPT));
            self.forward.clear();
        }
        self.here = now;
    }

    /// The place before: where one has just left, else the one before that.
    pub fn back(&mut self) -> Option<Station> {
        if std::mem::take(&mut self.is_away) {
            return Some(self.here.clone());
        }
        let to = self.back.pop()?;
        self.forward.push(std::mem::replace(&mut self.here, to.clone()));
        Some(to)
    }

    /// The place that one came back from.
    pub fn forward(&mut self) -> Option<Station> {
        let to = self.forward.pop()?;
        self.back.push(std::mem::replace(&mut self.here, to.clone()));
        self.is_away = false;
        Some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(query: &str) -> Station {
        Station { query: Query::parse(query).unwrap(), ..Station::default() }
    }

    #[test]
    fn going_back_remembers_where_one_came_from() {
        let mut jumps = Jumps::default();
        assert_eq!(jumps.back(), None);
        jumps.note(place("a"));
        jumps.note(Station { view: Sight { top: 7, ..Sight::default() }, ..place("a") });
        jumps.note(place("b"));
        assert_eq!(jumps.back().map(|at| at.view.top), Some(7), "as it was left");
        assert_eq!(jumps.back(), Some(Station::default()));
        assert_eq!(jumps.back(), None);
        assert_eq!(jumps.forward().map(|at| at.query), Some(place("a").query));
        jumps.note(place("c"));
        assert_eq!(jumps.forward(), None, "another way was taken");
        assert_eq!(jumps.back().map(|at| at.query), Some(place("a").query));
    }

    #[test]
    fn a_page_that_was_only_left_is_the_last_place() {
        let mut jumps = Jumps::default();
        let key = EntityKey { kind: crate::article::EntityKind::Company, id: "x".into() };
        let page = Station { entity: Some((key, 2)), ..Station::default() };
        jumps.note(page.clone());
        jumps.note(Station::default());
        assert_eq!(jumps.back(), Some(page));
        assert_eq!(jumps.back(), Some(Station::default()));
    }
}

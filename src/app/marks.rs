//! What can be gone back to: changes of state (read, starred, later, one story or many), and where one has been.

use super::jumps::Jumps;
use crate::article::Marks;
use crate::store::{Store, StoryIdx};

/// Changes kept for undo. More than anyone takes back by hand; a bulk change counts as one.
const MOST_KEPT: usize = 1000;

/// What can be gone back to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Changes that can be undone.
    pub journal: Journal,
    /// Places that can be gone back to.
    pub jumps: Jumps,
    /// What was typed into the filter and the query prompt, latest last.
    pub asked: Vec<String>,
}

/// Queries kept; a shell keeps some hundreds for a life, this one forgets at its end.
const MOST_ASKED: usize = 100;

impl History {
    /// Keeps what was asked, once.
    pub fn ask(&mut self, typed: String) {
        self.asked.retain(|own| *own != typed);
        self.asked.push(typed);
        self.asked.drain(..self.asked.len().saturating_sub(MOST_ASKED));
    }
}

/// What was changed together, and what it was before.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    what: String,
    stories: Vec<(StoryIdx, Marks)>,
}

/// The changes made, and those taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Journal {
    /// Changes the marks of stories; what is already so is left out. Returns how many changed.
    pub fn change(
        &mut self,
        store: &mut Store,
        what: &str,
        stories: impl IntoIterator<Item = StoryIdx>,
        change: impl Fn(Marks) -> Marks,
    ) -> usize {
        let mut before = Vec::new();
        for story in stories {
            let marks = store.marks(story);
            if change(marks) != marks {
                before.push((story, store.set_marks(story, change(marks))));
            }
        }
        let n_changed = before.len();
        if n_changed > 0 {
            self.undone.clear();
            self.done.push(Change { what: what.to_owned(), stories: before });
            self.done.drain(..self.done.len().saturating_sub(MOST_KEPT));
        }
        n_changed
    }

    /// Takes the last change back; what it was, and how many stories it concerned.
    pub fn undo(&mut self, store: &mut Store) -> Option<(String, usize)> {
        swap(&mut self.done, &mut self.undone, store)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, store: &mut Store) -> Option<(String, usize)> {
        swap(&mut self.undone, &mut self.done, store)
    }
}

/// Moves the last change of one stack to the other, putting the marks it holds in place of the present ones.
fn swap(from: &mut Vec<Change>, to: &mut Vec<Change>, store: &mut Store) -> Option<(String, usize)> {
    let Change { what, stories } = from.pop()?;
    let stories: Vec<_> = stories.into_iter().map(|(story, marks)| (story, store.set_marks(story, marks))).collect();
    let told = (what.clone(), stories.len());
    to.push(Change { what, stories });
    Some(told)
}

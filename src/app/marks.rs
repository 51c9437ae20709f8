//! What can be gone back to: changes of state (marks, tags, notes, of one story or many), and where one has been.

use super::jumps::Jumps;
use crate::article::{ArticleId, ReadingChange, Turn};
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

/// What was changed together.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    number: i64,
    what: String,
    turns: Vec<Turn>,
}

/// A change of states that is to be kept on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Names the change. Those of this session count from 1; one of an earlier session has its negative number there.
    pub number: i64,
    /// What was done, in a word: `read`.
    pub what: String,
    /// Whether it was made, taken back or made again.
    pub step: Step,
    /// What is set of each article, and what was there before.
    pub turns: Vec<Turn>,
}

/// What happens to a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is made.
    Done,
    /// It is taken back.
    Undone,
    /// It is made again.
    Redone,
}

/// The changes made, and those taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    done: Vec<Change>,
    undone: Vec<Change>,
    n_made: i64,
    /// What is to be kept on disk and was not told yet.
    untold: Vec<Deed>,
}

impl Journal {
    /// Changes the states of stories; what is already so is left out. Returns how many changed.
    pub fn change(
        &mut self,
        store: &mut Store,
        what: &str,
        stories: impl IntoIterator<Item = StoryIdx>,
        change: &ReadingChange,
    ) -> usize {
        let mut turns = Vec::new();
        for story in stories {
            let before = store.reading(story);
            let after = before.with(change);
            if let Some(turn) = Turn::between(ArticleId(store.id(story).to_owned()), &before, &after) {
                store.set_reading(story, &after);
                turns.push(turn);
            }
        }
        let n_changed = turns.len();
        if n_changed > 0 {
            self.undone.clear();
            self.n_made += 1;
            let change = Change { number: self.n_made, what: what.to_owned(), turns };
            self.tell(&change, Step::Done, change.turns.clone());
            self.done.push(change);
            self.done.drain(..self.done.len().saturating_sub(MOST_KEPT));
        }
        n_changed
    }

    /// Takes the last change back; what it was, and how many stories it concerned.
    pub fn undo(&mut self, store: &mut Store) -> Option<(String, usize)> {
        let change = last_known(&mut self.done, store)?;
        let back: Vec<Turn> = change.turns.iter().cloned().rev().map(Turn::reversed).collect();
        turn(store, &back);
        self.tell(&change, Step::Undone, back);
        let told = (change.what.clone(), change.turns.len());
        self.undone.push(change);
        Some(told)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, store: &mut Store) -> Option<(String, usize)> {
        let change = last_known(&mut self.undone, store)?;
        turn(store, &change.turns);
        self.tell(&change, Step::Redone, change.turns.clone());
        let told = (change.what.clone(), change.turns.len());
        self.done.push(change);
        Some(told)
    }

    /// Takes in a change of an earlier session: what has been done in this one comes after it.
    pub fn recall(&mut self, number: i64, what: &str, turns: Vec<Turn>, undone: bool) {
        let change = Change { number: -number, what: what.to_owned(), turns };
        if !undone {
            let n_earlier = self.done.iter().take_while(|change| change.number < 0).count();
            self.done.insert(n_earlier, change);
        } else if self.n_made == 0 {
            self.undone.insert(0, change); // the first one to be taken back was the latest
        }
    }

    /// What is to be kept on disk since this was asked last.
    pub fn take_untold(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.untold)
    }

    fn tell(&mut self, change: &Change, step: Step, turns: Vec<Turn>) {
        self.untold.push(Deed { number: change.number, what: change.what.clone(), step, turns });
    }
}

/// The last change that concerns a story which is there. One of an earlier session may concern none.
fn last_known(changes: &mut Vec<Change>, store: &Store) -> Option<Change> {
    let is_known = |change: &Change| change.turns.iter().any(|turn| store.find(&turn.article).is_some());
    changes.iter().rposition(is_known).map(|at| changes.remove(at))
}

/// Sets what each turn sets, and nothing else: another newsdesk may have changed it since.
fn turn(store: &mut Store, turns: &[Turn]) {
    for turn in turns {
        if let Some(story) = store.find(&turn.article) {
            store.set_reading(story, &store.reading(story).with(&turn.after()));
        }
    }
}

//! Marks: read, starred, later, of one story or of all that are selected; undo and redo.

use super::{Effect, Mark, Move, Notice, Pane, State, added, navigate};
use crate::article::{Marks, ReadingChange};
use crate::store::StoryIdx;

/// Does one of the marks' actions.
pub fn act(state: &mut State, mark: Mark) -> Vec<Effect> {
    match mark {
        Mark::Read => toggle(
            state,
            ("read", "unread"),
            |marks| marks.read,
            |read| match read {
                true => ReadingChange::to_read(),
                false => ReadingChange { read: Some(false), ..ReadingChange::default() },
            },
        ),
        Mark::Star => toggle(
            state,
            ("starred", "no star"),
            |marks| marks.starred,
            |starred| ReadingChange { starred: Some(starred), ..ReadingChange::default() },
        ),
        Mark::Later => toggle(
            state,
            ("for later", "not for later"),
            |marks| marks.later,
            |later| ReadingChange { later: Some(later), ..ReadingChange::default() },
        ),
        Mark::AllRead => all_read(state),
        Mark::Note => return added::edit_note(state),
        Mark::Tags => added::ask_tags(state),
        Mark::Undo => turn_back(state, false),
        Mark::Redo => turn_back(state, true),
        Mark::Select => select(state),
        Mark::SelectAll => select_all(state),
    }
    Vec::new()
}

/// Changes states so that it can be undone; how many stories changed.
pub fn change(
    state: &mut State,
    what: &str,
    stories: impl IntoIterator<Item = StoryIdx>,
    change: &ReadingChange,
) -> usize {
    let n_changed = state.history.journal.change(&mut state.news.store, what, stories, change);
    state.results.recount(&mut state.news.store);
    n_changed
}

/// The stories that an action concerns: those selected, else the one under the cursor.
pub fn concerned(state: &State) -> Vec<StoryIdx> {
    let picked = &state.list.picked;
    if picked.is_empty() {
        return state.selected().into_iter().collect();
    }
    state.results.selection.rows.iter().copied().filter(|story| picked.contains(story)).collect()
}

/// Sets a mark on all concerned stories, or lifts it where all of them have it.
fn toggle(state: &mut State, names: (&str, &str), is: fn(Marks) -> bool, set: fn(bool) -> ReadingChange) {
    let stories = concerned(state);
    let on = !stories.iter().all(|story| is(state.news.store.marks(*story)));
    let name = if on { names.0 } else { names.1 };
    let n_changed = change(state, name, stories, &set(on));
    tell(state, name, n_changed);
}

fn all_read(state: &mut State) {
    let stories = state.results.selection.rows.clone();
    let n_changed = change(state, "read", stories, &ReadingChange::to_read());
    tell(state, "read", n_changed);
}

/// Tells what became of how many stories, and how it is undone.
pub fn tell(state: &mut State, name: &str, n_changed: usize) {
    let undo = state.bindings.key(state.pane_keys(), super::Action::Mark(Mark::Undo));
    state.notice = Some(match n_changed {
        0 => Notice::done("nothing to change"),
        1 => Notice::done(format!("{name}; {undo} undoes it")),
        n => Notice::done(format!("{n} stories {name}; {undo} undoes it")),
    });
}

fn turn_back(state: &mut State, again: bool) {
    let (journal, store) = (&mut state.history.journal, &mut state.news.store);
    let changed = if again { journal.redo(store) } else { journal.undo(store) };
    let verb = if again { "redone" } else { "undone" };
    state.notice = Some(match changed {
        Some((what, 1)) => Notice::done(format!("{verb}: {what}")),
        Some((what, n)) => Notice::done(format!("{verb}: {what}, {n} stories")),
        None => Notice::done(format!("nothing to be {verb}")),
    });
    state.results.recount(&mut state.news.store);
}

fn select(state: &mut State) {
    let Some(story) = state.selected() else { return };
    if !state.list.picked.remove(&story) {
        state.list.picked.insert(story);
    }
    if state.screen.focus == Pane::List {
        navigate::step_list(state, Move::Down);
    }
}

fn select_all(state: &mut State) {
    let rows = &state.results.selection.rows;
    let all = rows.iter().all(|story| state.list.picked.contains(story));
    state.list.picked = if all { Default::default() } else { rows.iter().copied().collect() };
    let n_picked = state.list.picked.len();
    state.notice = Some(Notice::done(format!("{n_picked} selected")));
}

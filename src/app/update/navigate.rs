//! Moving: within panes, between stories, between panes and levels.

use super::{Action, Go, Move, Notice, Pane, State, entity, filter, jump, mark};
use crate::app::scroll;
use crate::article::ReadingChange;
use crate::store::StoryIdx;

/// A step in the focused pane.
pub fn step(state: &mut State, step: Move) {
    let height = state.height(state.screen.focus);
    match state.screen.focus {
        Pane::List => step_list(state, step),
        Pane::Reader => state.reader.step(step, height),
        Pane::Facets => state.facets.step(step, height),
        Pane::Cast => state.cast.step(step, height),
    }
}

/// A step in the list, whoever has the focus. A page of the list is what its window shows.
pub fn step_list(state: &mut State, step: Move) {
    let (n_rows, n_shown) = (state.results.selection.rows.len(), state.list.shown.n_rows());
    state.list.selected = scroll::step(state.list.selected, step, n_rows, n_shown);
}

/// From story to story, pane to pane, level to level.
pub fn go(state: &mut State, go: Go) {
    match go {
        Go::Open => open(state),
        Go::Back => back(state),
        Go::NextPane => turn(state, 1),
        Go::PrevPane => turn(state, -1),
        Go::NextStory => next_story(state, Move::Down),
        Go::PrevStory => next_story(state, Move::Up),
        Go::NextUnread => next_unread(state, true),
        Go::PrevUnread => next_unread(state, false),
        Go::NextSection => section(state, true),
        Go::PrevSection => section(state, false),
        Go::ReadOn => read(state, Move::PageDown),
        Go::ReadBack => read(state, Move::PageUp),
        Go::Entity => entity::open_chosen(state),
        Go::JumpBack => jump::jump(state, false),
        Go::JumpForward => jump::jump(state, true),
    }
}

fn open(state: &mut State) {
    match state.screen.focus {
        Pane::List => open_story(state),
        Pane::Reader => {
            let height = state.height(Pane::Reader);
            if !state.reader.toggle_fold(height) {
                state.notice = Some(Notice::done("nothing is folded here"));
            }
        }
        Pane::Facets | Pane::Cast => filter::choose(state),
    }
}

/// Opens the selected story: it has the focus and counts as read.
pub fn open_story(state: &mut State) {
    let Some(story) = state.selected() else { return };
    state.screen.focus = Pane::Reader;
    if state.news.store.marks(story).changed {
        state.reader.opened_changed = Some(story);
    }
    mark::change(state, "read", [story], &ReadingChange::to_read());
}

/// Selects and opens `story`; a filter that hides it is lifted.
pub fn show_story(state: &mut State, story: StoryIdx) {
    if state.results.row(story).is_none() {
        filter::clear(state);
    }
    if let Some(row) = state.results.row(story) {
        state.list.selected = row;
        open_story(state);
    }
}

/// One level out: zen, the focused pane, a selection, the query.
fn back(state: &mut State) {
    if state.screen.zen {
        state.screen.zen = false;
    } else if state.screen.focus != Pane::List {
        state.screen.focus = Pane::List;
    } else if !state.list.picked.is_empty() {
        state.list.picked.clear();
    } else if !state.results.query.is_empty() {
        filter::clear(state);
    }
}

/// To the next pane in order. Sidebars that are hidden come up where they have the focus.
fn turn(state: &mut State, steps: isize) {
    state.screen.zen = false;
    state.screen.focus = state.screen.focus.step(steps);
}

/// The story below or above. In the reader it counts as opened, in the list it does not.
fn next_story(state: &mut State, step: Move) {
    step_list(state, step);
    if state.screen.focus == Pane::Reader {
        open_story(state);
    }
}

fn next_unread(state: &mut State, forward: bool) {
    let (rows, selected) = (&state.results.selection.rows, state.list.selected);
    let is_unread = |at: &usize| !state.news.store.marks(rows[*at]).read;
    let found = if forward {
        (selected + 1..rows.len()).find(is_unread)
    } else {
        (0..selected.min(rows.len())).rev().find(is_unread)
    };
    let Some(found) = found else {
        let side = if forward { "below" } else { "above" };
        state.notice = Some(Notice::done(format!("nothing unread {side}")));
        return;
    };
    state.list.selected = found;
    if state.screen.focus == Pane::Reader {
        open_story(state);
    }
}

fn section(state: &mut State, forward: bool) {
    let height = state.height(Pane::Reader);
    if !state.reader.go_to_section(forward, height) {
        let end = if forward { "last" } else { "first" };
        state.notice = Some(Notice::done(format!("this is the {end} section")));
    }
}

/// Pages the reader, also from the list: a story can be read there without being opened.
fn read(state: &mut State, step: Move) {
    match state.screen.focus {
        Pane::List | Pane::Reader if state.layout().reader.is_some() => {
            let (height, before) = (state.height(Pane::Reader), state.reader.top);
            state.reader.step(step, height);
            if state.reader.top == before {
                tell_the_end(state, step);
            }
        }
        _ => self::step(state, step),
    }
}

fn tell_the_end(state: &mut State, step: Move) {
    let next = state.bindings.key(state.pane_keys(), Action::Go(Go::NextStory));
    state.notice = Some(Notice::done(match step {
        Move::PageDown => format!("the end of the story; {next} goes on to the next"),
        _ => "the start of the story".to_owned(),
    }));
}

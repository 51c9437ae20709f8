//! The story list: rows from the first shown to the end of the pane, or what to do where there are none.

use ratatui::layout::Rect;

use super::paint::{Canvas, Names};
use crate::app::State;
use crate::app::action::{Action, Desk};
use crate::app::advice::nothing_matches;
use crate::app::ink::Role;
use crate::app::layout::Area;
use crate::app::screen::Pane;
use crate::text::wrap::wrap;

/// Draws the list.
pub fn draw(state: &State, area: Area, canvas: &mut Canvas) {
    let rows = &state.results.selection.rows;
    let focused = state.shows_focus(Pane::List);
    let place = if rows.is_empty() { String::new() } else { format!("{}/{}", state.list.selected + 1, rows.len()) };
    let place = match state.list.n_new {
        0 => place,
        n_new => format!("{n_new} new {} {place}", state.settings.glyphs().dot),
    };
    canvas.head(area.head, ("Stories", focused), &place);
    if rows.is_empty() {
        return empty(state, area.body, canvas);
    }
    for ((_, line), y) in state.list.shown.lines().zip(area.body.y..area.body.bottom()) {
        canvas.line((area.body.x, y), area.body.width, line, Names::InList);
    }
}

/// Why there is no story, and the next key.
fn empty(state: &State, area: Rect, canvas: &mut Canvas) {
    let key = |action| state.bindings.key(state.pane_keys(), action).to_owned();
    let words = if state.news.loading {
        "Reading".to_owned()
    } else if state.news.store.is_empty() && !state.news.problems.is_empty() {
        format!("Nothing could be read. {} says why.", key(Action::Desk(Desk::Problems)))
    } else if state.news.store.is_empty() {
        "There are no stories here. Start newsdesk with the path of a file or folder.".to_owned()
    } else {
        nothing_matches(state)
    };
    let room = usize::from(area.width.saturating_sub(2));
    for (range, y) in wrap(&words, room).into_iter().zip(area.y + area.height.min(1)..area.bottom()) {
        canvas.words((area.x + 1, y), area.width.saturating_sub(2), &words[range], Role::Dim);
    }
}

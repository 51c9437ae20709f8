//! Views: chosen from a list, kept from the query that is shown.

use super::{Action, Effect, Move, Notice, State, filter, overlays};
use crate::app::action::Edit;
use crate::app::layer::{Layer, Purpose, Views};
use crate::app::scroll;
use crate::app::views::{View, name_of, named};

/// Opens the list of views, with what each shows now; the one that is shown is selected.
pub fn open(state: &mut State) {
    let counted = state.settings.views.iter().map(|view| {
        let (n_stories, n_unread) = state.news.store.count(&view.query, state.results.today);
        (view.clone(), n_stories, n_unread)
    });
    let counted: Vec<(View, usize, usize)> = counted.collect();
    if counted.is_empty() {
        state.notice = Some(Notice::done("there are no views: [views] in config.toml has their names and queries"));
        return;
    }
    let moves = [Move::Down, Move::Up].map(|step| step_keys(state, step)).concat();
    let mut views = Views::new(counted, moves);
    views.selected = views.rows.iter().position(|row| row.view.query == state.results.query).unwrap_or(0);
    state.layers.push(Layer::Views(views));
}

/// The characters that move so in the panes; they do here, too.
fn step_keys(state: &State, step: Move) -> Vec<char> {
    let mut keys: Vec<char> = Vec::new();
    for key in state.bindings.keys(Action::Move(step)) {
        let mut chars = key.chars();
        keys.extend(chars.next().filter(|c| chars.next().is_none() && c.is_alphanumeric()));
    }
    keys
}

/// A key while views are offered.
pub fn edit(state: &mut State, edit: Edit) {
    let Some(Layer::Views(views)) = state.layers.last_mut() else { return };
    let n_rows = views.rows.len();
    match edit {
        Edit::Accept => {
            let selected = views.selected;
            apply(state, selected);
        }
        Edit::Cancel => drop(state.layers.pop()),
        Edit::Down => views.selected = scroll::step(views.selected, Move::Down, n_rows, 1),
        Edit::Up => views.selected = scroll::step(views.selected, Move::Up, n_rows, 1),
        _ => {}
    }
}

/// A character while views are offered: it moves, or applies a view.
pub fn typed(state: &mut State, typed: char) {
    let step = [Move::Down, Move::Up].into_iter().find(|step| step_keys(state, *step).contains(&typed));
    let Some(Layer::Views(views)) = state.layers.last_mut() else { return };
    match step {
        Some(step) => views.selected = scroll::step(views.selected, step, views.rows.len(), 1),
        None => {
            let row = views.row_of(typed);
            row.into_iter().for_each(|row| apply(state, row));
        }
    }
}

fn apply(state: &mut State, row: usize) {
    let Some(Layer::Views(mut views)) = state.layers.pop() else { return };
    if row < views.rows.len() {
        let query = views.rows.swap_remove(row).view.query;
        filter::keeping_story(state, |state| state.results.ask(&state.news.store, query));
    }
}

/// Asks for a name for the query that is shown.
pub fn name_query(state: &mut State) {
    if state.results.query.is_empty() {
        state.notice = Some(Notice::done("everything is shown: filter first, then keep that as a view"));
        return;
    }
    let name = name_of(&state.settings.views, &state.results.query).unwrap_or_default().to_owned();
    overlays::open_prompt(state, Purpose::SaveView, &name);
}

/// The view of this name on the query that is shown, to be kept.
pub fn save(state: &mut State, name: &str) -> Vec<Effect> {
    match View::new(name, &state.results.query.to_string()) {
        Ok(view) => vec![Effect::SaveView(view)],
        Err(error) => {
            state.notice = Some(Notice::error(error.message));
            Vec::new()
        }
    }
}

/// Notes that a view is kept, and tells it.
pub fn saved(state: &mut State, view: View, place: &str) {
    let views = &mut state.settings.views;
    let text = match named(views, &view.name) {
        Some(old) if old.query == view.query => format!("{} is in {place}", view.name),
        Some(_) => format!("{} in {place} is this query now", view.name),
        None => format!("{} is a view now, in {place}", view.name),
    };
    match views.iter_mut().find(|own| own.name == view.name) {
        Some(own) => *own = view,
        None => views.push(view),
    }
    state.notice = Some(Notice::done(text));
}

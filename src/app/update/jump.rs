//! Back and forward over where one has been.

use super::{Notice, Pane, State, entity};
use crate::app::jumps::{Sight, Station};
use crate::app::layer::{EntityPage, Layer};

/// Notes where the user is now. What is only being typed is no place yet.
pub fn note(state: &mut State) {
    let is_place = state.layers.iter().all(|layer| matches!(layer, Layer::Entity(_)));
    if is_place {
        let here = here(state);
        state.history.jumps.note(here);
    }
}

/// Goes back to the place before, or forward again.
pub fn jump(state: &mut State, forward: bool) {
    note(state);
    let jumps = &mut state.history.jumps;
    match if forward { jumps.forward() } else { jumps.back() } {
        Some(station) => go_to(state, station),
        None => {
            let end = if forward { "this is where you came back from first" } else { "you have been nowhere before" };
            state.notice = Some(Notice::done(end));
        }
    }
}

fn here(state: &State) -> Station {
    let is_open = state.screen.focus == Pane::Reader || state.screen.zen;
    let page = state.layers.iter().rev().find_map(|layer| match layer {
        Layer::Entity(page) => Some((page.profile.key.clone(), page.selected)),
        _ => None,
    });
    Station {
        query: state.results.query.clone(),
        story: state.selected().filter(|_| is_open),
        entity: page,
        view: Sight {
            focus: state.screen.focus,
            zen: state.screen.zen,
            selected: state.selected(),
            top: state.reader.top,
        },
    }
}

fn go_to(state: &mut State, station: Station) {
    let Station { query, entity, view, .. } = station;
    state.layers.clear();
    if state.results.query != query {
        state.results.ask(&state.news.store, query);
    }
    let row = view.selected.and_then(|story| state.results.row(story));
    state.list.selected = row.unwrap_or(state.list.selected);
    (state.screen.focus, state.screen.zen) = (view.focus, view.zen);
    state.settle();
    state.reader.top = view.top;
    if let Some((key, selected)) = entity
        && let Some(profile) = entity::profile(state, &key)
    {
        let page = EntityPage { selected, ..EntityPage::new(profile) };
        state.layers.push(Layer::Entity(Box::new(page)));
    }
}

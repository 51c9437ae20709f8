//! `n` and `N`: to the next place that was searched for, that the query found, or where the story names who is chosen.

use super::{Action, Filter, Notice, Pane, State, filter};
use crate::app::action::KeyLayer;
use crate::app::reader::is_meant;
use crate::store::EntityKey;

/// To the next place, or the one before. In a sidebar it is of the name that is selected there; elsewhere of what was
/// searched or walked after last, else of what the query found, else of the name that is selected in the story's
/// sidebar.
pub fn next(state: &mut State, forward: bool) {
    let chosen = match state.screen.focus {
        Pane::Facets => state.facets.item().and_then(|item| item.facet.entity()),
        Pane::Cast => state.cast.item().and_then(|item| item.facet.entity()),
        Pane::List if state.layout().reader.is_none() => {
            state.notice = Some(Notice::done("open a story first"));
            return;
        }
        Pane::List | Pane::Reader => return next_in_reader(state, forward),
    };
    match chosen {
        Some(key) => walk(state, key, forward),
        None => filter::choose_first(state),
    }
}

fn next_in_reader(state: &mut State, forward: bool) {
    let store = &state.news.store;
    let walked = state.reader.walk.as_ref().map(|walk| walk.key.clone());
    let story = state.reader.story.map(|story| store.story(story).article);
    let is_named =
        |key: &EntityKey| story.as_ref().is_some_and(|story| story.entities.iter().any(|named| is_meant(key, named)));
    if let Some(key) = walked.filter(is_named) {
        return walk(state, key, forward);
    }
    let is_searched = !state.reader.needle.is_empty();
    if is_searched || !state.reader.page.matches.is_empty() {
        let height = state.height(Pane::Reader);
        let found = state.reader.go_to_next_match(forward, height);
        return tell_match(state, found);
    }
    state.settle_cast();
    match state.cast.item().and_then(|item| item.facet.entity()) {
        Some(key) => walk(state, key, forward),
        None => {
            let search = state.bindings.key(KeyLayer::Reader, Action::Filter(Filter::Search));
            state.notice = Some(Notice::done(match state.reader.story {
                Some(_) => format!("no name to go to: {search} in the reader searches the story"),
                None => "no story is open".to_owned(),
            }));
        }
    }
}

/// Which of the matches this is, and of what.
pub fn tell_match(state: &mut State, found: Option<(usize, usize)>) {
    let words = state.reader.match_words().unwrap_or(&state.reader.needle);
    state.notice = Some(Notice::done(match found {
        Some((at, of)) => format!("\"{words}\": {at} of {of}"),
        None => format!("\"{words}\" is not in this story"),
    }));
}

/// To the next place where the story names somebody. Where the reader has no room beside the sidebar, it gets the
/// focus.
fn walk(state: &mut State, key: EntityKey, forward: bool) {
    let name = name(state, &key);
    if !state.reader.walk_after(&state.news.store, key) {
        state.notice = Some(Notice::done(format!("{name} is not named in this story")));
        return;
    }
    if state.layout().reader.is_none() {
        state.screen.focus = Pane::Reader;
    }
    state.settle();
    let height = state.height(Pane::Reader);
    state.notice = Some(Notice::done(match state.reader.go_to_next_place(&state.news.store, forward, height) {
        Some((at, of)) => format!("{name}: {at} of {of}"),
        None => format!("{name} stands beside the text only, among authors or tags"),
    }));
}

fn name(state: &State, key: &EntityKey) -> String {
    let name = state.news.store.facet(&key.term()).map(|facet| facet.name).filter(|name| !name.is_empty());
    name.map_or_else(|| key.id.to_string(), |name| name.to_string())
}

//! Changing the query: by facets, by views, by order, by prompt. The selected story stays selected where it can.

use super::{Action, Filter, Go, Notice, Pane, State, mentions, overlays, views};
use crate::app::layer::Purpose;
use crate::article::EntityKind;
use crate::store::query::State as Is;
use crate::store::{Polarity, Query, StoryIdx, Term};

/// Does one of the query's actions.
pub fn act(state: &mut State, action: Filter) {
    match action {
        Filter::Search if state.screen.focus == Pane::Reader => overlays::open_prompt(state, Purpose::Search, ""),
        Filter::Search => open_filter(state),
        Filter::Edit => {
            let text = state.results.query.to_string();
            overlays::open_prompt(state, Purpose::Query, &text);
        }
        Filter::Clear => clear(state),
        Filter::Facets(kind) => go_to_kind(state, kind),
        Filter::Exclude => toggle(state, Polarity::Excluded),
        Filter::Either => toggle(state, Polarity::Either),
        Filter::All => view(state, None),
        Filter::Unread => view(state, Some(Is::Unread)),
        Filter::Starred => view(state, Some(Is::Starred)),
        Filter::Later => view(state, Some(Is::Later)),
        Filter::Archive => view(state, Some(Is::Archived)),
        Filter::Sort => sort(state),
        Filter::NextMatch => mentions::next(state, true),
        Filter::PrevMatch => mentions::next(state, false),
        Filter::Views => views::open(state),
        Filter::SaveView => views::name_query(state),
        Filter::Entity => toggle(state, Polarity::Included),
    }
}

/// The live filter: what is typed stands in place of the query's fuzzy words, the rest of it stays.
fn open_filter(state: &mut State) {
    if !matches!(state.screen.focus, Pane::List) && state.layout().list.is_none() {
        state.screen.focus = Pane::List;
    }
    let query = &state.results.query;
    let words: Vec<String> = query.words().into_iter().map(str::to_owned).collect();
    let included = |word: &&String| query.has(&Term::Word((*word).clone())) == Some(Polarity::Included);
    let own: Vec<&String> = words.iter().filter(included).collect();
    let rest = own.iter().fold(query.clone(), |query, word| query.without(&Term::Word((*word).clone())));
    overlays::open_prompt(state, Purpose::Filter(rest.to_string()), "");
}

/// Filters by what is selected in a sidebar; again lifts it. A "more" line shows more.
pub fn choose(state: &mut State) {
    let unfolded = match state.screen.focus {
        Pane::Facets => state.facets.unfold(),
        _ => state.cast.unfold(),
    };
    if !unfolded {
        toggle(state, Polarity::Included);
    }
}

fn toggle(state: &mut State, polarity: Polarity) {
    let item = match state.screen.focus {
        Pane::Facets => state.facets.item(),
        Pane::Cast => state.cast.item(),
        Pane::List | Pane::Reader => None,
    };
    let Some(facet) = item.map(|item| item.facet.clone()) else { return choose_first(state) };
    keeping_story(state, |state| state.results.toggle(&state.news.store, &facet, polarity));
}

/// Says how a name is chosen, where an action needs one.
pub fn choose_first(state: &mut State) {
    let key = |action| state.bindings.key(state.pane_keys(), action);
    let (companies, pane) = (key(Action::Filter(Filter::Facets(EntityKind::Company))), key(Action::Go(Go::NextPane)));
    let words = match state.screen.focus {
        Pane::List | Pane::Reader => format!("choose a name first: {companies} companies, {pane} next pane"),
        Pane::Facets | Pane::Cast => "this line is no name".to_owned(),
    };
    state.notice = Some(Notice::done(words));
}

fn go_to_kind(state: &mut State, kind: EntityKind) {
    state.screen.zen = false;
    let in_cast = state.screen.focus == Pane::Cast && state.cast.go_to(kind);
    if !in_cast {
        state.screen.focus = Pane::Facets;
        if !state.facets.go_to(kind) {
            state.notice = Some(Notice::done(format!("no {} in these stories", plural(kind))));
        }
    }
}

fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Company => "companies",
        EntityKind::Model => "models",
        EntityKind::Person => "people",
        EntityKind::Organization => "organizations",
        EntityKind::Policy => "policies",
    }
}

fn view(state: &mut State, is: Option<Is>) {
    keeping_story(state, |state| state.results.ask_state(&state.news.store, is));
}

fn sort(state: &mut State) {
    let mut name = "";
    keeping_story(state, |state| name = state.results.cycle_sort(&state.news.store));
    state.notice = Some(Notice::done(format!("order: {name}")));
}

/// Shows everything again.
pub fn clear(state: &mut State) {
    let was = state.results.query.to_string();
    keeping_story(state, |state| state.results.ask(&state.news.store, Query::default()));
    if !was.is_empty() {
        state.notice = Some(Notice::done(format!("no filter any more; it was: {was}")));
    }
}

/// Asks the same query of what is there now.
pub fn ask_again(state: &mut State) {
    let error = state.results.error.take();
    keeping_story(state, |state| {
        let query = state.results.query.clone();
        state.results.ask(&state.news.store, query);
    });
    state.results.error = error;
}

/// Shows what a prompt's text means; the best match is selected. While its last term is not a term yet, those before it
/// are shown.
pub fn ask_text(state: &mut State, text: &str) {
    let before = state.results.query.clone();
    state.results.ask_text(&state.news.store, text);
    if let Some(error) = state.results.error.take() {
        let finished = text.rfind(char::is_whitespace).map_or("", |blank| &text[..blank]);
        state.results.ask_text(&state.news.store, finished);
        state.results.error = Some(error);
    }
    if state.results.query != before {
        state.list.selected = 0;
    }
}

/// Asks in full what was given up for a key that was none of a query.
pub fn answer_late(state: &mut State) {
    if let Some(query) = state.results.late.take() {
        let error = state.results.error.take();
        state.results.ask(&state.news.store, query);
        state.results.error = error;
        state.list.selected = 0;
    }
}

/// Changes the query; the story that was selected stays so if it is still shown.
pub fn keeping_story(state: &mut State, change: impl FnOnce(&mut State)) {
    let touched = state.list.selected > 0 || state.screen.focus == Pane::Reader;
    let selected: Option<StoryIdx> = state.selected().filter(|_| touched || !state.news.loading);
    change(state);
    state.list.selected = selected.and_then(|story| state.results.row(story)).unwrap_or(0);
    state.list.n_new = 0;
}

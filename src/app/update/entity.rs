//! Pages of entities: opened for what is chosen, walked through, left for another page or a story.

use super::{Action, Desk, Effect, Filter, Go, Move, Notice, Pane, State, filter, jump, navigate, overlays, take_over};
use crate::app::action::{Edit, Share};
use crate::app::entity_page::{self, PageLine};
use crate::app::layer::{EntityPage, Layer, Names, Target};
use crate::app::{overlay, scroll};
use crate::insight::Profile;
use crate::store::{EntityKey, Facet, Polarity, Query};

/// Opens the page of the chosen entity; where none is chosen, the choice.
pub fn open_chosen(state: &mut State) {
    let item = match state.screen.focus {
        Pane::Facets => state.facets.item().map(|item| item.facet.entity()),
        Pane::Cast => state.cast.item().map(|item| item.facet.entity()),
        Pane::Reader => state.reader.walk.as_ref().filter(|walk| walk.at.is_some()).map(|walk| Some(walk.key.clone())),
        Pane::List => None,
    };
    match item {
        Some(Some(key)) => open(state, &key),
        Some(None) => state.notice = Some(Notice::done("topics and sources have no page")),
        None => choose(state),
    }
}

/// The profile of an entity, as far as there is something to say.
pub fn profile(state: &State, key: &EntityKey) -> Option<Profile> {
    Profile::new(&state.news.store, key)
}

fn open(state: &mut State, key: &EntityKey) {
    let Some(profile) = profile(state, key) else {
        state.notice = Some(Notice::done("nothing is known of this name"));
        return;
    };
    jump::note(state);
    state.layers.retain(|layer| !matches!(layer, Layer::Entity(_)));
    state.layers.push(Layer::Entity(Box::new(EntityPage::new(profile))));
}

/// Offers names: those of the story, and all others for what is typed.
fn choose(state: &mut State) {
    state.settle_cast();
    let near: Vec<Facet> = state.cast.all().filter(|facet| facet.entity().is_some()).cloned().collect();
    let everything = state.news.store.select(&Query::default(), state.results.today);
    let mut all: Vec<Facet> = everything.facets.entities().collect();
    all.sort_by_key(|facet| std::cmp::Reverse(facet.n_stories));
    if all.is_empty() {
        state.notice = Some(Notice::done("these stories name nobody"));
        return;
    }
    state.layers.push(Layer::Names(Names::new(near, all)));
}

/// A key while names are offered.
pub fn edit_names(state: &mut State, edit: Edit) {
    let store = &state.news.store;
    let Some(Layer::Names(names)) = state.layers.last_mut() else { return };
    let rows = names.rows(store);
    let n_rows = rows.len();
    match edit {
        Edit::Accept => {
            let chosen = rows.get(names.selected).and_then(|facet| facet.entity());
            state.layers.pop();
            if let Some(key) = chosen {
                open(state, &key);
            }
        }
        Edit::Cancel => drop(state.layers.pop()),
        Edit::Down => names.selected = scroll::step(names.selected, Move::Down, n_rows, 1),
        Edit::Up => names.selected = scroll::step(names.selected, Move::Up, n_rows, 1),
        edit => {
            if names.edit.edit(edit) {
                names.selected = 0;
            }
        }
    }
}

/// An action while a page is open.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Move(step) => move_on(state, step),
        Action::Go(Go::ReadOn) => move_on(state, Move::PageDown),
        Action::Go(Go::ReadBack) => move_on(state, Move::PageUp),
        Action::Go(Go::NextPane) => move_on(state, Move::Down),
        Action::Go(Go::PrevPane) => move_on(state, Move::Up),
        Action::Go(Go::Open | Go::Entity) => follow(state, action),
        Action::Go(Go::JumpBack) => jump::jump(state, false),
        Action::Go(Go::JumpForward) => jump::jump(state, true),
        Action::Filter(Filter::Entity) => filter_by(state, Polarity::Included),
        Action::Filter(Filter::Exclude) => filter_by(state, Polarity::Excluded),
        Action::Filter(Filter::Either) => filter_by(state, Polarity::Either),
        Action::Share(Share::TakeOver) => return take_over::take_over(state),
        Action::Desk(Desk::Help) => overlays::open_help(state),
        Action::Desk(Desk::Palette) => overlays::open_palette(state),
        Action::Go(Go::Back) | Action::Desk(Desk::Quit) => drop(state.layers.pop()),
        _ => {}
    }
    Vec::new()
}

fn page(state: &mut State) -> Option<&mut EntityPage> {
    match state.layers.last_mut() {
        Some(Layer::Entity(page)) => Some(page),
        _ => None,
    }
}

/// The lines of the page on top, and how many of them are seen.
fn lines(state: &State, page: &EntityPage) -> (Vec<PageLine>, usize) {
    let inside = overlay::inside(&state.layout());
    let size = (usize::from(inside.width), usize::from(inside.height));
    (entity_page::lines(&page.profile, &state.news.store, size, state.settings.glyphs()), size.1)
}

fn move_on(state: &mut State, step: Move) {
    let Some(Layer::Entity(mut page)) = state.layers.pop() else { return };
    let (lines, height) = lines(state, &page);
    page.step(step, &lines, height);
    state.layers.push(Layer::Entity(page));
}

/// Selects what is in a line of the page's window; another one's page opens at once.
pub fn point_at(state: &mut State, line: usize) {
    let Some(Layer::Entity(mut page)) = state.layers.pop() else { return };
    let (lines, _) = lines(state, &page);
    let is_selected = page.select_line(&lines, page.top + line);
    state.layers.push(Layer::Entity(page));
    if is_selected {
        follow(state, Action::Go(Go::Entity));
    }
}

/// Keeps the page's scroll in its window, and its profile up to date when stories came in.
pub fn settle(state: &mut State, is_new: bool) {
    let Some(at) = state.layers.iter().position(|layer| matches!(layer, Layer::Entity(_))) else { return };
    let Layer::Entity(mut page) = state.layers.remove(at) else { return };
    if is_new && let Some(profile) = profile(state, &page.profile.key) {
        page.profile = profile;
    }
    let (lines, height) = lines(state, &page);
    page.settle(&lines, height);
    state.layers.insert(at, Layer::Entity(page));
}

/// To what is selected: another page, or a story.
fn follow(state: &mut State, action: Action) {
    let Some(Layer::Entity(page)) = state.layers.last() else { return };
    let (lines, _) = lines(state, page);
    let target = page.line(&lines).and_then(|line| lines[line].target.clone());
    match target {
        Some(Target::Entity(key)) => open(state, &key),
        Some(Target::Story(story)) if action == Action::Go(Go::Open) => {
            let key = page.profile.key.clone();
            jump::note(state);
            state.layers.pop();
            if state.results.row(story).is_none() {
                let query = Query::default().with(key.term(), Polarity::Included);
                state.results.ask(&state.news.store, query);
            }
            state.list.selected = state.results.row(story).unwrap_or(0);
            navigate::open_story(state);
        }
        _ => {}
    }
}

/// Filters the list by the entity, or leaves it out; the page closes.
fn filter_by(state: &mut State, polarity: Polarity) {
    let Some(key) = page(state).map(|page| page.profile.key.clone()) else { return };
    jump::note(state);
    state.layers.pop();
    filter::keeping_story(state, |state| {
        let query = state.results.query.with(key.term(), polarity);
        state.results.ask(&state.news.store, query);
    });
    state.screen.zen = false;
    state.screen.focus = Pane::List;
}

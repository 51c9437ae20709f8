//! What happens to the state: one event in, the changed state and the wishes to the outside out.
//!
//! Reads no clock, spawns nothing, blocks on nothing, prints nothing. `navigate`, `filter`, `mark`, `added`,
//! `share`, `overlays`, `views`, `entity`, `mentions`, `mouse` and `jump` each do one family of actions.

mod added;
mod complete;
mod entity;
mod filter;
mod full_text;
mod jump;
mod keep;
mod library;
mod mark;
mod mentions;
mod mouse;
mod navigate;
mod overlays;
mod reload;
mod share;
mod take_over;
mod views;

use super::action::{Action, Desk, Edit, Filter, Go, Mark, Move, View};
use super::effect::Effect;
use super::event::{Event, KnownNames, Loaded};
use super::hints;
use super::layout::layout;
use super::notice::Notice;
use super::refresh::{self, Ask};
use super::screen::{Pane, Screen};
use super::state::State;
use super::texts;
pub use filter::ask_again;

/// Does what follows from `event`.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    if let Event::Arrived(documents) = event {
        state.news.take_in(documents);
        return Vec::new();
    }
    let is_new = matches!(event, Event::Loaded(_) | Event::TakenOver(..));
    let is_step = is_step(state, &event);
    if !is_typed(&event) {
        filter::answer_late(state);
    }
    if !is_of_the_user(&event) {
        state.reader.forget_near();
    }
    let may_hint = matches!(event, Event::Act(_) | Event::LoadEnded);
    let mut effects = match event {
        Event::Act(action) => act(state, action),
        Event::Typed(c) => overlays::typed(state, c.encode_utf8(&mut [0; 4])),
        Event::Pasted(text) => overlays::typed(state, &text),
        Event::Mouse(mouse) => mouse::act(state, mouse),
        Event::Library(told) => library::take(state, told),
        event => {
            happened(state, event);
            Vec::new()
        }
    };
    if !is_step {
        state.list.shown.forget();
    }
    state.settle();
    entity::settle(state, is_new);
    jump::note(state);
    effects.extend(texts::ask(state));
    effects.extend(may_hint.then(|| hint(state)).flatten());
    keep::before(state, effects)
}

/// Tells the hint that belongs to where the user is now, if nothing else is told or asked, and no progress that it
/// might cover.
fn hint(state: &mut State) -> Option<Effect> {
    let hint = hints::here(state);
    let has_progress = state.news.loading || state.news.refreshing.is_some();
    if state.notice.is_some() || !state.layers.is_empty() || has_progress || !state.screen.hints.take(hint) {
        return None;
    }
    state.notice = Some(Notice::done(hint.words(state)));
    Some(Effect::Hinted(hint))
}

/// Whether the user does it: no story gets another text by that.
fn is_of_the_user(event: &Event) -> bool {
    matches!(event, Event::Act(_) | Event::Typed(_) | Event::Pasted(_) | Event::Mouse(_))
}

/// What is not of the user's doing changes the state and asks for nothing.
fn happened(state: &mut State, event: Event) {
    match event {
        Event::Act(_) | Event::Typed(_) | Event::Pasted(_) | Event::Mouse(_) => {}
        Event::Arrived(_) | Event::Library(_) | Event::Unanswered => {}
        Event::Resized(size) => state.screen.size = size,
        Event::Loaded(documents) => load(state, documents),
        Event::LoadEnded => {
            library::release(state);
            load(state, Vec::new());
            state.news.loading = false;
        }
        Event::Read(percent) => state.news.percent = Some(percent),
        Event::Known(KnownNames(lexicon)) => state.news.store.learn(lexicon),
        Event::Today(today) => {
            state.results.today = today;
            filter::ask_again(state);
        }
        Event::TakenOver(names, place) => take_over::taken(state, &names, &place),
        Event::Readings(readings) => keep::take_in(state, readings),
        Event::Noted(article, text) => added::noted(state, &article, &text),
        Event::Reloaded(reloaded) => reload::take(state, *reloaded),
        Event::ViewSaved(view, place) => views::saved(state, view, &place),
        Event::Told(notice) => state.notice = Some(notice),
    }
}

/// Whether it changes nothing in the list but which row is selected.
fn is_step(state: &State, event: &Event) -> bool {
    matches!(event, Event::Act(Action::Move(_))) && state.layers.is_empty() && state.results.late.is_none()
}

/// Whether it changes what is typed, and so most likely the query.
fn is_typed(event: &Event) -> bool {
    let edits = |edit: &Edit| !matches!(edit, Edit::Accept | Edit::Complete | Edit::CompleteBack);
    match event {
        Event::Typed(_) | Event::Pasted(_) => true,
        Event::Act(Action::Edit(edit)) => edits(edit),
        _ => false,
    }
}

/// Takes articles in; the selected story stays selected while others come in around it.
fn load(state: &mut State, documents: Vec<Loaded>) {
    let (selected, row, first) = (state.selected(), state.list.selected, state.results.story(state.list.top));
    let (top, n_new) = (state.list.top, state.list.n_new);
    state.news.take_in(documents);
    if state.reader.story.is_some_and(|story| state.news.arrived.contains(&story)) {
        state.reader.renew();
    }
    state.news.list();
    filter::ask_again(state);
    if selected.is_some() && selected == state.selected() {
        let n_above = first.and_then(|story| state.results.row(story)).map_or(0, |row| row.saturating_sub(top));
        state.list.stay(row, n_new + n_above);
    }
}

/// An action: the layer on top has the first word, then the panes.
fn act(state: &mut State, action: Action) -> Vec<Effect> {
    state.notice = None;
    if let Some(effects) = overlays::act(state, action) {
        return effects;
    }
    match action {
        Action::Move(step) => navigate::step(state, step),
        Action::Go(go) => navigate::go(state, go),
        Action::Mark(mark) => return mark::act(state, mark),
        Action::Filter(action) => filter::act(state, action),
        Action::View(view) => show(state, view),
        Action::Share(share) => return share::act(state, share),
        Action::Edit(_) => {}
        Action::Desk(desk) => return program(state, desk),
    }
    Vec::new()
}

fn show(state: &mut State, view: View) {
    let screen = &mut state.screen;
    match view {
        View::RowSection => {
            let shown = state.list.cycle_under(!state.results.sought.is_empty());
            state.notice = Some(Notice::done(format!("under each row: {shown}")));
        }
        View::Zen => {
            screen.zen = !screen.zen;
            screen.focus = Pane::Reader;
        }
        View::Narrower => widen(screen, -1),
        View::Wider => widen(screen, 1),
        View::Sidebars => {
            screen.sidebars = !screen.sidebars;
            if !screen.sidebars && matches!(screen.focus, Pane::Facets | Pane::Cast) {
                screen.focus = Pane::List;
            }
        }
    }
}

/// A step that changes nothing, because a pane has its least or its most, is not taken.
fn widen(screen: &mut Screen, steps: i16) {
    let wider = Screen { wider: screen.wider + steps, ..*screen };
    if layout(&wider) != layout(screen) {
        *screen = wider;
    }
}

fn program(state: &mut State, desk: Desk) -> Vec<Effect> {
    match desk {
        Desk::Palette => overlays::open_palette(state),
        Desk::Help => overlays::open_help(state),
        Desk::Problems => overlays::open_problems(state),
        Desk::Refresh => return refresh::ask_selected(state),
        Desk::RefreshAll => return refresh::ask(state, Ask::All),
        Desk::FullText => return full_text::ask(state),
        Desk::Reload => return vec![Effect::Reload],
        Desk::Redraw => return vec![Effect::Redraw],
        Desk::Suspend => return vec![Effect::Suspend],
        Desk::Quit if state.screen.zen || state.screen.focus != Pane::List => navigate::go(state, Go::Back),
        Desk::Quit | Desk::QuitNow => return vec![Effect::Quit],
    }
    Vec::new()
}

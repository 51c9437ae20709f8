//! The mouse: a click puts focus and selection where it is, and chooses in sidebars and overlays; the wheel scrolls
//! what is under it. Neither opens a story, and so nothing is marked.

use ratatui::layout::{Position, Rect};

use super::{Action, Effect, Move, Pane, State, complete, entity, filter, overlays};
use crate::app::action::Edit;
use crate::app::event::{Gesture, Mouse};
use crate::app::layer::Layer;
use crate::app::layout::Layout;
use crate::app::{overlay, status};

/// Lines that a notch of the wheel scrolls: what most programs do.
const NOTCH: usize = 3;
/// Rows of the list, which may have several lines each.
const NOTCH_ROWS: usize = 2;

/// Does what a click or the wheel asks for.
pub fn act(state: &mut State, Mouse { gesture, at }: Mouse) -> Vec<Effect> {
    let layout = state.layout();
    if layout.too_small {
        return Vec::new();
    }
    match gesture {
        Gesture::Click => click(state, &layout, at),
        Gesture::WheelUp => wheel(state, &layout, at, Move::Up),
        Gesture::WheelDown => wheel(state, &layout, at, Move::Down),
    }
}

/// A click on the message takes it away, as any key does.
fn click(state: &mut State, layout: &Layout, at: Position) -> Vec<Effect> {
    let message = status::message(state, layout);
    state.notice = None;
    if message.is_some_and(|message| message.over.contains(at)) {
        return Vec::new();
    }
    match state.layers.last() {
        None => click_pane(state, layout, at),
        Some(Layer::Hints(_)) => drop(state.layers.pop()),
        Some(Layer::Prompt(prompt)) => match &prompt.completing {
            Some(completing) => {
                let row = completing.row_at(layout, at);
                row.into_iter().for_each(|row| complete::choose(state, row));
            }
            None if state.results.error.is_none() && pane_at(layout, at) == Some(Pane::List) => {
                select_row(state, layout, at)
            }
            None => {}
        },
        Some(_) => return click_overlay(state, layout, at),
    }
    Vec::new()
}

/// The pane at a place, its title with it.
fn pane_at(layout: &Layout, at: Position) -> Option<Pane> {
    layout.panes().into_iter().find(|pane| layout.area(*pane).is_some_and(|area| area.whole().contains(at)))
}

/// The line of `area` at a place.
fn line_at(area: Rect, at: Position) -> Option<usize> {
    area.contains(at).then(|| usize::from(at.y - area.y))
}

fn click_pane(state: &mut State, layout: &Layout, at: Position) {
    let Some(pane) = pane_at(layout, at) else { return };
    let line = layout.area(pane).and_then(|area| line_at(area.body, at));
    match pane {
        Pane::List => select_row(state, layout, at),
        Pane::Reader => {}
        Pane::Facets | Pane::Cast => {
            let tally = if pane == Pane::Facets { &mut state.facets } else { &mut state.cast };
            let is_chosen = line.is_some_and(|line| tally.select_line(line));
            state.screen.focus = pane;
            if is_chosen {
                filter::choose(state);
            }
        }
    }
    state.screen.focus = pane;
}

fn select_row(state: &mut State, layout: &Layout, at: Position) {
    let line = layout.list.and_then(|area| line_at(area.body, at));
    if let Some(row) = line.and_then(|line| state.row_at(line)) {
        state.list.selected = row;
    }
}

fn click_overlay(state: &mut State, layout: &Layout, at: Position) -> Vec<Effect> {
    let (content, inside) = (overlay::content(layout), overlay::inside(layout));
    let row = |area: Rect, selected: usize, n_rows: usize| {
        let row = overlay::first_row(selected, area) + line_at(area, at)?;
        (row < n_rows).then_some(row)
    };
    let chosen = match state.layers.last_mut() {
        Some(Layer::Palette(palette)) => {
            let row = row(content, palette.selected, palette.rows(&state.bindings).len());
            row.map(|row| palette.selected = row)
        }
        Some(Layer::Names(names)) => {
            let row = row(content, names.selected, names.rows(&state.news.store).len());
            row.map(|row| names.selected = row)
        }
        Some(Layer::Views(views)) => row(inside, views.selected, views.rows.len()).map(|row| views.selected = row),
        Some(Layer::Problems(_)) => {
            line_at(content, at).into_iter().for_each(|line| overlays::point_at_problem(state, line));
            None
        }
        Some(Layer::Entity(_)) => {
            line_at(inside, at).into_iter().for_each(|line| entity::point_at(state, line));
            None
        }
        _ => None,
    };
    chosen.map(|()| super::act(state, Action::Edit(Edit::Accept))).unwrap_or_default()
}

/// Scrolls what is under the wheel; in overlays that are chosen from it moves the selection.
fn wheel(state: &mut State, layout: &Layout, at: Position, step: Move) -> Vec<Effect> {
    match state.layers.last() {
        None => wheel_pane(state, layout, at, step),
        Some(Layer::Prompt(prompt)) if prompt.completing.is_none() => wheel_pane(state, layout, at, step),
        Some(Layer::Prompt(_) | Layer::Hints(_)) => {}
        Some(Layer::Help(_)) => (0..NOTCH).for_each(|_| overlays::scroll_sheet(state, step)),
        Some(Layer::Problems(_)) => overlays::scroll_sheet(state, step),
        Some(Layer::Entity(_)) => drop(entity::act(state, Action::Move(step))),
        Some(Layer::Palette(_) | Layer::Names(_) | Layer::Views(_)) => {
            let edit = if step == Move::Up { Edit::Up } else { Edit::Down };
            return overlays::act(state, Action::Edit(edit)).unwrap_or_default();
        }
    }
    Vec::new()
}

fn wheel_pane(state: &mut State, layout: &Layout, at: Position, step: Move) {
    let Some(pane) = pane_at(layout, at) else { return };
    let height = state.height(pane);
    match pane {
        Pane::List => (0..NOTCH_ROWS).for_each(|_| state.scroll_list(step == Move::Down)),
        Pane::Reader => (0..NOTCH).for_each(|_| state.reader.step(step, height)),
        Pane::Facets => state.facets.scroll(NOTCH, step == Move::Down, height),
        Pane::Cast => state.cast.scroll(NOTCH, step == Move::Down, height),
    }
}

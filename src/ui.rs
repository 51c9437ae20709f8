//! The state as a picture: one widget per file, each a function of the state, the theme and its place in the buffer.
//!
//! Nothing learned here flows back. Where things stand is `app::layout`'s to say, what a line says `app`'s, what a kind
//! of text looks like the theme's.

mod ascii;
mod entity;
mod list;
mod overlay;
mod paint;
mod query_line;
mod reader;
mod sidebar;
mod status;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::app::layer::Layer;
use crate::app::layout::Layout;
use crate::app::screen::Pane;
use crate::config::theme::Theme;

/// Draws all of the screen into `buffer`, from the panes at the bottom to the layer on top.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let layout = state.layout();
    let inside = layout.query.union(layout.middle).union(layout.status);
    if buffer.area.intersection(inside) != inside {
        return; // a frame of another size than the state knows: the next one fits
    }
    if layout.too_small {
        return paint::card(buffer, layout.middle, theme);
    }
    let canvas = &mut paint::Canvas { buffer, theme, glyphs: state.settings.glyphs() };
    panes(state, &layout, canvas);
    query_line::draw(state, &layout, canvas);
    status::draw(state, &layout, canvas);
    for layer in &state.layers {
        match layer {
            Layer::Prompt(prompt) => query_line::below(prompt, state, &layout, canvas),
            Layer::Palette(palette) => overlay::palette(state, palette, &layout, canvas),
            Layer::Help(help) => overlay::help(state, help, &layout, canvas),
            Layer::Problems(selected) => overlay::problems(state, *selected, &layout, canvas),
            Layer::Views(views) => overlay::views(views, &layout, canvas),
            Layer::Names(names) => entity::names(state, names, &layout, canvas),
            Layer::Entity(page) => entity::page(state, page, &layout, canvas),
            Layer::Hints(hints) => reader::hints(state, hints, &layout, canvas),
        }
    }
    if state.settings.ascii {
        ascii::plain(buffer);
    }
}

fn panes(state: &State, layout: &Layout, canvas: &mut paint::Canvas) {
    for pane in layout.panes() {
        let Some(area) = layout.area(pane) else { continue };
        match pane {
            Pane::Facets => sidebar::facets(state, area, canvas),
            Pane::List => list::draw(state, area, canvas),
            Pane::Reader => reader::draw(state, area, canvas),
            Pane::Cast => sidebar::cast(state, area, canvas),
        }
        between(layout.middle, area.whole(), canvas);
    }
}

/// The line to the right of a pane that does not end at the screen's edge.
fn between(middle: Rect, pane: Rect, canvas: &mut paint::Canvas) {
    if pane.right() >= middle.right() {
        return;
    }
    let glyphs = canvas.glyphs;
    for y in pane.top()..pane.bottom() {
        let sign = if y == middle.top() { glyphs.joint } else { glyphs.lines.0 };
        canvas.border(pane.right(), y, sign);
    }
}

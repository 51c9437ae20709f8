//! The reader: the page's lines from the first shown; letters on links while hints are asked for.

use ratatui::layout::Rect;

use super::paint::{Canvas, Names};
use crate::app::State;
use crate::app::ink::{Ink, Line, Role};
use crate::app::layer::Hints;
use crate::app::layout::{Area, Layout};
use crate::app::screen::Pane;
use crate::text::width::width;

/// Columns of the line that shows how far the story is read: few, so that it changes seldom.
const TRACK: usize = 10;
/// Columns of a pane from which on there is room for that line.
const TRACK_FROM: u16 = 36;

/// Draws the story.
pub fn draw(state: &State, area: Area, canvas: &mut Canvas) {
    let focused = state.shows_focus(Pane::Reader);
    let height = usize::from(area.body.height);
    let reader = &state.reader;
    let title = reader.story.filter(|_| reader.top > 0).map(|story| state.news.store.head(story).title.to_owned());
    let title = (title.as_deref().unwrap_or("Story"), focused);
    match reader.percent(height) {
        Some(percent) => progress(percent, title, area.head, canvas),
        None => canvas.head(area.head, title, ""),
    }
    if reader.story.is_none() && height > 1 && !state.news.is_to_come() {
        canvas.words(
            (area.body.x + 1, area.body.y + 1),
            area.body.width.saturating_sub(2),
            "No story to read.",
            Role::Dim,
        );
    }
    let (columns, left) = state.text_columns(area);
    let (columns, left) = (u16::try_from(columns).unwrap_or(u16::MAX), u16::try_from(left).unwrap_or(0));
    for (line, y) in reader.page.lines.iter().skip(reader.top).zip(area.body.y..area.body.bottom()) {
        canvas.line(
            (area.body.x + left, y),
            columns.min(area.body.width - left.min(area.body.width)),
            line,
            Names::InText,
        );
    }
    places(state, area, canvas);
    if let Some(found) = state.reader.match_here() {
        let cells = in_view(state, area, (found.line, found.column, found.width));
        canvas.lay(cells.unwrap_or_default(), canvas.theme.selection());
    }
}

/// The head of a story that does not fit: its title, and how far it is read, in percent and as the part of the line
/// before it that is behind the reader.
fn progress(percent: usize, title: (&str, bool), head: Rect, canvas: &mut Canvas) {
    let percent_words = format!("{percent:>3} %");
    if head.width < TRACK_FROM {
        return canvas.head(head, title, &percent_words);
    }
    canvas.head(head, title, &format!("{:TRACK$} {percent_words}", ""));
    let halves = percent * TRACK * 2 / 100;
    let (behind, half) = canvas.glyphs.behind;
    let line = Line::new(behind.repeat(halves / 2) + if halves % 2 == 1 { half } else { "" }, Role::Accent);
    let ahead = canvas.glyphs.lines.1.repeat(TRACK - halves.div_ceil(2));
    let rest = if title.1 { Role::Accent } else { Role::Border };
    let right = column(TRACK + 1 + width(&percent_words) + 2);
    canvas.line((head.right() - right, head.y), column(TRACK), &line.with(ahead, rest), Names::InList);
}

fn column(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// The cells in view of so many columns in a line of the page.
fn in_view(state: &State, area: Area, (line, before, columns): (usize, usize, usize)) -> Option<Rect> {
    let line = line.checked_sub(state.reader.top).filter(|line| *line < usize::from(area.body.height))?;
    let x = area.body.x.saturating_add(column(state.text_columns(area).1 + before));
    let cells = Rect { x, y: area.body.y + column(line), width: column(columns), height: 1 };
    Some(cells.intersection(area.body))
}

/// Where the story names who is walked after; the place gone to last looks like a selection.
fn places(state: &State, area: Area, canvas: &mut Canvas) {
    let places = state.reader.places(&state.news.store);
    for (at, place) in places.iter().enumerate() {
        let Some(cells) = in_view(state, area, (place.line, place.column, place.width)) else { continue };
        let marked = Ink { matched: true, ..Ink::default() };
        let here = state.reader.is_here(&places, at);
        canvas.lay(cells, if here { canvas.theme.selection() } else { canvas.theme.style(marked) });
    }
}

/// Letters over the links in view.
pub fn hints(state: &State, hints: &Hints, layout: &Layout, canvas: &mut Canvas) {
    let Some(area) = layout.reader else { return };
    for (letter, link) in &hints.links {
        let Some(cell) = in_view(state, area, (link.line, link.column, 1)) else { continue };
        let mut line = Line::new(letter.to_string(), Ink { strong: true, ..Role::Key.into() });
        if let Some(warning) = &link.warning {
            line.push(format!(" {warning} "), Ink { strong: true, ..Role::Error.into() });
        }
        canvas.line((cell.x, cell.y), area.body.right().saturating_sub(cell.x), &line, Names::InList);
        canvas.lay(cell, canvas.theme.selection());
    }
}

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
    let focused = state.screen.focus == Pane::Reader;
    let height = usize::from(area.body.height);
    let reader = &state.reader;
    let title = reader.story.filter(|_| reader.top > 0).map(|story| state.news.store.head(story).title.to_owned());
    let title = (title.as_deref().unwrap_or("Story"), focused);
    match reader.percent(height) {
        Some(percent) => progress(percent, title, area.head, canvas),
        None => canvas.head(area.head, title, ""),
    }
    if reader.story.is_none() && height > 1 {
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
    let right = column(TRACK + 1 + width(&percent_words) + 2);
    canvas.line((head.right() - right, head.y), column(TRACK), &line.with(ahead, Role::Border), Names::InList);
}

fn column(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// Where the story names who is walked after; the place gone to last looks like a selection.
fn places(state: &State, area: Area, canvas: &mut Canvas) {
    let left = state.text_columns(area).1;
    let places = state.reader.places(&state.news.store);
    for (at, place) in places.iter().enumerate() {
        let line = place.line.checked_sub(state.reader.top).filter(|line| *line < usize::from(area.body.height));
        let Some(y) = line.and_then(|line| u16::try_from(line).ok()) else { continue };
        let x = area.body.x.saturating_add(column(left + place.column));
        let cells = Rect { x, y: area.body.y + y, width: column(place.width), height: 1 }.intersection(area.body);
        let marked = Ink { matched: true, ..Ink::default() };
        let here = state.reader.is_here(&places, at);
        canvas.lay(cells, if here { canvas.theme.selection() } else { canvas.theme.style(marked) });
    }
}

/// Letters over the links in view.
pub fn hints(state: &State, hints: &Hints, layout: &Layout, canvas: &mut Canvas) {
    let Some(area) = layout.reader else { return };
    let left = state.text_columns(area).1;
    for (letter, link) in &hints.links {
        let Some(line) = link.line.checked_sub(state.reader.top).filter(|line| *line < usize::from(area.body.height))
        else {
            continue;
        };
        let x =
            area.body.x + u16::try_from(left + link.column).unwrap_or(u16::MAX).min(area.body.width.saturating_sub(1));
        let y = area.body.y + u16::try_from(line).unwrap_or(0);
        let ink = Ink { strong: true, matched: true, ..Role::Key.into() };
        let mut line = Line::new(letter.to_string(), ink);
        if let Some(warning) = &link.warning {
            line.push(format!(" {warning} "), Ink { strong: true, ..Role::Error.into() });
        }
        canvas.line((x, y), (area.body.right() - x).min(area.body.width), &line, Names::InList);
    }
}

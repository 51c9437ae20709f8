//! Both sidebars: names under headings, with counts and small bars.

use ratatui::layout::Rect;

use super::paint::{Canvas, Names};
use crate::app::State;
use crate::app::bars::bar;
use crate::app::ink::{Ink, Line, Role};
use crate::app::layout::Area;
use crate::app::ranked::Rank;
use crate::app::screen::Pane;
use crate::app::settings::Glyphs;
use crate::app::tally::{Item, Row, Tally, heading};
use crate::store::{FacetKind, Polarity};
use crate::text::width::{clip, width};

/// Columns of a bar.
const BAR: usize = 3;
/// Columns that a version is indented by under its family.
const STEP: usize = 1;
/// Columns from which on there is room for bars.
const WITH_BARS: u16 = 22;

/// Companies, models, people … of the result.
pub fn facets(state: &State, area: Area, canvas: &mut Canvas) {
    draw(state, (Pane::Facets, &state.facets, "Who and what"), area, canvas);
}

/// Companies, models, people … of the story.
pub fn cast(state: &State, area: Area, canvas: &mut Canvas) {
    draw(state, (Pane::Cast, &state.cast, "In this story"), area, canvas);
}

fn draw(state: &State, (pane, tally, title): (Pane, &Tally, &str), area: Area, canvas: &mut Canvas) {
    let focused = state.screen.focus == pane;
    canvas.head(area.head, (title, focused), "");
    let height = usize::from(area.body.height);
    for (at, y) in tally.shown(height).zip(area.body.y..) {
        let row = Rect { y, height: 1, ..area.body };
        let selected = focused && at == tally.selected;
        let line = line(state, &tally.rows[at], (row.width, !selected));
        canvas.line((row.x, y), row.width, &line, Names::InList);
        if selected {
            canvas.lay(row, canvas.theme.selection());
        }
    }
    if tally.rows.is_empty() && height > 1 {
        let words = if state.reader.story.is_some() { "Nobody is named." } else { "Nothing to count." };
        canvas.words((area.body.x + 1, area.body.y + 1), area.body.width.saturating_sub(2), words, Role::Dim);
    }
}

/// A row in so many columns; reversed, a bar would say the opposite of what it says.
fn line(state: &State, row: &Row, (columns, with_bar): (u16, bool)) -> Line {
    match row {
        Row::Gap => Line::default(),
        Row::Head(kind) => Line::new(format!(" {}", heading(*kind)), Ink { strong: true, ..Role::Text.into() }),
        Row::Item(found) => item(state, found, (columns, with_bar)),
        Row::Fewer(_) => Line::new("  fewer", Role::Dim),
        Row::More(_, n_more) => Line::new(format!("  {} {n_more} more", state.settings.glyphs().ellipsis), Role::Dim),
    }
}

/// Sign, name, count, bar; in columns.
fn item(state: &State, item: &Item, (columns, with_bar): (u16, bool)) -> Line {
    let glyphs = state.settings.glyphs();
    let bar_columns = if columns >= WITH_BARS { BAR } else { 0 };
    let count =
        Some(item.facet.n_stories).filter(|count| *count > 0).map(|count| count.to_string()).unwrap_or_default();
    let after = 2 + count.len().max(2) + if bar_columns > 0 { bar_columns + 1 } else { 0 };
    let indent = if item.rank == Rank::Version { STEP } else { 0 };
    let mark = mark(item, glyphs);
    let room = usize::from(columns).saturating_sub(2 + after);
    let name = clip(&item.facet.name, room.saturating_sub(indent + width(&mark)), glyphs.ellipsis);
    let role = match item.facet.kind {
        FacetKind::Entity(kind) => Role::Entity(kind),
        FacetKind::Topic | FacetKind::Source | FacetKind::Month => Role::Text,
    };
    let strong = item.polarity.is_some() || item.is_main;
    let ink = Ink { strong, struck: item.polarity == Some(Polarity::Excluded), ..role.into() };
    let used = indent + width(&name) + width(&mark) + count.len() + 1 + bar_columns + usize::from(bar_columns > 0);
    let blank = (room + after).saturating_sub(used);
    let mut line = Line::new(format!("{} ", sign(item, glyphs)), Role::Accent).with(" ".repeat(indent), Role::Text);
    line.push(name.as_ref(), ink);
    line.push(mark, Role::Accent);
    line.push(format!("{:blank$}{count}", ""), Role::Dim);
    if bar_columns > 0 && with_bar {
        line.push(format!(" {}", bar(item.facet.n_stories, item.most, bar_columns, glyphs)), Role::Border);
    }
    line
}

/// Before a name: how the query has it, else whether the story is about it.
fn sign(item: &Item, glyphs: &Glyphs) -> &'static str {
    match item.polarity {
        Some(Polarity::Included) => glyphs.polarity[0],
        Some(Polarity::Excluded) => glyphs.polarity[1],
        Some(Polarity::Either) => glyphs.polarity[2],
        None if item.is_main => glyphs.main,
        None => " ",
    }
}

/// After a name: that it is in no lexicon, or that versions of it are folded.
fn mark(item: &Item, glyphs: &Glyphs) -> String {
    match item.rank {
        Rank::Family { unfolded: false } => format!(" {}", glyphs.folded),
        Rank::Family { unfolded: true } => format!(" {}", glyphs.unfolded),
        _ if item.facet.novel => format!(" {}", glyphs.novel),
        _ => String::new(),
    }
}

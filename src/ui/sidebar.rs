//! Both sidebars: names under headings, with counts and small bars.

use std::ops::Range;

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
use crate::text::label::labels;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Columns of a bar.
const BAR: usize = 3;
/// Columns between the counts and the edge.
const MARGIN: u16 = 1;
/// Columns of the sign before a name.
const SIGN: usize = 2;
/// Columns that a version is indented by under its family.
const STEP: usize = 2;

/// Companies, models, people … of the result.
pub fn facets(state: &State, area: Area, canvas: &mut Canvas) {
    draw(state, (Pane::Facets, &state.facets, "Who and what"), area, canvas);
}

/// Companies, models, people … of the story.
pub fn cast(state: &State, area: Area, canvas: &mut Canvas) {
    draw(state, (Pane::Cast, &state.cast, "In this story"), area, canvas);
}

fn draw(state: &State, (pane, tally, title): (Pane, &Tally, &str), area: Area, canvas: &mut Canvas) {
    let focused = state.shows_focus(pane);
    canvas.head(area.head, (title, focused), "");
    let shown = tally.shown(usize::from(area.body.height));
    let lines = lines(tally, shown.clone(), area.body.width.saturating_sub(MARGIN), canvas.glyphs);
    for ((at, line), y) in shown.zip(lines).zip(area.body.y..) {
        let row = Rect { y, height: 1, ..area.body };
        canvas.line((row.x, y), row.width, &line, Names::InList);
        if focused && at == tally.selected {
            canvas.lay(row, canvas.theme.selection());
        }
    }
    if tally.rows.is_empty() && area.body.height > 1 && !state.news.is_to_come() {
        let is_empty = state.results.selection.rows.is_empty();
        let words = match (pane, state.reader.story) {
            (Pane::Cast, None) => "No story, no names.",
            (Pane::Facets, _) if is_empty => "No story matches, so there is nothing to count.",
            _ => "Nobody is named.",
        };
        let room = area.body.width.saturating_sub(2);
        for (range, y) in wrap(words, usize::from(room)).into_iter().zip(area.body.y + 1..area.body.bottom()) {
            canvas.words((area.body.x + 1, y), room, &words[range], Role::Dim);
        }
    }
}

/// The rows in view as lines of so many columns.
fn lines(tally: &Tally, shown: Range<usize>, columns: u16, glyphs: &Glyphs) -> Vec<Line> {
    let count_columns = tally.rows.iter().filter_map(Row::item).map(|item| count(item).len()).max().unwrap_or(0);
    let room = (usize::from(columns), count_columns);
    let mut lines = Vec::new();
    let mut at = shown.start;
    while at < shown.end {
        let items: Vec<&Item> = tally.rows[at..shown.end].iter().map_while(Row::item).collect();
        at += items.len().max(1);
        match &tally.rows[at - 1] {
            Row::Item(_) => lines.extend(names(tally.family_of(at - items.len()), &items, room, glyphs)),
            Row::Gap => lines.push(Line::default()),
            Row::Head(kind) => {
                lines.push(Line::new(format!(" {}", heading(*kind)), Ink { strong: true, ..Role::Text.into() }));
            }
            Row::Fewer(_) => lines.push(Line::new("  fewer", Role::Dim)),
            Row::More(_, n_more) => lines.push(Line::new(format!("  {} {n_more} more", glyphs.ellipsis), Role::Dim)),
        }
    }
    lines
}

/// Names of a kind, the first of which may stand under a family that is out of view: signs, names, bars where these say
/// something and all names have their room beside them, and counts, whose columns are the same in all of the sidebar.
fn names(
    family: Option<&Item>,
    items: &[&Item],
    (columns, count_columns): (usize, usize),
    glyphs: &Glyphs,
) -> Vec<Line> {
    let most = items.iter().map(|item| item.most).max().unwrap_or(0);
    let mut family = family;
    let words: Vec<&str> = items.iter().map(|item| own_words(item, &mut family)).collect();
    let room = |with_bar: bool, item: &Item| {
        let bar_columns = if with_bar { BAR + 1 } else { 0 };
        columns.saturating_sub(SIGN + indent(item) + width(&mark(item, glyphs)) + 1 + count_columns + bar_columns)
    };
    let fits = items.iter().zip(&words).all(|(item, words)| width(words) <= room(true, item));
    let with_bar = most > 1 && fits;
    let cut: Vec<(&str, usize)> =
        items.iter().zip(&words).map(|(item, words)| (*words, room(with_bar, item))).collect();
    let line = |(item, label): (&&Item, String)| {
        let mut line = named(item, &label, glyphs);
        let bar = if with_bar { bar(item.facet.n_stories, item.most, BAR, glyphs) } else { String::new() };
        let bar_columns = if with_bar { BAR + 1 } else { 0 };
        let blank = columns.saturating_sub(line.width() + bar_columns + count_columns);
        line.push(" ".repeat(blank), Role::Text);
        line.push(format!("{bar:bar_columns$}"), Role::Border);
        line.push(format!("{:>count_columns$}", count(item)), Role::Dim);
        line
    };
    items.iter().zip(labels(&cut, glyphs.ellipsis)).map(line).collect()
}

/// What is said of a name: of a version under its family only what the family's name does not say.
fn own_words<'a>(item: &'a Item, family: &mut Option<&'a Item>) -> &'a str {
    let name = item.facet.name.as_str();
    match item.rank {
        Rank::Version => family.map_or(name, |family| version(name, &family.facet.name)),
        Rank::Family { .. } | Rank::Alone => {
            *family = Some(item);
            name
        }
    }
}

/// The name of a version without that of its family.
fn version<'a>(name: &'a str, family: &str) -> &'a str {
    let rest = name.strip_prefix(family).map(|rest| rest.trim_start_matches(['-', ' ']));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Sign, name, mark.
fn named(item: &Item, label: &str, glyphs: &Glyphs) -> Line {
    let role = match item.facet.kind {
        FacetKind::Entity(kind) => Role::Entity(kind),
        FacetKind::Topic | FacetKind::Tag | FacetKind::Source | FacetKind::Month => Role::Text,
    };
    let strong = item.polarity.is_some() || item.is_main;
    let ink = Ink { strong, struck: item.polarity == Some(Polarity::Excluded), ..role.into() };
    let line = Line::new(format!("{} ", sign(item, glyphs)), Role::Accent).with(" ".repeat(indent(item)), Role::Text);
    line.with(label, ink).with(mark(item, glyphs), Role::Accent)
}

fn indent(item: &Item) -> usize {
    if item.rank == Rank::Version { STEP } else { 0 }
}

fn count(item: &Item) -> String {
    Some(item.facet.n_stories).filter(|count| *count > 0).map(|count| count.to_string()).unwrap_or_default()
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

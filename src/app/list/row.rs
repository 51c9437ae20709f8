//! One story as lines of the list.

use jiff::civil::Date;

use crate::app::ink::{Ink, Line, Role};
use crate::app::settings::{Column, Glyphs, Settings};
use crate::article::{Article, Block, SectionKind};
use crate::store::fuzzy::Pattern;
use crate::store::sought::Sought;
use crate::store::{Head, Store, StoryIdx};
use crate::text::Clean;
use crate::text::width::{clip, ellipsis, width};
use crate::text::wrap::wrap;

use super::excerpt::excerpt;
use super::{Under, WIDE};

/// Lines of a section under the selected row, and under the others.
const SECTION_LINES: (usize, usize) = (3, 1);
/// Lines that a title may take where each has lines of its own.
const NARROW_LINES: usize = 2;
/// Lines that a selected row's title may take: headlines stay whole, a paragraph in their place does not fill the list.
const TITLE_LINES: usize = 4;
/// Columns between two columns.
const BETWEEN: usize = 2;

/// How rows are drawn, the same for all of them.
#[derive(Clone, Copy, Debug)]
pub struct RowStyle<'a> {
    /// Columns of the pane.
    pub width: usize,
    /// The list has the keys: the selected row stands out.
    pub focused: bool,
    /// The signs.
    pub glyphs: &'static Glyphs,
    /// What stands under each row.
    pub under: Under,
    /// What stands before the titles, and how dates do.
    pub settings: &'a Settings,
    /// Dates are told as seen on this day.
    pub today: Date,
    /// Columns of the longest publisher's name that is worth a column.
    pub source: usize,
    /// The query's words, whose letters are marked.
    pub pattern: &'a Pattern,
    /// What the query looks for in texts, which is marked as well.
    pub sought: &'a Sought,
}

/// The lines of one story's row: one or two, more where it is selected or shows a section.
pub fn row(store: &Store, story: StoryIdx, style: &RowStyle, (selected, picked): (bool, bool)) -> Vec<Line> {
    let head = &store.head(story);
    let is_wide = style.width >= WIDE;
    let mut lines = if is_wide { wide(head, style, selected, picked) } else { narrow(head, style, selected, picked) };
    if style.under != Under::Nothing {
        let indent =
            if is_wide { before_title(head, style, (selected, picked)).width() } else { gutter_columns(style) };
        let most = if selected { SECTION_LINES.0 } else { SECTION_LINES.1 };
        let text = text_under(store, story, style, indent);
        lines.extend(text.into_iter().flat_map(|(text, marks)| under(&text, &marks, (indent, most), style)));
    }
    if selected {
        lines.iter_mut().skip(1).for_each(|line| begin_with_cursor(line, style.glyphs));
    }
    lines
}

/// The cursor stands before all lines of the selected row, not only before the first.
fn begin_with_cursor(line: &mut Line, glyphs: &Glyphs) {
    let pieces = std::mem::take(&mut line.pieces);
    line.push(glyphs.cursor, Role::Accent);
    for (at, piece) in pieces.into_iter().enumerate() {
        line.push(piece.text.get(usize::from(at == 0)..).unwrap_or(""), piece.ink);
    }
}

/// Columns: marks, date, source as the user has them, then the title.
fn wide(head: &Head, style: &RowStyle, selected: bool, picked: bool) -> Vec<Line> {
    let most = if selected { TITLE_LINES } else { 1 };
    let has_lead = style.settings.columns.iter().any(|column| *column != Column::Marks);
    titled(before_title(head, style, (selected, picked)), head, style, (selected && style.focused && !has_lead, most))
}

/// What stands before a wide row's title; without marks a blank after the cursor. Of the selected row it is what stands
/// out: the title keeps saying whether it was read, and a move of the cursor writes no title again.
fn before_title(head: &Head, style: &RowStyle, (selected, picked): (bool, bool)) -> Line {
    let shown = &style.settings.columns;
    let role = if selected && style.focused { Role::Selected } else { Role::Dim };
    let mut line = cursor(style, selected);
    if shown.first() != Some(&Column::Marks) {
        line.push(" ", Role::Text);
    }
    for column in shown {
        let (words, columns) = match column {
            Column::Marks => {
                let marks = [star(head, style), later(head, style)].concat();
                line = unread(line, head, style, picked).with(marks, Role::Star).with(" ", Role::Text);
                continue;
            }
            Column::Date => (date(head, style), style.settings.dates.columns()),
            Column::Source => (source(head).to_owned(), style.source),
        };
        let words = clip(&words, columns, style.glyphs.ellipsis);
        line.push(&*words, role);
        let blank = (columns + BETWEEN).saturating_sub(width(&words));
        line.push(" ".repeat(blank), Role::Text);
    }
    noted(line, head, style)
}

/// The sign of a note, which stands before the title.
fn noted(line: Line, head: &Head, style: &RowStyle) -> Line {
    let is_shown = head.is_noted && style.settings.columns.contains(&Column::Marks);
    if is_shown { line.with(format!("{} ", style.glyphs.note), Role::Star) } else { line }
}

/// The title, and a line with date and source, where the user has them.
fn narrow(head: &Head, style: &RowStyle, selected: bool, picked: bool) -> Vec<Line> {
    let most = if selected { TITLE_LINES } else { NARROW_LINES };
    let has_marks = style.settings.columns.contains(&Column::Marks);
    let gutter = cursor(style, selected);
    let first_mark = if head.marks.starred { star(head, style) } else { later(head, style) };
    let gutter = if has_marks { unread(gutter, head, style, picked).with(first_mark, Role::Star) } else { gutter };
    let mut lines =
        titled(noted(gutter.with(" ", Role::Text), head, style), head, style, (selected && style.focused, most));
    let tags = head.tags.iter().map(|tag| format!("#{tag}"));
    let told = style.settings.columns.iter().filter_map(|column| match column {
        Column::Marks => None,
        Column::Date => head.published.map(|_| date(head, style)),
        Column::Source => Some(source(head).to_owned()).filter(|source| !source.is_empty()),
    });
    let words = told.chain(tags.filter(|_| has_marks)).collect::<Vec<_>>().join(&format!(" {} ", style.glyphs.dot));
    let is_later = has_marks && head.marks.later && head.marks.starred;
    if words.is_empty() && !is_later {
        return lines;
    }
    let columns = gutter_columns(style);
    let mut second = indented(columns - if has_marks { 2 } else { 0 });
    if has_marks {
        second = second.with(if is_later { style.glyphs.later } else { " " }, Role::Star).with(" ", Role::Text);
    }
    second.push(clip(&words, style.width.saturating_sub(columns), style.glyphs.ellipsis), Role::Dim);
    lines.push(second);
    lines
}

/// Columns before a narrow row's title: cursor, unread, star or later, a blank; without marks the first and the last.
fn gutter_columns(style: &RowStyle) -> usize {
    if style.settings.columns.contains(&Column::Marks) { 4 } else { 2 }
}

fn cursor(style: &RowStyle, selected: bool) -> Line {
    if selected { Line::new(style.glyphs.cursor, Role::Accent) } else { Line::new(" ", Role::Text) }
}

/// Picked, unread or changed.
fn unread(line: Line, head: &Head, style: &RowStyle, picked: bool) -> Line {
    let (glyphs, marks) = (style.glyphs, head.marks);
    let unread = match (picked, marks.read, marks.changed) {
        (true, ..) => glyphs.picked,
        (_, false, _) => glyphs.unread,
        (_, true, true) => glyphs.changed,
        (_, true, false) => " ",
    };
    line.with(unread, Role::Accent)
}

fn star(head: &Head, style: &RowStyle) -> &'static str {
    if head.marks.starred { style.glyphs.star } else { " " }
}

fn source<'h>(head: &Head<'h>) -> &'h str {
    head.source.map_or("", Clean::as_str)
}

fn later(head: &Head, style: &RowStyle) -> &'static str {
    if head.marks.later { style.glyphs.later } else { " " }
}

/// The title after what stands before it, in at most so many lines; `stands_out` says whether it shows that the row is
/// selected.
fn titled(first: Line, head: &Head, style: &RowStyle, (stands_out, most): (bool, usize)) -> Vec<Line> {
    let title = head.title;
    let indent = first.width();
    let room = style.width.saturating_sub(indent).max(1);
    let ink = match (stands_out, head.marks.read) {
        (true, _) => Role::Selected,
        (false, true) => Role::Title,
        (false, false) => Role::Unread,
    };
    let marks = style.pattern.marks(title);
    // to break lines takes longer than all else here: only where there may be several
    let ranges =
        if most == 1 || width(title) <= room { std::iter::once(0..title.len()).collect() } else { wrap(title, room) };
    let is_cut = ranges.len() > most;
    let mut lines = Vec::new();
    let mut line = first;
    for (at, range) in ranges.into_iter().enumerate().take(most) {
        let end = if is_cut && at + 1 == most { title.len() } else { range.end };
        let words = ellipsis(&title[range.start..end], room, style.glyphs.ellipsis);
        lines.push(marked(line, &words, range.start, &marks, ink.into()));
        line = indented(indent);
    }
    lines
}

/// `line` with `text` after it, whose letters at `marks` (in the whole that starts at `offset`) are marked.
fn marked(mut line: Line, text: &str, offset: usize, marks: &[std::ops::Range<usize>], ink: Ink) -> Line {
    let mut at = 0;
    for mark in marks {
        let start = mark.start.saturating_sub(offset).clamp(at, text.len());
        let end = mark.end.saturating_sub(offset).clamp(start, text.len());
        let (Some(before), Some(found)) = (text.get(at..start), text.get(start..end)) else { continue };
        line.push(before, ink);
        line.push(found, Ink { matched: true, ..ink });
        at = end;
    }
    line.with(&text[at..], ink)
}

fn indented(columns: usize) -> Line {
    Line::new(" ".repeat(columns), Role::Text)
}

fn date(head: &Head, style: &RowStyle) -> String {
    let shown = head.published.map(|published| style.settings.dates.show(published, style.today));
    shown.unwrap_or_else(|| style.glyphs.no_date.to_owned())
}

/// What stands under a row, and where in it stands what the query looks for.
fn text_under(
    store: &Store,
    story: StoryIdx,
    style: &RowStyle,
    indent: usize,
) -> Option<(String, Vec<std::ops::Range<usize>>)> {
    match style.under {
        Under::Nothing => None,
        Under::Match if style.sought.is_empty() => None,
        Under::Match => {
            let before = style.width.saturating_sub(indent) / 3;
            excerpt(&store.story(story).article, style.sought, before, style.glyphs.ellipsis)
        }
        Under::Section(kind) => {
            let text = section_text(&store.story(story).article, kind, style.glyphs)?;
            let marks = style.sought.places(&text);
            Some((text, marks))
        }
    }
}

/// The first words of a section; of the lede, the summary.
fn section_text(article: &Article, kind: SectionKind, glyphs: &Glyphs) -> Option<String> {
    if kind == SectionKind::Lede {
        return Some(article.summary().to_string());
    }
    let texts: Vec<&str> = article.section(kind)?.blocks.iter().flat_map(Block::texts).map(|text| &**text).collect();
    Some(texts.join(&format!(" {} ", glyphs.dot)))
}

/// The first lines of a text, so many at most; the last of them says by an ellipsis that it goes on.
fn under(text: &str, marks: &[std::ops::Range<usize>], (indent, most): (usize, usize), style: &RowStyle) -> Vec<Line> {
    let room = style.width.saturating_sub(indent).max(1);
    let ranges = wrap(text, room);
    let is_cut = ranges.len() > most;
    let lines = ranges.into_iter().enumerate().take(most).map(|(at, range)| {
        let end = if is_cut && at + 1 == most { text.len() } else { range.end };
        let words = ellipsis(&text[range.start..end], room, style.glyphs.ellipsis);
        marked(indented(indent), &words, range.start, marks, Role::Dim.into())
    });
    lines.collect()
}

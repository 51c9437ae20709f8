//! One story as lines of the list.

use crate::app::ink::{Ink, Line, Role};
use crate::app::settings::Glyphs;
use crate::article::{Article, Block, SectionKind};
use crate::store::fuzzy::Pattern;
use crate::store::sought::Sought;
use crate::store::{Head, Store, StoryIdx};
use crate::text::Clean;
use crate::text::width::{clip, ellipsis, prefix, width};
use crate::text::wrap::wrap;

use super::excerpt::excerpt;
use super::{Under, WIDE};

/// Lines of a section under the selected row, and under the others.
const SECTION_LINES: (usize, usize) = (3, 1);
/// Lines that a title may take where each has lines of its own.
const NARROW_LINES: usize = 2;
/// Lines that a selected row's title may take: headlines stay whole, a paragraph in their place does not fill the list.
const TITLE_LINES: usize = 4;
/// Columns of a date.
const DATE: usize = 10;
/// Columns before the title or the date: cursor, unread, star, a blank. A wide row has one more, for later.
const GUTTER: usize = 4;

/// How rows are drawn, the same for all of them.
#[derive(Clone, Copy, Debug)]
pub struct RowStyle<'a> {
    /// Columns of the pane.
    pub width: usize,
    /// The signs.
    pub glyphs: &'static Glyphs,
    /// What stands under each row.
    pub under: Under,
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
    let mut lines =
        if style.width >= WIDE { wide(head, style, selected, picked) } else { narrow(head, style, selected, picked) };
    let indent = if style.width >= WIDE { wide_indent(style) } else { GUTTER };
    if let Some((text, marks)) = text_under(store, story, style, indent) {
        let most = if selected { SECTION_LINES.0 } else { SECTION_LINES.1 };
        lines.extend(under(&text, &marks, (indent, most), style));
    }
    if selected {
        lines.iter_mut().skip(1).for_each(|line| begin_with_cursor(line, style.glyphs));
    }
    lines
}

/// The cursor stands before all lines of the selected row, not only before the first.
fn begin_with_cursor(line: &mut Line, glyphs: &Glyphs) {
    let pieces = std::mem::take(&mut line.pieces);
    line.push(glyphs.cursor, Role::Focus);
    for (at, piece) in pieces.into_iter().enumerate() {
        line.push(piece.text.get(usize::from(at == 0)..).unwrap_or(""), piece.ink);
    }
}

/// Columns before a wide row's title.
fn wide_indent(style: &RowStyle) -> usize {
    GUTTER + 1 + DATE + 2 + style.source + 2
}

/// Columns: marks, date, source, title.
fn wide(head: &Head, style: &RowStyle, selected: bool, picked: bool) -> Vec<Line> {
    let mut first = gutter(head, style, selected, picked).with(later(head, style), Role::Star).with(" ", Role::Text);
    let date = date(head, style.glyphs);
    first.push(format!("{date}{:1$}", "", (DATE + 2).saturating_sub(width(&date))), Role::Dim);
    let source = head.source.map_or("", Clean::as_str);
    let source = clip(source, style.source, style.glyphs.ellipsis);
    first.push(format!("{source}{:1$}", "", (style.source + 2).saturating_sub(width(&source))), Role::Dim);
    let most = if selected { TITLE_LINES } else { 1 };
    titled(first, head, style, (selected, most))
}

/// The title, and a line with date and source.
fn narrow(head: &Head, style: &RowStyle, selected: bool, picked: bool) -> Vec<Line> {
    let most = if selected { TITLE_LINES } else { NARROW_LINES };
    let mut lines = titled(gutter(head, style, selected, picked).with(" ", Role::Text), head, style, (selected, most));
    let mut second = indented(2).with(later(head, style), Role::Star).with(" ", Role::Text);
    let date = date(head, style.glyphs);
    let source = head.source.map_or("", Clean::as_str);
    let between = if source.is_empty() { String::new() } else { format!(" {} ", style.glyphs.dot) };
    let words = format!("{date}{between}{source}");
    second.push(clip(&words, style.width.saturating_sub(GUTTER), style.glyphs.ellipsis), Role::Dim);
    lines.push(second);
    lines
}

fn gutter(head: &Head, style: &RowStyle, selected: bool, picked: bool) -> Line {
    let (glyphs, marks) = (style.glyphs, head.marks);
    let (cursor, cursor_role) = if selected { (glyphs.cursor, Role::Focus) } else { (" ", Role::Text) };
    let unread = if picked {
        glyphs.picked
    } else if marks.read {
        " "
    } else {
        glyphs.unread
    };
    let star = if marks.starred { glyphs.star } else { " " };
    Line::new(cursor, cursor_role).with(unread, Role::Accent).with(star, Role::Star)
}

fn later(head: &Head, style: &RowStyle) -> &'static str {
    if head.marks.later { style.glyphs.later } else { " " }
}

/// The title after what stands before it, in at most so many lines.
fn titled(first: Line, head: &Head, style: &RowStyle, (selected, most): (bool, usize)) -> Vec<Line> {
    let title = head.title;
    let indent = first.width();
    let room = style.width.saturating_sub(indent).max(1);
    let ink = match (selected, head.marks.read) {
        (true, _) => Role::Selected,
        (false, true) => Role::Title,
        (false, false) => Role::Unread,
    };
    let marks = style.pattern.marks(title);
    let ranges = wrap(title, room);
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

fn date(head: &Head, glyphs: &Glyphs) -> String {
    let Some(published) = head.published else { return glyphs.no_date.to_owned() };
    prefix(&published.to_string(), DATE).to_owned()
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

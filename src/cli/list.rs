//! `newsdesk list`: the stories of a query.

use std::io;

use super::args::{Format, List, Shape, Sources};
use super::columns;
use super::desk::{self, Desk};
use super::failure::Failure;
use super::output::{Output, Style};
use super::record::{Fields, record_end};
use crate::article::{Article, ArticleJson};
use crate::store::StoryIdx;

/// What a story has.
pub const ARTICLE: Fields = Fields {
    known: &[
        "id",
        "title",
        "source",
        "url",
        "authors",
        "contributors",
        "published",
        "precision",
        "updated",
        "rights",
        "reading_minutes",
        "language",
        "tags",
        "images",
        "summary",
        "text",
        "sections",
        "entities",
        "links",
        "via",
        "also_in",
        "state",
    ],
    usual: &["id", "published", "source", "title"],
};

/// What of it is in its text, or counted there.
const OF_TEXT: [&str; 6] = ["images", "summary", "text", "sections", "entities", "links"];

/// Characters of an id that are shown at least; people type them for `show`.
const MIN_ID: usize = 6;

/// Prints the stories of a query, one a line or in another format.
///
/// # Errors
/// A bad query or field, sources that cannot be read, or nothing that matches.
pub fn list(list: &List, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    let query = desk::query_within(list.view.as_deref(), &list.query)?;
    ARTICLE.check(shape)?;
    let mut desk = Desk::open(sources)?;
    let mut rows = desk.select(&query).rows;
    let found_none = rows.is_empty();
    rows.truncate(shape.limit.unwrap_or(usize::MAX));
    write(&desk, &rows, shape, out)?;
    if found_none { Err(desk.nothing("no story matches")) } else { desk.end() }
}

fn write(desk: &Desk, rows: &[StoryIdx], shape: &Shape, out: &mut Output) -> io::Result<()> {
    let format = shape.format.unwrap_or(Format::Text);
    let is_text = |field: &String| OF_TEXT.contains(&field.as_str());
    let is_whole = shape.fields.is_empty() && matches!(format, Format::Json | Format::Jsonl);
    let is_read = is_whole || shape.fields.iter().any(is_text);
    let story = |idx: &StoryIdx| if is_read { desk.story(*idx) } else { desk.store.story(*idx) };
    match format {
        Format::Text if shape.fields.is_empty() => {
            let id_chars = out.columns().map_or(usize::MAX, |_| unique_id_chars(desk));
            let lines = rows.iter().map(|idx| line(desk, *idx, id_chars)).collect();
            columns::write(lines, &[Style::Dim, Style::Dim], shape, out)
        }
        Format::Md if shape.fields.is_empty() => {
            for idx in rows {
                out.write(&bullet(&story(idx).article))?;
                out.write(record_end(shape))?;
            }
            Ok(())
        }
        format => {
            let json = |idx: &StoryIdx| ArticleJson::new(&story(idx).article, &desk.store.reading(*idx));
            ARTICLE.write(rows.iter().map(json), format, shape, out)
        }
    }
}

/// Id, day, source and title. In a pipe (`id_chars` without limit) the date is given as exactly as it is known.
fn line(desk: &Desk, idx: StoryIdx, id_chars: usize) -> Vec<String> {
    let head = desk.store.head(idx);
    let published = head.published.map(|published| published.to_string()).unwrap_or_default();
    let day = if id_chars == usize::MAX { published } else { published.chars().take("2026-07-06".len()).collect() };
    let source = head.source.map(ToString::to_string).unwrap_or_default();
    vec![desk.store.id(idx).chars().take(id_chars).collect(), day, source, head.title.to_owned()]
}

/// How many characters tell every id from the others.
fn unique_id_chars(desk: &Desk) -> usize {
    let mut ids: Vec<&str> = desk.store.find_prefix("").into_iter().map(|idx| desk.store.id(idx)).collect();
    ids.sort_unstable();
    let same = |pair: &[&str]| pair[0].chars().zip(pair[1].chars()).take_while(|(a, b)| a == b).count();
    ids.windows(2).map(|pair| same(pair) + 1).max().unwrap_or(0).max(MIN_ID)
}

/// `- 2026-04-21 · The AI Lobby · [Title](address)`
fn bullet(article: &Article) -> String {
    let title = match &article.origin.url {
        Some(url) => format!("[{}]({url})", escaped(&article.title)),
        None => escaped(&article.title),
    };
    let published = article.origin.published.map(|published| published.to_string());
    let source = article.origin.source.as_ref().map(|source| escaped(source));
    let parts: Vec<String> = published.into_iter().chain(source).chain([title]).collect();
    format!("- {}", parts.join(" · "))
}

/// Signs that Markdown would read.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

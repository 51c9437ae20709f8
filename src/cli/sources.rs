//! `newsdesk sources`: what the library's documents come from, and how asking went.

use jiff::Timestamp;
use serde::Serialize;

use super::args::{Format, ListSources, Shape, Sources};
use super::columns;
use super::failure::Failure;
use super::library::{self, failed_on};
use super::output::{Output, Style};
use super::record::Fields;
use crate::library::{Library, Seconds, Source};
use crate::text::{Clean, counted};

/// What a source has.
pub const SOURCE: Fields = Fields {
    known: &[
        "id",
        "kind",
        "place",
        "name",
        "title",
        "site",
        "folder",
        "tags",
        "hidden",
        "articles",
        "asked",
        "succeeded",
        "due",
        "failures",
        "error",
        "interval",
        "full_text",
        "user_agent",
    ],
    usual: &["id", "name", "place", "folder", "articles", "error"],
};

/// A source as it is written; times in UTC, null where there was none.
#[derive(Debug, Serialize)]
struct Record {
    id: i64,
    kind: &'static str,
    place: String,
    name: String,
    title: String,
    site: String,
    folder: String,
    tags: Vec<String>,
    hidden: bool,
    #[serde(flatten)]
    asked: Asked,
    #[serde(flatten)]
    how: How,
}

/// How it is asked, where that is otherwise than the rest.
#[derive(Debug, Serialize)]
struct How {
    interval: Option<u32>,
    full_text: Option<bool>,
    user_agent: Option<String>,
}

/// How asking it went.
#[derive(Debug, Serialize)]
struct Asked {
    articles: i64,
    asked: Option<String>,
    succeeded: Option<String>,
    due: Option<String>,
    failures: u32,
    error: Option<String>,
}

/// Prints the sources, one a line or in another format.
///
/// # Errors
/// A field that is none, or a library that cannot be read; nothing matched where there is no source.
pub fn sources(args: &ListSources, from: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    SOURCE.check(shape)?;
    let none = || Failure::NothingMatched("there are no sources; newsdesk add ADDRESS adds one".to_owned());
    let library = library::existing(from)?.ok_or_else(none)?;
    let mut all = library.sources().map_err(failed_on(&library))?;
    all.retain(|source| args.hidden || !source.hidden);
    let is_empty = all.is_empty();
    all.truncate(shape.limit.unwrap_or(usize::MAX));
    let records: Result<Vec<Record>, _> = all.into_iter().map(|source| record(&library, source)).collect();
    let records = records.map_err(failed_on(&library))?;
    match shape.format.unwrap_or(Format::Text) {
        Format::Text if shape.fields.is_empty() && out.columns().is_some() => {
            let rows = records.into_iter().map(row).collect();
            columns::write(rows, &[Style::Dim, Style::Plain, Style::Dim, Style::Dim], shape, out)?;
        }
        format => SOURCE.write(records.into_iter(), format, shape, out)?,
    }
    if is_empty { Err(none()) } else { Ok(()) }
}

fn record(library: &Library, source: Source) -> crate::library::Result<Record> {
    let known = library.validators(source.id)?;
    let clean = |text: &str| Clean::from(text).to_string();
    let asked = Asked {
        articles: library.n_articles_of(source.id)?,
        asked: time(known.asked),
        succeeded: time(known.succeeded),
        due: time(known.due),
        failures: known.n_failures,
        error: Some(clean(&known.error)).filter(|error| !error.is_empty()),
    };
    Ok(Record {
        id: source.id,
        kind: source.origin.kind(),
        place: clean(&source.origin.to_string()),
        name: clean(&source.shown_name()),
        title: clean(&source.title),
        site: clean(&source.site),
        folder: clean(&source.folder),
        tags: source.tags.iter().map(|tag| clean(tag)).collect(),
        hidden: source.hidden,
        asked,
        how: How {
            interval: source.settings.interval,
            full_text: source.settings.full_text,
            user_agent: source.settings.user_agent,
        },
    })
}

/// A line for people.
fn row(record: Record) -> Vec<String> {
    let Record { id, name, folder, place, hidden, asked, .. } = record;
    let stories = counted(usize::try_from(asked.articles).unwrap_or(0), "story", "stories");
    let what = if hidden { format!("{stories}, removed") } else { stories };
    vec![id.to_string(), name, what, folder, asked.error.unwrap_or(place)]
}

fn time(seconds: Seconds) -> Option<String> {
    Timestamp::from_second(seconds).ok().filter(|_| seconds > 0).map(|time| time.to_string())
}

//! `newsdesk show`: whole stories by their ids.

mod full;

use std::io::{self, Read};
use std::path::Path;

use super::args::{Format, Shape, Show, Sources};
use super::desk::Desk;
use super::failure::Failure;
use super::list::ARTICLE;
use super::output::Output;
use super::plain;
use super::record::{pick, write_json};
use crate::article::{Article, ArticleId, ArticleJson, Reading};
use crate::runtime::load::STDIN;
use crate::store::{Story, StoryIdx};

/// The most that is read of a list of ids: some hundred thousand of them.
const MAX_ID_BYTES: u64 = 16 * 1024 * 1024;

/// Ids that are named when several begin as was typed.
const MAX_NAMED: usize = 5;

/// Prints the stories. Ids that are not there are told, the others are printed.
///
/// # Errors
/// An id that is none or several, a field that is none, or sources that cannot be read.
pub fn show(args: &Show, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    ARTICLE.check(shape)?;
    if args.ids.iter().any(|id| id == STDIN) && sources.from.iter().any(|path| path == Path::new(STDIN)) {
        let message = "standard input cannot hold both the ids and the stories";
        return Err(Failure::usage(message, "newsdesk parse --format text -"));
    }
    let ids = ids(&args.ids)?;
    let mut desk = Desk::open(sources)?;
    let mut missing = Vec::new();
    let mut rows = Vec::new();
    for id in &ids {
        match find(&desk, id)? {
            Some(idx) => rows.push(idx),
            None => missing.push(id.as_str()),
        }
    }
    let missed = if args.full { full::fetch(&mut desk, &rows, sources)? } else { 0 };
    let is_one = args.ids.len() == 1 && args.ids[0] != STDIN;
    write(&desk, &rows, is_one, shape, out)?;
    match missing[..] {
        [] if rows.is_empty() => Err(desk.nothing("no ids on standard input")),
        [] if missed > 0 => Err(Failure::NoFullText { n_missed: missed, n_stories: rows.len() }),
        [] => desk.end(),
        [first, ..] => Err(desk.nothing(match missing.len() {
            1 => format!("no story has the id {first}"),
            n => format!("{n} of {} ids are of no story: {first} …", ids.len()),
        })),
    }
}

/// The ids that were typed; in the place of `-` those on standard input, by white space or NUL between them.
fn ids(typed: &[String]) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for id in typed {
        if id != STDIN {
            ids.push(id.clone());
            continue;
        }
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(MAX_ID_BYTES).read_to_end(&mut bytes);
        read.map_err(|error| Failure::Input(format!("standard input: {error}")))?;
        let text = String::from_utf8_lossy(&bytes);
        let between = |c: char| c.is_whitespace() || c == '\0';
        ids.extend(text.split(between).filter(|id| !id.is_empty()).map(String::from));
    }
    Ok(ids)
}

/// The story whose id begins so.
///
/// # Errors
/// [`Failure::Usage`] where several do.
pub fn find(desk: &Desk, id: &str) -> Result<Option<StoryIdx>, Failure> {
    match desk.store.find_prefix(id)[..] {
        [] => Ok(None),
        [idx] => Ok(Some(idx)),
        ref several => {
            // The whole id of one story may be the beginning of another's.
            if let Some(idx) = desk.store.find(&ArticleId(id.to_owned())) {
                return Ok(Some(idx));
            }
            let named = several.iter().take(MAX_NAMED).map(|idx| desk.store.id(*idx));
            let named: Vec<&str> = named.collect();
            let message = format!("{} stories have an id that begins with {id}", several.len());
            Err(Failure::usage(message, named.join(" ")))
        }
    }
}

fn write(desk: &Desk, rows: &[StoryIdx], is_one: bool, shape: &Shape, out: &mut Output) -> io::Result<()> {
    let json = |idx: &StoryIdx| ArticleJson::new(&desk.story(*idx).article, &desk.store.reading(*idx));
    match (shape.format.unwrap_or(Format::Text), rows) {
        (format @ (Format::Text | Format::Md), _) if shape.fields.is_empty() => {
            let stories: Vec<(Story, Reading)> =
                rows.iter().map(|idx| (desk.story(*idx), desk.store.reading(*idx))).collect();
            let stories: Vec<(&Article, &Reading)> =
                stories.iter().map(|(story, reading)| (&*story.article, reading)).collect();
            write_stories(&stories, format, out)
        }
        (Format::Json, [idx]) if is_one && shape.fields.is_empty() => write_json(&json(idx), out),
        (Format::Json, [idx]) if is_one => write_json(&pick(json(idx), &shape.fields), out),
        (Format::Json, []) if is_one => Ok(()),
        (format, _) => ARTICLE.write(rows.iter().map(json), format, shape, out),
    }
}

/// Writes whole stories with what the reader did with them, as Markdown or for people.
///
/// # Errors
/// Where it cannot be written.
pub fn write_stories(stories: &[(&Article, &Reading)], format: Format, out: &mut Output) -> io::Result<()> {
    for (n, (article, reading)) in stories.iter().enumerate() {
        if n > 0 {
            out.write("\n")?;
        }
        match format {
            Format::Md => out.write(&article.to_markdown_with(reading))?,
            _ => plain::write(article, reading, out)?,
        }
    }
    Ok(())
}

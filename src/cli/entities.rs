//! `newsdesk entities`: who and what is named in the stories of a query.

mod novel;
mod own;
mod show;

pub use novel::NOVEL;
pub use show::PAGE;

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::args::{Entities, EntityCommand, Format, Shape, Sources};
use super::columns;
use super::desk::{self, Desk};
use super::failure::Failure;
use super::list::escaped;
use super::output::{Output, Style};
use super::record::{Fields, record_end};
use crate::article::EntityKind;
use crate::insight::{Seen, seen};
use crate::store::{EntityKey, Facet, FacetKind, Selection};
use crate::text::Clean;
use crate::text::counted;

/// What an entity has.
pub const ENTITY: Fields = Fields {
    known: &["name", "kind", "id", "stories", "mentions", "first", "last", "novel"],
    usual: &["name", "kind", "stories", "mentions", "first", "last"],
};

#[derive(Debug, Serialize)]
struct EntityRecord {
    name: Clean,
    kind: EntityKind,
    id: Clean,
    /// Stories that name it, or for a company a model of it.
    stories: usize,
    /// Places where they do.
    mentions: usize,
    /// The days of the first and the last of these stories.
    first: Option<String>,
    last: Option<String>,
    novel: bool,
}

/// Prints the entities, the most frequent first.
///
/// # Errors
/// A bad query or field, sources that cannot be read, or nobody who is named.
pub fn entities(args: &Entities, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    match &args.command {
        Some(EntityCommand::Show(name)) => show::show(name, sources, shape, out),
        Some(EntityCommand::Add(new)) => own::add(new),
        Some(EntityCommand::Example) => own::example(out),
        None if args.novel => novel::novel(args, sources, shape, out),
        None => list(args, sources, shape, out),
    }
}

fn list(args: &Entities, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    let query = desk::query(&args.query)?;
    ENTITY.check(shape)?;
    let mut desk = Desk::open(sources)?;
    let Selection { rows, facets, .. } = desk.select(&query);
    let seen = seen(&desk.store, &rows);
    let kinds = EntityKind::ALL.into_iter().filter(|kind| args.kind.is_none_or(|wanted| wanted == *kind));
    let found = kinds.flat_map(|kind| facets.of(FacetKind::Entity(kind)));
    let mut found: Vec<EntityRecord> = found.filter_map(|facet| EntityRecord::new(&facet, &seen)).collect();
    found.sort_by(|a, b| (Reverse(a.stories), &a.name).cmp(&(Reverse(b.stories), &b.name)));
    let found_none = found.is_empty();
    found.truncate(shape.limit.unwrap_or(usize::MAX));
    match shape.format.unwrap_or(Format::Text) {
        Format::Text if shape.fields.is_empty() => {
            columns::write(found.iter().map(row).collect(), &[Style::Bold, Style::Dim], shape, out)?;
        }
        Format::Md if shape.fields.is_empty() => {
            for entity in found {
                let stories = counted(entity.stories, "story", "stories");
                out.write(&format!("- {} ({}, {stories})", escaped(&entity.name), entity.kind.name()))?;
                out.write(record_end(shape))?;
            }
        }
        format => ENTITY.write(found.into_iter(), format, shape, out)?,
    }
    match (found_none, rows.is_empty()) {
        (true, true) => Err(desk.nothing("no story matches")),
        (true, false) => Err(desk.nothing("these stories name nobody of that kind")),
        (false, _) => desk.end(),
    }
}

/// Name, kind, stories, mentions, first and last day.
fn row(entity: &EntityRecord) -> Vec<String> {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let EntityRecord { name, kind, stories, mentions, first, last, .. } = entity;
    let (name, kind) = (name.to_string(), kind.name().to_owned());
    vec![name, kind, stories.to_string(), mentions.to_string(), day(first), day(last)]
}

impl EntityRecord {
    fn new(facet: &Facet, seen: &HashMap<EntityKey, Seen>) -> Option<Self> {
        let key = facet.entity()?;
        let Facet { name, n_stories, novel, .. } = facet.clone();
        let seen = seen.get(&key).copied().unwrap_or_default();
        let EntityKey { kind, id } = key;
        let (stories, mentions) = (n_stories, seen.n_mentions);
        let [first, last] = [seen.first, seen.last].map(|day| day.map(|day| day.to_string()));
        Some(Self { name, kind, id, stories, mentions, first, last, novel })
    }
}

//! `newsdesk entities`: who and what is named in the stories of a query.

mod novel;
mod own;

use std::cmp::Reverse;

use serde::Serialize;

use super::args::{Entities, EntityCommand, Format, Shape, Sources};
use super::columns;
use super::desk::{self, Desk};
use super::failure::Failure;
use super::list::escaped;
use super::output::{Output, Style};
use super::record::{Fields, record_end};
use crate::article::EntityKind;
use crate::store::{Facet, FacetKind};
use crate::text::Clean;

/// What an entity has.
pub const ENTITY: Fields =
    Fields { known: &["name", "kind", "id", "stories", "novel"], usual: &["name", "kind", "stories"] };

#[derive(Debug, Serialize)]
struct EntityRecord {
    name: Clean,
    kind: EntityKind,
    id: Clean,
    /// Stories that name it, or for a company a model of it.
    stories: usize,
    novel: bool,
}

/// Prints the entities, the most frequent first.
///
/// # Errors
/// A bad query or field, or sources that cannot be read.
pub fn entities(args: &Entities, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    match &args.command {
        Some(EntityCommand::Add(new)) => return own::add(new),
        Some(EntityCommand::Example) => return own::example(out),
        None if args.novel => return novel::novel(args, sources, shape, out),
        None => {}
    }
    let query = desk::query(&args.query)?;
    ENTITY.check(shape)?;
    let desk = Desk::open(sources)?;
    let facets = desk.select(&query).facets;
    let kinds = EntityKind::ALL.into_iter().filter(|kind| args.kind.is_none_or(|wanted| wanted == *kind));
    let mut found: Vec<EntityRecord> = kinds
        .flat_map(|kind| facets.of(FacetKind::Entity(kind)).iter().map(move |facet| EntityRecord::new(kind, facet)))
        .collect();
    found.sort_by(|a, b| (Reverse(a.stories), &a.name).cmp(&(Reverse(b.stories), &b.name)));
    found.truncate(shape.limit.unwrap_or(usize::MAX));
    match shape.format.unwrap_or(Format::Text) {
        Format::Text if shape.fields.is_empty() => {
            let row = |e: &EntityRecord| vec![e.name.to_string(), e.kind.name().to_owned(), e.stories.to_string()];
            columns::write(found.iter().map(row).collect(), &[Style::Bold, Style::Dim], shape, out)?;
        }
        Format::Md if shape.fields.is_empty() => {
            for entity in found {
                let stories = if entity.stories == 1 { "story" } else { "stories" };
                out.write(&format!(
                    "- {} ({}, {} {stories})",
                    escaped(&entity.name),
                    entity.kind.name(),
                    entity.stories
                ))?;
                out.write(record_end(shape))?;
            }
        }
        format => ENTITY.write(found.into_iter(), format, shape, out)?,
    }
    desk.end()
}

impl EntityRecord {
    fn new(kind: EntityKind, facet: &Facet) -> Self {
        let Facet { id, name, n_stories, novel, .. } = facet.clone();
        Self { name, kind, id, stories: n_stories, novel }
    }
}

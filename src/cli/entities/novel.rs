//! `newsdesk entities --novel`: names that no lexicon has, with the sentence that shows each, and taking one over.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::own;
use crate::article::{Article, EntityKind, Named};
use crate::cli::args::{Entities, Format, Shape, Sources};
use crate::cli::columns;
use crate::cli::desk::{self, Desk};
use crate::cli::failure::Failure;
use crate::cli::output::{Output, Style};
use crate::cli::record::Fields;
use crate::entity::own::taken;
use crate::entity::{id, quote};
use crate::store::Story;
use crate::store::query::nearest;
use crate::text::Clean;

/// What a novel name has.
pub const NOVEL: Fields = Fields {
    known: &["name", "kind", "id", "stories", "mentions", "maker", "sentence", "story"],
    usual: &["name", "kind", "stories", "sentence"],
};

#[derive(Debug, Serialize)]
struct NovelRecord {
    name: Clean,
    kind: EntityKind,
    id: Clean,
    /// Stories that name it.
    stories: usize,
    /// Places that name it.
    mentions: usize,
    /// Of a model: the id of the company that makes it.
    maker: Option<Clean>,
    /// The first sentence that names it.
    sentence: Option<Clean>,
    /// The id of the story with that sentence.
    story: String,
}

/// Lists the novel names of a query's stories, the most frequent first, or takes one over.
///
/// # Errors
/// A bad query or field, sources that cannot be read, or no such name.
pub fn novel(args: &Entities, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    let query = desk::query(&args.query)?;
    NOVEL.check(shape)?;
    let mut desk = Desk::open(sources)?;
    let rows = desk.select(&query).rows;
    let stories: Vec<Story> = rows.iter().map(|idx| desk.story(*idx)).collect();
    let articles: Vec<&Article> = stories.iter().map(|story| &*story.article).collect();
    if let Some(name) = &args.take {
        return take(name, args.kind, &articles, &desk);
    }
    let mut found = records(&articles, args.kind);
    let found_none = found.is_empty();
    found.truncate(shape.limit.unwrap_or(usize::MAX));
    match shape.format.unwrap_or(Format::Text) {
        Format::Text if shape.fields.is_empty() => {
            let styles = [Style::Bold, Style::Dim];
            columns::write(found.iter().map(row).collect(), &styles, shape, out)?;
        }
        format => NOVEL.write(found.into_iter(), format, shape, out)?,
    }
    if found_none { Err(desk.nothing("no novel name: all that is named is in a lexicon")) } else { desk.end() }
}

fn row(record: &NovelRecord) -> Vec<String> {
    let NovelRecord { name, kind, stories, sentence, .. } = record;
    vec![
        name.to_string(),
        kind.name().to_owned(),
        stories.to_string(),
        sentence.as_deref().unwrap_or_default().to_owned(),
    ]
}

fn records(articles: &[&Article], kind: Option<EntityKind>) -> Vec<NovelRecord> {
    let mut records: HashMap<(EntityKind, Clean), NovelRecord> = HashMap::new();
    for (article, named) in novel_names(articles, kind) {
        let record = records.entry((named.kind, named.id.clone())).or_insert_with(|| NovelRecord {
            name: named.name.clone(),
            kind: named.kind,
            id: named.id.clone(),
            stories: 0,
            mentions: 0,
            maker: named.maker.clone(),
            sentence: quote(article, named),
            story: article.id.0.clone(),
        });
        record.stories += 1;
        record.mentions += named.mentions.len();
        record.maker = record.maker.take().or_else(|| named.maker.clone());
    }
    let mut records: Vec<NovelRecord> = records.into_values().collect();
    records.sort_by(|a, b| (Reverse(a.stories), &a.name, a.kind).cmp(&(Reverse(b.stories), &b.name, b.kind)));
    records
}

fn novel_names<'a>(
    articles: &[&'a Article],
    kind: Option<EntityKind>,
) -> impl Iterator<Item = (&'a Article, &'a Named)> {
    let named = articles.iter().flat_map(|article| article.entities.iter().map(move |named| (*article, named)));
    named.filter(move |(_, named)| named.novel && kind.is_none_or(|kind| kind == named.kind))
}

/// Takes the novel name over that goes by `name`.
fn take(name: &str, kind: Option<EntityKind>, articles: &[&Article], desk: &Desk) -> Result<(), Failure> {
    let wanted = id(name);
    let mut found =
        novel_names(articles, kind).filter(|(_, named)| named.id == wanted || named.family.as_ref() == Some(&wanted));
    match found.next() {
        Some((article, named)) => own::take(&taken(article, named, desk.store.lexicon())),
        None => Err(desk.nothing(no_such(name, kind, articles, desk))),
    }
}

/// Why there is no such novel name, with what may have been meant.
fn no_such(name: &str, kind: Option<EntityKind>, articles: &[&Article], desk: &Desk) -> String {
    if let [(kind, _), ..] = desk.store.lexicon().resolve(kind, name).as_slice() {
        return format!("`{name}` is in a lexicon already: it is a {}", kind.name());
    }
    let known: Vec<&str> = novel_names(articles, kind).map(|(_, named)| named.name.as_str()).collect();
    let has_it = |known: &&&str| known.split(' ').any(|word| id(word) == id(name));
    match known.iter().find(has_it).copied().or_else(|| nearest(name, known.iter().copied())) {
        Some(near) => format!("no novel name `{name}` in these stories; did you mean {near}?"),
        None => format!("no novel name `{name}` in these stories"),
    }
}

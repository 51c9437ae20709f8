//! The articles in memory: what is shown for a query, and how often each entity, topic and source stands in it.

mod alphabet;
mod answer;
mod bodies;
mod catalog;
mod columns;
pub mod complete;
mod dictionary;
mod evaluate;
pub mod facets;
mod frequent;
mod fulltext;
pub mod fuzzy;
mod ids;
mod intake;
mod lanes;
mod names;
mod order;
mod own;
mod pack;
pub mod parts;
mod patch;
mod postings;
pub mod query;
mod rank;
mod score;
mod set;
mod signature;
pub mod sought;
#[cfg(test)]
mod tests;
mod texts;
mod titles;

pub use crate::text::fold;
pub use facets::{EntityKey, Facet, FacetKind, Facets};
pub use fuzzy::Pattern;
pub use query::{Polarity, Query, QueryError, Term};

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{Article, ArticleId, Counted, EntityKind, Marks, Published};
use crate::entity::Lexicon;
use crate::text::Clean;
use bodies::Bodies;
use catalog::Catalog;
use columns::{Columns, Flag};
use evaluate::Evaluation;
use pack::Interned;
use parts::{IsWanted, Run, Workers, one_by_one};
use postings::Postings;
use set::StorySet;
use signature::Signatures;
use texts::Blobs;
use titles::Titles;

/// All stories, and what finds them.
///
/// What the list and most queries need stands in columns and posting lists; the articles are packed, each some tenths
/// longer than its text, and are made anew when a reader opens one. Stories may be here without their texts (their heads
/// alone): these are supplied when somebody reads them, or looks for words in them. Until then no text is found there.
#[derive(Clone, Debug)]
pub struct Store {
    lexicon: Arc<Lexicon>,
    columns: Columns,
    titles: Titles,
    /// Packed, but for what stands in columns.
    heads: Blobs,
    bodies: Bodies,
    interned: Interned,
    signatures: Signatures,
    catalog: Catalog,
    authors: Postings,
    /// By the article in whose documents they came: the stories that came along.
    along: HashMap<ArticleId, Vec<StoryIdx>>,
    /// All stories, latest first.
    newest: Vec<StoryIdx>,
    workers: Workers,
}

/// One article and what the reader did with it.
#[derive(Clone, Debug)]
pub struct Story {
    /// What is read.
    pub article: Arc<Article>,
    /// What the reader did with it.
    pub marks: Marks,
}

/// What a row of the list shows of a story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head<'s> {
    /// The headline.
    pub title: &'s str,
    /// The publisher.
    pub source: Option<&'s Clean>,
    /// When it was published.
    pub published: Option<Published>,
    /// What the reader did with it.
    pub marks: Marks,
    /// The tags that the reader gave it.
    pub tags: &'s [Clean],
    /// The reader has a note on it.
    pub is_noted: bool,
}

/// Where a story stands in the store. It stays there, also when the article is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryIdx(u32);

/// What a query shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The stories, in order.
    pub rows: Vec<StoryIdx>,
    /// What stands in them how often.
    pub facets: Facets,
    /// How many of them have not been read.
    pub n_unread: usize,
}

/// Stories that are looked at first for the rows of a screen; each further look takes this many times more.
const FIRST_LOOK: usize = 1024;
const FURTHER_LOOK: usize = 4;

impl Store {
    /// An empty store. The lexicon resolves the names in queries.
    pub fn new(lexicon: Arc<Lexicon>) -> Self {
        Self {
            lexicon,
            columns: Columns::default(),
            titles: Titles::default(),
            heads: Blobs::default(),
            bodies: Bodies::default(),
            interned: Interned::default(),
            signatures: Signatures::default(),
            catalog: Catalog::default(),
            authors: Postings::default(),
            along: HashMap::new(),
            newest: Vec::new(),
            workers: Workers::new(one_by_one),
        }
    }

    /// The same store, which has its work on many stories done by `run`.
    pub fn with_workers(mut self, run: Run) -> Self {
        self.workers.run = run;
        self
    }

    /// The same store, whose [`Self::select_while_wanted`] gives up when `is_wanted` says so.
    pub fn while_wanted(mut self, is_wanted: IsWanted) -> Self {
        self.workers.is_wanted = is_wanted;
        self
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.newest.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.newest.is_empty()
    }

    /// All stories, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (StoryIdx, Story)> {
        self.columns.all(Flag::Here).iter().map(|idx| (idx, self.story(idx)))
    }

    /// What names are looked up in.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// The story at a place that this store gave, unpacked: without text, and without the places where names stand, as
    /// long as it is not whole. What a row shows is cheaper by [`Self::head`].
    pub fn story(&self, idx: StoryIdx) -> Story {
        let bare = self.unpacked(idx);
        let article = match self.bodies.get(idx) {
            Some(packed) => self.interned.unpack_text(bare, packed),
            None => bare,
        };
        Story { article: Arc::new(article), marks: self.marks(idx) }
    }

    fn unpacked(&self, idx: StoryIdx) -> Article {
        self.interned.unpack(self.columns.article_id(idx), self.titles.shown(idx), self.heads.get(idx.0 as usize))
    }

    /// Whether the text of a story is here.
    pub fn is_whole(&self, idx: StoryIdx) -> bool {
        self.columns.all(Flag::Whole).has(idx)
    }

    /// How many stories are here without their texts.
    pub fn n_bare(&self) -> usize {
        let here = self.columns.all(Flag::Here);
        here.len() - here.len_with(self.columns.all(Flag::Whole))
    }

    /// The stories that are here without their texts.
    pub fn bare(&self) -> Vec<StoryIdx> {
        let mut bare = self.columns.all(Flag::Here).clone();
        bare.remove(self.columns.all(Flag::Whole));
        bare.iter().collect()
    }

    /// Who and what a story names, and how often, without the places.
    pub fn counted(&self, idx: StoryIdx) -> Vec<Counted> {
        self.interned.counted(self.heads.get(idx.0 as usize))
    }

    /// What a row shows of the story at a place that this store gave.
    pub fn head(&self, idx: StoryIdx) -> Head<'_> {
        Head {
            title: self.titles.shown(idx),
            source: self.interned.source(self.heads.get(idx.0 as usize)),
            published: self.columns.published(idx),
            marks: self.marks(idx),
            tags: self.tags(idx),
            is_noted: self.columns.all(Flag::Noted).has(idx),
        }
    }

    /// What the reader did with a story.
    pub fn marks(&self, idx: StoryIdx) -> Marks {
        self.columns.marks(idx)
    }

    /// The story of an id.
    pub fn find(&self, id: &ArticleId) -> Option<StoryIdx> {
        self.columns.find(&id.0)
    }

    /// The stories whose ids start with `prefix`, in the order in which they came.
    pub fn find_prefix(&self, prefix: &str) -> Vec<StoryIdx> {
        let here = self.columns.all(Flag::Here).iter();
        here.filter(|idx| self.columns.id(*idx).starts_with(prefix)).collect()
    }

    /// The id of a story.
    pub fn id(&self, idx: StoryIdx) -> &str {
        self.columns.id(idx)
    }

    /// The stories that came along in the document of another one.
    pub fn along_with(&self, id: &ArticleId) -> &[StoryIdx] {
        self.along.get(id).map_or(&[], Vec::as_slice)
    }

    /// Sets what the reader did with a story, and gives what it was before.
    pub fn set_marks(&mut self, idx: StoryIdx, marks: Marks) -> Marks {
        let before = self.marks(idx);
        self.columns.set_marks(idx, marks);
        before
    }

    /// The facet that a term filters by, with a count of nothing; `None` where no story has it.
    pub fn facet(&self, term: &Term) -> Option<Facet> {
        let (kind, name) = match term {
            Term::Entity { kind: Some(kind), name, exact: false } => (FacetKind::Entity(*kind), name),
            Term::Field(query::Field::Topic, name) => (FacetKind::Topic, name),
            Term::Field(query::Field::Tag, name) => (FacetKind::Tag, name),
            Term::Field(query::Field::Source, name) => (FacetKind::Source, name),
            Term::Date(query::Side::On, when) => (FacetKind::Month, &when.to_string()),
            _ => return None,
        };
        let key = fold::key(name);
        let mut names = self.catalog.names().iter().filter(|name| name.kind == kind && !name.is_unused());
        let name = names.find(|name| fold::key(&name.id) == key)?;
        let named = if name.shown.is_empty() { self.family_name(&name.id) } else { name.shown.clone() };
        Some(Facet { name: named, ..Facet::uncounted(name) })
    }

    /// The name of a family of models.
    pub fn family_name(&self, id: &Clean) -> Clean {
        let is_version = |name: &&catalog::Name| name.family.as_ref() == Some(id) && name.id != *id;
        self.catalog.family_name(&self.lexicon, id, || self.catalog.names().iter().filter(is_version).collect())
    }

    /// Notes that an entity is in a lexicon now: its name is novel no more.
    pub fn know(&mut self, key: &EntityKey) {
        if self.catalog.know(FacetKind::Entity(key.kind), &key.id) {
            self.interned.know(key);
            self.catalog.list(&self.lexicon);
        }
    }

    /// The entities that stories name and that go by `name`: the one of that id, else what the lexicon says, else who
    /// is so called.
    pub fn named(&self, kind: Option<EntityKind>, name: &str) -> Vec<EntityKey> {
        let names = self.names_of(kind, name);
        let keys = names.into_iter().filter(|name| !name.is_unused()).filter_map(|name| match name.kind {
            FacetKind::Entity(kind) => Some(EntityKey { kind, id: name.id.clone() }),
            FacetKind::Topic | FacetKind::Tag | FacetKind::Source | FacetKind::Month => None,
        });
        keys.collect()
    }

    /// The stories that `query` shows, with their facets. Days are counted back from `today`.
    pub fn select(&self, query: &Query, today: Date) -> Selection {
        self.select_until(query, Evaluation::new(self, today).sorted_by(query.sort), || true).unwrap_or_default()
    }

    /// How many stories a query shows, and how many of them are unread: what costs least of an answer.
    pub fn count(&self, query: &Query, today: Date) -> (usize, usize) {
        let found = Evaluation::new(self, today).answer(&query.filter, self.columns.all(Flag::Here)).found;
        (found.len(), self.n_unread(&found))
    }

    fn n_unread(&self, found: &StorySet) -> usize {
        found.len() - found.len_with(self.columns.all(Flag::Read))
    }

    /// As [`Self::select`]; `None` as soon as it is wanted no more.
    pub fn select_while_wanted(&self, query: &Query, today: Date) -> Option<Selection> {
        let evaluation = Evaluation::new(self, today).sorted_by(query.sort).giving_up();
        self.select_until(query, evaluation, self.workers.is_wanted)
    }

    fn select_until(&self, query: &Query, evaluation: Evaluation, is_wanted: IsWanted) -> Option<Selection> {
        let answer = evaluation.answer(&query.filter, self.columns.all(Flag::Here));
        if !is_wanted() {
            return None;
        }
        let rows = self.sorted(query, &answer);
        if !is_wanted() {
            return None;
        }
        Some(Selection { rows, facets: self.facets(&answer.found), n_unread: self.n_unread(&answer.found) })
    }

    /// The first rows that `query` shows, `n` at least if there are so many, without looking for more of them than
    /// that takes. The same rows stand first in [`Self::select`].
    pub fn first(&self, query: &Query, today: Date, n: usize) -> Vec<StoryIdx> {
        let evaluation = Evaluation::new(self, today).sorted_by(query.sort);
        if !self.is_latest_first(query) {
            let answer = evaluation.answer(&query.filter, self.columns.all(Flag::Here));
            return self.sorted(query, &answer);
        }
        let (mut rows, mut rest, mut look) = (Vec::new(), self.newest.as_slice(), FIRST_LOOK);
        while rows.len() < n && !rest.is_empty() {
            let (now, later) = rest.split_at(look.min(rest.len()));
            let found = evaluation.answer(&query.filter, &StorySet::of(self.columns.len(), now)).found;
            rows.extend(now.iter().filter(|idx| found.has(**idx)));
            (rest, look) = (later, look * FURTHER_LOOK);
        }
        rows
    }

    /// Whether the rows of a query stand in the order by date.
    fn is_latest_first(&self, query: &Query) -> bool {
        match query.sort {
            None => !query.filter.has_words(),
            sort => sort == Some(query::Sort::Newest),
        }
    }
}

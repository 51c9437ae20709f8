//! The articles in memory: what is shown for a query, and how often each entity, topic and source stands in it.

mod catalog;
mod evaluate;
pub mod facets;
pub mod fold;
mod fulltext;
pub mod fuzzy;
pub mod query;
mod rank;
mod set;
#[cfg(test)]
mod tests;

pub use facets::{EntityKey, Facet, FacetKind, Facets};
pub use fuzzy::Pattern;
pub use query::{Polarity, Query, QueryError, Term};

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{Article, ArticleId, EntityKind, Marks};
use crate::entity::{Lexicon, without_version};
use crate::text::Clean;
use catalog::{Catalog, StoryNames};
use evaluate::Evaluation;
use set::StorySet;

/// Above one new article for so many old ones, sorting all is faster than finding the place of each.
const MANY: usize = 16;

/// All stories, and what finds them.
#[derive(Clone, Debug)]
pub struct Store {
    lexicon: Arc<Lexicon>,
    stories: Vec<Story>,
    by_id: HashMap<ArticleId, StoryIdx>,
    catalog: Catalog,
    /// All stories, latest first.
    newest: Vec<StoryIdx>,
}

/// One article and what the reader did with it.
#[derive(Clone, Debug)]
pub struct Story {
    /// What is read.
    pub article: Arc<Article>,
    /// What the reader did with it.
    pub marks: Marks,
    /// The title, folded.
    title: String,
    /// The text, folded, a line break between blocks.
    body: String,
    /// Amounts stand in the text.
    figures: bool,
    /// What the story has of the catalog.
    names: StoryNames,
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

impl Store {
    /// An empty store. The lexicon resolves the names in queries.
    pub fn new(lexicon: Arc<Lexicon>) -> Self {
        let (stories, newest) = (Vec::new(), Vec::new());
        Self { lexicon, stories, by_id: HashMap::new(), catalog: Catalog::default(), newest }
    }

    /// Takes in articles and says how many are new. One with the id of an earlier one replaces it, which keeps its
    /// place and its marks.
    pub fn insert(&mut self, articles: Vec<Article>) -> usize {
        let before = self.stories.len();
        let is_many = articles.len() * MANY > before;
        for article in articles {
            let next = StoryIdx(self.stories.len() as u32);
            let idx = *self.by_id.entry(article.id.clone()).or_insert(next);
            if idx == next {
                let names = self.catalog.add(idx, &article);
                self.stories.push(Story::new(article, names));
            } else {
                self.newest.retain(|own| *own != idx);
                self.replace(idx, article);
            }
            if !is_many {
                self.place(idx);
            }
        }
        if is_many {
            self.newest = self.sorted_by_date();
        }
        self.stories.len() - before
    }

    fn replace(&mut self, idx: StoryIdx, article: Article) {
        let story = &mut self.stories[idx.0 as usize];
        self.catalog.remove(idx, &story.names);
        let names = self.catalog.add(idx, &article);
        *story = Story { marks: story.marks, ..Story::new(article, names) };
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// All stories, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (StoryIdx, &Story)> {
        self.stories.iter().enumerate().map(|(n, story)| (StoryIdx(n as u32), story))
    }

    /// What names are looked up in.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// The story at a place that this store gave.
    pub fn story(&self, idx: StoryIdx) -> &Story {
        &self.stories[idx.0 as usize]
    }

    /// The story of an id.
    pub fn find(&self, id: &ArticleId) -> Option<StoryIdx> {
        self.by_id.get(id).copied()
    }

    /// The stories whose ids start with `prefix`.
    pub fn find_prefix(&self, prefix: &str) -> Vec<StoryIdx> {
        self.iter().filter(|(_, story)| story.article.id.0.starts_with(prefix)).map(|(idx, _)| idx).collect()
    }

    /// Sets what the reader did with a story, and gives what it was before.
    pub fn set_marks(&mut self, idx: StoryIdx, marks: Marks) -> Marks {
        std::mem::replace(&mut self.stories[idx.0 as usize].marks, marks)
    }

    /// The facet that a term filters by, with a count of nothing; `None` where no story has it.
    pub fn facet(&self, term: &Term) -> Option<Facet> {
        self.catalog.names().iter().map(Facet::uncounted).find(|facet| facet.term().means(term))
    }

    /// The name of a family of models.
    pub fn family_name(&self, id: &Clean) -> Clean {
        let entry = self.lexicon.entry(EntityKind::Model, id).map(|entry| entry.name.clone());
        let found = || self.catalog.find(FacetKind::Entity(EntityKind::Model), id).map(|name| name.shown.clone());
        let version = || self.catalog.names().iter().find(|name| name.family.as_ref() == Some(id) && name.id != *id);
        let of_version = || version().and_then(|name| Some(Clean::from(without_version(&name.shown, id)?)));
        let named = entry.or_else(|| found().filter(|shown| !shown.is_empty())).or_else(of_version);
        named.unwrap_or_else(|| id.clone())
    }

    fn family(&self, id: &Clean, found: &StorySet) -> Option<Facet> {
        let name = self.catalog.find(FacetKind::Entity(EntityKind::Model), id)?;
        let n_stories = name.all.iter().filter(|idx| found.has(**idx)).count();
        Some(Facet { name: self.family_name(id), n_stories, ..Facet::uncounted(name) })
    }

    /// Notes that an entity is in a lexicon now: its name is novel no more.
    pub fn know(&mut self, key: &EntityKey) {
        let Some(name) = self.catalog.know(FacetKind::Entity(key.kind), &key.id) else { return };
        for story in name.direct.clone() {
            let article = Arc::make_mut(&mut self.stories[story.0 as usize].article);
            let own = article.entities.iter_mut().filter(|named| EntityKey::of(named) == *key);
            own.for_each(|named| named.novel = false);
        }
    }

    /// The entities that stories name and that go by `name`: the one of that id, else what the lexicon says, else who
    /// is so called.
    pub fn named(&self, kind: Option<EntityKind>, name: &str) -> Vec<EntityKey> {
        let names = self.names_of(kind, name);
        let keys = names.into_iter().filter(|name| !name.all.is_empty()).filter_map(|name| match name.kind {
            FacetKind::Entity(kind) => Some(EntityKey { kind, id: name.id.clone() }),
            FacetKind::Topic | FacetKind::Source => None,
        });
        keys.collect()
    }

    /// The stories that `query` shows, with their facets. Days are counted back from `today`.
    pub fn select(&self, query: &Query, today: Date) -> Selection {
        let mut evaluation = Evaluation::new(self, today);
        let found = evaluation.stories(&query.filter, &StorySet::all(self.len()));
        let rows = evaluation.sorted(query, &found);
        let n_unread = rows.iter().filter(|idx| !self.story(**idx).marks.read).count();
        let facets: Facets = self.catalog.names().iter().filter_map(|name| Facet::counted(name, &found)).collect();
        let facets = facets.with_families(|id| self.family(id, &found));
        Selection { rows, facets, n_unread }
    }
}

impl Story {
    fn new(article: Article, names: StoryNames) -> Self {
        let title = fold::lower(&article.title);
        let body = fold::lower(&article.text());
        let figures = fulltext::has_figures(&title) || fulltext::has_figures(&body);
        Self { article: Arc::new(article), marks: Marks::default(), title, body, figures, names }
    }
}

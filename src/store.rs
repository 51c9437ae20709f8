//! The articles in memory: what is shown for a query, and how often each entity, topic and source stands in it.

pub mod facets;
pub mod fold;
pub mod fuzzy;
pub mod query;

pub use facets::{Facet, FacetKind, Facets};
pub use fuzzy::Pattern;
pub use query::{Polarity, Query, QueryError, Term};

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use crate::article::{Article, ArticleId, Marks, Published};
use crate::entity::Lexicon;

/// All stories, and what finds them.
#[derive(Clone, Debug)]
pub struct Store {
    lexicon: Arc<Lexicon>,
    stories: Vec<Story>,
    by_id: HashMap<ArticleId, StoryIdx>,
}

/// One article and what the reader did with it.
#[derive(Clone, Debug)]
pub struct Story {
    /// What is read.
    pub article: Arc<Article>,
    /// What the reader did with it.
    pub marks: Marks,
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
        Self { lexicon, stories: Vec::new(), by_id: HashMap::new() }
    }

    /// Takes in articles and says how many are new. One with the id of an earlier one replaces it, which keeps its
    /// place and its marks.
    pub fn insert(&mut self, articles: Vec<Article>) -> usize {
        let before = self.stories.len();
        for article in articles {
            let article = Arc::new(article);
            match self.find(&article.id) {
                Some(idx) => self.stories[idx.0 as usize].article = article,
                None => {
                    self.by_id.insert(article.id.clone(), StoryIdx(self.stories.len() as u32));
                    self.stories.push(Story { article, marks: Marks::default() });
                }
            }
        }
        self.stories.len() - before
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

    /// The stories that `query` shows, with their facets. Days are counted back from `today`.
    pub fn select(&self, _query: &Query, _today: Date) -> Selection {
        let mut rows: Vec<StoryIdx> = self.iter().map(|(idx, _)| idx).collect();
        let instant = |idx: &StoryIdx| self.story(*idx).article.origin.published.map(Published::instant);
        rows.sort_by_key(|idx| std::cmp::Reverse(instant(idx).unwrap_or(DateTime::MIN)));
        let n_unread = rows.iter().filter(|idx| !self.story(**idx).marks.read).count();
        let mut counts = BTreeMap::new();
        for named in rows.iter().flat_map(|idx| &self.story(*idx).article.entities) {
            let facet = Facet {
                kind: FacetKind::Entity(named.kind),
                id: named.id.clone(),
                name: named.name.clone(),
                n_stories: 0,
                novel: named.novel,
            };
            counts.entry((named.kind, named.id.clone())).or_insert(facet).n_stories += 1;
        }
        Selection { rows, facets: counts.into_values().collect(), n_unread }
    }
}

//! What is loaded: the articles, and what could not be read.

use std::collections::HashMap;

use super::event::{FromLibrary, Loaded};
use super::refresh::Round;
use super::texts::Texts;
use crate::article::{ArticleId, Reading, ReadingChange};
use crate::import::Problem;
use crate::store::{Store, StoryIdx};

/// What is loaded.
#[derive(Clone, Debug)]
pub struct News {
    /// The articles.
    pub store: Store,
    /// What could not be read: path and problem.
    pub problems: Vec<(String, Problem)>,
    /// The first story of each document that has problems, by its path.
    pub first_stories: HashMap<String, ArticleId>,
    /// More is being read.
    pub loading: bool,
    /// How much of all is read, in percent, where that is known.
    pub percent: Option<u8>,
    /// Sources are being asked.
    pub refreshing: Option<Round>,
    /// Stories that have arrived and are not shown yet.
    pub arrived: Vec<StoryIdx>,
    /// Texts that are asked for.
    pub texts: Texts,
    /// What the library told while all of its stories were on their way: it is taken in when they are here.
    pub held: Option<Vec<FromLibrary>>,
    /// What was kept of articles that are not here yet.
    pub readings: HashMap<ArticleId, Reading>,
    /// What is to be kept on disk and was not told yet.
    pub untold: Vec<(ArticleId, ReadingChange)>,
}

impl News {
    /// News of `store`, before anything was loaded into it.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            problems: Vec::new(),
            first_stories: HashMap::new(),
            loading: true,
            percent: None,
            refreshing: None,
            arrived: Vec::new(),
            texts: Texts::default(),
            held: None,
            readings: HashMap::new(),
            untold: Vec::new(),
        }
    }

    /// Whether the first story is still on its way: nobody can say yet what there is not.
    pub fn is_to_come(&self) -> bool {
        self.loading && self.store.is_empty()
    }

    /// Takes in articles and problems; the articles are in no answer before they are listed.
    pub fn take_in(&mut self, documents: Vec<Loaded>) {
        for Loaded { path, document } in documents {
            if let Some(first) = document.articles.first().filter(|_| !document.problems.is_empty()) {
                self.first_stories.entry(path.clone()).or_insert_with(|| first.id.clone());
            }
            let known: Vec<ArticleId> = self.expected(document.articles.iter().map(|article| &article.id));
            self.arrived.extend(self.store.take_in(document.articles));
            self.welcome(known);
            self.problems.extend(document.problems.into_iter().map(|problem| (path.clone(), problem)));
        }
    }

    /// Those of the articles that are not here yet, and of which something was kept.
    pub fn expected<'a>(&self, articles: impl Iterator<Item = &'a ArticleId>) -> Vec<ArticleId> {
        let is_expected = |id: &&ArticleId| self.readings.contains_key(*id) && self.store.find(id).is_none();
        articles.filter(is_expected).cloned().collect()
    }

    /// Gives articles that were expected what was kept of them.
    pub fn welcome(&mut self, articles: Vec<ArticleId>) {
        for article in articles {
            if let Some(reading) = self.readings.remove(&article) {
                self.keep(article, reading);
            }
        }
    }

    /// Lists what has arrived.
    pub fn list(&mut self) {
        self.store.list(std::mem::take(&mut self.arrived));
    }

    /// Takes in what was kept of an article, which may not be here yet; whether it is.
    pub fn keep(&mut self, article: ArticleId, reading: Reading) -> bool {
        let story = self.store.find(&article);
        match story {
            Some(story) => self.store.set_reading(story, &reading),
            None => drop(self.readings.insert(article, reading)),
        }
        story.is_some()
    }

    /// Notes how far a story was read, in ten-thousandths of its lines.
    pub fn set_place(&mut self, story: StoryIdx, place: u16) {
        if place == self.store.position(story) {
            return;
        }
        self.store.set_reading(story, &Reading { position: place, ..self.store.reading(story) });
        let article = ArticleId(self.store.id(story).to_owned());
        self.untold.push((article, ReadingChange { position: Some(place), ..ReadingChange::default() }));
    }
}

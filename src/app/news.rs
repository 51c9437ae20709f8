//! What is loaded: the articles, and what could not be read.

use std::collections::HashMap;

use super::event::Loaded;
use crate::article::ArticleId;
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
    /// Stories that have arrived and are not shown yet.
    pub arrived: Vec<StoryIdx>,
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
            arrived: Vec::new(),
        }
    }

    /// Takes in articles and problems; the articles are in no answer before they are listed.
    pub fn take_in(&mut self, documents: Vec<Loaded>) {
        for Loaded { path, document } in documents {
            if let Some(first) = document.articles.first().filter(|_| !document.problems.is_empty()) {
                self.first_stories.entry(path.clone()).or_insert_with(|| first.id.clone());
            }
            self.arrived.extend(self.store.take_in(document.articles));
            self.problems.extend(document.problems.into_iter().map(|problem| (path.clone(), problem)));
        }
    }

    /// Lists what has arrived.
    pub fn list(&mut self) {
        self.store.list(std::mem::take(&mut self.arrived));
    }
}

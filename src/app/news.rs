//! What is loaded: the articles, and what could not be read.

use std::collections::HashMap;

use crate::article::ArticleId;
use crate::import::Problem;
use crate::store::Store;

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
}

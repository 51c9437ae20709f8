//! What is loaded: the articles, and what could not be read.

use crate::import::Problem;
use crate::store::Store;

/// What is loaded.
#[derive(Clone, Debug)]
pub struct News {
    /// The articles.
    pub store: Store,
    /// What could not be read: path and problem.
    pub problems: Vec<(String, Problem)>,
    /// More is being read.
    pub loading: bool,
}

//! Link hints: a letter on each link in view; typing it opens the link.

use crate::app::reader::PageLink;

/// Letters in the order of reach on most keyboards.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// Letters on links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// Each letter with its link.
    pub links: Vec<(char, PageLink)>,
}

impl Hints {
    /// Letters for links; those past the alphabet have none.
    pub fn new(links: impl IntoIterator<Item = PageLink>) -> Self {
        Self { links: LETTERS.chars().zip(links).collect() }
    }

    /// The address behind a letter.
    pub fn url(&self, letter: char) -> Option<&str> {
        self.links.iter().find(|(hint, _)| *hint == letter).map(|(_, link)| link.url.as_str())
    }
}

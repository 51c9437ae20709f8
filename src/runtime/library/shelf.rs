//! The articles of the library on their way to the reader: the first screen at once, then all the others; and what was
//! done with articles that come from elsewhere.

use std::collections::HashSet;

use super::Writer;
use crate::app::{Event, Loaded};
use crate::article::{Article, ArticleId, Named, Reading};
use crate::entity;
use crate::import::Document;
use crate::library::{Library, Result, Stored};
use crate::runtime::load::Loader;
use crate::runtime::wait::Post;

/// Rows of the tallest windows.
const FIRST: usize = 100;

/// Articles that are told at a time: the store takes them in within a few milliseconds.
pub(super) const PORTION: usize = 64;

/// The articles of a library.
#[derive(Debug)]
pub struct Shelf {
    library: Library,
    writer: Writer,
    told: HashSet<ArticleId>,
}

impl Shelf {
    /// Tells the articles at the top of the list.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn begin(library: Library, writer: Writer, post: &Post) -> Result<Self> {
        let first = library.newest(FIRST)?;
        let told = first.iter().map(|stored| stored.article.id.clone()).collect();
        tell(first, post);
        Ok(Self { library, writer, told })
    }

    /// Tells all the others. Who is named is found anew where the lexicon, of which this is the version, was another.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn go_on(&self, loader: &Loader, version: i64, post: &Post) -> Result<()> {
        let n_articles = self.library.n_articles()?.max(1);
        let (mut last, mut n_told, mut percent) = (0, 0, 0);
        loop {
            let mut portion = self.library.after(last, PORTION)?;
            let Some(end) = portion.last() else { return Ok(()) };
            (last, n_told) = (end.row, n_told + portion.len() as i64);
            self.recognize(&mut portion, loader, version);
            portion.retain(|stored| stored.lexicon != version || !self.told.contains(&stored.article.id));
            if !tell(portion, post) {
                return Ok(());
            }
            let now = (100 * n_told / n_articles).min(100) as u8;
            if std::mem::replace(&mut percent, now) != now {
                post.send(Event::Read(now));
            }
        }
    }

    /// Finds who is named in articles for which another lexicon did, and has that kept.
    fn recognize(&self, portion: &mut [Stored], loader: &Loader, version: i64) {
        let mut renamed: Vec<(i64, Vec<Named>)> = Vec::new();
        for stored in portion.iter_mut().filter(|stored| stored.lexicon != version) {
            stored.article.entities.clear();
            entity::recognize(loader.lexicon(), &mut stored.article);
            renamed.push((stored.row, stored.article.entities.clone()));
        }
        if !renamed.is_empty() {
            self.writer.write(Box::new(move |batch| {
                renamed.iter().try_for_each(|(row, named)| batch.keep_names(*row, named, version))
            }));
        }
    }
}

/// Tells articles, and before them what was done with them; whether anybody listens.
pub(super) fn tell(stored: Vec<Stored>, post: &Post) -> bool {
    let mut readings: Vec<(ArticleId, Reading)> = Vec::new();
    let mut articles = Vec::with_capacity(stored.len());
    for Stored { article, state, .. } in stored {
        if state != Reading::default() {
            readings.push((article.id.clone(), state));
        }
        articles.push(article);
    }
    let document = Document { articles, ..Document::default() };
    let is_known = readings.is_empty() || post.send(Event::Readings(readings));
    is_known && post.send(Event::Arrived(vec![Loaded { path: String::new(), document }]))
}

/// Tells what was done with articles that are about to be told; whether anybody listens.
pub fn tell_readings(library: &Library, loaded: &[Loaded], post: &Post) -> bool {
    let articles = loaded.iter().flat_map(|loaded| &loaded.document.articles);
    // what cannot be read here is told by who writes it
    let reading = |article: &Article| Some((article.id.clone(), library.state(&article.id).ok()?));
    let readings = articles.filter_map(reading).filter(|(_, reading)| *reading != Reading::default());
    let readings: Vec<(ArticleId, Reading)> = readings.collect();
    readings.is_empty() || post.send(Event::Readings(readings))
}

//! The articles: columns for the list, bodies apart, and where each appears.

use std::hash::Hasher;

use rusqlite::{OptionalExtension, Row, Statement, params};
use siphasher::sip::SipHasher13;

use super::elsewhere::{ELSEWHERE, with_others};
use super::same::{Likeness, is_same};
use super::states::STATE;
use super::{Batch, DocumentId, Library, Result, Seconds, SourceId, illegible, states};
use crate::article::{Article, ArticleId, Named, Published, Reading};

/// What sorts undated articles: after all others.
const UNDATED: i64 = i64::MIN;

/// Articles with the same address or title that one is compared with: more of them are not told apart by their titles,
/// as "Weekly links" are not.
const MOST_LIKE: i64 = 16;

/// With what articles come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Whose they are.
    pub source: SourceId,
    /// What they were read from.
    pub document: Option<DocumentId>,
    /// When they came.
    pub at: Seconds,
    /// The version of the lexicon that their names were recognized with.
    pub lexicon: i64,
}

/// What became of an article that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is new.
    New,
    /// It was known, and its text is another one now.
    Changed,
    /// It was known as it is.
    Same,
    /// It was taken out before and stays out.
    Erased,
}

/// An article of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its number in the order of arrival.
    pub row: i64,
    /// All of it.
    pub article: Article,
    /// What the reader did with it.
    pub state: Reading,
    /// The version of the lexicon that its names were recognized with.
    pub lexicon: i64,
}

/// The columns of [`Stored`], and the tables that they are in.
fn stored_columns() -> String {
    format!(
        "SELECT a.id, b.content, a.lexicon, {ELSEWHERE}, {STATE}, a.key, a.title, a.publisher, a.published, a.url
         FROM articles a JOIN bodies b ON b.article = a.id LEFT JOIN states s ON s.article = a.key"
    )
}

impl Library {
    /// How many articles there are.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn n_articles(&self) -> Result<i64> {
        Ok(self.connection.prepare_cached("SELECT count(*) FROM articles")?.query_row([], |row| row.get(0))?)
    }

    /// The first `n` articles in the order of the list: latest first, those of one time by title.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn newest(&self, n: usize) -> Result<Vec<Stored>> {
        let first = "a.id IN (SELECT id FROM articles ORDER BY time DESC, title, key LIMIT ?1)";
        let query = format!("{} WHERE {first} ORDER BY a.time DESC, a.title, a.key", stored_columns());
        all(&mut *self.connection.prepare_cached(&query)?, [n as i64])
    }

    /// The next `n` articles in the order of arrival after the one with number `row`: their numbers and ids.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn ids_after(&self, row: i64, n: usize) -> Result<Vec<(i64, ArticleId)>> {
        ids(
            &mut *self.connection.prepare_cached("SELECT id, key FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2")?,
            [row, n as i64],
        )
    }

    /// The same of those alone whose names were recognized by another version of the lexicon.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn outdated(&self, lexicon: i64, row: i64, n: usize) -> Result<Vec<(i64, ArticleId)>> {
        let query = "SELECT id, key FROM articles WHERE id > ?1 AND lexicon <> ?3 ORDER BY id LIMIT ?2";
        ids(&mut *self.connection.prepare_cached(query)?, [row, n as i64, lexicon])
    }

    /// An article; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn article(&self, id: &ArticleId) -> Result<Option<Stored>> {
        let mut statement = self.connection.prepare_cached(&format!("{} WHERE a.key = ?1", stored_columns()))?;
        let mut rows = statement.query([&id.0])?;
        rows.next()?.map(stored).transpose()
    }

    /// The sources that have an article.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn sources_of(&self, id: &ArticleId) -> Result<Vec<SourceId>> {
        let query = "SELECT DISTINCT p.source FROM appearances p JOIN articles a ON a.id = p.article WHERE a.key = ?1 ORDER BY 1";
        let mut statement = self.connection.prepare_cached(query)?;
        let sources = statement.query_map([&id.0], |row| row.get(0))?;
        Ok(sources.collect::<rusqlite::Result<_>>()?)
    }

    /// How many articles a source has.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn n_articles_of(&self, source: SourceId) -> Result<i64> {
        let query = "SELECT count(DISTINCT article) FROM appearances WHERE source = ?1";
        Ok(self.connection.prepare_cached(query)?.query_row([source], |row| row.get(0))?)
    }
}

impl Batch<'_> {
    /// Keeps articles of a source; what became of each, in their order. One that is known keeps its state.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn keep_articles(&mut self, arrival: &Arrival, articles: &[Article]) -> Result<Vec<Outcome>> {
        articles.iter().map(|article| self.keep_article(arrival, article)).collect()
    }

    fn keep_article(&mut self, arrival: &Arrival, article: &Article) -> Result<Outcome> {
        if self.is_erased(&article.id)? {
            return Ok(Outcome::Erased);
        }
        let hash = hash(article)?;
        let (row, outcome) = match self.find(article)? {
            None => (self.insert(arrival, article)?, Outcome::New),
            Some(known) => {
                let before = self.appeared(known.row, arrival.source, &article.id)?;
                if before.is_none() {
                    self.touch(known.row)?;
                }
                let is_other = before != Some(hash);
                // of what several sources have, the first one's text is kept, and its corrections
                let article = Article { id: known.article.id.clone(), ..article.clone() };
                let is_own = known.source.is_none_or(|source| source == arrival.source);
                let is_edited = is_other && is_own && self::hash(&article)? != self::hash(&known.article)?;
                // what the disk has spoilt is whole again
                if is_edited || (known.is_illegible && is_own) {
                    self.replace(&known, arrival, &article)?;
                    self.renew_full_text(known.row, &article, known.full.as_ref())?;
                }
                (known.row, if is_edited { Outcome::Changed } else { Outcome::Same })
            }
        };
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO appearances (article, source, key, url, content, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET url = ?4, content = ?5, document = coalesce(?6, document)",
        )?;
        let url = article.origin.url.as_ref().map_or("", |url| url.as_str());
        statement.execute(params![row, arrival.source, article.id.0, url, hash, arrival.document])?;
        Ok(outcome)
    }

    /// Keeps who is named in an article, recognized anew.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_names(&mut self, row: i64, entities: &[Named], lexicon: i64) -> Result<()> {
        let mut statement = self.transaction.prepare_cached("SELECT content FROM bodies WHERE article = ?1")?;
        let body = statement.query_row([row], |row| Ok(illegible::body(row, 0))).optional()?;
        let Some(article) = body.flatten() else { return Ok(()) }; // it was taken out meanwhile, or is of no use
        let article = Article { entities: entities.to_vec(), ..article };
        let mut statement = self.transaction.prepare_cached("UPDATE articles SET lexicon = ?2 WHERE id = ?1")?;
        statement.execute(params![row, lexicon])?;
        self.put_body(row, &article)
    }

    /// The article that this one is, under whatever id.
    fn find(&self, article: &Article) -> Result<Option<Known>> {
        let by_id = "SELECT article FROM appearances WHERE key = ?1 LIMIT 1";
        let row = self.transaction.prepare_cached(by_id)?.query_row([&article.id.0], |row| row.get(0)).optional()?;
        if let Some(row) = row {
            return self.known(row);
        }
        let Likeness { address, title } = Likeness::of(article);
        let mut statement = self.transaction.prepare_cached(
            "SELECT id FROM articles WHERE address = ?1 AND address <> ''
             UNION SELECT id FROM articles WHERE likeness = ?2 AND likeness <> '' LIMIT ?3",
        )?;
        let rows = statement.query_map(params![address, title, MOST_LIKE], |row| row.get(0))?;
        for row in rows.collect::<rusqlite::Result<Vec<i64>>>()? {
            let known = self.known(row)?;
            if known.as_ref().is_some_and(|known| is_same(&known.article, article)) {
                return Ok(known);
            }
        }
        Ok(None)
    }

    fn known(&self, row: i64) -> Result<Option<Known>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT b.content, p.source, a.key, a.title, a.publisher, a.published, a.url, iif(f.shown, f.other, NULL)
             FROM articles a JOIN bodies b ON b.article = a.id LEFT JOIN full_texts f ON f.article = a.id
             LEFT JOIN appearances p ON p.article = a.id WHERE a.id = ?1 ORDER BY p.key = a.key DESC LIMIT 1",
        )?;
        let read = |found: &Row| {
            let (shown, own) = (illegible::body(found, 0), illegible::body(found, 7));
            let is_illegible = shown.is_none();
            let full = own.is_some().then(|| shown.clone()).flatten();
            let article = own.or(shown).unwrap_or_else(|| illegible::stand_in(found));
            Ok(Known { row, source: found.get(1)?, article, full, is_illegible })
        };
        Ok(statement.query_row([row], read).optional()?)
    }

    /// The hash of what an article was when this source had it last under this id.
    fn appeared(&self, row: i64, source: SourceId, key: &ArticleId) -> Result<Option<i64>> {
        let query = "SELECT content FROM appearances WHERE article = ?1 AND source = ?2 AND key = ?3";
        let mut statement = self.transaction.prepare_cached(query)?;
        Ok(statement.query_row(params![row, source, key.0], |row| row.get(0)).optional()?)
    }

    /// Takes articles out and notes that they were.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn erase_articles(&mut self, keys: &[String]) -> Result<()> {
        let mut delete = self.transaction.prepare_cached("DELETE FROM articles WHERE key = ?1")?;
        let mut note =
            self.transaction.prepare_cached("INSERT OR REPLACE INTO erased (article, changed) VALUES (?1, ?2)")?;
        for key in keys {
            delete.execute([key])?;
            note.execute(params![key, self.change])?;
        }
        Ok(())
    }

    fn is_erased(&self, id: &ArticleId) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM erased WHERE article = ?1)";
        Ok(self.transaction.prepare_cached(query)?.query_row([&id.0], |row| row.get(0))?)
    }

    fn insert(&mut self, arrival: &Arrival, article: &Article) -> Result<i64> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO articles (key, time, title, publisher, published, url, address, likeness, arrived, lexicon, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
        )?;
        let Columns { time, title, publisher, published, url } = Columns::of(article);
        let (key, Likeness { address, title: likeness }) = (&article.id.0, Likeness::of(article));
        let Arrival { at, lexicon, .. } = arrival;
        let change = self.change;
        let values = params![key, time, title, publisher, published, url, address, likeness, at, lexicon, change];
        let row = statement.query_row(values, |row| row.get(0))?;
        self.put_body(row, article)?;
        Ok(row)
    }

    /// Puts an article in the place of the one that was known. Where its words are others, and the reader has read those
    /// before, that is noted.
    fn replace(&mut self, known: &Known, arrival: &Arrival, article: &Article) -> Result<()> {
        let row = known.row;
        let is_reworded = known.article.title != article.title || known.article.text() != article.text();
        if is_reworded && !known.is_illegible {
            self.note_new_text(&article.id)?;
        }
        let mut statement = self.transaction.prepare_cached(
            "UPDATE articles SET time = ?2, title = ?3, publisher = ?4, published = ?5, url = ?6, address = ?7,
             likeness = ?8, edited = ?9, lexicon = ?10, changed = ?11 WHERE id = ?1",
        )?;
        let Columns { time, title, publisher, published, url } = Columns::of(article);
        let Likeness { address, title: likeness } = Likeness::of(article);
        let Arrival { at, lexicon, .. } = arrival;
        let change = self.change;
        let values = params![row, time, title, publisher, published, url, address, likeness, at, lexicon, change];
        statement.execute(values)?;
        self.put_body(row, article)
    }

    /// Has others take an article in anew: it appears elsewhere as well now.
    fn touch(&self, row: i64) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE articles SET changed = ?2 WHERE id = ?1")?
            .execute([row, self.change])?;
        Ok(())
    }

    pub(super) fn put_body(&self, row: i64, article: &Article) -> Result<()> {
        let put = "INSERT OR REPLACE INTO bodies (article, content) VALUES (?1, ?2)";
        self.transaction.prepare_cached(put)?.execute(params![row, serde_json::to_vec(article)?])?;
        self.put_head(row, article)
    }
}

/// An article of the library that another may be.
struct Known {
    row: i64,
    /// Whose it was first.
    source: Option<SourceId>,
    /// As its source gave it.
    article: Article,
    /// With the text of its page, where that is shown.
    full: Option<Article>,
    is_illegible: bool,
}

/// A hash of what was read: not of who is named in it, which the lexicon says.
fn hash(article: &Article) -> Result<i64> {
    let bare = Article { entities: Vec::new(), ..article.clone() };
    let mut hasher = SipHasher13::new();
    hasher.write(&serde_json::to_vec(&bare)?);
    Ok(hasher.finish() as i64)
}

/// What a list shows of an article.
struct Columns<'a> {
    time: i64,
    title: &'a str,
    publisher: &'a str,
    published: String,
    url: &'a str,
}

impl<'a> Columns<'a> {
    fn of(article: &'a Article) -> Self {
        let published = article.origin.published;
        Self {
            time: published.map_or(UNDATED, time),
            title: article.title.as_str(),
            publisher: article.origin.source.as_deref().unwrap_or(""),
            published: published.map(|published| published.to_string()).unwrap_or_default(),
            url: article.origin.url.as_ref().map_or("", |url| url.as_str()),
        }
    }
}

/// Microseconds since 1970, of a time as it was written.
fn time(published: Published) -> i64 {
    let timestamp = jiff::tz::Offset::UTC.to_timestamp(published.instant());
    timestamp.map_or(UNDATED, |timestamp| timestamp.as_microsecond())
}

fn all(statement: &mut Statement, values: impl rusqlite::Params) -> Result<Vec<Stored>> {
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(stored(row)?);
    }
    Ok(found)
}

fn ids(statement: &mut Statement, values: impl rusqlite::Params) -> Result<Vec<(i64, ArticleId)>> {
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, ArticleId(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn stored(row: &Row) -> Result<Stored> {
    let article = illegible::body(row, 1).unwrap_or_else(|| illegible::stand_in(row));
    Ok(Stored {
        row: row.get(0)?,
        article: with_others(article, row.get_ref(3)?.as_str().unwrap_or("[]")),
        lexicon: row.get(2).unwrap_or(0),
        state: states::read(row, 4),
    })
}

//! The articles: columns for the list, bodies apart, and where each appears.

use rusqlite::{OptionalExtension, Row, Statement, params};

use super::states::{self, State};
use super::{Batch, DocumentId, Library, Result, Seconds, SourceId};
use crate::article::{Article, ArticleId, Published};

/// What sorts undated articles: after all others.
const UNDATED: i64 = i64::MIN;

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
    pub state: State,
    /// The version of the lexicon that its names were recognized with.
    pub lexicon: i64,
}

const STORED: &str = "SELECT a.id, b.content, a.lexicon, s.read, s.starred, s.later, s.position, s.tags, s.note
    FROM articles a JOIN bodies b ON b.article = a.id LEFT JOIN states s ON s.article = a.key";

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
        let query = format!("{STORED} WHERE {first} ORDER BY a.time DESC, a.title, a.key");
        all(&mut *self.connection.prepare_cached(&query)?, [n as i64])
    }

    /// The next `n` articles in the order of arrival after the one with number `row`.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn after(&self, row: i64, n: usize) -> Result<Vec<Stored>> {
        let query = format!("{STORED} WHERE a.id > ?1 ORDER BY a.id LIMIT ?2");
        all(&mut *self.connection.prepare_cached(&query)?, [row, n as i64])
    }

    /// An article; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn article(&self, id: &ArticleId) -> Result<Option<Stored>> {
        let mut statement = self.connection.prepare_cached(&format!("{STORED} WHERE a.key = ?1"))?;
        let mut rows = statement.query([&id.0])?;
        rows.next()?.map(stored).transpose()
    }

    /// The sources that have an article.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn sources_of(&self, id: &ArticleId) -> Result<Vec<SourceId>> {
        let query =
            "SELECT p.source FROM appearances p JOIN articles a ON a.id = p.article WHERE a.key = ?1 ORDER BY 1";
        let mut statement = self.connection.prepare_cached(query)?;
        let sources = statement.query_map([&id.0], |row| row.get(0))?;
        Ok(sources.collect::<rusqlite::Result<_>>()?)
    }

    /// How many articles a source has.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn n_articles_of(&self, source: SourceId) -> Result<i64> {
        let query = "SELECT count(*) FROM appearances WHERE source = ?1";
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
        let content = serde_json::to_vec(article)?;
        let (row, outcome) = match self.known(&article.id)? {
            None => (self.insert(arrival, article, &content)?, Outcome::New),
            Some((row, known)) if known == content => (row, Outcome::Same),
            Some((row, _)) => {
                self.replace(row, arrival.lexicon, article, &content)?;
                (row, Outcome::Changed)
            }
        };
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO appearances (article, source, document) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET document = coalesce(?3, document)",
        )?;
        statement.execute(params![row, arrival.source, arrival.document])?;
        Ok(outcome)
    }

    /// Keeps an article whose names were recognized anew.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_names(&mut self, row: i64, article: &Article, lexicon: i64) -> Result<()> {
        let content = serde_json::to_vec(article)?;
        let mut statement = self.transaction.prepare_cached("UPDATE articles SET lexicon = ?2 WHERE id = ?1")?;
        statement.execute(params![row, lexicon])?;
        self.put_body(row, &content)
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

    fn known(&self, id: &ArticleId) -> Result<Option<(i64, Vec<u8>)>> {
        let query = "SELECT a.id, b.content FROM articles a JOIN bodies b ON b.article = a.id WHERE a.key = ?1";
        let mut statement = self.transaction.prepare_cached(query)?;
        Ok(statement.query_row([&id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    fn insert(&mut self, arrival: &Arrival, article: &Article, content: &[u8]) -> Result<i64> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO articles (key, time, title, publisher, published, url, arrived, lexicon, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
        )?;
        let Columns { time, title, publisher, published, url } = Columns::of(article);
        let key = &article.id.0;
        let values = params![key, time, title, publisher, published, url, arrival.at, arrival.lexicon, self.change];
        let row = statement.query_row(values, |row| row.get(0))?;
        self.put_body(row, content)?;
        Ok(row)
    }

    fn replace(&mut self, row: i64, lexicon: i64, article: &Article, content: &[u8]) -> Result<()> {
        let mut statement = self.transaction.prepare_cached(
            "UPDATE articles SET time = ?2, title = ?3, publisher = ?4, published = ?5, url = ?6, lexicon = ?7,
             changed = ?8 WHERE id = ?1",
        )?;
        let Columns { time, title, publisher, published, url } = Columns::of(article);
        statement.execute(params![row, time, title, publisher, published, url, lexicon, self.change])?;
        self.put_body(row, content)
    }

    fn put_body(&self, row: i64, content: &[u8]) -> Result<()> {
        let put = "INSERT OR REPLACE INTO bodies (article, content) VALUES (?1, ?2)";
        self.transaction.prepare_cached(put)?.execute(params![row, content])?;
        Ok(())
    }
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

fn stored(row: &Row) -> Result<Stored> {
    let content = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
    Ok(Stored {
        row: row.get(0)?,
        article: serde_json::from_slice(content)?,
        lexicon: row.get(2)?,
        state: states::read(row, 3)?,
    })
}

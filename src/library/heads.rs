//! The articles without their bodies, as the store takes them in.

use std::ops::ControlFlow;

use rusqlite::{Connection, Row, params};

use super::elsewhere::{ELSEWHERE, head_with_others};
use super::states::STATE;
use super::{Batch, Library, Result, illegible, states};
use crate::article::head::WrittenHead;
use crate::article::{Article, ArticleId, Head, Marks, Reading};

/// An article of the library without its body.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredHead {
    /// Its number in the order of arrival.
    pub row: i64,
    /// What is known without the body.
    pub head: Head,
    /// What the reader did with it.
    pub state: Reading,
}

/// The columns of [`StoredHead`], and the tables that they are in.
fn stored_columns() -> String {
    format!(
        "SELECT h.article, h.content, {ELSEWHERE}, {STATE}
         FROM articles a JOIN heads h ON h.article = a.id LEFT JOIN states s ON s.article = a.key"
    )
}

impl Library {
    /// The heads of the first `n` articles in the order of the list: latest first, those of one time by title.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn newest_heads(&self, n: usize) -> Result<Vec<StoredHead>> {
        let first = "a.id IN (SELECT id FROM articles ORDER BY time DESC, title, key LIMIT ?1)";
        let query = format!("{} WHERE {first} ORDER BY a.time DESC, a.title, a.key", stored_columns());
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut rows = statement.query([n as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.stored(row)?);
        }
        Ok(found)
    }

    /// The head of an article; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn head(&self, id: &ArticleId) -> Result<Option<StoredHead>> {
        let mut statement = self.connection.prepare_cached(&format!("{} WHERE a.key = ?1", stored_columns()))?;
        let mut rows = statement.query([&id.0])?;
        rows.next()?.map(|row| self.stored(row)).transpose()
    }

    /// Gives `take` the heads of all articles in the order of arrival, until it wants no more. What was done with them is
    /// told by [`Self::marks`] and [`Self::readings`].
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn heads(&self, mut take: impl FnMut(WrittenHead) -> ControlFlow<()>) -> Result<()> {
        let elsewhere = self.elsewhere()?;
        let mut statement = self.connection.prepare_cached("SELECT article, content FROM heads ORDER BY article")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let content = row.get_ref(1)?.as_blob().unwrap_or_default();
            let others = elsewhere.get(&number);
            let written = if others.is_none() { WrittenHead::new(content.to_vec()) } else { None };
            let head = match written {
                Some(head) => head,
                None => {
                    let others = others.map_or("[]", String::as_str);
                    WrittenHead::from(&head_with_others(self.read(number, content)?, others))
                }
            };
            if take(head).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The marks of all articles that have some.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn marks(&self) -> Result<Vec<(ArticleId, Marks)>> {
        let query = "SELECT article, read, starred, later FROM states WHERE read OR starred OR later";
        let mut statement = self.connection.prepare_cached(query)?;
        // what the disk has spoilt is nobody's mark
        let marks =
            statement.query_map([], |row| Ok((ArticleId(row.get(0).unwrap_or_default()), states::marks(row, 1))))?;
        Ok(marks.collect::<rusqlite::Result<_>>()?)
    }

    /// What was kept of articles beside marks, and their marks with it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn readings(&self) -> Result<Vec<(ArticleId, Reading)>> {
        let query =
            format!("SELECT s.article, {STATE} FROM states s WHERE position <> 0 OR tags <> '[]' OR note <> ''");
        let mut statement = self.connection.prepare_cached(&query)?;
        let readings =
            statement.query_map([], |row| Ok((ArticleId(row.get(0).unwrap_or_default()), states::read(row, 1))))?;
        Ok(readings.collect::<rusqlite::Result<_>>()?)
    }

    fn stored(&self, row: &Row) -> Result<StoredHead> {
        let number = row.get(0)?;
        let head = self.read(number, row.get_ref(1)?.as_blob().unwrap_or_default())?;
        let others = row.get_ref(2)?.as_str().unwrap_or("[]");
        Ok(StoredHead { row: number, head: head_with_others(head, others), state: states::read(row, 3) })
    }

    fn read(&self, number: i64, content: &[u8]) -> Result<Head> {
        Head::from_bytes(content).map_or_else(|| made(&self.connection, number), Ok)
    }
}

impl Batch<'_> {
    /// Keeps the head of an article.
    pub(super) fn put_head(&self, row: i64, article: &Article) -> Result<()> {
        put(&self.transaction, row, &Head::of(article))
    }
}

/// Makes the heads that are missing.
pub(super) fn fill(connection: &Connection) -> Result<()> {
    let missing = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM heads)";
    let missing: Vec<i64> =
        connection.prepare(missing)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    missing.into_iter().try_for_each(|row| put(connection, row, &made(connection, row)?))
}

fn put(connection: &Connection, row: i64, head: &Head) -> Result<()> {
    let put = "INSERT OR REPLACE INTO heads (article, content) VALUES (?1, ?2)";
    connection.prepare_cached(put)?.execute(params![row, head.to_bytes()])?;
    Ok(())
}

/// The head of an article from its body; where that is none, from what else is known.
fn made(connection: &Connection, row: i64) -> Result<Head> {
    let query = "SELECT b.content, a.key, a.title, a.publisher, a.published, a.url
        FROM articles a LEFT JOIN bodies b ON b.article = a.id WHERE a.id = ?1";
    let mut statement = connection.prepare_cached(query)?;
    let article = |row: &Row| Ok(illegible::body(row, 0).unwrap_or_else(|| illegible::stand_in(row)));
    Ok(Head::of(&statement.query_row([row], article)?))
}

//! What the reader did with articles: marks, tags and notes of one's own, how far each was read.
//!
//! A change sets what it names and leaves the rest, so that of two processes one may star and the other mark as read.

use rusqlite::{OptionalExtension, Row, params};

use super::{Batch, Library, Result};
use crate::article::{ArticleId, Marks, Reading, ReadingChange};

impl Library {
    /// The state of an article; that of one which nothing was done with where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn state(&self, article: &ArticleId) -> Result<Reading> {
        let query = "SELECT read, starred, later, position, tags, note FROM states WHERE article = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([&article.0], |row| Ok(read(row, 0))).optional()?.unwrap_or_default())
    }

    /// How many articles have been read, have a star, are for later.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn count_marks(&self) -> Result<[i64; 3]> {
        let query = "SELECT coalesce(sum(read), 0), coalesce(sum(starred), 0), coalesce(sum(later), 0) FROM states";
        let counts = |row: &Row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]);
        Ok(self.connection.query_row(query, [], counts)?)
    }
}

impl Batch<'_> {
    /// Changes the state of an article, also of one that is not in the library.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn set_state(&mut self, article: &ArticleId, change: &ReadingChange) -> Result<()> {
        let tags = change.tags.as_ref().map(serde_json::to_string).transpose()?;
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO states (article, read, starred, later, position, tags, note, changed)
             VALUES (?1, coalesce(?2, 0), coalesce(?3, 0), coalesce(?4, 0), coalesce(?5, 0), coalesce(?6, '[]'),
                     coalesce(?7, ''), ?8)
             ON CONFLICT (article) DO UPDATE SET read = coalesce(?2, read), starred = coalesce(?3, starred),
                later = coalesce(?4, later), position = coalesce(?5, position), tags = coalesce(?6, tags),
                note = coalesce(?7, note), changed = ?8",
        )?;
        let ReadingChange { read, starred, later, position, note, .. } = change;
        statement.execute(params![article.0, read, starred, later, position, tags, note, self.change])?;
        Ok(())
    }
}

/// The state in the columns from `at` on: read, starred, later, position, tags, note. Null where there is none; what the
/// disk has spoilt is as if there were none.
pub(super) fn read(row: &Row, at: usize) -> Reading {
    let flag = |n: usize| row.get(at + n).unwrap_or(false);
    let text = |n: usize| row.get::<_, String>(at + n).unwrap_or_default();
    Reading {
        marks: Marks { read: flag(0), starred: flag(1), later: flag(2) },
        position: row.get(at + 3).unwrap_or(0),
        tags: serde_json::from_str(&text(4)).unwrap_or_default(),
        note: text(5),
    }
}

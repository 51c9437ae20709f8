//! What the reader did with articles: marks, tags and notes of one's own, how far each was read.
//!
//! A change sets what it names and leaves the rest, so that of two processes one may star and the other mark as read, and
//! both may add tags.

use rusqlite::{OptionalExtension, Row, params};

use super::{Batch, Library, Result};
use crate::article::{ArticleId, Marks, Reading, ReadingChange, note};
use crate::text::Clean;

/// The columns of a state in the order of [`read`], of the table `states s`. The first one is 1 where the article was read,
/// and 2 where its text became another one after that.
pub(super) const STATE: &str = "s.read, s.starred, s.later, s.position, s.tags, s.note";

impl Library {
    /// The state of an article; that of one which nothing was done with where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn state(&self, article: &ArticleId) -> Result<Reading> {
        let query = format!("SELECT {STATE} FROM states s WHERE s.article = ?1");
        let mut statement = self.connection.prepare_cached(&query)?;
        Ok(statement.query_row([&article.0], |row| Ok(read(row, 0))).optional()?.unwrap_or_default())
    }

    /// How many articles have been read, have a star, are for later.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn count_marks(&self) -> Result<[i64; 3]> {
        let query = "SELECT coalesce(sum(read > 0), 0), coalesce(sum(starred), 0), coalesce(sum(later), 0) FROM states";
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
        let tags = self.tags(article, change)?;
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO states (article, read, starred, later, position, tags, note, changed)
             VALUES (?1, coalesce(?2, 0) * (1 + coalesce(?9, 0)), coalesce(?3, 0), coalesce(?4, 0), coalesce(?5, 0),
                     coalesce(?6, '[]'), coalesce(?7, ''), ?8)
             ON CONFLICT (article) DO UPDATE SET
                read = coalesce(?2, read > 0) * (1 + coalesce(?9, read > 1)), starred = coalesce(?3, starred),
                later = coalesce(?4, later), position = coalesce(?5, position), tags = coalesce(?6, tags),
                note = coalesce(?7, note), changed = ?8",
        )?;
        let ReadingChange { read, starred, later, changed, position, note, .. } = change;
        statement.execute(params![article.0, read, starred, later, position, tags, note, self.change, changed])?;
        Ok(())
    }

    /// Notes that the text of an article has become another one, where it was read before.
    pub(super) fn note_new_text(&mut self, article: &ArticleId) -> Result<()> {
        let query = "UPDATE states SET read = 2, changed = ?2 WHERE article = ?1 AND read = 1";
        self.transaction.prepare_cached(query)?.execute(params![article.0, self.change])?;
        Ok(())
    }

    /// All tags that an article has after a change, as they are kept; `None` where it changes none.
    fn tags(&self, article: &ArticleId, change: &ReadingChange) -> Result<Option<String>> {
        if change.tagged.is_empty() && change.untagged.is_empty() {
            return Ok(None);
        }
        let mut statement = self.transaction.prepare_cached("SELECT tags FROM states WHERE article = ?1")?;
        let tags: Option<String> = statement.query_row([&article.0], |row| row.get(0)).optional()?;
        let before = Reading { tags: tags.map(|tags| read_tags(&tags)).unwrap_or_default(), ..Reading::default() };
        Ok(Some(serde_json::to_string(&before.with(change).tags)?))
    }
}

/// The state in the columns from `at` on, those of [`STATE`]. Null where there is none; what the disk has spoilt is as if
/// there were none.
pub(super) fn read(row: &Row, at: usize) -> Reading {
    // most have neither tags nor a note: nothing is copied for them
    let text = |n: usize| row.get_ref(at + n).ok().and_then(|text| text.as_str().ok()).unwrap_or_default();
    Reading {
        marks: marks(row, at),
        position: row.get(at + 3).unwrap_or(0),
        tags: read_tags(text(4)),
        note: note(text(5)),
    }
}

/// The marks in the columns from `at` on, the first ones of [`STATE`].
pub(super) fn marks(row: &Row, at: usize) -> Marks {
    let flag = |n: usize| row.get::<_, i64>(at + n).unwrap_or(0);
    Marks { read: flag(0) > 0, starred: flag(1) > 0, later: flag(2) > 0, changed: flag(0) > 1 }
}

fn read_tags(tags: &str) -> Vec<Clean> {
    if tags == "[]" { Vec::new() } else { serde_json::from_str(tags).unwrap_or_default() }
}

//! Changes of marks that can be undone, also in a later session.

use rusqlite::params;

use super::{Batch, Library, Result};
use crate::article::{ArticleId, Marks, Turn};

/// Changes kept. More than anyone takes back by hand; a bulk change counts as one.
pub const MOST_KEPT: i64 = 1000;

/// Names a change in the journal of one library.
pub type EntryId = i64;

/// Marks of several articles that were changed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number; later ones have larger ones.
    pub id: EntryId,
    /// What was done, in a word: `read`.
    pub what: String,
    /// It was taken back.
    pub undone: bool,
    /// Each article with its marks before and after.
    pub marks: Vec<Turn>,
}

impl Library {
    /// The journal, latest last.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn journal(&self) -> Result<Vec<Entry>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, what, undone, marks FROM journal ORDER BY id")?;
        let entries = statement.query_map([], |row| {
            let marks: String = row.get(3)?;
            let marks = marks.lines().filter_map(read).collect();
            Ok(Entry { id: row.get(0)?, what: row.get(1)?, undone: row.get(2)?, marks })
        })?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }
}

impl Batch<'_> {
    /// Notes a change that was made. What was taken back before can be made again no more.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn note_change(&mut self, what: &str, marks: &[Turn]) -> Result<EntryId> {
        let marks: String = marks.iter().map(write).collect();
        self.transaction.prepare_cached("DELETE FROM journal WHERE undone")?.execute([])?;
        let mut statement =
            self.transaction.prepare_cached("INSERT INTO journal (what, marks) VALUES (?1, ?2) RETURNING id")?;
        let id: EntryId = statement.query_row(params![what, marks], |row| row.get(0))?;
        let oldest = "DELETE FROM journal WHERE id <= ?1";
        self.transaction.prepare_cached(oldest)?.execute([id - MOST_KEPT])?;
        Ok(id)
    }

    /// Notes that a change was taken back, or was made again.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn note_undone(&mut self, id: EntryId, undone: bool) -> Result<()> {
        let mut statement = self.transaction.prepare_cached("UPDATE journal SET undone = ?2 WHERE id = ?1")?;
        statement.execute(params![id, undone])?;
        Ok(())
    }
}

/// Marks as a number: one bit each.
fn bits(marks: Marks) -> u8 {
    u8::from(marks.read) | u8::from(marks.starred) << 1 | u8::from(marks.later) << 2
}

fn marks(bits: u8) -> Marks {
    Marks { read: bits & 1 != 0, starred: bits & 2 != 0, later: bits & 4 != 0 }
}

fn write(Turn { article, before, after }: &Turn) -> String {
    format!("{} {} {}\n", article.0, bits(*before), bits(*after))
}

fn read(line: &str) -> Option<Turn> {
    let mut words = line.split(' ');
    let article = ArticleId(words.next()?.to_owned());
    let mut next = || words.next()?.parse().ok().map(marks);
    Some(Turn { article, before: next()?, after: next()? })
}

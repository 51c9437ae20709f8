//! Changes of states that can be undone, also in a later session.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::{Batch, Library, Result};
use crate::article::{ArticleId, Marks, Reading, ReadingChange, Turn};
use crate::text::Clean;

/// Changes kept. More than anyone takes back by hand; a bulk change counts as one.
pub const MOST_KEPT: i64 = 1000;

/// Names a change in the journal of one library.
pub type EntryId = i64;

/// States of several articles that were changed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number; later ones have larger ones.
    pub id: EntryId,
    /// What was done, in a word: `read`.
    pub what: String,
    /// It was taken back.
    pub undone: bool,
    /// What was set of each article, and what was there before.
    pub turns: Vec<Turn>,
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
            let turns = marks.lines().filter_map(read).collect();
            Ok(Entry { id: row.get(0)?, what: row.get(1)?, undone: row.get(2)?, turns })
        })?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }
}

impl Batch<'_> {
    /// Notes a change that was made. What was taken back before can be made again no more.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn note_change(&mut self, what: &str, turns: &[Turn]) -> Result<EntryId> {
        let marks: String = turns.iter().map(write).collect();
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
fn bits(Marks { read, starred, later, changed }: Marks) -> u8 {
    [read, starred, later, changed].into_iter().enumerate().map(|(at, is_set)| u8::from(is_set) << at).sum()
}

fn marks(bits: u8) -> Marks {
    let is_set = |at: u8| bits >> at & 1 == 1;
    Marks { read: is_set(0), starred: is_set(1), later: is_set(2), changed: is_set(3) }
}

/// What a turn changes beside marks.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Words {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tagged: Vec<Clean>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    untagged: Vec<Clean>,
    /// The note before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<(String, String)>,
}

/// Article, marks before, marks after, and what else is different as JSON.
fn write(turn: &Turn) -> String {
    let id = &turn.article.0;
    if let Some([before, after]) = turn.marks() {
        return format!("{id} {} {}\n", bits(before), bits(after));
    }
    let (before, after) = (turn.before(), turn.after());
    let [from, to] = [&before, &after].map(|change| bits(Reading::default().with(change).marks));
    let words = Words { note: before.note.zip(after.note), tagged: after.tagged, untagged: after.untagged };
    // texts and lists of them are always JSON
    let words = serde_json::to_string(&words).unwrap_or_default();
    format!("{id} {from} {to} {words}\n")
}

fn read(line: &str) -> Option<Turn> {
    let mut words = line.splitn(4, ' ');
    let article = ArticleId(words.next()?.to_owned());
    let mut next = || words.next()?.parse().ok().map(marks);
    let (from, to) = (next()?, next()?);
    let Some(words) = words.next() else { return Some(Turn::of_marks(article, from, to)) };
    let Words { tagged, untagged, note } = serde_json::from_str(words).ok()?;
    let (note_before, note) = note.unzip();
    let back = ReadingChange {
        tagged: untagged.clone(),
        untagged: tagged.clone(),
        note: note_before,
        ..ReadingChange::of_marks(to, from)
    };
    let there = ReadingChange { tagged, untagged, note, ..ReadingChange::of_marks(from, to) };
    Some(Turn::new(article, back, there))
}

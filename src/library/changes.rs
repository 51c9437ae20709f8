//! What changed in a library since one looked last, whoever changed it.

use rusqlite::Row;

use super::states::{self, STATE};
use super::{Library, Result};
use crate::article::{ArticleId, Reading};

/// What changed after a batch of a number, and up to which one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// The number of the last batch that is in here.
    pub number: i64,
    /// The states as they are now, each with the number of the batch that changed it last.
    pub states: Vec<(i64, ArticleId, Reading)>,
    /// Articles that came or whose text changed.
    pub articles: Vec<ArticleId>,
    /// Articles that were taken out.
    pub erased: Vec<ArticleId>,
    /// Sources were added, changed, hidden or taken out.
    pub sources: bool,
}

impl Library {
    /// The number of the last batch.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn changes(&self) -> Result<i64> {
        let query = "SELECT value FROM meta WHERE key = 'changes'";
        Ok(self.connection.prepare_cached(query)?.query_row([], |row| row.get(0))?)
    }

    /// What changed after the batch with this number.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn changes_since(&self, number: i64) -> Result<Changes> {
        let snapshot = self.connection.unchecked_transaction()?;
        let ids = |query: &str| -> Result<Vec<ArticleId>> {
            let mut statement = snapshot.prepare_cached(query)?;
            let ids = statement.query_map([number], |row| row.get(0).map(ArticleId))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        };
        let sources = "SELECT EXISTS (SELECT 1 FROM sources WHERE changed > ?1)
            OR (SELECT value FROM meta WHERE key = 'source_erased') > ?1";
        Ok(Changes {
            number: self.changes()?,
            states: self.states_since(number)?,
            // the sign has the few of them found by what changed, not all articles read in order
            articles: ids("SELECT key FROM articles WHERE changed > ?1 ORDER BY +id")?,
            erased: ids("SELECT article FROM erased WHERE changed > ?1")?,
            sources: snapshot.prepare_cached(sources)?.query_row([number], |row| row.get::<_, Option<bool>>(0))?
                == Some(true),
        })
    }

    fn states_since(&self, number: i64) -> Result<Vec<(i64, ArticleId, Reading)>> {
        let query = format!("SELECT s.changed, s.article, {STATE} FROM states s WHERE s.changed > ?1");
        let mut statement = self.connection.prepare_cached(&query)?;
        let row = |row: &Row| Ok((row.get(0)?, ArticleId(row.get(1)?), states::read(row, 2)));
        let states = statement.query_map([number], row)?;
        Ok(states.collect::<rusqlite::Result<_>>()?)
    }

    /// A number that is another one as soon as another connection has written.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

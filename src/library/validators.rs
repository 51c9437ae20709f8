//! When a source is asked again and with what, and what was wrong with its documents.

use rusqlite::{OptionalExtension, Row, params};

use super::{Batch, Library, Result, Seconds, SourceId};

/// What is known of asking a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag` of what was got last; empty: it sent none.
    pub etag: String,
    /// `Last-Modified` of it, as it was sent.
    pub modified: String,
    /// When it was asked last; 0: never.
    pub asked: Seconds,
    /// When it answered last.
    pub succeeded: Seconds,
    /// When it may be asked again.
    pub due: Seconds,
    /// How often it failed since.
    pub n_failures: u32,
    /// Why it failed the last time; empty: it did not.
    pub error: String,
}

/// Something that was wrong with a source's documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Something could not be read, rather than guessed or repaired.
    pub is_error: bool,
    /// The document and the place in it.
    pub place: String,
    /// What it is.
    pub what: String,
}

impl Library {
    /// What is known of asking a source; nothing of one that never was.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn validators(&self, source: SourceId) -> Result<Validators> {
        let mut statement = self.connection.prepare_cached(
            "SELECT etag, modified, asked, succeeded, due, n_failures, error FROM validators WHERE source = ?1",
        )?;
        let read = |row: &Row| {
            Ok(Validators {
                etag: row.get(0)?,
                modified: row.get(1)?,
                asked: row.get(2)?,
                succeeded: row.get(3)?,
                due: row.get(4)?,
                n_failures: row.get(5)?,
                error: row.get(6)?,
            })
        };
        Ok(statement.query_row([source], read).optional()?.unwrap_or_default())
    }

    /// What was wrong with a source's documents when it was read last.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn faults(&self, source: SourceId) -> Result<Vec<Fault>> {
        let query = "SELECT severity = 'error', place, what FROM problems WHERE source = ?1 ORDER BY id";
        let mut statement = self.connection.prepare_cached(query)?;
        let read = |row: &Row| Ok(Fault { is_error: row.get(0)?, place: row.get(1)?, what: row.get(2)? });
        let faults = statement.query_map([source], read)?;
        Ok(faults.collect::<rusqlite::Result<_>>()?)
    }
}

impl Batch<'_> {
    /// Notes how asking a source went.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn set_validators(&mut self, source: SourceId, validators: &Validators) -> Result<()> {
        let Validators { etag, modified, asked, succeeded, due, n_failures, error } = validators;
        let mut statement = self.transaction.prepare_cached(
            "INSERT OR REPLACE INTO validators (source, etag, modified, asked, succeeded, due, n_failures, error)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        statement.execute(params![source, etag, modified, asked, succeeded, due, n_failures, error])?;
        Ok(())
    }

    /// Notes what was wrong with a source's documents, instead of what was noted before.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn set_faults(&mut self, source: SourceId, faults: &[Fault]) -> Result<()> {
        self.transaction.prepare_cached("DELETE FROM problems WHERE source = ?1")?.execute([source])?;
        let insert = "INSERT INTO problems (source, severity, place, what) VALUES (?1, ?2, ?3, ?4)";
        let mut statement = self.transaction.prepare_cached(insert)?;
        for Fault { is_error, place, what } in faults {
            let severity = if *is_error { "error" } else { "warning" };
            statement.execute(params![source, severity, place, what])?;
        }
        Ok(())
    }
}

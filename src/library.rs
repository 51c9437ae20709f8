//! What is kept on disk: sources, documents as they came, articles, what the reader did with them. One SQLite file.
//!
//! Nothing that is acknowledged is lost, whatever happens to the process or to the power: WAL with `synchronous=FULL`
//! (with NORMAL a power cut takes a fifth of the acknowledged marks, with FULL none). Several processes write the same
//! library; each transaction has a number, and what it changed bears it ([`Library::changes`], [`changes::Changes`]).
//!
//! This module opens what it is given and waits for nobody but SQLite: when, on which thread and at which path is for
//! `runtime` to say.

pub mod articles;
pub mod changes;
pub mod documents;
mod elsewhere;
mod error;
mod full_texts;
mod heads;
mod illegible;
pub mod journal;
mod retention;
mod salvage;
mod same;
mod schema;
pub mod sources;
mod states;
#[cfg(test)]
mod tests;
mod validators;

pub use articles::{Arrival, Outcome, Stored};
pub use changes::Changes;
pub use documents::{DocumentId, NewDocument, Transfer};
pub use error::LibraryError;
pub use full_texts::Wanted;
pub use heads::StoredHead;
pub use salvage::Salvaged;
pub use schema::SCHEMA;
pub use sources::{NewSource, Origin, Secret, Settings, Source, SourceId};
pub use validators::{Fault, Validators};

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

/// How long a writer waits for another one before it gives up for now: far longer than any transaction takes.
const BUSY_TIME: Duration = Duration::from_secs(30);

/// Statements kept prepared: all that there are.
const MOST_PREPARED: usize = 64;

/// What is kept of pages that are read once: those on the way to the next article. SQLite keeps 2000 otherwise.
const CACHE_KILOBYTES: i64 = 256;

/// Seconds since 1970 in UTC.
pub type Seconds = i64;

/// What a library's functions give.
pub type Result<T> = std::result::Result<T, LibraryError>;

/// An open library.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
    access: Access,
}

/// What can be done with a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing.
    Full,
    /// Reading alone: nobody can write where it is.
    ReadOnly,
}

/// Changes that are made together, or not at all.
#[derive(Debug)]
pub struct Batch<'l> {
    transaction: Transaction<'l>,
    change: i64,
}

impl Library {
    /// Opens the library at `path`, which is made if nothing is there. One of an older schema is brought up to date,
    /// after a copy of it was written beside it.
    ///
    /// # Errors
    /// What is there is damaged, is no library or one of a newer newsdesk, or cannot be opened.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        prepare(&connection)?;
        let access = if connection.is_readonly("main")? { Access::ReadOnly } else { Access::Full };
        match access {
            Access::Full => schema::bring_up_to_date(&mut connection, path)?,
            Access::ReadOnly => schema::check(&connection)?,
        }
        Ok(Self { connection, path: path.to_path_buf(), access })
    }

    /// Opens a library for reading where nothing can be written, not even the files that readers share. Where it has a
    /// log (`has_log`), that of a newsdesk which was killed, what stands there is read too.
    ///
    /// # Errors
    /// As [`Self::open`]; of an older schema as well.
    pub fn open_read_only(path: &Path, has_log: bool) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        // an immutable file has no log; alone with it and without locks, none of the shared files is needed
        let how = if has_log { "vfs=unix-none" } else { "immutable=1" };
        let connection = Connection::open_with_flags(address(path, how), flags)?;
        if has_log {
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        }
        connection.set_prepared_statement_cache_capacity(MOST_PREPARED);
        schema::check(&connection)?;
        Ok(Self { connection, path: path.to_path_buf(), access: Access::ReadOnly })
    }

    /// Opens a library that somebody else has open, for a look: nothing there is made, mended or tidied up, whatever it is.
    ///
    /// # Errors
    /// As [`Self::open`]; of an older schema as well.
    pub fn open_to_look(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIME)?;
        schema::check(&connection)?;
        Ok(Self { connection, path: path.to_path_buf(), access: Access::ReadOnly })
    }

    /// The same library, of which little of what was read is kept in memory: for who reads all of it, or each part once.
    pub fn read_once(self) -> Self {
        // without it, it takes more memory and does the same
        let _ = self.connection.pragma_update(None, "cache_size", -CACHE_KILOBYTES);
        self
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What can be done with it.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Makes changes together: all of them are on the disk when this returns, or none is made.
    ///
    /// # Errors
    /// What `work` says, or that it cannot be written: see [`LibraryError`].
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Batch) -> Result<T>) -> Result<T> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let next = "UPDATE meta SET value = value + 1 WHERE key = 'changes' RETURNING value";
        let change = transaction.prepare_cached(next)?.query_row([], |row| row.get(0))?;
        let mut batch = Batch { transaction, change };
        let done = work(&mut batch)?;
        batch.transaction.commit()?;
        Ok(done)
    }

    /// What is wrong in the file, line by line; nothing where it is whole. Reads all of it.
    ///
    /// # Errors
    /// Where it is too damaged to be checked.
    pub fn check(&self) -> Result<Vec<String>> {
        let mut found = self.lines("PRAGMA integrity_check")?;
        found.retain(|line| line != "ok");
        found.extend(
            self.lines("SELECT 'a row of ' || \"table\" || ' without its ' || parent FROM pragma_foreign_key_check")?,
        );
        found.extend(self.illegible_bodies()?);
        Ok(found)
    }

    fn lines(&self, query: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(query)?;
        let lines = statement.query_map([], |row| row.get(0))?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }

    /// Lets go of a file that is no longer at its path, without tidying up there: what is there now is another one's.
    pub fn abandon(self) {
        // it cannot fail with this option, and if it could, there was nothing left to be done
        let _ = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }

    /// Writes a whole copy to `path`, where nothing may be yet.
    ///
    /// # Errors
    /// Where it cannot be read or written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        schema::copy(&self.connection, path)
    }
}

impl Batch<'_> {
    /// The number of these changes; each later batch, of whatever process, has a larger one.
    pub fn number(&self) -> i64 {
        self.change
    }
}

/// What every connection that writes has set.
fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY_TIME)?;
    connection.set_prepared_statement_cache_capacity(MOST_PREPARED);
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// The address that opens a file in some way.
fn address(path: &Path, how: &str) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => address.push(char::from(*byte)),
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    address + "?" + how
}

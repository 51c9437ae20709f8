//! What can still be read of a damaged library, taken over into a new one.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::{Library, Result, heads};

/// The tables with what their rows are ordered by, each after those that it refers to.
const TABLES: [(&str, &str); 11] = [
    ("sources", "id"),
    ("validators", "source"),
    ("documents", "id"),
    ("articles", "id"),
    ("bodies", "article"),
    ("heads", "article"),
    ("full_texts", "article"),
    ("appearances", "article"),
    ("states", "article"),
    ("erased", "article"),
    ("journal", "id"),
];

/// What was taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Sources.
    pub n_sources: i64,
    /// Articles.
    pub n_articles: i64,
    /// States of articles.
    pub n_states: i64,
}

impl Library {
    /// Takes over what can be read of the damaged library at `path`, which stays as it is. Rows whose own row is lost
    /// are left out.
    ///
    /// # Errors
    /// Where it cannot be written here.
    pub fn salvage(&mut self, path: &Path) -> Result<Salvaged> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // what is left of its log is read; it is opened for writing for that alone
        if let Ok(damaged) = Connection::open_with_flags(path, flags) {
            let _ = damaged.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            let _ = damaged.pragma_update(None, "query_only", true);
            // else a file that was cut off is not read at all
            let _ = damaged.pragma_update(None, "writable_schema", true);
            self.take_over(&damaged)?;
        }
        let count =
            |table: &str| self.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
        Ok(Salvaged { n_sources: count("sources")?, n_articles: count("articles")?, n_states: count("states")? })
    }

    fn take_over(&mut self, damaged: &Connection) -> Result<()> {
        self.write(|batch| {
            let new = &batch.transaction;
            new.pragma_update(None, "defer_foreign_keys", true)?;
            for (table, order) in TABLES {
                // a broken page ends a walk; what is behind it is found from the other end
                for direction in ["ASC", "DESC"] {
                    copy(damaged, new, table, &format!("SELECT * FROM {table} ORDER BY {order} {direction}"))?;
                }
            }
            new.execute_batch(include_str!("schema/orphans.sql"))?;
            heads::fill(new)?;
            for table in ["sources", "articles", "states", "erased"] {
                new.execute(&format!("UPDATE {table} SET changed = ?1"), [batch.change])?;
            }
            Ok(())
        })
    }
}

/// Copies rows until one cannot be read.
fn copy(from: &Connection, to: &Connection, table: &str, query: &str) -> Result<()> {
    let Ok(mut statement) = from.prepare(query) else { return Ok(()) };
    let n_columns = statement.column_count();
    let places = vec!["?"; n_columns].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {table} VALUES ({places})"))?;
    let Ok(mut rows) = statement.query([]) else { return Ok(()) };
    while let Ok(Some(row)) = rows.next() {
        let values: rusqlite::Result<Vec<Value>> = (0..n_columns).map(|column| row.get(column)).collect();
        let Ok(values) = values else { break };
        insert.execute(params_from_iter(values))?;
    }
    Ok(())
}

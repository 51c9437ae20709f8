//! The tables, and how a library of an older schema becomes one of this.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::{LibraryError, Result};

/// What leads from each schema to the next one, from the empty file on.
const STEPS: [&str; 1] = [include_str!("schema/1.sql")];

/// The schema of this newsdesk.
pub const SCHEMA: i64 = STEPS.len() as i64;

/// Tells our files from other programs' databases: "News" in ASCII.
const APPLICATION: i64 = 0x4e65_7773;

/// Copies of one schema that are kept before no further name is tried.
const MOST_COPIES: usize = 100;

/// Makes the tables, or brings them up to date.
pub(super) fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<()> {
    match schema(connection)? {
        Some(SCHEMA) => {}
        None => {
            // before the tables, and outside of any transaction
            connection.pragma_update(None, "journal_mode", "WAL")?;
            climb(connection)?;
        }
        Some(older) => {
            let copy = free_name(path, older).ok_or(LibraryError::Older(older))?;
            self::copy(connection, &copy)?;
            climb(connection)?;
        }
    }
    Ok(())
}

/// Whether the tables are those of this newsdesk.
pub(super) fn check(connection: &Connection) -> Result<()> {
    match schema(connection)? {
        Some(SCHEMA) => Ok(()),
        older => Err(LibraryError::Older(older.unwrap_or(0))),
    }
}

/// Writes a whole copy to `path`, where nothing may be yet.
pub(super) fn copy(connection: &Connection, path: &Path) -> Result<()> {
    let path = path.to_str().ok_or_else(|| LibraryError::Content(format!("{} is not in UTF-8", path.display())))?;
    connection.execute("VACUUM INTO ?1", [path])?;
    Ok(())
}

/// The schema that there is; `None` in an empty file.
fn schema(connection: &Connection) -> Result<Option<i64>> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let n_tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (number("application_id")?, number("user_version")?) {
        (0, 0) if n_tables == 0 => Ok(None),
        (APPLICATION, newer) if newer > SCHEMA => Err(LibraryError::Newer(newer)),
        (APPLICATION, schema @ 1..) => Ok(Some(schema)),
        _ => Err(LibraryError::Foreign),
    }
}

/// Takes all steps that are left. Another process may have taken them since we looked.
fn climb(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = schema(&transaction)?.unwrap_or(0);
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    Ok(transaction.commit()?)
}

/// Where the copy of a library goes before it is brought up to date.
fn free_name(path: &Path, schema: i64) -> Option<PathBuf> {
    let name = |n: usize| {
        let number = if n == 0 { String::new() } else { format!("-{n}") };
        path.with_added_extension(format!("schema-{schema}{number}"))
    };
    (0..MOST_COPIES).map(name).find(|path| !path.exists())
}

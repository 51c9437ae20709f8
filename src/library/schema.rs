//! The tables, and how a library of an older schema becomes one of this.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::{LibraryError, Result, heads};

/// What leads from each schema to the next one, from the empty file on.
const STEPS: [&str; 3] = [include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// The schema of this newsdesk.
pub const SCHEMA: i64 = STEPS.len() as i64;

/// Tells our files from other programs' databases: "News" in ASCII.
const APPLICATION: i64 = 0x4e65_7773;

/// Copies of one schema that are kept before no further name is tried.
const MOST_COPIES: usize = 100;

/// Makes the tables, or brings them up to date.
pub(super) fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<()> {
    climb_from_any(connection, path, &STEPS)
}

fn climb_from_any(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let schema = schema(connection, steps)?;
    // before any table is made, and outside of any transaction; a copy has lost it
    connection.pragma_update(None, "journal_mode", "WAL")?;
    match schema {
        Some(newest) if newest == steps.len() as i64 => {}
        None => climb(connection, steps)?,
        Some(older) => {
            let copy = free_name(path, older).ok_or(LibraryError::Older(older))?;
            self::copy(connection, &copy)?;
            climb(connection, steps)?;
        }
    }
    Ok(())
}

/// Whether the tables are those of this newsdesk.
pub(super) fn check(connection: &Connection) -> Result<()> {
    match schema(connection, &STEPS)? {
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
fn schema(connection: &Connection, steps: &[&str]) -> Result<Option<i64>> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let n_tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (number("application_id")?, number("user_version")?) {
        (0, 0) if n_tables == 0 => Ok(None),
        (APPLICATION, newer) if newer > steps.len() as i64 => Err(LibraryError::Newer(newer)),
        (APPLICATION, schema @ 1..) => Ok(Some(schema)),
        _ => Err(LibraryError::Foreign),
    }
}

/// Takes all steps that are left. Another process may have taken them since we looked.
fn climb(connection: &mut Connection, steps: &[&str]) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = schema(&transaction, steps)?.unwrap_or(0);
    for step in steps.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    heads::fill(&transaction)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", steps.len() as i64)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    #[test]
    fn an_older_library_is_copied_and_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        drop(Library::open(&path).unwrap());
        let next = "ALTER TABLE sources ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'";
        let steps: Vec<&str> = STEPS.into_iter().chain([next]).collect();
        let mut connection = Connection::open(&path).unwrap();
        for _ in 0..2 {
            climb_from_any(&mut connection, &path, &steps).unwrap();
            assert_eq!(schema(&connection, &steps).unwrap(), Some(SCHEMA + 1));
            connection.execute("UPDATE sources SET colour = 'red'", []).unwrap();
        }
        let copy = path.with_added_extension(format!("schema-{SCHEMA}"));
        assert_eq!(Library::open(&copy).unwrap().check().unwrap(), Vec::<String>::new());
        assert!(matches!(Library::open(&path), Err(LibraryError::Newer(newer)) if newer == SCHEMA + 1));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        drop(Library::open(&path).unwrap());
        let steps: Vec<&str> = STEPS.into_iter().chain(["DROP TABLE journal; DROP TABLE nothing"]).collect();
        let mut connection = Connection::open(&path).unwrap();
        assert!(climb_from_any(&mut connection, &path, &steps).is_err());
        drop(connection);
        assert_eq!(Library::open(&path).unwrap().journal().unwrap(), []);
    }
}

//! A library as it may be found: damaged, deleted, replaced.

use std::fs;
use std::path::Path;

use newsdesk::library::{Library, LibraryError};
use newsdesk::runtime::library::{Opened, open, open_as_it_is};

use super::{id, library_of, read};

/// Overwrites some bytes in the middle of each of the pages.
fn damage(path: &Path, pages: impl Iterator<Item = usize>) {
    let mut bytes = fs::read(path).unwrap();
    for page in pages {
        let middle = page * 4096 + 8;
        bytes.get_mut(middle..middle + 64).into_iter().for_each(|bytes| bytes.fill(0xa5));
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_library_is_set_aside_and_what_can_be_read_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = library_of(&path, 500);
    library.write(|batch| (1..=500).try_for_each(|n| batch.set_state(&id(format!("{n:016x}")), &read()))).unwrap();
    drop(library);
    // the schema is whole, the tables behind it are not
    let n_pages = fs::metadata(&path).unwrap().len() as usize / 4096;
    damage(&path, (n_pages / 2..n_pages).step_by(7));
    let before = fs::read(&path).unwrap();
    let found = Library::open(&path).unwrap().check();
    assert!(!matches!(found, Ok(lines) if lines.is_empty()), "it is not damaged");

    // a header that is none is seen when it is opened
    damage(&path, [0].into_iter());
    let Opened { library, told } = open(&path).unwrap();
    let told = told.unwrap();
    let aside = folder.path().join("library.db.damaged-1");
    assert!(told.contains("damaged") && told.contains(&aside.display().to_string()), "{told}");
    assert_eq!(fs::read(&aside).unwrap().len(), before.len());
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
    drop(library);

    // the second one has the next number
    fs::write(&path, "no database at all, and that for quite some bytes ".repeat(100)).unwrap();
    let Opened { library, .. } = open(&path).unwrap();
    assert!(folder.path().join("library.db.damaged-2").exists());
    assert_eq!(library.n_articles().unwrap(), 0);
}

#[test]
fn rows_on_both_sides_of_a_broken_page_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let (path, new) = (folder.path().join("library.db"), folder.path().join("new.db"));
    let mut library = library_of(&path, 2000);
    library.write(|batch| (1..=2000).try_for_each(|n| batch.set_state(&id(format!("{n:016x}")), &read()))).unwrap();
    drop(library);
    let raw = rusqlite::Connection::open(&path).unwrap();
    let leaf = "SELECT pageno FROM dbstat WHERE name = 'states' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 5";
    let page: Option<i64> = raw.query_row(leaf, [], |row| row.get(0)).ok();
    drop(raw);
    let Some(page) = page else { return }; // SQLite was built without a table of pages
    damage(&path, [page as usize - 1].into_iter());
    let before = fs::read(&path).unwrap();
    let mut library = Library::open(&new).unwrap();
    let salvaged = library.salvage(&path).unwrap();
    assert_eq!((salvaged.n_sources, salvaged.n_articles), (1, 2000));
    assert!((1500..2000).contains(&salvaged.n_states), "{salvaged:?}");
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn any_flipped_byte_is_survived() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 50));
    let whole = fs::read(&path).unwrap();
    for n in 0..40 {
        let mut bytes = whole.clone();
        let at = n * 7919 % if n % 2 == 0 { 4096 } else { bytes.len() };
        bytes[at] ^= 1 << (n % 8);
        for end in ["-wal", "-shm"] {
            drop(fs::remove_file(folder.path().join(format!("library.db{end}"))));
        }
        fs::write(&path, bytes).unwrap();
        // it is used, set aside or refused; it is never lost and never a panic
        let n_aside = || {
            let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
            names.filter(|name| name.to_string_lossy().contains("damaged-")).count()
        };
        let n_before = n_aside();
        match open(&path) {
            Ok(Opened { library, told }) => {
                drop((library.newest(100), library.check()));
                let is_told = told.is_some_and(|told| told.contains("damaged-"));
                assert_eq!(n_aside() > n_before, is_told, "byte {at}");
            }
            Err(refused) => assert!(path.exists(), "byte {at}: {refused}"),
        }
    }
}

#[test]
fn a_library_that_was_deleted_is_still_in_whose_hands_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = library_of(&path, 5);
    for end in ["", "-wal", "-shm"] {
        drop(fs::remove_file(folder.path().join(format!("library.db{end}"))));
    }
    library.write(|batch| batch.set_state(&id("0000000000000001"), &read())).unwrap();
    library.copy_to(&path).unwrap();
    library.abandon();
    let again = Library::open(&path).unwrap();
    assert_eq!((again.n_articles().unwrap(), again.count_marks().unwrap()[0]), (5, 1));
    // nobody writes over what is there
    assert!(matches!(again.copy_to(&path), Err(LibraryError::Other(_))));
}

/// A library with marks, of which the last stand in its log alone, as a newsdesk leaves it that is killed.
fn killed(path: &Path) {
    let whole = path.with_extension("whole");
    let mut library = library_of(&whole, 50);
    library.write(|batch| batch.set_state(&id("0000000000000001"), &read())).unwrap();
    for end in ["", "-wal"] {
        fs::copy(whole.with_extension(format!("whole{end}")), path.with_extension(format!("db{end}"))).unwrap();
    }
}

#[test]
fn the_log_of_a_killed_newsdesk_is_read_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    killed(&path);
    let before = ["db", "db-wal"].map(|end| fs::read(path.with_extension(end)).unwrap());
    let library = Library::open_read_only(&path, true).unwrap();
    assert_eq!((library.n_articles().unwrap(), library.count_marks().unwrap()[0]), (50, 1));
    drop(library);
    assert_eq!(["db", "db-wal"].map(|end| fs::read(path.with_extension(end)).unwrap()), before);
    assert!(!path.with_extension("db-shm").exists());
}

#[test]
fn of_one_that_was_cut_off_what_is_left_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = library_of(&path, 2000);
    library.write(|batch| (1..=2000).try_for_each(|n| batch.set_state(&id(format!("{n:016x}")), &read()))).unwrap();
    drop(library);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 5000]).unwrap();
    assert!(matches!(open_as_it_is(&path).unwrap_err().why, LibraryError::Damaged(_)));
    let Opened { library, told } = open(&path).unwrap();
    assert!(told.unwrap().contains("1 source, "));
    assert!(library.n_articles().unwrap() > 1000 && library.count_marks().unwrap()[0] > 1000);

    // an empty file is a new library, unless something stands beside it that would be deleted
    drop(library);
    killed(&path);
    fs::write(&path, "").unwrap();
    let log = fs::read(path.with_extension("db-wal")).unwrap();
    assert!(open(&path).unwrap().told.unwrap().contains("damaged-2"));
    assert_eq!(fs::read(folder.path().join("library.db.damaged-2-wal")).unwrap(), log);
}

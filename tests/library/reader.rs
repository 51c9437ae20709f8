//! The library behind the reader: what is done in one session is there in the next one, and in another at once.

use std::fs;
use std::path::Path;
use std::time::Duration;

use newsdesk::article::ReadingChange;
use newsdesk::library::Library;

use super::pty::Terminal;
use super::{id, library_of, read};

const WINDOW: (u16, u16) = (120, 30);

pub fn start(library: &Path) -> Terminal {
    let mut terminal = Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &library.display().to_string())]);
    terminal.wait_until("loaded stories", |text| text.contains(" stories") && !text.contains("reading"));
    terminal
}

pub fn leave(terminal: &mut Terminal) {
    terminal.send(b"Q");
    assert_eq!(terminal.wait().exit_code(), 0, "{}", terminal.text());
}

#[test]
fn the_next_session_knows_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 40));
    let mut terminal = start(&path);
    terminal.wait_for("40 stories · 40 unread");
    assert!(terminal.text().contains("Story 40"));
    terminal.type_keys("js\r");
    terminal.wait_for("39 unread");
    terminal.type_keys("hA");
    terminal.wait_for("39 stories read");
    leave(&mut terminal);
    assert!(!path.with_extension("db-wal").exists(), "all of it is in the one file");

    let mut terminal = start(&path);
    terminal.wait_for("40 stories · 0 unread");
    for unread in ["39 unread", "40 unread"] {
        terminal.type_keys("u");
        terminal.wait_for(unread);
    }
    terminal.type_keys("\x12");
    terminal.wait_for("39 unread");
    leave(&mut terminal);
    let state = Library::open(&path).unwrap().state(&id("0000000000000027")).unwrap();
    assert!(state.marks.read && state.marks.starred, "{state:?}");
}

#[test]
fn another_newsdesk_is_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = library_of(&path, 40);
    let [mut one, mut two] = [(); 2].map(|()| start(&path));
    one.type_keys("m");
    two.wait_for("39 unread");
    two.type_keys("jm");
    one.wait_for("38 unread");
    library.write(|batch| batch.set_state(&id("0000000000000001"), &read())).unwrap();
    one.wait_for("37 unread");
    two.wait_for("37 unread");
    // what one did is not what the other takes back
    two.type_keys("u");
    one.wait_for("38 unread");
    assert!(library.state(&id("0000000000000028")).unwrap().marks.read);
    leave(&mut one);
    leave(&mut two);
}

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn two_readers_and_a_third_writer_come_to_the_same_states() {
    const KEYS: [&str; 16] = ["m", "m", "s", "s", "w", "j", "j", "k", "u", "u", "\x12", "]", "G", "g", "A", "J"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = library_of(&path, 40);
    let mut readers = [(); 2].map(|()| start(&path));
    let mut dice = Dice(6);
    for _ in 0..150 {
        match dice.roll(10) {
            0 => {
                let (read, starred) = (Some(dice.roll(2) == 0), Some(dice.roll(2) == 0));
                let change = ReadingChange { read, starred, ..ReadingChange::default() };
                let story = id(format!("{:016x}", 1 + dice.roll(40)));
                library.write(|batch| batch.set_state(&story, &change)).unwrap();
            }
            reader => readers[reader % 2].send(KEYS[dice.roll(KEYS.len())].as_bytes()),
        }
        readers.iter_mut().for_each(|reader| _ = reader.listen(Duration::from_millis(5)));
    }
    // what is shown is what is kept, once both have written and have heard of each other
    readers.iter_mut().for_each(|reader| _ = reader.listen(Duration::from_millis(1500)));
    let [n_read, n_starred, n_later] = library.count_marks().unwrap();
    for reader in &mut readers {
        reader.wait_for(&format!("{} unread", 40 - n_read));
        for (query, n_shown) in [("starred", n_starred), ("later", n_later)] {
            reader.type_keys(&format!("0&\x15is:{query}\r"));
            reader.wait_for(&format!(" {n_shown} stor"));
        }
        assert!(!reader.text().contains("problem"), "{}", reader.text());
        leave(reader);
    }
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_story_opens_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let (path, story) = (folder.path().join("library.db"), folder.path().join("long.md"));
    let lines: String = (1..200).map(|n| format!("Line number {n}.\n\n")).collect();
    fs::write(&story, format!("# A long one\n\n{lines}")).unwrap();
    let (path, story) = (path.display().to_string(), story.display().to_string());
    let start = || {
        let mut terminal = Terminal::start_with(WINDOW, &[&story], &[("NEWSDESK_LIBRARY", &path)]);
        terminal.wait_for("A long one");
        terminal
    };
    let mut terminal = start();
    terminal.type_keys("\r");
    terminal.type_keys("    ");
    let line = terminal.text().lines().find_map(|line| Some(line.split_once("Line number ")?.1.to_owned())).unwrap();
    leave(&mut terminal);
    let mut terminal = start();
    terminal.wait_for(&format!("Line number {}", line.split('.').next().unwrap()));
    assert!(!terminal.text().contains("Line number 1."), "{}", terminal.text());
    leave(&mut terminal);
}

#[test]
fn a_library_that_is_deleted_meanwhile_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sub/library.db");
    fs::create_dir(folder.path().join("sub")).unwrap();
    drop(library_of(&path, 40));
    let mut terminal = start(&path);
    fs::remove_dir_all(folder.path().join("sub")).unwrap();
    terminal.type_keys("m");
    terminal.wait_for("the library was deleted; it is written anew");
    terminal.type_keys("jm");
    terminal.wait_for("38 unread");
    leave(&mut terminal);
    let library = Library::open(&path).unwrap();
    assert_eq!((library.n_articles().unwrap(), library.count_marks().unwrap()[0]), (40, 2));
}

#[test]
fn a_library_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let foreign = rusqlite::Connection::open(&path).unwrap();
    foreign.execute_batch("CREATE TABLE other (x)").unwrap();
    drop(foreign);
    let before = fs::read(&path).unwrap();
    let mut terminal = start(&path);
    terminal.wait_for("no library of newsdesk");
    terminal.wait_for("Anthropic is said");
    terminal.type_keys("m");
    terminal.wait_for("not kept: the library");
    terminal.send(b"Q");
    assert_eq!(terminal.wait().exit_code(), 3);
    assert!(terminal.text().contains("what was marked last is not kept"), "{}", terminal.text());
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_takes_the_place_of_the_library_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 40));
    let put = |bytes: &[u8]| {
        fs::write(folder.path().join("new"), bytes).unwrap();
        fs::rename(folder.path().join("new"), &path).unwrap();
    };
    let mut terminal = start(&path);
    put(b"no database at all, and that for quite some bytes");
    terminal.type_keys("m");
    terminal.wait_for("what took the library's place is none");
    let kept = |path: &Path| {
        let library = Library::open(path).unwrap();
        (library.n_articles().unwrap(), library.count_marks().unwrap()[0])
    };
    assert_eq!(kept(&path), (40, 1));
    let other = folder.path().join("other.db");
    drop(library_of(&other, 7));
    put(&fs::read(&other).unwrap());
    terminal.type_keys("jm");
    terminal.wait_for("another library is in the place");
    leave(&mut terminal);
    assert_eq!(kept(&path), (7, 1));
    assert_eq!(kept(&folder.path().join("library.db.replaced-1")), (40, 1));
}

#[test]
fn a_library_that_is_emptied_meanwhile_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 40));
    let mut terminal = start(&path);
    fs::write(&path, "").unwrap();
    terminal.wait_for("cut off: 0 of");
    terminal.type_keys("m");
    terminal.wait_for("39 unread");
    leave(&mut terminal);
    assert_eq!(Library::open(&path).unwrap().count_marks().unwrap()[0], 1);
}

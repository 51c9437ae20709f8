//! The library behind the reader: what is done in one session is there in the next one, and in another at once.

use std::fs;
use std::path::Path;

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

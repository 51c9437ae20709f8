//! Sources asked anew while somebody reads, in a real terminal.

use newsdesk::library::{Library, NewSource, Origin};
use newsdesk::text::Address;
use tempfile::TempDir;

use super::pty::Terminal;
use super::server::Server;

const WINDOW: (u16, u16) = (120, 36);

/// A library with a file that was read, and feeds that were not asked yet.
fn library(folder: &TempDir, server: &Server, paths: &[&str]) -> String {
    let (path, story) = (folder.path().join("library.db"), folder.path().join("first.md"));
    std::fs::write(&story, "# The first story\n\nIts words.\n").expect("a story");
    let mut library = Library::open(&path).expect("a library");
    let web = paths.iter().map(|path| Origin::Feed(Address::new(&server.at(path)).expect("an address")));
    let added = library.write(|batch| {
        std::iter::once(Origin::File(story))
            .chain(web)
            .try_for_each(|origin| batch.add_source(&NewSource::new(origin), 1).map(|_| ()))
    });
    added.expect("sources");
    path.display().to_string()
}

#[test]
fn new_stories_come_and_failures_are_among_the_problems() {
    let (folder, server) = (tempfile::tempdir().unwrap(), Server::start("127.0.0.1"));
    let path = library(&folder, &server, &["/feed/1", "/gone"]);
    let mut terminal = Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &path)]);
    terminal.wait_for("0 stories");
    terminal.send(b"R");
    terminal.wait_for("4 new stories from 3 sources; 1 failed");
    terminal.wait_for("4 stories");
    assert!(
        terminal.text().contains("The first story") && terminal.text().contains("1, story 3"),
        "{}",
        terminal.text()
    );
    terminal.type_keys("!");
    terminal.wait_for("410");
    terminal.send(b"Q");
    terminal.wait();
    // what failed is told again by the next newsdesk
    let mut terminal = Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &path)]);
    terminal.wait_for("1 problem");
    terminal.type_keys("!");
    terminal.wait_for("410");
    terminal.send(b"Q");
    terminal.wait();
    assert_eq!(Library::open(path.as_ref()).unwrap().n_articles().unwrap(), 4);
}

#[test]
fn the_same_key_stops_it() {
    let (folder, server) = (tempfile::tempdir().unwrap(), Server::start("127.0.0.1"));
    let path = library(&folder, &server, &["/silent"]);
    let mut terminal = Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &path)]);
    terminal.wait_for("0 stories");
    terminal.send(b"R");
    terminal.wait_for("asking 1/2");
    terminal.send(b"R");
    terminal.wait_for("stopped after 1 of 2 sources: 1 new story");
    terminal.send(b"Q");
    terminal.wait();
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_put_into_a_folder_appears() {
    let folder = tempfile::tempdir().unwrap();
    let (path, notes) = (folder.path().join("library.db"), folder.path().join("notes"));
    std::fs::create_dir_all(notes.join("old")).unwrap();
    std::fs::write(notes.join("a.md"), "# The first story\n\nIts words.\n").unwrap();
    let mut library = Library::open(&path).unwrap();
    library.write(|batch| batch.add_source(&NewSource::new(Origin::Folder(notes.clone())), 1)).unwrap();
    let mut terminal = Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &path.display().to_string())]);
    terminal.wait_for("The first story");
    std::fs::write(notes.join("old/b.md"), "# The second story\n\nIts words.\n").unwrap();
    terminal.wait_for("The second story");
    std::fs::create_dir(notes.join("new")).unwrap();
    terminal.wait_for("2 stories");
    std::fs::write(notes.join("new/c.md"), "# The third story\n\nIts words.\n").unwrap();
    terminal.wait_for("The third story");
    terminal.send(b"Q");
    terminal.wait();
}

#[cfg(target_os = "linux")]
#[test]
fn the_first_source_takes_the_place_of_the_briefings() {
    let (folder, server) = (tempfile::tempdir().unwrap(), Server::start("127.0.0.1"));
    let (path, notes) = (folder.path().join("not/yet/library.db"), folder.path().join("notes"));
    std::fs::create_dir(&notes).unwrap();
    let library = path.display().to_string();
    let mut terminal = Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &library)]);
    terminal.wait_for("22 stories");
    terminal.send(b"R");
    terminal.wait_for("there are no sources yet; newsdesk add");
    let newsdesk = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_newsdesk"));
        command.env_clear().env("HOME", folder.path()).args(["--library", &library]).args(args);
        assert!(command.output().unwrap().status.success(), "{args:?}");
    };
    newsdesk(&["add", &server.at("/feed/1")]);
    terminal.wait_for("instead of the briefings");
    terminal.wait_for("3 stories");
    terminal.send(b"R");
    terminal.wait_for("0 new stories from 1 source");
    // and a folder that is added now is watched from now on
    newsdesk(&["add", &notes.display().to_string()]);
    std::fs::write(notes.join("a.md"), "# A story that was put in\n\nIts words.\n").unwrap();
    terminal.wait_for("A story that was put in");
    terminal.send(b"Q");
    terminal.wait();
}

#[test]
fn what_is_too_old_is_taken_out_and_told() {
    let (folder, server) = (tempfile::tempdir().unwrap(), Server::start("127.0.0.1"));
    let path = library(&folder, &server, &["/feed/1"]);
    let config = folder.path().join("config");
    std::fs::create_dir_all(config.join("newsdesk")).unwrap();
    std::fs::write(config.join("newsdesk/config.toml"), "[library]\nkeep = \"2y\"\n").unwrap();
    let mut library = Library::open(path.as_ref()).unwrap();
    let mut old = newsdesk::article::Article::new(newsdesk::article::ArticleId("old".to_owned()), "An old story");
    old.origin.published = "2019-03-01".parse().ok();
    let arrival = newsdesk::library::Arrival { source: 1, document: None, at: 1, lexicon: 1 };
    library.write(|batch| batch.keep_articles(&arrival, &[old])).unwrap();
    let config = config.display().to_string();
    let around = [("NEWSDESK_LIBRARY", path.as_str()), ("XDG_CONFIG_HOME", config.as_str())];
    let mut terminal = Terminal::start_with(WINDOW, &[], &around);
    terminal.wait_for("An old story");
    terminal.send(b"R");
    terminal.wait_for("4 new stories from 2 sources; 1 story older than 2 years taken out");
    terminal.wait_for("4 stories");
    terminal.send(b"Q");
    terminal.wait();
}

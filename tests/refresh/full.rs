//! The full text of stories that a feed cuts off, from their pages.

use newsdesk::article::ArticleId;
use newsdesk::library::{NewSource, Origin, Settings};
use newsdesk::runtime::refresh::keep::Choice;
use newsdesk::text::Address;

use super::cli;
use super::kept;
use super::pty::Terminal;

/// Words that the feed has not.
const REST: &str = "nobody had thought of anything";

#[test]
fn new_stories_of_a_source_come_whole_and_stay_so() {
    let mut desk = kept::Desk::new();
    let origin = Origin::Feed(Address::new(&desk.server.at("/teasers")).unwrap());
    let settings = Settings { full_text: Some(true), ..Settings::default() };
    let source = NewSource { settings, ..NewSource::new(origin) };
    desk.library.write(|batch| batch.add_source(&source, 1)).unwrap();
    for _ in 0..2 {
        desk.refresh(&Choice::All);
        let stories = desk.library.newest(9).unwrap();
        let whole: Vec<&str> = stories
            .iter()
            .filter(|stored| stored.article.text().contains(REST))
            .map(|stored| stored.article.title.as_str())
            .collect();
        assert_eq!((stories.len(), whole), (4, vec!["A second crane for the harbour"]));
    }
    let crane = desk.library.newest(9).unwrap().pop().unwrap().article;
    assert!(crane.entities.iter().any(|entity| entity.name.as_str() == "Mistral AI"), "{:?}", crane.entities);
    // each page that gave nothing was asked for again, the one that did was not, and the one next door never
    let asked = |path: &str| desk.server.seen().iter().filter(|seen| seen.path == path).count();
    assert_eq!((asked("/story/1"), asked("/story/2"), asked("/story/3")), (1, 2, 2));
    assert_eq!(desk.library.check().unwrap(), [""; 0]);
}

#[test]
fn a_script_asks_for_it_by_id() {
    let desk = cli::Desk::new();
    let run = desk.run(&["add", &desk.server.at("/teasers")]);
    assert!(run.err.contains("4 new stories\n"), "{run:?}");
    let ids = desk.run(&["list", "--fields", "id", "sort:oldest"]).out;
    let [crane, members, ..] = ids.lines().collect::<Vec<_>>()[..] else { panic!("{ids}") };
    assert!(!desk.run(&["show", crane]).out.contains(REST));
    let run = desk.run(&["show", "--full", crane]);
    assert!(run.code == Some(0) && run.out.contains(REST), "{run:?}");
    assert!(desk.run(&["show", crane]).out.contains(REST), "the library keeps it");
    assert!(desk.run(&["refresh"]).err.contains("0 new stories\n"));
    assert!(desk.run(&["show", crane]).out.contains(REST), "and a refresh does not take it back");
    let run = desk.run(&["show", "--full", members]);
    assert!(run.code == Some(4) && run.out.contains("What members read"), "{run:?}");
    assert!(run.err.contains("What members read: no full text: the page tells another story: Sign in"), "{run:?}");
    // for a source, from then on; and no more
    let run = desk.run(&["add", "--full-text", &desk.server.at("/teasers")]);
    assert!(run.err.contains("has what you say from now on"), "{run:?}");
    assert_eq!(desk.run(&["sources", "--fields", "full_text", "--format", "tsv"]).out, "full_text\ntrue\n");
    desk.run(&["add", "--no-full-text", &desk.server.at("/teasers")]);
    assert_eq!(desk.run(&["sources", "--fields", "full_text", "--format", "tsv"]).out, "full_text\nfalse\n");
}

#[test]
fn progress_and_what_was_missed_are_told() {
    let desk = cli::Desk::new();
    let run = desk.run(&["add", "--full-text", &desk.server.at("/teasers")]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.ends_with("1 source asked: 4 new stories, 1 of 4 in full\n"), "{run:?}");
    assert!(run.err.contains("A story that is gone: no full text: the server says 404"), "{run:?}");
    assert!(run.err.contains("A story next door: no full text: it leads to 127.0.0.2"), "{run:?}");
}

#[test]
fn a_key_turns_to_the_full_text_and_back() {
    let desk = cli::Desk::new();
    desk.run(&["add", &desk.server.at("/teasers")]);
    let library = desk.home.path().join(".local/share/newsdesk/library.db").display().to_string();
    let mut terminal = Terminal::start_with((120, 36), &[], &[("NEWSDESK_LIBRARY", &library)]);
    terminal.wait_for("4 stories");
    terminal.type_keys("G");
    terminal.send(b"F");
    terminal.wait_for("the full text, 48 words instead of 8");
    terminal.wait_for("thought of anything");
    terminal.send(b"F");
    terminal.wait_for("the feed's text; the same key");
    assert!(!terminal.text().contains("thought of anything"), "{}", terminal.text());
    terminal.send(b"F");
    terminal.wait_for("the full text");
    terminal.wait_for("thought of anything");
    terminal.type_keys("gg");
    terminal.send(b"F");
    terminal.wait_for("no full text: it leads to 127.0.0.2");
    terminal.send(b"Q");
    terminal.wait();
    let kept = newsdesk::library::Library::open(library.as_ref()).unwrap();
    let crane = kept.newest(9).unwrap().pop().unwrap().article;
    assert!(crane.text().contains(REST));
    assert_eq!(kept.shows_full_text(&ArticleId(crane.id.0)).unwrap(), Some(true));
}

#[test]
fn without_a_library_it_is_kept_while_one_reads() {
    let desk = cli::Desk::new();
    // what a file names is a document's word: no page of this machine is asked for
    let feed = format!(
        "<rss version='2.0'><channel><item><title>A crane</title><link>{}</link><description>x</description></item></channel></rss>",
        desk.server.at("/story/1")
    );
    let path = desk.home.path().join("feed.xml");
    std::fs::write(&path, feed).unwrap();
    let mut terminal = Terminal::start((120, 36), &[&path.display().to_string()]);
    terminal.wait_for("1 story");
    terminal.send(b"F");
    terminal.wait_for("no full text: it leads to 127.0.0.1");
    terminal.send(b"Q");
    terminal.wait();
    assert!(desk.server.seen().is_empty());
}

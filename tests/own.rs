//! What the reader adds to stories: tags, notes; what an update changed; marks on very many stories.

mod support;

use newsdesk::app::{Effect, Event, Loaded, update};
use newsdesk::article::{Article, ArticleId, Marks, Reading};
use newsdesk::config::Config;
use newsdesk::import::Document;
use support::desk::Desk;
use support::stories;

fn desk(width: u16) -> Desk {
    Desk::new(width, 36)
}

fn notice(desk: &Desk) -> &str {
    desk.state.notice.as_ref().map_or("", |notice| &notice.text)
}

fn tags(desk: &Desk, row: usize) -> String {
    let story = desk.state.results.selection.rows[row];
    desk.state.news.store.tags(story).iter().map(|tag| format!("{tag} ")).collect()
}

fn id(desk: &Desk, row: usize) -> ArticleId {
    ArticleId(desk.state.news.store.id(desk.state.results.selection.rows[row]).to_owned())
}

#[test]
fn tags_are_given_completed_taken_and_undone() {
    let mut desk = desk(120);
    desk.keys("T \"chips, #to-check\" Enter");
    assert_eq!(notice(&desk), "tagged chips to-check; u undoes it");
    assert!(desk.picture().contains("#chips · #to-check"), "{}", desk.picture());
    // the spelling that is there is kept; one of the two had it
    desk.keys("v v T \"CH\" Tab Enter");
    assert_eq!(notice(&desk), "tagged chips; u undoes it");
    assert_eq!((tags(&desk, 0), tags(&desk, 1)), ("chips to-check ".to_owned(), "chips ".to_owned()));
    desk.keys("T \"-chips new\" Enter");
    assert_eq!(notice(&desk), "2 stories tagged new, without chips; u undoes it");
    desk.keys("u");
    assert_eq!((tags(&desk, 0), tags(&desk, 1)), ("to-check chips ".to_owned(), "chips ".to_owned()));
    desk.keys("C-r u Esc & \"tag:chips\" Enter");
    assert_eq!(desk.state.results.selection.rows.len(), 2);
    // what is shown stays until it is asked again, and the sidebar counts anew
    desk.keys("g T \"-chips\" Enter");
    assert_eq!(desk.state.results.selection.rows.len(), 2);
    assert!(desk.picture().contains("Your tags"));
    desk.keys("u u u u");
    assert!(!desk.picture().contains("Your tags"));
}

#[test]
fn what_is_no_tag_is_told_and_can_be_mended() {
    let mut desk = desk(60);
    desk.keys("T \"a(b\" Enter");
    assert_eq!(notice(&desk), "`a(b` is no tag: a tag is one word");
    desk.keys("Backspace Backspace Enter");
    assert_eq!(tags(&desk, 0), "a ");
    desk.keys("T Esc T Enter");
    assert!(desk.state.layers.is_empty());
    // the second line of a narrow row has them
    assert!(desk.picture().contains(" · #a"), "{}", desk.picture());
}

#[test]
fn a_note_is_what_the_editor_leaves() {
    let mut desk = desk(120);
    let (first, second) = (id(&desk, 0), id(&desk, 1));
    let asked = Effect::EditNote { article: first.clone(), text: String::new() };
    assert_eq!(desk.keys("N"), std::slice::from_ref(&asked));
    let kept = update(&mut desk.state, Event::Noted(first.clone(), "Ask Ada\n\n  - the second\nthing\n".to_owned()));
    assert!(matches!(&kept[..], [Effect::Keep(_)]), "{kept:?}");
    assert_eq!(notice(&desk), "note kept; u undoes it");
    let picture = desk.picture();
    for line in ["✎ Your note", "│ Ask Ada", "│   - the second", "│ thing"] {
        assert!(picture.contains(line), "{line}: {picture}");
    }
    assert!(picture.lines().any(|line| line.contains("▌●") && line.contains("✎ ")), "a sign in the row: {picture}");
    // in the story N is the match before; gn is everywhere
    assert!(!desk.keys("Enter N").contains(&asked));
    let again = Effect::EditNote { article: first.clone(), text: "Ask Ada\n\n  - the second\nthing".to_owned() };
    assert!(desk.keys("g n").contains(&again));
    update(&mut desk.state, Event::Noted(first.clone(), "Ask Ada\n\n  - the second\nthing\n\n".to_owned()));
    assert_eq!(notice(&desk), "the note is as it was");
    // the story that it is on, wherever the cursor is by now
    desk.keys("h j");
    update(&mut desk.state, Event::Noted(first, " \n".to_owned()));
    assert_eq!(notice(&desk), "note removed; u undoes it");
    desk.keys("u u u");
    assert!(!desk.picture().contains("✎"));
    update(&mut desk.state, Event::Noted(second, "x".to_owned()));
    desk.keys("& \"note:x\" Enter");
    assert_eq!(desk.state.results.selection.rows.len(), 1);
    let nowhere = ArticleId("nowhere".to_owned());
    assert!(update(&mut desk.state, Event::Noted(nowhere, "x".to_owned())).is_empty());
    assert!(notice(&desk).contains("not here any more"));
}

#[test]
fn a_story_says_that_its_text_has_changed_until_it_is_opened_again() {
    let mut desk = desk(120);
    let changed = Reading { marks: Marks { read: true, changed: true, ..Marks::default() }, ..Reading::default() };
    let readings = vec![(id(&desk, 1), changed)];
    update(&mut desk.state, Event::Readings(readings));
    let told = "the text has changed since you read it";
    let has_sign = |desk: &Desk| desk.picture().replace(&format!("◐ {told}"), told).contains("◐");
    assert!(has_sign(&desk) && !desk.picture().contains(told));
    desk.keys("j");
    assert!(has_sign(&desk) && desk.picture().contains(told));
    let effects = desk.keys("Enter");
    assert!(
        matches!(&effects[..], [Effect::Keep(deed)] if deed.turns[0].after().changed == Some(false)),
        "{effects:?}"
    );
    assert!(!has_sign(&desk) && desk.picture().contains(told), "{}", desk.picture());
    desk.keys("K J");
    assert!(!desk.picture().contains(told));
    desk.keys("h u u & \"is:changed\" Enter");
    assert_eq!(desk.state.results.selection.rows.len(), 1);
    // in ASCII, too
    let settings = newsdesk::app::Settings { ascii: true, ..Config::bundled().settings };
    let mut plain = Desk::with(80, 24, settings, stories::all());
    let readings = vec![(id(&plain, 0), changed_and_noted())];
    update(&mut plain.state, Event::Readings(readings));
    let picture = plain.picture();
    assert!(picture.contains(">~") && picture.contains("^ ") && picture.is_ascii(), "{picture}");
}

fn changed_and_noted() -> Reading {
    let marks = Marks { read: true, changed: true, ..Marks::default() };
    Reading { marks, note: "a note".to_owned(), ..Reading::default() }
}

#[test]
fn later_and_archive_have_keys() {
    let mut desk = desk(80);
    desk.keys("Enter h j w 4");
    assert_eq!(desk.state.results.query.to_string(), "is:later");
    desk.keys("5");
    assert_eq!(desk.state.results.query.to_string(), "is:archived");
    assert_eq!(desk.state.results.selection.rows.len(), 1);
    desk.keys("1");
    assert!(desk.state.results.query.is_empty());
}

#[test]
fn ten_thousand_stories_are_read_and_unread_at_once() {
    let document = |range: std::ops::Range<usize>| {
        let articles = range.map(|n| Article::new(ArticleId(format!("{n:08}")), format!("Story {n}"))).collect();
        Document { articles, ..Document::default() }
    };
    let mut desk = Desk::with(120, 36, Config::bundled().settings, vec![document(0..10_000)]);
    let unread = |desk: &Desk| desk.state.results.selection.n_unread;
    desk.keys("m");
    let effects = desk.keys("A");
    assert_eq!(notice(&desk), "9999 stories read; u undoes it");
    assert!(matches!(&effects[..], [Effect::Keep(deed)] if deed.turns.len() == 9999));
    // what comes afterwards was not shown, and is not what is taken back
    let loaded = Loaded { path: "more".to_owned(), document: document(10_000..10_010) };
    update(&mut desk.state, Event::Loaded(vec![loaded]));
    assert_eq!(unread(&desk), 10);
    desk.keys("u");
    assert_eq!((unread(&desk), notice(&desk)), (10_009, "undone: read, 9999 stories"));
    desk.keys("C-r");
    assert_eq!(unread(&desk), 10);
    // of those that a query shows
    desk.keys("& \"is:unread\" Enter A u");
    assert_eq!(unread(&desk), 10);
}

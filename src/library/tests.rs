//! What is kept comes back as it was.

mod own;

use super::*;
use std::ops::ControlFlow;

use crate::article::head::WrittenHead;
use crate::article::{Article, ArticleId, Block, Head, Marks, Reading, ReadingChange, Section, SectionKind, Turn};
use crate::text::{Address, Clean};

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("library.db")).unwrap();
    (folder, library)
}

fn feed(address: &str) -> NewSource {
    NewSource::new(Origin::Feed(Address::new(address).unwrap()))
}

fn article(id: &str, title: &str) -> Article {
    Article::new(ArticleId(id.to_owned()), title)
}

/// Keeps articles of a source without a document.
fn keep(library: &mut Library, source: SourceId, articles: &[Article]) -> Vec<Outcome> {
    let arrival = Arrival { source, document: None, at: 7, lexicon: 1 };
    library.write(|batch| batch.keep_articles(&arrival, articles)).unwrap()
}

fn add(library: &mut Library, new: &NewSource) -> SourceId {
    library.write(|batch| batch.add_source(new, 5)).unwrap()
}

#[test]
fn sources_come_back_as_they_were() {
    let (_folder, mut library) = library();
    assert!(!library.is_in_use().unwrap());
    let origins = [
        Origin::Page(Address::new("https://example.org/").unwrap()),
        Origin::Feed(Address::new("https://example.org/feed").unwrap()),
        Origin::File("/a b/ü.md".into()),
        Origin::Folder("/briefings".into()),
        Origin::Exec(vec!["fetch".to_owned(), "--all it".to_owned()]),
    ];
    for origin in origins {
        let secret = Some(Secret::LoginCommand(vec!["pass".to_owned(), "news".to_owned()]));
        let settings = Settings { interval: Some(30), full_text: Some(true), user_agent: None, secret };
        let tags = vec!["chips".to_owned()];
        let new =
            NewSource { origin: origin.clone(), name: "Mine".to_owned(), folder: "A/B".to_owned(), tags, settings };
        let id = add(&mut library, &new);
        assert_eq!(add(&mut library, &new), id);
        let source = library.source_of(&origin).unwrap().unwrap();
        assert_eq!((source.id, &source.origin, source.added), (id, &origin, 5));
        assert_eq!(
            (source.name, source.folder, source.tags, source.settings),
            (new.name, new.folder, new.tags, new.settings)
        );
    }
    let mut first = library.sources().unwrap().remove(0);
    first.hidden = true;
    first.title = "Example".to_owned();
    library.write(|batch| batch.update_source(&first)).unwrap();
    assert_eq!(library.sources().unwrap()[0], first);
    assert_eq!(library.sources().unwrap().len(), 5);
}

#[test]
fn an_article_that_comes_again_keeps_its_state() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    assert_eq!(keep(&mut library, source, &[article("a", "First")]), [Outcome::New]);
    let id = ArticleId("a".to_owned());
    let star = ReadingChange { starred: Some(true), note: Some("why?".to_owned()), ..ReadingChange::default() };
    library.write(|batch| batch.set_state(&id, &star)).unwrap();
    assert_eq!(keep(&mut library, source, &[article("a", "First")]), [Outcome::Same]);
    assert_eq!(keep(&mut library, source, &[article("a", "First, changed")]), [Outcome::Changed]);
    let stored = library.article(&id).unwrap().unwrap();
    assert_eq!(stored.article.title.as_str(), "First, changed");
    assert_eq!(stored.state.marks, Marks { starred: true, ..Marks::default() });
    assert_eq!(stored.state.note, "why?");
    let other = add(&mut library, &feed("https://example.com/feed"));
    assert_eq!(keep(&mut library, other, &[article("a", "First, changed")]), [Outcome::Same]);
    assert_eq!(library.sources_of(&id).unwrap(), [source, other]);
}

#[test]
fn a_change_of_state_leaves_the_rest() {
    let (_folder, mut library) = library();
    let id = ArticleId("a".to_owned());
    let read = ReadingChange { read: Some(true), ..ReadingChange::default() };
    let later = ReadingChange { later: Some(true), position: Some(512), ..ReadingChange::default() };
    let tags = ReadingChange { tagged: vec!["x".into()], read: Some(false), ..ReadingChange::default() };
    for change in [read, later, tags] {
        library.write(|batch| batch.set_state(&id, &change)).unwrap();
    }
    let state = library.state(&id).unwrap();
    assert_eq!(state.marks, Marks { later: true, ..Marks::default() });
    assert_eq!((state.position, state.tags), (512, vec!["x".into()]));
    assert_eq!(library.state(&ArticleId("b".to_owned())).unwrap(), Reading::default());
}

#[test]
fn the_list_is_read_in_its_order() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    let dated = |id: &str, title: &str, date: &str| {
        let mut article = article(id, title);
        article.origin.published = date.parse().ok();
        article
    };
    let articles = [
        dated("1", "undated", ""),
        dated("2", "b", "2026-07-06T04:26"),
        dated("3", "a", "2026-07-06T04:26"),
        dated("4", "offset", "2026-07-06T04:26-03:00"),
        dated("5", "day", "2026-07-06"),
    ];
    keep(&mut library, source, &articles);
    let ids = |stored: Vec<Stored>| stored.into_iter().map(|stored| stored.article.id.0).collect::<Vec<_>>().concat();
    assert_eq!(ids(library.newest(9).unwrap()), "43251");
    assert_eq!(ids(library.newest(2).unwrap()), "43");
    let ids = |rows: Vec<(i64, ArticleId)>| rows.into_iter().map(|(_, id)| id.0).collect::<Vec<_>>().concat();
    assert_eq!(ids(library.ids_after(0, 2).unwrap()), "12");
    assert_eq!(ids(library.ids_after(2, 9).unwrap()), "345");
    assert_eq!(ids(library.outdated(2, 3, 9).unwrap()), "45");
    assert_eq!(ids(library.outdated(1, 0, 9).unwrap()), "");
}

#[test]
fn a_document_is_kept_while_an_article_is_from_it() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    let mut keep = |bytes: &[u8], articles: &[Article]| {
        let transfer = Transfer { content_type: Some("text/xml".to_owned()), ..Transfer::default() };
        let new = NewDocument { source, place: "https://example.org/feed", transfer, fetched: 9, bytes };
        let kept = library.write(|batch| {
            let document = batch.keep_document(&new)?;
            let arrival = Arrival { source, document: Some(document), at: 9, lexicon: 1 };
            batch.keep_articles(&arrival, articles)?;
            batch.drop_old_documents(source)?;
            Ok(document)
        });
        kept.unwrap()
    };
    let first = keep(b"<one/>", &[article("a", "A")]);
    let second = keep(b"<two/>", &[article("b", "B")]);
    let third = keep(b"<three/>", &[article("b", "B")]);
    let bytes = |id| library.document(id).unwrap().map(|document| document.bytes);
    assert_eq!(bytes(first), Some(b"<one/>".to_vec()));
    assert_eq!(bytes(second), None);
    assert_eq!(bytes(third), Some(b"<three/>".to_vec()));
    assert_eq!(library.document(third).unwrap().unwrap().transfer.content_type.as_deref(), Some("text/xml"));
}

#[test]
fn an_erased_source_leaves_what_the_reader_wants() {
    let (_folder, mut library) = library();
    let [one, two] =
        ["https://example.org/1", "https://example.org/2"].map(|address| add(&mut library, &feed(address)));
    keep(&mut library, one, &[article("a", "A"), article("b", "B"), article("c", "C")]);
    keep(&mut library, two, &[article("c", "C")]);
    let star = ReadingChange { starred: Some(true), ..ReadingChange::default() };
    library.write(|batch| batch.set_state(&ArticleId("b".to_owned()), &star)).unwrap();
    let before = library.changes().unwrap();
    assert_eq!(library.write(|batch| batch.erase_source(one)).unwrap(), 1);
    let changes = library.changes_since(before).unwrap();
    assert_eq!((changes.erased, changes.sources), (vec![ArticleId("a".to_owned())], true));
    assert_eq!(library.n_articles().unwrap(), 2);
    library.write(|batch| batch.erase_source(two)).unwrap();
    assert!(library.is_in_use().unwrap(), "what has a star is left");
    assert_eq!(library.n_articles().unwrap(), 1);
    let two = add(&mut library, &feed("https://example.org/2"));
    assert_eq!(keep(&mut library, two, &[article("a", "A")]), [Outcome::Erased]);
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn validators_and_faults_are_kept_by_source() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    assert_eq!(library.validators(source).unwrap(), Validators::default());
    let validators = Validators { etag: "\"1\"".to_owned(), due: 99, n_failures: 2, ..Validators::default() };
    let fault = Fault { is_error: true, place: "line 3".to_owned(), what: "no end".to_owned() };
    library
        .write(|batch| {
            batch.set_validators(source, &validators)?;
            batch.set_faults(source, std::slice::from_ref(&fault))
        })
        .unwrap();
    assert_eq!(library.validators(source).unwrap(), validators);
    assert_eq!(library.faults(source).unwrap(), [fault]);
    library.write(|batch| batch.set_faults(source, &[])).unwrap();
    assert_eq!(library.faults(source).unwrap(), []);
}

#[test]
fn the_journal_is_there_in_the_next_session() {
    let (folder, mut library) = library();
    let before = Reading { tags: vec!["old".into()], note: "one\ntwo \"2\"".to_owned(), ..Reading::default() };
    let read = Marks { read: true, ..Marks::default() };
    let after = Reading { marks: read, tags: vec!["new".into()], ..Reading::default() };
    let id = |id: &str| ArticleId(id.to_owned());
    let turns: Vec<Turn> = [
        Turn::between(id("a"), &Reading::default(), &Reading { marks: read, ..Reading::default() }),
        Turn::between(id("b"), &before, &after),
        Turn::between(id("c"), &after, &before),
    ]
    .into_iter()
    .flatten()
    .collect();
    let first = library.write(|batch| batch.note_change("read", &turns)).unwrap();
    let second = library.write(|batch| batch.note_change("starred", &turns)).unwrap();
    library.write(|batch| batch.note_undone(second, true)).unwrap();
    drop(library);
    let mut library = Library::open(&folder.path().join("library.db")).unwrap();
    let journal = library.journal().unwrap();
    assert_eq!(
        journal.iter().map(|entry| (entry.id, entry.undone)).collect::<Vec<_>>(),
        [(first, false), (second, true)]
    );
    assert_eq!((journal[0].what.as_str(), &journal[0].turns), ("read", &turns));
    let third = library.write(|batch| batch.note_change("later", &turns)).unwrap();
    assert_eq!(library.journal().unwrap().iter().map(|entry| entry.id).collect::<Vec<_>>(), [first, third]);
}

#[test]
fn what_others_changed_is_seen() {
    let (folder, mut library) = library();
    let mut other = Library::open(&folder.path().join("library.db")).unwrap();
    let before = library.changes().unwrap();
    let version = library.data_version().unwrap();
    let source = add(&mut other, &feed("https://example.org/feed"));
    keep(&mut other, source, &[article("a", "A")]);
    let read = ReadingChange { read: Some(true), ..ReadingChange::default() };
    other.write(|batch| batch.set_state(&ArticleId("a".to_owned()), &read)).unwrap();
    assert_ne!(library.data_version().unwrap(), version);
    let changes = library.changes_since(before).unwrap();
    assert_eq!(changes.articles, [ArticleId("a".to_owned())]);
    assert!(changes.states[0].2.marks.read && changes.sources);
    assert_eq!(
        library.changes_since(changes.number).unwrap(),
        Changes { number: changes.number, ..Changes::default() }
    );
    let failed = library.write(|batch| {
        batch.set_state(&ArticleId("b".to_owned()), &read)?;
        Err::<(), _>(LibraryError::Full)
    });
    assert!(failed.is_err());
    assert_eq!(library.state(&ArticleId("b".to_owned())).unwrap(), Reading::default());
}

#[test]
fn a_file_that_is_no_library_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("text"), "no database, but long enough to have a header of one ".repeat(50)).unwrap();
    assert!(matches!(Library::open(&at("text")), Err(LibraryError::Damaged(_))));
    let foreign = rusqlite::Connection::open(at("foreign")).unwrap();
    foreign.execute_batch("CREATE TABLE other (x)").unwrap();
    assert!(matches!(Library::open(&at("foreign")), Err(LibraryError::Foreign)));
    drop(Library::open(&at("newer")).unwrap());
    let newer = rusqlite::Connection::open(at("newer")).unwrap();
    newer.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    assert!(matches!(Library::open(&at("newer")), Err(LibraryError::Newer(found)) if found == SCHEMA + 1));
    assert!(matches!(Library::open(&at("no/such/folder")), Err(LibraryError::Closed)));
}

#[test]
fn a_library_that_nobody_can_change_is_read() {
    let (folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    keep(&mut library, source, &[article("a", "A")]);
    drop(library);
    let odd = folder.path().join("a b?c%23#.db");
    std::fs::rename(folder.path().join("library.db"), &odd).unwrap();
    let mut library = Library::open_read_only(&odd, false).unwrap();
    assert_eq!(library.access(), Access::ReadOnly);
    assert_eq!(library.newest(5).unwrap().len(), 1);
    let read = ReadingChange { read: Some(true), ..ReadingChange::default() };
    let written = library.write(|batch| batch.set_state(&ArticleId("a".to_owned()), &read));
    assert!(matches!(written, Err(LibraryError::ReadOnly)));
}

#[test]
fn the_same_article_from_elsewhere_is_one() {
    let (_folder, mut library) = library();
    let [one, two] =
        ["https://example.org/1", "https://example.org/2"].map(|address| add(&mut library, &feed(address)));
    let from = |id: &str, title: &str, url: &str| {
        let mut article = article(id, title);
        article.origin.url = Address::new(url);
        article
    };
    keep(&mut library, one, &[from("a", "Chips", "https://www.example.org/chips?utm_source=rss")]);
    let read = ReadingChange { read: Some(true), ..ReadingChange::default() };
    library.write(|batch| batch.set_state(&ArticleId("a".to_owned()), &read)).unwrap();
    // another guid at the same source, with a correction; another source; and what has only the title in common
    let again = from("b", "Chips", "https://example.org/chips#top");
    assert_eq!(keep(&mut library, one, std::slice::from_ref(&again)), [Outcome::Changed]);
    assert_eq!(keep(&mut library, one, &[again]), [Outcome::Same]);
    let elsewhere = from("c", "Chips", "http://example.org/chips/");
    assert_eq!(keep(&mut library, two, &[elsewhere.clone(), elsewhere]), [Outcome::Same, Outcome::Same]);
    assert_eq!(keep(&mut library, two, &[from("d", "Chips", "https://example.com/other")]), [Outcome::New]);
    let stored = library.newest(9).unwrap();
    assert_eq!(stored.len(), 2);
    let chips = library.article(&ArticleId("a".to_owned())).unwrap().unwrap();
    assert!(chips.state.marks.read);
    assert_eq!(library.sources_of(&chips.article.id).unwrap(), [one, two]);
    let also: Vec<&str> = chips.article.links.iter().map(|link| link.url.as_str()).collect();
    assert!(also.contains(&"http://example.org/chips/"), "{also:?}");
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn old_articles_are_taken_out_unless_the_reader_holds_on_to_them() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    let dated = |id: &str, date: &str| {
        let mut article = article(id, &format!("Story {id}"));
        article.origin.published = date.parse().ok();
        article
    };
    // all but the last one came in 1970
    keep(&mut library, source, &[dated("a", "1970-01-03"), dated("b", "1970-01-03"), dated("c", "2026-01-01")]);
    keep(&mut library, source, &[dated("d", "")]);
    let star = ReadingChange { starred: Some(true), ..ReadingChange::default() };
    library.write(|batch| batch.set_state(&ArticleId("b".to_owned()), &star)).unwrap();
    assert_eq!(library.write(|batch| batch.expire(1_000_000)).unwrap(), 2);
    let left = library.ids_after(0, 9).unwrap().into_iter().map(|(_, id)| id.0);
    assert_eq!(left.collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(keep(&mut library, source, &[dated("a", "1970-01-03")]), [Outcome::Erased]);
    assert_eq!(library.write(|batch| batch.expire(1_000_000)).unwrap(), 0);
}

fn heads(library: &Library) -> Vec<Head> {
    let mut heads = Vec::new();
    let take = |head: WrittenHead| {
        heads.push(head.fields().head());
        ControlFlow::Continue(())
    };
    library.heads(take).unwrap();
    heads
}

#[test]
fn heads_are_known_without_the_bodies() {
    let (_folder, mut library) = library();
    let [one, two] = ["https://example.org/feed", "https://example.com/feed"].map(|url| add(&mut library, &feed(url)));
    let place = |url: &str, article: &Article| {
        let mut article = article.clone();
        article.origin.url = Address::new(url);
        article
    };
    let mut first = article("first", "A story of some weight");
    first.origin.published = "2026-07-06".parse().ok();
    let text = Block::paragraph("the same words in both of them, and enough of them to be told from others");
    first.sections = vec![Section { blocks: vec![text], ..Section::new(SectionKind::Body) }];
    let mut edited = place("https://example.org/a", &first);
    keep(&mut library, one, std::slice::from_ref(&edited));
    keep(&mut library, one, &[article("second", "Another")]);
    keep(&mut library, two, &[place("https://example.com/a", &Article { id: ArticleId("b".to_owned()), ..first })]);
    edited.tags = vec!["Chips".into()];
    assert_eq!(keep(&mut library, one, std::slice::from_ref(&edited)), [Outcome::Changed]);
    let mut expected = Head::of(&edited);
    expected.contents = expected.contents.with_links(); // that it stands elsewhere is a link of it
    expected.origin.also_in = vec!["example.com".into()];
    let found = heads(&library);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].title, expected.title);
    assert_eq!(library.head(&edited.id).unwrap().unwrap().head, found[0]);
    assert_eq!(library.newest_heads(1).unwrap()[0].head, found[0]);

    // one that is damaged is made again from the body, and where that is lost, from the row
    library.connection.execute("UPDATE heads SET content = x'0102' WHERE article = 1", []).unwrap();
    assert_eq!(heads(&library)[0].tags, expected.tags);
    library.connection.execute("UPDATE bodies SET content = x'00' WHERE article = 1", []).unwrap();
    assert_eq!(heads(&library)[0].origin, expected.origin);
}

#[test]
fn the_text_of_a_page_stays_until_the_feed_has_another() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    let with_text = |text: &str| {
        let mut article = article("a", "A second crane");
        article.origin.url = Address::new("https://example.org/crane");
        article.sections = vec![Section { blocks: vec![Block::paragraph(text)], ..Section::new(SectionKind::Body) }];
        article
    };
    let id = ArticleId("a".to_owned());
    let text = |library: &Library| library.article(&id).unwrap().unwrap().article.text();
    let (short, full) = (with_text("The harbour asked"), with_text("The harbour asked for a second crane"));
    keep(&mut library, source, std::slice::from_ref(&short));
    library.write(|batch| batch.want_full_text(&id)).unwrap();
    let wanted = library.wanted_full_texts(&[source], 9).unwrap();
    assert_eq!(wanted, [Wanted { source, article: short.clone() }]);
    assert_eq!(library.wanted_full_texts(&[source + 1], 9).unwrap(), []);
    assert!(library.write(|batch| batch.keep_full_text(&full, 1)).unwrap());
    assert_eq!((text(&library), library.shows_full_text(&id).unwrap()), (full.text(), Some(true)));
    assert_eq!(library.wanted_full_texts(&[source], 9).unwrap(), []);

    // the same from the feed changes nothing; the other text is a turn away
    assert_eq!(keep(&mut library, source, std::slice::from_ref(&short)), [Outcome::Same]);
    assert_eq!(text(&library), full.text());
    for (is_full, expected) in [(false, short.text()), (true, full.text())] {
        assert_eq!(library.write(|batch| batch.turn_full_text(&id)).unwrap(), Some(is_full));
        assert_eq!(text(&library), expected);
        assert_eq!(library.own_article(&id).unwrap().unwrap().text(), short.text());
    }

    // another text of the feed: the page's stays, and is asked for
    let mut edited = with_text("The harbour begged");
    edited.title = "A third crane".into();
    assert_eq!(keep(&mut library, source, std::slice::from_ref(&edited)), [Outcome::Changed]);
    let shown = library.article(&id).unwrap().unwrap().article;
    assert_eq!((shown.title.as_str(), shown.text()), ("A third crane", full.text()));
    assert_eq!(library.wanted_full_texts(&[source], 9).unwrap()[0].article, edited);
    for _ in 0..3 {
        assert_eq!(library.wanted_full_texts(&[source], 9).unwrap().len(), 1);
        library.write(|batch| batch.miss_full_text(&id)).unwrap();
    }
    assert_eq!(library.wanted_full_texts(&[source], 9).unwrap(), []);

    // one that is not shown is outdated then
    library.write(|batch| batch.turn_full_text(&id)).unwrap();
    keep(&mut library, source, &[with_text("The harbour waits")]);
    assert_eq!(library.write(|batch| batch.turn_full_text(&id)).unwrap(), None);
    assert_eq!(text(&library), "The harbour waits");
    assert_eq!(library.check().unwrap(), [""; 0]);
}

#[test]
fn a_spoilt_body_costs_its_article_alone() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    let dated = |id: &str, day: &str| {
        let mut article = article(id, &format!("Story {id}"));
        article.origin.published = day.parse().ok();
        article
    };
    let articles = [dated("a", "2026-07-05"), dated("b", "2026-07-06"), dated("c", "2026-07-07")];
    keep(&mut library, source, &articles);
    let spoil = "UPDATE bodies SET content = replace(content, '\"title\"', '\"tit\"') WHERE article = 3";
    assert_eq!(library.connection.execute(spoil, []).unwrap(), 1);
    library.connection.execute("INSERT INTO states VALUES ('b', 'x', 1, 0, 99999999, 7, x'ff', 1)", []).unwrap();
    assert_eq!(library.check().unwrap(), ["the text of 1 article cannot be read"]);

    let found = library.newest(9).unwrap();
    let titles: Vec<&str> = found.iter().map(|stored| stored.article.title.as_str()).collect();
    assert_eq!(titles, ["Story c", "Story b", "Story a"]);
    assert_eq!(found[0].article.origin.published, articles[2].origin.published);
    assert!(found[0].article.text().contains("damaged in the library"));
    assert_eq!(found[1].state.marks, Marks { starred: true, ..Marks::default() });
    assert_eq!(library.ids_after(0, 9).unwrap().len(), 3);

    // names found anew are no reason to give it up, and what its source gives makes it whole
    library.write(|batch| batch.keep_names(3, &[], 2)).unwrap();
    assert_eq!(library.check().unwrap().len(), 1);
    assert_eq!(keep(&mut library, source, &articles), [Outcome::Same; 3]);
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
    assert_eq!(library.newest(1).unwrap()[0].article, articles[2]);
}

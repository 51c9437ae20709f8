//! What the reader adds to articles, and what the library tells of them: tags, notes, changed texts, other sources.

use super::*;
use crate::article::{Block, Section, SectionKind};

fn change(tagged: &[&str], untagged: &[&str]) -> ReadingChange {
    let tags = |tags: &[&str]| tags.iter().map(|tag| Clean::from(*tag)).collect();
    ReadingChange { tagged: tags(tagged), untagged: tags(untagged), ..ReadingChange::default() }
}

fn set(library: &mut Library, article: &str, change: &ReadingChange) {
    library.write(|batch| batch.set_state(&ArticleId(article.to_owned()), change)).unwrap();
}

fn with_text(id: &str, text: &str) -> Article {
    let blocks = vec![Block::paragraph(text)];
    let mut article = article(id, "A story");
    article.sections = vec![Section { blocks, ..Section::new(SectionKind::Body) }];
    article.origin.url = Address::new("https://example.org/story");
    article
}

fn state(library: &Library, id: &str) -> Reading {
    library.state(&ArticleId(id.to_owned())).unwrap()
}

#[test]
fn tags_of_two_writers_are_all_there() {
    let (folder, mut library) = library();
    let mut other = Library::open(&folder.path().join("library.db")).unwrap();
    set(&mut library, "a", &change(&["Chips"], &[]));
    set(&mut other, "a", &change(&["later", "chips"], &["none"]));
    set(&mut library, "a", &ReadingChange { note: Some("why?\n\n  - so".to_owned()), ..change(&["x"], &["LATER"]) });
    let kept = state(&other, "a");
    assert_eq!((kept.tags.concat().as_str(), kept.note.as_str()), ("Chipsx", "why?\n\n  - so"));
    assert_eq!(other.readings().unwrap(), [(ArticleId("a".to_owned()), kept)]);
    set(&mut other, "a", &ReadingChange { note: Some(String::new()), ..change(&[], &["chips", "x"]) });
    assert_eq!(state(&library, "a"), Reading::default());
}

#[test]
fn a_text_that_changes_after_it_was_read_is_noted_until_it_is_read_again() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/feed"));
    let change_text = |library: &mut Library, text: &str| keep(library, source, &[with_text("a", text)]);
    change_text(&mut library, "one");
    assert_eq!(change_text(&mut library, "two"), [Outcome::Changed]);
    assert!(!state(&library, "a").marks.changed, "it was not read");
    set(&mut library, "a", &ReadingChange::to_read());
    assert!(!state(&library, "a").marks.changed, "it is read as it is now");
    let before = library.changes().unwrap();
    change_text(&mut library, "three");
    let changed = Marks { read: true, changed: true, ..Marks::default() };
    assert_eq!(state(&library, "a").marks, changed);
    assert_eq!(library.newest(1).unwrap()[0].state.marks, changed);
    assert_eq!(library.marks().unwrap()[0].1, changed);
    assert_eq!(library.newest_heads(1).unwrap()[0].state.marks, changed);
    assert_eq!(library.changes_since(before).unwrap().articles.len(), 1, "who shows it learns of it");
    // read again; undone; and once more
    for (is_changed, expected) in [(false, false), (true, true), (false, false)] {
        set(&mut library, "a", &ReadingChange { changed: Some(is_changed), ..ReadingChange::default() });
        assert_eq!(state(&library, "a").marks.changed, expected);
    }
    // other topics and a later date are no other text
    let mut article = with_text("a", "three");
    article.tags = vec!["Chips".into()];
    article.origin.updated = "2026-07-06".parse().ok();
    assert_eq!(keep(&mut library, source, &[article]), [Outcome::Changed]);
    assert!(!state(&library, "a").marks.changed);
}

#[test]
fn other_sources_of_an_article_are_known_by_their_names() {
    let (_folder, mut library) = library();
    let named = |name: &str, place| NewSource { name: name.to_owned(), ..feed(place) };
    let one = add(&mut library, &named("One", "https://example.org/1"));
    let two = add(&mut library, &named("Two", "https://example.org/2"));
    let three = add(&mut library, &feed("https://three.example/feed"));
    keep(&mut library, one, &[with_text("a", "words")]);
    let before = library.changes().unwrap();
    // the same guid at the same address; and another guid
    keep(&mut library, two, &[with_text("a", "words")]);
    keep(&mut library, three, &[with_text("c", "words")]);
    assert_eq!(library.changes_since(before).unwrap().articles.len(), 1, "who shows it learns of it");
    let also_in = |library: &Library| {
        let stored = library.newest(9).unwrap();
        let head = library.newest_heads(9).unwrap().remove(0).head;
        assert_eq!((stored.len(), &stored[0].article.origin.also_in), (1, &head.origin.also_in));
        assert_eq!(heads(library), std::slice::from_ref(&head));
        head.origin.also_in.iter().map(Clean::to_string).collect::<Vec<_>>()
    };
    assert_eq!(also_in(&library), ["Two", "three.example"]);
    assert!(library.newest(9).unwrap()[0].article.links.is_empty(), "it stands nowhere else");
    let before = library.changes().unwrap();
    keep(&mut library, two, &[with_text("a", "words")]);
    assert!(library.changes_since(before).unwrap().articles.is_empty(), "nothing new");
    library.write(|batch| batch.erase_source(two)).unwrap();
    assert_eq!(also_in(&library), ["three.example"]);
    assert_eq!(library.changes_since(before).unwrap().articles.len(), 1);
}

#[test]
fn what_has_a_tag_is_left_when_its_source_is_erased() {
    let (_folder, mut library) = library();
    let source = add(&mut library, &feed("https://example.org/1"));
    keep(&mut library, source, &[article("a", "A"), article("b", "B")]);
    set(&mut library, "b", &change(&["x"], &[]));
    assert_eq!(library.write(|batch| batch.erase_source(source)).unwrap(), 1);
    assert_eq!(library.n_articles().unwrap(), 1);
}

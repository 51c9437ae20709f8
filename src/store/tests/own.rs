//! Tags and notes of the reader's own, in queries and facets.

use super::*;
use crate::article::{Reading, ReadingChange};

fn tagged(tags: &[&str], note: &str) -> Reading {
    Reading { tags: tags.iter().map(|tag| Clean::from(*tag)).collect(), note: note.to_owned(), ..Reading::default() }
}

/// Three stories: the first with two tags and a note, the second with one tag, the third as it came.
fn store() -> Store {
    let articles = ["a", "b", "c"].map(|id| Article::new(ArticleId(id.to_owned()), format!("Story {id}")));
    let mut store = Store::new(Arc::default());
    store.insert(articles.to_vec());
    let at = |store: &Store, id: &str| store.find(&ArticleId(id.to_owned())).unwrap();
    let (a, b) = (at(&store, "a"), at(&store, "b"));
    store.set_reading(a, &tagged(&["Chips", "to-check"], "Ask Ada\n  about the foundry"));
    store.set_reading(b, &tagged(&["chips"], ""));
    store.take_retagged();
    store
}

fn check(store: &Store, query: &str, expected: &str) {
    let found = store.select(&Query::parse(query).unwrap(), date(2026, 7, 10));
    let mut ids: Vec<&str> = found.rows.iter().map(|idx| store.id(*idx)).collect();
    ids.sort_unstable();
    assert_eq!(ids.concat(), expected, "{query}");
}

#[test]
fn tags_and_notes_are_found() {
    let store = store();
    for (query, expected) in [
        ("tag:chips", "ab"),
        ("tag:CHIPS -tag:to-check", "b"),
        ("tag:to-c", "a"),
        ("topic:chips", ""),
        ("has:tags", "ab"),
        ("has:note", "a"),
        ("note:foundry", "a"),
        ("note:\"ada fou\"", "a"),
        ("note:oundry", ""),
        ("-has:note -has:tags", "c"),
    ] {
        check(&store, query, expected);
    }
}

#[test]
fn tags_are_facets_and_stay_when_a_story_comes_again() {
    let mut store = store();
    let tags = |store: &Store| -> Vec<(String, usize)> {
        let all = store.select(&Query::default(), date(2026, 7, 10)).facets;
        all.of(FacetKind::Tag).map(|tag| (tag.term().to_string(), tag.n_stories)).collect()
    };
    let both = [("tag:Chips".to_owned(), 2), ("tag:to-check".to_owned(), 1)];
    assert_eq!(tags(&store), both);
    store.insert(vec![Article::new(ArticleId("a".to_owned()), "Story a, corrected")]);
    assert_eq!(tags(&store), both);
    check(&store, "note:ada", "a");
    let a = store.find(&ArticleId("a".to_owned())).unwrap();
    let untagged = ReadingChange { untagged: vec!["chips".into(), "to-check".into()], ..ReadingChange::default() };
    store.set_reading(a, &store.reading(a).with(&untagged));
    assert!(store.take_retagged() && !store.take_retagged());
    assert_eq!(tags(&store), [("tag:chips".to_owned(), 1)]);
    assert_eq!(store.all_tags(), [("chips".into(), 1)]);
    store.remove(&[ArticleId("b".to_owned())]);
    assert_eq!(tags(&store), []);
    check(&store, "has:tags", "");
}

#[test]
fn a_source_finds_what_it_has_as_well() {
    let mut article = Article::new(ArticleId("a".to_owned()), "Story");
    article.origin.source = Some("Wire".into());
    article.origin.also_in = vec!["Herald".into(), "Wire".into()];
    let mut store = Store::new(Arc::default());
    store.insert(vec![article]);
    ["source:wire", "source:herald"].into_iter().for_each(|query| check(&store, query, "a"));
    let facets = store.select(&Query::default(), date(2026, 7, 10)).facets;
    let counts: Vec<(String, usize)> =
        facets.of(FacetKind::Source).map(|source| (source.name.to_string(), source.n_stories)).collect();
    assert_eq!(counts, [("Herald".to_owned(), 1), ("Wire".to_owned(), 1)]);
}

#[test]
fn the_archive_is_what_is_read_and_not_held_on_to() {
    let mut store = store();
    let marks = [(true, false, false), (true, true, false), (true, false, true)];
    for (id, (read, starred, later)) in ["a", "b", "c"].into_iter().zip(marks) {
        let idx = store.find(&ArticleId(id.to_owned())).unwrap();
        store.set_marks(idx, Marks { read, starred, later, changed: later });
    }
    check(&store, "is:archived", "a");
    check(&store, "-is:archived", "bc");
    check(&store, "is:changed", "c");
}

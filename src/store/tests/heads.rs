//! Stories whose heads came first: all but their texts is found, and the texts once they are here.

use super::*;
use crate::article::Head;

/// The newsroom with heads alone, and its articles.
fn heads_alone() -> (Store, Vec<Article>) {
    let articles: Vec<Article> = newsroom().iter().map(|(_, story)| (*story.article).clone()).collect();
    let heads: Vec<Head> = articles.iter().map(Head::of).collect();
    let mut store = Store::new(Arc::new(Lexicon::default())).without_search();
    let placed = store.take_in_heads(&heads);
    store.list(placed);
    store.shrink();
    (store, articles)
}

const OF_HEADS: [&str; 16] = [
    "",
    "company:openai",
    "company:=openai",
    "model:glm",
    "topic:chips",
    "source:lobby",
    "author:ana",
    "title:open",
    "has:figures",
    "section:body",
    "on:2026-07-08",
    "open",
    "kmi",
    "sort:relevance an",
    "a or glm",
    "-company:openai sort:oldest",
];

const OF_TEXTS: [&str; 4] = ["\"export control\"", "text:order", "-text:order", "\"anthropic asks\""];

#[test]
fn heads_answer_what_asks_for_no_text() {
    let (mut store, articles) = heads_alone();
    let whole = newsroom();
    for query in OF_HEADS {
        assert_eq!(ids(&store, query), ids(&whole, query), "{query}");
    }
    let facets = |store: &Store| store.select(&Query::default(), TODAY).facets;
    assert_eq!(facets(&store), facets(&whole));
    assert_eq!((store.n_bare(), store.len()), (articles.len(), articles.len()));
    assert_eq!(ids(&store, "\"anthropic asks\""), ["chip"], "a title is no text");
    store.prepare_search();
    for query in OF_HEADS {
        assert_eq!(ids(&store, query), ids(&whole, query), "{query}");
    }
}

#[test]
fn texts_are_found_once_they_are_here() {
    for searched_first in [false, true] {
        let (mut store, articles) = heads_alone();
        if searched_first {
            store.search_texts();
        }
        // in another order than the heads
        for article in articles.iter().rev() {
            let before = store.find(&article.id).unwrap();
            assert!(store.story(before).article.sections.is_empty() && !store.is_whole(before));
            assert_eq!(store.supply(article), Some((before, false)));
            assert_eq!(*store.story(before).article, *article);
        }
        for _ in 0..2 {
            for query in OF_HEADS.into_iter().chain(OF_TEXTS) {
                assert_eq!(ids(&store, query), ids(&newsroom(), query), "{query}");
            }
            store.search_texts();
        }
        assert_eq!(store.n_bare(), 0);
    }
}

#[test]
fn a_head_that_comes_again_lets_the_text_go() {
    let (mut store, articles) = heads_alone();
    let mut edited = articles[0].clone();
    store.search_texts();
    store.supply(&edited);
    edited.title = "Another headline".into();
    edited.sections[0].blocks = vec![Block::paragraph("Nothing of the order.")];
    let idx = store.take_in_heads(&[Head::of(&edited)])[0];
    store.list(vec![idx]);
    assert!(!store.is_whole(idx) && store.head(idx).title == "Another headline");
    assert_eq!(ids(&store, "\"order is worth\""), [""; 0]);
    store.supply(&edited);
    assert_eq!(ids(&store, "\"of the order\""), ["chip"]);

    // a text that differs from its head brings its own
    edited.tags = vec!["Fabs".into()];
    let (idx, is_other) = store.supply(&edited).unwrap();
    assert!(is_other);
    store.list(vec![idx]);
    assert_eq!(ids(&store, "topic:fabs"), ["chip"]);
    store.give_up(idx);
    assert!(store.is_whole(idx) && store.story(idx).article.sections.is_empty());
}

//! Fuzzy words find what fuzzy-matcher finds, and rank it as a fresh matcher does, whatever came before.

use super::super::fuzzy::Word;
use super::*;

/// Titles of one day each, so that nothing but the score decides.
fn stories(titles: &[String]) -> Vec<Article> {
    let line = |(at, title): (usize, &String)| article(&format!("{at}; {}; ; {title}; ; ;", at % 28 + 1));
    titles.iter().enumerate().map(line).collect()
}

fn shown(store: &Store, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap();
    store.select(&query, TODAY).rows.iter().map(|idx| store.id(*idx).to_owned()).collect()
}

proptest! {
    #[test]
    fn the_rows_are_those_of_a_fresh_matcher(
        titles in prop::collection::vec("[a-dA-D1éß开. -]{0,24}|[ab ]{150,170}", 1..80),
        word in "[a-d]{1,5}|[a-dA-D]{1,3}|[a-d]{13}|[é开]",
        half in any::<prop::sample::Index>(),
    ) {
        let articles = stories(&titles);
        let mut store = Store::new(Arc::new(Lexicon::default()));
        store.insert(articles.clone());
        let reference = Word::new(&word);
        let scores: HashMap<String, i64> = articles
            .iter()
            .filter_map(|article| Some((article.id.0.clone(), reference.score(&article.title)?)))
            .collect();
        let mut expected = shown(&store, "");
        expected.retain(|id| scores.contains_key(id));
        expected.sort_by_key(|id| std::cmp::Reverse(scores[id]));
        let ranked = format!("{word} sort:relevance");
        prop_assert_eq!(&shown(&store, &ranked), &expected);
        let mut found = shown(&store, &word);
        found.sort_by_key(|id| expected.iter().position(|own| own == id));
        prop_assert_eq!(found, expected);

        let mut shuffled = Store::new(Arc::new(Lexicon::default()));
        let mut articles: Vec<Article> = articles.into_iter().rev().collect();
        let rest = articles.split_off(half.index(titles.len()));
        shuffled.insert(rest);
        shuffled.insert(articles);
        prop_assert_eq!(shown(&shuffled, &ranked), shown(&store, &ranked));
        prop_assert_eq!(shown(&shuffled, &word), shown(&store, &word));
    }
}

//! What a query means, against a filter so simple that it must be right, and against stories told in a line.

mod complete;
mod heads;
mod naive;
mod own;
mod ranking;

use super::*;
use crate::article::{Block, EntityKind, Mention, Named, Origin, Place, Published, Section, SectionKind};
use crate::text::Clean;
use jiff::civil::date;
use naive::Naive;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use query::{Content, Field, Filter, Side, Sort, State, When};

const TODAY: Date = date(2026, 7, 10);

fn named(kind: EntityKind, name: &str, family: Option<&str>, maker: Option<&str>) -> Named {
    let mention = Mention { place: Place::Title, start: 0, end: 0 };
    Named {
        kind,
        name: name.into(),
        id: crate::entity::id(name),
        family: family.map(Clean::from),
        maker: maker.map(Clean::from),
        novel: false,
        mentions: vec![mention],
    }
}

/// A story in a line: `id; day of July 2026 or nothing; source; title; text; topics, …; Company, Model>family@maker …`
fn article(line: &str) -> Article {
    let [id, day, source, title, text, topics, entities] = line.split(';').map(str::trim).collect::<Vec<_>>()[..]
    else {
        panic!("seven fields: {line}")
    };
    let list = |field: &str| {
        field.split(',').map(str::trim).filter(|part| !part.is_empty()).map(String::from).collect::<Vec<_>>()
    };
    let entities = list(entities).into_iter().map(|entity| match entity.split_once('>') {
        None => named(EntityKind::Company, &entity, None, None),
        Some((name, owners)) => {
            let (family, maker) = owners.split_once('@').unwrap();
            named(EntityKind::Model, name, Some(family), Some(maker))
        }
    });
    Article {
        id: ArticleId(id.into()),
        title: title.into(),
        origin: Origin {
            source: (!source.is_empty()).then(|| source.into()),
            published: day.parse().ok().map(|day| Published::day(date(2026, 7, day))),
            authors: vec!["Ana Žižić".into()],
            ..Origin::default()
        },
        language: None,
        reading_minutes: 1,
        tags: list(topics).into_iter().map(Clean::from).collect(),
        images: Vec::new(),
        links: Vec::new(),
        sections: vec![Section { blocks: vec![Block::paragraph(text)], ..Section::new(SectionKind::Body) }],
        entities: entities.collect(),
    }
}

fn store_of(lines: &[&str]) -> Store {
    let mut store = Store::new(Arc::new(Lexicon::default()));
    store.insert(lines.iter().map(|line| article(line)).collect());
    store
}

fn ids(store: &Store, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    store.select(&query, TODAY).rows.iter().map(|idx| store.story(*idx).article.id.0.clone()).collect()
}

/// Stories that between them have something of everything.
fn newsroom() -> Store {
    store_of(&[
        "chip; 6; Reuters; Anthropic asks Samsung for chips; The order is worth $2 billion.; Chips, Business; Anthropic, Samsung",
        "glm; 8; The Lobby; GLM 5.2 wins developers; Export control does not stop it.; Open Source; GLM-5.2>glm@z.ai",
        "gpt; 9; Reuters; A delayed release; Washington asked.; Policy; GPT-5.6>gpt@openai",
        "open; 7; The Lobby; OpenAI and its critics; An export-control order, says Žižek.; open-source; OpenAI",
        "none; ; ; Notes on opening; Nothing\nhere.; ;",
        "kimi; 8; Wire; Why Kimi is cheap; No figure.; ; Kimi K2>kimi@moonshot-ai, GLM>glm@z.ai",
    ])
}

#[test]
fn each_form_finds_its_stories() {
    let store = newsroom();
    for (query, expected) in [
        ("", "gpt glm kimi open chip none"),
        ("\"EXPORT control\"", "glm"),
        ("\"anthropic asks\"", "chip"),
        ("company:openai", "gpt open"),
        ("company:=openai", "open"),
        ("company:z.ai", "glm kimi"),
        ("model:glm", "glm kimi"),
        ("model:=glm", "kimi"),
        ("model:glm-5.2", "glm"),
        ("model:\"glm 5.2\"", "glm"),
        ("entity:samsung", "chip"),
        ("person:samsung", ""),
        ("company:nobody", ""),
        ("company:op", "gpt open"),
        ("company:=op", ""),
        ("-company:op", "glm kimi chip none"),
        ("company:pen", ""),
        ("model:\"gp 5\"", "gpt"),
        ("topic:\"Open Source\"", "glm open"),
        ("topic:open", "glm open"),
        ("source:lobby", "glm open"),
        ("source:reuters -topic:policy", "chip"),
        ("author:zizic", "gpt glm kimi open chip none"),
        ("author:\"zizic ana\"", "gpt glm kimi open chip none"),
        ("author:izic", ""),
        ("title:developer", "glm"),
        ("title:velop", ""),
        ("text:order", "open chip"),
        ("text:orde", ""),
        ("text:zizek", "open"),
        ("section:body section:tldr", ""),
        ("is:unread", "gpt glm kimi open chip none"),
        ("is:read", ""),
        ("has:figures", "chip"),
        ("has:links", ""),
        ("after:2d", "gpt glm kimi"),
        ("before:2026-07-07", "chip"),
        ("on:yesterday", "gpt"),
        ("-after:2026", "none"),
        ("company:samsung or model:kimi", "kimi chip"),
        ("source:reuters (chips or policy)", "chip"),
        ("-(source:reuters or source:wire)", "glm open none"),
        ("sort:oldest", "chip open glm kimi gpt none"),
        ("sort:source", "gpt chip glm open kimi none"),
        ("sort:oldest company:anthropic or topic:policy", "chip gpt"),
    ] {
        assert_eq!(ids(&store, query).join(" "), expected, "{query}");
    }
}

#[test]
fn unread_stories_can_stand_first() {
    let mut store = newsroom();
    for id in ["gpt", "open"] {
        let idx = store.find(&ArticleId(id.into())).unwrap();
        store.set_marks(idx, Marks { read: true, ..Marks::default() });
    }
    assert_eq!(ids(&store, "sort:unread").join(" "), "glm kimi chip none gpt open");
}

#[test]
fn months_are_counted_the_latest_first() {
    let dated = |(id, day): (&str, &str)| {
        let mut article = article(&format!("{id}; ; ; {id}; ; ;"));
        article.origin.published = Some(Published::day(day.parse().unwrap()));
        article
    };
    let mut store = Store::new(Arc::new(Lexicon::default()));
    let days = [("a", "2026-06-01"), ("b", "2026-06-30"), ("c", "2025-12-31"), ("d", "2026-07-01")];
    store.insert(days.map(dated).to_vec());
    let facets = store.select(&Query::default(), TODAY).facets;
    let months: Vec<(String, usize)> =
        facets.of(FacetKind::Month).map(|month| (month.term().to_string(), month.n_stories)).collect();
    let expected = [("on:2026-07", 1), ("on:2026-06", 2), ("on:2025-12", 1)];
    assert_eq!(months, expected.map(|(term, n)| (term.to_owned(), n)));
    assert_eq!(ids(&store, "on:2026-06").len(), 2);
}

#[test]
fn fuzzy_words_rank_what_a_reader_sees_first() {
    let store = store_of(&[
        "scattered; 9; ; On people and networks; ; ;",
        "inside; 8; ; Reopening the case; ; ;",
        "begins; 7; ; OpenAI again; ; ;",
        "whole; 5; ; What open means; ; ;",
        "whole-newer; 6; ; Open weights; ; ;",
        "named; 9; ; A story; ; ; OpenAI",
        "by; 9; Open Wire; A story; ; ;",
        "far; 9; ; Nothing; ; ;",
    ]);
    assert_eq!(ids(&store, "open").join(" "), "by whole-newer whole named begins inside scattered");
    assert_eq!(ids(&store, "open sort:newest").join(" "), "by named scattered inside begins whole-newer whole");
    assert_eq!(ids(&store, "open means").join(" "), "whole");
    assert_eq!(ids(&store, "weights or again").join(" "), "begins whole-newer");
    assert_eq!(ids(&store, "Open").join(" "), "by whole-newer named begins scattered");
    assert_eq!(ids(&store, "open sort:relevance").join(" "), "by named begins whole-newer whole scattered inside");
}

#[test]
fn letters_are_not_looked_for_across_names() {
    let store = store_of(&["a; 1; ; Title; ; ; Ab, Cd"]);
    assert_eq!(ids(&store, "abcd"), [""; 0]);
    assert_eq!(ids(&store, "ab cd"), ["a"]);
}

#[test]
fn a_replaced_article_keeps_its_place_and_its_marks() {
    let mut store = newsroom();
    let idx = store.find(&ArticleId("chip".into())).unwrap();
    let marks = Marks { read: true, ..Marks::default() };
    assert_eq!(store.set_marks(idx, marks), Marks::default());
    let again = article("chip; 10; AP; Samsung declines; No order.; Chips; Samsung");
    assert_eq!(store.insert(vec![again]), 0);
    assert_eq!(store.find(&ArticleId("chip".into())), Some(idx));
    assert_eq!(store.story(idx).marks, marks);
    assert_eq!(ids(&store, "company:anthropic or source:ap"), ["chip"]);
    assert_eq!(ids(&store, "")[0], "chip");
    let selection = store.select(&Query::default(), TODAY);
    assert_eq!((selection.rows.len(), selection.n_unread), (6, 5));
    let mut companies = selection.facets.of(FacetKind::Entity(EntityKind::Company));
    assert!(companies.all(|facet| facet.id != "anthropic"));
}

#[test]
fn ids_are_found_by_their_beginning() {
    let store = newsroom();
    assert_eq!(store.find_prefix("g").len(), 2);
    assert_eq!(store.find_prefix("gl").len(), 1);
    assert_eq!(store.find_prefix("x").len(), 0);
}

#[test]
fn facets_are_sorted_by_count_then_name() {
    let store = newsroom();
    let facets = store.select(&Query::default(), TODAY).facets;
    let shown = |kind| facets.of(kind).map(|f| format!("{} {}", f.name, f.n_stories)).collect::<Vec<_>>().join(", ");
    assert_eq!(shown(FacetKind::Entity(EntityKind::Company)), "OpenAI 2, Anthropic 1, Samsung 1");
    assert_eq!(shown(FacetKind::Entity(EntityKind::Model)), "GLM 2, GLM-5.2 1, GPT-5.6 1, Kimi K2 1");
    assert_eq!(shown(FacetKind::Topic), "Open Source 2, Business 1, Chips 1, Policy 1");
    assert_eq!(shown(FacetKind::Source), "Reuters 2, The Lobby 2, Wire 1");
    let terms: Vec<String> = facets.of(FacetKind::Source).map(|f| f.term().to_string()).collect();
    assert_eq!(terms, ["source:Reuters", "source:\"The Lobby\"", "source:Wire"]);
}

/// Few words and names, so that queries hit.
fn any_article() -> impl Strategy<Value = Article> {
    let word = || prop::sample::select(vec!["open", "chips", "export", "Control", "ai", "model"]);
    let text = move || prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" "));
    let entities = vec!["OpenAI", "Meta", "GPT-5>gpt@openai", "GPT>gpt@openai", "Llama 3>llama@meta"];
    let entities = prop::sample::subsequence(entities, 0..3).prop_map(|e| e.join(","));
    let source = prop::sample::select(vec!["", "Reuters", "Wire"]);
    let topics = prop::sample::subsequence(vec!["Chips", "Law"], 0..=2).prop_map(|t| t.join(","));
    (0u32..30, 0u8..10, source, (text(), text()), topics, entities).prop_map(
        |(id, day, source, (title, body), topics, entities)| {
            let day = if day == 0 { String::new() } else { day.to_string() };
            article(&format!("{id}; {day}; {source}; {title}; {body}; {topics}; {entities}"))
        },
    )
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let kind = prop::sample::select(vec![None, Some(EntityKind::Company), Some(EntityKind::Model)]);
    let entity = prop::sample::select(vec!["openai", "meta", "gpt", "gpt-5", "llama", "llama-3", "me", "open", "gp 5"]);
    let choose = |all: Vec<&'static str>| prop::sample::select(all).prop_map(String::from);
    let term = prop_oneof![
        choose(vec!["o", "op", "opn", "chips", "mdl", "rt"]).prop_map(Term::Word),
        choose(vec!["export control", "ai", "open chips"]).prop_map(Term::Phrase),
        (kind, entity, any::<bool>()).prop_map(|(kind, name, exact)| Term::Entity { kind, name: name.into(), exact }),
        choose(vec!["chips", "law"]).prop_map(|value| Term::Field(Field::Topic, value)),
        choose(vec!["reuters", "wire"]).prop_map(|value| Term::Field(Field::Source, value)),
        choose(vec!["open", "control", "mode"]).prop_map(|value| Term::Field(Field::Text, value)),
        prop::sample::select(vec![State::Starred, State::Unread]).prop_map(Term::Is),
        Just(Term::Has(Content::Tldr)),
        (0u16..9).prop_map(|days| Term::Date(Side::After, When::Ago(days, query::Unit::Days))),
    ];
    term.prop_map(Filter::Term).prop_recursive(3, 12, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts().prop_map(Filter::all_of),
            parts().prop_map(Filter::any_of),
            inner.clone().prop_map(Filter::negate)
        ]
    })
}

fn any_sort() -> impl Strategy<Value = Option<Sort>> {
    prop::option::of(prop::sample::select(Sort::ALL.to_vec()))
}

/// What a query shows of a store, by id.
fn shown(store: &Store, query: &Query) -> (Vec<String>, Facets, usize) {
    let Selection { rows, facets, n_unread } = store.select(query, TODAY);
    (rows.iter().map(|idx| store.id(*idx).to_owned()).collect(), facets, n_unread)
}

/// How well an article matches a word: 0 as a whole word, 1 as its beginning, 2 inside, 3 scattered.
fn naive_tier(word: &str, article: &Article) -> Option<usize> {
    let names = article.entities.iter().map(|named| &named.name).chain(&article.origin.source).chain([&article.title]);
    let tier = |text: &Clean| {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let mut rest = text.chars();
        if words.contains(&word) {
            Some(0)
        } else if words.iter().any(|own| own.starts_with(word)) {
            Some(1)
        } else if text.contains(word) {
            Some(2)
        } else {
            word.chars().all(|c| rest.any(|d| c == d)).then_some(3)
        }
    };
    names.filter_map(tier).min()
}

fn filled(articles: Vec<Article>) -> Store {
    let mut store = Store::new(Arc::new(Lexicon::default()));
    store.insert(articles);
    let starred = Marks { starred: true, read: true, ..Marks::default() };
    let even: Vec<StoryIdx> = store.iter().map(|(idx, _)| idx).filter(|idx| idx.0 % 2 == 0).collect();
    for idx in even {
        store.set_marks(idx, starred);
    }
    store
}

#[test]
fn articles_that_come_one_by_one_stand_in_the_same_order() {
    let day = |n: i32| if n % 9 == 0 { String::new() } else { (1 + (n * 7) % 11).to_string() };
    let line = |n: i32| format!("{n}; {}; ; Title; ; ;", day(n));
    let all: Vec<Article> = (0..60).map(|n| article(&line(n))).collect();
    let (mut at_once, mut one_by_one) = (Store::new(Arc::default()), Store::new(Arc::default()));
    at_once.insert(all.clone());
    all.iter().for_each(|article| assert_eq!(one_by_one.insert(vec![article.clone()]), 1));
    assert_eq!(at_once.newest, one_by_one.newest);
    for store in [&mut at_once, &mut one_by_one] {
        store.insert(vec![Article { title: "New".into(), ..all[5].clone() }]);
    }
    assert_eq!(at_once.newest, one_by_one.newest);
}

proptest! {
    #[test]
    fn a_query_means_what_the_naive_filter_says(
        articles in prop::collection::vec(any_article(), 0..30), filter in any_filter(), sort in any_sort(),
    ) {
        let store = filled(articles);
        let all: Vec<Arc<Article>> = store.iter().map(|(_, story)| story.article).collect();
        let selection = store.select(&Query { filter: filter.clone(), sort }, TODAY);
        let mut found = selection.rows.clone();
        found.sort();
        let expected: Vec<StoryIdx> =
            store.iter().filter(|(_, story)| Naive(&all).holds(&filter, story)).map(|(idx, _)| idx).collect();
        prop_assert_eq!(found, expected, "{}", filter);
        let unread = selection.rows.iter().filter(|idx| !store.story(**idx).marks.read).count();
        prop_assert_eq!(selection.n_unread, unread);
    }

    #[test]
    fn a_facet_counts_what_choosing_it_shows(articles in prop::collection::vec(any_article(), 0..30), filter in any_filter()) {
        let store = filled(articles);
        let query = Query { filter, sort: None };
        let facets = store.select(&query, TODAY).facets;
        for facet in FacetKind::ALL.iter().flat_map(|kind| facets.of(*kind)) {
            let chosen = Query { filter: Filter::all_of([query.filter.clone(), Filter::Term(facet.term())]), sort: None };
            prop_assert_eq!(store.select(&chosen, TODAY).rows.len(), facet.n_stories, "{}", chosen);
        }
    }

    #[test]
    fn fuzzy_words_sort_by_tier_then_by_date(
        articles in prop::collection::vec(any_article(), 0..30),
        words in prop::sample::subsequence(vec!["o", "op", "open", "chips", "mdl", "rt", "ai"], 1..3),
    ) {
        let store = filled(articles);
        let rows = |query: &str| store.select(&Query::parse(query).unwrap(), TODAY).rows;
        let tier = |idx: &StoryIdx| {
            let article = store.story(*idx).article;
            words.iter().map(|word| naive_tier(word, &article)).max().flatten()
        };
        let mut expected: Vec<StoryIdx> = rows(&format!("{} sort:newest", words.join(" ")));
        prop_assert!(expected.iter().all(|idx| tier(idx).is_some()));
        expected.sort_by_key(tier);
        prop_assert_eq!(rows(&words.join(" ")), expected);
    }

    #[test]
    fn the_first_rows_are_those_of_all(
        articles in prop::collection::vec(any_article(), 0..30), filter in any_filter(), sort in any_sort(), n in 0usize..9,
    ) {
        let store = filled(articles);
        let query = Query { filter, sort };
        let (first, all) = (store.first(&query, TODAY, n), store.select(&query, TODAY).rows);
        prop_assert!(all.starts_with(&first) && first.len() >= n.min(all.len()));
    }

    #[test]
    fn what_was_replaced_or_removed_leaves_no_trace(
        before in prop::collection::vec(any_article(), 0..30), after in prop::collection::vec(any_article(), 0..30),
        filter in any_filter(), sort in any_sort(),
    ) {
        let (mut used, mut fresh) = (Store::new(Arc::default()), Store::new(Arc::default()));
        let gone: Vec<ArticleId> =
            before.iter().map(|one| one.id.clone()).filter(|id| after.iter().all(|own| own.id != *id)).collect();
        used.insert(before);
        let n_gone = used.remove(&gone);
        prop_assert_eq!(used.remove(&gone), 0);
        prop_assert!(n_gone <= gone.len());
        used.insert(after.clone());
        fresh.insert(after);
        let query = Query { filter, sort };
        prop_assert_eq!(shown(&used, &query), shown(&fresh, &query));
        prop_assert_eq!(used.len(), fresh.len());
    }

    #[test]
    fn articles_come_out_as_they_went_in(articles in prop::collection::vec(any_article(), 0..30)) {
        let store = filled(articles.clone());
        for article in articles.iter().rev().take(1) {
            let idx = store.find(&article.id).unwrap();
            prop_assert_eq!(&*store.story(idx).article, article);
            prop_assert_eq!(store.head(idx).title, article.title.as_str());
            prop_assert_eq!(store.head(idx).source, article.origin.source.as_ref());
        }
    }

    #[test]
    fn the_order_of_insertion_does_not_matter(
        articles in prop::collection::vec(any_article(), 0..20), filter in any_filter(), sort in any_sort(), cut in 0usize..20,
    ) {
        let mut unique: Vec<Article> = Vec::new();
        articles.into_iter().for_each(|one| if unique.iter().all(|own| own.id != one.id) { unique.push(one) });
        let query = Query { filter, sort };
        let mut turned = unique.clone();
        turned.reverse();
        let rest = turned.split_off(cut.min(turned.len()));
        let (mut one, mut other) = (Store::new(Arc::default()), Store::new(Arc::default()));
        one.insert(unique);
        other.insert(turned);
        other.insert(rest);
        prop_assert_eq!(shown(&one, &query), shown(&other, &query));
    }
}

/// Some words are frequent, and known to be after some of these stories.
#[test]
fn a_frequent_word_is_in_the_stories_that_have_it() {
    let text =
        |n: usize| format!("the {} of re-export{}", if n.is_multiple_of(3) { "export" } else { "exports" }, n % 5);
    let line = |n: usize| article(&format!("{n}; ; ; Title; {}; ;", text(n)));
    let mut store = Store::new(Arc::default());
    store.insert((0..600).map(line).collect());
    let replaced = [6, 501].map(|n| article(&format!("{n}; ; ; Title; {}; ;", text(n + 1 - n % 3))));
    store.insert(replaced.to_vec());
    store.remove(&[ArticleId("9".into()), ArticleId("510".into())]);
    let check = |query: &str, word: &str| {
        let has = |story: &Story| story.article.text().split([' ', '-']).any(|own| own == word);
        let expected = store.iter().filter(|(_, story)| has(story)).count();
        assert_eq!(ids(&store, query).len(), expected, "{query}");
    };
    [("text:export", "export"), ("text:the", "the"), ("text:exports", "exports"), ("text:re", "re")]
        .iter()
        .for_each(|(query, word)| check(query, word));
    assert_eq!(ids(&store, "text:export text:the").len(), ids(&store, "text:\"the export\"").len());
}

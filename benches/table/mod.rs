//! The figures that are asked for, each the best of some runs, and how many times as long others take in the same run.

use std::hint::black_box;
use std::time::Instant;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use newsdesk::store::parts::one_by_one;
use newsdesk::store::{Query, Store};

use super::stories::TODAY;
use super::{keys, nucleo, on_two_threads};

/// Runs of which the best counts: what else the machine does only makes them longer.
const RUNS: usize = 7;

const FIELDS: &str = "company:openai model:gpt after:30d is:unread";
const FULL_TEXT: [&str; 6] =
    ["text:openai", "text:export", "text:ai", "\"export control\"", "\"the open\"", "\"开源模型\""];

/// Prints the figures of a store, in milliseconds.
pub fn print(store: Store) {
    let keys: Vec<&str> = keys().collect();
    let one = store.with_workers(one_by_one);
    let rows = one.select(&Query::default(), TODAY).rows;
    let titles: Vec<String> = rows.iter().map(|idx| one.head(*idx).title.to_owned()).collect();
    let [key_alone, ranked_alone] = [worst(&one, &keys), ranked(&one, &keys)];
    let two = one.with_workers(on_two_threads);
    println!("  the slowest key: {:.2}, alone {key_alone:.2}", worst(&two, &keys));
    others(&titles, &keys, ranked_alone, ranked(&two, &keys));
    let [facets, fields] = ["", FIELDS].map(|query| select(&two, query));
    println!("  everything with facets: {facets:.3}; a field query: {fields:.3}");
    for query in FULL_TEXT {
        let parsed = Query::parse(query).expect("a query");
        let screen = best(RUNS, || two.first(&parsed, TODAY, 50).len());
        println!("  {query}: first screen {screen:.3}, count {:.2}", select(&two, query));
    }
}

/// All keys by score.
fn ranked(store: &Store, keys: &[&str]) -> f64 {
    keys.iter().map(|key| select(store, &format!("{key} sort:relevance"))).sum()
}

/// All keys by score against fuzzy-matcher on one thread, and nucleo and frizbee, which match and sort alone.
fn others(titles: &[String], keys: &[&'static str], alone: f64, both: f64) {
    let sum = |n_runs: usize, rows: &dyn Fn(&'static str) -> usize| -> f64 {
        keys.iter().map(|key| best(n_runs, || rows(key))).sum()
    };
    let matcher = SkimMatcherV2::default();
    let skim = sum(2, &|key| by_fuzzy_matcher(&matcher, titles, key));
    let nucleo = sum(RUNS, &|key| nucleo(titles, key));
    let frizbee = sum(RUNS, &|key| by_frizbee(titles, key));
    println!("  all keys ranked: {both:.1}, alone {alone:.1}");
    println!(
        "  fuzzy-matcher: {skim:.1}, {:.1} times as long, {:.1} of what one thread takes",
        skim / both,
        skim / alone
    );
    println!("  nucleo-matcher on two threads: {nucleo:.1}, {:.1} times", nucleo / both);
    println!("  frizbee: {frizbee:.1}, {:.1} times, {:.1} of one thread", frizbee / both, frizbee / alone);
}

/// Ranks the titles by frizbee.
pub fn by_frizbee(titles: &[String], key: &str) -> usize {
    frizbee::Matcher::from_query(key, &frizbee::Config::default()).match_list(titles).len()
}

/// Ranks the titles, latest first among equals.
pub fn by_fuzzy_matcher(matcher: &SkimMatcherV2, titles: &[String], key: &str) -> usize {
    let score = |title: &String| key.split(' ').map(|word| matcher.fuzzy_match(title, word)).sum::<Option<i64>>();
    let mut rows: Vec<(i64, usize)> =
        titles.iter().enumerate().filter_map(|(at, title)| Some((-score(title)?, at))).collect();
    rows.sort_unstable();
    rows.len()
}

fn worst(store: &Store, keys: &[&str]) -> f64 {
    keys.iter().map(|key| select(store, key)).fold(0.0, f64::max)
}

fn select(store: &Store, query: &str) -> f64 {
    let query = Query::parse(query).expect("a query");
    best(RUNS, || store.select(&query, TODAY).rows.len())
}

/// Milliseconds of the best run.
fn best(n_runs: usize, mut run: impl FnMut() -> usize) -> f64 {
    let times = (0..n_runs).map(|_| {
        let began = Instant::now();
        black_box(run());
        began.elapsed().as_secs_f64() * 1000.0
    });
    times.fold(f64::MAX, f64::min)
}

//! How fast the store answers a key, at ten thousand, a hundred thousand and (with `NEWSDESK_MILLION=1`) a million
//! stories, beside other fuzzy matchers on the same titles in the same run.
//!
//! Before the times stands what the stories take in memory. `cargo bench --bench store -- fuzzy` runs some of it.

#![allow(clippy::print_stdout, reason = "what is measured is told")]

mod stories;

use std::collections::HashMap;
use std::fmt;
use std::hint::black_box;
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::Instant;

use divan::Bencher;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use newsdesk::entity::Lexicon;
use newsdesk::store::parts::{Part, one_by_one};
use newsdesk::store::{Query, Store};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use stories::{Desk, TODAY};

/// What is typed: every beginning of it is a key.
const TYPED: &str = "openai gpt";
const NO_MATCH: &str = "zqxj";

/// Stories made and taken in at a time.
const BATCH: usize = 2000;

fn main() {
    for size in sizes() {
        let before = resident();
        let (store, n_text, seconds) = filled(size, one_by_one);
        let megabytes = |n: usize| n as f64 / 1e6;
        let used = resident().saturating_sub(before);
        println!(
            "{size} stories: {:.1} MB of text, {:.1} MB in memory ({:.2} times), taken in at {:.0} MB/s",
            megabytes(n_text),
            megabytes(used),
            used as f64 / n_text as f64,
            megabytes(n_text) / seconds,
        );
        drop(store);
    }
    divan::main();
}

fn sizes() -> Vec<usize> {
    let million = std::env::var_os("NEWSDESK_MILLION").map(|_| 1_000_000);
    [10_000, 100_000].into_iter().chain(million).collect()
}

/// Bytes of this process in memory.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|line| line.split(' ').nth(1)?.parse::<usize>().ok()).unwrap_or(0) * 4096
}

/// A store of so many stories, the bytes of their texts, and the seconds that taking them in took.
fn filled(size: usize, run: fn(&mut [Part])) -> (Store, usize, f64) {
    let desk = Desk::new();
    let mut store = Store::new(Arc::new(Lexicon::bundled())).with_workers(run);
    let (mut n_text, mut seconds) = (0, 0.0);
    for start in (0..size).step_by(BATCH) {
        let articles = desk.articles(start..(start + BATCH).min(size));
        n_text += articles.iter().map(|article| article.title.len() + article.text().len()).sum::<usize>();
        let began = Instant::now();
        store.insert(articles);
        seconds += began.elapsed().as_secs_f64();
    }
    (store, n_text, seconds)
}

/// Stores stay for all benchmarks of their size.
static STORES: LazyLock<Mutex<HashMap<usize, Arc<Store>>>> = LazyLock::new(Mutex::default);

fn store(size: usize) -> Arc<Store> {
    let mut stores = STORES.lock().expect("nobody failed with it");
    Arc::clone(stores.entry(size).or_insert_with(|| Arc::new(filled(size, one_by_one).0)))
}

/// Two threads, as the reader has them.
fn on_two_threads(parts: &mut [Part]) {
    thread::scope(|scope| {
        let Some((first, rest)) = parts.split_first_mut() else { return };
        rest.iter_mut().for_each(|part| drop(scope.spawn(part)));
        first();
    });
}

#[derive(Clone, Copy)]
struct Case {
    size: usize,
    threads: usize,
    query: &'static str,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} x{} {}", self.size, self.threads, self.query)
    }
}

fn cases(queries: &'static [&'static str]) -> Vec<Case> {
    let with = |size| move |query: &'static &str| [1, 2].map(|threads| Case { size, threads, query });
    sizes().into_iter().flat_map(|size| queries.iter().flat_map(with(size))).collect()
}

fn answer(bencher: Bencher, case: Case) {
    let store = (*store(case.size)).clone();
    let store = store.with_workers(if case.threads == 1 { one_by_one } else { on_two_threads });
    let query = Query::parse(case.query).expect("a query");
    bencher.bench_local(|| store.select(black_box(&query), TODAY));
}

/// A key of the live filter, to rows and facets.
#[divan::bench(args = cases(&["o", "op", "ope", "open", "opena", "openai", "openai g", "openai gp", "openai gpt", "zqxj"]))]
fn fuzzy_key(bencher: Bencher, case: Case) {
    answer(bencher, case);
}

/// All keys of a typed query, ranked by score, to rows and facets; beside it the others, which rank alone.
#[divan::bench(args = ranked_cases())]
fn ranked(bencher: Bencher, case: Case) {
    let store = (*store(case.size)).clone();
    let store = store.with_workers(if case.threads == 1 { one_by_one } else { on_two_threads });
    let queries = keys().map(|key| Query::parse(&format!("{key} sort:relevance")).expect("a query"));
    let queries: Vec<Query> = queries.collect();
    bencher.bench_local(|| queries.iter().map(|query| store.select(query, TODAY).rows.len()).sum::<usize>());
}

fn ranked_cases() -> Vec<Case> {
    cases(&[TYPED])
}

fn keys() -> impl Iterator<Item = &'static str> {
    let ends = (1..=TYPED.len()).filter(|end| !TYPED[..*end].ends_with(' '));
    ends.map(|end| &TYPED[..end]).chain([NO_MATCH])
}

fn titles(size: usize) -> Vec<String> {
    let store = store(size);
    store.select(&Query::default(), TODAY).rows.iter().map(|idx| store.head(*idx).title.to_owned()).collect()
}

#[divan::bench(args = sizes(), sample_count = 5)]
fn ranked_by_fuzzy_matcher(bencher: Bencher, size: usize) {
    let titles = titles(size);
    let matcher = SkimMatcherV2::default();
    bencher.bench_local(|| {
        let rows = |key: &str| {
            let score =
                |title: &String| key.split(' ').map(|word| matcher.fuzzy_match(title, word)).sum::<Option<i64>>();
            let mut rows: Vec<(i64, usize)> =
                titles.iter().enumerate().filter_map(|(at, title)| Some((-score(title)?, at))).collect();
            rows.sort_unstable();
            rows.len()
        };
        keys().map(rows).sum::<usize>()
    });
}

#[divan::bench(args = sizes(), sample_count = 5)]
fn ranked_by_nucleo_on_two_threads(bencher: Bencher, size: usize) {
    let titles = titles(size);
    let half = |titles: &[String], key: &str| {
        let mut matcher = nucleo_matcher::Matcher::new(nucleo_matcher::Config::DEFAULT);
        let pattern = Pattern::parse(key, CaseMatching::Smart, Normalization::Smart);
        pattern.match_list(titles.iter().map(String::as_str), &mut matcher).len()
    };
    let (one, other) = titles.split_at(titles.len() / 2);
    bencher.bench_local(|| {
        let rows = |key: &'static str| {
            thread::scope(|scope| {
                let other = scope.spawn(|| half(other, key));
                half(one, key) + other.join().expect("no panic")
            })
        };
        keys().map(rows).sum::<usize>()
    });
}

#[divan::bench(args = sizes(), sample_count = 5)]
fn ranked_by_frizbee(bencher: Bencher, size: usize) {
    let titles = titles(size);
    let config = frizbee::Config::default();
    let rows = |key: &str| frizbee::Matcher::from_query(key, &config).match_list(&titles).len();
    bencher.bench_local(|| keys().map(rows).sum::<usize>());
}

/// Everything, with the counts of all names.
#[divan::bench(args = cases(&["", "is:unread", "-topic:the"]))]
fn facets(bencher: Bencher, case: Case) {
    answer(bencher, case);
}

#[divan::bench(args = cases(&["company:openai model:gpt after:30d is:unread", "on:2026-06", "has:figures -source:wire", "author:the title:open"]))]
fn fields(bencher: Bencher, case: Case) {
    answer(bencher, case);
}

const FULL_TEXT: &[&str] =
    &["text:openai", "text:export", "text:ai", "\"export control\"", "\"the open\"", "text:zqxj", "\"开源模型\""];

/// All rows, and so the exact count.
#[divan::bench(args = cases(FULL_TEXT))]
fn full_text_count(bencher: Bencher, case: Case) {
    answer(bencher, case);
}

/// The rows of one screen.
#[divan::bench(args = cases(FULL_TEXT))]
fn full_text_screen(bencher: Bencher, case: Case) {
    let store = store(case.size);
    let query = Query::parse(case.query).expect("a query");
    bencher.bench_local(|| store.first(black_box(&query), TODAY, 50));
}

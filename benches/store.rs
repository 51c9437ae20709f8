//! How fast the store answers a key, at ten thousand and a hundred thousand stories, beside other fuzzy matchers on the
//! same titles in the same run.
//!
//! Before the times stands a table of what must hold in one run: what the stories take in memory, the slowest key, and how
//! many times as long others take. `cargo bench --bench store -- fuzzy` runs some of it, `-- --list` the table alone;
//! `NEWSDESK_MILLION=1` puts a million stories into the table, which take 8 GB.

#![allow(clippy::print_stdout, reason = "what is measured is told")]

mod stories;
mod table;

use std::collections::HashMap;
use std::fmt;
use std::hint::black_box;
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::Instant;

use divan::Bencher;
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
    let million = std::env::var_os("NEWSDESK_MILLION").map(|_| 1_000_000);
    // the lexicon is there without a story
    let lexicon = Arc::new(Lexicon::bundled());
    for size in SIZES.into_iter().chain(million) {
        let before = resident();
        let (store, n_text, seconds) = filled(size, &lexicon, one_by_one);
        let megabytes = |n: usize| n as f64 / 1e6;
        let used = resident().saturating_sub(before);
        println!(
            "{size} stories: {:.1} MB of text, {:.1} MB in memory ({:.2} times), taken in at {:.0} MB/s",
            megabytes(n_text),
            megabytes(used),
            used as f64 / n_text as f64,
            megabytes(n_text) / seconds,
        );
        table::print(store);
    }
    divan::main();
}

/// How many stories.
const SIZES: [usize; 2] = [10_000, 100_000];

/// Bytes of this process in memory.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|line| line.split(' ').nth(1)?.parse::<usize>().ok()).unwrap_or(0) * 4096
}

/// A store of so many stories, the bytes of their texts, and the seconds that taking them in took.
fn filled(size: usize, lexicon: &Arc<Lexicon>, run: fn(&mut [Part])) -> (Store, usize, f64) {
    let desk = Desk::new();
    let mut store = Store::new(Arc::clone(lexicon)).with_workers(run);
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

/// Stores stay for all benchmarks of their size and threads.
static STORES: LazyLock<Mutex<Stores>> = LazyLock::new(Mutex::default);

type Stores = HashMap<(usize, usize), Arc<Store>>;

fn store(size: usize, threads: usize) -> Arc<Store> {
    let run = if threads == 1 { one_by_one } else { on_two_threads };
    let mut stores = STORES.lock().expect("nobody failed with it");
    let fill = || Arc::new(filled(size, &Arc::new(Lexicon::bundled()), run).0);
    Arc::clone(stores.entry((size, threads)).or_insert_with(fill))
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
    SIZES.into_iter().flat_map(|size| queries.iter().flat_map(with(size))).collect()
}

fn answer(bencher: Bencher, case: Case) {
    let store = store(case.size, case.threads);
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
    let store = store(case.size, case.threads);
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
    let store = store(size, 1);
    store.select(&Query::default(), TODAY).rows.iter().map(|idx| store.head(*idx).title.to_owned()).collect()
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn ranked_by_fuzzy_matcher(bencher: Bencher, size: usize) {
    let titles = titles(size);
    let matcher = SkimMatcherV2::default();
    bencher.bench_local(|| keys().map(|key| table::by_fuzzy_matcher(&matcher, &titles, key)).sum::<usize>());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn ranked_by_nucleo_on_two_threads(bencher: Bencher, size: usize) {
    let titles = titles(size);
    bencher.bench_local(|| keys().map(|key| nucleo(&titles, key)).sum::<usize>());
}

/// Matches the titles by nucleo's matcher, half of them on another thread.
fn nucleo(titles: &[String], key: &'static str) -> usize {
    let half = |titles: &[String]| {
        let mut matcher = nucleo_matcher::Matcher::new(nucleo_matcher::Config::DEFAULT);
        let pattern = Pattern::parse(key, CaseMatching::Smart, Normalization::Smart);
        pattern.match_list(titles.iter().map(String::as_str), &mut matcher).len()
    };
    let (one, other) = titles.split_at(titles.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| half(other));
        half(one) + other.join().expect("no panic")
    })
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn ranked_by_frizbee(bencher: Bencher, size: usize) {
    let titles = titles(size);
    bencher.bench_local(|| keys().map(|key| table::by_frizbee(&titles, key)).sum::<usize>());
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
    let store = store(case.size, case.threads);
    let query = Query::parse(case.query).expect("a query");
    bencher.bench_local(|| store.first(black_box(&query), TODAY, 50));
}

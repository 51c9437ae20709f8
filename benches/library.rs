//! What the library costs at ten thousand and a hundred thousand articles: keeping them, the rows at the top of the list,
//! all of them, marks; and in a real pseudo-terminal the time from the start of the program to the first list, and the
//! memory once all is there.

#![allow(clippy::print_stdout, reason = "what is measured is told")]

#[path = "../tests/support/pty.rs"]
#[allow(dead_code, reason = "tests use the rest")]
mod pty;
mod stories;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use newsdesk::article::{Article, ReadingChange};
use newsdesk::library::{Arrival, Library, NewSource, Origin};
use newsdesk::text::Address;
use pty::Terminal;
use stories::Desk;

const SIZES: [usize; 2] = [10_000, 100_000];

/// Articles that come in one document.
const TOGETHER: usize = 500;

/// Runs of which the middle and the worst count.
const RUNS: usize = 21;

const WINDOW: (u16, u16) = (120, 36);

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let lexicon = newsdesk::runtime::lexicon::version();
    let mut firsts = Vec::new();
    for size in SIZES {
        let path = folder.path().join(format!("{size}.db"));
        println!("{size} articles:");
        fill(&path, size, lexicon);
        read(&path);
        mark(&path, size);
        firsts.push(start(&path, size));
    }
    println!("the first list at {} takes {:.2} times as long as at {}", SIZES[1], firsts[1] / firsts[0], SIZES[0]);
}

fn fill(path: &Path, size: usize, lexicon: i64) {
    let desk = Desk::new();
    let mut library = Library::open(path).expect("a library");
    let origin = Origin::Feed(Address::new("https://example.org/feed").expect("an address"));
    let source = library.write(|batch| batch.add_source(&NewSource::new(origin), 0)).expect("a source");
    let (mut seconds, mut worst) = (0.0, 0.0_f64);
    for start in (0..size).step_by(TOGETHER) {
        let articles: Vec<Article> = desk.articles(start..start + TOGETHER);
        let arrival = Arrival { source, document: None, at: 0, lexicon };
        let began = Instant::now();
        library.write(|batch| batch.keep_articles(&arrival, &articles)).expect("they are kept");
        let took = began.elapsed().as_secs_f64();
        (seconds, worst) = (seconds + took, worst.max(took));
    }
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    println!(
        "  kept in {seconds:.1} s, {TOGETHER} at a time in {:.0} ms at most; {:.0} MB",
        worst * 1e3,
        bytes as f64 / 1e6
    );
}

fn read(path: &Path) {
    let opened = timed(|| Library::open(path).expect("a library"));
    let first = timed(|| Library::open(path).and_then(|library| library.newest_heads(100)).expect("rows"));
    let library = Library::open(path).expect("a library");
    let began = Instant::now();
    let store = newsdesk::runtime::library::shelf::stock(&library, &[], Arc::default()).expect("a store");
    let columns = began.elapsed().as_secs_f64() * 1e3;
    let began = Instant::now();
    let (mut last, mut n_articles) = (0, 0);
    loop {
        let portion = library.ids_after(last, 64).expect("ids");
        let Some((end, _)) = portion.last() else { break };
        (last, n_articles) = (*end, n_articles + portion.len());
        portion.iter().for_each(|(_, id)| _ = black_box(library.article(id).expect("an article")));
    }
    println!(
        "  opened in {opened}, with the first 100 heads in {first}, all {} heads in the store in {columns:.0} ms, \
         all {n_articles} texts read in {:.0} ms",
        store.len(),
        began.elapsed().as_secs_f64() * 1e3
    );
}

fn mark(path: &Path, size: usize) {
    let desk = Desk::new();
    let ids: Vec<_> = desk.articles(0..size.min(10_000)).into_iter().map(|article| article.id).collect();
    let mut library = Library::open(path).expect("a library");
    let read = ReadingChange { read: Some(true), ..ReadingChange::default() };
    let one = timed(|| library.write(|batch| batch.set_state(&ids[0], &read)).expect("a mark"));
    let all = timed(|| {
        library.write(|batch| ids.iter().try_for_each(|id| batch.set_state(id, &read))).expect("marks");
    });
    println!("  one mark in {one}, {} in {all}", ids.len());
}

/// Milliseconds to the first list, the middle of some starts.
fn start(path: &Path, size: usize) -> f64 {
    let library = path.display().to_string();
    let begin = || Terminal::start_with(WINDOW, &[], &[("NEWSDESK_LIBRARY", &library)]);
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let mut terminal = begin();
            // the cursor bar of the first row
            terminal.until_quickly(|terminal| terminal.text().contains('▌'));
            (terminal.last_came() - began).as_secs_f64() * 1e3
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    let began = Instant::now();
    let mut terminal = begin();
    let all = format!("{size} stories");
    terminal.until_quickly(|terminal| terminal.text().contains(&all) && !terminal.text().contains("reading"));
    let seconds = began.elapsed().as_secs_f64();
    let megabytes = resident(terminal.process().unwrap_or(0)) as f64 / 1e6;
    println!(
        "  first list after {:.1} ms, worst {:.1}; all there after {seconds:.1} s with {megabytes:.0} MB",
        times[RUNS / 2],
        times[RUNS - 1]
    );
    times[RUNS / 2]
}

/// Bytes of a process in memory.
fn resident(process: u32) -> usize {
    let pages = std::fs::read_to_string(format!("/proc/{process}/statm")).ok();
    pages.and_then(|line| line.split(' ').nth(1)?.parse::<usize>().ok()).unwrap_or(0) * 4096
}

/// The middle time of some runs.
fn timed<T>(mut run: impl FnMut() -> T) -> String {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            black_box(run());
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    format!("{:.1} ms", times[RUNS / 2])
}

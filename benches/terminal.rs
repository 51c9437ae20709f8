//! What a person waits for, in a real pseudo-terminal of 120×36: from the start of the program to the last byte of the
//! first picture, to the end of the load, and from a key of the filter to the last byte of its answer.
//!
//! At ten thousand and a hundred thousand stories; `NEWSDESK_MILLION=1` adds a million, which take 3.3 GB on the disk for
//! temporary files and more in memory.

#![allow(clippy::print_stdout, reason = "what is measured is told")]

mod lines;
#[path = "../tests/support/pty.rs"]
#[allow(dead_code, reason = "tests use the rest")]
mod pty;
mod stories;

use std::time::{Duration, Instant};

use pty::Terminal;

const WINDOW: (u16, u16) = (120, 36);

/// What is typed into the filter, key by key.
const TYPED: [&str; 3] = ["openai gpt", "export", "zqxj"];

/// Starts of which the middle and the worst count.
const STARTS: usize = 20;

/// Typings of all, of which each key's middle counts.
const ROUNDS: usize = 5;

/// The end of a frame.
const FRAME_END: &[u8] = b"\x1b[?2026l";

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    starts("the bundled briefings", &[]);
    let million = std::env::var_os("NEWSDESK_MILLION").map(|_| 1_000_000);
    for n_stories in [10_000, 100_000].into_iter().chain(million) {
        let path = folder.path().join("stories.jsonl");
        lines::write(&path, n_stories);
        let path = path.display().to_string();
        starts(&format!("{n_stories} stories"), &[&path]);
        let start = Instant::now();
        let mut terminal = Terminal::start(WINDOW, &[&path]);
        let mut slowest = Duration::ZERO;
        while terminal.text().contains("eading") || !terminal.text().contains("stories") {
            slowest = slowest.max(moved(&mut terminal));
        }
        println!("  loaded after {:.1} s; slowest key meanwhile {}", start.elapsed().as_secs_f64(), ms(slowest));
        keys(&mut terminal);
    }
}

/// From the start to the first picture.
fn starts(what: &str, args: &[&str]) {
    let mut times: Vec<Duration> = (0..STARTS)
        .map(|_| {
            let start = Instant::now();
            let mut terminal = Terminal::start(WINDOW, args);
            terminal.until_quickly(|terminal| terminal.received().windows(FRAME_END.len()).any(|end| end == FRAME_END));
            terminal.last_came() - start
        })
        .collect();
    times.sort_unstable();
    println!("{what}: first picture after {}, worst {}", ms(times[STARTS / 2]), ms(times[STARTS - 1]));
}

/// A key while stories come in, until something new is drawn.
fn moved(terminal: &mut Terminal) -> Duration {
    let (start, before) = (Instant::now(), terminal.received().len());
    terminal.send(b"?");
    terminal.until_quickly(|terminal| terminal.received().len() > before);
    let time = terminal.last_came() - start;
    terminal.send(b"q");
    terminal.listen(Duration::from_millis(100));
    time
}

/// Each key of the filter.
fn keys(terminal: &mut Terminal) {
    for typed in TYPED {
        let mut times: Vec<Vec<Duration>> = vec![Vec::new(); typed.len()];
        for _ in 0..ROUNDS {
            terminal.type_keys("/");
            for (key, times) in typed.chars().zip(&mut times) {
                times.extend(terminal.time_keys(&key.to_string()));
            }
            terminal.type_keys("\x1b");
        }
        let middle = |times: &mut Vec<Duration>| {
            times.sort_unstable();
            times.get(times.len() / 2).copied().map_or("-".to_owned(), ms)
        };
        let shown = typed.char_indices().zip(&mut times).map(|((at, c), times)| {
            let end = at + c.len_utf8();
            format!("{} {}", &typed[..end], middle(times))
        });
        println!("  {}", shown.collect::<Vec<_>>().join(" · "));
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

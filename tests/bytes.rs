//! What keys cost on a thin line, in bytes: `cargo test --test bytes -- --nocapture` prints the table.
//!
//! What is asked is measured on newsboat with the same feed in the same windows (80x24 and 200x50): 211 and 236 bytes for a
//! move in the list, 149 for a line in the reader. A packet holds 1448.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

mod support;

use std::fmt::Write;
use std::fs;

use support::pty::Terminal;

const STORIES: usize = 60;

/// Words that fill the stories; none of them is a name.
const WORDS: [&str; 24] = [
    "the", "company", "model", "release", "export", "control", "market", "open", "weights", "research", "team",
    "users", "price", "number", "report", "product", "agents", "data", "policy", "court", "letter", "revenue",
    "growth", "training",
];

/// A row of the table: what is done, with which key, how often, and the most bytes that one may cost on average.
struct Case {
    what: &'static str,
    key: &'static str,
    times: usize,
    most: usize,
}

/// A feed of stories that fill several pages each.
fn feed() -> tempfile::NamedTempFile {
    let mut at = 0_usize;
    let mut words = |n: usize| {
        let words = (0..n).map(|_| {
            at = (at * 1_103_515_245 + 12_345) % (1 << 31);
            WORDS[(at >> 16) % WORDS.len()]
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let mut feed = "<rss version='2.0'><channel><title>Feed</title>".to_owned();
    for story in 0..STORIES {
        let day = 1 + story % 28;
        let body: String = (0..12).map(|_| format!("<p>{}.</p>", words(40))).collect();
        write!(
            feed,
            "<item><title>{}</title><guid>g{story}</guid><pubDate>{day:02} Jun 2026 10:00:00 GMT</pubDate>\
             <description><![CDATA[{body}]]></description></item>",
            words(8)
        )
        .expect("a string takes all");
    }
    let file = tempfile::Builder::new().suffix(".xml").tempfile().unwrap();
    fs::write(file.path(), feed + "</channel></rss>").unwrap();
    file
}

/// The reader with the feed, all of it in the list.
fn reader(window: (u16, u16)) -> (Terminal, tempfile::NamedTempFile) {
    let feed = feed();
    let mut terminal = Terminal::start(window, &[&feed.path().display().to_string()]);
    terminal.wait_for(&format!("{STORIES} stories"));
    (terminal, feed)
}

fn check(window: (u16, u16), before: &[&str], cases: &[Case]) {
    let (mut terminal, _feed) = reader(window);
    before.iter().for_each(|key| terminal.type_keys(key));
    for Case { what, key, times, most } in cases {
        let before = terminal.received().len();
        (0..*times).for_each(|_| terminal.type_keys(key));
        let sent = (terminal.received().len() - before) / times;
        println!("{:>3}x{:<3} {what:<34} {sent:>5} bytes, at most {most}", window.0, window.1);
        assert!((1..=*most).contains(&sent), "{what}: {sent} bytes\n{}", terminal.text());
    }
}

#[test]
fn a_list_alone() {
    let moves = Case { what: "a move in the list", key: "j", times: 5, most: 260 };
    let scrolls = Case { what: "a line of the list scrolls in", key: "j", times: 5, most: 300 };
    check((79, 24), &[], &[moves, Case { what: "moves on", key: "j", times: 20, most: 300 }, scrolls]);
}

#[test]
fn a_list_with_the_reader_beside_it() {
    check((80, 24), &[], &[Case { what: "a move, and the story of the row", key: "j", times: 8, most: 1448 }]);
    check((200, 50), &[], &[Case { what: "a move, and the story of the row", key: "j", times: 4, most: 4500 }]);
}

#[test]
fn the_reader() {
    let cases = |page| {
        [
            Case { what: "a line of the reader scrolls in", key: "j", times: 8, most: 130 },
            Case { what: "a page of the reader", key: " ", times: 1, most: page },
            Case { what: "a line comes in from above", key: "k", times: 4, most: 130 },
        ]
    };
    check((80, 24), &["\r", "z"], &cases(1600));
    check((200, 50), &["\r", "z"], &cases(3500));
}

//! What keys cost on a thin line, in bytes: `cargo test --test bytes -- --nocapture` prints the table.
//!
//! What is asked is a part of what newsboat 2.21 sends for the same feed in the same windows (80x24 and 200x50): of 211 and
//! 285 bytes for a move in the list and 247 for one that scrolls it 0.9, of 149 for a line in the reader 0.7, and of a page a
//! tenth over its text. A packet holds 1448, which the list's next story in the reader beside it may take.

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

const PACKET: usize = 1448;
const MOVES: [((u16, u16), usize, usize); 2] = [((80, 24), 190, 222), ((200, 50), 256, 256)];
const LINE: usize = 104;

/// A row of the table: what is done, with which key, how often, and the most bytes that it may cost on average, and once.
struct Case {
    what: &'static str,
    key: &'static str,
    times: usize,
    most: usize,
    each: usize,
}

/// A feed of stories that fill several pages each, with links on so many of their words: one in each `one_in`.
fn feed(one_in: usize) -> tempfile::NamedTempFile {
    let mut at = 0_usize;
    let mut words = |n: usize, is_linked: bool| {
        let words = (0..n).map(|n| {
            at = (at * 1_103_515_245 + 12_345) % (1 << 31);
            let word = WORDS[(at >> 16) % WORDS.len()];
            match is_linked && n % one_in == one_in - 1 {
                true => format!("<a href='https://harbor.example/stories/2026/{at}/{word}?from=feed'>{word}</a>"),
                false => word.to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let mut feed = "<rss version='2.0'><channel><title>Feed</title>".to_owned();
    for story in 0..STORIES {
        let day = 1 + story % 28;
        let body: String = (0..12).map(|_| format!("<p>{}.</p>", words(40, true))).collect();
        write!(
            feed,
            "<item><title>{}</title><guid>g{story}</guid><pubDate>{day:02} Jun 2026 10:00:00 GMT</pubDate>\
             <description><![CDATA[{body}]]></description></item>",
            words(8, false)
        )
        .expect("a string takes all");
    }
    let file = tempfile::Builder::new().suffix(".xml").tempfile().unwrap();
    fs::write(file.path(), feed + "</channel></rss>").unwrap();
    file
}

/// The reader with the feed, all of it in the list, and settings of the screen.
fn reader(window: (u16, u16), one_in: usize, screen: &str) -> (Terminal, tempfile::NamedTempFile) {
    let (feed, config) = (feed(one_in), tempfile::tempdir().unwrap());
    let (path, folder) = (feed.path().display().to_string(), config.path().display().to_string());
    fs::create_dir(config.path().join("newsdesk")).unwrap();
    fs::write(config.path().join("newsdesk/config.toml"), format!("[screen]\n{screen}")).unwrap();
    let env = [("XDG_CONFIG_HOME", folder.as_str())];
    let mut terminal = Terminal::start_with(window, &["--hyperlinks", "always", &path], &env);
    terminal.wait_for(&format!("{STORIES} stories"));
    (terminal, feed)
}

fn check(terminal: &mut Terminal, window: (u16, u16), cases: &[Case]) {
    for Case { what, key, times, most, each } in cases {
        let mut sent = Vec::new();
        for _ in 0..*times {
            let before = terminal.received().len();
            terminal.type_keys(key);
            sent.push(terminal.received().len() - before);
        }
        let (mean, worst) = (sent.iter().sum::<usize>() / times, sent.iter().max().copied().unwrap_or(0));
        println!(
            "{:>3}x{:<3} {what:<34} {mean:>5} bytes, at most {worst:>5} (asked {most}, {each})",
            window.0, window.1
        );
        assert!((1..=*most).contains(&mean) && worst <= *each, "{what}: {mean}, {worst}\n{}", terminal.text());
    }
}

#[test]
fn a_list_alone() {
    for (window, move_most, scroll_most) in MOVES {
        let (mut terminal, _feed) = reader(window, 1000, "layout = \"single\"");
        let case = |what, times, most| Case { what, key: "j", times, most, each: 2 * most };
        let moves = case("a move in the list", usize::from(window.1) - 4, move_most);
        check(&mut terminal, window, &[moves, case("a line of the list scrolls in", 8, scroll_most)]);
    }
}

#[test]
fn a_list_with_the_reader_beside_it() {
    for (one_in, what) in [(1000, "a move, and the story of the row"), (3, "the same, the story full of links")] {
        for (window, most) in [((80, 24), PACKET), ((200, 50), 4 * PACKET)] {
            let (mut terminal, _feed) = reader(window, one_in, "");
            check(&mut terminal, window, &[Case { what, key: "j", times: 6, most, each: most }]);
        }
    }
}

#[test]
fn the_reader() {
    for window in [(80, 24), (200, 50)] {
        let (mut terminal, _feed) = reader(window, 1000, "");
        terminal.type_keys("\r");
        terminal.type_keys("z");
        let case = |what, key| Case { what, key, times: 16, most: LINE, each: 3 * LINE };
        check(&mut terminal, window, &[case("a line of the reader scrolls in", "j"), case("from above", "k")]);
        let before = terminal.received().len();
        terminal.type_keys(" ");
        let sent = terminal.received().len() - before;
        let text: usize = terminal.text().lines().map(|line| line.trim().len()).sum();
        println!("{:>3}x{:<3} a page of {text:<24} {sent:>5} bytes", window.0, window.1);
        assert!(sent <= text * 11 / 10, "{sent} bytes for {text}\n{}", terminal.text());
    }
}

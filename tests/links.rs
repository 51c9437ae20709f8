//! Links of the terminal: on the words of a link and nowhere else, never where the words say another address, and only
//! for terminals that follow them.

mod support;

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::date;
use newsdesk::app::links::{LinkPlace, links};
use newsdesk::app::{Event, Notice, Settings, update};
use newsdesk::import::{Importer, Raw, Transfer};
use newsdesk::text::repair::Names;
use support::desk::Desk;
use support::pty::Terminal;

const STORY: &str = "---\ntitle: Words that lead\nurl: https://harbor.example/words-that-lead\n---\n\n\
The filing is [in a long list of the documents that were given to the court](https://court.example/1), and \
[elsewhere](https://court.example/2). [bank.example](https://evil.example) says nothing.\n\n\
- see <https://court.example/a/very/long/address/that/has/no/room/in/one/line/of/a/narrow/pane?of=a&reader=1>\n";

/// The words of the links that may be followed, without blanks.
const WORDS: [&str; 4] = [
    "inalonglistofthedocumentsthatweregiventothecourt",
    "elsewhere",
    "https://court.example/a/very/long/address/that/has/no/room/in/one/line/of/a/narrow/pane?of=a&reader=1",
    "https://harbor.example/words-that-lead",
];

fn desk((width, height): (u16, u16), justified: bool) -> Desk {
    let (names, today) = (Names::default(), date(2026, 11, 22));
    let (bytes, transfer) = (STORY.as_bytes(), Transfer::default());
    let raw = Raw { bytes, name: "x.md", format: None, today, names: &names, transfer };
    let document = Importer::new().import(&raw);
    Desk::with(width, height, Settings { justified, ..Settings::default() }, vec![document])
}

/// What stands where links are, by link, without blanks.
fn words(desk: &Desk) -> BTreeMap<usize, String> {
    let buffer = desk.buffer();
    let mut words = BTreeMap::new();
    for LinkPlace { cells, number, .. } in links(&desk.state) {
        let symbols = cells.positions().map(|at| buffer[at].symbol());
        words.entry(number).or_insert_with(String::new).extend(symbols.filter(|symbol| *symbol != " "));
    }
    words
}

#[test]
fn links_stand_on_their_words() {
    for size in [(40, 40), (80, 24), (80, 40), (120, 36), (200, 50)] {
        for justified in [false, true] {
            for keys in ["Enter", "Enter z"] {
                let mut desk = desk(size, justified);
                desk.keys(keys);
                let words: Vec<String> = words(&desk).into_values().collect();
                assert_eq!(words, WORDS, "{size:?} {keys} {}", desk.picture());
            }
        }
    }
}

#[test]
fn a_link_that_scrolls_out_is_cut_off() {
    let mut desk = desk((30, 10), false);
    desk.keys("Enter");
    for _ in 0..40 {
        let shown = words(&desk);
        assert!(shown.values().all(|shown| WORDS.iter().any(|words| words.contains(shown))), "{shown:?}");
        desk.keys("j");
    }
}

#[test]
fn nothing_leads_anywhere_under_an_overlay() {
    for keys in ["?", ":", ";", "!", "& \"com\" Tab", "& \"compny:\""] {
        let mut desk = desk((120, 36), false);
        assert_eq!(links(&desk.state), [], "{keys}: the list has the keys");
        desk.keys("Enter");
        assert_eq!(words(&desk).len(), WORDS.len());
        desk.keys(keys);
        assert_eq!(links(&desk.state), [], "{keys} {}", desk.picture());
    }
}

#[test]
fn a_message_shows_its_address_whole() {
    let url = format!("https://court.example/{}", "0123456789/".repeat(20));
    for size in [(20, 24), (40, 12), (80, 24), (120, 36), (300, 50)] {
        let mut desk = desk(size, false);
        update(&mut desk.state, Event::Told(Notice::done("sent to the terminal:").with_url(&url)));
        let shown = words(&desk);
        assert_eq!(shown[&0], url, "{}", desk.picture());
        let (message, others): (Vec<_>, Vec<_>) = links(&desk.state).into_iter().partition(|place| place.number == 0);
        let is_over = |place: &LinkPlace| message.iter().any(|part| part.cells.y <= place.cells.y);
        assert!(!others.iter().any(is_over), "{}", desk.picture());
    }
    let mut desk = desk((20, 5), false);
    update(&mut desk.state, Event::Told(Notice::done("sent to the terminal:").with_url(&url)));
    assert!(desk.picture().contains('…'), "{}", desk.picture());
}

/// The reader with the story in a terminal of this environment.
fn reader(args: &[&str], env: &[(&str, &str)]) -> (Terminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.md");
    fs::write(&path, STORY).unwrap();
    let path = path.display().to_string();
    let mut terminal = Terminal::start_with((80, 24), &[args, &[&path]].concat(), env);
    terminal.wait_for("1 story");
    (terminal, folder)
}

fn sent(terminal: &Terminal, since: usize) -> String {
    String::from_utf8_lossy(&terminal.received()[since..]).into_owned()
}

#[test]
fn terminals_that_follow_links_get_them() {
    let kitty = ("TERM", "xterm-kitty");
    for (args, env, expected) in [
        (&[][..], &[][..], false),
        (&[], &[kitty], true),
        (&["--hyperlinks", "never"], &[kitty], false),
        (&["--hyperlinks", "always"], &[], true),
        (&[], &[("TERM", "screen")], false),
    ] {
        let (mut terminal, _story) = reader(args, env);
        terminal.type_keys("\r");
        let sent = sent(&terminal, 0);
        assert_eq!(sent.contains("\x1b]8;"), expected, "{args:?} {env:?}");
        if expected {
            assert_eq!(sent.matches("\x1b]8;id=2;https://court.example/2\x1b\\elsewhere").count(), 1);
            assert!(!sent.contains("https://evil.example\x1b\\"), "{sent:?}");
        }
    }
}

#[test]
fn what_stays_is_not_sent_again() {
    let (mut terminal, _story) = reader(&["--hyperlinks", "always"], &[]);
    terminal.type_keys("\r");
    terminal.type_keys("z");
    let before = terminal.received().len();
    terminal.type_keys("j");
    terminal.type_keys("k");
    assert!(!sent(&terminal, before).contains("\x1b]8;"), "{:?}", sent(&terminal, before));
}

#[test]
fn over_ssh_a_link_is_sent_and_shown() {
    let (mut terminal, _story) = reader(&["--hyperlinks", "always"], &[("SSH_TTY", "/dev/pts/9")]);
    let before = terminal.received().len();
    terminal.type_keys("o");
    let url = "https://harbor.example/words-that-lead";
    let sent = sent(&terminal, before);
    assert!(sent.contains("\x1b]52;c;"), "{sent:?}");
    assert!(sent.contains(&format!("\x1b]8;id=0;{url}\x1b\\{url}\x1b]8;;\x1b\\")), "{sent:?}");
    assert!(terminal.text().contains(&format!("sent to the terminal: {url}")), "{}", terminal.text());
}

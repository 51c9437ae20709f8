//! `assets/screen.svg`, the picture in the README, is what the program really shows.

mod support;

use std::path::Path;

use support::pty::Terminal;
use support::svg::svg;

/// Columns and rows of the picture: the smallest window with all four panes, and enough rows for a story.
const SIZE: (u16, u16) = (120, 36);

/// What is typed before the picture is taken: a star on the first story, four opened, one of them put aside, the
/// fifth in the reader.
const KEYS: [&str; 7] = ["s", "\r", "J", "J", "w", "J", "J"];

/// For who cannot see it.
const LABEL: &str = "newsdesk in a terminal: companies and models with counts, the list of stories, \
    the story with names in colour, and who is in it";

/// What a page may weigh: it is loaded with every look at the README.
const MOST_BYTES: usize = 60_000;

#[test]
fn the_picture_is_what_the_program_shows() {
    let mut terminal = Terminal::start(SIZE, &[]);
    terminal.wait_until("stories", all_is_read);
    for keys in KEYS {
        terminal.type_keys(keys);
    }
    let picture = svg(terminal.screen(), LABEL);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screen.svg");
    assert!(picture.len() < MOST_BYTES, "the picture has {} bytes", picture.len());
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(&path, &picture).expect("assets/ can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == picture, "assets/screen.svg is out of date: UPDATE_PICTURE=1 cargo test --test picture");
}

/// Whether the status line counts stories, and says of none that it is still read.
fn all_is_read(screen: &str) -> bool {
    let status = screen.trim_end().lines().last().unwrap_or_default();
    status.contains(" unread") && !status.contains("reading")
}

/// The picture of what a terminal shows of `bytes`.
fn drawn(bytes: &str) -> String {
    let rows = std::num::NonZeroU16::new(2).expect("two rows");
    let columns = std::num::NonZeroU16::new(20).expect("twenty columns");
    let mut parser = vt100::Parser::new(rows, columns, 0);
    parser.process(bytes.as_bytes());
    svg(parser.screen(), "a & b")
}

fn check(bytes: &str, parts: &[&str]) {
    let picture = drawn(bytes);
    for part in parts {
        assert!(picture.contains(part), "{part} is not in\n{picture}");
    }
}

#[test]
fn a_run_is_as_wide_as_its_columns() {
    check("one two", &[r#"<text x="18" y="32" textLength="58.8">one two</text>"#]);
    check("  a  b", &[r#"<text x="34.8" y="32" textLength="8.4">a</text>"#, r#"<text x="60" y="32""#]);
    check("\x1b[2;3H新闻", &[r#"<text x="34.8" y="51" textLength="33.6">新闻</text>"#]);
}

#[test]
fn styles_are_kept() {
    check("\x1b[1;36mX", &[".a{fill:#70bfc4;font-weight:700}", r#"class="a">X<"#]);
    check("\x1b[3;4mX", &[".a{font-style:italic;text-decoration:underline}"]);
    check("\x1b[7mX", &[r##"height="19" fill="#d5dae3"/>"##, ".a{fill:#171a21}"]);
    check("\x1b[48;5;196m ", &[r##"fill="#ff0000"/>"##]);
}

#[test]
fn markup_is_text() {
    check("a<b>&\"", &["a&lt;b&gt;&amp;&quot;", r#"aria-label="a &amp; b""#]);
}

#[test]
fn lines_touch_each_other() {
    check("─┬x", &[r##"<path fill="none" stroke="#d5dae3" d="M18 27.5h8.4M26.4 27.5h8.4M30.6 27.5v9.5"/>"##, ">x<"]);
    check("│", &["M22.2 18v19"]);
    check("█▌", &[r#"textLength="16.8" lengthAdjust="spacingAndGlyphs">█▌<"#]);
}

#[test]
fn blanks_of_any_colour_join_words() {
    check("a\x1b[31m \x1b[0mb", &[">a b<"]);
    check("\x1b[4ma\x1b[0m b", &[">a<", ">b<"]);
}

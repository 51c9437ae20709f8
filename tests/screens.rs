//! Screens: keys in, picture out, at the sizes that people use.
//!
//! The pictures stand in `tests/snapshots`; `cargo insta review` shows what changed.

mod support;

use newsdesk::app::{Notice, Settings};
use newsdesk::import::{Format, Raw, Transfer, import};
use newsdesk::text::repair::Names;
use newsdesk::text::sanitize::is_showable;
use support::desk::Desk;
use support::stories;

/// Types `keys` at a desk of this size and compares the picture with the one that was looked at and kept.
#[track_caller]
fn check(name: &str, (width, height): (u16, u16), keys: &str) {
    let mut desk = Desk::new(width, height);
    desk.keys(keys);
    let title = format!("{width}x{height}, keys: {keys}");
    insta::with_settings!({ description => title, omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, desk.picture());
    });
}

const SMALL: (u16, u16) = (60, 20);
const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 36);
const HUGE: (u16, u16) = (200, 50);

#[test]
fn the_start() {
    check("start-60", SMALL, "");
    check("start-80", USUAL, "");
    check("start-120", WIDE, "");
    check("start-200", HUGE, "");
}

#[test]
fn the_reader() {
    check("reader-60", SMALL, "Enter");
    check("reader-80", USUAL, "j j Enter Space");
    check("reader-zen-120", WIDE, "j j z");
    check("reader-table", WIDE, "j j j z");
    check("excerpt-folded", USUAL, "j j j j z");
    check("excerpt-open", USUAL, "j j j j z Enter");
    check("reader-search", USUAL, "Enter / \"osprey\" Enter n");
    check("link-hints", WIDE, "j j ;");
}

#[test]
fn the_sidebars() {
    check("facets-80", USUAL, "c j");
    check("facet-chosen", WIDE, "c Enter");
    check("facet-excluded", WIDE, "c x");
    check("cast-80", USUAL, "S-Tab S-Tab");
}

#[test]
fn prompts_and_overlays() {
    check("filter-empty", USUAL, "/");
    check("filter-live", USUAL, "/ \"nrth\"");
    check("filter-nothing", USUAL, "/ \"qqq\" Enter");
    check("query-error", USUAL, "& \"compani:openai\"");
    check("query-error-120", WIDE, "& \"model:gannet\" Enter / \"phone on:yesterdy\"");
    check("completing", USUAL, "& \"company:\" Tab Tab");
    check("palette", USUAL, ": \"star\"");
    check("help-120", WIDE, "?");
    check("help-search", USUAL, "? / \"undo\"");
    check("problems", USUAL, "!");
    check("export", USUAL, "e");
    check("views", USUAL, "f j");
    check("view-chosen", USUAL, "f s");
    check("view-named", WIDE, "2 g f");
}

#[test]
fn marks_and_rows() {
    check("marks", USUAL, "m j s j w v V");
    check("row-section", USUAL, "t t t");
    check("row-section-200", HUGE, "t");
}

#[test]
fn plain_ascii_draws_nothing_else() {
    let mut desk = Desk::with(120, 36, Settings { ascii: true, ..Settings::default() }, stories::all());
    for keys in [
        "",
        "s w",
        "j j j",
        "c x",
        "?",
        "Esc :",
        "Esc !",
        "Esc z",
        "Enter",
        "z & \"x:\"",
        "Esc t",
        "v",
        "Esc Esc /",
        "Esc c j j",
        "Esc / \"qq\" Enter",
        "Esc & \"company:\" Tab",
        "Esc Esc f",
        "Esc g d",
        "Enter",
        "Esc Esc j ;",
        "Esc e",
        "Esc |",
        "Esc Tab Tab",
        "Esc Esc Enter / \"a\"",
    ] {
        desk.keys(keys);
        let picture = desk.picture();
        let foreign: String = picture.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(foreign, "", "after {keys:?}:\n{picture}");
    }
}

/// Nothing that the user can do at any size makes drawing fail, and a drawing is a function of the state.
#[test]
fn every_size_draws_in_every_overlay() {
    let overlays = ["", "Enter", "c", "z", "?", ":", "!", "/ \"a\"", "& \"x:\"", "j j ;", "e", "f", "S-Tab", "t t v"];
    let widths = (1..30).chain([39, 40, 60, 79, 80, 81, 100, 119, 120, 121, 200, 300]);
    let heights: Vec<u16> = (1..12).chain([13, 14, 15, 24, 36, 50, 100]).collect();
    let mut desks: Vec<Desk> = overlays
        .iter()
        .map(|keys| {
            let mut desk = Desk::new(120, 36);
            desk.keys(keys);
            desk
        })
        .collect();
    for width in widths {
        for height in &heights {
            for desk in &mut desks {
                desk.resize(width, *height);
                let once = desk.buffer();
                assert_eq!(once.area.width, width);
            }
        }
    }
    for desk in &desks {
        assert_eq!(desk.buffer(), desk.buffer());
    }
}

/// A page with an attack in every place: title, source, authors, tags, text, code, table, links.
const HOSTILE: &str = "---\ntitle: \"T\u{202e}itle \u{1b}[31mred \u{9b}2J\u{200b}\"\nsource: S\u{2066}ource\u{1b}]0;x\u{7}\nauthors: [A\u{200f}uthor]\n\
    tags: [t\u{e0041}ag]\nurl: https://example.org/%1b[31m\u{202e}\n---\n\nWords \u{1b}]52;c;eA==\u{7}and \u{202d}more&#27;[5m, \
    &#x202e;[bank.com](https://evil.example/\u{1b}) and ❤\u{fe0f}.\n\n```\ncode\u{1b}[2J  x\u{2067}\n```\n\n| a\u{200e} | b\u{90}q\u{9c} |\n|---|---|\n\
    | c\u{feff} | d\u{8} |\n\n- point\u{2028}\u{200d}\n";

#[test]
fn hostile_text_never_reaches_a_cell() {
    let today = jiff::civil::date(2026, 7, 8);
    let format = Some(Format::Markdown);
    let names = Names::default();
    let raw =
        Raw { bytes: HOSTILE.as_bytes(), name: "x.md", format, today, names: &names, transfer: Transfer::default() };
    let mut documents = vec![import(&raw)];
    documents.extend(stories::all());
    for (width, height) in [SMALL, USUAL, WIDE, HUGE] {
        let mut desk = Desk::with(width, height, Settings::default(), documents.clone());
        desk.state.notice = Some(Notice::error("cannot open \u{1b}]0;x\u{7}\u{202e}file"));
        for keys in [
            "",
            "Enter",
            "Space",
            "z",
            "; x",
            "Esc : ",
            "Esc ! ",
            "Esc ?",
            "Esc / \"\u{202e}\u{1b}[31m\"",
            "Esc c",
            "P",
            "gd",
        ] {
            let keys = if keys == "gd" { "Esc g d" } else { keys };
            desk.keys(keys);
            let buffer = desk.buffer();
            let bad = buffer.content.iter().find(|cell| !is_showable(cell.symbol()));
            assert_eq!(bad, None, "{width}x{height} after {keys}");
        }
    }
}

#[test]
fn a_link_that_misleads_says_where_it_leads() {
    let mut desk = Desk::with(
        80,
        24,
        Settings::default(),
        vec![{
            let today = jiff::civil::date(2026, 7, 8);
            let bytes = "# A story\n\nWrite to [bank.com](https://evil.example/) now.\n".as_bytes();
            let names = Names::default();
            import(&Raw {
                bytes,
                name: "x.md",
                format: Some(Format::Markdown),
                today,
                names: &names,
                transfer: Transfer::default(),
            })
        }],
    );
    desk.keys("Enter");
    assert!(desk.picture().contains("bank.com leads to [evil.example]"), "{}", desk.picture());
    desk.keys(";");
    assert!(desk.picture().contains("a [evil.example]"), "{}", desk.picture());
}

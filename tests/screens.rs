//! Screens: keys in, picture out, at the sizes that people use.
//!
//! The pictures stand in `tests/snapshots`; `cargo insta review` shows what changed.

mod support;

use newsdesk::app::Settings;
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
    check("palette", USUAL, ": \"star\"");
    check("help-120", WIDE, "?");
    check("help-search", USUAL, "? / \"undo\"");
    check("problems", USUAL, "!");
    check("export", USUAL, "e");
}

#[test]
fn marks_and_rows() {
    check("marks", USUAL, "m j s j w v V");
    check("row-section", USUAL, "t t t");
    check("row-section-200", HUGE, "t");
}

#[test]
fn plain_ascii_draws_nothing_else() {
    let mut desk = Desk::with(120, 36, Settings { ascii: true, ..Settings::default() }, stories::western());
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
    let overlays = ["", "Enter", "c", "z", "?", ":", "!", "/ \"a\"", "& \"x:\"", "j j ;", "e", "S-Tab", "t t v"];
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

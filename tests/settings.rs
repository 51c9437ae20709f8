//! What the settings do to the picture, and the real program with a user's files: read, read again, added to.

mod support;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use newsdesk::app::{Effect, Event, update, views::View};
use newsdesk::config::Config;
use support::desk::Desk;
use support::pty::Terminal;
use support::stories;

/// A desk with these settings, in the reader after `keys`.
fn desk(settings: &str, (width, height): (u16, u16), keys: &str) -> Desk {
    let (config, complaints) = Config::with_user(settings);
    assert_eq!(complaints, []);
    let mut desk = Desk::with(width, height, config.settings, stories::all());
    desk.keys(keys);
    desk
}

fn check(settings: &str, size: (u16, u16), keys: &str, wanted: &[&str]) {
    let picture = desk(settings, size, keys).picture();
    for words in wanted {
        assert!(picture.contains(words), "{settings}: no {words:?} in\n{picture}");
    }
}

#[test]
fn the_list_has_the_columns_and_dates_that_are_set() {
    let size = (200, 24);
    let list = |columns: &str| format!("[screen]\nlist-width = 60\nsidebars = false\n[list]\n{columns}");
    check(&list(""), size, "s", &["▌●★  2026-07-06  Harbor Review    Northwind and"]);
    check(&list("columns = ['source', 'marks']"), size, "s", &["▌ Harbor Review    ●★  Northwind and"]);
    check(&list("columns = []"), size, "", &["▌ Northwind and Kestrel"]);
    check(&list("dates = 'relative'"), size, "", &["2 days     Harbor", "3 days     远望", "1 week     Harbor"]);
    check(&list("dates = 'short'"), size, "", &["6 Jul     Harbor", "Nov 2025  Clipfold"]);
    check("[list]\ncolumns = ['source', 'date']", (60, 20), "", &["▌ Northwind and", "▌ Harbor Review · 2026-07-06"]);
    check("[list]\ncolumns = ['marks']", (60, 20), "", &["▌●  Northwind and", "\n ●  云帆"]);
}

#[test]
fn the_signs_are_those_that_are_set() {
    check("[screen]\nicons = 'nerd'", (60, 20), "s w", &["▌\u{f111}\u{f005} Northwind", "▌ \u{f017} 2026-07-06"]);
}

#[test]
fn the_panes_stand_as_they_are_set() {
    check(
        "[screen]\nlayout = 'stacked'",
        (120, 36),
        "",
        &["─ Stories ──────────────────────────────────────────────────────"],
    );
    check(
        "[screen]\nlayout = 'beside'\nlist-width = 30",
        (100, 24),
        "",
        &["─ Stories ────────────── 1/6 ─┬─ Story ──"],
    );
    assert!(!desk("[screen]\nlayout = 'single'", (120, 36), "").picture().contains("─ Story ─"));
    assert!(!desk("[screen]\nsidebars = false", (120, 36), "").picture().contains("Who and what"));
    check("[screen]\nsidebars = false", (120, 36), "c", &["Who and what"]);
    check("[screen]\nsidebar-width = 16", (120, 36), "", &["─ Who and what ─┬─ Stories"]);
}

#[test]
fn running_text_is_set_as_wanted() {
    let zen = |reader: &str| desk(&format!("[reader]\n{reader}"), (120, 36), "z").picture();
    let widest = |picture: &str| picture.lines().skip(2).take(30).map(|line| line.trim().chars().count()).max();
    let column = |picture: &str| picture.lines().nth(2).map(|line| line.len() - line.trim_start().len());
    let narrow = zen("text-width = 40");
    assert_eq!(column(&narrow), Some(40), "{narrow}");
    assert_eq!(column(&zen("text-width = 40\nzen-width = 60")), Some(30));
    assert!(widest(&zen("zen-width = 60")) > widest(&narrow));
    let ragged = zen("text-width = 30");
    let set = zen("text-width = 30\njustify = true");
    assert!(ragged.contains("Northwind wants to train") && set != ragged, "{set}");
    let hyphens = |reader: &str| zen(reader).lines().filter(|line| line.ends_with('-')).count();
    let with: usize = (20..40).map(|width| hyphens(&format!("text-width = {width}\nhyphenate = true"))).sum();
    let without: usize = (20..40).map(|width| hyphens(&format!("text-width = {width}"))).sum();
    assert!(with > without, "{with} lines end in a hyphen, {without} anyway");
}

#[test]
fn a_view_is_applied_named_and_kept() {
    let mut desk = desk("[views]\nhardware = 'topic:hardware'", (120, 36), "f h");
    assert_eq!(desk.state.results.query.to_string(), "topic:hardware");
    assert!(desk.picture().starts_with(" newsdesk  hardware  topic:hardware\n"));
    for view in &desk.state.settings.views {
        let selection = desk.state.news.store.select(&view.query, desk.state.results.today);
        let counts = desk.state.news.store.count(&view.query, desk.state.results.today);
        assert_eq!(counts, (selection.rows.len(), selection.n_unread), "{}", view.name);
    }
    desk.keys("0 f 2");
    assert_eq!(desk.state.results.query.to_string(), "is:later");
    desk.keys("0 f j j j Enter");
    assert_eq!(desk.state.results.query.to_string(), "is:starred");
    desk.keys("0 f Esc");
    assert!(desk.state.results.query.is_empty() && desk.state.layers.is_empty());
    desk.keys("g f");
    assert!(desk.picture().contains("filter first"));
    let effects = desk.keys("/ \"osprey\" Enter g f \"birds of prey\" Enter");
    let view = View::new("birds of prey", "osprey").unwrap();
    assert_eq!(effects, [Effect::SaveView(view.clone())]);
    update(&mut desk.state, Event::ViewSaved(view, "~/x.toml".to_owned()));
    assert!(desk.picture().starts_with(" newsdesk  birds of prey  osprey\n"));
    assert!(desk.picture().contains("birds of prey is a view now, in ~/x.toml"));
    assert_eq!(desk.state.settings.views.len(), Config::bundled().settings.views.len() + 2);
}

fn own(terminal: &Terminal) -> PathBuf {
    let folder = terminal.home().join(".config/newsdesk");
    fs::create_dir_all(folder.join("themes")).unwrap();
    folder
}

#[test]
fn settings_are_read_again_while_it_runs() {
    let mut terminal = Terminal::start((120, 36), &[]);
    terminal.wait_for("Who and what");
    let own = own(&terminal);
    fs::write(own.join("config.toml"), "[screen]\nlayout = 'single'\n[keys]\npreset = 'emacs'\n").unwrap();
    terminal.type_keys("gr");
    terminal.wait_for("settings read again: new: layout, preset, keys");
    assert!(!terminal.text().contains("Who and what"), "{}", terminal.text());
    fs::write(own.join("keymap.toml"), "[global]\n'F2' = 'hlp'\n").unwrap();
    terminal.type_keys("\x1bx");
    terminal.wait_for("Commands");
    terminal.type_keys("reload\r");
    terminal.wait_for("~/.config/newsdesk/keymap.toml, line 2: no action \"hlp\"");
    fs::remove_file(own.join("keymap.toml")).unwrap();
    fs::remove_file(own.join("config.toml")).unwrap();
    terminal.type_keys("gr");
    terminal.wait_for("Who and what");
    terminal.type_keys("/openai\r");
    terminal.wait_for("newsdesk  openai");
    terminal.type_keys("gfmine\r");
    terminal.wait_for("mine is a view now, in ~/.config/newsdesk/config.toml");
    assert_eq!(fs::read_to_string(own.join("config.toml")).unwrap(), "[views]\nmine = \"openai\"\n");
}

#[test]
fn who_is_new_is_told_hints_once() {
    let state = tempfile::tempdir().unwrap();
    let start = |args: &[&str]| {
        Terminal::start_with((120, 36), args, &[("XDG_STATE_HOME", &state.path().display().to_string())])
    };
    let mut terminal = start(&[]);
    terminal.wait_for("j moves, Enter opens, / filters, ? shows all keys");
    terminal.wait_for("22 stories");
    terminal.type_keys("j");
    terminal.wait_until("the hint is gone", |text| !text.contains("shows all keys"));
    terminal.type_keys("\r");
    terminal.wait_for("Space pages, J next story, h goes back");
    drop(terminal);
    let mut terminal = start(&[]);
    terminal.wait_for("22 stories");
    terminal.type_keys("\r");
    terminal.wait_for("Space page ");
    assert!(!terminal.text().contains("goes back"), "{}", terminal.text());
    terminal.type_keys("c");
    terminal.wait_for("Enter filters by it, x leaves it out");
}

#[test]
fn links_are_opened_by_the_command_that_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("story.md");
    fs::write(&story, "---\ntitle: A\nurl: https://example.org/a?b=c&d\n---\n\nWords.\n").unwrap();
    let opened = folder.path().join("opened");
    let command = format!("sh -c 'echo \"$0 $1\" > {}' 'a b'", opened.display());
    let mut terminal = Terminal::start((120, 36), &["--open-cmd", &command, &story.display().to_string()]);
    terminal.wait_for("1 story");
    terminal.type_keys("o");
    terminal.wait_for("opening https://example.org/a?b=c&d");
    let start = Instant::now();
    while fs::read_to_string(&opened).unwrap_or_default().is_empty() && start.elapsed() < Duration::from_secs(20) {
        terminal.settle();
    }
    assert_eq!(fs::read_to_string(&opened).unwrap(), "a b https://example.org/a?b=c&d\n");
    fs::write(own(&terminal).join("config.toml"), "[links]\nclipboard = false\n").unwrap();
    terminal.type_keys("gr");
    terminal.wait_for("settings read again: new: clipboard");
    terminal.type_keys("y");
    terminal.wait_for("your settings keep the clipboard off: https://example.org/a?b=c&d");
    assert!(!terminal.received().windows(4).any(|bytes| bytes == b"]52;"));
}

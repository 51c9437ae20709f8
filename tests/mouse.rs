//! The mouse: clicks choose, the wheel scrolls, nothing is marked; asked for and given back in a real terminal.

mod support;

use newsdesk::app::layer::Layer;
use newsdesk::app::screen::Pane;
use newsdesk::app::{Event, Gesture, Mouse, update};
use ratatui::layout::Position;
use support::desk::Desk;
use support::pty::Terminal;

fn at(desk: &mut Desk, gesture: Gesture, x: u16, y: u16) {
    let effects = update(&mut desk.state, Event::Mouse(Mouse { gesture, at: Position { x, y } }));
    assert_eq!(effects, [], "{gesture:?} at {x},{y}\n{}", desk.picture());
}

/// Clicks on the first of these words from (x, y) on, row by row.
fn click_after(desk: &mut Desk, (x, y): (u16, u16), words: &str) {
    let buffer = desk.buffer();
    let row = |y: u16| -> String { (x..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect() };
    let found = (y..buffer.area.height).find_map(|y| {
        let row = row(y);
        Some((row[..row.find(words)?].chars().count(), y))
    });
    let (column, y) = found.unwrap_or_else(|| panic!("no {words}:\n{}", desk.picture()));
    at(desk, Gesture::Click, x + u16::try_from(column).unwrap(), y);
}

fn click(desk: &mut Desk, words: &str) {
    click_after(desk, (0, 1), words);
}

fn n_read(desk: &Desk) -> usize {
    desk.state.results.selection.rows.iter().filter(|story| desk.state.news.store.marks(**story).read).count()
}

#[test]
fn a_click_selects_a_row_and_focuses_a_pane() {
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::new(size.0, size.1);
        click(&mut desk, "Story");
        assert_eq!(desk.state.screen.focus, Pane::Reader);
        click(&mut desk, "Stories");
        assert_eq!((desk.state.screen.focus, desk.state.list.selected), (Pane::List, 0));
        let list = desk.state.layout().list.unwrap().body;
        for row in 0..4 {
            let line = (0..list.height).find(|line| desk.state.row_at(usize::from(*line)) == Some(row)).unwrap();
            at(&mut desk, Gesture::Click, list.x + 5, list.y + line);
            assert_eq!((desk.state.list.selected, n_read(&desk)), (row, 0), "{}", desk.picture());
        }
    }
}

#[test]
fn a_click_in_a_sidebar_filters_and_lifts() {
    let mut desk = Desk::new(120, 36);
    let all = desk.state.results.selection.rows.len();
    click(&mut desk, "Companies");
    assert_eq!((desk.state.screen.focus, desk.state.results.selection.rows.len()), (Pane::Facets, all));
    click(&mut desk, "Harbor AI");
    assert!(desk.state.results.selection.rows.len() < all, "{}", desk.picture());
    assert_eq!(desk.state.results.query.to_string(), "company:harbor-ai");
    click(&mut desk, "Harbor AI");
    assert_eq!(desk.state.results.query.to_string(), "");
    let cast = desk.state.layout().cast.unwrap().body;
    click_after(&mut desk, (cast.x, cast.y), "Northwind");
    assert_eq!(desk.state.results.query.to_string(), "company:northwind");
    assert_eq!((desk.state.screen.focus, n_read(&desk)), (Pane::Cast, 0));
}

#[test]
fn a_click_in_an_overlay_chooses() {
    let mut desk = Desk::new(120, 36);
    desk.keys(": \"zen\"");
    click_after(&mut desk, (0, 4), "zen");
    assert!(desk.state.screen.zen && desk.state.layers.is_empty(), "{}", desk.picture());
    desk.keys("z h f");
    click_after(&mut desk, (16, 3), "starred");
    assert_eq!(desk.state.results.query.to_string(), "is:starred");
    desk.keys("0 g d");
    click_after(&mut desk, (16, 3), "Northwind");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Entity(_))), "{}", desk.picture());
    click_after(&mut desk, (16, 3), "Harbor AI");
    assert!(desk.picture().contains("─ Harbor AI · company ─"), "{}", desk.picture());
    desk.keys("Esc !");
    click_after(&mut desk, (16, 3), "no year");
    assert!(matches!(desk.state.layers.last(), Some(Layer::Problems(0))));
    desk.keys("Esc & \"comp\" Tab");
    click_after(&mut desk, (0, 1), "topic:Companies");
    let Some(Layer::Prompt(prompt)) = desk.state.layers.last() else { panic!("{}", desk.picture()) };
    assert_eq!(prompt.edit.text(), "topic:Companies ");
    assert_eq!(n_read(&desk), 0);
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut desk = Desk::new(80, 14);
    let reader = desk.state.layout().reader.unwrap().body;
    at(&mut desk, Gesture::WheelDown, reader.x, reader.y);
    assert_eq!((desk.state.reader.top, desk.state.list.selected), (3, 0));
    assert_eq!(desk.state.screen.focus, Pane::List);
    at(&mut desk, Gesture::WheelUp, reader.x, reader.y);
    assert_eq!(desk.state.reader.top, 0);
    let list = desk.state.layout().list.unwrap().body;
    let mut seen = vec![desk.state.list.top];
    for gesture in [Gesture::WheelDown, Gesture::WheelUp] {
        for _ in 0..6 {
            at(&mut desk, gesture, list.x, list.y);
            seen.push(desk.state.list.top);
        }
    }
    let highest = seen.iter().max().copied().unwrap();
    assert_eq!((seen[6], seen[12], n_read(&desk)), (highest, 0, 0), "{seen:?}");
    assert!(highest > 0, "{seen:?}");
}

#[test]
fn no_click_anywhere_marks_or_does_harm() {
    for (size, keys) in [
        ((120, 36), ""),
        ((80, 24), ""),
        ((80, 24), "z"),
        ((40, 12), ""),
        ((19, 4), ""),
        ((120, 36), "?"),
        ((120, 36), "!"),
        ((120, 36), ";"),
        ((120, 36), "f"),
        ((80, 24), "& \"comp\" Tab"),
        ((80, 24), "/ \"x:\""),
        ((120, 36), "c g d"),
    ] {
        let mut desk = Desk::new(size.0, size.1);
        for gesture in [Gesture::Click, Gesture::WheelDown, Gesture::WheelUp] {
            for y in (0..40).step_by(3) {
                desk.keys(if desk.state.layers.is_empty() { keys } else { "" });
                at(&mut desk, gesture, (7 + 5 * y) % 120, y);
                assert_eq!(n_read(&desk), 0, "{keys} {gesture:?} {y}\n{}", desk.picture());
            }
        }
    }
}

const ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

fn n_sent(terminal: &Terminal, bytes: &[u8]) -> usize {
    terminal.received().windows(bytes.len()).filter(|window| *window == bytes).count()
}

#[test]
fn it_is_asked_for_here_and_not_over_ssh_and_always_given_back() {
    let ssh = ("SSH_TTY", "/dev/pts/9");
    for (args, env, expected) in [
        (&[][..], &[][..], true),
        (&[], &[ssh], false),
        (&["--mouse", "never"], &[], false),
        (&["--mouse", "always"], &[ssh], true),
    ] {
        let mut terminal = Terminal::start_with((80, 24), args, env);
        terminal.wait_for("stories");
        assert_eq!(n_sent(&terminal, ON), usize::from(expected), "{args:?} {env:?}");
        assert!(!terminal.received().windows(5).any(|window| window == b"?1003" || window == b"?1002"));
        terminal.send(b"q");
        assert_eq!(terminal.wait().exit_code(), 0);
        assert_eq!(n_sent(&terminal, OFF), 1);
    }
}

#[test]
fn clicks_arrive_in_pieces_and_the_wheel_is_drawn_once() {
    let mut terminal = Terminal::start((80, 24), &[]);
    terminal.wait_for("22 stories");
    terminal.send(b"\x1b[<0;2");
    terminal.listen(std::time::Duration::from_millis(60));
    terminal.type_keys("0;7M");
    assert!(!terminal.text().contains(" 1/22"), "{}", terminal.text());
    let frames = n_sent(&terminal, b"\x1b[?2026h");
    terminal.send("\x1b[<65;20;20M".repeat(8).as_bytes());
    terminal.settle();
    assert!(n_sent(&terminal, b"\x1b[?2026h") <= frames + 2, "one frame for what comes together");
}

#[test]
fn another_program_has_the_terminal_without_the_mouse() {
    let mut terminal = Terminal::start((80, 24), &[]);
    terminal.wait_for("22 stories");
    terminal.type_keys("|");
    terminal.type_keys("true\r");
    assert_eq!((n_sent(&terminal, ON), n_sent(&terminal, OFF)), (1, 1), "{}", terminal.text());
    terminal.type_keys("\r");
    assert_eq!((n_sent(&terminal, ON), n_sent(&terminal, OFF)), (2, 1), "{}", terminal.text());
}

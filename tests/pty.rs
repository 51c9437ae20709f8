//! The reader in a real pseudo-terminal: what it takes over it gives back, it keeps up, and it is quiet when idle.

#[path = "pty/lines.rs"]
mod lines;
mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use support::pty::Terminal;

/// Enough stories to scroll through at every size.
const STORIES: usize = 60;

/// A folder of short stories, from `Story 1` on; the later their number, the later their day.
fn stories() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for i in 1..=STORIES {
        let day = format!("2026-{:02}-{:02}", 1 + i / 28, 1 + i % 28);
        let text = format!(
            "---\ntitle: Story {i}\ndate: {day}\n---\n\nWhat happened in story {i}.\n\n## TL;DR\n\n- a point\n"
        );
        fs::write(folder.path().join(format!("{i:03}.md")), text).unwrap();
    }
    folder
}

/// The reader with those stories, all of them in the list.
fn reader(window: (u16, u16), env: &[(&str, &str)]) -> (Terminal, tempfile::TempDir) {
    let folder = stories();
    let path = folder.path().display().to_string();
    let mut terminal = Terminal::start_with(window, &[&path], env);
    terminal.wait_for(&format!("{STORIES} stories"));
    (terminal, folder)
}

fn send(terminal: &Terminal, signal: Signal) {
    let pid = terminal.process().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
    kill_process(pid, signal).expect("a signal");
}

/// `T` where the process is stopped, as in `ps`.
fn process_state(terminal: &Terminal) -> char {
    let stat = fs::read_to_string(format!("/proc/{}/stat", terminal.process().unwrap())).unwrap_or_default();
    stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next()).unwrap_or('?')
}

fn is_ours(terminal: &Terminal) -> bool {
    let screen = terminal.screen();
    terminal.is_raw() && screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
}

fn is_given_back(terminal: &Terminal) -> bool {
    let screen = terminal.screen();
    let is_kept = terminal.is_raw() || screen.alternate_screen() || screen.hide_cursor() || screen.bracketed_paste();
    !is_kept && all_rows_scroll(terminal)
}

/// Whether the last that was said about the rows that scroll is that all do.
fn all_rows_scroll(terminal: &Terminal) -> bool {
    let sent = String::from_utf8_lossy(terminal.received());
    let said = |piece: &&str| piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('r');
    sent.rsplit("\x1b[").find(said).is_some_and(|piece| piece.starts_with('r'))
}

#[test]
fn the_terminal_is_taken_over_and_given_back() {
    let (mut terminal, _stories) = reader((120, 36), &[]);
    assert!(is_ours(&terminal));
    terminal.type_keys("/");
    assert!(!terminal.screen().hide_cursor(), "a prompt has a cursor");
    terminal.type_keys("\x1b");
    assert!(is_ours(&terminal), "Esc leaves the prompt");
    terminal.send(b"q");
    assert_eq!(terminal.wait().exit_code(), 0);
    assert!(is_given_back(&terminal));
}

#[test]
fn rows_that_scroll_are_given_back() {
    let (mut terminal, _stories) = reader((79, 24), &[]);
    terminal.type_keys(&"j".repeat(30));
    terminal.type_keys("j");
    assert!(!all_rows_scroll(&terminal), "those of the list do");
    terminal.send(b"q");
    terminal.until("given back", is_given_back);
}

#[test]
fn a_document_may_be_piped_in() {
    let piped = "printf '# Piped in\\n\\nWords.\\n' | \"$0\" -";
    let program = env!("CARGO_BIN_EXE_newsdesk");
    let mut terminal = Terminal::start_program(Path::new("/bin/sh"), (80, 24), &["-c", piped, program], &[]);
    terminal.wait_for("1 story");
    terminal.wait_for("Piped in");
    terminal.send(b"q");
    assert_eq!(terminal.wait().exit_code(), 0);
    assert!(is_given_back(&terminal));
    let mut terminal = Terminal::start((80, 24), &["-"]);
    assert_eq!(terminal.wait().exit_code(), 2);
    assert!(terminal.text().contains("curl -s ADDRESS | newsdesk -"), "{}", terminal.text());
}

/// What has come is there to be read while more is awaited, and leaving waits for nothing.
#[test]
fn json_lines_are_shown_as_they_come() {
    let line = format!(r#"{{"title": "Piped in", "text": "{}"}}"#, "Words. ".repeat(60));
    let piped = format!(r#"{{ yes '{line}' | head -n 40; sleep 60; }} | "$0" -"#);
    let program = env!("CARGO_BIN_EXE_newsdesk");
    let mut terminal = Terminal::start_program(Path::new("/bin/sh"), (120, 36), &["-c", &piped, program], &[]);
    terminal.wait_for("40 stories");
    assert!(terminal.text().contains("reading"), "{}", terminal.text());
    terminal.type_keys("j");
    assert!(terminal.text().contains("2/40"), "{}", terminal.text());
    terminal.send(b"q");
    terminal.until("given back", is_given_back);
}

#[test]
fn a_file_of_json_lines_is_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.jsonl");
    let line = |n: usize| format!("{{\"title\": \"Story {n}\", \"text\": \"OpenAI and Anthropic, {n} times.\"}}\n");
    fs::write(&path, (0..200).map(line).collect::<String>()).unwrap();
    let mut terminal = Terminal::start((120, 36), &[&path.display().to_string()]);
    terminal.wait_until("end of the load", |screen| screen.contains("200 stories") && !screen.contains("reading"));
    terminal.type_keys("/147");
    terminal.wait_for("1 story");
}

#[test]
fn signals_end_it_in_order() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let (mut terminal, _stories) = reader((80, 24), &[]);
        send(&terminal, signal);
        assert_eq!(terminal.wait().exit_code(), code, "{signal:?}");
        assert!(is_given_back(&terminal), "{signal:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn it_stops_and_goes_on() {
    let (mut terminal, _stories) = reader((80, 24), &[]);
    for how in ["ctrl-z", "SIGTSTP", "SIGSTOP"] {
        match how {
            "ctrl-z" => terminal.send(b"\x1a"),
            "SIGTSTP" => send(&terminal, Signal::TSTP),
            _ => send(&terminal, Signal::STOP),
        }
        terminal.until("stopped", |terminal| process_state(terminal) == 'T');
        terminal.listen(Duration::from_millis(50));
        assert_eq!(is_given_back(&terminal), how != "SIGSTOP", "{how}");
        terminal.resize_at_once(100, 30);
        send(&terminal, Signal::CONT);
        terminal.until("back", |terminal| is_ours(terminal) && terminal.text().contains("60 stories"));
        terminal.type_keys("?");
        assert!(terminal.text().contains("Moving"), "{how}: {}", terminal.text());
        terminal.type_keys("q");
    }
}

/// Leaves the terminal as an editor does that crashes.
const CRASH: &str = "sh -c 'stty raw -echo; printf \"\\033[?1049h\\033[3;9r\\033[?25l\\033[1;31m\"; kill -9 $$'";

#[test]
fn what_another_program_leaves_of_the_terminal_is_put_right() {
    let (mut terminal, _stories) = reader((80, 24), &[("EDITOR", CRASH)]);
    terminal.type_keys("gn");
    terminal.wait_for("the note is as it was");
    terminal.type_keys("|");
    terminal.type_keys(&format!("{CRASH}\r"));
    terminal.type_keys("\r");
    terminal.send(b"q");
    assert_eq!(terminal.wait().exit_code(), 0);
    assert!(is_given_back(&terminal));
}

#[test]
fn an_editor_ends_with_the_reader() {
    let (mut terminal, stories) = reader((80, 24), &[]);
    let pid = stories.path().join("pid");
    terminal.type_keys("|");
    terminal.type_keys(&format!("sh -c 'echo $$ > {}; exec sleep 60'\r", pid.display()));
    terminal.until("started", |_| fs::read_to_string(&pid).is_ok_and(|pid| pid.ends_with('\n')));
    send(&terminal, Signal::TERM);
    assert_eq!(terminal.wait().exit_code(), 143);
    let process = Path::new("/proc").join(fs::read_to_string(&pid).unwrap().trim());
    terminal.until("ended", |_| !process.exists());
    assert!(is_given_back(&terminal));
}

#[test]
fn a_storm_of_sizes_ends_in_the_last() {
    let (mut terminal, _stories) = reader((80, 24), &[]);
    for i in 0..200u16 {
        terminal.resize_at_once(1 + (i * 37) % 200, 1 + (i * 23) % 60);
        terminal.listen(Duration::from_millis(2));
    }
    terminal.resize_at_once(100, 30);
    terminal.type_keys("\x0c");
    assert_eq!(terminal.ended(), None);
    assert!(terminal.text().contains("60 stories"), "{}", terminal.text());
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }
}

/// Keys with a name, and what is none: answers that nobody asked for, halves of sequences, bytes of no character.
const NAMED: [&str; 30] = [
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\t",
    "\x1b[Z",
    "\r",
    "\x1b",
    "\x7f",
    "\x04",
    "\x15",
    "\x06",
    "\x02",
    "\x0e",
    "\x10",
    "\x17",
    "\x12",
    "\x0c",
    "\x0f",
    "开",
    "👩\u{200d}👩\u{200d}👧",
    "e\u{301}",
    "\x1b[1;5C",
    "\x1b]11;rgb:ff/ff\x1b\\",
    "\x1b[?62;c",
    "\x1b[<0;",
];

const PASTES: [&str; 4] = [
    "\x1b[200~a\nb\x1b[201~",
    "\x1b[200~company:\x1b[31m\u{202e}x\x07\x1b[201~",
    "\x1b[200~\x1b[201~",
    "\x1b[200~without an end",
];

/// A key, a paste or something of the mouse; nothing that quits at once or runs a command.
fn key(dice: &mut Dice) -> String {
    let typed = (' '..='~').filter(|c| !"qQ|".contains(*c));
    match dice.roll(16) {
        0 => {
            let (button, last) = ([0, 0, 64, 65, 2, 35][dice.roll(6)], ["M", "M", "m"][dice.roll(3)]);
            format!("\x1b[<{button};{};{}{last}", 1 + dice.roll(130), 1 + dice.roll(40))
        }
        1 if dice.roll(4) == 0 => PASTES[dice.roll(PASTES.len())].to_owned(),
        1..=5 => NAMED[dice.roll(NAMED.len())].to_owned(),
        _ => typed.clone().nth(dice.roll(typed.count())).map(String::from).unwrap_or_default(),
    }
}

const KEYS: usize = 10_000;
const KEYS_AT_ONCE: usize = 10;

/// Waits until the reader waits for a key, has stopped or has ended.
fn rest(terminal: &mut Terminal) {
    let (start, mut n_seen) = (Instant::now(), 0);
    while n_seen < 2 {
        terminal.listen(Duration::from_millis(1));
        n_seen = if "STtZ?".contains(process_state(terminal)) { n_seen + 1 } else { 0 };
        assert!(start.elapsed() < Duration::from_secs(20), "busy for ever:\n{}", terminal.text());
    }
}

/// Sends keys by chance, and looks whether the reader still answers.
fn check_keys(window: (u16, u16), seed: u64) {
    // nothing is found to be run, and what is exported goes into a folder that is deleted
    let env = [("PATH", "/nonexistent")];
    let (mut terminal, mut folder) = reader(window, &env);
    let mut dice = Dice(seed);
    for _ in 0..KEYS / KEYS_AT_ONCE {
        // now and then out of the prompts, which take most keys for words
        let out = if dice.roll(3) == 0 { "\x1b[201~\x1b\x1b\x1b" } else { "" };
        let keys: Vec<String> = (0..KEYS_AT_ONCE).map(|_| key(&mut dice)).chain([out.to_owned()]).collect();
        terminal.send(keys.concat().as_bytes());
        rest(&mut terminal);
        // the palette may have found "suspend" or "quit"
        match terminal.ended() {
            None if process_state(&terminal) == 'T' => send(&terminal, Signal::CONT),
            None => {}
            Some(0) => (terminal, folder) = reader(window, &env),
            Some(code) => panic!("ended with {code} after {keys:?}:\n{}", terminal.text()),
        }
    }
    terminal.send(b"\x1b[201~");
    rest(&mut terminal);
    let whole = |terminal: &Terminal| terminal.received().windows(4).filter(|bytes| bytes == b"\x1b[2J").count();
    let before = whole(&terminal);
    terminal.send(b"\x0c");
    terminal.until("drawn anew", |terminal| whole(terminal) > before);
    assert!(is_ours(&terminal) || !terminal.screen().hide_cursor(), "{}", terminal.text());
    assert!(!String::from_utf8_lossy(terminal.received()).contains("panicked"), "{}", terminal.text());
    drop(folder);
}

#[test]
fn ten_thousand_keys_by_chance_do_no_harm_at_80x24() {
    check_keys((80, 24), 20_260_708);
}

#[test]
fn ten_thousand_keys_by_chance_do_no_harm_at_120x36() {
    check_keys((120, 36), 20_261_122);
}

/// What comes apart on the way is what it was, and no Esc and letters: `A` would mark all stories as read.
#[test]
fn keys_that_come_in_pieces_are_whole() {
    let (mut terminal, _stories) = reader((80, 24), &[("SSH_TTY", "/dev/pts/9")]);
    terminal.type_keys("jjjjj");
    for (pieces, row) in [(["\x1b", "[A"], "5/60"), (["\x1b[", "B"], "6/60"), (["\x1bO", "A"], "5/60")] {
        terminal.send(pieces[0].as_bytes());
        // longer than an escape waits here, or near to what it waits there
        terminal.listen(Duration::from_millis(if pieces[0] == "\x1b" { 40 } else { 150 }));
        terminal.type_keys(pieces[1]);
        assert!(terminal.text().contains(row) && terminal.text().contains("60 unread"), "{}", terminal.text());
    }
    // answers that nobody asked for, too
    for (start, end) in [("\x1b]11;rgb:ff", "ff/0/Q\x07"), ("\x1b[M", " QQ"), ("\x1b[?62;", "22c")] {
        terminal.send(start.as_bytes());
        terminal.listen(Duration::from_millis(150));
        terminal.send(end.as_bytes());
        terminal.listen(Duration::from_millis(20));
        assert_eq!(terminal.ended(), None, "{start:?}");
        assert!(terminal.text().contains("60 unread"), "{}", terminal.text());
    }
}

#[test]
fn every_size_is_drawn_and_answers() {
    let (mut terminal, _stories) = reader((80, 24), &[]);
    for (columns, rows) in [
        (1, 1),
        (2, 1),
        (1, 2),
        (1, 100),
        (300, 1),
        (8, 3),
        (9, 4),
        (19, 5),
        (20, 4),
        (20, 5),
        (21, 6),
        (40, 12),
        (79, 13),
        (80, 13),
        (80, 14),
        (119, 36),
        (120, 36),
        (132, 43),
        (200, 50),
        (300, 100),
    ] {
        terminal.resize_at_once(columns, rows);
        let is_large = columns >= 20 && rows >= 5;
        let expected = if is_large { "60 stories" } else { "too small" };
        let is_shown = |terminal: &Terminal| columns < 9 || terminal.text().contains(expected);
        terminal.until(&format!("{columns}x{rows}"), is_shown);
        // all keys do what they do, seen or not
        terminal.send(b"jJ?\x1bz\x1b&x\x1b:a\x1b\x1b");
        terminal.listen(Duration::from_millis(30));
        assert_eq!(terminal.ended(), None, "{columns}x{rows}");
    }
    terminal.until("large again", |terminal| terminal.text().contains("60 stories"));
}

/// Ticks of processor time, and how often it was woken, over all threads.
#[cfg(target_os = "linux")]
fn effort(terminal: &Terminal) -> (u64, u64) {
    let pid = terminal.process().unwrap();
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let ticks = fields.split(' ').skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    let woken = fs::read_dir(format!("/proc/{pid}/task")).unwrap().map(|task| {
        let status = fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
        let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
        switches.filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok()).sum::<u64>()
    });
    (ticks, woken.sum())
}

#[cfg(target_os = "linux")]
#[test]
fn idle_it_sends_and_does_nothing() {
    let (mut terminal, _stories) = reader((120, 36), &[]);
    terminal.type_keys("j");
    let before = effort(&terminal);
    assert_eq!(terminal.listen(Duration::from_secs(3)), 0);
    assert_eq!(effort(&terminal), before);
}

#[test]
fn a_key_that_changes_nothing_sends_nothing() {
    let (mut terminal, _stories) = reader((120, 36), &[]);
    terminal.send(b"k~");
    assert_eq!(terminal.listen(Duration::from_millis(300)), 0);
}

#[test]
fn keys_in_a_burst_are_drawn_without_falling_behind() {
    let (mut terminal, _stories) = reader((120, 36), &[]);
    let frames = |terminal: &Terminal| terminal.received().windows(8).filter(|bytes| bytes == b"\x1b[?2026h").count();
    let (start, frames_before) = (Instant::now(), frames(&terminal));
    terminal.send("j".repeat(STORIES - 1).as_bytes());
    terminal.until("at the last story", |terminal| terminal.text().contains("60/60"));
    assert!(start.elapsed() < Duration::from_secs(2), "took {:?}", start.elapsed());
    assert!(frames(&terminal) - frames_before < STORIES / 4, "{} frames", frames(&terminal) - frames_before);
}

#[test]
fn each_frame_is_whole_and_nothing_is_cleared_by_a_key() {
    let (mut terminal, _stories) = reader((120, 36), &[]);
    let before = terminal.received().len();
    terminal.type_keys("j");
    terminal.type_keys("\x04");
    let sent = String::from_utf8_lossy(&terminal.received()[before..]).into_owned();
    assert!(sent.starts_with("\x1b[?2026h") && sent.ends_with("\x1b[?2026l"), "{sent:?}");
    assert!(!sent.contains("\x1b[2J"), "{sent:?}");
}

#[test]
fn no_color_leaves_the_attributes() {
    for env in [("NO_COLOR", "1"), ("TERM", "vt100")] {
        let (terminal, _stories) = reader((120, 36), &[env]);
        let numbers = sgr(terminal.received());
        let is_colour = |number: &u8| matches!(number, 30..=49 | 90..=107);
        assert!(!numbers.iter().any(is_colour), "{env:?}: {numbers:?}");
        assert!(numbers.contains(&1), "{env:?}: {numbers:?}");
    }
}

/// The numbers of all `CSI … m`.
fn sgr(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let mut numbers: Vec<u8> =
        sequences.flat_map(|s| s.split(';').filter_map(|n| n.parse().ok()).collect::<Vec<_>>()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[test]
fn a_locale_of_ascii_is_drawn_in_ascii() {
    let (terminal, _stories) = reader((120, 36), &[("LC_ALL", "C")]);
    assert!(terminal.text().is_ascii(), "{}", terminal.text());
}

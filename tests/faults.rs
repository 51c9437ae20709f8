//! What must not take the terminal down with it: a panic in drawing or in a worker, and a line that is gone.
//!
//! Without the test harness, since the panics are those of a real main thread: this program starts itself in a
//! pseudo-terminal, with another part of the reader replaced by one that fails.

#![allow(clippy::print_stdout, reason = "this program is its own test harness")]

mod support;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use newsdesk::app::State;
use newsdesk::config::Theme;
use newsdesk::runtime::{Colour, Loader, Options, Parts, Take, Told, run_with};
use ratatui::buffer::Buffer;
use support::pty::Terminal;

/// Plays a part on the stories in a folder.
type Play = fn(&str) -> ExitCode;

/// What this program does when it is started by itself.
const ROLES: [(&str, Play); 3] = [
    ("draw", |path| read(path, Parts { draw: fails_with_help, ..Parts::default() })),
    ("load", |path| read(path, Parts { load: fails_on_b, ..Parts::default() })),
    ("line", hold_a_line),
];

fn main() -> ExitCode {
    let (role, path) = (env::args().nth(1).unwrap_or_default(), env::args().nth(2).unwrap_or_default());
    if let Some((_, play)) = ROLES.iter().find(|(name, _)| *name == role) {
        return play(&path);
    }
    for (name, test) in TESTS {
        println!("test {name} ...");
        test();
    }
    ExitCode::SUCCESS
}

const TESTS: [(&str, fn()); 3] = [
    ("a panic in drawing gives the terminal back", a_panic_in_drawing_gives_the_terminal_back),
    ("a panic in a worker leaves the screen alive", a_panic_in_a_worker_leaves_the_screen_alive),
    ("without its line the reader ends", without_its_line_the_reader_ends),
];

fn read(path: &str, parts: Parts) -> ExitCode {
    let options = Options { paths: vec![path.into()], colour: Colour::Always, ..Options::default() };
    run_with(options, parts).map_or(ExitCode::FAILURE, |reason| ExitCode::from(reason.code()))
}

fn fails_with_help(state: &State, theme: &Theme, buffer: &mut Buffer) {
    assert!(state.layers.is_empty(), "drawing fails on purpose");
    newsdesk::ui::draw(state, theme, buffer);
}

fn fails_on_b(loader: &Loader, path: &Path, take: &mut Take) -> bool {
    assert!(!path.ends_with("b.md"), "a reader fails on purpose");
    loader.read(path, Told::default(), take)
}

fn stories() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        let text = format!("---\ntitle: Story {name}\n---\n\nWhat happened.\n");
        fs::write(folder.path().join(name).with_extension("md"), text).unwrap();
    }
    folder
}

fn start(role: &str, stories: &tempfile::TempDir) -> Terminal {
    let path = stories.path().display().to_string();
    Terminal::start_program(&env::current_exe().unwrap(), (120, 36), &[role, &path], &[])
}

fn a_panic_in_drawing_gives_the_terminal_back() {
    let stories = stories();
    let mut terminal = start("draw", &stories);
    terminal.wait_for("3 stories");
    terminal.send(b"?");
    assert_eq!(terminal.wait().exit_code(), 101);
    let screen = terminal.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !terminal.is_raw());
    let text = terminal.text();
    assert!(text.contains("drawing fails on purpose") && text.contains("faults.rs"), "{text}");
}

fn a_panic_in_a_worker_leaves_the_screen_alive() {
    let stories = stories();
    let mut terminal = start("load", &stories);
    terminal.wait_for("2 stories");
    let text = terminal.text();
    assert!(text.contains("a reader fails on purpose"), "{text}");
    assert!(terminal.screen().alternate_screen());
    terminal.type_keys("!");
    assert!(terminal.text().contains("b.md"), "{}", terminal.text());
    terminal.send(b"Q");
    assert_eq!(terminal.wait().exit_code(), 0);
}

/// Starts the reader in a terminal of this process, tells its process id, and waits to be killed.
fn hold_a_line(path: &str) -> ExitCode {
    let mut terminal = Terminal::start((80, 24), &[path]);
    terminal.wait_for("3 stories");
    println!("{}", terminal.process().unwrap_or(0));
    thread::sleep(Duration::from_secs(60));
    ExitCode::FAILURE
}

fn without_its_line_the_reader_ends() {
    let stories = stories();
    let mut holder = Command::new(env::current_exe().unwrap());
    let mut holder = holder.arg("line").arg(stories.path()).stdout(Stdio::piped()).spawn().unwrap();
    let mut pid = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut pid).unwrap();
    let process = Path::new("/proc").join(pid.trim());
    if process.exists() {
        holder.kill().unwrap();
        let start = Instant::now();
        while is_running(&process) {
            assert!(start.elapsed() < Duration::from_secs(5), "it runs on without a terminal");
            thread::sleep(Duration::from_millis(10));
        }
    }
    drop(holder.kill());
    holder.wait().unwrap();
}

fn is_running(process: &Path) -> bool {
    let stat = fs::read_to_string(process.join("stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

//! Lines to the terminal that are none, hang, or are dropped.

use std::fs::OpenOptions;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::*;

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsdesk");

/// A frame of this size fills the terminal's queue after a few.
const LARGE: PtySize = PtySize { rows: 80, cols: 250, pixel_width: 0, pixel_height: 0 };

/// Has newsdesk read what is in a folder, with hang-ups ignored as under nohup, sudo and some multiplexers.
const DEAF: &str = "trap '' HUP; exec \"$0\" \"$1\"";

/// The exit code of what ends soon.
fn ended(mut look: impl FnMut() -> Option<u32>) -> Option<u32> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        if let Some(code) = look() {
            return Some(code);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

#[test]
fn without_a_screen_it_says_what_to_use_instead() {
    for term in ["dumb", "unknown", ""] {
        let mut terminal = Terminal::start_with((80, 24), &[], &[("TERM", term)]);
        assert_eq!(terminal.wait().exit_code(), 2, "TERM={term}");
        assert!(terminal.text().contains("newsdesk list"), "{}", terminal.text());
        assert!(!terminal.received().contains(&0x1b));
    }
    for (shell, code) in [("\"$0\" < /dev/null", 2), ("\"$0\" | cat", 0), ("\"$0\" >&-", 2), ("\"$0\" <&-", 2)] {
        let mut terminal = Terminal::start_program(Path::new("/bin/sh"), (80, 24), &["-c", shell, PROGRAM], &[]);
        assert_eq!(terminal.wait().exit_code(), code, "{shell}");
        assert!(terminal.text().contains("newsdesk list"), "{shell}: {}", terminal.text());
        assert!(!terminal.received().contains(&0x1b), "{shell}");
    }
    let neither = Command::new(PROGRAM).stdin(Stdio::null()).env("TERM", "xterm").env("HOME", "/nonexistent").output();
    let neither = neither.unwrap();
    assert_eq!(neither.status.code(), Some(2));
    assert_eq!(neither.stdout, b"");
    assert!(String::from_utf8_lossy(&neither.stderr).contains("newsdesk list"));
}

/// Nobody takes what is sent, and then: a signal comes, or the line is dropped.
#[test]
fn a_terminal_that_takes_nothing_keeps_nobody_from_leaving() {
    let run = "exec \"$0\" \"$1\"";
    let signals = [(Some(Signal::TERM), run, 143), (Some(Signal::HUP), run, 129)];
    for (signal, shell, code) in signals.into_iter().chain([(None, run, 129), (None, DEAF, 129)]) {
        let stories = stories();
        let pty = native_pty_system().openpty(LARGE).unwrap();
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", shell, PROGRAM, &stories.path().display().to_string()]);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", stories.path());
        let mut reader = pty.slave.spawn_command(command).unwrap();
        let pid = Pid::from_raw(reader.process_id().unwrap().cast_signed()).unwrap();
        let mut keys = pty.master.take_writer().unwrap();
        // drawn whole each time, until that cannot be sent any more
        for _ in 0..100 {
            keys.write_all(b"\x0c").unwrap();
            std::thread::sleep(Duration::from_millis(5));
        }
        match signal {
            Some(signal) => kill_process(pid, signal).unwrap(),
            None => drop((keys, pty)),
        }
        let end = ended(|| reader.try_wait().unwrap().map(|status| status.exit_code()));
        reader.kill().ok();
        assert_eq!(end, Some(code), "{signal:?} {shell}");
    }
}

#[test]
fn a_screen_that_is_closed_ends_it_while_keys_still_come() {
    let stories = stories();
    let [keyboard, screen] = [(); 2].map(|()| native_pty_system().openpty(LARGE).unwrap());
    let open = |name| OpenOptions::new().read(true).write(true).open(name).unwrap();
    let [keys, shown] = [&keyboard, &screen].map(|pty| open(pty.master.tty_name().unwrap()));
    let mut reader = Command::new(PROGRAM)
        .arg(stories.path())
        .env("TERM", "xterm")
        .env("HOME", stories.path())
        .stdin(keys)
        .stdout(shown)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut frames = screen.master.try_clone_reader().unwrap();
    frames.read_exact(&mut [0; 64]).unwrap();
    drop((frames, screen));
    keyboard.master.take_writer().unwrap().write_all(b"j").unwrap();
    let end = ended(|| reader.try_wait().unwrap().map(|status| status.code().unwrap_or(0).unsigned_abs()));
    reader.kill().ok();
    assert_eq!(end, Some(129));
}

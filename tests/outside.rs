//! What leaves the reader for the outside, in a real pseudo-terminal: the clipboard, another program, a new file.

mod support;

use std::fs;

use support::pty::Terminal;

const STORY: &str = "---\ntitle: A story\ndate: 2026-07-01\nurl: https://example.org/a\n---\n\nWhat happened.\n";

fn reader(env: &[(&str, &str)]) -> (Terminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), STORY).unwrap();
    let path = folder.path().display().to_string();
    let mut terminal = Terminal::start_with((120, 36), &[&path], env);
    terminal.wait_for("1 story");
    (terminal, folder)
}

fn received(terminal: &Terminal) -> String {
    String::from_utf8_lossy(terminal.received()).into_owned()
}

#[test]
fn over_ssh_a_link_goes_to_the_terminals_clipboard() {
    for key in ["o", "y"] {
        let (mut terminal, _story) = reader(&[("SSH_TTY", "/dev/pts/1"), ("DISPLAY", ":0")]);
        terminal.type_keys(key);
        assert!(received(&terminal).contains("\x1b]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy9h\x07"), "{key}");
        assert!(terminal.text().contains("sent to the terminal: https://example.org/a"), "{}", terminal.text());
    }
}

#[test]
fn a_story_is_piped_and_the_screen_comes_back() {
    let (mut terminal, _story) = reader(&[]);
    terminal.type_keys("|");
    terminal.type_keys("tr a-z A-Z\r");
    terminal.until("piped", |terminal| terminal.text().contains("Press Enter"));
    assert!(terminal.text().contains("WHAT HAPPENED."), "{}", terminal.text());
    assert!(!terminal.screen().alternate_screen() && !terminal.is_raw());
    terminal.send(b"\r");
    terminal.wait_for("1 story");
    assert!(terminal.screen().alternate_screen() && terminal.is_raw());

    terminal.type_keys("|");
    terminal.type_keys("newsdesk-has-no-such-program\r");
    assert!(terminal.text().contains("there is no command newsdesk-has-no-such-program"), "{}", terminal.text());
}

#[test]
fn ctrl_c_ends_the_other_program_and_not_the_reader() {
    let (mut terminal, _story) = reader(&[]);
    terminal.type_keys("|");
    terminal.send(b"sleep 60\r");
    terminal.until("given away", |terminal| !terminal.is_raw());
    terminal.listen(std::time::Duration::from_millis(100));
    terminal.send(b"\x03");
    terminal.until("told", |terminal| terminal.text().contains("Press Enter"));
    terminal.send(b"\r");
    terminal.wait_for("1 story");
    assert_eq!(terminal.ended(), None);
}

#[test]
fn an_export_never_writes_over_a_file() {
    let (mut terminal, _story) = reader(&[]);
    for outcome in ["written to ~/story.md", "is there already"] {
        terminal.type_keys("e");
        terminal.type_keys("\x05\x15~/story.md\r");
        assert!(terminal.text().contains(outcome), "{outcome}: {}", terminal.text());
    }
    assert!(fs::read_to_string(terminal.home().join("story.md")).unwrap().contains("What happened."));
}

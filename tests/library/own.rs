//! Tags and notes: written in an editor or by scripts, seen by another newsdesk, there in the next session.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use newsdesk::library::Library;

use super::program::{count, run};
use super::pty::Terminal;
use super::{id, library_of};

/// An editor that writes down what it was given and with which mode, puts a line under it, and shows that the terminal
/// is its own; it waits for a key as editors do.
const EDITOR: &str = r#"#!/bin/sh
{ stat -c %a "$1"; basename "$1"; cat "$1"; } > "$0.given"
printf 'editing '
stty -a | grep -q ' icanon' && echo 'with a terminal'
read line
echo "$line" >> "$1"
"#;

fn editor(folder: &Path) -> String {
    let path = folder.join("an editor");
    fs::write(&path, EDITOR).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path.display().to_string()
}

fn start(library: &Path, editor: &str) -> Terminal {
    let command = format!("'{editor}'");
    let env = [("NEWSDESK_LIBRARY", &*library.display().to_string()), ("VISUAL", &command), ("EDITOR", "false")];
    let mut terminal = Terminal::start_with((120, 30), &[], &env);
    terminal.wait_for("40 stories");
    terminal
}

#[test]
fn notes_and_tags_are_kept_and_another_newsdesk_shows_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 40));
    let editor = editor(folder.path());
    let [mut one, mut two] = [(); 2].map(|()| start(&path, &editor));
    for line in ["Ask Ada", "and Bo"] {
        one.send(b"N");
        one.wait_for("editing with a terminal");
        one.type_keys(&format!("{line}\r"));
        one.wait_for("note kept; u undoes it");
    }
    assert!(one.text().contains("Your note") && one.text().contains("│ and Bo"), "{}", one.text());
    let given = fs::read_to_string(format!("{editor}.given")).unwrap();
    assert_eq!(given, "600\nnote.md\nAsk Ada\n");
    two.wait_for("│ and Bo");
    // both give tags to the story; neither takes the other's
    one.type_keys("Tchips\r");
    two.wait_for("#chips");
    two.type_keys("Tto-check\r");
    one.wait_for("#chips · #to-check");
    for terminal in [&mut one, &mut two] {
        terminal.send(b"Q");
        assert_eq!(terminal.wait().exit_code(), 0);
    }
    let state = Library::open(&path).unwrap().state(&id("0000000000000028")).unwrap();
    assert_eq!((state.note.as_str(), state.tags.len()), ("Ask Ada\nand Bo", 2));

    let mut next = start(&path, "no-such-editor");
    assert!(next.text().contains("│ and Bo") && next.text().contains("#chips · #to-check"), "{}", next.text());
    next.type_keys("N");
    next.wait_for("there is no command no-such-editor");
    for undone in ["undone: tagged to-check", "undone: tagged chips", "undone: note kept"] {
        next.type_keys("u");
        next.wait_for(undone);
    }
    assert!(next.text().contains("│ Ask Ada") && !next.text().contains("and Bo"), "{}", next.text());
    next.send(b"Q");
    assert_eq!(next.wait().exit_code(), 0);
}

#[test]
fn scripts_write_notes_and_tags() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(library_of(&path, 20));
    let told = |args: &[&str]| run(&path, args);
    let id = "0000000000000014";
    assert_eq!(told(&["note", id]), (1, String::new(), "newsdesk: there is no note on this story\n".to_owned()));
    assert_eq!(told(&["note", id, "Ask", "Ada"]), (0, String::new(), "note kept: Story 20\n".to_owned()));
    assert_eq!(told(&["note", id, "--append", "and Bo"]).2, "note kept: Story 20\n");
    assert_eq!(told(&["note", id]).1, "Ask Ada\nand Bo\n");
    assert_eq!(told(&["note", id, "--append", ""]).2, "the note is as it was: Story 20\n");
    assert_eq!((told(&["note", "f"]).0, told(&["note"]).0, told(&["note", "--append", id]).0), (1, 2, 2));
    assert_eq!(told(&["mark", "tag:chips", "story", "-has:note"]).2, "19 stories marked: tagged chips\n");
    assert_eq!(told(&["mark", "tag:Chips", "story"]).2, "1 story marked: tagged Chips, 19 were so before\n");
    assert_eq!(told(&["mark", "untag:CHIPS", "-has:note"]).2, "19 stories marked: without the tag CHIPS\n");
    let (code, _, err) = told(&["mark", "tag:a b", "story"]);
    assert!(code == 2 && err.contains("a tag is one word"), "{err}");
    assert!(told(&["mark", "tagg:x", "story"]).2.contains("did you mean tag:?"));
    assert_eq!(
        ["tag:chips", "has:note", "note:ada"].map(|query| count(&path, query)),
        ["1", "1", "1"].map(str::to_owned)
    );
    let (_, out, _) = told(&["list", "tag:chips", "--format", "jsonl", "--fields", "state"]);
    assert!(out.contains("\"note\":\"Ask Ada\\nand Bo\"") && out.contains("\"tags\":[\"Chips\"]"), "{out}");
    let (_, out, _) = told(&["show", id]);
    assert!(out.contains("Your tags: Chips\n\nYour note\n> Ask Ada\n> and Bo\n"), "{out}");
    let (_, out, _) = told(&["show", id, "--format", "md"]);
    assert!(out.contains("my_tags: [\"Chips\"]\n") && out.contains("\n## My note\n\nAsk Ada\nand Bo\n"), "{out}");
    assert_eq!(told(&["note", id, ""]).2, "note removed: Story 20\n");
    assert_eq!(count(&path, "has:note"), "0");
}

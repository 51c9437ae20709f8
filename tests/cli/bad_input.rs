//! Input that cannot be read: said with its path, and the rest is printed.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use crate::run::{Desk, newsdesk, on, run_with};

const STORY: &str = "---\ntitle: A story\n---\n\nSome words.\n";

/// Alone it is 3, beside a story it is 4 and the story is printed; the path and `words` are on standard error.
fn check(path: &Path, words: &str) {
    let said = format!("{}: error: {words}", path.display());
    let alone = on(path, &["list", "--from", "FILE"]);
    assert_eq!((alone.code, alone.out.as_str()), (3, ""), "{alone:?}");
    assert!(alone.err.contains(&said), "{said}\n{alone:?}");
    let dir = tempfile::tempdir().unwrap();
    let story = dir.path().join("story.md");
    fs::write(&story, STORY).unwrap();
    let both = on(path, &["list", "--from", "FILE", "--from", story.to_str().unwrap(), "--fields", "title"]);
    assert_eq!((both.code, both.out.as_str()), (4, "A story\n"), "{both:?}");
    assert!(both.err.contains(&said), "{said}\n{both:?}");
    let parsed = on(path, &["parse", "FILE"]);
    assert_eq!(parsed.code, 3, "{parsed:?}");
    assert!(parsed.err.contains(&said), "{said}\n{parsed:?}");
    let document: serde_json::Value = serde_json::from_str(&parsed.out).unwrap();
    assert_eq!(document["articles"], serde_json::json!([]), "{parsed:?}");
    assert_eq!(document["problems"][0]["severity"], "error", "{parsed:?}");
    let lines = on(path, &["parse", "FILE", "--format", "jsonl"]);
    assert_eq!((lines.code, lines.out.as_str()), (3, ""), "{lines:?}");
}

#[test]
fn a_missing_file() {
    check(Path::new("/nonexistent/page.txt"), "no such file or folder");
}

#[test]
fn an_empty_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("empty.txt");
    fs::write(&path, "").unwrap();
    check(&path, "empty");
}

#[test]
fn a_hundred_megabytes_of_zeros() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("zeros.txt");
    File::create(&path).unwrap().set_len(100 * 1024 * 1024).unwrap();
    check(&path, "not text");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_not_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pipe.md");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    check(&path, "a named pipe");
    fs::write(dir.path().join("story.md"), STORY).unwrap();
    let folder = on(dir.path(), &["list", "--from", "FILE", "--fields", "title"]);
    assert_eq!((folder.code, folder.out.as_str()), (4, "A story\n"), "{folder:?}");
}

#[cfg(unix)]
#[test]
fn a_device() {
    check(Path::new("/dev/zero"), "a device");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("secret.md");
    fs::write(&path, STORY).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    check(&path, "no permission to read it");
}

#[test]
fn a_folder_with_binaries() {
    let desk = Desk::new();
    fs::write(desk.dir.path().join("logo.png"), b"\x89PNG\r\n\x1a\n\0\0\0").unwrap();
    let run = desk.run(&["count"]);
    assert_eq!((run.code, run.out.as_str()), (0, "3\n"), "{run:?}");
    assert!(run.err.contains("warning: not text, left out: logo.png"), "{run:?}");
    fs::write(desk.dir.path().join("fake.md"), b"\0\0\0").unwrap();
    let run = desk.run(&["count"]);
    assert_eq!((run.code, run.out.as_str()), (4, "3\n"), "{run:?}");
    assert!(run.err.contains("fake.md: error: not text"), "{run:?}");
}

#[test]
fn an_empty_folder() {
    let dir = tempfile::tempdir().unwrap();
    let run = on(dir.path(), &["list", "--from", "FILE"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""), "{run:?}");
    assert!(run.err.contains("no documents in this folder"), "{run:?}");
}

#[test]
fn invalid_utf8_is_read_as_well_as_it_can_be() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("latin.md");
    fs::write(&path, b"---\ntitle: Un caf\xe9\n---\n\nDes mots caf\xe9.\n").unwrap();
    let run = on(&path, &["list", "--from", "FILE", "--fields", "title"]);
    assert_eq!((run.code, run.out.as_str()), (0, "Un café\n"), "{run:?}");
    assert!(run.err.contains("warning"), "{run:?}");
}

#[test]
fn a_document_longer_than_the_limit_is_cut_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.md");
    fs::write(&path, STORY.to_owned() + &"x".repeat(17 * 1024 * 1024)).unwrap();
    let run = on(&path, &["list", "--from", "FILE", "--fields", "title"]);
    assert_eq!((run.code, run.out.as_str()), (0, "A story\n"), "{run:?}");
    assert!(run.err.contains("larger than 16 MB"), "{run:?}");
}

#[test]
fn a_document_that_is_read_with_problems_is_no_failure() {
    let long = STORY.to_owned() + &"x".repeat(17 * 1024 * 1024);
    for (document, words) in [(long.as_bytes(), "larger than 16 MB"), (b"---\ntags: [a]\n---\n", "no article")] {
        let run = run_with(&["parse", "--type", "markdown", "--fields", "title"], document);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        assert!(run.out.contains(words), "{run:?}");
    }
}

#[test]
fn hostile_names_and_texts_reach_no_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a\u{1b}[31m\u{202e}.md");
    fs::write(&path, "").unwrap();
    let run = on(&path, &["list", "--from", "FILE"]);
    assert!(!run.err.contains('\u{1b}') && !run.err.contains('\u{202e}'), "{run:?}");
    let run = run_with(&["parse", "--format", "text", "-"], "# T\u{1b}]0;x\u{7}itle\n\nwo\u{1b}[31mrds\n".as_bytes());
    assert!(!run.out.contains('\u{1b}') && !run.out.contains("[31m"), "{run:?}");
}

#[test]
fn a_bad_query_is_found_before_anything_is_read() {
    let run = on(Path::new("/nonexistent"), &["list", "--from", "FILE", "((("]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(!run.err.contains("nonexistent"), "{run:?}");
    let many = "(".repeat(10_000);
    assert_eq!(on(Path::new("/nonexistent"), &["list", "--from", "FILE", &many]).code, 2);
}

#[test]
fn a_folder_is_no_document() {
    let run = on(Desk::new().dir.path(), &["parse", "FILE"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("error: a folder; give one of its documents"), "{run:?}");
}

#[test]
fn standard_input_is_read_once() {
    let run = run_with(&["list", "--fields", "title", "--from", "-", "--from", "-"], STORY.as_bytes());
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "A story\n", ""));
    let run = run_with(&["show", "--from", "-", "-"], STORY.as_bytes());
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("both the ids and the stories"), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_for_help_as_well() {
    for args in ["list", "--help", "list --help", "man"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsdesk"));
        let run = command
            .args(args.split(' '))
            .env("HOME", "/nonexistent")
            .env_remove("XDG_DATA_HOME")
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(3), "{args}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("cannot write"), "{args} {run:?}");
    }
}

#[test]
fn a_word_that_is_no_command_leads_to_the_one_that_does_it() {
    for (args, code, hint) in [
        (&["search", "openai"][..], 2, "try: newsdesk list openai"),
        (&["models"], 2, "try: newsdesk entities --kind model"),
        (&["chips", "makers"], 2, "try: newsdesk list chips makers"),
        (&["lst", "openai"], 2, "try: newsdesk list openai"),
        (&["nowhere.md"], 3, "nowhere.md: no such file or folder"),
        (&["./search", "openai"], 3, "./search: no such file or folder"),
    ] {
        let run = newsdesk(args);
        assert_eq!(run.code, code, "{run:?}");
        assert!(run.err.contains(hint), "{hint} in {run:?}");
    }
}

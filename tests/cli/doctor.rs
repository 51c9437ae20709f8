//! What `doctor` tells of documents, and of the terminal.

use std::fs;

use crate::run::{newsdesk, newsdesk_in, run_with, with_term};

fn check(document: &[u8], args: &[&str], words: &[&str]) {
    let run = run_with(&[&["doctor", "-"][..], args].concat(), document);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    for words in words {
        assert!(run.out.contains(words), "{words}\n{}", run.out);
    }
}

#[test]
fn a_document_is_explained() {
    check(
        "---\ntitle: A: b\n---\n\nIt itâ€™s so.\n".as_bytes(),
        &[],
        &[
            "standard input\n",
            "Markdown, by what it begins with",
            "UTF-8, all of it can be read so",
            "1 story, 1 section, 3 words",
            "put right in 1 line: at line 5, column 6, “itâ€™s” is “it’s”",
            "1 problem\n  - line 2, column 9: the front matter",
            "tell its publisher",
        ],
    );
    check(
        b"Un caf\xe9 noir\n\nDes mots.\n",
        &[],
        &["by its looks", "windows-1252, guessed by its letters", "charset="],
    );
    check(
        b"Un caf\xe9 noir\n\nDes mots.\n",
        &["-H", "Content-Type: text/markdown; charset=latin1"],
        &["Markdown, by its Content-Type header", "windows-1252, by its Content-Type header"],
    );
    check(
        b"<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>\xc1</title></channel></rss>",
        &[],
        &["title       а", "KOI8-R, as it says of itself"],
    );
    check(
        b"<meta charset=shift_jis><h1>\x93\xfa\x96\x7b</h1><p>\x93\xfa\x96\x7b",
        &["--type", "html"],
        &["Shift_JIS, as it says of itself"],
    );
    check(
        b"<rss><channel><title>T</title></channel></rss>",
        &["--type", "feed"],
        &["as you say with --type", "0 stories"],
    );
}

#[test]
fn what_cannot_be_read_is_said_and_is_3() {
    let run = run_with(&["doctor", "-"], b"\0\0\0\0");
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("error: not text") && run.out.contains("give a text"), "{run:?}");
    let run = run_with(&["doctor", "/nonexistent", "-"], b"Some words.\n\nAnd more.\n");
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.out.contains("no such file") && run.out.contains("plain text"), "{run:?}");
}

#[test]
fn without_a_document_it_tells_of_terminal_and_settings() {
    let run = newsdesk(&["doctor"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    for words in
        ["xterm-256color", "size        unknown", "256; true", "Unicode", "中 2", "here, without a desktop", "OSC 52"]
    {
        assert!(run.out.contains(words), "{words}\n{}", run.out);
    }
    assert!(
        run.out.contains("/.config/newsdesk") && run.out.contains("no config.toml: as newsdesk comes"),
        "{}",
        run.out
    );
    let run = newsdesk(&["doctor", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (json["terminal"]["term"].as_str(), &json["terminal"]["colours"]),
        (Some("xterm-256color"), &256.into())
    );
    assert_eq!(json["terminal"]["widths"]["中"], 2);
    assert_eq!(json["files"]["settings"]["exists"], false);
    assert_eq!((json["complaints"].to_string(), json["failures"].to_string()), ("[]".to_owned(), "[]".to_owned()));
    assert_eq!(run_with(&["doctor", "-", "--format", "json"], b"x").code, 2);
}

#[test]
fn what_is_wrong_with_settings_or_terminal_is_1() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join(".config/newsdesk");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("config.toml"), "[views]\nmine = \"compny:x\"\n").unwrap();
    let run = newsdesk_in(home.path(), &["doctor"]);
    assert_eq!((run.code, run.err.as_str()), (1, "newsdesk: 1 complaint about your files\n"), "{run:?}");
    assert!(run.out.contains("  - line 2: the query of \"mine\", column 1: there is no field"), "{run:?}");
    let run = newsdesk_in(home.path(), &["doctor", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((run.code, &json["complaints"][0]["where"]), (1, &"line 2".into()));
    assert_eq!(json["failures"][0], "1 complaint about your files");
    let run = with_term("dumb", &["doctor"]);
    assert_eq!((run.code, run.err.as_str()), (1, "newsdesk: the terminal cannot show the reader\n"), "{run:?}");
}

#[test]
fn nothing_hostile_comes_out() {
    let hostile = "# T\u{1b}]0;x\u{7}\n\nwo\u{1b}[31mrds \u{202e}x and more\n";
    let run = run_with(&["doctor", "--type", "markdown", "-"], hostile.as_bytes());
    assert!(!run.out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{run:?}");
    assert!(run.out.contains("<U+202E>") && run.out.contains('␛'), "{run:?}");
}

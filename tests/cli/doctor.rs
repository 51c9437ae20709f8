//! What `doctor` tells of documents, and of the terminal.

use crate::run::{newsdesk, run_with};

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
    for words in ["xterm-256color", "Unicode", "here, without a desktop", "~/.config/newsdesk", "complaints  none"] {
        assert!(run.out.contains(words), "{words}\n{}", run.out);
    }
}

#[test]
fn nothing_hostile_comes_out() {
    let hostile = "# T\u{1b}]0;x\u{7}\n\nwo\u{1b}[31mrds \u{202e}x and more\n";
    let run = run_with(&["doctor", "--type", "markdown", "-"], hostile.as_bytes());
    assert!(!run.out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{run:?}");
    assert!(run.out.contains("<U+202E>") && run.out.contains('␛'), "{run:?}");
}

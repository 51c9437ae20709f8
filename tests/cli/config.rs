//! `config`, and views and keys of a user's own files.

use std::fs;

use crate::run::{Desk, newsdesk, newsdesk_in};

#[test]
fn settings_are_printed_so_that_they_can_be_read_again() {
    let run = newsdesk(&["config"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("[screen]\ntheme = \"auto\"\n") && run.out.contains("inbox = \"is:unread\""), "{run:?}");
    let defaults = newsdesk(&["config", "default"]);
    assert!(defaults.out.starts_with("# The settings of newsdesk.") && defaults.out.contains("text-width = 80"));
    for part in ["effective", "default"] {
        let run = newsdesk(&["config", part, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(json["reader"]["text-width"], 80);
        assert_eq!(json["list"]["columns"][0], "marks");
        assert_eq!(json["views"]["later"], "is:later");
    }
    let run = newsdesk(&["config", "path"]);
    assert!(run.out.ends_with("/.config/newsdesk/config.toml\n"), "{run:?}");
    let run = newsdesk(&["config", "path", "--format", "json"]);
    assert!(run.out.contains("\"keymap\": ") && run.out.contains("keymap.toml"), "{run:?}");
}

#[test]
fn a_users_file_is_used_and_what_is_wrong_in_it_is_told() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join(".config/newsdesk");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("config.toml"), "[reader]\ntext-width = 66\njustfy = true\n[keys]\npreset = 'newsboat'\n")
        .unwrap();
    fs::write(own.join("keymap.toml"), "[global]\n'F2' = 'hlp'\n'F3' = 'help'\n").unwrap();
    let run = newsdesk_in(home.path(), &["config"]);
    assert!(run.out.contains("text-width = 66\n") && run.out.contains("preset = \"newsboat\""), "{run:?}");
    let wrong = "config.toml: line 3: warning: no setting \"justfy\"; did you mean \"justify\"?\n";
    assert!(run.err.ends_with(wrong), "{run:?}");
    let run = newsdesk_in(home.path(), &["keys", "--format", "tsv"]);
    assert!(run.out.contains("next-unread\t[\"]\",\"n\"]") || run.out.contains("next-unread\t], n"), "{run:?}");
    assert!(run.out.contains("F3") && run.err.contains("no action \"hlp\""), "{run:?}");
    let run = newsdesk_in(home.path(), &["keys", "--preset", "emacs"]);
    assert!(run.out.contains("M-x") && !run.out.contains("F3") && run.err.is_empty(), "{run:?}");
    let run = newsdesk_in(home.path(), &["keys", "--preset", "emac"]);
    assert_eq!((run.code, run.err.as_str()), (2, "newsdesk: there is no preset `emac`\n  try: --preset emacs\n"));
}

#[test]
fn views_choose_stories() {
    let desk = Desk::new();
    let count = |args: &[&str]| desk.run(&[&["count"][..], args].concat()).out;
    assert_eq!(count(&["--view", "inbox"]), count(&["is:unread"]));
    assert_eq!(count(&["--view", "Figures"]), "1\n");
    assert_eq!(count(&["--view", "inbox", "source:Harbour"]), "2\n");
    assert_eq!(count(&["--view", "inbox", "-source:Harbour"]), "1\n");
    assert_eq!(desk.run(&["list", "--view", "starred"]).code, 1);
    let run = desk.run(&["list", "--view", "inbx"]);
    assert_eq!((run.code, run.err.as_str()), (2, "newsdesk: there is no view `inbx`\n  try: --view 'inbox'\n"));
    let run = newsdesk(&["--view", "nothing-like-it"]);
    assert!(run.code == 2 && run.err.contains("one of inbox, later"), "{run:?}");
}

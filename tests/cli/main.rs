//! The real binary: what each subcommand prints, where, and how it ends.

mod bad_input;
mod config;
mod doctor;
mod formats;
mod own_names;
mod round_trip;
mod run;
mod who;

use run::{Desk, newsdesk};

#[test]
fn list_gives_one_story_a_line_newest_first() {
    let desk = Desk::new();
    let run = desk.run(&["list"]);
    assert_eq!(run.code, 0, "{run:?}");
    let lines: Vec<Vec<&str>> = run.out.lines().map(|line| line.split('\t').collect()).collect();
    let shown: Vec<&[&str]> = lines.iter().map(|cells| &cells[1..]).collect();
    assert_eq!(
        shown,
        [
            ["2026-07-06", "The Wire Desk", "Anthropic asks Samsung for chips"],
            ["2026-06-15", "Harbour Notes", "OpenAI holds back a model"],
            ["", "Harbour Notes", "Why open weights travel"],
        ]
    );
    assert_eq!(run.err, "");
}

#[test]
fn a_query_chooses_and_nothing_found_is_1() {
    let desk = Desk::new();
    let titles = |query: &[&str]| {
        let args: Vec<&str> = ["list", "--fields", "title"].iter().chain(query).copied().collect();
        let run = desk.run(&args);
        (run.code, run.out.lines().map(String::from).collect::<Vec<_>>(), run.err)
    };
    assert_eq!(titles(&["company:samsung"]).1, ["Anthropic asks Samsung for chips"]);
    assert_eq!(titles(&["-company:samsung", "after:2026"]).1, ["OpenAI holds back a model"]);
    assert_eq!(titles(&["\"export licence\" or topic:chips", "sort:oldest"]).1.len(), 2);
    assert_eq!(titles(&["has:figures"]).1, ["Anthropic asks Samsung for chips"]);
    assert_eq!(titles(&["nobody-writes-this"]), (1, vec![], "newsdesk: no story matches\n".into()));
}

#[test]
fn a_bad_query_is_2_with_a_caret_under_the_place() {
    let desk = Desk::new();
    let run = desk.run(&["list", "open", "compny:openai"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines[1], "  open compny:openai");
    assert!(lines[2].starts_with("       ^ "), "{run:?}");
    assert!(run.err.contains("did you mean company:?"), "{run:?}");
    for subcommand in ["count", "entities"] {
        assert_eq!(desk.run(&[subcommand, "(a"]).code, 2);
    }
    assert_eq!(newsdesk(&["--query", "is:red"]).code, 2);
}

#[test]
fn wrong_use_is_2_and_says_what_to_do() {
    for (args, words) in [
        (&["list", "--fields", "titel"][..], "title"),
        (&["list", "--limt", "3"], "--limt"),
        (&["count", "--fields", "id"], "newsdesk count --help"),
        (&["count", "--format", "md"], "text, json"),
        (&["show"], "ID"),
        (&["some/path", "list"], "newsdesk list --from some/path"),
        (&["list", "--light"], "--light"),
        (&["--light", "list"], "open the reader"),
        (&["lsit"], "newsdesk list"),
        (&["--format", "json"], "newsdesk list --format json"),
        (&["man", "nothing"], "newsdesk --help"),
        (&["completions", "tcsh"], "bash"),
        (&["parse", "--header", "Content-Type", "x.txt"], "colon"),
        (&["parse", "--url", "file:///x", "x.txt"], "http or https"),
        (&["entities", "--kind", "dog"], "company, model"),
    ] {
        let run = newsdesk(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?} {run:?}");
        assert!(run.err.contains(words), "{args:?} {run:?}");
    }
}

#[test]
fn without_a_terminal_the_reader_says_what_to_use_instead() {
    let run = newsdesk(&[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("newsdesk list"), "{run:?}");
}

#[test]
fn show_prints_a_whole_story() {
    let desk = Desk::new();
    let id = desk.id("samsung");
    let run = desk.run(&["show", &id[..8]]);
    assert_eq!(run.code, 0, "{run:?}");
    for line in [
        "Anthropic asks Samsung for chips",
        "The Wire Desk · Ana Reyes · 2026-07-06 · 1 min",
        "https://example.org/chips",
        "TL;DR",
        "- The order is worth $2 billion",
        "Why it matters",
        "Topics: Chips, Business",
    ] {
        assert!(run.out.lines().any(|own| own == line), "{line}\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "{run:?}");
    let long = run.out.lines().find(|line| line.starts_with("Memory makers")).unwrap();
    assert!(long.len() > 120, "not wrapped in a pipe: {long}");
}

#[test]
fn show_takes_ids_from_a_pipe() {
    let desk = Desk::new();
    let ids = desk.run(&["list", "--fields", "id"]).out;
    for ids in [ids.clone(), ids.replace('\n', "\0")] {
        let run = desk.run_with(&["show", "--format", "jsonl", "--fields", "title", "-"], ids.as_bytes());
        assert_eq!((run.code, run.out.lines().count()), (0, 3), "{run:?}");
    }
    assert_eq!(desk.run_with(&["show", "-"], b"").code, 1);
}

#[test]
fn show_of_an_id_that_is_none_or_several() {
    let desk = Desk::new();
    let run = desk.run(&["show", "zzzz"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, "", "newsdesk: no story has the id zzzz\n"));
    let run = desk.run(&["show", ""]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    let run = desk.run(&["show", &desk.id("samsung"), "zzzz"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("Samsung"), "{run:?}");
}

#[test]
fn entities_are_counted() {
    let desk = Desk::new();
    let run = desk.run(&["entities"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.lines().any(|line| line == "OpenAI\tcompany\t2\t4\t2026-06-15\t2026-06-15"), "{run:?}");
    let run = desk.run(&["entities", "--kind", "company", "company:samsung", "--format", "tsv"]);
    assert_eq!(
        run.out,
        "name\tkind\tstories\tmentions\tfirst\tlast\n\
         Anthropic\tcompany\t1\t2\t2026-07-06\t2026-07-06\nSamsung\tcompany\t1\t2\t2026-07-06\t2026-07-06\n"
    );
    let run = desk.run(&["entities", "--kind", "people", "--format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (1, "[]\n"));
}

#[test]
fn count_prints_a_number() {
    let desk = Desk::new();
    for (query, expected) in [("", "3\n"), ("topic:chips", "1\n"), ("is:read", "0\n")] {
        let run = desk.run(&["count", query]);
        assert_eq!((run.code, run.out.as_str()), (0, expected));
    }
}

#[test]
fn the_bundled_briefings_are_what_is_read_without_from() {
    let run = newsdesk(&["count"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.trim().parse::<usize>().unwrap() >= 16, "{run:?}");
    assert_eq!(run.err, "", "the bundled briefings have no problems");
}

#[test]
fn keys_schema_completions_and_manual_are_printed() {
    let keys = newsdesk(&["keys"]).out;
    assert!(keys.lines().any(|line| line.contains("next-unread") && line.starts_with(']')), "{keys}");
    let schema: serde_json::Value = serde_json::from_str(&newsdesk(&["schema"]).out).unwrap();
    assert!(schema["properties"]["articles"].is_object(), "{schema}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(newsdesk(&["completions", shell]).out.contains("entities"), "{shell}");
    }
    assert!(newsdesk(&["man"]).out.contains(".TH newsdesk 1"));
    assert!(newsdesk(&["man", "list"]).out.contains("QUERY"));
}

#[test]
fn help_is_on_standard_output_and_fits_80_columns() {
    for args in [&["--help"][..], &["list", "--help"], &["show", "-h"], &["parse", "--help"], &["--version"]] {
        let run = newsdesk(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains("newsdesk"), "{run:?}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let (code, err) = run::with_closed_pipe(&["list", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let (_, err) = run::with_closed_pipe(&["show", "nothing"]);
    assert!(err.contains("no story"), "{err}");
}

#[test]
fn colour_is_written_only_where_it_is_asked_for() {
    let desk = Desk::new();
    let id = desk.id("samsung");
    assert!(!desk.run(&["show", &id]).out.contains('\u{1b}'));
    assert!(desk.run(&["show", &id, "--color", "always"]).out.contains("\u{1b}[1mAnthropic asks"));
}

#[test]
fn help_tells_only_what_a_subcommand_has() {
    for (subcommand, has, has_not) in [
        ("list", &["--from", "--limit", "-0", "text, json, jsonl, tsv, md", "reading_minutes"][..], &["novel"][..]),
        ("entities", &["--limit", "novel"], &["reading_minutes"]),
        ("entities show", &["--limit", "jurisdiction", "--from"], &["sentence"]),
        ("entities add", &["--alias"], &["--from", "--fields", "--limit", "--format"]),
        ("show", &["--from", "--fields"], &["--limit"]),
        ("parse", &["--fields", "--limit"], &["--from"]),
        ("count", &["--from", "text, json"], &["--fields", "--limit", "--null", "jsonl"]),
        ("doctor", &["--url", "--header", "--type"], &["--from", "--fields", "--limit"]),
        ("schema", &["json"], &["--from", "--fields", "--limit", "--null"]),
        ("completions", &["--color"], &["--from", "--format", "--fields"]),
    ] {
        let words: Vec<&str> = subcommand.split(' ').collect();
        for args in [[&words[..], &["--help"]].concat(), [&["man"], &words[..]].concat()] {
            let text = newsdesk(&args).out.replace("\\-", "-").split_whitespace().collect::<Vec<_>>().join(" ");
            let options = text.split("Examples:").next().unwrap();
            assert!(has.iter().all(|word| options.contains(word)), "{args:?} {options}");
            assert!(!has_not.iter().any(|word| options.contains(word)), "{args:?} {options}");
        }
    }
    let desk = Desk::new();
    let path = desk.dir.path().to_str().unwrap();
    for args in [["--from", path, "count"], ["count", "--from", path]] {
        assert_eq!(newsdesk(&args).out, "3\n", "{args:?}");
    }
}

#[test]
fn tables_of_the_manual_keep_their_lines() {
    let page = newsdesk(&["man", "list"]).out;
    let notes = page.split(".nf\n").nth(1).and_then(|rest| rest.split(".fi").next()).unwrap();
    assert!(notes.lines().any(|line| line.starts_with("  open sou    ")), "{page}");
    assert!(page.is_ascii(), "troff reads ASCII alone");
}

#[test]
fn an_option_that_would_do_nothing_is_refused() {
    let run = newsdesk(&["list", "--format", "json", "-0"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("--format jsonl -0"), "{run:?}");
}

#[test]
fn a_limit_of_none_is_no_failure() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["list", "--limit", "0"]).code, 0);
    assert_eq!(desk.run(&["list", "--limit", "0", "nobody-writes-this"]).code, 1);
}

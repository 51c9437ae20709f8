//! Runs the binary on a folder of its own, far from the user's files.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// How a run ended and what it wrote.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder with three stories, of which one has no date.
pub struct Desk {
    pub dir: TempDir,
}

const CHIPS: &str = r#"---
title: "Anthropic asks Samsung for chips"
source: "The Wire Desk"
date: 2026-07-06
authors: ["Ana Reyes"]
url: "https://example.org/chips"
tags: [Chips, Business]
language: en
---

Anthropic has asked Samsung to **build chips** for it, after [a year of talks](https://example.org/talks).

## TL;DR
- The order is worth $2 billion
- First *samples* are due next spring

## Why it matters
Memory makers have sold to everybody so far; a foundry order from a laboratory that trains its own models would be the first of that size in the country.

## What to watch
Whether an export licence is needed.
"#;

const MODEL: &str = r#"---
title: OpenAI holds back a model
source: Harbour Notes
date: 2026-06-15
tags: [Policy]
language: en
---

OpenAI says that GPT-5.6 waits for an export licence.
"#;

const WEIGHTS: &str = r#"---
title: Why open weights travel
source: Harbour Notes
language: en
---

GPT-5.6 stays at home, and Qwen does not.
"#;

impl Desk {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [("chips.md", CHIPS), ("model.md", MODEL), ("weights.md", WEIGHTS)] {
            fs::write(dir.path().join(name), text).unwrap();
        }
        Self { dir }
    }

    /// Runs a subcommand on the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    /// The same, with something on standard input.
    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Run {
        let from = ["--from", self.dir.path().to_str().unwrap()];
        run_with(&[&from[..], args].concat(), input)
    }

    /// The id of the only story of a query.
    pub fn id(&self, query: &str) -> String {
        self.run(&["list", "--fields", "id", query]).out.trim().to_owned()
    }
}

/// Runs the binary without standard input.
pub fn newsdesk(args: &[&str]) -> Run {
    run_with(args, b"")
}

/// Runs the binary on a file.
pub fn on(path: &Path, args: &[&str]) -> Run {
    let path = path.to_str().unwrap();
    newsdesk(&args.iter().map(|arg| if *arg == "FILE" { path } else { arg }).collect::<Vec<_>>())
}

/// Runs the binary with something on standard input.
pub fn run_with(args: &[&str], input: &[u8]) -> Run {
    let mut child = command(args).spawn().unwrap();
    // A run that needs no input may have ended: then the pipe is closed.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run { code: status.code().expect("an exit code, no signal"), out: text(stdout), err: text(stderr) }
}

/// Runs the binary with a home folder.
pub fn newsdesk_in(home: &Path, args: &[&str]) -> Run {
    run_command(command(args).env("HOME", home))
}

/// Runs the binary on a terminal of this name.
pub fn with_term(term: &str, args: &[&str]) -> Run {
    run_command(command(args).env("TERM", term))
}

fn run_command(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run { code: status.code().expect("an exit code, no signal"), out: text(stdout), err: text(stderr) }
}

/// Exit code and standard error of a run whose output nobody reads.
pub fn with_closed_pipe(args: &[&str]) -> (i32, String) {
    let mut child = command(args).spawn().unwrap();
    drop(child.stdout.take());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    (status.code().unwrap(), String::from_utf8(stderr).unwrap())
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsdesk"));
    command.args(args).env_clear().env("HOME", "/nonexistent").env("TERM", "xterm-256color").env("TZ", "UTC");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

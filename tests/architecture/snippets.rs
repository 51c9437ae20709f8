//! The rules themselves, on snippets that keep and break each of them.

use super::source::{Source, tokens};
use super::{modules, names, sizes, without_purpose};

/// What each rule says of a file; without the file's name.
fn violations(path: &str, code: &str) -> Vec<String> {
    let source = Source::new(path, code);
    let all = [modules::violations(&source), sizes::violations(&source), names::violations(&source)].concat();
    all.iter().map(|line| line.replacen(&format!("{path}:"), "", 1)).collect()
}

/// Checks what is wrong with `code`, which is given a first line of its own.
fn check(path: &str, code: &str, expected: &[&str]) {
    let code = format!("//! What this file is for.\n{code}");
    assert_eq!(violations(path, &code), expected, "{code}");
}

#[test]
fn code_is_told_from_text_and_comments() {
    let texts = |code: &str| tokens(code).into_iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
    for (code, expected) in [
        ("a // b\nc", "a c"),
        ("a /* b /* c */ d */ e", "a e"),
        (r#"a("b\"c{", d)"#, r#"a ( " , d )"#),
        ("r#\"a\"b\"# c", "\" c"),
        ("b\"a\" br\"b\" c", "\" \" c"),
        ("f('{', '\\'', b'x', '\\u{7f}')", "f ( \" , \" , \" , \" )"),
        ("&'a str, 'static", "& 'a str , 'static"),
        ("a::b -> c => d", "a :: b -> c => d"),
        ("r#type bar", "r # type bar"),
        ("1..=2", "1 . . = 2"),
    ] {
        assert_eq!(texts(code), expected, "{code}");
    }
    let lines: Vec<usize> = tokens("a\n\"\n\"\n/*\n*/ b").iter().map(|token| token.line).collect();
    assert_eq!(lines, [1, 2, 5]);
}

#[test]
fn modules() {
    check("src/text/wrap.rs", "use super::width::width;\nuse crate::text::Clean;", &[]);
    check("src/text/wrap.rs", "use crate::article::Article;", &["2: text may not use crate::article::Article"]);
    check("src/text/wrap.rs", "use super::super::article;", &["2: text may not use super::super::article"]);
    check("src/text.rs", "use super::article;", &["2: text may not use super::article"]);
    check(
        "src/store.rs",
        "use crate::{text::Clean, ui::{a, b}};",
        &["2: store may not use crate::ui::a", "2: store may not use crate::ui::b"],
    );
    check("src/store.rs", "fn f() { crate::app::update() }", &["2: store may not use crate::app::update"]);
    check("src/app.rs", "use crate::library::Library;", &["2: app may not use crate::library::Library"]);
    check("src/app.rs", "use ratatui::layout::Rect;", &[]);
    check("src/app.rs", "use ratatui::{layout, style::Style};", &["2: app may not use ratatui::style::Style"]);
    check("src/config.rs", "use ratatui::style::Style;", &[]);
    check("src/ui/list.rs", "use crate::config::theme::Theme;\nuse ratatui::buffer::Buffer;", &[]);
    check("src/ui/list.rs", "use crate::config::Keymap;", &["2: ui may not use crate::config::Keymap"]);
    check("src/cli.rs", "use ratatui::text::Line;", &["2: cli may not use ratatui::text::Line"]);
    check("src/runtime.rs", "use crate::cli::Args;", &["2: runtime may not use crate::cli::Args"]);
    check("src/main.rs", "fn main() { newsdesk::app::run() }", &["2: main may not use newsdesk::app::run"]);
    check("src/text.rs", "#[cfg(test)]\nmod tests {\n    use super::*;\n    use crate::article::Article;\n}", &[]);
}

#[test]
fn what_is_reserved() {
    let check = |module: &str, code: &str, expected: &[&str]| check(&format!("src/{module}.rs"), code, expected);
    check("app", "use crossterm::event::Event;", &["2: crossterm: only runtime knows the terminal"]);
    check("app", "use std::{fmt, thread};", &["2: std::thread: only runtime spawns"]);
    check("cli", "use std::process::{Command, ExitCode};", &["2: process::Command: only runtime spawns"]);
    check("app", "fn f() { Zoned::now(); }", &["2: Zoned::now: time arrives in events and arguments"]);
    check("app", "fn f() { t.elapsed(); }", &["2: .elapsed(: time arrives in events and arguments"]);
    check("store", "fn f() { std::fs::read(p); }", &["2: std::fs: only runtime and cli touch the world"]);
    check("store", "fn f() { println!(); }", &["2: println!: only cli prints"]);
    check("ui", "fn f(c: Cell) {}\nfn g(c: Cell<u8>) {}", &["3: Cell<: no hidden shared state"]);
    check("ui", "static mut X: u8 = 0;", &["2: static mut: no globals"]);
    check("runtime", "fn f() { unsafe { g() } }", &["2: unsafe: nobody needs it"]);
    check("runtime", "#[cfg(test)]\nfn f() { todo!() }", &["3: todo!: nobody needs it"]);
    check("runtime", "use std::{fs, env, net, thread};\nfn f() { Instant::now(); }", &[]);
    check(
        "text",
        "#[cfg(test)]\nmod tests {\n    use std::fs;\n}\nuse std::env;",
        &["6: std::env: only runtime and cli touch the world"],
    );
    check("text", "#[cfg(all(test, unix))]\nuse std::fs;\n// println! std::env\nconst A: &str = \"dbg!\";", &[]);
    check("text/wrap", "use super::*;", &["2: glob import super::*"]);
    check("text", "#[cfg(test)]\nuse crate::article::*;", &["3: glob import crate::article::*"]);
}

#[test]
fn names_and_first_lines() {
    assert_eq!(violations("src/app.rs", "fn f() {}"), ["1: the file does not begin with a sentence in //! comments"]);
    assert_eq!(
        violations("src/app.rs", "//! Tests.\n"),
        ["1: the file does not begin with a sentence in //! comments"]
    );
    check("src/app/utils.rs", "", &["1: a drawer: utils"]);
    check("src/app.rs", "mod common;", &["2: a drawer: common"]);
    check("src/app.rs", "struct KeyHandler;", &["2: a name that says nothing: KeyHandler"]);
    check("src/app.rs", "type StoryInfo = u8;", &["2: a name that says nothing: StoryInfo"]);
}

#[test]
fn lengths() {
    let lines = |n_lines: usize| "    f();\n".repeat(n_lines);
    check("src/app.rs", &format!("fn a() {{\n{}}}", lines(58)), &[]);
    check("src/app.rs", &format!("fn a() {{\n{}}}", lines(59)), &["2: a has 61 lines; at most 60"]);
    check("src/app.rs", &"//\n".repeat(500), &["501: the file has 501 lines; at most 500"]);
}

#[test]
fn widths() {
    let list = |item: &str, n_items: usize| vec![item; n_items].join(", ");
    check("src/app.rs", "fn a(&mut self, a: B<C, D>, b: [u8; 2], c: (u8, u8), d: u8, e: u8) {}", &[]);
    check(
        "src/app.rs",
        "fn a<F: Fn(u8, u8) -> u8>(a: u8, b: u8, c: u8, d: u8, e: u8, f: F);",
        &["2: a has 6 parameters; at most 5"],
    );
    check("src/app.rs", &format!("struct A<B> {{ {} }}", list("pub a: HashMap<B, u8>", 12)), &[]);
    check(
        "src/app.rs",
        &format!("struct A<B> {{ {} }}", list("pub a: HashMap<B, u8>", 13)),
        &["2: A has 13 fields; at most 12"],
    );
    check("src/app.rs", &format!("enum A {{ {} }}", list("#[b(c, d)] E { f: u8, g: u8 }", 20)), &[]);
    check("src/app.rs", &format!("enum A {{ {} }}", list("B(u8, u8)", 21)), &["2: A has 21 variants; at most 20"]);
}

#[test]
fn nesting() {
    let deep = |body: &str| format!("fn a() {{ if b {{ for C {{ d }} in E {{ while f {{ {body} }} }} }} }}");
    check("src/app.rs", &deep("match g { H { i } => j, K => L { m } }"), &[]);
    check("src/app.rs", &deep("match g { H { i } => { j } }"), &["2: a is nested 5 deep; at most 4"]);
    check("src/app.rs", &deep("g(|h| { i })"), &[]);
    check("src/app.rs", &deep("if let H { i } = j { k }"), &[]);
    check("src/app.rs", &deep("loop { let H { i } = j else { k }; }"), &["2: a is nested 5 deep; at most 4"]);
    check("src/app.rs", &deep("if g == LIMIT { if h == I { j } }"), &["2: a is nested 5 deep; at most 4"]);
}

#[test]
fn purposes() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\n# group\na = \"1\" # for b\nc = { d = 1 }\n[dev-dependencies]\ne = \"1\" #\n";
    assert_eq!(
        without_purpose(manifest),
        ["Cargo.toml:6: no purpose: c = { d = 1 }", "Cargo.toml:8: no purpose: e = \"1\" #",]
    );
}

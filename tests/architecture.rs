//! What the code's architecture promises, checked: who may use whom, what is reserved, names, sizes, the tables.
//!
//! The rules read text and know no types; they are tested at the end on snippets that break each of them.

#[path = "architecture/modules.rs"]
mod modules;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/sizes.rs"]
mod sizes;
#[path = "architecture/snippets.rs"]
mod snippets;
#[path = "architecture/source.rs"]
mod source;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use newsdesk::app::action::ACTIONS;
use newsdesk::config::Keymap;
use source::Source;

/// Where our code is.
const ALL: [&str; 3] = ["src", "tests", "benches"];

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails with all of them at once.
fn check(rule: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{} against {rule}:\n{}", violations.len(), violations.join("\n"));
}

fn check_all(rule: &str, folders: &[&str], violations: impl Fn(&Source) -> Vec<String>) {
    let sources = folders.iter().flat_map(|folder| Source::all_in(top(), folder));
    check(rule, &sources.flat_map(|source| violations(&source)).collect::<Vec<_>>());
}

#[test]
fn modules_use_what_the_table_allows() {
    check_all("the table of modules", &ALL, modules::violations);
}

#[test]
fn names_and_files_say_what_they_are_for() {
    check_all("names", &ALL, names::violations);
}

#[test]
fn nothing_is_too_large() {
    check_all("sizes", &ALL, sizes::violations);
}

#[test]
fn every_action_has_one_name_and_a_key() {
    let (mut names, mut actions) = (HashSet::new(), HashSet::new());
    let bindings = Keymap::bundled().bindings();
    let mut found = Vec::new();
    for row in ACTIONS {
        let wrong = [
            (!names.insert(row.name), "the name stands twice"),
            (!actions.insert(row.action), "the action stands twice"),
            (row.about.is_empty(), "nothing tells what it does"),
            (bindings.keys(row.action).is_empty(), "no key in assets/keymap.toml"),
        ];
        found.extend(wrong.iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, what)| format!("{}: {what}", row.name)));
    }
    check("the table of actions", &found);
}

#[test]
fn every_action_is_in_the_table() {
    let path = "src/app/action.rs";
    let source = Source::new(path, &fs::read_to_string(top().join(path)).expect("the actions"));
    let families = sizes::variants(&source, "Action");
    assert!(!families.is_empty(), "no enum Action in {path}");
    let shown: HashSet<String> = ACTIONS.iter().map(|row| format!("{:?}", row.action)).collect();
    let in_table = |name: &String| shown.iter().any(|row| row.trim_end_matches(')').starts_with(name));
    let names = families.iter().flat_map(|family| {
        sizes::variants(&source, family).into_iter().map(move |variant| format!("{family}({variant}"))
    });
    check("the table of actions: missing", &names.filter(|name| !in_table(name)).collect::<Vec<_>>());
}

#[test]
fn every_dependency_has_its_purpose() {
    let manifest = fs::read_to_string(top().join("Cargo.toml")).expect("Cargo.toml");
    check("dependencies", &without_purpose(&manifest));
}

/// Dependencies without a comment on their line.
fn without_purpose(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_dependencies = false;
    for (at, line) in manifest.lines().enumerate() {
        if let Some(section) = line.strip_prefix('[') {
            in_dependencies = section.trim_end_matches(']').ends_with("dependencies");
        }
        let is_dependency = in_dependencies && line.starts_with(|c: char| c.is_alphanumeric()) && line.contains('=');
        let purpose = line.rsplit_once('#').map_or("", |(_, purpose)| purpose.trim());
        if is_dependency && purpose.is_empty() {
            found.push(format!("Cargo.toml:{}: no purpose: {line}", at + 1));
        }
    }
    found
}

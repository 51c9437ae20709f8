//! What files and types are called, and that each file says what it is for.

use super::source::{Source, is_at};

/// Drawers for everything and nothing.
const DRAWERS: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "misc", "prelude", "shared"];

/// Endings of names that say nothing.
const EMPTY_ENDINGS: [&str; 8] = ["Manager", "Helper", "Util", "Utils", "Handler", "Wrapper", "Data", "Info"];

/// Fewer words are a label, no sentence.
const FEWEST_WORDS: usize = 3;

/// What `source` is called against the rules, as lines `path:line: rule`.
pub fn violations(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    if !says_what_it_is_for(&source.text) {
        found.push((1, "the file does not begin with a sentence in //! comments".to_owned()));
    }
    let parts = source.module();
    found.extend(parts.iter().filter(|part| DRAWERS.contains(part)).map(|part| (1, format!("a drawer: {part}"))));
    for (at, token) in source.tokens.iter().enumerate() {
        let name = source.tokens.get(at + 1).map_or("", |token| token.text.as_str());
        let is_type = ["struct", "enum", "trait", "union", "type"].contains(&token.text.as_str());
        if is_type && EMPTY_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            found.push((token.line, format!("a name that says nothing: {name}")));
        }
        if is_at(&source.tokens, at, &["mod"]) && DRAWERS.contains(&name) {
            found.push((token.line, format!("a drawer: {name}")));
        }
    }
    found.into_iter().map(|(line, rule)| format!("{}:{line}: {rule}", source.path)).collect()
}

fn says_what_it_is_for(text: &str) -> bool {
    let paragraph = text.lines().map_while(|line| line.strip_prefix("//!")).take_while(|line| !line.trim().is_empty());
    let words: Vec<&str> = paragraph.flat_map(str::split_whitespace).collect();
    words.len() >= FEWEST_WORDS && words.last().is_some_and(|word| word.ends_with(['.', ':', '!', '?', ')']))
}

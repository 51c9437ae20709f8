//! How long, deep and wide things may be.

use super::source::{Source, Token, is_at, matching};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 60;
/// Blocks inside each other, the function's own not counted.
const NESTING: usize = 4;
/// `self` not counted.
const PARAMETERS: usize = 5;
const FIELDS: usize = 12;
const VARIANTS: usize = 20;

/// May have more members than the rest: name and reason.
const WIDE: [(&str, &str); 4] = [
    ("Config", "a setting: what a user's file can say"),
    ("Glyphs", "a setting: one sign for each thing that is drawn"),
    ("ArticleJson", "the record of the contract, field by field"),
    ("Written", "the same record as it is read back"),
];

/// What in `source` is too large, as lines `path:line: rule`.
pub fn violations(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let n_lines = source.text.lines().count();
    if n_lines > FILE_LINES {
        found.push((n_lines, format!("the file has {n_lines} lines; at most {FILE_LINES}")));
    }
    for (at, token) in source.tokens.iter().enumerate() {
        let rules = match token.text.as_str() {
            "fn" => function(&source.tokens, at),
            "struct" => members(&source.tokens, at, "fields", FIELDS),
            "enum" => members(&source.tokens, at, "variants", VARIANTS),
            _ => Vec::new(),
        };
        found.extend(rules.into_iter().map(|rule| (token.line, rule)));
    }
    found.into_iter().map(|(line, rule)| format!("{}:{line}: {rule}", source.path)).collect()
}

/// Names of the variants of the enum called `name`.
pub fn variants(source: &Source, name: &str) -> Vec<String> {
    let at = (0..source.tokens.len()).find(|at| is_at(&source.tokens, *at, &["enum", name]));
    let Some((_, body)) = at.and_then(|at| body(&source.tokens, at)) else { return Vec::new() };
    split(body).iter().filter_map(|part| without_attributes(part).first()).map(|token| token.text.clone()).collect()
}

/// What is wrong with the function at `at`; a type `fn(…)` is none.
fn function(tokens: &[Token], at: usize) -> Vec<String> {
    let mut found = Vec::new();
    let Some(name) = tokens.get(at + 1).filter(|token| token.text != "(") else { return found };
    let open = if is_at(tokens, at + 2, &["<"]) { angle(tokens, at + 2) } else { at + 2 };
    let close = matching(tokens, open);
    let parameters = split(&tokens[open + 1..close.max(open + 2) - 1]);
    let n_parameters = parameters.iter().filter(|part| !is_self(part)).count();
    if n_parameters > PARAMETERS {
        found.push(format!("{} has {n_parameters} parameters; at most {PARAMETERS}", name.text));
    }
    let body = (close..tokens.len()).find(|at| ["{", ";"].contains(&tokens[*at].text.as_str()));
    let Some(body) = body.filter(|at| tokens[*at].text == "{") else { return found };
    let end = matching(tokens, body);
    let n_lines = tokens[end - 1].line - tokens[at].line + 1;
    if n_lines > FUNCTION_LINES {
        found.push(format!("{} has {n_lines} lines; at most {FUNCTION_LINES}", name.text));
    }
    let depth = nesting(&tokens[body + 1..end - 1]);
    if depth > NESTING {
        found.push(format!("{} is nested {depth} deep; at most {NESTING}", name.text));
    }
    found
}

fn is_self(parameter: &[Token]) -> bool {
    parameter.iter().take_while(|token| token.text != ":").any(|token| token.text == "self")
}

/// What is wrong with the struct or enum at `at`.
fn members(tokens: &[Token], at: usize, what: &str, most: usize) -> Vec<String> {
    let Some((name, body)) = body(tokens, at) else { return Vec::new() };
    let n_members = split(body).len();
    let is_wide = WIDE.iter().any(|(wide, _)| *wide == name);
    if n_members <= most || is_wide {
        Vec::new()
    } else {
        vec![format!("{name} has {n_members} {what}; at most {most}")]
    }
}

/// Name and inside of the struct or enum at `at`; one without a body has none.
fn body(tokens: &[Token], at: usize) -> Option<(&str, &[Token])> {
    let name = &tokens.get(at + 1)?.text;
    let open = (at + 2..tokens.len()).find(|at| ["{", "(", ";"].contains(&tokens[*at].text.as_str()))?;
    let end = matching(tokens, open);
    (tokens[open].text != ";").then(|| (name.as_str(), &tokens[open + 1..end - 1]))
}

/// The deepest blocks inside each other. A `{` is one unless it follows a type's name (`Point { x, y }`), which it may
/// do after `if`, `for` and the like (`for x in ALL {`), but not between `let` and `=` or `for` and `in`.
fn nesting(tokens: &[Token]) -> usize {
    let (mut open, mut deepest) = (Vec::new(), 0);
    let (mut head, mut pattern) = (None, false);
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "if" | "while" | "match" | "loop" | "else" | "unsafe" => (head, pattern) = (Some(open.len()), false),
            "for" => (head, pattern) = (Some(open.len()), true),
            "let" => pattern = true,
            "=" | "in" => pattern = false,
            "=>" | ";" => (head, pattern) = (None, false),
            "(" | "[" => open.push(false),
            "{" => {
                let is_head = head == Some(open.len()) && !pattern;
                let is_block = is_head || at == 0 || !is_type(&tokens[at - 1].text);
                head = if is_head { None } else { head };
                open.push(is_block);
                deepest = deepest.max(open.iter().filter(|is_block| **is_block).count());
            }
            ")" | "]" | "}" => _ = open.pop(),
            _ => {}
        }
    }
    deepest
}

/// Types start with a capital; constants are all capitals. After `>` stands a generic type.
fn is_type(word: &str) -> bool {
    word == ">" || (word.starts_with(char::is_uppercase) && (word.len() == 1 || word.contains(char::is_lowercase)))
}

/// The parts between the commas of a list of parameters, fields or variants.
fn split(list: &[Token]) -> Vec<&[Token]> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, token) in list.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "{" | "<" => depth += 1,
            ")" | "]" | "}" | ">" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

fn without_attributes(part: &[Token]) -> &[Token] {
    if is_at(part, 0, &["#"]) { without_attributes(&part[matching(part, 1)..]) } else { part }
}

/// One past the `>` that closes the `<` at `at`.
fn angle(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "<" => depth += 1,
            ">" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return n + 1;
        }
    }
    tokens.len()
}

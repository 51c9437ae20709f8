//! Rust files as tokens: enough of the language to tell code from comments and text, and tests from the rest.

use std::fs;
use std::path::Path;

/// A piece of code: a word, a number, a lifetime, `::`, `->`, `=>`, any other sign alone; `"` for text of any kind.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    /// From 1.
    pub line: usize,
    /// In a part for `cfg(test)`.
    pub test: bool,
}

/// A file.
#[derive(Clone, Debug)]
pub struct Source {
    /// From the repository's top, with slashes.
    pub path: String,
    pub text: String,
    pub tokens: Vec<Token>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let mut tokens = tokens(text);
        if is_for_tests(path) {
            tokens.iter_mut().for_each(|token| token.test = true);
        } else {
            mark_tests(&mut tokens);
        }
        Self { path: path.to_owned(), text: text.to_owned(), tokens }
    }

    /// Every Rust file under `folder`, by path.
    pub fn all_in(top: &Path, folder: &str) -> Vec<Source> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(top.join(&folder)).expect("a folder of ours").flatten() {
                let path = format!("{folder}/{}", entry.file_name().display());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(path),
                    Ok(_) if path.ends_with(".rs") => found.push(path),
                    _ => {}
                }
            }
        }
        found.sort();
        let read = |path: &String| Source::new(path, &fs::read_to_string(top.join(path)).expect("UTF-8"));
        found.iter().map(read).collect()
    }

    /// `src/app/update/mark.rs` is `app update mark`.
    pub fn module(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path).trim_end_matches(".rs");
        path.split('/').filter(|part| *part != "mod").collect()
    }
}

fn is_for_tests(path: &str) -> bool {
    !path.starts_with("src/") || path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The tokens of `text`, which may be a piece of a file.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let (length, kind) = piece(rest);
        let shown = match kind {
            Piece::Nothing => None,
            Piece::Text => Some("\""),
            Piece::Code => Some(&rest[..length]),
        };
        tokens.extend(shown.map(|text| Token { text: text.to_owned(), line, test: false }));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

enum Piece {
    /// Blanks and comments.
    Nothing,
    /// A string or a character.
    Text,
    Code,
}

/// What `rest` starts with, and its bytes.
fn piece(rest: &str) -> (usize, Piece) {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_whitespace() {
        return (first.len_utf8(), Piece::Nothing);
    }
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Piece::Nothing);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), Piece::Nothing);
    }
    if let Some(length) = string(rest).or_else(|| character(rest)) {
        return (length, Piece::Text);
    }
    if ["::", "->", "=>"].iter().any(|sign| rest.starts_with(sign)) {
        return (2, Piece::Code);
    }
    let word = word(rest.trim_start_matches('\''));
    let quote = usize::from(first == '\'');
    (if word > 0 { quote + word } else { first.len_utf8() }, Piece::Code)
}

fn word(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
}

/// Comments of this kind nest.
fn block_comment(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < rest.len() {
        match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (at, depth) = (at + 2, depth + 1),
            [b'*', b'/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// `"…"`, `b"…"`, `c"…"`, `r#"…"#` and their kin.
fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let body = &rest[prefix.len()..];
    if !prefix.ends_with('r') {
        let inside = body.strip_prefix('"')?;
        return Some(prefix.len() + 1 + closed(inside, '"'));
    }
    let hashes = body.len() - body.trim_start_matches('#').len();
    body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = prefix.len() + hashes + 1;
    Some(rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

/// `'a'`, `'\n'`, `b'a'`; a lifetime has no second quote.
fn character(rest: &str) -> Option<usize> {
    let prefix = usize::from(rest.starts_with('b'));
    let inside = rest[prefix..].strip_prefix('\'')?;
    let mut chars = inside.chars();
    let first = chars.next()?;
    let is_one = first == '\\' || chars.next() == Some('\'');
    is_one.then(|| prefix + 1 + closed(inside, '\''))
}

/// Bytes up to and with the closing `quote`.
fn closed(inside: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    inside.len()
}

/// Marks what `#[cfg(test)]` stands before, up to its `;` or the end of its braces.
fn mark_tests(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        let is_cfg = is_at(tokens, at, &["#", "[", "cfg", "("]);
        let end = matching(tokens, at + 1);
        if is_cfg && tokens[at..end].iter().any(|token| token.text == "test") {
            let body = (end..tokens.len()).find(|at| ["{", ";"].contains(&tokens[*at].text.as_str()));
            let end = body.map_or(tokens.len(), |body| matching(tokens, body));
            tokens[at..end].iter_mut().for_each(|token| token.test = true);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Whether `texts` stand at `at`.
pub fn is_at(tokens: &[Token], at: usize, texts: &[&str]) -> bool {
    texts.iter().enumerate().all(|(n, text)| tokens.get(at + n).is_some_and(|token| token.text == *text))
}

/// One past the bracket that closes the one at `at`; one past `at` where there is none.
pub fn matching(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return n + 1;
        }
    }
    tokens.len()
}

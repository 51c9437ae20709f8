//! Where the front matter ends: YAML between `---`, TOML between `+++`, a JSON object.

use crate::import::report::Report;

/// Lines that front matter may have; a line of `---` farther down is a rule.
const MAX_LINES: usize = 200;

/// A block of front matter and the text after it.
#[derive(Clone, Copy, Debug)]
pub struct Split<'t> {
    /// The block without its marks; of JSON, with its braces.
    pub block: &'t str,
    /// What the block is written in.
    pub language: Language,
    /// Line of the document that the block begins at.
    pub block_line: usize,
    /// The text after it.
    pub rest: &'t str,
    /// Line of the document that the rest begins at.
    pub rest_line: usize,
}

/// What front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// From `{` to `}`.
    Json,
}

impl Language {
    fn mark(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
            Self::Json => "}",
        }
    }

    fn closes(self, line: &str) -> bool {
        line.trim_end() == self.mark() || (self == Self::Yaml && line.trim_end() == "...")
    }

    fn is_pair(self, line: &str) -> bool {
        let sign = if self == Self::Toml { '=' } else { ':' };
        line.split_once(sign).is_some_and(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '))
    }
}

/// Parts the block from `text`, which begins at `first_line`. One that is never closed ends at the first blank line.
pub fn split<'t>(text: &'t str, first_line: usize, report: &mut Report) -> Option<Split<'t>> {
    let block = text.trim_start_matches(['\n', '\u{feff}']);
    let skipped = text.len() - block.len();
    let first_line = first_line + text[..skipped].matches('\n').count();
    if block.starts_with('{') {
        return split_json(block, first_line);
    }
    let (first, body) = block.split_once('\n')?;
    let language = match first.trim_end() {
        "---" => Language::Yaml,
        "+++" => Language::Toml,
        _ => return None,
    };
    let at_line = |at: usize, rest_at: usize, lines: usize| Split {
        block: &body[..at],
        language,
        block_line: first_line + 1,
        rest: &body[rest_at..],
        rest_line: first_line + 1 + lines,
    };
    let mut at = 0;
    let mut blank = None;
    for (number, line) in body.split_inclusive('\n').enumerate().take(MAX_LINES) {
        if language.closes(line) {
            return Some(at_line(at, at + line.len(), number + 1));
        }
        if line.trim().is_empty() && blank.is_none() {
            blank = Some((at, number));
        }
        at += line.len();
    }
    let (at, number) = blank.filter(|_| body.lines().next().is_some_and(|line| language.is_pair(line)))?;
    let mark = language.mark();
    report.warn(
        first_line,
        format!("the front matter is never closed by {mark}; it is taken to end at the first blank line"),
    );
    Some(at_line(at, at, number))
}

/// A JSON object; a broken one ends at the first line that is a closing brace.
fn split_json(text: &str, first_line: usize) -> Option<Split<'_>> {
    if !text[1..].trim_start().starts_with(['"', '}']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let whole = matches!(values.next(), Some(Ok(_))).then(|| values.byte_offset());
    let lines = || text.split_inclusive('\n').take(MAX_LINES);
    let to_brace = || {
        let count = lines().position(|line| line.trim_end() == "}")? + 1;
        Some(lines().take(count).map(str::len).sum())
    };
    let end = whole.or_else(to_brace)?;
    let rest_line = first_line + text[..end].matches('\n').count();
    Some(Split { block: &text[..end], language: Language::Json, block_line: first_line, rest: &text[end..], rest_line })
}

/// Bytes of the front matter that `text` begins with.
pub fn length(text: &str) -> Option<usize> {
    let split = split(text, 1, &mut Report::default())?;
    Some(text.len() - split.rest.len())
}

/// Whether `text` begins with the front matter of a story: pairs alone, a title among them, closed.
pub fn opens_story(text: &str) -> bool {
    let language = match text.split_once('\n').map(|(first, _)| first.trim_end()) {
        Some("---") => Language::Yaml,
        Some("+++") => Language::Toml,
        _ => return false,
    };
    let mut has_title = false;
    for line in text.lines().skip(1).take(MAX_LINES) {
        if language.closes(line) {
            return has_title;
        }
        let goes_on = line.starts_with([' ', '\t', '-', '#', '[', ']']);
        if !goes_on && !language.is_pair(line) {
            return false;
        }
        has_title |= line.starts_with("title") && language.is_pair(line);
    }
    false
}

//! The values of front matter, in whatever language. Of a broken block, all that can be read, with a complaint for each
//! line that cannot.

use super::split::{Language, Split};
use crate::import::report::{Position, Report};
use crate::text::Clean;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, a number, a date.
    Text(String),
    /// Several.
    List(Vec<Value>),
    /// Keys with values.
    Table(Vec<(String, Value)>),
}

type Entries = Vec<(String, Value)>;

/// The entries, or what stops the parser.
type Parsed = Result<Entries, Complaint>;

/// What stops a parser, and where in its text.
struct Complaint {
    at: Position,
    what: String,
}

/// Tables in the block whose entries count as its own.
const INNER: [&str; 4] = ["taxonomies", "extra", "params", "metadata"];

/// The entries of the block.
pub fn entries(split: &Split, report: &mut Report) -> Entries {
    match parse(split.block, split.language) {
        Ok(entries) => flatten(entries),
        Err(error) => flatten(salvage(split, error, report)),
    }
}

fn parse(block: &str, language: Language) -> Parsed {
    match language {
        Language::Yaml => parse_yaml(block),
        Language::Toml => parse_toml(block),
        Language::Json => parse_json(block),
    }
}

fn parse_toml(block: &str) -> Parsed {
    let table = block.parse::<toml::Table>().map_err(|error| {
        let start = error.span().map_or(0, |span| span.start.min(block.len()));
        Complaint { at: Position::of(block, start), what: error.message().to_owned() }
    })?;
    Ok(table.into_iter().filter_map(|(key, value)| Some((key, from_toml(value)?))).collect())
}

fn parse_yaml(block: &str) -> Parsed {
    if block.trim().is_empty() {
        return Ok(Vec::new());
    }
    let value: serde_json::Value = serde_saphyr::from_str(block).map_err(|error| {
        let number = |n: u64| usize::try_from(n).unwrap_or(1);
        let at = error.location().map_or(Position::from(1), |location| Position {
            line: number(location.line()),
            column: Some(number(location.column())),
        });
        Complaint { at, what: without_place(&error.to_string()) }
    })?;
    table(value)
}

fn parse_json(block: &str) -> Parsed {
    table(serde_json::from_str(block).map_err(|error| Complaint {
        at: Position { line: error.line(), column: Some(error.column()) },
        what: without_place(&error.to_string()),
    })?)
}

fn table(value: serde_json::Value) -> Parsed {
    match from_json(value) {
        Some(Value::Table(entries)) => Ok(entries),
        _ => Err(Complaint { at: Position::from(1), what: "there are no pairs of key and value".to_owned() }),
    }
}

/// A parser's words without the place, which is said beside them.
fn without_place(what: &str) -> String {
    let what = what.lines().next().unwrap_or("");
    let what = what.strip_prefix("error: ").unwrap_or(what);
    let what = what.split_once(": ").filter(|(place, _)| place.starts_with("line ")).map_or(what, |(_, what)| what);
    what.split_once(" at line ").map_or(what, |(what, _)| what).to_owned()
}

fn from_json(value: serde_json::Value) -> Option<Value> {
    use serde_json::Value as Json;
    Some(match value {
        Json::Null => return None,
        Json::Bool(value) => Value::Text(value.to_string()),
        Json::Number(value) => Value::Text(value.to_string()),
        Json::String(value) => Value::Text(value),
        Json::Array(values) => Value::List(values.into_iter().filter_map(from_json).collect()),
        Json::Object(entries) => {
            Value::Table(entries.into_iter().filter_map(|(key, value)| Some((key, from_json(value)?))).collect())
        }
    })
}

fn from_toml(value: toml::Value) -> Option<Value> {
    use toml::Value as Toml;
    Some(match value {
        Toml::String(value) => Value::Text(value),
        Toml::Integer(value) => Value::Text(value.to_string()),
        Toml::Float(value) => Value::Text(value.to_string()),
        Toml::Boolean(value) => Value::Text(value.to_string()),
        Toml::Datetime(value) => Value::Text(value.to_string()),
        Toml::Array(values) => Value::List(values.into_iter().filter_map(from_toml).collect()),
        Toml::Table(entries) => {
            Value::Table(entries.into_iter().filter_map(|(key, value)| Some((key, from_toml(value)?))).collect())
        }
    })
}

/// Entries of known inner tables stand beside the others.
fn flatten(entries: Entries) -> Entries {
    let mut flat = Vec::new();
    for (key, value) in entries {
        match value {
            Value::Table(inner) if INNER.contains(&key.as_str()) => flat.extend(inner),
            value => flat.push((key, value)),
        }
    }
    flat
}

/// The entries of a broken block, each read alone; of one that cannot be, the words after its key.
fn salvage(split: &Split, whole: Complaint, report: &mut Report) -> Entries {
    let mut entries = Vec::new();
    let mut told = false;
    for (number, chunk) in chunks(split) {
        match parse(&chunk, split.language) {
            Ok(read) => entries.extend(read),
            Err(complaint) => {
                told = true;
                complain(split.block_line + number, &complaint, report);
                entries.extend(pair(&chunk, split.language));
            }
        }
    }
    if !told {
        complain(split.block_line, &whole, report);
    }
    entries
}

fn complain(first_line: usize, Complaint { at, what }: &Complaint, report: &mut Report) {
    let at = Position { line: first_line + at.line.saturating_sub(1), ..*at };
    report.warn(at, format!("the front matter cannot be read here ({what}); the words are taken as they stand"));
}

/// The block's entries with the number of their first line, from 0: a key and what belongs to it.
fn chunks(split: &Split) -> Vec<(usize, String)> {
    let mut chunks: Vec<(usize, String)> = Vec::new();
    let mut header = "";
    for (number, line) in split.block.lines().enumerate() {
        let opens = match split.language {
            Language::Yaml => !line.starts_with([' ', '\t', '-', '#', ']', '}']) && !line.trim().is_empty(),
            Language::Toml => line.split_once('=').is_some_and(|(key, _)| is_key(key.trim())),
            Language::Json => line.trim_start().starts_with('"') && line.contains("\":"),
        };
        if split.language == Language::Toml && line.starts_with('[') && line.trim_end().ends_with(']') {
            header = line;
        } else if opens {
            chunks.push((number, line.to_owned()));
        } else if let Some((_, chunk)) = chunks.last_mut() {
            chunk.push('\n');
            chunk.push_str(line);
        }
        let headed = opens && !header.is_empty();
        if let Some((number, chunk)) = chunks.last_mut().filter(|_| headed) {
            *number = number.saturating_sub(1);
            *chunk = format!("{header}\n{chunk}");
        }
    }
    if split.language == Language::Json {
        for (_, chunk) in &mut chunks {
            *chunk = format!("{{{}}}", chunk.trim_end_matches([',', '}', ' ', '\n', '\r', '\t']));
        }
    }
    chunks
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''))
}

/// The key of a broken entry, and the words after it.
fn pair(chunk: &str, language: Language) -> Option<(String, Value)> {
    let sign = if language == Language::Toml { '=' } else { ':' };
    let line = chunk.lines().find(|line| line.contains(sign))?;
    let (key, value) = line.split_once(sign)?;
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '[' | ']' | '{' | '}' | ',');
    let (key, value) = (key.trim_matches(around), value.trim_matches(around));
    (!key.is_empty() && !value.is_empty()).then(|| (key.to_owned(), Value::Text(value.to_owned())))
}

impl Value {
    /// One text: of a list the first, of a table its name.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::List(values) => values.first()?.text(),
            Self::Table(entries) => {
                let named =
                    |wanted: &str| entries.iter().find(|(key, _)| key == wanted).and_then(|(_, value)| value.text());
                ["name", "title", "url", "src"].into_iter().find_map(named)
            }
        }
    }

    /// All texts; a single text is divided at commas.
    pub fn list(&self) -> Vec<Clean> {
        let texts: Vec<String> = match self {
            Self::Text(text) => text.split(',').map(str::to_owned).collect(),
            Self::List(values) => values.iter().filter_map(Value::text).collect(),
            Self::Table(_) => self.text().into_iter().collect(),
        };
        texts.into_iter().map(Clean::from).filter(|text| !text.is_empty()).collect()
    }
}

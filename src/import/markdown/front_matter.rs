//! The block before a Markdown text: YAML between `---`, TOML between `+++`.

use super::super::date::Order;
use super::super::names;
use crate::article::Published;
use crate::import::Context;
use crate::import::report::Report;
use crate::text::{Address, Clean};

/// Lines that front matter may have; a line of `---` farther down is a rule.
const MAX_LINES: usize = 200;

/// Tables in the block whose entries count as its own.
const INNER: [&str; 4] = ["taxonomies", "extra", "params", "metadata"];

/// What front matter says of the article.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// The headline.
    pub title: Option<Clean>,
    /// The publisher.
    pub source: Option<Clean>,
    /// The article's address.
    pub url: Option<Address>,
    /// Who wrote it.
    pub authors: Vec<Clean>,
    /// When.
    pub published: Option<Published>,
    /// The date as it is written.
    pub written_date: String,
    /// Topics.
    pub tags: Vec<Clean>,
    /// ISO 639-1.
    pub language: Option<Clean>,
    /// Minutes to read.
    pub minutes: Option<u32>,
}

/// A value of front matter, in either language.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
}

/// A block of front matter and the text after it.
struct Split<'t> {
    block: &'t str,
    is_toml: bool,
    rest: &'t str,
    /// Line of the document that `rest` starts at.
    first_line: usize,
}

/// The front matter of `text`, the text after it, and the line where that starts.
pub fn read<'t>(text: &'t str, context: &Context, report: &mut Report) -> (FrontMatter, &'t str, usize) {
    let Some(split) = split(text, report) else { return (FrontMatter::default(), text, 1) };
    let entries = parse(&split, report);
    (collect(&entries, context, report), split.rest, split.first_line)
}

/// Parts the block from the text. One that is never closed ends at the first blank line.
fn split<'t>(text: &'t str, report: &mut Report) -> Option<Split<'t>> {
    let text = text.trim_start_matches(['\n', '\u{feff}']);
    let (first, body) = text.split_once('\n')?;
    let (mark, sign, is_toml) = match first.trim_end() {
        "---" => ("---", ':', false),
        "+++" => ("+++", '=', true),
        _ => return None,
    };
    let pair =
        |line: &str| line.split_once(sign).is_some_and(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '));
    let mut at = 0;
    let mut blank = None;
    for (number, line) in body.split_inclusive('\n').enumerate().take(MAX_LINES) {
        let closes = line.trim_end() == mark || (!is_toml && line.trim_end() == "...");
        if closes {
            let rest = &body[at + line.len()..];
            return Some(Split { block: &body[..at], is_toml, rest, first_line: number + 3 });
        }
        if line.trim().is_empty() && blank.is_none() {
            blank = Some((at, number));
        }
        at += line.len();
    }
    let (at, number) = blank.filter(|_| body.lines().next().is_some_and(pair))?;
    report.warn(1, format!("the front matter is never closed by {mark}; it is taken to end at the first blank line"));
    Some(Split { block: &body[..at], is_toml, rest: &body[at..], first_line: number + 2 })
}

/// The entries of the block. Of a broken one, the lines that are plain pairs.
fn parse(split: &Split, report: &mut Report) -> Vec<(String, Value)> {
    let parsed = if split.is_toml { parse_toml(split.block) } else { parse_yaml(split.block) };
    match parsed {
        Ok(entries) => flatten(entries),
        Err((line, what)) => {
            report.warn(
                line + 1,
                format!("the front matter cannot be read here ({what}); its simple lines are taken as they are"),
            );
            salvage(split)
        }
    }
}

type Parsed = Result<Vec<(String, Value)>, (usize, String)>;

fn parse_toml(block: &str) -> Parsed {
    let table = block.parse::<toml::Table>().map_err(|error| {
        let start = error.span().map_or(0, |span| span.start.min(block.len()));
        (block.get(..start).unwrap_or("").matches('\n').count() + 1, error.message().to_owned())
    })?;
    Ok(table.into_iter().filter_map(|(key, value)| Some((key, from_toml(value)?))).collect())
}

fn parse_yaml(block: &str) -> Parsed {
    if block.trim().is_empty() {
        return Ok(Vec::new());
    }
    let value: serde_json::Value = serde_saphyr::from_str(block).map_err(|error| {
        let line = error.location().map_or(1, |location| usize::try_from(location.line()).unwrap_or(1));
        let what = error.to_string();
        (line, what.lines().next().unwrap_or("").to_owned())
    })?;
    match from_json(value) {
        Some(Value::Table(entries)) => Ok(entries),
        _ => Err((1, "there are no pairs of key and value".to_owned())),
    }
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
fn flatten(entries: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (key, value) in entries {
        match value {
            Value::Table(inner) if INNER.contains(&key.as_str()) => flat.extend(inner),
            value => flat.push((key, value)),
        }
    }
    flat
}

/// The lines of a broken block that are pairs all the same.
fn salvage(split: &Split) -> Vec<(String, Value)> {
    let sign = if split.is_toml { '=' } else { ':' };
    let pair = |line: &str| {
        let (key, value) = line.split_once(sign)?;
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
        let simple = !line.starts_with([' ', '\t', '-', '#']) && !value.is_empty();
        simple.then(|| (key.trim().to_owned(), Value::Text(value.to_owned())))
    };
    split.block.lines().filter_map(pair).collect()
}

fn collect(entries: &[(String, Value)], context: &Context, report: &mut Report) -> FrontMatter {
    let get = |keys: &[&str]| {
        let find = |key: &&str| entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value);
        keys.iter().find_map(find)
    };
    let text = |keys: &[&str]| get(keys).and_then(Value::text).map(Clean::from).filter(|text| !text.is_empty());
    let list = |keys: &[&str]| get(keys).map(Value::list).unwrap_or_default();
    let mut front = FrontMatter {
        title: text(&["title", "headline"]),
        source: text(&["source", "publisher", "publication", "site_name", "site", "website", "outlet"]),
        url: text(&["url", "link", "canonical_url", "canonical", "source_url", "original_url", "permalink"])
            .and_then(|url| Address::new(&url)),
        tags: list(&["tags", "keywords", "topics", "categories", "category", "tag"]),
        language: text(&["language", "lang", "locale"]).and_then(|tag| language_code(&tag)),
        minutes: text(&["reading_minutes", "reading_time", "read_time", "readingtime", "minutes"])
            .and_then(|text| minutes(&text)),
        ..FrontMatter::default()
    };
    front.read_authors(&list(&["author", "authors", "byline", "by", "writer"]), context);
    if let Some(date) =
        text(&["date", "published", "publishdate", "publish_date", "date_published", "pubdate", "created"])
    {
        front.read_date(&date, context, report);
    }
    front
}

impl FrontMatter {
    /// People are authors; an organization is the publisher, if no other is named.
    fn read_authors(&mut self, names: &[Clean], context: &Context) {
        for name in names {
            let bearers = names::read(name.trim_start_matches("By ").trim_start_matches("by "), &context.words.byline);
            match bearers {
                Some(bearers) => {
                    self.authors.extend(bearers.people);
                    let organization = bearers.organizations.into_iter().next();
                    self.source = self.source.take().or(organization);
                }
                None => self.authors.push(name.clone()),
            }
        }
    }

    fn read_date(&mut self, date: &Clean, context: &Context, report: &mut Report) {
        let stamp = context.words.calendar.parse(date, Order::MonthFirst);
        self.published = stamp.filter(|stamp| stamp.year.is_some()).and_then(|stamp| stamp.published(0));
        self.written_date = date.to_string();
        if self.published.is_none() {
            report.warn(1, format!("the date of the front matter cannot be read: {date}"));
        }
    }
}

impl Value {
    /// One text: of a list the first, of a table its name.
    fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::List(values) => values.first()?.text(),
            Self::Table(entries) => {
                let named =
                    |wanted: &str| entries.iter().find(|(key, _)| key == wanted).and_then(|(_, value)| value.text());
                named("name").or_else(|| named("title"))
            }
        }
    }

    /// All texts; a single text is divided at commas.
    fn list(&self) -> Vec<Clean> {
        let texts: Vec<String> = match self {
            Self::Text(text) => text.split(',').map(str::to_owned).collect(),
            Self::List(values) => values.iter().filter_map(Value::text).collect(),
            Self::Table(_) => self.text().into_iter().collect(),
        };
        texts.into_iter().map(Clean::from).filter(|text| !text.is_empty()).collect()
    }
}

/// `en` of `en-GB`, `en_US`.
fn language_code(tag: &str) -> Option<Clean> {
    let code = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.into())
}

fn minutes(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|minutes| (1..=600).contains(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    fn front(text: &str) -> (FrontMatter, String, usize, Vec<String>) {
        testing::with_context(|context| {
            let mut report = Report::default();
            let (front, rest, line) = read(text, context, &mut report);
            let problems =
                report.finish().iter().map(|problem| format!("{}: {}", problem.place, problem.what)).collect();
            (front, rest.to_owned(), line, problems)
        })
    }

    #[test]
    fn yaml_is_read() {
        let text = "---\ntitle: \"A: b\"\ndate: 2026-09-03T10:00:00+02:00\nauthors:\n  - Ana Ruiz\n  - name: Bo Li\ntags: [a, b]\nlang: en-GB\nurl: https://a.example/\nx: {y: 1}\n---\nText";
        let (front, rest, line, problems) = front(text);
        assert_eq!(front.title.as_deref(), Some("A: b"));
        assert_eq!(front.published.map(|p| p.to_string()).as_deref(), Some("2026-09-03T10:00:00+02:00"));
        assert_eq!(front.authors, ["Ana Ruiz", "Bo Li"]);
        assert_eq!(front.tags, ["a", "b"]);
        assert_eq!(front.language.as_deref(), Some("en"));
        assert_eq!((rest.as_str(), line), ("Text", 12));
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn toml_is_read_with_its_inner_tables() {
        let text = "+++\ntitle = 'T'\ndate = 2026-01-19\n[taxonomies]\ntags = ['a']\n[extra]\nauthor = 'Kenji Watts'\n+++\nText";
        let (front, _, line, problems) = front(text);
        assert_eq!(front.published.map(|p| p.to_string()).as_deref(), Some("2026-01-19"));
        assert_eq!((front.authors, front.tags), (vec!["Kenji Watts".into()], vec!["a".into()]));
        assert_eq!(line, 9);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn broken_blocks_say_where_and_keep_what_can_be_read() {
        let (yaml, rest, _, problems) = front("---\ntitle: Good\ntags: [a, b\ndate: 2026-01-19\n---\nText");
        assert_eq!((yaml.title.as_deref(), rest.as_str()), (Some("Good"), "Text"));
        assert!(problems.len() == 1 && problems[0].starts_with("line "), "{problems:?}");
        let (toml, _, _, problems) = front("+++\ntitle = 'Good'\ndate = = 3\n+++\nText");
        assert_eq!(toml.title.as_deref(), Some("Good"));
        assert!(problems[0].starts_with("line 3"), "{problems:?}");
        let (open, rest, _, problems) = front("---\ntitle: Good\n\nText");
        assert_eq!((open.title.as_deref(), rest.trim()), (Some("Good"), "Text"));
        assert_eq!(problems.len(), 1);
    }
}

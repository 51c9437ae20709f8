//! The block before a Markdown text, in YAML, TOML or JSON: what it says of the article.

mod split;
mod value;

use super::super::date::Order;
use super::super::names;
use crate::article::Published;
use crate::import::Context;
use crate::import::report::Report;
use crate::text::{Address, Clean};
pub use split::{Split, length, opens_story, split};
use value::Value;

/// What front matter says of the article.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The headline.
    pub title: Option<Clean>,
    /// The publisher.
    pub source: Option<Clean>,
    /// The article's address.
    pub url: Option<Address>,
    /// Who wrote it.
    pub authors: Vec<Clean>,
    /// Who else had a part in it.
    pub contributors: Vec<Clean>,
    /// When.
    pub published: Option<Published>,
    /// When it was last changed.
    pub updated: Option<Published>,
    /// The date as it is written.
    pub written_date: String,
    /// Topics.
    pub tags: Vec<Clean>,
    /// ISO 639-1.
    pub language: Option<Clean>,
    /// Minutes to read.
    pub minutes: Option<u32>,
    /// Copyright, license.
    pub rights: Option<Clean>,
}

/// Keys that hold the date.
const DATES: [&str; 7] = ["date", "published", "publishdate", "publish_date", "date_published", "pubdate", "created"];

/// What the block says. An address may be relative to the one that the document came from.
pub fn read(split: &Split, address: Option<&Address>, context: &Context, report: &mut Report) -> FrontMatter {
    let entries = value::entries(split, report);
    let get = |keys: &[&str]| {
        let find = |key: &&str| entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value);
        keys.iter().find_map(find)
    };
    let text = |keys: &[&str]| get(keys).and_then(Value::text).map(Clean::from).filter(|text| !text.is_empty());
    let list = |keys: &[&str]| get(keys).map(Value::list).unwrap_or_default();
    let whole = |url: &str| Address::new(url).or_else(|| address?.join(url));
    let mut front = FrontMatter {
        title: text(&["title", "headline"]),
        source: text(&["source", "publisher", "publication", "site_name", "site", "website", "outlet"]),
        url: text(&["url", "link", "canonical_url", "canonical", "source_url", "original_url", "permalink"])
            .and_then(|url| whole(&url)),
        contributors: list(&["contributors", "contributor", "editors", "editor"]),
        tags: list(&["tags", "keywords", "topics", "categories", "category", "tag"]),
        language: text(&["language", "lang", "locale"]).and_then(|tag| language_code(&tag)),
        minutes: text(&["reading_minutes", "reading_time", "read_time", "readingtime", "minutes"])
            .and_then(|text| minutes(&text)),
        rights: text(&["rights", "copyright", "license", "licence"]),
        ..FrontMatter::default()
    };
    front.read_authors(&list(&["author", "authors", "byline", "by", "writer"]), context);
    if let Some(date) = text(&DATES) {
        front.published = published(&date, context);
        front.written_date = date.to_string();
        if front.published.is_none() {
            report.warn(split.line_of(&DATES), format!("the date of the front matter cannot be read: {date}"));
        }
    }
    let updated = text(&["updated", "lastmod", "last_modified", "last_modified_at", "modified", "date_modified"]);
    front.updated = updated.and_then(|date| published(&date, context)).filter(|date| Some(*date) != front.published);
    front
}

fn published(date: &str, context: &Context) -> Option<Published> {
    let stamp = context.words.calendar.parse(date, Order::MonthFirst);
    stamp.filter(|stamp| stamp.year.is_some()).and_then(|stamp| stamp.published(0))
}

impl Split<'_> {
    /// The line of the first entry with one of `keys`.
    fn line_of(&self, keys: &[&str]) -> usize {
        let is_key = |line: &str| {
            let key = line.split([':', '=']).next().unwrap_or("");
            let key = key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '{'));
            keys.iter().any(|wanted| key.eq_ignore_ascii_case(wanted))
        };
        self.block_line + self.block.lines().position(is_key).unwrap_or(0)
    }
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

    /// What counts for each of several stories in one document.
    pub fn shared(self) -> Self {
        let Self { source, authors, contributors, tags, language, rights, .. } = self;
        Self { source, authors, contributors, tags, language, rights, ..Self::default() }
    }
}

/// `en` of `en-GB`, `en_US`.
pub fn language_code(tag: &str) -> Option<Clean> {
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
            let split = split(text, 1, &mut report).unwrap();
            let front = read(&split, None, context, &mut report);
            let (rest, line) = (split.rest, split.rest_line);
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

//! Short stories that came along with a page, under headings like "Nearby Updates": each with a title, a text of its own
//! and mostly a stamp. A list of headlines without texts is furniture and none of these.

use super::classify::{Entry, Role};
use crate::article::{Block, Marker};
use crate::import::Context;
use crate::import::date::{Found, Order, Stamp};
use crate::import::draft::Draft;
use crate::import::limits::{MAX_ARTICLES, MAX_MADE_TITLE};
use crate::import::outline::{self, Part};
use crate::import::report::Report;
use crate::import::vocabulary::{Opening, ends_sentence};
use crate::text::Clean;
use crate::text::width::ellipsis;

/// Words of the shortest headline that may look like a name.
const MIN_TITLE_WORDS: usize = 4;

/// A story as it is being read.
#[derive(Clone, Debug, Default)]
struct Story {
    line: usize,
    title: Option<Clean>,
    texts: Vec<Part>,
    /// It has a stamp or a number, with or without a date.
    marked: bool,
    stamp: Option<(usize, Clean, Stamp)>,
}

/// The entries of the page's own story, and those of the stories that came along.
pub fn split(mut entries: Vec<Entry>, context: &Context) -> (Vec<Entry>, Vec<Entry>) {
    let told = entries.iter().position(|entry| entry.role == Role::Text).unwrap_or(entries.len());
    release_titles(&mut entries[told..], context);
    let opens = |at: &usize| {
        let Role::Opening(opening @ (Opening::Nearby | Opening::List)) = entries[*at].role else { return false };
        let stories = parse(&entries[at + 1..], context);
        let marked = stories.iter().filter(|story| story.marked).count();
        match opening {
            Opening::Nearby => marked > 0 || stories.len() > 1,
            _ => marked > 0 && marked == stories.len(),
        }
    };
    let around = match (told..entries.len()).find(opens) {
        Some(at) => entries.split_off(at),
        None => Vec::new(),
    };
    (entries, around)
}

/// Headlines with a stamp jammed before them that look like names under a heading of stories: they are headlines.
fn release_titles(entries: &mut [Entry], context: &Context) {
    let under =
        entries.iter_mut().skip_while(|entry| !matches!(entry.role, Role::Opening(Opening::Nearby | Opening::List)));
    for entry in under.filter(|entry| matches!(&entry.role, Role::Byline(byline) if !byline.authors.is_empty())) {
        let found = context.words.calendar.find_all(&entry.line.text, Order::MonthFirst);
        let rest =
            found.first().filter(|found| found.range.start == 0).map(|found| &entry.line.text[found.range.end..]);
        let jammed = |rest: &str| rest.starts_with(char::is_uppercase) && !rest.starts_with("By ");
        if rest.is_some_and(|rest| jammed(rest) && rest.split_whitespace().count() >= MIN_TITLE_WORDS) {
            entry.role = Role::Short;
        }
    }
}

/// The stories in `around`, which came with `page`.
pub fn stories(around: &[Entry], page: &Draft, context: &Context, report: &mut Report) -> Vec<Draft> {
    let Some(rest) = around.get(1..) else { return Vec::new() };
    let stories = parse(rest, context);
    if stories.len() > MAX_ARTICLES {
        report.warn(
            stories[MAX_ARTICLES].line,
            format!("the page has more than {MAX_ARTICLES} stories; the rest is left out"),
        );
    }
    stories.into_iter().take(MAX_ARTICLES).map(|story| story.into_draft(page, context, report)).collect()
}

fn parse(entries: &[Entry], context: &Context) -> Vec<Story> {
    let ends = |entry: &Entry| matches!(entry.role, Role::Heading(_) | Role::RunIn(..) | Role::Opening(_));
    let entries = &entries[..entries.iter().position(ends).unwrap_or(entries.len())];
    let trailing = has_trailing_stamps(entries);
    let mut stories: Vec<Story> = Vec::new();
    let mut story = Story::default();
    for entry in entries {
        let stamp = stamp(entry);
        let begins = match &entry.role {
            Role::Short => !story.texts.is_empty() && !trailing || (story.title.is_some() && !story.texts.is_empty()),
            Role::Item => matches!(entry.line.marker, Some(Marker::Number(_))),
            _ => stamp.is_some() && !trailing && !story.texts.is_empty(),
        };
        if begins {
            stories.push(std::mem::take(&mut story));
        }
        if let Some(stamp) = stamp {
            story.mark(entry, stamp);
            if trailing && !story.texts.is_empty() {
                stories.push(std::mem::take(&mut story));
            }
        } else {
            story.take(entry, context);
        }
    }
    stories.push(story);
    stories.retain(|story| !story.texts.is_empty() && (story.title.is_some() || story.marked));
    stories
}

/// The stamp that a line is; its date may be unknown (`2 days ago`, `14:05`).
fn stamp(entry: &Entry) -> Option<Option<Stamp>> {
    match &entry.role {
        Role::Byline(byline) if byline.authors.is_empty() && byline.certain => Some(byline.date()),
        Role::Short | Role::Furniture => is_time(&entry.line.text).then_some(None),
        _ => None,
    }
}

fn is_time(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '.');
    let (hour, minute) = digits.split_once(':').unwrap_or_default();
    let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    number(hour) && number(minute) && text.len() <= 10
}

/// Whether the stamps stand after their stories: the first of these has none before its text.
fn has_trailing_stamps(entries: &[Entry]) -> bool {
    let told =
        || entries.iter().filter(|entry| stamp(entry).is_some() || matches!(entry.role, Role::Short | Role::Text));
    let before_text = told().take_while(|entry| entry.role != Role::Text).any(|entry| stamp(entry).is_some());
    let last_is_stamp = told().next_back().is_some_and(|entry| stamp(entry).is_some());
    !before_text && last_is_stamp
}

impl Story {
    fn mark(&mut self, entry: &Entry, stamp: Option<Stamp>) {
        self.marked = true;
        self.begin(entry);
        if let Some(stamp) = stamp {
            self.stamp.get_or_insert((entry.line.number, entry.line.text.clone(), stamp));
        }
    }

    fn begin(&mut self, entry: &Entry) {
        if self.line == 0 {
            self.line = entry.line.number;
        }
    }

    fn take(&mut self, entry: &Entry, context: &Context) {
        let text = &entry.line.text;
        match &entry.role {
            Role::Short | Role::Item if self.texts.is_empty() && !ends_sentence_like(text) => {
                self.begin(entry);
                self.marked |= matches!(entry.line.marker, Some(Marker::Number(_)));
                self.take_title(entry, context);
            }
            Role::Text | Role::Item | Role::Short => {
                self.begin(entry);
                self.marked |= matches!(entry.line.marker, Some(Marker::Number(_)));
                self.texts.push(Part::block(entry.line.number, Block::paragraph(text.clone())));
            }
            _ => {}
        }
    }

    /// The title; a stamp at its start is taken off. Of several lines the longest is the title.
    fn take_title(&mut self, entry: &Entry, context: &Context) {
        let text = &entry.line.text;
        let found = context.words.calendar.find_all(text, Order::MonthFirst);
        let ends = |found: &&Found| found.range.start == 0 || found.range.end == text.trim_end_matches(')').len();
        let title = match found.iter().find(ends) {
            Some(found) => {
                self.mark(entry, Some(found.stamp));
                let rest = if found.range.start == 0 { &text[found.range.end..] } else { &text[..found.range.start] };
                rest.trim_matches([' ', ':', '—', '–', '-', '|', '·', ',', '(', ')']).into()
            }
            None => text.clone(),
        };
        if self.title.as_ref().is_none_or(|old| old.len() < title.len()) && !title.is_empty() {
            self.title = Some(title);
        }
    }

    fn into_draft(self, page: &Draft, context: &Context, report: &mut Report) -> Draft {
        let mut draft = Draft { title: self.title(), ..Draft::default() };
        draft.origin.source = page.origin.source.clone();
        if let Some((line, text, stamp)) = self.stamp {
            let document = page.origin.published.map(|published| published.date());
            let year = stamp.year_near(document, context.today);
            if stamp.year.is_none() {
                let from = if document.is_some() { "the date of the page" } else { "the day of import" };
                report.warn(line, format!("{text} has no year; {year} is taken from {from}"));
            }
            draft.origin.published = stamp.published(year);
            draft.written_date = format!("{stamp:?}");
        }
        draft.sections = outline::sections(self.texts, false);
        draft
    }

    fn title(&self) -> Clean {
        let first = self.texts.first().and_then(|part| match &part.content {
            outline::Content::Block(block) => block.texts().next().cloned(),
            _ => None,
        });
        let made = || {
            first.map(|text| ellipsis(text.split(". ").next().unwrap_or(&text), MAX_MADE_TITLE, "…").as_ref().into())
        };
        self.title.clone().or_else(made).unwrap_or_default()
    }
}

fn ends_sentence_like(text: &str) -> bool {
    ends_sentence(text) && !text.ends_with(['?', '!', '\u{ff1f}', '\u{ff01}'])
}

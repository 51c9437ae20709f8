//! A piece of another page in one line, its head jammed: title, subtitle, authors, date, counts, buttons, then the text.

use super::jam;
use crate::article::Block;
use crate::import::byline::Byline;
use crate::import::date::{Found, Order};
use crate::import::{Context, names};
use crate::text::Clean;

/// The head of an excerpt ends within this many bytes.
const MAX_HEAD: usize = 900;

/// Bytes of the longest list of authors after a date.
const MAX_NAMES: usize = 120;

/// What is counted under a headline.
const COUNTED: [&str; 8] = ["responses", "comments", "replies", "likes", "claps", "reactions", "shares", "views"];

/// What an excerpt consists of.
#[derive(Debug, Default)]
pub struct Excerpt {
    /// Its subtitle.
    pub heading: Option<Clean>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Authors and date of its head.
    pub byline: Option<Byline>,
}

/// The heading over an excerpt without its button: `Full article excerpt tap to expand`.
pub fn heading(text: &str) -> Clean {
    let end = [" tap to", " click to", " Tap to", " Click to"].iter().find_map(|button| text.find(button));
    text[..end.unwrap_or(text.len())].into()
}

/// Takes an excerpt of the page called `title` apart.
pub fn read(text: &str, title: Option<&Clean>, context: &Context) -> Excerpt {
    let text = title.map_or(text, |title| text.strip_prefix(title.as_str()).unwrap_or(text)).trim_start();
    let (head, story) = match head_end(text, context) {
        Some((found, end)) => (Some((text[..found.range.start].trim(), found)), &text[end..]),
        None => (None, text),
    };
    let mut excerpt = Excerpt { blocks: jam::blocks(jam::pieces(story.trim_start(), context)), ..Excerpt::default() };
    if let Some((head, found)) = head {
        let (subtitle, mut authors) = split_authors(head, context);
        if let Some((after, rest)) = authors_after(story, context).filter(|_| authors.is_empty()) {
            authors = after;
            excerpt.blocks = jam::blocks(jam::pieces(rest.trim_start(), context));
        }
        excerpt.heading = Some(Clean::from(subtitle)).filter(|subtitle| !subtitle.is_empty());
        excerpt.byline = Some(Byline { authors, published: Some(found.stamp), certain: true, ..Byline::default() });
    }
    excerpt
}

/// The date in the head of an excerpt, and where the counts and buttons after it end.
fn head_end(text: &str, context: &Context) -> Option<(Found, usize)> {
    let head = &text[..text.floor_char_boundary(MAX_HEAD)];
    let dates = context.words.calendar.find_all(head, Order::MonthFirst);
    dates.into_iter().find_map(|found| {
        let rest = &text[found.range.end..];
        let story = strip_counts(rest, context);
        let jammed = rest.starts_with(char::is_uppercase);
        (jammed || story.len() < rest.len() && story.starts_with(|c: char| !c.is_lowercase()))
            .then(|| (found, text.len() - story.len()))
    })
}

/// The authors after the date, up to the counts that end them, and the text after these: `By Jane Doe31 responsesPrintWe`.
fn authors_after<'t>(text: &'t str, context: &Context) -> Option<(Vec<Clean>, &'t str)> {
    let names = text.strip_prefix("By ").or_else(|| text.strip_prefix("by "))?;
    let head = &names[..names.floor_char_boundary(MAX_NAMES)];
    let end = head.find(|c: char| c.is_ascii_digit() || matches!(c, '·' | '∙' | '•' | '|'))?;
    let authors = people(head[..end].trim(), 3, context)?;
    let rest = strip_counts(&names[end..], context);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let letters = number.find(|c: char| !c.is_lowercase()).unwrap_or(number.len());
    let counted = (number.len() < rest.len() && COUNTED.contains(&&number[..letters])).then(|| &number[letters..]);
    let rest = counted.map_or(rest, |rest| strip_counts(rest, context));
    rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')).then_some((authors, rest))
}

/// `text` without the counts, buttons and minutes at its head: `·6 min read--14ListenShareWe open`.
fn strip_counts<'t>(text: &'t str, context: &Context) -> &'t str {
    let mut rest = text;
    loop {
        let bare = rest.trim_start_matches(['-', '–', '—', '·', '∙', '•', '|', ' ', '+', '~']);
        let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = bare.len() - number.len();
        let unit = number.trim_start_matches([' ', '-']);
        let minutes = &context.words.byline.minutes;
        let unit_end = minutes.iter().filter_map(|word| unit.strip_prefix(word.as_str())).min_by_key(|rest| rest.len());
        let after = match unit_end.filter(|_| digits > 0) {
            Some(after) => after.strip_prefix(" read").unwrap_or(after),
            None => context.words.furniture.strip_buttons(bare),
        };
        if after.len() >= rest.len() {
            return rest;
        }
        rest = after;
    }
}

/// `head` without the buttons, minutes and words around dates at its end: `Ana Ruiz·Follow6 min read·`.
fn strip_end<'t>(head: &'t str, context: &Context) -> &'t str {
    let signs = ['·', '∙', '•', ',', '|', ' ', '-', '—', '–', '(', ':'];
    let mut rest = head.trim_end_matches(signs);
    let words = &context.words.byline;
    let fixed =
        ["Follow", "Following", "Subscribe", "Published", "Posted", "Updated", "Published on", "Posted on", "on"];
    loop {
        let bare = rest.strip_suffix(" read").unwrap_or(rest);
        let number = words.minutes.iter().filter_map(|unit| bare.strip_suffix(unit.as_str())).min_by_key(|b| b.len());
        let number = number.map(|before| before.trim_end_matches([' ', '-']));
        let counted = number.filter(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        let shorter = match counted {
            Some(before) => Some(before.trim_end_matches(|c: char| c.is_ascii_digit())),
            None => fixed.iter().find_map(|word| rest.strip_suffix(word)).filter(|before| !before.is_empty()),
        };
        match shorter {
            Some(shorter) => rest = shorter.trim_end_matches(signs),
            None => return rest,
        }
    }
}

/// The subtitle and the names after it.
fn split_authors<'t>(head: &'t str, context: &Context) -> (&'t str, Vec<Clean>) {
    let head = strip_end(head, context);
    let words = head.char_indices().zip(head.chars().skip(1));
    let opens = |c: char, next: char| {
        c == ' ' || (next.is_uppercase() && (c.is_lowercase() || matches!(c, '.' | '?' | '!' | ')' | '”' | '·')))
    };
    let starts =
        std::iter::once(0).chain(words.filter(|((_, c), next)| opens(*c, *next)).map(|((at, c), _)| at + c.len_utf8()));
    let by = head.rfind(" by ").or_else(|| head.rfind(" By ")).map(|at| at + 4);
    for start in by.into_iter().chain(starts) {
        let before = head[..start].trim_end();
        let after_small_word = before
            .split(' ')
            .next_back()
            .is_none_or(|word| word.starts_with(char::is_lowercase) || word.ends_with(['.', '?', '!']));
        let limit = if after_small_word { 3 } else { 2 };
        if let Some(authors) = people(&head[start..], limit, context) {
            return (before.trim_end_matches(" by").trim_end_matches(" By"), authors);
        }
    }
    (head, Vec::new())
}

/// The people that `text` lists, if it does nothing else and no name has more words than `limit`.
fn people(text: &str, limit: usize, context: &Context) -> Option<Vec<Clean>> {
    let bearers = names::read(text, &context.words.byline)?;
    let short = bearers.people.iter().all(|name| name.split(' ').count() <= limit);
    (bearers.organizations.is_empty() && short && !bearers.people.is_empty()).then_some(bearers.people)
}

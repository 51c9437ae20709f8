//! The line that says who, when and how long: `By Jane DoeMarch 3, 20268 min read`, `Jane Doe · 3 Mar 2026 · 8 min`.

use super::Context;
use super::date::{Order, Stamp};
use super::names::{self, Bearers};
use super::vocabulary::{Phrases, key};
use crate::text::Clean;

/// Bylines are shorter than this.
const MAX_CHARS: usize = 220;

/// Stands where a date or a count was taken out: a place where a jammed word may end.
const TAKEN: char = '\u{1f}';

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// Who wrote it.
    pub authors: Vec<Clean>,
    /// Who published it.
    pub source: Option<Clean>,
    /// When.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
    /// Minutes to read.
    pub minutes: Option<u32>,
    /// It says how long ago, which is no date.
    pub relative: bool,
    /// There is more than names in it, or a word before them (`By`): no other line looks like that.
    pub certain: bool,
}

impl Byline {
    /// The date of publication; that of the last change where there is no other.
    pub fn date(&self) -> Option<Stamp> {
        self.published.or(self.updated)
    }
}

/// Reads `line` as a byline; nothing if something in it does not belong to one.
pub fn read(line: &str, context: &Context, order: Order) -> Option<Byline> {
    if line.chars().count() > MAX_CHARS {
        return None;
    }
    let mut byline = Byline::default();
    let line = take_dates(line.trim_matches(['*', '_', ' ', '[', ']', '【', '】']), context, order, &mut byline);
    let line = take_minutes(&line, context, &mut byline);
    byline.certain = byline.date().is_some() || byline.minutes.is_some();
    let (mut known, mut unknown) = (0, 0);
    for segment in line.split([TAKEN, '|', '·', '•', '\t', '—', '–', '\u{ff5c}', '∙', '・', '/']) {
        match read_segment(segment, context, &mut byline) {
            Some(()) => known += usize::from(!segment.trim().is_empty()),
            None if is_label(segment) => unknown += 1,
            None => return None,
        }
    }
    let evident = usize::from(byline.date().is_some()) + usize::from(byline.minutes.is_some()) + known;
    if unknown > 1 || (unknown == 1 && evident < 2) {
        return None;
    }
    let says = byline.certain || byline.relative || !byline.authors.is_empty() || byline.source.is_some();
    byline.certain |= byline.relative;
    says.then_some(byline)
}

/// Notes the dates of `line`; what is left has a mark in their places.
fn take_dates(line: &str, context: &Context, order: Order, byline: &mut Byline) -> String {
    let mut left = String::new();
    let mut from = 0;
    for found in context.words.calendar.find_all(line, order) {
        let before = key(&line[from..found.range.start]);
        let is_update = context.words.byline.updated.iter().any(|word| before.ends_with(word.as_str()));
        let date = if is_update { &mut byline.updated } else { &mut byline.published };
        date.get_or_insert(found.stamp);
        left.push_str(&line[from..found.range.start]);
        left.push(TAKEN);
        from = found.range.end;
    }
    left.push_str(&line[from..]);
    left
}

/// Notes the minutes of reading: a number before a word for minutes.
fn take_minutes(line: &str, context: &Context, byline: &mut Byline) -> String {
    if !line.contains(|c: char| c.is_ascii_digit()) {
        return line.to_owned();
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return line.to_owned();
    }
    for (at, _) in lower.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let digits = lower[at..].bytes().take_while(u8::is_ascii_digit).count();
        let starts = !lower[..at].ends_with(|c: char| c.is_ascii_digit());
        let rest = lower[at + digits..].trim_start_matches([' ', '-', '\u{2011}']);
        let unit = context.words.byline.minutes.iter().filter(|unit| is_word(rest, unit)).max_by_key(|unit| unit.len());
        let (true, Some(unit), Ok(minutes)) = (starts, unit, lower[at..at + digits].parse::<u32>()) else { continue };
        let after = rest[unit.len()..].trim_start_matches([' ', '-']);
        let after = after.strip_prefix("read").unwrap_or(after);
        if context.words.calendar.is_relative(&format!("1 min {}", first_word(after))) {
            continue;
        }
        byline.minutes = Some(minutes).filter(|minutes| (1..=600).contains(minutes));
        return format!("{}{TAKEN}{}", &line[..at], &line[line.len() - after.len()..]);
    }
    line.to_owned()
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

/// Whether `text` starts with `word`, which ends there.
fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic() && !names::is_ideograph(c)))
}

fn read_segment(segment: &str, context: &Context, byline: &mut Byline) -> Option<()> {
    let words = &context.words.byline;
    let segment = strip_filler(segment, context);
    let lower = segment.to_lowercase();
    if segment.is_empty() || names::is_role(segment, words) || context.words.furniture.is_rubric(segment) {
        return Some(());
    }
    if context.words.calendar.is_relative(segment) {
        byline.relative = true;
        return Some(());
    }
    if let Some(rest) = after_label(segment, &lower, &words.source) {
        byline.source.get_or_insert(rest.into());
        return Some(());
    }
    if let Some(rest) = after_label(segment, &lower, &words.before)
        .or_else(|| after_label(segment, &lower, &words.labels))
        .or_else(|| after_word(segment, &lower, &words.before))
    {
        let bearers = names::read(rest, words)?;
        byline.certain = true;
        note(bearers, byline);
        return Some(());
    }
    if context.words.furniture.is(segment) || segment.chars().all(|c| !c.is_alphabetic()) {
        return Some(());
    }
    names::read(segment, words).map(|bearers| note(bearers, byline))
}

/// A few words beside a date that say what kind of page it is: `Devlog #14`.
fn is_label(segment: &str) -> bool {
    let words: Vec<&str> = segment.split_whitespace().collect();
    words.len() <= 3 && words.iter().all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

fn note(bearers: Bearers, byline: &mut Byline) {
    for name in bearers.people {
        if !byline.authors.contains(&name) {
            byline.authors.push(name);
        }
    }
    if byline.source.is_none() {
        byline.source = bearers.organizations.into_iter().next();
    }
}

/// What stands after `label:`.
fn after_label<'t>(segment: &'t str, lower: &str, labels: &Phrases) -> Option<&'t str> {
    if !labels.starts(lower) {
        return None;
    }
    labels.iter().find_map(|label| {
        let rest = lower.strip_prefix(label.as_str())?.trim_start();
        let rest = rest.strip_prefix([':', '\u{ff1a}', '/', '丨'])?;
        (lower.len() == segment.len())
            .then(|| segment[segment.len() - rest.len()..].trim())
            .filter(|rest| !rest.is_empty())
    })
}

/// What stands after a word that wants names, without a colon: `By Jane Doe`.
fn after_word<'t>(segment: &'t str, lower: &str, labels: &Phrases) -> Option<&'t str> {
    if !labels.starts(lower) {
        return None;
    }
    let jammed = |rest: &str| {
        let name = segment.get(segment.len().saturating_sub(rest.len())..);
        name.is_some_and(|name| name.starts_with(char::is_uppercase)) && segment.contains(char::is_lowercase)
    };
    let rests = labels.iter().filter_map(|label| {
        let rest = lower.strip_prefix(label.as_str())?;
        rest.strip_prefix(' ').or_else(|| Some(rest).filter(|rest| label.ends_with("by") && jammed(rest)))
    });
    let rest = rests.min_by_key(|rest| rest.len())?;
    let capital = segment.starts_with(|c: char| c.is_uppercase()) || lower.starts_with("by ");
    (capital && lower.len() == segment.len()).then(|| segment[segment.len() - rest.len()..].trim())
}

/// `segment` without the words around dates at either end.
fn strip_filler<'t>(segment: &'t str, context: &Context) -> &'t str {
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '#' | '@' | '+' | '.');
    let mut text = segment.trim_matches(is_sign);
    loop {
        let filler = &context.words.byline.filler;
        let shorter = filler.iter().find_map(|word| {
            let first = text.get(..word.len()).filter(|start| is_lower_case(start, word));
            let rest = first.map(|start| &text[start.len()..]);
            let rest = rest.filter(|rest| is_end(rest, word));
            let last = text.len().checked_sub(word.len()).filter(|_| rest.is_none()).and_then(|at| text.get(at..));
            let start = last.filter(|end| is_lower_case(end, word)).map(|end| &text[..text.len() - end.len()]);
            let jammed = last.is_some_and(|end| end.starts_with(char::is_uppercase));
            let ends = |start: &str| {
                start.is_empty()
                    || start.ends_with(|c: char| !c.is_alphanumeric())
                    || (jammed && start.ends_with(char::is_lowercase))
            };
            rest.or(start.filter(|start| ends(start)))
        });
        match shorter {
            Some(shorter) => text = shorter.trim_matches(is_sign),
            None => return text.trim_matches(['(', ')', '.', ' ']),
        }
    }
}

/// Whether `word` is `text` in lower case.
fn is_lower_case(text: &str, word: &str) -> bool {
    text.chars().flat_map(char::to_lowercase).eq(word.chars())
}

fn is_end(rest: &str, word: &str) -> bool {
    let ideographic = word.chars().all(names::is_ideograph);
    rest.is_empty() || ideographic || rest.starts_with(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    fn check(line: &str, authors: &str, source: &str, date: &str, minutes: u32) {
        testing::with_context(|context| {
            let byline = read(line, context, Order::MonthFirst).unwrap_or_default();
            assert_eq!(byline.authors.join("|"), authors, "{line}");
            assert_eq!(byline.source.as_deref().unwrap_or(""), source, "{line}");
            let published = byline.date().and_then(|stamp| stamp.published(1));
            assert_eq!(published.map(|p| p.to_string()).unwrap_or_default(), date, "{line}");
            assert_eq!(byline.minutes.unwrap_or(0), minutes, "{line}");
        });
    }

    #[test]
    fn bylines_are_taken_apart() {
        check("By Jane DoeMarch 3, 20268 min read", "Jane Doe", "", "2026-03-03", 8);
        check("By The AI Desk2026-04-2113 min read", "", "The AI Desk", "2026-04-21", 13);
        check("Jane Doe · 3 Mar 2026 · 8 min", "Jane Doe", "", "2026-03-03", 8);
        check("By A. Ruiz, Bo Li and Cy Young", "A. Ruiz|Bo Li|Cy Young", "", "", 0);
        check("Written by Jane Doe | Harbor Review", "Jane Doe", "Harbor Review", "", 0);
        check("2026-06-1811 min readBy Petra Kainz", "Petra Kainz", "", "2026-06-18", 11);
        check("Author: Jane Doe", "Jane Doe", "", "", 0);
        check("Posted by Ola Adeyemi on 30 November 2025 • 6 minute read", "Ola Adeyemi", "", "2025-11-30", 6);
        check("Published March 3, 2026 Updated March 5, 2026", "", "", "2026-03-03", 0);
        check("Updated March 5, 2026 · Published March 3, 2026", "", "", "2026-03-03", 0);
        check("Tuesday, 3 March 2026 at 14:05", "", "", "2026-03-03T14:05", 0);
        check("Sept. 8, 2026 | Print | E-mail | Comments (4)", "", "", "2026-09-08", 0);
        check("2026/03/12 10:22\t来源:辰光科技报\t责任编辑:李未", "", "辰光科技报", "2026-03-12T10:22", 0);
        check("Von Jana Weber, 3. März 2026, 14.05 Uhr", "Jana Weber", "", "2026-03-03T14:05", 0);
        check("*by Bea Lind, 8 May 2026*", "Bea Lind", "", "2026-05-08", 0);
        check("Mar 3, 2026, 2:05 p.m. ET", "", "", "2026-03-03T14:05", 0);
        check("作者:李未 2026年3月12日", "李未", "", "2026-03-12", 0);
        check("ByAna RuizUpdated October 9th, 20267 min", "Ana Ruiz", "", "2026-10-09", 7);
        check("Text: Bo Li | 3 Mar 2026", "Bo Li", "", "2026-03-03", 0);
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By releasing the model, Meta is pursuing a strategy.",
            "In March 2026 the court ruled that the fine stands.",
            "The 5 minute interview changed everything for the founders",
            "From Paris to Berlin, labs hire",
        ] {
            check(line, "", "", "", 0);
        }
    }

    #[test]
    fn how_long_ago_is_no_date() {
        testing::with_context(|context| {
            let byline = read("2 days ago · 3 min read · 1.2K views", context, Order::MonthFirst).unwrap_or_default();
            assert!(byline.relative && byline.date().is_none());
            assert_eq!(byline.minutes, Some(3));
        });
    }
}

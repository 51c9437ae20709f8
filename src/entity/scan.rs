//! Finding in a text what looks like a name: patterns between words, outside of addresses.

use super::fold::{Folded, is_boundary};
use super::lexicon::{Found, Patterns};
use super::version::Reading;
use crate::article::Place;

/// How far around a name an address is looked for, in bytes.
const ADDRESS_REACH: usize = 120;

/// One text of an article, ready to be scanned.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub place: Place,
    pub clean: &'a str,
    pub folded: Folded,
    /// All capitals: a headline that shouts.
    pub capitals: bool,
}

/// A pattern that stands where a name may stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub pattern: usize,
    /// In the folded text.
    pub start: usize,
    /// In the folded text.
    pub end: usize,
    pub tail: Tail,
}

/// What follows a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// The word ends.
    Closed,
    /// A plural s: "GPTs".
    Plural,
    /// The word goes on: a version may follow, as in "GLM5".
    Open,
}

impl<'a> Text<'a> {
    /// `clean` folded.
    pub fn new(place: Place, clean: &'a str) -> Self {
        let lower = clean.chars().any(char::is_lowercase);
        let n_upper = clean.chars().filter(|c| c.is_uppercase()).take(2).count();
        Self { place, clean, folded: Folded::new(clean), capitals: !lower && n_upper > 1 }
    }

    /// Both forms of the text; `caseless` where letters' case says nothing.
    pub fn reading(&self, caseless: bool) -> Reading<'_> {
        Reading { clean: self.clean, folded: &self.folded, caseless }
    }

    /// The clean bytes of a folded stretch; `None` where its bounds have no counterpart.
    pub fn range(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        Some((self.folded.clean(start)?, self.folded.clean(end)?))
    }

    /// Everything in the text that looks like a name or a cue.
    pub fn candidates(&self, patterns: &Patterns) -> Vec<Candidate> {
        patterns.find(&self.folded.text).filter_map(|found| self.candidate(found)).collect()
    }

    fn candidate(&self, found: Found) -> Option<Candidate> {
        let Found { pattern, start, end } = found;
        let begins = is_boundary(&self.folded.text, start) || (self.may_be_jammed(found) && self.is_hump(start));
        if !begins {
            return None;
        }
        let tail = self.tail(found)?;
        let (from, to) = self.range(start, end)?;
        (!in_address(self.clean, from, to)).then_some(Candidate { pattern, start, end, tail })
    }

    fn tail(&self, found: Found) -> Option<Tail> {
        let rest = &self.folded.text[found.end..];
        if is_boundary(&self.folded.text, found.end) || (self.may_be_jammed(found) && self.is_hump(found.end)) {
            return Some(Tail::Closed);
        }
        if rest.starts_with('s') && is_boundary(&self.folded.text, found.end + 1) {
            return Some(Tail::Plural);
        }
        rest.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(Tail::Open)
    }

    /// Whether words may be jammed here without it being another word: in tags, and around names of several words.
    fn may_be_jammed(&self, found: Found) -> bool {
        matches!(self.place, Place::Tag(_)) || self.folded.text[found.start..found.end].contains(' ')
    }

    /// Whether a capital begins a word here right after another: the O of `PolicyOpenAI`, the A of `OpenAIAnthropic`.
    fn is_hump(&self, at: usize) -> bool {
        let Some(at) = self.folded.clean(at) else { return false };
        let mut after = self.clean[at..].chars();
        let (Some(before), Some(first)) = (self.clean[..at].chars().next_back(), after.next()) else { return true };
        first.is_uppercase() && (!before.is_uppercase() || after.next().is_some_and(char::is_lowercase))
    }
}

/// Whether the name is a part of an address: `https://openai.com/`, `press@openai.com`, `ai.meta.com`.
fn in_address(clean: &str, start: usize, end: usize) -> bool {
    let (before, name, after) = (&clean[..start], &clean[start..end], &clean[end..]);
    let mut next = after.chars();
    if next.next() == Some('.') && next.next().is_some_and(|c| c.is_ascii_lowercase()) {
        return true;
    }
    let small = name.starts_with(|c: char| c.is_lowercase());
    if small && before.ends_with('.') && before[..before.len() - 1].ends_with(char::is_alphanumeric) {
        return true;
    }
    let from = (0..=start.saturating_sub(ADDRESS_REACH)).rev().find(|at| clean.is_char_boundary(*at)).unwrap_or(0);
    let token = clean[from..start].rsplit(char::is_whitespace).next().unwrap_or_default();
    token.contains("://") || token.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_addresses_are_nobody() {
        let check = |text: &str, name: &str, expected: bool| {
            let start = text.find(name).unwrap();
            assert_eq!(in_address(text, start, start + name.len()), expected, "{text}");
        };
        check("see https://openai.com/blog", "openai", true);
        check("write to press@openai.com", "openai", true);
        check("on ai.meta.com now", "meta", true);
        check("the world.Meta said", "Meta", false);
        check("said OpenAI. Then", "OpenAI", false);
    }

    #[test]
    fn a_hump_is_where_a_capital_begins_a_word() {
        let check = |text: &str, at: usize, expected: bool| {
            assert_eq!(Text::new(Place::Tag(0), text).is_hump(at), expected, "{text} {at}");
        };
        check("PolicyOpenAI", 6, true);
        check("OpenAIAnthropic", 6, true);
        check("METAL", 4, false);
        check("Metaverse", 4, false);
    }
}

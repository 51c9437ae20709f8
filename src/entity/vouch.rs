//! Words that are names only where something says so, and what stands beside them says it: a firm raises money, has a
//! chief executive, stands in a row of firms; a model stands beside its maker.

use super::evidence::{is_somebody_else, is_title_case};
use super::judge::{Doubt, Hit, Meaning};
use super::lexicon::{Entry, Lexicon, Signs};
use super::scan::Text;
use crate::article::EntityKind;

/// What joins the names of a list.
const LINKS: [&str; 12] =
    [", ", " and ", ", and ", " or ", ", or ", " & ", "/", " und ", " et ", " y ", "、", " as well as "];

/// What may stand between a firm and what it did.
const BETWEEN: [&str; 6] = ["has ", "also ", "recently ", "just ", "had ", "then "];

/// What may stand between a maker and its model.
const OWNING: [&str; 3] = [" ", "'s ", "' "];

/// What may stand between a model and its maker.
const OWNED: [&str; 6] = [" from ", " by ", ", from ", ", by ", " (", " of "];

/// Settles words that may be names by what stands beside them, and drops those for which nothing speaks. `is_of_the_field`
/// says whether the article has words of it.
pub(super) fn vouch(lexicon: &Lexicon, texts: &[Text], hits: &mut Vec<Hit>, is_of_the_field: bool) {
    if !hits.iter().any(is_a_word) {
        return;
    }
    if is_of_the_field || hits.iter().any(|hit| entry_of(hit).is_some_and(|(_, doubt)| doubt == Doubt::None)) {
        let beside = Beside { lexicon, texts };
        beside.settle_by_signs(hits);
        beside.settle_by_lists(hits);
        settle_by_others(hits);
    }
    hits.retain(|hit| !is_a_word(hit));
}

fn is_a_word(hit: &Hit) -> bool {
    entry_of(hit).is_some_and(|(_, doubt)| doubt == Doubt::Word)
}

fn entry_of(hit: &Hit) -> Option<(usize, Doubt)> {
    match hit.meaning {
        Meaning::Nobody => None,
        Meaning::Entry { entry, doubt, .. } => Some((entry, doubt)),
    }
}

fn make_certain(hit: &mut Hit) {
    if let Meaning::Entry { doubt, .. } = &mut hit.meaning {
        *doubt = Doubt::None;
    }
}

/// A name that stands once stands everywhere.
fn settle_by_others(hits: &mut [Hit]) {
    let certain: Vec<usize> =
        hits.iter().filter_map(entry_of).filter(|(_, doubt)| *doubt == Doubt::None).map(|(entry, _)| entry).collect();
    for hit in hits.iter_mut().filter(|hit| is_a_word(hit) && hit.end - hit.start > 1) {
        if entry_of(hit).is_some_and(|(entry, _)| certain.contains(&entry)) {
            make_certain(hit);
        }
    }
}

/// What stands beside names.
struct Beside<'a> {
    lexicon: &'a Lexicon,
    texts: &'a [Text<'a>],
}

impl Beside<'_> {
    fn settle_by_signs(&self, hits: &mut [Hit]) {
        for at in 0..hits.len() {
            if is_a_word(&hits[at]) && (self.is_marked(&hits[at], hits) || self.is_by_its_maker(&hits[at], hits)) {
                make_certain(&mut hits[at]);
            }
        }
    }

    /// Names in a row with a certain one are certain, and so are two firms in a row.
    fn settle_by_lists(&self, hits: &mut [Hit]) {
        loop {
            let row = |at: &usize| {
                let listed = |other: &Hit| self.are_in_a_row(&hits[*at], other) || self.are_in_a_row(other, &hits[*at]);
                is_a_word(&hits[*at]) && hits.iter().any(listed)
            };
            let found: Vec<usize> = (0..hits.len()).filter(row).collect();
            if found.is_empty() {
                return;
            }
            found.into_iter().for_each(|at| make_certain(&mut hits[at]));
        }
    }

    /// Whether the second of two names follows the first in a list.
    fn are_in_a_row(&self, a: &Hit, b: &Hit) -> bool {
        let (Some((first, doubt)), Some((second, other))) = (entry_of(a), entry_of(b)) else { return false };
        let kind = self.entry(first).kind;
        let firms = kind == EntityKind::Company;
        let known = |doubt| doubt == Doubt::None || (firms && doubt == Doubt::Word);
        let text = &self.texts[a.text];
        a.text == b.text
            && first != second
            && kind == self.entry(second).kind
            && known(doubt)
            && known(other)
            && text.folded.text.get(a.end..b.start).is_some_and(|link| LINKS.contains(&link))
            && !goes_on(text, b.end)
            && !(is_a_word(a) && self.is_anothers(a))
            && !is_title_case(text.clean)
    }

    /// Whether words beside a name show what it is.
    fn is_marked(&self, hit: &Hit, hits: &[Hit]) -> bool {
        let Some((entry, _)) = entry_of(hit) else { return false };
        let entry = self.entry(entry);
        let text = &self.texts[hit.text];
        let Some(signs) = self.lexicon.signs.get(&entry.kind).filter(|_| !is_title_case(text.clean)) else {
            return false;
        };
        if self.is_anothers(hit) || self.is_a_longer_name(hit, signs, hits) {
            return false;
        }
        let (before, after) = (&text.folded.text[..hit.start], &text.folded.text[hit.end..]);
        let versioned = matches!(hit.meaning, Meaning::Entry { version: Some(_), .. });
        (has_before(before, &signs.before) && !goes_on(text, hit.end))
            || has_after(after, signs, || !self.is_a_persons(hit, hits))
            || is_called(after, &signs.is)
            || (versioned && is_decimal(&text.folded.text[hit.start..hit.end]) && self.has_another(hit, hits))
    }

    /// Whether a word with a capital stands right before it, so that it is a part of another name.
    fn is_anothers(&self, hit: &Hit) -> bool {
        let text = &self.texts[hit.text];
        text.folded.clean(hit.start).is_none_or(|start| is_somebody_else(text, start, &self.lexicon.titles))
    }

    /// Whether it is a person's name somewhere in the article.
    fn is_a_persons(&self, hit: &Hit, hits: &[Hit]) -> bool {
        let same = |other: &&Hit| entry_of(other) == entry_of(hit);
        hits.iter().filter(same).any(|other| self.is_anothers(other))
    }

    /// Whether the article has it with another word that has a capital: the Norrsken of "Norrsken Labs".
    fn is_a_longer_name(&self, hit: &Hit, signs: &Signs, hits: &[Hit]) -> bool {
        let same = |other: &&Hit| entry_of(other) == entry_of(hit);
        hits.iter().filter(same).any(|other| {
            let text = &self.texts[other.text];
            let after = &text.folded.text[other.end..];
            goes_on(text, other.end) && !has_after(after, signs, || true) && !is_title_case(text.clean)
        })
    }

    /// Whether a model stands beside its maker.
    fn is_by_its_maker(&self, hit: &Hit, hits: &[Hit]) -> bool {
        let Some(maker) = entry_of(hit).and_then(|(entry, _)| self.entry(entry).maker.as_deref()) else { return false };
        let folded = &self.texts[hit.text].folded.text;
        hits.iter().filter(|other| other.text == hit.text).any(|other| {
            let is_maker = entry_of(other).is_some_and(|(entry, doubt)| {
                let entry = self.entry(entry);
                doubt == Doubt::None && entry.kind == EntityKind::Company && entry.id.as_str() == maker
            });
            let joined =
                |from: usize, to: usize, links: &[&str]| folded.get(from..to).is_some_and(|l| links.contains(&l));
            is_maker && (joined(other.end, hit.start, &OWNING) || joined(hit.end, other.start, &OWNED))
        })
    }

    /// Whether another entry of the same kind is certain.
    fn has_another(&self, hit: &Hit, hits: &[Hit]) -> bool {
        let Some((own, _)) = entry_of(hit) else { return false };
        let kind = self.entry(own).kind;
        let others = hits.iter().filter_map(entry_of);
        others
            .filter(|(_, doubt)| *doubt == Doubt::None)
            .any(|(entry, _)| entry != own && self.entry(entry).kind == kind)
    }

    fn entry(&self, entry: usize) -> &Entry {
        self.lexicon.claimed(entry)
    }
}

/// Whether a name goes on with a word that has a capital: "Harvey Mudd".
fn goes_on(text: &Text, end: usize) -> bool {
    let rest = text.folded.clean(end).map(|end| &text.clean[end..]).unwrap_or_default();
    rest.strip_prefix([' ', '-']).is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether one of these words ends the text before a name.
fn has_before(before: &str, words: &[String]) -> bool {
    let Some(before) = before.strip_suffix(' ') else { return false };
    words
        .iter()
        .filter_map(|word| before.strip_suffix(word.as_str()))
        .any(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Whether what follows a name is what its like does or has; what people do counts where `may_say`.
fn has_after(after: &str, signs: &Signs, may_say: impl Fn() -> bool) -> bool {
    if let Some(own) = after.strip_prefix("'s ") {
        return begins_with(own, &signs.has);
    }
    let Some(mut deed) = after.strip_prefix(' ') else { return false };
    while let Some(rest) = BETWEEN.iter().find_map(|word| deed.strip_prefix(word)) {
        deed = rest;
    }
    begins_with(deed, &signs.after) || (begins_with(deed, &signs.says) && may_say())
}

fn begins_with(text: &str, words: &[String]) -> bool {
    let rest = |word: &String| text.strip_prefix(word.as_str());
    words.iter().filter_map(rest).any(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a description after a comma has one of these words: "Adept, the agent company whose founders left".
fn is_called(after: &str, words: &[String]) -> bool {
    let Some(rest) = after.strip_prefix(", ") else { return false };
    let described = rest.split([',', '.', ';', ':', '(', ')', '—']).next().unwrap_or_default();
    described.match_indices(' ').map(|(at, _)| &described[at + 1..]).any(|rest| begins_with(rest, words))
}

/// Whether a version has a point: "2.2".
fn is_decimal(name: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    name.match_indices('.').any(|(at, _)| digit(name[..at].chars().next_back()) && digit(name[at + 1..].chars().next()))
}

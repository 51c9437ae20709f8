//! Words that are names only where something says so, and what stands beside them says it: a firm raises money, has a
//! chief executive, stands in a row of firms; a model stands beside its maker.

use std::collections::{HashMap, HashSet};

use super::evidence::{is_somebody_else, is_title_case};
use super::judge::{Doubt, Hit, Meaning};
use super::lexicon::{Entry, Lexicon, Signs};
use super::scan::Text;
use crate::article::EntityKind;

/// What joins the names of a list.
const LINKS: [&str; 13] =
    [", ", " and ", ", and ", " and then ", " or ", ", or ", " & ", "/", " und ", " et ", " y ", "、", " as well as "];

/// What may stand between a firm and what it did.
const BETWEEN: [&str; 6] = ["has ", "also ", "recently ", "just ", "had ", "then "];

/// What may stand between a maker and its model.
const OWNING: [&str; 3] = [" ", "'s ", "' "];

/// What may stand between a model and its maker.
const OWNED: [&str; 6] = [" from ", " by ", ", from ", ", by ", " (", " of "];

/// Bytes of the longest of these.
const LONGEST_LINK: usize = 12;

/// Bytes of the longest name that is looked for before another.
const LONGEST_NAME: usize = 64;

/// Settles words that may be names by what stands beside them, and drops those for which nothing speaks. `is_of_the_field`
/// says whether the article has words of it.
pub(super) fn vouch(lexicon: &Lexicon, texts: &[Text], hits: &mut Vec<Hit>, is_of_the_field: bool) {
    if !hits.iter().any(is_a_word) {
        return;
    }
    if is_of_the_field || hits.iter().any(|hit| entry_of(hit).is_some_and(|(_, doubt)| doubt == Doubt::None)) {
        let beside = Beside::new(lexicon, texts, hits);
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
    let certain: HashSet<usize> =
        hits.iter().filter_map(entry_of).filter(|(_, doubt)| *doubt == Doubt::None).map(|(entry, _)| entry).collect();
    for hit in hits.iter_mut().filter(|hit| is_a_word(hit) && hit.end - hit.start > 1) {
        if entry_of(hit).is_some_and(|(entry, _)| certain.contains(&entry)) {
            make_certain(hit);
        }
    }
}

/// What stands beside names. What asks for all places of a name is asked once, since a page may have very many.
struct Beside<'a> {
    lexicon: &'a Lexicon,
    texts: &'a [Text<'a>],
    /// Entries of which a place has a word with a capital before it: they are persons' names there.
    of_persons: HashSet<usize>,
    /// Entries of which a place goes on with such a word: the Norrsken of "Norrsken Labs".
    longer: HashSet<usize>,
    /// Entries that are certain, by kind: two of each tell whether there is another.
    certain: HashMap<EntityKind, Vec<usize>>,
}

impl<'a> Beside<'a> {
    fn new(lexicon: &'a Lexicon, texts: &'a [Text<'a>], hits: &[Hit]) -> Self {
        let (of_persons, longer) = (HashSet::new(), HashSet::new());
        let mut beside = Self { lexicon, texts, of_persons, longer, certain: HashMap::new() };
        for hit in hits {
            let Some((entry, doubt)) = entry_of(hit) else { continue };
            if doubt == Doubt::Word && beside.is_anothers(hit) {
                beside.of_persons.insert(entry);
            }
            if doubt == Doubt::Word && beside.is_a_longer_name(hit, entry) {
                beside.longer.insert(entry);
            }
            let certain = beside.certain.entry(lexicon.claimed(entry).kind).or_default();
            if doubt == Doubt::None && certain.len() < 2 && !certain.contains(&entry) {
                certain.push(entry);
            }
        }
        beside
    }

    fn settle_by_signs(&self, hits: &mut [Hit]) {
        for at in 0..hits.len() {
            if is_a_word(&hits[at]) && (self.is_marked(&hits[at]) || self.is_by_its_maker(at, hits)) {
                make_certain(&mut hits[at]);
            }
        }
    }

    /// Names in a row with a certain one are certain, and so are two firms in a row.
    fn settle_by_lists(&self, hits: &mut [Hit]) {
        for first in 0..hits.len() {
            for second in near(hits, first) {
                if self.are_in_a_row(&hits[first], &hits[second]) {
                    make_certain(&mut hits[first]);
                    make_certain(&mut hits[second]);
                }
            }
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
    fn is_marked(&self, hit: &Hit) -> bool {
        let Some((own, _)) = entry_of(hit) else { return false };
        let entry = self.entry(own);
        let text = &self.texts[hit.text];
        let Some(signs) = self.lexicon.signs.get(&entry.kind).filter(|_| !is_title_case(text.clean)) else {
            return false;
        };
        if self.is_anothers(hit) || self.longer.contains(&own) {
            return false;
        }
        let (before, after) = (&text.folded.text[..hit.start], &text.folded.text[hit.end..]);
        let versioned = matches!(hit.meaning, Meaning::Entry { version: Some(_), .. });
        (has_before(before, &signs.before) && !goes_on(text, hit.end))
            || has_after(after, signs, || !self.of_persons.contains(&own))
            || is_called(after, signs)
            || (versioned && is_decimal(&text.folded.text[hit.start..hit.end]) && self.has_another(own))
    }

    /// Whether a word with a capital stands right before it, so that it is a part of another name.
    fn is_anothers(&self, hit: &Hit) -> bool {
        let text = &self.texts[hit.text];
        text.folded.clean(hit.start).is_none_or(|start| is_somebody_else(text, start, &self.lexicon.titles))
    }

    /// Whether a place goes on with another word that has a capital.
    fn is_a_longer_name(&self, hit: &Hit, entry: usize) -> bool {
        let text = &self.texts[hit.text];
        let after = &text.folded.text[hit.end..];
        let does = |signs| has_after(after, signs, || true);
        goes_on(text, hit.end)
            && !is_title_case(text.clean)
            && !self.lexicon.signs.get(&self.entry(entry).kind).is_some_and(does)
    }

    /// Whether a model stands beside its maker.
    fn is_by_its_maker(&self, at: usize, hits: &[Hit]) -> bool {
        let hit = &hits[at];
        let Some(maker) = entry_of(hit).and_then(|(entry, _)| self.entry(entry).maker.as_deref()) else { return false };
        let folded = &self.texts[hit.text].folded.text;
        let before = (0..at).rev().take_while(|other| {
            hits[*other].text == hit.text && hits[*other].start + LONGEST_NAME + LONGEST_LINK >= hit.start
        });
        before.chain(near(hits, at)).map(|other| &hits[other]).any(|other| {
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
    fn has_another(&self, own: usize) -> bool {
        self.certain.get(&self.entry(own).kind).is_some_and(|certain| certain.iter().any(|entry| *entry != own))
    }

    fn entry(&self, entry: usize) -> &Entry {
        self.lexicon.claimed(entry)
    }
}

/// The hits that begin in a hit or a link's length after it.
fn near(hits: &[Hit], at: usize) -> impl Iterator<Item = usize> + use<> {
    let is_near = |other: &&Hit| other.text == hits[at].text && other.start <= hits[at].end + LONGEST_LINK;
    at + 1..at + 1 + hits[at + 1..].iter().take_while(is_near).count()
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

/// Whether a description after a comma has one of these words: "Adept, the agent company whose founders left", "Humane,
/// whose pin was sold".
fn is_called(after: &str, signs: &Signs) -> bool {
    let Some(rest) = after.strip_prefix(", ") else { return false };
    let described = rest.split([',', '.', ';', ':', '(', ')', '—']).next().unwrap_or_default();
    let own = described.strip_prefix("whose ").is_some_and(|own| begins_with(own, &signs.has));
    own || described.match_indices(' ').map(|(at, _)| &described[at + 1..]).any(|rest| begins_with(rest, &signs.is))
}

/// Whether a version has a point: "2.2".
fn is_decimal(name: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    name.match_indices('.').any(|(at, _)| digit(name[..at].chars().next_back()) && digit(name[at + 1..].chars().next()))
}

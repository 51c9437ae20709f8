//! What a name's own look says about its kind, before a rule is asked about the words around it.

use std::collections::{HashMap, HashSet};

use super::items::{Item, Shape, What};
use super::judge::{Reading, is_ordinary};
use super::pattern::Slot;
use super::roster::{Clue, Roster, Sighting};
use super::rules::{Discovery, has_one};
use super::version::is_size;
use super::vocabulary::{Class, Classes, Vocabulary};
use super::walk::Judge;
use super::{Page, sentence};
use crate::article::EntityKind;

/// Fewest bytes of a model's name before its number where only that tells it.
const MIN_FAMILY: usize = 3;

/// Most letters of a name with a capital within, which is no identifier.
const MAX_HUMPED: usize = 16;

/// Most bytes of an article in which it is looked whether a part of a name stands alone.
const MAX_BYTES: usize = 200_000;

/// Looks at every run of capitals of an article.
pub(super) struct Looker<'a> {
    discovery: &'a Discovery,
    vocabulary: &'a Vocabulary,
    /// The article has a model of the lexicon.
    models: bool,
    /// The last words of what may be people's names.
    surnames: HashSet<&'a str>,
    /// What is named with several versions.
    families: HashSet<&'a str>,
    /// What is named with a version beside a product of another kind.
    others: HashSet<&'a str>,
}

impl<'a> Looker<'a> {
    /// Over all texts of an article.
    pub fn new(discovery: &'a Discovery, pages: &[Page<'a>]) -> Self {
        let vocabulary = &discovery.vocabulary;
        let odd = [Class::Tail, Class::Legal, Class::Body, Class::Law, Class::Product];
        let mut surnames = HashSet::new();
        for page in pages {
            let names = page
                .items
                .iter()
                .filter(|item| matches!(item.what, What::Name(_) | What::Known(EntityKind::Person, _)));
            let written = names.map(|item| &page.clean[item.start..item.end]);
            let last = written.filter_map(|name| name.rsplit_once(' ')).map(|(_, last)| last);
            surnames.extend(last.filter(|last| !vocabulary.classes(vocabulary.find(last)).has_any(&odd)));
        }
        let models = pages.iter().flat_map(|page| &page.known).any(|known| known.kind == Some(EntityKind::Model));
        let (families, others) = (families(pages), others(discovery, pages));
        Self { discovery, vocabulary, models, surnames, families, others }
    }

    /// Whether a word is the last of a longer name in the article.
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// Notes what the looks of the names in one text say.
    pub fn look(&self, page: &Page, texts: &[&str], roster: &mut Roster) {
        for item in page.items.iter().filter(|_| !page.headline) {
            let What::Name(shape) = item.what else { continue };
            let family = &page.clean[item.start..shape.family_end];
            for kind in [EntityKind::Company, EntityKind::Model, EntityKind::Person] {
                let reading = Reading { text: page.clean, texts, vocabulary: self.vocabulary, roster, sure: false };
                let slot = Slot { kind, established: false, versioned: false, list: false, plain: false };
                let mut weight = self.weight(kind, &page.clean[item.start..item.end], (item, shape), texts);
                if kind == EntityKind::Model && weight < self.discovery.looks.model.size {
                    weight = if self.others.contains(family) { 0 } else { weight + self.more(family, weight > 0) };
                }
                if weight > 0 && reading.fits(item, shape, slot) {
                    let (written, family) = (&page.clean[item.start..item.end], shape.family_end - item.start);
                    let sighting = Sighting { kind, written, family, weight, clue: Clue::Look(weight) };
                    roster.add(sighting, None, self.vocabulary);
                }
            }
        }
    }

    /// How much the look of a name says that it is of a kind.
    fn weight(&self, kind: EntityKind, written: &str, (item, shape): (&Item, Shape), texts: &[&str]) -> u32 {
        match kind {
            EntityKind::Model => self.model(&written[shape.family_end - item.start..], shape.small),
            EntityKind::Person => self.person(written, texts),
            EntityKind::Company => self.firm(written, shape.opens, texts),
            _ => 0,
        }
    }

    fn model(&self, version: &str, small: bool) -> u32 {
        let looks = &self.discovery.looks.model;
        let size = version.starts_with('-') && version.split('-').any(is_size);
        let number = version.starts_with('-') && !small;
        let letter = version.starts_with([' ']) && version[1..].starts_with(char::is_alphabetic);
        let variant = letter || version.starts_with(' ') && version.ends_with(char::is_alphabetic);
        sum(&[(size, looks.size), (number && !size, looks.number), (variant, looks.variant)])
    }

    /// How much more the article says that what looks like a model by its version is one.
    fn more(&self, family: &str, versioned: bool) -> u32 {
        let looks = &self.discovery.looks.model;
        let named = family.len() >= MIN_FAMILY;
        let several = named && self.families.contains(family);
        sum(&[(named && versioned && self.models, looks.beside), (several, looks.several)])
    }

    fn person(&self, written: &str, texts: &[&str]) -> u32 {
        let looks = &self.discovery.looks.person;
        let Some((before, last)) = written.rsplit_once(' ').filter(|(_, last)| self.may_be_surname(last)) else {
            return 0;
        };
        let first = before.split(' ').next().unwrap_or_default();
        let given = self.classes(first).has(Class::Given) && !self.classes(last).has(Class::Place);
        let alone = || stands_alone(last, written, texts) && !stands_alone(first, written, texts);
        let syllables = written.split(' ').skip(1).any(|word| is_joined(word, char::is_lowercase));
        let double = is_joined(last, char::is_uppercase) && !first.contains('-');
        sum(&[
            (given, looks.given),
            (double, looks.double),
            (syllables, looks.syllables),
            (!given && alone(), looks.surname),
        ])
    }

    fn firm(&self, written: &str, opens: bool, texts: &[&str]) -> u32 {
        let looks = &self.discovery.looks.firm;
        let Some((before, last)) = written.rsplit_once(' ') else {
            return if has_hump(written) { looks.hump } else { 0 };
        };
        let first = before.split(' ').next().unwrap_or_default();
        let ends = self.classes(last.trim_end_matches('.'));
        let legal = ends.has(Class::Legal);
        let tail = ends.has(Class::Tail) && !legal;
        let strange = |words: &str| words.split(' ').all(|word| self.is_strange(word));
        let told = self.discovery.telling.contains(&self.vocabulary.find(last));
        let telling = tail && told && strange(before) && !(opens && is_ordinary(first, texts));
        let pair = before.strip_suffix(" &").is_some_and(|before| strange(before) && self.is_strange(last));
        let short = stands_alone(first, written, texts) && !self.is_surname(first);
        let short = short && !stands_alone(last, written, texts) && !self.classes(first).has(Class::Given);
        sum(&[
            (legal, looks.legal),
            (tail && !telling, looks.tail),
            (telling, looks.telling),
            (pair, looks.pair),
            (short, looks.short),
        ])
    }

    /// Whether a word is nothing that rules know, but perhaps a first name.
    fn is_strange(&self, word: &str) -> bool {
        let classes = self.classes(word);
        classes == Classes::default() || classes.has(Class::Given)
    }

    /// Whether a word may end somebody's name: it is no noun with a capital, and no title.
    fn may_be_surname(&self, word: &str) -> bool {
        let odd = [Class::Ordinary, Class::Role, Class::Tail, Class::Product, Class::Body, Class::Law, Class::Never];
        !self.classes(word).has_any(&odd)
    }

    fn classes(&self, word: &str) -> Classes {
        self.vocabulary.classes(self.vocabulary.find(word))
    }
}

/// What is named with several versions: "Fathom 2 is cheaper than Fathom 1.5".
fn families<'a>(pages: &[Page<'a>]) -> HashSet<&'a str> {
    let (mut versions, mut families) = (HashMap::new(), HashSet::new());
    for page in pages {
        for item in &page.items {
            let What::Name(Shape { family_end, .. }) = item.what else { continue };
            let (family, version) = (&page.clean[item.start..family_end], &page.clean[family_end..item.end]);
            if !version.is_empty() && *versions.entry(family).or_insert(version) != version {
                families.insert(family);
            }
        }
    }
    families
}

/// What is named with a version beside a product of another kind: "the Fathom-2 satellite".
fn others<'a>(discovery: &Discovery, pages: &[Page<'a>]) -> HashSet<&'a str> {
    let mut others = HashSet::new();
    for page in pages {
        for (at, item) in page.items.iter().enumerate() {
            let What::Name(Shape { family_end, .. }) = item.what else { continue };
            if family_end < item.end && has_one(&discovery.products, &sentence(&page.items, at)) {
                others.insert(&page.clean[item.start..family_end]);
            }
        }
    }
    others
}

/// The weights of the clues that hold.
fn sum(clues: &[(bool, u32)]) -> u32 {
    clues.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
}

/// Whether a hyphen joins two words of which the second begins so: "Seo-yeon", "Nwachukwu-Bell".
fn is_joined(word: &str, begins: impl Fn(char) -> bool) -> bool {
    let Some((first, second)) = word.split_once('-') else { return false };
    let letters = |part: &str| part.chars().count() > 1 && part.chars().all(char::is_alphabetic);
    let small = |part: &str| part.chars().skip(1).all(|c| c.is_lowercase());
    letters(first) && letters(second) && small(first) && small(second) && second.starts_with(begins)
}

/// Whether a capital stands within the word after a small letter: "NeuroQuarry".
fn has_hump(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let hump = |pair: &[char]| pair[0].is_lowercase() && pair[1].is_uppercase();
    (5..=MAX_HUMPED).contains(&chars.len())
        && chars[0].is_uppercase()
        && chars.iter().all(|c| c.is_alphabetic())
        && chars.windows(2).filter(|pair| hump(pair)).count() == 1
}

/// Whether a word of a name stands somewhere without the rest of it.
fn stands_alone(word: &str, name: &str, texts: &[&str]) -> bool {
    let before = name.find(word).unwrap_or_default();
    let after = &name[(before + word.len()).min(name.len())..];
    let short = texts.iter().map(|text| text.len()).sum::<usize>() <= MAX_BYTES;
    let alone = |text: &str, at: usize| {
        let (left, right) = (&text[..at], &text[at + word.len()..]);
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        let whole = left.ends_with(&name[..before]) && right.starts_with(after);
        !whole && !left.ends_with(inside) && !right.starts_with(inside)
    };
    short
        && word.chars().count() > 2
        && texts.iter().any(|text| text.match_indices(word).any(|(at, _)| alone(text, at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_told() {
        assert!(is_joined("Nwachukwu-Bell", char::is_uppercase) && is_joined("Seo-yeon", char::is_lowercase));
        assert!(!is_joined("GPT-4", char::is_uppercase) && !is_joined("A-Bell", char::is_uppercase));
        assert!(has_hump("NeuroQuarry") && !has_hump("OPENai") && !has_hump("Neuro") && !has_hump("iPhone"));
        assert!(!has_hump("IllegalStateException"));
        let check = |word: &str, name: &str, text: &str, expected: bool| {
            assert_eq!(stands_alone(word, name, &[text]), expected, "{word}: {text}");
        };
        check("Aarvik", "Sunniva Aarvik", "Sunniva Aarvik says. Aarvik laughed.", true);
        check("Aarvik", "Sunniva Aarvik", "Sunniva Aarvik says.", false);
        check("Lumora", "Lumora Labs", "Lumora Labs says that Lumora’s plan", true);
        check("Lumora", "Lumora Labs", "Lumora Labs, Lumoras", false);
    }
}

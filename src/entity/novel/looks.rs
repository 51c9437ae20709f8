//! What a name's own look says about its kind, before a rule is asked about the words around it.

use std::collections::HashSet;

use super::Page;
use super::items::{Item, Shape, What};
use super::judge::Reading;
use super::pattern::Slot;
use super::roster::{Clue, Roster, Sighting};
use super::rules::{Discovery, Looks};
use super::vocabulary::{Class, Classes, Vocabulary};
use super::walk::Judge;
use crate::article::EntityKind;

/// Most bytes of an article in which it is looked whether a part of a name stands alone.
const MAX_BYTES: usize = 200_000;

/// Looks at every run of capitals of an article.
pub(super) struct Looker<'a> {
    looks: Looks,
    vocabulary: &'a Vocabulary,
    /// The last words of what may be people's names.
    surnames: HashSet<&'a str>,
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
        Self { looks: discovery.looks, vocabulary, surnames }
    }

    /// Whether a word is the last of a longer name in the article.
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// Notes what the looks of the names in one text say.
    pub fn look(&self, page: &Page, texts: &[&str], roster: &mut Roster) {
        for item in page.items.iter().filter(|_| !page.headline) {
            let What::Name(shape) = item.what else { continue };
            for kind in [EntityKind::Company, EntityKind::Model, EntityKind::Person] {
                let reading = Reading { text: page.clean, texts, vocabulary: self.vocabulary, roster };
                let slot = Slot { kind, established: false, versioned: false, list: false, plain: false };
                let weight = self.weight(kind, &page.clean[item.start..item.end], (item, shape), texts);
                if weight > 0 && reading.fits(item, shape, slot) {
                    let (written, family) = (&page.clean[item.start..item.end], shape.family_end - item.start);
                    let sighting = Sighting { kind, written, family, weight, clue: Clue::Look };
                    roster.add(sighting, None, self.vocabulary);
                }
            }
        }
    }

    /// How much the look of a name says that it is of a kind.
    fn weight(&self, kind: EntityKind, written: &str, (item, shape): (&Item, Shape), texts: &[&str]) -> u32 {
        let looks = &self.looks;
        let sum = |clues: &[(bool, u32)]| clues.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
        let words: Vec<&str> = written.split(' ').collect();
        let (first, last) = (words[0], words[words.len() - 1]);
        let ends = self.classes(last.trim_end_matches('.'));
        match kind {
            EntityKind::Model => {
                let version = &written[shape.family_end - item.start..];
                let size = version.starts_with('-') && version.ends_with(['B', 'b']);
                let number = version.starts_with('-') && !shape.small;
                sum(&[(size, looks.size), (number && !size, looks.number)])
            }
            EntityKind::Person if words.len() > 1 && self.may_be_surname(last) => {
                let given = self.classes(first).has(Class::Given) && !self.classes(last).has(Class::Place);
                let alone = || stands_alone(last, written, texts) && !stands_alone(first, written, texts);
                let syllables = words[1..].iter().any(|word| is_joined(word, char::is_lowercase));
                let double = is_joined(last, char::is_uppercase) && !first.contains('-');
                sum(&[
                    (given, looks.given),
                    (double, looks.double),
                    (syllables, looks.syllables),
                    (!given && alone(), looks.surname),
                ])
            }
            EntityKind::Company => {
                let tail = words.len() > 1 && ends.has(Class::Tail) && !ends.has(Class::Legal);
                let short = words.len() > 1 && stands_alone(first, written, texts) && !self.is_surname(first);
                let short = short && !stands_alone(last, written, texts) && !self.classes(first).has(Class::Given);
                let legal = words.len() > 1 && ends.has(Class::Legal);
                sum(&[
                    (legal, looks.legal),
                    (tail, looks.tail),
                    (short, looks.short),
                    (words.len() == 1 && has_hump(written), looks.hump),
                ])
            }
            _ => 0,
        }
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
    chars.len() > 4 && chars[0].is_uppercase() && chars.iter().all(|c| c.is_alphabetic()) && chars.windows(2).any(hump)
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
        let check = |word: &str, name: &str, text: &str, expected: bool| {
            assert_eq!(stands_alone(word, name, &[text]), expected, "{word}: {text}");
        };
        check("Aarvik", "Sunniva Aarvik", "Sunniva Aarvik says. Aarvik laughed.", true);
        check("Aarvik", "Sunniva Aarvik", "Sunniva Aarvik says.", false);
        check("Lumora", "Lumora Labs", "Lumora Labs says that Lumora’s plan", true);
        check("Lumora", "Lumora Labs", "Lumora Labs, Lumoras", false);
    }
}

//! Whether a run of capitals may be the name of a firm, a model, a person: precision before recall.

use memchr::memmem;

use super::items::{Item, Shape};
use super::pattern::Slot;
use super::roster::Roster;
use super::vocabulary::{Class, Classes, Vocabulary};
use super::walk::Judge;
use crate::article::EntityKind;

/// How English nouns and adverbs end that often open sentences.
const NOUN_ENDS: [&str; 26] = [
    "ers", "ors", "ists", "ians", "ents", "ants", "ions", "ies", "ings", "ages", "ures", "ics", "ches", "shes", "sses",
    "ates", "als", "ets", "tion", "ment", "ments", "ness", "ing", "ly", "ity", "ism",
];

/// Fewest letters of a name that is written small.
const MIN_PLAIN: usize = 4;

/// Most words of a name.
const MAX_WORDS: usize = 5;

/// A text, and what is known of the article so far.
pub(in crate::entity) struct Reading<'a> {
    pub text: &'a str,
    /// All texts of the article.
    pub texts: &'a [&'a str],
    pub vocabulary: &'a Vocabulary,
    pub roster: &'a Roster,
    /// What is asked says so much that a word which looks like a plural may be a name.
    pub sure: bool,
}

impl Judge for Reading<'_> {
    fn fits(&self, item: &Item, shape: Shape, slot: Slot) -> bool {
        let written = &self.text[item.start..item.end];
        if shape.small {
            let versioned = shape.family_end < item.end;
            let kind = if versioned { EntityKind::Model } else { EntityKind::Company };
            return slot.kind == kind && !slot.established;
        }
        if slot.established {
            let name = &self.text[item.start..shape.family_end];
            let is = |kind| self.roster.find(kind, name, self.vocabulary).is_some();
            return is(slot.kind) || (slot.kind == EntityKind::Company && is(EntityKind::Organization));
        }
        let bare = shape.family_end == item.end && slot.kind == EntityKind::Model;
        if shape.n_words > MAX_WORDS || (slot.versioned && bare) {
            return false;
        }
        let alone = shape.n_words == 1;
        let common = [Class::Ordinary, Class::Place, Class::Nation, Class::Never, Class::Role];
        if alone && (item.classes.has_any(&common) || (shape.opens && self.is_ordinary(written))) {
            return false;
        }
        match slot.kind {
            EntityKind::Person => {
                self.may_be_person(written, shape) && (!slot.versioned || self.is_first_name(written))
            }
            EntityKind::Model => self.may_be_model(written, item, shape),
            EntityKind::Company => {
                let last = self.classes(written.rsplit(' ').next().unwrap_or_default());
                let body = !alone && last.has(Class::Body) && !last.has_any(&[Class::Tail, Class::Legal]);
                !body && !self.is_versioned(written, item, shape) && self.may_be_body(written, item)
            }
            _ => self.may_be_body(written, item),
        }
    }

    fn may_be_name(&self, item: &Item) -> bool {
        let written = &self.text[item.start..item.end];
        written.len() >= MIN_PLAIN && written.bytes().all(|byte| byte.is_ascii_lowercase())
    }
}

impl Reading<'_> {
    /// Whether a word that opens a sentence is probably no name.
    fn is_ordinary(&self, written: &str) -> bool {
        stands_small(written, self.texts) || (!self.sure && is_noun(written, self.texts))
    }

    fn classes(&self, word: &str) -> Classes {
        self.vocabulary.classes(self.vocabulary.find(word.trim_end_matches(['.', ','])))
    }

    /// Whether a number ends the name that is joined to it by a blank or a hyphen.
    fn is_versioned(&self, written: &str, item: &Item, shape: Shape) -> bool {
        written[shape.family_end - item.start..].starts_with([' ', '-'])
    }

    fn may_be_person(&self, written: &str, shape: Shape) -> bool {
        let words: Vec<&str> = written.split(' ').collect();
        let proper = |word: &&str| {
            let mut chars = word.chars();
            let first = chars.next().is_some_and(char::is_uppercase);
            let initial = word.ends_with('.') && word.len() <= 5;
            let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
            let plain = plain && !word.split('-').next().is_some_and(|part| part != *word && part.len() < 2);
            let shouted = word.chars().count() > 2 && word.chars().all(char::is_uppercase);
            initial || (plain && !shouted && (first || self.classes(word).has(Class::Particle)))
        };
        let odd = [Class::Tail, Class::Legal, Class::Body, Class::Law, Class::Nation];
        let last = words.last().copied().unwrap_or_default();
        let named = |kind| self.roster.find(kind, written, self.vocabulary).is_some();
        let opens_plain = self.classes(words[0]).has(Class::Ordinary);
        !opens_plain
            && shape.family_end > 0
            && (2..=4).contains(&words.len())
            && words.iter().all(proper)
            && last.chars().count() > 1
            && !words.iter().any(|word| self.classes(word).has_any(&odd) && !self.classes(word).has(Class::Given))
            && !words.iter().all(|word| self.classes(word).has_any(&[Class::Place, Class::Ordinary]))
            && !named(EntityKind::Company)
    }

    fn may_be_model(&self, written: &str, item: &Item, shape: Shape) -> bool {
        let family = &self.text[item.start..shape.family_end];
        let words = written.split(' ').map(|word| self.classes(word));
        let odd = [Class::Legal, Class::Body, Class::Law, Class::Product];
        let company =
            shape.family_end == item.end && self.roster.find(EntityKind::Company, family, self.vocabulary).is_some();
        let family_odd = self.classes(family).has_any(&[Class::Product, Class::Never, Class::Ordinary, Class::Place]);
        !words.into_iter().any(|classes| classes.has_any(&odd))
            && !family_odd
            && !company
            && !self.is_first_name(written)
    }

    /// A firm or another body: not somebody, not a law, and no single letter.
    fn may_be_body(&self, written: &str, item: &Item) -> bool {
        let words: Vec<&str> = written.split(' ').collect();
        let last = self.classes(words.last().copied().unwrap_or_default());
        let somebody = self.is_first_name(written) && !last.has_any(&[Class::Tail, Class::Legal]);
        let odd = (words.len() == 1 && last.has(Class::Product)) || last.has(Class::Law);
        item.end - item.start > 1 && !somebody && !odd
    }

    fn is_first_name(&self, written: &str) -> bool {
        let mut words = written.split(' ');
        let given = words.next().is_some_and(|first| self.classes(first).has(Class::Given));
        given && words.all(|word| word.chars().all(|c| c.is_alphabetic() || c == '.' || c == '-'))
    }
}

/// Whether a word that opens a sentence is probably no name: it stands elsewhere in small letters, or it is a plural.
pub(in crate::entity) fn is_ordinary(written: &str, texts: &[&str]) -> bool {
    stands_small(written, texts) || is_noun(written, texts)
}

fn stands_small(written: &str, texts: &[&str]) -> bool {
    let small = written.to_lowercase();
    small != written && texts.iter().any(|text| has_word(text, &small))
}

/// Whether it ends as nouns do, and never stands within a sentence.
fn is_noun(written: &str, texts: &[&str]) -> bool {
    let small = written.to_lowercase();
    let noun = NOUN_ENDS.iter().any(|end| small.ends_with(end));
    let inner = written.chars().skip(1).any(|c| !c.is_lowercase());
    noun && !inner && !stands_within(written, texts) && !has_genitive(written, texts)
}

/// Whether the article has the word with an "'s", which plurals and adverbs do not take.
fn has_genitive(written: &str, texts: &[&str]) -> bool {
    let genitive = |rest: &str| rest.starts_with("’s ") || rest.starts_with("'s ");
    texts.iter().any(|text| text.match_indices(written).any(|(at, _)| genitive(&text[at + written.len()..])))
}

/// Whether the article has the word with its capital within a sentence.
fn stands_within(written: &str, texts: &[&str]) -> bool {
    texts.iter().any(|text| {
        text.match_indices(written).any(|(at, _)| {
            let before = text[..at].trim_end_matches(['“', '"', ' ']);
            before.len() < at && before.ends_with(|c: char| c.is_lowercase() || c == ',')
        })
    })
}

/// Whether `word` stands in `text` between words.
fn has_word(text: &str, word: &str) -> bool {
    memmem::find_iter(text.as_bytes(), word).any(|at| {
        let after = text[at + word.len()..].chars().next();
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
            && !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
    })
}

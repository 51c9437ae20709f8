//! The words that rules know, as numbers, and what class each belongs to: a month, a place, a title.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A word's number. [`UNKNOWN`] is every word that no rule knows.
pub(in crate::entity) type Word = u32;

/// A word that no rule knows.
pub(in crate::entity) const UNKNOWN: Word = 0;

/// What a word is, as bits: see the tables `[classes]` and `[sets]` in `discovery.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::entity) struct Classes(u64);

/// The classes that the code asks for by name. Sets of the data follow them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) enum Class {
    /// No name of anything: "the".
    Everyday,
    /// Never a part of a name: function words, pronouns, months, weekdays, acronyms of things.
    Never,
    /// A noun that may open a sentence, or have a capital for other reasons: no name alone.
    Ordinary,
    /// Countries, cities, regions.
    Place,
    /// "French", "Canadian": before a name, never its beginning.
    Nation,
    /// A role or title beside a name.
    Role,
    /// People bear it as a first name.
    Given,
    /// Ends a firm's name and may be left out later: "Labs", "AI".
    Tail,
    /// Ends a firm's name in law: "Inc", "GmbH".
    Legal,
    /// Joins the parts of a person's name: "van", "de".
    Particle,
    /// Follows a version in a model's name: "Pro", "mini".
    Variant,
    /// After a number: it counts something.
    Counted,
    /// What a body's name ends with: "Foundation", or begins with: "Institute for".
    Body,
    /// What a law's name ends with: "Act".
    Law,
    /// After a description the description ends: "startup that", "lab in".
    After,
    /// Between the names of a list.
    Comma,
    /// A product of another kind: phones, cars, chips.
    Product,
    /// Before the last name of a list.
    And,
    /// Between a name of a list and the place it is in: "of".
    Locative,
    /// Joins a name to what is its own: "'s".
    Genitive,
}

impl Class {
    /// By the names that the data has for them.
    pub const ALL: [(&'static str, Class); 20] = [
        ("everyday", Self::Everyday),
        ("never", Self::Never),
        ("ordinary", Self::Ordinary),
        ("place", Self::Place),
        ("nation", Self::Nation),
        ("role", Self::Role),
        ("given", Self::Given),
        ("tail", Self::Tail),
        ("legal", Self::Legal),
        ("particle", Self::Particle),
        ("variant", Self::Variant),
        ("counted", Self::Counted),
        ("body", Self::Body),
        ("law", Self::Law),
        ("after", Self::After),
        ("comma", Self::Comma),
        ("product", Self::Product),
        ("and", Self::And),
        ("locative", Self::Locative),
        ("genitive", Self::Genitive),
    ];
}

impl Classes {
    /// Whether it is of this class.
    pub fn has(self, class: Class) -> bool {
        self.0 & bit(class) != 0
    }

    /// Whether it is of one of these classes.
    pub fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }
}

fn bit(class: Class) -> u64 {
    1 << class as u32
}

/// Hashes short words in a few steps; every word of every text is looked up. The words are ours, so that nobody can
/// choose them to collide.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::entity) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..piece.len()].copy_from_slice(piece);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// Every word of the rules.
#[derive(Clone, Debug)]
pub(in crate::entity) struct Vocabulary {
    words: HashMap<Box<str>, Word, BuildHasherDefault<WordHasher>>,
    classes: Vec<Classes>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let words = HashMap::with_capacity_and_hasher(N_WORDS, BuildHasherDefault::default());
        Self { words, classes: vec![Classes::default()] }
    }
}

impl Vocabulary {
    /// The number of `word` in any case.
    pub fn find(&self, word: &str) -> Word {
        let mut small = [0; LONGEST];
        let found = match small.get_mut(..word.len()) {
            Some(small) if word.is_ascii() => {
                small.copy_from_slice(word.as_bytes());
                small.make_ascii_lowercase();
                std::str::from_utf8(small).ok().and_then(|small| self.words.get(small))
            }
            _ => self.words.get(word.to_lowercase().as_str()),
        };
        found.copied().unwrap_or(UNKNOWN)
    }

    /// How many words there are, and the unknown one.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// What a word is.
    pub fn classes(&self, word: Word) -> Classes {
        self.classes[word as usize]
    }

    /// The number of a word of a rule.
    pub fn add(&mut self, word: &str) -> Word {
        let next = self.classes.len() as Word;
        let number = *self.words.entry(word.to_lowercase().into_boxed_str()).or_insert(next);
        if number == next {
            self.classes.push(Classes::default());
        }
        number
    }

    /// Notes that a word is of a class.
    pub fn add_class(&mut self, word: &str, class: Class) {
        let number = self.add(word);
        self.classes[number as usize].0 |= bit(class);
    }
}

/// Words that there is room for from the start: somewhat more than the rules have.
const N_WORDS: usize = 7000;

/// Bytes of the longest word that is looked up without a copy on the heap.
const LONGEST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add_class("März", Class::Never);
        vocabulary.add_class("labs", Class::Tail);
        let check = |word: &str, class: Class, expected: bool| {
            assert_eq!(vocabulary.classes(vocabulary.find(word)).has(class), expected, "{word}");
        };
        check("MÄRZ", Class::Never, true);
        check("Labs", Class::Tail, true);
        check("Labs", Class::Never, false);
        check("lab", Class::Tail, false);
    }
}

//! The notation of a context rule, and what it asks of the words around a name.
//!
//! ```text
//! <firm> called? {company}         a word of a set, a word that may be missing, a name
//! {company} , a|an ~6 <firm> $     one of two words, up to six plain words, the end of a description
//! {=company} 's {model#}           a name known or found before, a name with a version
//! {person+} of {company}           names in a list
//! <maker> !the                     what must not follow
//! ```

use std::collections::HashMap;
use std::sync::Arc;

use super::vocabulary::{Vocabulary, Word};
use crate::article::EntityKind;

/// A run of words, as in "chief executive".
pub(in crate::entity) type Phrase = Vec<Word>;

/// Phrases of which one will do. Rules share those of a set.
pub(in crate::entity) type Phrases = Arc<[Phrase]>;

/// One part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::entity) enum Element {
    /// One of these phrases; it may be missing.
    Words { phrases: Phrases, optional: bool },
    /// None of these phrases.
    Not(Phrases),
    /// Up to so many words that are no names.
    Gap(usize),
    /// Up to so many words and names, but none with which a description goes on otherwise.
    Description(usize),
    /// Up to so many of anything within the sentence.
    Stretch(usize),
    /// An amount of money.
    Money,
    /// Where a sentence begins.
    Begin,
    /// Where a description ends: punctuation, or a word that goes on otherwise.
    End,
    /// A name.
    Slot(Slot),
}

/// Where a rule has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) struct Slot {
    /// Of this kind.
    pub kind: EntityKind,
    /// It must be known, or found by another rule.
    pub established: bool,
    /// It must have a version; a person's must be a usual first name.
    pub versioned: bool,
    /// Several in a list will do.
    pub list: bool,
    /// A word that no rule knows will do, without a capital.
    pub plain: bool,
}

/// Words that say too little to look for a rule where they stand.
const WEAK: [&str; 31] = [
    "a", "an", "the", "of", "by", "from", "and", "or", "at", "to", "for", "in", "on", "with", "who", "which", "is",
    "was", "its", "has", "'s", ",", "(", ")", ":", "as", ".", "—", "–", "-", "|",
];

/// A rule's parts, and which of them is looked for first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::entity) struct Pattern {
    pub elements: Vec<Element>,
    /// Index of the element by whose words the rule is found.
    pub anchor: usize,
}

/// Word sets by name.
pub(super) type Sets = HashMap<String, Phrases>;

impl Pattern {
    /// Reads the notation; an error says what is wrong with it.
    pub fn parse(notation: &str, sets: &Sets, vocabulary: &mut Vocabulary) -> Result<Self, String> {
        let parts: Vec<&str> = notation.split_whitespace().collect();
        let elements = parts.iter().map(|part| element(part, sets, vocabulary)).collect::<Result<Vec<_>, _>>()?;
        let is_word = |element: &Element| matches!(element, Element::Words { optional: false, .. });
        let is_telling = |part: &str| !part.split('|').any(|word| WEAK.contains(&word));
        let telling = (0..parts.len()).find(|at| is_word(&elements[*at]) && is_telling(parts[*at]));
        let anchor = telling.or_else(|| elements.iter().position(is_word));
        let anchor = anchor.ok_or_else(|| format!("`{notation}` has no word to find it by"))?;
        match elements.iter().any(|element| matches!(element, Element::Slot(_))) {
            true => Ok(Self { elements, anchor }),
            false => Err(format!("`{notation}` finds no name")),
        }
    }

    /// The phrases by which the rule is found.
    pub fn anchors(&self) -> &[Phrase] {
        match &self.elements[self.anchor] {
            Element::Words { phrases, .. } => phrases,
            _ => &[],
        }
    }
}

fn element(part: &str, sets: &Sets, vocabulary: &mut Vocabulary) -> Result<Element, String> {
    let inside = |open, close| part.strip_prefix(open).and_then(|part: &str| part.strip_suffix(close));
    if let Some(slot) = inside('{', '}') {
        return Ok(Element::Slot(self::slot(slot)?));
    }
    let number = |digits: &str| digits.parse().map_err(|_| format!("`{part}` has no number"));
    match (part, part.as_bytes().first()) {
        ("$", _) => Ok(Element::End),
        ("^", _) => Ok(Element::Begin),
        ("$money", _) => Ok(Element::Money),
        (_, Some(b'~')) => Ok(Element::Gap(number(&part[1..])?)),
        (_, Some(b'^')) => Ok(Element::Description(number(&part[1..])?)),
        (_, Some(b'%')) => Ok(Element::Stretch(number(&part[1..])?)),
        (_, Some(b'!')) => Ok(Element::Not(phrases(&part[1..], sets, vocabulary)?)),
        _ => {
            let words = part.strip_suffix('?').filter(|words| !words.is_empty());
            let phrases = phrases(words.unwrap_or(part), sets, vocabulary)?;
            Ok(Element::Words { phrases, optional: words.is_some() })
        }
    }
}

/// `a|an` or `<firm>`.
fn phrases(words: &str, sets: &Sets, vocabulary: &mut Vocabulary) -> Result<Phrases, String> {
    match words.strip_prefix('<').and_then(|words| words.strip_suffix('>')) {
        Some(set) => sets.get(set).cloned().ok_or_else(|| format!("no set is called `{set}`")),
        None if words == "|" => Ok(Phrases::from([vec![vocabulary.add(words)]])),
        None => Ok(words.split('|').map(|word| vec![vocabulary.add(word)]).collect()),
    }
}

fn slot(notation: &str) -> Result<Slot, String> {
    let established = notation.starts_with('=');
    let name = notation.trim_start_matches('=').trim_end_matches(['#', '+', '~']);
    let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == name);
    let kind = kind.ok_or_else(|| format!("`{name}` is no kind"))?;
    let (versioned, plain) = (notation.contains('#'), notation.ends_with('~'));
    Ok(Slot { kind, established, versioned, list: notation.ends_with('+'), plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_is_read() {
        let mut vocabulary = Vocabulary::default();
        let sets = Sets::from([("firm".to_owned(), Arc::from([vec![vocabulary.add("startup")]]))]);
        let pattern = Pattern::parse("the? <firm> {=company+} 's $", &sets, &mut vocabulary).unwrap();
        assert_eq!((pattern.anchor, pattern.elements.len()), (1, 5));
        let Element::Slot(slot) = pattern.elements[2] else { panic!("{pattern:?}") };
        assert!(slot.established && slot.list && !slot.versioned);
        for (notation, expected) in [
            ("{firm} raised", "`firm` is no kind"),
            ("<lab> {company}", "no set is called `lab`"),
            ("the? {company}", "no word to find it by"),
            ("<firm> ~x {company}", "has no number"),
            ("<firm> raised", "finds no name"),
        ] {
            let error = Pattern::parse(notation, &sets, &mut vocabulary).unwrap_err();
            assert!(error.contains(expected), "{notation}: {error}");
        }
    }
}

//! The names that fuzzy words are looked for in.

use std::ops::Range;

use super::catalog::{Name, NameIdx};
use super::dictionary::Dictionary;
use super::fold;
use super::fuzzy::{Quality, Word, letter_mask};

/// Some names of the catalog, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    dictionary: Dictionary,
    /// By number: where it stands in the catalog, and which letters it has.
    places: Vec<NameIdx>,
    masks: Vec<u64>,
}

impl Names {
    pub(super) fn of<'n>(names: impl Iterator<Item = (NameIdx, &'n Name)>) -> Self {
        let mut own = Self::default();
        for (place, name) in names {
            own.dictionary.push(&name.folded, &fold::cased(&name.shown));
            own.places.push(place);
            own.masks.push(letter_mask(&name.folded));
        }
        own
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The names of a part that match `word`, and how well.
    pub(super) fn matching(&self, word: &Word, part: Range<usize>) -> Vec<(NameIdx, Quality)> {
        let mut found = Vec::new();
        let mut next = part.start;
        let scattered = |numbers: Range<usize>, found: &mut Vec<_>| {
            let may = numbers.filter(|number| word.may_match(self.masks[*number]));
            let scattered = may.filter(|number| self.dictionary.is_scattered(word, *number));
            found.extend(scattered.map(|number| (self.places[number], Quality::Scattered)));
        };
        self.dictionary.contiguous(word, part.clone(), |number, quality| {
            scattered(next..number, &mut found);
            found.push((self.places[number], quality));
            next = number + 1;
        });
        scattered(next..part.end, &mut found);
        found
    }
}

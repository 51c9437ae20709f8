//! What many articles have in common, each kept once and known by a number.

use std::collections::HashMap;
use std::hash::Hash;

use crate::article::Named;
use crate::store::EntityKey;
use crate::text::Clean;

/// Names and entities that articles share.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Interned {
    /// Publishers, authors, topics, languages and the like.
    pub(super) texts: Numbered<Clean>,
    /// Entities as articles name them.
    pub(super) cast: Cast,
}

impl Interned {
    /// Notes that an entity is in a lexicon now.
    pub(in crate::store) fn know(&mut self, key: &EntityKey) {
        let meant = self.cast.numbers.get(&key.id).into_iter().flatten();
        meant.for_each(|number| {
            let named = &mut self.cast.values[*number as usize];
            named.novel &= named.kind != key.kind;
        });
    }
}

/// Entities without the places where they are named, each under a number of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    values: Vec<Named>,
    /// By id: those of whatever kind and spelling.
    numbers: HashMap<Clean, Vec<u32>>,
}

impl Cast {
    /// The number of what is named, which it gets if it has none yet. It has no places.
    pub(super) fn number(&mut self, named: &Named) -> u64 {
        let numbers = self.numbers.get(&named.id);
        let known = numbers.into_iter().flatten().find(|number| self.values[**number as usize] == *named);
        if let Some(number) = known {
            return u64::from(*number);
        }
        let number = self.values.len() as u32;
        self.values.push(named.clone());
        self.numbers.entry(named.id.clone()).or_default().push(number);
        u64::from(number)
    }

    /// What has a number.
    pub(super) fn value(&self, number: u64) -> Option<&Named> {
        self.values.get(number as usize)
    }
}

/// Values, each under a number of its own.
#[derive(Clone, Debug)]
pub(super) struct Numbered<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    /// The number of `value`, which it gets if it has none yet.
    pub(super) fn number(&mut self, value: &T) -> u64 {
        if let Some(number) = self.numbers.get(value) {
            return u64::from(*number);
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), number);
        u64::from(number)
    }

    /// The value of a number.
    pub(super) fn value(&self, number: u64) -> Option<&T> {
        self.values.get(number as usize)
    }
}

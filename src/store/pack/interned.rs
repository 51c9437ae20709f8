//! What many articles have in common, each kept once and known by a number.

use std::collections::HashMap;
use std::hash::Hash;

use crate::article::{EntityKind, Named};
use crate::store::EntityKey;
use crate::text::Clean;

/// Names and entities that articles share.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Interned {
    /// Publishers, authors, topics, languages and the like.
    pub(super) texts: Numbered<Clean>,
    /// Entities, without the places where they are named.
    pub(super) cast: Numbered<Cast>,
}

/// An entity as an article names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cast {
    kind: EntityKind,
    name: Clean,
    id: Clean,
    family: Option<Clean>,
    maker: Option<Clean>,
    novel: bool,
}

impl Interned {
    /// Notes that an entity is in a lexicon now.
    pub(in crate::store) fn know(&mut self, key: &EntityKey) {
        self.cast.change(|cast| cast.novel && cast.kind == key.kind && cast.id == key.id, |cast| cast.novel = false);
    }
}

impl Cast {
    pub(super) fn of(named: &Named) -> Self {
        let Named { kind, name, id, family, maker, novel, mentions: _ } = named.clone();
        Self { kind, name, id, family, maker, novel }
    }

    pub(super) fn named(&self) -> Named {
        let Self { kind, name, id, family, maker, novel } = self.clone();
        Named { kind, name, id, family, maker, novel, mentions: Vec::new() }
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

    /// Changes the values that are `meant`; each keeps its number.
    fn change(&mut self, is_meant: impl Fn(&T) -> bool, change: impl Fn(&mut T)) {
        for (number, value) in self.values.iter_mut().enumerate().filter(|(_, value)| is_meant(value)) {
            self.numbers.remove(value);
            change(value);
            self.numbers.entry(value.clone()).or_insert(number as u32);
        }
    }

    /// The value of a number.
    pub(super) fn value(&self, number: u64) -> Option<&T> {
        self.values.get(number as usize)
    }
}

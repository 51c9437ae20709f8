//! What many articles have in common, each kept once and known by a number.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::article::Named;
use crate::article::head::WrittenName;
use crate::store::EntityKey;
use crate::text::Clean;

/// Names and entities that articles share.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Interned {
    /// Publishers, authors, topics, languages and the like.
    pub(super) texts: Texts,
    /// Entities as articles name them.
    pub(super) cast: Cast,
}

/// What a head has that others may have too, by the number that it has in [`Interned`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Share {
    /// A source that has the article: the publisher first, if there is one, then the others.
    Source(u32),
    Topic(u32),
    Author(u32),
    /// An entity, among the cast.
    Named(u32),
}

impl Interned {
    /// The text of a number.
    pub(in crate::store) fn text(&self, number: u32) -> Option<&Clean> {
        self.texts.value(u64::from(number))
    }

    /// The entity of a number, without the places where it is named.
    pub(in crate::store) fn named(&self, number: u32) -> Option<&Named> {
        self.cast.value(u64::from(number))
    }

    /// Notes that an entity is in a lexicon now.
    pub(in crate::store) fn know(&mut self, key: &EntityKey) {
        let Cast { values, numbers } = &mut self.cast;
        let is_meant = |named: &Named| named.novel && named.kind == key.kind && named.id == key.id;
        // who still calls it novel means another than this one from now on
        numbers.retain(|_, number| !is_meant(&values[*number as usize]));
        values.iter_mut().filter(|named| is_meant(named)).for_each(|named| named.novel = false);
    }
}

/// Entities without the places where they are named, each under a number of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    values: Vec<Named>,
    /// By what heads have for them as bytes.
    numbers: HashMap<Box<[u8]>, u32, RandomState>,
}

impl Cast {
    /// The number of what is named, which it gets if it has none yet.
    pub(super) fn number(&mut self, name: &WrittenName) -> u64 {
        if let Some(number) = self.numbers.get(name.named) {
            return u64::from(*number);
        }
        let number = self.values.len() as u32;
        self.values.push(name.named());
        self.numbers.insert(name.named.into(), number);
        u64::from(number)
    }

    /// What has a number.
    pub(super) fn value(&self, number: u64) -> Option<&Named> {
        self.values.get(number as usize)
    }
}

/// Texts, each under a number of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    values: Vec<Clean>,
    numbers: HashMap<Clean, u32, RandomState>,
}

impl Texts {
    /// The number of `text`, which it gets if it has none yet. It is made [`Clean`] where it is not.
    pub(super) fn number(&mut self, text: &str) -> u64 {
        if let Some(number) = self.numbers.get(text) {
            return u64::from(*number);
        }
        let (text, next) = (Clean::from(text), self.values.len() as u32);
        let number = *self.numbers.entry(text.clone()).or_insert(next);
        if number == next {
            self.values.push(text);
        }
        u64::from(number)
    }

    /// The text of a number.
    pub(super) fn value(&self, number: u64) -> Option<&Clean> {
        self.values.get(number as usize)
    }
}

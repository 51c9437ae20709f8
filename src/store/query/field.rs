//! The names of the fields, as typed before a colon, and the nearest one to a misspelt name.

use crate::article::EntityKind;
use crate::store::query::Side;

/// A field of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// One of the tags that it brought.
    Topic,
    /// One of the tags that the reader gave it.
    Tag,
    /// The publisher.
    Source,
    /// One of those who wrote it.
    Author,
    /// The headline.
    Title,
    /// The body.
    Text,
    /// The reader's own note.
    Note,
}

impl Field {
    /// The name before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Tag => "tag",
            Self::Source => "source",
            Self::Author => "author",
            Self::Title => "title",
            Self::Text => "text",
            Self::Note => "note",
        }
    }
}

/// What a name before a colon stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Key {
    Entity(Option<EntityKind>),
    Field(Field),
    Section,
    Is,
    Has,
    Date(Side),
    Sort,
}

/// All names before a colon; where one key has two names, the first one is printed.
pub(in crate::store) const KEYS: [(&str, Key); 21] = [
    ("company", Key::Entity(Some(EntityKind::Company))),
    ("model", Key::Entity(Some(EntityKind::Model))),
    ("person", Key::Entity(Some(EntityKind::Person))),
    ("org", Key::Entity(Some(EntityKind::Organization))),
    ("organization", Key::Entity(Some(EntityKind::Organization))),
    ("policy", Key::Entity(Some(EntityKind::Policy))),
    ("entity", Key::Entity(None)),
    ("topic", Key::Field(Field::Topic)),
    ("tag", Key::Field(Field::Tag)),
    ("source", Key::Field(Field::Source)),
    ("author", Key::Field(Field::Author)),
    ("title", Key::Field(Field::Title)),
    ("text", Key::Field(Field::Text)),
    ("note", Key::Field(Field::Note)),
    ("section", Key::Section),
    ("is", Key::Is),
    ("has", Key::Has),
    ("after", Key::Date(Side::After)),
    ("before", Key::Date(Side::Before)),
    ("on", Key::Date(Side::On)),
    ("sort", Key::Sort),
];

/// The key of a name, in any case.
pub(in crate::store) fn key(name: &str) -> Option<Key> {
    KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, key)| *key)
}

/// The name printed before the colon for an entity's kind.
pub(super) fn entity_name(kind: Option<EntityKind>) -> &'static str {
    KEYS.iter().find(|(_, key)| *key == Key::Entity(kind)).map_or("entity", |(name, _)| name)
}

/// The one of `known` that `typed` most likely meant: it starts like it, or differs in a third of its letters at most.
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let typed = typed.to_lowercase();
    // No name is nearly so long, and the comparison costs the product of both lengths.
    if typed.len() > 32 {
        return None;
    }
    let far = |name: &str| {
        let starts = typed.len() > 1 && name.starts_with(&typed);
        if starts { 0 } else { distance(&typed, name) }
    };
    let (how_far, name) = known.into_iter().map(|name| (far(name), name)).min_by_key(|(far, _)| *far)?;
    (how_far <= name.len().div_ceil(3)).then_some(name)
}

/// How many letters must be added, taken away, changed or swapped with the next to get from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swap = if swapped { rows[i - 2][j - 2] + 1 } else { usize::MAX };
                changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(swap)
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_field_has_a_nearest_one() {
        let names = || KEYS.iter().map(|(name, _)| *name);
        for (typed, expected) in [
            ("compny", Some("company")),
            ("comapny", Some("company")),
            ("comp", Some("company")),
            ("Modle", Some("model")),
            ("organisation", Some("organization")),
            ("tags", Some("tag")),
            ("https", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, names()), expected, "{typed}");
        }
    }
}

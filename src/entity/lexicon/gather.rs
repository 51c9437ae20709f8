//! The entries of all files: what a later file says of a name is laid over what an earlier one said, or takes it away.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::draft::{Draft, KnownKeys};
use super::fields::{Fields, Reader};
use super::parse::{Lists, Place};
use super::{Entry, IdHasher};
use crate::article::EntityKind;
use crate::entity::id;
use crate::text::Clean;

/// A field whose values are added to those of an earlier file.
const ADDED: &str = "aliases";

/// An entry and where it stands. Entries are large: they stay where they are, in a box, while they are sorted.
pub(super) struct Placed<'t> {
    pub entry: Entry,
    pub place: Place,
    /// What all files so far say of it.
    fields: Cow<'t, DeTable<'t>>,
}

/// The entries of all files so far.
pub(super) struct Gathered<'t> {
    pub found: HashMap<(EntityKind, Clean), Box<Placed<'t>>, IdHasher>,
    keys: KnownKeys,
    /// Ids of names that a file takes away, with those of their aliases.
    pub hidden: HashSet<Clean>,
}

/// An entry as a file has it.
struct Row<'t> {
    kind: EntityKind,
    id: Clean,
    name: &'t Spanned<Cow<'t, str>>,
    fields: &'t DeTable<'t>,
}

impl<'t> Gathered<'t> {
    /// Room for so many entries.
    pub fn with_capacity(n_entries: usize) -> Self {
        let found = HashMap::with_capacity_and_hasher(n_entries, IdHasher::default());
        Self { found, keys: KnownKeys::new(), hidden: HashSet::new() }
    }

    /// Adds the entries of a file in the order of their lines.
    pub fn read(&mut self, reader: &mut Reader, file: &'t DeTable<'t>, lists: &Lists) {
        let mut own: HashSet<_, IdHasher> = HashSet::default();
        for row in rows(reader, file) {
            if own.insert((row.kind, row.id.clone())) {
                self.add(reader, &row, lists);
            } else {
                let what = format!("a second {} with the id `{}`; it is left out", row.kind.name(), row.id);
                reader.complain(&row.name.span(), what);
            }
        }
    }

    fn add(&mut self, reader: &mut Reader, row: &Row<'t>, lists: &Lists) {
        let (kind, name) = (row.kind, row.name.get_ref());
        let place = Place { file_idx: reader.source.idx, line: reader.source.line(row.name.span().start) };
        let key = (kind, row.id.clone());
        let before = self.found.get_mut(&key);
        let fields = match &before {
            Some(before) => Cow::Owned(laid_over(&before.fields, row.fields)),
            None => Cow::Borrowed(row.fields),
        };
        let mut draft = Draft::new(kind, name, Fields::new(reader, &fields, self.keys.of(kind)), lists);
        let is_hidden = draft.is_hidden();
        let entry = Entry { hidden: is_hidden, ..draft.entry() };
        if is_hidden {
            self.hidden.extend(std::iter::once(&entry.name).chain(&entry.aliases).map(|name| id(name)));
        }
        let placed = Placed { entry, place, fields };
        match before {
            Some(before) => **before = placed,
            // What no lexicon knows is only kept from being found.
            None if is_hidden => {}
            None => _ = self.found.insert(key, Box::new(placed)),
        }
    }
}

/// The entries of a file that have a name and fields, in the order of their lines.
fn rows<'t>(reader: &mut Reader, file: &'t DeTable<'t>) -> Vec<Row<'t>> {
    let mut rows = Vec::new();
    for kind in EntityKind::ALL {
        let named = file.get(kind.name()).and_then(|value| value.get_ref().as_table());
        rows.extend(named.into_iter().flatten().map(|(name, value)| (kind, name, value)));
    }
    rows.sort_by_key(|(_, name, _)| name.span().start);
    rows.into_iter().filter_map(|row| checked(reader, row)).collect()
}

fn checked<'t>(
    reader: &mut Reader,
    (kind, name, value): (EntityKind, &'t Spanned<Cow<'t, str>>, &'t Spanned<DeValue<'t>>),
) -> Option<Row<'t>> {
    let written = name.get_ref();
    let Some(fields) = value.get_ref().as_table() else {
        reader.complain(&name.span(), format!("`{written}` must be a table like {{ aliases = [] }}; it is left out"));
        return None;
    };
    let id = id(written);
    if id.is_empty() {
        reader.complain(&name.span(), format!("`{written}` has neither letter nor digit; it is left out"));
        return None;
    }
    Some(Row { kind, id, name, fields })
}

/// The fields of an earlier file with those of a later one over them.
fn laid_over<'t>(earlier: &DeTable<'t>, later: &DeTable<'t>) -> DeTable<'t> {
    let mut fields = earlier.clone();
    for (key, value) in later {
        let mut value = value.clone();
        let before = fields.get(key.get_ref().as_ref()).and_then(|before| before.get_ref().as_array());
        if let (ADDED, Some(before), DeValue::Array(added)) = (key.get_ref().as_ref(), before, value.get_mut()) {
            let mut all = before.clone();
            added.iter().for_each(|alias| all.push(alias.clone()));
            *added = all;
        }
        fields.insert(key.clone(), value);
    }
    fields
}

//! Names in a row with names: "Mistral AI, Lumora, Quayside and Tarn" are firms if some of them are.

use super::items::{Item, What};
use super::judge::Reading;
use super::pattern::Slot;
use super::roster::{Clue, Sighting};
use super::walk::{Judge, after_link};
use crate::article::EntityKind;

/// Fewest names of a row.
const LEAST: usize = 3;

/// How much a row speaks for a name in it.
const WEIGHT: u32 = 2;

/// What the rows of a text say of the names in them.
pub(super) fn find<'t>(text: &'t str, items: &[Item], reading: &Reading) -> Vec<Sighting<'t>> {
    let mut sightings = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let row = row(items, at);
        at = row.last().map_or(at, |last| *last) + 1;
        if row.len() >= LEAST
            && let Some(kind) = kind(items, reading, &row)
        {
            sightings.extend(row.iter().filter_map(|at| sighting(text, &items[*at], reading, kind)));
        }
    }
    sightings
}

/// The names, as indices of items, of the row that begins at `at`.
fn row(items: &[Item], at: usize) -> Vec<usize> {
    let is_name = |at: &usize| matches!(items.get(*at).map(|item| item.what), Some(What::Name(_) | What::Known(..)));
    let first = Some(at).filter(is_name);
    std::iter::successors(first, |at| after_link(items, at + 1).filter(is_name)).collect()
}

/// The one kind of those that are known or were found, if there are any.
fn kind(items: &[Item], reading: &Reading, row: &[usize]) -> Option<EntityKind> {
    let mut kinds = row.iter().filter_map(|at| established(&items[*at], reading));
    let first = kinds.next()?;
    let told = matches!(first, EntityKind::Company | EntityKind::Model | EntityKind::Person);
    (told && kinds.all(|kind| kind == first)).then_some(first)
}

fn established(item: &Item, reading: &Reading) -> Option<EntityKind> {
    match item.what {
        What::Known(kind, _) => Some(kind),
        What::Name(shape) => {
            let written = &reading.text[item.start..shape.family_end];
            let kinds = [EntityKind::Company, EntityKind::Model, EntityKind::Person, EntityKind::Organization];
            kinds.into_iter().find(|kind| reading.roster.find(*kind, written, reading.vocabulary).is_some())
        }
        _ => None,
    }
}

fn sighting<'t>(text: &'t str, item: &Item, reading: &Reading, kind: EntityKind) -> Option<Sighting<'t>> {
    let What::Name(shape) = item.what else { return None };
    let versioned = kind == EntityKind::Model;
    let slot = Slot { kind, established: false, versioned, list: false, plain: false };
    let fits = !shape.small && reading.fits(item, shape, slot);
    let (written, family) = (&text[item.start..item.end], shape.family_end - item.start);
    fits.then_some(Sighting { kind, written, family, weight: WEIGHT, clue: Clue::Row })
}

//! Which names a sidebar shows in which order: those of a story by what it is about, those of a result by how often
//! they are named; the versions of a model under their family.

use std::collections::HashMap;

use super::asked::Asked;
use super::tally::Kind;
use crate::article::{Article, EntityKind};
use crate::entity::{Salience, by_salience, by_version};
use crate::store::{Facet, FacetKind, Facets, Store};
use crate::text::Clean;

/// A name in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// What is counted.
    pub facet: Facet,
    /// The story is about it.
    pub is_main: bool,
    /// How it stands to the names around it.
    pub rank: Rank,
}

/// How a name stands to those around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// By itself.
    Alone,
    /// A family; its versions stand below it, or are folded.
    Family {
        /// Whether they stand there.
        unfolded: bool,
    },
    /// A version, below its family.
    Version,
}

/// Names that stand together, and what decides on their place.
struct Unit {
    rank: (Salience, usize),
    names: Vec<Ranked>,
}

/// Who and what a story names, by kind: what it is about first, with the number of mentions.
pub fn cast(store: &Store, article: &Article) -> Vec<Kind> {
    let of_kind = |kind: EntityKind| {
        let names = by_salience(article, kind).into_iter().map(|(named, salience)| {
            let facet = Facet {
                kind: FacetKind::Entity(kind),
                id: named.id.clone(),
                name: named.name.clone(),
                n_stories: named.mentions.len(),
                novel: named.novel,
                family: named.family.clone(),
            };
            (facet, salience)
        });
        let names: Vec<(Facet, Salience)> = names.collect();
        let families = families(store, &names);
        let units = grouped(names, &families, |_| true);
        Kind::new(FacetKind::Entity(kind), flat(units), 0)
    };
    EntityKind::ALL.into_iter().map(of_kind).collect()
}

/// Families of which a story names several versions, with all mentions.
fn families(store: &Store, names: &[(Facet, Salience)]) -> Vec<Facet> {
    let mut found: Vec<(Facet, usize)> = Vec::new();
    for facet in names.iter().map(|(facet, _)| facet) {
        let Some(id) = &facet.family else { continue };
        match found.iter_mut().find(|(family, _)| family.id == *id) {
            Some((family, n_versions)) => {
                family.n_stories += facet.n_stories;
                *n_versions += 1;
            }
            None => found.push((Facet { id: id.clone(), name: store.family_name(id), ..facet.clone() }, 1)),
        }
    }
    found.into_iter().filter(|(_, n_versions)| *n_versions > 1).map(|(family, _)| family).collect()
}

/// The `most` frequent facets of a result of a kind, most frequent first, but before them those that are asked for, also
/// where the result has none of them: they can be lifted only where they stand. A family is folded until it is asked
/// for, or one of its versions.
pub fn facets(facets: &Facets, (kind, most): (FacetKind, usize), asked: &Asked) -> Kind {
    // Of models all are needed: many versions of one family, each of them rare, may come first together.
    let most = if kind == FacetKind::Entity(EntityKind::Model) { usize::MAX } else { most };
    let families = if kind == FacetKind::Entity(EntityKind::Model) { facets.families() } else { &[] };
    let mut found: Vec<Facet> = facets.of(kind).take(most).collect();
    let n_more = facets.of(kind).len() - found.len();
    let asked: Vec<&Facet> = asked.facets(kind).collect();
    for facet in &asked {
        if !found.iter().chain(families).any(|found| found.id == facet.id) {
            found.push((*facet).clone());
        }
    }
    let is_asked = |facet: &Facet| asked.iter().any(|asked| asked.id == facet.id);
    let is_unfolded =
        |family: &Facet| is_asked(family) || asked.iter().any(|version| version.family.as_ref() == Some(&family.id));
    let names = found.into_iter().map(|facet| (facet, Salience::default())).collect();
    let mut units = grouped(names, families, is_unfolded);
    units.sort_by_key(|unit| !unit.names.iter().any(|name| is_asked(&name.facet)));
    Kind::new(kind, flat(units), n_more)
}

fn flat(units: Vec<Unit>) -> Vec<Ranked> {
    units.into_iter().flat_map(|unit| unit.names).collect()
}

/// Puts versions under their families, the latest first; what the story is about, or is more frequent, comes first.
fn grouped(names: Vec<(Facet, Salience)>, families: &[Facet], unfolds: impl Fn(&Facet) -> bool) -> Vec<Unit> {
    let mut versions: HashMap<Clean, Vec<(Facet, Salience)>> = HashMap::new();
    let mut units: Vec<Unit> = Vec::new();
    for (facet, salience) in names {
        match families.iter().find(|family| facet.family.as_ref() == Some(&family.id)) {
            Some(family) => versions.entry(family.id.clone()).or_default().push((facet, salience)),
            None => {
                // months stay in the order of time
                let n_stories = if facet.kind == FacetKind::Month { 0 } else { facet.n_stories };
                let rank = (salience, n_stories);
                let name = Ranked { facet, is_main: salience.is_main, rank: Rank::Alone };
                units.push(Unit { rank, names: vec![name] });
            }
        }
    }
    units.extend(families.iter().filter_map(|family| {
        let versions = versions.remove(&family.id)?;
        Some(unit(family, versions, unfolds(family)))
    }));
    units.sort_by_key(|unit| std::cmp::Reverse(unit.rank));
    units
}

fn unit(family: &Facet, mut versions: Vec<(Facet, Salience)>, unfolded: bool) -> Unit {
    versions.sort_by(|(a, _), (b, _)| by_version(&b.name, &a.name));
    let best = versions.iter().map(|(_, salience)| *salience).max().unwrap_or_default();
    let mut names = vec![Ranked { facet: family.clone(), is_main: best.is_main, rank: Rank::Family { unfolded } }];
    if unfolded {
        // The bare family is the family's own row.
        let own = versions.into_iter().filter(|(facet, _)| facet.id != family.id);
        let version =
            |(facet, salience): (Facet, Salience)| Ranked { facet, is_main: salience.is_main, rank: Rank::Version };
        names.extend(own.map(version));
    }
    Unit { rank: (best, family.n_stories), names }
}

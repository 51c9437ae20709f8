//! How often each entity, topic and source stands in a result.

use std::cmp::Reverse;
use std::sync::Arc;

use super::catalog::{Family, Name};
use super::columns::Flag;
use super::query::{Field, Side, Term, When};
use super::set::stories;
use super::{Store, StorySet};
use crate::article::{EntityKind, Named};
use crate::text::Clean;

/// What a facet counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetKind {
    /// Stories that name an entity of this kind.
    Entity(EntityKind),
    /// Stories with a tag that the reader gave them.
    Tag,
    /// Stories with a tag that they brought.
    Topic,
    /// Stories of a publisher.
    Source,
    /// Stories of a month.
    Month,
}

impl FacetKind {
    /// All kinds, in the order of the sidebar.
    pub const ALL: [FacetKind; 9] = [
        Self::Entity(EntityKind::Company),
        Self::Entity(EntityKind::Model),
        Self::Entity(EntityKind::Person),
        Self::Entity(EntityKind::Organization),
        Self::Entity(EntityKind::Policy),
        Self::Tag,
        Self::Topic,
        Self::Source,
        Self::Month,
    ];
}

/// An entity, whatever it is called where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityKey {
    /// What it is.
    pub kind: EntityKind,
    /// Unique within the kind.
    pub id: Clean,
}

impl EntityKey {
    /// The key of an entity that an article names.
    pub fn of(named: &Named) -> Self {
        Self { kind: named.kind, id: named.id.clone() }
    }

    /// Whether what is named is this entity or belongs to it: a company's model, a family's version.
    pub fn has(&self, named: &Named) -> bool {
        let is = |id: &Option<Clean>| id.as_ref() == Some(&self.id);
        match self.kind {
            EntityKind::Company if is(&named.maker) => true,
            EntityKind::Model if is(&named.family) => true,
            kind => named.kind == kind && named.id == self.id,
        }
    }

    /// The term that filters by it: `company:openai`.
    pub fn term(&self) -> Term {
        Term::Entity { kind: Some(self.kind), name: self.id.to_string(), exact: false }
    }
}

/// An entity, topic, source or month with its count in a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What is counted.
    pub kind: FacetKind,
    /// Of an entity: its id; of a topic or source: its name; a month: `2026-07`.
    pub id: Clean,
    /// What a reader sees.
    pub name: Clean,
    /// Stories of the result that remain when it is chosen: a company's has those that name only a model of it.
    pub n_stories: usize,
    /// An entity that is in no lexicon.
    pub novel: bool,
    /// Of a model: the id of its family.
    pub family: Option<Clean>,
}

impl Facet {
    /// The facet of a name, with a count of nothing.
    pub(super) fn uncounted(name: &Name) -> Self {
        let id = match name.kind {
            FacetKind::Entity(_) => name.id.clone(),
            FacetKind::Topic | FacetKind::Tag | FacetKind::Source | FacetKind::Month => name.shown.clone(),
        };
        Self {
            kind: name.kind,
            id,
            name: name.shown.clone(),
            n_stories: 0,
            novel: name.is_novel(),
            family: name.family.clone(),
        }
    }

    /// The entity that is counted; `None` where it is none.
    pub fn entity(&self) -> Option<EntityKey> {
        match self.kind {
            FacetKind::Entity(kind) => Some(EntityKey { kind, id: self.id.clone() }),
            FacetKind::Topic | FacetKind::Tag | FacetKind::Source | FacetKind::Month => None,
        }
    }

    /// The term that filters by it: `company:openai`, `topic:"Open Source"`, `source:"The AI Lobby"`, `on:2026-07`.
    pub fn term(&self) -> Term {
        let id = self.id.to_string();
        match self.kind {
            FacetKind::Entity(kind) => Term::Entity { kind: Some(kind), name: id, exact: false },
            FacetKind::Topic => Term::Field(Field::Topic, id),
            FacetKind::Tag => Term::Field(Field::Tag, id),
            FacetKind::Source => Term::Field(Field::Source, id),
            // ids of months are what the query calls them
            FacetKind::Month => Term::Date(Side::On, When::parse(&id).unwrap_or(When::Today)),
        }
    }
}

/// The facets of a result, by kind.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// All names of the store, by kind and name.
    names: Arc<Vec<Facet>>,
    /// By kind in the order of [`FacetKind::ALL`], then by count downwards, then by name; months the latest first.
    counts: Vec<Count>,
    /// Families of models of which several versions are among them.
    families: Vec<Facet>,
}

/// How many stories of a result have a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    name: u32,
    n_stories: u32,
}

impl Facets {
    /// The facets of one kind, most frequent first, equally frequent ones by name; months the latest first.
    pub fn of(&self, kind: FacetKind) -> impl ExactSizeIterator<Item = Facet> {
        let kind_of = |count: &Count| self.names[count.name as usize].kind;
        let start = self.counts.partition_point(|count| kind_of(count) < kind);
        let end = self.counts.partition_point(|count| kind_of(count) <= kind);
        self.counts[start..end].iter().map(|count| self.facet(*count))
    }

    /// Families of models of which several versions are counted, each with the stories that name any of them.
    pub fn families(&self) -> &[Facet] {
        &self.families
    }

    /// The facets of all entities, by kind.
    pub fn entities(&self) -> impl Iterator<Item = Facet> {
        FacetKind::ALL.into_iter().filter(|kind| matches!(kind, FacetKind::Entity(_))).flat_map(|kind| self.of(kind))
    }

    fn facet(&self, count: Count) -> Facet {
        Facet { n_stories: count.n_stories as usize, ..self.names[count.name as usize].clone() }
    }
}

impl PartialEq for Facets {
    fn eq(&self, other: &Self) -> bool {
        let all = |facets: &Self| facets.counts.iter().map(|count| facets.facet(*count)).collect::<Vec<_>>();
        self.families == other.families
            && ((Arc::ptr_eq(&self.names, &other.names) && self.counts == other.counts) || all(self) == all(other))
    }
}

impl Eq for Facets {}

/// Nanoseconds that counting what a story has takes: about ten names.
const COUNTING: usize = 20;

impl Store {
    /// The facets of the stories of `found`.
    pub(super) fn facets(&self, found: &StorySet) -> Facets {
        let counts = self.counts(found);
        let (names, places) = self.catalog.listed();
        let mut listed: Vec<Count> = Vec::new();
        for (name, place) in places.iter().enumerate() {
            let [belonging, direct] = [counts[*place as usize * 2], counts[*place as usize * 2 + 1]];
            if direct > 0 {
                listed.push(Count { name: name as u32, n_stories: belonging + direct });
            }
        }
        let kinds = listed.chunk_by(|a, b| names[a.name as usize].kind == names[b.name as usize].kind);
        let sorted = |counts: &[Count]| match counts.first().map(|count| names[count.name as usize].kind) {
            Some(FacetKind::Month) => counts.iter().rev().copied().collect(),
            _ => most_first(counts),
        };
        let sorted = kinds.flat_map(sorted).collect();
        Facets { names: Arc::clone(names), counts: sorted, families: self.families(&counts) }
    }

    /// The families of which several versions have been counted.
    fn families(&self, counts: &[u32]) -> Vec<Facet> {
        let (_, places) = self.catalog.listed();
        let is_counted = |place: &&u32| counts[places[**place as usize] as usize * 2 + 1] > 0;
        let is_several = |family: &&Family| family.versions.iter().filter(is_counted).count() > 1;
        let several = self.catalog.families().iter().filter(is_several);
        let facet = |Family { name, shown, .. }: &Family| {
            let n_stories = counts[*name as usize * 2] + counts[*name as usize * 2 + 1];
            let facet = Facet::uncounted(self.catalog.name(*name));
            Facet { name: shown.clone(), n_stories: n_stories as usize, ..facet }
        };
        several.map(facet).collect()
    }

    /// By counter of [`Had`](super::catalog::Had): how many stories of `found` have it. Where `found` is most of all
    /// stories, the others are counted and taken away.
    fn counts(&self, found: &StorySet) -> Vec<u32> {
        let names = self.catalog.names();
        if 2 * found.len() <= self.len() {
            return self.count_each(found);
        }
        let mut others = self.columns.all(Flag::Here).clone();
        others.remove(found);
        let mut counts = if others.is_empty() { vec![0; 2 * names.len()] } else { self.count_each(&others) };
        for (name, own) in names.iter().zip(counts.chunks_exact_mut(2)) {
            own[0] = name.belonging.len() as u32 - own[0];
            own[1] = name.direct.len() as u32 - own[1];
        }
        counts
    }

    fn count_each(&self, set: &StorySet) -> Vec<u32> {
        let words = set.words();
        let parts = self.workers.map(words.len() * 64, set.len() * COUNTING, |part| {
            let mut counts = vec![0; 2 * self.catalog.names().len()];
            for idx in stories(&words[part.start / 64..part.end.div_ceil(64)], part.start) {
                self.catalog.of(idx).iter().for_each(|had| counts[had.counter()] += 1);
            }
            counts
        });
        let add = |mut sum: Vec<u32>, part: Vec<u32>| {
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
            sum
        };
        parts.into_iter().reduce(add).unwrap_or_default()
    }
}

/// The counts of one kind, which stand by name, by number and name. Most are small: these are put in their place by how
/// many of each there are, the others are sorted.
fn most_first(counts: &[Count]) -> Vec<Count> {
    const SMALL: usize = 256;
    let is_small = |count: &&Count| (count.n_stories as usize) < SMALL;
    let (small, mut sorted): (Vec<Count>, Vec<Count>) = counts.iter().partition(is_small);
    sorted.sort_unstable_by_key(|count| (Reverse(count.n_stories), count.name));
    let mut next = [0; SMALL + 1];
    small.iter().for_each(|count| next[SMALL - 1 - count.n_stories as usize + 1] += 1);
    (1..next.len()).for_each(|at| next[at] += next[at - 1]);
    let n_large = sorted.len();
    sorted.resize(counts.len(), Count::default());
    for count in small {
        let place = &mut next[SMALL - 1 - count.n_stories as usize];
        sorted[n_large + *place] = count;
        *place += 1;
    }
    sorted
}

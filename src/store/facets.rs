//! How often each entity, topic and source stands in a result.

use super::StorySet;
use super::catalog::Name;
use super::query::{Field, Term};
use crate::article::{EntityKind, Named};
use crate::text::Clean;

/// What a facet counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetKind {
    /// Stories that name an entity of this kind.
    Entity(EntityKind),
    /// Stories with a tag.
    Topic,
    /// Stories of a publisher.
    Source,
}

impl FacetKind {
    /// All kinds, in the order of the sidebar.
    pub const ALL: [FacetKind; 7] = [
        Self::Entity(EntityKind::Company),
        Self::Entity(EntityKind::Model),
        Self::Entity(EntityKind::Person),
        Self::Entity(EntityKind::Organization),
        Self::Entity(EntityKind::Policy),
        Self::Topic,
        Self::Source,
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

/// An entity, topic or source with its count in a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What is counted.
    pub kind: FacetKind,
    /// Of an entity: its id; of a topic or source: its name.
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
    /// The facet of a name in the stories of `set`, if any of them has it.
    pub(super) fn counted(name: &Name, set: &StorySet) -> Option<Self> {
        Some(Self { n_stories: name.count(set)?, ..Self::uncounted(name) })
    }

    /// The facet of a name, with a count of nothing.
    pub(super) fn uncounted(name: &Name) -> Self {
        let id = match name.kind {
            FacetKind::Entity(_) => name.id.clone(),
            FacetKind::Topic | FacetKind::Source => name.shown.clone(),
        };
        Self {
            kind: name.kind,
            id,
            name: name.shown.clone(),
            n_stories: 0,
            novel: name.novel,
            family: name.family.clone(),
        }
    }

    /// The entity that is counted; `None` where it is a topic or a source.
    pub fn entity(&self) -> Option<EntityKey> {
        match self.kind {
            FacetKind::Entity(kind) => Some(EntityKey { kind, id: self.id.clone() }),
            FacetKind::Topic | FacetKind::Source => None,
        }
    }

    /// The term that filters by it: `company:openai`, `topic:"Open Source"`, `source:"The AI Lobby"`.
    pub fn term(&self) -> Term {
        let id = self.id.to_string();
        match self.kind {
            FacetKind::Entity(kind) => Term::Entity { kind: Some(kind), name: id, exact: false },
            FacetKind::Topic => Term::Field(Field::Topic, id),
            FacetKind::Source => Term::Field(Field::Source, id),
        }
    }
}

/// The facets of a result, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Sorted by kind in the order of [`FacetKind::ALL`], then by count downwards, then by name.
    facets: Vec<Facet>,
    /// Families of models of which several versions are among them.
    families: Vec<Facet>,
}

impl Facets {
    /// The facets of one kind, most frequent first, equally frequent ones by name.
    pub fn of(&self, kind: FacetKind) -> &[Facet] {
        let start = self.facets.partition_point(|facet| facet.kind < kind);
        let end = self.facets.partition_point(|facet| facet.kind <= kind);
        &self.facets[start..end]
    }
}

impl Facets {
    /// Families of models of which several versions are counted, each with the stories that name any of them.
    pub fn families(&self) -> &[Facet] {
        &self.families
    }

    /// Counts the families of which several versions are there; `count` makes the facet of an id.
    pub(super) fn with_families(mut self, count: impl Fn(&Clean) -> Option<Facet>) -> Self {
        let models = self.of(FacetKind::Entity(EntityKind::Model));
        let mut ids: Vec<&Clean> = models.iter().filter_map(|facet| facet.family.as_ref()).collect();
        ids.sort_unstable();
        let several = ids.chunk_by(|a, b| a == b).filter(|versions| versions.len() > 1);
        self.families = several.filter_map(|versions| count(versions[0])).collect();
        self
    }

    /// The facets of all entities, by kind.
    pub fn entities(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().filter(|facet| matches!(facet.kind, FacetKind::Entity(_)))
    }
}

impl FromIterator<Facet> for Facets {
    fn from_iter<I: IntoIterator<Item = Facet>>(facets: I) -> Self {
        let mut facets: Vec<Facet> = facets.into_iter().collect();
        facets.sort_by(|a, b| {
            (a.kind, b.n_stories)
                .cmp(&(b.kind, a.n_stories))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.id.cmp(&b.id))
        });
        Self { facets, families: Vec::new() }
    }
}

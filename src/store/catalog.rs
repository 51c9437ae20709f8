//! Every entity, topic and source that some story has, with the stories that have it: the posting lists.

use std::collections::HashMap;

use super::{FacetKind, StoryIdx, StorySet, fold};
use crate::article::{Article, EntityKind, Named};
use crate::text::Clean;

/// Where a name stands in the catalog.
pub(super) type NameIdx = u32;

/// The names that stories share.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalog {
    names: Vec<Name>,
    by_id: HashMap<FacetKind, HashMap<Clean, NameIdx>>,
}

/// An entity, topic or source.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) kind: FacetKind,
    /// Unique within a kind: an entity's id, the folded name of the others.
    pub(super) id: Clean,
    /// As a reader sees it. Of two spellings the one with the earlier capitals.
    pub(super) shown: Clean,
    /// `shown`, folded.
    pub(super) folded: String,
    /// In no lexicon.
    pub(super) novel: bool,
    /// Of a model: the id of its family.
    pub(super) family: Option<Clean>,
    /// Stories that have it, in order.
    pub(super) direct: Vec<StoryIdx>,
    /// Those, and the stories that have what belongs to it: a company's models, a family's versions.
    pub(super) all: Vec<StoryIdx>,
}

/// What one story has.
#[derive(Clone, Debug, Default)]
pub(super) struct StoryNames {
    /// Named in it, in order of first mention: entities, then topics and the source.
    pub(super) direct: Vec<NameIdx>,
    /// Those and what they belong to.
    all: Vec<NameIdx>,
}

impl Catalog {
    /// Notes what `article` has.
    pub(super) fn add(&mut self, idx: StoryIdx, article: &Article) -> StoryNames {
        let mut names = StoryNames::default();
        for named in &article.entities {
            let name = self.intern(FacetKind::Entity(named.kind), named.id.clone());
            self.names[name as usize].spell(&named.name, named.novel);
            self.names[name as usize].family = named.family.clone();
            names.direct.push(name);
            names.all.extend(self.owners(named));
        }
        let source = article.origin.source.iter().map(|source| (FacetKind::Source, source));
        let topics = article.tags.iter().map(|tag| (FacetKind::Topic, tag));
        for (kind, shown) in topics.chain(source).filter(|(_, shown)| !shown.is_empty()) {
            let name = self.intern(kind, Clean::from(fold::key(shown)));
            self.names[name as usize].spell(shown, false);
            names.direct.push(name);
        }
        names.all.extend(&names.direct);
        for list in [&mut names.direct, &mut names.all] {
            list.sort_unstable();
            list.dedup();
        }
        names.direct.iter().for_each(|name| insert(&mut self.names[*name as usize].direct, idx));
        names.all.iter().for_each(|name| insert(&mut self.names[*name as usize].all, idx));
        names
    }

    /// Forgets what an article had.
    pub(super) fn remove(&mut self, idx: StoryIdx, names: &StoryNames) {
        names.direct.iter().for_each(|name| self.names[*name as usize].direct.retain(|own| *own != idx));
        names.all.iter().for_each(|name| self.names[*name as usize].all.retain(|own| *own != idx));
    }

    pub(super) fn name(&self, idx: NameIdx) -> &Name {
        &self.names[idx as usize]
    }

    /// All names, in the order in which they came.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// The name of an id.
    pub(super) fn find(&self, kind: FacetKind, id: &str) -> Option<&Name> {
        self.by_id.get(&kind)?.get(id).map(|idx| self.name(*idx))
    }

    /// Notes that a name is in a lexicon now.
    pub(super) fn know(&mut self, kind: FacetKind, id: &str) -> Option<&Name> {
        let idx = *self.by_id.get(&kind)?.get(id)?;
        self.names[idx as usize].novel = false;
        Some(self.name(idx))
    }

    /// The family and the maker of a model.
    fn owners(&mut self, named: &Named) -> impl Iterator<Item = NameIdx> {
        let family = named.family.iter().map(|id| (EntityKind::Model, id));
        let maker = named.maker.iter().map(|id| (EntityKind::Company, id));
        let owners: Vec<_> =
            family.chain(maker).map(|(kind, id)| self.intern(FacetKind::Entity(kind), id.clone())).collect();
        owners.into_iter()
    }

    fn intern(&mut self, kind: FacetKind, id: Clean) -> NameIdx {
        let next = self.names.len() as NameIdx;
        let idx = *self.by_id.entry(kind).or_default().entry(id.clone()).or_insert(next);
        if idx == next {
            let (shown, folded) = (Clean::default(), String::new());
            self.names.push(Name {
                kind,
                id,
                shown,
                folded,
                novel: true,
                family: None,
                direct: Vec::new(),
                all: Vec::new(),
            });
        }
        idx
    }
}

impl Name {
    fn spell(&mut self, shown: &Clean, novel: bool) {
        self.novel &= novel;
        if self.shown.is_empty() || *shown < self.shown {
            self.shown = shown.clone();
            self.folded = fold::lower(shown);
        }
    }

    /// How many stories of `set` have it or what belongs to it; `None` where no story of the set has itself.
    pub(super) fn count(&self, set: &StorySet) -> Option<usize> {
        let counted = || self.all.iter().filter(|idx| set.has(**idx)).count();
        self.direct.iter().any(|idx| set.has(*idx)).then(counted)
    }
}

fn insert(list: &mut Vec<StoryIdx>, idx: StoryIdx) {
    if let Err(at) = list.binary_search(&idx) {
        list.insert(at, idx);
    }
}

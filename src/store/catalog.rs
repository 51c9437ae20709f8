//! Every entity, topic, source and month that some story has, with the stories that have it: the posting lists.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::fuzzy::{Quality, Word};
use super::names::Names;
use super::parts::Workers;
use super::postings::PostingList;
use super::score::letters;
use super::set::joined;
use super::{Facet, FacetKind, StoryIdx, StorySet, fold};
use crate::article::{Counted, EntityKind, Head, Named, Precision, Published};
use crate::entity::{Lexicon, without_version};
use crate::text::Clean;

/// Nanoseconds that it takes to look for a word in a name.
const LOOKING_UP: usize = 10;

/// Where a name stands in the catalog.
pub(super) type NameIdx = u32;

/// The names that stories share.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalog {
    names: Vec<Name>,
    /// By kind ([`place`]) and id.
    by_id: [HashMap<Clean, NameIdx>; FacetKind::ALL.len()],
    spelt: Spelt,
    /// Of all stories, one after the other: what they have.
    had: Vec<Had>,
    /// How many of these are of stories; the rest is what stories had before.
    n_had: usize,
    /// By story: where in `had` its own begin, and how many they are.
    of_story: Vec<(u32, u32)>,
    /// The names that some story has itself, by kind and name, with a count of nothing.
    listed: Arc<Vec<Facet>>,
    /// By place in `listed`: the name.
    listed_names: Vec<NameIdx>,
    /// Families of which several versions are listed.
    families: Vec<Family>,
    /// The entities and sources that some story has, to be searched.
    searched: Names,
    /// A story got a tag or lost one since this was asked last.
    is_retagged: bool,
    /// A tag came that no story had, or went from the last one, since names were listed.
    is_outdated: bool,
}

/// Names by how they are spelt, so that few spellings are folded.
#[derive(Clone, Debug, Default)]
struct Spelt {
    /// Topics and sources, by kind ([`place`]).
    names: [HashMap<Clean, NameIdx>; FacetKind::ALL.len()],
    months: HashMap<(i16, i8), NameIdx>,
}

/// A family of models.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) name: NameIdx,
    /// As a reader sees it.
    pub(super) shown: Clean,
    /// The places of its versions in the list.
    pub(super) versions: Vec<u32>,
}

/// That a story has a name: twice the name's place, and one more where the story names it itself and not only what
/// belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Had(u32);

impl Had {
    fn new(name: NameIdx, direct: bool) -> Self {
        Self(name << 1 | u32::from(direct))
    }

    pub(super) fn name(self) -> NameIdx {
        self.0 >> 1
    }

    pub(super) fn is_direct(self) -> bool {
        self.0 & 1 == 1
    }

    /// One counter for each name and whether it is named itself.
    pub(super) fn counter(self) -> usize {
        self.0 as usize
    }
}

/// An entity, topic, source or month.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) kind: FacetKind,
    /// Unique within a kind: an entity's id, the folded name of the others.
    pub(super) id: Clean,
    /// As a reader sees it: of the spellings in the stories the one with the earlier capitals.
    pub(super) shown: Clean,
    /// `shown`, folded.
    pub(super) folded: String,
    /// `shown` with its capitals, one byte a character.
    pub(super) letters: String,
    /// Of a model: the id of its family.
    pub(super) family: Option<Clean>,
    /// In how many stories it is spelt so, and in how many of them it is in no lexicon.
    spellings: BTreeMap<Clean, (u32, u32)>,
    /// Stories that have it, in order.
    pub(super) direct: PostingList,
    /// Those, and the stories that have what belongs to it: a company's models, a family's versions.
    pub(super) all: PostingList,
}

impl Catalog {
    /// Notes what the article of the next story has, or of one that was removed before.
    pub(super) fn add(&mut self, idx: StoryIdx, head: &Head) {
        let itself = self.named_itself(head);
        let mut own: Vec<Had> = Vec::with_capacity(2 * itself.len());
        for (name, shown, novel) in itself {
            self.names[name as usize].spell(&shown, novel);
            own.push(Had::new(name, true));
        }
        for Counted { named, .. } in head.names.iter().filter(|counted| counted.named.family.is_some()) {
            let name = self.intern(FacetKind::Entity(named.kind), &named.id);
            let family = &mut self.names[name as usize].family;
            // which story came first must not matter where two of them disagree
            if *family < named.family {
                family.clone_from(&named.family);
            }
        }
        for (kind, id) in head.names.iter().flat_map(owners) {
            own.push(Had::new(self.intern(kind, id), false));
        }
        // what is named itself stands first of its name, and counts once
        own.sort_unstable_by_key(|had| (had.name(), !had.is_direct()));
        own.dedup_by_key(|had| had.name());
        for had in &own {
            let name = &mut self.names[had.name() as usize];
            name.all.insert(idx);
            if had.is_direct() {
                name.direct.insert(idx);
            }
        }
        self.of_story.resize(self.of_story.len().max(idx.0 as usize + 1), (0, 0));
        self.set_had(idx, own);
    }

    /// Forgets what an article had.
    pub(super) fn remove(&mut self, idx: StoryIdx, head: &Head) {
        for (name, shown, novel) in self.named_itself(head) {
            self.names[name as usize].unspell(&shown, novel);
        }
        let own = self.of(idx).to_vec();
        for had in own {
            let name = &mut self.names[had.name() as usize];
            name.all.remove(idx);
            name.direct.remove(idx);
        }
        self.set_had(idx, Vec::new());
    }

    /// Notes tags that the reader gave a story, which had none.
    pub(super) fn tag(&mut self, idx: StoryIdx, tags: &[Clean]) {
        let mut own = self.of(idx).to_vec();
        for tag in tags {
            let at = self.intern(FacetKind::Tag, &Clean::from(fold::key(tag)));
            let name = &mut self.names[at as usize];
            name.spell(tag, false);
            self.is_outdated |= name.direct.is_empty();
            name.all.insert(idx);
            name.direct.insert(idx);
            // two that differ in an accent alone are one name
            if own.last() != Some(&Had::new(at, true)) {
                own.push(Had::new(at, true));
            }
        }
        self.is_retagged |= !tags.is_empty();
        self.set_had(idx, own);
    }

    /// Takes the tags that the reader gave a story.
    pub(super) fn untag(&mut self, idx: StoryIdx, tags: &[Clean]) {
        let mut own = self.of(idx).to_vec();
        for tag in tags {
            let at = self.intern(FacetKind::Tag, &Clean::from(fold::key(tag)));
            let name = &mut self.names[at as usize];
            name.unspell(tag, false);
            name.all.remove(idx);
            name.direct.remove(idx);
            self.is_outdated |= name.direct.is_empty();
            own.retain(|had| had.name() != at);
        }
        self.is_retagged |= !tags.is_empty();
        self.set_had(idx, own);
    }

    /// Whether a story got a tag or lost one since this was asked last, after which names are listed as they are.
    pub(super) fn take_retagged(&mut self, lexicon: &Lexicon) -> bool {
        if self.is_outdated {
            self.list(lexicon);
        }
        std::mem::take(&mut self.is_retagged)
    }

    fn set_had(&mut self, idx: StoryIdx, own: Vec<Had>) {
        let place = (self.had.len() as u32, own.len() as u32);
        let (_, n_before) = std::mem::replace(&mut self.of_story[idx.0 as usize], place);
        self.n_had = self.n_had + own.len() - n_before as usize;
        self.had.extend(own);
        if self.had.len() > 2 * self.n_had + 1024 {
            self.compact();
        }
    }

    /// What an article names itself: the name, its spelling, whether no lexicon has it.
    fn named_itself<'h>(&mut self, head: &'h Head) -> Vec<(NameIdx, Cow<'h, Clean>, bool)> {
        let mut found = Vec::with_capacity(head.names.len() + head.tags.len() + 2);
        for Counted { named, .. } in &head.names {
            let name = self.intern(FacetKind::Entity(named.kind), &named.id);
            found.push((name, Cow::Borrowed(&named.name), named.novel));
        }
        let sources = head.origin.source.iter().chain(&head.origin.also_in);
        let source = sources.map(|source| (FacetKind::Source, source));
        let shared = head.tags.iter().map(|tag| (FacetKind::Topic, tag)).chain(source);
        for (kind, shown) in shared.filter(|(_, shown)| !shown.is_empty()) {
            found.push((self.intern_spelt(kind, shown), Cow::Borrowed(shown), false));
        }
        if let Some(name) = head.origin.published.and_then(|published| self.intern_month(published)) {
            found.push((name, Cow::Owned(self.name(name).id.clone()), false));
        }
        found
    }

    /// A topic or a source by how it is spelt.
    fn intern_spelt(&mut self, kind: FacetKind, shown: &Clean) -> NameIdx {
        if let Some(name) = self.spelt.names[place(kind)].get(shown) {
            return *name;
        }
        let name = self.intern(kind, &Clean::from(fold::key(shown)));
        self.spelt.names[place(kind)].insert(shown.clone(), name);
        name
    }

    fn intern_month(&mut self, published: Published) -> Option<NameIdx> {
        if published.precision < Precision::Month {
            return None;
        }
        let key = (published.civil.year(), published.civil.month());
        if let Some(name) = self.spelt.months.get(&key) {
            return Some(*name);
        }
        let name = self.intern(FacetKind::Month, &Clean::from(published.month()?));
        self.spelt.months.insert(key, name);
        Some(name)
    }

    fn compact(&mut self) {
        let old = std::mem::take(&mut self.had);
        for (start, len) in &mut self.of_story {
            let own = *start as usize..(*start + *len) as usize;
            *start = self.had.len() as u32;
            self.had.extend_from_slice(&old[own]);
        }
    }

    /// Brings the list of names up to date after stories came or went.
    pub(super) fn list(&mut self, lexicon: &Lexicon) {
        let mut names: Vec<NameIdx> = (0..self.names.len() as NameIdx).collect();
        names.retain(|name| !self.name(*name).direct.is_empty());
        names.sort_unstable_by(|a, b| {
            let key = |name: NameIdx| (self.name(name).kind, &self.name(name).shown, &self.name(name).id);
            key(*a).cmp(&key(*b))
        });
        let listed = names.iter().map(|name| Facet::uncounted(self.name(*name))).collect();
        if *self.listed != listed {
            self.listed = Arc::new(listed);
        }
        self.families = self.families_of(&names, lexicon);
        let is_searched =
            |name: &&NameIdx| !matches!(self.name(**name).kind, FacetKind::Topic | FacetKind::Tag | FacetKind::Month);
        self.searched = Names::of(names.iter().filter(is_searched).map(|name| (*name, self.name(*name))));
        self.listed_names = names;
        self.is_outdated = false;
    }

    fn families_of(&self, names: &[NameIdx], lexicon: &Lexicon) -> Vec<Family> {
        let models = &self.by_id[place(FacetKind::Entity(EntityKind::Model))];
        let family = |name: &NameIdx| models.get(self.name(*name).family.as_ref()?).copied();
        let mut versions: BTreeMap<NameIdx, Vec<u32>> = BTreeMap::new();
        for (place, family) in names.iter().enumerate().filter_map(|(place, name)| Some((place, family(name)?))) {
            versions.entry(family).or_default().push(place as u32);
        }
        let several = versions.into_iter().filter(|(_, places)| places.len() > 1);
        let family = |(name, versions): (NameIdx, Vec<u32>)| {
            let shown = self.family_name(lexicon, &self.name(name).id, || {
                versions.iter().map(|place| self.name(names[*place as usize])).collect()
            });
            Family { name, shown, versions }
        };
        several.map(family).collect()
    }

    /// What a family is called: by the lexicon, by stories, or by one of its `versions`.
    pub(super) fn family_name<'a>(
        &self,
        lexicon: &Lexicon,
        id: &Clean,
        versions: impl FnOnce() -> Vec<&'a Name>,
    ) -> Clean {
        let known = lexicon.entry(EntityKind::Model, id).map(|entry| entry.name.clone());
        let own = || self.find(FacetKind::Entity(EntityKind::Model), id).map(|name| name.shown.clone());
        let own = || own().filter(|shown| !shown.is_empty());
        let of_version = || versions().iter().find_map(|name| without_version(&name.shown, id)).map(Clean::from);
        known.or_else(own).or_else(of_version).unwrap_or_else(|| id.clone())
    }

    /// Families of which several versions are listed.
    pub(super) fn families(&self) -> &[Family] {
        &self.families
    }

    /// The names that some story has, sorted by kind and name; the place of each in the catalog.
    pub(super) fn listed(&self) -> (&Arc<Vec<Facet>>, &[NameIdx]) {
        (&self.listed, &self.listed_names)
    }

    /// What a story has, each name once.
    pub(super) fn of(&self, idx: StoryIdx) -> &[Had] {
        let (start, len) = self.of_story[idx.0 as usize];
        &self.had[start as usize..(start + len) as usize]
    }

    pub(super) fn name(&self, idx: NameIdx) -> &Name {
        &self.names[idx as usize]
    }

    /// All names, in the order in which they came.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// The entities of some kinds that some story has.
    pub(super) fn entities(&self, kinds: &[EntityKind]) -> impl Iterator<Item = &Name> {
        let is_meant = |kind: FacetKind| kinds.iter().any(|own| kind == FacetKind::Entity(*own));
        self.names.iter().filter(move |name| is_meant(name.kind) && !name.all.is_empty())
    }

    /// The name of an id.
    pub(super) fn find(&self, kind: FacetKind, id: &str) -> Option<&Name> {
        self.by_id[place(kind)].get(id).map(|idx| self.name(*idx))
    }

    /// Notes that a name is in a lexicon now; whether it was in none before.
    pub(super) fn know(&mut self, kind: FacetKind, id: &str) -> bool {
        let idx = self.by_id[place(kind)].get(id).copied();
        let Some(name) = idx.map(|idx| &mut self.names[idx as usize]) else { return false };
        let was_novel = name.is_novel();
        name.spellings.values_mut().for_each(|(_, n_novel)| *n_novel = 0);
        was_novel
    }

    /// The entities and sources that some story has and that match `word`, and how well. Topics and months are not looked
    /// at.
    pub(super) fn matching(&self, word: &Word, workers: Workers) -> Vec<(NameIdx, Quality)> {
        let n = self.searched.len();
        workers.map(n, n * LOOKING_UP, |part| self.searched.matching(word, part)).concat()
    }

    /// For each quality the stories, of `n`, that have one of `names` which matches so well.
    pub(super) fn stories(&self, names: &[(NameIdx, Quality)], n: usize, workers: Workers) -> [StorySet; 4] {
        let n_stories: usize = names.iter().map(|(name, _)| self.name(*name).direct.cost()).sum();
        let parts = workers.map(names.len(), n_stories, |part| {
            let mut found = [(); 4].map(|()| StorySet::none(n));
            for (name, quality) in &names[part] {
                self.name(*name).direct.add_to(&mut found[*quality as usize]);
            }
            found
        });
        joined(parts).unwrap_or_else(|| [(); 4].map(|()| StorySet::none(n)))
    }

    fn intern(&mut self, kind: FacetKind, id: &Clean) -> NameIdx {
        let ids = &mut self.by_id[place(kind)];
        if let Some(name) = ids.get(id) {
            return *name;
        }
        let next = self.names.len() as NameIdx;
        ids.insert(id.clone(), next);
        self.names.push(Name::new(kind, id.clone()));
        next
    }

    /// Gives back the room that was taken for names to come.
    pub(super) fn shrink(&mut self) {
        self.had.shrink_to_fit();
        self.of_story.shrink_to_fit();
        self.names.iter_mut().flat_map(|name| [&mut name.direct, &mut name.all]).for_each(PostingList::shrink);
    }
}

/// The place of a kind among all.
fn place(kind: FacetKind) -> usize {
    match kind {
        FacetKind::Entity(kind) => kind as usize,
        FacetKind::Topic => EntityKind::ALL.len(),
        FacetKind::Source => EntityKind::ALL.len() + 1,
        FacetKind::Month => EntityKind::ALL.len() + 2,
        FacetKind::Tag => EntityKind::ALL.len() + 3,
    }
}

/// The family and the maker of a model.
fn owners(counted: &Counted) -> impl Iterator<Item = (FacetKind, &Clean)> {
    let Named { family, maker, .. } = &counted.named;
    let family = family.iter().map(|id| (FacetKind::Entity(EntityKind::Model), id));
    family.chain(maker.iter().map(|id| (FacetKind::Entity(EntityKind::Company), id)))
}

impl Name {
    fn new(kind: FacetKind, id: Clean) -> Self {
        Self {
            kind,
            id,
            shown: Clean::default(),
            folded: String::new(),
            letters: String::new(),
            family: None,
            spellings: BTreeMap::new(),
            direct: PostingList::default(),
            all: PostingList::default(),
        }
    }

    /// What it is called, folded; by its id where stories have only what belongs to it.
    pub(super) fn called(&self) -> &str {
        if self.folded.is_empty() { &self.id } else { &self.folded }
    }

    /// In no lexicon.
    pub(super) fn is_novel(&self) -> bool {
        self.spellings.values().all(|(n_stories, n_novel)| n_stories == n_novel)
    }

    fn spell(&mut self, shown: &Clean, novel: bool) {
        if let Some((n_stories, n_novel)) = self.spellings.get_mut(shown) {
            *n_stories += 1;
            *n_novel += u32::from(novel);
            return;
        }
        self.spellings.insert(shown.clone(), (1, u32::from(novel)));
        self.show();
    }

    fn unspell(&mut self, shown: &Clean, novel: bool) {
        let Some((n_stories, n_novel)) = self.spellings.get_mut(shown) else { return };
        *n_stories -= 1;
        *n_novel -= u32::from(novel);
        if *n_stories == 0 {
            self.spellings.remove(shown);
            self.show();
        }
    }

    fn show(&mut self) {
        self.shown = self.spellings.keys().next().cloned().unwrap_or_default();
        self.folded = fold::lower(&self.shown);
        self.letters = letters(&self.shown);
    }
}

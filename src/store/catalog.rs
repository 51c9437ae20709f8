//! Every entity, topic, source and month that some story has, with the stories that have it: the posting lists.

mod spelling;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::fuzzy::{Quality, Word};
use super::names::Names;
use super::pack::{Interned, Share};
use super::parts::Workers;
use super::postings::PostingList;
use super::set::joined;
use super::{Facet, FacetKind, StoryIdx, StorySet};
use crate::article::{EntityKind, Published};
use crate::entity::{Lexicon, without_version};
use crate::text::Clean;
use spelling::{SpellingIdx, Spellings};

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
    spellings: Spellings,
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
    spellings: Vec<SpellingIdx>,
    /// Some story has it by a spelling that a lexicon knows.
    is_known: bool,
    /// Stories that have it.
    pub(super) direct: PostingList,
    /// Stories that only have what belongs to it: a company's models, a family's versions.
    pub(super) belonging: PostingList,
}

impl Catalog {
    /// Notes what the article of the next story has, or of one that was removed before.
    pub(super) fn add(&mut self, idx: StoryIdx, shares: &[Share], published: Option<Published>, shared: &Interned) {
        let spellings = self.spelt(shares, published, shared);
        let mut own: Vec<Had> = Vec::with_capacity(2 * spellings.len());
        for spelling in &spellings {
            self.count(*spelling);
            let name = self.spellings.all[*spelling as usize].name;
            if self.names[name as usize].direct.insert(idx) {
                own.push(Had::new(name, true));
            }
        }
        for owner in spellings.iter().flat_map(|spelling| self.spellings.all[*spelling as usize].owners).flatten() {
            let name = &mut self.names[owner as usize];
            if !name.direct.has(idx) && name.belonging.insert(idx) {
                own.push(Had::new(owner, false));
            }
        }
        self.of_story.resize(self.of_story.len().max(idx.0 as usize + 1), (0, 0));
        self.set_had(idx, own);
    }

    /// Forgets what an article had.
    pub(super) fn remove(&mut self, idx: StoryIdx, shares: &[Share], published: Option<Published>, shared: &Interned) {
        for spelling in self.spelt(shares, published, shared) {
            self.uncount(spelling);
        }
        for had in self.of(idx).to_vec() {
            let name = &mut self.names[had.name() as usize];
            if had.is_direct() { &mut name.direct } else { &mut name.belonging }.remove(idx);
        }
        self.set_had(idx, Vec::new());
    }

    /// Notes tags that the reader gave a story, which had none.
    pub(super) fn tag(&mut self, idx: StoryIdx, tags: &[Clean]) {
        let mut own = self.of(idx).to_vec();
        for tag in tags {
            let spelling = self.spelt_tag(tag);
            self.count(spelling);
            let at = self.spellings.all[spelling as usize].name;
            let name = &mut self.names[at as usize];
            self.is_outdated |= name.direct.is_empty();
            // two that differ in an accent alone are one name
            if name.direct.insert(idx) {
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
            let spelling = self.spelt_tag(tag);
            self.uncount(spelling);
            let at = self.spellings.all[spelling as usize].name;
            let name = &mut self.names[at as usize];
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
        self.names.iter().filter(move |name| is_meant(name.kind) && !name.is_unused())
    }

    /// The name of an id.
    pub(super) fn find(&self, kind: FacetKind, id: &str) -> Option<&Name> {
        self.by_id[place(kind)].get(id).map(|idx| self.name(*idx))
    }

    /// Notes that a name is in a lexicon now; whether it was in none before.
    pub(super) fn know(&mut self, kind: FacetKind, id: &str) -> bool {
        let Some(idx) = self.by_id[place(kind)].get(id) else { return false };
        let name = &mut self.names[*idx as usize];
        let was_novel = name.is_novel();
        name.spellings.iter().for_each(|spelling| self.spellings.all[*spelling as usize].novel = false);
        name.find_spellings(&self.spellings.all);
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
        self.names.iter_mut().flat_map(|name| [&mut name.direct, &mut name.belonging]).for_each(PostingList::shrink);
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

impl Name {
    fn new(kind: FacetKind, id: Clean) -> Self {
        Self {
            kind,
            id,
            shown: Clean::default(),
            folded: String::new(),
            letters: String::new(),
            family: None,
            spellings: Vec::new(),
            is_known: false,
            direct: PostingList::default(),
            belonging: PostingList::default(),
        }
    }

    /// What it is called, folded; by its id where stories have only what belongs to it.
    pub(super) fn called(&self) -> &str {
        if self.folded.is_empty() { &self.id } else { &self.folded }
    }

    /// In no lexicon.
    pub(super) fn is_novel(&self) -> bool {
        !self.is_known
    }

    /// No story has it, or what belongs to it.
    pub(super) fn is_unused(&self) -> bool {
        self.direct.is_empty() && self.belonging.is_empty()
    }

    /// Adds the stories that have it, or what belongs to it, to `set`.
    pub(super) fn add_all_to(&self, set: &mut StorySet) {
        self.direct.add_to(set);
        self.belonging.add_to(set);
    }
}

//! An entity's page: what is known of it, and how it has been in the news.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Seen, Weeks};
use crate::article::{Counted, EntityKind};
use crate::entity::{Entry, by_version};
use crate::store::query::{Filter, Query};
use crate::store::{EntityKey, FacetKind, Selection, Store, StoryIdx};
use crate::text::Clean;

/// Everything that the page of an entity says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whose page it is.
    pub key: EntityKey,
    /// The canonical name.
    pub name: Clean,
    /// It is in no lexicon.
    pub novel: bool,
    /// What the lexicon says.
    pub known: Known,
    /// How often and when it was named; a company also in its models, a family in its versions.
    pub seen: Seen,
    /// Mentions by week, of the stories with a date.
    pub weeks: Weeks,
    /// Stories without one.
    pub n_undated: usize,
    /// Of a company its models, of a family its versions, as far as they are in the news: the most frequent models
    /// first, the latest version first.
    pub members: Vec<Companion>,
    /// Who and what is named in the same stories, most often first.
    pub with: Vec<Companion>,
    /// The stories, latest first.
    pub stories: Vec<StoryIdx>,
}

/// What the lexicon says about an entity besides its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Other names.
    pub aliases: Vec<Clean>,
    /// Of a model: who makes it.
    pub maker: Option<Companion>,
    /// Of a version: its family.
    pub family: Option<Companion>,
    /// What a person is, or an organization is for.
    pub role: Option<Clean>,
    /// Where a person works.
    pub affiliation: Option<Companion>,
    /// ISO 3166 code of the seat.
    pub country: Option<Clean>,
    /// Where a policy holds, or an organization acts.
    pub jurisdiction: Option<Clean>,
    /// Of a policy.
    pub status: Option<Clean>,
    /// Of a policy: when it was made.
    pub year: Option<u16>,
}

/// Another entity, named on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Who.
    pub key: EntityKey,
    /// The canonical name.
    pub name: Clean,
    /// Stories that both are in.
    pub n_stories: usize,
}

impl Profile {
    /// The profile of an entity that some story names or the lexicon knows; `None` of anybody else.
    pub fn new(store: &Store, key: &EntityKey) -> Option<Self> {
        let query = Query { filter: Filter::Term(key.term()), sort: None };
        // No date is asked for, so that no day is counted from.
        let Selection { rows: stories, facets, .. } = store.select(&query, Date::default());
        let entry = store.lexicon().entry(key.kind, &key.id);
        let census = Census::new(store, key, &stories);
        let is_family = key.kind == EntityKind::Model && !census.members.is_empty();
        let family = || is_family.then(|| store.family_name(&key.id));
        let name = census.name.clone().or_else(|| entry.map(|entry| entry.name.clone())).or_else(family)?;
        let known = known(store, key, entry, &census);
        let owners = [&known.maker, &known.family].map(|owner| owner.as_ref().map(|owner| owner.key.clone()));
        let is_own = |other: &EntityKey| other == key || census.members.contains_key(other);
        let with = FacetKind::ALL.into_iter().flat_map(|kind| facets.of(kind));
        let with = with.filter_map(|facet| {
            let key = facet.entity().filter(|other| !is_own(other) && !owners.contains(&Some(other.clone())))?;
            Some(Companion { key, name: facet.name.clone(), n_stories: facet.n_stories })
        });
        let mut with: Vec<Companion> = with.collect();
        with.sort_by(|a, b| (Reverse(a.n_stories), &a.name).cmp(&(Reverse(b.n_stories), &b.name)));
        let novel = entry.is_none() && (census.novel || census.name.is_none());
        let Census { seen, weeks, n_undated, members, .. } = census;
        Some(Self {
            key: key.clone(),
            name,
            novel,
            known,
            seen,
            weeks: Weeks::new(weeks),
            n_undated,
            members: sorted(key.kind, members),
            with,
            stories,
        })
    }
}

/// Models by how often they are in the news, versions as numbers.
fn sorted(of: EntityKind, members: BTreeMap<EntityKey, Companion>) -> Vec<Companion> {
    let mut members: Vec<Companion> = members.into_values().collect();
    members.sort_by(|a, b| by_version(&b.name, &a.name));
    if of == EntityKind::Company {
        members.sort_by_key(|member| Reverse(member.n_stories));
    }
    members
}

/// What the stories say about an entity.
struct Census {
    name: Option<Clean>,
    novel: bool,
    maker: Option<Clean>,
    family: Option<Clean>,
    seen: Seen,
    weeks: Vec<(Date, usize)>,
    n_undated: usize,
    members: BTreeMap<EntityKey, Companion>,
}

impl Census {
    fn new(store: &Store, key: &EntityKey, stories: &[StoryIdx]) -> Self {
        let mut census = Self {
            name: None,
            novel: true,
            maker: None,
            family: None,
            seen: Seen::default(),
            weeks: Vec::new(),
            n_undated: 0,
            members: BTreeMap::new(),
        };
        for story in stories {
            let published = store.head(*story).published;
            let names = store.counted(*story);
            let own = names.iter().filter(|counted| key.has(&counted.named));
            let n_mentions = own.map(|counted| census.take(key, counted)).sum();
            census.seen.add(published, n_mentions);
            match published {
                Some(published) => census.weeks.push((published.date(), n_mentions)),
                None => census.n_undated += 1,
            }
        }
        census
    }

    /// Takes in what a story names of it; how often.
    fn take(&mut self, key: &EntityKey, Counted { named, n_mentions }: &Counted) -> usize {
        let own = EntityKey::of(named);
        if own == *key {
            self.name.get_or_insert_with(|| named.name.clone());
            self.novel &= named.novel;
            self.maker = named.maker.clone();
            self.family = named.family.clone();
        } else {
            let new = Companion { key: own.clone(), name: named.name.clone(), n_stories: 0 };
            self.members.entry(own).or_insert(new).n_stories += 1;
        }
        *n_mentions as usize
    }
}

fn known(store: &Store, key: &EntityKey, entry: Option<&Entry>, census: &Census) -> Known {
    let companion = |kind: EntityKind, id: &Clean| {
        let name = store.lexicon().entry(kind, id).map_or_else(|| id.clone(), |entry| entry.name.clone());
        Companion { key: EntityKey { kind, id: id.clone() }, name, n_stories: 0 }
    };
    let maker = entry.and_then(|entry| entry.maker.as_ref()).or(census.maker.as_ref());
    let family = entry.and_then(|entry| entry.family.as_ref()).or(census.family.as_ref());
    let maker = maker.map(|id| companion(EntityKind::Company, id));
    let family = family.filter(|id| **id != key.id).map(|id| companion(EntityKind::Model, id));
    let Some(entry) = entry else { return Known { maker, family, ..Known::default() } };
    let facts = entry.facts.clone();
    let mut aliases = entry.aliases.clone();
    // What most readers can read comes first.
    aliases.sort_by_key(|alias| alias.chars().any(|c| c.is_alphabetic() && !is_latin(c)));
    Known {
        aliases,
        maker,
        family,
        role: facts.role,
        affiliation: facts.affiliation.map(|name| affiliated(store, &name)),
        country: facts.country,
        jurisdiction: facts.jurisdiction,
        status: facts.status,
        year: facts.year,
    }
}

/// Whether a letter is Latin, with or without accents: those of other scripts come after them in Unicode.
fn is_latin(letter: char) -> bool {
    letter < '\u{370}' || matches!(letter, '\u{1e00}'..='\u{1eff}')
}

/// Where somebody works: the lexicon gives a name, of a company or an organization.
fn affiliated(store: &Store, name: &Clean) -> Companion {
    let id = crate::entity::id(name);
    let kinds = [EntityKind::Company, EntityKind::Organization];
    let kind = kinds.into_iter().find(|kind| store.lexicon().entry(*kind, &id).is_some());
    let key = EntityKey { kind: kind.unwrap_or(EntityKind::Company), id };
    Companion { key, name: name.clone(), n_stories: 0 }
}

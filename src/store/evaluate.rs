//! Which stories a query means.
//!
//! Each term gives a set of stories: from posting lists where it asks for a name, by looking at each story that is still
//! in question where it asks for letters, words or dates. Groups join the sets.

use std::collections::HashMap;

use jiff::civil::Date;

use super::catalog::Name;
use super::fold;
use super::fulltext::Needle;
use super::fuzzy::Word;
use super::query::{Content, Field, Filter, State, Term};
use super::rank::Tier;
use super::{FacetKind, Store, Story, StoryIdx, StorySet};
use crate::article::{EntityKind, SectionKind};

/// One query, being answered.
#[derive(Debug)]
pub(super) struct Evaluation<'a> {
    pub(super) store: &'a Store,
    today: Date,
    /// By fuzzy word: how well each story matches it, as far as it has been looked at.
    pub(super) tiers: HashMap<&'a str, Vec<Option<Tier>>>,
}

impl Store {
    /// The entities that go by `name`: the one of that id, else what the lexicon says, else who is so called.
    pub(super) fn names_of(&self, kind: Option<EntityKind>, name: &str) -> Vec<&Name> {
        let catalog = &self.catalog;
        let kinds: Vec<EntityKind> = kind.map_or(EntityKind::ALL.to_vec(), |kind| vec![kind]);
        let id = fold::lower(name);
        let named = kinds.iter().filter_map(|kind| catalog.find(FacetKind::Entity(*kind), &id));
        let named: Vec<&Name> = named.collect();
        if !named.is_empty() {
            return named;
        }
        let known = self.lexicon.resolve(kind, name);
        if !known.is_empty() {
            return known.iter().filter_map(|(kind, id)| catalog.find(FacetKind::Entity(*kind), id)).collect();
        }
        let key = fold::key(name);
        let of_kind = || catalog.names().iter().filter(|own| kinds.iter().any(|k| own.kind == FacetKind::Entity(*k)));
        let meant: Vec<&Name> = of_kind().filter(|own| fold::key(&own.shown) == key).collect();
        if !meant.is_empty() {
            return meant;
        }
        // A surname that no lexicon has.
        let persons = of_kind().filter(|own| own.kind == FacetKind::Entity(EntityKind::Person));
        let surname = |own: &&Name| own.shown.rsplit_once(' ').is_some_and(|(_, last)| fold::key(last) == key);
        persons.filter(surname).collect()
    }
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(store: &'a Store, today: Date) -> Self {
        Self { store, today, tiers: HashMap::new() }
    }

    /// The stories of `within` that fulfil `filter`.
    pub(super) fn stories(&mut self, filter: &'a Filter, within: &StorySet) -> StorySet {
        match filter {
            Filter::All => within.clone(),
            Filter::Term(term) => self.term(term, within),
            Filter::Not(inner) => {
                let mut rest = within.clone();
                rest.remove(&self.stories(inner, within));
                rest
            }
            Filter::And(parts) => self.all_of(parts, within),
            Filter::Or(parts) => {
                let mut found = StorySet::none(self.store.len());
                parts.iter().for_each(|part| found.add_all(&self.stories(part, within)));
                found
            }
        }
    }

    /// What posting lists answer goes first, so that less is left to look at.
    fn all_of(&mut self, parts: &'a [Filter], within: &StorySet) -> StorySet {
        let (cheap, dear): (Vec<_>, Vec<_>) = parts.iter().partition(|part| match part {
            Filter::Term(term) => is_looked_up(term),
            _ => false,
        });
        cheap.into_iter().chain(dear).fold(within.clone(), |rest, part| self.stories(part, &rest))
    }

    fn term(&mut self, term: &'a Term, within: &StorySet) -> StorySet {
        match term {
            Term::Word(word) => self.word(word, within),
            Term::Phrase(words) => {
                let needle = Needle::new(words);
                self.looked_at(within, |story| needle.is_in(&story.title) || needle.is_in(&story.body))
            }
            Term::Entity { kind, name, exact } => {
                let names = self.store.names_of(*kind, name);
                self.listed(within, names, *exact)
            }
            Term::Field(field, value) => self.field(*field, value, within),
            Term::Section(kind) => self.looked_at(within, |story| story.article.section(*kind).is_some()),
            Term::Is(state) => self.looked_at(within, |story| is(*state, story)),
            Term::Has(content) => self.looked_at(within, |story| has(*content, story)),
            Term::Date(side, when) => self.looked_at(within, |story| {
                let published = story.article.origin.published;
                published.is_some_and(|published| side.holds(*when, published, self.today))
            }),
        }
    }

    fn field(&self, field: Field, value: &str, within: &StorySet) -> StorySet {
        let needle = Needle::new(value);
        match field {
            Field::Topic => self.listed(within, self.shared(FacetKind::Topic, value), false),
            Field::Source => self.listed(within, self.shared(FacetKind::Source, value), false),
            Field::Text => self.looked_at(within, |story| needle.is_whole(&story.body)),
            Field::Title => {
                let words = needle.words();
                self.looked_at(within, |story| begin_words(&words, &story.title))
            }
            Field::Author => {
                let words = needle.words();
                let by =
                    |story: &Story| story.article.origin.authors.iter().any(|a| begin_words(&words, &fold::lower(a)));
                self.looked_at(within, by)
            }
        }
    }

    /// The topics or sources that are called `value`, else those with words that begin like the words of it.
    fn shared(&self, kind: FacetKind, value: &str) -> Vec<&'a Name> {
        let catalog = &self.store.catalog;
        if let Some(name) = catalog.find(kind, &fold::key(value)) {
            return vec![name];
        }
        let words = Needle::new(value).words();
        catalog.names().iter().filter(|name| name.kind == kind && begin_words(&words, &name.folded)).collect()
    }

    fn listed(&self, within: &StorySet, names: Vec<&Name>, exact: bool) -> StorySet {
        let lists = names.into_iter().flat_map(|name| if exact { &name.direct } else { &name.all });
        let mut found = StorySet::of(self.store.len(), lists);
        found.keep(within);
        found
    }

    fn looked_at(&self, within: &StorySet, test: impl Fn(&Story) -> bool) -> StorySet {
        let found: Vec<StoryIdx> = within.iter().filter(|idx| test(self.store.story(*idx))).collect();
        StorySet::of(self.store.len(), &found)
    }

    fn word(&mut self, word: &'a str, within: &StorySet) -> StorySet {
        let pattern = Word::new(word);
        let names = self.store.names_matching(&pattern);
        let mut tiers = self.tiers.remove(word).unwrap_or_else(|| vec![None; self.store.len()]);
        let mut found = StorySet::none(self.store.len());
        for idx in within.iter() {
            let tier = Tier::of(&pattern, self.store.story(idx), &names);
            tiers[idx.0 as usize] = tier;
            if tier.is_some() {
                found.add(idx);
            }
        }
        self.tiers.insert(word, tiers);
        found
    }
}

/// Whether posting lists answer the term.
fn is_looked_up(term: &Term) -> bool {
    matches!(term, Term::Entity { .. } | Term::Field(Field::Topic | Field::Source, _))
}

/// Whether each of `words` begins a word of the text.
fn begin_words(words: &[Needle], folded: &str) -> bool {
    words.iter().all(|word| word.begins_a_word(folded))
}

fn is(state: State, story: &Story) -> bool {
    match state {
        State::Unread => !story.marks.read,
        State::Read => story.marks.read,
        State::Starred => story.marks.starred,
        State::Later => story.marks.later,
    }
}

fn has(content: Content, story: &Story) -> bool {
    match content {
        Content::Tldr => story.article.section(SectionKind::Tldr).is_some(),
        Content::Watch => story.article.section(SectionKind::WhatToWatch).is_some(),
        Content::Figures => story.figures,
        Content::Links => !story.article.links.is_empty(),
    }
}

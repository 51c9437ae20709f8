//! Which stories a query means.
//!
//! Each term gives a set of stories: from columns and posting lists where it asks for a name, a date or a mark, by
//! looking at each story that is still in question where it asks for letters or words. Groups join the sets.

use jiff::civil::Date;

use super::answer::{Answer, Tiers};
use super::catalog::Name;
use super::columns::{Flag, day};
use super::fulltext::{Needle, begin_words};
use super::fuzzy::Word;
use super::query::{Content, Field, Filter, Sort, State, Term};
use super::set::stories;
use super::{FacetKind, Store, StoryIdx, StorySet, fold};
use crate::article::{EntityKind, SectionKind};

/// One query, being answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evaluation<'a> {
    store: &'a Store,
    today: Date,
    /// What is looked for when nobody waits for it any more does not matter.
    gives_up: bool,
    /// Whether it matters how well fuzzy words match.
    tiered: bool,
}

/// Nanoseconds that it takes to look for words in a body.
const READING: usize = 300;

/// Stories whose texts are looked at before it is asked again whether anybody waits.
const LOOKS: usize = 256;

impl Store {
    /// The entities that go by `name`: the one of that id, else what the lexicon says, else who is so called.
    pub(super) fn names_of(&self, kind: Option<EntityKind>, name: &str) -> Vec<&Name> {
        let catalog = &self.catalog;
        let kinds: Vec<EntityKind> = kind.map_or(EntityKind::ALL.to_vec(), |kind| vec![kind]);
        let id = fold::lower(name);
        let named = kinds.iter().filter_map(|kind| catalog.find(FacetKind::Entity(*kind), &id));
        let named: Vec<&Name> = named.filter(|name| !name.is_unused()).collect();
        if !named.is_empty() {
            return named;
        }
        let known = self.lexicon.resolve(kind, name);
        if !known.is_empty() {
            return known.iter().filter_map(|(kind, id)| catalog.find(FacetKind::Entity(*kind), id)).collect();
        }
        let key = fold::key(name);
        let start = Needle::new(key.split(' ').next().unwrap_or_default());
        let of_kind = || catalog.entities(&kinds).filter(|own| start.is_in(&own.folded));
        let meant: Vec<&Name> = of_kind().filter(|own| fold::key(&own.shown) == key).collect();
        if !meant.is_empty() {
            return meant;
        }
        // A surname that no lexicon has.
        let persons = of_kind().filter(|own| own.kind == FacetKind::Entity(EntityKind::Person));
        let surname = |own: &&Name| own.shown.rsplit_once(' ').is_some_and(|(_, last)| fold::key(last) == key);
        persons.filter(surname).collect()
    }

    /// The entities that are meant by `name` while somebody types it: those that go by it, and where no story and no
    /// lexicon has one of them, all with words that begin like its words.
    fn meant_by(&self, kind: Option<EntityKind>, name: &str) -> Vec<&Name> {
        let named = self.names_of(kind, name);
        let is_known = || !self.lexicon.resolve(kind, name).is_empty() || fold::key(name).is_empty();
        if !named.is_empty() || is_known() {
            return named;
        }
        let kinds: Vec<EntityKind> = kind.map_or(EntityKind::ALL.to_vec(), |kind| vec![kind]);
        let words = Needle::new(name).words();
        self.catalog.entities(&kinds).filter(|own| begin_words(&words, own.called())).collect()
    }
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(store: &'a Store, today: Date) -> Self {
        Self { store, today, gives_up: false, tiered: true }
    }

    /// The same for a query that orders its rows so: `None` by how well they match.
    pub(super) fn sorted_by(self, sort: Option<Sort>) -> Self {
        Self { tiered: sort.is_none(), ..self }
    }

    /// The same, which finds anything once its answer is wanted no more.
    pub(super) fn giving_up(self) -> Self {
        Self { gives_up: true, ..self }
    }

    fn is_given_up(self) -> bool {
        self.gives_up && !(self.store.workers.is_wanted)()
    }

    /// The stories of `within` that fulfil `filter`.
    pub(super) fn answer(self, filter: &Filter, within: &StorySet) -> Answer {
        match filter {
            _ if self.is_given_up() => self.nothing().into(),
            Filter::All => within.clone().into(),
            Filter::Term(term) => self.term(term, within),
            Filter::Not(inner) => {
                let mut rest = within.clone();
                rest.remove(&self.answer(inner, within).found);
                rest.into()
            }
            Filter::And(parts) => self.all_of(parts, within),
            Filter::Or(parts) => {
                let answers = parts.iter().map(|part| self.answer(part, within));
                answers.reduce(Answer::or).unwrap_or_else(|| self.nothing().into())
            }
        }
    }

    /// What is looked up goes first, so that less is left to look at.
    fn all_of(self, parts: &[Filter], within: &StorySet) -> Answer {
        let (cheap, dear): (Vec<_>, Vec<_>) = parts.iter().partition(|part| match part {
            Filter::Term(term) => is_looked_up(term),
            _ => false,
        });
        cheap.into_iter().chain(dear).fold(within.clone().into(), |rest: Answer, part| {
            if rest.found.is_empty() { rest } else { narrowed(rest, |within| self.answer(part, within)) }
        })
    }

    fn term(self, term: &Term, within: &StorySet) -> Answer {
        let columns = &self.store.columns;
        let kept = |set: &StorySet| {
            let mut kept = within.clone();
            kept.keep(set);
            kept
        };
        let found = match term {
            Term::Word(word) => return self.word(&Word::new(word), within),
            Term::Phrase(words) => {
                let needle = Needle::new(words);
                self.texts(&needle, within, |idx, body| {
                    needle.is_in(&self.store.titles.folded(idx)) || needle.is_in(body)
                })
            }
            Term::Entity { kind, name, exact: true } => kept(&self.listed(self.store.names_of(*kind, name), true)),
            Term::Entity { kind, name, exact: false } => kept(&self.listed(self.store.meant_by(*kind, name), false)),
            Term::Field(field, value) => self.field(*field, value, within),
            Term::Section(kind) => kept(columns.all(Flag::Section(*kind))),
            Term::Is(State::Unread) => {
                let mut unread = within.clone();
                unread.remove(columns.all(Flag::Read));
                unread
            }
            Term::Is(State::Read) => kept(columns.all(Flag::Read)),
            Term::Is(State::Starred) => kept(columns.all(Flag::Starred)),
            Term::Is(State::Later) => kept(columns.all(Flag::Later)),
            Term::Is(State::Changed) => kept(columns.all(Flag::Changed)),
            Term::Is(State::Archived) => {
                let mut archived = kept(columns.all(Flag::Read));
                [Flag::Starred, Flag::Later].into_iter().for_each(|held| archived.remove(columns.all(held)));
                archived
            }
            Term::Has(content) => kept(columns.all(flag(*content))),
            Term::Date(side, when) => {
                let (from, end) = when.days(self.today);
                let when = (day(from), day(end));
                kept(&columns.dated(|first, last| side.holds(when, (first, last))))
            }
        };
        found.into()
    }

    fn field(self, field: Field, value: &str, within: &StorySet) -> StorySet {
        let needle = Needle::new(value);
        let mut found = match field {
            Field::Topic => self.listed(self.shared(FacetKind::Topic, value), false),
            Field::Tag => self.listed(self.shared(FacetKind::Tag, value), false),
            Field::Source => self.listed(self.shared(FacetKind::Source, value), false),
            Field::Text => return self.bodies(&needle, within),
            Field::Title => self.titles(&needle),
            Field::Note => {
                let words = needle.words();
                self.store.columns.own.noted(self.store.columns.len(), |note| begin_words(&words, note))
            }
            Field::Author => {
                let words = needle.words();
                self.store.authors.stories(self.store.columns.len(), |author| begin_words(&words, author))
            }
        };
        found.keep(within);
        found
    }

    /// The stories of `within` whose bodies have the needle as whole words.
    fn bodies(self, needle: &Needle, within: &StorySet) -> StorySet {
        let look = |within: &StorySet| self.texts(needle, within, |_, body| needle.is_whole(body));
        let Some(known) = self.store.bodies.known(needle.text()) else { return look(within) };
        let (mut found, mut before) = (within.clone(), within.clone());
        found.keep(&known.stories);
        before.truncate(known.from);
        before.add_all(&self.unindexed(within));
        found.add_all(&look(&before));
        found
    }

    /// The stories of `within` of which it is not noted what words they have.
    fn unindexed(self, within: &StorySet) -> StorySet {
        let mut rest = within.clone();
        rest.remove(self.store.columns.all(Flag::Indexed));
        rest
    }

    /// The stories of `within` that `test` says have the needle, of those that may have it.
    fn texts(self, needle: &Needle, within: &StorySet, test: impl Fn(StoryIdx, &str) -> bool + Sync) -> StorySet {
        let unindexed = self.unindexed(within);
        let mut indexed = within.clone();
        indexed.remove(&unindexed);
        let mut candidates = self.store.signatures.candidates(needle.text(), &indexed);
        candidates.add_all(&unindexed);
        let words = candidates.words();
        let parts = self.store.workers.map(words.len() * 64, candidates.len() * READING, |part| {
            let mut bits = words[part.start / 64..part.end.div_ceil(64)].to_vec();
            for (n, idx) in stories(&words[part.start / 64..part.end.div_ceil(64)], part.start).enumerate() {
                if n % LOOKS == LOOKS - 1 && self.is_given_up() {
                    break;
                }
                if !test(idx, self.store.bodies.folded(idx)) {
                    bits[(idx.0 as usize - part.start) / 64] &= !(1 << (idx.0 % 64));
                }
            }
            bits
        });
        StorySet::of_words(parts.concat())
    }

    /// The stories with titles of which a word begins with each of the needle's.
    fn titles(self, needle: &Needle) -> StorySet {
        let n = self.store.columns.len();
        needle.words().iter().fold(self.store.columns.all(Flag::Here).clone(), |mut rest, word| {
            let [mut whole, beginning, _] =
                self.store.titles.contiguous(&Word::new(word.text()), n, self.store.workers);
            whole.add_all(&beginning);
            rest.keep(&whole);
            rest
        })
    }

    /// The topics or sources that are called `value`, else those with words that begin like the words of it.
    fn shared(self, kind: FacetKind, value: &str) -> Vec<&'a Name> {
        let catalog = &self.store.catalog;
        if let Some(name) = catalog.find(kind, &fold::key(value)) {
            return vec![name];
        }
        let words = Needle::new(value).words();
        catalog.names().iter().filter(|name| name.kind == kind && begin_words(&words, &name.folded)).collect()
    }

    fn listed(self, names: Vec<&Name>, exact: bool) -> StorySet {
        let mut found = self.nothing();
        for name in names {
            if exact { name.direct.add_to(&mut found) } else { name.add_all_to(&mut found) }
        }
        found
    }

    fn word(self, word: &Word, within: &StorySet) -> Answer {
        let (n, workers) = (self.store.columns.len(), self.store.workers);
        let names = self.store.catalog.matching(word, workers);
        let mut each = self.store.catalog.stories(&names, n, workers);
        if !self.tiered {
            return self.untiered(word, each, within).into();
        }
        let titles = self.store.titles.contiguous(word, n, workers);
        each.iter_mut().zip(&titles).for_each(|(own, titles)| own.add_all(titles));
        each.iter_mut().for_each(|own| own.keep(within));
        let mut rest = within.clone();
        each[..3].iter().for_each(|own| rest.remove(own));
        if !word.is_told_by_letters() {
            each[3].add_all(&self.store.titles.scattered(word, rest, workers));
        }
        let tiers = Tiers::from_each(each);
        Answer { found: tiers.0[3].clone(), tiers: Some(tiers) }
    }

    /// The stories of `within` that match a word, by a name as those of `named` or by the title.
    fn untiered(self, word: &Word, named: [StorySet; 4], within: &StorySet) -> StorySet {
        let mut found = self.nothing();
        named.iter().for_each(|named| found.add_all(named));
        found.keep(within);
        let mut rest = within.clone();
        rest.remove(&found);
        found.add_all(&self.store.titles.matching(word, rest, self.store.workers));
        found
    }

    fn nothing(self) -> StorySet {
        StorySet::none(self.store.columns.len())
    }
}

/// What is in an answer and in what `answer` finds there.
fn narrowed(rest: Answer, answer: impl Fn(&StorySet) -> Answer) -> Answer {
    let narrower = answer(&rest.found);
    rest.and(narrower)
}

/// Whether columns or posting lists answer the term.
fn is_looked_up(term: &Term) -> bool {
    !matches!(term, Term::Word(_) | Term::Phrase(_) | Term::Field(Field::Text, _))
}

fn flag(content: Content) -> Flag {
    match content {
        Content::Tldr => Flag::Section(SectionKind::Tldr),
        Content::Watch => Flag::Section(SectionKind::WhatToWatch),
        Content::Figures => Flag::Figures,
        Content::Links => Flag::Links,
        Content::Note => Flag::Noted,
        Content::Tags => Flag::Tagged,
    }
}

//! The ways in which stories have the names of the catalog: how each is spelt, and in how many stories.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Catalog, FacetKind, Name, NameIdx};
use crate::article::{EntityKind, Named, Precision, Published};
use crate::store::fold;
use crate::store::pack::{Interned, Share};
use crate::store::score::letters;
use crate::text::Clean;

/// Where a spelling stands among all.
pub(super) type SpellingIdx = u32;

/// A way in which stories have a name.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    pub(super) name: NameIdx,
    pub(super) shown: Clean,
    /// It is in no lexicon.
    pub(super) novel: bool,
    /// What it belongs to: the family and the maker of a model.
    pub(super) owners: [Option<NameIdx>; 2],
    /// How many stories have it so.
    pub(super) n_stories: u32,
}

/// All spellings, and which of them stories mean: few are folded or looked up as texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    pub(super) all: Vec<Spelling>,
    /// By number in the cast.
    named: Vec<Option<SpellingIdx>>,
    /// Topics and sources, by the number of the text.
    texts: HashMap<(FacetKind, u32), SpellingIdx, RandomState>,
    months: HashMap<(i16, i8), SpellingIdx, RandomState>,
}

impl Catalog {
    /// How an article has what it names itself.
    pub(super) fn spelt(
        &mut self,
        shares: &[Share],
        published: Option<Published>,
        shared: &Interned,
    ) -> Vec<SpellingIdx> {
        let mut found = Vec::with_capacity(shares.len() + 1);
        for share in shares {
            found.extend(match *share {
                Share::Named(number) => self.spelt_named(number, shared),
                Share::Topic(number) => self.spelt_text(FacetKind::Topic, number, shared),
                Share::Source(number) => self.spelt_text(FacetKind::Source, number, shared),
                Share::Author(_) => None,
            });
        }
        found.extend(published.and_then(|published| self.spelt_month(published)));
        found
    }

    fn spelt_named(&mut self, number: u32, shared: &Interned) -> Option<SpellingIdx> {
        let at = number as usize;
        if let Some(Some(known)) = self.spellings.named.get(at) {
            return Some(*known);
        }
        let named = shared.named(number)?;
        let spelling = self.spell_named(named);
        self.spellings.named.resize(self.spellings.named.len().max(at + 1), None);
        self.spellings.named[at] = Some(spelling);
        Some(spelling)
    }

    fn spell_named(&mut self, Named { kind, name: shown, id, family, maker, novel, .. }: &Named) -> SpellingIdx {
        let name = self.intern(FacetKind::Entity(*kind), id);
        let own = &mut self.names[name as usize].family;
        // which story came first must not matter where two of them disagree
        if *own < *family {
            own.clone_from(family);
        }
        let family = family.as_ref().map(|id| self.intern(FacetKind::Entity(EntityKind::Model), id));
        let maker = maker.as_ref().map(|id| self.intern(FacetKind::Entity(EntityKind::Company), id));
        self.spell(Spelling { name, shown: shown.clone(), novel: *novel, owners: [family, maker], n_stories: 0 })
    }

    fn spelt_text(&mut self, kind: FacetKind, number: u32, shared: &Interned) -> Option<SpellingIdx> {
        if let Some(known) = self.spellings.texts.get(&(kind, number)) {
            return Some(*known);
        }
        let shown = shared.text(number).filter(|shown| !shown.is_empty())?;
        let spelling = self.spell_text(kind, shown);
        self.spellings.texts.insert((kind, number), spelling);
        Some(spelling)
    }

    fn spelt_month(&mut self, published: Published) -> Option<SpellingIdx> {
        if published.precision < Precision::Month {
            return None;
        }
        let key = (published.civil.year(), published.civil.month());
        if let Some(known) = self.spellings.months.get(&key) {
            return Some(*known);
        }
        let spelling = self.spell_text(FacetKind::Month, &Clean::from(published.month()?));
        self.spellings.months.insert(key, spelling);
        Some(spelling)
    }

    /// How a story has a tag that the reader gave it.
    pub(super) fn spelt_tag(&mut self, tag: &Clean) -> SpellingIdx {
        let name = self.intern(FacetKind::Tag, &Clean::from(fold::key(tag)));
        let is_it = |spelling: &&SpellingIdx| self.spellings.all[**spelling as usize].shown == *tag;
        let known = self.name(name).spellings.iter().find(is_it).copied();
        known.unwrap_or_else(|| self.spell_text(FacetKind::Tag, tag))
    }

    /// A new spelling of what is known by it alone.
    fn spell_text(&mut self, kind: FacetKind, shown: &Clean) -> SpellingIdx {
        // months are what the query calls them
        let id = if kind == FacetKind::Month { shown.clone() } else { Clean::from(fold::key(shown)) };
        let name = self.intern(kind, &id);
        self.spell(Spelling { name, shown: shown.clone(), novel: false, owners: [None; 2], n_stories: 0 })
    }

    fn spell(&mut self, spelling: Spelling) -> SpellingIdx {
        let next = self.spellings.all.len() as SpellingIdx;
        self.names[spelling.name as usize].spellings.push(next);
        self.spellings.all.push(spelling);
        next
    }

    /// Notes that one more story has a spelling.
    pub(super) fn count(&mut self, spelling: SpellingIdx) {
        let spelling = &mut self.spellings.all[spelling as usize];
        spelling.n_stories += 1;
        if spelling.n_stories == 1 {
            self.names[spelling.name as usize].add_spelling(spelling);
        }
    }

    /// Notes that one story less has a spelling.
    pub(super) fn uncount(&mut self, spelling: SpellingIdx) {
        let spelling = &mut self.spellings.all[spelling as usize];
        spelling.n_stories = spelling.n_stories.saturating_sub(1);
        if spelling.n_stories == 0 {
            self.names[spelling.name as usize].find_spellings(&self.spellings.all);
        }
    }
}

impl Name {
    /// Notes that some story has a spelling, where none had it before.
    fn add_spelling(&mut self, spelling: &Spelling) {
        self.is_known |= !spelling.novel;
        if self.shown.is_empty() || spelling.shown < self.shown {
            self.show(spelling.shown.clone());
        }
    }

    /// Looks for the spellings that stories have, after some of them has changed.
    pub(super) fn find_spellings(&mut self, spellings: &[Spelling]) {
        let used = || self.spellings.iter().map(|own| &spellings[*own as usize]).filter(|own| own.n_stories > 0);
        let is_known = used().any(|spelling| !spelling.novel);
        let shown = used().map(|spelling| &spelling.shown).min().cloned().unwrap_or_default();
        self.is_known = is_known;
        if self.shown != shown {
            self.show(shown);
        }
    }

    fn show(&mut self, shown: Clean) {
        self.folded = fold::lower(&shown);
        self.letters = letters(&shown);
        self.shown = shown;
    }
}

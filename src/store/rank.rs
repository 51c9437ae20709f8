//! In which order the stories of a result stand.

use std::cmp::Reverse;

use jiff::civil::DateTime;

use super::evaluate::Evaluation;
use super::fuzzy::{Candidate, Quality, Word};
use super::query::{Filter, Query, Sort, Term};
use super::{FacetKind, Store, Story, StoryIdx, StorySet, fold};
use crate::article::Published;

/// How well a story matches a fuzzy word, best first: what a reader sees at once before what takes a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tier {
    /// Letters next to each other in the title.
    Title(Quality),
    /// Letters next to each other in the name of the source or of an entity.
    Name(Quality),
    /// Scattered over the title.
    TitleScattered,
    /// Scattered over one of the names.
    NameScattered,
}

/// By name of the catalog: how well it matches a word.
pub(super) type NameQualities = Vec<Option<Quality>>;

impl Tier {
    /// How well `story` matches; `names` is [`Store::names_matching`] of the word.
    pub(super) fn of(word: &Word, story: &Story, names: &NameQualities) -> Option<Self> {
        let title = word.quality(story.title()).map(|quality| match quality {
            Quality::Scattered => Self::TitleScattered,
            quality => Self::Title(quality),
        });
        let name =
            story.names.direct.iter().filter_map(|name| names[*name as usize]).min().map(|quality| match quality {
                Quality::Scattered => Self::NameScattered,
                quality => Self::Name(quality),
            });
        title.into_iter().chain(name).min()
    }
}

impl Store {
    /// How well each entity and source of the catalog matches `word`. Topics are not looked at.
    pub(super) fn names_matching(&self, word: &Word) -> NameQualities {
        let names = self.catalog.names().iter();
        names
            .map(|name| match name.kind {
                FacetKind::Topic => None,
                _ => word.quality(Candidate { shown: &name.shown, folded: &name.folded }),
            })
            .collect()
    }

    /// Every story, latest first, undated last, those of one time in the order in which they came.
    pub(super) fn sorted_by_date(&self) -> Vec<StoryIdx> {
        let mut order: Vec<StoryIdx> = self.iter().map(|(idx, _)| idx).collect();
        order.sort_by_cached_key(|idx| self.by_date(*idx));
        order
    }

    /// Puts a story that is not there yet where it belongs in the order by date.
    pub(super) fn place(&mut self, idx: StoryIdx) {
        let key = self.by_date(idx);
        let at = self.newest.partition_point(|own| self.by_date(*own) < key);
        self.newest.insert(at, idx);
    }

    fn by_date(&self, idx: StoryIdx) -> (bool, Reverse<Option<DateTime>>, StoryIdx) {
        let instant = self.story(idx).instant();
        (instant.is_none(), Reverse(instant), idx)
    }
}

impl Story {
    /// When it was published, for sorting.
    pub(super) fn instant(&self) -> Option<DateTime> {
        self.article.origin.published.map(Published::instant)
    }

    fn title(&self) -> Candidate<'_> {
        Candidate { shown: &self.article.title, folded: &self.title }
    }
}

impl Evaluation<'_> {
    /// The stories of `found` in the order that the query asks for.
    pub(super) fn sorted(&self, query: &Query, found: &StorySet) -> Vec<StoryIdx> {
        let store = self.store;
        let mut rows: Vec<StoryIdx> = store.newest.iter().copied().filter(|idx| found.has(*idx)).collect();
        match query.sort {
            Some(Sort::Newest) => {}
            Some(Sort::Oldest) => {
                rows.sort_by_key(|idx| (store.story(*idx).instant().is_none(), store.story(*idx).instant(), *idx));
            }
            Some(Sort::Source) => rows.sort_by_cached_key(|idx| {
                let source = store.story(*idx).article.origin.source.as_ref();
                (source.is_none(), source.map(|source| fold::key(source)))
            }),
            Some(Sort::Relevance) => rows.sort_by_cached_key(|idx| Reverse(self.score(&query.filter, *idx))),
            None if self.tiers.is_empty() => {}
            None => rows.sort_by_cached_key(|idx| {
                let tier = self.tier(&query.filter, *idx);
                (tier.is_none(), tier)
            }),
        }
        rows
    }

    /// The worst of the words that must all match, the best of those of which any may; `None` where no word asks.
    fn tier(&self, filter: &Filter, idx: StoryIdx) -> Option<Tier> {
        match filter {
            Filter::All | Filter::Not(_) => None,
            Filter::Term(Term::Word(word)) => self.tiers.get(word.as_str())?[idx.0 as usize],
            Filter::Term(_) => None,
            Filter::And(parts) => parts.iter().filter_map(|part| self.tier(part, idx)).max(),
            Filter::Or(parts) => parts.iter().filter_map(|part| self.tier(part, idx)).min(),
        }
    }

    /// The matcher's scores: the sum of the words that must all match, the best of those of which any may.
    fn score(&self, filter: &Filter, idx: StoryIdx) -> i64 {
        match filter {
            Filter::All | Filter::Not(_) => 0,
            Filter::Term(Term::Word(word)) => self.word_score(&Word::new(word), idx),
            Filter::Term(_) => 0,
            Filter::And(parts) => parts.iter().map(|part| self.score(part, idx)).sum(),
            Filter::Or(parts) => parts.iter().map(|part| self.score(part, idx)).max().unwrap_or(0),
        }
    }

    /// The score of the title, and where the title does not match, that of the best name.
    fn word_score(&self, word: &Word, idx: StoryIdx) -> i64 {
        let story = self.store.story(idx);
        let names = || story.names.direct.iter().map(|name| self.store.catalog.name(*name));
        let of_name =
            || names().filter(|name| name.kind != FacetKind::Topic).filter_map(|name| word.score(&name.shown)).max();
        word.score(&story.article.title).or_else(of_name).unwrap_or(0)
    }
}

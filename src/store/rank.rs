//! In which order the rows of a result stand.

use std::cmp::Reverse;

use super::answer::{Answer, Tiers};
use super::fuzzy::Word;
use super::query::{Filter, Query, Sort, Term};
use super::{FacetKind, Store, StoryIdx, StorySet};

impl Store {
    /// The stories of an answer in the order that the query asks for.
    pub(super) fn sorted(&self, query: &Query, answer: &Answer) -> Vec<StoryIdx> {
        match (query.sort, &answer.tiers) {
            (None, Some(tiers)) => self.by_tier(&answer.found, tiers),
            (None | Some(Sort::Newest), _) => self.latest(&answer.found),
            (Some(Sort::Oldest), _) => self.oldest(&answer.found),
            (Some(Sort::Source), _) => self.by_source(&answer.found),
            (Some(Sort::Relevance), _) => {
                let rows = self.latest(&answer.found);
                let scores = self.scores(&query.filter, &rows);
                let mut keyed: Vec<_> = scores.into_iter().zip(rows).collect();
                keyed.sort_by_key(|(score, _)| Reverse(*score));
                keyed.into_iter().map(|(_, idx)| idx).collect()
            }
        }
    }

    fn latest(&self, found: &StorySet) -> Vec<StoryIdx> {
        if found.len() == self.newest.len() {
            return self.newest.clone();
        }
        let parts = self.workers.map(self.newest.len(), |part| {
            self.newest[part].iter().copied().filter(|idx| found.has(*idx)).collect::<Vec<_>>()
        });
        parts.concat()
    }

    /// Best first, latest first among equals; last those that no fuzzy word has found.
    fn by_tier(&self, found: &StorySet, Tiers(tiers): &Tiers) -> Vec<StoryIdx> {
        let parts = self.workers.map(self.newest.len(), |part| {
            let mut rows = [const { Vec::new() }; 5];
            for idx in self.newest[part].iter().copied().filter(|idx| found.has(*idx)) {
                let tier = tiers.iter().position(|tier| tier.has(idx)).unwrap_or(tiers.len());
                rows[tier].push(idx);
            }
            rows
        });
        (0..=tiers.len())
            .flat_map(|tier| parts.iter().map(move |rows| rows[tier].as_slice()))
            .flatten()
            .copied()
            .collect()
    }

    /// Earliest first, those of one time and the undated ones as in the other order.
    fn oldest(&self, found: &StorySet) -> Vec<StoryIdx> {
        let rows = self.latest(found);
        let (dated, undated) = rows.split_at(rows.partition_point(|idx| self.columns.is_dated(*idx)));
        let times = dated.chunk_by(|a, b| self.columns.time(*a) == self.columns.time(*b));
        times.rev().flatten().chain(undated).copied().collect()
    }

    fn by_source(&self, found: &StorySet) -> Vec<StoryIdx> {
        let names = self.catalog.names();
        let mut keyed: Vec<_> = self.latest(found).into_iter().map(|idx| (self.source_name(idx), idx)).collect();
        let id = |name: Option<u32>| name.map(|name| names[name as usize].id.as_str());
        keyed.sort_by_key(|(name, _)| (name.is_none(), id(*name)));
        keyed.into_iter().map(|(_, idx)| idx).collect()
    }

    /// The matcher's scores: the sum of the words that must all match, the best of those of which any may.
    fn scores(&self, filter: &Filter, rows: &[StoryIdx]) -> Vec<i32> {
        let parts_of = |parts: &[Filter], join: fn(i32, i32) -> i32| {
            let scores = parts.iter().map(|part| self.scores(part, rows));
            let joined = scores.reduce(|mut sum, part| {
                sum.iter_mut().zip(part).for_each(|(sum, part)| *sum = join(*sum, part));
                sum
            });
            joined.unwrap_or_default()
        };
        match filter {
            Filter::Term(Term::Word(word)) => self.word_scores(&Word::new(word), rows),
            Filter::And(parts) => parts_of(parts, i32::saturating_add),
            Filter::Or(parts) => parts_of(parts, i32::max),
            Filter::All | Filter::Not(_) | Filter::Term(_) => vec![0; rows.len()],
        }
    }

    /// The score of each title, and where the title does not match, that of the best name.
    fn word_scores(&self, word: &Word, rows: &[StoryIdx]) -> Vec<i32> {
        let score = |text: &str| word.score(text).and_then(|score| i32::try_from(score).ok());
        let names = self.catalog.names().iter();
        let of_name: Vec<Option<i32>> = names.map(|name| name.quality(word).and_then(|_| score(&name.shown))).collect();
        let best_name = |idx: StoryIdx| {
            let direct = self.catalog.of(idx).iter().filter(|had| had.is_direct());
            direct.filter_map(|had| of_name[had.name() as usize]).max()
        };
        let titles = self.titles.scores(word, rows, self.workers);
        titles.into_iter().zip(rows).map(|(title, idx)| title.or_else(|| best_name(*idx)).unwrap_or(0)).collect()
    }

    /// The publisher's place in the catalog.
    pub(super) fn source_name(&self, idx: StoryIdx) -> Option<u32> {
        let direct = self.catalog.of(idx).iter().filter(|had| had.is_direct());
        direct.map(|had| had.name()).find(|name| self.catalog.name(*name).kind == FacetKind::Source)
    }
}

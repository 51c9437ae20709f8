//! In which order the rows of a result stand.

use std::cmp::Reverse;

use super::answer::{Answer, Tiers};
use super::fuzzy::Word;
use super::query::{Filter, Query, Sort, Term};
use super::score::Scorer;
use super::titles::{SCORING, UNMATCHED};
use super::{FacetKind, Store, StoryIdx, StorySet};

/// Numbers of no larger range are sorted by counting them.
const MOST_COUNTED: i64 = 64 * 1024;

/// Nanoseconds that it takes to ask of a story whether it was found, and to put it in its tier.
const PICKING: usize = 2;
const RANKING: usize = 5;

impl Store {
    /// The stories of an answer in the order that the query asks for.
    pub(super) fn sorted(&self, query: &Query, answer: &Answer) -> Vec<StoryIdx> {
        match (query.sort, &answer.tiers) {
            (None, Some(tiers)) => self.by_tier(&answer.found, tiers),
            (None | Some(Sort::Newest), _) => self.latest(&answer.found),
            (Some(Sort::Oldest), _) => self.oldest(&answer.found),
            (Some(Sort::Source), _) => self.by_source(&answer.found),
            (Some(Sort::Unread), _) => {
                let (read, unread): (Vec<_>, Vec<_>) =
                    self.latest(&answer.found).into_iter().partition(|idx| self.marks(*idx).read);
                [unread, read].concat()
            }
            (Some(Sort::Relevance), _) => {
                let rows = self.latest(&answer.found);
                let scores = self.scores(&query.filter, &answer.found);
                highest_first(&rows.iter().map(|idx| scores[idx.0 as usize]).collect::<Vec<i32>>(), &rows)
            }
        }
    }

    fn latest(&self, found: &StorySet) -> Vec<StoryIdx> {
        if found.len() == self.newest.len() {
            return self.newest.clone();
        }
        let parts = self.workers.map(self.newest.len(), self.newest.len() * PICKING, |part| {
            self.newest[part].iter().copied().filter(|idx| found.has(*idx)).collect::<Vec<_>>()
        });
        parts.concat()
    }

    /// Best first, latest first among equals; last those that no fuzzy word has found.
    fn by_tier(&self, found: &StorySet, Tiers(tiers): &Tiers) -> Vec<StoryIdx> {
        // what is asked of a story lies together: stories come in no order of their places
        let words = found.words().iter().enumerate();
        let sets: Vec<(u64, [u64; 4])> =
            words.map(|(at, found)| (*found, tiers.each_ref().map(|t| t.words()[at]))).collect();
        let parts = self.workers.map(self.newest.len(), self.newest.len() * RANKING, |part| {
            let mut rows = [(); 5].map(|()| Vec::new());
            for idx in &self.newest[part] {
                let (found, tiers) = &sets[idx.0 as usize / 64];
                let has = |word: &u64| word >> (idx.0 % 64) & 1;
                if has(found) == 1 {
                    // whoever is in one tier is in all after it
                    let n_tiers: u64 = tiers.iter().map(has).sum();
                    rows[tiers.len() - n_tiers as usize].push(*idx);
                }
            }
            rows
        });
        let in_order = (0..=tiers.len()).flat_map(|tier| parts.iter().map(move |rows| rows[tier].as_slice()));
        in_order.collect::<Vec<_>>().concat()
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
        let mut sources: Vec<usize> = (0..names.len()).filter(|at| names[*at].kind == FacetKind::Source).collect();
        sources.sort_unstable_by_key(|at| names[*at].id.as_str());
        // the first of the alphabet has the highest place, none the lowest
        let mut places = vec![0; names.len()];
        sources.iter().rev().zip(1..).for_each(|(at, place)| places[*at] = place);
        let rows = self.latest(found);
        let place = |idx: &StoryIdx| self.source_name(*idx).map_or(0, |name| places[name as usize]);
        highest_first(&rows.iter().map(place).collect::<Vec<i32>>(), &rows)
    }

    /// By story of `found`, the matcher's scores: the sum of the words that must all match, the best of those of which any
    /// may.
    fn scores(&self, filter: &Filter, found: &StorySet) -> Vec<i32> {
        let parts_of = |parts: &[Filter], join: fn(i32, i32) -> i32| {
            let scores = parts.iter().map(|part| self.scores(part, found));
            let joined = scores.reduce(|mut sum, part| {
                sum.iter_mut().zip(part).for_each(|(sum, part)| *sum = join(*sum, part));
                sum
            });
            joined.unwrap_or_default()
        };
        match filter {
            Filter::Term(Term::Word(word)) => self.word_scores(&Word::new(word), found),
            Filter::And(parts) => parts_of(parts, i32::saturating_add),
            Filter::Or(parts) => parts_of(parts, i32::max),
            Filter::All | Filter::Not(_) | Filter::Term(_) => vec![0; self.columns.len()],
        }
    }

    /// The score of each title, and where the title does not match, that of the best name.
    fn word_scores(&self, word: &Word, found: &StorySet) -> Vec<i32> {
        let mut scorer = Scorer::new(word);
        let mut of_name = vec![UNMATCHED; self.catalog.names().len()];
        for (idx, _) in self.catalog.matching(word, self.workers) {
            let name = self.catalog.name(idx);
            of_name[idx as usize] = scorer.score_shown(&name.letters, &name.shown).unwrap_or(UNMATCHED);
        }
        let best_name = |idx: StoryIdx| {
            let direct = self.catalog.of(idx).iter().filter(|had| had.is_direct());
            direct.map(|had| of_name[had.name() as usize]).max().filter(|score| *score != UNMATCHED)
        };
        let n = self.columns.len();
        let parts = self.workers.map(n, n * word.letters.len() * SCORING, |part| {
            let mut scores = self.titles.scores(word, found, part.clone());
            for (score, idx) in scores.iter_mut().zip(part).filter(|(score, _)| **score == UNMATCHED) {
                let idx = StoryIdx(idx as u32);
                *score = if found.has(idx) { best_name(idx).unwrap_or(0) } else { 0 };
            }
            scores
        });
        parts.concat()
    }

    /// The publisher's place in the catalog.
    pub(super) fn source_name(&self, idx: StoryIdx) -> Option<u32> {
        let direct = self.catalog.of(idx).iter().filter(|had| had.is_direct());
        direct.map(|had| had.name()).find(|name| self.catalog.name(*name).kind == FacetKind::Source)
    }
}

/// The rows by number, highest first; those of one number stay in order.
fn highest_first(numbers: &[i32], rows: &[StoryIdx]) -> Vec<StoryIdx> {
    let (Some(low), Some(high)) = (numbers.iter().min(), numbers.iter().max()) else { return Vec::new() };
    let n_numbers = i64::from(*high) - i64::from(*low) + 1;
    if n_numbers > MOST_COUNTED {
        let mut keyed: Vec<_> = numbers.iter().zip(rows).collect();
        keyed.sort_by_key(|(number, _)| Reverse(**number));
        return keyed.into_iter().map(|(_, idx)| *idx).collect();
    }
    let place = |number: i32| high.wrapping_sub(number) as usize;
    let mut next = vec![0; n_numbers as usize + 1];
    numbers.iter().for_each(|number| next[place(*number) + 1] += 1);
    (1..next.len()).for_each(|at| next[at] += next[at - 1]);
    let mut sorted = rows.to_vec();
    for (number, idx) in numbers.iter().zip(rows) {
        let at = &mut next[place(*number)];
        sorted[*at] = *idx;
        *at += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_stay_in_order() {
        let rows: Vec<StoryIdx> = (0..5).map(StoryIdx).collect();
        for factor in [1, 1_000_000] {
            let numbers = [3, -1, 3, 7, -1].map(|number| number * factor);
            let sorted: Vec<u32> = highest_first(&numbers, &rows).into_iter().map(|idx| idx.0).collect();
            assert_eq!(sorted, [3, 0, 2, 1, 4]);
        }
        assert!(highest_first(&[], &[]).is_empty());
    }
}

//! Who and what an article names: candidates are judged, the longest stand, surnames find their persons.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::evidence::{Context, Verdict, is_somebody_else};
use super::lexicon::{Claim, Entry, Lexicon, SpellingRole};
use super::scan::{Candidate, Tail, Text};
use super::version::Version;
use super::{id, version};
use crate::article::{Article, EntityKind, Mention, Named};
use crate::text::Clean;

/// A stretch of text that is, or may be, a mention.
#[derive(Clone, Debug)]
struct Hit {
    /// Index into the article's texts.
    text: usize,
    /// In the folded text.
    start: usize,
    /// In the folded text.
    end: usize,
    meaning: Meaning,
}

/// What a hit means.
#[derive(Clone, Debug)]
enum Meaning {
    /// Nobody; it hides the names within it.
    Nobody,
    /// An entry of the lexicon, or of a family the version given as the rest of its name.
    Entry { entry: usize, version: Option<String>, doubt: Doubt },
}

/// What has still to be shown of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    None,
    /// Its case says nothing: somebody else must be named for certain.
    Case,
    /// A surname: whose?
    Surname {
        alone: bool,
    },
}

/// Fills `article.entities` with what its texts name, in order of first mention. Mentions never overlap.
pub fn recognize(lexicon: &Lexicon, article: &mut Article) {
    let texts: Vec<Text> = article.texts().map(|(place, clean)| Text::new(place, clean)).collect();
    let candidates: Vec<Vec<Candidate>> = texts.iter().map(|text| text.candidates(&lexicon.patterns)).collect();
    let judge = Judge { lexicon, texts: &texts, context: context(lexicon, &texts, &candidates) };
    let mut hits = judge.hits(&candidates);
    uncover(&mut hits);
    let hits = settle(hits, lexicon);
    article.entities = named(lexicon, &texts, hits);
}

/// What the article shows as a whole.
fn context(lexicon: &Lexicon, texts: &[Text], candidates: &[Vec<Candidate>]) -> Context {
    let mut seen = vec![false; lexicon.patterns.len()];
    for candidate in candidates.iter().flatten().filter(|candidate| candidate.tail != Tail::Open) {
        seen[candidate.pattern] = true;
    }
    Context { seen, lower: !texts.iter().any(|text| text.clean.contains(char::is_uppercase)) }
}

/// Turns candidates into hits.
struct Judge<'a> {
    lexicon: &'a Lexicon,
    texts: &'a [Text<'a>],
    context: Context,
}

impl Judge<'_> {
    /// All hits, by text and start, the longer first.
    fn hits(&self, candidates: &[Vec<Candidate>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (text, candidates) in candidates.iter().enumerate() {
            for candidate in candidates {
                self.push_hits(text, candidate, &mut hits);
            }
        }
        hits.sort_by_key(|hit| (hit.text, hit.start, std::cmp::Reverse(hit.end)));
        hits
    }

    fn push_hits(&self, text: usize, candidate: &Candidate, hits: &mut Vec<Hit>) {
        let Candidate { pattern, start, end, tail } = *candidate;
        if self.lexicon.patterns.hides(pattern) && tail != Tail::Open {
            hits.push(Hit { text, start, end, meaning: Meaning::Nobody });
        }
        for claim in self.lexicon.patterns.claims(pattern) {
            match self.version(text, candidate, claim) {
                Some(version) => self.push_versions(text, start, claim, version, hits),
                None => {
                    let doubt = self.doubt(text, candidate, claim);
                    let meaning = |doubt| Meaning::Entry { entry: claim.entry, version: None, doubt };
                    hits.extend(doubt.map(|doubt| Hit { text, start, end, meaning: meaning(doubt) }));
                }
            }
        }
    }

    /// The version after a family's name, or the one that stands for it.
    fn version(&self, text: usize, candidate: &Candidate, claim: &Claim) -> Option<Version> {
        let (shapes, _) = self.entry(claim).versions.as_ref()?;
        let text = &self.texts[text];
        let reading = text.reading(text.capitals || self.context.lower);
        let short = claim.role == SpellingRole::Short;
        let needs = if short { &claim.needs } else { &claim.version_needs };
        let (from, to) = text.range(candidate.start, candidate.end)?;
        if self.context.judge(needs, text, &text.clean[from..to], &claim.spelling) == Verdict::No {
            return None;
        }
        if short { shapes.read_short(reading, candidate.start) } else { shapes.read(reading, candidate.end) }
    }

    /// A version, and those that follow it in a list: "GPT-4, 4o and 5".
    fn push_versions(&self, text: usize, start: usize, claim: &Claim, first: Version, hits: &mut Vec<Hit>) {
        let hit = |start, version: Version| {
            let meaning = Meaning::Entry { entry: claim.entry, version: Some(version.name), doubt: Doubt::None };
            Hit { text, start, end: version.end, meaning }
        };
        let mut end = first.end;
        hits.push(hit(start, first));
        let Some((shapes, _)) = &self.entry(claim).versions else { return };
        while let Some((start, version)) = version::next_in_list(shapes, self.texts[text].reading(false), end) {
            end = version.end;
            hits.push(hit(start, version));
        }
    }

    /// What has still to be shown of a bare name; `None` if it is none.
    fn doubt(&self, text: usize, candidate: &Candidate, claim: &Claim) -> Option<Doubt> {
        let text = &self.texts[text];
        let fits = match candidate.tail {
            Tail::Closed => true,
            Tail::Plural => self.entry(claim).kind == EntityKind::Model,
            Tail::Open => false,
        };
        let (from, to) = text.range(candidate.start, candidate.end).filter(|_| fits)?;
        let written = &text.clean[from..to];
        let surname = match claim.role {
            SpellingRole::Stem | SpellingRole::Short => return None,
            SpellingRole::Name => None,
            SpellingRole::Surname => Some(false),
            SpellingRole::SurnameAlone => Some(self.context.allows(&claim.needs)),
        };
        if let Some(alone) = surname {
            let proper = self.context.lower || written.starts_with(char::is_uppercase);
            let ours = proper && !is_somebody_else(text, from, &self.lexicon.titles);
            return ours.then_some(Doubt::Surname { alone: alone && !self.context.lower });
        }
        match self.context.judge(&claim.needs, text, written, &claim.spelling) {
            Verdict::Sure => Some(Doubt::None),
            Verdict::Caseless => Some(Doubt::Case),
            Verdict::No => None,
        }
    }

    fn entry(&self, claim: &Claim) -> &Entry {
        &self.lexicon.entries()[claim.entry]
    }
}

impl Hit {
    fn is_certain(&self) -> bool {
        matches!(self.meaning, Meaning::Nobody | Meaning::Entry { doubt: Doubt::None, .. })
    }
}

/// Drops what lies within a longer hit that is certain. `hits` are by text and start, the longer first.
fn uncover(hits: &mut Vec<Hit>) {
    let mut cover = (usize::MAX, 0, 0);
    hits.retain(|hit| {
        let covered = hit.text == cover.0 && hit.end <= cover.2 && (hit.start, hit.end) != (cover.1, cover.2);
        if hit.is_certain() && !covered && (hit.text != cover.0 || hit.end > cover.2) {
            cover = (hit.text, hit.start, hit.end);
        }
        !covered
    });
}

/// Settles every doubt with what is certain in the article.
fn settle(hits: Vec<Hit>, lexicon: &Lexicon) -> Vec<Hit> {
    let certain: Vec<(usize, usize, usize)> = hits.iter().filter_map(certain_entry).collect();
    let mut ranked: Vec<(Hit, Rank)> = Vec::with_capacity(hits.len());
    for hit in hits {
        let rank = match hit.meaning {
            Meaning::Nobody => Some(Rank::Certain),
            Meaning::Entry { doubt: Doubt::None, .. } => Some(Rank::Certain),
            Meaning::Entry { doubt: Doubt::Case, .. } => (!certain.is_empty()).then_some(Rank::Alone),
            Meaning::Entry { entry, doubt: Doubt::Surname { alone }, .. } => {
                debug_assert_eq!(lexicon.entries()[entry].kind, EntityKind::Person);
                whose(&certain, &hit, entry).or(alone.then_some(Rank::Alone))
            }
        };
        ranked.extend(rank.map(|rank| (hit, rank)));
    }
    ranked.sort_by(|(a, x), (b, y)| (a.text, a.start, b.end).cmp(&(b.text, b.start, a.end)).then(y.cmp(x)));
    ranked.into_iter().map(|(hit, _)| hit).collect()
}

/// How well a hit is supported; the greatest of several for the same words stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Nothing in the article speaks against it.
    Alone,
    /// The full name comes later.
    NamedLater,
    /// The full name stands before, there.
    Named(usize, usize),
    Certain,
}

fn certain_entry(hit: &Hit) -> Option<(usize, usize, usize)> {
    match hit.meaning {
        Meaning::Entry { entry, doubt: Doubt::None, .. } => Some((hit.text, hit.start, entry)),
        _ => None,
    }
}

/// How the full name supports a surname: the last one before it most.
fn whose(certain: &[(usize, usize, usize)], hit: &Hit, person: usize) -> Option<Rank> {
    let named = certain.iter().filter(|(_, _, entry)| *entry == person);
    let (mut before, mut later) = (None, None);
    for (text, start, _) in named {
        match (*text, *start) < (hit.text, hit.start) {
            true => before = Some(Rank::Named(*text, *start)),
            false => later = Some(Rank::NamedLater),
        }
    }
    before.or(later)
}

/// The entities of the hits that stand: from the left, of those that overlap the first.
fn named(lexicon: &Lexicon, texts: &[Text], hits: Vec<Hit>) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut by_id: HashMap<(EntityKind, Clean), usize> = HashMap::new();
    let mut taken = (usize::MAX, 0);
    for hit in hits {
        if taken.0 == hit.text && hit.start < taken.1 {
            continue;
        }
        taken = (hit.text, hit.end);
        let Meaning::Entry { entry, version, .. } = hit.meaning else { continue };
        let text = &texts[hit.text];
        let Some((start, end)) = text.range(hit.start, hit.end) else { continue };
        let new = name(&lexicon.entries()[entry], version);
        let at = match by_id.entry((new.kind, new.id.clone())) {
            Slot::Occupied(slot) => *slot.get(),
            Slot::Vacant(slot) => {
                found.push(new);
                *slot.insert(found.len() - 1)
            }
        };
        found[at].mentions.push(Mention { place: text.place, start, end });
    }
    found
}

/// An entry, or a version of it, without mentions yet.
fn name(entry: &Entry, version: Option<String>) -> Named {
    let name = version.map_or_else(|| entry.name.clone(), |version| Clean::from(format!("{}{version}", entry.name)));
    Named {
        kind: entry.kind,
        id: id(&name),
        name,
        family: entry.family.clone(),
        maker: entry.maker.clone(),
        novel: false,
        mentions: Vec::new(),
    }
}

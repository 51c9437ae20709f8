//! What candidates mean: names, versions and surnames as far as their own evidence goes.

use std::cmp::Reverse;

use super::evidence::{Context, Verdict, is_somebody_else, is_title_case, same_letters};
use super::lexicon::{Case, Claim, Entry, Lexicon, SpellingRole};
use super::scan::{Candidate, Tail, Text};
use super::version::{Shapes, Version};
use crate::article::EntityKind;

/// A stretch of text that is, or may be, a mention.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Index into the article's texts.
    pub text: usize,
    /// In the folded text.
    pub start: usize,
    /// In the folded text.
    pub end: usize,
    pub meaning: Meaning,
}

/// What a hit means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// Nobody; it hides the names within it.
    Nobody,
    /// An entry of the lexicon, or of a family the version given as the rest of its name.
    Entry { entry: usize, version: Option<String>, doubt: Doubt },
}

/// What has still to be shown of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    None,
    /// Its case says nothing: somebody else must be named for certain.
    Case,
    /// A word that is a name only where something says so: what stands beside it may.
    Word,
    /// A surname: whose?
    Surname {
        alone: bool,
    },
}

impl Hit {
    /// Whether nothing has to be shown any more.
    pub fn is_certain(&self) -> bool {
        matches!(self.meaning, Meaning::Nobody | Meaning::Entry { doubt: Doubt::None, .. })
    }
}

/// Turns candidates into hits.
pub(super) struct Judge<'a> {
    pub lexicon: &'a Lexicon,
    pub texts: &'a [Text<'a>],
    pub context: Context,
}

impl Judge<'_> {
    /// All hits, by text and start, the longer first.
    pub fn hits(&self, candidates: &[Vec<Candidate>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (text, candidates) in candidates.iter().enumerate() {
            for candidate in candidates {
                self.push_hits(text, candidate, &mut hits);
            }
        }
        hits.sort_by_key(|hit| (hit.text, hit.start, Reverse(hit.end)));
        hits
    }

    fn push_hits(&self, text: usize, candidate: &Candidate, hits: &mut Vec<Hit>) {
        let Candidate { pattern, start, end, tail } = *candidate;
        let n_before = hits.len();
        for claim in self.lexicon.patterns.claims(pattern) {
            let version = self.version(text, candidate, claim).or_else(|| self.extension(text, candidate, claim));
            match version {
                Some(version) => self.push_versions(text, start, claim, version, hits),
                None => {
                    let doubt = self.doubt(text, candidate, claim);
                    let meaning = |version, doubt| Meaning::Entry { entry: claim.entry, version, doubt };
                    let doubtful = self.doubtful_version(text, candidate, claim);
                    hits.extend(doubtful.map(|Version { name, end, .. }| Hit {
                        text,
                        start,
                        end,
                        meaning: meaning(Some(name), Doubt::Word),
                    }));
                    hits.extend(doubt.map(|doubt| Hit { text, start, end, meaning: meaning(None, doubt) }));
                }
            }
        }
        let is_a_name = hits[n_before..].iter().any(Hit::is_certain);
        if self.lexicon.patterns.hides(pattern) && tail != Tail::Open && !is_a_name {
            hits.push(Hit { text, start, end, meaning: Meaning::Nobody });
        }
    }

    /// The version after a family's name, or the one that stands for it.
    fn version(&self, text: usize, candidate: &Candidate, claim: &Claim) -> Option<Version> {
        let (shapes, _) = self.entry(claim).versions.as_deref()?;
        let text = &self.texts[text];
        let reading = text.reading(text.capitals || self.context.lower);
        let short = claim.role == SpellingRole::Short;
        let needs = if short { &claim.needs } else { &claim.version_needs };
        let (from, to) = text.range(candidate.start, candidate.end)?;
        let written = &text.clean[from..to];
        let small = claim.needs.case != Case::Any && written.starts_with(char::is_lowercase);
        let allowed = self.context.judge(needs, text, written, &claim.spelling) != Verdict::No;
        if !allowed || (small && !self.context.allows(&claim.needs)) {
            return None;
        }
        if short { shapes.read_short(reading, candidate.start) } else { shapes.read(reading, candidate.end) }
    }

    /// A version where the article has nothing that the family asks for.
    fn doubtful_version(&self, text: usize, candidate: &Candidate, claim: &Claim) -> Option<Version> {
        let (shapes, _) = self.entry(claim).versions.as_deref()?;
        let text = &self.texts[text];
        let (from, to) = text.range(candidate.start, candidate.end)?;
        let is_stem = matches!(claim.role, SpellingRole::Name | SpellingRole::Stem);
        let proper = self.is_proper(text, &text.clean[from..to], claim) && self.context.lacks(&claim.version_needs);
        if is_stem && proper { shapes.read(text.reading(false), candidate.end) } else { None }
    }

    /// Whether it is written as the lexicon has it, with a capital where capitals tell names.
    fn is_proper(&self, text: &Text, written: &str, claim: &Claim) -> bool {
        let caseless = text.capitals || self.context.lower;
        !caseless && written.starts_with(char::is_uppercase) && same_letters(written, &claim.spelling)
    }

    /// The rest of a name that goes on with a word of no class: the `-Weather` of "Pangu-Weather".
    fn extension(&self, text: usize, candidate: &Candidate, claim: &Claim) -> Option<Version> {
        let is_bare = claim.role == SpellingRole::Name && candidate.tail == Tail::Closed;
        if !is_bare || self.entry(claim).kind != EntityKind::Model {
            return None;
        }
        let at = text;
        let text = &self.texts[text];
        let rest = text.clean[text.folded.clean(candidate.end)?..].strip_prefix('-')?;
        let word = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
        let mut letters = word.chars();
        let proper = letters.next()?.is_uppercase() && letters.next()?.is_lowercase() && letters.next().is_some();
        let goes_on = rest[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        let vocabulary = &self.lexicon.discovery.vocabulary;
        let known = vocabulary.classes(vocabulary.find(word)) != Default::default();
        if !proper || goes_on || known || text.capitals || is_title_case(text.clean) {
            return None;
        }
        self.doubt(at, candidate, claim).filter(|doubt| *doubt == Doubt::None)?;
        let name = format!("-{word}");
        Some(Version { lead: 0, stem: name.len(), end: candidate.end + name.len(), name })
    }

    /// A version, and those that follow it in a list: "GPT-4, 4o and 5".
    fn push_versions(&self, text: usize, start: usize, claim: &Claim, first: Version, hits: &mut Vec<Hit>) {
        let hit = |start, version: Version| {
            let meaning = Meaning::Entry { entry: claim.entry, version: Some(version.name), doubt: Doubt::None };
            Hit { text, start, end: version.end, meaning }
        };
        let at = hits.len();
        hits.push(hit(start, first.clone()));
        let Some((shapes, _)) = self.entry(claim).versions.as_deref() else { return };
        let both = self.texts[text].folded.text[..start].ends_with("both ");
        let (reading, mut last, mut in_list) = (self.texts[text].reading(false), first, false);
        while let Some((start, version)) = shapes.next_in_list(reading, &last, in_list) {
            if let Some(shared) = Shapes::sharing(&last, &version).filter(|_| both && !in_list) {
                hits[at] = hit(hits[at].start, shared);
            }
            (last, in_list) = (version.clone(), true);
            hits.push(hit(start, version));
        }
    }

    /// What has still to be shown of a bare name; `None` if it is none.
    fn doubt(&self, text: usize, candidate: &Candidate, claim: &Claim) -> Option<Doubt> {
        let text = &self.texts[text];
        let fits = match candidate.tail {
            Tail::Closed => true,
            Tail::Plural => self.entry(claim).kind == EntityKind::Model || self.context.genitive,
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
        if self.context.is_first_name(&claim.needs, text, to) {
            return None;
        }
        match self.context.judge(&claim.needs, text, written, &claim.spelling) {
            Verdict::Sure => Some(Doubt::None),
            Verdict::Caseless => Some(Doubt::Case),
            Verdict::No if self.is_proper(text, written, claim) && self.context.lacks(&claim.needs) => {
                Some(Doubt::Word)
            }
            Verdict::No => None,
        }
    }

    fn entry(&self, claim: &Claim) -> &Entry {
        self.lexicon.claimed(claim.entry)
    }
}

//! Every spelling of the lexicon, and every word its evidence asks for, in one automaton.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::parse::Place;
use super::{Case, Entry, Evidence, Spelling, SpellingRole, Words};
use crate::entity::fold::fold;
use crate::entity::novel::{Class, Vocabulary, WordHasher};

/// Patterns that there is room for from the start: an entry has two or three.
const PATTERNS_PER_ENTRY: usize = 3;

/// After so many letters few patterns go on with the same ones. It is what the automaton has anyway: said here, what it is
/// made from takes less as well.
const DENSE_DEPTH: usize = 2;

/// Folded strings to look for, and what each means.
#[derive(Debug, Default)]
pub(in crate::entity) struct Patterns {
    automaton: Option<AhoCorasick>,
    /// The patterns as the automaton numbers them.
    sorted: Vec<usize>,
    patterns: Vec<Pattern>,
}

/// Patterns that are being gathered.
#[derive(Debug, Default)]
struct Gathering {
    patterns: Vec<Pattern>,
    by_text: HashMap<String, usize, BuildHasherDefault<WordHasher>>,
    /// The patterns of lists of evidence by their addresses: entries share lists of cues.
    lists: HashMap<usize, Numbers, BuildHasherDefault<WordHasher>>,
}

/// One folded string.
#[derive(Debug, Default)]
struct Pattern {
    /// Who may be meant by it.
    claims: Vec<Claim>,
    /// It hides the names within it.
    hides: bool,
    /// As evidence it counts in small letters, too: "chatbot", but not "Gemini".
    small: bool,
}

/// That an entity goes by a pattern.
#[derive(Clone, Debug)]
pub(in crate::entity) struct Claim {
    /// Index into the lexicon's entries.
    pub entry: usize,
    /// What the spelling stands for.
    pub role: SpellingRole,
    /// The spelling as the lexicon has it, for comparing case.
    pub spelling: Box<str>,
    /// What the article must have.
    pub needs: Needs,
    /// What it must have for a version of this family.
    pub version_needs: Arc<Needs>,
}

/// Evidence as pattern numbers.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Needs {
    pub case: Case,
    /// One of one of these.
    pub requires: Vec<Numbers>,
    pub unless: Vec<usize>,
    /// One of one of these.
    pub certain_with: Vec<Numbers>,
    pub given: bool,
    /// The spelling's own pattern, which is no evidence of itself.
    pub own: Option<usize>,
}

/// Patterns of words of which one will do.
pub(in crate::entity) type Numbers = Arc<[usize]>;

/// A pattern found in a folded text.
#[derive(Clone, Copy, Debug)]
pub(in crate::entity) struct Found {
    pub pattern: usize,
    pub start: usize,
    pub end: usize,
}

impl Patterns {
    /// The patterns of `entries`, whose spellings they take over, and of `words`, with the numbers of the latter;
    /// `places` says where each entry stands, for complaints.
    pub(super) fn new(
        entries: &mut [Entry],
        places: &[Place],
        words: &[Words],
        everyday: &Vocabulary,
        complain: &mut dyn FnMut(&Place, String),
    ) -> (Self, Vec<usize>) {
        let mut gathering = Gathering::default();
        gathering.by_text.reserve(PATTERNS_PER_ENTRY * entries.len());
        gathering.patterns.reserve(PATTERNS_PER_ENTRY * entries.len());
        let without_versions = Arc::<Needs>::default();
        // Names of a later file find theirs taken by an earlier one, not the other way round.
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|i| places[*i].file_idx);
        for i in order {
            let spellings = std::mem::take(&mut entries[i].spellings);
            let entry = &entries[i];
            let version_needs = entry.versions.as_deref().map(|(_, evidence)| gathering.needs(evidence, None));
            let version_needs = version_needs.map_or_else(|| Arc::clone(&without_versions), Arc::new);
            for spelling in &spellings {
                let added =
                    check_word(spelling, everyday).and_then(|()| gathering.add(i, entries, spelling, &version_needs));
                if let Err(what) = added {
                    complain(&places[i], format!("`{}` of `{}` {what}", spelling.text, entry.name));
                }
            }
        }
        let words = words.iter().flat_map(|list| gathering.numbers(list).to_vec()).collect();
        (gathering.done(), words)
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Memory of the automaton.
    pub fn automaton_bytes(&self) -> usize {
        self.automaton.as_ref().map_or(0, AhoCorasick::memory_usage)
    }

    /// Every pattern in a folded text, whether or not it stands between words.
    pub fn find<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = Found> + 't {
        let found = self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(folded));
        found.map(|found| Found { pattern: self.sorted[found.pattern()], start: found.start(), end: found.end() })
    }

    /// Who may be meant by a pattern.
    pub fn claims(&self, pattern: usize) -> &[Claim] {
        &self.patterns[pattern].claims
    }

    /// Whether a pattern hides the names within it.
    pub fn hides(&self, pattern: usize) -> bool {
        self.patterns[pattern].hides
    }

    /// Whether a pattern is evidence in small letters, too.
    pub fn counts_small(&self, pattern: usize) -> bool {
        self.patterns[pattern].small
    }
}

impl Gathering {
    /// The patterns with what finds them.
    fn done(mut self) -> Patterns {
        self.patterns.shrink_to_fit();
        let mut texts: Vec<(&str, usize)> = self.by_text.iter().map(|(text, i)| (text.as_str(), *i)).collect();
        // In the order of their letters, one goes into the automaton where the last one went, which is faster.
        texts.sort_unstable();
        let sorted = texts.iter().map(|(_, i)| *i).collect();
        let texts = texts.iter().map(|(text, _)| text);
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::Standard).prefilter(false).dense_depth(DENSE_DEPTH);
        let automaton = builder.build(texts);
        Patterns { automaton: automaton.ok(), sorted, patterns: self.patterns }
    }

    /// Adds a spelling; an error says why it cannot be used.
    fn add(
        &mut self,
        entry: usize,
        entries: &[Entry],
        spelling: &Spelling,
        version_needs: &Arc<Needs>,
    ) -> Result<(), String> {
        let folded = fold(&spelling.text);
        check_length(&folded, spelling)?;
        let pattern = self.pattern(folded.clone());
        self.check_owner(pattern, entry, entries, spelling)?;
        let needs = self.needs(&spelling.evidence, Some(&folded));
        let claim = Claim {
            entry,
            role: spelling.role,
            spelling: spelling.text.as_str().into(),
            needs,
            version_needs: Arc::clone(version_needs),
        };
        // most patterns are one entity's alone: a vector that makes room for four would be most of the lexicon
        let claims = &mut self.patterns[pattern].claims;
        claims.reserve_exact(1);
        claims.push(claim);
        Ok(())
    }

    /// Two entities may share a spelling only where evidence can tell them apart, an entity may have it twice only
    /// in different case.
    fn check_owner(&self, pattern: usize, entry: usize, all: &[Entry], spelling: &Spelling) -> Result<(), String> {
        let exact = |case| matches!(case, Case::Acronym | Case::Exact);
        let clashes = |claim: &&Claim| {
            let same_kind = all[claim.entry].kind == all[entry].kind;
            let both = |role| claim.role == role && spelling.role == role;
            if claim.entry == entry {
                return claim.role == spelling.role && !(exact(claim.needs.case) && exact(spelling.evidence.case));
            }
            let bound =
                both(SpellingRole::Name) || same_kind && (both(SpellingRole::Stem) || both(SpellingRole::Short));
            bound && claim.needs.requires.is_empty() && spelling.evidence.requires.is_empty()
        };
        match self.patterns[pattern].claims.iter().find(clashes) {
            Some(claim) => Err(format!("names `{}` already; it is left out", all[claim.entry].name)),
            None => Ok(()),
        }
    }

    /// Evidence in numbers. What contains the spelling itself becomes a pattern that hides it; a spelling is no
    /// evidence of itself, whatever list of cues it stands in.
    fn needs(&mut self, evidence: &Evidence, spelling: Option<&str>) -> Needs {
        let requires = evidence.requires.iter().map(|list| self.numbers(list)).collect();
        let own = spelling.and_then(|spelling| self.by_text.get(spelling)).copied();
        let certain_with = evidence.certain_with.iter().map(|list| self.numbers(list)).collect();
        let mut unless = Vec::new();
        for word in &evidence.unless {
            let folded = fold(word);
            let hides = spelling.is_some_and(|spelling| folded.contains(spelling));
            let pattern = self.evidence(word, folded);
            match hides {
                true => self.patterns[pattern].hides = true,
                false => unless.push(pattern),
            }
        }
        Needs { case: evidence.case, requires, unless, certain_with, given: evidence.given, own }
    }

    /// The numbers of a list of words of evidence.
    fn numbers(&mut self, words: &Words) -> Numbers {
        let address = words.as_ptr().addr();
        if let Some(numbers) = self.lists.get(&address) {
            return Arc::clone(numbers);
        }
        let numbers: Numbers = words.iter().map(|word| self.evidence(word, fold(word))).collect();
        self.lists.insert(address, Arc::clone(&numbers));
        numbers
    }

    /// The number of a word of evidence.
    fn evidence(&mut self, word: &str, folded: String) -> usize {
        let pattern = self.pattern(folded);
        self.patterns[pattern].small |= !word.starts_with(char::is_uppercase);
        pattern
    }

    /// The number of a folded string.
    fn pattern(&mut self, folded: String) -> usize {
        match self.by_text.entry(folded) {
            Slot::Occupied(slot) => *slot.get(),
            Slot::Vacant(slot) => {
                self.patterns.push(Pattern::default());
                *slot.insert(self.patterns.len() - 1)
            }
        }
    }
}

/// An everyday word needs evidence: "the" would match everywhere.
fn check_word(spelling: &Spelling, everyday: &Vocabulary) -> Result<(), String> {
    let Spelling { text, role, evidence } = spelling;
    let is_name = *role == SpellingRole::Name && evidence.requires.is_empty() && text.chars().count() > 1;
    match is_name && everyday.classes(everyday.find(text.trim())).has(Class::Everyday) {
        true => Err("is an everyday word and would match everywhere; it needs `requires`, and is left out".to_owned()),
        false => Ok(()),
    }
}

/// A single letter needs evidence; what has no letter or digit would match everywhere.
fn check_length(folded: &str, spelling: &Spelling) -> Result<(), String> {
    if !folded.chars().any(char::is_alphanumeric) {
        return Err("has neither letter nor digit and would match everything; it is left out".to_owned());
    }
    if folded.chars().count() < 2 && spelling.evidence.requires.is_empty() {
        return Err("is too short to be told from a letter and requires nothing; it is left out".to_owned());
    }
    Ok(())
}

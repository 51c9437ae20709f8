//! The names that newsdesk knows: entries with aliases, facts and rules, and the look-up by name.
//!
//! The files under `assets/entities/` say at their tops what an entry may hold. A file has a table for each kind, with
//! the canonical name as the key: `[company]`, `"OpenAI" = { country = "US" }`.

mod draft;
mod entry;
mod fields;
mod gather;
mod mend;
mod parse;
mod patterns;
mod signs;

pub(super) use entry::{Case, Evidence, Spelling, SpellingRole, Words};
pub use entry::{Entry, Facts};
pub(super) use patterns::{Claim, Found, Needs, Numbers, Patterns};
pub(super) use signs::Signs;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::BuildHasherDefault;

use self::parse::{Lists, Parsed};
use super::fold::Folded;
use super::novel::{Discovery, WordHasher};
use super::scan::Text;
use super::version::Reading;
use crate::article::{EntityKind, Place};
use crate::text::Clean;
use crate::text::repair::Names;

/// The files that come with newsdesk.
const BUNDLED: [(&str, &str); 6] = [
    ("words.toml", include_str!("../../assets/entities/words.toml")),
    ("companies.toml", include_str!("../../assets/entities/companies.toml")),
    ("models.toml", include_str!("../../assets/entities/models.toml")),
    ("people.toml", include_str!("../../assets/entities/people.toml")),
    ("organizations.toml", include_str!("../../assets/entities/organizations.toml")),
    ("policies.toml", include_str!("../../assets/entities/policies.toml")),
];

/// Ids are hashed by the thousand, and of our own making.
type IdHasher = BuildHasherDefault<WordHasher>;

/// The texts of the files that come with newsdesk.
pub fn bundled_files() -> impl Iterator<Item = &'static str> {
    BUNDLED.iter().map(|(_, text)| *text)
}

/// All known entities with their aliases and rules. Built once, shared by `Arc`.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// Ids of names that the user takes away, whether or not they have an entry.
    hidden: HashSet<Clean>,
    /// The places of those that are shown, by kind and id.
    by_id: Vec<u32>,
    /// Every spelling in one automaton.
    pub(super) patterns: Patterns,
    /// Words before a surname that do not make it another person's: "President", "CEO".
    pub(super) titles: Vec<String>,
    /// What beside an ambiguous word shows that it is a name, by its kind.
    pub(super) signs: HashMap<EntityKind, Signs>,
    /// How names that are not in here are found.
    pub(super) discovery: Discovery,
    /// Of these patterns the article must have one before names are looked for that are not in here.
    pub(super) field: Vec<usize>,
}

/// Something in a lexicon's file that cannot be used. The rest is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconProblem {
    /// The file's name.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong and what was done, in a sentence without a full stop.
    pub what: String,
}

impl fmt::Display for LexiconProblem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.what)
    }
}

impl Lexicon {
    /// The lexicon that comes with newsdesk. A test proves that it has no problems.
    pub fn bundled() -> Self {
        Self::parse(&BUNDLED).0
    }

    /// The bundled lexicon with a user's files over it: they add entries, override those of the same kind and name,
    /// and hide them (`hide = true`). All problems are those of `files`.
    pub fn with(files: &[(&str, &str)]) -> (Self, Vec<LexiconProblem>) {
        let all: Vec<(&str, &str)> = BUNDLED.iter().chain(files).copied().collect();
        Self::parse(&all)
    }

    /// A lexicon from TOML files, each given as its name and text; a later file overrides an earlier one.
    /// What cannot be used is in the list of problems.
    pub fn parse(files: &[(&str, &str)]) -> (Self, Vec<LexiconProblem>) {
        let mut parsed = parse::parse(files);
        let mut problems = std::mem::take(&mut parsed.problems);
        let discovery = Discovery::bundled();
        let field = parsed.lists.expand(&discovery.requires);
        let mut complain = |place: &parse::Place, what| problems.push(place.problem(files, what));
        let (patterns, field) =
            Patterns::new(&mut parsed.entries, &parsed.places, &field, &discovery.vocabulary, &mut complain);
        let Parsed { entries, hidden, lists: Lists { titles, signs, .. }, .. } = parsed;
        let mut by_id: Vec<u32> = (0..entries.len() as u32).filter(|at| !entries[*at as usize].hidden).collect();
        by_id.sort_unstable_by(|a, b| key(&entries[*a as usize]).cmp(&key(&entries[*b as usize])));
        (Self { entries, hidden, by_id, patterns, titles, signs, discovery, field }, problems)
    }

    /// The entry with this id. A version of a model has none of its own: ask for its family.
    pub fn entry(&self, kind: EntityKind, id: &str) -> Option<&Entry> {
        let entry = |at: &u32| &self.entries[*at as usize];
        let found = self.by_id.binary_search_by(|at| key(entry(at)).cmp(&(kind, id)));
        found.ok().map(|found| entry(&self.by_id[found]))
    }

    /// All entries, by kind and name.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.hidden)
    }

    /// The entry that a claim is about, also one that the user hides.
    pub(super) fn claimed(&self, entry: usize) -> &Entry {
        &self.entries[entry]
    }

    /// Whether the user hides this name, of whatever kind.
    pub(super) fn hides(&self, id: &Clean) -> bool {
        self.hidden.contains(id)
    }

    /// The ids that go by `name`, in any case, with hyphens or spaces: canonical names, aliases, surnames, versions
    /// of a family ("gpt 5.6" → model `gpt-5.6`). Evidence is not asked for: a name alone is all there is.
    pub fn resolve(&self, kind: Option<EntityKind>, name: &str) -> Vec<(EntityKind, Clean)> {
        let clean = Clean::from(name);
        let folded = Folded::new(&clean);
        let reading = Reading { clean: &clean, folded: &folded, caseless: true };
        let mut found: Vec<(EntityKind, Clean)> = Vec::new();
        for Found { pattern, end, .. } in self.patterns.find(&folded.text).filter(|found| found.start == 0) {
            let claims = self.patterns.claims(pattern);
            found.extend(claims.iter().filter_map(|claim| self.id_of(claim, reading, end)));
        }
        found.retain(|(found, _)| kind.is_none_or(|kind| kind == *found));
        found.sort();
        found.dedup();
        found
    }

    /// How many spellings and words of evidence stand in a text: the scan alone, before anything is judged.
    pub fn count_candidates(&self, text: &str) -> usize {
        Text::new(Place::Title, text).candidates(&self.patterns).len()
    }

    /// Memory of the automaton that finds them, in bytes.
    pub fn automaton_bytes(&self) -> usize {
        self.patterns.automaton_bytes()
    }

    /// Names with capitals or blanks inside, variants of models too: evidence for taking jammed words apart, and for
    /// putting lines together.
    pub fn names(&self) -> Names {
        let names = self.entries().flat_map(|entry| std::iter::once(&entry.name).chain(&entry.aliases));
        let inner = |name: &&Clean| name.chars().skip(1).any(|c| c.is_uppercase() || c == ' ');
        let variants = |entry: &'_ Entry| -> Vec<String> {
            let shapes = entry.versions.as_deref().into_iter().flat_map(|(shapes, _)| &shapes.variants);
            shapes.filter_map(|shape| Some(format!("{} {}", entry.name, shape.word()?))).collect()
        };
        names.filter(inner).map(Clean::to_string).chain(self.entries.iter().flat_map(variants)).collect()
    }

    /// What a whole text means that starts with a spelling of `claim`, which ends at `end`.
    fn id_of(&self, claim: &Claim, text: Reading, end: usize) -> Option<(EntityKind, Clean)> {
        let entry = Some(self.claimed(claim.entry)).filter(|entry| !entry.hidden)?;
        let whole = end == text.folded.text.len();
        match claim.role {
            role if whole && role != SpellingRole::Short => Some((entry.kind, entry.id.clone())),
            role => {
                let (shapes, _) = entry.versions.as_deref()?;
                let version =
                    if role == SpellingRole::Short { shapes.read_short(text, 0) } else { shapes.read(text, end) }?;
                let name = format!("{}{}", entry.name, version.name);
                (version.end == text.folded.text.len()).then(|| (entry.kind, super::id(&name)))
            }
        }
    }
}

/// What an entry is told by.
fn key(entry: &Entry) -> (EntityKind, &str) {
    (entry.kind, &entry.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_lexicon_has_no_problems() {
        let (_, problems) = Lexicon::parse(&BUNDLED);
        let problems: Vec<String> = problems.iter().map(LexiconProblem::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    /// The places and words of the complaints about a file of one's own.
    fn check_problems(file: &str, expected: &[(usize, &str)]) {
        let (_, problems) = Lexicon::parse(&[("own.toml", file)]);
        let found: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.what.as_str())).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for ((line, what), (expected_line, words)) in found.iter().zip(expected) {
            assert!(line == expected_line && what.contains(words), "line {line}: {what}; expected {words}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_complained_about_by_line() {
        check_problems("[company]\n\"A1\" = {}\n\"B2\" = { aliases = [\"a1\"] }", &[(3, "`A1` already")]);
        check_problems("[firm]\n\"Acme\" = {}", &[(1, "unknown kind `firm`")]);
        check_problems("[company]\n\n\"Acme\" = { colour = \"red\" }", &[(3, "unknown key `colour`")]);
        check_problems("[company]\n\"Acme\" = { aliases = [\"…\"] }", &[(2, "match everything")]);
        check_problems("[model]\n\"Acme\" = { same = [\"Acme 1\"] }", &[(2, "not two names of `Acme`")]);
        check_problems("[company]\n\"Acme\" = { aliases = [\"A\"] }", &[(2, "too short")]);
        check_problems("[model]\n\"M-1\" = { maker = \"Nobody\" }", &[(2, "no known company")]);
        check_problems("[model]\n\"M-1\" = { versions = [\"-\"] }", &[(2, "without digits or letters")]);
        check_problems("[company]\n\"Acme\" = { country = \"Oz\", case = 3 }", &[(2, "`case`"), (2, "two capitals")]);
        check_problems("[company]\n\"Acme\" = { requires = [\"@nothing\"] }", &[(2, "no cues are called")]);
        check_problems(
            "[person]\n\"A Bee\" = { surname = \"maybe\", affiliation = \"Acme\" }",
            &[(2, "`surname` must be"), (2, "not in the lexicon")],
        );
        check_problems("[model]\n\"Emu\" = { versions = [\"-*\"] }", &[(2, "no wildcards")]);
        check_problems("[policy]\n\"Act\" = { year = 20 }", &[(2, "between 1700 and 2100")]);
        check_problems("[company]\n\"The\" = { aliases = [\"Acme\"] }", &[(2, "everyday word")]);
        check_problems("company = 3", &[(1, "must be a table")]);
    }

    #[test]
    fn a_broken_line_costs_no_other() {
        let check = |broken: &str| {
            let file = format!("[company]\n\"One\" = {{}}\n{broken}\n\"Three\" = {{}}\n");
            let (lexicon, problems) = Lexicon::parse(&[("own.toml", &file)]);
            assert!(problems.len() == 1 && problems[0].line == 3, "{broken}: {problems:?}");
            assert_eq!(lexicon.entries().count(), 2, "{broken}");
        };
        check("\"Two = {}");
        check("\"Two\" = { aliases = [\"Zwei\" }");
        check("\"Two\" = { aliases = [\"Zwei\"");
        check("\"Two\" {}");
        check("???");
        check("\"One\" = {}");
    }

    #[test]
    fn a_users_file_adds_overrides_and_hides() {
        let own = "[company]\n\"Acme AI\" = {}\n\"OpenAI\" = { aliases = [\"OAI\"] }\n\"Anthropic\" = { hide = true }";
        let (lexicon, problems) = Lexicon::with(&[("own.toml", own)]);
        assert!(lexicon.entry(EntityKind::Company, "acme-ai").is_some());
        assert_eq!(lexicon.resolve(None, "oai"), [(EntityKind::Company, Clean::from("openai"))]);
        assert_eq!(lexicon.resolve(None, "open ai").len(), 1, "its other names stay");
        assert_eq!(lexicon.entry(EntityKind::Company, "openai").unwrap().facts.country.as_deref(), Some("US"));
        assert!(lexicon.entry(EntityKind::Company, "anthropic").is_none());
        assert!(lexicon.resolve(Some(EntityKind::Company), "anthropic").is_empty());
        assert_eq!(problems, []);
    }

    #[test]
    fn names_are_resolved_however_they_are_written() {
        let lexicon = Lexicon::bundled();
        let check = |name: &str, expected: &[(EntityKind, &str)]| {
            let found = lexicon.resolve(None, name);
            let found: Vec<(EntityKind, &str)> = found.iter().map(|(kind, id)| (*kind, id.as_str())).collect();
            assert_eq!(found, expected, "{name}");
        };
        check("zhipu", &[(EntityKind::Company, "z.ai")]);
        check("HUGGING-FACE", &[(EntityKind::Company, "hugging-face")]);
        check("gpt 5.6", &[(EntityKind::Model, "gpt-5.6")]);
        check("glm", &[(EntityKind::Model, "glm")]);
        check("GLM5.2", &[(EntityKind::Model, "glm-5.2")]);
        check("r1", &[(EntityKind::Model, "deepseek-r1")]);
        check("mistral", &[(EntityKind::Company, "mistral-ai"), (EntityKind::Model, "mistral")]);
        check("newsom", &[(EntityKind::Person, "gavin-newsom")]);
        check("ai act", &[(EntityKind::Policy, "eu-ai-act")]);
        check("gpt 5.6 or so", &[]);
        check("", &[]);
        assert_eq!(lexicon.resolve(Some(EntityKind::Model), "deepseek").len(), 1);
    }

    #[test]
    fn names_for_jammed_text_have_capitals_or_blanks_inside() {
        let names = Lexicon::bundled().names();
        assert_eq!(names.prefix("OpenAIAnthropic"), Some("OpenAI"));
        assert_eq!(names.prefix("Hugging FaceMeta"), Some("Hugging Face"));
        assert_eq!(names.prefix("Anthropic"), None);
    }
}

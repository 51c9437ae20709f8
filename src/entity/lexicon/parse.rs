//! From TOML files to entries: every table of a kind, every name in it, every key; what is wrong is collected.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Reader, Source};
use super::mend::mend;
use super::{Case, Entry, Evidence, Facts, LexiconProblem, Spelling, SpellingRole};
use crate::article::EntityKind;
use crate::entity::id;
use crate::entity::version::{Shape, Shapes};
use crate::text::Clean;

/// Tables that hold no entries.
const CUES: &str = "cues";
const WORDS: &str = "words";

/// Most letters of an acronym: `NIST`, `CNIPA`.
const ACRONYM_LETTERS: usize = 5;

/// Keys that every entry may have.
const COMMON: [&str; 7] = ["aliases", "case", "requires", "unless", "certain_with", "hide", "country"];

/// What the files say.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// By kind and name.
    pub entries: Vec<Entry>,
    /// Where each of the entries stands.
    pub places: Vec<Place>,
    /// Folded words that may stand before a surname.
    pub titles: Vec<String>,
    pub problems: Vec<LexiconProblem>,
}

/// Where an entry stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub file: String,
    pub line: usize,
}

impl Place {
    /// A complaint about what stands here.
    pub fn problem(&self, what: String) -> LexiconProblem {
        LexiconProblem { file: self.file.clone(), line: self.line, what }
    }
}

/// Word lists that entries refer to.
#[derive(Default)]
struct Lists {
    /// `@ai` in `requires` and `unless`.
    cues: HashMap<String, Vec<String>>,
    titles: Vec<String>,
    /// Words after a number that make it no version.
    counted: Arc<[String]>,
}

/// Reads `files` in order; a later entry replaces an earlier one of the same kind and id.
pub(super) fn parse(files: &[(&str, &str)]) -> Parsed {
    let mut problems = Vec::new();
    let sources: Vec<Source> = files.iter().map(|(file, text)| Source::new(file, text)).collect();
    let mended: Vec<Cow<str>> = sources.iter().map(|source| mend(source, &mut problems)).collect();
    let tables: Vec<Spanned<DeTable>> =
        sources.iter().zip(&mended).map(|(s, text)| table(s, text, &mut problems)).collect();
    let mut lists = Lists::default();
    for (source, table) in sources.iter().zip(&tables) {
        lists.read(&mut Reader { source, problems: &mut problems }, table.get_ref());
    }
    let mut gathered = Gathered::default();
    for (source, table) in sources.iter().zip(&tables) {
        gathered.read(&mut Reader { source, problems: &mut problems }, table.get_ref(), &lists);
    }
    let mut found: Vec<(Entry, Place)> = gathered.found.into_values().collect();
    found.sort_by(|(a, _), (b, _)| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    check_references(&mut found, &gathered.hidden, &mut problems);
    let (entries, places) = found.into_iter().unzip();
    Parsed { entries, places, titles: lists.titles, problems }
}

/// A file's tables; what is no TOML has been taken out, so that only keys given twice are left to complain about.
fn table<'t>(source: &Source, text: &'t str, problems: &mut Vec<LexiconProblem>) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        Reader { source, problems }.complain(&span, format!("{}; it is left out", error.message()));
    }
    table
}

/// The entries of all files so far.
#[derive(Default)]
struct Gathered {
    found: HashMap<(EntityKind, Clean), (Entry, Place)>,
    hidden: HashSet<Clean>,
}

impl Gathered {
    fn read(&mut self, reader: &mut Reader, table: &DeTable, lists: &Lists) {
        let mut own = HashSet::new();
        for (entry, place, hidden) in entries(reader, table, lists) {
            let key = (entry.kind, entry.id.clone());
            if !own.insert(key.clone()) {
                let what = format!("a second {} with the id `{}`; it is left out", entry.kind.name(), entry.id);
                reader.problems.push(place.problem(what));
            } else if hidden {
                self.found.remove(&key);
                self.hidden.insert(key.1);
            } else {
                self.found.insert(key, (entry, place));
            }
        }
    }
}

impl Lists {
    fn read(&mut self, reader: &mut Reader, table: &DeTable) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let known = name == CUES || name == WORDS || EntityKind::ALL.iter().any(|kind| kind.name() == name);
            match value.get_ref().as_table() {
                Some(lists) if name == CUES => {
                    let keys: Vec<&str> = lists.keys().map(|key| key.get_ref().as_ref()).collect();
                    let mut fields = Fields::new(reader, lists, &keys);
                    for key in keys {
                        self.cues.insert(key.to_owned(), fields.words(key));
                    }
                }
                Some(lists) if name == WORDS => {
                    let mut fields = Fields::new(reader, lists, &["titles", "counted"]);
                    self.titles.extend(fields.words("titles"));
                    self.counted = self.counted.iter().cloned().chain(fields.words("counted")).collect();
                }
                Some(_) if known => {}
                _ if known => reader.complain(&value.span(), format!("`{name}` must be a table; it is left out")),
                _ => {
                    let kinds = EntityKind::ALL.map(EntityKind::name).join(", ");
                    reader.complain(&key.span(), format!("unknown kind `{name}`, expected {kinds}; it is left out"));
                }
            }
        }
    }
}

/// The entries of a file in the order of their lines, with whether each is to be hidden.
fn entries(reader: &mut Reader, table: &DeTable, lists: &Lists) -> Vec<(Entry, Place, bool)> {
    let mut rows = Vec::new();
    for kind in EntityKind::ALL {
        let named = table.get(kind.name()).and_then(|value| value.get_ref().as_table());
        rows.extend(named.into_iter().flatten().map(|(name, value)| (kind, name, value)));
    }
    rows.sort_by_key(|(_, name, _)| name.span().start);
    let read = |(kind, name, value): (_, &Spanned<_>, &Spanned<DeValue>)| {
        let key: &Cow<str> = name.get_ref();
        let place = Place { file: reader.source.file.to_owned(), line: reader.source.line(name.span().start) };
        let Some(table) = value.get_ref().as_table() else {
            reader.complain(&name.span(), format!("`{key}` must be a table like {{ aliases = [] }}; it is left out"));
            return None;
        };
        if id(key).is_empty() {
            reader.complain(&name.span(), format!("`{key}` has neither letter nor digit; it is left out"));
            return None;
        }
        let mut draft = Draft { kind, name: key, fields: Fields::new(reader, table, &known_keys(kind)), lists };
        let hidden = draft.fields.flag("hide").unwrap_or(false);
        Some((draft.entry(), place, hidden))
    };
    rows.into_iter().filter_map(read).collect()
}

fn known_keys(kind: EntityKind) -> Vec<&'static str> {
    let own: &[&str] = match kind {
        EntityKind::Company => &[],
        EntityKind::Model => &["maker", "family", "bare", "versions", "variants", "sizes", "short", "version_requires"],
        EntityKind::Person => &["role", "affiliation", "called", "surname", "with"],
        EntityKind::Organization => &["role", "jurisdiction"],
        EntityKind::Policy => &["jurisdiction", "status", "year"],
    };
    COMMON.iter().chain(own).copied().collect()
}

/// An entry being read.
struct Draft<'r, 'a, 't> {
    kind: EntityKind,
    name: &'t str,
    fields: Fields<'r, 'a, 't>,
    lists: &'t Lists,
}

impl<'t> Draft<'_, '_, 't> {
    fn entry(&mut self) -> Entry {
        let spellings = self.spellings();
        let plain = |spelling: &&Spelling| spelling.role != SpellingRole::Surname && spelling.text != self.name;
        let named = |spelling: &&Spelling| plain(spelling) && spelling.role != SpellingRole::SurnameAlone;
        let aliases = spellings.iter().filter(named).map(|spelling| Clean::from(spelling.text.as_str())).collect();
        let own = id(self.name);
        let family = self.fields.text("family").map(id);
        let family = (self.kind == EntityKind::Model).then(|| family.unwrap_or_else(|| own.clone()));
        Entry {
            kind: self.kind,
            name: Clean::from(self.name),
            id: own,
            aliases,
            maker: self.fields.text("maker").map(id),
            family,
            facts: self.facts(),
            spellings,
            versions: self.versions(),
        }
    }

    fn facts(&mut self) -> Facts {
        let text = |fields: &mut Fields<'_, '_, 't>, key| fields.text(key).map(Clean::from);
        let fields = &mut self.fields;
        let country = text(fields, "country");
        if let (Some(country), Some(value)) = (&country, fields.value("country"))
            && !(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()))
        {
            fields.complain(&value.span(), format!("`country` must be two capitals (ISO 3166), not `{country}`"));
        }
        let year = fields.number("year").map(|year| u16::try_from(year).ok().filter(|y| (1900..=2100).contains(y)));
        if let (Some(None), Some(value)) = (year, fields.value("year")) {
            fields.complain(&value.span(), "`year` must lie between 1900 and 2100; it is ignored");
        }
        Facts {
            role: text(fields, "role"),
            affiliation: text(fields, "affiliation"),
            country,
            jurisdiction: text(fields, "jurisdiction"),
            status: text(fields, "status"),
            year: year.flatten(),
        }
    }

    fn spellings(&mut self) -> Vec<Spelling> {
        let bare = self.fields.flag("bare").unwrap_or(true);
        let role = if bare { SpellingRole::Name } else { SpellingRole::Stem };
        let mut evidence = evidence(&mut self.fields, self.lists, self.name);
        if self.kind == EntityKind::Person {
            evidence.unless.clear(); // they are the surname's
        }
        let mut spellings = vec![Spelling { text: self.name.to_owned(), role, evidence }];
        for item in self.fields.list("aliases").collect::<Vec<_>>() {
            spellings.extend(self.alias(item).map(|(text, evidence)| Spelling { text, role, evidence }));
        }
        if self.kind == EntityKind::Model {
            spellings.extend(self.shorts());
        }
        if self.kind == EntityKind::Person {
            spellings.extend(self.surname());
        }
        spellings
    }

    /// `"ByteDance"`, or `{ name = "Scale", case = true, requires = ["Scale AI"] }`.
    fn alias(&mut self, item: &'t Spanned<DeValue<'t>>) -> Option<(String, Evidence)> {
        if let Some(text) = item.get_ref().as_str() {
            return Some((text.to_owned(), Evidence { case: usual_case(text), ..Evidence::default() }));
        }
        let table = self.fields.expect(item, item.get_ref().as_table(), "aliases", "texts or tables")?;
        let mut fields = self.fields.nested(table, &["name", "case", "requires", "unless", "certain_with"]);
        let Some(name) = fields.text("name") else {
            fields.complain(&item.span(), "an alias without `name`; it is left out");
            return None;
        };
        Some((name.to_owned(), evidence(&mut fields, self.lists, name)))
    }

    /// Versions that stand alone once the article has the family or its maker.
    fn shorts(&mut self) -> Vec<Spelling> {
        let mut requires: Vec<String> = vec![self.name.to_owned()];
        requires.extend(self.fields.text("maker").map(str::to_owned));
        let evidence = Evidence { case: Case::Exact, requires, ..Evidence::default() };
        let short = |text| Spelling { text, role: SpellingRole::Short, evidence: evidence.clone() };
        self.fields.words("short").into_iter().map(short).collect()
    }

    /// The surname, or the name the person is called by, unless it is of no use.
    fn surname(&mut self) -> Option<Spelling> {
        let last = self.name.rsplit(' ').next().filter(|last| *last != self.name);
        let text = self.fields.text("called").or(last)?.to_owned();
        let with = expand(&mut self.fields, self.lists, "with");
        let usage = self.fields.text("surname").unwrap_or("after");
        let role = match usage {
            "alone" => SpellingRole::SurnameAlone,
            "after" if !with.is_empty() => SpellingRole::SurnameAlone,
            "after" => SpellingRole::Surname,
            "never" => return None,
            other => {
                let span = self.fields.value("surname")?.span();
                self.fields.complain(&span, format!("`surname` must be alone, after or never, not `{other}`"));
                SpellingRole::Surname
            }
        };
        let unless = expand(&mut self.fields, self.lists, "unless");
        Some(Spelling {
            text,
            role,
            evidence: Evidence { case: Case::Capital, requires: with, unless, ..Evidence::default() },
        })
    }

    fn versions(&mut self) -> Option<(Shapes, Evidence)> {
        let requires = expand(&mut self.fields, self.lists, "version_requires");
        let sizes = self
            .fields
            .text("sizes")
            .map(|notation| (notation.chars().next().filter(|c| matches!(c, ' ' | '-')), notation.contains('b')));
        let shapes = Shapes {
            versions: self.shapes("versions"),
            variants: self.shapes("variants"),
            sizes,
            counted: Arc::clone(&self.lists.counted),
        };
        let any = !shapes.versions.is_empty() || !shapes.variants.is_empty() || sizes.is_some();
        any.then(|| (shapes, Evidence { requires, ..Evidence::default() }))
    }

    fn shapes(&mut self, key: &str) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (notation, span) in self.fields.texts(key) {
            match Shape::parse(&notation) {
                Ok(shape) => shapes.push(shape),
                Err(what) => self.fields.complain(&span, format!("`{notation}` is {what}; it is left out")),
            }
        }
        shapes
    }
}

/// `case`, `requires` and `unless` of an entry or alias.
fn evidence(fields: &mut Fields, lists: &Lists, name: &str) -> Evidence {
    let case = match fields.value("case").map(|value| (value, value.get_ref())) {
        None => usual_case(name),
        Some((_, DeValue::Boolean(capital))) => {
            if *capital {
                Case::Capital
            } else {
                Case::Any
            }
        }
        Some((_, DeValue::String(exact))) if exact == "exact" => Case::Exact,
        Some((value, _)) => {
            fields.complain(&value.span(), "`case` must be true, false or \"exact\"; it is ignored");
            Case::Any
        }
    };
    let mut words = |key| expand(fields, lists, key);
    Evidence { case, requires: words("requires"), unless: words("unless"), certain_with: words("certain_with") }
}

/// A list of words in which `@name` stands for the cues of that name.
fn expand(fields: &mut Fields, lists: &Lists, key: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (word, span) in fields.texts(key) {
        match word.strip_prefix('@').map(|set| (set, lists.cues.get(set))) {
            None => words.push(word),
            Some((_, Some(cues))) => words.extend(cues.iter().cloned()),
            Some((set, None)) => fields.complain(&span, format!("no cues are called `{set}`; it is ignored")),
        }
    }
    words
}

/// Acronyms are told from words by their capitals: `OSI`, `AMD`, but not `SB 1047`, which is no word.
fn usual_case(name: &str) -> Case {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    let plain = name.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '&' | '.' | '-'));
    if plain && (1..=ACRONYM_LETTERS).contains(&letters.count()) { Case::Acronym } else { Case::Any }
}

/// Makers must be companies, families models, affiliations companies or organizations of the lexicon. What the user
/// hides is dropped without a word.
fn check_references(found: &mut [(Entry, Place)], hidden: &HashSet<Clean>, problems: &mut Vec<LexiconProblem>) {
    let known: HashSet<(EntityKind, Clean)> = found.iter().map(|(e, _)| (e.kind, e.id.clone())).collect();
    let is = |kind, id: &Clean| known.contains(&(kind, id.clone()));
    let mut complain = |place: &Place, id: &Clean, what: String| {
        if !hidden.contains(id) {
            problems.push(place.problem(what));
        }
    };
    for (entry, place) in found {
        let name = entry.name.clone();
        if let Some(maker) = entry.maker.take_if(|maker| !is(EntityKind::Company, maker)) {
            complain(place, &maker, format!("the maker of `{name}`, `{maker}`, is no known company; it is ignored"));
        }
        if let Some(family) = entry.family.take_if(|family| !is(EntityKind::Model, family)) {
            complain(place, &family, format!("the family of `{name}`, `{family}`, is no known model; it is ignored"));
            entry.family = Some(entry.id.clone());
        }
        let employer = entry.facts.affiliation.as_deref().map(id);
        let listed = |id: &Clean| is(EntityKind::Company, id) || is(EntityKind::Organization, id);
        if let Some(employer) = employer.filter(|employer| !listed(employer)) {
            complain(place, &employer, format!("`{name}` is with `{employer}`, which is not in the lexicon"));
        }
    }
}

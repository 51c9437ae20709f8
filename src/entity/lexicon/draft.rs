//! One entry of a lexicon's file, key by key.

use std::sync::Arc;

use toml::Spanned;
use toml::de::DeValue;

use super::fields::Fields;
use super::parse::Lists;
use super::{Case, Entry, Evidence, Facts, Spelling, SpellingRole, Words};
use crate::article::EntityKind;
use crate::entity::id;
use crate::entity::shape::Shape;
use crate::entity::version::{Shapes, Sizes};
use crate::text::Clean;

/// Most letters of an acronym: `NIST`, `CNIPA`.
const ACRONYM_LETTERS: usize = 5;

/// Keys that every entry may have.
const COMMON: [&str; 8] = ["aliases", "case", "requires", "unless", "certain_with", "given", "hide", "country"];

/// The keys that an entry of each kind may have. Made once for all entries.
#[derive(Debug)]
pub(super) struct KnownKeys([Vec<&'static str>; EntityKind::ALL.len()]);

impl KnownKeys {
    /// Those of every kind.
    pub fn new() -> Self {
        Self(EntityKind::ALL.map(|kind| COMMON.iter().chain(own_keys(kind)).copied().collect()))
    }

    /// Those of a kind.
    pub fn of(&self, kind: EntityKind) -> &[&'static str] {
        &self.0[kind as usize]
    }
}

/// The keys that only entries of a kind may have.
fn own_keys(kind: EntityKind) -> &'static [&'static str] {
    match kind {
        EntityKind::Company => &[],
        EntityKind::Model => &[
            "maker",
            "family",
            "bare",
            "versions",
            "variants",
            "same",
            "sizes",
            "short",
            "short_with",
            "version_requires",
        ],
        EntityKind::Person => &["role", "affiliation", "called", "surname", "with"],
        EntityKind::Organization => &["role", "jurisdiction"],
        EntityKind::Policy => &["jurisdiction", "status", "year"],
    }
}

/// An entry being read.
pub(super) struct Draft<'r, 'a, 't> {
    kind: EntityKind,
    name: &'t str,
    fields: Fields<'r, 'a, 't>,
    lists: &'t Lists,
}

impl<'r, 'a, 't> Draft<'r, 'a, 't> {
    /// The entry called `name` with these fields.
    pub fn new(kind: EntityKind, name: &'t str, fields: Fields<'r, 'a, 't>, lists: &'t Lists) -> Self {
        Self { kind, name, fields, lists }
    }

    /// Whether the file takes the entry away.
    pub fn is_hidden(&mut self) -> bool {
        self.fields.flag("hide").unwrap_or(false)
    }

    /// The entry.
    pub fn entry(&mut self) -> Entry {
        let spellings = self.spellings();
        let plain = |spelling: &&Spelling| spelling.role != SpellingRole::Surname && spelling.text != self.name;
        let partial = [SpellingRole::SurnameAlone, SpellingRole::Short];
        let named = |spelling: &&Spelling| plain(spelling) && !partial.contains(&spelling.role);
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
            hidden: false,
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
        let year = fields.number("year").map(|year| u16::try_from(year).ok().filter(|y| (1700..=2100).contains(y)));
        if let (Some(None), Some(value)) = (year, fields.value("year")) {
            fields.complain(&value.span(), "`year` must lie between 1700 and 2100; it is ignored");
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
        let mut fields = self.fields.nested(table, &["name", "case", "requires", "unless", "certain_with", "given"]);
        let Some(name) = fields.text("name") else {
            fields.complain(&item.span(), "an alias without `name`; it is left out");
            return None;
        };
        Some((name.to_owned(), evidence(&mut fields, self.lists, name)))
    }

    /// Versions that stand alone once the article has the family, its maker, or what `short_with` lists.
    fn shorts(&mut self) -> Vec<Spelling> {
        let names = std::iter::once(self.name).chain(self.fields.text("maker"));
        let mut requires: Vec<Words> = vec![names.map(Arc::from).collect()];
        requires.extend(expand(&mut self.fields, self.lists, "short_with"));
        let evidence = Evidence { case: Case::Exact, requires, ..Evidence::default() };
        let short = |text| Spelling { text, role: SpellingRole::Short, evidence: evidence.clone() };
        self.fields.words("short").map(|text| short(text.to_owned())).collect()
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
        let unless = words(expand(&mut self.fields, self.lists, "unless"));
        Some(Spelling {
            text,
            role,
            evidence: Evidence { case: Case::Capital, requires: with, unless, ..Evidence::default() },
        })
    }

    /// How a model's versions are written, and what they need. A family that does not say has the usual ones, and they
    /// need what its name does.
    fn versions(&mut self) -> Option<Box<(Shapes, Evidence)>> {
        if self.kind != EntityKind::Model {
            return None;
        }
        let told = self.fields.value("versions").is_some();
        let mut evidence = match told || self.fields.value("version_requires").is_some() {
            true => Evidence::default(),
            false => evidence(&mut self.fields, self.lists, self.name),
        };
        evidence.requires.extend(expand(&mut self.fields, self.lists, "version_requires"));
        let versions = if told { self.shapes("versions").into() } else { Arc::clone(&self.lists.versions) };
        let variants = self.shapes("variants");
        let joiner = variants.first().or(versions.first()).map_or(Some(' '), |shape| shape.joiner);
        let shapes = Shapes {
            usual: self.lists.usual(joiner).filter(|_| !versions.is_empty()).unwrap_or_default(),
            same: self.same(),
            versions,
            variants,
            sizes: self.sizes(joiner),
            counted: Arc::clone(&self.lists.counted),
        };
        Some(Box::new((shapes, evidence)))
    }

    fn sizes(&mut self, usual: Option<char>) -> Sizes {
        let Some(notation) = self.fields.text("sizes") else {
            return Sizes { joiner: usual.or(Some('-')), small: false, told: false };
        };
        let joiner = notation.chars().next().filter(|c| matches!(c, ' ' | '-'));
        Sizes { joiner, small: notation.contains('b'), told: true }
    }

    /// `"Claude 4 Opus = Claude Opus 4"`, as each goes on after the family's name.
    fn same(&mut self) -> Vec<(String, String)> {
        let mut same = Vec::new();
        for (text, span) in self.fields.texts("same") {
            let sides = text.split_once(" = ");
            match sides.and_then(|(a, b)| Some((a.strip_prefix(self.name)?, b.strip_prefix(self.name)?))) {
                Some((other, official)) => same.push((other.to_owned(), official.to_owned())),
                None => {
                    self.fields.complain(&span, format!("`{text}` is not two names of `{}`; it is left out", self.name))
                }
            }
        }
        same
    }

    fn shapes(&mut self, key: &str) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (notation, span) in self.fields.texts(key) {
            match Shape::parse(notation) {
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
    let given = fields.flag("given").unwrap_or(false);
    let mut listed = |key| expand(fields, lists, key);
    let (requires, unless) = (listed("requires"), words(listed("unless")));
    Evidence { case, requires, unless, certain_with: listed("certain_with"), given }
}

/// A list of words in which `@name` stands for the cues of that name.
fn expand(fields: &mut Fields, lists: &Lists, key: &str) -> Vec<Words> {
    let (mut own, mut all): (Vec<Arc<str>>, Vec<Words>) = (Vec::new(), Vec::new());
    for (word, span) in fields.texts(key) {
        match word.strip_prefix('@').map(|set| (set, lists.cues.get(set))) {
            None => own.push(Arc::from(word)),
            Some((_, Some(cues))) => all.push(Arc::clone(cues)),
            Some((set, None)) => fields.complain(&span, format!("no cues are called `{set}`; it is ignored")),
        }
    }
    all.extend((!own.is_empty()).then(|| Words::from(own)));
    all
}

/// The words of all lists.
fn words(lists: Vec<Words>) -> Vec<Arc<str>> {
    lists.iter().flat_map(|words| words.iter().cloned()).collect()
}

/// Acronyms are told from words by their capitals: `OSI`, `AMD`, but not `SB 1047`, which is no word.
fn usual_case(name: &str) -> Case {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    let plain = name.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '&' | '.' | '-'));
    if plain && (1..=ACRONYM_LETTERS).contains(&letters.count()) { Case::Acronym } else { Case::Any }
}

//! From TOML files to entries: every file, every table of a kind, every name in it; what is wrong is collected.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::fields::{Fields, Reader, Source};
use super::gather::{Gathered, Placed};
use super::mend::mend;
use super::signs::Signs;
use super::{Entry, IdHasher, LexiconProblem, Words};
use crate::article::EntityKind;
use crate::entity::id;
use crate::entity::shape::Shape;
use crate::text::Clean;

/// Tables that hold no entries.
const CUES: &str = "cues";
const WORDS: &str = "words";
const SIGNS: &str = "signs";

/// What the files say.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// By kind and name.
    pub entries: Vec<Entry>,
    /// Where each of the entries stands.
    pub places: Vec<Place>,
    /// Ids of names that a file takes away, with those of their aliases.
    pub hidden: HashSet<Clean>,
    pub lists: Lists,
    pub problems: Vec<LexiconProblem>,
}

/// Where an entry stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Which of the files.
    pub file_idx: usize,
    pub line: usize,
}

impl Place {
    /// A complaint about what stands here, in one of `files`.
    pub fn problem(&self, files: &[(&str, &str)], what: String) -> LexiconProblem {
        LexiconProblem { file: files[self.file_idx].0.to_owned(), line: self.line, what }
    }
}

/// Word lists that entries refer to.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// `@ai` in `requires` and `unless`.
    pub cues: HashMap<String, Words>,
    /// Folded words that may stand before a surname.
    pub titles: Vec<String>,
    /// Words after a version of any family: `Pro`.
    variants: Vec<String>,
    /// The shapes of these by what joins them.
    usual: HashMap<Option<char>, Arc<[Shape]>>,
    /// Versions of a family that does not say how it writes them.
    pub versions: Arc<[Shape]>,
    /// Words after a number that make it no version.
    pub counted: Arc<[String]>,
    /// What stands beside names of a kind.
    pub signs: HashMap<EntityKind, Signs>,
}

/// Reads `files` in order; a later entry replaces an earlier one of the same kind and id.
pub(super) fn parse(files: &[(&str, &str)]) -> Parsed {
    let mut problems = Vec::new();
    let sources: Vec<Source> =
        files.iter().enumerate().map(|(idx, (file, text))| Source::new(idx, file, text)).collect();
    let first: Vec<_> = sources.iter().map(|source| DeTable::parse_recoverable(source.text)).collect();
    let broken =
        |(source, (_, errors)): (&Source, &(_, Vec<_>))| (!errors.is_empty()).then(|| mend(source, &mut problems));
    let mended: Vec<Option<String>> = sources.iter().zip(&first).map(broken).collect();
    let mut tables: Vec<Spanned<DeTable>> = Vec::new();
    for (source, ((table, _), mended)) in sources.iter().zip(first.into_iter().zip(&mended)) {
        tables.push(mended.as_ref().map_or(table, |text| mended_table(source, text, &mut problems)));
    }
    let mut lists = Lists::default();
    for (source, table) in sources.iter().zip(&tables) {
        lists.read(&mut Reader { source, problems: &mut problems }, table.get_ref());
    }
    lists.build();
    let n_lines: usize = sources.iter().map(Source::n_lines).sum();
    let mut gathered = Gathered::with_capacity(n_lines);
    for (source, table) in sources.iter().zip(&tables) {
        gathered.read(&mut Reader { source, problems: &mut problems }, table.get_ref(), &lists);
    }
    let Gathered { found, hidden, .. } = gathered;
    let mut found: Vec<Box<Placed>> = found.into_values().collect();
    found.sort_by(|a, b| (a.entry.kind, &a.entry.name).cmp(&(b.entry.kind, &b.entry.name)));
    check_references(&mut found, &hidden, &mut |place, what| problems.push(place.problem(files, what)));
    let (mut entries, mut places) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
    for placed in found {
        entries.push(placed.entry);
        places.push(placed.place);
    }
    Parsed { entries, places, hidden, lists, problems }
}

/// A mended file's tables: only keys given twice are left to complain about.
fn mended_table<'t>(source: &Source, text: &'t str, problems: &mut Vec<LexiconProblem>) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        Reader { source, problems }.complain(&span, format!("{}; it is left out", error.message()));
    }
    table
}

impl Lists {
    /// Words in which `@name` stands for the cues of that name.
    pub fn expand(&self, words: &[String]) -> Vec<Words> {
        let cues = |word: &str| word.strip_prefix('@').and_then(|set| self.cues.get(set));
        let one = |word: &String| cues(word).cloned().unwrap_or_else(|| Words::from([Arc::from(word.as_str())]));
        words.iter().map(one).collect()
    }

    fn read(&mut self, reader: &mut Reader, table: &DeTable) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let known = [CUES, WORDS, SIGNS].contains(&name) || EntityKind::ALL.iter().any(|kind| kind.name() == name);
            match value.get_ref().as_table() {
                Some(lists) if name == CUES => {
                    let keys: Vec<&str> = lists.keys().map(|key| key.get_ref().as_ref()).collect();
                    let mut fields = Fields::new(reader, lists, &keys);
                    for key in keys {
                        let words = fields.words(key).map(Arc::from).collect();
                        self.cues.insert(key.to_owned(), words);
                    }
                }
                Some(lists) if name == WORDS => {
                    let mut fields = Fields::new(reader, lists, &["titles", "variants", "versions", "counted"]);
                    self.titles.extend(fields.words("titles").map(str::to_owned));
                    self.variants.extend(fields.words("variants").map(str::to_owned));
                    let versions = fields.words("versions").filter_map(|notation| Shape::parse(notation).ok());
                    self.versions = self.versions.iter().cloned().chain(versions).collect();
                    self.counted =
                        self.counted.iter().cloned().chain(fields.words("counted").map(str::to_owned)).collect();
                }
                Some(tables) if name == SIGNS => self.read_signs(reader, tables),
                Some(_) if known => {}
                _ if known => reader.complain(&value.span(), format!("`{name}` must be a table; it is left out")),
                _ => {
                    let kinds = EntityKind::ALL.map(EntityKind::name).join(", ");
                    reader.complain(&key.span(), format!("unknown kind `{name}`, expected {kinds}; it is left out"));
                }
            }
        }
    }

    /// Words after a version of any family, joined by `joiner`.
    pub fn usual(&self, joiner: Option<char>) -> Option<Arc<[Shape]>> {
        self.usual.get(&joiner).cloned()
    }

    /// Builds what entries share, once all lists are read.
    fn build(&mut self) {
        for joiner in [None, Some(' '), Some('-'), Some('.')] {
            let shapes = self.variants.iter().map(|word| Shape::of_word(joiner, word)).collect();
            self.usual.insert(joiner, shapes);
        }
    }

    /// `[signs.company]`, `[signs.model]`.
    fn read_signs(&mut self, reader: &mut Reader, tables: &DeTable) {
        for (key, value) in tables {
            let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == key.get_ref().as_ref());
            match (kind, value.get_ref().as_table()) {
                (Some(kind), Some(table)) => {
                    let signs = self.signs.entry(kind).or_default();
                    signs.read(&mut Fields::new(reader, table, &Signs::KEYS));
                }
                _ => reader.complain(&key.span(), "signs are tables by kind; it is left out"),
            }
        }
    }
}

/// Makers must be companies, families models, affiliations companies or organizations of the lexicon. What the user
/// hides is dropped without a word.
fn check_references(found: &mut [Box<Placed>], hidden: &HashSet<Clean>, complain: &mut dyn FnMut(&Place, String)) {
    let shown = found.iter().map(|placed| &placed.entry).filter(|entry| !entry.hidden);
    let known: HashSet<(EntityKind, &str), IdHasher> = shown.map(|entry| (entry.kind, entry.id.as_str())).collect();
    let is = |kind, id: &Clean| known.contains(&(kind, id.as_str()));
    let mut dropped: Vec<(usize, bool)> = Vec::new();
    for (at, placed) in found.iter().enumerate() {
        let Placed { entry, place, .. } = &**placed;
        let name = &entry.name;
        let mut complain = |id: &Clean, what: String| {
            if !hidden.contains(id) {
                complain(place, what);
            }
        };
        if let Some(maker) = entry.maker.as_ref().filter(|maker| !is(EntityKind::Company, maker)) {
            complain(maker, format!("the maker of `{name}`, `{maker}`, is no known company; it is ignored"));
            dropped.push((at, true));
        }
        if let Some(family) = entry.family.as_ref().filter(|family| !is(EntityKind::Model, family)) {
            complain(family, format!("the family of `{name}`, `{family}`, is no known model; it is ignored"));
            dropped.push((at, false));
        }
        let employer = entry.facts.affiliation.as_deref().map(id);
        let listed = |id: &Clean| is(EntityKind::Company, id) || is(EntityKind::Organization, id);
        if let Some(employer) = employer.filter(|employer| !listed(employer)) {
            complain(&employer, format!("`{name}` is with `{employer}`, which is not in the lexicon"));
        }
    }
    for (at, is_maker) in dropped {
        let entry = &mut found[at].entry;
        match is_maker {
            true => entry.maker = None,
            false => entry.family = Some(entry.id.clone()),
        }
    }
}

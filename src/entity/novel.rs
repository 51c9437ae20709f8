//! Names that no lexicon knows: found by the words around them, then recognized wherever the article has them.
//!
//! The rules are data: see `assets/entities/discovery.toml`. What they find is marked as novel. Nothing is looked for in
//! headlines over a text, where capitals tell no names; a name found in the text is recognized there, too. In lines of
//! capitals only the surest rules are asked.

mod bodies;
mod han;
mod items;
mod judge;
mod looks;
mod pattern;
mod places;
mod roster;
mod rows;
mod rules;
mod version;
mod vocabulary;
mod walk;

pub(super) use rules::Discovery;
pub(super) use vocabulary::{Class, Vocabulary, WordHasher};

use std::borrow::Cow;

use self::items::{Item, Known, What, has_strangers, items};
use self::judge::Reading;
use self::looks::Looker;
use self::roster::{Clue, Roster, Sighting};
use self::rules::Rule;
use self::vocabulary::Word;
use self::walk::{Capture, Walk};
use super::evidence::is_title_case;
use super::id;
use super::judge::{Hit, Meaning};
use super::lexicon::Lexicon;
use super::scan::Text;
use crate::article::{EntityKind, Place};
use crate::text::Clean;

/// Least weight of a rule that finds names where capitals do not tell them.
const PLAIN_WEIGHT: u32 = 3;

/// Least weight of a rule that need not ask whether a word at the start of a sentence is a plural.
const SURE_WEIGHT: u32 = 4;

/// Fewest letters of a word that is no acronym in a line of capitals.
const MIN_LOUD: usize = 4;

/// In how many sentences after one with a name rules may come back to it: "The company …".
const MAX_SENTENCES: usize = 2;

/// How often the rules are tried, since a name that one finds may be what another asks for.
const MAX_PASSES: usize = 3;

/// A name that no lexicon has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Novel {
    pub kind: EntityKind,
    pub name: Clean,
    pub family: Option<Clean>,
    pub maker: Option<Clean>,
}

/// Where a novel name stands, in the clean text.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// Index into the article's texts.
    pub text: usize,
    pub start: usize,
    pub end: usize,
    pub novel: Novel,
}

/// One text as the rules see it.
struct Page<'a> {
    /// Index into the article's texts.
    at: usize,
    clean: &'a str,
    known: Vec<Known>,
    /// The hit of each known place.
    hits: Vec<usize>,
    items: Vec<Item>,
    /// Words that are no names have capitals, too.
    headline: bool,
    /// All of it is in capitals.
    loud: bool,
}

impl Page<'_> {
    /// A name as it would stand in a sentence: "HOLLOWAY AI" is Holloway AI.
    fn written(&self, item: &Item) -> Cow<'_, str> {
        let written = &self.clean[item.start..item.end];
        if !self.loud {
            return Cow::Borrowed(written);
        }
        let quiet = |word: &str| {
            let first = word.chars().next().map_or(0, char::len_utf8);
            let short = word.chars().count() < MIN_LOUD || word.contains(|c: char| c.is_ascii_digit());
            if short { word.to_owned() } else { format!("{}{}", &word[..first], word[first..].to_lowercase()) }
        };
        Cow::Owned(written.split(' ').map(quiet).collect::<Vec<_>>().join(" "))
    }
}

/// What capitals tell in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Names have them.
    Names,
    /// All nouns have them, as in German.
    Nouns,
    /// Nothing has them.
    Nothing,
}

impl Writing {
    /// Of an article in a language, given as its two letters, which may be all in small letters.
    pub fn new(language: Option<&str>, small: bool) -> Self {
        match language {
            _ if small => Self::Nothing,
            Some("de" | "lb") => Self::Nouns,
            _ => Self::Names,
        }
    }
}

/// Where the texts have names that no lexicon knows. `hits` are those that stand, by text and start.
pub(super) fn discover(lexicon: &Lexicon, texts: &[Text], hits: &[Hit], writing: Writing) -> Vec<Sight> {
    let vocabulary = &lexicon.discovery.vocabulary;
    let mut pages: Vec<Page> = texts.iter().enumerate().map(|(at, text)| page(lexicon, text, at, hits)).collect();
    // With nothing but headlines these have to do; else the text below them tells names better.
    let headlines_only = pages.iter().zip(texts).all(|(page, text)| page.headline || !is_prose(text));
    for (page, text) in pages.iter_mut().zip(texts) {
        let told = match writing {
            Writing::Names => !page.headline || page.loud || headlines_only,
            Writing::Nouns => true,
            Writing::Nothing => true,
        };
        page.headline |= writing == Writing::Nouns;
        let strange = || writing == Writing::Nothing || has_strangers(text.clean, &page.known, vocabulary);
        if told && is_prose(text) && strange() {
            page.items = items(text.clean, &page.known, vocabulary, page.headline);
        }
    }
    let mut roster = Roster::new(lexicon.discovery.enough);
    let cleans: Vec<&str> = pages.iter().map(|page| page.clean).collect();
    let looker = Looker::new(&lexicon.discovery, &pages);
    pages.iter().for_each(|page| looker.look(page, &cleans, &mut roster));
    let finder = Finder { lexicon, texts: &cleans, hits, looker };
    for _ in 0..MAX_PASSES {
        // every page is searched, not only up to the first that has something new
        let found = pages.iter().filter(|page| finder.search(page, &mut roster)).count();
        if found == 0 {
            break;
        }
    }
    for page in &pages {
        han::find(&lexicon.discovery.scripts, page.clean, &page.known, vocabulary, &mut roster);
        bodies::find(page.clean, &page.items, &page.known, &lexicon.discovery, &mut roster);
        bodies::find_numbered(page.clean, &page.known, &lexicon.discovery, &mut roster);
    }
    places::places(&roster.into_names(), texts, &pages, vocabulary)
}

fn page<'a>(lexicon: &Lexicon, text: &Text<'a>, at: usize, hits: &[Hit]) -> Page<'a> {
    let from = hits.partition_point(|hit| hit.text < at);
    let own = hits[from..].iter().enumerate().take_while(|(_, hit)| hit.text == at);
    let placed = own.filter_map(|(n, hit)| Some((from + n, text.range(hit.start, hit.end)?, kind(lexicon, hit))));
    let (indices, known): (Vec<usize>, Vec<Known>) =
        placed.map(|(n, (start, end), kind)| (n, Known { start, end, kind })).unzip();
    Page {
        at,
        clean: text.clean,
        known,
        hits: indices,
        items: Vec::new(),
        headline: is_headline(text) || text.capitals,
        loud: text.capitals,
    }
}

/// Whether names are looked for here, and not in tags and bylines.
fn is_prose(text: &Text) -> bool {
    matches!(text.place, Place::Block { .. } | Place::Heading(_) | Place::Title)
}

fn kind(lexicon: &Lexicon, hit: &Hit) -> Option<EntityKind> {
    match hit.meaning {
        Meaning::Nobody => None,
        Meaning::Entry { entry, .. } => Some(lexicon.claimed(entry).kind),
    }
}

/// Whether capitals tell nothing here: a line in title case that is no sentence.
fn is_headline(text: &Text) -> bool {
    let sentence = text.clean.ends_with(['.', '!', '”', '"', '。']) && matches!(text.place, Place::Block { .. });
    !sentence && is_title_case(text.clean)
}

/// The rules, and what they are tried on.
struct Finder<'a> {
    lexicon: &'a Lexicon,
    /// All texts of the article.
    texts: &'a [&'a str],
    hits: &'a [Hit],
    looker: Looker<'a>,
}

impl Finder<'_> {
    /// Tries all rules on a page; whether there was anything new.
    fn search(&self, page: &Page, roster: &mut Roster) -> bool {
        let mut new = false;
        let (mut start, mut since) = (0, usize::MAX);
        for sentence in page.items.split_inclusive(|item| item.what == What::Stop) {
            // Without anything that may be a name, here or shortly before, no rule can find one.
            let named = sentence.iter().any(|item| matches!(item.what, What::Name(_)));
            since = if named { 0 } else { since.saturating_add(1) };
            if since <= MAX_SENTENCES {
                (start..start + sentence.len()).for_each(|at| new |= self.search_at(page, at, roster));
            }
            start += sentence.len();
        }
        new | self.note_rows(page, roster)
    }

    /// Takes down what rows of names tell.
    fn note_rows(&self, page: &Page, roster: &mut Roster) -> bool {
        let vocabulary = &self.lexicon.discovery.vocabulary;
        let reading = Reading { text: page.clean, texts: self.texts, vocabulary, roster, sure: false };
        let sightings = if page.loud { Vec::new() } else { rows::find(page.clean, &page.items, &reading) };
        sightings.into_iter().fold(false, |new, sighting| new | roster.add(sighting, None, vocabulary))
    }

    /// Tries the rules whose anchor stands at an item.
    fn search_at(&self, page: &Page, at: usize, roster: &mut Roster) -> bool {
        let discovery = &self.lexicon.discovery;
        let mut new = false;
        for (length, rule) in discovery.rules_at(&page.items[at..]) {
            let (text, texts, vocabulary) = (page.clean, self.texts, &discovery.vocabulary);
            let reading = Reading { text, texts, vocabulary, roster, sure: rule.weight >= SURE_WEIGHT };
            let captures = Walk { items: &page.items, judge: &reading }.captures(&rule.pattern, at, at + length);
            let allows = || !rule.asks() || rule.allows(&sentence(&page.items, at));
            if let Some(captures) = captures.filter(|_| allows()) {
                new |= self.note(page, rule, &captures, roster);
            }
        }
        new
    }

    /// Takes down what a rule found.
    fn note(&self, page: &Page, rule: &Rule, captures: &[Capture], roster: &mut Roster) -> bool {
        let vocabulary = &self.lexicon.discovery.vocabulary;
        let companies = captures.iter().filter(|capture| capture.slot.kind == EntityKind::Company);
        let maker =
            companies.map(|capture| self.company(page, &page.items[capture.item], roster)).next_back().flatten();
        let mut new = false;
        for capture in captures {
            let item = &page.items[capture.item];
            let (kind, weight) = (capture.slot.kind, rule.weight);
            if rule.against {
                roster.doubt(kind, &page.clean[item.start..item.end], weight, vocabulary);
                continue;
            }
            let family_end = match item.what {
                What::Name(shape) if (shape.small || page.headline) && weight < PLAIN_WEIGHT => continue,
                What::Name(shape) => shape.family_end,
                What::Plain => item.end,
                _ => continue,
            };
            let written = &*page.written(item);
            let weak = weight < self.lexicon.discovery.enough;
            let body = matches!(kind, EntityKind::Company | EntityKind::Organization);
            if weight < PLAIN_WEIGHT && body && self.looker.is_surname(written) {
                continue; // it is a person who says or sells something
            }
            let clue = match (weak, rule.twice) {
                (true, false) => Clue::Group(rule.group),
                (true, true) => Clue::Weak(rule.group, page.at, item.start),
                (false, _) => Clue::Place(rule.group, page.at, item.start),
            };
            let maker = maker.clone().filter(|_| kind == EntityKind::Model);
            let sighting = Sighting { kind, written, family: family_end - item.start, weight, clue };
            new |= roster.add(sighting, maker, vocabulary);
        }
        new
    }

    /// The id of a company that a rule points at.
    fn company(&self, page: &Page, item: &Item, roster: &Roster) -> Option<Clean> {
        match item.what {
            What::Known(EntityKind::Company, known) => match self.hits[page.hits[known]].meaning {
                Meaning::Entry { entry, .. } => Some(self.lexicon.claimed(entry).id.clone()),
                Meaning::Nobody => None,
            },
            What::Name(_) => {
                let written = &page.clean[item.start..item.end];
                let found = roster.find(EntityKind::Company, written, &self.lexicon.discovery.vocabulary);
                Some(found.map_or_else(|| id(written), |found| id(&found.name)))
            }
            _ => None,
        }
    }
}

/// Words of a sentence on each side of a place that are looked at: none that is meant to be read has more.
const SENTENCE: usize = 120;

/// The words of the sentence around an item.
fn sentence(items: &[Item], at: usize) -> Vec<Word> {
    let stop = |item: &Item| item.what == What::Stop;
    let (from, to) = (at.saturating_sub(SENTENCE), items.len().min(at + SENTENCE));
    let start = items[from..at].iter().rposition(stop).map_or(from, |stop| from + stop + 1);
    let end = items[at..to].iter().position(stop).map_or(to, |stop| at + stop);
    items[start..end].iter().map(|item| item.word).collect()
}

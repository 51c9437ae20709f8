//! The context rules of `discovery.toml`, ready to be matched.

use std::collections::HashMap;

use serde::Deserialize;

use super::han::Script;
use super::items::Item;
use super::pattern::{Pattern, Phrase, Phrases, Sets};
use super::vocabulary::{Class, UNKNOWN, Vocabulary, Word};
use crate::entity::fold::is_cjk;

/// The rules that come with newsdesk.
const BUNDLED: &str = include_str!("../../../assets/entities/discovery.toml");

/// How names that no lexicon has are found.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Discovery {
    pub vocabulary: Vocabulary,
    rules: Vec<Rule>,
    /// Anchors by the number of their first word.
    by_word: Vec<Vec<Anchor>>,
    /// The article must have one of these, as words of evidence.
    pub requires: Vec<String>,
    /// Prefixes of numbered laws, and how they are spelled: "Senate Bill", "SB".
    pub numbered: Vec<(String, String)>,
    /// Bodies that a place tells apart, in small letters: "university".
    pub seated: Vec<String>,
    /// The words around names in scripts without capitals.
    pub scripts: Vec<Script>,
    /// How much must speak for a name.
    pub enough: u32,
    /// What tells a firm where it ends its name: "Robotics".
    pub telling: Vec<Word>,
    /// Products of other kinds.
    pub products: Phrases,
    /// How much its look speaks for a name.
    pub looks: Looks,
}

/// How much the look of a name speaks for it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::entity) struct Looks {
    pub person: PersonLooks,
    pub firm: FirmLooks,
    pub model: ModelLooks,
}

/// How much the look of a name says that it is somebody's.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::entity) struct PersonLooks {
    /// A usual first name opens it.
    pub given: u32,
    /// "Amara Nwachukwu-Bell".
    pub double: u32,
    /// "Han Seo-yeon".
    pub syllables: u32,
    /// Its last word stands alone elsewhere.
    pub surname: u32,
}

/// How much the look of a name says that it is a firm's.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::entity) struct FirmLooks {
    /// "Lumora Inc."
    pub legal: u32,
    /// "Lumora Energy".
    pub tail: u32,
    /// "NeuroQuarry".
    pub hump: u32,
    /// Its first word stands alone elsewhere.
    pub short: u32,
    /// Two words that are nothing else, "Birch & Tallis".
    pub pair: u32,
    /// What ends a name of words that are nothing else tells much, "Lumora Robotics".
    pub telling: u32,
}

/// How much the look of a name says that it is a model's.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::entity) struct ModelLooks {
    /// "Quince-3B".
    pub size: u32,
    /// "Fathom-2".
    pub number: u32,
    /// "Fathom 2 Turbo", "Quince 3B".
    pub variant: u32,
    /// Several versions of it are named.
    pub several: u32,
    /// It looks like one, beside one of the lexicon, where no other product is named.
    pub beside: u32,
}

/// A phrase, and the rules that are found by it.
#[derive(Clone, Debug)]
struct Anchor {
    phrase: Phrase,
    rules: Vec<usize>,
}

/// One rule.
#[derive(Clone, Debug)]
pub(in crate::entity) struct Rule {
    pub pattern: Pattern,
    /// Rules of one group say much the same.
    pub group: usize,
    /// The sentence must have one of these words.
    needs: Phrases,
    /// The sentence must have none of these words.
    unless: Phrases,
    /// How much its word counts where rules disagree about a kind.
    pub weight: u32,
    /// It speaks against what it finds.
    pub against: bool,
    /// It counts in two places of an article, weak as it is.
    pub twice: bool,
}

impl Rule {
    /// Whether a sentence of these words has what the rule asks of it.
    pub fn allows(&self, sentence: &[Word]) -> bool {
        (self.needs.is_empty() || has_one(&self.needs, sentence)) && !has_one(&self.unless, sentence)
    }

    /// Whether the rule asks anything of its sentence.
    pub fn asks(&self) -> bool {
        !self.needs.is_empty() || !self.unless.is_empty()
    }
}

/// Whether a sentence has one of these phrases.
pub(in crate::entity) fn has_one(phrases: &Phrases, sentence: &[Word]) -> bool {
    let stands = |phrase: &Phrase| sentence.windows(phrase.len().max(1)).any(|words| words == phrase.as_slice());
    phrases.iter().any(stands)
}

/// The file as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    requires: Vec<String>,
    classes: HashMap<String, String>,
    sets: HashMap<String, Vec<String>>,
    numbered: Vec<(String, String)>,
    seated: Vec<String>,
    scripts: Vec<Script>,
    enough: u32,
    telling: String,
    looks: Looks,
    rules: Vec<Group>,
}

/// Rules that ask the same of a sentence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    patterns: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default = "usual_weight")]
    weight: u32,
    #[serde(default)]
    against: bool,
    #[serde(default)]
    twice: bool,
}

fn usual_weight() -> u32 {
    2
}

impl Discovery {
    /// The rules that come with newsdesk. A test proves that they can be read.
    pub fn bundled() -> Self {
        Self::parse(BUNDLED).unwrap_or_default()
    }

    /// Reads a file of rules; an error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let File { requires, numbered, seated, scripts, enough, looks, .. } = file;
        let mut discovery = Self { requires, numbered, seated, scripts, enough, looks, ..Self::default() };
        let vocabulary = &mut discovery.vocabulary;
        discovery.telling = file.telling.split_whitespace().map(|word| vocabulary.add(word)).collect();
        for (name, words) in &file.classes {
            let class = Class::ALL
                .iter()
                .find(|(class, _)| class == name)
                .ok_or_else(|| format!("no class is called `{name}`"))?
                .1;
            words.split_whitespace().for_each(|word| vocabulary.add_class(word, class));
        }
        let sets: Sets = file.sets.iter().map(|(name, words)| (name.clone(), phrases(words, vocabulary))).collect();
        discovery.products = sets.get("product").cloned().unwrap_or_default();
        for (at, group) in file.rules.iter().enumerate() {
            let listed = |names: &[String]| -> Result<Phrases, String> {
                let found = names.iter().map(|name| sets.get(name).ok_or_else(|| format!("no set is called `{name}`")));
                Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flat_map(|set| set.iter().cloned()).collect())
            };
            let (needs, unless) = (listed(&group.needs)?, listed(&group.unless)?);
            for notation in &group.patterns {
                let pattern = Pattern::parse(notation, &sets, vocabulary)?;
                let (needs, unless) = (Phrases::clone(&needs), Phrases::clone(&unless));
                let Group { weight, against, twice, .. } = *group;
                discovery.rules.push(Rule { pattern, group: at, needs, unless, weight, against, twice });
            }
        }
        discovery.by_word = vec![Vec::new(); discovery.vocabulary.len()];
        for (at, rule) in discovery.rules.iter().enumerate() {
            for phrase in rule.pattern.anchors() {
                let anchors: &mut Vec<Anchor> = &mut discovery.by_word[phrase[0] as usize];
                match anchors.iter_mut().find(|anchor| anchor.phrase == *phrase) {
                    Some(anchor) => anchor.rules.push(at),
                    None => anchors.push(Anchor { phrase: phrase.clone(), rules: vec![at] }),
                }
            }
        }
        Ok(discovery)
    }

    /// The rules whose anchor begins `items`, with the anchor's length.
    pub fn rules_at<'d>(&'d self, items: &'d [Item]) -> impl Iterator<Item = (usize, &'d Rule)> {
        let first = items.first().map_or(UNKNOWN, |item| item.word);
        let anchors = self.by_word.get(first as usize).filter(|_| first != UNKNOWN).into_iter().flatten();
        let stands = |anchor: &&Anchor| {
            let own = items.get(..anchor.phrase.len());
            own.is_some_and(|own| own.iter().map(|item| item.word).eq(anchor.phrase.iter().copied()))
        };
        let stand = anchors.filter(stands);
        stand.flat_map(|anchor| anchor.rules.iter().map(|rule| (anchor.phrase.len(), &self.rules[*rule])))
    }
}

fn phrases(texts: &[String], vocabulary: &mut Vocabulary) -> Phrases {
    texts.iter().map(|text| phrase(text, vocabulary)).collect()
}

/// The words of a phrase; in scripts without blanks each sign is one.
fn phrase(text: &str, vocabulary: &mut Vocabulary) -> Phrase {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        if word.chars().all(is_cjk) {
            words.extend(word.chars().map(|sign| vocabulary.add(sign.encode_utf8(&mut [0; 4]))));
        } else {
            words.push(vocabulary.add(word));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_rules_can_be_read() {
        let discovery = Discovery::parse(BUNDLED).unwrap_or_else(|error| panic!("{error}"));
        assert!(discovery.rules.len() > 50);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        let check = |rest: &str, expected: &str| {
            let file = format!(
                "requires = []\nnumbered = []\nseated = []\nenough = 2\ntelling = \"\"\nlooks = {{}}\nscripts = []\n{rest}\n[sets]\nfirm = [\"startup\"]"
            );
            let error = Discovery::parse(&file).unwrap_err();
            assert!(error.contains(expected), "{error}");
        };
        check("rules = []\n[classes]\nmonth = \"May\"", "no class is called `month`");
        check("rules = [{ patterns = [\"<lab> {company}\"] }]\n[classes]", "no set is called `lab`");
        check("rules = [{ patterns = [], needs = [\"lab\"] }]\n[classes]", "no set is called `lab`");
    }
}

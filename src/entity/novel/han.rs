//! Names in Chinese text, which has neither blanks nor capitals: what stands between a word for a firm, a model or a
//! role and a word with which the sentence goes on.

use serde::Deserialize;

use super::items::Known;
use super::roster::{Clue, Roster, Sighting};
use super::vocabulary::Vocabulary;
use crate::article::EntityKind;
use crate::entity::fold::is_cjk;

/// How much such a name counts.
const WEIGHT: u32 = 4;

/// Fewest and most signs of a name.
const FIRM: (usize, usize) = (2, 6);
const MODEL: (usize, usize) = (1, 6);
const PERSON: (usize, usize) = (2, 3);

/// The words around names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::entity) struct Han {
    /// A firm's name follows.
    firm: Vec<String>,
    /// A model's name with its version follows.
    model: Vec<String>,
    /// Somebody's name follows.
    role: Vec<String>,
    /// The sentence goes on.
    ends: Vec<String>,
}

impl Han {
    /// Notes the names of a text.
    pub fn find(&self, text: &str, known: &[Known], vocabulary: &Vocabulary, roster: &mut Roster) {
        if !text.contains(is_cjk) {
            return;
        }
        let kinds = [
            (EntityKind::Company, &self.firm, FIRM),
            (EntityKind::Model, &self.model, MODEL),
            (EntityKind::Person, &self.role, PERSON),
        ];
        for (kind, cues, (least, most)) in kinds {
            for end in cues.iter().flat_map(|cue| text.match_indices(cue.as_str()).map(|(at, cue)| at + cue.len())) {
                let start = end + opening(&text[end..]);
                let family = start + self.signs(&text[start..]);
                let version = if kind == EntityKind::Model { version(&text[family..]) } else { 0 };
                let name_end = family + version;
                let free = !known.iter().any(|known| known.start < name_end && start < known.end);
                let fits = (least..=most).contains(&text[start..family].chars().count());
                if free && fits && (kind != EntityKind::Model || version > 0) {
                    let (written, family) = (&text[start..name_end], family - start);
                    roster.add(
                        Sighting { kind, written, family, weight: WEIGHT, clue: Clue::Look(WEIGHT) },
                        None,
                        vocabulary,
                    );
                }
            }
        }
    }

    /// Bytes until the sentence goes on.
    fn signs(&self, text: &str) -> usize {
        let goes_on = |at: usize| self.ends.iter().any(|end| text[at..].starts_with(end.as_str()));
        text.char_indices().find(|(at, c)| !is_cjk(*c) || goes_on(*at)).map_or(text.len(), |(at, _)| at)
    }
}

/// Bytes of a quotation mark.
fn opening(text: &str) -> usize {
    text.chars().next().filter(|c| matches!(c, '“' | '「' | '《' | '"')).map_or(0, char::len_utf8)
}

/// Bytes of a version: `-72B`, `2.0`.
fn version(text: &str) -> usize {
    let length = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))).unwrap_or(text.len());
    let version = text[..length].trim_end_matches(['.', '-']);
    if version.contains(|c: char| c.is_ascii_digit()) { version.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::rules::Discovery;
    use super::*;

    #[test]
    fn names_stand_between_words() {
        let discovery = Discovery::bundled();
        let check = |text: &str, expected: &[(EntityKind, &str)]| {
            let mut roster = Roster::default();
            discovery.han.find(text, &[], &discovery.vocabulary, &mut roster);
            let found = roster.into_names();
            let found: Vec<(EntityKind, &str)> = found.iter().map(|found| (found.kind, found.name.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        let (company, model, person) = (EntityKind::Company, EntityKind::Model, EntityKind::Person);
        check("初创公司青岚科技昨日宣布完成融资。", &[(company, "青岚科技")]);
        check("该公司开源大模型“北溟-14B”，创始人顾之遥表示满意。", &[(model, "北溟"), (person, "顾之遥")]);
        check("这家初创公司的大模型很好，创始人没有回应。", &[]);
        check("A firm without signs", &[]);
    }
}

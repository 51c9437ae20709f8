//! Names in scripts without capitals: what stands between a word for a firm, a model or a role and a word with which the
//! sentence goes on, or before a role.

use serde::Deserialize;

use super::items::Known;
use super::roster::{Clue, Roster, Sighting};
use super::vocabulary::Vocabulary;
use crate::article::EntityKind;
use crate::entity::fold::is_cjk;

/// How much such a name counts.
const WEIGHT: u32 = 4;

/// Fewest signs of a firm's, a model's and somebody's name.
const FEWEST: [usize; 3] = [2, 1, 2];

/// The words around names in one language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::entity) struct Script {
    /// Most signs of a name: of firms and models, and of people.
    signs: [usize; 2],
    /// A firm's name follows.
    firm: Vec<String>,
    /// A model's name with its version follows.
    model: Vec<String>,
    /// Somebody's name follows.
    role: Vec<String>,
    /// Somebody's name stands before, which begins with one of these signs if there are any.
    after: Vec<String>,
    surnames: String,
    /// The sentence goes on.
    ends: Vec<String>,
    /// They are joined to the end of a name, and a blank or a mark follows.
    particles: Vec<String>,
    /// What stands where names stand and is none: "market".
    common: Vec<String>,
}

/// A name in a text, in bytes.
#[derive(Clone, Copy)]
struct Found {
    kind: EntityKind,
    start: usize,
    /// Where the version of a model begins.
    family: usize,
    end: usize,
}

/// Notes the names of a text.
pub(super) fn find(scripts: &[Script], text: &str, known: &[Known], vocabulary: &Vocabulary, roster: &mut Roster) {
    if !text.contains(is_cjk) {
        return;
    }
    for found in scripts.iter().flat_map(|script| script.names(text)) {
        let Found { kind, start, family, end } = found;
        if !known.iter().any(|known| known.start < end && start < known.end) {
            let (written, family) = (&text[start..end], family - start);
            let sighting = Sighting { kind, written, family, weight: WEIGHT, clue: Clue::Look(WEIGHT) };
            roster.add(sighting, None, vocabulary);
        }
    }
}

impl Script {
    fn names(&self, text: &str) -> Vec<Found> {
        let [body, person] = self.signs;
        let kinds = [
            (EntityKind::Company, &self.firm, FEWEST[0]..=body),
            (EntityKind::Model, &self.model, FEWEST[1]..=body),
            (EntityKind::Person, &self.role, FEWEST[2]..=person),
        ];
        let mut names = Vec::new();
        for (kind, cues, signs) in kinds {
            for at in cues.iter().flat_map(|cue| text.match_indices(cue.as_str()).map(|(at, cue)| at + cue.len())) {
                let start = at + opening(&text[at..]);
                let family = start + self.signs(&text[start..]);
                let end = family + if kind == EntityKind::Model { version(&text[family..]) } else { 0 };
                let versioned = kind != EntityKind::Model || end > family;
                let common = self.common.iter().any(|word| text[start..].starts_with(word.as_str()));
                if versioned && !common && signs.contains(&text[start..family].chars().count()) {
                    names.push(Found { kind, start, family, end });
                }
            }
        }
        for end in self.after.iter().flat_map(|cue| text.match_indices(cue.as_str()).map(|(at, _)| at)) {
            let n_signs = text[..end].chars().rev().take_while(|c| is_cjk(*c) && !is_kana(*c)).count();
            let start = text[..end].char_indices().rev().take(n_signs).last().map_or(end, |(at, _)| at);
            let surname = self.surnames.is_empty() || text[start..].starts_with(|c| self.surnames.contains(c));
            if (FEWEST[2]..=person).contains(&n_signs) && surname {
                names.push(Found { kind: EntityKind::Person, start, family: end, end });
            }
        }
        names
    }

    /// Bytes until the sentence goes on.
    fn signs(&self, text: &str) -> usize {
        let particle = |rest: &str| {
            let particles = self.particles.iter().filter_map(|particle| rest.strip_prefix(particle.as_str()));
            particles.into_iter().any(|rest| !rest.starts_with(|c: char| is_cjk(c) || c.is_alphanumeric()))
        };
        let goes_on = |at: usize| {
            let rest = &text[at..];
            self.ends.iter().any(|end| rest.starts_with(end.as_str())) || particle(rest)
        };
        text.char_indices().find(|(at, c)| !is_cjk(*c) || goes_on(*at)).map_or(text.len(), |(at, _)| at)
    }
}

/// Whether a sign is one of the Japanese syllabaries, which write few surnames.
fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

/// Bytes of a quotation mark.
fn opening(text: &str) -> usize {
    let marks = ['“', '‘', '\'', '「', '『', '《', '"'];
    text.chars().next().filter(|c| marks.contains(c)).map_or(0, char::len_utf8)
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
            find(&discovery.scripts, text, &[], &discovery.vocabulary, &mut roster);
            let found = roster.into_names();
            let found: Vec<(EntityKind, &str)> = found.iter().map(|found| (found.kind, found.name.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        let (company, model, person) = (EntityKind::Company, EntityKind::Model, EntityKind::Person);
        check("初创公司青岚科技昨日宣布完成融资。", &[(company, "青岚科技")]);
        check("该公司开源大模型“北溟-14B”，创始人顾之遥表示满意。", &[(model, "北溟"), (person, "顾之遥")]);
        check("这家初创公司的大模型很好，创始人没有回应。", &[]);
        check("A firm without signs", &[]);
        check(
            "スタートアップの霞ヶ浦ラボは、言語モデル「カワセミ-8B」を公開した。",
            &[(company, "霞ヶ浦ラボ"), (model, "カワセミ")],
        );
        check("創業者の深沢理央氏は満足だと述べた。", &[(person, "深沢理央")]);
        check("スタートアップは増えている。モデルが足りない。", &[]);
        check(
            "스타트업 가온로보틱스는 ‘가온-7B’를 공개했다. 추론 모델 ‘가온-7B’는 작다.",
            &[(company, "가온로보틱스"), (model, "가온")],
        );
        check("서유린 대표는 만족한다고 말했다.", &[(person, "서유린")]);
        check("스타트업 시장은 작다. 신임 대표가 왔다.", &[]);
    }
}

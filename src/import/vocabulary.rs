//! The words that pages are made of, from `assets/pages.toml`: headings, furniture, bylines, months.

mod combined;
mod markup;
mod phrases;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

pub use self::combined::Combined;
pub use self::markup::Markup;
pub use self::phrases::{Phrases, Words};
use super::date::Calendar;
use crate::article::SectionKind;

/// Lines longer than this are text, whatever they begin with.
const FURNITURE_CHARS: usize = 200;

/// Bytes of the longest line that may be a known heading, with its buttons.
const MAX_HEADING_BYTES: usize = 400;

/// Words of the longest line that leads back to a list.
const MAX_WAY_WORDS: usize = 6;

/// Buttons on headings that fold.
const BUTTONS: [&str; 7] =
    [" tap to expand", " click to expand", " tap to read", " (tap", " (click", ", checked by ", ", reviewed by "];

/// Everything pages are read by. Built once and shared by all documents.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    headings: HashMap<String, SectionKind>,
    /// What is no part of a story.
    pub furniture: Furniture,
    /// Who wrote it, and when.
    pub byline: Byline,
    /// Words around pictures.
    pub captions: Captions,
    /// Lines told by the words they combine.
    pub combined: Combined,
    /// How dates are written.
    pub calendar: Calendar,
    /// Topics.
    pub tags: Tags,
    /// What boxes in the markup of pages are called.
    pub markup: Markup,
    /// Words that open a sentence.
    pub starters: HashSet<String>,
}

/// Lines that are no part of a story.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    whole: HashSet<String>,
    starts: Phrases,
    leads: Phrases,
    contains: Phrases,
    buttons: HashSet<String>,
    menu: HashSet<String>,
    openings: HashMap<Opening, HashSet<String>>,
    paywalls: Phrases,
    pointers: HashSet<String>,
    rubrics: HashSet<String>,
}

/// Words of bylines.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Byline {
    /// Before names, if a colon stands between.
    pub labels: Phrases,
    /// Before names.
    pub before: Phrases,
    /// Before the publisher's name.
    pub source: Phrases,
    /// Around dates.
    pub filler: Words,
    /// Of the filler: what speaks of a later change.
    pub updated: Vec<String>,
    /// After a number: minutes to read.
    pub minutes: Vec<String>,
    /// After a name: what its bearer is.
    pub roles: HashSet<String>,
    /// Who wrote it, without a name.
    pub desks: HashSet<String>,
    /// Of those: words that end longer ones.
    pub role_words: HashSet<String>,
    /// Words that make a name an organization's.
    pub organization: HashSet<String>,
}

/// Words around pictures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Captions {
    /// Before a credit.
    pub credits: Phrases,
    /// Picture agencies.
    pub agencies: Phrases,
}

/// Words around topics.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    /// Before a list of topics.
    pub before: Vec<String>,
    /// Topics with capitals or blanks inside.
    pub names: Vec<String>,
}

impl Tags {
    /// Whether `line` is a list of topics by the label before it: `Filed under: Sea`.
    pub fn labels(&self, line: &str) -> bool {
        let label = line.split_once([':', '\u{ff1a}']).map(|(label, _)| key(label));
        label.is_some_and(|label| self.before.contains(&label))
    }
}

/// What opens a list of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Opening {
    /// A table of contents.
    Contents,
    /// A newsletter box.
    Box,
    /// A list of other pages.
    List,
    /// Short stories that came along.
    Nearby,
    /// About the author, the sender, whom to call.
    Bio,
    /// The end of the page.
    End,
}

impl Opening {
    /// All of them; of a phrase that stands under several, the first counts.
    const ALL: [Opening; 6] = [Self::End, Self::Contents, Self::Nearby, Self::List, Self::Box, Self::Bio];
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    headings: HashMap<SectionKind, Vec<String>>,
    furniture: Furniture,
    combined: Combined,
    byline: Byline,
    captions: Captions,
    dates: super::date::DateWords,
    tags: Tags,
    markup: Markup,
    starters: Starters,
}

#[derive(Deserialize)]
struct Starters {
    words: HashSet<String>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let asset: Asset = toml::from_str(include_str!("../../assets/pages.toml"))
            .unwrap_or_else(|error| panic!("assets/pages.toml: {}", error.message()));
        let phrases = |(kind, phrases): (SectionKind, Vec<String>)| phrases.into_iter().map(move |p| (key(&p), kind));
        Self {
            headings: asset.headings.into_iter().flat_map(phrases).collect(),
            furniture: asset.furniture,
            combined: asset.combined,
            byline: asset.byline,
            captions: asset.captions,
            calendar: Calendar::new(asset.dates),
            tags: asset.tags,
            markup: asset.markup,
            starters: asset.starters.words,
        }
    }
}

impl Vocabulary {
    /// The kind of section that `line` opens, if it is a known heading and nothing else.
    pub fn heading(&self, line: &str) -> Option<SectionKind> {
        if line.len() > MAX_HEADING_BYTES {
            return None;
        }
        let key = key(line);
        let end = BUTTONS.iter().find_map(|button| key.find(button)).unwrap_or(key.len());
        let key = key[..end].trim_end();
        let short = key.strip_prefix("the ").unwrap_or(key);
        self.headings.get(key).or_else(|| self.headings.get(short)).copied()
    }

    /// A known heading at the head of a line, with the text after its colon: `Why it matters: because …`.
    pub fn run_in<'t>(&self, line: &'t str) -> Option<(SectionKind, &'t str, &'t str)> {
        let (at, colon) = line.char_indices().take(48).find(|(_, c)| matches!(c, ':' | '\u{ff1a}'))?;
        let (label, rest) = (line[..at].trim(), line[at + colon.len_utf8()..].trim());
        let rest = rest.trim_start_matches("**").trim_start();
        let kind = self.heading(label).filter(|_| !rest.is_empty())?;
        Some((kind, label, rest))
    }
}

impl Furniture {
    /// Whether `line` is no part of a story on its own evidence.
    pub fn is(&self, line: &str) -> bool {
        if line.chars().count() > FURNITURE_CHARS {
            return false;
        }
        let key = key(line);
        let lower = plain(line);
        let counted = without_numbers(&key);
        key.is_empty()
            || (line.starts_with('@') && !line.contains(' '))
            || is_way_back(line)
            || self.whole.contains(&key)
            || (counted.ends_with("# #") && self.whole.contains(counted.trim_end_matches([' ', '#', ':'])))
            || [&lower, &key, &counted].iter().any(|text| self.starts.starts(text))
            || (!ends_sentence(line) && self.leads.starts(&key))
            || self.contains.is_in(&key)
            || self.contains.is_in(&counted)
            || self.is_bar(line)
            || self.is_menu(line)
            || is_count_of_comments(&key)
    }

    /// What `line` opens, as the heading of a list or box.
    pub fn opening(&self, line: &str) -> Option<Opening> {
        if line.chars().count() > FURNITURE_CHARS {
            return None;
        }
        let (whole, key) = (plain(line), key(line));
        let opens = |opening: &Opening| {
            // end marks are signs, which a key does not have
            let phrase = if *opening == Opening::End { whole.trim() } else { &key };
            self.openings.get(opening).is_some_and(|phrases| phrases.contains(phrase))
        };
        Opening::ALL.into_iter().find(opens)
    }

    /// Whether `line` says that the rest is for who pays.
    pub fn is_paywall(&self, line: &str) -> bool {
        line.chars().count() <= FURNITURE_CHARS && self.paywalls.starts(&key(line))
    }

    /// Whether `line`, the last of a story, points to another page of the site: "Track the bills on our tracker page."
    pub fn is_pointer(&self, line: &str) -> bool {
        if line.chars().count() > FURNITURE_CHARS {
            return false;
        }
        let key = key(line);
        let first = key.split(' ').next().unwrap_or("");
        let ours = key.contains(" our ");
        ours && self.pointers.contains(first) && !key.contains(['"', '“'])
    }

    /// Whether `line` names a part of a site.
    pub fn is_rubric(&self, line: &str) -> bool {
        let key = key(line);
        self.rubrics.contains(&key)
            || key.split(" & ").flat_map(|part| part.split(" and ")).all(|part| self.rubrics.contains(part))
    }

    /// Buttons side by side or jammed: `ShareTweetEmail`, `👍 214 💬 38 🔗 Share`.
    pub fn is_bar(&self, line: &str) -> bool {
        let mut rest = line;
        let mut buttons = 0;
        while let Some(c) = rest.chars().next() {
            let thousands = matches!(c, 'K' | 'k' | 'M') && ends_in_digit(line, rest);
            if let Some(button) = self.button(rest) {
                buttons += 1;
                rest = &rest[button..];
            } else if !c.is_alphabetic() || thousands {
                rest = &rest[c.len_utf8()..];
            } else {
                return false;
            }
        }
        buttons > 0
    }

    /// `text` without the counts and buttons that are jammed before it: `2ShareThe competitive …`.
    pub fn strip_buttons<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text;
        loop {
            let plain =
                rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '∙' | '·' | '•' | '|' | ' ' | ','));
            match self.button(plain).filter(|end| {
                plain[*end..]
                    .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '∙' | '·'))
            }) {
                Some(end) => rest = &plain[end..],
                None => {
                    return if plain.starts_with(char::is_uppercase) || plain.starts_with(['“', '"']) {
                        plain
                    } else {
                        rest
                    };
                }
            }
        }
    }

    /// Bytes of the longest button that `text` starts with, at a place where a word may end.
    fn button(&self, text: &str) -> Option<usize> {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(1).take(20);
        let after = |end: usize| text[end..].chars().next();
        let may_end = |end: usize| !after(end).is_some_and(|c| c.is_lowercase() && c.is_ascii());
        ends.filter(|end| may_end(*end) && self.buttons.contains(&text[..*end].to_lowercase())).last()
    }

    /// A row of at least two menu words, divided by signs or wide blanks.
    pub fn is_menu(&self, line: &str) -> bool {
        let parts: Vec<String> = divided(line).into_iter().map(key).filter(|part| !part.is_empty()).collect();
        let known = |part: &&String| {
            let part = part.as_str();
            let listed = self.menu.contains(part) || self.buttons.contains(part) || self.whole.contains(part);
            listed || is_count_of_comments(part)
        };
        let n_known = parts.iter().filter(known).count();
        if parts.len() == 1 {
            return self.is_row_of_menu_words(&parts[0]);
        }
        let short = parts.iter().all(|part| part.split(' ').count() <= 2);
        n_known >= 2 && (n_known == parts.len() || (short && n_known * 2 >= parts.len()))
    }

    /// `impressum datenschutz kontakt`: menu words with nothing but blanks between, of which two are a button's at least.
    fn is_row_of_menu_words(&self, key: &str) -> bool {
        let words: Vec<&str> = key.split(' ').collect();
        let buttons = words.iter().filter(|word| self.whole.contains(**word)).count();
        let known = |word: &&str| self.menu.contains(*word) || self.whole.contains(*word);
        words.len() >= 2 && (words.len() > 2 || buttons == 2) && words.iter().all(known)
    }

    /// Whether `word` alone is a menu entry, as those between a site's name and its page.
    pub fn is_menu_word(&self, word: &str) -> bool {
        self.menu.contains(&key(word))
    }
}

fn ends_in_digit(line: &str, rest: &str) -> bool {
    line[..line.len() - rest.len()].ends_with(|c: char| c.is_ascii_digit())
}

/// Whether `line` ends as sentences do.
pub fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '’' | '\'' | ')' | '»' | '«' | '“' | '」' | '』' | '\u{ff09}' | ']')
    });
    end.ends_with(['.', '!', '?', '…', '。', '\u{ff01}', '\u{ff1f}', ';', '\u{ff1b}', '।', '॥', '؟', '۔'])
}

/// `you have 2 free articles` as `you have # free articles`: counters differ in their numbers only.
fn without_numbers(key: &str) -> String {
    let mut counted = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '0'..='9' if counted.ends_with('#') => {}
            '0'..='9' => counted.push('#'),
            c => counted.push(c),
        }
    }
    counted
}

/// A few words after an arrow to the left: `← All stories`.
fn is_way_back(line: &str) -> bool {
    let arrow = line.starts_with(['←', '‹', '⟵', '⬅', '◀', '↩', '⇠', '↑']);
    arrow && line.split_whitespace().count() <= MAX_WAY_WORDS && !ends_sentence(line)
}

/// `12 comments`, `comments 4`.
fn is_count_of_comments(key: &str) -> bool {
    let words: Vec<&str> = key.split([' ', '(', ')']).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_counted = |word: &str| {
        matches!(
            word,
            "comments"
                | "comment"
                | "kommentare"
                | "commentaires"
                | "comentarios"
                | "replies"
                | "views"
                | "shares"
                | "likes"
                | "claps"
                | "responses"
                | "reactions"
        )
    };
    matches!(words.as_slice(), [a, b] if (is_number(a) && is_counted(b)) || (is_counted(a) && is_number(b)))
}

/// The parts of a line that is divided by `|`, `·`, `•`, arrows or several blanks.
pub fn divided(line: &str) -> Vec<&str> {
    let parts = line.split(['|', '·', '•', '›', '»', '«', '∙', '/', '\t', '\u{ff5c}', '・', '&', '–', '—', '→', '‹']);
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// `text` as phrases are compared: lower case, straight quotes, nothing but the words at either end.
pub fn key(text: &str) -> String {
    let plain = plain(text);
    let trimmed = plain.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '+'));
    let open = trimmed.strip_prefix('(').filter(|rest| !rest.contains(')') || rest.ends_with(')'));
    open.map_or(trimmed, |rest| rest.trim_end_matches(')')).to_owned()
}

/// `text` in lower case with straight quotes and single blanks.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('`', "'");
    }
    let straight = text.chars().map(|c| match c {
        '’' | '‘' | '´' | '`' => '\'',
        '“' | '”' => '"',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    });
    straight.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_headings_are_found_however_they_are_set() {
        let words = Vocabulary::default();
        let table = [
            ("TL;DR:", Some(SectionKind::Tldr)),
            ("WHY IT MATTERS", Some(SectionKind::WhyItMatters)),
            ("**What’s next?**", Some(SectionKind::WhatToWatch)),
            ("## Business impact", Some(SectionKind::BusinessImpact)),
            ("The Key Takeaways", Some(SectionKind::Tldr)),
            ("为什么重要:", Some(SectionKind::WhyItMatters)),
            ("The EU Approach", None),
            ("What Comes Next", None),
        ];
        for (line, kind) in table {
            assert_eq!(words.heading(line), kind, "{line}");
        }
        let run_in = words.run_in("Why it matters: Phones ring.").map(|(_, label, rest)| (label, rest));
        assert_eq!(run_in, Some(("Why it matters", "Phones ring.")));
    }

    #[test]
    fn furniture_is_told_from_text() {
        let furniture = Vocabulary::default().furniture;
        let gone = [
            "ShareTweetEmail",
            "👍 214  💬 38  🔗 Share",
            "Share on X  Share on LinkedIn  Copy link",
            "☰ Menu",
            "Archive « RSS « About",
            "12 Comments",
            "© 2026 Harbor Media",
            "Privacy Policy | Terms of Use | Contact",
            "Free. No spam. Unsubscribe any time.",
            "Save  Share  Gift this article",
            "分享到微信  分享到微博",
            "We respect your inbox. One e-mail a day, no more.",
            "—",
        ];
        for line in gone {
            assert!(furniture.is(line), "{line}");
        }
        let kept = [
            "Share prices fell on Monday.",
            "The Vendors Push Back",
            "Meta pays",
            "X",
            "Save the date for the hearing on Friday",
        ];
        for line in kept {
            assert!(!furniture.is(line) || line == "X", "{line}");
        }
    }
}

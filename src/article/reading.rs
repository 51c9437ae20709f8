//! What the reader did with an article: its state.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ArticleId;
use crate::text::Clean;

/// Characters of a tag: more is no word.
const LONGEST_TAG: usize = 64;

/// An article's marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Marks {
    /// Opened, or marked as read.
    pub read: bool,
    /// Marked with a star.
    pub starred: bool,
    /// Put aside for later.
    pub later: bool,
    /// Its text became another one after it was read.
    pub changed: bool,
}

/// What was set in the state of an article, and what was there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which article.
    pub article: ArticleId,
    change: Both,
}

/// Both ways of a turn. Those of marks alone are kept by the ten thousand, and take little room.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Both {
    Marks { before: Marks, after: Marks },
    All(Box<[ReadingChange; 2]>),
}

impl Turn {
    /// A turn of marks alone.
    pub fn of_marks(article: ArticleId, before: Marks, after: Marks) -> Self {
        Self { article, change: Both::Marks { before, after } }
    }

    /// A turn that sets what `after` says, and is taken back by `before`.
    pub fn new(article: ArticleId, before: ReadingChange, after: ReadingChange) -> Self {
        Self { article, change: Both::All(Box::new([before, after])) }
    }

    /// What leads from a state to another one; `None` where both are the same.
    pub fn between(article: ArticleId, before: &Reading, after: &Reading) -> Option<Self> {
        let there = ReadingChange::between(before, after);
        if there == ReadingChange::default() {
            return None;
        }
        let is_marks_alone = there == ReadingChange::of_marks(before.marks, after.marks);
        Some(match is_marks_alone {
            true => Self::of_marks(article, before.marks, after.marks),
            false => Self::new(article, ReadingChange::between(after, before), there),
        })
    }

    /// What it sets.
    pub fn after(&self) -> ReadingChange {
        match &self.change {
            Both::Marks { before, after } => ReadingChange::of_marks(*before, *after),
            Both::All(changes) => changes[1].clone(),
        }
    }

    /// What takes it back.
    pub fn before(&self) -> ReadingChange {
        self.clone().reversed().after()
    }

    /// The marks before and after, where nothing else is changed.
    pub fn marks(&self) -> Option<[Marks; 2]> {
        match self.change {
            Both::Marks { before, after } => Some([before, after]),
            Both::All(_) => None,
        }
    }

    /// The way back.
    pub fn reversed(self) -> Self {
        let change = match self.change {
            Both::Marks { before, after } => Both::Marks { before: after, after: before },
            Both::All(mut changes) => {
                changes.reverse();
                Both::All(changes)
            }
        };
        Self { change, ..self }
    }
}

/// What the reader did with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Read, starred, later.
    pub marks: Marks,
    /// How far it was read, in ten-thousandths of its lines.
    pub position: u16,
    /// Tags of one's own, none of them twice.
    pub tags: Vec<Clean>,
    /// A note of one's own, any number of lines.
    pub note: String,
}

/// What is to be different in an article's state; what it does not name stays as it is, so that two who change it at once
/// lose nothing of each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingChange {
    /// Was it read?
    pub read: Option<bool>,
    /// Has it a star?
    pub starred: Option<bool>,
    /// Is it for later?
    pub later: Option<bool>,
    /// Has its text changed since it was read?
    pub changed: Option<bool>,
    /// How far it was read, in ten-thousandths of its lines.
    pub position: Option<u16>,
    /// Tags that it has then.
    pub tagged: Vec<Clean>,
    /// Tags that it has no more.
    pub untagged: Vec<Clean>,
    /// The note; empty takes it away.
    pub note: Option<String>,
}

impl Reading {
    /// This state, with what `change` sets.
    pub fn with(&self, change: &ReadingChange) -> Self {
        let mut tags = self.tags.clone();
        tags.retain(|tag| !has_tag(&change.untagged, tag));
        for tag in &change.tagged {
            if !has_tag(&tags, tag) {
                tags.push(tag.clone());
            }
        }
        let Marks { read, starred, later, changed } = self.marks;
        let read = change.read.unwrap_or(read);
        Self {
            marks: Marks {
                read,
                starred: change.starred.unwrap_or(starred),
                later: change.later.unwrap_or(later),
                changed: read && change.changed.unwrap_or(changed),
            },
            position: change.position.unwrap_or(self.position),
            tags,
            note: change.note.clone().unwrap_or_else(|| self.note.clone()),
        }
    }
}

impl ReadingChange {
    /// What leads from a state to another one.
    pub fn between(before: &Reading, after: &Reading) -> Self {
        let others = |tags: &[Clean], known: &[Clean]| -> Vec<Clean> {
            tags.iter().filter(|tag| !has_tag(known, tag)).cloned().collect()
        };
        Self {
            position: (before.position != after.position).then_some(after.position),
            tagged: others(&after.tags, &before.tags),
            untagged: others(&before.tags, &after.tags),
            note: (before.note != after.note).then(|| after.note.clone()),
            ..Self::of_marks(before.marks, after.marks)
        }
    }

    /// What leads from marks to others.
    pub fn of_marks(before: Marks, after: Marks) -> Self {
        let changed = |from: bool, to: bool| (from != to).then_some(to);
        Self {
            read: changed(before.read, after.read),
            starred: changed(before.starred, after.starred),
            later: changed(before.later, after.later),
            changed: changed(before.changed, after.changed),
            ..Self::default()
        }
    }

    /// What makes an article a read one: its text is known as it is now.
    pub fn to_read() -> Self {
        Self { read: Some(true), changed: Some(false), ..Self::default() }
    }
}

/// Whether a tag is among others, in whatever case.
pub fn has_tag(tags: &[Clean], tag: &str) -> bool {
    let lower = tag.to_lowercase();
    tags.iter().any(|own| own.to_lowercase() == lower)
}

/// A tag as it was typed.
///
/// # Errors
/// Why it is none, in a sentence without a full stop.
pub fn tag(typed: &str) -> Result<Clean, String> {
    let tag = Clean::from(typed);
    let odd = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '(' | ')');
    match () {
        () if tag.is_empty() || tag.contains(odd) => Err(format!("`{tag}` is no tag: a tag is one word")),
        () if tag.starts_with(['-', '=']) => Err(format!("`{tag}` is no tag: a tag begins with a letter or digit")),
        () if tag.chars().count() > LONGEST_TAG => Err(format!("a tag has {LONGEST_TAG} characters at most")),
        () => Ok(tag),
    }
}

/// A note as it was typed: lines that are safe to show, without empty ones around them.
pub fn note(typed: &str) -> String {
    let lines: Vec<Clean> = typed.lines().map(Clean::code).collect();
    let is_empty = |line: &Clean| line.trim().is_empty();
    let first = lines.iter().position(|line| !is_empty(line)).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !is_empty(line)).map_or(first, |last| last + 1);
    lines[first..end].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(tags: &[&str], note: &str) -> Reading {
        Reading { tags: tags.iter().copied().map(Clean::from).collect(), note: note.to_owned(), ..Reading::default() }
    }

    #[test]
    fn a_turn_leads_there_and_back() {
        let read = Marks { read: true, later: true, ..Marks::default() };
        let before = Reading { marks: read, position: 5, ..reading(&["Chips", "b"], "one\ntwo") };
        let after =
            Reading { marks: Marks { changed: true, read: true, ..Marks::default() }, ..reading(&["b", "c"], "") };
        let turn = Turn::between(ArticleId("a".to_owned()), &before, &after).unwrap();
        assert_eq!(before.with(&turn.after()), after);
        assert_eq!(after.with(&turn.before()).tags.len(), 2);
        assert_eq!(after.with(&turn.before()).note, before.note);
        assert_eq!((turn.after().read, turn.after().later), (None, Some(false)));
        let starred = Reading { marks: Marks { starred: true, ..read }, ..before.clone() };
        let turn = Turn::between(ArticleId("a".to_owned()), &before, &starred).unwrap();
        assert_eq!((turn.marks(), turn.clone().reversed().after()), (Some([read, starred.marks]), turn.before()));
        assert_eq!(Turn::between(ArticleId("a".to_owned()), &before, &before), None);
    }

    #[test]
    fn a_tag_is_there_once_in_whatever_case() {
        let change = |tagged: &[&str], untagged: &[&str]| ReadingChange {
            tagged: tagged.iter().copied().map(Clean::from).collect(),
            untagged: untagged.iter().copied().map(Clean::from).collect(),
            ..ReadingChange::default()
        };
        let own = reading(&["Chips"], "");
        assert_eq!(own.with(&change(&["chips"], &[])), own);
        assert_eq!(own.with(&change(&["a", "A"], &["CHIPS"])), reading(&["a"], ""));
    }

    #[test]
    fn a_note_keeps_its_lines_and_nothing_else() {
        for (typed, expected) in [
            ("one\n", "one"),
            ("\n \n  - a\n\n\tb  \n\n", "  - a\n\n    b"),
            ("a\r\nb\u{1b}[31mc", "a\nbc"),
            (" \n", ""),
        ] {
            assert_eq!(note(typed), expected, "{typed:?}");
            assert_eq!(note(expected), expected);
        }
    }

    #[test]
    fn a_tag_is_one_word() {
        for (typed, expected) in [
            ("chips", Some("chips")),
            (" Über-Alles/2 ", Some("Über-Alles/2")),
            ("read\u{1b}[31m", Some("read")),
            ("to read", None),
            ("a,b", None),
            ("", None),
            ("-a", None),
            ("\"a", None),
            (&"x".repeat(65), None),
        ] {
            assert_eq!(tag(typed).ok().as_deref(), expected, "{typed}");
        }
    }
}

//! Footnotes: numbers in the text, and the notes at its end.

use super::{Opened, Region, Shape, Walker};
use crate::article::{Block, Marker, Prose, SectionKind, Span};
use crate::import::html::attributes::Attributes;
use crate::import::outline::{BOLD_LEVEL, Content, Part};

/// What the name of a note begins with, as programs that write pages have it.
const NOTES: [&str; 10] =
    ["fn", "footnote", "cite_note", "cite-note", "note", "ftnt", "_ftn", "endnote", "sdfootnote", "_edn"];

/// What the name of the place that refers to a note begins with.
const PLACES: [&str; 8] = ["fnref", "cite_ref", "cite-ref", "ref", "_ftnref", "ftnt_ref", "_ednref", "footnote-ref"];

/// Signs that lead back from a note to its place.
const WAYS_BACK: [char; 6] = ['↩', '↑', '⏎', '^', '\u{fe0e}', '⤴'];

/// Classes and roles of the notes as a whole.
const SECTIONS: [&str; 6] =
    ["footnotes", "footnote-list", "endnotes", "doc-endnotes", "footnotes-list", "footnote-section"];

impl Walker<'_> {
    /// A link within the page: one that refers to a note is its number, one back from a note is nothing.
    pub(super) fn open_reference(&mut self, name: &str, attributes: Attributes) -> Opened {
        let is = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
        let role = attributes.get("role").unwrap_or_default();
        let leads_back = is(&PLACES)
            || role == "doc-backlink"
            || attributes.has_class(|class| class.contains("backref") || class.contains("footnote-back"));
        if leads_back {
            self.place.muted += 1;
            return Opened::Muted;
        }
        let refers = role == "doc-noteref"
            || is(&NOTES)
            || attributes.has_class(|class| class.contains("footnote") || class.contains("noteref"));
        if refers { Opened::Reference(self.prose.len()) } else { Opened::Nothing }
    }

    /// Sets the number of a note in brackets.
    pub(super) fn close_reference(&mut self, start: usize) {
        let written = self.prose.since(start);
        let label = written.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')'));
        let is_label = !label.is_empty() && label.chars().count() <= 4;
        if !is_label {
            return;
        }
        let in_brackets = self.prose.since(0)[..start].ends_with('[');
        let label = if in_brackets { label.to_owned() } else { format!("[{label}]") };
        self.prose.rewrite(start, &label);
    }

    /// Whether an element holds the notes.
    pub(super) fn opens_notes(&self, attributes: Attributes) -> bool {
        let may = attributes.mentions("footnote") || attributes.mentions("endnote");
        may && !self.regions.iter().any(|region| matches!(region.shape, Shape::Notes))
            && (attributes.has_class(|class| SECTIONS.contains(&class.to_ascii_lowercase().as_str()))
                || ["role", "epub:type", "id"]
                    .iter()
                    .any(|name| attributes.get(name).is_some_and(|value| SECTIONS.contains(&&*value))))
    }

    pub(super) fn open_notes(&mut self, attributes: Attributes) -> Option<Opened> {
        self.opens_notes(attributes).then(|| {
            self.flush();
            self.enter_notes()
        })
    }

    pub(super) fn enter_notes(&mut self) -> Opened {
        self.enter(Shape::Notes);
        Opened::Notes
    }

    /// The notes go to the end of the text, each with its number in brackets.
    pub(super) fn close_notes(&mut self) {
        self.flush();
        let Some(Region { parts, shape: Shape::Notes }) = self.leave() else { return };
        let own = parts.iter().find_map(|part| match &part.content {
            Content::Heading { text, .. } => Some(text.clone()),
            _ => None,
        });
        let line = parts.first().map_or(self.place.line, |part| part.line);
        let text = own.unwrap_or_else(|| Prose::plain("Footnotes"));
        let notes: Vec<Part> = parts.into_iter().filter_map(note).collect();
        if notes.is_empty() {
            return;
        }
        if self.notes.is_empty() {
            let content = Content::Heading { level: BOLD_LEVEL, kind: Some(SectionKind::Other), text };
            self.notes.push(Part { line, content });
        }
        self.notes.extend(notes);
    }
}

/// A note: a point of the list with its number in brackets.
fn note(part: Part) -> Option<Part> {
    let content = match part.content {
        Content::Heading { .. } => return None,
        Content::Block(Block::Item { marker: Marker::Number(number), prose, .. }) => {
            Content::Block(Block::Paragraph(labelled(&format!("[{number}] "), prose)))
        }
        Content::Block(Block::Item { prose, .. }) => Content::Block(Block::Paragraph(prose)),
        content => content,
    };
    Some(Part { line: part.line, content })
}

/// `prose` after `label`, without the sign that leads back to its place.
fn labelled(label: &str, prose: Prose) -> Prose {
    let end = prose.text.trim_end_matches(|c: char| c == ' ' || WAYS_BACK.contains(&c)).len();
    let text = format!("{label}{}", &prose.text[..end]);
    let moved = |span: Span| Span { range: span.range.start + label.len()..span.range.end + label.len(), ..span };
    let spans = prose.spans.into_iter().filter(|span| span.range.end <= end).map(moved).collect();
    Prose { text: text.into(), spans }
}

//! Lines as they are: code.

use super::{Opened, Walker};
use crate::article::{Block, CodeLine};
use crate::import::html::attributes::Attributes;
use crate::import::html::tag::{Kind, Tag};
use crate::text::Clean;

/// Columns between the stops of a tab.
const TAB: u16 = 4;

/// What stands before the language in a class: of the standard, of highlighters, of code hosts.
const LANGUAGE_CLASSES: [&str; 5] = ["language-", "lang-", "highlight-source-", "brush:", "sourceCode"];

/// Lines as they are being read.
#[derive(Debug, Default)]
pub(super) struct Lines {
    language: Option<Clean>,
    text: String,
}

impl Lines {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn new_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn into_block(self) -> Option<Block> {
        let text = self.text.trim_end();
        let first = text.find(|c: char| !c.is_whitespace())?;
        let start = text[..first].rfind('\n').map_or(0, |end| end + 1);
        let lines =
            text[start..].lines().map(|line| CodeLine { indent: indent(line), text: Clean::code(line.trim_start()) });
        Some(Block::Code { language: self.language, lines: lines.collect() })
    }
}

impl Walker<'_> {
    pub(super) fn open_lines(&mut self, attributes: Attributes) -> Opened {
        self.flush();
        self.place.first_line = self.place.line;
        self.lines = Some(Lines { language: language(attributes), text: String::new() });
        Opened::Lines
    }

    /// Inside, boxes are lines of their own and nothing else counts.
    pub(super) fn open_in_lines(&mut self, tag: Tag, attributes: Attributes) -> Opened {
        if let Some(lines) = &mut self.lines {
            if tag.is_block() || tag.kind() == Kind::Table(super::Piece::Row) {
                lines.new_line();
            }
            if lines.language.is_none() && lines.text.trim().is_empty() {
                lines.language = language(attributes);
            }
        }
        let is_number = attributes.mentions("line") && attributes.has_class(is_line_number);
        if is_number {
            self.place.muted += 1;
            return Opened::Muted;
        }
        Opened::Nothing
    }

    pub(super) fn close_lines(&mut self) {
        if let Some(block) = self.lines.take().and_then(Lines::into_block) {
            self.push(block);
        }
    }
}

fn indent(line: &str) -> u16 {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.fold(0, |columns: u16, c| if c == '\t' { columns / TAB * TAB + TAB } else { columns.saturating_add(1) })
}

fn is_line_number(class: &str) -> bool {
    matches!(class, "lineno" | "linenos" | "line-number" | "line-numbers-rows" | "linenumber" | "linenodiv" | "lnt")
}

/// The programming language that a class names.
fn language(attributes: Attributes) -> Option<Clean> {
    let class = attributes.get("class")?;
    let named = LANGUAGE_CLASSES.iter().find_map(|start| {
        let at = class.find(start)?;
        let is_start = at == 0 || class[..at].ends_with(' ');
        class[at + start.len()..].split_ascii_whitespace().next().filter(|_| is_start)
    });
    let named = named.map(|name| name.trim_end_matches([';', ',']));
    named.filter(|name| !name.is_empty() && *name != "none").map(Clean::from)
}

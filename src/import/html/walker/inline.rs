//! Words in a line: styles, links, signs.

use super::{Mark, Opened, Style, Walker};
use crate::article::{Link, SpanStyle};
use crate::import::html::attributes::Attributes;
use crate::import::limits::MAX_LINKS;
use crate::text::Address;

/// Links among which the same one is not listed twice.
const NEARBY: usize = 64;

/// Signs above the line, by the ones in it.
const ABOVE: [(char, char); 15] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('n', 'ⁿ'),
    ('i', 'ⁱ'),
];

/// Signs below the line.
const BELOW: [(char, char); 13] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
];

impl Walker<'_> {
    pub(super) fn open_style(&mut self, style: Style) -> Opened {
        self.prose.open(match style {
            Style::Strong => SpanStyle::Strong,
            Style::Emphasis => SpanStyle::Emphasis,
            Style::Code => SpanStyle::Code,
            Style::Struck => SpanStyle::Struck,
        });
        Opened::Style
    }

    /// A link; one within the page refers to a note, or is none.
    pub(super) fn open_link(&mut self, attributes: Attributes) -> Opened {
        let Some(href) = attributes.get("href") else { return Opened::Nothing };
        if let Some(name) = href.trim_start().strip_prefix('#') {
            return self.open_reference(name, attributes);
        }
        match self.address(&href) {
            Some(address) => {
                self.prose.open(SpanStyle::Link(address));
                Opened::Link
            }
            None => Opened::Nothing,
        }
    }

    /// What `text` points to from here.
    pub(super) fn address(&self, text: &str) -> Option<Address> {
        match &self.base {
            Some(base) => base.join(text),
            None => Address::new(text),
        }
    }

    pub(super) fn close_link(&mut self) {
        let Some((words, SpanStyle::Link(url))) = self.prose.close() else { return };
        self.link(Link::new(words, url));
    }

    pub(super) fn link(&mut self, link: Link) {
        let links = &mut self.found.links;
        let nearby = &links[links.len().saturating_sub(NEARBY)..];
        if !link.text.is_empty() && links.len() < MAX_LINKS && !nearby.contains(&link) {
            links.push(link);
        }
    }

    pub(super) fn open_mark(&mut self, mark: Mark) -> Opened {
        match mark {
            Mark::Quoted => self.prose.push("“"),
            Mark::Spoken => self.prose.push("("),
            Mark::Above | Mark::Below => {}
        }
        Opened::Mark(mark, self.prose.len())
    }

    pub(super) fn close_mark(&mut self, mark: Mark, start: usize) {
        match mark {
            Mark::Quoted => self.prose.push("”"),
            Mark::Spoken => self.prose.push(")"),
            Mark::Above | Mark::Below => self.shift(mark, start),
        }
    }

    /// Puts signs above or below the line, where all of the text since `start` has such signs: `10⁶`, `CO₂`.
    fn shift(&mut self, mark: Mark, start: usize) {
        let in_reference = self.opened.iter().rev().take(2).any(|opened| matches!(opened, Opened::Reference(..)));
        let signs: &[(char, char)] = if mark == Mark::Above { &ABOVE } else { &BELOW };
        let sign = |c: char| signs.iter().find(|(plain, _)| *plain == c).map(|(_, shifted)| *shifted);
        let text = self.prose.since(start);
        let shifted: Option<String> = text.trim().chars().map(sign).collect();
        if let Some(shifted) = shifted.filter(|shifted| !shifted.is_empty() && !in_reference) {
            self.prose.rewrite(start, &shifted);
        }
    }
}

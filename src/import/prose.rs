//! Builds running text with styles on stretches of it, clean from the first character.

use crate::article::{Prose, Span, SpanStyle};
use crate::text::Clean;
use crate::text::sanitize::{is_clean, sanitize};

/// Styles that may be open in each other; deeper ones are text without style.
const MAX_OPEN: usize = 32;

/// What begins a sequence for a terminal.
const INTRODUCERS: [char; 7] = ['\u{1b}', '\u{90}', '\u{98}', '\u{9b}', '\u{9d}', '\u{9e}', '\u{9f}'];

/// Bytes of a sequence that goes on from piece to piece; who writes a longer one does not get it removed whole.
const MAX_SEQUENCE: usize = 4096;

/// Text as it is being read.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    text: String,
    /// A sequence for a terminal that the last piece has begun: the next one may end it.
    sequence: String,
    spans: Vec<Span>,
    open: Vec<(usize, Option<SpanStyle>)>,
    too_deep: usize,
}

impl ProseBuilder {
    /// Adds `text`; blanks at its ends become one.
    pub fn push(&mut self, text: &str) {
        let inner = text.trim();
        if text.starts_with(char::is_whitespace) && self.sequence.is_empty() {
            self.blank();
        }
        if self.sequence.is_empty() && is_clean(inner) {
            self.text.push_str(inner);
        } else {
            self.push_odd(text);
        }
        if text.ends_with(char::is_whitespace) && !inner.is_empty() {
            self.blank();
        }
    }

    /// Adds text that is not clean as it stands.
    fn push_odd(&mut self, text: &str) {
        let whole = std::mem::take(&mut self.sequence) + text;
        self.text.push_str(&sanitize(&whole));
        let begun = whole.rfind(INTRODUCERS).map(|at| &whole[at..]);
        let unfinished = begun.filter(|begun| begun.len() <= MAX_SEQUENCE && sanitize(begun).is_empty());
        self.sequence = unfinished.unwrap_or("").to_owned();
    }

    /// Adds a blank, if there is none.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Whether nothing has been added.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Begins a stretch of `style`; without one, it is there to be closed.
    pub fn open(&mut self, style: impl Into<Option<SpanStyle>>) {
        if self.open.len() < MAX_OPEN {
            self.open.push((self.text.len(), style.into()));
        } else {
            self.too_deep += 1;
        }
    }

    /// Ends the stretch that began last; its words and style.
    pub fn close(&mut self) -> Option<(String, SpanStyle)> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        let (start, style) = self.open.pop()?;
        let style = style?;
        let end = self.text.trim_end().len();
        let words = self.text.get(start..end).unwrap_or("").trim_start();
        if !words.is_empty() {
            self.spans.push(Span { range: end - words.len()..end, style: style.clone() });
        }
        Some((words.to_owned(), style))
    }

    /// Bytes of what has been added.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// What has been added since there were `start` bytes.
    pub fn since(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or("")
    }

    /// Puts `text` in the place of what has been added since there were `start` bytes, unless styles begin there.
    pub fn rewrite(&mut self, start: usize, text: &str) {
        let styled = self.spans.iter().any(|span| span.range.end > start);
        let opened = self.open.iter().any(|(at, _)| *at > start);
        if !styled && !opened && self.text.is_char_boundary(start) {
            self.text.truncate(start);
            self.text.push_str(&sanitize(text));
        }
    }

    /// The text so far as finished; the styles that are open go on in what comes next.
    pub fn split(&mut self) -> Prose {
        let end = self.text.trim_end().len();
        let (open, too_deep) = (std::mem::take(&mut self.open), std::mem::take(&mut self.too_deep));
        for (start, style) in &open {
            if let Some(style) = style.as_ref().filter(|_| *start < end) {
                self.spans.push(Span { range: *start..end, style: style.clone() });
            }
        }
        let prose = self.finish();
        self.open = open.into_iter().map(|(_, style)| (0, style)).collect();
        self.too_deep = too_deep;
        prose
    }

    /// The finished text. Where cleaning it as a whole changes it, the styles are dropped with their places.
    pub fn finish(&mut self) -> Prose {
        let built = std::mem::take(self);
        let mut text = built.text;
        text.truncate(text.trim_end().len());
        let length = text.len();
        let text = Clean::from(text);
        let mut spans = built.spans;
        if text.len() != length {
            spans.clear();
        }
        spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
        Prose { text, spans }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_go_also_where_they_are_in_pieces() {
        for pieces in [
            &["red", "\u{1b}", "[31m", "der"][..],
            &["red\u{1b}[3", "1mder"],
            &["red\u{9b}31", ";1", "mder"],
            &["red\u{1b}]0;title", " of it\u{7}der"],
        ] {
            let mut prose = ProseBuilder::default();
            for piece in pieces {
                prose.push(piece);
                prose.open(SpanStyle::Strong);
                prose.close();
            }
            assert_eq!(prose.finish().text, "redder", "{pieces:?}");
        }
    }
}

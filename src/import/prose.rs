//! Builds running text with styles on stretches of it, clean from the first character.

use crate::article::{Prose, Span, SpanStyle};
use crate::text::Clean;
use crate::text::sanitize::sanitize;

/// Styles that may be open in each other; deeper ones are text without style.
const MAX_OPEN: usize = 32;

/// Text as it is being read.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    text: String,
    spans: Vec<Span>,
    open: Vec<(usize, Option<SpanStyle>)>,
    too_deep: usize,
}

impl ProseBuilder {
    /// Adds `text`; blanks at its ends become one.
    pub fn push(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.blank();
        }
        self.text.push_str(&sanitize(text));
        if text.ends_with(char::is_whitespace) && !text.trim().is_empty() {
            self.blank();
        }
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
        let end = self.text.trim_end().len();
        let words = self.text.get(start..end).unwrap_or("").to_owned();
        let style = style?;
        if !words.is_empty() {
            self.spans.push(Span { range: start..end, style: style.clone() });
        }
        Some((words, style))
    }

    /// The finished text. Where cleaning it as a whole changes it, the styles are dropped with their places.
    pub fn finish(&mut self) -> Prose {
        let built = std::mem::take(self);
        let text = Clean::from(built.text.trim_end());
        let mut spans = built.spans;
        if text.len() != built.text.trim_end().len() {
            spans.clear();
        }
        spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
        Prose { text, spans }
    }
}

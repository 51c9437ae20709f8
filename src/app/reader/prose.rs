//! Running text as lines: styles of the page, names and matches laid over each other, then wrapped.

use std::ops::Range;

use crate::app::ink::{Ink, Line, Role};
use crate::article::{EntityKind, Prose, SpanStyle};
use crate::store::sought::Sought;
use crate::text::Address;
use crate::text::width::width;
use crate::text::wrap::wrap_hanging;

/// What lies over the text.
#[derive(Clone, Debug)]
enum Layer {
    Strong,
    Emphasis,
    Struck,
    Role(Role),
    Match,
}

/// Text with everything that lies over it, ready to be wrapped.
#[derive(Clone)]
pub struct Inked<'a> {
    text: &'a str,
    base: Ink,
    layers: Vec<(Range<usize>, Layer)>,
    links: Vec<(Range<usize>, &'a Address)>,
    matches: Vec<(Range<usize>, usize)>,
    names: Vec<(Range<usize>, usize)>,
}

impl<'a> Inked<'a> {
    /// Plain text in one ink.
    pub fn plain(text: &'a str, base: impl Into<Ink>) -> Self {
        Self { text, base: base.into(), layers: Vec::new(), links: Vec::new(), matches: Vec::new(), names: Vec::new() }
    }

    /// A page's text with its styles and links.
    pub fn prose(prose: &'a Prose, base: impl Into<Ink>) -> Self {
        let mut inked = Self::plain(&prose.text, base);
        for span in &prose.spans {
            let layer = match &span.style {
                SpanStyle::Strong => Layer::Strong,
                SpanStyle::Emphasis => Layer::Emphasis,
                SpanStyle::Struck => Layer::Struck,
                SpanStyle::Code => Layer::Role(Role::Code),
                SpanStyle::Link(url) => {
                    inked.links.push((span.range.clone(), url));
                    Layer::Role(Role::Link)
                }
            };
            inked.layers.push((span.range.clone(), layer));
        }
        inked
    }

    /// Names in it, by their bytes, each with its place among the article's entities.
    pub fn named(mut self, names: &[(Range<usize>, EntityKind, usize)]) -> Self {
        let layers = names.iter().map(|(range, kind, _)| (range.clone(), Layer::Role(Role::Entity(*kind))));
        self.layers.extend(layers);
        self.names.extend(names.iter().map(|(range, _, named)| (range.clone(), *named)));
        self
    }

    /// Marks every place where anything that is sought stands.
    pub fn found(mut self, sought: &Sought) -> Self {
        self.matches = sought.numbered_places(self.text);
        self.layers.extend(self.matches.iter().map(|(range, _)| (range.clone(), Layer::Match)));
        self
    }

    /// The text wrapped to `columns`, the first line after `lead`, the others under its end.
    pub fn wrap(&self, lead: &Line, columns: usize) -> Wrapped {
        let indent = lead.width();
        let room = columns.saturating_sub(indent).max(1);
        let mut wrapped = Wrapped::default();
        for (at, range) in wrap_hanging(self.text, room, room).into_iter().enumerate() {
            let mut line = if at == 0 { lead.clone() } else { Line::new(" ".repeat(indent), Role::Text) };
            for (link, url) in self.links.iter().filter(|(link, _)| range.contains(&link.start)) {
                let column = indent + width(&self.text[range.start..link.start]);
                let warning = self.text.get(link.clone()).and_then(|words| url.warning(words));
                wrapped.links.push(PageLink { line: at, column, url: url.to_string(), warning });
            }
            wrapped.names.extend(self.names_in(&range, (at, indent)));
            let starts = self.matches.iter().filter(|(found, _)| range.contains(&found.start));
            wrapped.matches.extend(starts.map(|(_, run)| PageMatch { line: at, run: *run }));
            self.ink(range, &mut line);
            wrapped.lines.push(line);
        }
        wrapped
    }

    /// The names, or parts of them, in a line that starts at a column.
    fn names_in(&self, line: &Range<usize>, (at, indent): (usize, usize)) -> impl Iterator<Item = PageName> {
        self.names.iter().filter_map(move |(name, named)| {
            let (start, end) = (name.start.max(line.start), name.end.min(line.end));
            let (before, words) = (self.text.get(line.start..start)?, self.text.get(start..end)?);
            let (column, starts) = (indent + width(before), start == name.start);
            Some(PageName { line: at, column, width: width(words), named: *named, starts })
        })
    }

    /// Adds a stretch of the text to `line`, in pieces of one ink each.
    fn ink(&self, range: Range<usize>, line: &mut Line) {
        let mut edges: Vec<usize> = vec![range.start, range.end];
        let ends = self.layers.iter().flat_map(|(layer, _)| [layer.start, layer.end]);
        edges.extend(ends.filter(|edge| range.contains(edge)));
        edges.sort_unstable();
        edges.dedup();
        for pair in edges.windows(2) {
            let Some(text) = self.text.get(pair[0]..pair[1]) else { continue };
            line.push(text, self.ink_at(pair[0]));
        }
    }

    fn ink_at(&self, at: usize) -> Ink {
        let mut ink = self.base;
        for (_, layer) in self.layers.iter().filter(|(range, _)| range.contains(&at)) {
            match layer {
                Layer::Strong => ink.strong = true,
                Layer::Emphasis => ink.emphasis = true,
                Layer::Struck => ink.struck = true,
                Layer::Role(role) => ink.role = *role,
                Layer::Match => ink.matched = true,
            }
        }
        ink
    }
}

/// Lines, and what stands where in them.
#[derive(Debug, Default)]
pub struct Wrapped {
    /// The lines.
    pub lines: Vec<Line>,
    /// Links by the line that they start in.
    pub links: Vec<PageLink>,
    /// Matches by the line that they start in.
    pub matches: Vec<PageMatch>,
    /// Names by the lines that they stand in.
    pub names: Vec<PageName>,
}

/// Where something that is marked stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageMatch {
    /// Its line.
    pub line: usize,
    /// Which of what is sought.
    pub run: usize,
}

/// Where a name stands, or the part of it that fits a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageName {
    /// Its line.
    pub line: usize,
    /// Columns before it.
    pub column: usize,
    /// Columns it takes.
    pub width: usize,
    /// Which of the article's entities.
    pub named: usize,
    /// It begins here; otherwise it goes on from the line before.
    pub starts: bool,
}

/// Where a link stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// Its line.
    pub line: usize,
    /// Columns before it.
    pub column: usize,
    /// Where it leads.
    pub url: String,
    /// Its host in brackets, where its words or its look say another.
    pub warning: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_matches_split_a_line_into_pieces() {
        let names = [(6..12, EntityKind::Company, 0)];
        let inked = Inked::plain("about OpenAI now", Role::Text).named(&names).found(&Sought::searched("ai n"));
        let wrapped = inked.wrap(&Line::default(), 40);
        let pieces: Vec<(&str, bool)> =
            wrapped.lines[0].pieces.iter().map(|p| (p.text.as_str(), p.ink.matched)).collect();
        assert_eq!(pieces, [("about ", false), ("Open", false), ("AI", true), (" n", true), ("ow", false)]);
    }

    #[test]
    fn later_lines_hang_under_the_first() {
        let wrapped = Inked::plain("one two three", Role::Text).wrap(&Line::new("- ", Role::Accent), 9);
        let lines: Vec<String> = wrapped.lines.iter().map(Line::text).collect();
        assert_eq!(lines, ["- one two", "  three"]);
    }
}

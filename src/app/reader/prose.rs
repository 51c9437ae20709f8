//! Running text as lines: styles of the page, names and matches laid over each other, then wrapped.

use std::ops::Range;

use crate::app::ink::{Ink, Line, Role};
use crate::article::{EntityKind, Prose, SpanStyle};
use crate::store::sought::Sought;
use crate::text::Address;
use crate::text::width::width;
use crate::text::wrap::{Broken, Lang, wrap, wrap_hyphenated};

/// What lies over the text.
#[derive(Clone, Debug)]
enum Layer {
    Strong,
    Emphasis,
    Struck,
    Role(Role),
    Match,
}

/// How running text is set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// Lines end in one column where that leaves no holes.
    pub justified: bool,
    /// Words may be broken as this language does.
    pub hyphenated: Option<Lang>,
}

/// A justified line may grow by so many columns in a hundred; more would tear it apart.
const MOST_STRETCH: usize = 25;

/// The blanks of a line that are wider than one column, by their byte in the text, and by how much.
struct Stretch {
    wider: Vec<(usize, usize)>,
}

impl Stretch {
    /// The blanks of `text` in a line made as wide as `columns`; as they are where they would have to be too wide.
    fn new(text: &str, line: &Range<usize>, columns: usize) -> Self {
        let words = &text[line.clone()];
        let blanks: Vec<usize> = words.match_indices(' ').map(|(at, _)| line.start + at).collect();
        let missing = columns.saturating_sub(width(words));
        if blanks.is_empty() || missing * 100 > columns * MOST_STRETCH {
            return Self { wider: Vec::new() };
        }
        let n = blanks.len();
        let up_to = |at: usize| (at * missing + n / 2) / n; // the wider ones stand evenly between the others
        let wider = blanks.into_iter().enumerate().map(|(at, blank)| (blank, up_to(at + 1) - up_to(at)));
        Self { wider: wider.filter(|(_, more)| *more > 0).collect() }
    }

    /// Columns that were added in a part of the line.
    fn columns(&self, part: Range<usize>) -> usize {
        self.wider.iter().filter(|(blank, _)| part.contains(blank)).map(|(_, more)| more).sum()
    }

    /// A part of the line as it is shown.
    fn show(&self, text: &str, part: Range<usize>) -> String {
        let mut shown = String::new();
        let mut at = part.start;
        for (blank, more) in self.wider.iter().filter(|(blank, _)| part.contains(blank)) {
            shown.push_str(&text[at..*blank]);
            shown.push_str(&" ".repeat(*more));
            at = *blank;
        }
        shown.push_str(&text[at..part.end]);
        shown
    }
}

/// A link in a text.
#[derive(Clone)]
struct LinkSpan<'a> {
    range: Range<usize>,
    url: &'a Address,
    warning: Option<String>,
}

/// Text with everything that lies over it, ready to be wrapped.
#[derive(Clone)]
pub struct Inked<'a> {
    text: &'a str,
    base: Ink,
    layers: Vec<(Range<usize>, Layer)>,
    links: Vec<LinkSpan<'a>>,
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
                    let warning = prose.text.get(span.range.clone()).and_then(|words| url.warning(words));
                    inked.links.push(LinkSpan { range: span.range.clone(), url, warning });
                    Layer::Role(Role::Link)
                }
            };
            inked.layers.push((span.range.clone(), layer));
        }
        inked
    }

    /// An address that leads where it says, shown beside `words`.
    pub fn address(url: &'a Address, words: &str) -> Self {
        let link = LinkSpan { range: 0..url.len(), url, warning: url.warning(words) };
        Self { links: vec![link], ..Self::plain(url, Role::Link) }
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
        self.set(lead, columns, Setting::default())
    }

    /// The same as running text.
    pub fn set(&self, lead: &Line, columns: usize, setting: Setting) -> Wrapped {
        let indent = lead.width();
        let room = columns.saturating_sub(indent).max(1);
        let broken = match setting.hyphenated {
            Some(language) => wrap_hyphenated(self.text, room, language),
            None => wrap(self.text, room).into_iter().map(|range| Broken { range, hyphen: false }).collect(),
        };
        let mut wrapped = Wrapped { n_links: self.links.len(), ..Wrapped::default() };
        let n_lines = broken.len();
        for (at, Broken { range, hyphen }) in broken.into_iter().enumerate() {
            let is_set = setting.justified && at + 1 < n_lines;
            let columns = if is_set { room - usize::from(hyphen) } else { 0 };
            let stretch = Stretch::new(self.text, &range, columns);
            let lead = if at == 0 { lead.clone() } else { Line::new(" ".repeat(indent), Role::Text) };
            self.line((at, range, hyphen), lead, &stretch, &mut wrapped);
        }
        wrapped
    }

    /// Adds a line after what stands before it, and what is to be found in it.
    fn line(&self, (at, range, hyphen): (usize, Range<usize>, bool), lead: Line, stretch: &Stretch, to: &mut Wrapped) {
        let indent = lead.width();
        to.links.extend(self.links_in(&range, (at, indent), stretch));
        to.names.extend(self.names_in(&range, (at, indent), stretch));
        to.matches.extend(self.matches_in(&range, (at, indent), stretch));
        let mut line = lead;
        let end = range.end;
        self.ink(range, stretch, &mut line);
        if hyphen {
            line.push("-", self.ink_at(end.saturating_sub(1)));
        }
        to.lines.push(line);
    }

    /// Columns of a part of a line.
    fn columns(&self, part: Range<usize>, stretch: &Stretch) -> usize {
        self.text.get(part.clone()).map_or(0, width) + stretch.columns(part)
    }

    /// The links, or parts of them, in a line that starts at a column.
    fn links_in(
        &self,
        line: &Range<usize>,
        (at, indent): (usize, usize),
        stretch: &Stretch,
    ) -> impl Iterator<Item = PageLink> {
        self.links.iter().enumerate().filter_map(move |(number, link)| {
            let (start, end) = (link.range.start.max(line.start), link.range.end.min(line.end));
            self.text.get(start..end).filter(|words| !words.is_empty())?;
            let (column, width) = (self.columns(line.start..start, stretch), self.columns(start..end, stretch));
            let (url, warning) = (link.url.to_string(), link.warning.clone());
            Some(PageLink { line: at, column: indent + column, width, number, url, warning })
        })
    }

    /// The names, or parts of them, in a line that starts at a column.
    fn names_in(
        &self,
        line: &Range<usize>,
        (at, indent): (usize, usize),
        stretch: &Stretch,
    ) -> impl Iterator<Item = PageName> {
        self.names.iter().filter_map(move |(name, named)| {
            let (start, end) = (name.start.max(line.start), name.end.min(line.end));
            self.text.get(start..end)?;
            let (column, width) = (self.columns(line.start..start, stretch), self.columns(start..end, stretch));
            Some(PageName { line: at, column: indent + column, width, named: *named, starts: start == name.start })
        })
    }

    /// The matches that begin in a line, as far as they stand in it.
    fn matches_in(
        &self,
        line: &Range<usize>,
        (at, indent): (usize, usize),
        stretch: &Stretch,
    ) -> impl Iterator<Item = PageMatch> {
        self.matches.iter().filter(|(found, _)| line.contains(&found.start)).map(move |(found, run)| {
            let column = indent + self.columns(line.start..found.start, stretch);
            let width = self.columns(found.start..found.end.min(line.end), stretch);
            PageMatch { line: at, column, width, run: *run }
        })
    }

    /// Adds a stretch of the text to `line`, in pieces of one ink each.
    fn ink(&self, range: Range<usize>, stretch: &Stretch, line: &mut Line) {
        let mut edges: Vec<usize> = vec![range.start, range.end];
        let ends = self.layers.iter().flat_map(|(layer, _)| [layer.start, layer.end]);
        edges.extend(ends.filter(|edge| range.contains(edge)));
        edges.sort_unstable();
        edges.dedup();
        for pair in edges.windows(2) {
            if self.text.get(pair[0]..pair[1]).is_some() {
                line.push(stretch.show(self.text, pair[0]..pair[1]), self.ink_at(pair[0]));
            }
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
    /// Links by the lines that they stand in.
    pub links: Vec<PageLink>,
    /// How many there are.
    pub n_links: usize,
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
    /// Columns before it.
    pub column: usize,
    /// Columns it takes.
    pub width: usize,
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

/// Where a link stands, or the part of it that fits a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// Its line.
    pub line: usize,
    /// Columns before it.
    pub column: usize,
    /// Columns it takes.
    pub width: usize,
    /// Which of the links: its parts on several lines have the same.
    pub number: usize,
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
    fn justified_lines_end_in_one_column_and_marks_keep_their_places() {
        let text = "one two OpenAI four five six seven";
        let names = [(8..14, EntityKind::Company, 0)];
        let setting = Setting { justified: true, hyphenated: None };
        let set = Inked::plain(text, Role::Text).named(&names).set(&Line::default(), 17, setting);
        let lines: Vec<String> = set.lines.iter().map(Line::text).collect();
        assert_eq!(lines, ["one   two  OpenAI", "four   five   six", "seven"]);
        assert_eq!(set.names[0], PageName { line: 0, column: 11, width: 6, named: 0, starts: true });
        let torn = Inked::plain("a incomprehensible", Role::Text).set(&Line::default(), 16, setting);
        assert_eq!(torn.lines[0].text(), "a");
    }

    #[test]
    fn a_hyphen_looks_like_its_word() {
        let names = [(0..14, EntityKind::Company, 0)];
        let setting = Setting { justified: false, hyphenated: Some(Lang::English) };
        let set = Inked::plain("incomprehension", Role::Text).named(&names).set(&Line::default(), 10, setting);
        assert_eq!(set.lines.iter().map(Line::text).collect::<Vec<_>>(), ["incompre-", "hension"]);
        assert_eq!(set.lines[0].pieces.len(), 1);
    }

    #[test]
    fn later_lines_hang_under_the_first() {
        let wrapped = Inked::plain("one two three", Role::Text).wrap(&Line::new("- ", Role::Accent), 9);
        let lines: Vec<String> = wrapped.lines.iter().map(Line::text).collect();
        assert_eq!(lines, ["- one two", "  three"]);
    }
}

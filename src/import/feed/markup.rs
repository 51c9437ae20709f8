//! From text to tags and text, whatever is wrong with it.
//!
//! Why not quick-xml. It was tried first (0.42, end names unchecked, unmatched ends and dangling ampersands allowed).
//! It reads on after most faults, but a `<` in text takes the next end tag with it (`1 < 2</title>`), and an attribute
//! without its closing quote, a comment, a CDATA section or an instruction that never ends gives everything up to the end
//! of the document away. Starting anew behind each such place can be done, at the price of reading the rest again and
//! again. It also hands out escaped HTML in pieces, one for each reference: 290 MB/s where all of a feed may take no more
//! than ten nanoseconds a byte. So this is a scanner of our own over the text, by `memchr`: a text comes in one piece,
//! each fault costs no more than what it spoils, and nothing is looked at twice.
//!
//! Faults and what is made of them: a `<` that begins no tag is text; a tag without `>` ends at the next `<`; a quote
//! that is not closed ends its tag at the next `>`; a comment or instruction that never ends, ends at the next tag; a CDATA section
//! that never ends, ends at the end tag of its element; a tag or section that the document's end cuts is as long as it came.

mod attributes;
mod doctype;

use memchr::{memchr, memchr2, memchr3, memmem};

pub use attributes::Attributes;
use doctype::subset_end;

use super::faults::{Fault, Faults};
use super::limits::MAX_ATTRIBUTES;

/// Bytes of a document type declaration; one that is longer, or does not end, ends at its first `>`.
const MAX_DOCTYPE: usize = 64 << 10;

/// Bytes of a tag from which its attributes are counted.
const LONG_TAG: usize = 4 * MAX_ATTRIBUTES;

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token<'t> {
    /// A start tag, or one of an empty element.
    Start(Tag<'t>),
    /// An end tag's name; empty in `</>`.
    End(&'t str),
    /// Text, its references as written.
    Text(&'t str),
    /// What is in a CDATA section.
    Literal(&'t str),
    /// A document type declaration, without its signs.
    Doctype(&'t str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tag<'t> {
    /// With its prefix, as written.
    pub name: &'t str,
    /// What follows the name.
    pub attributes: Attributes<'t>,
    /// It is closed at once.
    pub empty: bool,
    /// Where it begins in the document.
    pub at: usize,
}

/// Reads a document from front to back.
#[derive(Debug)]
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
    comment_end: Ahead,
    literal_end: Ahead,
    instruction_end: Ahead,
    started: bool,
    /// What was wrong so far.
    pub faults: Faults,
}

/// The next place of a sign, looked for once.
#[derive(Debug)]
struct Ahead {
    sign: &'static [u8],
    next: Option<usize>,
    looked: bool,
}

impl Ahead {
    const fn new(sign: &'static [u8]) -> Self {
        Self { sign, next: None, looked: false }
    }

    /// Where the sign stands at `from` or behind it.
    fn find(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if !self.looked || self.next? < from {
            self.looked = true;
            self.next = memmem::find(&bytes[from..], self.sign).map(|at| from + at);
        }
        self.next
    }
}

impl<'t> Scanner<'t> {
    /// Reads `text` from its beginning.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            comment_end: Ahead::new(b"-->"),
            literal_end: Ahead::new(b"]]>"),
            instruction_end: Ahead::new(b"?>"),
            started: false,
            faults: Faults::default(),
        }
    }

    /// The whole document.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where the next token begins.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Where `piece`, which is one of the document, begins in it.
    pub fn offset(&self, piece: &str) -> usize {
        (piece.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }

    /// Reads on from `at`, which was the beginning of a token.
    pub fn rewind(&mut self, at: usize) {
        self.at = at;
    }

    /// The next piece; nothing at the end. `element` is the one that is being read: its end tag ends a CDATA section that
    /// does not end itself.
    pub fn next(&mut self, element: &str) -> Option<Token<'t>> {
        let bytes = self.text.as_bytes();
        while let Some(first) = bytes.get(self.at) {
            if *first != b'<' || !self.is_markup(self.at) {
                return Some(Token::Text(self.running_text()));
            }
            match bytes.get(self.at + 1) {
                Some(b'/') => return Some(self.end_tag()),
                Some(b'?') => self.instruction(),
                Some(b'!') => {
                    if let Some(token) = self.declaration(element) {
                        return Some(token);
                    }
                }
                Some(_) => return Some(self.start_tag()),
                None => self.cut(),
            }
        }
        None
    }

    /// Whether the `<` at `at` begins a tag or its like. One that the end of the document cuts does.
    fn is_markup(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at + 1..];
        match rest {
            [] => true,
            [b'/'] => true,
            [b'/', b'>', ..] => true,
            [b'/', c, ..] | [b'?', c, ..] => is_name_start(*c),
            [b'?'] | [b'!'] => true,
            [b'!', rest @ ..] => rest.starts_with(b"-") || rest.starts_with(b"[") || rest[0].is_ascii_alphabetic(),
            [c, ..] => is_name_start(*c) && self.is_tag(at),
        }
    }

    /// Whether what looks like the name of a tag at `at` is one: in `a <b and c</p>` it is not.
    fn is_tag(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at + 1..];
        match memchr3(b'<', b'>', b'=', rest) {
            Some(end) => rest[end] != b'<' || !rest[..end].contains(&b' '),
            None => true,
        }
    }

    /// The text up to the next tag.
    fn running_text(&mut self) -> &'t str {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut from = start;
        loop {
            let Some(found) = memchr(b'<', &bytes[from..]).map(|at| from + at) else {
                self.at = bytes.len();
                break;
            };
            if self.is_markup(found) {
                self.at = found;
                break;
            }
            self.faults.note(Fault::Sign, found);
            from = found + 1;
        }
        &self.text[start..self.at]
    }

    fn start_tag(&mut self) -> Token<'t> {
        let at = self.at;
        let name_end = self.name_end(at + 1);
        let is_cut = self.faults.cut_at().is_some();
        let (end, next) = self.tag_end(name_end);
        let is_cut = !is_cut && self.faults.cut_at().is_some();
        self.started = true;
        self.at = next;
        // half an address leads nowhere
        let inside = if is_cut { "" } else { &self.text[name_end..end] };
        if inside.len() > LONG_TAG && memchr::memchr_iter(b'=', inside.as_bytes()).count() > MAX_ATTRIBUTES {
            self.faults.note(Fault::Attributes, at);
        }
        let empty = inside.ends_with('/');
        let attributes = Attributes::new(inside.strip_suffix('/').unwrap_or(inside));
        Token::Start(Tag { name: name(&self.text[at + 1..name_end]), attributes, empty, at })
    }

    fn end_tag(&mut self) -> Token<'t> {
        let bytes = self.text.as_bytes();
        let start = self.at + 2;
        let end = self.name_end(start);
        self.at = match memchr2(b'<', b'>', &bytes[end..]).map(|at| end + at) {
            Some(at) if bytes[at] == b'>' => at + 1,
            Some(_) => {
                self.faults.note(Fault::Tag, start);
                end
            }
            None => {
                self.faults.cut(start);
                bytes.len()
            }
        };
        Token::End(name(&self.text[start.min(end)..end]))
    }

    fn name_end(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let ends = |c: &u8| c.is_ascii_whitespace() || matches!(c, b'/' | b'>' | b'<' | b'=' | b'"' | b'\'');
        from.min(self.text.len()) + rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// Where the attributes that begin at `from` end, and where the text goes on.
    fn tag_end(&mut self, from: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            let Some(found) = next_of(bytes, at) else {
                self.faults.cut(from);
                return (bytes.len(), bytes.len());
            };
            match bytes[found] {
                b'>' => return (found, found + 1),
                b'<' => {
                    self.faults.note(Fault::Tag, from);
                    return (found, found);
                }
                quote if bytes[from..found].trim_ascii_end().ends_with(b"=") => {
                    match closing_quote(bytes, found + 1, quote) {
                        Some(close) => at = close + 1,
                        None => return self.open_quote(from, found),
                    }
                }
                _ => at = found + 1,
            }
        }
    }

    /// A tag that begins at `from` whose quote at `quote` is not closed.
    fn open_quote(&mut self, from: usize, quote: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        match memchr(b'>', &bytes[quote..]) {
            Some(end) => {
                self.faults.note(Fault::Quote, quote);
                (quote + end, quote + end + 1)
            }
            None => {
                self.faults.cut(from);
                (bytes.len(), bytes.len())
            }
        }
    }

    fn instruction(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let first = memchr(b'>', &bytes[start..]).map(|at| start + at);
        // an instruction is a line: one that ends far behind its first `>` was never closed
        let end = self.instruction_end.find(bytes, start).filter(|end| first.is_none_or(|first| *end < first));
        match (end, first) {
            (Some(end), _) => self.at = end + 2,
            (None, Some(first)) => {
                self.faults.note(Fault::Tag, start);
                self.at = first + 1;
            }
            (None, None) => self.cut(),
        }
    }

    /// What begins with `<!`; a comment is nothing.
    fn declaration(&mut self, element: &str) -> Option<Token<'t>> {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            self.comment();
            return None;
        }
        if let Some(opening) = literal_opening(rest) {
            return Some(Token::Literal(self.literal(self.at + opening, element)));
        }
        let start = self.at;
        let end = self.declaration_end(start);
        let is_doctype = rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
        (is_doctype && !self.started).then(|| Token::Doctype(&self.text[start + 9..end.max(start + 9)]))
    }

    fn comment(&mut self) {
        let start = self.at;
        match self.comment_end.find(self.text.as_bytes(), start + 2) {
            Some(end) => self.at = (end + 3).max(start + 4),
            None => match memchr(b'<', &self.text.as_bytes()[start + 4..]) {
                Some(next) => {
                    self.faults.note(Fault::Comment, start);
                    self.at = start + 4 + next;
                }
                None => self.cut(),
            },
        }
    }

    /// What is in the CDATA section that begins at `start`, of `element`.
    fn literal(&mut self, start: usize, element: &str) -> &'t str {
        let bytes = self.text.as_bytes();
        let start = start.min(bytes.len());
        let found = self.literal_end.find(bytes, start);
        let end = found.unwrap_or(bytes.len());
        let inside = &bytes[start..end];
        // a second section inside may be text of the first, unless the element ends before it
        let next = if found.is_some() { memmem::find(inside, b"<![CDATA[") } else { Some(inside.len()) };
        let closed = next.and_then(|next| self.end_of_element(start, start + next, element));
        if let Some(at) = closed {
            self.faults.note(Fault::Literal, start);
            self.at = at;
            return &self.text[start..at];
        }
        if found.is_none() {
            self.faults.cut(start);
        }
        self.at = found.map_or(bytes.len(), |end| end + 3);
        &self.text[start..end]
    }

    /// Where `element` is closed between `from` and `to`.
    fn end_of_element(&self, from: usize, to: usize, element: &str) -> Option<usize> {
        if element.is_empty() {
            return None;
        }
        memmem::find(&self.text.as_bytes()[from..to], format!("</{element}").as_bytes()).map(|at| from + at)
    }

    /// Goes behind a declaration; where its inside ends.
    fn declaration_end(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let window = &bytes[start..bytes.len().min(start + MAX_DOCTYPE)];
        let first = memchr(b'>', window);
        let subset = memchr(b'[', window).filter(|at| !self.started && first.is_none_or(|first| *at < first));
        let end = subset.and_then(|_| subset_end(window)).or(first);
        match end {
            Some(end) => {
                self.at = start + end + 1;
                start + end
            }
            None if window.len() < MAX_DOCTYPE => {
                self.cut();
                self.at
            }
            None => {
                self.at = start + 2;
                self.at
            }
        }
    }

    /// The document ends within a sign.
    fn cut(&mut self) {
        self.faults.cut(self.at);
        self.at = self.text.len();
    }
}

/// A name without control characters that stick to it.
fn name(written: &str) -> &str {
    written.trim_matches(|c: char| c.is_ascii_control())
}

fn is_name_start(c: u8) -> bool {
    c.is_ascii_alphabetic() || matches!(c, b'_' | b':')
}

/// The next sign that matters within a tag.
fn next_of(bytes: &[u8], from: usize) -> Option<usize> {
    let found = bytes[from..].iter().position(|c| matches!(c, b'>' | b'<' | b'"' | b'\''))?;
    Some(from + found)
}

/// Where the value that begins at `from` is closed. With a `<` in between, the next quote may be the one that opens
/// another value: then this one has no end.
fn closing_quote(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let found = from + memchr2(quote, b'<', &bytes[from..])?;
    if bytes[found] == quote {
        return Some(found);
    }
    let close = found + memchr(quote, &bytes[found..])?;
    let is_followed = bytes.get(close + 1).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'>' | b'/'));
    (is_followed && !bytes[from..close].trim_ascii_end().ends_with(b"=")).then_some(close)
}

/// Bytes of the sign that opens a CDATA section; a cut one counts.
fn literal_opening(rest: &str) -> Option<usize> {
    const SIGN: &str = "<![CDATA[";
    let begins = rest.get(..SIGN.len()).is_some_and(|start| start.eq_ignore_ascii_case(SIGN));
    let cut = rest.len() > 2 && rest.len() < SIGN.len() && SIGN.starts_with(rest);
    (begins || cut).then_some(SIGN.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` as tags and texts, one after the other.
    fn tokens(text: &str) -> String {
        let mut scanner = Scanner::new(text);
        let mut out = Vec::new();
        let mut element = "";
        while let Some(token) = scanner.next(element) {
            out.push(match token {
                Token::Start(tag) => {
                    element = tag.name;
                    let pairs = tag.attributes.map(|(name, value)| format!(" {name}={value}")).collect::<String>();
                    format!("<{}{pairs}{}>", tag.name, if tag.empty { "/" } else { "" })
                }
                Token::End(name) => format!("</{name}>"),
                Token::Text(text) => format!("{text:?}"),
                Token::Literal(text) => format!("[{text}]"),
                Token::Doctype(text) => format!("!{}", text.trim()),
            });
        }
        out.join(" ")
    }

    #[test]
    fn markup_comes_apart() {
        for (text, expected) in [
            ("<?xml version='1.0'?><a b='c' d=\"e>f\">x<g/></a>", "<a b=c d=e>f> \"x\" <g/> </a>"),
            ("<!DOCTYPE a [<!ENTITY b 'c]>d'><!-- it's ]> -->]><a/>", "!a [<!ENTITY b 'c]>d'><!-- it's ]> -->] <a/>"),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "!a [<!ENTITY b 'c'>] <a/>"),
            ("<a><!-- <b> --><![CDATA[<c>]]></a>", "<a> [<c>] </a>"),
            ("<a\n  b = 'c'\n/>", "<a b=c/>"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn faults_spoil_no_more_than_their_place() {
        for (text, expected) in [
            ("<t>1 < 2 <3</t><u/>", "<t> \"1 < 2 <3\" </t> <u/>"),
            ("<t>a <b and c</t>", "<t> \"a <b and c\" </t>"),
            ("<t>a</t", "<t> \"a\" </t>"),
            ("<t>a</t<u>", "<t> \"a\" </t> <u>"),
            ("<t>a<", "<t> \"a\""),
            ("<t>a<u href='x", "<t> \"a\" <u>"),
            ("<a b=c d='e' d=\"f\" g>x</a>", "<a b=c d=e d=f g=> \"x\" </a>"),
            ("<a b=\"x>text</a><c d=\"e\">z</c>", "<a b=x> \"text\" </a> <c d=e> \"z\" </c>"),
            ("<a b=\"1 < 2\" c='d'>z</a>", "<a b=1 < 2 c=d> \"z\" </a>"),
            ("<a b='c' <d>x</d>", "<a b=c> <d> \"x\" </d>"),
            ("<a b=it's>x</a>", "<a b=it's> \"x\" </a>"),
            ("<t><![CDATA[abc</t><u>x</u>", "<t> [abc] </t> <u> \"x\" </u>"),
            ("<t><![CDATA[ab</t><t><![CDATA[c]]></t>", "<t> [ab] </t> <t> [c] </t>"),
            ("<t><![CDATA[a<![CDATA[b]]></t>", "<t> [a<![CDATA[b] </t>"),
            ("<t><![CDATA[abc", "<t> [abc]"),
            ("<t><![CDA", "<t> []"),
            ("<t><!-- abc</t>", "<t> </t>"),
            ("<?x y><t>a</t><?z?>", "<t> \"a\" </t>"),
            ("x <?xml version='1.0'?><a/>", "\"x \" <a/>"),
            ("<t\0>a</t\0>", "<t> \"a\" </t>"),
            ("<!DOCTYPE a [ <!ENTITY b 'c><t>x</t>", "!a [ <!ENTITY b 'c <t> \"x\" </t>"),
            ("<!>", "\"<!>\""),
            ("<t>a</>", "<t> \"a\" </>"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}

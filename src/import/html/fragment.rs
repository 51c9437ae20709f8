//! Pieces of HTML: which tags end which, by the rules of browsers as far as a reader can tell the difference.

use super::Fragment;
use super::attributes::Attributes;
use super::hidden::is_hidden;
use super::markup::{Markup, Start, Token};
use super::reference::resolve;
use super::tag::{Kind, Listing, Piece, Tag};
use super::walker::Walker;
use crate::import::Context;
use crate::import::limits::MAX_HTML_DEPTH;
use crate::import::outline::{self, Part};
use crate::import::prose::ProseBuilder;
use crate::text::{Address, Clean};

/// The parts of `markup`, which begins at `line` of the document; relative addresses are seen from `base`.
pub fn fragment(markup: &str, base: Option<&Address>, line: usize, context: &Context) -> Fragment {
    if memchr::memchr(b'<', markup.as_bytes()).is_none() {
        return plain(&resolve(markup), line, context);
    }
    let walker = Walker::new(base.cloned(), context);
    let mut reader = Reader { walker, open: Vec::new(), paragraph: Tag::new("p"), count: [0; Tag::COUNT] };
    let mut tokens = Markup::new(markup);
    let mut line = line;
    let mut newlines = memchr::memchr_iter(b'\n', markup.as_bytes()).peekable();
    while let Some(token) = tokens.next() {
        reader.walker.at(line);
        reader.read(token, &mut tokens);
        while newlines.next_if(|at| *at < tokens.position()).is_some() {
            line += 1;
        }
    }
    reader.walker.finish()
}

/// A title or a name given as markup: tags gone, references resolved.
pub fn inline(markup: &str) -> Clean {
    if memchr::memchr(b'<', markup.as_bytes()).is_none() {
        return resolve(markup).as_ref().into();
    }
    let mut prose = ProseBuilder::default();
    for token in Markup::new(markup) {
        match token {
            Token::Text(text) => prose.push(&resolve(text)),
            Token::Literal(text) => prose.push(text),
            Token::Open(Start { tag, .. }) | Token::Close(tag, _) if tag.is_block() || tag.kind() == Kind::Break => {
                prose.blank();
            }
            Token::Open(_) | Token::Close(..) => {}
        }
    }
    prose.finish().text
}

/// Text without a tag: its paragraphs are set apart by empty lines.
fn plain(text: &str, line: usize, context: &Context) -> Fragment {
    let mut parts: Vec<Part> = Vec::new();
    let (mut start, mut first) = (0, line);
    let mut add = |piece: &str, line: usize| {
        let text = Clean::from(piece);
        if !text.is_empty() {
            parts.extend(outline::paragraph(line, crate::article::Prose::plain(text), context));
        }
    };
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let rest = &text[end + 1..];
        if rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
            add(&text[start..end], first);
            first += memchr::memchr_iter(b'\n', &text.as_bytes()[start..=end]).count();
            start = end + 1;
        }
    }
    add(&text[start..], first);
    Fragment { parts, ..Fragment::default() }
}

/// Feeds the walker from markup: it opens and closes elements in pairs.
struct Reader<'c> {
    walker: Walker<'c>,
    open: Vec<Tag>,
    paragraph: Tag,
    /// How many of each are open.
    count: [u16; Tag::COUNT],
}

impl Reader<'_> {
    fn read(&mut self, token: Token, rest: &mut Markup) {
        match token {
            Token::Text(text) => self.walker.text(&resolve(text)),
            Token::Literal(text) => self.walker.text(text),
            Token::Open(start) => self.start(start, rest),
            Token::Close(tag, _) => self.end(tag),
        }
    }

    fn start(&mut self, start: Start, rest: &mut Markup) {
        let Start { tag, name, attributes, closed } = start;
        self.end_implied(tag);
        if tag.is_void() {
            self.walker.void(tag, attributes);
            return;
        }
        if is_dropped(tag, attributes) {
            if tag.is_block() {
                self.walker.paragraph_break();
            }
            if !(closed && tag == Tag::OTHER) {
                skip(name, rest);
            }
            return;
        }
        if tag == Tag::OTHER || self.open.len() >= MAX_HTML_DEPTH {
            return;
        }
        self.walker.open(tag, attributes);
        self.open.push(tag);
        self.count[tag.index()] += 1;
    }

    /// Ends what `tag` cannot stand in.
    fn end_implied(&mut self, tag: Tag) {
        if tag.is_block() && self.count[self.paragraph.index()] > 0 {
            let paragraph = self.paragraph;
            self.end_up_to(|open| open == paragraph, is_box);
        }
        match tag.kind() {
            Kind::Item => self.end_up_to(|open| open.kind() == Kind::Item, is_list),
            Kind::Entry { .. } => self.end_up_to(|open| matches!(open.kind(), Kind::Entry { .. }), is_list),
            Kind::Link => self.end_up_to(|open| open.kind() == Kind::Link, Tag::is_block),
            Kind::Heading(_) if self.open.last().is_some_and(|last| matches!(last.kind(), Kind::Heading(_))) => {
                self.pop();
            }
            Kind::Table(Piece::Head | Piece::Group) => {
                self.end_up_to(|open| matches!(open.kind(), Kind::Table(Piece::Head | Piece::Group)), is_table);
                self.end_up_to(|open| open.kind() == Kind::Table(Piece::Row), is_table);
                self.end_up_to(|open| matches!(open.kind(), Kind::Table(Piece::Cell(_))), is_table);
            }
            Kind::Table(Piece::Row) => {
                self.end_up_to(|open| open.kind() == Kind::Table(Piece::Row), is_table);
                self.end_up_to(|open| matches!(open.kind(), Kind::Table(Piece::Cell(_))), is_table);
            }
            Kind::Table(Piece::Cell(_)) => {
                self.end_up_to(|open| matches!(open.kind(), Kind::Table(Piece::Cell(_))), is_table);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag) {
        match tag.name() {
            "br" => self.walker.void(tag, Attributes::Raw("")),
            "p" if self.count[tag.index()] == 0 => self.walker.paragraph_break(),
            _ if matches!(tag.kind(), Kind::Heading(1..=6)) => {
                self.end_up_to(|open| matches!(open.kind(), Kind::Heading(1..=6)), is_box);
            }
            _ if tag == Tag::OTHER || self.count[tag.index()] == 0 => {}
            _ if matches!(tag.kind(), Kind::Table(_)) => self.end_up_to(|open| open == tag, is_table),
            _ if tag.is_block() => self.end_up_to(|open| open == tag, is_box),
            _ => self.end_up_to(|open| open == tag, Tag::is_block),
        }
    }

    /// Ends the nearest open element that `wanted` takes, with all in it, unless one that `bounds` takes stands between.
    fn end_up_to(&mut self, wanted: impl Fn(Tag) -> bool, bounds: impl Fn(Tag) -> bool) {
        for at in (0..self.open.len()).rev() {
            let open = self.open[at];
            if wanted(open) {
                (at..self.open.len()).for_each(|_| self.pop());
                return;
            }
            if bounds(open) {
                return;
            }
        }
    }

    fn pop(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.count[tag.index()] -= 1;
            self.walker.close();
        }
    }
}

fn is_dropped(tag: Tag, attributes: Attributes) -> bool {
    tag.kind() == Kind::Dropped || is_hidden(tag, attributes)
}

/// Passes the content of the element called `name`, and its end tag.
fn skip(name: &str, rest: &mut Markup) {
    let mut depth = 1;
    let is_paragraph = name.eq_ignore_ascii_case("p");
    loop {
        let before = rest.clone();
        let Some(token) = rest.next() else { return };
        match token {
            Token::Open(start) if is_paragraph && start.tag.is_block() => {
                *rest = before;
                return;
            }
            Token::Open(start) if start.name.eq_ignore_ascii_case(name) && !start.closed => depth += 1,
            Token::Close(_, closed) if closed.eq_ignore_ascii_case(name) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// What ends of things inside do not reach out of.
fn is_box(tag: Tag) -> bool {
    matches!(tag.kind(), Kind::Table(Piece::Whole | Piece::Cell(_) | Piece::Caption) | Kind::Media)
}

fn is_table(tag: Tag) -> bool {
    tag.kind() == Kind::Table(Piece::Whole)
}

fn is_list(tag: Tag) -> bool {
    is_box(tag) || matches!(tag.kind(), Kind::List(Listing::Bullets | Listing::Numbers | Listing::Terms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Marker, Prose, SpanStyle};
    use crate::import::outline::Content;
    use crate::import::testing;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    /// The parts, one a line: `#` headings by level, `-` and `1.` points by depth, `>` quotes, `|` rows, `` ` `` code.
    fn outline(fragment: &Fragment) -> String {
        let show = |part: &Part| match &part.content {
            Content::Heading { level, text, .. } => format!("{} {}", "#".repeat(usize::from(*level)), styled(text)),
            Content::Block(Block::Paragraph(prose) | Block::Subheading(prose)) => styled(prose),
            Content::Block(Block::Quote(prose)) => format!("> {}", styled(prose)),
            Content::Block(Block::Item { depth, marker, prose }) => {
                let sign = match marker {
                    Marker::Bullet => "-".to_owned(),
                    Marker::Number(number) => format!("{number}."),
                    Marker::Task(done) => format!("[{}]", if *done { "x" } else { " " }),
                };
                format!("{}{sign} {}", "  ".repeat(usize::from(*depth)), styled(prose))
            }
            Content::Block(Block::Code { language, lines }) => {
                let lines = lines.iter().map(|line| format!("{}{}", " ".repeat(usize::from(line.indent)), line.text));
                format!("`{}\n{}", language.as_deref().unwrap_or(""), lines.collect::<Vec<_>>().join("\n"))
            }
            Content::Block(Block::Table { header, rows }) => {
                let rows: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
                format!("{}{}", if *header { "=" } else { "|" }, rows.join("\n|"))
            }
            Content::Block(Block::Figure { image }) => {
                let image = &fragment.images[*image];
                let text = |text: &Option<Clean>| text.as_deref().unwrap_or("").to_owned();
                let url = image.url.as_ref().map_or("", Address::as_str);
                format!("({}; {}; {})", text(&image.caption), text(&image.credit), url)
            }
            Content::Cut => "...".to_owned(),
        };
        fragment.parts.iter().map(show).collect::<Vec<_>>().join("\n")
    }

    fn styled(prose: &Prose) -> String {
        let mut signs: Vec<(usize, bool, i32, &str)> = Vec::new();
        for (span, order) in prose.spans.iter().zip(0..) {
            let sign = match &span.style {
                SpanStyle::Strong => "**",
                SpanStyle::Emphasis => "_",
                SpanStyle::Code => "`",
                SpanStyle::Struck => "~",
                SpanStyle::Link(_) => "@",
            };
            signs.push((span.range.start, false, order, sign));
            signs.push((span.range.end, true, order, sign));
        }
        let mut out = prose.text.to_string();
        // of those that end at one place, the inner ones end first
        signs.sort_by_key(|(at, end, order, _)| (*at, !*end, if *end { -*order } else { *order }));
        for (at, .., sign) in signs.into_iter().rev() {
            out.insert_str(at, sign);
        }
        out
    }

    fn read(markup: &str) -> Fragment {
        let base = Address::new("https://a.example/news/");
        testing::with_context(|context| fragment(markup, base.as_ref(), 1, context))
    }

    fn check(markup: &str, expected: &str) {
        assert_eq!(outline(&read(markup)), expected, "{markup}");
    }

    #[test]
    fn paragraphs_are_told_apart() {
        check("one <br> two<br><br>three<p>four<p>five</p></p>six", "one two\nthree\nfour\nfive\nsix");
        check("<div>a<div>b</div>c</div>d", "a\nb\nc\nd");
        check("no tags, R&amp;D\n\nmore\nand more", "no tags, R&D\nmore and more");
        check("  <p> a \n b&nbsp; c </p> ", "a b c");
        check("<b><p>one</p><p>two</p></b>three", "###### one\n###### two\nthree");
        check("• one<br>• two<br/>three", "- one\n- two three");
    }

    #[test]
    fn words_in_a_line_keep_their_styles() {
        check("a <b>b <i>c</i></b> <code>d</code> <s>e</s>", "a **b _c_** `d` ~e~");
        check("a<b> b </b>c", "a **b** c");
        check("<a href=/x>x</a> <a href='mailto:x@y.z'>y</a> <a href=#top>z</a>", "@x@ y z");
        check("<p><b>a<p>b</b> c", "###### a\nb c");
        check("10<sup>6</sup> CO<sub>2</sub> 1<sup>st</sup> <q>so</q>", "10⁶ CO₂ 1st “so”");
        check("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢(かん)");
    }

    #[test]
    fn lists_have_depth_and_numbers() {
        check("<ul><li>a<ol start=3><li>b<li value=7>c<li>d</ol><li>e</ul>", "- a\n  3. b\n  7. c\n  8. d\n- e");
        check("<ol reversed><li>a<li>b<li>c</ol>", "3. a\n2. b\n1. c");
        check("<ul><li><p>a</p><p>b</p></li><li><input type=checkbox checked> c</ul>", "- a\nb\n[x] c");
        check("<dl><dt>a<dd>b<dd>c</dl>", "**a**\n- b\n- c");
    }

    #[test]
    fn headings_and_quotes() {
        check("<h2>a <em>b</em></h3><p>c</p><h4>d<h4>e", "## a _b_\nc\n#### d\n#### e");
        check("<blockquote><p>a<p>b<footer>c</footer></blockquote>d", "> a\n> b\n> c\nd");
        check("<details><summary>a</summary>b</details>", "**a**\nb");
        check("<p><b>Why it matters:</b> because</p>", "###### Why it matters\nbecause");
    }

    #[test]
    fn code_keeps_its_lines() {
        check(
            "<pre><code class='hl language-rust'>fn a() {\n    b(&amp;c)\n\td\n}\n</code></pre>",
            "`rust\nfn a() {\n    b(&c)\n    d\n}",
        );
        check("<pre>\n\na<br>b</pre>c", "`\na\nb\nc");
    }

    #[test]
    fn tables_are_rows_or_boxes() {
        let table = "<table><thead><tr><th>a<th>b</thead><tr><td>1<td>2<tr><td colspan=2>3</table>";
        check(table, "=a|b\n|1|2\n|3|");
        check("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "|a|b\n||c");
        check("<table><tr><td>a<p>b</table>c", "a\nb\nc");
        check("<table><caption>t</caption><tr><th>a<td>b<tr><th>c<td>d</table>", "t\n|a|b\n|c|d");
        check("<table><tr><td><table><tr><td>a<td>b</table></table>", "|a|b");
    }

    #[test]
    fn pictures_have_captions_and_credits() {
        let figure = "<figure><img src=a.jpg alt=x><figcaption>A cat. <span class=credit>Photo: Bo Li</span></figure>";
        check(figure, "(A cat.; Bo Li; https://a.example/news/a.jpg)");
        check("a <img src=b.png alt=y> c", "a c\n(y; ; https://a.example/news/b.png)");
        check(
            "<img src='data:x' data-src=/c.jpg><noscript><img src=/c.jpg></noscript>",
            "(; ; https://a.example/c.jpg)",
        );
        check("<picture><source srcset='d.webp 2x'><img alt=z></picture>", "(z; ; https://a.example/news/d.webp)");
        check("<img src=p.gif width=1 height=1>a<img class=emoji alt=😀 src=e.png>", "a😀");
    }

    #[test]
    fn notes_come_last() {
        let markup = "<p>a<sup><a href=#fn1>1</a></sup> b</p><section class=footnotes><ol><li id=fn1>n \
                      <a href=#fnref1>↩</a></ol></section><p>c</p>";
        check(markup, "a[1] b\nc\n###### Footnotes\n[1] n");
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        check(
            "a<script>b</script><p hidden>c</p><template>d</template><div style='display:none'>e<div>f</div></div>g",
            "a\ng",
        );
        check("<p hidden>a<p>b", "b");
        check("<svg><title>a</title></svg><select><option>b</select>c", "c");
    }

    #[test]
    fn recordings_are_links() {
        let read =
            read("<video title=v><source src=v.mp4 type=video/mp4>no</video><iframe src=//v.example/e/1></iframe>");
        let links: Vec<_> = read.links.iter().map(|link| (link.text.as_str(), link.url.as_str())).collect();
        assert_eq!(links, [("v", "https://a.example/news/v.mp4"), ("v.example", "https://v.example/e/1")]);
        assert!(read.parts.is_empty());
    }

    #[test]
    fn titles_lose_their_markup() {
        for (markup, expected) in
            [("A <b>b</b> &amp; c<br>d", "A b & c d"), ("1 < 2 &lt;b&gt;", "1 < 2 <b>"), ("<p>a</p><p>b</p>", "a b")]
        {
            assert_eq!(inline(markup), expected);
        }
    }

    #[test]
    fn depth_does_not_count() {
        let nested = format!("{}x{}y", "<div><b><ul>".repeat(100_000), "</ul></b></div>".repeat(100_000));
        assert_eq!(read(&nested).parts.len(), 2);
        assert_eq!(read(&"<table><tr><td>".repeat(100_000)).parts.len(), 0);
        assert_eq!(read(&"<a x='".repeat(100_000)).parts.len(), 0);
    }

    /// Reads each with the same context: making one costs more than reading.
    fn read_in(context: &Context, markup: &str) -> Fragment {
        fragment(markup, None, 1, context)
    }

    #[test]
    fn any_markup_is_read() {
        let tag = "(<(/?(p|b|a|ul|li|table|td|tr|pre|h2|figure|sup|blockquote|script)( [a-z]+='?[#a-z]*'?)?)?>?|[a-z &;\n]{0,4}){0,60}";
        testing::with_context(|context| proptest!(|(markup in tag)| { read_in(context, &markup); }));
    }

    #[test]
    fn any_text_is_read() {
        testing::with_context(|context| {
            proptest!(|(text in any::<String>())| {
                read_in(context, &text);
                inline(&text);
            });
        });
    }

    #[test]
    fn escaped_text_comes_back() {
        testing::with_context(|context| {
            proptest!(|(text in "[a-zé&<>\"' ]{1,60}")| {
                let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let parts = read_in(context, &format!("<p>{escaped}</p>")).parts;
                let back = parts.first().map(|part| match &part.content {
                    Content::Block(Block::Paragraph(prose)) => prose.text.clone(),
                    _ => Clean::default(),
                });
                prop_assert_eq!(back.unwrap_or_default(), Clean::from(text));
            });
        });
    }
}

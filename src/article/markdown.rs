//! An article as Markdown with front matter, in a form that `import` reads back.

use std::cmp::Reverse;
use std::fmt::Write;
use std::iter::Peekable;
use std::ops::Range;

use super::{Article, Block, Image, Marker, Prose, Reading, Section, SectionKind, Span, SpanStyle};
use crate::text::Clean;

impl Article {
    /// The article as Markdown: YAML front matter, then its sections under their headings.
    pub fn to_markdown(&self) -> String {
        self.to_markdown_with(&Reading::default())
    }

    /// The same with the reader's own tags, and the reader's own note at the end, as it was written.
    pub fn to_markdown_with(&self, Reading { tags, note, .. }: &Reading) -> String {
        let mut out = self.front_matter(tags);
        for section in &self.sections {
            write_section(&mut out, section, &self.images);
        }
        for image in self.images_around() {
            let _ = writeln!(out, "\n{}", picture(image));
        }
        if !note.is_empty() {
            let _ = writeln!(out, "\n## My note\n\n{note}");
        }
        out
    }

    fn front_matter(&self, own_tags: &[Clean]) -> String {
        let mut out = String::from("---\n");
        let one = |value: &Clean| quoted(value);
        let many = |values: &[Clean]| (!values.is_empty()).then(|| format!("[{}]", join(values)));
        let origin = &self.origin;
        let minutes = (self.reading_minutes != self.count_minutes()).then(|| self.reading_minutes.to_string());
        let fields = [
            ("title", Some(quoted(&self.title))),
            ("source", origin.source.as_ref().map(one)),
            ("authors", many(&origin.authors)),
            ("contributors", many(&origin.contributors)),
            ("date", origin.published.map(|date| date.to_string())),
            ("updated", origin.updated.map(|date| date.to_string())),
            ("url", origin.url.as_ref().map(|url| quoted(url))),
            ("tags", many(&self.tags)),
            ("my_tags", many(own_tags)),
            ("rights", origin.rights.as_ref().map(one)),
            ("language", self.language.as_ref().map(one)),
            // What can be counted is left out; what only the page knows is not.
            ("reading_minutes", minutes),
        ];
        for (key, value) in fields {
            if let Some(value) = value {
                let _ = writeln!(out, "{key}: {value}");
            }
        }
        out + "---\n"
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn join(values: &[Clean]) -> String {
    values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ")
}

fn write_section(out: &mut String, section: &Section, images: &[Image]) {
    let heading = section.heading.as_deref().unwrap_or(match section.kind {
        SectionKind::Excerpt => "Excerpt",
        kind => kind.label(),
    });
    if !heading.is_empty() {
        let _ = writeln!(out, "\n## {}", escaped(heading));
    }
    let mut in_list = false;
    for block in &section.blocks {
        let is_item = matches!(block, Block::Item { .. });
        if !(is_item && in_list) {
            out.push('\n');
        }
        in_list = is_item;
        write_block(out, block, images);
    }
}

fn write_block(out: &mut String, block: &Block, images: &[Image]) {
    let line = match block {
        Block::Paragraph(prose) => inline(prose),
        Block::Subheading(prose) => format!("### {}", inline(prose)),
        Block::Quote(prose) => format!("> {}", inline(prose)),
        Block::Item { depth, marker, prose } => {
            let indent = "    ".repeat(usize::from(*depth));
            let sign = match marker {
                Marker::Bullet => "-".to_owned(),
                Marker::Number(number) => format!("{number}."),
                Marker::Task(true) => "- [x]".to_owned(),
                Marker::Task(false) => "- [ ]".to_owned(),
            };
            format!("{indent}{sign} {}", inline(prose))
        }
        Block::Code { language, lines } => {
            let lines = lines.iter().map(|line| format!("{:1$}{2}\n", "", usize::from(line.indent), line.text));
            format!("```{}\n{}```", language.as_deref().unwrap_or(""), lines.collect::<String>())
        }
        Block::Table { rows, .. } => table(rows),
        Block::Figure { image } => images.get(*image).map(picture).unwrap_or_default(),
    };
    out.push_str(&line);
    out.push('\n');
}

fn picture(image: &Image) -> String {
    let caption = image.caption.as_deref().map(escaped).unwrap_or_default();
    format!("![{caption}]({})", target(image.url.as_deref().unwrap_or("")))
}

/// Text with its styles. Signs that Markdown would read are escaped, also those that mean something where a line begins.
fn inline(prose: &Prose) -> String {
    let mut spans: Vec<&Span> = prose.spans.iter().collect();
    spans.sort_by_key(|span| (span.range.start, Reverse(span.range.end)));
    let styled = styled(&prose.text, 0..prose.text.len(), &mut spans.into_iter().peekable());
    match line_sign(&prose.text) {
        Some(at) => format!("{}\\{}", &styled[..at], &styled[at..]),
        None => styled,
    }
}

/// The stretch `range` with the spans that lie in it; the first of them begin first, the outer ones before the inner.
fn styled<'s>(text: &str, range: Range<usize>, spans: &mut Peekable<impl Iterator<Item = &'s Span>>) -> String {
    let mut out = String::new();
    let mut at = range.start;
    while let Some(span) = spans.next_if(|span| span.range.start < range.end) {
        let (start, end) = (span.range.start.max(at), span.range.end.min(range.end));
        out.push_str(&escaped(text.get(at..start).unwrap_or("")));
        let words = text.get(start..end).unwrap_or("");
        let inner = styled(text, start..end, spans);
        let _ = match &span.style {
            SpanStyle::Strong => write!(out, "**{inner}**"),
            SpanStyle::Emphasis => write!(out, "*{inner}*"),
            SpanStyle::Struck => write!(out, "~~{inner}~~"),
            SpanStyle::Code => {
                let (ticks, pad) =
                    (ticks(words), if words.starts_with('`') || words.ends_with('`') { " " } else { "" });
                write!(out, "{ticks}{pad}{words}{pad}{ticks}")
            }
            SpanStyle::Link(url) => write!(out, "[{inner}]({})", target(url)),
        };
        at = end.max(at);
    }
    out + &escaped(text.get(at..range.end).unwrap_or(""))
}

/// An address as the target of a link: in angle brackets where its own parentheses would end it.
fn target(url: &str) -> String {
    if url.contains(['(', ')', ' ']) { format!("<{url}>") } else { url.to_owned() }
}

/// Where a sign stands that would make the line something else: a heading, a point, a number, a rule. Backticks, stars
/// and the like are escaped wherever they stand.
fn line_sign(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits)? {
        b'#' | b'-' | b'+' | b'>' | b'=' if digits == 0 => Some(0),
        b'.' | b')' if digits > 0 => Some(digits),
        _ => None,
    }
}

/// More backticks than stand together in `words`.
fn ticks(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest + 1)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn table(rows: &[Vec<Clean>]) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines: Vec<String> = rows.iter().map(|row| line(row.iter().map(|cell| escaped(cell)).collect())).collect();
    if let Some(first) = rows.first() {
        lines.insert(1, line(first.iter().map(|_| "---".to_owned()).collect()));
    }
    lines.join("\n")
}

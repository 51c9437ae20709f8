//! An article as Markdown with front matter, in a form that `import` reads back.

use std::fmt::Write;

use super::{Article, Block, Marker, Prose, Section, SectionKind, SpanStyle};
use crate::text::Clean;

impl Article {
    /// The article as Markdown: YAML front matter, then its sections under their headings.
    pub fn to_markdown(&self) -> String {
        let mut out = self.front_matter();
        for section in &self.sections {
            write_section(&mut out, section);
        }
        out
    }

    fn front_matter(&self) -> String {
        let mut out = String::from("---\n");
        let one = |value: &Clean| quoted(value);
        let many = |values: &[Clean]| (!values.is_empty()).then(|| format!("[{}]", join(values)));
        let origin = &self.origin;
        let fields = [
            ("title", Some(quoted(&self.title))),
            ("source", origin.source.as_ref().map(one)),
            ("authors", many(&origin.authors)),
            ("date", origin.published.map(|date| date.to_string())),
            ("url", origin.url.as_ref().map(one)),
            ("tags", many(&self.tags)),
            ("language", self.language.as_ref().map(one)),
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

fn write_section(out: &mut String, section: &Section) {
    let heading = section.heading.as_deref().unwrap_or(match section.kind {
        SectionKind::Excerpt => "Excerpt",
        kind => kind.label(),
    });
    if !heading.is_empty() {
        let _ = writeln!(out, "\n## {heading}");
    }
    let mut in_list = false;
    for block in &section.blocks {
        let is_item = matches!(block, Block::Item { .. });
        if !(is_item && in_list) {
            out.push('\n');
        }
        in_list = is_item;
        write_block(out, block);
    }
}

fn write_block(out: &mut String, block: &Block) {
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
    };
    out.push_str(&line);
    out.push('\n');
}

/// Text with its styles. Signs that Markdown would read are escaped.
fn inline(prose: &Prose) -> String {
    let mut out = String::new();
    let mut edges: Vec<(usize, bool, &SpanStyle)> = Vec::new();
    for span in &prose.spans {
        edges.push((span.range.start, false, &span.style));
        edges.push((span.range.end, true, &span.style));
    }
    edges.sort_by_key(|(at, is_end, _)| (*at, !*is_end));
    let mut at = 0;
    for (edge, is_end, style) in edges {
        out.push_str(&escaped(prose.text.get(at..edge).unwrap_or("")));
        at = edge.max(at);
        match style {
            SpanStyle::Strong => out.push_str("**"),
            SpanStyle::Emphasis => out.push('*'),
            SpanStyle::Code => out.push('`'),
            SpanStyle::Struck => out.push_str("~~"),
            SpanStyle::Link(_) if !is_end => out.push('['),
            SpanStyle::Link(url) => {
                let _ = write!(out, "]({url})");
            }
        }
    }
    out + &escaped(prose.text.get(at..).unwrap_or(""))
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

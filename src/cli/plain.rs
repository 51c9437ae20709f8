//! A story as plain text: wrapped on a terminal, one paragraph a line in a pipe.

use std::io;

use super::output::{Output, Style};
use crate::article::{Article, Block, Image, Link, LinkKind, Marker, Published, Reading, Section};
use crate::text::Clean;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest line on a terminal; longer ones tire the eye.
const MAX_COLUMNS: usize = 80;

/// Columns between those of a table.
const GAP: usize = 2;

/// Writes a story: title, byline, what is the reader's own, sections with their headings.
///
/// # Errors
/// Where it cannot be written.
pub fn write(article: &Article, own: &Reading, out: &mut Output) -> io::Result<()> {
    let mut page =
        Page { images: &article.images, columns: out.columns().map(|columns| columns.min(MAX_COLUMNS)), out };
    page.lines(&article.title, "", Style::Bold)?;
    page.lines(&byline(article), "", Style::Dim)?;
    if let Some(url) = &article.origin.url {
        page.line(url, Style::Dim)?;
    }
    page.own(article, own)?;
    for section in &article.sections {
        page.section(section)?;
    }
    page.afterword(article)
}

/// `The AI Lobby · Jai Ramaswamy, Matt Perault · 2026-04-21 · 13 min`
fn byline(article: &Article) -> String {
    let origin = &article.origin;
    let authors: Vec<&str> = origin.authors.iter().map(Clean::as_str).collect();
    let updated = origin.updated.filter(|updated| origin.published.map(Published::instant) != Some(updated.instant()));
    let parts = [
        origin.source.as_ref().map(ToString::to_string),
        (!authors.is_empty()).then(|| authors.join(", ")),
        origin.published.map(|published| published.to_string().replace('T', " ")),
        updated.map(|updated| format!("updated {}", updated.to_string().replace('T', " "))),
        Some(format!("{} min", article.reading_minutes)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

struct Page<'o> {
    images: &'o [Image],
    columns: Option<usize>,
    out: &'o mut Output,
}

impl Page<'_> {
    /// Where else it is, tags and note of the reader's own, and whether the text has changed since it was read.
    fn own(&mut self, article: &Article, Reading { marks, tags, note, .. }: &Reading) -> io::Result<()> {
        let joined = |words: &[Clean]| words.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ");
        let told = [("Also in", joined(&article.origin.also_in)), ("Your tags", joined(tags))];
        for (what, words) in told.iter().filter(|(_, words)| !words.is_empty()) {
            self.lines(&format!("{what}: {words}"), "", Style::Dim)?;
        }
        if marks.changed {
            self.lines("The text has changed since you read it.", "", Style::Dim)?;
        }
        if !note.is_empty() {
            self.line("", Style::Plain)?;
            self.line("Your note", Style::Bold)?;
            note.lines().try_for_each(|line| self.lines(line, "> ", Style::Plain))?;
        }
        Ok(())
    }

    fn section(&mut self, section: &Section) -> io::Result<()> {
        let heading = section.heading.as_deref().unwrap_or(section.kind.label());
        if !heading.is_empty() {
            self.line("", Style::Plain)?;
            self.lines(heading, "", Style::Bold)?;
        }
        let mut in_list = false;
        for block in &section.blocks {
            let is_item = matches!(block, Block::Item { .. });
            if !(is_item && in_list) {
                self.line("", Style::Plain)?;
            }
            in_list = is_item;
            self.block(block)?;
        }
        if section.cut {
            self.lines("[The page ends here, in the middle of the text.]", "", Style::Dim)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Paragraph(prose) => self.lines(&prose.text, "", Style::Plain),
            Block::Subheading(prose) => self.lines(&prose.text, "", Style::Bold),
            Block::Quote(prose) => self.lines(&prose.text, "> ", Style::Plain),
            Block::Item { depth, marker, prose } => {
                let indent = "  ".repeat(usize::from(*depth));
                self.lines(&prose.text, &format!("{indent}{}", sign(*marker)), Style::Plain)
            }
            Block::Code { lines, .. } => lines.iter().try_for_each(|line| {
                self.line(&format!("    {:1$}{2}", "", usize::from(line.indent), line.text), Style::Plain)
            }),
            Block::Table { rows, .. } => self.table(rows),
            Block::Figure { image } => {
                let words = self.images.get(*image).and_then(picture);
                words.map_or(Ok(()), |words| self.lines(&words, "", Style::Dim))
            }
        }
    }

    /// Columns as wide as their widest cell.
    fn table(&mut self, rows: &[Vec<Clean>]) -> io::Result<()> {
        let n = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest =
            |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..n).map(widest).collect();
        let whole = widths.iter().sum::<usize>() + GAP * n.saturating_sub(1);
        if self.columns.is_some_and(|columns| whole > columns) {
            return self.records(rows);
        }
        for row in rows {
            let padded =
                row.iter().zip(&widths).map(|(cell, widest)| format!("{cell}{}", " ".repeat(widest - width(cell))));
            self.line(padded.collect::<Vec<_>>().join("  ").trim_end(), Style::Plain)?;
        }
        Ok(())
    }

    /// A table that is too wide, row by row: `name: cell`.
    fn records(&mut self, rows: &[Vec<Clean>]) -> io::Result<()> {
        let Some((names, rows)) = rows.split_first() else { return Ok(()) };
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                self.line("", Style::Plain)?;
            }
            for (name, cell) in names.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let sign = if name.is_empty() { String::new() } else { format!("{name}: ") };
                self.lines(&format!("{sign}{cell}"), "", Style::Plain)?;
            }
        }
        Ok(())
    }

    /// What stands after the text: pictures, topics, links.
    fn afterword(&mut self, article: &Article) -> io::Result<()> {
        let tags: Vec<&str> = article.tags.iter().map(Clean::as_str).collect();
        let mut lines: Vec<String> = article.images_around().filter_map(picture).collect();
        if !tags.is_empty() {
            lines.push(format!("Topics: {}", tags.join(", ")));
        }
        lines.extend(article.links.iter().map(link));
        if !lines.is_empty() {
            self.line("", Style::Plain)?;
        }
        lines.iter().try_for_each(|line| self.line(line, Style::Dim))
    }

    /// Text in as many lines as it takes, the first one after `sign`, the others under its text.
    fn lines(&mut self, text: &str, sign: &str, style: Style) -> io::Result<()> {
        let Some(columns) = self.columns else { return self.line(&format!("{sign}{text}"), style) };
        let indent = if sign.starts_with('>') { sign.to_owned() } else { " ".repeat(width(sign)) };
        for (n, range) in wrap(text, columns.saturating_sub(width(sign))).into_iter().enumerate() {
            let before = if n == 0 { sign } else { &indent };
            self.out.write(before)?;
            self.line(&text[range], style)?;
        }
        Ok(())
    }

    fn line(&mut self, text: &str, style: Style) -> io::Result<()> {
        self.out.write_styled(text, style)?;
        self.out.write("\n")
    }
}

/// `recording: https://…`, `A word: https://…`
fn link(link: &Link) -> String {
    let words = Some(link.text.as_str()).filter(|text| link.kind == LinkKind::Link && !text.is_empty());
    format!("{}: {}", words.unwrap_or(link.role()), link.url)
}

fn sign(marker: Marker) -> String {
    match marker {
        Marker::Bullet => "- ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
        Marker::Task(true) => "- [x] ".to_owned(),
        Marker::Task(false) => "- [ ] ".to_owned(),
    }
}

fn picture(image: &Image) -> Option<String> {
    let credit = image.credit.as_ref().map(|credit| format!("({credit})"));
    let words: Vec<String> = image.caption.iter().map(ToString::to_string).chain(credit).collect();
    (!words.is_empty()).then(|| format!("Picture: {}", words.join(" ")))
}

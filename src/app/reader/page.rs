//! A story laid out as lines: headline, byline, tags, then its sections, each drawn here by its kind.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::prose::{Inked, PageLink, PageName, Wrapped, contains};
use crate::app::ink::{Ink, Line, Role};
use crate::app::settings::Glyphs;
use crate::article::{Article, Block, CodeLine, EntityKind, Image, Marker, Place, Section, SectionKind};
use crate::store::{Store, StoryIdx};
use crate::text::Clean;
use crate::text::width::width;

/// Columns that a list's level is indented by.
const STEP: usize = 2;
/// Columns between those of a table.
const TABLE_GAP: usize = 2;

/// How pages are laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Columns of text.
    pub width: usize,
    /// The signs.
    pub glyphs: &'static Glyphs,
    /// Words to mark wherever they stand.
    pub needles: Vec<String>,
}

/// A story as lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// All lines.
    pub lines: Vec<Line>,
    /// First line and index of each section.
    pub sections: Vec<(usize, usize)>,
    /// Line and section of each fold, open or closed.
    pub folds: Vec<(usize, usize)>,
    /// Links in reading order.
    pub links: Vec<PageLink>,
    /// The line of each match, in order.
    pub matches: Vec<usize>,
    /// Where the article's entities are named, in order.
    pub names: Vec<PageName>,
}

/// Names by the text that they stand in.
type Names = HashMap<Place, Vec<(Range<usize>, EntityKind, usize)>>;

/// A page in the making.
struct Layouter<'a> {
    article: &'a Article,
    style: &'a PageStyle,
    names: Names,
    page: Page,
}

impl Page {
    /// The page of a story. Sections in `unfolded` are shown whole; excerpts are folded otherwise.
    pub fn new(store: &Store, story: StoryIdx, style: &PageStyle, unfolded: &BTreeSet<usize>) -> Self {
        let article = &*store.story(story).article;
        let mut layouter = Layouter { article, style, names: names(article), page: Page::default() };
        layouter.head(store);
        for (at, section) in article.sections.iter().enumerate() {
            let found = style.needles.iter().any(|needle| contains(&section.text(), needle));
            layouter.section(at, section, unfolded.contains(&at) || found);
        }
        layouter.foot(store);
        layouter.page
    }
}

fn names(article: &Article) -> Names {
    let mut names = Names::new();
    for (at, named) in article.entities.iter().enumerate() {
        for mention in &named.mentions {
            names.entry(mention.place).or_default().push((mention.start..mention.end, named.kind, at));
        }
    }
    names
}

impl Layouter<'_> {
    /// Headline, byline, tags, pictures.
    fn head(&mut self, store: &Store) {
        let article = self.article;
        let title = Inked::plain(&article.title, Ink { strong: true, ..Role::Title.into() });
        self.text(&title, Place::Title, &Line::default());
        self.parts(&self.byline(), Role::Dim);
        self.parts(&article.tags.iter().map(Clean::to_string).collect::<Vec<_>>(), Role::Accent);
        if let Some(title) =
            article.origin.via.as_ref().and_then(|via| store.find(via)).map(|idx| &store.story(idx).article.title)
        {
            self.text_alone(&format!("from the page of: {title}"), Role::Dim, &Line::default());
        }
        for image in article.images_around() {
            self.image(image);
        }
    }

    /// Publisher, authors, date, minutes.
    fn byline(&self) -> Vec<String> {
        let origin = &self.article.origin;
        let authors: Vec<&str> = origin.authors.iter().map(|author| &**author).collect();
        let minutes = self.article.reading_minutes;
        let parts = [
            origin.source.as_deref().unwrap_or("").to_owned(),
            authors.join(", "),
            origin.published.map(|date| date.to_string().replace('T', " ")).unwrap_or_default(),
            format!("{minutes} min"),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }

    /// Parts with dots between them; a line breaks between two parts where it can.
    fn parts(&mut self, parts: &[String], role: Role) {
        let dot = format!(" {} ", self.style.glyphs.dot);
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && width(&line) + width(&dot) + width(part) > self.style.width {
                self.text_alone(&std::mem::take(&mut line), role, &Line::default());
            }
            if !line.is_empty() {
                line.push_str(&dot);
            }
            line.push_str(part);
        }
        if !line.is_empty() {
            self.text_alone(&line, role, &Line::default());
        }
    }

    fn image(&mut self, image: &Image) {
        let caption = image.caption.as_deref().unwrap_or("");
        let credit = image.credit.as_deref().map(|credit| format!("({credit})")).unwrap_or_default();
        let words = format!("{caption} {credit}");
        self.text_alone(words.trim(), Role::Dim, &Line::new("[image] ", Role::Dim));
    }

    /// A section: its heading by kind, then its blocks; a folded one is a line that says how to unfold it.
    fn section(&mut self, at: usize, section: &Section, unfolded: bool) {
        self.gap();
        self.page.sections.push((self.page.lines.len(), at));
        let folds = section.kind == SectionKind::Excerpt;
        let heading = section.heading.as_deref().unwrap_or(section.kind.label());
        let sign = match (folds, unfolded) {
            (false, _) => String::new(),
            (true, false) => format!("{} ", self.style.glyphs.folded),
            (true, true) => format!("{} ", self.style.glyphs.unfolded),
        };
        if folds {
            self.page.folds.push((self.page.lines.len(), at));
        }
        if !heading.is_empty() {
            let ink = Ink { strong: true, ..Role::Heading(section.kind).into() };
            self.text(&Inked::plain(heading, ink), Place::Heading(at), &Line::new(sign, ink));
        }
        if folds && !unfolded {
            return self.folded(section);
        }
        for (block, content) in section.blocks.iter().enumerate() {
            self.block((at, block), section, content);
        }
        if section.cut {
            self.text_alone(
                "the page ends here, in the middle of the text",
                Role::Dim,
                &Line::new("[cut] ", Role::Dim),
            );
        }
    }

    fn folded(&mut self, section: &Section) {
        let n_words = section.text().split_whitespace().count();
        let words = format!("{n_words} words; Enter unfolds them");
        self.text_alone(&words, Role::Dim, &Line::new("  ", Role::Dim));
    }

    /// A block, with an empty line before it unless it goes on with a list.
    fn block(&mut self, (section, block): (usize, usize), parent: &Section, content: &Block) {
        let before = block.checked_sub(1).map(|before| &parent.blocks[before]);
        let in_list = matches!(content, Block::Item { .. }) && matches!(before, Some(Block::Item { .. }));
        if before.is_some() && !in_list {
            self.gap();
        }
        let place = Place::Block { section, block, line: 0 };
        let base = if parent.kind == SectionKind::Lede { Role::Lede } else { Role::Text };
        match content {
            Block::Paragraph(prose) => self.text(&Inked::prose(prose, base), place, &Line::default()),
            Block::Subheading(prose) => {
                let ink = Ink { strong: true, ..Role::Text.into() };
                self.text(&Inked::prose(prose, ink), place, &Line::default());
            }
            Block::Quote(prose) => {
                let lead = Line::new(format!("{} ", self.style.glyphs.quote), Role::Quote);
                let first = self.page.lines.len();
                self.text(&Inked::prose(prose, Role::Quote), place, &lead);
                self.repeat_lead(first, &lead);
            }
            Block::Item { depth, marker, prose } => {
                let lead = self.item_lead(usize::from(*depth), *marker);
                self.text(&Inked::prose(prose, base), place, &lead);
            }
            Block::Code { lines, .. } => self.code(lines),
            Block::Table { header, rows } => self.table((section, block), *header, rows),
            Block::Figure { image } => self.article.images.get(*image).into_iter().for_each(|image| self.image(image)),
        }
    }

    fn item_lead(&self, depth: usize, marker: Marker) -> Line {
        let bullets = self.style.glyphs.bullets;
        let sign = match marker {
            Marker::Bullet => bullets[depth.min(bullets.len() - 1)].to_owned(),
            Marker::Number(number) => format!("{number}."),
            Marker::Task(true) => "[x]".to_owned(),
            Marker::Task(false) => "[ ]".to_owned(),
        };
        let most = self.style.width / 3;
        Line::new(" ".repeat((STEP * depth).min(most)), Role::Text).with(format!("{sign} "), Role::Accent)
    }

    /// Puts `lead` before all lines of a quote, not only before the first.
    fn repeat_lead(&mut self, first: usize, lead: &Line) {
        for line in self.page.lines.iter_mut().skip(first + 1) {
            let mut quoted = lead.clone();
            let blanks = lead.width();
            for (at, piece) in line.pieces.drain(..).enumerate() {
                let text = if at == 0 { piece.text.get(blanks..).unwrap_or("") } else { &piece.text };
                quoted.push(text, piece.ink);
            }
            *line = quoted;
        }
    }

    fn code(&mut self, lines: &[CodeLine]) {
        for line in lines {
            let indent = STEP + usize::from(line.indent);
            let lead = Line::new(" ".repeat(indent.min(self.style.width / 2)), Role::Code);
            self.text_alone(&line.text, Role::Code, &lead);
        }
    }

    /// A table in columns as wide as their cells, or narrower where that is too wide; cells wrap.
    fn table(&mut self, at: (usize, usize), header: bool, rows: &[Vec<Clean>]) {
        let columns = table_columns(rows, self.style.width);
        let mut cell = 0;
        for (row, texts) in rows.iter().enumerate() {
            let is_head = header && row == 0;
            let ink = Ink { strong: is_head, ..Role::Text.into() };
            let cells: Vec<Wrapped> = texts
                .iter()
                .zip(&columns)
                .enumerate()
                .map(|(column, (text, width))| self.cell((at, cell + column), text, ink, *width))
                .collect();
            cell += texts.len();
            self.table_names(&cells, &columns);
            let cells: Vec<Vec<Line>> = cells.into_iter().map(|cell| cell.lines).collect();
            let n_lines = cells.iter().map(Vec::len).max().unwrap_or(0);
            self.page.lines.extend((0..n_lines).map(|line| table_line(&cells, &columns, line)));
            if is_head {
                let gaps = TABLE_GAP * columns.len().saturating_sub(1);
                let rule = self.style.glyphs.lines.1.repeat(columns.iter().sum::<usize>() + gaps);
                self.page.lines.push(Line::new(rule, Role::Border));
            }
        }
    }

    fn cell(&self, ((section, block), line): ((usize, usize), usize), text: &str, ink: Ink, width: usize) -> Wrapped {
        let names = self.names.get(&Place::Block { section, block, line }).map_or(&[][..], Vec::as_slice);
        let inked = Inked::plain(text, ink).named(names).found(&self.style.needles);
        inked.wrap(&Line::default(), width)
    }

    /// Notes the names of a table's next row.
    fn table_names(&mut self, cells: &[Wrapped], columns: &[usize]) {
        let first = self.page.lines.len();
        for (at, cell) in cells.iter().enumerate() {
            let left = columns[..at].iter().sum::<usize>() + TABLE_GAP * at;
            let moved = |name: &PageName| PageName { line: first + name.line, column: left + name.column, ..*name };
            self.page.names.extend(cell.names.iter().map(moved));
        }
    }

    /// Where it stands and where it leads.
    fn foot(&mut self, store: &Store) {
        let article = self.article;
        if let Some(url) = &article.origin.url {
            self.gap();
            let link = PageLink { line: self.page.lines.len(), column: 0, url: url.to_string() };
            self.page.links.push(link);
            self.text_alone(url, Role::Link, &Line::default());
        }
        let came_along = store.iter().filter(|(_, story)| story.article.origin.via.as_ref() == Some(&article.id));
        let titles: Vec<String> = came_along.map(|(_, story)| story.article.title.to_string()).collect();
        if !titles.is_empty() {
            self.gap();
            self.text_alone("On the same page", Role::Dim, &Line::default());
            for title in titles {
                let lead = self.item_lead(0, Marker::Bullet);
                self.text_alone(&title, Role::Dim, &lead);
            }
        }
    }

    fn text(&mut self, inked: &Inked, place: Place, lead: &Line) {
        let inked = inked.clone().named(self.names.get(&place).map_or(&[], Vec::as_slice));
        self.push(inked.found(&self.style.needles).wrap(lead, self.style.width));
    }

    fn text_alone(&mut self, words: &str, role: Role, lead: &Line) {
        self.push(Inked::plain(words, role).wrap(lead, self.style.width));
    }

    fn push(&mut self, wrapped: Wrapped) {
        let first = self.page.lines.len();
        let links = wrapped.links.into_iter().map(|link| PageLink { line: first + link.line, ..link });
        self.page.links.extend(links);
        self.page.names.extend(wrapped.names.into_iter().map(|name| PageName { line: first + name.line, ..name }));
        self.page.matches.extend(wrapped.matches.into_iter().map(|line| first + line));
        self.page.lines.extend(wrapped.lines);
    }

    fn gap(&mut self) {
        self.page.lines.push(Line::default());
    }
}

fn table_columns(rows: &[Vec<Clean>], room: usize) -> Vec<usize> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let mut columns: Vec<usize> = (0..n_columns).map(|column| widest(column).max(1)).collect();
    let room = room.saturating_sub(TABLE_GAP * n_columns.saturating_sub(1)).max(n_columns);
    while columns.iter().sum::<usize>() > room {
        let most = columns.iter().copied().max().unwrap_or(1);
        let Some(widest) = columns.iter_mut().find(|column| **column == most && most > 1) else { break };
        *widest -= 1;
    }
    columns
}

fn table_line(cells: &[Vec<Line>], columns: &[usize], at: usize) -> Line {
    let mut line = Line::default();
    for (column, (cell, width)) in cells.iter().zip(columns).enumerate() {
        let here = cell.get(at).cloned().unwrap_or_default();
        let used = here.width();
        for piece in here.pieces {
            line.push(piece.text, piece.ink);
        }
        if column + 1 < columns.len() {
            line.push(" ".repeat(width.saturating_sub(used) + TABLE_GAP), Role::Text);
        }
    }
    line
}

//! A story laid out as lines: headline, byline, tags, then its sections, each drawn here by its kind.

mod foot;
mod own;
mod table;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use jiff::tz::Offset;

use super::prose::{Inked, PageLink, PageMatch, PageName, Setting, Wrapped};
use crate::app::ink::{Ink, Line, Role};
use crate::app::settings::Glyphs;
use crate::article::{
    Article, Block, CodeLine, EntityKind, Image, Marker, Place, Precision, Published, Section, SectionKind,
};
use crate::store::sought::Sought;
use crate::store::{Store, StoryIdx};
use crate::text::Clean;
use crate::text::width::width;
use crate::text::wrap::Lang;

/// Columns that a list's level is indented by.
const STEP: usize = 2;

/// How pages are laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Columns of text.
    pub width: usize,
    /// The signs.
    pub glyphs: &'static Glyphs,
    /// What is marked.
    pub sought: Sought,
    /// Lines of running text end in one column.
    pub justified: bool,
    /// Words may be broken at the end of a line.
    pub hyphenated: bool,
}

/// What the reader added to a story, and what is to be told of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// Its text has changed since it was read.
    pub has_changed: bool,
    /// The reader's tags.
    pub tags: Vec<Clean>,
    /// The reader's note.
    pub note: String,
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
    /// Links in reading order, by the lines that they stand in.
    pub links: Vec<PageLink>,
    /// What is marked, in order.
    pub matches: Vec<PageMatch>,
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
    n_links: usize,
    page: Page,
}

impl Page {
    /// The page of a story. Sections in `unfolded` are shown whole; excerpts are folded otherwise.
    pub fn new(store: &Store, story: StoryIdx, own: &Own, style: &PageStyle, unfolded: &BTreeSet<usize>) -> Self {
        let article = &*store.story(story).article;
        let mut layouter = Layouter { article, style, names: names(article), n_links: 0, page: Page::default() };
        layouter.head(store, own);
        for (at, section) in article.sections.iter().enumerate() {
            let found = !style.sought.is_empty() && style.sought.is_in(&section.text());
            layouter.section(at, section, unfolded.contains(&at) || found);
        }
        if !store.is_whole(story) {
            layouter.gap();
            layouter.text_alone("The text is being read.", Role::Dim, &Line::default());
        }
        layouter.foot(store);
        layouter.page
    }
}

/// `2026-07-06 08:30 +02:00`: seconds are for machines.
fn day_and_time(date: Published) -> String {
    let precision = date.precision.min(Precision::Minute);
    let civil = Published { precision, offset: None, ..date }.to_string().replace('T', " ");
    match date.offset.filter(|_| precision == Precision::Minute) {
        Some(offset) if offset == Offset::UTC => format!("{civil} UTC"),
        Some(offset) => format!("{civil} {offset}"),
        None => civil,
    }
}

/// The language whose rules break words; a code of two letters, perhaps with a region.
fn language(code: &str) -> Option<Lang> {
    let code = code.as_bytes().first_chunk::<2>()?.map(|letter| letter.to_ascii_lowercase());
    Lang::from_iso(code)
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
    /// Headline, byline, tags, what is the reader's own, pictures.
    fn head(&mut self, store: &Store, own: &Own) {
        let article = self.article;
        let title = Inked::plain(&article.title, Ink { strong: true, ..Role::Title.into() });
        self.text(&title, Place::Title, &Line::default());
        self.parts(&self.byline(), Role::Dim);
        self.parts(&article.tags.iter().map(Clean::to_string).collect::<Vec<_>>(), Role::Accent);
        if let Some(title) =
            article.origin.via.as_ref().and_then(|via| store.find(via)).map(|idx| store.head(idx).title)
        {
            self.text_alone(&format!("from the page of: {title}"), Role::Dim, &Line::default());
        }
        self.own(own);
        for image in article.images_around() {
            self.image(image);
        }
    }

    /// Publisher, authors, date, minutes.
    fn byline(&self) -> Vec<String> {
        let origin = &self.article.origin;
        let authors: Vec<&str> = origin.authors.iter().map(|author| &**author).collect();
        let contributors: Vec<&str> = origin.contributors.iter().map(|name| &**name).collect();
        let contributors =
            if contributors.is_empty() { String::new() } else { format!("with {}", contributors.join(", ")) };
        let updated =
            origin.updated.filter(|updated| origin.published.map(Published::instant) != Some(updated.instant()));
        let updated = updated.map(|date| format!("updated {}", day_and_time(date))).unwrap_or_default();
        let minutes = self.article.reading_minutes;
        let parts = [
            origin.source.as_deref().unwrap_or("").to_owned(),
            authors.join(", "),
            contributors,
            origin.published.map(day_and_time).unwrap_or_default(),
            updated,
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
        let in_quote = matches!((content, before), (Block::Quote(_), Some(Block::Quote(_))));
        if in_quote {
            self.page.lines.push(Line::new(self.style.glyphs.quote, Role::Border));
        } else if before.is_some() && !in_list {
            self.gap();
        }
        let place = Place::Block { section, block, line: 0 };
        let base = if parent.kind == SectionKind::Lede { Role::Lede } else { Role::Text };
        match content {
            Block::Paragraph(prose) => self.running(&Inked::prose(prose, base), place, &Line::default()),
            Block::Subheading(prose) => {
                let ink = Ink { strong: true, ..Role::Text.into() };
                self.text(&Inked::prose(prose, ink), place, &Line::default());
            }
            Block::Quote(prose) => {
                let lead = Line::new(format!("{} ", self.style.glyphs.quote), Role::Border);
                let first = self.page.lines.len();
                self.running(&Inked::prose(prose, Role::Quote), place, &lead);
                self.repeat_lead(first, &lead);
            }
            Block::Item { depth, marker, prose } => {
                let lead = self.item_lead(usize::from(*depth), *marker);
                self.running(&Inked::prose(prose, base), place, &lead);
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

    fn text(&mut self, inked: &Inked, place: Place, lead: &Line) {
        self.set(inked, place, (lead, Setting::default()));
    }

    /// Running text, set as the user wants it.
    fn running(&mut self, inked: &Inked, place: Place, lead: &Line) {
        let PageStyle { justified, hyphenated, .. } = *self.style;
        let language = self.article.language.as_deref().and_then(language).filter(|_| hyphenated);
        self.set(inked, place, (lead, Setting { justified, hyphenated: language }));
    }

    fn set(&mut self, inked: &Inked, place: Place, (lead, setting): (&Line, Setting)) {
        let inked = inked.clone().named(self.names.get(&place).map_or(&[], Vec::as_slice));
        self.push(inked.found(&self.style.sought).set(lead, self.style.width, setting));
    }

    fn text_alone(&mut self, words: &str, role: Role, lead: &Line) {
        self.push(Inked::plain(words, role).wrap(lead, self.style.width));
    }

    fn push(&mut self, wrapped: Wrapped) {
        let first = self.page.lines.len();
        let n_before = self.n_links;
        self.n_links += wrapped.n_links;
        let placed = |link: PageLink| PageLink { line: first + link.line, number: n_before + link.number, ..link };
        self.page.links.extend(wrapped.links.into_iter().map(placed));
        self.page.names.extend(wrapped.names.into_iter().map(|name| PageName { line: first + name.line, ..name }));
        self.page
            .matches
            .extend(wrapped.matches.into_iter().map(|found| PageMatch { line: first + found.line, ..found }));
        self.page.lines.extend(wrapped.lines);
    }

    fn gap(&mut self) {
        self.page.lines.push(Line::default());
    }
}

//! From an article to bytes. Every field is named, so that a new one cannot be forgotten.

use super::{Interned, LINK_KINDS, Packing, place, section_kinds};
use crate::article::SpanStyle;
use crate::article::bytes::{put_number, put_text};
use crate::article::head::{Fields, OriginFields, put_date};
use crate::article::{Article, Block, Image, Link, Marker, Mention, Place, Prose, Section};
use crate::store::patch;
use crate::text::Clean;

impl Packing {
    /// Packs what is beside the head of `article`.
    pub(in crate::store) fn of(article: &Article, shared: &mut Interned) -> Self {
        let mut writer = Writer { shared, rest: Vec::new(), text: String::new() };
        writer.article(article);
        let Writer { rest, text, .. } = writer;
        let mut packing = Self { folded: String::with_capacity(text.len()), patch: Vec::new(), rest };
        patch::fold_into(&text, &mut packing.folded, &mut packing.patch);
        packing
    }
}

impl Interned {
    /// Packs all of a head but the id, the title and the contents.
    pub(in crate::store) fn pack(&mut self, head: &Fields) -> Vec<u8> {
        let mut writer = Writer { shared: self, rest: Vec::with_capacity(96), text: String::new() };
        writer.head(head);
        writer.rest
    }
}

struct Writer<'s> {
    shared: &'s mut Interned,
    rest: Vec<u8>,
    text: String,
}

impl Writer<'_> {
    fn head(&mut self, head: &Fields) {
        let Fields { id: _, title: _, contents: _, origin, language, reading_minutes, tags, names } = head;
        let OriginFields { source, url, authors, contributors, published, updated, rights, via, also_in } = origin;
        // what is shared stands first: it is asked for alone
        self.shared(*source);
        self.each(also_in.iter().map(|other| other.as_str()), Self::text_number);
        self.each(names.clone(), |own, name| {
            let number = own.shared.cast.number(&name);
            own.number(number);
            own.number(u64::from(name.n_mentions));
        });
        self.each(tags.clone(), Self::text_number);
        self.each(authors.clone(), Self::text_number);
        self.each(contributors.clone(), Self::text_number);
        self.shared(*language);
        self.number(u64::from(*reading_minutes));
        self.shared(*rights);
        put_date(&mut self.rest, *published);
        put_date(&mut self.rest, *updated);
        self.text(*url);
        self.text(*via);
    }

    fn article(&mut self, article: &Article) {
        let Article { images, links, sections, entities, .. } = article;
        self.all(images, |own, Image { caption, credit, url }| {
            own.text(caption.as_deref());
            own.shared(credit.as_deref());
            own.text(url.as_deref());
        });
        self.all(links, Self::link);
        self.all(sections, Self::section);
        self.all(entities, |own, named| own.all(&named.mentions, Self::mention));
    }

    fn link(&mut self, link: &Link) {
        let Link { text, url, kind, media_type, bytes } = link;
        self.text(Some(text));
        self.text(Some(url));
        self.number(place(&LINK_KINDS, kind));
        self.shared(media_type.as_deref());
        self.number(bytes.map_or(0, |bytes| bytes.saturating_add(1)));
    }

    fn section(&mut self, section: &Section) {
        let Section { kind, heading, blocks, cut } = section;
        self.number(place(section_kinds(), kind));
        self.number(u64::from(heading.is_some()) << 1 | u64::from(*cut));
        heading.iter().for_each(|heading| self.line(heading));
        self.all(blocks, Self::block);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(prose) => self.prose(0, prose),
            Block::Subheading(prose) => self.prose(1, prose),
            Block::Quote(prose) => self.prose(2, prose),
            Block::Item { depth, marker, prose } => {
                self.prose(3, prose);
                self.number(u64::from(*depth));
                self.number(match marker {
                    Marker::Bullet => 0,
                    Marker::Task(done) => 1 + u64::from(*done),
                    Marker::Number(number) => 3 + u64::from(*number),
                });
            }
            Block::Code { language, lines } => {
                self.number(4);
                self.shared(language.as_deref());
                self.all(lines, |own, line| {
                    own.number(u64::from(line.indent));
                    own.line(&line.text);
                });
            }
            Block::Table { header, rows } => {
                self.number(5);
                self.number(u64::from(*header));
                self.all(rows, |own, row| own.all(row, Self::line));
            }
            Block::Figure { image } => {
                self.number(6);
                self.number(*image as u64);
            }
        }
    }

    fn prose(&mut self, block: u64, Prose { text, spans }: &Prose) {
        self.number(block);
        self.line(text);
        self.all(spans, |own, span| {
            own.number(span.range.start as u64);
            own.number(span.range.end as u64);
            match &span.style {
                SpanStyle::Strong => own.number(0),
                SpanStyle::Emphasis => own.number(1),
                SpanStyle::Code => own.number(2),
                SpanStyle::Struck => own.number(3),
                SpanStyle::Link(address) => {
                    own.number(4);
                    put_text(&mut own.rest, address);
                }
            }
        });
    }

    fn mention(&mut self, Mention { place, start, end }: &Mention) {
        self.place(*place);
        self.number(*start as u64);
        self.number(end.wrapping_sub(*start) as u64);
    }

    /// Most are in blocks, whose sections are few: one number for both.
    fn place(&mut self, place: Place) {
        match place {
            Place::Title => self.number(0),
            Place::Author(author) => self.numbers(&[1, author as u64]),
            Place::Heading(section) => self.numbers(&[2, section as u64]),
            Place::Tag(tag) => self.numbers(&[3, tag as u64]),
            Place::Block { section, block, line } => self.numbers(&[4 + section as u64, block as u64, line as u64]),
        }
    }

    fn all<T>(&mut self, list: &[T], each: impl Fn(&mut Self, &T)) {
        self.number(list.len() as u64);
        list.iter().for_each(|one| each(self, one));
    }

    fn each<T>(&mut self, list: impl ExactSizeIterator<Item = T>, each: impl Fn(&mut Self, T)) {
        self.number(list.len() as u64);
        list.for_each(|one| each(self, one));
    }

    /// A text that is searched.
    fn line(&mut self, text: &Clean) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A text of this article alone.
    fn text(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        text.iter().for_each(|text| put_text(&mut self.rest, text));
    }

    /// A text that other articles have too.
    fn shared(&mut self, text: Option<&str>) {
        let number = text.map_or(0, |text| 1 + self.shared.texts.number(text));
        self.number(number);
    }

    /// A text of a list that other articles have too.
    fn text_number(&mut self, text: &str) {
        let number = self.shared.texts.number(text);
        self.number(number);
    }

    fn numbers(&mut self, numbers: &[u64]) {
        numbers.iter().for_each(|number| self.number(*number));
    }

    fn number(&mut self, number: u64) {
        put_number(&mut self.rest, number);
    }
}

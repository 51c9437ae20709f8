//! From bytes to the article that they were made from.

use std::str::Split;

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Interned, LINK_KINDS, PRECISIONS, Packed, at_place, section_kinds};
use crate::article::bytes::Bytes;
use crate::article::{Article, ArticleId, Block, CodeLine, Image, Link, Marker, Mention, Named, Origin, Place, Prose};
use crate::article::{Published, Section, Span, SpanStyle};
use crate::store::patch;
use crate::text::{Address, Clean};

impl Interned {
    /// The article that was packed.
    pub(in crate::store) fn unpack(&self, id: ArticleId, title: &str, packed: Packed) -> Article {
        let text = patch::unfold(packed.folded, packed.patch);
        let mut reader = Reader { shared: self, rest: Bytes::new(packed.rest), lines: text.split('\n') };
        reader.article(Article::new(id, title))
    }

    /// The publisher alone, which stands first.
    pub(in crate::store) fn source(&self, packed: Packed) -> Option<&Clean> {
        self.texts.value(Bytes::new(packed.rest).number().checked_sub(1)?)
    }
}

struct Reader<'s, 'p> {
    shared: &'s Interned,
    rest: Bytes<'p>,
    lines: Split<'p, char>,
}

impl Reader<'_, '_> {
    fn article(&mut self, bare: Article) -> Article {
        Article {
            origin: self.origin(),
            language: self.shared(),
            reading_minutes: self.number() as u32,
            tags: self.all(Self::name),
            images: self.all(|own| Image { caption: own.text(), credit: own.shared(), url: own.address() }),
            links: self.all(Self::link).into_iter().flatten().collect(),
            sections: self.all(Self::section),
            entities: self.all(Self::named).into_iter().flatten().collect(),
            ..bare
        }
    }

    fn origin(&mut self) -> Origin {
        Origin {
            source: self.shared(),
            url: self.address(),
            authors: self.all(Self::name),
            contributors: self.all(Self::name),
            published: self.date(),
            updated: self.date(),
            rights: self.shared(),
            via: self.optional_text().map(|via| ArticleId(via.to_owned())),
        }
    }

    fn link(&mut self) -> Option<Link> {
        let text = self.text().unwrap_or_default();
        let url = self.address();
        let kind = at_place(&LINK_KINDS, self.number());
        let media_type = self.shared();
        let bytes = self.number().checked_sub(1);
        Some(Link { text, url: url?, kind, media_type, bytes })
    }

    fn section(&mut self) -> Section {
        let kind = at_place(section_kinds(), self.number());
        let flags = self.number();
        let heading = (flags & 2 != 0).then(|| self.line());
        Section { kind, heading, blocks: self.all(Self::block), cut: flags & 1 != 0 }
    }

    fn block(&mut self) -> Block {
        match self.number() {
            0 => Block::Paragraph(self.prose()),
            1 => Block::Subheading(self.prose()),
            2 => Block::Quote(self.prose()),
            3 => {
                let prose = self.prose();
                let depth = self.number() as u8;
                let marker = match self.number() {
                    0 => Marker::Bullet,
                    task @ 1..=2 => Marker::Task(task == 2),
                    number => Marker::Number((number - 3) as u32),
                };
                Block::Item { depth, marker, prose }
            }
            4 => Block::Code {
                language: self.shared(),
                lines: self.all(|own| CodeLine { indent: own.number() as u16, text: own.code() }),
            },
            5 => Block::Table { header: self.number() != 0, rows: self.all(|own| own.all(Self::line)) },
            _ => Block::Figure { image: self.number() as usize },
        }
    }

    fn prose(&mut self) -> Prose {
        Prose { text: self.line(), spans: self.all(Self::span).into_iter().flatten().collect() }
    }

    fn span(&mut self) -> Option<Span> {
        let range = self.number() as usize..self.number() as usize;
        let style = match self.number() {
            0 => SpanStyle::Strong,
            1 => SpanStyle::Emphasis,
            2 => SpanStyle::Code,
            3 => SpanStyle::Struck,
            _ => SpanStyle::Link(Address::new(self.rest.text())?),
        };
        Some(Span { range, style })
    }

    fn named(&mut self) -> Option<Named> {
        let cast = self.shared.cast.value(self.number());
        let mentions = self.all(|own| {
            let place = own.place();
            let start = own.number() as usize;
            Mention { place, start, end: start.wrapping_add(own.number() as usize) }
        });
        cast.map(|cast| Named { mentions, ..cast.named() })
    }

    fn place(&mut self) -> Place {
        match self.number() {
            0 => Place::Title,
            1 => Place::Author(self.number() as usize),
            2 => Place::Heading(self.number() as usize),
            3 => Place::Tag(self.number() as usize),
            section => Place::Block {
                section: (section - 4) as usize,
                block: self.number() as usize,
                line: self.number() as usize,
            },
        }
    }

    fn date(&mut self) -> Option<Published> {
        if self.number() == 0 {
            return None;
        }
        let numbers: [u64; 9] = std::array::from_fn(|_| self.number());
        let [year, month, day, hour, minute, second, nanos, offset, precision] = numbers;
        let (year, nanos) = ((year as i64 - 10_000) as i16, nanos as i32);
        let small = |number: u64| number as i8;
        let civil =
            DateTime::new(year, small(month), small(day), small(hour), small(minute), small(second), nanos).ok()?;
        let offset = offset.checked_sub(1).map(|seconds| seconds as i32 + Offset::MIN.seconds());
        let offset = offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
        Some(Published { civil, offset, precision: at_place(&PRECISIONS, precision) })
    }

    fn all<T>(&mut self, each: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.number()).map(|_| each(self)).collect()
    }

    fn line(&mut self) -> Clean {
        Clean::from(self.lines.next().unwrap_or(""))
    }

    fn code(&mut self) -> Clean {
        Clean::code(self.lines.next().unwrap_or(""))
    }

    fn optional_text(&mut self) -> Option<&str> {
        (self.number() != 0).then(|| self.rest.text())
    }

    fn text(&mut self) -> Option<Clean> {
        self.optional_text().map(Clean::from)
    }

    fn address(&mut self) -> Option<Address> {
        self.optional_text().and_then(Address::new)
    }

    fn shared(&mut self) -> Option<Clean> {
        let number = self.number().checked_sub(1)?;
        self.shared.texts.value(number).cloned()
    }

    fn name(&mut self) -> Clean {
        self.shared().unwrap_or_default()
    }

    fn number(&mut self) -> u64 {
        self.rest.number()
    }
}

//! From bytes to the article that they were made from.

use std::str::Split;

use super::{Interned, LINK_KINDS, Packed, Share, at_place, section_kinds};
use crate::article::bytes::Bytes;
use crate::article::head::date;
use crate::article::{
    Article, ArticleId, Block, CodeLine, Counted, Image, Link, Marker, Mention, Origin, Place, Prose,
};
use crate::article::{Section, Span, SpanStyle};
use crate::store::patch;
use crate::text::{Address, Clean};

impl Interned {
    /// The article of a head, without its text.
    pub(in crate::store) fn unpack(&self, id: ArticleId, title: &str, head: &[u8]) -> Article {
        self.reader(head, "").head(Article::new(id, title))
    }

    /// The text of an article put into `bare`, which was made from its head.
    pub(in crate::store) fn unpack_text(&self, bare: Article, packed: Packed) -> Article {
        let text = patch::unfold(packed.folded, packed.patch);
        self.reader(packed.rest, &text).article(bare)
    }

    /// Who and what a head names, without the places.
    pub(in crate::store) fn counted(&self, head: &[u8]) -> Vec<Counted> {
        let mut reader = self.reader(head, "");
        reader.shared();
        reader.all(Reader::name);
        reader.names()
    }

    /// What a head has that others may have too.
    pub(in crate::store) fn shares(&self, head: &[u8]) -> Vec<Share> {
        let mut head = Bytes::new(head);
        let mut shares = Vec::with_capacity(head.len());
        shares.extend(head.number().checked_sub(1).map(|source| Share::Source(source as u32)));
        (0..head.number()).for_each(|_| shares.push(Share::Source(head.number() as u32)));
        for _ in 0..head.number() {
            shares.push(Share::Named(head.number() as u32));
            head.number(); // how often
        }
        (0..head.number()).for_each(|_| shares.push(Share::Topic(head.number() as u32)));
        (0..head.number()).for_each(|_| shares.push(Share::Author(head.number() as u32)));
        shares
    }

    /// The publisher alone, which stands first.
    pub(in crate::store) fn source(&self, head: &[u8]) -> Option<&Clean> {
        self.texts.value(Bytes::new(head).number().checked_sub(1)?)
    }

    fn reader<'p>(&'p self, rest: &'p [u8], text: &'p str) -> Reader<'p, 'p> {
        Reader { shared: self, rest: Bytes::new(rest), lines: text.split('\n') }
    }
}

struct Reader<'s, 'p> {
    shared: &'s Interned,
    rest: Bytes<'p>,
    lines: Split<'p, char>,
}

impl Reader<'_, '_> {
    fn head(&mut self, bare: Article) -> Article {
        let (source, also_in) = (self.shared(), self.all(Self::name));
        let entities = self.names().into_iter().map(|counted| counted.named).collect();
        let (tags, authors, contributors) = (self.all(Self::name), self.all(Self::name), self.all(Self::name));
        let (language, reading_minutes) = (self.shared(), self.number() as u32);
        let origin = Origin {
            source,
            also_in,
            authors,
            contributors,
            rights: self.shared(),
            published: date(&mut self.rest),
            updated: date(&mut self.rest),
            url: self.address(),
            via: self.optional_text().map(|via| ArticleId(via.to_owned())),
        };
        Article { entities, origin, language, reading_minutes, tags, ..bare }
    }

    fn names(&mut self) -> Vec<Counted> {
        let counted = |own: &mut Self| {
            let (cast, n_mentions) = (own.shared.cast.value(own.number()), own.number() as u32);
            cast.map(|named| Counted { named: named.clone(), n_mentions })
        };
        self.all(counted).into_iter().flatten().collect()
    }

    fn article(&mut self, bare: Article) -> Article {
        let mut article = Article {
            images: self.all(|own| Image { caption: own.text(), credit: own.shared(), url: own.address() }),
            links: self.all(Self::link).into_iter().flatten().collect(),
            sections: self.all(Self::section),
            ..bare
        };
        let mentions = self.all(|own| own.all(Self::mention));
        article.entities.iter_mut().zip(mentions).for_each(|(named, mentions)| named.mentions = mentions);
        article
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

    fn mention(&mut self) -> Mention {
        let place = self.place();
        let start = self.number() as usize;
        Mention { place, start, end: start.wrapping_add(self.number() as usize) }
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
        let number = self.number();
        self.shared.texts.value(number).cloned().unwrap_or_default()
    }

    fn number(&mut self) -> u64 {
        self.rest.number()
    }
}

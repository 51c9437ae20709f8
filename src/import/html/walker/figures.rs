//! Figures: pictures with what stands under them.

use super::{Opened, Region, Shape, Walker, words};
use crate::article::{Block, Image};
use crate::import::html::attributes::Attributes;
use crate::import::outline::{Content, Part};
use crate::import::page::caption;
use crate::text::Clean;

/// Classes of what stands under a picture, where no element says so.
const CAPTION_CLASSES: [&str; 12] = [
    "wp-caption-text",
    "caption",
    "caption-text",
    "image-caption",
    "img-caption",
    "photo-caption",
    "figure-caption",
    "media-caption",
    "picture-caption",
    "image__caption",
    "media__caption",
    "imagecaption",
];

/// What a class is called that says whose picture it is.
const CREDITS: [&str; 5] = ["credit", "copyright", "photographer", "byline", "rights"];

/// Signs and words before a credit.
const CREDIT_SIGNS: [char; 11] = ['©', '(', ')', '[', ']', '|', '/', ':', '-', '–', '—'];

/// A figure that is being read.
#[derive(Debug, Default)]
pub(super) struct Figure {
    /// Index of its first picture, if it has any.
    pub(super) first_image: usize,
    caption: Option<Clean>,
    credit: Option<Clean>,
}

impl Walker<'_> {
    pub(super) fn open_figure(&mut self) -> Opened {
        self.flush();
        let figure = Figure { first_image: self.found.images.len(), ..Figure::default() };
        self.enter(Shape::Figure(figure));
        Opened::Figure
    }

    pub(super) fn open_caption(&mut self) -> Opened {
        self.flush();
        if self.figure().is_none() {
            return Opened::Block;
        }
        self.enter(Shape::Caption);
        Opened::Caption
    }

    /// Captions and credits that are told by their class.
    pub(super) fn open_caption_by_class(&mut self, attributes: Attributes) -> Option<Opened> {
        let is_under_picture = self.figure().is_some() || self.last_figure().is_some();
        let in_caption = matches!(self.region().shape, Shape::Caption);
        if in_caption || (is_under_picture && CREDITS.iter().any(|credit| attributes.mentions(credit))) {
            let is_credit = |class: &str| CREDITS.iter().any(|credit| class.to_ascii_lowercase().contains(credit));
            if attributes.has_class(is_credit) || attributes.get("itemprop").is_some_and(|name| is_credit(&name)) {
                if !in_caption {
                    self.flush();
                }
                self.enter_credit();
                return Some(Opened::Credit);
            }
        }
        if is_under_picture && !in_caption && attributes.mentions("caption") {
            let is_caption = |class: &str| CAPTION_CLASSES.contains(&class.to_ascii_lowercase().as_str());
            if attributes.has_class(is_caption) {
                self.flush();
                self.enter(Shape::Caption);
                return Some(Opened::Caption);
            }
        }
        None
    }

    /// The words so far stay with the caption; those of the credit go apart.
    fn enter_credit(&mut self) {
        self.flush();
        self.enter(Shape::Credit);
    }

    pub(super) fn close_credit(&mut self) {
        self.flush();
        let Some(Region { parts, shape: Shape::Credit }) = self.leave() else { return };
        let text = Clean::from(words(&parts));
        let credit = caption::read(&text, &self.context.words.captions).and_then(|image| image.credit);
        let credit = credit.unwrap_or_else(|| text.trim_matches(|c| c == ' ' || CREDIT_SIGNS.contains(&c)).into());
        if credit.is_empty() {
            return;
        }
        if let Some(figure) = self.figure() {
            figure.credit.get_or_insert(credit);
        } else if let Some(image) = self.last_figure() {
            image.credit.get_or_insert(credit);
        }
    }

    /// What is written under a picture: in a figure, of a table, or under one that has just been.
    pub(super) fn close_caption(&mut self) {
        self.flush();
        let Some(Region { parts, shape: Shape::Caption }) = self.leave() else { return };
        let text = Clean::from(words(&parts));
        if text.is_empty() {
            return;
        }
        if let Shape::Table(_) = self.region().shape {
            self.push(Block::paragraph(text));
        } else if let Some(figure) = self.figure() {
            figure.caption.get_or_insert(text);
        } else {
            let read = self.described(text);
            if let Some(image) = self.last_figure() {
                image.caption = read.caption;
                image.credit = image.credit.take().or(read.credit);
            }
        }
    }

    /// The innermost figure that is open.
    pub(super) fn figure(&mut self) -> Option<&mut Figure> {
        self.regions.iter_mut().rev().find_map(|region| match &mut region.shape {
            Shape::Figure(figure) => Some(figure),
            _ => None,
        })
    }

    /// The picture that was written last, if nothing has been written since.
    fn last_figure(&mut self) -> Option<&mut Image> {
        let last = self.regions.last()?.parts.last()?;
        let Content::Block(Block::Figure { image }) = last.content else { return None };
        self.found.images.get_mut(image).filter(|_| self.prose.is_empty())
    }

    fn described(&self, text: Clean) -> Image {
        let read = caption::read(&text, &self.context.words.captions);
        read.unwrap_or_else(|| Image { caption: Some(text), ..Image::default() })
    }

    /// Its caption belongs to its first picture; a figure without one is what stands in it, the caption last.
    pub(super) fn close_figure(&mut self) {
        self.flush();
        let Some(Region { mut parts, shape: Shape::Figure(figure) }) = self.leave() else { return };
        let Figure { first_image, caption, credit } = figure;
        let read = caption.clone().map(|text| self.described(text)).unwrap_or_default();
        match self.found.images.get_mut(first_image) {
            Some(image) => {
                image.caption = read.caption.or(image.caption.take().filter(|_| caption.is_none()));
                image.credit = credit.or(read.credit).or(image.credit.take());
            }
            None => parts.extend(caption.map(|text| Part::block(self.place.line, Block::paragraph(text)))),
        }
        self.region().parts.append(&mut parts);
    }
}

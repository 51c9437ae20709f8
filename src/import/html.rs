//! HTML: pieces of it as feeds carry them, and whole pages.
//!
//! Pages ([`read`]) go from bytes through html5ever's tree to the place of the story in it: see `page`.
//! Pieces ([`fragment`]) go from `markup` (tags and text, no tree) through `fragment` (which tags end which) to `walker`,
//! which makes headings and blocks of them. The walker never fails: markup that is wrong gives what browsers show of it,
//! at any depth and in time in proportion to its length.

mod attributes;
mod fragment;
mod hidden;
mod markup;
mod page;
mod reference;
mod tag;
mod tree;
mod walker;

pub use fragment::{fragment, inline};
pub use page::{read, text};

use super::outline::{Content, Part};
use crate::article::{Image, Link};

/// What a piece of HTML holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// Headings and blocks in reading order; figures point into `images`.
    pub parts: Vec<Part>,
    /// Addresses, in the order of their first words.
    pub links: Vec<Link>,
    /// Pictures.
    pub images: Vec<Image>,
}

impl Fragment {
    /// Bytes of the text in it.
    fn length(&self) -> usize {
        let texts = self.parts.iter().map(|part| match &part.content {
            Content::Block(block) => block.texts().map(|text| text.len()).sum(),
            Content::Heading { text, .. } => text.text.len(),
            Content::Cut => 0,
        });
        texts.sum()
    }
}

//! Pictures: their addresses, wherever a page keeps them until they are scrolled to.

use super::Walker;
use crate::article::{Block, Image};
use crate::import::html::attributes::Attributes;
use crate::import::limits::MAX_IMAGES;
use crate::text::{Address, Clean};

/// Where the address stands, in order; scripts move those with `data` to `src`.
const ADDRESSES: [&str; 8] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-url",
    "data-image",
    "data-hi-res-src",
    "src",
];

/// Where several addresses stand, with their sizes.
const SETS: [&str; 3] = ["srcset", "data-srcset", "data-lazy-srcset"];

/// Pixels of a sign in the text; a picture is larger.
const MAX_SIGN: u32 = 32;

/// Pixels of a picture that only counts who reads.
const MAX_PIXEL: u32 = 2;

/// What is in the address of a picture that stands there until another one is loaded.
const PLACEHOLDERS: [&str; 7] =
    ["placeholder", "blank.gif", "spacer.gif", "pixel.gif", "transparent.", "1x1.", "lazyload."];

/// Classes of pictures that stand for a character.
const SIGNS: [&str; 6] = ["emoji", "wp-smiley", "latex", "math", "tex", "twemoji"];

impl Walker<'_> {
    /// A picture; in a line of text it follows its paragraph.
    pub(super) fn picture(&mut self, attributes: Attributes) {
        let alt = Clean::from(attributes.get("alt").unwrap_or_default().as_ref());
        if self.lines.is_some() {
            return;
        }
        if attributes.has_class(|class| SIGNS.contains(&class)) {
            return self.text(&alt);
        }
        if is_small(attributes) {
            return;
        }
        let source = self.place.source.take();
        let url = self.picture_address(attributes).or_else(|| source.and_then(|source| self.address(&source)));
        let image = Image { caption: Some(alt).filter(|alt| !alt.is_empty()), credit: None, url };
        if image.url.is_some() || self.figure().is_some() {
            self.place_picture(image);
        }
    }

    fn picture_address(&self, attributes: Attributes) -> Option<Address> {
        let single = ADDRESSES.iter().filter_map(|name| attributes.get(name));
        let single = single.filter(|address| !address.trim().is_empty() && !is_placeholder(address));
        let mut several = SETS.iter().filter_map(|name| attributes.get(name)).filter_map(|set| largest(&set));
        single.filter_map(|address| self.address(&address)).next().or_else(|| self.address(&several.next()?))
    }

    /// `<source>`: a picture's other file, or that of the recording that is open.
    pub(super) fn source(&mut self, attributes: Attributes) {
        if self.recording.is_some() {
            return self.recording_source(attributes);
        }
        let set = SETS.iter().find_map(|name| attributes.get(name)).and_then(|set| largest(&set));
        if self.place.source.is_none() {
            self.place.source = set;
        }
    }

    /// Each picture is there once, whatever it is shown by.
    fn place_picture(&mut self, image: Image) {
        let first = self.figure().map_or(usize::MAX, |figure| figure.first_image);
        let images = &mut self.found.images;
        // what stands there until the picture is loaded
        let empty = images.get_mut(first..).and_then(|own| own.iter_mut().find(|known| known.url.is_none()));
        if let Some(known) = empty {
            known.url = image.url;
            known.caption = known.caption.take().or(image.caption);
            return;
        }
        let known = image.url.as_ref().and_then(|url| images.iter_mut().find(|known| known.url.as_ref() == Some(url)));
        if let Some(known) = known {
            known.caption = known.caption.take().or(image.caption);
            return;
        }
        if images.len() >= MAX_IMAGES {
            return;
        }
        images.push(image);
        let at = images.len() - 1;
        if self.prose.is_empty() {
            self.place.first_line = self.place.line;
            self.push(Block::Figure { image: at });
        } else {
            self.place.pictures.push(at);
        }
    }
}

fn is_small(attributes: Attributes) -> bool {
    let pixels = |name| attributes.get(name).and_then(|size| size.trim().trim_end_matches("px").parse::<u32>().ok());
    match (pixels("width"), pixels("height")) {
        (Some(width), Some(height)) => width.max(height) <= MAX_SIGN || width.min(height) <= MAX_PIXEL,
        (Some(size), None) | (None, Some(size)) => size <= MAX_SIGN,
        (None, None) => false,
    }
}

fn is_placeholder(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("data:") || PLACEHOLDERS.iter().any(|word| lower.contains(word))
}

/// The address of the largest file of a set: `a.jpg 480w, b.jpg 1200w`. Addresses may have commas in them.
pub(super) fn largest(set: &str) -> Option<String> {
    let mut files: Vec<(f64, &str)> = Vec::new();
    let mut wants_size = false;
    for word in set.split_ascii_whitespace() {
        let (size, address) =
            sized(word).filter(|_| wants_size).map_or((None, word), |(size, rest)| (Some(size), rest));
        if let (Some(size), Some(file)) = (size, files.last_mut()) {
            file.0 = size;
            wants_size = false;
        }
        if !address.is_empty() {
            files.push((0.0, address.trim_end_matches(',')));
            wants_size = !address.ends_with(',');
        }
    }
    let best = files.into_iter().rev().max_by(|a, b| a.0.total_cmp(&b.0))?.1;
    (!best.is_empty() && !is_placeholder(best)).then(|| best.to_owned())
}

/// The size of a file, and what follows it without a blank: `1200w,c.jpg`.
fn sized(word: &str) -> Option<(f64, &str)> {
    let (size, rest) = word.split_once(',').unwrap_or((word, ""));
    let number = size.strip_suffix(['w', 'x', 'h'])?;
    number.parse().ok().map(|size| (size, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_file_of_a_set_is_taken() {
        for (set, expected) in [
            ("a.jpg 480w, b.jpg 1200w,c.jpg 800w", Some("b.jpg")),
            ("a.jpg, b.jpg 2x", Some("b.jpg")),
            ("/w_1,h_2/a.jpg 100w, /w_3,h_4/b.jpg 200w", Some("/w_3,h_4/b.jpg")),
            ("a.jpg", Some("a.jpg")),
            ("data:image/gif;base64,R0 1w", None),
            ("", None),
        ] {
            assert_eq!(largest(set).as_deref(), expected, "{set}");
        }
    }
}

//! What a page's bytes meant to say: their encoding, mojibake undone, HTML entities, line ends.

mod encoding;

pub use encoding::decode;

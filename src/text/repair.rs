//! What a page's bytes meant to say: their encoding, mojibake undone, HTML entities, line ends, jammed words.

mod encoding;
mod names;

pub use encoding::decode;
pub use names::Names;

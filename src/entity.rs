//! Who and what an article names: the lexicon, the scan over the text, canonical names.
//!
//! [`recognize`] fills `Article::entities`. It is a pure function of the article and the lexicon.

pub mod lexicon;

pub use lexicon::Lexicon;

//! What the screen tests share: a desk to type at, and stories to read on it.

pub mod desk;
pub mod stories;

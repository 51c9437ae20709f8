//! What is computed over many stories: who an entity is and how it has been in the news.
//!
//! All of it is a pure function of the store; nothing is kept that could go stale.

mod profile;
mod seen;
mod weeks;

pub use profile::{Companion, Known, Profile};
pub use seen::{Seen, seen};
pub use weeks::Weeks;

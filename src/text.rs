//! Every rule about characters: what a page's bytes say, what may be shown, how wide it is and where a line breaks.
//!
//! Nothing here knows of articles. [`Clean`] is the type that the rest of the program trusts.

mod address;
pub mod amount;
pub mod fold;
pub mod label;
mod plural;
pub mod repair;
pub mod sanitize;
pub mod width;
pub mod wrap;

pub use address::{Address, Doubt};
pub use plural::counted;
pub use sanitize::Clean;

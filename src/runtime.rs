//! The only module that waits, spawns, opens and fetches.

pub mod clock;
pub mod folder;
pub mod load;
pub mod read;
pub mod seeds;

pub use load::{Loaded, Loader, load};

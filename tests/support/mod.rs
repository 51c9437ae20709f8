//! What several tests share: a desk to type at with stories on it, and the real program in a terminal, as a picture too.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod desk;
pub mod names;
pub mod outline;
pub mod pty;
pub mod stories;
pub mod svg;

//! What the screen tests share: a desk to type at, and stories to read on it.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod desk;
pub mod stories;

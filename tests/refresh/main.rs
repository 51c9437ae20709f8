//! Documents over the net, from a server of the tests' own: what comes of sound ones, and what of traps.

mod cli;
mod fetch;
mod full;
mod kept;
mod many;
mod proxy;
#[allow(dead_code, reason = "other tests use more of it")]
#[path = "../support/pty.rs"]
mod pty;
mod reader;
mod server;
mod tls;

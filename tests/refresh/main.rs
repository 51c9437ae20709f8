//! Documents over the net, from a server of the tests' own: what comes of sound ones, and what of traps.

mod fetch;
mod kept;
mod many;
mod server;

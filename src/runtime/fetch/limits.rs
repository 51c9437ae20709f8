//! How long, how large and how far: what a request may cost.

use std::time::Duration;

/// What a request may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until there is a connection, TLS and its certificate included.
    pub connect: Duration,
    /// From there until the last line of the answer's head.
    pub answer: Duration,
    /// For everything, redirects and the body included. Without it a server that sends a byte a second never ends.
    pub whole: Duration,
    /// Of a body, as it is sent and as it is decoded. A few feeds are above 10 MB; some have 50, of which no reader needs
    /// the end. Two bodies that are fetched and two that are unpacked may be as large at a time.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(8),
            answer: Duration::from_secs(12),
            whole: Duration::from_secs(15),
            bytes: 20 << 20,
        }
    }
}

/// Redirects that are followed: a moved site needs one or two, and browsers give up at twenty.
pub const MAX_REDIRECTS: usize = 5;

/// Bytes of an answer's head, below what the client's buffer takes. Servers refuse requests above 8 or 16 KiB
/// themselves.
pub const HEAD_BYTES: usize = 64 << 10;

/// Bytes of a header that is kept: an `ETag` of more is no name for a version.
pub const MAX_KEPT: usize = 1 << 10;

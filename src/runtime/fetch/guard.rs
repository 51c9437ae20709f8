//! Which addresses are dialled: the resolver of the client, asked before every connection.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::net::is_open;

/// What one request after the other allows. A client makes one at a time.
#[derive(Debug, Default)]
pub struct Gate {
    allows_private: AtomicBool,
    was_private: AtomicBool,
}

impl Gate {
    /// For the next connection: whether it may be to this machine or a private network.
    pub fn set(&self, allows_private: bool) {
        self.allows_private.store(allows_private, Ordering::Relaxed);
        self.was_private.store(false, Ordering::Relaxed);
    }

    /// Whether the last connection was to this machine or a private network.
    pub fn was_private(&self) -> bool {
        self.was_private.load(Ordering::Relaxed)
    }

    /// The addresses that may be dialled.
    fn allowed(&self, addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
        let (open, private): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|address| is_open(address.ip()));
        if private.is_empty() || !self.allows_private.load(Ordering::Relaxed) {
            return open;
        }
        self.was_private.store(true, Ordering::Relaxed);
        [open, private].concat()
    }
}

/// The system's resolver, and the gate behind it.
#[derive(Debug)]
pub struct Guarded {
    pub gate: Arc<Gate>,
}

/// A connection was refused by the gate.
#[derive(Debug)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an address of this machine or a private network")
    }
}

impl std::error::Error for Refused {}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if config.proxy().is_some_and(|proxy| proxy.uri() == uri) {
            return Ok(found); // the user's own choice; whom it dials is its business, see `proxy`
        }
        let allowed = self.gate.allowed(found.to_vec());
        let mut out = self.empty();
        allowed.into_iter().for_each(|address| out.push(address));
        if out.is_empty() { Err(ureq::Error::Other(Box::new(Refused))) } else { Ok(out) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_lets_through_what_the_request_allows() {
        let addresses = || ["1.1.1.1:80", "127.0.0.1:80"].map(|text| text.parse().unwrap()).to_vec();
        let gate = Gate::default();
        assert_eq!(gate.allowed(addresses()), &addresses()[..1]);
        assert!(!gate.was_private());
        gate.set(true);
        assert_eq!(gate.allowed(addresses()), addresses());
        assert!(gate.was_private());
        gate.set(false);
        assert_eq!(gate.allowed(addresses()[1..].to_vec()), []);
        assert!(!gate.was_private());
    }
}

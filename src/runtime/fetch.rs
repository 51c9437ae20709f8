//! Documents over http and https: what is asked, what came, and why it did not.
//!
//! [`Client::get`] is the one way out. It ends within its limits whatever the server does: a deadline for the whole,
//! shorter ones for the connection and for the first bytes, a limit on the bytes that are taken and on those that they
//! are decoded to, and at most five redirects, which it follows itself. What a redirect or a link leads to is asked for
//! only where it is on the open net: the address that is dialled counts, not the name.

mod body;
mod client;
mod decode;
mod error;
mod guard;
mod limits;
mod net;
mod proxy;
mod retry;
mod seats;
mod secret;

pub use client::{Client, Stop, Supplies};
pub use error::{FetchError, Stage};
pub use limits::Limits;

use body::Body;

use crate::import::Transfer;
use crate::library::Secret;
use crate::text::Address;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where.
    pub address: Address,
    /// Whose idea it was.
    pub asker: Asker,
    /// What is known of the document already.
    pub validators: Validators,
    /// Says who asks, instead of newsdesk and its version.
    pub user_agent: Option<String>,
    /// Opens a source that is not for everybody. It is sent to the address's own scheme, host and port alone.
    pub secret: Option<Secret>,
}

/// Whose idea an address was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// The user's: it may be on this machine, or on a network of the user's own.
    User,
    /// A document's: it may not.
    Document,
}

impl Request {
    /// Asks for an address that the user gave.
    pub fn new(address: Address) -> Self {
        Self { address, asker: Asker::User, validators: Validators::default(), user_agent: None, secret: None }
    }

    /// Asks for an address that stood in a document.
    pub fn linked(address: Address) -> Self {
        Self { asker: Asker::Document, ..Self::new(address) }
    }
}

/// What a server gave to ask with the next time, so that it need not send the same again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a server sent.
#[derive(Debug)]
pub struct Response {
    /// The address that it came from, the last one of a redirection.
    pub address: Address,
    /// The address that all further requests belong to, as the server says.
    pub moved: Option<Address>,
    /// What to ask with the next time.
    pub validators: Validators,
    content_type: Option<String>,
    content_location: Option<String>,
    content_language: Option<String>,
    is_unchanged: bool,
    body: Option<Body>,
}

impl Response {
    /// The document is what it was when the validators were given, and was not sent.
    pub fn is_unchanged(&self) -> bool {
        self.is_unchanged
    }

    /// What the importer is told of the way that the document took.
    pub fn transfer(&self) -> Transfer<'_> {
        Transfer {
            address: Some(self.address.as_str()),
            content_type: self.content_type.as_deref(),
            content_location: self.content_location.as_deref(),
            content_language: self.content_language.as_deref(),
        }
    }

    /// The document, decoded; nothing where it is unchanged, or was taken before.
    ///
    /// # Errors
    /// [`FetchError::TooLarge`], [`FetchError::Encoding`] or [`FetchError::Cut`].
    pub fn take_document(&mut self) -> Result<Vec<u8>, FetchError> {
        self.body.take().map_or(Ok(Vec::new()), Body::decoded)
    }
}

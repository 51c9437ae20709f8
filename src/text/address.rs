//! Web addresses: of http or https alone, in printable ASCII, so that they can be shown, opened and handed on as they are.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// Bytes of an address: what browsers and servers still take is about this.
const MAX_BYTES: usize = 8192;

/// An address of http or https, in printable ASCII without blanks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Address(String);

/// What is no address of the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnAddress;

impl Address {
    /// The address that `text` is, where it is one of the web.
    pub fn new(text: &str) -> Option<Self> {
        Self::from_url(&parse(text, None)?, text.trim())
    }

    /// What `text`, relative to this address, points to.
    pub fn join(&self, text: &str) -> Option<Self> {
        let base = Url::parse(&self.0).ok()?;
        Self::from_url(&parse(text, Some(&base))?, text.trim())
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As written where that is harmless, else as the standard writes it.
    fn from_url(url: &Url, written: &str) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") || url.as_str().len() > MAX_BYTES {
            return None;
        }
        let is_whole = written.starts_with("http://") || written.starts_with("https://");
        let is_plain = written.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        Some(Self(if is_whole && is_plain { written.to_owned() } else { url.as_str().to_owned() }))
    }
}

fn parse(text: &str, base: Option<&Url>) -> Option<Url> {
    let text = text.trim();
    (text.len() <= MAX_BYTES).then(|| Url::options().base_url(base).parse(text).ok())?
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for NotAnAddress {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("not an address of http or https")
    }
}

impl std::error::Error for NotAnAddress {}

impl FromStr for Address {
    type Err = NotAnAddress;
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        Self::new(text).ok_or(NotAnAddress)
    }
}

impl TryFrom<String> for Address {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl Deref for Address {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_has_addresses() {
        for (text, expected) in [
            (" https://a.example/x?y#z ", Some("https://a.example/x?y#z")),
            ("http://a.example/\u{e9} \u{1b}[31m", Some("http://a.example/%C3%A9%20%1B[31m")),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("news.html", None),
        ] {
            assert_eq!(Address::new(text).as_ref().map(Address::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn relative_ones_are_resolved() {
        let base = Address::new("https://a.example/b/c").unwrap();
        assert_eq!(base.join("../d?e").unwrap().as_str(), "https://a.example/d?e");
        assert_eq!(base.join("//f.example/").unwrap().as_str(), "https://f.example/");
        assert_eq!(base.join("mailto:x@a.example"), None);
    }
}

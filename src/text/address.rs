//! Web addresses: of http or https alone, in printable ASCII, so that they can be shown, opened and handed on as they are.
//!
//! A host in other scripts is punycode, whatever it looks like when it is drawn. Escapes stay escaped: `%1b` is three
//! characters here and for whoever the address is handed to. What an address or a link pretends to be is told.

mod host;
mod label;

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::sanitize::cleaned;

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

/// Why an address may not be what it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It has a user's name in it, which can look like the host: `https://bank.example@evil.example`.
    User,
    /// Its host looks like another when it is drawn.
    Lookalike,
}

impl Address {
    /// The address that `text` is, where it is one of the web.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_simple(text) {
            return Some(Self(text.to_owned()));
        }
        Self::from_url(&parse(text, None)?, text)
    }

    /// What `text`, relative to this address, points to.
    pub fn join(&self, text: &str) -> Option<Self> {
        let text = text.trim();
        if is_simple(text) {
            return Some(Self(text.to_owned()));
        }
        if let Some(origin) = self.simple_origin().filter(|_| is_simple_path(text)) {
            return Some(Self([origin, text].concat()));
        }
        let base = Url::parse(&self.0).ok()?;
        Self::from_url(&parse(text, Some(&base))?, text)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without user and port.
    pub fn host(&self) -> &str {
        let authority = self.authority();
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let port = host.rfind(':').filter(|at| !host[*at..].contains(']'));
        &host[..port.unwrap_or(host.len())]
    }

    /// Why it may not be what it seems.
    pub fn doubt(&self) -> Option<Doubt> {
        match () {
            () if self.authority().contains('@') => Some(Doubt::User),
            () if host::looks_like_another(self.host()) => Some(Doubt::Lookalike),
            () => None,
        }
    }

    /// Whether a link with this text says that it leads somewhere else than it does.
    pub fn differs_from(&self, text: &str) -> bool {
        let text = cleaned(text);
        let Some(said) = label::host(&text) else { return false };
        let said = idna::domain_to_ascii(said).unwrap_or_else(|_| said.to_ascii_lowercase());
        let (said, host) = (without_www(&said), self.host().to_ascii_lowercase());
        let host = without_www(&host);
        let is_part = |whole: &str, part: &str| {
            whole.strip_suffix(part).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        // the own name of a site on a larger one is no lie, and a site's name for one of its parts
        !(is_part(host, said) || is_part(said, host) && host.contains('.'))
    }

    /// What to say of a link with this text beside it: its host, where text or host mislead.
    pub fn warning(&self, text: &str) -> Option<String> {
        (self.doubt().is_some() || self.differs_from(text)).then(|| format!("[{}]", self.host()))
    }

    fn authority(&self) -> &str {
        let start = self.0.find("://").map_or(0, |at| at + 3);
        let rest = &self.0[start..];
        &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())]
    }

    /// Scheme, host and port, where nothing about them is special.
    fn simple_origin(&self) -> Option<&str> {
        let authority = self.authority();
        let end = self.0.find("://")? + 3 + authority.len();
        is_simple_host(authority).then(|| &self.0[..end])
    }

    /// As written where that is harmless, else as the standard writes it.
    fn from_url(url: &Url, written: &str) -> Option<Self> {
        let labels = url.host_str().unwrap_or("");
        let is_long = labels.len() > MAX_HOST || labels.split('.').any(|label| label.len() > MAX_LABEL);
        if !matches!(url.scheme(), "http" | "https") || url.as_str().len() > MAX_BYTES || is_long {
            return None;
        }
        let standard = Self(url.as_str().to_owned());
        let is_whole = written.starts_with("http://") || written.starts_with("https://");
        let as_written = Self(written.to_owned());
        let is_same = as_written.authority().eq_ignore_ascii_case(standard.authority());
        Some(if is_whole && is_same && is_plain(written) { as_written } else { standard })
    }
}

/// Letters of a host, and of a part of it between dots: more the name system has no room for.
const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;

/// Whether `text` is an address that the standard would leave as it is, the common case.
fn is_simple(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    text.len() <= MAX_BYTES && is_simple_host(&rest[..end]) && is_plain(&rest[end..])
}

/// Small letters, digits, hyphens and dots, the last part in letters: no number, no other script, no port.
fn is_simple_host(host: &str) -> bool {
    let is_label = |label: &str| (1..=MAX_LABEL).contains(&label.len()) && label.bytes().all(is_simple_letter);
    let last = host.rsplit('.').next().unwrap_or("");
    host.len() <= MAX_HOST
        && host.contains('.')
        && host.split('.').all(is_label)
        && last.bytes().all(|b| b.is_ascii_lowercase())
        && !host.contains("xn--")
}

fn is_simple_letter(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'
}

/// Visible ASCII without the signs that other formats end addresses with.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b'<' | b'>' | b'`'))
}

/// A path from the root without steps up, in characters that need no escape.
fn is_simple_path(text: &str) -> bool {
    let is_plain = is_plain(text) && !text.contains(['{', '}', '^', '|', '%']);
    text.starts_with('/') && !text.starts_with("//") && !text.contains("/.") && is_plain && text.len() <= MAX_BYTES / 2
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

fn parse(text: &str, base: Option<&Url>) -> Option<Url> {
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
    fn hosts_are_what_the_standard_reads() {
        for (text, address, host) in [
            ("https://EXAMPLE.com/A", "https://EXAMPLE.com/A", "EXAMPLE.com"),
            ("https:///evil.example/x", "https://evil.example/x", "evil.example"),
            ("https://a.example\\@b.example", "https://a.example/@b.example", "a.example"),
            ("https://españa.example:8443/ñ", "https://xn--espaa-rta.example:8443/%C3%B1", "xn--espaa-rta.example"),
            ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x", "[2001:db8::1]"),
            ("https://a@b.example@c.example/", "https://a%40b.example@c.example/", "c.example"),
        ] {
            let found = Address::new(text).unwrap();
            assert_eq!((found.as_str(), found.host()), (address, host), "{text}");
        }
    }

    #[test]
    fn escaped_controls_stay_escaped() {
        for text in
            ["https://a.example/%1b[31m", "https://a.example/?q=%9b%0d%0aSet-Cookie:x", "https://a.example/%e2%80%ae"]
        {
            assert_eq!(Address::new(text).unwrap().as_str(), text);
        }
        assert_eq!(Address::new("https://a.example/\u{202e}x").unwrap().as_str(), "https://a.example/%E2%80%AEx");
    }

    #[test]
    fn what_pretends_to_be_another_address_is_told() {
        let doubt = |text| Address::new(text).unwrap().doubt();
        assert_eq!(doubt("https://bank.example@evil.example/"), Some(Doubt::User));
        assert_eq!(doubt("https://раураl.com/"), Some(Doubt::Lookalike));
        assert_eq!(doubt("https://bank.example/@evil"), None);
        for (label, url, differs) in [
            ("https://bank.example", "https://www.bank.example/", false),
            ("bank.example", "https://login.bank.example/a", false),
            ("https://bank.example/login", "https://bank.example.evil.example/login", true),
            ("bank.example/…", "https://evil.example/bank.example/", true),
            ("https://bank.example", "https://bаnk.example", true),
            ("https://münchen.example", "https://xn--mnchen-3ya.example/", false),
            ("the bank", "https://evil.example/", false),
            ("www.bank.example", "http://192.0.2.1/", true),
            ("ba\u{200b}nk.example", "https://evil.example/", true),
        ] {
            assert_eq!(Address::new(url).unwrap().differs_from(label), differs, "{label} {url}");
        }
        let url = Address::new("https://evil.example/").unwrap();
        assert_eq!(url.warning("bank.com").as_deref(), Some("[evil.example]"));
        assert_eq!(url.warning("the bank"), None);
    }

    #[test]
    fn relative_ones_are_resolved() {
        let base = Address::new("https://a.example/b/c").unwrap();
        assert_eq!(base.join("../d?e").unwrap().as_str(), "https://a.example/d?e");
        assert_eq!(base.join("//f.example/").unwrap().as_str(), "https://f.example/");
        for (text, expected) in [
            ("/x%1by?z", "https://a.example/x%1by?z"),
            ("/../x/./y", "https://a.example/x/y"),
            ("?q", "https://a.example/b/c?q"),
            ("/a|b", "https://a.example/a|b"),
            ("\\\\evil.example/", "https://evil.example/"),
            ("https://g.example/", "https://g.example/"),
        ] {
            assert_eq!(base.join(text).unwrap().as_str(), expected, "{text}");
        }
        assert_eq!(base.join("mailto:x@a.example"), None);
    }
}

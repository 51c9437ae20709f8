//! Links for the terminal: OSC 8, by the description that its first terminals agreed on.

use super::picture::pieces;

/// Bytes of an address at most: what VTE takes, and browsers once did.
const MOST_BYTES: usize = 2083;

/// Ends a link.
pub(super) const END: &[u8] = b"\x1b]8;;\x1b\\";

/// Where cells lead, and which link it is: the parts of one belong together wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Link {
    number: usize,
    url: String,
}

impl Link {
    /// A link to an address of the web in the bytes of RFC 3986; `None` for what is none, or longer than terminals take.
    pub fn new(number: usize, url: &str) -> Option<Self> {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        let url = escaped(url);
        (is_web && url.len() <= MOST_BYTES).then_some(Self { number, url })
    }

    /// What begins it.
    pub fn begin(&self) -> String {
        format!("\x1b]8;id={};{}\x1b\\", self.number, self.url)
    }

    /// What tells it from others, in numbers.
    pub fn pieces(&self) -> impl Iterator<Item = u64> {
        [self.number as u64].into_iter().chain(pieces(self.url.as_bytes()))
    }
}

/// Bytes that may not stand in an address as `%` and two digits.
fn escaped(url: &str) -> String {
    let is_free = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    url.bytes().map(|byte| if is_free(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_in_harmless_bytes_are_sent() {
        let long = format!("https://a.example/{}", "x".repeat(MOST_BYTES));
        for (url, expected) in [
            ("https://a.example/b?c=d;e#f", Some("\x1b]8;id=7;https://a.example/b?c=d;e#f\x1b\\")),
            ("http://a.example/%1b", Some("\x1b]8;id=7;http://a.example/%1b\x1b\\")),
            ("https://a.example/\x1b\\\x07 {é}", Some("\x1b]8;id=7;https://a.example/%1B%5C%07%20%7B%C3%A9%7D\x1b\\")),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            (&long, None),
            (&long[..MOST_BYTES], Some(&format!("\x1b]8;id=7;{}\x1b\\", &long[..MOST_BYTES]))),
        ] {
            assert_eq!(Link::new(7, url).map(|link| link.begin()).as_deref(), expected, "{url:?}");
        }
    }
}

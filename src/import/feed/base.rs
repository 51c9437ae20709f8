//! What relative addresses are relative to: `xml:base`, `Content-Location`, the address of the transfer, and where none of
//! these is known the feed's own link.

use super::limits::MAX_BASES;
use crate::import::Transfer;
use crate::text::Address;

/// The addresses that a document has named as bases. Elements know theirs by its index.
#[derive(Clone, Debug, Default)]
pub struct Bases {
    known: Vec<Address>,
    /// Used where no other is known.
    last_resort: Option<Address>,
}

impl Bases {
    /// The base of a whole document, as the transfer gives it; its index, where there is one.
    pub fn new(transfer: &Transfer) -> (Self, Option<usize>) {
        let address = transfer.address.and_then(Address::new);
        let location = transfer.content_location.and_then(|location| match &address {
            Some(address) => address.join(location),
            None => Address::new(location),
        });
        let known: Vec<Address> = location.or(address).into_iter().collect();
        let index = (!known.is_empty()).then_some(0);
        (Self { known, last_resort: None }, index)
    }

    /// The base that `xml:base="text"` makes, seen from `base`.
    pub fn nested(&mut self, base: Option<usize>, text: &str) -> Option<usize> {
        let Some(address) = self.resolve(base, text) else { return base };
        if self.known.len() < MAX_BASES {
            self.known.push(address);
        }
        Some(self.known.len() - 1)
    }

    /// What `text` points to, seen from `base`.
    pub fn resolve(&self, base: Option<usize>, text: &str) -> Option<Address> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if starts_with_scheme(text) {
            return Address::new(text);
        }
        self.get(base)?.join(text)
    }

    /// The address with an index.
    pub fn get(&self, base: Option<usize>) -> Option<&Address> {
        base.and_then(|base| self.known.get(base)).or(self.last_resort.as_ref())
    }

    /// What to use where nothing else is known.
    pub fn set_last_resort(&mut self, address: &Address) {
        self.last_resort.get_or_insert_with(|| address.clone());
    }
}

fn starts_with_scheme(text: &str) -> bool {
    text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"))
        || text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_nest() {
        let transfer = Transfer {
            address: Some("http://a.example/x/feed"),
            content_location: Some("/y/feed.xml"),
            ..Transfer::default()
        };
        let (mut bases, base) = Bases::new(&transfer);
        let inner = bases.nested(base, "z/");
        assert_eq!(bases.resolve(base, "1").unwrap().as_str(), "http://a.example/y/1");
        assert_eq!(bases.resolve(inner, "1").unwrap().as_str(), "http://a.example/y/z/1");
        assert_eq!(bases.resolve(inner, "https://b.example").unwrap().as_str(), "https://b.example");
        assert_eq!(bases.resolve(inner, " "), None);
        let (mut none, base) = Bases::new(&Transfer::default());
        assert_eq!(none.resolve(base, "1"), None);
        none.set_last_resort(&Address::new("http://c.example/").unwrap());
        assert_eq!(none.resolve(base, "1").unwrap().as_str(), "http://c.example/1");
    }
}

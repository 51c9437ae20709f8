//! Numbers and texts as bytes, the smaller the shorter; what is read here was written here.

/// Writes a number: seven bits a byte, the lowest first.
pub fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes a text after its length.
pub fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// Bytes being read. Past their end stand zeros and empty texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    /// From their start.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// How many are left.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether all was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        let mut shift = 0;
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 || shift > 63 {
                break;
            }
        }
        number
    }

    /// The next text.
    pub fn text(&mut self) -> &'b str {
        std::str::from_utf8(self.text_bytes()).unwrap_or("")
    }

    /// Goes on behind the next text.
    pub fn skip_text(&mut self) {
        self.text_bytes();
    }

    /// What stands from here to where `later` stands in the same bytes.
    pub fn up_to(self, later: Self) -> &'b [u8] {
        &self.0[..self.0.len() - later.0.len()]
    }

    fn text_bytes(&mut self) -> &'b [u8] {
        let len = (self.number() as usize).min(self.0.len());
        let (text, rest) = self.0.split_at(len);
        self.0 = rest;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut bytes = Vec::new();
        let numbers = [0, 1, 127, 128, 300, u64::MAX];
        numbers.iter().for_each(|number| put_number(&mut bytes, *number));
        put_text(&mut bytes, "Žižek");
        let mut read = Bytes::new(&bytes);
        numbers.iter().for_each(|number| assert_eq!(read.number(), *number));
        assert_eq!(read.text(), "Žižek");
        assert!(read.is_empty());
        assert_eq!((read.number(), read.text()), (0, ""));
    }
}

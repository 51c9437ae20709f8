//! The encodings of one byte a character that UTF-8 is mistaken for, from character back to byte.

use encoding_rs::{
    Encoding, MACINTOSH, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1257,
};

/// The upper half of code page 437, which the Encoding Standard does not have.
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                             └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// From the most to the least frequent among pages.
const ENCODINGS: [&Encoding; 8] =
    [WINDOWS_1252, WINDOWS_1251, WINDOWS_874, WINDOWS_1250, WINDOWS_1254, WINDOWS_1253, WINDOWS_1257, MACINTOSH];

/// An encoding of one byte a character.
#[derive(Clone, Debug)]
pub struct Legacy {
    /// Characters with their bytes, by character.
    bytes: Vec<(char, u8)>,
}

impl Legacy {
    /// All encodings that UTF-8 is mistaken for.
    pub fn all() -> Vec<Legacy> {
        let standard = ENCODINGS.iter().map(|encoding| {
            let decode = |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next();
            Legacy::new((0x80..=0xff).filter_map(|byte| decode(byte).map(|c| (c, byte))))
        });
        standard.chain([Legacy::new(CODE_PAGE_437.chars().zip(0x80..=0xff))]).collect()
    }

    fn new(pairs: impl Iterator<Item = (char, u8)>) -> Self {
        let mut bytes: Vec<(char, u8)> = pairs.filter(|(c, _)| *c != '\u{fffd}').collect();
        bytes.sort_unstable();
        Self { bytes }
    }

    /// The byte that `c` was read from. C1 controls stand for themselves: every reader lets some of them through.
    pub fn byte(&self, c: char) -> Option<u8> {
        match c {
            '\0'..='\x7f' => None,
            '\u{80}'..='\u{9f}' => u8::try_from(u32::from(c)).ok(),
            _ => self.bytes.binary_search_by_key(&c, |(c, _)| *c).ok().map(|at| self.bytes[at].1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_go_back_to_their_bytes() {
        let all = Legacy::all();
        assert_eq!(all[0].byte('€'), Some(0x80));
        assert_eq!(all[0].byte('\u{9d}'), Some(0x9d));
        assert_eq!(all[2].byte('โ'), Some(0xe2));
        assert_eq!(all[8].byte('Γ'), Some(0xe2));
        assert_eq!(CODE_PAGE_437.chars().count(), 128);
        assert_eq!(all[0].byte('a'), None);
    }
}

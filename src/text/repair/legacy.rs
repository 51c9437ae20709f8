//! The encodings of one byte a character that UTF-8 is mistaken for, from character back to byte, in tables made by the
//! compiler: what a character can be in which encoding is one look into a page of 64.
//!
//! C1 controls stand for themselves: each reader of an encoding of ISO or Windows lets some of them through. Bytes that an encoding leaves
//! undefined are the characters of ISO 8859-1, as lenient readers have it; ISO 8859-1 itself is windows-1252 with controls.

/// How many encodings there are.
pub const COUNT: usize = 10;

/// The upper halves, from the most to the least frequent among pages.
const UPPER: [&str; COUNT] = [
    // windows-1252
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼\
     ½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    // windows-1251
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПР\
     СТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
    // windows-1250
    "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ\
     ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
    // windows-1253
    "€\u{81}‚ƒ„…†‡\u{88}‰\u{8a}‹\u{8c}\u{8d}\u{8e}\u{8f}\u{90}‘’“”•–—\u{98}™\u{9a}›\u{9c}\u{9d}\u{9e}\
     \u{9f}\u{a0}΅Ά£¤¥¦§¨©ª«¬\u{ad}®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξο\
     πρςστυφχψωϊϋόύώÿ",
    // windows-1254
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}\u{8e}\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}\u{9e}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²\
     ³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ",
    // windows-1257
    "€\u{81}‚\u{83}„…†‡\u{88}‰\u{8a}‹\u{8c}¨ˇ¸\u{90}‘’“”•–—\u{98}™\u{9a}›\u{9c}¯˛\u{9f}\u{a0}¡¢£¤¥¦§Ø\
     ©Ŗ«¬\u{ad}®Æ°±²³´µ¶·ø¹ŗ»¼½¾æĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙",
    // windows-874
    "€\u{81}\u{82}\u{83}\u{84}…\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}‘’“”\
     •–—\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦว\
     ศษสหฬอฮฯะ\u{e31}าำ\u{e34}\u{e35}\u{e36}\u{e37}\u{e38}\u{e39}\u{e3a}ÛÜÝÞ฿เแโใไๅๆ\u{e47}\u{e48}\
     \u{e49}\u{e4a}\u{e4b}\u{e4c}\u{e4d}\u{e4e}๏๐๑๒๓๔๕๖๗๘๙๚๛üýþÿ",
    // ISO 8859-2
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\
     \u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\
     \u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôő\
     ö÷řůúűüýţ˙",
    // Mac OS Roman
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄\
     €‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    // code page 437
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
     αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
];

/// Of these the first leave C1 controls as they are; Mac OS Roman and code page 437 have a sign for every byte.
const N_WITH_CONTROLS: usize = 8;

const MACINTOSH: usize = 8;

/// Ranges of characters that are composed (NFC) whatever surrounds them, and that need no other care.
const SETTLED: [(u32, u32); 43] = [
    (0xa0, 0x2ff),
    (0x370, 0x373),
    (0x375, 0x37d),
    (0x37f, 0x386),
    (0x388, 0x482),
    (0x48a, 0x58f),
    (0x5d0, 0x5ff),
    (0x600, 0x60f),
    (0x61b, 0x64a),
    (0x660, 0x66f),
    (0x671, 0x6d5),
    (0x6ee, 0x6ff),
    (0x900, 0x928),
    (0x92a, 0x930),
    (0x932, 0x933),
    (0x935, 0x93b),
    (0x93d, 0x94c),
    (0x964, 0x97f),
    (0xe01, 0xe37),
    (0xe3f, 0xe47),
    (0xe4c, 0xe7f),
    (0x10a0, 0x10ff),
    (0x1200, 0x133f),
    (0x1e00, 0x1eff),
    (0x2002, 0x2027),
    (0x202a, 0x20cf),
    (0x2100, 0x2125),
    (0x2127, 0x2129),
    (0x212c, 0x2328),
    (0x232b, 0x2adb),
    (0x2b00, 0x2bff),
    (0x3000, 0x3029),
    (0x3030, 0x3045),
    (0x3047, 0x3098),
    (0x309b, 0x30ff),
    (0x3100, 0x312f),
    (0x3200, 0x9fff),
    (0xac00, 0xd7a3),
    (0xe000, 0xf8ff),
    (0xfb00, 0xfb06),
    (0xfd40, 0xfdff),
    (0xfe00, 0xfe0f),
    (0xff00, 0xfffc),
];

/// Blocks of 64 that no encoding has but that are settled in part only: they get pages of their own.
const MIXED: [u32; 11] = [0x5c0, 0x600, 0x640, 0x680, 0x6c0, 0x900, 0x940, 0x3000, 0x3040, 0x3080, 0xd780];

const BLOCKS: usize = 0x1_0000 / 64;

/// Pages of characters that are settled and of no encoding, and of those that need care.
const PLAIN_PAGE: u8 = 0;
const ODD_PAGE: u8 = 1;

static INDEX: [u8; BLOCKS] = index();
static PAGES: [[u64; 64]; N_PAGES] = pages();
static BYTES: [[[u8; COUNT]; 64]; N_PAGES] = bytes();
const N_PAGES: usize = count_pages();

/// What a character can be: the first byte of a sequence of two, three or four, a byte after it, in which encodings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u64);

/// One of the encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legacy(u8);

const MASK: u64 = (1 << COUNT) - 1;
const LEADS_3: usize = COUNT;
const LEADS_4: usize = 2 * COUNT;
const FOLLOWS: usize = 3 * COUNT;
const ODD: u64 = 1 << (4 * COUNT);

impl Marks {
    /// Those of a character beyond ASCII.
    #[inline]
    pub fn of(c: u32) -> Self {
        match INDEX.get((c >> 6) as usize) {
            Some(page) => Self(PAGES[usize::from(*page)][(c & 0x3f) as usize]),
            // emoji and the rarer ideographs
            None if matches!(c, 0x1_f000..=0x1_faff | 0x2_0000..=0x2_f7ff | 0xe_0000..=0xe_0fff) => Self(0),
            None => Self(ODD),
        }
    }

    /// No part of a sequence, and settled.
    #[inline]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Needs care: a combining mark, a control, a line end.
    #[inline]
    pub fn is_odd(self) -> bool {
        self.0 & ODD != 0
    }

    /// Encodings in which it begins a sequence of `length` bytes, as bits.
    #[inline]
    pub fn leads(self, length: usize) -> u64 {
        (self.0 >> ((length - 2) * COUNT)) & MASK
    }

    /// Encodings in which it begins a sequence.
    #[inline]
    pub fn leads_any(self) -> u64 {
        self.leads(2) | self.leads(3) | self.leads(4)
    }

    /// Encodings in which it stands inside a sequence.
    #[inline]
    pub fn follows(self) -> u64 {
        (self.0 >> FOLLOWS) & MASK
    }
}

impl Legacy {
    /// The most frequent of them.
    pub const WINDOWS_1252: Legacy = Legacy(0);

    /// All of them, the most frequent first.
    pub fn all() -> impl Iterator<Item = Legacy> {
        (0..COUNT as u8).map(Legacy)
    }

    /// Its place among all.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it has no character for `byte`.
    pub fn leaves_undefined(self, byte: u8) -> bool {
        self.byte(char::from(byte)) == Some(byte) && ROWS[self.index()][usize::from(byte & 0x7f)].0 == u32::from(byte)
    }

    /// The character of a byte beyond ASCII.
    #[cfg(test)]
    pub fn character(self, byte: u8) -> char {
        char::from_u32(ROWS[self.index()][usize::from(byte & 0x7f)].0).unwrap_or('\u{fffd}')
    }

    /// The byte that `c` was read from.
    pub fn byte(self, c: char) -> Option<u8> {
        let c = u32::from(c);
        let page = *INDEX.get((c >> 6) as usize)?;
        let byte = BYTES[usize::from(page)][(c & 0x3f) as usize][self.index()];
        (byte != 0 && c >= 0x80).then_some(byte)
    }
}

/// The character of a byte beyond ASCII in windows-1252.
pub fn windows_1252(byte: u8) -> char {
    char::from_u32(ROWS[0][usize::from(byte & 0x7f)].0).unwrap_or('\u{fffd}')
}

/// The next character of UTF-8 and where the one after it begins.
const fn next(text: &[u8], at: usize) -> (u32, usize) {
    let first = text[at] as u32;
    let (mut c, length) = match text[at] {
        0..=0x7f => (first, 1),
        0x80..=0xdf => (first & 0x1f, 2),
        0xe0..=0xef => (first & 0x0f, 3),
        _ => (first & 0x07, 4),
    };
    let mut tail = 1;
    while tail < length {
        c = c << 6 | (text[at + tail] & 0x3f) as u32;
        tail += 1;
    }
    (c, at + length)
}

const fn index() -> [u8; BLOCKS] {
    let mut index = [ODD_PAGE; BLOCKS];
    let mut range = 0;
    while range < SETTLED.len() {
        let (first, last) = SETTLED[range];
        let mut block = first.div_ceil(64);
        while (block + 1) * 64 - 1 <= last {
            index[block as usize] = PLAIN_PAGE;
            block += 1;
        }
        range += 1;
    }
    (index[0], index[1]) = (PLAIN_PAGE, PLAIN_PAGE);
    let mut n_pages = 2;
    // the block of the C1 controls has signs of windows-1252 as well
    let mut encoding = 0;
    while encoding < COUNT {
        let text = UPPER[encoding].as_bytes();
        let mut at = 0;
        while at < text.len() {
            let (c, after) = next(text, at);
            n_pages = give_page(&mut index, c, n_pages);
            at = after;
        }
        encoding += 1;
    }
    let mut mixed = 0;
    while mixed < MIXED.len() {
        n_pages = give_page(&mut index, MIXED[mixed], n_pages);
        mixed += 1;
    }
    index
}

/// Gives the block of `c` a page of its own, if it has none; how many pages there are.
const fn give_page(index: &mut [u8; BLOCKS], c: u32, n_pages: u8) -> u8 {
    let page = &mut index[(c >> 6) as usize];
    if *page > ODD_PAGE {
        return n_pages;
    }
    *page = n_pages;
    n_pages + 1
}

const fn count_pages() -> usize {
    let index = index();
    let (mut most, mut block) = (0, 0);
    while block < BLOCKS {
        if index[block] > most {
            most = index[block];
        }
        block += 1;
    }
    most as usize + 1
}

const fn pages() -> [[u64; 64]; N_PAGES] {
    let index = index();
    let mut pages = [[0; 64]; N_PAGES];
    pages[ODD_PAGE as usize] = [ODD; 64];
    let mut block = 0;
    while block < BLOCKS {
        let page = index[block] as usize;
        let mut at = 0;
        while page > ODD_PAGE as usize && at < 64 {
            pages[page][at] = if is_settled((block * 64 + at) as u32) { 0 } else { ODD };
            at += 1;
        }
        block += 1;
    }
    let mut encoding = 0;
    while encoding < COUNT {
        let mut byte = 0x80;
        while byte <= 0xff {
            let (upper, control) = ROWS[encoding][byte - 0x80];
            let page = index[(upper >> 6) as usize] as usize;
            pages[page][(upper & 0x3f) as usize] |= marks(encoding, byte) << encoding;
            if control {
                pages[index[2] as usize][byte & 0x3f] |= marks(encoding, byte) << encoding;
            }
            byte += 1;
        }
        encoding += 1;
    }
    pages
}

/// By encoding and byte: the character, and whether the byte is that of a C1 control.
static ROWS: [[(u32, bool); 128]; COUNT] = rows();

const fn rows() -> [[(u32, bool); 128]; COUNT] {
    let mut rows = [[(0, false); 128]; COUNT];
    let mut encoding = 0;
    while encoding < COUNT {
        let text = UPPER[encoding].as_bytes();
        let (mut at, mut byte) = (0, 0);
        while at < text.len() {
            let (c, after) = next(text, at);
            rows[encoding][byte] = (c, byte < 0x20 && encoding < N_WITH_CONTROLS);
            (at, byte) = (after, byte + 1);
        }
        assert!(byte == 128);
        encoding += 1;
    }
    rows
}

/// What a byte does in UTF-8, at the places of the first encoding.
const fn marks(encoding: usize, byte: usize) -> u64 {
    match byte {
        // `”`, `‘` and `’` of Mac OS Roman begin nothing but Armenian, and stand before accents in every French text
        0xd3..=0xd5 if encoding == MACINTOSH => 0,
        0x80..=0xbf => 1 << FOLLOWS,
        0xc2..=0xdf => 1,
        0xe0..=0xef => 1 << LEADS_3,
        0xf0..=0xf4 => 1 << LEADS_4,
        _ => 0,
    }
}

const fn is_settled(c: u32) -> bool {
    let mut range = 0;
    while range < SETTLED.len() {
        if SETTLED[range].0 <= c && c <= SETTLED[range].1 {
            return true;
        }
        range += 1;
    }
    false
}

const fn bytes() -> [[[u8; COUNT]; 64]; N_PAGES] {
    let index = index();
    let mut bytes = [[[0; COUNT]; 64]; N_PAGES];
    let mut encoding = 0;
    while encoding < COUNT {
        let mut byte = 0;
        while byte < 128 {
            let (c, control) = ROWS[encoding][byte];
            bytes[index[(c >> 6) as usize] as usize][(c & 0x3f) as usize][encoding] = byte as u8 + 0x80;
            if control {
                bytes[index[2] as usize][byte & 0x3f][encoding] = byte as u8 + 0x80;
            }
            byte += 1;
        }
        encoding += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    #[test]
    fn characters_go_back_to_their_bytes() {
        let all: Vec<Legacy> = Legacy::all().collect();
        for (encoding, c, byte) in [
            (0, '€', Some(0x80)),
            (0, '\u{9d}', Some(0x9d)),
            (0, 'a', None),
            (0, 'Я', None),
            (0, '中', None),
            (0, '😀', None),
            (1, 'Я', Some(0xdf)),
            (6, 'โ', Some(0xe2)),
            (8, '‚', Some(0xe2)),
            (9, 'Γ', Some(0xe2)),
            (9, '\u{80}', None),
        ] {
            assert_eq!(all[encoding].byte(c), byte, "{encoding} {c}");
        }
    }

    #[test]
    fn marks_say_where_a_character_stands_in_a_sequence() {
        let windows_1252 = |c: char| Marks::of(c.into());
        assert_eq!(windows_1252('Ã').leads(2) & 1, 1);
        assert_eq!(windows_1252('â').leads(3) & 1, 1);
        assert_eq!(windows_1252('ð').leads(4) & 1, 1);
        assert_eq!(windows_1252('€').follows() & 1, 1);
        assert!(windows_1252('中').is_none());
        assert!(windows_1252('\u{301}').is_odd() && windows_1252('\u{85}').is_odd());
    }

    #[test]
    fn settled_characters_are_composed() {
        for c in ('\u{a0}'..=char::MAX).filter(|c| !Marks::of((*c).into()).is_odd()) {
            let is_quick = is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
            assert!(is_quick && canonical_combining_class(c) == 0, "{:x}", u32::from(c));
        }
    }
}

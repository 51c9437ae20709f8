//! Characters without a shape of their own: which are never shown, and beside what the others do their work.

/// Characters that can hide or reorder text, or that no text has.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1345f}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Blanks of all widths, and what separates lines and fields.
pub fn is_blank(c: char) -> bool {
    matches!(c,
        ' ' | '\t'..='\r' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Ranges of characters that are harmless by themselves and next to any other: letters and signs that most text is made
/// of, without blanks, marks and what is invisible.
const HARMLESS: [(u32, u32); 40] = [
    (0xa1, 0xac),
    (0xae, 0x2ff),
    (0x370, 0x482),
    (0x48a, 0x58f),
    (0x5d0, 0x5ea),
    (0x620, 0x64a),
    (0x660, 0x66f),
    (0x671, 0x6d5),
    (0x904, 0x939),
    (0x958, 0x961),
    (0x964, 0x970),
    (0x985, 0x9b9),
    (0xa05, 0xa39),
    (0xa85, 0xab9),
    (0xb05, 0xb39),
    (0xb83, 0xbb9),
    (0xc05, 0xc39),
    (0xc85, 0xcb9),
    (0xd05, 0xd3a),
    (0xe01, 0xe30),
    (0xe32, 0xe33),
    (0xe3f, 0xe46),
    (0xe4f, 0xe5b),
    (0x10a0, 0x10ff),
    (0x1200, 0x135a),
    (0x1e00, 0x1fff),
    (0x2010, 0x2027),
    (0x2030, 0x205e),
    (0x2070, 0x20cf),
    (0x2100, 0x2bff),
    (0x3001, 0x3029),
    (0x3030, 0x3098),
    (0x309b, 0x312f),
    (0x3200, 0x9fff),
    (0xac00, 0xd7a3),
    (0xe000, 0xf8ff),
    (0xff01, 0xff9f),
    (0xffe0, 0xffe6),
    (0xfffc, 0xfffd),
    (0x1f000, 0x1faff),
];

/// A bit for each of the characters up to the last of [`HARMLESS`], by blocks of 64.
static HARMLESS_BITS: [u64; 0x1fb00 / 64] = harmless_bits();

const fn harmless_bits() -> [u64; 0x1fb00 / 64] {
    let mut bits = [0; 0x1fb00 / 64];
    let mut range = 0;
    while range < HARMLESS.len() {
        let mut c = HARMLESS[range].0;
        while c <= HARMLESS[range].1 {
            bits[(c / 64) as usize] |= 1 << (c % 64);
            c += 1;
        }
        range += 1;
    }
    bits
}

/// Whether `c` is one of the characters that most text is made of, harmless wherever it stands. ASCII is none of them.
#[inline]
pub fn is_harmless(c: char) -> bool {
    let c = u32::from(c);
    HARMLESS_BITS.get((c / 64) as usize).is_some_and(|bits| bits >> (c % 64) & 1 == 1)
}

/// Whether a joiner between these two does work: inside emoji, and in scripts whose letters it shapes.
pub fn joins(before: char, after: Option<char>) -> bool {
    let pictured = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    after.is_some_and(|after| {
        (is_shaped(before) && is_shaped(after)) || ((pictured(before) || before == '\u{fe0f}') && pictured(after))
    })
}

/// Letters of scripts that join or stack them.
pub fn is_shaped(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{605}' | '\u{610}'..='\u{61a}' | '\u{61d}'..='\u{7ff}' | '\u{840}'..='\u{dff}'
        | '\u{1807}' | '\u{1820}'..='\u{18aa}' | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The sign of India's scripts that takes the vowel off a letter. A joiner behind it says which form the letter takes, also
/// at the end of a word.
pub fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

/// Whether `c` chooses among the shapes of the character before it.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether `selector` means something behind `base` and before `after`.
pub fn selects(base: char, selector: char, after: Option<char>) -> bool {
    match selector {
        '\u{fe0e}' | '\u{fe0f}' if matches!(base, '0'..='9' | '#' | '*') => after == Some('\u{20e3}'),
        '\u{fe0e}' | '\u{fe0f}' => matches!(base,
            '©' | '®' | '‼' | '⁉' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
            | '\u{1f000}'..='\u{1faff}'),
        '\u{180b}'..='\u{180f}' => matches!(base, '\u{1820}'..='\u{18aa}'),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => {
            matches!(base, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        }
        _ => false,
    }
}

/// The tags behind a black flag that make it one of England, Scotland or Wales.
const FLAGS: [&str; 3] = [
    "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// The tags at the start of `text` that belong to a flag before it.
pub fn flag_tags(before: char, text: &str) -> Option<&'static str> {
    FLAGS.into_iter().find(|tags| before == '\u{1f3f4}' && text.starts_with(tags))
}

//! What kind of character something is, as far as its neighbours go, and how rare it is by itself.

/// What a character does beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// White space, and the ends of a text.
    Blank,
    /// A letter of a script, or a mark that belongs to it.
    Letter,
    /// A digit.
    Digit,
    /// Brackets and signs that only open: `(` `¿` `¡`.
    Open,
    /// Brackets and signs that only close or separate: `)` `,` `!`.
    Close,
    /// Quotes, which open in one language and close in another.
    Quote(Side),
    /// Dashes between words and inside of them.
    Dash(Side),
    /// `’` and `'`.
    Apostrophe,
    /// A sign that follows a letter or a digit: `™` `®` `²` `°` `…`.
    Trailing(Trail),
    /// A sign that stands before words and numbers: currencies, `©` `§`.
    Leading,
    /// A sign that stands by itself: mathematics, bullets, arrows, fractions.
    Alone,
    /// A diacritic with no letter under it, `¬`, `¦`: signs that pages hardly have.
    Stray,
    /// Lines and blocks to draw with.
    Box,
    /// A C1 control.
    Control,
    /// Invisible, for layout.
    Format,
    /// A picture.
    Emoji,
    /// ASCII signs that stand anywhere: `/` `-` `=` `&`.
    Sign,
    /// A combining mark.
    Mark,
}

/// What stood before a quote or a dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Not known, or something else.
    Outside,
    /// A letter: the quote must close then.
    AfterLetter,
}

/// What a trailing sign follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trail {
    /// Words: `™` `®` `…`.
    Word,
    /// Numbers, and short words: `²` `º` `°` `‰`.
    Number,
}

/// A script, as far as scripts mix: each has a number.
pub type Script = u8;

/// Scripts of which the classes of signs are told apart.
pub const LATIN: Script = 1;
pub const GREEK: Script = 2;
const CYRILLIC: Script = 3;
const ARABIC: Script = 6;
/// Ideographs, kana: words of other scripts stand right beside them.
pub const WIDE: Script = 40;
const HANGUL: Script = 41;
const UNKNOWN: Script = 63;

/// A character's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it does.
    pub role: Role,
    /// Of a letter: its script.
    pub script: Script,
    /// Of a letter: a capital.
    pub is_upper: bool,
    /// Plain ASCII, of which nothing is ever mistaken.
    pub is_ascii: bool,
    /// What it is known for.
    pub repute: Repute,
    /// How rare it is, in tenths; 0 for ASCII.
    pub rarity: u8,
    /// Of a character that was undone: what it may be in the next layer.
    pub layer: Layer,
}

/// Letters that are known for being misread, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repute {
    /// Nothing is known.
    Good,
    /// `Ã`, `Â`, `â`: most that pages have are the first byte of something.
    Suspect,
    /// As that, behind a blank or the start.
    SuspectAlone,
    /// As that, behind a quote, a bracket or a digit.
    SuspectBehindSign,
    /// `Å`, `Æ`, `Ð`: first bytes too, and right letters of the west and north.
    Western,
    /// `Š`, `œ`, `Ÿ`: never beside the western ones.
    Eastern,
    /// `Ä`: as the western ones, and the second half of a misread quote.
    Umlaut,
    /// `ì`, `ù`: never behind `Ä`.
    Romance,
    /// The second of two capitals.
    SecondCapital,
}

/// What a character that was undone may still be: part of another layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Neither.
    None,
    /// The first byte of a sequence.
    Lead,
    /// Inside of a sequence.
    Inside,
}

impl Kind {
    /// The kind of the ends of a text.
    pub const END: Kind = Kind {
        role: Role::Blank,
        script: 0,
        is_upper: false,
        is_ascii: true,
        repute: Repute::Good,
        rarity: 0,
        layer: Layer::None,
    };

    /// The kind of `c`.
    pub fn of(c: char) -> Self {
        let role = role(c);
        let is_letter = role == Role::Letter;
        Self {
            role,
            script: if is_letter { script(c) } else { 0 },
            is_upper: is_letter && c.is_uppercase(),
            is_ascii: c.is_ascii(),
            repute: repute(c),
            rarity: if c.is_ascii() { 0 } else { rarity(c) as u8 },
            layer: Layer::None,
        }
    }
}

/// The kinds of the characters that were asked for last: a text has few different ones.
#[derive(Clone, Debug)]
pub struct Kinds<const N: usize> {
    known: [(char, Kind); N],
}

impl<const N: usize> Kinds<N> {
    /// None are known yet. `N` is a power of two.
    pub fn new() -> Self {
        Self { known: [('\0', Kind::END); N] }
    }

    /// The kind of `c`.
    pub fn of(&mut self, c: char) -> Kind {
        let slot = &mut self.known[c as usize % N];
        if slot.0 != c {
            *slot = (c, Kind::of(c));
        }
        slot.1
    }
}

fn repute(c: char) -> Repute {
    match c {
        'Ã' | 'Â' | 'â' => Repute::Suspect,
        'Å' | 'Æ' | 'Ç' | 'Ð' | 'Ñ' | 'Ø' | 'Ì' | 'Î' | 'Ê' | 'Ë' | 'Ï' => Repute::Western,
        'Ä' => Repute::Umlaut,
        'ì' | 'î' | 'ò' | 'ô' | 'ù' | 'ú' => Repute::Romance,
        'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ' => Repute::Eastern,
        _ => Repute::Good,
    }
}

fn role(c: char) -> Role {
    match c {
        // most of all
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='Ƒ' | 'А'..='я' | '一'..='鿿' => Role::Letter,
        ' ' | '\n' => Role::Blank,
        'ª' | 'º' | '°' | '²' | '³' | '¹' | '‰' => Role::Trailing(Trail::Number),
        'ƒ' => Role::Leading,
        'ˆ' | 'ˇ' => Role::Stray,
        '0'..='9' => Role::Digit,
        '(' | '[' | '{' | '¿' | '¡' | '„' | '‚' | '#' | '@' | '$' => Role::Open,
        ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' => Role::Close,
        '"' | '“' | '”' | '‟' | '«' | '»' | '‹' | '›' | '‘' => Role::Quote(Side::Outside),
        '–' | '—' | '―' => Role::Dash(Side::Outside),
        '\'' | '’' => Role::Apostrophe,
        '™' | '®' | '…' | '†' | '‡' => Role::Trailing(Trail::Word),
        '£' | '€' | '¥' | '¢' | '¤' | '©' | '§' | '¶' | '№' | '₿' => Role::Leading,
        '\u{80}'..='\u{9f}' => Role::Control,
        '¨' | '¯' | '´' | '¸' | '¬' | '¦' | '˜' | '˘' | '˙' | '˚' | '˛' | '˝' => Role::Stray,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            Role::Format
        }
        // what follows may be a letter as well, which is slow to ask
        _ if c.is_alphabetic() => Role::Letter,
        '\u{300}'..='\u{36f}' => Role::Mark,
        '।' | '॥' | '،' | '؛' | '؟' | '۔' | '٪' => Role::Close,
        '\u{900}'..='\u{109f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6ed}' => Role::Letter,
        '·' => Role::Sign,
        '、' | '。' | '！' | '？' | '，' | '：' | '；' | '「' | '」' | '『' | '』' | '（' | '）' | '《' | '》'
        | '・' | '【' | '】' => Role::Letter,
        '\u{2500}'..='\u{259f}' => Role::Box,
        '\u{20e3}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' => Role::Emoji,
        _ if c.is_whitespace() || c.is_ascii_control() => Role::Blank,
        _ if c.is_ascii() => Role::Sign,
        _ => Role::Alone,
    }
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x41..=0x24f | 0x250..=0x2ff | 0x1e00..=0x1eff | 0xfb00..=0xfb06 => LATIN,
        0x370..=0x3ff | 0x1f00..=0x1fff => GREEK,
        0x400..=0x52f => CYRILLIC,
        0x530..=0x58f => 4,
        0x590..=0x5ff => 5,
        0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => ARABIC,
        c @ 0x900..=0xdff => 8 + ((c - 0x900) >> 7) as Script,
        0xe00..=0xe7f => 20,
        0xe80..=0xeff => 21,
        0x780..=0x7bf => 27,
        0x7c0..=0x7ff => 28,
        0x13a0..=0x13ff => 29,
        0x1400..=0x167f => 30,
        0x1800..=0x18af => 31,
        0x2d30..=0x2d7f => 32,
        0xf00..=0xfff => 22,
        0x1000..=0x109f => 23,
        0x10a0..=0x10ff => 24,
        0x1200..=0x139f => 25,
        0x1780..=0x17ff => 26,
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7a3 => HANGUL,
        0x2e80..=0x2fdf | 0x3000..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x2_0000..=0x2_ffff => WIDE,
        _ => UNKNOWN,
    }
}

/// How rare a character is by itself, in tenths.
pub fn rarity(c: char) -> i32 {
    match u32::from(c) {
        0..=0x17f => rarity_of_latin(c),
        0x192 | 0x1a0 | 0x1a1 | 0x1af | 0x1b0 | 0x218..=0x21b | 0x2c6 | 0x2dc => 1,
        0x181 | 0x18a | 0x18f | 0x190 | 0x186 | 0x198 | 0x199 | 0x1b3 | 0x1b4 | 0x253..=0x257 | 0x259 | 0x25b => 4,
        0x1cd..=0x1dc | 0x1e6..=0x1e7 => 5,
        0x180..=0x2af => 25,
        0x2bb..=0x2bc => 6,
        0x2b0..=0x2ff => 30,
        0x300..=0x304 | 0x306..=0x30c | 0x323 | 0x326..=0x328 | 0x331 => 4,
        0x300..=0x36f => 25,
        0x386..=0x3ce if c.is_alphabetic() => 0,
        0x410..=0x44f => 0,
        0x401..=0x40f | 0x451..=0x45f | 0x490..=0x4ff => 3,
        0x531..=0x556 | 0x561..=0x587 | 0x55a..=0x55e | 0x589 => 2,
        0x5d0..=0x5ea | 0x621..=0x64a => 0,
        0x591..=0x5f4 | 0x60c..=0x6f9 => 4,
        0x900..=0xdff if is_assigned_indic(c) => 1,
        0xe01..=0xe3a | 0xe3f..=0xe5b => 0,
        0xe81..=0xede | 0xf00..=0xfbc | 0x1000..=0x104f | 0x10d0..=0x10fc | 0x1200..=0x137c | 0x1780..=0x17e9 => 3,
        0x780..=0x7b1 | 0x7c0..=0x7ff | 0x13a0..=0x167f | 0x1800..=0x18aa | 0x2d30..=0x2d7f => 4,
        0x1ea0..=0x1ef9 => 0,
        0x1e00..=0x1e9f => 4,
        0x1f00..=0x1fff => 6,
        0x2010 | 0x2011 => 6,
        0x2012..=0x2026 | 0x2030..=0x2033 | 0x2039 | 0x203a | 0x20ac | 0x2116 | 0x2122 => 0,
        0x200b..=0x200f | 0x202f | 0x2060 | 0xfeff => 4,
        0x2000..=0x206f => 12,
        0x20e3 => 2,
        0x20a0..=0x20bf | 0x2070..=0x2089 | 0x2150..=0x215e => 5,
        0x2100..=0x23ff | 0x2460..=0x24ff => 5,
        0x2500..=0x25ff => 5,
        0x2600..=0x27bf | 0xfe0f => 2,
        0x27c0..=0x2bff => 8,
        0x3001..=0x3003 | 0x3008..=0x3011 | 0x3041..=0x30ff | 0x4e00..=0x9fff | 0xac00..=0xd7a3 => 0,
        0xff01..=0xff9f => 2,
        0x3000..=0x4dff => 15,
        0xfb01..=0xfb02 => 3,
        0xfffd => 5,
        0x1_f1e6..=0x1_f1ff | 0x1_f300..=0x1_faff => 0,
        0xe_0020..=0xe_007f => 2,
        0x2_0000..=0x2_ffff => 15,
        _ => 60,
    }
}

fn rarity_of_latin(c: char) -> i32 {
    match c {
        '\0'..='\u{7f}' => 0,
        '\u{80}'..='\u{9f}' => 10,
        'Ð' | 'Þ' | 'ð' | 'þ' => 3,
        '¤' | '¦' | '¬' | '¯' | '¸' | '\u{ad}' | '¶' => 5,
        'ĸ' | 'ŉ' | 'ſ' | 'Ŀ' | 'ŀ' | 'Ĳ' | 'ĳ' | 'Ŧ' | 'ŧ' | 'Ĵ' | 'Ĩ' | 'Ŏ' | 'ŏ' | 'Ĕ' | 'ĕ' | 'Ŗ' | 'ŗ' => {
            9
        }
        '\u{100}'..='\u{17f}' => 1,
        _ => 0,
    }
}

fn is_assigned_indic(c: char) -> bool {
    // vowel signs and viramas are marks that this does not know; the letters around them tell
    c.is_alphabetic() || matches!(u32::from(c) & 0x7f, 0x3c | 0x4d | 0x01..=0x03 | 0x3e..=0x57 | 0x64..=0x6f)
}

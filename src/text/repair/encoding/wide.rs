//! UTF-16 and UTF-32, with a byte order mark or by what the bytes give.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

/// An encoding whose units have two or four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wide {
    /// Two bytes, the higher one first.
    Utf16Be,
    /// Two bytes, the lower one first.
    Utf16Le,
    /// Four bytes, the highest one first.
    Utf32Be,
    /// Four bytes, the lowest one first.
    Utf32Le,
}

impl Wide {
    const ALL: [Self; 4] = [Self::Utf32Be, Self::Utf32Le, Self::Utf16Be, Self::Utf16Le];

    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf16Be => "UTF-16BE",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Utf32Le => "UTF-32LE",
        }
    }

    /// The text, and whether something of it could not be read.
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Utf16Be => UTF_16BE.decode_without_bom_handling(bytes),
            Self::Utf16Le => UTF_16LE.decode_without_bom_handling(bytes),
            Self::Utf32Be | Self::Utf32Le => {
                let chars = || bytes.chunks_exact(4).map(|unit| char::from_u32(self.unit(unit)));
                let bad = bytes.len() % 4 != 0 || chars().any(|c| c.is_none());
                (Cow::Owned(chars().map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()), bad)
            }
        }
    }

    fn size(self) -> usize {
        if matches!(self, Self::Utf16Be | Self::Utf16Le) { 2 } else { 4 }
    }

    fn unit(self, bytes: &[u8]) -> u32 {
        let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
        match self {
            Self::Utf16Be | Self::Utf32Be => bytes.iter().fold(0, add),
            Self::Utf16Le | Self::Utf32Le => bytes.iter().rev().fold(0, add),
        }
    }

    /// How many units of `sample` are what texts consist of, and how many of them blanks, line ends and other ASCII.
    fn n_plausible(self, sample: &[u8]) -> (usize, usize) {
        let units = || sample.chunks_exact(self.size()).map(|unit| self.unit(unit)).filter(|unit| is_plausible(*unit));
        (units().count(), units().filter(|unit| *unit < 0x80).count())
    }
}

/// The encoding whose byte order mark `bytes` begin with, and the bytes of that.
pub fn by_mark(bytes: &[u8]) -> Option<(Wide, usize)> {
    match bytes {
        [0, 0, 0xfe, 0xff, ..] => Some((Wide::Utf32Be, 4)),
        [0xff, 0xfe, 0, 0, ..] if bytes.len() % 4 == 0 => Some((Wide::Utf32Le, 4)),
        [0xfe, 0xff, ..] => Some((Wide::Utf16Be, 2)),
        [0xff, 0xfe, ..] => Some((Wide::Utf16Le, 2)),
        _ => None,
    }
}

/// The encoding in which nineteen of twenty units of `sample` are what texts consist of. Without a zero among the bytes
/// it is none: in each of them, blanks and line ends have zeros.
pub fn by_pattern(sample: &[u8]) -> Option<Wide> {
    if !sample.contains(&0) || is_pairs_of_letters(sample) {
        return None;
    }
    let share = |wide: Wide| {
        let count = sample.len() / wide.size();
        let (plausible, ascii) = wide.n_plausible(sample);
        (count >= 2 && plausible * 20 >= count * 19).then_some((ascii * wide.size(), plausible, wide))
    };
    let found = Wide::ALL.into_iter().filter_map(share);
    found.max_by_key(|(ascii, plausible, _)| (*ascii, *plausible)).map(|(.., wide)| wide)
}

/// Whether most units would be two signs of ASCII: that is what ASCII with a zero in it looks like, and no script does.
fn is_pairs_of_letters(sample: &[u8]) -> bool {
    let is_pair = |unit: &&[u8]| unit.iter().all(|byte| matches!(byte, 0x20..=0x7e));
    let pairs = sample.chunks_exact(2).filter(is_pair).count();
    pairs * 10 > sample.len() / 2 * 6
}

/// Whether a character, or a half of one, is of those that texts consist of.
fn is_plausible(unit: u32) -> bool {
    matches!(unit,
        0x09 | 0x0a | 0x0d | 0x20..=0x7e
        | 0xa0..=0x024f | 0x0370..=0x04ff | 0x0530..=0x06ff
        | 0x0900..=0x0e7f | 0x10a0..=0x10ff | 0x1e00..=0x1eff
        | 0x2010..=0x2044 | 0x20a0..=0x20bf | 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xd800..=0xdfff
        | 0xfeff | 0xff00..=0xffef | 0x1f300..=0x1faff)
}

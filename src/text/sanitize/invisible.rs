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

/// Characters by themselves harmless, and next to any other: the letters and signs that most text is made of.
pub fn is_harmless(c: char) -> bool {
    matches!(c,
        '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}' | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{904}'..='\u{939}'
        | '\u{e01}'..='\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e3f}'..='\u{e46}' | '\u{10a0}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2070}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}'
        | '\u{3001}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309b}'..='\u{312f}' | '\u{3200}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9f}' | '\u{1f000}'..='\u{1faff}')
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

//! UTF-8 that was read as an encoding of one byte a character: `â€™` is `’`, `โ€”` is `—`, `Ã©` is `é`.
//!
//! A sequence of characters counts if its bytes in one of those encodings are the UTF-8 of a character that pages have.
//! Sequences that no right text has (a letter with a sign jammed behind it) are *evident*. Others (`Ã` before a closing
//! quote, two letters) are undone only where the same text has evident ones of the same encoding and script.

use super::legacy::Legacy;

/// A sequence and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fix {
    start: usize,
    end: usize,
    meant: char,
    evident: bool,
}

/// `text` with the sequences of the most evident encoding undone; nothing where none is evident.
pub fn undo(text: &str) -> Option<String> {
    if !text.contains(may_lead) {
        return None;
    }
    let evident = |fixes: &Vec<Fix>| fixes.iter().filter(|fix| fix.evident).count();
    // the last of the best is taken: the most frequent encoding comes last
    let encodings = Legacy::all().into_iter().rev();
    let best =
        encodings.map(|encoding| fixes(text, &encoding)).max_by_key(evident).filter(|fixes| evident(fixes) > 0)?;
    Some(apply(text, &best))
}

/// Characters that stand for the first byte of a sequence in at least one encoding.
fn may_lead(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{45f}' | '\u{e00}'..='\u{e7f}'
        | '√' | '‚' | '¬' | '├' | '┬' | '≡' | '⌐' | '∆' | '◊' | '‰' | '„' | '⌠' | '─' | '┼' | '╞' | '╟' | '╨' | '╤')
}

fn fixes(text: &str, encoding: &Legacy) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    let mut next = 0;
    for (start, _) in text.char_indices().filter(|(_, c)| may_lead(*c)) {
        if start < next {
            continue;
        }
        if let Some((meant, length)) = sequence(&text[start..], encoding) {
            next = start + length;
            let evident = is_evident(&text[..start], &text[start..next], &text[next..], meant);
            fixes.push(Fix { start, end: next, meant, evident });
        }
    }
    keep_supported(fixes)
}

/// The character whose UTF-8 the first characters of `text` are, and how many bytes these take.
fn sequence(text: &str, encoding: &Legacy) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let lead = encoding.byte(first)?;
    let n_bytes = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = first.len_utf8();
    for byte in &mut bytes[1..n_bytes] {
        let c = chars.next()?;
        *byte = encoding.byte(c).filter(|byte| (0x80..=0xbf).contains(byte))?;
        length += c.len_utf8();
    }
    let meant = std::str::from_utf8(&bytes[..n_bytes]).ok()?.chars().next()?;
    is_common(meant).then_some((meant, length))
}

/// Characters that pages have: Latin, Greek and Cyrillic letters, the larger scripts, punctuation, emoji.
fn is_common(c: char) -> bool {
    matches!(c,
        '\u{a0}'..='\u{17f}' | '\u{192}' | '\u{218}'..='\u{21b}' | '\u{2c6}' | '\u{2dc}' | '\u{301}'
        | '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{45f}' | '\u{490}'..='\u{491}' | '\u{5d0}'..='\u{5ea}'
        | '\u{60c}'..='\u{65f}' | '\u{660}'..='\u{66d}' | '\u{671}'..='\u{6d3}' | '\u{904}'..='\u{939}' | '\u{93e}'..='\u{94d}'
        | '\u{e01}'..='\u{e5b}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{2044}' | '\u{200b}'
        | '\u{20ac}' | '\u{2116}' | '\u{2122}' | '\u{2190}'..='\u{21ff}' | '\u{2200}'..='\u{22ff}' | '\u{2460}'..='\u{27bf}'
        | '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{fb01}'..='\u{fb02}' | '\u{feff}'
        | '\u{ff01}'..='\u{ff5e}' | '\u{1f300}'..='\u{1faff}')
}

/// Whether no right text has this sequence here.
fn is_evident(before: &str, sequence: &str, after: &str, meant: char) -> bool {
    let mut chars = sequence.chars();
    let (Some(lead), Some(second), Some(last)) = (chars.next(), sequence.chars().nth(1), sequence.chars().next_back())
    else {
        return false;
    };
    let signs = chars.filter(|c| !is_letter(*c)).count();
    let closes = may_close(last) && signs == 1;
    let before = before.chars().next_back();
    let inside_word = before.is_some_and(char::is_lowercase) && lead.is_uppercase();
    let before_word = after.starts_with(char::is_lowercase) && closes && !matches!(last, '\u{a0}' | '’');
    let latin_capital = matches!(lead, 'Ã' | 'Â') && matches!(last, 'Š' | 'Œ' | 'Ž' | 'š' | 'œ' | 'ž' | 'Ÿ');
    let lone_blank = lead == 'Â' && last == '\u{a0}' && before.is_none_or(|c| !c.is_uppercase());
    let capital_inside = lead.is_lowercase() && second.is_uppercase();
    (signs > 0 && !closes)
        || capital_inside
        || latin_capital
        || lone_blank
        || ((inside_word || before_word) && is_latin_or_sign(meant) && lead.is_uppercase())
}

/// Letters of words; the superscript ones are signs here.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'ˆ' | 'ƒ')
}

/// Signs that may stand right behind a word.
fn may_close(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'
            | '’'
            | '”'
            | '“'
            | '»'
            | '…'
            | '—'
            | '–'
            | '™'
            | '®'
            | '°'
            | '›'
            | '‘'
            | '«'
            | '§'
            | '·'
            | '²'
            | '³'
            | '¹'
            | 'º'
            | 'ª'
            | '•'
    )
}

fn is_latin_or_sign(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2122}')
}

/// The evident ones, those right beside them, and those of a script that evident ones are of: real Thai or Cyrillic
/// stays beside a dash that came in wrong.
fn keep_supported(fixes: Vec<Fix>) -> Vec<Fix> {
    let scripts: Vec<u32> = fixes.iter().filter(|fix| fix.evident).map(|fix| script(fix.meant)).collect();
    let beside = |i: usize| {
        let touches = |a: &Fix, b: &Fix| a.end == b.start && (a.evident || b.evident);
        (i > 0 && touches(&fixes[i - 1], &fixes[i])) || fixes.get(i + 1).is_some_and(|next| touches(&fixes[i], next))
    };
    let kept = |i: usize| fixes[i].evident || scripts.contains(&script(fixes[i].meant)) || beside(i);
    (0..fixes.len()).filter(|i| kept(*i)).map(|i| fixes[i]).collect()
}

/// A number for the script of `c`: Latin letters and signs are one.
fn script(c: char) -> u32 {
    match u32::from(c) {
        0x370..=0x3ff => 1,
        0x400..=0x4ff => 2,
        0x590..=0x5ff => 3,
        0x600..=0x6ff => 4,
        0x900..=0x97f => 5,
        0xe00..=0xe7f => 6,
        0x3040..=0xd7a3 => 7,
        _ => 0,
    }
}

fn apply(text: &str, fixes: &[Fix]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for fix in fixes {
        out.push_str(&text[from..fix.start]);
        out.push(fix.meant);
        from = fix.end;
    }
    out.push_str(&text[from..]);
    out
}

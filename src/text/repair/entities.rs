//! HTML character references left in text: `&amp;`, `&#8217;`, `&eacute;`.

/// Names of the characters from U+00A0 to U+00FF, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Names of other characters that pages have.
const OTHERS: [(&str, char); 58] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("horbar", '―'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("hellip", '…'),
    ("bull", '•'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("euro", '€'),
    ("trade", '™'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("harr", '↔'),
    ("minus", '−'),
    ("lowast", '∗'),
    ("infin", '∞'),
    ("asymp", '≈'),
    ("ne", '≠'),
    ("le", '≤'),
    ("ge", '≥'),
    ("radic", '√'),
    ("sum", '∑'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("fnof", 'ƒ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("check", '✓'),
    ("star", '☆'),
    ("starf", '★'),
    ("nbhy", '\u{2011}'),
    ("hairsp", '\u{200a}'),
    ("sol", '/'),
];

/// Characters of the longest reference, without `&` and `;`.
const MAX_NAME: usize = 10;

/// `text` with its references resolved; nothing where it has none.
pub fn resolve(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices('&') {
        let Some((c, length)) = reference(&text[at + 1..]).filter(|_| at >= from) else { continue };
        out.push_str(&text[from..at]);
        out.push(c);
        from = at + 1 + length;
        // escaped again and again: `&amp;amp;amp;`
        while c == '&' && text[from..].starts_with("amp;") {
            from += "amp;".len();
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// The character that a reference after `&` names, and the bytes of it with its semicolon.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_NAME + 1).position(|b| b == b';')?;
    let name = &text[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((c, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let hex = number.strip_prefix(['x', 'X']);
    let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
    match code {
        // as browsers do: numbers of C1 controls mean windows-1252
        0x80..=0x9f => {
            let byte = [u8::try_from(code).ok()?];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        // a line break here would shift the lines that problems name
        0x9 | 0xa | 0xd => Some(' '),
        0..=0x1f | 0x7f => None,
        _ => char::from_u32(code),
    }
}

fn named(name: &str) -> Option<char> {
    let other = OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    let latin = || LATIN.split_whitespace().zip('\u{a0}'..='\u{ff}').find(|(known, _)| *known == name).map(|(_, c)| c);
    other.or_else(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        for (text, expected) in [
            ("R&amp;D &mdash; caf&eacute;", Some("R&D — café")),
            ("&#8217;&#x2019;&#146;", Some("’’’")),
            ("&yuml;&nbsp;", Some("ÿ\u{a0}")),
            ("AT&T; A & B &unknown; &#0; &#xd800;", None),
        ] {
            assert_eq!(resolve(text).as_deref(), expected, "{text}");
        }
        assert_eq!(LATIN.split_whitespace().count(), 96);
    }
}

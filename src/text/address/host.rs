//! Hosts that look like others: letters of several scripts in one name, and letters that look like Latin ones.

/// Letters of other scripts that are drawn like Latin ones; a name of nothing but these is taken for a Latin one.
const LOOK_LATIN: &str = "асԁеһіјӏорԗԛѕԝхуъЬҽпгѵѡҝӽөүҫвкмнт\
                          αγεικνορτυωϲϳοѐёїӣ\
                          հոսցօզյաԛքւ";

/// A script that host names are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    /// Ideographs, kana, hangul: Latin letters stand among them.
    EastAsian,
    /// One of the others, by its block.
    Other(u32),
}

/// Whether a host (in ASCII, as addresses have it) looks like another when it is drawn.
pub fn looks_like_another(host: &str) -> bool {
    if !host.contains("xn--") {
        return false;
    }
    let (host, _) = idna::domain_to_unicode(host);
    let last = host.rsplit('.').next().and_then(|label| label.chars().find_map(script));
    host.split('.').any(|label| is_mixed(label) || is_disguised(label, last))
}

/// Letters of scripts that do not go together.
fn is_mixed(label: &str) -> bool {
    let mut scripts = label.chars().filter_map(script);
    let Some(first) = scripts.next() else { return false };
    let east = |script| matches!(script, Script::Latin | Script::EastAsian);
    scripts.any(|script| script != first && !(east(script) && east(first)))
}

/// A name that could be read as a Latin one, unless the whole host is of that script; and phonetic letters.
fn is_disguised(label: &str, last: Option<Script>) -> bool {
    let phonetic = |c: char| matches!(c, '\u{250}'..='\u{2af}' | 'ƅ' | 'ƽ' | 'ꞌ' | 'ꮯ' | 'ⅼ');
    let mut letters = label.chars().filter(|c| c.is_alphabetic());
    let own = letters.clone().next().and_then(script);
    let is_foreign = matches!(own, Some(Script::Greek | Script::Cyrillic | Script::Armenian));
    label.contains(phonetic) || (is_foreign && own != last && letters.all(|c| LOOK_LATIN.contains(c)))
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match u32::from(c) {
        0..=0x24f | 0x250..=0x2ff | 0x1e00..=0x1eff => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x530..=0x58f => Script::Armenian,
        0x1100..=0x11ff | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff => {
            Script::EastAsian
        }
        c => Script::Other(c >> 7),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_like_others_are_told() {
        for (host, expected) in [
            ("раураl.com", true),
            ("microsоft.com", true),
            ("αmazon.com", true),
            ("xn--80ak6aa92e.com", true),
            ("сор.example", true),
            ("ɡoogle.com", true),
            ("пример.example", false),
            ("кто.рф", false),
            ("españa.example", false),
            ("łódź.example", false),
            ("한국.example", false),
            ("東京tokyo.example", false),
            ("παράδειγμα.example", false),
            ("plain.example", false),
        ] {
            let ascii = idna::domain_to_ascii(host).unwrap();
            assert_eq!(looks_like_another(&ascii), expected, "{host}");
        }
    }
}

//! Text as names are compared: compatibility forms, case, hyphen and space kinds are gone; every place leads back.

use std::iter::Peekable;
use std::str::CharIndices;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text. Hyphens and blanks of all kinds are one space each, letters are lower case NFKC.
#[derive(Debug)]
pub(super) struct Folded {
    /// What is scanned.
    pub text: String,
    /// By folded start; empty where folded and clean text have the same bounds throughout, as in ASCII.
    stretches: Vec<Stretch>,
}

/// From here on the folded text runs along the clean text, or stands for one piece of it as a whole.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    folded: usize,
    clean: usize,
    /// Character by character with the same lengths; otherwise only the start has a counterpart.
    even: bool,
}

impl Folded {
    /// `clean` folded.
    pub fn new(clean: &str) -> Self {
        if clean.is_ascii() {
            let bytes = clean.bytes().map(fold_ascii).collect();
            return Self { text: String::from_utf8(bytes).unwrap_or_default(), stretches: Vec::new() };
        }
        let mut folded = Self { text: String::with_capacity(clean.len()), stretches: Vec::new() };
        let mut chars = clean.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            folded.push_cluster(clean, at, c, &mut chars);
        }
        folded
    }

    /// The place in the clean text of a place in the folded one; `None` inside what has no counterpart, as between
    /// the two letters that a ligature is folded to.
    pub fn clean(&self, folded: usize) -> Option<usize> {
        let after = self.stretches.partition_point(|stretch| stretch.folded <= folded);
        let Some(stretch) = after.checked_sub(1).map(|i| self.stretches[i]) else { return Some(folded) };
        let into = folded - stretch.folded;
        (stretch.even || into == 0 || folded == self.text.len()).then_some(stretch.clean + into)
    }

    /// The letter `c` with the marks that follow it.
    fn push_cluster(&mut self, clean: &str, at: usize, c: char, rest: &mut Peekable<CharIndices>) {
        let mut end = at + c.len_utf8();
        while let Some((mark, c)) = rest.next_if(|(_, c)| !c.is_ascii() && is_combining_mark(*c)) {
            end = mark + c.len_utf8();
        }
        let start = self.text.len();
        let single = end == at + c.len_utf8();
        if single && c.is_ascii() {
            self.text.push(char::from(fold_ascii(c as u8)));
        } else {
            self.text.extend(clean[at..end].nfkc().flat_map(char::to_lowercase).map(fold_char));
        }
        let even = single && self.text[start..].chars().count() == 1 && self.text.len() - start == end - at;
        self.note(Stretch { folded: start, clean: at, even });
        if !even {
            self.note(Stretch { folded: self.text.len(), clean: end, even: true });
        }
    }

    /// Begins a stretch where the last one does not simply go on.
    fn note(&mut self, next: Stretch) {
        match self.stretches.last_mut() {
            Some(last) if last.folded == next.folded => *last = next,
            Some(last) if last.even && next.even && next.folded - last.folded == next.clean - last.clean => {}
            _ => self.stretches.push(next),
        }
    }
}

/// `name` as it stands in folded text.
pub(super) fn fold(name: &str) -> String {
    Folded::new(name).text
}

/// Whether a name may begin or end at `at` in folded text: between words, and anywhere beside a script that puts
/// no blanks between them.
pub(super) fn is_boundary(folded: &str, at: usize) -> bool {
    let bytes = folded.as_bytes();
    if let (Some(before), Some(after)) = (bytes.get(at.wrapping_sub(1)), bytes.get(at))
        && before.is_ascii()
        && after.is_ascii()
    {
        return !(is_word(char::from(*before)) && is_word(char::from(*after)));
    }
    let (before, after) = (folded[..at].chars().next_back(), folded[at..].chars().next());
    match (before, after) {
        (Some(before), Some(after)) => !(is_word(before) && is_word(after)) || is_cjk(before) || is_cjk(after),
        _ => true,
    }
}

/// Letters, digits and what identifiers are joined with.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Scripts without blanks between words, and Hangul, whose particles follow a name directly.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn fold_ascii(byte: u8) -> u8 {
    match byte {
        b'-' => b' ',
        b'`' => b'\'',
        _ => byte.to_ascii_lowercase(),
    }
}

fn fold_char(c: char) -> char {
    match c {
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' => ' ',
        '‘' | '’' | 'ʼ' | '`' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(clean: &str, expected: &str) {
        assert_eq!(fold(clean), expected, "{clean:?}");
    }

    #[test]
    fn case_width_hyphens_and_blanks_are_folded() {
        check("GPT-5.6", "gpt 5.6");
        check("ＧＰＴ－４", "gpt 4");
        check("Hugging\u{a0}Face", "hugging face");
        check("non\u{2011}breaking – OpenAI’s", "non breaking   openai's");
        check("Mode\u{301}le ﬁn", "modéle fin");
        check("通义千问", "通义千问");
    }

    #[test]
    fn places_lead_back() {
        let folded = Folded::new("“ﬁn” OpenAI’s");
        let at = folded.text.find("openai").unwrap();
        assert_eq!(folded.clean(at), Some(11));
        assert_eq!(folded.clean(at + 6), Some(17));
        assert_eq!(folded.clean(4), None, "between f and i of the ligature");
    }

    #[test]
    fn words_end_where_scripts_meet() {
        let check = |text: &str, at: usize, expected: bool| assert_eq!(is_boundary(text, at), expected, "{text} {at}");
        check("metaverse", 4, false);
        check("meta's", 4, true);
        check("用qwen写", 3, true);
        check("gpt4", 3, false);
    }

    proptest! {
        #[test]
        fn every_place_that_leads_back_is_a_bound(text in "[a-zA-Z0-9 '’ﬁÉİ\u{301}\u{a0}㍿Ａ－語é℡-]{0,30}") {
            let folded = Folded::new(&text);
            let places: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
            let back: Vec<usize> = places.iter().filter_map(|at| folded.clean(*at)).collect();
            prop_assert!(back.iter().all(|at| text.is_char_boundary(*at)));
            prop_assert!(back.is_sorted());
            prop_assert_eq!(folded.clean(folded.text.len()), Some(text.len()));
        }
    }
}

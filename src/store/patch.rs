//! Folded text, and what brings back the text that it was folded from.
//!
//! Search needs text without case and accents, the reader needs the text as it was. Most letters are the same in both, so
//! the text is kept once, folded, with a patch of some 5 % of its length that tells the capitals and all else.

use super::fold;
use crate::article::bytes::{Bytes, put_number};

/// What one step of a patch changes, in the lowest bit of its first number; the rest of it is the length of the text
/// before that stays as it is.
const CAPITAL: u64 = 0;
const OTHER: u64 = 1;

/// Appends `text` folded to `folded`, and what brings it back to `patch`.
pub(super) fn fold_into(text: &str, folded: &mut String, patch: &mut Vec<u8>) {
    let mut same_from = folded.len();
    let mut rest = text;
    loop {
        let kept = rest.bytes().position(|b| !b.is_ascii() || b.is_ascii_uppercase()).unwrap_or(rest.len());
        folded.push_str(&rest[..kept]);
        let mut chars = rest[kept..].chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        let at = folded.len();
        folded.extend(fold::folded(c));
        if folded[at..].chars().eq([c]) {
            continue;
        }
        let kept = ((at - same_from) as u64) << 1;
        if c.is_ascii() {
            put_number(patch, kept | CAPITAL);
        } else {
            put_number(patch, kept | OTHER);
            put_number(patch, (folded.len() - at) as u64);
            put_number(patch, u64::from(u32::from(c)));
        }
        same_from = folded.len();
    }
}

/// The text that `folded` and `patch` were made from.
pub(super) fn unfold(folded: &str, patch: &[u8]) -> String {
    let mut text = String::with_capacity(folded.len() + patch.len());
    let mut steps = Bytes::new(patch);
    let mut rest = folded;
    while !steps.is_empty() {
        let step = steps.number();
        let (kept, changed) = rest.split_at((step >> 1) as usize);
        text.push_str(kept);
        if step & OTHER == 0 {
            text.extend(changed.chars().next().map(|c| c.to_ascii_uppercase()));
            rest = changed.get(1..).unwrap_or("");
        } else {
            rest = &changed[steps.number() as usize..];
            text.extend(char::from_u32(steps.number() as u32));
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn there_and_back(text: &str) -> (String, String) {
        let (mut folded, mut patch) = (String::new(), Vec::new());
        fold_into(text, &mut folded, &mut patch);
        let back = unfold(&folded, &patch);
        (folded, back)
    }

    #[test]
    fn folding_can_be_undone() {
        for text in ["", "Open", "ŽIŽEK’s École", "İstanbul ﬁ ＧＰＴ ﷺ", "开源 Ａ", "한국어", "a\u{301}", "ÀB", "B"]
        {
            assert_eq!(there_and_back(text), (fold::lower(text), text.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,40}|[A-Ca-cÉé’İ 开]{0,20}") {
            prop_assert_eq!(there_and_back(&text), (fold::lower(&text), text));
        }
    }
}

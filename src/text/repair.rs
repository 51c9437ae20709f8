//! What a page's bytes meant to say: their encoding, mojibake undone, HTML entities, composed characters.
//!
//! [`decode`] turns bytes into text, [`repair`] mends text. Right text, in whatever script, is left as it is.

mod controls;
mod encoding;
mod entities;
mod kind;
mod legacy;
mod mojibake;
mod names;
mod nature;
mod reading;
mod scan;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use scan::{Found, scan};

pub use encoding::{Decoded, Evidence, Trouble, decode, decode_said, is_binary};
pub use names::Names;

/// Rounds of mending: a text is misread three times over at most, and what one round brings to light is for the next.
const MAX_ROUNDS: usize = 8;

/// `text` with mojibake undone, HTML entities resolved, line ends as `\n` and characters composed (NFC). Idempotent, and
/// without allocation where there is nothing to do.
pub fn repair(text: &str) -> Cow<'_, str> {
    let mut from = 0;
    loop {
        match scan(text, from) {
            None => return Cow::Borrowed(text),
            Some(Found::Ampersand(at)) if !entities::is_reference(text, at) => from = at + 1,
            Some(_) => break,
        }
    }
    rounds(text, |text| {
        let resolved = entities::resolve(text);
        repair_characters(resolved.as_deref().unwrap_or(text)).or(resolved)
    })
}

/// As [`repair`], for text in a markup that has HTML entities of its own.
pub fn repair_markup(text: &str) -> Cow<'_, str> {
    let mut from = 0;
    loop {
        match scan(text, from) {
            None => return Cow::Borrowed(text),
            Some(Found::Ampersand(at)) => from = at + 1,
            Some(_) => return rounds(text, repair_characters),
        }
    }
}

/// Repeats `round` until it finds nothing to do. Each round shortens the text, or makes it NFC for good.
fn rounds(text: &str, round: impl Fn(&str) -> Option<String>) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        match round(&text) {
            Some(mended) => text = Cow::Owned(mended),
            None => break,
        }
    }
    text
}

/// Mojibake undone, controls mended and characters composed; nothing where nothing is to be done.
fn repair_characters(text: &str) -> Option<String> {
    let mended = undo_all(text);
    let mended = controls::mend(mended.as_deref().unwrap_or(text)).or(mended);
    let current = mended.as_deref().unwrap_or(text);
    let composed = (is_nfc_quick(current.chars()) != IsNormalized::Yes).then(|| current.nfc().collect::<String>());
    composed.filter(|composed| composed != current).or(mended)
}

/// Mojibake undone, layer by layer.
fn undo_all(text: &str) -> Option<String> {
    let mut undone = mojibake::undo(text, mojibake::CLAIM)?;
    for _ in 1..MAX_ROUNDS {
        let Some(further) = mojibake::undo(&undone, mojibake::CLAIM_AGAIN) else { break };
        undone = further;
    }
    Some(undone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn check(input: &str, expected: &str) {
        assert_eq!(repair(input), expected, "{input:?}");
    }

    #[test]
    fn what_was_meant_comes_back() {
        check("caf&eacute; &mdash; R&amp;D &#8217; &#x2019; one&nbsp;two", "café — R&D ’ ’ one\u{a0}two");
        check("power contracts â€” and itâ€™s â€œoneâ€\u{9d} cafÃ©", "power contracts — and it’s “one” café");
        check("middle โ€” and โ€ข point โ€ฆ it’s", "middle — and • point … it’s");
        check("вЂ” РџСЂРёРІРµС‚", "— Привет");
        check("e\u{301}", "é");
        check("&amp;mdash; &amp;amp;", "— &");
        check("Ã¢â‚¬â„¢", "’");
        check("‚Äî it‚Äôs caf√©", "— it’s café");
        check("ΓÇö caf├⌐", "— café");
        check("StraÃŸe, fÃ¼r, schÃ¶n, Ãœber â‚¬", "Straße, für, schön, Über €");
        check("Ã\u{a0} lâ€™Å“uvre dÃ©jÃ\u{a0}", "à l’œuvre déjà");
        check("ðŸ˜€ ok", "😀 ok");
        check("ä½\u{a0}å¥½", "你好");
    }

    #[test]
    fn right_text_is_left_alone() {
        for text in [
            "The firm’s “open” model — 3 °C, 5 €, ½, naïve café™ … A&B; AT&T; x &y; z",
            "„Übergröße“ – ein Maß; Köln, Ärger, Öl, «Zürich», 20 °C.",
            "« À l’œuvre », dit-elle : déjà vu, ça coûte 3 €… l’été",
            "«Año», ¿qué? ¡Sí! Ñandú, pingüino; 5 €",
            "NÃO, à “Ação” de São João às 10h; “AMANHÃ” e “IRMÔ",
            "Über „Öffentlichkeit“, Ä”, Ö“, Ü…",
            "Příliš žluťoučký kůň úpěl ďábelské ódy „dobře“",
            "Zażółć gęślą jaźń – „tak”",
            "Árvíztűrő tükörfúrógép”, őszi szél",
            "Flygande bäckasiner söka hwila på mjuka tuvor – Å, Ä, Ö”",
            "Kæmi ný öxi hér ykist þjófum nú bæði víl og ádrepa",
            "Pijamalı hasta yağız şoföre çabucak güvendi. “İyi”",
            "Съешь ещё этих мягких французских булок, да выпей чаю — «Ёлка», Рёбра",
            "Щастям б’єш жук їх глицю в фон й ґедзь пріч. «Її» — Він, Ґанок",
            "Ђорђе и Љубица — „Њива“, Џеп",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία· «Ώρα», Άρθρο",
            "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน เขต เกม โลก ราคา ๕ บาท",
            "דג סקרן שט בים מאוכזב — „שלום”",
            "نص حكيم له سر قاطع — «مرحبا»، ٥٠٪",
            "ऋषियों को सताने वाले दुष्ट राक्षसों",
            "我能吞下玻璃而不伤身体。“你好”——《书》",
            "いろはにほへと ちりぬるを「色」…",
            "키스의 고유조건은 입술끼리 만나야 하고",
            "Tiếng Việt: “Âm nhạc”, Ấn Độ, Ở đâu",
            "Ŝafo de Eŭropo, ĉu ne?",
            "เขาว่า “เธอ” ไม่มา — เธก",
            "Mục Â “Ô” Ê… Ă Â",
        ] {
            check(text, &text.nfc().collect::<String>());
        }
    }

    #[test]
    fn real_letters_stay_beside_a_wrong_dash() {
        check("Рёбра и ёлка вЂ” вот", "Рёбра и ёлка — вот");
        check("เธกเขต โ€” เกม", "เธกเขต — เกม");
    }

    proptest! {
        #[test]
        fn repairing_twice_changes_nothing(text in "[a-zâÃ€™œ\u{80}-\u{bf}\u{9d}&;amp#39 โฆ—éРёЂ]{0,40}") {
            let once = repair(&text).into_owned();
            prop_assert_eq!(&repair(&once), &once);
        }

        #[test]
        fn repairing_any_text_ends(text in any::<String>()) {
            let once = repair(&text).into_owned();
            prop_assert_eq!(&repair(&once), &once);
        }
    }
}

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

use scan::{Found, Scan};

pub use encoding::{Decoded, Evidence, Trouble, decode, decode_said, is_binary};
pub use names::Names;

/// Rounds of mending: a text is misread three times over at most, and what one round brings to light is for the next.
/// What needs more is noise.
const MAX_ROUNDS: usize = 8;

/// `text` with mojibake undone, HTML entities resolved, line ends as `\n` and characters composed (NFC). Idempotent, and
/// without allocation where there is nothing to do. Noise of misread letters that comes to no end is left as it is.
pub fn repair(text: &str) -> Cow<'_, str> {
    if is_right(text, |at| entities::is_reference(text, at)) {
        return Cow::Borrowed(text);
    }
    let round = |text: &str| {
        let resolved = entities::resolve(text);
        repair_characters(resolved.as_deref().unwrap_or(text)).or(resolved)
    };
    rounds(text, round, |text| is_right(text, |at| entities::is_reference(text, at)))
}

/// As [`repair`], for text in a markup that has HTML entities of its own.
pub fn repair_markup(text: &str) -> Cow<'_, str> {
    let is_right = |text: &str| is_right(text, |_| false);
    if is_right(text) { Cow::Borrowed(text) } else { rounds(text, repair_characters, is_right) }
}

/// Whether a scan finds nothing that is surely to be mended.
fn is_right(text: &str, is_reference: impl Fn(usize) -> bool) -> bool {
    let mut is_composed = true;
    let is_wrong = Scan::new(text).any(|found| match found {
        Found::Ampersand(at) => is_reference(at),
        Found::Control => true,
        Found::Uncomposed => {
            is_composed = false;
            false
        }
        Found::Sequence(end) => text[..end].ends_with(is_c1) || mojibake::is_likely(text, end),
    });
    !is_wrong && (is_composed || is_nfc_quick(text.chars()) == IsNormalized::Yes)
}

/// Whether `c` is one of the controls that windows-1252 has signs for.
fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// Repeats `round` until the text is right, or a round finds nothing to do. Each shortens the text, or makes it NFC for
/// good. Noise that has no end of it stays as it came: the next repair must not find another text.
fn rounds<'t>(text: &'t str, round: impl Fn(&str) -> Option<String>, is_right: impl Fn(&str) -> bool) -> Cow<'t, str> {
    let mut current = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        match round(&current) {
            Some(mended) if is_right(&mended) => return Cow::Owned(mended),
            Some(mended) => current = Cow::Owned(mended),
            None => return current,
        }
    }
    Cow::Borrowed(text)
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
mod tests;

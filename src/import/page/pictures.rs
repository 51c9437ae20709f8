//! Brings captions and credits together that stand on lines of their own, and tells captions in another script.

use super::classify::{Entry, Role};
use crate::article::Image;
use crate::import::names::is_ideograph;
use crate::import::vocabulary::ends_sentence;

/// Captions are shorter than this; paragraphs right above a credit seldom are.
const MAX_CAPTION: usize = 240;

/// Marks the lines that describe pictures.
pub fn pair(entries: &mut [Entry]) {
    mark_other_script(entries);
    let title = entries.iter().position(|entry| entry.role == Role::Short);
    for at in 1..entries.len() {
        let Role::Caption(Image { caption: None, credit, .. }) = entries[at].role.clone() else { continue };
        let captioned = matches!(&entries[at - 1].role, Role::Caption(Image { caption: Some(_), credit: None, .. }));
        if (entries[at].line.gap && !captioned) || title.is_some_and(|title| at - 1 <= title) {
            continue;
        }
        if let Some(image) = with_caption(entries, at - 1, title) {
            entries[at].role = Role::Caption(Image { credit, ..image });
            entries[at - 1].role = Role::Furniture;
        }
    }
}

/// The line above a credit as a caption, if it is one.
fn with_caption(entries: &[Entry], at: usize, title: Option<usize>) -> Option<Image> {
    let entry = &entries[at];
    let caption = match &entry.role {
        Role::Caption(Image { caption: Some(caption), credit: None, .. }) => caption.clone(),
        Role::Short | Role::Text if entry.line.text.chars().count() <= MAX_CAPTION => entry.line.text.clone(),
        _ => return None,
    };
    let under_title = title.is_some_and(|title| at == title + 1) && !entry.line.gap;
    let in_story = entry.role == Role::Text
        && !entry.line.gap
        && entries[..at].last().is_some_and(|before| before.role == Role::Text);
    (!under_title && !in_story).then_some(Image { caption: Some(caption), ..Image::default() })
}

/// On a page in letters, a short line in Chinese characters stands under a picture.
fn mark_other_script(entries: &mut [Entry]) {
    let count = |text: &str| text.chars().filter(|c| is_ideograph(*c)).count();
    let all: usize = entries.iter().map(|entry| entry.line.text.chars().count()).sum();
    let ideographs: usize = entries.iter().map(|entry| count(&entry.line.text)).sum();
    if ideographs * 5 > all {
        return;
    }
    for entry in entries.iter_mut().filter(|entry| matches!(entry.role, Role::Short | Role::Text)) {
        let text = &entry.line.text;
        if count(text) * 2 > text.chars().count() && !ends_sentence(text) {
            entry.role = Role::Caption(Image { caption: Some(text.clone()), ..Image::default() });
        }
    }
}

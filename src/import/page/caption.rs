//! Words around pictures: `Photo: Reuters`, `A robot waves. Credit: Ana Ruiz`, `图片来源:新华社`.

use crate::article::Image;
use crate::import::vocabulary::{Captions, plain};
use crate::text::Clean;

/// Captions with their credits are shorter than this.
const MAX_CHARS: usize = 400;

/// A credit alone is shorter than this; a longer text after `Photo:` describes the picture.
const MAX_CREDIT: usize = 80;

/// Words of the longest credit in brackets.
const MAX_CREDIT_WORDS: usize = 7;

/// Words that a caption has at least where a credit follows it; fewer are a name.
const MIN_CAPTION_WORDS: usize = 4;

/// The words of a picture in `line`; a line that is a credit alone has no caption.
pub fn read(line: &str, words: &Captions) -> Option<Image> {
    if line.chars().count() > MAX_CHARS {
        return None;
    }
    let lower = plain(line);
    if !words.credits.is_in(&lower) && !words.agencies.is_in(&lower) {
        return None;
    }
    let inner = line.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']'])).unwrap_or(line);
    labelled(inner, words)
        .or_else(|| trailing(line, words))
        .or_else(|| bracketed(line, words))
        .or_else(|| agency(inner, words))
}

/// `Photo: …` at the start.
fn labelled(line: &str, words: &Captions) -> Option<Image> {
    let rest = after_label(line, words)?;
    let described =
        |image: &Image| image.caption.as_ref().is_some_and(|caption| caption.split(' ').count() >= MIN_CAPTION_WORDS);
    let inner = trailing(rest, words).filter(described);
    if inner.is_none() && rest.chars().count() <= MAX_CREDIT {
        return Some(Image { credit: Some(rest.into()), ..Image::default() });
    }
    Some(inner.unwrap_or_else(|| Image { caption: Some(rest.into()), ..Image::default() }))
}

/// What stands after a label of credits at the start of `text`.
fn after_label<'t>(text: &'t str, words: &Captions) -> Option<&'t str> {
    let lower = plain(text);
    if lower.len() != text.len() {
        return after_wide_label(text, words);
    }
    words.credits.iter().find_map(|label| {
        let rest = lower.strip_prefix(label.as_str())?;
        let colon = rest.trim_start().strip_prefix([':', '/', '|']);
        let by = ["by", "courtesy of", "courtesy"].iter().any(|end| label.ends_with(end));
        let rest = colon.or_else(|| rest.strip_prefix(' ').filter(|_| by))?;
        Some(text[text.len() - rest.len()..].trim()).filter(|rest| !rest.is_empty())
    })
}

/// As [`after_label`], for text whose lower case has other lengths: with full-width colons and in other scripts.
fn after_wide_label<'t>(text: &'t str, words: &Captions) -> Option<&'t str> {
    let (at, colon) = text.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '\u{ff1a}' | '/' | '\u{ff0f}'))?;
    let label = plain(&text[..at]);
    let rest = text[at + colon.len_utf8()..].trim();
    (words.credits.iter().any(|credit| credit == label.trim()) && !rest.is_empty()).then_some(rest)
}

/// A caption with its credit at the end: `… in Hanover. Photo: Reuters`, `… (Credit: Ana Ruiz)`.
fn trailing(line: &str, words: &Captions) -> Option<Image> {
    let ends = line.char_indices().filter(|(_, c)| {
        matches!(c, '.' | '(' | '|' | '[' | '。' | '—' | '–' | '/' | '!' | '?' | '\u{ff08}' | '”' | '"')
    });
    ends.filter_map(|(at, c)| {
        let rest = line[at + c.len_utf8()..].trim();
        let credit = after_label(rest.trim_end_matches([')', ']', '\u{ff09}']), words)?;
        let keep = if matches!(c, '.' | '。' | '!' | '?' | '”' | '"') { at + c.len_utf8() } else { at };
        let caption = line[..keep].trim();
        (!caption.is_empty() && credit.chars().count() <= MAX_CREDIT).then(|| Image {
            caption: Some(caption.into()),
            credit: Some(credit.into()),
            url: None,
        })
    })
    .next()
}

/// A caption with its credit in brackets at the end, of which one word tells: `… in 2017. (Delta Photo/Ana Ruiz)`.
fn bracketed(line: &str, words: &Captions) -> Option<Image> {
    let (caption, credit) = line.strip_suffix(')')?.rsplit_once('(')?;
    let lower = plain(credit);
    let says = |word: &str| words.credits.iter().any(|label| label == word) && word != "via";
    let named = words.agencies.is_in(&lower) || lower.split([' ', '/', ',']).any(says);
    let capital = credit.starts_with(char::is_uppercase) && credit.split_whitespace().count() <= MAX_CREDIT_WORDS;
    (named && capital && !caption.trim().is_empty()).then(|| Image {
        caption: Some(caption.trim().into()),
        credit: Some(credit.into()),
        url: None,
    })
}

/// A line that ends in the name of an agency: `Ana Ruiz/Reuters`, `via Getty Images`.
fn agency(line: &str, words: &Captions) -> Option<Image> {
    let lower = plain(line);
    let named = words.agencies.is_in(&lower);
    let short = line.chars().count() <= MAX_CREDIT && !line.trim_end_matches(')').ends_with('.');
    let words_in_it = line.split_whitespace().count();
    if let Some((caption, credit)) = line.rsplit_once(" | ").filter(|_| named) {
        return Some(Image { caption: Some(caption.into()), credit: Some(credit.into()), url: None });
    }
    (named && short && words_in_it <= 8)
        .then(|| Image { credit: Some(Clean::from(line.trim_start_matches("via "))), ..Image::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::vocabulary::Vocabulary;

    #[test]
    fn credits_and_captions_are_told_apart() {
        let words = Vocabulary::default().captions;
        for (line, caption, credit) in [
            ("Photo: Reuters", "", "Reuters"),
            ("Image source: apnews.example", "", "apnews.example"),
            ("图片来源:辰光影像", "", "辰光影像"),
            ("写真:みどり通信社", "", "みどり通信社"),
            ("A robot waves in Hanover. Photo: Ana Ruiz", "A robot waves in Hanover.", "Ana Ruiz"),
            ("A robot waves in Hanover (Credit: Ana Ruiz)", "A robot waves in Hanover", "Ana Ruiz"),
            ("A greenhouse at dusk. | Bo Li/Getty Images", "A greenhouse at dusk.", "Bo Li/Getty Images"),
            ("Photo: A pipe between two buildings. Credit: Bo Li", "A pipe between two buildings.", "Bo Li"),
            ("Ana Ruiz/Reuters", "", "Ana Ruiz/Reuters"),
            ("A robot waves in Hanover. (Delta Photo/Bo Li)", "A robot waves in Hanover.", "Delta Photo/Bo Li"),
            ("Photo by Ana Ruiz on Unsplash", "", "Ana Ruiz on Unsplash"),
            ("(Illustration: Sam Ortega)", "", "Sam Ortega"),
        ] {
            let image = read(line, &words).unwrap_or_default();
            assert_eq!(image.caption.as_deref().unwrap_or(""), caption, "{line}");
            assert_eq!(image.credit.as_deref().unwrap_or(""), credit, "{line}");
        }
        for line in [
            "Images were shown to the jury.",
            "The photo: a story of a fake and its maker, told by those who were there at the time, in their own words and more",
        ] {
            assert_eq!(read(line, &words), None, "{line}");
        }
    }
}

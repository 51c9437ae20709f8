//! The sentence that shows a name.

use crate::article::{Article, Named, Place};
use crate::text::Clean;

/// What ends a sentence.
const ENDS: [char; 9] = ['.', '!', '?', '。', '！', '？', '▪', '•', '…'];

/// Longest sentence shown, in characters; a longer one is cut around the name.
const MAX_CHARS: usize = 240;

/// The sentence of the first place in the text that names it, else of the first in title, headings or tags.
pub fn quote(article: &Article, named: &Named) -> Option<Clean> {
    let in_text = named.mentions.iter().find(|mention| matches!(mention.place, Place::Block { .. }));
    let mention = in_text.or(named.mentions.first())?;
    let text = article.text_at(mention.place)?;
    Some(Clean::from(sentence(text, mention.start, mention.end)))
}

/// The sentence around `start..end`.
fn sentence(text: &str, start: usize, end: usize) -> String {
    let is_end =
        |at: usize, c: char| ENDS.contains(&c) && (!c.is_ascii() || text[at + 1..].starts_with([' ', '”', '"', '’']));
    let from = text[..start].char_indices().rev().find(|(at, c)| is_end(*at, *c) && !is_initial(text, *at));
    let from = from.map_or(0, |(at, c)| at + c.len_utf8());
    let to = text[end..].char_indices().find(|(at, c)| is_end(end + at, *c) && !is_initial(text, end + at));
    let to = to.map_or(text.len(), |(at, c)| end + at + c.len_utf8());
    let to = to + text[to..].find(|c: char| !matches!(c, '”' | '"' | '’')).unwrap_or(text.len() - to);
    let whole = text[from..to].trim_start_matches(['”', '"', '’']).trim();
    if whole.chars().count() <= MAX_CHARS { whole.to_owned() } else { cut(text, (from, to), (start, end)) }
}

/// A long sentence around a name.
fn cut(text: &str, (from, to): (usize, usize), (start, end): (usize, usize)) -> String {
    let room = MAX_CHARS / 2;
    let before = text[from..start].char_indices().rev().nth(room).map(|(at, _)| from + at);
    let after = text[end..to].char_indices().nth(room).map(|(at, _)| end + at);
    let left = before.map_or(from, |at| text[at..start].find(' ').map_or(start, |blank| at + blank + 1));
    let right = after.map_or(to, |at| text[end..at].rfind(' ').map_or(end, |blank| end + blank));
    let sign = |is_cut| if is_cut { "…" } else { "" };
    format!("{}{}{}", sign(before.is_some()), text[left..right].trim(), sign(after.is_some()))
}

/// Whether a dot ends an initial or a short title: "J. Doe", "Dr. Doe".
fn is_initial(text: &str, dot: usize) -> bool {
    let word = text[..dot].rsplit(' ').next().unwrap_or_default();
    text[dot..].starts_with('.') && word.starts_with(char::is_uppercase) && word.chars().count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_whole() {
        let check = |text: &str, expected: &str| {
            let start = text.find("Corvanta").unwrap();
            assert_eq!(sentence(text, start, start + 8), expected);
        };
        check("One. Dr. J. Doe left Corvanta 2.0 in May. Two.", "Dr. J. Doe left Corvanta 2.0 in May.");
        check("“I left Corvanta.” He did.", "“I left Corvanta.”");
        check("Corvanta", "Corvanta");
        check("昨天。初创公司Corvanta发布。今天。", "初创公司Corvanta发布。");
        let long = format!("{} Corvanta {}", "word ".repeat(60), "word ".repeat(60));
        let start = long.find("Corvanta").unwrap();
        let cut = sentence(&long, start, start + 8);
        assert!(cut.starts_with('…') && cut.ends_with('…') && cut.chars().count() < MAX_CHARS + 20, "{cut}");
    }
}

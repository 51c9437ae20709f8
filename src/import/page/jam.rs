//! Paragraphs and headings that a page jams into one line: `… by startups.The stakes are high. …`.

use crate::article::{Block, Prose};
use crate::import::{Context, byline, date::Order, tags};

/// A jam between sentences starts a new paragraph only after this many characters: abbreviations are shorter.
const MIN_PIECE: usize = 30;

/// Jams in one line before they count: one may be a slip of the writer.
const MIN_JAMS: usize = 2;

/// Words of a heading inside a jam.
const HEADING_WORDS: std::ops::RangeInclusive<usize> = 2..=12;

/// Bytes of a heading or byline inside a jam.
const MAX_HEADING_BYTES: usize = 300;

/// Bytes of the longest word that may open a sentence.
const MAX_WORD_BYTES: usize = 96;

/// Bytes of the longest name with a capital inside.
const MAX_NAME_BYTES: usize = 48;

/// A piece of a jammed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// The words.
    pub text: &'t str,
    /// It stands alone without a full stop: a heading, a byline.
    pub is_heading: bool,
}

/// The paragraphs of a line; one where nothing is jammed.
pub fn paragraphs(line: &str, context: &Context) -> Vec<Block> {
    let pieces = pieces(line, context);
    if pieces.len() <= MIN_JAMS {
        return vec![Block::paragraph(line)];
    }
    blocks(pieces)
}

/// Title, stamp and text of a line where nothing but a word before the stamp divides them:
/// `A Ferry Sails AlonePosted: 2026/04/18 18:20The boat …`.
pub fn around_stamp<'t>(line: &'t str, context: &Context) -> Option<[&'t str; 3]> {
    let head = &line[..line.floor_char_boundary(MAX_HEADING_BYTES)];
    context.words.calendar.find_all(head, Order::MonthFirst).into_iter().find_map(|found| {
        let before = head[..found.range.start].trim_end_matches([':', ' ']);
        let label = before.char_indices().rfind(|(_, c)| !c.is_alphabetic()).map_or(0, |(at, c)| at + c.len_utf8());
        let starts = before[label..].char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| label + at);
        let at = { starts }.find(|at| {
            context.words.byline.filler.contains(&before[*at..].to_lowercase())
                && before[..*at].ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        })?;
        let text = &line[found.range.end..];
        let told = text.starts_with(char::is_uppercase) && text.len() >= MIN_PIECE;
        (told && before[..at].split_whitespace().count() >= 2)
            .then(|| [before[..at].trim(), &line[at..found.range.end], text])
    })
}

/// Pieces as paragraphs and subheadings.
pub fn blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let last = pieces.len().saturating_sub(1);
    let block = |(i, piece): (usize, Piece)| {
        let question = i > 0 && i < last && piece.text.ends_with('?') && is_heading(piece.text.trim_end_matches('?'));
        if (piece.is_heading || question) && i < last {
            Block::Subheading(Prose::plain(piece.text))
        } else {
            Block::paragraph(piece.text)
        }
    };
    pieces.into_iter().enumerate().map(block).collect()
}

/// `line` cut where two sentences, or a heading and a sentence, stand without a blank between them.
pub fn pieces<'t>(line: &'t str, context: &Context) -> Vec<Piece<'t>> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut pieces = Vec::new();
    let mut from = 0;
    for (i, (at, c)) in chars.iter().copied().enumerate().skip(1) {
        if at <= from || !opens(&chars, i, c) || in_known_name(line, at, context) {
            continue;
        }
        let piece = &line[from..at];
        let jam = if ends_sentence(&chars[..i]) && piece.len() >= MIN_PIECE || piece.ends_with('?') {
            Some(false)
        } else {
            joins_heading(line, from, at, context).then_some(true)
        };
        if let Some(is_heading) = jam {
            pieces.push(Piece { text: piece.trim(), is_heading });
            from = at;
        }
    }
    pieces.push(Piece { text: line[from..].trim(), is_heading: false });
    pieces
}

/// Whether a sentence may open here: a capital, or a quote before one, right after something that is no blank.
fn opens(chars: &[(usize, char)], i: usize, c: char) -> bool {
    let next = chars.get(i + 1).map(|(_, c)| *c);
    let quoted = matches!(c, '“' | '"' | '‘') && next.is_some_and(char::is_uppercase);
    let goes_on = next.is_some_and(|next| next.is_alphabetic() || next == ' ' || next == '\'' || next == '’');
    !chars[i - 1].1.is_whitespace()
        && (quoted || (c.is_uppercase() && goes_on && !matches!(chars[i - 1].1, '“' | '‘' | '"' | '(' | '[')))
}

/// Whether a sentence ends before here: a full stop after a small letter, a number, a bracket or a quote.
fn ends_sentence(before: &[(usize, char)]) -> bool {
    let mut rest =
        before.iter().rev().map(|(_, c)| *c).skip_while(|c| matches!(c, '”' | '"' | '’' | ')' | ']')).peekable();
    let stop = rest.next_if(|c| matches!(c, '.' | '!' | '?' | '…')).is_some();
    let closed_note =
        before.last().is_some_and(|(_, c)| *c == ']') && before.iter().rev().take(6).any(|(_, c)| *c == '.');
    let after = rest.next();
    (stop
        && after.is_some_and(|c| {
            c.is_lowercase() || c.is_ascii_digit() || matches!(c, ')' | ']' | '”' | '"' | '%' | '’' | '.' | 'I')
        }))
        || closed_note
}

/// Whether the piece before `at` is a heading jammed against a sentence: `Small things break firstThe most common …`.
fn joins_heading(line: &str, from: usize, at: usize, context: &Context) -> bool {
    let piece = &line[from..at];
    if piece.len() > MAX_HEADING_BYTES || !piece.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
        return false;
    }
    let line = &line[..line.floor_char_boundary(at + MAX_WORD_BYTES)];
    let left = piece.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let right = &line[at..];
    let right = &right[..right.find(|c: char| !c.is_alphabetic()).unwrap_or(right.len())];
    let small = left.starts_with(char::is_lowercase) && left.chars().count() >= 3;
    let evident = context.words.starters.contains(right)
        || (small && line[at + right.len()..].starts_with([' ', ',', '’', '\'']));
    evident
        && (is_heading(piece) || byline::read(piece, context, Order::MonthFirst).is_some_and(|byline| byline.certain))
}

fn is_heading(piece: &str) -> bool {
    HEADING_WORDS.contains(&piece.split_whitespace().count())
        && piece.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !piece.contains([';', '.', '!', '“', '"'])
        && !piece.contains(", ")
}

/// Whether `at` lies inside a known name: `OpenRouter`, `Character.AI`.
fn in_known_name(line: &str, at: usize, context: &Context) -> bool {
    let from = line.floor_char_boundary(at.saturating_sub(MAX_NAME_BYTES));
    let divides = |c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '—');
    let start =
        line[from..at].char_indices().rev().find(|(_, c)| divides(*c)).map_or(from, |(i, c)| from + i + c.len_utf8());
    tags::known_name(&line[start..], context).is_some_and(|length| start + length > at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    #[test]
    fn jams_are_cut_at_sentences_and_headings() {
        let line = "Tools are cheap to get and easy to change, so labs use them.The stakes are high. OpenRouter says so, and Character.AI agrees.\
                    What is open source and why?A brief history of toolsOpen source in software has a past.The end is near.";
        testing::with_context(|context| {
            let texts: Vec<(String, bool)> = blocks(pieces(line, context))
                .iter()
                .map(|block| (block.texts().next().unwrap().to_string(), matches!(block, Block::Subheading(_))))
                .collect();
            let expected = [
                ("Tools are cheap to get and easy to change, so labs use them.", false),
                ("The stakes are high. OpenRouter says so, and Character.AI agrees.", false),
                ("What is open source and why?", true),
                ("A brief history of tools", true),
                ("Open source in software has a past.", false),
                ("The end is near.", false),
            ];
            let expected: Vec<(String, bool)> =
                expected.iter().map(|(text, heading)| (text.to_string(), *heading)).collect();
            assert_eq!(texts, expected);
        });
    }

    #[test]
    fn a_stamp_divides_title_and_text() {
        testing::with_context(|context| {
            let line = "A Ferry Sails AlonePosted: 2026/04/18 18:20The boat holds forty people and leaves.";
            let parts = ["A Ferry Sails Alone", "Posted: 2026/04/18 18:20", "The boat holds forty people and leaves."];
            assert_eq!(around_stamp(line, context), Some(parts));
            assert_eq!(
                around_stamp("The law was published 3 March 2026. The court said so in a letter.", context),
                None
            );
        });
    }

    #[test]
    fn what_is_not_jammed_stays_whole() {
        testing::with_context(|context| {
            for line in [
                "The U.S. Center said no. J.R. Smith of MacBook fame, who met YouTube and Node.js people, said yes.",
                "One slip of the writer who forgot a blank.Here it is, and nothing else.",
            ] {
                assert_eq!(paragraphs(line, context).len(), 1, "{line}");
            }
        });
    }
}

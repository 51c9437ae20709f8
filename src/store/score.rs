//! How well a word matches a text, as a number: that of fuzzy-matcher's `SkimMatcherV2`, by the same recurrence.
//!
//! The matcher weighs every letter of the word against every letter of the text. All but some cells of that matrix say
//! that the two differ, so here only the places are looked at where they are the same: from those of one letter to
//! those of the next, with the best way to each. Its 24 bytes a cell and their clearing fall away too.
//!
//! With `M` for the score of the best way that ends at a place, `cost` for what one letter is worth, and `bonus` for where
//! in the text it stands: `M(next, at) = cost + max(M(last, at − 1) + max(bonus, 4), M(last, earlier) − gap + bonus)`,
//! where a gap of `n` letters costs 3 and 1 for each.

use memchr::{memchr_iter, memchr2_iter};

use super::fold;
use super::fuzzy::{MAX_CELLS, Word};

/// Of a letter in its case, and of one in the other.
const SAME: i32 = 16;
const OTHER_CASE: i32 = 14;
/// After the start of the text, a hard separator, a soft one, and of a capital after a small letter.
const FIRST: i32 = 16;
const HEAD: i32 = 8;
const BREAK: i32 = 7;
const CAMEL: i32 = 6;
/// At least that of a letter right after the one before it.
const CONSECUTIVE: i32 = 4;
pub(super) const GAP: i32 = 3;
/// What the matcher takes off before the first letter, however far it stands in the text.
pub(super) const START: i32 = 1;

/// The longest text for which the matcher's own sentinels, of 16 bits, are lower than any score.
const MAX_TEXT: usize = 30_000;

/// Stands for every character that is not ASCII: no word of ASCII has it.
const OTHER: char = '\u{7f}';

/// The letters of a text with their capitals and without accents, one byte each.
pub(super) fn letters(text: &str) -> String {
    fold::letters(text).map(|(letter, _)| if letter.is_ascii() { letter } else { OTHER }).collect()
}

/// Scores texts for one word.
#[derive(Clone, Debug)]
pub(super) struct Scorer<'w> {
    word: &'w Word,
    /// The ways that end at the letter before, and those that end at the letter looked at, by place.
    last: Vec<Way>,
    next: Vec<Way>,
}

/// The best way to a place.
#[derive(Clone, Copy, Debug)]
struct Way {
    at: i32,
    score: i32,
}

impl<'w> Scorer<'w> {
    /// For many texts.
    pub(super) fn new(word: &'w Word) -> Self {
        Self { word, last: Vec::new(), next: Vec::new() }
    }

    /// The score of a text of which both its [`letters`] and how it is shown are given; `None` if the word does not
    /// match. The matcher itself is asked where it does something else: with other letters than ASCII, and where its
    /// matrix would be too large.
    pub(super) fn score_shown(&mut self, letters: &str, shown: &str) -> Option<i32> {
        let n_cells = (letters.len() + 1) * (self.word.letters.len() + 1);
        if self.word.letters.is_ascii() && letters.len() <= MAX_TEXT && n_cells <= MAX_CELLS {
            return self.score(letters.as_bytes());
        }
        self.word.score(shown).and_then(|score| i32::try_from(score).ok())
    }

    fn score(&mut self, text: &[u8]) -> Option<i32> {
        let word = self.word;
        let Some((first, rest)) = word.letters.as_bytes().split_first() else { return Some(0) };
        self.start(*first, text);
        for letter in rest {
            self.step(*letter, text)?;
        }
        self.last.iter().map(|way| way.score).max()
    }

    fn start(&mut self, letter: u8, text: &[u8]) {
        let (exact_case, last) = (self.word.exact_case, &mut self.last);
        last.clear();
        each_place(letter, text, exact_case, |at| {
            last.push(Way { at: at as i32, score: cost(letter, text[at]) + bonus(text, at) - START });
        });
    }

    /// From the ways to the letter before to those to this one; `None` if there are none.
    fn step(&mut self, letter: u8, text: &[u8]) -> Option<()> {
        let Self { word, last, next } = self;
        let from = last.first()?.at as usize + 1;
        next.clear();
        let mut before = last.iter().peekable();
        // Of the ways that leave a gap, the best one stays the best: each further letter costs all of them the same.
        let mut best = i32::MIN / 2;
        each_place(letter, &text[from..], word.exact_case, |at| {
            let place = from + at;
            let (at, bonus) = (place as i32, bonus(text, place));
            while let Some(way) = before.next_if(|way| way.at + 1 < at) {
                best = best.max(way.score + way.at);
            }
            let after_gap = best - (at - 1) - GAP + bonus;
            let beside = before.peek().filter(|way| way.at + 1 == at);
            let score = beside.map_or(after_gap, |way| after_gap.max(way.score + bonus.max(CONSECUTIVE)));
            next.push(Way { at, score: score + cost(letter, text[place]) });
        });
        std::mem::swap(last, next);
        (!last.is_empty()).then_some(())
    }
}

/// Calls `visit` with each place in `text` that has the letter, in order.
fn each_place(letter: u8, text: &[u8], exact_case: bool, visit: impl FnMut(usize)) {
    if exact_case || !letter.is_ascii_lowercase() {
        memchr_iter(letter, text).for_each(visit);
    } else {
        memchr2_iter(letter, letter.to_ascii_uppercase(), text).for_each(visit);
    }
}

/// The most that a letter in its place is worth: [`FIRST`] and [`SAME`].
pub(super) const MOST_WORTH: u8 = 32;

/// What a letter of a text is worth to a word in lower case, after a gap.
pub(super) fn worth(text: &[u8], at: usize) -> u8 {
    (cost(text[at].to_ascii_lowercase(), text[at]) + bonus(text, at)) as u8
}

/// What a letter right beside the one before it falls short of [`MOST_WORTH`], from what it does after a gap: only where
/// its place is worth nothing that is 16 or 18, else less, and there it falls short by [`CONSECUTIVE`] less.
pub(super) fn short_beside(short_after_gap: u8) -> u8 {
    short_after_gap - ((short_after_gap & 16) >> 2)
}

fn cost(letter: u8, found: u8) -> i32 {
    if letter == found { SAME } else { OTHER_CASE }
}

/// What the place of a letter is worth.
fn bonus(text: &[u8], at: usize) -> i32 {
    let Some(before) = at.checked_sub(1) else { return FIRST };
    match (CLASSES[usize::from(text[before])], CLASSES[usize::from(text[at])]) {
        (Class::Hard, _) => HEAD,
        (Class::Soft, _) => BREAK,
        (Class::Small | Class::Digit, Class::Capital) => CAMEL,
        _ => 0,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Small,
    Capital,
    Digit,
    /// Blanks, slashes and brackets.
    Hard,
    /// Other signs.
    Soft,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Small; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b' ' | b'/' | b'\\' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => Class::Hard,
            b'!'..=b'\'' | b'*'..=b'.' | b':'..=b'@' | b'^'..=b'`' | b'~' => Class::Soft,
            b'0'..=b'9' => Class::Digit,
            b'A'..=b'Z' => Class::Capital,
            _ => Class::Small,
        };
        byte += 1;
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use fuzzy_matcher::FuzzyMatcher;
    use fuzzy_matcher::skim::SkimMatcherV2;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn reference(word: &str, text: &str, exact_case: bool) -> Option<i64> {
        let matcher = SkimMatcherV2::default();
        let matcher = if exact_case { matcher.respect_case() } else { matcher.ignore_case() };
        matcher.fuzzy_indices(text, word).map(|(score, _)| score)
    }

    proptest! {
        #[test]
        fn scores_are_those_of_a_fresh_matcher(
            word in "[a-cA-C1 .+]{1,7}", text in "[a-cA-C1 ./_+(-]{0,60}", exact_case in any::<bool>(),
        ) {
            let word = if exact_case { word } else { word.to_lowercase() };
            let word = Word { exact_case, ..Word::new(&word) };
            let score = Scorer::new(&word).score(text.as_bytes());
            prop_assert_eq!(score.map(i64::from), reference(&word.letters, &text, exact_case));
        }

        #[test]
        fn a_used_scorer_gives_the_same(word in "[ab]{1,4}", texts in proptest::collection::vec("[abAB ]{0,30}", 1..8)) {
            let of_word = Word::new(&word);
            let mut scorer = Scorer::new(&of_word);
            for text in texts {
                prop_assert_eq!(scorer.score(text.as_bytes()).map(i64::from), reference(&word, &text, false));
            }
        }
    }

    #[test]
    fn long_gaps_cost_what_they_do() {
        let text = format!("a{}b", "x".repeat(5000));
        let score = |word: &str, text: &str| Scorer::new(&Word::new(word)).score_shown(text, text).map(i64::from);
        assert_eq!(score("ab", &text), reference("ab", &text, false));
        assert_eq!(score("", "x"), Some(0));
        let text = format!("a{}b", "x".repeat(MAX_TEXT + 1000));
        assert_eq!(score("ab", &text), reference("ab", &text, false));
    }
}

//! Whether a spelling in a text means its entity: case, what else the article names, and whose surname it is.

use unicode_normalization::UnicodeNormalization;

use super::lexicon::{Case, Needs, Numbers};
use super::scan::Text;

/// Longest headline, in bytes.
const HEADLINE: usize = 300;

/// Share of words with a capital from which a line is a headline in title case, where capitals tell no names.
const TITLE_CASE_SHARE: f64 = 0.7;

/// What an article shows as a whole.
#[derive(Debug)]
pub(super) struct Context {
    /// By pattern: whether it stands anywhere in the article.
    pub seen: Vec<bool>,
    /// No letter in the article is a capital.
    pub lower: bool,
    /// Its language adds an s to names: "Nvidias".
    pub genitive: bool,
}

/// What evidence says of a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It means the entity.
    Sure,
    /// The letters' case would decide, and says nothing here.
    Caseless,
    /// It means something else.
    No,
}

impl Context {
    /// Whether the words that evidence asks for are there, and those it excludes are not.
    pub fn allows(&self, needs: &Needs) -> bool {
        (needs.requires.is_empty() || self.has_one(&needs.requires, needs.own)) && !self.excludes(needs)
    }

    /// Whether all that speaks against a spelling is that nothing speaks for it.
    pub fn lacks(&self, needs: &Needs) -> bool {
        !needs.requires.is_empty() && !self.has_one(&needs.requires, needs.own) && !self.excludes(needs)
    }

    fn excludes(&self, needs: &Needs) -> bool {
        let excluded = needs.unless.iter().any(|pattern| self.seen[*pattern]);
        excluded && !self.has_one(&needs.certain_with, None)
    }

    /// Whether the article has one of the words of these lists, other than `own`.
    fn has_one(&self, lists: &[Numbers], own: Option<usize>) -> bool {
        lists.iter().any(|list| list.iter().any(|pattern| self.seen[*pattern] && Some(*pattern) != own))
    }

    /// Whether the name that ends at `end` is a person's first name: a surname follows, and nothing in the article
    /// makes the entity certain. In a headline there is no telling.
    pub fn is_first_name(&self, needs: &Needs, text: &Text, end: usize) -> bool {
        let certain = || self.has_one(&needs.certain_with, None);
        let word = text.clean[end..].strip_prefix(' ').unwrap_or_default().split(|c: char| !c.is_alphabetic()).next();
        let mut letters = word.unwrap_or_default().chars();
        let surname = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        needs.given && surname && !certain() && !is_title_case(text.clean)
    }

    /// What the case of `written` says of a name spelled `spelling`.
    pub fn judge(&self, needs: &Needs, text: &Text, written: &str, spelling: &str) -> Verdict {
        if !self.allows(needs) {
            return Verdict::No;
        }
        let fits = match needs.case {
            Case::Any => return Verdict::Sure,
            Case::Capital => written.chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_lowercase()),
            Case::Acronym | Case::Exact => same_letters(written, spelling),
        };
        match (needs.case, fits) {
            (Case::Acronym, true) => Verdict::Sure,
            _ if text.capitals || self.lower => Verdict::Caseless,
            (_, true) => Verdict::Sure,
            (_, false) => Verdict::No,
        }
    }
}

/// Whether two spellings have the same letters in the same case; their width, hyphens and blanks count for nothing.
pub(super) fn same_letters(a: &str, b: &str) -> bool {
    let is_letter = |c: &char| c.is_alphanumeric();
    match a.is_ascii() {
        true => a.chars().filter(is_letter).eq(b.chars().filter(is_letter)),
        false => a.nfkc().filter(is_letter).eq(b.nfkc().filter(is_letter)),
    }
}

/// Whether the surname at `start` follows somebody's first name, so that it is another person's: "Melania Trump".
/// Titles and words at the start of a sentence are no first names; in a headline there is no telling.
pub(super) fn is_somebody_else(text: &Text, start: usize, titles: &[String]) -> bool {
    if text.clean[..start].strip_suffix('-').is_some_and(ends_a_double_name) {
        return true;
    }
    let Some(before) = text.clean[..start].strip_suffix(' ') else { return false };
    let word = before.rsplit([' ', '-', '“', '"', '(']).next().unwrap_or_default();
    let opening = before[..before.len() - word.len()].trim_end();
    let opens = opening.is_empty() || opening.ends_with(['.', '!', '?', ':', ';', '“', '"', '(', '—', '▪', '•']);
    let initial = word.ends_with('.') && word.chars().count() > 2;
    let plain = word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    let shouted = word.chars().all(char::is_uppercase) && word.chars().count() > 1;
    let title = titles.iter().any(|title| title.eq_ignore_ascii_case(word));
    plain && !opens && !initial && !shouted && !title && !is_title_case(text.clean)
}

/// Whether a first name and the first half of a surname end a text: the "Samir Boutros" of "Samir Boutros-Vance".
fn ends_a_double_name(before: &str) -> bool {
    let mut words = before.rsplit(' ');
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    words.next().is_some_and(is_name) && words.next().is_some_and(is_name)
}

/// Whether nearly all longer words have a capital.
pub(super) fn is_title_case(clean: &str) -> bool {
    if clean.len() > HEADLINE {
        return false;
    }
    let words: Vec<&str> = clean.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let n_capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    n_capital as f64 >= words.len() as f64 * TITLE_CASE_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Place;

    #[test]
    fn a_first_name_makes_a_surname_somebody_elses() {
        let titles = ["president".to_owned()];
        let check = |clean: &str, expected: bool| {
            let text = Text::new(Place::Title, clean);
            let start = clean.find("Trump").unwrap();
            assert_eq!(is_somebody_else(&text, start, &titles), expected, "{clean}");
        };
        check("a book that Melania Trump wrote last year", true);
        check("an order that President Trump signed last year", false);
        check("But Trump signed the order last year", false);
        check("an order of the Trump administration", false);
        check("How Trump Restricts Private Models", false);
        check("the lawyer Samir Boutros-Trump wrote", true);
        check("after the Biden-Trump debate", false);
    }

    #[test]
    fn letters_are_compared_and_joiners_are_not() {
        assert!(same_letters("DeepSeek R1", "DeepSeek-R1"));
        assert!(same_letters("ＴＳＭＣ", "TSMC"));
        assert!(!same_letters("Exa", "exa"));
    }
}

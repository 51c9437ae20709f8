//! Matching a rule around the word by which it was found: forwards to its end, backwards to its beginning.

use super::items::{Item, Shape, What};
use super::pattern::{Element, Pattern, Phrase, Slot};
use super::vocabulary::{Class, UNKNOWN};
use crate::article::EntityKind;

/// A name that a rule points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) struct Capture {
    /// Index of the item.
    pub item: usize,
    pub slot: Slot,
}

/// What decides whether an item may fill a slot.
pub(in crate::entity) trait Judge {
    /// Whether the name may be one of this slot's kind.
    fn fits(&self, item: &Item, shape: Shape, slot: Slot) -> bool;

    /// Whether a plain word may be a name that somebody writes small.
    fn may_be_name(&self, item: &Item) -> bool;
}

/// A text and the rule that is tried on it.
pub(in crate::entity) struct Walk<'a, J> {
    pub items: &'a [Item],
    pub judge: &'a J,
}

/// Most names of a list.
const MAX_LIST: usize = 8;

/// Most words in brackets after a name of a list.
const MAX_BRACKETED: usize = 3;

impl<J: Judge> Walk<'_, J> {
    /// The names of `pattern`, whose anchor stands from `at` to `end`; `None` where it does not match.
    pub fn captures(&self, pattern: &Pattern, at: usize, end: usize) -> Option<Vec<Capture>> {
        let (before, rest) = pattern.elements.split_at(pattern.anchor);
        let mut captures = Vec::new();
        (self.backward(before, at, &mut captures) && self.forward(&rest[1..], end, &mut captures)).then_some(captures)
    }

    fn forward(&self, elements: &[Element], at: usize, captures: &mut Vec<Capture>) -> bool {
        let Some((element, rest)) = elements.split_first() else { return true };
        let n_captures = captures.len();
        for end in self.ends(element, at, captures) {
            let n_own = captures.len();
            if self.forward(rest, end, captures) {
                return true;
            }
            captures.truncate(n_own);
        }
        captures.truncate(n_captures);
        false
    }

    fn backward(&self, elements: &[Element], end: usize, captures: &mut Vec<Capture>) -> bool {
        let Some((element, rest)) = elements.split_last() else { return true };
        let n_captures = captures.len();
        for start in self.starts(element, end, captures) {
            let n_own = captures.len();
            if self.backward(rest, start, captures) {
                return true;
            }
            captures.truncate(n_own);
        }
        captures.truncate(n_captures);
        false
    }

    /// Where `element` may end that begins at `at`.
    fn ends(&self, element: &Element, at: usize, captures: &mut Vec<Capture>) -> Vec<usize> {
        match element {
            Element::Words { phrases, optional } => {
                let longest = self.longest(phrases, at);
                longest.into_iter().chain(optional.then_some(at)).collect()
            }
            Element::Not(phrases) => {
                let stands = phrases.iter().any(|phrase| self.phrase_end(phrase, at).is_some());
                Vec::from_iter((!stands).then_some(at))
            }
            Element::Gap(n) => self.stretch(at, *n, is_gap),
            Element::Description(n) => self.stretch(at, *n, is_description),
            Element::Stretch(n) => self.stretch(at, *n, |item| item.what != What::Stop),
            Element::Money => Vec::from_iter((self.what(at) == Some(What::Money)).then_some(at + 1)),
            Element::Begin => Vec::from_iter(self.is_begin(at).then_some(at)),
            Element::End => Vec::from_iter(self.is_end(at).then_some(at)),
            Element::Slot(slot) => self.slot(*slot, at, captures).into_iter().collect(),
        }
    }

    /// Where `element` may begin that ends at `end`.
    fn starts(&self, element: &Element, end: usize, captures: &mut Vec<Capture>) -> Vec<usize> {
        let back = |n: usize| end.checked_sub(n);
        match element {
            Element::Words { phrases, optional } => {
                let last = back(1).map_or(UNKNOWN, |at| self.items[at].word);
                let fits = |phrase: &&Phrase| {
                    phrase.last() == Some(&last)
                        && back(phrase.len()).is_some_and(|start| self.phrase_end(phrase, start) == Some(end))
                };
                let longest = phrases.iter().filter(fits).map(Vec::len).max().and_then(back);
                longest.into_iter().chain(optional.then_some(end)).collect()
            }
            Element::Not(phrases) => {
                let stands = |phrase: &Phrase| {
                    back(phrase.len()).is_some_and(|start| self.phrase_end(phrase, start) == Some(end))
                };
                Vec::from_iter((!phrases.iter().any(stands)).then_some(end))
            }
            Element::Gap(n) => self.stretch_back(end, *n, is_gap),
            Element::Description(n) => self.stretch_back(end, *n, is_description),
            Element::Stretch(n) => self.stretch_back(end, *n, |item| item.what != What::Stop),
            Element::Money => Vec::from_iter(back(1).filter(|at| self.what(*at) == Some(What::Money))),
            Element::Begin => Vec::from_iter(self.is_begin(end).then_some(end)),
            Element::End => Vec::from_iter(self.is_end(end).then_some(end)),
            Element::Slot(slot) => self.slot_back(*slot, end, captures).into_iter().collect(),
        }
    }

    fn what(&self, at: usize) -> Option<What> {
        self.items.get(at).map(|item| item.what)
    }

    /// Where the longest of the phrases ends that begin at `at`.
    fn longest(&self, phrases: &[Phrase], at: usize) -> Option<usize> {
        let first = self.items.get(at)?.word;
        if first == UNKNOWN {
            return None;
        }
        let candidates = phrases.iter().filter(|phrase| phrase.first() == Some(&first));
        candidates.filter_map(|phrase| self.phrase_end(phrase, at)).max()
    }

    fn phrase_end(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let end = at + phrase.len();
        let stands = self.items.get(at..end)?.iter().zip(phrase).all(|(item, word)| item.word == *word);
        (stands && !phrase.is_empty() && phrase[0] != UNKNOWN).then_some(end)
    }

    fn stretch(&self, at: usize, n: usize, may_pass: impl Fn(&Item) -> bool) -> Vec<usize> {
        let passed = self.items[at.min(self.items.len())..].iter().take(n).take_while(|item| may_pass(item)).count();
        (at..=at + passed).collect()
    }

    fn stretch_back(&self, end: usize, n: usize, may_pass: impl Fn(&Item) -> bool) -> Vec<usize> {
        let passed = self.items[..end].iter().rev().take(n).take_while(|item| may_pass(item)).count();
        (end - passed..=end).rev().collect()
    }

    /// Whether a sentence begins here.
    fn is_begin(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.what(before) == Some(What::Stop))
    }

    /// Whether a description may end here.
    fn is_end(&self, at: usize) -> bool {
        self.items.get(at).is_none_or(|item| {
            matches!(item.what, What::Mark | What::Stop | What::Name(_) | What::Known(..))
                || item.classes.has(Class::After)
        })
    }

    fn slot(&self, slot: Slot, at: usize, captures: &mut Vec<Capture>) -> Option<usize> {
        if !self.fills(slot, at) {
            return None;
        }
        captures.push(Capture { item: at, slot });
        let mut end = at + 1;
        while slot.list && end - at < MAX_LIST {
            let Some(next) = after_link(self.items, end).filter(|next| self.fills(slot, *next)) else { break };
            captures.push(Capture { item: next, slot });
            end = next + 1;
        }
        Some(end)
    }

    fn slot_back(&self, slot: Slot, end: usize, captures: &mut Vec<Capture>) -> Option<usize> {
        let mut start = end.checked_sub(1).filter(|at| self.fills(slot, *at))?;
        captures.push(Capture { item: start, slot });
        while slot.list && end - start < MAX_LIST {
            let before = [2, 3].iter().find_map(|n| {
                let at = start.checked_sub(*n)?;
                (after_link(self.items, at + 1) == Some(start) && self.fills(slot, at)).then_some(at)
            });
            let Some(at) = before else { break };
            captures.push(Capture { item: at, slot });
            start = at;
        }
        Some(start)
    }

    fn fills(&self, slot: Slot, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return false };
        match item.what {
            What::Known(kind, _) => {
                kind == slot.kind || (slot.kind == EntityKind::Company && kind == EntityKind::Organization)
            }
            What::Name(shape) => self.judge.fits(item, shape, slot),
            What::Plain => slot.plain && item.word == UNKNOWN && self.judge.may_be_name(item),
            _ => false,
        }
    }
}

/// What joins the names of a list.
#[derive(PartialEq, Eq)]
enum Link {
    Comma,
    And,
}

/// What follows ", ", " and " or ", and " in a list, also after "of Kochi" and "(Paris)".
pub(super) fn after_link(items: &[Item], at: usize) -> Option<usize> {
    let has = |at: usize, class| items.get(at).is_some_and(|item| item.classes.has(class));
    let seated = has(at, Class::Locative) && has(at + 1, Class::Place);
    let at = at + if seated { 2 } else { brackets(&items[at.min(items.len())..]) };
    let is = |at: usize, what: Link| items.get(at).is_some_and(|item| link(item) == Some(what));
    match (is(at, Link::Comma), is(at, Link::And)) {
        (true, _) => Some(at + 1 + usize::from(is(at + 1, Link::And))),
        (_, true) => Some(at + 1),
        _ => None,
    }
}

/// How many items a few words in brackets take, with the brackets.
fn brackets(items: &[Item]) -> usize {
    let bracket =
        |item: &Item| item.what == What::Mark && !item.classes.has_any(&[Class::Comma, Class::And, Class::Genitive]);
    let Some((first, rest)) = items.split_first() else { return 0 };
    let inside = rest.iter().take(MAX_BRACKETED + 1).take_while(|item| is_description(item)).count();
    let closed = rest.get(inside).is_some_and(bracket);
    if bracket(first) && (1..=MAX_BRACKETED).contains(&inside) && closed { inside + 2 } else { 0 }
}

fn link(item: &Item) -> Option<Link> {
    match (item.what, item.end - item.start) {
        (What::Mark, 1) if item.classes.has(Class::Comma) => Some(Link::Comma),
        (What::Plain | What::Mark, _) if item.classes.has(Class::And) => Some(Link::And),
        _ => None,
    }
}

/// Whether a gap may pass over it: words and numbers, and places, which are plain; also the end of "the union's".
fn is_gap(item: &Item) -> bool {
    matches!(item.what, What::Plain | What::Money) || item.classes.has(Class::Genitive)
}

/// Whether a description may have it: "a Sundvik start-up" names a place, "an OpenAI rival" a firm.
fn is_description(item: &Item) -> bool {
    (is_gap(item) || matches!(item.what, What::Name(_) | What::Known(..))) && !item.classes.has(Class::After)
}

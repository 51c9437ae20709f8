//! A text as rules see it: words, amounts, punctuation, known names, and runs of capitals that may be names.

use super::version::{attached, is_variant, spaced, suffixed, variants};
use super::vocabulary::{Class, Classes, UNKNOWN, Vocabulary, Word};
use crate::article::EntityKind;
use crate::entity::fold::is_cjk;

/// One thing in a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::entity) struct Item {
    /// First byte in the clean text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    pub what: What,
    /// Its number, if a rule knows the word.
    pub word: Word,
    pub classes: Classes,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) enum What {
    /// A word or a number that is no name.
    Plain,
    Money,
    Mark,
    /// A sentence ends.
    Stop,
    /// It may be a name.
    Name(Shape),
    /// An entity of the lexicon: its index in the list of known places.
    Known(EntityKind, usize),
}

/// How a run of capitals looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) struct Shape {
    /// Where the family's name ends and its version begins; the end without one.
    pub family_end: usize,
    /// It opens its sentence, so that its first capital says nothing.
    pub opens: bool,
    /// How many words it has.
    pub n_words: usize,
    /// It has no capital: "hexa-2", "lumora.ai".
    pub small: bool,
}

/// A place in the clean text that is taken by the lexicon.
#[derive(Clone, Copy, Debug)]
pub(in crate::entity) struct Known {
    pub start: usize,
    pub end: usize,
    /// `None`: nobody, it hides what is within.
    pub kind: Option<EntityKind>,
}

/// Fewest letters of a name in small letters.
const MIN_SMALL: usize = 3;

/// Short words before a full stop that end no sentence.
const ABBREVIATIONS: [&str; 14] =
    ["Dr", "Mr", "Ms", "Mrs", "Sen", "Rep", "Gov", "Prof", "St", "No", "vs", "v", "Jr", "Reps"];

/// Signs before an amount of money.
const CURRENCIES: [char; 8] = ['$', '€', '£', '¥', '₹', '₩', '￥', '₽'];

/// Codes of currencies before an amount, and their length.
const CODES: [&str; 20] = [
    "USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "INR", "SGD", "AUD", "CAD", "NZD", "JPY", "KRW", "CNY", "RMB",
    "HKD", "BRL", "PLN", "CZK",
];
const CODE: usize = 3;

/// The items of `text`, which names `known`, by start. In a `headline` no word is a part of a name that rules know.
pub(in crate::entity) fn items(text: &str, known: &[Known], vocabulary: &Vocabulary, headline: bool) -> Vec<Item> {
    let (items, run) = (Vec::with_capacity(text.len() / 5), Vec::new());
    let mut reader = Reader { text, vocabulary, headline, items, run, at: 0, opens: true };
    let mut known = known.iter().enumerate().peekable();
    while reader.at < text.len() {
        while known.next_if(|(_, known)| known.start < reader.at).is_some() {}
        match known.next_if(|(_, known)| known.start == reader.at) {
            Some((index, known)) => reader.take_known(index, *known),
            None => reader.step(),
        }
    }
    reader.end_run();
    reader.items
}

/// Whether a word with a capital stands in `text` outside of known names that no rule knows: without one there is
/// nothing to be found.
pub(in crate::entity) fn has_strangers(text: &str, known: &[Known], vocabulary: &Vocabulary) -> bool {
    let (bytes, mut known) = (text.as_bytes(), known.iter().peekable());
    let mut at = 0;
    while at < bytes.len() {
        while known.next_if(|known| known.end <= at).is_some() {}
        if let Some(known) = known.next_if(|known| known.start <= at) {
            at = known.end;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let capital = bytes[at..end].iter().any(u8::is_ascii_uppercase);
        let strange = |word| word == UNKNOWN || vocabulary.classes(word).has(Class::Given);
        if capital && end - at > 1 && strange(vocabulary.find(&text[at..end])) {
            return true;
        }
        if !bytes[at].is_ascii() && text[at..].starts_with(char::is_uppercase) {
            return true;
        }
        at = end.max(at + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    false
}

struct Reader<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    headline: bool,
    items: Vec<Item>,
    /// Words with capitals, one blank between them, that are not yet items.
    run: Vec<Item>,
    at: usize,
    /// What comes next opens a sentence.
    opens: bool,
}

impl Reader<'_> {
    fn take_known(&mut self, index: usize, known: Known) {
        self.end_run();
        let what = known.kind.map_or(What::Plain, |kind| What::Known(kind, index));
        self.push(known.start, known.end, what);
        if let (Some(kind), Some(item)) = (known.kind, self.items.last_mut()) {
            item.word = self.vocabulary.find(kind_word(kind));
        }
        self.at = self.text.ceil_char_boundary(known.end.max(self.at + 1));
    }

    fn step(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        let next = self.at + c.len_utf8();
        match c {
            ' ' => {
                let single = self.text[next..].starts_with(|c: char| c != ' ');
                if !single {
                    self.end_run();
                }
                self.at = next;
            }
            '“' | '”' | '"' | '«' | '»' | '„' | '‘' | '*' => {
                self.end_run();
                self.opens |= self.items.last().is_none_or(|item| matches!(item.what, What::Mark | What::Stop));
                self.at = next;
            }
            '.' | '!' | '?' | '。' | '！' | '？' | '▪' | '•' | ';' => self.stop(next),
            '&' if !self.run.is_empty() && self.capital_follows(next) => {
                let (word, what) = (UNKNOWN, What::Plain);
                self.run.push(Item { start: self.at, end: next, what, word, classes: Classes::default() });
                self.at = next;
            }
            c if CURRENCIES.contains(&c) => self.money(next),
            c if c.is_uppercase() && self.currency_code() => self.money(self.at + CODE + 1),
            c if c.is_alphanumeric() => self.word(c),
            '’' | '\''
                if self.text[next..].starts_with('s') && !self.text[next + 1..].starts_with(char::is_alphanumeric) =>
            {
                self.end_run();
                self.mark(self.at, next + 1, self.vocabulary.find("'s"));
            }
            _ => {
                self.end_run();
                self.mark(self.at, next, self.vocabulary.find(&self.text[self.at..next]));
            }
        }
    }

    fn mark(&mut self, start: usize, end: usize, word: Word) {
        let classes = self.vocabulary.classes(word);
        self.items.push(Item { start, end, what: What::Mark, word, classes });
        self.opens = false;
        self.at = end;
    }

    fn push(&mut self, start: usize, end: usize, what: What) {
        self.items.push(Item { start, end, what, word: UNKNOWN, classes: Classes::default() });
        self.opens = false;
    }

    fn stop(&mut self, next: usize) {
        self.end_run();
        let (start, word) = (self.at, self.vocabulary.find("."));
        self.items.push(Item { start, end: next, what: What::Stop, word, classes: Classes::default() });
        (self.opens, self.at) = (true, next);
    }

    /// Whether an amount follows the code of a currency here: "CHF 9m".
    fn currency_code(&self) -> bool {
        let code = self.text.get(self.at..self.at + CODE).is_some_and(|code| CODES.contains(&code));
        let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        code && self.text[self.at + CODE..].strip_prefix(' ').is_some_and(digit)
    }

    /// An amount after its sign, with the "million" that follows.
    fn money(&mut self, next: usize) {
        self.end_run();
        let start = self.at;
        let is_amount = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let digits = self.text[next..].len() - self.text[next..].trim_start_matches(is_amount).len();
        if digits == 0 {
            return self.mark(start, next, UNKNOWN);
        }
        self.at = next + digits;
        if self.text[..self.at].ends_with(['.', ',']) {
            self.at -= 1;
        }
        let rest = &self.text[self.at..];
        let unit = rest.strip_prefix(' ').unwrap_or(rest);
        let mut word = UNKNOWN;
        let length = unit.find(|c: char| !c.is_alphabetic()).unwrap_or(unit.len());
        if matches!(&unit[..length], "million" | "billion" | "trillion" | "m" | "bn" | "mn" | "M" | "B" | "k" | "K") {
            self.at += rest.len() - unit.len() + length;
            word = self.vocabulary.find("$sum");
        }
        self.items.push(Item { start, end: self.at, what: What::Money, word, classes: Classes::default() });
        self.opens = false;
    }

    fn word(&mut self, first: char) {
        let (start, end) = (self.at, self.word_end(first));
        let written = &self.text[start..end];
        let word = self.number(written);
        let item = Item { start, end, what: What::Plain, word, classes: self.vocabulary.classes(word) };
        if is_small_name(written, word) {
            self.end_run();
            if self.at == start {
                self.at = end;
                self.run.push(item);
                self.end_run();
            }
            return;
        }
        let named_before = !self.run.is_empty();
        let particle = named_before && item.classes.has(Class::Particle);
        let given = is_given_name(written, self.vocabulary) && (named_before || self.capital_follows(end));
        let named = self.may_be_told(word) && may_be_name(written, self.vocabulary);
        if given || named || (particle && self.capital_follows(end)) {
            self.at = end;
            return self.run.push(item);
        }
        self.end_run();
        if self.at > start {
            return; // it was the version of the name before it
        }
        self.at = end;
        self.opens = false;
        self.items.push(item);
    }

    /// Whether a capital may tell a name of this word here.
    fn may_be_told(&self, word: Word) -> bool {
        let parts = [Class::Tail, Class::Legal, Class::Given, Class::Variant, Class::Particle];
        !self.headline || word == UNKNOWN || self.vocabulary.classes(word).has_any(&parts)
    }

    /// The number of a word; of a compound that no rule knows that of its last part: "-based".
    fn number(&self, written: &str) -> Word {
        let word = self.vocabulary.find(written.trim_end_matches('.'));
        match written.rfind(['-', '‑']).filter(|_| word == UNKNOWN) {
            Some(hyphen) => self.vocabulary.find(&written[hyphen..]),
            None => word,
        }
    }

    fn capital_follows(&self, at: usize) -> bool {
        self.text[at..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// Where the word ends that begins here: dots, hyphens and apostrophes may lie within.
    fn word_end(&self, first: char) -> usize {
        let mut end = self.at + first.len_utf8();
        if is_cjk(first) {
            return end;
        }
        let mut before = first;
        loop {
            let mut rest = self.text[end..].chars();
            let (next, after) = (rest.next(), rest.next());
            let goes_on = match (next, after) {
                (Some(c), _) if c.is_alphanumeric() => !is_cjk(c),
                (Some('-' | '‑' | '&' | '_' | '/'), Some(c)) => {
                    c.is_alphanumeric() && !is_cjk(c) && !self.text[end..].starts_with('/')
                }
                (Some('–'), Some(c)) => c.is_uppercase() && before.is_lowercase(),
                (Some('.'), Some(c)) => self.dot_is_inside(end, before, c),
                (Some('’' | '\''), Some(c)) => c.is_uppercase() && before.is_uppercase(),
                (Some('+'), c) => c.is_none_or(|c| !c.is_alphanumeric()) && before.is_alphabetic(),
                _ => false,
            };
            match next.filter(|_| goes_on) {
                Some(c) => (end, before) = (end + c.len_utf8(), c),
                None => break,
            }
        }
        let dotted = self.text[end..].starts_with('.') && self.text[end + 1..].starts_with([' ', ',', '’', '\'']);
        if !dotted {
            return end;
        }
        let written = &self.text[self.at..end];
        let short = written.chars().count() == 1 && first.is_uppercase() || written.contains('.') && written.len() < 5;
        let abbreviated = short
            || ABBREVIATIONS.contains(&written)
            || self.vocabulary.classes(self.vocabulary.find(written)).has(Class::Legal);
        if abbreviated { end + 1 } else { end }
    }

    /// Whether a dot is a part of the word: `U.S`, `2.5`, `Character.AI`.
    fn dot_is_inside(&self, dot: usize, before: char, after: char) -> bool {
        let initial = !self.text[self.at..dot].contains(|c: char| c.is_lowercase()) && dot - self.at <= 3;
        let rest = &self.text[dot + 1..];
        let domain = ["AI", "ai", "io"]
            .iter()
            .any(|end| rest.strip_prefix(end).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
        after.is_ascii_digit() && before.is_ascii_digit() || domain || (initial && after.is_uppercase())
    }

    /// Turns the words with capitals so far into names and plain words.
    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let (mut opens, mut at) = (self.opens, 0);
        while at < run.len() {
            let n = if self.is_place_apart(&run, at) { 0 } else { self.name_length(&run[at..], opens) };
            if n == 0 {
                self.items.push(run[at]);
                at += 1;
                continue;
            }
            self.push_name(&run[at..at + n], opens, at + n == run.len());
            (at, opens) = (at + n, false);
        }
        self.opens = false;
        self.run = run;
        self.run.clear();
    }

    /// Whether a word is a place apart from the name that follows: "In Uppsala Lumora has".
    fn is_place_apart(&self, run: &[Item], at: usize) -> bool {
        let opened = at > 0 && &self.text[run[at - 1].start..run[at - 1].end] == "In";
        opened && run[at].classes.has(Class::Place) && at + 1 < run.len()
    }

    /// How many words of a run make a name at its start; none if the first is no part of one.
    fn name_length(&self, run: &[Item], opens: bool) -> usize {
        let apart = |item: &Item| item.classes.has_any(&[Class::Never, Class::Role]);
        let first = run[0].classes;
        if is_small_name(&self.text[run[0].start..run[0].end], run[0].word) {
            return 1;
        }
        let joins = first.has(Class::Particle) && self.is_small(&run[0]);
        if joins || apart(&run[0]) || first.has(Class::Nation) || (opens && first.has(Class::Ordinary)) {
            return 0;
        }
        let mut n = run.iter().position(apart).unwrap_or(run.len());
        while n > 0 && run[n - 1].classes.has(Class::Particle) && self.is_small(&run[n - 1]) {
            n -= 1;
        }
        let common = [Class::Place, Class::Nation, Class::Tail, Class::Legal, Class::Ordinary, Class::Body, Class::Law];
        let says_little = |item: &Item| item.classes.has_any(&common) || item.end - item.start == 1;
        let firm =
            n == 2 && first.has(Class::Place) && run[1].classes.has(Class::Tail) && run[1].end - run[1].start > 3;
        if !firm && run[..n].iter().all(says_little) { 0 } else { n }
    }

    fn is_small(&self, item: &Item) -> bool {
        self.text[item.start..].starts_with(char::is_lowercase)
    }

    fn push_name(&mut self, words: &[Item], opens: bool, last: bool) {
        let (Some(first), Some(end)) = (words.first(), words.last()) else { return };
        let (start, mut end) = (first.start, end.end);
        let last_start = words[words.len() - 1].start;
        let last_word = &self.text[last_start..end];
        let mut family_end = last_start + attached(last_word).min(suffixed(last_word, self.vocabulary));
        if words.len() > 1 && is_variant(last_word) {
            family_end = last_start - 1;
        }
        if last {
            end = match family_end < end {
                true => variants(self.text, end, self.vocabulary),
                false => spaced(self.text, end, self.vocabulary).unwrap_or(end),
            };
            family_end = family_end.min(end);
            self.at = self.at.max(end);
        }
        let small = !self.text[start..end].contains(char::is_uppercase);
        let shape = Shape { family_end, opens: opens || self.headline, n_words: words.len(), small };
        let Item { word, classes, .. } =
            if words.len() == 1 { *first } else { Item { word: UNKNOWN, classes: Classes::default(), ..*first } };
        self.items.push(Item { start, end, what: What::Name(shape), word, classes });
    }
}

/// What a rule calls a known name of a kind.
fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Company => "$company",
        EntityKind::Model => "$model",
        EntityKind::Person => "$person",
        EntityKind::Organization => "$organization",
        EntityKind::Policy => "$policy",
    }
}

/// Whether a word may be a part of a name: it has capitals, and is no compound like "Paris-based".
fn may_be_name(written: &str, vocabulary: &Vocabulary) -> bool {
    let mut chars = written.chars();
    let first = chars.next().unwrap_or_default();
    let capital = first.is_uppercase() || (first.is_lowercase() && chars.clone().any(char::is_uppercase));
    let compound = || {
        written.split(['-', '‑', '/']).skip(1).any(|part| {
            let plain = part.starts_with(char::is_lowercase)
                && part.chars().count() > 2
                && part.chars().all(char::is_alphabetic);
            plain && !vocabulary.classes(vocabulary.find(part)).has_any(&[Class::Variant, Class::Particle])
        })
    };
    capital && !compound()
}

/// Whether a word in small letters may be a name nevertheless: it has a version, or is an address of a firm.
fn is_small_name(written: &str, word: Word) -> bool {
    let letters = written.bytes().take_while(u8::is_ascii_lowercase).count();
    let rest = &written[letters..];
    let small = !written.contains(char::is_uppercase);
    let versioned = || attached(written) == letters && rest.starts_with('-');
    letters >= MIN_SMALL && word == UNKNOWN && small && (matches!(rest, ".ai" | ".io") || versioned())
}

/// Whether a word is a first name of two syllables: "Ye-jin".
fn is_given_name(written: &str, vocabulary: &Vocabulary) -> bool {
    let Some((first, second)) = written.split_once('-') else { return false };
    let is_syllable = |part: &str| part.len() <= 6 && part.chars().skip(1).all(char::is_lowercase);
    let proper = first.starts_with(char::is_uppercase) && second.starts_with(char::is_lowercase);
    proper && first.len() > 1 && is_syllable(first) && is_syllable(second) && vocabulary.find(second) == UNKNOWN
}

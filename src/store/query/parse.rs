//! From text to a query, or to the place where it cannot be read and what was expected there.

use std::fmt;

use super::field::{KEYS, Key, key, nearest};
use super::{Content, Filter, Query, Sort, State, Term, When};
use crate::article::SectionKind;

/// Terms in one query. Nobody types so many; a script that does gets an error rather than a slow list.
pub const MAX_TERMS: usize = 1_000;

/// Parentheses inside parentheses: reading, printing and evaluating a query go as deep as it does.
pub const MAX_DEPTH: usize = 64;

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in characters from 1; one past the end where something is missing there.
    pub column: usize,
    /// What should have stood there.
    pub expected: String,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} at column {}; expected {}", self.message, self.column, self.expected)
    }
}

impl std::error::Error for QueryError {}

/// Where a term could stand.
const A_TERM: &str = "a word, a \"phrase\", field:value or a group in parentheses";

pub(super) fn query(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser { chars: text.chars().collect(), at: 0, n_terms: 0, depth: 0, sort: None };
    parser.skip_blanks();
    if parser.peek().is_none() {
        return Ok(Query::default());
    }
    let filter = parser.any_of()?;
    match parser.peek() {
        None => Ok(Query { filter, sort: parser.sort }),
        Some(_) => Err(parser.error(parser.at, "this parenthesis closes nothing", "its ( before it, or nothing")),
    }
}

/// Reads from left to right with one character of foresight.
struct Parser {
    chars: Vec<char>,
    at: usize,
    n_terms: usize,
    depth: usize,
    sort: Option<Sort>,
}

impl Parser {
    /// `a b or c d`
    fn any_of(&mut self) -> Result<Filter, QueryError> {
        let mut parts = vec![self.all_of()?];
        while let Some(at) = self.take_or() {
            let part = self.all_of()?;
            if part == Filter::All || parts[0] == Filter::All {
                return Err(self.error(at, "`or` stands between two terms", A_TERM));
            }
            parts.push(part);
        }
        Ok(Filter::any_of(parts))
    }

    /// `a -b (c)`, at least one of them.
    fn all_of(&mut self) -> Result<Filter, QueryError> {
        let mut parts = vec![self.part()?];
        while !matches!(self.peek(), None | Some(')')) && self.or_ahead().is_none() {
            parts.push(self.part()?);
        }
        Ok(Filter::all_of(parts))
    }

    /// A term or a group, with the blanks after it.
    fn part(&mut self) -> Result<Filter, QueryError> {
        let start = self.at;
        let mut negated = false;
        while self.take('-') {
            negated = !negated;
        }
        let signed = self.at > start;
        let filter = match self.peek() {
            Some('(') => self.group()?,
            Some('"') => Filter::Term(Term::Phrase(self.quoted()?)),
            None | Some(')') => return Err(self.error(self.at, "the query stops here", A_TERM)),
            Some(c) if c.is_whitespace() => return Err(self.error(self.at, "nothing follows the -", A_TERM)),
            Some(_) if self.or_ahead().is_some() => {
                return Err(self.error(self.at, "`or` stands between two terms", A_TERM));
            }
            Some(_) => self.word_or_field(signed)?,
        };
        self.count_term(start)?;
        self.skip_blanks();
        Ok(if negated { filter.negate() } else { filter })
    }

    fn count_term(&mut self, start: usize) -> Result<(), QueryError> {
        self.n_terms += 1;
        if self.n_terms > MAX_TERMS {
            return Err(self.error(start, "the query is too long", &format!("at most {MAX_TERMS} terms")));
        }
        Ok(())
    }

    fn group(&mut self) -> Result<Filter, QueryError> {
        let opened = self.at;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(opened, "parentheses too deep", &format!("at most {MAX_DEPTH} inside each other")));
        }
        self.take('(');
        self.skip_blanks();
        let filter = self.any_of()?;
        if !self.take(')') {
            return Err(self.error(opened, "this parenthesis is never closed", "a ) after it"));
        }
        self.depth -= 1;
        Ok(filter)
    }

    fn word_or_field(&mut self, signed: bool) -> Result<Filter, QueryError> {
        let start = self.at;
        let word = self.bare(|c| c != ':');
        let named = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
        if !named || self.peek() != Some(':') {
            let rest = self.bare(|_| true);
            return Ok(Filter::Term(Term::Word(word + &rest)));
        }
        let Some(key) = key(&word) else { return Err(self.unknown_field(start, &word)) };
        self.take(':');
        match key {
            Key::Sort => {
                self.sort(start, signed)?;
                Ok(Filter::All)
            }
            key => self.term(key).map(Filter::Term),
        }
    }

    fn unknown_field(&self, start: usize, word: &str) -> QueryError {
        let message = format!("there is no field `{word}:`");
        let names = KEYS.iter().map(|(name, _)| *name);
        match nearest(word, names.clone()) {
            Some(name) => self.error(start, &message, &format!("a field (did you mean {name}:?)")),
            None => {
                let names: Vec<String> = names.map(|name| format!("{name}:")).collect();
                self.error(start, &message, &format!("{}, or quotes around it", names.join(" ")))
            }
        }
    }

    fn term(&mut self, key: Key) -> Result<Term, QueryError> {
        match key {
            Key::Entity(kind) => {
                let exact = self.take('=');
                Ok(Term::Entity { kind, name: self.value("a name")?, exact })
            }
            Key::Field(field) => Ok(Term::Field(field, self.value("a word, or words in quotes")?)),
            Key::Section => self.choice(&SectionKind::ALL, SectionKind::name).map(Term::Section),
            Key::Is => self.choice(&State::ALL, State::name).map(Term::Is),
            Key::Has => self.choice(&Content::ALL, Content::name).map(Term::Has),
            Key::Date(side) => {
                let start = self.at;
                let expected = "2026, 2026-06, 2026-06-15, 7d, 2w, 3m, today or yesterday";
                let value = self.value(expected)?;
                let when = When::parse(&value.to_lowercase());
                let error = || self.error(start, &format!("`{value}` is not a date"), expected);
                when.map(|when| Term::Date(side, when)).ok_or_else(error)
            }
            Key::Sort => Err(self.error(self.at, "`sort:` is no condition", A_TERM)),
        }
    }

    fn sort(&mut self, start: usize, signed: bool) -> Result<(), QueryError> {
        if signed || self.depth > 0 {
            return Err(self.error(start, "`sort:` is no condition", "it outside of parentheses and without a -"));
        }
        if self.sort.is_some() {
            return Err(self.error(start, "a second `sort:`", "one order only"));
        }
        self.sort = Some(self.choice(&Sort::ALL, Sort::name)?);
        Ok(())
    }

    /// A value that must be one of `all`.
    fn choice<T: Copy>(&mut self, all: &[T], name: fn(T) -> &'static str) -> Result<T, QueryError> {
        let start = self.at;
        let names = || all.iter().map(|one| name(*one));
        let expected = names().collect::<Vec<_>>().join(", ");
        let value = self.value(&expected)?.replace('-', "_");
        match all.iter().find(|one| name(**one).eq_ignore_ascii_case(&value)) {
            Some(one) => Ok(*one),
            None => {
                let hint = nearest(&value, names()).map_or(String::new(), |name| format!(" (did you mean {name}?)"));
                Err(self.error(start, &format!("`{value}` is not known here"), &format!("{expected}{hint}")))
            }
        }
    }

    /// What stands after the colon, which must not be empty.
    fn value(&mut self, expected: &str) -> Result<String, QueryError> {
        let start = self.at;
        let value = if self.peek() == Some('"') { self.quoted()? } else { self.bare(|_| true) };
        if value.trim().is_empty() {
            return Err(self.error(start, "the value is missing", expected));
        }
        Ok(value)
    }

    /// Characters up to a blank, a parenthesis, a quote, or what `more` refuses.
    fn bare(&mut self, more: fn(char) -> bool) -> String {
        let rest = &self.chars[self.at..];
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"') || !more(c);
        let len = rest.iter().position(|c| ends(*c)).unwrap_or(rest.len());
        self.at += len;
        rest[..len].iter().collect()
    }

    /// The text between two quotes; a backslash takes the next character as it is.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let opened = self.at;
        self.take('"');
        let mut text = String::new();
        loop {
            let c = self.peek().ok_or_else(|| self.error(opened, "this quote is never closed", "a \" after it"))?;
            self.at += 1;
            match c {
                '"' if text.trim().is_empty() => {
                    return Err(self.error(opened, "there is nothing between the quotes", "words"));
                }
                '"' => return Ok(text),
                '\\' => {
                    text.extend(self.peek());
                    self.at += 1;
                }
                c => text.push(c),
            }
        }
    }

    /// Takes `or` and the blanks after it; gives the place where it stood.
    fn take_or(&mut self) -> Option<usize> {
        let start = self.at;
        self.at = self.or_ahead()?;
        self.skip_blanks();
        Some(start)
    }

    /// Where the word `or` ends that stands here.
    fn or_ahead(&self) -> Option<usize> {
        let [o, r, rest @ ..] = &self.chars[self.at..] else { return None };
        let or = matches!((o, r), ('o', 'r') | ('O', 'R'));
        let ends = rest.first().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"'));
        (or && ends).then_some(self.at + 2)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, c: char) -> bool {
        let there = self.peek() == Some(c);
        self.at += usize::from(there);
        there
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn error(&self, at: usize, message: &str, expected: &str) -> QueryError {
        QueryError { column: at.min(self.chars.len()) + 1, expected: expected.to_owned(), message: message.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::EntityKind;
    use crate::store::query::{Field, Polarity, Side, Unit};
    use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

    /// `text` reads as a query that prints as `expected`, and that reads back to the same.
    fn check(text: &str, expected: &str) {
        let query = Query::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(query.to_string(), expected, "{text:?}");
        assert_eq!(Query::parse(expected).as_ref(), Ok(&query), "{expected:?}");
    }

    #[test]
    fn every_form_reads_and_prints() {
        for same in [
            "",
            "open sou",
            "\"export control\"",
            "company:openai model:glm person:altman org:ntia policy:sb-1047 entity:qwen",
            "company:=openai",
            "company:\"=odd\"",
            "topic:\"Open Source\" tag:chips source:Reuters author:\"Jai Ramaswamy\" title:chips text:\"trade secret\" note:why",
            "section:tldr section:why_it_matters section:what_to_watch",
            "is:unread is:read is:starred is:later is:changed is:archived",
            "has:tldr has:watch has:figures has:links has:note has:tags",
            "after:2026 before:2026-06 on:2026-06-15 after:7d after:2w after:3m on:today on:yesterday",
            "-open -\"a b\" -company:meta -(a b) -(a or b)",
            "a b or c d",
            "(a or b) c",
            "a (b or c d)",
            "open sort:newest",
            "sort:relevance",
            "open-source c++ 10:30 5% GPT-5.6 :x",
            "\"say \\\"open\\\" \\\\ twice\"",
            "开源 source:\"国内 AI\"",
        ] {
            check(same, same);
        }
    }

    #[test]
    fn what_says_the_same_prints_the_same() {
        check("  a   b  ", "a b");
        check("((a)) (b c)", "a b c");
        check("a OR (b or c)", "a or b or c");
        check("--a", "a");
        check("-(-a)", "a");
        check("Company:OpenAI organization:x Tag:y", "company:OpenAI org:x tag:y");
        check("section:why-it-matters is:Unread after:TODAY", "section:why_it_matters is:unread after:today");
        check("sort:oldest a", "a sort:oldest");
        check("a or b sort:source", "a or b sort:source");
        check("company:\"openai\"", "company:openai");
        check("a\"b c\"d", "a \"b c\" d");
        check("a or\"b\"", "a or \"b\"");
    }

    fn error(text: &str) -> QueryError {
        Query::parse(text).expect_err(text)
    }

    #[test]
    fn errors_say_where_and_what_was_expected() {
        for (text, column, expected) in [
            ("compny:openai", 1, "did you mean company:?"),
            ("a modle:glm", 3, "did you mean model:?"),
            ("https://x.org", 1, "quotes"),
            ("company:", 9, "a name"),
            ("company:=", 10, "a name"),
            ("topic: x", 7, "a word"),
            ("is:red", 4, "did you mean read?"),
            ("has:xyz", 5, "tldr, watch, figures, links"),
            ("sort:new", 6, "did you mean newest?"),
            ("section:tdlr", 9, "did you mean tldr?"),
            ("after:soon", 7, "2026-06-15"),
            ("on:2026-02-30", 4, "today"),
            ("\"open", 1, "a \" after it"),
            ("a \"\"", 3, "words"),
            ("(a", 1, "a ) after it"),
            ("a)", 2, "its ( before it"),
            ("()", 2, "a word"),
            ("a or", 5, "a word"),
            ("or a", 1, "a word"),
            ("a or or b", 6, "a word"),
            ("-", 2, "a word"),
            ("a - b", 4, "a word"),
            ("a or sort:newest", 3, "a word"),
            ("-sort:newest", 2, "outside"),
            ("(sort:newest)", 2, "outside"),
            ("sort:newest sort:oldest", 13, "one order"),
            ("开源 (", 5, "a word"),
        ] {
            let error = error(text);
            assert!(error.expected.contains(expected), "{text:?}: {error}");
            assert_eq!(error.column, column, "{text:?}: {error}");
        }
    }

    #[test]
    fn too_much_is_an_error_and_no_crash() {
        let too_long = error(&"a ".repeat(10_000));
        assert_eq!(too_long.column, 2 * MAX_TERMS + 1);
        assert_eq!(error(&"(".repeat(10_000)).column, MAX_DEPTH + 1);
        assert!(Query::parse(&format!("{}a{}", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH))).is_ok());
        assert!(Query::parse(&format!("{}a", "-".repeat(10_000))).is_ok());
        error(&"-(".repeat(10_000));
        error(&"a or ".repeat(10_000));
        error(&"x".repeat(100_000).replace("xx", "x:"));
    }

    #[test]
    fn terms_are_put_in_and_taken_out() {
        let company = |name: &str| Term::Entity { kind: Some(EntityKind::Company), name: name.into(), exact: false };
        let query = Query::parse("open or closed sort:oldest").unwrap();
        let with = query.with(company("openai"), Polarity::Included);
        assert_eq!(with.to_string(), "(open or closed) company:openai sort:oldest");
        assert_eq!(with.has(&company("OpenAI")), Some(Polarity::Included));
        let flipped = with.with(company("openai"), Polarity::Excluded);
        assert_eq!(flipped.to_string(), "(open or closed) -company:openai sort:oldest");
        assert_eq!(flipped.has(&company("openai")), Some(Polarity::Excluded));
        assert_eq!(flipped.has(&company("meta")), None);
        assert_eq!(flipped.without(&company("openai")), query);
        let alone = Query::default().with(company("meta"), Polarity::Excluded);
        assert_eq!(alone.to_string(), "-company:meta");
        assert_eq!(alone.without(&company("meta")), Query::default());
    }

    #[test]
    fn words_to_mark_are_those_asked_for() {
        let query = Query::parse("open (gpt or -meta) -closed \"export control\" text:chips title:x").unwrap();
        assert_eq!(query.words(), ["open", "gpt"]);
        assert_eq!((query.phrases(), query.texts()), (vec!["export control"], vec!["chips"]));
    }

    fn term() -> impl Strategy<Value = Term> {
        let value = "[a-zé \"\\\\()=:-]{0,6}[a-z]";
        let kind = prop::option::of(prop::sample::select(EntityKind::ALL.to_vec()));
        let fields = vec![Field::Topic, Field::Source, Field::Author, Field::Title, Field::Text];
        let unit = prop::sample::select(vec![Unit::Days, Unit::Weeks, Unit::Months]);
        prop_oneof![
            "[a-z0-9é][a-z-]{2,5}".prop_map(Term::Word),
            value.prop_map(Term::Phrase),
            (kind, value, any::<bool>()).prop_map(|(kind, name, exact)| Term::Entity { kind, name, exact }),
            (prop::sample::select(fields), value).prop_map(|(field, value)| Term::Field(field, value)),
            prop::sample::select(SectionKind::ALL.to_vec()).prop_map(Term::Section),
            prop::sample::select(State::ALL.to_vec()).prop_map(Term::Is),
            prop::sample::select(Content::ALL.to_vec()).prop_map(Term::Has),
            (any::<u16>(), unit).prop_map(|(n, unit)| Term::Date(Side::After, When::Ago(n, unit))),
            (0i16..=9999).prop_map(|year| Term::Date(Side::On, When::Year(year))),
        ]
    }

    fn filter() -> impl Strategy<Value = Filter> {
        term().prop_map(Filter::Term).prop_recursive(4, 24, 4, |inner| {
            let parts = || prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                parts().prop_map(Filter::all_of),
                parts().prop_map(Filter::any_of),
                inner.clone().prop_map(Filter::negate),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_printed_query_reads_back(filter in filter(), sort in prop::option::of(prop::sample::select(Sort::ALL.to_vec()))) {
            let query = Query { filter, sort };
            prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
        }

        #[test]
        fn any_text_is_a_query_or_an_error_inside_it(text in "\\PC{0,40}|[a-c :()\"\\\\=-]{0,30}|((is|or|sort|company|after)[ :()-]?){0,8}") {
            match Query::parse(&text) {
                Ok(query) => prop_assert_eq!(Query::parse(&query.to_string()), Ok(query)),
                Err(error) => prop_assert!((1..=text.chars().count() + 1).contains(&error.column)),
            }
        }

        #[test]
        fn a_term_put_in_is_there_until_it_is_taken_out(filter in filter(), term in term()) {
            let query = Query { filter, sort: None };
            for polarity in [Polarity::Included, Polarity::Excluded] {
                let with = query.with(term.clone(), polarity);
                prop_assert_eq!(with.has(&term), Some(polarity));
                prop_assert_eq!(with.without(&term).has(&term), None);
            }
        }
    }
}

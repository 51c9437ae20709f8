//! Where the objects of a JSON text stand, found without reading what is in them: one that is broken costs no other.

use std::ops::Range;

/// The key under which a document of `parse` has its articles.
const ARTICLES: &[u8] = b"articles";

/// The objects of a list, of several values one after the other, or of the list that a document has under `articles`.
/// What stands in place of one and is none is among them, to be complained about.
pub fn objects(text: &[u8]) -> Vec<Range<usize>> {
    let mut scanner = Scanner { text, at: 0 };
    let mut found = Vec::new();
    while let Some(first) = scanner.peek() {
        let start = scanner.at;
        if first == b'[' {
            scanner.elements(&mut found);
            continue;
        }
        match scanner.list_of_articles().filter(|_| first == b'{') {
            Some(list) => Scanner { text, at: list }.elements(&mut found),
            None => {
                scanner.at = start;
                scanner.skip();
                found.push(start..scanner.at);
                continue;
            }
        }
        scanner.at = start;
        scanner.skip();
    }
    found
}

/// The keys of the first object in `text`, which may be the first element of a list, as far as it goes.
pub fn first_keys(text: &[u8]) -> Vec<&[u8]> {
    let mut scanner = Scanner { text, at: 0 };
    if scanner.peek() == Some(b'[') {
        scanner.at += 1;
    }
    let mut keys = Vec::new();
    if scanner.peek() == Some(b'{') {
        scanner.at += 1;
        while let Some(key) = scanner.key() {
            keys.push(key);
            scanner.skip();
        }
    }
    keys
}

/// A place in a text of JSON. It never goes back by itself, and ends at the text's end whatever is missing.
struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Scanner<'t> {
    /// The next byte that is neither blank nor comma.
    fn peek(&mut self) -> Option<u8> {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',');
        let rest = &self.text[self.at..];
        self.at += rest.iter().position(|byte| !is_blank(byte)).unwrap_or(rest.len());
        self.text.get(self.at).copied()
    }

    /// The elements of the list that begins here.
    fn elements(&mut self, found: &mut Vec<Range<usize>>) {
        self.at += 1;
        while let Some(next) = self.peek() {
            let start = self.at;
            if next == b']' {
                self.at += 1;
                return;
            }
            self.skip();
            found.push(start..self.at);
        }
    }

    /// Within the object that begins here: where its list of articles does.
    fn list_of_articles(&mut self) -> Option<usize> {
        self.at += 1;
        while let Some(key) = self.key() {
            if key == ARTICLES && self.peek() == Some(b'[') {
                return Some(self.at);
            }
            self.skip();
        }
        None
    }

    /// The next key of an object and its colon.
    fn key(&mut self) -> Option<&'t [u8]> {
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at + 1;
        self.string();
        let key = &self.text[start..self.at.saturating_sub(1).max(start)];
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        Some(key)
    }

    /// Past the value that comes next; at least one byte.
    fn skip(&mut self) {
        let (start, mut depth) = (self.at, 0_usize);
        while let Some(next) =
            if depth == 0 && self.at == start { self.peek() } else { self.text.get(self.at).copied() }
        {
            match next {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                _ if depth == 0 => return self.word(),
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Past the string that begins here.
    fn string(&mut self) {
        self.at += 1;
        while let Some(next) = self.text.get(self.at) {
            self.at += if *next == b'\\' { 2 } else { 1 };
            if *next == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
    }

    /// Past a number, `null`, or what is no JSON.
    fn word(&mut self) {
        let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b'{' | b'[' | b'\n');
        let rest = &self.text[self.at + 1..];
        self.at += 1 + rest.iter().position(is_end).unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = objects(text.as_bytes()).into_iter().map(|range| text[range].trim_end()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn objects_are_found_in_lists_rows_and_documents() {
        check("", &[]);
        check("[]", &[]);
        check(r#"[{"a": "]}\""}, {"b": [{}]}]"#, &[r#"{"a": "]}\""}"#, r#"{"b": [{}]}"#]);
        check("{\"a\": 1}\n\n{\n\"b\": 2}", &["{\"a\": 1}", "{\n\"b\": 2}"]);
        check(r#"{"title": null, "articles": [{"a": 1}, 7], "b": {}} {"c": 1}"#, &[r#"{"a": 1}"#, "7", r#"{"c": 1}"#]);
        check(r#"{"articles": {"a": 1}}"#, &[r#"{"articles": {"a": 1}}"#]);
    }

    #[test]
    fn what_is_broken_costs_no_other() {
        check(r#"[{"a": 1}, nonsense, {"b": 1}"#, &[r#"{"a": 1}"#, "nonsense", r#"{"b": 1}"#]);
        check(r#"[{"a": "#, &[r#"{"a":"#]);
        check("}{", &["}", "{"]);
        check(r#"{"a" "b"} {"c": 1}"#, &[r#"{"a" "b"}"#, r#"{"c": 1}"#]);
    }

    #[test]
    fn keys_are_those_of_the_first_object() {
        let keys = |text: &'static str| {
            first_keys(text.as_bytes()).into_iter().map(|key| std::str::from_utf8(key).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(keys(r#" [{"a": {"x": 1}, "b": [{"y": 2}], "text": "goes on"#), ["a", "b", "text"]);
        assert_eq!(keys("words"), [""; 0]);
    }

    proptest! {
        #[test]
        fn it_ends_whatever_the_text(text in "[\\[\\]{}\",:\\\\ a1\n]{0,60}") {
            let found = objects(text.as_bytes());
            prop_assert!(found.iter().all(|range| range.start < range.end && range.end <= text.len()));
            first_keys(text.as_bytes());
        }
    }
}

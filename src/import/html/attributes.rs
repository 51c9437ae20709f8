//! What a tag says of its element, read when it is asked for.

use std::borrow::Cow;

use super::reference::resolve_value;

/// The attributes of a tag.
#[derive(Clone, Copy, Debug)]
pub enum Attributes<'m> {
    /// As they stand in the tag.
    Raw(&'m str),
    /// As the parser of pages gives them.
    Parsed(&'m [html5ever::Attribute]),
}

impl<'m> Attributes<'m> {
    /// The value of `name`; empty where it has none.
    pub fn get(self, name: &str) -> Option<Cow<'m, str>> {
        match self {
            Self::Raw("") => None,
            Self::Raw(text) => {
                let (_, value) = Pairs(text).find(|(key, _)| key.eq_ignore_ascii_case(name))?;
                Some(resolve_value(value))
            }
            Self::Parsed(list) => {
                list.iter().find(|attribute| &*attribute.name.local == name).map(|found| Cow::Borrowed(&*found.value))
            }
        }
    }

    /// Bytes of those after the first `max`, where there are more.
    pub fn rest_after(self, max: usize) -> Option<usize> {
        match self {
            Self::Raw(text) if text.len() > 2 * max => {
                let mut pairs = Pairs(text);
                pairs.by_ref().take(max).for_each(drop);
                Some(pairs.0.len()).filter(|rest| *rest > 1)
            }
            Self::Raw(_) | Self::Parsed(_) => None,
        }
    }

    /// Whether `word` stands somewhere in them: a quick look before a thorough one.
    pub fn mentions(self, word: &str) -> bool {
        match self {
            Self::Raw(text) => text.len() > word.len() && text.contains(word),
            Self::Parsed(list) => {
                list.iter().any(|attribute| attribute.name.local.contains(word) || attribute.value.contains(word))
            }
        }
    }

    /// Whether one of the words of the class is `word`.
    pub fn has_class(self, is: impl Fn(&str) -> bool) -> bool {
        self.get("class").is_some_and(|class| class.split_ascii_whitespace().any(is))
    }
}

/// The pairs of name and value in a tag.
struct Pairs<'m>(&'m str);

impl<'m> Iterator for Pairs<'m> {
    type Item = (&'m str, &'m str);
    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=');
        let mut ends = rest.char_indices().skip(1).filter(|(_, c)| is_end(*c));
        let (name, rest) = rest.split_at(ends.next().map_or(rest.len(), |(end, _)| end));
        let after = rest.trim_ascii_start();
        let Some(value) = after.strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let (value, rest) = split_value(value.trim_ascii_start());
        self.0 = rest;
        Some((name, value))
    }
}

fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((value, rest)) = text.strip_prefix(quote).and_then(|inner| inner.split_once(quote)) {
            return (value, rest);
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_name() {
        let attributes = Attributes::Raw(" HREF=\"a&amp;b\" class = 'x y'/ hidden é=1 data-a=b/c alt=it's");
        for (name, expected) in [
            ("href", Some("a&b")),
            ("class", Some("x y")),
            ("hidden", Some("")),
            ("é", Some("1")),
            ("data-a", Some("b/c")),
            ("alt", Some("it's")),
            ("title", None),
        ] {
            assert_eq!(attributes.get(name).as_deref(), expected, "{name}");
        }
        assert!(attributes.has_class(|class| class == "y"));
    }
}

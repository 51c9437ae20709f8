//! JSON that need not be right: missing and extra commas, strings over lines, a document that ends anywhere.

use std::borrow::Cow;

use super::super::limits::{MAX_DEPTH, MAX_VALUES};

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'t> {
    /// `null`, `true`, or a word that JSON does not have.
    #[default]
    Nothing,
    /// A number, as written.
    Number(&'t str),
    /// A string.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Value<'t>>),
    /// Names and values, in order.
    Object(Vec<(Cow<'t, str>, Value<'t>)>),
}

/// What a document holds.
#[derive(Debug, Default)]
pub struct Read<'t> {
    /// The outermost value.
    pub value: Value<'t>,
    /// The document ends before it does.
    pub cut: bool,
    /// There are more values than are read.
    pub full: bool,
}

impl<'t> Value<'t> {
    /// The value called `name`; nothing where this is no object.
    pub fn get(&self, name: &str) -> &Value<'t> {
        const NOTHING: &Value = &Value::Nothing;
        match self {
            Self::Object(members) => {
                members.iter().find(|(known, _)| known == name).map_or(NOTHING, |(_, value)| value)
            }
            _ => NOTHING,
        }
    }

    /// The text that a string or a number is; empty for others.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text.trim(),
            Self::Number(number) => number,
            _ => "",
        }
    }

    /// The values of a list; one that is no list is its only one.
    pub fn list(&self) -> &[Value<'t>] {
        match self {
            Self::List(values) => values,
            Self::Nothing => &[],
            value => std::slice::from_ref(value),
        }
    }
}

/// A list or an object that is not closed yet.
enum Open<'t> {
    List(Vec<Value<'t>>),
    Object(Vec<(Cow<'t, str>, Value<'t>)>, Option<Cow<'t, str>>),
}

/// Reads the value that `text` begins with.
pub fn read(text: &str) -> Read<'_> {
    let mut reader = Reader { text, at: 0, cut: false };
    let mut open: Vec<Open> = Vec::new();
    let (mut n_values, mut skipped) = (0, 0usize);
    while let Some(c) = reader.peek() {
        let value = match c {
            b'{' | b'[' if open.len() >= MAX_DEPTH => {
                reader.at += 1;
                skipped += 1;
                continue;
            }
            b'{' | b'[' => {
                reader.at += 1;
                open.push(if c == b'{' { Open::Object(Vec::new(), None) } else { Open::List(Vec::new()) });
                continue;
            }
            b'}' | b']' => {
                reader.at += 1;
                if skipped > 0 {
                    skipped -= 1;
                    continue;
                }
                match open.pop() {
                    Some(closed) => closed.value(),
                    None => continue,
                }
            }
            b'"' => Value::Text(reader.string()),
            b',' | b':' => {
                reader.at += 1;
                continue;
            }
            _ => reader.word(),
        };
        n_values += 1;
        let full = n_values > MAX_VALUES;
        match open.last_mut() {
            Some(around) => around.add(value),
            None => return Read { value, cut: false, full: false },
        }
        if full {
            return closed(open, false, true);
        }
    }
    closed(open, true, false)
}

/// What was read so far, closed.
fn closed<'t>(mut open: Vec<Open<'t>>, cut: bool, full: bool) -> Read<'t> {
    let mut value = None;
    while let Some(mut last) = open.pop() {
        value.into_iter().for_each(|value| last.add(value));
        value = Some(last.value());
    }
    Read { value: value.unwrap_or_default(), cut, full }
}

impl<'t> Open<'t> {
    fn add(&mut self, value: Value<'t>) {
        match self {
            Self::List(values) => values.push(value),
            Self::Object(members, name) => match (name.take(), value) {
                (Some(name), value) => members.push((name, value)),
                (None, Value::Text(text)) => *name = Some(text),
                (None, _) => {}
            },
        }
    }

    fn value(self) -> Value<'t> {
        match self {
            Self::List(values) => Value::List(values),
            Self::Object(members, _) => Value::Object(members),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    cut: bool,
}

impl<'t> Reader<'t> {
    /// The next sign that is no blank.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|c| c.is_ascii_whitespace()).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// A number or a word, up to the next sign of JSON.
    fn word(&mut self) -> Value<'t> {
        let rest = &self.text[self.at..];
        let end = rest.find([',', ':', '{', '}', '[', ']', '"', '\n', ' ']).unwrap_or(rest.len()).max(1);
        let end = rest.ceil_char_boundary(end);
        self.at += end;
        let word = rest[..end].trim();
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') { Value::Number(word) } else { Value::Nothing }
    }

    /// The string that begins here; one that is not closed goes to the end.
    fn string(&mut self) -> Cow<'t, str> {
        let text = self.text;
        let start = self.at + 1;
        let bytes = text.as_bytes();
        let mut out: Option<String> = None;
        let mut from = start;
        loop {
            let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[from..]).map(|at| from + at) else {
                self.cut = true;
                self.at = bytes.len();
                return join(out, &text[from..]);
            };
            if bytes[found] == b'"' {
                self.at = found + 1;
                return join(out, &text[from..found]);
            }
            let built = out.get_or_insert_default();
            built.push_str(&text[from..found]);
            from = escape(text, found + 1, built);
        }
    }
}

fn join(out: Option<String>, rest: &str) -> Cow<'_, str> {
    match out {
        Some(out) => Cow::Owned(out + rest),
        None => Cow::Borrowed(rest),
    }
}

/// Writes what the escape at `at`, behind its backslash, stands for; where the text goes on.
fn escape(text: &str, at: usize, out: &mut String) -> usize {
    let Some(c) = text[at..].chars().next() else { return at };
    match c {
        'n' => out.push('\n'),
        'r' => out.push('\r'),
        't' => out.push('\t'),
        'b' | 'f' => out.push(' '),
        'u' => return unicode(text, at + 1, out),
        c => out.push(c),
    }
    at + c.len_utf8()
}

/// `00e9`, or a pair of surrogates.
fn unicode(text: &str, at: usize, out: &mut String) -> usize {
    let unit = |at: usize| text.get(at..at + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let Some(first) = unit(at) else {
        out.push('\u{fffd}');
        return at;
    };
    if let Some(c) = char::from_u32(u32::from(first)) {
        out.push(c);
        return at + 4;
    }
    let second = text.get(at + 4..at + 6).filter(|sign| *sign == "\\u").and_then(|_| unit(at + 6));
    if let Some(Ok(c)) = second.and_then(|second| char::decode_utf16([first, second]).next()) {
        out.push(c);
        return at + 10;
    }
    out.push('\u{fffd}');
    at + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: &Value) -> String {
        match value {
            Value::Nothing => "-".to_owned(),
            Value::Number(number) => (*number).to_owned(),
            Value::Text(text) => format!("{text:?}"),
            Value::List(values) => format!("[{}]", values.iter().map(show).collect::<Vec<_>>().join(" ")),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| format!("{name}={}", show(value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(" "))
            }
        }
    }

    #[test]
    fn json_is_read_as_far_as_it_goes() {
        for (text, expected, cut) in [
            (
                r#"{"a": [1, -2.5, true, null], "b": "c\n\"d\" \u00e9 \ud83d\ude80"}"#,
                "{a=[1 -2.5 - -] b=\"c\\n\\\"d\\\" é 🚀\"}",
                false,
            ),
            (r#"{"a": [1, 2,], "b": "c",}"#, "{a=[1 2] b=\"c\"}", false),
            (r#"{"a" "b" "c": 1}"#, "{a=\"b\" c=1}", false),
            (r#"{"a": [{"b": "c"#, "{a=[{b=\"c\"}]}", true),
            (r#"{"a": "b", "c"#, "{a=\"b\"}", true),
            (r#""\ud83d x""#, "\"\u{fffd} x\"", false),
            ("{é}", "{}", false),
        ] {
            let read = read(text);
            assert_eq!((show(&read.value).as_str(), read.cut), (expected, cut), "{text}");
        }
    }

    #[test]
    fn depth_and_number_of_values_are_limited() {
        let deep = "[".repeat(100_000);
        assert!(read(&deep).cut);
        let many = format!("[{}", "1,".repeat(MAX_VALUES + 1));
        assert!(read(&many).full);
    }
}

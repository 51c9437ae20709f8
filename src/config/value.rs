//! A value in a user's file: text, a number, yes or no, a list of texts. Printed, it is TOML again.

use std::fmt;

use toml::de::DeValue;

/// What may stand right of a `=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `"text"`
    Text(String),
    /// `80`
    Number(u64),
    /// `true`
    Switch(bool),
    /// `["a", "b"]`
    List(Vec<String>),
}

impl Value {
    /// What the parser found; `None` for what no file of ours has: fractions, dates, tables.
    pub(super) fn read(value: &DeValue) -> Option<Self> {
        Some(match value {
            DeValue::String(text) => Self::Text(text.to_string()),
            DeValue::Integer(number) => Self::Number(number.as_str().replace('_', "").parse().ok()?),
            DeValue::Boolean(switch) => Self::Switch(*switch),
            DeValue::Array(values) => {
                let texts = values.iter().map(|value| value.get_ref().as_str().map(str::to_owned));
                Self::List(texts.collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// As TOML.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{}", quoted(text)),
            Self::Number(number) => write!(f, "{number}"),
            Self::Switch(switch) => write!(f, "{switch}"),
            Self::List(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                write!(f, "[{}]", texts.join(", "))
            }
        }
    }
}

/// A string of TOML.
pub fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    #[test]
    fn values_are_printed_as_they_are_read() {
        for text in ["'a \"b\" \\ c'", "\"it's\"", "80", "true", "[\"a\", \"b c\"]", "[]"] {
            let line = format!("x = {text}");
            let table = DeTable::parse(&line).unwrap();
            let value = table.get_ref().get("x").map(|value| Value::read(value.get_ref())).unwrap();
            assert_eq!(value.map(|value| value.to_string()).as_deref(), Some(text));
        }
        for text in ["1.5", "-3", "[1]", "{}", "2026-01-01"] {
            let line = format!("x = {text}");
            let table = DeTable::parse(&line).unwrap();
            assert_eq!(table.get_ref().get("x").map(|value| Value::read(value.get_ref())), Some(None), "{text}");
        }
    }
}

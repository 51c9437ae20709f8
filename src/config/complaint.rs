//! What is wrong in a user's file, where, and what was probably meant.

use std::fmt;

/// Names that differ in more letters than this from what was written are no suggestion.
const MOST_EDITS: usize = 3;

/// Something in a user's file that was left out. The rest of the file is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Counted from 1.
    pub line: usize,
    /// A sentence without a full stop, with the nearest name where there is one.
    pub what: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// `no action "dwn"; did you mean "down"?`: that `name` is none of the `known` of its `kind`.
pub(super) fn unknown<'a>(kind: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("no {kind} \"{name}\"; did you mean \"{near}\"?"),
        None => format!("no {kind} \"{name}\""),
    }
}

fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = MOST_EDITS.min(name.chars().count() / 2);
    let scored = known.into_iter().map(|candidate| (edits(name, candidate), candidate));
    scored.filter(|(edits, _)| *edits <= most).min_by_key(|(edits, _)| *edits).map(|(_, candidate)| candidate)
}

/// Letters to insert, delete or replace to turn `from` into `to` (Levenshtein), row by row.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, from_char) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to_char) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(from_char != *to_char);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_if_it_is_near() {
        let known = ["down", "half-page-down", "up", "undo"];
        for (name, expected) in [
            ("dwn", "no action \"dwn\"; did you mean \"down\"?"),
            ("half-page-dwon", "no action \"half-page-dwon\"; did you mean \"half-page-down\"?"),
            ("fly", "no action \"fly\""),
            ("", "no action \"\""),
        ] {
            assert_eq!(unknown("action", name, known), expected);
        }
    }

    #[test]
    fn edits_are_counted() {
        for (from, to, expected) in [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("开源", "开放", 1)] {
            assert_eq!(edits(from, to), expected, "{from} {to}");
        }
    }
}

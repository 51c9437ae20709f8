//! The order of versions: digits count as numbers, so that 5.10 comes after 5.9.

use std::cmp::Ordering;

/// A part of a name. What comes first is less: a variant (`5.6-mini`) than the version itself (`5.6`), that than one
/// with another number after a point (`5.6.1`).
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Letters(String),
    End,
    Point,
    /// Without leading zeros: the longer is the greater.
    Number(usize, String),
}

/// Which of two names of one family is the later version, by their numbers.
pub fn by_version(a: &str, b: &str) -> Ordering {
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

fn parts(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && c != '.';
        let end = if first == '.' { 1 } else { rest.find(|c| !is_same(c)).unwrap_or(rest.len()) };
        let (part, after) = rest.split_at(end);
        parts.push(match first {
            '.' => Part::Point,
            '0'..='9' => {
                let digits = part.trim_start_matches('0');
                Part::Number(digits.len(), digits.to_owned())
            }
            _ => Part::Letters(part.to_lowercase()),
        });
        rest = after;
    }
    parts.push(Part::End);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_as_numbers_do() {
        let check = |sorted: &[&str]| {
            let mut found = sorted.to_vec();
            found.reverse();
            found.sort_by(|a, b| by_version(a, b));
            assert_eq!(found, sorted);
        };
        check(&["GPT", "GPT-4o", "GPT-4", "GPT-4.1", "GPT-5", "GPT-5.6-mini", "GPT-5.6", "GPT-5.10", "GPT-10"]);
        check(&["Qwen2.5", "Qwen3-30B", "Qwen3-235B", "Qwen3"]);
        check(&["Claude Opus 4", "Claude Opus 4.5", "Claude Sonnet 3"]);
        check(&["云 2", "云 10", "云 10.5"]);
    }
}

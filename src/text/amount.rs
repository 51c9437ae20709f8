//! Amounts in text: what makes a number more than a number.

use super::fold;

/// What makes a number an amount when it stands before it.
const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₹', '₩'];

/// What makes a number an amount when it stands after it.
const UNITS: [&str; 16] = [
    "%", "percent", "per cent", "million", "billion", "trillion", "bn", "mn", "m", "b", "k", "dollars", "euros", "万",
    "亿", "兆",
];

/// Whether folded `text` gives an amount: a number with a currency, a percentage, a million or the like.
pub fn is_in(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut rest = text;
    let mut before = None;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest[..start].trim_end().chars().next_back().or(before);
        let after = rest[start..].find(|c| !is_part(c)).map_or("", |len| &rest[start + len..]);
        if before.is_some_and(|c| CURRENCIES.contains(&c)) || starts_with_unit(after) {
            return true;
        }
        rest = after;
        before = None;
    }
    false
}

fn starts_with_unit(after: &str) -> bool {
    let after = after.strip_prefix([' ', '-']).unwrap_or(after);
    UNITS.iter().any(|unit| after.starts_with(unit) && (*unit == "%" || fold::is_boundary(after, unit.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_with_something() {
        for (text, expected) in [
            ("valued at $8 billion", true),
            ("€ 4.5bn", true),
            ("usage grew 30%", true),
            ("30 per cent", true),
            ("8 million users", true),
            ("a 70b model", true),
            ("1,000 people", false),
            ("in 2026", false),
            ("gpt-5.6 and glm 5.2", false),
            ("融资5亿元", true),
            ("7 months later", false),
            ("$", false),
            ("", false),
        ] {
            assert_eq!(is_in(text), expected, "{text}");
        }
    }
}

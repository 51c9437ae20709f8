//! A style as text: `bold bright-cyan`, `underlined`, `black on yellow`.
//!
//! The colours are the sixteen of the terminal, so that its own scheme decides what they look like, or `#rrggbb`.

use ratatui::style::{Color, Modifier, Style};

use crate::config::complaint::unknown;

/// By their ANSI names. ratatui calls 7 `Gray` and 8 `DarkGray`.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const ATTRIBUTES: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// Reads a style, or says which word is none.
pub(super) fn parse(text: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        style = match (word, attribute(word)) {
            ("on", _) => style.bg(colour(words.next().ok_or("no colour after \"on\"")?, &[])?),
            (_, Some(attribute)) => style.add_modifier(attribute),
            (colour_name, None) => style.fg(colour(colour_name, &ATTRIBUTES)?),
        };
    }
    Ok(style)
}

fn attribute(word: &str) -> Option<Modifier> {
    ATTRIBUTES.iter().find(|(name, _)| *name == word).map(|(_, attribute)| *attribute)
}

/// `attributes` are what could stand there as well, for the complaint.
fn colour(word: &str, attributes: &[(&'static str, Modifier)]) -> Result<Color, String> {
    if let Some(digits) = word.strip_prefix('#') {
        return true_colour(digits)
            .ok_or_else(|| format!("\"{word}\" is no colour: \"#\" and six hexadecimal digits are"));
    }
    let found = COLOURS.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
    let known = COLOURS.iter().map(|(name, _)| *name).chain(attributes.iter().map(|(name, _)| *name));
    let kind = if attributes.is_empty() { "colour" } else { "colour or attribute" };
    found.ok_or_else(|| unknown(kind, word, known))
}

fn true_colour(digits: &str) -> Option<Color> {
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_make_a_style() {
        for (text, expected) in [
            ("", Style::new()),
            ("bold  cyan", Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD)),
            ("white", Style::new().fg(Color::Gray)),
            ("black on bright-yellow", Style::new().fg(Color::Black).bg(Color::LightYellow)),
            ("#7fd1ff on #000010", Style::new().fg(Color::Rgb(0x7f, 0xd1, 0xff)).bg(Color::Rgb(0, 0, 16))),
            ("default reversed", Style::new().fg(Color::Reset).add_modifier(Modifier::REVERSED)),
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_words_are_refused() {
        for (text, reason) in [
            ("cyn", "no colour or attribute \"cyn\"; did you mean \"cyan\"?"),
            ("#12345", "\"#12345\" is no colour: \"#\" and six hexadecimal digits are"),
            ("#1234ég", "\"#1234ég\" is no colour: \"#\" and six hexadecimal digits are"),
            ("black on", "no colour after \"on\""),
            ("on bold", "no colour \"bold\""),
        ] {
            assert_eq!(parse(text), Err(reason.to_owned()), "{text}");
        }
    }
}

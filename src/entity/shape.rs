//! The notation for one part of a versioned name: `-#.#`, ` mini`, `-Coder`.

/// One part of a versioned name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub joiner: Option<char>,
    pub body: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// So many digits; `None`: one or two.
    Digits(Option<usize>),
    /// As the canonical name spells it.
    Char(char),
}

impl Shape {
    /// Reads the notation of a lexicon; an error says what is wrong with it.
    pub fn parse(notation: &str) -> Result<Self, &'static str> {
        let mut chars = notation.chars().peekable();
        let joiner = chars.next_if(|c| matches!(c, ' ' | '-' | '.'));
        let mut body = Vec::new();
        while let Some(c) = chars.next() {
            let mut run = 1;
            while c == '#' && chars.next_if_eq(&'#').is_some() {
                run += 1;
            }
            body.push(match c {
                '#' => Piece::Digits((run > 1).then_some(run)),
                c => Piece::Char(c),
            });
        }
        if notation.contains(['*', '?', '^', '$', '\\', '|']) {
            return Err("not how a version is written: # is a number, and there are no wildcards");
        }
        match body.is_empty() {
            true => Err("a version without digits or letters"),
            false => Ok(Self { joiner, body }),
        }
    }

    /// The shape of a word.
    pub fn of_word(joiner: Option<char>, word: &str) -> Self {
        Self { joiner, body: word.chars().map(Piece::Char).collect() }
    }

    /// The word that stands after a blank, if it is one with a capital: the `Large` of Mistral Large.
    pub fn word(&self) -> Option<String> {
        let chars = self.body.iter().map(|piece| match piece {
            Piece::Char(c) => Some(*c),
            Piece::Digits(_) => None,
        });
        let word: String = chars.collect::<Option<_>>()?;
        (self.joiner == Some(' ') && word.starts_with(char::is_uppercase)).then_some(word)
    }

    /// Whether it has a number.
    pub fn has_digits(&self) -> bool {
        self.body.iter().any(|piece| matches!(piece, Piece::Digits(_)))
    }

    /// Its first piece.
    pub fn first(&self) -> Piece {
        self.body[0]
    }

    /// The shape's canonical spelling and end, if the folded text has it at `at`.
    pub fn read(&self, folded: &str, at: usize, hyphened: bool) -> Option<(String, usize)> {
        let (mut name, mut end) = (String::from_iter(self.joiner), at);
        for piece in &self.body {
            let rest = &folded[end..];
            match *piece {
                Piece::Digits(wanted) => {
                    let n = rest.bytes().take_while(u8::is_ascii_digit).count();
                    if wanted.map_or(n == 0 || n > 2, |wanted| n != wanted) {
                        return None;
                    }
                    name.push_str(&rest[..n]);
                    end += n;
                }
                Piece::Char(c) => {
                    let found = rest.chars().next()?;
                    let joined = found == ' ' && (c == '-' || (c == '.' && hyphened));
                    if !(joined || c.to_lowercase().eq([found])) {
                        return None;
                    }
                    name.push(c);
                    end += found.len_utf8();
                }
            }
        }
        Some((name, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notation_needs_something_to_match() {
        assert!(Shape::parse("-").is_err());
        assert!(Shape::parse("").is_err());
        assert!(Shape::parse("-V#.#").is_ok());
    }
}

//! What was wrong with the markup, counted by kind: a feed with a hundred bare ampersands has one problem.

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `&` that begins no reference.
    Ampersand,
    /// A reference to something that is not defined.
    Reference,
    /// `<` that begins no tag.
    Sign,
    /// A tag without its end.
    Tag,
    /// A value without its closing quote.
    Quote,
    /// A comment that does not end.
    Comment,
    /// A CDATA section that does not end.
    Literal,
    /// An element that is not closed.
    Unclosed,
    /// An end tag of nothing that is open.
    Unopened,
    /// More than a limit allows.
    Deep,
    /// A date that is none.
    Date,
    /// Text in base64 that is not.
    Base64,
    /// Text before the feed begins.
    Before,
    /// A tag with more attributes than are read.
    Attributes,
}

/// Every kind, with the words for it.
const KINDS: [(Fault, &str); 14] = [
    (Fault::Ampersand, "`&` not written as `&amp;`"),
    (Fault::Reference, "a reference to something that is not defined"),
    (Fault::Sign, "`<` not written as `&lt;`"),
    (Fault::Tag, "a tag without `>`"),
    (Fault::Quote, "an attribute without its closing quote"),
    (Fault::Comment, "a comment that does not end"),
    (Fault::Literal, "a CDATA section that does not end"),
    (Fault::Unclosed, "an element that is not closed"),
    (Fault::Unopened, "an end tag without its start"),
    (Fault::Deep, "elements nested too deep; they are read as one"),
    (Fault::Date, "a date that cannot be read"),
    (Fault::Base64, "text that is said to be in base64 and is not"),
    (Fault::Before, "text before the feed; it is left out"),
    (Fault::Attributes, "an element with more attributes than are read"),
];

/// The faults of one document.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// Of each kind: the first place and how many.
    met: [Option<(usize, usize)>; KINDS.len()],
    cut: Option<usize>,
}

impl Faults {
    /// Counts a fault at the byte `at`.
    pub fn note(&mut self, fault: Fault, at: usize) {
        let met = &mut self.met[fault as usize];
        let (first, count) = met.unwrap_or((at, 0));
        *met = Some((first, count + 1));
    }

    /// The document ends in what begins at `at`.
    pub fn cut(&mut self, at: usize) {
        self.cut.get_or_insert(at);
    }

    /// Whether the document ends in the middle, and where.
    pub fn cut_at(&self) -> Option<usize> {
        self.cut
    }

    /// Each kind that was met: its first place and what to say, in the order of the places.
    pub fn described(&self) -> Vec<(usize, String)> {
        let met = KINDS.iter().filter_map(|(fault, words)| self.met[*fault as usize].map(|met| (met, *words)));
        let mut described: Vec<(usize, String)> = met
            .map(|((first, count), words)| match count {
                1 => (first, words.to_owned()),
                _ => (first, format!("{words}, {count} times")),
            })
            .collect();
        described.sort();
        described
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_counted_by_kind() {
        assert!(KINDS.iter().enumerate().all(|(at, (fault, _))| *fault as usize == at));
        let mut faults = Faults::default();
        faults.note(Fault::Sign, 9);
        faults.note(Fault::Ampersand, 12);
        faults.note(Fault::Sign, 20);
        let words = |fault: Fault| KINDS[fault as usize].1.to_owned();
        assert_eq!(
            faults.described(),
            [(9, format!("{}, 2 times", words(Fault::Sign))), (12, words(Fault::Ampersand))]
        );
    }
}

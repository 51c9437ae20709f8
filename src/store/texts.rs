//! Many short texts in one piece of memory, each found by its number.

/// A list of texts that may be replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    text: String,
    /// By number: start and end.
    places: Vec<(u32, u32)>,
    /// Bytes that belong to no text any more.
    n_dead: usize,
}

/// Fewer dead bytes than this are not worth moving the others.
const LEAST_DEAD: usize = 64 * 1024;

impl Texts {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Adds a text after the others.
    pub(super) fn push(&mut self, text: &str) {
        let place = self.append(text);
        self.places.push(place);
    }

    /// Puts `text` in the place of an earlier one.
    pub(super) fn replace(&mut self, at: usize, text: &str) {
        self.n_dead += self.get(at).len();
        self.places[at] = self.append(text);
        if self.n_dead > LEAST_DEAD.max(self.text.len() / 2) {
            self.compact();
        }
    }

    /// The text of a number.
    pub(super) fn get(&self, at: usize) -> &str {
        let (start, end) = self.places[at];
        &self.text[start as usize..end as usize]
    }

    fn append(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        (start, self.text.len() as u32)
    }

    fn compact(&mut self) {
        let mut compact = Self::default();
        (0..self.len()).for_each(|at| compact.push(self.get(at)));
        *self = compact;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_texts_leave_no_waste() {
        let mut texts = Texts::default();
        texts.push("one");
        texts.push("two");
        let long = "x".repeat(LEAST_DEAD);
        for _ in 0..10 {
            texts.replace(0, &long);
        }
        texts.replace(0, "uno");
        assert_eq!((texts.get(0), texts.get(1), texts.len()), ("uno", "two", 2));
        assert!(texts.text.len() <= 3 * LEAST_DEAD, "{}", texts.text.len());
    }
}

//! Many short pieces in one piece of memory, each found by its number.

use std::ops::Range;

/// A list of texts that may be replaced.
pub(super) type Texts = Pieces<String>;

/// A list of bytes that may be replaced.
pub(super) type Blobs = Pieces<Vec<u8>>;

/// What pieces are kept in.
pub(super) trait Whole: Default {
    /// A piece of it.
    type Piece: ?Sized;
    fn append(&mut self, piece: &Self::Piece) -> Range<usize>;
    fn piece(&self, range: Range<usize>) -> &Self::Piece;
    fn len(&self) -> usize;
    fn shrink(&mut self);
}

impl Whole for String {
    type Piece = str;

    fn append(&mut self, piece: &str) -> Range<usize> {
        self.push_str(piece);
        self.len() - piece.len()..self.len()
    }

    fn piece(&self, range: Range<usize>) -> &str {
        &self[range]
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn shrink(&mut self) {
        self.shrink_to_fit();
    }
}

impl Whole for Vec<u8> {
    type Piece = [u8];

    fn append(&mut self, piece: &[u8]) -> Range<usize> {
        self.extend_from_slice(piece);
        self.len() - piece.len()..self.len()
    }

    fn piece(&self, range: Range<usize>) -> &[u8] {
        &self[range]
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn shrink(&mut self) {
        self.shrink_to_fit();
    }
}

/// A list of pieces that may be replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces<W> {
    whole: W,
    /// By number: start and end.
    places: Vec<(u32, u32)>,
    /// Bytes that belong to no piece any more.
    n_dead: usize,
}

/// Fewer dead bytes than this are not worth moving the others.
const LEAST_DEAD: usize = 64 * 1024;

impl<W: Whole> Pieces<W> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Adds a piece after the others.
    pub(super) fn push(&mut self, piece: &W::Piece) {
        let place = self.append(piece);
        self.places.push(place);
    }

    /// Puts `piece` in the place of an earlier one.
    pub(super) fn replace(&mut self, at: usize, piece: &W::Piece) {
        let (start, end) = self.places[at];
        self.n_dead += (end - start) as usize;
        self.places[at] = self.append(piece);
        if self.n_dead > LEAST_DEAD.max(self.whole.len() / 2) {
            self.compact();
        }
    }

    /// The piece of a number.
    pub(super) fn get(&self, at: usize) -> &W::Piece {
        let (start, end) = self.places[at];
        self.whole.piece(start as usize..end as usize)
    }

    /// Gives back the room that was taken for pieces to come.
    pub(super) fn shrink(&mut self) {
        self.whole.shrink();
        self.places.shrink_to_fit();
    }

    fn append(&mut self, piece: &W::Piece) -> (u32, u32) {
        let place = self.whole.append(piece);
        (place.start as u32, place.end as u32)
    }

    fn compact(&mut self) {
        let mut compact = Self { whole: W::default(), places: Vec::with_capacity(self.len()), n_dead: 0 };
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
        assert!(texts.whole.len() <= 3 * LEAST_DEAD, "{}", texts.whole.len());
    }
}

//! A body as it was sent, within its limits.

use std::io::Read;
use std::time::Instant;

use super::FetchError;
use super::decode::{Packing, unpacked};
use super::seats::{SMALL, Seat, Seats};

/// A body as it was sent. It is unpacked late: few are then large at the same time.
#[derive(Debug)]
pub struct Body {
    bytes: Vec<u8>,
    packings: Vec<Packing>,
    limit: usize,
    _seat: Option<Seat>,
}

/// How a body is to be taken.
#[derive(Debug)]
pub struct Taking<'a> {
    /// How it is packed.
    pub packings: Vec<Packing>,
    /// Bytes at most, packed and unpacked.
    pub limit: usize,
    /// Where it waits before it grows large.
    pub seats: &'a Seats,
    /// When waiting ends.
    pub deadline: Instant,
}

/// Why a body was not taken.
#[derive(Debug)]
pub enum BodyError {
    /// There is more than the limit.
    TooLarge,
    /// There was no room for it before the deadline.
    NoRoom,
    /// It could not be read.
    Io(std::io::Error),
}

impl Body {
    /// Reads a body to its end.
    pub fn read(mut from: impl Read, taking: Taking) -> Result<Self, BodyError> {
        let Taking { packings, limit, seats, deadline } = taking;
        let (mut bytes, mut seat) = (Vec::new(), None);
        let mut take = |bytes: &mut Vec<u8>, most: usize| {
            let most = u64::try_from(most).unwrap_or(u64::MAX);
            from.by_ref().take(most).read_to_end(bytes).map_err(BodyError::Io)
        };
        take(&mut bytes, SMALL.min(limit) + 1)?;
        if bytes.len() > SMALL && limit > SMALL {
            seat = Some(seats.take(deadline).ok_or(BodyError::NoRoom)?);
            take(&mut bytes, limit - SMALL)?;
        }
        if bytes.len() > limit {
            return Err(BodyError::TooLarge);
        }
        Ok(Self { bytes, packings, limit, _seat: seat })
    }

    /// The body as it was before it was packed.
    pub fn decoded(self) -> Result<Vec<u8>, FetchError> {
        unpacked(self.bytes, &self.packings, self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_ends_at_its_limit() {
        let seats = Seats::default();
        let read = |n_bytes: usize, limit| {
            let taking = Taking { packings: Vec::new(), limit, seats: &seats, deadline: Instant::now() };
            Body::read(std::io::repeat(b'x').take(n_bytes as u64), taking)
        };
        for (n_bytes, limit, fits) in [
            (0, 10, true),
            (10, 10, true),
            (11, 10, false),
            (SMALL, SMALL, true),
            (SMALL + 1, SMALL, false),
            (SMALL + 1, SMALL + 1, true),
            (3 * SMALL, 3 * SMALL, true),
            (3 * SMALL + 1, 3 * SMALL, false),
        ] {
            let body = read(n_bytes, limit);
            let expected = if fits { Some(n_bytes) } else { None };
            assert_eq!(body.ok().map(|body| body.decoded().unwrap().len()), expected, "{n_bytes} of {limit}");
        }
        let held = [read(2 * SMALL, 4 * SMALL), read(2 * SMALL, 4 * SMALL)];
        assert!(matches!(read(2 * SMALL, 4 * SMALL), Err(BodyError::NoRoom)));
        drop(held);
        assert!(read(2 * SMALL, 4 * SMALL).is_ok());
    }
}

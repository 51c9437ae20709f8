//! UTF-8 that was read as an encoding of one byte a character: `â€™` is `’`, `โ€”` is `—`, `Ã©` is `é`.
//!
//! Each character is right as it stands, or part of a sequence misread in one of the encodings. Which, is the cheapest way
//! through the text: unnatural neighbours cost (`nature`), rare characters cost (`kind`), and so does the claim that text
//! is misread at all, once for a stretch. A stretch thus needs evidence of its own, ambiguous sequences follow the evident
//! ones around them, and a text may be misread in parts, or in two encodings. The way is found in one pass (Viterbi's).

use super::kind::{Kind, Kinds, Layer, Role, rarity};
use super::legacy::{COUNT, Legacy, Marks};
use super::nature::{clash, settle};
use super::reading::{NOTHING, Reading, WAYS, Window, candidates};
use super::scan::ascii_prefix;

/// What it costs to say that a stretch of text is misread; a bit more for the rarer encodings.
pub const CLAIM: i32 = 29;

/// The same for a layer below one that was misread.
pub const CLAIM_AGAIN: i32 = 18;

/// What the encodings add to that: windows-1252, 1251, 1250, 1253, 1254, 1257, 874, ISO 8859-2, Mac OS Roman, 437.
const CLAIM_MORE: [i32; COUNT] = [0, 2, 3, 3, 4, 5, 3, 5, 2, 2];

/// What a letter beyond ASCII costs that is right in the middle of misread text.
const RIGHT_LETTER: i32 = 10;

/// What it costs to leave a sequence in the middle of misread text as it is.
const LEFT_SEQUENCE: i32 = 25;

/// What a character costs at most that may begin a sequence of another layer, whatever stands before it.
const FOREIGN_LEAD: i32 = 30;

/// What the sequences of two, three and four bytes speak for themselves: the longer, the less likely by chance.
const CREDIT: [i32; 7] = [0, 0, 5, 12, 20, 0, 25];

/// Evidence that a text must have in one encoding to be looked at as a whole.
const MIN_EVIDENCE: i32 = 15;

/// Encodings that are weighed against each other in one text.
const MAX_ENCODINGS: usize = 4;
const STATES: usize = MAX_ENCODINGS + 1;

/// The longest sequence, and the place itself.
const RING: usize = 8;

/// `text` with what is misread undone, one layer of it; nothing where nothing is.
pub fn undo(text: &str, claim: i32) -> Option<String> {
    if u32::try_from(text.len()).is_err() {
        return None;
    }
    let joins = text.contains("áº") || text.contains("á»");
    let encodings = evident(text, joins);
    if encodings.is_empty() {
        return None;
    }
    let fixes = Search::new(text, &encodings, (joins, claim)).run();
    (!fixes.is_empty()).then(|| apply(text, &fixes))
}

/// A stretch and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fix {
    start: usize,
    end: usize,
    meant: char,
}

fn apply(text: &str, fixes: &[Fix]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for fix in fixes {
        out.push_str(&text[from..fix.start]);
        out.extend((fix.meant != NOTHING).then_some(fix.meant));
        from = fix.end;
    }
    out.push_str(&text[from..]);
    out
}

/// How rare a character is that no page means.
const IMPLAUSIBLE: i32 = 20;

/// Evidence that a place must have to make the text worth a search.
const MIN_LIKELY: i32 = 13;

/// Places with evidence after which the encodings of a text are known: a longer one may have others as well, which the next
/// round finds when these are gone.
const ENOUGH_PLACES: usize = 4096;

/// Places with evidence that make a text a long one.
const LONG_PLACES: usize = 256;

/// Kinds of characters that are kept while a text is searched, and while one place is looked at.
const KEPT: usize = 256;
const KEPT_AT_PLACE: usize = 8;

/// Characters of a sequence that ends somewhere, at most.
const MAX_BACK: usize = 3;

/// Whether one of the sequences that end at `end` is more natural when it is undone: a quick look at one place.
pub fn is_likely(text: &str, end: usize) -> bool {
    let starts = text[..end].char_indices().rev().take(MAX_BACK);
    let mut kinds = Kinds::<KEPT_AT_PLACE>::new();
    starts.filter(|(_, c)| !c.is_ascii()).any(|(at, _)| {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        gains(before, &text[at..], false, &mut kinds).any(|(_, gain)| gain >= MIN_LIKELY)
    })
}

/// What each encoding gains at the start of `rest`.
fn gains<const N: usize>(
    before: char,
    rest: &str,
    joins: bool,
    kinds: &mut Kinds<N>,
) -> impl Iterator<Item = (Legacy, i32)> {
    let candidates = candidates(rest);
    let is_candidate = move |encoding: &Legacy| (candidates.0 | candidates.1) >> encoding.index() & 1 == 1;
    let window = if candidates == (0, 0) { Window::default() } else { Window::new(before, rest, joins) };
    let encodings = Legacy::all().filter(move |encoding| candidates != (0, 0) && is_candidate(encoding));
    encodings.filter_map(move |encoding| {
        let readings = window.readings(encoding, candidates).into_iter().flatten();
        let plausible = readings.filter(|reading| rarity(reading.meant) < IMPLAUSIBLE);
        Some((encoding, plausible.map(|reading| gain(&window, reading, encoding, kinds)).max()?))
    })
}

/// The encodings that some sequences speak for, the most evident first.
fn evident(text: &str, joins: bool) -> Vec<Legacy> {
    let mut evidence = [0_i32; COUNT];
    let mut kinds = Kinds::<KEPT>::new();
    let (mut at, mut before) = (0, ' ');
    let mut n_places = 0;
    // encodings that say more than windows-1252 somewhere: in a long text the others would be weighed in vain
    let mut exceeds = 1_u64;
    while let Some(c) = text[at..].chars().next().filter(|_| n_places < ENOUGH_PLACES) {
        if c.is_ascii() {
            at += ascii_prefix(&text.as_bytes()[at..]);
            before = char::from(text.as_bytes()[at - 1]);
            continue;
        }
        if Marks::of(c.into()).leads_any() != 0 {
            let mut tells = false;
            let mut western = 0;
            for (encoding, gain) in gains(before, &text[at..], joins, &mut kinds) {
                evidence[encoding.index()] += gain.max(0);
                tells |= gain > 0;
                western = if encoding == Legacy::WINDOWS_1252 { gain } else { western };
                exceeds |= u64::from(gain > western) << encoding.index();
            }
            n_places += usize::from(tells);
        }
        at += c.len_utf8();
        before = c;
    }
    let enough = |encoding: &Legacy| {
        let is_own = n_places < LONG_PLACES || exceeds >> encoding.index() & 1 == 1;
        is_own && evidence[encoding.index()] >= MIN_EVIDENCE
    };
    let mut encodings: Vec<Legacy> = Legacy::all().filter(enough).collect();
    encodings.sort_by_key(|encoding| std::cmp::Reverse(evidence[encoding.index()]));
    encodings.truncate(MAX_ENCODINGS);
    encodings
}

/// How much more natural a window is for a reading of its start, its neighbours left aside where these may be misread too.
fn gain<const N: usize>(window: &Window, reading: Reading, encoding: Legacy, kinds: &mut Kinds<N>) -> i32 {
    let start = kinds.of(window.before);
    let (mut kind, mut cost) = (start, 0);
    for i in 0..reading.length {
        let (next, more) = step(kind, kinds.of(window.at(i).unwrap_or(' ')));
        (kind, cost) = (next, cost + more);
    }
    let (meant, meant_cost) = undone(start, reading.meant, kinds);
    let next = window.at(reading.length).unwrap_or(' ');
    let (mut after, mut meant_after) = (0, 0);
    if next.is_ascii() || Marks::of(next.into()).leads_any() >> encoding.index() & 1 == 0 {
        let next = kinds.of(next);
        (_, after) = step(kind, next);
        (_, meant_after) = step(meant, next);
    }
    cost + after - meant_cost - meant_after - reading.cost + CREDIT[reading.length]
}

/// The kind of `next` behind `before`, and what it costs there.
fn step(before: Kind, next: Kind) -> (Kind, i32) {
    (settle(before, next), clash(before, next) + i32::from(next.rarity))
}

/// As [`step`], for a character that was undone: in a text misread twice it is part of a sequence again.
fn undone<const N: usize>(before: Kind, meant: char, kinds: &mut Kinds<N>) -> (Kind, i32) {
    if meant == NOTHING {
        return (before, 0);
    }
    let (kind, cost) = step(before, kinds.of(meant));
    let marks = if meant.is_ascii() { Marks::default() } else { Marks::of(meant.into()) };
    let layer = match before.layer {
        Layer::Lead | Layer::Inside if marks.follows() != 0 => Layer::Inside,
        _ if marks.leads_any() != 0 => Layer::Lead,
        _ => Layer::None,
    };
    let goes_on =
        before.layer != Layer::None && layer != Layer::None && (before.layer, layer) != (Layer::Lead, Layer::Lead);
    let cost = match layer {
        _ if goes_on => 0,
        Layer::Lead => cost.min(FOREIGN_LEAD),
        _ => cost,
    };
    (Kind { layer, ..kind }, cost)
}

/// How a place was reached: characters behind (0: a claim given up), the state there, the way of reading (0: as written).
/// In one byte: a text of many megabytes has one for each character and state.
#[derive(Clone, Copy, Debug, Default)]
struct Back(u8);

impl Back {
    fn new(length: usize, state: usize, way: u8) -> Self {
        Self((length << 5 | state << 2) as u8 | way)
    }

    fn length(self) -> usize {
        usize::from(self.0 >> 5)
    }

    fn state(self) -> usize {
        usize::from(self.0 >> 2 & 7)
    }

    fn way(self) -> u8 {
        self.0 & 3
    }
}

/// A place between two characters: for each state the least cost, the last character's kind, and the way back.
#[derive(Clone, Copy, Debug)]
struct Place {
    cost: [i64; STATES],
    kind: [Kind; STATES],
    back: [Back; STATES],
}

const UNREACHED: i64 = i64::MAX / 2;

impl Place {
    const EMPTY: Place = Place { cost: [UNREACHED; STATES], kind: [Kind::END; STATES], back: [Back(0); STATES] };
}

/// By encoding and way.
type Readings = [[Option<Reading>; WAYS as usize]; MAX_ENCODINGS];

/// The search for the cheapest way. State 0 is text as written, the others are encodings.
struct Search<'t> {
    text: &'t str,
    encodings: &'t [Legacy],
    joins: bool,
    claim: i32,
    kinds: Kinds<KEPT>,
    /// The places from the step on, by step.
    ring: [Place; RING],
    /// By step: where it is, and the ways back.
    trail: Vec<(u32, [Back; STATES])>,
}

impl<'t> Search<'t> {
    fn new(text: &'t str, encodings: &'t [Legacy], (joins, claim): (bool, i32)) -> Self {
        let mut ring = [Place::EMPTY; RING];
        ring[0].cost[0] = 0;
        Self { text, encodings, joins, claim, kinds: Kinds::new(), ring, trail: Vec::new() }
    }

    fn run(mut self) -> Vec<Fix> {
        let mut at = 0;
        let mut before = ' ';
        while let Some(c) = self.text[at..].chars().next() {
            self.leave(at);
            let may_lead = !c.is_ascii() && Marks::of(c.into()).leads_any() != 0;
            let readings = if may_lead { self.readings(before, at) } else { [[None; WAYS as usize]; MAX_ENCODINGS] };
            self.as_written(c, &readings);
            if may_lead {
                self.as_misread(&readings);
            }
            let here = self.step();
            self.ring[here] = Place::EMPTY;
            at += c.len_utf8();
            before = c;
            let skipped = if c.is_ascii() { self.skip(at) } else { at };
            if skipped > at {
                before = char::from(self.text.as_bytes()[skipped - 1]);
                at = skipped;
            }
        }
        self.leave(at);
        self.way_back()
    }

    /// What stands at `at` in each encoding, in each way.
    fn readings(&self, before: char, at: usize) -> Readings {
        let mut readings = [[None; WAYS as usize]; MAX_ENCODINGS];
        let candidates = candidates(&self.text[at..]);
        if candidates == (0, 0) {
            return readings;
        }
        let window = Window::new(before, &self.text[at..], self.joins);
        for (own, encoding) in readings.iter_mut().zip(self.encodings) {
            *own = window.readings(*encoding, candidates);
        }
        readings
    }

    /// The place in the ring of the step that was begun last.
    fn step(&self) -> usize {
        (self.trail.len() - 1) % RING
    }

    /// Over ASCII nothing changes: where no sequence is open, on to the next character beyond it. Where that is.
    fn skip(&mut self, at: usize) -> usize {
        let next = self.trail.len() % RING;
        let is_open = (1..RING).any(|i| self.ring[(next + i) % RING].cost.iter().any(|cost| *cost < UNREACHED));
        if is_open {
            return at;
        }
        let n_ascii = ascii_prefix(&self.text.as_bytes()[at..]);
        if n_ascii > 0 {
            let kind = self.kinds.of(char::from(self.text.as_bytes()[at + n_ascii - 1]));
            self.ring[next].kind = [kind; STATES];
        }
        at + n_ascii
    }

    /// Begins a step at `at`: a claim may be given up anywhere.
    fn leave(&mut self, at: usize) {
        let place = &mut self.ring[self.trail.len() % RING];
        let best = (0..=self.encodings.len()).min_by_key(|state| place.cost[*state]).unwrap_or(0);
        if best != 0 {
            place.cost[0] = place.cost[best];
            place.kind[0] = place.kind[best];
            place.back[0] = Back::new(0, best, 0);
        }
        self.trail.push((u32::try_from(at).unwrap_or(u32::MAX), place.back));
    }

    fn as_written(&mut self, c: char, readings: &Readings) {
        let here = self.ring[self.step()];
        let next = self.kinds.of(c);
        let right = if next.role == Role::Letter && !c.is_ascii() { RIGHT_LETTER } else { 0 };
        for state in (0..=self.encodings.len()).filter(|state| here.cost[*state] < UNREACHED) {
            let before = here.kind[state];
            let misfit = match state.checked_sub(1).map(|encoding| readings[encoding][0]) {
                None => 0,
                Some(Some(_)) => LEFT_SEQUENCE,
                Some(None) => right,
            };
            let cost = here.cost[state] + i64::from(clash(before, next) + i32::from(next.rarity) + misfit);
            self.reach(1, state, (cost, settle(before, next)), Back::new(1, state, 0));
        }
    }

    fn as_misread(&mut self, readings: &Readings) {
        let here = self.ring[self.step()];
        for (i, (encoding, readings)) in self.encodings.iter().zip(readings).enumerate() {
            let claim = here.cost[0] + i64::from(self.claim + CLAIM_MORE[encoding.index()]);
            let (from, cost) = if here.cost[i + 1] <= claim { (i + 1, here.cost[i + 1]) } else { (0, claim) };
            for (way, reading) in (1..).zip(readings) {
                let Some(reading) = reading else { continue };
                let (kind, own) = undone(here.kind[from], reading.meant, &mut self.kinds);
                let cost = cost + i64::from(own + reading.cost - CREDIT[reading.length]);
                self.reach(reading.length, i + 1, (cost, kind), Back::new(reading.length, from, way));
            }
        }
    }

    fn reach(&mut self, ahead: usize, state: usize, (cost, kind): (i64, Kind), back: Back) {
        let ring = (self.step() + ahead) % RING;
        let place = &mut self.ring[ring];
        if cost < place.cost[state] {
            (place.cost[state], place.kind[state], place.back[state]) = (cost, kind, back);
        }
    }

    /// The misread stretches of the cheapest way.
    fn way_back(self) -> Vec<Fix> {
        let mut fixes = Vec::new();
        let (mut step, mut state) = (self.trail.len() - 1, 0);
        while step > 0 || state != 0 {
            let back = self.trail[step].1[state];
            let from = step - back.length();
            if back.way() > 0 {
                let start = self.trail[from].0 as usize;
                let end = start + self.text[start..].chars().take(back.length()).map(char::len_utf8).sum::<usize>();
                let before = self.text[..start].chars().next_back().unwrap_or(' ');
                let window = Window::new(before, &self.text[start..], self.joins);
                let reading = window.reading(self.encodings[state - 1], back.way());
                fixes.extend(reading.map(|reading| Fix { start, end, meant: reading.meant }));
            }
            if back.length() == 0 && back.state() == 0 {
                break;
            }
            (step, state) = (from, back.state());
        }
        fixes.reverse();
        fixes
    }
}

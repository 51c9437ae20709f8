//! Where the names that rules found stand in the article, also without the words that gave them away.

use super::roster::Found;
use super::version::{attached, spaced, told_variant, variants};
use super::vocabulary::Vocabulary;
use super::{Novel, Page, Sight};
use crate::article::{EntityKind, Place};
use crate::entity::evidence::is_somebody_else;
use crate::entity::fold::{is_boundary, is_cjk};
use crate::entity::id;
use crate::entity::scan::Text;
use crate::text::Clean;

/// Fewest letters of a family's name that is a model without a version.
const MIN_FAMILY: usize = 3;

/// The places of `names`, by text and start. None lies within a known name.
pub(super) fn places(names: &[Found], texts: &[Text], pages: &[Page], vocabulary: &Vocabulary) -> Vec<Sight> {
    let mut sights = Vec::new();
    if names.is_empty() {
        return sights;
    }
    for (at, (text, page)) in texts.iter().zip(pages).enumerate() {
        if matches!(text.place, Place::Author(_)) {
            continue;
        }
        let seeker = Seeker { names, text, page, at, vocabulary };
        let mut own: Vec<Sight> = names.iter().flat_map(|found| seeker.sights(found)).collect();
        own.retain(|sight| !page.known.iter().any(|known| known.start < sight.end && sight.start < known.end));
        own.sort_by_key(|sight| (sight.start, std::cmp::Reverse(sight.end)));
        sights.extend(own);
    }
    drop_early_surnames(&mut sights);
    sights
}

/// A surname is somebody's once the full name stands somewhere.
fn drop_early_surnames(sights: &mut Vec<Sight>) {
    let mut end = (usize::MAX, 0);
    sights.retain(|sight| {
        let free = sight.text != end.0 || sight.start >= end.1;
        if free {
            end = (sight.text, sight.end);
        }
        free
    });
}

/// One text in which names are looked for.
struct Seeker<'a> {
    names: &'a [Found],
    text: &'a Text<'a>,
    page: &'a Page<'a>,
    at: usize,
    vocabulary: &'a Vocabulary,
}

impl Seeker<'_> {
    fn sights(&self, found: &Found) -> Vec<Sight> {
        let mut sights = Vec::new();
        for spelling in found.spellings(self.vocabulary) {
            for start in self.starts(&spelling) {
                let end = start + spelling.len();
                match found.kind {
                    EntityKind::Model => sights.extend(self.model(found, start, end)),
                    _ => sights.extend(self.whole(found, start, end)),
                }
            }
        }
        if found.kind == EntityKind::Person {
            sights.extend(self.surnames(found));
        }
        sights
    }

    /// Where `spelling` begins between words and outside of known names.
    fn starts(&self, spelling: &str) -> Vec<usize> {
        let loud = if self.text.capitals { spelling.to_uppercase() } else { spelling.to_owned() };
        let clean = self.page.clean;
        let begins = |at: &usize| is_boundary(clean, *at) && !clean[..*at].ends_with(['-', '/', '@']);
        let free =
            |at: &usize| !self.page.known.iter().any(|known| known.start < at + spelling.len() && *at < known.end);
        clean.match_indices(loud.as_str()).map(|(at, _)| at).filter(begins).filter(free).collect()
    }

    fn sight(&self, start: usize, end: usize, novel: Novel) -> Sight {
        Sight { text: self.at, start, end, novel }
    }

    /// A name that ends where its spelling does.
    fn whole(&self, found: &Found, start: usize, end: usize) -> Option<Sight> {
        let rest = &self.page.clean[end..];
        let ends = is_boundary(self.page.clean, end) && !rest.starts_with("://") && !is_domain(rest);
        let novel = Novel { kind: found.kind, name: Clean::from(found.name.as_str()), family: None, maker: None };
        ends.then(|| self.sight(start, end, novel))
    }

    /// A family, with the version that follows it.
    fn model(&self, found: &Found, start: usize, end: usize) -> Option<Sight> {
        let clean = self.page.clean;
        let rest = &clean[end..];
        let length = rest.find(|c: char| !is_inside(c)).unwrap_or(rest.len());
        let token = rest[..length].trim_end_matches(['.', '-']);
        let token = token
            .split_once("-")
            .filter(|(head, tail)| head.is_empty() && tail.starts_with(char::is_lowercase))
            .map_or(token, |_| "");
        let glued = format!("{}{token}", &clean[start..end]);
        let version_end = match token.is_empty() {
            true => spaced(clean, end, self.vocabulary).unwrap_or_else(|| told_variant(clean, end, self.vocabulary)),
            false if attached(&glued) < glued.len() || token.starts_with('-') => {
                variants(clean, end + token.len(), self.vocabulary)
            }
            false => return None,
        };
        let version = &clean[end..version_end];
        let name = found.versioned(version);
        let bare = version.is_empty();
        if bare && (!self.may_stand_alone(found) || is_domain(rest)) {
            return None;
        }
        let family = Some(id(&found.name));
        let novel = Novel { kind: EntityKind::Model, name: Clean::from(name), family, maker: found.maker.clone() };
        Some(self.sight(start, version_end, novel))
    }

    /// A family's name alone is a model's, unless a firm has it or it says too little.
    fn may_stand_alone(&self, found: &Found) -> bool {
        let firm = self
            .names
            .iter()
            .any(|other| other.kind != EntityKind::Model && other.spellings(self.vocabulary).contains(&found.name));
        found.name.chars().count() >= MIN_FAMILY && !firm
    }

    /// The surname alone.
    fn surnames(&self, found: &Found) -> Vec<Sight> {
        let Some((_, surname)) = found.name.rsplit_once(' ') else { return Vec::new() };
        let shared = |other: &&Found| other.kind == EntityKind::Person && other.name.ends_with(&format!(" {surname}"));
        if self.names.iter().filter(shared).count() > 1 {
            return Vec::new();
        }
        let starts = self.starts(surname).into_iter();
        let ours = starts.filter(|start| !is_somebody_else(self.text, *start, &[]));
        ours.filter_map(|start| self.whole(found, start, start + surname.len())).collect()
    }
}

/// Whether a word with a version goes on with it.
fn is_inside(c: char) -> bool {
    (c.is_alphanumeric() && !is_cjk(c)) || matches!(c, '-' | '.' | '+')
}

/// Whether what follows a name makes it an address: `lumora.ai`.
fn is_domain(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('.') && chars.next().is_some_and(|c| c.is_ascii_lowercase())
}

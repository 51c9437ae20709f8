//! Lists: their points, with depth and numbers; lists of terms.

use super::{Opened, Walker};
use crate::article::{Block, Marker};
use crate::import::html::attributes::Attributes;
use crate::import::html::tag::Listing;
use crate::import::outline::{Content, Part};

/// A list that is being read.
#[derive(Debug)]
pub(super) struct List {
    listing: Listing,
    next: i64,
    step: i64,
    /// Of a list that counts down to 1: the parts that are its points, to be numbered at its end.
    countdown: Option<Vec<usize>>,
    /// Its points are the notes.
    notes: bool,
}

impl Walker<'_> {
    pub(super) fn open_list(&mut self, listing: Listing, attributes: Attributes) -> Opened {
        self.flush();
        let start = attributes.get("start").and_then(|start| start.trim().parse().ok());
        let reversed = attributes.get("reversed").is_some();
        let countdown = (reversed && start.is_none()).then(Vec::new);
        let notes = self.opens_notes(attributes);
        let step = if reversed { -1 } else { 1 };
        self.lists.push(List { listing, next: start.unwrap_or(1), step, countdown, notes });
        self.place.marker = None;
        if notes {
            self.enter_notes();
        }
        Opened::List
    }

    pub(super) fn close_list(&mut self) {
        self.flush();
        self.place.headed = None;
        let Some(list) = self.lists.pop() else { return };
        if list.notes {
            return self.close_notes();
        }
        let items = list.countdown.unwrap_or_default();
        let n_items = items.len();
        for (passed, at) in items.into_iter().enumerate() {
            let part = self.region().parts.get_mut(at).map(|part| &mut part.content);
            if let Some(Content::Block(Block::Item { marker: Marker::Number(number), .. })) = part {
                *number = u32::try_from(n_items - passed).unwrap_or(u32::MAX);
            }
        }
    }

    pub(super) fn open_item(&mut self, attributes: Attributes) -> Opened {
        self.flush();
        self.place.headed = None;
        let value = attributes.get("value").and_then(|value| value.trim().parse().ok());
        self.place.marker = Some(match self.lists.last_mut() {
            Some(list) if list.listing == Listing::Numbers => {
                let number = value.unwrap_or(list.next);
                list.next = number.saturating_add(list.step);
                Marker::Number(u32::try_from(number).unwrap_or(0))
            }
            _ => Marker::Bullet,
        });
        Opened::Item
    }

    /// Keeps where a point of a list that counts down is written.
    pub(super) fn note_item(&mut self) {
        let at = self.region().parts.len();
        if let Some(List { countdown: Some(items), .. }) = self.lists.last_mut() {
            items.push(at);
        }
    }

    /// A heading at the start of a point over text of its own is one: the list is of chapters, not of points.
    pub(super) fn promote_heading(&mut self) {
        let Some((at, level)) = self.place.headed.take() else { return };
        let context = self.context;
        let Some(part) = self.region().parts.get_mut(at) else { return };
        if let Content::Block(Block::Item { prose, .. }) = &mut part.content {
            *part = Part::heading(part.line, level, std::mem::take(prose), context);
        }
    }

    pub(super) fn open_entry(&mut self, term: bool) -> Opened {
        self.flush();
        if term {
            self.place.marker = None;
            self.place.term = true;
            return Opened::Term;
        }
        self.place.marker = Some(Marker::Bullet);
        Opened::Item
    }

    /// A box to tick before a point.
    pub(super) fn checkbox(&mut self, attributes: Attributes) {
        let is_box = attributes.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if is_box && self.place.marker.is_some() && self.prose.is_empty() {
            self.place.marker = Some(Marker::Task(attributes.get("checked").is_some()));
        }
    }

    /// After a line break, a sign for a point begins one.
    pub(super) fn break_before_bullet(&mut self, text: &str) {
        if self.place.breaks > 0 && bullet(text.trim_start()).is_some() {
            self.flush();
        }
    }
}

/// Where the text begins after a sign that stands for a point of a list.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['•', '●', '▪', '◦', '‣', '■', '∙', '▸', '►', '⁃'])?;
    let words = rest.trim_start();
    (!words.is_empty()).then_some(text.len() - words.len())
}

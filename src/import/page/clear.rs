//! Takes out what is furniture because of where it stands: boxes, lists of other pages, tables of contents, biographies,
//! what comes after the end. Whatever has a role of its own evidence keeps it.

use std::collections::HashSet;

use super::classify::{Entry, Role};
use crate::import::Context;
use crate::import::vocabulary::{Opening, key};

/// Lines of a box are shorter than this; what is longer is the story again.
const MAX_BOX_LINE: usize = 130;

/// Lines without evidence of their own that a box may have between two that have it.
const MAX_BOX_STEPS: usize = 4;

/// Words of a paragraph that is cut off; shorter lines are headings or buttons.
const MIN_CUT_WORDS: usize = 9;

/// Marks as furniture what stands in furniture.
pub fn clear(entries: &mut [Entry], context: &Context) {
    restore_cut_paragraph(entries);
    let told = entries.iter().position(|entry| entry.role == Role::Text).unwrap_or(entries.len());
    let mut at = 0;
    while at < entries.len() {
        let end = match &entries[at].role {
            Role::Opening(opening) => match opening {
                Opening::End => entries.len(),
                Opening::Contents => contents_end(entries, at),
                Opening::Box => box_end(entries, at, at > told),
                // over the story, a list ends at a blank line: the headline may stand after it
                Opening::List | Opening::Nearby if at < told => {
                    let listed = entries[at + 1..]
                        .iter()
                        .take_while(|entry| !entry.line.gap && entry.role != Role::Text)
                        .count();
                    at + 1 + listed
                }
                Opening::List | Opening::Nearby => list_end(entries, at),
                Opening::Bio => bio_end(entries, at),
            },
            Role::Paywall | Role::Furniture if at > told && opens_box(entries, at) => box_end(entries, at, true),
            _ => {
                at += 1;
                continue;
            }
        };
        for entry in &mut entries[at..end.max(at + 1)] {
            if entry.role != Role::Paywall {
                entry.role = Role::Furniture;
            }
        }
        at = end.max(at + 1);
    }
    clear_tail(entries, context);
}

/// Whether the furniture at `at` may have lines of its box after it.
fn opens_box(entries: &[Entry], at: usize) -> bool {
    entries.get(at + 1).is_some_and(|next| !next.line.gap && matches!(next.role, Role::Short | Role::Text))
        && entries
            .iter()
            .skip(at + 1)
            .take(MAX_BOX_STEPS)
            .any(|entry| matches!(entry.role, Role::Furniture | Role::Paywall | Role::Opening(Opening::Box)))
        && entries[at + 1].line.text.chars().count() < MAX_BOX_LINE / 2
}

/// A box goes on as far as its last line with evidence of its own, over a few short lines without; below the story's
/// beginning some more may follow, which over it are its headline.
fn box_end(entries: &[Entry], at: usize, in_story: bool) -> usize {
    let mut end = at + 1;
    let mut steps = 0;
    for (i, entry) in entries.iter().enumerate().skip(at + 1) {
        let short = entry.line.text.chars().count() < MAX_BOX_LINE;
        match entry.role {
            Role::Furniture | Role::Paywall | Role::Opening(Opening::Box) => {
                end = i + 1;
                steps = 0;
            }
            Role::Short | Role::Text if short && steps < MAX_BOX_STEPS => steps += 1,
            _ => break,
        }
    }
    let adjacent = |entry: &&Entry| {
        !entry.line.gap
            && matches!(entry.role, Role::Short | Role::Text)
            && entry.line.text.chars().count() < MAX_BOX_LINE
    };
    let in_box = in_story && matches!(entries[at].role, Role::Opening(_));
    let more = entries[end..].iter().take_while(adjacent).take(if in_box { MAX_BOX_STEPS } else { 0 }).count();
    let heads_story = more > 0 && entries.get(end + more).is_some_and(|next| next.role == Role::Text && !next.line.gap);
    end + more.saturating_sub(usize::from(heads_story))
}

/// A table of contents ends at a blank line, at text, or where the first of its entries comes again.
fn contents_end(entries: &[Entry], at: usize) -> usize {
    let mut listed = HashSet::new();
    let rest = entries.iter().enumerate().skip(at + 1);
    rest.take_while(|(i, entry)| {
        let is_entry = matches!(entry.role, Role::Item | Role::Short | Role::Heading(_) | Role::Tags(_));
        let apart = entry.line.gap && *i > at + 1 && entry.line.marker.is_none();
        is_entry && !apart && listed.insert(key(&entry.line.text))
    })
    .last()
    .map_or(at + 1, |(i, _)| i + 1)
}

/// A list of headlines ends at the next text. A teaser right under its headline belongs to the list; a short line with
/// blank lines around it heads the story that goes on.
fn list_end(entries: &[Entry], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(entry) = entries.get(end) {
        let listed = match entry.role {
            Role::Furniture if opens_box(entries, end) => false,
            Role::Short | Role::Item | Role::Furniture | Role::Byline(_) | Role::Tags(_) | Role::Crumbs(_) => true,
            Role::Text => {
                end > at + 1 && !entry.line.gap && entries[end - 1].role == Role::Short && entry.line.text.len() < 400
            }
            _ => false,
        };
        if !listed {
            break;
        }
        end += 1;
    }
    let story_goes_on = entries.get(end).is_some_and(|next| next.role == Role::Text);
    let heading = story_goes_on && end > at + 2 && entries[end - 1].role == Role::Short && entries[end - 1].line.gap;
    if heading { end - 1 } else { end }
}

/// A biography is the text under its heading; addresses and numbers go on over blank lines.
fn bio_end(entries: &[Entry], at: usize) -> usize {
    let mut end = at + 1;
    let mut texts = 0;
    while let Some(entry) = entries.get(end) {
        let heads_text = entries.get(end + 1).is_some_and(|next| next.role == Role::Text) && entry.line.gap;
        let belongs = match entry.role {
            Role::Text => texts == 0 || !entry.line.gap,
            Role::Short | Role::Item => texts == 0 || (!entry.line.gap && !heads_text),
            Role::Furniture | Role::Byline(_) | Role::Tags(_) | Role::Caption(_) => true,
            _ => false,
        };
        if !belongs {
            break;
        }
        texts += usize::from(entry.role == Role::Text);
        end += 1;
    }
    end
}

/// A paragraph without a full stop right before a paywall is one that the wall cuts off.
fn restore_cut_paragraph(entries: &mut [Entry]) {
    let Some(wall) = entries.iter().position(|entry| entry.role == Role::Paywall) else { return };
    let before = entries[..wall].iter_mut().rev().find(|entry| entry.role != Role::Furniture);
    if let Some(entry) =
        before.filter(|entry| entry.role == Role::Short && entry.line.text.split(' ').count() >= MIN_CUT_WORDS)
    {
        entry.role = Role::Text;
    }
}

/// After the last text of the story, what is short goes with the furniture around it.
fn clear_tail(entries: &mut [Entry], context: &Context) {
    let told = |entry: &Entry| matches!(entry.role, Role::Text | Role::RunIn(..) | Role::Heading(_) | Role::Item);
    let mut last = entries.iter().rposition(told);
    if let Some(end) = last.filter(|end| *end > 2 && context.words.furniture.is_pointer(&entries[*end].line.text)) {
        entries[end].role = Role::Furniture;
        last = entries.iter().rposition(told);
    }
    let Some(mut last) = last else { return };
    // points without markers, right under their heading
    while matches!(entries[last].role, Role::Heading(_) | Role::Short)
        && entries.get(last + 1).is_some_and(|next| next.role == Role::Short && !next.line.gap)
    {
        last += 1;
    }
    let tail = &mut entries[last + 1..];
    let shorts = tail.iter().filter(|entry| entry.role == Role::Short).count();
    let furnished = tail.iter().any(|entry| matches!(entry.role, Role::Furniture | Role::Paywall));
    for entry in tail.iter_mut().filter(|entry| entry.role == Role::Short && (furnished || shorts > 1)) {
        entry.role = Role::Furniture;
    }
}

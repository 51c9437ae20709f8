//! A news page as plain text, as a browser copies it or another program saves it.
//!
//! Stages, one file each: `lines` (clean, numbered, hard wraps joined) → `classify` (what a line is on its own evidence) →
//! `nearby` (stories that came along are split off) → `pictures` and `clear` (captions paired, furniture told by its
//! neighbours) → `head` (title, byline, tags, standfirst) → `body` (headings, lists, paragraphs).

mod body;
pub mod caption;
mod classify;
mod clear;
mod dateline;
mod excerpt;
mod head;
mod jam;
mod lines;
mod masthead;
mod nearby;
mod pictures;

use super::Context;
use super::date::Order;
use super::draft::{self, Draft};
use super::report::Report;
use crate::text::counted;
use classify::{Entry, Role, classify};
use lines::Line;

/// The articles of a page: its own first, then those that came with it.
pub fn read(text: &str, context: &Context, report: &mut Report) -> Vec<Draft> {
    let lines = lines::read(text, context, report);
    let order = order(&lines, context);
    let entries = classify(lines, context, order);
    let (mut own, around) = nearby::split(entries, context);
    pictures::pair(&mut own);
    clear::clear(&mut own, context);
    note_furniture(&own, report);
    let Some(page) = head::read(own, context, report) else {
        report.error(1, "there is no article in the document, only what surrounds one");
        return Vec::new();
    };
    let mut drafts = vec![page];
    drafts.extend(nearby::stories(&around, &drafts[0], context, report));
    drafts
}

fn note_furniture(entries: &[Entry], report: &mut Report) {
    let count = entries.iter().filter(|entry| matches!(entry.role, Role::Furniture | Role::Opening(_))).count();
    if count > 0 {
        let lines = counted(count, "line", "lines");
        report.note(format!("left out: {lines} of menus, boxes and buttons around the story"));
    }
}

/// How the page writes dates in numbers: as its clear ones do, else as its language does.
fn order(lines: &[Line], context: &Context) -> Order {
    let texts = || lines.iter().map(|line| line.text.as_str());
    let english = || texts().max_by_key(|text| text.len()).and_then(draft::language).is_none_or(|code| code == "en");
    match context.words.calendar.order_of(texts()) {
        Order::MonthFirst if english() => Order::MonthFirst,
        _ => Order::DayFirst,
    }
}

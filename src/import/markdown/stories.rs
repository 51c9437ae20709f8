//! Several stories in one Markdown file: documents set one after the other, each with its front matter, or level-1
//! headings that each have a date of their own. Headings without dates are the parts of one story.

use super::HEAD_PARTS;
use super::blocks::Blocks;
use super::front_matter;
use super::notes::Notes;
use crate::article::{Block, Image, Link};
use crate::import::Context;
use crate::import::byline;
use crate::import::date::Order;
use crate::import::outline::{Content, Part};

/// One story as far as its text goes.
#[derive(Debug, Default)]
pub struct Story {
    /// Headings and blocks; figures point into `images`.
    pub parts: Vec<Part>,
    /// Addresses.
    pub links: Vec<Link>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Footnotes.
    pub notes: Notes,
}

/// The documents that stand one after the other in `text`, each with the line it begins at.
pub fn documents(text: &str) -> Vec<(usize, &str)> {
    let mut starts = vec![(1, 0)];
    let (mut at, mut fence) = (0, None);
    let skip = front_matter::length(text).unwrap_or(usize::MAX);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let mark = line.trim_start().get(..3).filter(|mark| matches!(*mark, "```" | "~~~"));
        fence = match fence {
            Some(open) if mark == Some(open) => None,
            None => mark,
            open => open,
        };
        if at >= skip && fence.is_none() && front_matter::opens_story(&text[at..]) {
            starts.push((number + 1, at));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    starts.iter().zip(ends).map(|((line, start), end)| (*line, &text[*start..end])).collect()
}

/// The stories of a document.
pub fn split(blocks: Blocks, context: &Context) -> Vec<Story> {
    let starts = own_dates(&blocks.parts, context);
    let Blocks { mut parts, links, mut images, mut notes } = blocks;
    let mut stories: Vec<Story> = Vec::new();
    for at in starts.into_iter().rev() {
        let parts = parts.split_off(at);
        stories.push(Story { parts, ..Story::default() });
    }
    if stories.len() < 2 {
        parts.extend(stories.into_iter().flat_map(|story| story.parts));
        let links = links.into_iter().map(|(_, link)| link).collect();
        return vec![Story { parts, links, images, notes }];
    }
    stories.reverse();
    stories[0].parts.splice(0..0, parts);
    let mut links = links.into_iter().peekable();
    for at in 0..stories.len() {
        let end = stories.get(at + 1).map_or(usize::MAX, |next| next.parts[0].line);
        let story = &mut stories[at];
        story.links = std::iter::from_fn(|| links.next_if(|(line, _)| *line < end)).map(|(_, link)| link).collect();
        story.images = take_images(&mut story.parts, &mut images);
        story.notes = notes.take(&story.parts);
    }
    stories
}

/// Where the stories start, if every level-1 heading is followed by a date.
fn own_dates(parts: &[Part], context: &Context) -> Vec<usize> {
    let is_title = |part: &Part| matches!(part.content, Content::Heading { level: 1, .. });
    let starts: Vec<usize> = (0..parts.len()).filter(|at| is_title(&parts[*at])).collect();
    let is_dated = |at: &usize| {
        let head = parts[at + 1..].iter().take(HEAD_PARTS).take_while(|part| !is_title(part));
        head.filter_map(paragraph).any(|text| {
            let byline = byline::read(text, context, Order::MonthFirst).filter(|byline| byline.certain);
            byline.is_some_and(|byline| byline.date().is_some())
        })
    };
    if starts.len() > 1 && starts.iter().all(is_dated) { starts } else { Vec::new() }
}

fn paragraph(part: &Part) -> Option<&str> {
    match &part.content {
        Content::Block(Block::Paragraph(prose)) => Some(&prose.text),
        _ => None,
    }
}

/// The pictures that stand in `parts`, which point to them from now on.
fn take_images(parts: &mut [Part], images: &mut [Image]) -> Vec<Image> {
    let mut taken = Vec::new();
    for part in parts {
        if let Content::Block(Block::Figure { image }) = &mut part.content {
            let from = std::mem::replace(image, taken.len());
            taken.push(images.get_mut(from).map(std::mem::take).unwrap_or_default());
        }
    }
    taken
}

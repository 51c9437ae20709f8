//! Where links stand on the screen, for terminals that follow them.

use ratatui::layout::Rect;

use super::layer::Layer;
use super::layout::Layout;
use super::reader::PageLink;
use super::screen::Pane;
use super::state::State;
use super::status;
use crate::text::width::width;

/// A link on the screen, or the part of it that stands in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPlace {
    /// Its cells, in one row.
    pub cells: Rect,
    /// The same for all parts of one link.
    pub number: usize,
    /// Where it leads.
    pub url: String,
}

/// The number of the address in the message of the moment; those of the story count from the next one.
const IN_MESSAGE: usize = 0;

/// The links in view, the story's and the message's. Those whose words say that they lead elsewhere are left out: what
/// a terminal opens has no warning.
pub fn links(state: &State) -> Vec<LinkPlace> {
    let layout = state.layout();
    if layout.too_small || is_covered(state) {
        return Vec::new();
    }
    let message = status::message(state, &layout);
    let mut places = in_reader(state, &layout);
    if let Some(message) = message {
        places.retain(|place| place.cells.intersection(message.over).is_empty());
        places.extend(in_message(state, &message));
    }
    places
}

/// Something lies over the panes, at least over some of them.
fn is_covered(state: &State) -> bool {
    state.layers.iter().any(|layer| match layer {
        Layer::Prompt(prompt) => prompt.completing.is_some() || state.results.error.is_some(),
        _ => true,
    })
}

/// The story's, while it has the keys: beside a list that is walked through they would cost more than the words.
fn in_reader(state: &State, layout: &Layout) -> Vec<LinkPlace> {
    let Some(area) = layout.reader.filter(|_| state.screen.focus == Pane::Reader) else { return Vec::new() };
    let (columns, left) = state.text_columns(area);
    let text = Rect { x: area.body.x + cells(left), width: cells(columns), ..area.body }.intersection(area.body);
    let place = |link: &PageLink| {
        let row = link.line.checked_sub(state.reader.top).filter(|row| *row < usize::from(text.height))?;
        let link_cells = Rect {
            x: text.x.saturating_add(cells(link.column)),
            y: text.y + cells(row),
            width: cells(link.width),
            height: 1,
        };
        let cells = Some(link_cells.intersection(text)).filter(|cells| !cells.is_empty())?;
        Some(LinkPlace { cells, number: IN_MESSAGE + 1 + link.number, url: link.url.clone() })
    };
    state.reader.page.links.iter().filter(|link| link.warning.is_none()).filter_map(place).collect()
}

fn in_message(state: &State, message: &status::Message) -> Vec<LinkPlace> {
    let notice = state.notice.as_ref();
    let Some((text, url)) = notice.and_then(|notice| Some((&*notice.text, notice.url.as_ref()?))) else {
        return Vec::new();
    };
    let Some(start) = text.find(url.as_str()) else { return Vec::new() };
    let end = start + url.len();
    let place = |(line, y): (&std::ops::Range<usize>, u16)| {
        let (from, to) = (start.max(line.start), end.min(line.end));
        let words = text.get(from..to).filter(|words| !words.is_empty())?;
        let x = message.area.x + cells(text.get(line.start..from).map_or(0, width));
        let cells = Rect { x, y, width: cells(width(words)), height: 1 };
        Some(LinkPlace { cells, number: IN_MESSAGE, url: url.clone() })
    };
    message.lines.iter().zip(message.area.y..).filter_map(place).collect()
}

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

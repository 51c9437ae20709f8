//! Every rectangle of the screen, from its size and what is shown: used to scroll, to page and to draw.

use ratatui::layout::{Rect, Size};

use super::screen::{Pane, Screen};

/// Fewer columns or rows than this show a card instead.
const SMALLEST: Size = Size { width: 20, height: 5 };
/// From this width on, list and reader stand together.
const TWO_PANES: u16 = 80;
/// From this height on, the list has room above the reader.
const TWO_PANES_HIGH: u16 = 14;
/// From this width on, all four panes stand side by side.
const FOUR_PANES: u16 = 120;
/// Columns of a sidebar: a name and a count need the first, more than the second is empty space.
const SIDEBAR: (u16, u16) = (22, 30);
/// Columns of the reader beside its text: a blank on each side.
const BESIDE_TEXT: u16 = 2;
/// Columns that list and reader keep, whatever the user asks for.
const LEAST_COLUMNS: u16 = 24;
/// Rows of the list above a story that is being read: its title, and the rows around the story.
const READING_ROWS: u16 = 5;
/// Rows that list and reader keep when one stands above the other.
const LEAST_ROWS: u16 = 4;

/// How the panes stand, as the user wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// List and reader to each other.
    pub arrangement: Arrangement,
    /// Of what list and reader have together, the list has so many percent where they stand side by side, and what the
    /// reader's text does not fill.
    pub list_percent: u16,
    /// Columns of the sidebars; none: by the width of the window.
    pub sidebar_columns: Option<u16>,
}

impl Default for Shape {
    fn default() -> Self {
        Self { arrangement: Arrangement::Auto, list_percent: 40, sidebar_columns: None }
    }
}

/// How list and reader stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// By the width of the window.
    Auto,
    /// The list above the reader.
    Stacked,
    /// The list beside the reader, and sidebars where there is room.
    Beside,
    /// One pane at a time.
    Single,
}

/// A pane's place: one row of title, the rest for content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The title's row.
    pub head: Rect,
    /// The content.
    pub body: Rect,
}

impl Area {
    fn new(rect: Rect) -> Self {
        let head = Rect { height: rect.height.min(1), ..rect };
        let body = Rect { y: rect.y + head.height, height: rect.height - head.height, ..rect };
        Self { head, body }
    }

    /// Title and content.
    pub fn whole(self) -> Rect {
        self.head.union(self.body)
    }
}

/// Where everything is. A pane that is not shown has no place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What is shown: name, query, prompt.
    pub query: Rect,
    /// Companies, models, people … with counts.
    pub facets: Option<Area>,
    /// The stories.
    pub list: Option<Area>,
    /// The story.
    pub reader: Option<Area>,
    /// Who and what is in this story.
    pub cast: Option<Area>,
    /// Counts, messages, next keys.
    pub status: Rect,
    /// Where an overlay may stand: all but query and status.
    pub middle: Rect,
    /// Too small for anything but a card.
    pub too_small: bool,
}

impl Layout {
    /// The place of a pane.
    pub fn area(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Facets => self.facets,
            Pane::List => self.list,
            Pane::Reader => self.reader,
            Pane::Cast => self.cast,
        }
    }

    /// Panes that are shown, from left to right, top to bottom.
    pub fn panes(&self) -> Vec<Pane> {
        Pane::ALL.into_iter().filter(|pane| self.area(*pane).is_some()).collect()
    }
}

/// The places of everything on `screen`.
pub fn layout(screen: &Screen) -> Layout {
    let Size { width, height } = screen.size;
    if width < SMALLEST.width || height < SMALLEST.height {
        return Layout { middle: Rect::new(0, 0, width, height), too_small: true, ..Layout::default() };
    }
    let middle = Rect::new(0, 1, width, height - 2);
    let frame = Layout {
        query: Rect::new(0, 0, width, 1),
        status: Rect::new(0, height - 1, width, 1),
        middle,
        ..Layout::default()
    };
    if screen.zen {
        Layout { reader: Some(Area::new(middle)), ..frame }
    } else {
        match arranged(screen) {
            Arrangement::Beside => side_by_side(frame, screen),
            Arrangement::Stacked => stacked(frame, screen),
            Arrangement::Auto | Arrangement::Single => alone(frame, screen.focus),
        }
    }
}

/// What the user wants where there is room for it, and what there is room for otherwise.
fn arranged(screen: &Screen) -> Arrangement {
    let Size { width, height } = screen.size;
    let (is_wide, is_high) = (width >= TWO_PANES, height >= TWO_PANES_HIGH);
    match screen.shape.arrangement {
        Arrangement::Auto if width >= FOUR_PANES => Arrangement::Beside,
        Arrangement::Auto | Arrangement::Stacked if is_wide && is_high => Arrangement::Stacked,
        Arrangement::Beside if is_wide => Arrangement::Beside,
        _ => Arrangement::Single,
    }
}

/// One pane, the focused one.
fn alone(mut frame: Layout, pane: Pane) -> Layout {
    let area = Some(Area::new(frame.middle));
    match pane {
        Pane::Facets => frame.facets = area,
        Pane::List => frame.list = area,
        Pane::Reader => frame.reader = area,
        Pane::Cast => frame.cast = area,
    }
    frame
}

/// The list above the reader; a sidebar beside them while it has the focus.
fn stacked(mut frame: Layout, screen: &Screen) -> Layout {
    let mut rest = frame.middle;
    let sidebar = screen.shape.sidebar_columns.unwrap_or(SIDEBAR.1);
    match screen.focus {
        Pane::Facets => frame.facets = Some(Area::new(take_left(&mut rest, sidebar))),
        Pane::Cast => frame.cast = Some(Area::new(take_right(&mut rest, sidebar))),
        Pane::List | Pane::Reader => {}
    }
    let usual = match screen.focus {
        Pane::Reader => i32::from(READING_ROWS),
        _ => i32::from(rest.height) * 2 / 5,
    };
    let most = i32::from(rest.height - LEAST_ROWS);
    let rows = clamp(usual + i32::from(screen.wider), i32::from(LEAST_ROWS), most);
    frame.list = Some(Area::new(Rect { height: rows, ..rest }));
    frame.reader = Some(Area::new(Rect { y: rest.y + rows, height: rest.height - rows, ..rest }));
    frame
}

/// Sidebar, list, reader, sidebar; a column for the line between two of them.
fn side_by_side(mut frame: Layout, screen: &Screen) -> Layout {
    let mut rest = frame.middle;
    let (own, sidebars) = (screen.shape.sidebar_columns, screen.sidebars && rest.width >= FOUR_PANES);
    if sidebars || screen.focus == Pane::Facets {
        let columns = own.unwrap_or((rest.width / 5).clamp(SIDEBAR.0, SIDEBAR.1));
        frame.facets = Some(Area::new(take_left(&mut rest, columns)));
    }
    if sidebars || screen.focus == Pane::Cast {
        let columns = own.unwrap_or((frame.middle.width / 6).clamp(SIDEBAR.0 - 2, SIDEBAR.1));
        frame.cast = Some(Area::new(take_right(&mut rest, columns)));
    }
    let part = i32::from(rest.width) * i32::from(screen.shape.list_percent) / 100;
    let not_filled = i32::from(rest.width.saturating_sub(1 + BESIDE_TEXT + screen.text_width));
    let usual = part.max(not_filled);
    let most = i32::from(rest.width.saturating_sub(1 + LEAST_COLUMNS));
    let columns = clamp(usual + 2 * i32::from(screen.wider), i32::from(LEAST_COLUMNS), most);
    frame.list = Some(Area::new(take_left(&mut rest, columns)));
    frame.reader = Some(Area::new(rest));
    frame
}

/// Cuts `columns` off the left, and one more for the line.
fn take_left(rest: &mut Rect, columns: u16) -> Rect {
    let taken = Rect { width: columns.min(rest.width), ..*rest };
    let used = (taken.width + 1).min(rest.width);
    *rest = Rect { x: rest.x + used, width: rest.width - used, ..*rest };
    taken
}

/// Cuts `columns` off the right, and one more for the line.
fn take_right(rest: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(rest.width);
    let taken = Rect { x: rest.x + rest.width - columns, width: columns, ..*rest };
    *rest = Rect { width: (rest.width - columns).saturating_sub(1), ..*rest };
    taken
}

fn clamp(value: i32, least: i32, most: i32) -> u16 {
    u16::try_from(value.min(most).max(least)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(width: u16, height: u16) -> Screen {
        Screen::new(Size { width, height })
    }

    #[test]
    fn panes_by_width() {
        for (width, height, panes) in [
            (19, 30, 0),
            (40, 4, 0),
            (60, 20, 1),
            (79, 50, 1),
            (80, 24, 2),
            (80, 10, 1),
            (119, 36, 2),
            (120, 36, 4),
            (300, 100, 4),
        ] {
            assert_eq!(layout(&screen(width, height)).panes().len(), panes, "{width}x{height}");
        }
    }

    #[test]
    fn panes_neither_overlap_nor_leave_the_screen() {
        for width in 1..=200 {
            for height in [1, 4, 5, 8, 14, 24, 60] {
                for focus in Pane::ALL {
                    for (wider, shape) in [-100, 0, 100].into_iter().flat_map(|wider| shapes().map(move |s| (wider, s)))
                    {
                        let screen = Screen { focus, wider, shape, ..screen(width, height) };
                        check_apart(&layout(&screen), Rect::new(0, 0, width, height));
                    }
                }
            }
        }
    }

    fn shapes() -> impl Iterator<Item = Shape> {
        let wide = Shape { sidebar_columns: Some(40), list_percent: 80, ..Shape::default() };
        let all = [Arrangement::Auto, Arrangement::Stacked, Arrangement::Beside, Arrangement::Single];
        all.into_iter().map(move |arrangement| Shape { arrangement, ..wide }).chain([Shape::default()])
    }

    #[test]
    fn the_user_arranges_the_panes() {
        let panes = |arrangement, width, height| {
            let shape = Shape { arrangement, ..Shape::default() };
            layout(&Screen { shape, ..screen(width, height) }).panes().len()
        };
        for (arrangement, width, height, expected) in [
            (Arrangement::Stacked, 200, 50, 2),
            (Arrangement::Stacked, 200, 10, 1),
            (Arrangement::Beside, 80, 10, 2),
            (Arrangement::Beside, 79, 50, 1),
            (Arrangement::Beside, 120, 36, 4),
            (Arrangement::Single, 300, 100, 1),
        ] {
            assert_eq!(panes(arrangement, width, height), expected, "{arrangement:?} {width}x{height}");
        }
        let list = |list_percent, sidebar_columns| {
            let shape = Shape { list_percent, sidebar_columns, ..Shape::default() };
            let layout = layout(&Screen { shape, ..screen(200, 50) });
            layout.list.zip(layout.facets).map(|(list, facets)| (list.body.width, facets.body.width))
        };
        assert_eq!(list(40, None), Some((55, 30)));
        assert_eq!(list(60, None), Some((82, 30)));
        assert_eq!(list(40, Some(20)), Some((75, 20)));
    }

    fn check_apart(layout: &Layout, all: Rect) {
        let mut places = vec![layout.query, layout.status];
        places.extend(Pane::ALL.iter().filter_map(|pane| layout.area(*pane)).map(Area::whole));
        for (at, place) in places.iter().enumerate() {
            assert_eq!(place.intersection(all), *place, "{layout:?}");
            for other in &places[at + 1..] {
                assert!(place.intersection(*other).is_empty(), "{layout:?}");
            }
        }
    }
}

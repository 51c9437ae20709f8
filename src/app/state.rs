//! Everything that the screen shows, in one value.

use jiff::civil::Date;
use ratatui::layout::{Position, Size};

use super::action::KeyLayer;
use super::bindings::Bindings;
use super::ink::Line;
use super::layer::{Help, Layer, PROMPT_START};
use super::layout::{Area, Layout, layout};
use super::line_edit::LineEdit;
use super::list::{ListPane, RowStyle, row};
use super::marks::History;
use super::news::News;
use super::notice::Notice;
use super::overlay;
use super::ranked;
use super::reader::{PageStyle, Reader};
use super::results::Results;
use super::screen::{Pane, Screen};
use super::settings::Settings;
use super::tally::{ENOUGH, Kind, Occasion, Tally};
use crate::store::sought::Sought;
use crate::store::{FacetKind, Store, StoryIdx};
use crate::text::width::width;

/// Of a row, the publisher takes one part in so many: the titles are what is read.
const SOURCE_PART: usize = 5;

/// Everything that the screen shows.
#[derive(Clone, Debug)]
pub struct State {
    /// What is loaded.
    pub news: News,
    /// What is shown of it.
    pub results: Results,
    /// Size, focus, zen.
    pub screen: Screen,
    /// The story list.
    pub list: ListPane,
    /// The story.
    pub reader: Reader,
    /// Companies, models, people … of the result.
    pub facets: Tally,
    /// Companies, models, people … of the story.
    pub cast: Tally,
    /// Prompts and overlays.
    pub layers: Vec<Layer>,
    /// What can be undone, and where one has been.
    pub history: History,
    /// The message of the moment.
    pub notice: Option<Notice>,
    /// What the user set.
    pub settings: Settings,
    /// Keys, to be named in hints and help.
    pub bindings: Bindings,
}

impl State {
    /// A screen on `store`, before anything was loaded into it.
    pub fn new(store: Store, settings: Settings, bindings: Bindings, today: Date, size: Size) -> Self {
        let mut state = Self {
            news: News::new(store),
            results: Results::new(today),
            screen: Screen {
                shape: settings.shape,
                text_width: settings.text_width,
                sidebars: settings.sidebars,
                ..Screen::new(size)
            },
            list: ListPane::default(),
            reader: Reader::default(),
            facets: Tally::default(),
            cast: Tally::default(),
            layers: Vec::new(),
            history: History::default(),
            notice: None,
            settings,
            bindings,
        };
        state.results.ask(&state.news.store, state.results.query.clone());
        state.settle();
        state
    }

    /// Where everything is.
    pub fn layout(&self) -> Layout {
        layout(&self.screen)
    }

    /// Which keymaps a key is looked up in, the first one first.
    pub fn key_layers(&self) -> Vec<KeyLayer> {
        match self.layers.last().map(Layer::keys) {
            Some(KeyLayer::Prompt) => vec![KeyLayer::Prompt],
            Some(layer) => vec![layer, KeyLayer::Global],
            None => vec![self.pane_keys(), KeyLayer::Global],
        }
    }

    /// The keymap of the focused pane.
    pub fn pane_keys(&self) -> KeyLayer {
        match self.screen.focus {
            Pane::List => KeyLayer::List,
            Pane::Reader => KeyLayer::Reader,
            Pane::Facets | Pane::Cast => KeyLayer::Sidebar,
        }
    }

    /// Whether characters are typed rather than looked up.
    pub fn takes_text(&self) -> bool {
        self.key_layers() == [KeyLayer::Prompt]
    }

    /// Where the terminal's cursor belongs; hidden where nothing is typed.
    pub fn cursor(&self) -> Option<Position> {
        let layout = self.layout();
        let column = match self.layers.last()? {
            _ if layout.too_small => return None,
            Layer::Prompt(prompt) => {
                let column = prompt.edit.window(prompt.room(layout.query.width)).1;
                u16::try_from(width(prompt.label()) + column).unwrap_or(u16::MAX)
            }
            Layer::Palette(palette) => return overlay_cursor(&layout, &palette.edit),
            Layer::Names(names) => return overlay_cursor(&layout, &names.edit),
            Layer::Help(Help { typing: true, search, .. }) => return overlay_cursor(&layout, search),
            Layer::Help(_) | Layer::Problems(_) | Layer::Hints(_) | Layer::Views(_) | Layer::Entity(_) => return None,
        };
        let last = layout.query.width.saturating_sub(1);
        Some(Position::new((PROMPT_START + column).min(last), layout.query.y))
    }

    /// The story in the selected row.
    pub fn selected(&self) -> Option<StoryIdx> {
        self.results.story(self.list.selected)
    }

    /// Lines of a pane's content; 0 where it is not shown.
    pub fn height(&self, pane: Pane) -> usize {
        self.layout().area(pane).map_or(0, |area| usize::from(area.body.height))
    }

    /// How rows of the list are drawn in `area`.
    pub fn row_style(&self, area: Area) -> RowStyle<'_> {
        let width = usize::from(area.body.width.saturating_sub(1));
        RowStyle {
            width,
            focused: self.shows_focus(Pane::List),
            glyphs: self.settings.glyphs(),
            under: self.list.under,
            settings: &self.settings,
            today: self.results.today,
            source: self.results.source_columns.min(width / SOURCE_PART),
            pattern: &self.results.pattern,
            sought: &self.results.sought,
        }
    }

    /// Whether a pane shows that it has the keys: not while a sheet lies over it.
    pub fn shows_focus(&self, pane: Pane) -> bool {
        self.screen.focus == pane && !self.layers.iter().any(Layer::is_sheet)
    }

    /// Columns of text in the reader, and the blank columns before them.
    pub fn text_columns(&self, area: Area) -> (usize, usize) {
        let room = usize::from(area.body.width).saturating_sub(2);
        let Settings { text_width, zen_width, .. } = self.settings;
        let most = zen_width.filter(|_| self.screen.zen).unwrap_or(text_width);
        let text = room.min(usize::from(most)).max(1);
        let left = if self.screen.zen {
            (usize::from(area.body.width) - text.min(usize::from(area.body.width))) / 2
        } else {
            1
        };
        (text, left)
    }

    /// Brings everything that follows from the rest up to date: scrolls, page, sidebars. Idempotent.
    pub fn settle(&mut self) {
        let before = self.reader.story;
        self.settle_list();
        self.settle_reader();
        if self.reader.story != before && self.screen.focus != Pane::Cast {
            self.cast.selected = 0; // whoever the new story is about most
            self.cast.rows.clear();
        }
        self.settle_sidebars();
    }

    fn settle_list(&mut self) {
        let len = self.results.selection.rows.len();
        self.list.selected = self.list.selected.min(len.saturating_sub(1));
        let Some(area) = self.layout().list else { return };
        let mut list = std::mem::take(&mut self.list);
        let (selected, picked) = (list.selected, std::mem::take(&mut list.picked));
        let style = RowStyle { under: list.under, ..self.row_style(area) };
        list.settle(len, usize::from(area.body.height), |at| {
            let is_picked = self.results.story(at).is_some_and(|story| picked.contains(&story));
            self.row_lines(&style, at, (at == selected, is_picked))
        });
        self.list = ListPane { picked, ..list };
    }

    /// Scrolls the list by a row; the selection goes along where it would leave the window.
    pub fn scroll_list(&mut self, down: bool) {
        let Some(area) = self.layout().list else { return };
        let mut list = std::mem::take(&mut self.list);
        let style = RowStyle { under: list.under, ..self.row_style(area) };
        let lines = |at, selected| self.row_lines(&style, at, (selected, false)).len();
        list.scroll(down, self.results.selection.rows.len(), usize::from(area.body.height), lines);
        self.list = list;
    }

    /// The row of the list in a line of its window.
    pub fn row_at(&self, line: usize) -> Option<usize> {
        self.list.shown.lines().nth(line).map(|(row, _)| row)
    }

    fn row_lines(&self, style: &RowStyle, at: usize, (selected, picked): (bool, bool)) -> Vec<Line> {
        let store = &self.news.store;
        self.results.story(at).map(|story| row(store, story, style, (selected, picked))).unwrap_or_default()
    }

    fn settle_reader(&mut self) {
        self.leave_story();
        self.reader.show(self.selected());
        let Some(area) = self.layout().reader else { return };
        let is_opened = self.reader.is_blank() && self.reader.top == 0;
        let style = self.page_style(area);
        let height = usize::from(area.body.height);
        self.reader.settle(&self.news.store, style, height);
        if let Some(story) = self.reader.story.filter(|_| is_opened) {
            self.reader.go_to_place(self.news.store.position(story), height);
        }
    }

    fn page_style(&self, area: Area) -> PageStyle {
        let Settings { justified, hyphenated, .. } = self.settings;
        let (width, glyphs) = (self.text_columns(area).0, self.settings.glyphs());
        PageStyle { width, glyphs, sought: Sought::in_stories(&self.results.query), justified, hyphenated }
    }

    /// Does a part of what the next key most likely asks for, the page of the story below or above; false where all of it
    /// is done.
    pub fn look_ahead(&mut self) -> bool {
        let Some(area) = self.layout().reader else { return false };
        let (style, at) = (self.page_style(area), self.list.selected);
        let rows = [at.checked_add(1), at.checked_sub(1)].into_iter().flatten();
        let stories = rows.filter_map(|row| self.results.story(row));
        self.reader.look_ahead(&self.news.store, stories, &style)
    }

    /// Notes how far the story was read that another one takes the place of.
    fn leave_story(&mut self) {
        if self.reader.story != self.selected() {
            self.note_place();
        }
    }

    /// Notes how far the story was read that is in the reader.
    pub fn note_place(&mut self) {
        if let Some(story) = self.reader.story.filter(|_| !self.reader.is_blank()) {
            self.news.set_place(story, self.reader.place(self.height(Pane::Reader)));
        }
    }

    /// Fills the sidebars where the answer, the story or the room is another than before; that of the story where it is
    /// seen.
    fn settle_sidebars(&mut self) {
        let facets = self.occasion(None, Pane::Facets);
        if self.facets.is_outdated(facets) {
            let kinds = FacetKind::ALL.into_iter().map(|kind| self.facets_of(kind)).collect();
            self.facets.refill(kinds, &self.results.asked, facets);
        }
        self.facets.settle(facets.height);
        if self.layout().cast.is_some() {
            self.settle_cast();
        }
    }

    /// Fills the sidebar of the story, also where it is not seen: its names are asked for by keys as well.
    pub fn settle_cast(&mut self) {
        let cast = self.occasion(self.reader.story, Pane::Cast);
        if self.cast.is_outdated(cast) {
            let store = &self.news.store;
            let story = self.reader.story.map(|story| ranked::cast(store, &store.story(story).article));
            self.cast.refill(story.unwrap_or_default(), &self.results.asked, cast);
        }
        self.cast.settle(cast.height);
    }

    fn occasion(&self, story: Option<StoryIdx>, pane: Pane) -> Occasion {
        let is_whole = story.is_some_and(|story| self.news.store.is_whole(story));
        Occasion { answer: self.results.n_asked, story, is_whole, height: self.height(pane) }
    }

    /// The result's facets of a kind, as many as there may be room for.
    fn facets_of(&self, kind: FacetKind) -> Kind {
        let Results { asked, selection, .. } = &self.results;
        let all = self.facets.is_unfolded(kind) || asked.facets(kind).next().is_some();
        let most = if all { usize::MAX } else { ENOUGH.max(self.height(Pane::Facets)) };
        ranked::facets(&selection.facets, (kind, most), asked)
    }
}

/// The cursor in the first line of an overlay, after its sign.
fn overlay_cursor(layout: &Layout, edit: &LineEdit) -> Option<Position> {
    let line = overlay::typed_line(layout);
    let column = u16::try_from(edit.window(usize::from(line.width)).1).unwrap_or(u16::MAX);
    Some(Position::new(line.x + column.min(line.width), line.y))
}

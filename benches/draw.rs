//! How long a reader waits for a key: `update` and a whole frame into a buffer, without the terminal.
//!
//! Each time is that of one key, or of one page. Stories: the bundled ones, or 2,000 made from them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use divan::{Bencher, black_box};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use newsdesk::app::action::{Edit, Filter, Move};
use newsdesk::app::reader::{Own, Page, PageStyle};
use newsdesk::app::settings::TEXT_WIDTH;
use newsdesk::app::{Action, Event, Loaded, Settings, State, update};
use newsdesk::article::{Article, ArticleId};
use newsdesk::config::{Keymap, Theme};
use newsdesk::entity::Lexicon;
use newsdesk::import::Document;
use newsdesk::runtime::Loader;
use newsdesk::store::Store;
use newsdesk::store::sought::Sought;
use newsdesk::text::Clean;
use newsdesk::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

const TODAY: Date = date(2026, 7, 10);

/// What many stories are for a year of reading.
const MANY: usize = 2_000;

/// The windows that are measured: columns and rows.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

fn main() {
    divan::main();
}

#[derive(Clone, Copy)]
enum Stories {
    Bundled,
    Many,
}

/// Which stories in which window.
#[derive(Clone, Copy)]
struct Case {
    stories: Stories,
    size: (u16, u16),
}

impl fmt::Display for Stories {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Bundled => "bundled stories",
            Self::Many => "2000 stories",
        })
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (columns, rows) = self.size;
        write!(f, "{} at {columns}x{rows}", self.stories)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    [Stories::Bundled, Stories::Many].into_iter().flat_map(|stories| SIZES.map(|size| Case { stories, size }))
}

/// `j` in the list, the reader beside it follows; at the end of the list back to its start.
#[divan::bench(args = cases())]
fn down_and_draw(bencher: Bencher, case: Case) {
    let mut desk = Desk::new(case);
    bencher.bench_local(|| {
        let last = desk.state.list.selected + 1 >= desk.state.results.selection.rows.len();
        desk.press(Event::Act(Action::Move(if last { Move::Top } else { Move::Down })))
    });
}

/// A frame of what is there already, as after a change of the window's size.
#[divan::bench(args = cases())]
fn draw_alone(bencher: Bencher, case: Case) {
    let mut desk = Desk::new(case);
    bencher.bench_local(|| desk.draw());
}

/// A letter into the live filter after `open mod`, or the same letter deleted again, and the frame.
#[divan::bench(args = cases())]
fn filter_key_and_draw(bencher: Bencher, case: Case) {
    let mut desk = Desk::new(case);
    desk.press(Event::Act(Action::Filter(Filter::Search)));
    "open mod".chars().for_each(|c| desk.press(Event::Typed(c)));
    let mut typed = false;
    bencher.bench_local(|| {
        typed = !typed;
        desk.press(if typed { Event::Typed('e') } else { Event::Act(Action::Edit(Edit::DeleteBack)) })
    });
}

/// The longest bundled story as lines of the reader's widest column.
#[divan::bench]
fn page_of_the_longest_story(bencher: Bencher) {
    let desk = Desk::new(Case { stories: Stories::Bundled, size: SIZES[0] });
    let store = &desk.state.news.store;
    let longest = store.iter().max_by_key(|(_, story)| story.article.text().len()).map(|(idx, _)| idx);
    let longest = longest.expect("bundled stories");
    let settings = desk.state.settings;
    let (width, glyphs) = (usize::from(TEXT_WIDTH), settings.glyphs());
    let style = PageStyle { width, glyphs, sought: Sought::default(), justified: false, hyphenated: false };
    bencher.bench(|| Page::new(store, longest, &Own::default(), black_box(&style), &BTreeSet::new()));
}

/// A state, a theme, and a buffer to draw in.
struct Desk {
    state: State,
    theme: Theme,
    buffer: Buffer,
}

impl Desk {
    fn new(case: Case) -> Self {
        let lexicon = Arc::new(Lexicon::bundled());
        let (width, height) = case.size;
        let bindings = Keymap::bundled().bindings();
        let store = Store::new(Arc::clone(&lexicon));
        let mut state = State::new(store, Settings::default(), bindings, TODAY, Size { width, height });
        update(&mut state, Event::Loaded(documents(case.stories, lexicon)));
        update(&mut state, Event::LoadEnded);
        assert!(!state.results.selection.rows.is_empty(), "stories are shown");
        Self { state, theme: Theme::default(), buffer: Buffer::empty(Rect::new(0, 0, width, height)) }
    }

    /// What happens between a key and the terminal.
    fn press(&mut self, event: Event) {
        update(&mut self.state, event);
        self.draw();
    }

    fn draw(&mut self) {
        self.buffer.reset();
        ui::draw(&self.state, &self.theme, &mut self.buffer);
        black_box(&self.buffer);
    }
}

fn documents(stories: Stories, lexicon: Arc<Lexicon>) -> Vec<Loaded> {
    let seeds = Loader::new(lexicon, TODAY).load_seeds();
    let bundled: Vec<Article> = seeds.into_iter().flat_map(|seed| seed.document.articles).collect();
    let articles = match stories {
        Stories::Bundled => bundled,
        Stories::Many => {
            bundled.iter().cycle().take(MANY).enumerate().map(|(n, article)| variant(article, n)).collect()
        }
    };
    vec![Loaded { path: "bench".to_owned(), document: Document { articles, ..Document::default() } }]
}

/// The article under another id, the words of its title turned around, some days older.
fn variant(article: &Article, n: usize) -> Article {
    let mut article = article.clone();
    article.id = ArticleId(format!("{n}"));
    let mut words: Vec<&str> = article.title.split(' ').collect();
    let n_words = words.len();
    words.rotate_left(n % n_words);
    article.title = Clean::from(words.join(" "));
    if let Some(published) = &mut article.origin.published {
        let days = i64::try_from(n % 365).unwrap_or(0).days();
        published.civil = published.civil.saturating_sub(days);
    }
    article
}

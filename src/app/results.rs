//! What the query shows: the rows of the list and the counts of the sidebar. The query is the one source of truth.

use jiff::civil::Date;

use super::asked::Asked;
use crate::store::query::{Polarity, Sort, State};
use crate::store::sought::Sought;
use crate::store::{Facet, Pattern, Query, QueryError, Selection, Store, StoryIdx, Term};
use crate::text::Clean;
use crate::text::width::width;

/// The query and what it gave.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// What is shown.
    pub query: Query,
    /// Rows, facets, counts.
    pub selection: Selection,
    /// The names it asks for.
    pub asked: Asked,
    /// The query's words, to mark their letters in titles.
    pub pattern: Pattern,
    /// The query's phrases and words of texts, to show where they stand.
    pub sought: Sought,
    /// Why the text in the prompt is no query; the last good result stays.
    pub error: Option<QueryError>,
    /// What was asked for and given up for the next key; the last answer stays until that is dealt with.
    pub late: Option<Query>,
    /// Relative dates count from here.
    pub today: Date,
    /// How often was asked: the same number is the same answer.
    pub n_asked: u64,
    /// Columns of the longest publisher's name among the first rows, within bounds.
    pub source_columns: usize,
}

/// Bounds of the column of publishers: a short name, and what leaves the titles their room.
const SOURCE_COLUMNS: (usize, usize) = (6, 18);

/// Rows whose publishers decide on the width of their column: more than are on any screen.
const ROWS_MEASURED: usize = 200;

impl Results {
    /// Results of everything on a day.
    pub fn new(today: Date) -> Self {
        Self { today, ..Self::default() }
    }

    /// Shows `query`.
    pub fn ask(&mut self, store: &Store, query: Query) {
        let selection = store.select(&query, self.today);
        self.take(store, query, selection);
    }

    /// Shows `query`, unless another key comes before the answer.
    pub fn ask_while_wanted(&mut self, store: &Store, query: Query) {
        match store.select_while_wanted(&query, self.today) {
            Some(selection) => self.take(store, query, selection),
            None => self.late = Some(query),
        }
    }

    fn take(&mut self, store: &Store, query: Query, selection: Selection) {
        self.late = None;
        self.pattern = Pattern::new(&query.words());
        self.sought = Sought::in_texts(&query);
        self.selection = selection;
        let first = self.selection.rows.iter().take(ROWS_MEASURED);
        let sources = first.filter_map(|story| store.head(*story).source.map(Clean::as_str)).map(width);
        self.source_columns = sources.max().unwrap_or(0).clamp(SOURCE_COLUMNS.0, SOURCE_COLUMNS.1);
        self.asked = Asked::new(store, &query);
        self.query = query;
        self.error = None;
        self.n_asked += 1;
    }

    /// Shows what `text` means; where it means nothing, the last result stays and the error is kept to be shown.
    pub fn ask_text(&mut self, store: &Store, text: &str) {
        self.late = None;
        match Query::parse(text) {
            Ok(query) => self.ask_while_wanted(store, query),
            Err(error) => self.error = Some(error),
        }
    }

    /// Asks for a name, or against it; where that is asked already, in whatever words, lifts it.
    pub fn toggle(&mut self, store: &Store, facet: &Facet, polarity: Polarity) {
        let rest = self.asked.lift(&self.query, facet);
        let is_against = |polarity| polarity == Polarity::Excluded;
        let query = match self.asked.of(facet) {
            Some(was) if is_against(was) == is_against(polarity) => rest,
            _ => rest.with(facet.term(), polarity),
        };
        self.ask(store, query);
    }

    /// All, unread or starred stories, and nothing else changed.
    pub fn ask_state(&mut self, store: &Store, state: Option<State>) {
        let rest = State::ALL.into_iter().fold(self.query.clone(), |query, state| query.without(&Term::Is(state)));
        let query = match state {
            Some(state) => rest.with(Term::Is(state), Polarity::Included),
            None => rest,
        };
        self.ask(store, query);
    }

    /// The next order; its name.
    pub fn cycle_sort(&mut self, store: &Store) -> &'static str {
        let (sort, name) = match self.query.sort {
            None | Some(Sort::Newest) => (Some(Sort::Oldest), "oldest first"),
            Some(Sort::Oldest) => (Some(Sort::Relevance), "by relevance"),
            Some(Sort::Relevance) => (Some(Sort::Source), "by source"),
            Some(Sort::Source) => (Some(Sort::Unread), "unread first"),
            Some(Sort::Unread) => (None, "newest first"),
        };
        self.ask(store, self.query.with_sort(sort));
        name
    }

    /// Counts again what marks and tags change, and leaves the rows where they are: what was just read does not vanish.
    pub fn recount(&mut self, store: &mut Store) {
        if store.take_retagged() {
            self.selection.facets = store.facets_of(&self.selection.rows);
            self.asked = Asked::new(store, &self.query);
            self.n_asked += 1;
        }
        let unread = self.selection.rows.iter().filter(|story| !store.marks(**story).read);
        self.selection.n_unread = unread.count();
    }

    /// The story in a row.
    pub fn story(&self, row: usize) -> Option<StoryIdx> {
        self.selection.rows.get(row).copied()
    }

    /// The row of a story.
    pub fn row(&self, story: StoryIdx) -> Option<usize> {
        self.selection.rows.iter().position(|row| *row == story)
    }
}

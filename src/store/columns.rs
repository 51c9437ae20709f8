//! What the list and most fields of a query need of each story, column by column.

use jiff::civil::{Date, DateTime};

use super::ids::Ids;
use super::own::Own;
use super::{StoryIdx, StorySet};
use crate::article::head::Fields;
use crate::article::{ArticleId, Marks, Published, SectionKind};

/// What a story is or has, each a set of stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    /// Not removed.
    Here,
    Read,
    Starred,
    Later,
    Changed,
    Noted,
    Tagged,
    Figures,
    Links,
    /// Its text is here.
    Whole,
    /// What words its text has is noted.
    Indexed,
    Section(SectionKind),
}

const N_FLAGS: usize = 11 + SectionKind::ALL.len();

impl Flag {
    fn column(self) -> usize {
        match self {
            Self::Here => 0,
            Self::Read => 1,
            Self::Starred => 2,
            Self::Later => 3,
            Self::Changed => 4,
            Self::Noted => 5,
            Self::Tagged => 6,
            Self::Figures => 7,
            Self::Links => 8,
            Self::Whole => 9,
            Self::Indexed => 10,
            Self::Section(kind) => 11 + SectionKind::ALL.iter().position(|own| *own == kind).unwrap_or(0),
        }
    }
}

/// The columns.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    ids: Ids,
    flags: [StorySet; N_FLAGS],
    published: Vec<Option<Published>>,
    /// First and last day that it may have been published on.
    days: Vec<Option<(Day, Day)>>,
    times: Vec<Time>,
    /// What the reader added.
    pub(super) own: Own,
}

/// What sorts by day, and counts nothing.
pub(super) type Day = i32;

/// What sorts by time; undated first.
pub(super) type Time = i64;

const UNDATED: Time = Time::MIN;

impl Default for Columns {
    fn default() -> Self {
        let flags = std::array::from_fn(|_| StorySet::default());
        Self {
            ids: Ids::default(),
            flags,
            published: Vec::new(),
            days: Vec::new(),
            times: Vec::new(),
            own: Own::default(),
        }
    }
}

impl Columns {
    /// How many stories there are or have been.
    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// Adds the next story.
    pub(super) fn push(&mut self, head: &Fields) {
        let idx = StoryIdx(self.len() as u32);
        self.ids.push(head.id);
        self.published.push(None);
        self.days.push(None);
        self.times.push(UNDATED);
        self.flags.iter_mut().for_each(|flag| flag.grow(self.times.len()));
        self.replace(idx, head);
    }

    /// Notes what the head of a story says now; marks stay.
    pub(super) fn replace(&mut self, idx: StoryIdx, head: &Fields) {
        let at = idx.0 as usize;
        let (published, contents) = (head.origin.published, head.contents);
        self.published[at] = published;
        self.days[at] = published.map(|published| (day(published.date()), day(published.last_date())));
        self.times[at] = published.map_or(UNDATED, |published| time(published.instant()));
        self.set(idx, Flag::Here, true);
        self.set(idx, Flag::Figures, contents.has_figures());
        self.set(idx, Flag::Links, contents.has_links());
        for kind in SectionKind::ALL {
            self.set(idx, Flag::Section(kind), contents.has_section(kind));
        }
    }

    /// Gives back the room that was taken for stories to come.
    pub(super) fn shrink(&mut self) {
        self.ids.shrink();
        self.published.shrink_to_fit();
        self.days.shrink_to_fit();
        self.times.shrink_to_fit();
    }

    pub(super) fn set(&mut self, idx: StoryIdx, flag: Flag, is_so: bool) {
        self.flags[flag.column()].put(idx, is_so);
    }

    /// The stories of which `flag` holds.
    pub(super) fn all(&self, flag: Flag) -> &StorySet {
        &self.flags[flag.column()]
    }

    pub(super) fn marks(&self, idx: StoryIdx) -> Marks {
        let has = |flag| self.all(flag).has(idx);
        Marks {
            read: has(Flag::Read),
            starred: has(Flag::Starred),
            later: has(Flag::Later),
            changed: has(Flag::Changed),
        }
    }

    pub(super) fn set_marks(&mut self, idx: StoryIdx, Marks { read, starred, later, changed }: Marks) {
        self.set(idx, Flag::Read, read);
        self.set(idx, Flag::Starred, starred);
        self.set(idx, Flag::Later, later);
        self.set(idx, Flag::Changed, changed);
    }

    pub(super) fn id(&self, idx: StoryIdx) -> &str {
        self.ids.get(idx)
    }

    /// The story of an id that is not removed.
    pub(super) fn find(&self, id: &str) -> Option<StoryIdx> {
        self.ids.find(id).filter(|idx| self.all(Flag::Here).has(*idx))
    }

    pub(super) fn article_id(&self, idx: StoryIdx) -> ArticleId {
        ArticleId(self.id(idx).to_owned())
    }

    pub(super) fn published(&self, idx: StoryIdx) -> Option<Published> {
        self.published[idx.0 as usize]
    }

    pub(super) fn time(&self, idx: StoryIdx) -> Time {
        self.times[idx.0 as usize]
    }

    pub(super) fn is_dated(&self, idx: StoryIdx) -> bool {
        self.time(idx) != UNDATED
    }

    /// The stories whose first and last day are `within`.
    pub(super) fn dated(&self, within: impl Fn(Day, Day) -> bool) -> StorySet {
        let word = |days: &[Option<(Day, Day)>]| {
            let holds = |day: &Option<(Day, Day)>| u64::from(day.is_some_and(|(first, last)| within(first, last)));
            days.iter().enumerate().fold(0, |word, (at, day)| word | holds(day) << at)
        };
        StorySet::of_words(self.days.chunks(64).map(word).collect())
    }
}

/// The day as a number: months of 31 days leave gaps, which do not matter.
pub(super) fn day(date: Date) -> Day {
    (Day::from(date.year()) * 12 + Day::from(date.month())) * 31 + Day::from(date.day())
}

/// The time as a number, with gaps where the days have them.
fn time(time: DateTime) -> Time {
    let seconds = (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
    (i64::from(day(time.date())) * 86_400 + seconds) * 1_000_000 + i64::from(time.subsec_nanosecond()) / 1000
}

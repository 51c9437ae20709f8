//! The page of an entity as lines, under its name: what it is, how it has been in the news, who appears with it, its latest stories.

use super::bars::{bar, chart, months, scale};
use super::ink::{Ink, Line, Role};
use super::layer::Target;
use super::settings::Glyphs;
use crate::article::EntityKind;
use crate::insight::{Companion, Known, Profile};
use crate::store::Store;
use crate::text::counted;
use crate::text::label::labels;
use crate::text::width::{clip, width};
use crate::text::wrap::wrap;

/// Columns of the labels before facts.
const LABEL: usize = 14;
/// Lines of the chart: enough to tell half from a third, little enough for a small screen.
const CHART_LINES: usize = 4;
/// Names and stories that are listed before the page fills its window.
const LISTED: Listed = Listed { members: 8, companions: 10, stories: 24 };
/// Columns of a bar.
const BAR: usize = 8;
/// Columns of a name in a list: the longest are cut.
const NAME: usize = 32;
/// Columns of a day.
const DAY: usize = 10;

/// A line of the page, and where Enter leads from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageLine {
    /// What it says.
    pub line: Line,
    /// What can be chosen there.
    pub target: Option<Target>,
}

/// How much of each list is shown: models or versions; companions, whose long tail of single stories says nothing;
/// stories, all of which the filter shows.
#[derive(Clone, Copy)]
struct Listed {
    members: usize,
    companions: usize,
    stories: usize,
}

impl Listed {
    /// As much more of each list in turn as there is room for in so many lines.
    fn filling(mut self, profile: &Profile, mut room: usize) -> Self {
        let Self { members, companions, stories } = &mut self;
        let lists =
            [(members, profile.members.len()), (companions, profile.with.len()), (stories, profile.stories.len())];
        for (shown, n) in lists {
            // without the line that says how many more there are, one more fits
            let more = n.saturating_sub(*shown);
            let fits = if more <= room + 1 { more } else { room };
            room -= fits.min(room);
            *shown += fits;
        }
        self
    }
}

/// The page in the making.
struct Writer<'a> {
    profile: &'a Profile,
    columns: usize,
    glyphs: &'static Glyphs,
    listed: Listed,
    lines: Vec<PageLine>,
}

/// The lines of a page of so many columns; where so many lines of a window are free, more is listed.
pub fn lines(
    profile: &Profile,
    store: &Store,
    (columns, height): (usize, usize),
    glyphs: &'static Glyphs,
) -> Vec<PageLine> {
    let write = |listed| {
        let mut writer = Writer { profile, columns, glyphs, listed, lines: Vec::new() };
        writer.head();
        writer.facts();
        writer.weeks();
        writer.members();
        writer.companions();
        writer.stories(store);
        writer.lines
    };
    let lines = write(LISTED);
    let room = height.saturating_sub(lines.len());
    if room > 0 { write(LISTED.filling(profile, room)) } else { lines }
}

/// What the page is called: its name and what that is.
pub fn title(profile: &Profile, glyphs: &Glyphs) -> String {
    format!("{} {} {}", profile.name, glyphs.dot, what(profile).to_lowercase())
}

fn what(profile: &Profile) -> &'static str {
    let is_family = profile.key.kind == EntityKind::Model && !profile.members.is_empty();
    if is_family { "Family of models" } else { noun(profile.key.kind) }
}

/// What an entity is, in a word.
pub fn noun(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Company => "Company",
        EntityKind::Model => "Model",
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Policy => "Policy",
    }
}

impl Writer<'_> {
    fn head(&mut self) {
        let Profile { known, .. } = self.profile;
        let what = what(self.profile);
        let facts = [&known.country, &known.jurisdiction, &known.status].map(|fact| fact.as_deref());
        let what = known.year.map_or_else(|| what.to_owned(), |year| format!("{what} of {year}"));
        let novel = self.profile.novel.then_some("in no lexicon yet");
        let parts = [Some(what.as_str())].into_iter().chain(facts).chain([novel]).flatten();
        let dot = format!(" {} ", self.glyphs.dot);
        self.wrapped("", &parts.collect::<Vec<_>>().join(&dot), Role::Dim);
    }

    fn facts(&mut self) {
        let Known { aliases, maker, family, role, affiliation, .. } = &self.profile.known;
        let aliases: Vec<&str> = aliases.iter().map(|alias| &**alias).collect();
        self.wrapped("Also", &aliases.join(", "), Role::Text);
        self.wrapped("Role", role.as_deref().unwrap_or(""), Role::Text);
        for (label, companion) in [("At", affiliation), ("Maker", maker), ("Family", family)] {
            if let Some(companion) = companion {
                let line = label_line(label).with(companion.name.to_string(), Role::Entity(companion.key.kind));
                self.push(line, Some(Target::Entity(companion.key.clone())));
            }
        }
        self.seen();
    }

    fn seen(&mut self) {
        let (seen, n_stories) = (self.profile.seen, self.profile.stories.len());
        if n_stories == 0 {
            return self.wrapped("Seen", "in none of these stories", Role::Text);
        }
        let mut parts = vec![counted(n_stories, "story", "stories"), counted(seen.n_mentions, "mention", "mentions")];
        parts.extend(match (seen.first, seen.last) {
            (Some(first), Some(last)) if first == last => vec![format!("on {first}")],
            (Some(first), Some(last)) => vec![format!("first {first}"), format!("last {last}")],
            _ => Vec::new(),
        });
        parts.extend(Some(self.profile.n_undated).filter(|n| *n > 0).map(|n| format!("{n} without a date")));
        for (at, line) in self.in_lines(&parts).into_iter().enumerate() {
            self.wrapped(if at == 0 { "Seen" } else { " " }, &line, Role::Text);
        }
    }

    /// Parts of a fact with dots between them, as many in a line as fit beside its label.
    fn in_lines(&self, parts: &[String]) -> Vec<String> {
        let dot = format!(" {} ", self.glyphs.dot);
        let room = self.columns.saturating_sub(LABEL);
        let mut lines: Vec<String> = Vec::new();
        for part in parts {
            match lines.last_mut().filter(|line| width(line) + width(&dot) + width(part) <= room) {
                Some(line) => line.extend([dot.as_str(), part]),
                None => lines.push(part.clone()),
            }
        }
        lines
    }

    /// A bar for each week, as many as there is room for, over the months.
    fn weeks(&mut self) {
        let weeks = self.profile.weeks.latest(self.columns);
        if weeks.counts.len() < 2 {
            return;
        }
        self.heading("Mentions by week", &scale(&weeks));
        for line in chart(&weeks.counts, (self.columns, CHART_LINES), self.glyphs) {
            self.plain(over_ground(&line, self.glyphs.lines.1));
        }
        self.plain(Line::new(months(&weeks, self.columns), Role::Dim));
    }

    fn members(&mut self) {
        let title = match self.profile.key.kind {
            EntityKind::Company => "Models",
            _ => "Versions",
        };
        let members = &self.profile.members;
        self.list(title, members, self.listed.members);
    }

    fn companions(&mut self) {
        self.list("Appears with", &self.profile.with, self.listed.companions);
    }

    /// Names with their stories and a bar, and what they are where they are of several kinds.
    fn list(&mut self, title: &str, companions: &[Companion], at_most: usize) {
        if companions.is_empty() {
            return;
        }
        self.heading(title, "stories");
        let most = companions.iter().map(|companion| companion.n_stories).max().unwrap_or(0);
        let is_mixed = companions.iter().any(|companion| companion.key.kind != companions[0].key.kind);
        let shown = &companions[..at_most.min(companions.len())];
        let room = NAME.min(self.columns.saturating_sub(6));
        let names: Vec<(&str, usize)> = shown.iter().map(|companion| (companion.name.as_str(), room)).collect();
        for (Companion { key, n_stories, .. }, name) in shown.iter().zip(labels(&names, self.glyphs.ellipsis)) {
            let blank = (room + 1).saturating_sub(width(&name));
            let mut line = Line::new("  ", Role::Text).with(name, Role::Entity(key.kind));
            line.push(format!("{:blank$}{n_stories:>3}", ""), Role::Dim);
            if line.width() + BAR + 2 <= self.columns {
                line.push(format!(" {:BAR$} ", bar(*n_stories, most, BAR, self.glyphs)), Role::Border);
            }
            let noun = if is_mixed { noun(key.kind).to_lowercase() } else { String::new() };
            if line.width() + 1 + width(&noun) <= self.columns {
                line.push(format!(" {noun}"), Role::Dim);
            }
            self.push(line, Some(Target::Entity(key.clone())));
        }
        self.more(companions.len(), at_most);
    }

    fn stories(&mut self, store: &Store) {
        let stories = &self.profile.stories;
        if stories.is_empty() {
            return;
        }
        self.heading("Latest stories", "");
        for story in stories.iter().take(self.listed.stories) {
            let head = store.head(*story);
            let day = head.published.map_or(self.glyphs.no_date.to_owned(), |day| day.date().to_string());
            let lead = format!("  {day}{:1$}", "", (DAY + 2).saturating_sub(width(&day)));
            let room = self.columns.saturating_sub(width(&lead));
            let title = clip(head.title, room, self.glyphs.ellipsis).into_owned();
            let role = if head.marks.read { Role::Title } else { Role::Unread };
            self.push(Line::new(lead, Role::Dim).with(title, role), Some(Target::Story(*story)));
        }
        self.more(stories.len(), self.listed.stories);
    }

    fn more(&mut self, n: usize, at_most: usize) {
        if n > at_most {
            self.plain(Line::new(format!("  {} {} more", self.glyphs.ellipsis, n - at_most), Role::Dim));
        }
    }

    /// An empty line, then a heading with a word at its right end.
    fn heading(&mut self, title: &str, right: &str) {
        self.lines.push(PageLine::default());
        let ink = Ink { strong: true, ..Role::Text.into() };
        let blank = self.columns.saturating_sub(width(title) + width(right));
        let right = if blank > 1 { format!("{:blank$}{right}", "") } else { String::new() };
        self.plain(Line::new(title, ink).with(right.trim_end(), Role::Dim));
    }

    /// A label and words, the later lines under the first.
    fn wrapped(&mut self, label: &str, words: &str, role: Role) {
        if words.is_empty() {
            return;
        }
        let indent = if label.is_empty() { 0 } else { LABEL };
        let mut lead = if label.is_empty() { Line::default() } else { label_line(label) };
        for range in wrap(words, self.columns.saturating_sub(indent).max(1)) {
            self.plain(lead.with(&words[range], role));
            lead = Line::new(" ".repeat(indent), Role::Text);
        }
    }

    fn plain(&mut self, line: Line) {
        self.push(line, None);
    }

    fn push(&mut self, line: Line, target: Option<Target>) {
        self.lines.push(PageLine { line, target });
    }
}

/// A line of the chart; the ground under weeks without a mention is no bar.
fn over_ground(chart: &str, ground: &str) -> Line {
    let mut line = Line::default();
    for (at, part) in chart.split(ground).enumerate() {
        line.push(if at > 0 { ground } else { "" }, Role::Border);
        line.push(part, Role::Accent);
    }
    line
}

fn label_line(label: &str) -> Line {
    Line::new(format!("{label:LABEL$}"), Role::Dim)
}

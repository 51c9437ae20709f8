//! The page of an entity as lines, under its name: what it is, how it has been in the news, who appears with it, its latest stories.

use super::bars::{bar, bar_columns, chart};
use super::ink::{Ink, Line, Role};
use super::layer::Target;
use super::settings::Glyphs;
use crate::article::EntityKind;
use crate::insight::{Companion, Known, Profile, Weeks};
use crate::store::Store;
use crate::text::counted;
use crate::text::width::{clip, width};
use crate::text::wrap::wrap;

/// Columns of the labels before facts.
const LABEL: usize = 14;
/// Lines of the chart: enough to tell half from a third, little enough for a small screen.
const CHART_LINES: usize = 4;
/// Models or versions that are listed.
const MOST_MEMBERS: usize = 8;
/// Companions that are listed: a long tail of single stories says nothing.
const MOST_COMPANIONS: usize = 10;
/// Stories that are listed; the filter shows them all.
const MOST_STORIES: usize = 24;
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

/// The page in the making.
struct Writer<'a> {
    profile: &'a Profile,
    columns: usize,
    glyphs: &'static Glyphs,
    lines: Vec<PageLine>,
}

/// The lines of a page of so many columns.
pub fn lines(profile: &Profile, store: &Store, columns: usize, glyphs: &'static Glyphs) -> Vec<PageLine> {
    let mut writer = Writer { profile, columns, glyphs, lines: Vec::new() };
    writer.head();
    writer.facts();
    writer.weeks();
    writer.members();
    writer.companions();
    writer.stories(store);
    writer.lines
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
        let Profile { key, known, .. } = self.profile;
        let is_family = key.kind == EntityKind::Model && !self.profile.members.is_empty();
        let what = if is_family { "Family of models" } else { noun(key.kind) };
        let facts = [&known.country, &known.jurisdiction, &known.status].map(|fact| fact.as_deref());
        let year = known.year.map(|year| year.to_string());
        let novel = self.profile.novel.then_some("in no lexicon yet");
        let parts = [Some(what)].into_iter().chain(facts).chain([year.as_deref(), novel]).flatten();
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
        let dot = self.glyphs.dot;
        let counts = format!("{} {dot} {}", counted(n_stories, "story", "stories"), mentions(seen.n_mentions));
        let days = match (seen.first, seen.last) {
            (Some(first), Some(last)) if first == last => format!(" {dot} on {first}"),
            (Some(first), Some(last)) => format!(" {dot} first {first} {dot} last {last}"),
            _ => String::new(),
        };
        self.wrapped("Seen", &format!("{counts}{days}"), Role::Text);
    }

    /// A bar for each week, as many as there is room for, over the months.
    fn weeks(&mut self) {
        let weeks = self.profile.weeks.latest(self.columns);
        if weeks.counts.len() < 2 {
            return;
        }
        let at = weeks.counts.iter().position(|count| *count == weeks.most()).unwrap_or(0);
        let most = format!("most: {} from {}", weeks.most(), weeks.monday(at));
        self.heading("Mentions by week", &most);
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
        self.list((title, "stories"), members, MOST_MEMBERS);
    }

    fn companions(&mut self) {
        self.list(("Appears with", "stories"), &self.profile.with, MOST_COMPANIONS);
    }

    fn list(&mut self, (title, right): (&str, &str), companions: &[Companion], at_most: usize) {
        if companions.is_empty() {
            return;
        }
        self.heading(title, right);
        let most = companions.iter().map(|companion| companion.n_stories).max().unwrap_or(0);
        for Companion { key, name, n_stories } in companions.iter().take(at_most) {
            let room = NAME.min(self.columns.saturating_sub(6));
            let name = clip(name, room, self.glyphs.ellipsis);
            let mut line = Line::new("  ", Role::Text).with(name.as_ref(), Role::Entity(key.kind));
            line.push(format!("{:1$}", "", (room + 1).saturating_sub(width(&name))), Role::Text);
            line.push(format!("{n_stories:>3} "), Role::Dim);
            if line.width() + BAR <= self.columns {
                line.push(bar(*n_stories, most, BAR, self.glyphs), Role::Border);
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
        for story in stories.iter().take(MOST_STORIES) {
            let article = &store.story(*story).article;
            let day = article.origin.published.map_or(self.glyphs.no_date.to_owned(), |day| day.date().to_string());
            let lead = format!("  {day}{:1$}", "", (DAY + 2).saturating_sub(width(&day)));
            let room = self.columns.saturating_sub(width(&lead));
            let title = clip(&article.title, room, self.glyphs.ellipsis).into_owned();
            let role = if store.story(*story).marks.read { Role::Title } else { Role::Unread };
            self.push(Line::new(lead, Role::Dim).with(title, role), Some(Target::Story(*story)));
        }
        self.more(stories.len(), MOST_STORIES);
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

fn mentions(n: usize) -> String {
    counted(n, "mention", "mentions")
}

/// The months under the bars of a chart: each name where the month's first week stands, if there is room for it; the
/// first with its year.
fn months(weeks: &Weeks, columns: usize) -> String {
    let (wide, gap) = bar_columns(weeks.counts.len(), columns);
    let mut line = String::new();
    let (mut last, mut before) = (None, None);
    for week in 0..weeks.counts.len() {
        let (monday, column) = (weeks.monday(week), week * (wide + gap));
        let month = (monday.year(), monday.month());
        let is_new = before.replace(month) != Some(month);
        let has_room = line.is_empty() || width(&line) < column;
        if !is_new || !has_room {
            continue;
        }
        let is_year_new = last != Some(monday.year());
        let name = monday.strftime(if is_year_new { "%b %Y" } else { "%b" }).to_string();
        if column + width(&name) <= columns.max(8) {
            line.push_str(&" ".repeat(column.saturating_sub(width(&line))));
            line.push_str(&name);
            last = Some(monday.year());
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_stand_under_their_first_week() {
        let check = |n: usize, columns: usize, expected: &str| {
            let weeks = Weeks { first: date(2026, 11, 23), counts: vec![1; n] };
            assert_eq!(months(&weeks, columns), expected, "{n} weeks in {columns}");
        };
        check(1, 40, "Nov 2026");
        check(8, 16, "Nov 2026");
        check(20, 80, "Nov 2026          Jan 2027    Feb         Mar            Apr");
    }
}

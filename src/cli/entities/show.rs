//! `newsdesk entities show`: the page of an entity.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use crate::article::EntityKind;
use crate::cli::args::{EntityName, Format, Shape, Sources};
use crate::cli::desk::Desk;
use crate::cli::failure::Failure;
use crate::cli::list::escaped;
use crate::cli::output::{Output, Style};
use crate::cli::record::{Fields, pick, write_json};
use crate::insight::{Companion, Profile};
use crate::store::query::nearest;
use crate::store::{EntityKey, Store, StoryIdx};
use crate::text::width::prefix;
use crate::text::{Clean, counted};

/// What a page has.
pub const PAGE: Fields = Fields {
    known: &[
        "name",
        "kind",
        "id",
        "novel",
        "aliases",
        "maker",
        "family",
        "members",
        "role",
        "affiliation",
        "country",
        "jurisdiction",
        "status",
        "year",
        "stories",
        "mentions",
        "first",
        "last",
        "undated",
        "weeks",
        "with",
        "latest",
    ],
    usual: &["name", "kind", "stories", "mentions", "first", "last"],
};

/// Weeks, companions and stories in text, where no limit is given.
const USUAL_LIMIT: usize = 10;
/// Columns of a day.
const DAY: usize = 10;
/// Columns of the labels in text.
const LABEL: usize = 14;

/// One page, as scripts get it.
#[derive(Debug, Serialize)]
struct PageRecord {
    #[serde(flatten)]
    who: Who,
    #[serde(flatten)]
    facts: Facts,
    /// Stories that name it; of a company also its models, of a family its versions.
    stories: usize,
    mentions: usize,
    first: Option<String>,
    last: Option<String>,
    /// Stories without a date: their mentions are in no week.
    undated: usize,
    weeks: Vec<WeekRecord>,
    with: Vec<CompanionRecord>,
    latest: Vec<StoryRecord>,
}

#[derive(Debug, Serialize)]
struct Who {
    name: Clean,
    kind: EntityKind,
    id: Clean,
    novel: bool,
}

#[derive(Debug, Serialize)]
struct Facts {
    aliases: Vec<Clean>,
    maker: Option<Clean>,
    family: Option<Clean>,
    /// Models of a company, versions of a family.
    members: Vec<CompanionRecord>,
    role: Option<Clean>,
    affiliation: Option<Clean>,
    country: Option<Clean>,
    jurisdiction: Option<Clean>,
    status: Option<Clean>,
    year: Option<u16>,
}

/// Mentions in the week from a Monday on.
#[derive(Debug, Serialize)]
struct WeekRecord {
    week: String,
    mentions: usize,
}

#[derive(Debug, Serialize)]
struct CompanionRecord {
    name: Clean,
    kind: EntityKind,
    id: Clean,
    stories: usize,
}

#[derive(Debug, Serialize)]
struct StoryRecord {
    id: String,
    title: Clean,
    published: Option<String>,
    source: Option<Clean>,
}

/// Prints the page of everybody who goes by a name.
///
/// # Errors
/// A name that is nobody's, a field that is none, or sources that cannot be read.
pub fn show(args: &EntityName, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    PAGE.check(shape)?;
    let written = args.name.join(" ");
    let (kind, name) = asked(args.kind, &written);
    if name.is_empty() {
        return Err(Failure::usage("a name is missing", "newsdesk entities show openai"));
    }
    let desk = Desk::open(sources)?;
    let pages: Vec<Profile> =
        meant(&desk.store, kind, name).iter().filter_map(|key| Profile::new(&desk.store, key)).collect();
    if pages.is_empty() {
        return Err(desk.nothing(nobody(&desk.store, kind, name)));
    }
    let records = pages.iter().map(|page| PageRecord::new(&desk.store, page, shape.limit));
    match (shape.format.unwrap_or(Format::Text), pages.as_slice()) {
        (format @ (Format::Text | Format::Md), _) if shape.fields.is_empty() => {
            write_pages(records, format, out)?;
        }
        (Format::Json, [_]) => {
            for record in records {
                write_one(record, shape, out)?;
            }
        }
        (format, _) => PAGE.write(records, format, shape, out)?,
    }
    desk.end()
}

fn write_one(record: PageRecord, shape: &Shape, out: &mut Output) -> io::Result<()> {
    if shape.fields.is_empty() { write_json(&record, out) } else { write_json(&pick(record, &shape.fields), out) }
}

/// The kind and the name that are asked for: `company:mistral` says both.
fn asked(kind: Option<EntityKind>, written: &str) -> (Option<EntityKind>, &str) {
    let typed = written.split_once(':').and_then(|(kind, name)| {
        let kind = EntityKind::ALL.into_iter().find(|known| known.name().starts_with(kind) && kind.len() > 2)?;
        Some((Some(kind), name.trim()))
    });
    typed.unwrap_or((kind, written.trim()))
}

/// Who goes by a name. Those that no story names, too, if the lexicon has them.
fn meant(store: &Store, kind: Option<EntityKind>, name: &str) -> Vec<EntityKey> {
    let mut keys = store.named(kind, name);
    let known = store.lexicon().resolve(kind, name);
    keys.extend(known.into_iter().map(|(kind, id)| EntityKey { kind, id }));
    keys.sort();
    keys.dedup();
    keys
}

/// Why there is no page, with what may have been meant.
fn nobody(store: &Store, kind: Option<EntityKind>, name: &str) -> String {
    if let (Some(kind), [other, ..]) = (kind, meant(store, None, name).as_slice()) {
        return format!("no {} is called {name}, but a {} is", kind.name(), other.kind.name());
    }
    let entries = store.lexicon().entries().filter(|entry| kind.is_none_or(|kind| kind == entry.kind));
    let names: HashMap<String, &Clean> = entries.map(|entry| (entry.name.to_lowercase(), &entry.name)).collect();
    match nearest(&name.to_lowercase(), names.keys().map(String::as_str)) {
        Some(near) => format!("nobody is called {name}; did you mean {}?", names[near]),
        None => format!("nobody is called {name}"),
    }
}

impl PageRecord {
    fn new(store: &Store, page: &Profile, limit: Option<usize>) -> Self {
        let Profile { key, name, novel, known, seen, weeks, members, with, stories, n_undated } = page;
        let limit = limit.unwrap_or(usize::MAX);
        let companions = |all: &[Companion]| all.iter().take(limit).map(CompanionRecord::new).collect();
        let known = known.clone();
        let owner = |owner: Option<Companion>| owner.map(|owner| owner.name);
        let week = |(at, count): (usize, &usize)| WeekRecord { week: weeks.monday(at).to_string(), mentions: *count };
        Self {
            who: Who { name: name.clone(), kind: key.kind, id: key.id.clone(), novel: *novel },
            facts: Facts {
                aliases: known.aliases,
                maker: owner(known.maker),
                family: owner(known.family),
                members: companions(members),
                role: known.role,
                affiliation: owner(known.affiliation),
                country: known.country,
                jurisdiction: known.jurisdiction,
                status: known.status,
                year: known.year,
            },
            stories: stories.len(),
            mentions: seen.n_mentions,
            first: seen.first.map(|day| day.to_string()),
            last: seen.last.map(|day| day.to_string()),
            undated: *n_undated,
            weeks: weeks.counts.iter().enumerate().map(week).collect(),
            with: companions(with),
            latest: stories.iter().take(limit).map(|story| StoryRecord::new(store, *story)).collect(),
        }
    }
}

impl CompanionRecord {
    fn new(companion: &Companion) -> Self {
        let Companion { key, name, n_stories } = companion.clone();
        Self { name, kind: key.kind, id: key.id, stories: n_stories }
    }
}

impl StoryRecord {
    fn new(store: &Store, story: StoryIdx) -> Self {
        let article = &store.story(story).article;
        Self {
            id: article.id.0.clone(),
            title: article.title.clone(),
            published: article.origin.published.map(|published| published.to_string()),
            source: article.origin.source.clone(),
        }
    }
}

/// Writes pages for people, or as Markdown, an empty line between two.
fn write_pages(records: impl Iterator<Item = PageRecord>, format: Format, out: &mut Output) -> io::Result<()> {
    for (n, record) in records.enumerate() {
        if n > 0 {
            out.write("\n")?;
        }
        let mut page = PageWriter { record: &record, is_markdown: format == Format::Md, out: &mut *out };
        page.write()?;
    }
    Ok(())
}

struct PageWriter<'a> {
    record: &'a PageRecord,
    is_markdown: bool,
    out: &'a mut Output,
}

impl PageWriter<'_> {
    fn write(&mut self) -> io::Result<()> {
        let Who { name, kind, novel, .. } = &self.record.who;
        if self.is_markdown {
            self.out.write(&format!("# {}\n\n", escaped(name)))?;
        } else {
            self.out.write_styled(name, Style::Bold)?;
            self.out.write("\n")?;
        }
        let what = if *novel { format!("{}, in no lexicon yet", kind.name()) } else { kind.name().to_owned() };
        self.fact("Kind", Some(&what))?;
        self.facts()?;
        self.weeks()?;
        let (with, members) = (&self.record.with, &self.record.facts.members);
        self.companions(if *kind == EntityKind::Company { "Models" } else { "Versions" }, members)?;
        self.companions("Appears with", with)?;
        self.stories()
    }

    fn facts(&mut self) -> io::Result<()> {
        let record = self.record;
        let Facts { aliases, maker, family, role, affiliation, country, jurisdiction, status, year, .. } =
            &record.facts;
        let aliases: Vec<&str> = aliases.iter().map(|alias| &**alias).collect();
        self.fact("Also", Some(aliases.join(", ")).as_deref().filter(|aliases| !aliases.is_empty()))?;
        for (label, fact) in [
            ("Role", role),
            ("At", affiliation),
            ("Maker", maker),
            ("Family", family),
            ("Country", country),
            ("Jurisdiction", jurisdiction),
            ("Status", status),
        ] {
            self.fact(label, fact.as_deref())?;
        }
        self.fact("Year", year.map(|year| year.to_string()).as_deref())?;
        let undated = match record.undated {
            0 => String::new(),
            n => format!(", {n} without a date"),
        };
        let counts = format!("{} ({}{undated})", record.stories, counted(record.mentions, "mention", "mentions"));
        self.fact("Stories", Some(&counts))?;
        self.fact("First seen", record.first.as_deref())?;
        self.fact("Last seen", record.last.as_deref())
    }

    fn fact(&mut self, label: &str, fact: Option<&str>) -> io::Result<()> {
        match fact {
            None => Ok(()),
            Some(fact) if self.is_markdown => self.out.write(&format!("- {label}: {}\n", escaped(fact))),
            Some(fact) => {
                self.out.write_styled(&format!("{label:LABEL$}"), Style::Dim)?;
                self.out.write(&format!("{fact}\n"))
            }
        }
    }

    fn heading(&mut self, title: &str) -> io::Result<()> {
        if self.is_markdown {
            return self.out.write(&format!("\n## {title}\n\n"));
        }
        self.out.write("\n")?;
        self.out.write_styled(title, Style::Bold)?;
        self.out.write("\n")
    }

    /// The latest weeks with a mention, in figures: a chart would be read aloud sign by sign.
    fn weeks(&mut self) -> io::Result<()> {
        let weeks = &self.record.weeks;
        if weeks.len() < 2 {
            return Ok(());
        }
        self.heading("Mentions by week")?;
        for WeekRecord { week, mentions } in weeks.iter().rev().filter(|week| week.mentions > 0).take(USUAL_LIMIT) {
            let line =
                if self.is_markdown { format!("- {week}: {mentions}\n") } else { format!("{mentions:>4}  {week}\n") };
            self.out.write(&line)?;
        }
        Ok(())
    }

    fn companions(&mut self, title: &str, companions: &[CompanionRecord]) -> io::Result<()> {
        if companions.is_empty() {
            return Ok(());
        }
        self.heading(title)?;
        for CompanionRecord { name, kind, stories, .. } in companions.iter().take(USUAL_LIMIT) {
            if self.is_markdown {
                self.out.write(&format!("- {} ({}, {stories})\n", escaped(name), kind.name()))?;
            } else {
                self.out.write(&format!("{stories:>4}  {name}"))?;
                self.out.write_styled(&format!("  {}", kind.name()), Style::Dim)?;
                self.out.write("\n")?;
            }
        }
        Ok(())
    }

    fn stories(&mut self) -> io::Result<()> {
        if self.record.latest.is_empty() {
            return Ok(());
        }
        self.heading("Latest stories")?;
        for StoryRecord { id, title, published, .. } in self.record.latest.iter().take(USUAL_LIMIT) {
            let published = published.as_deref().map_or("no date", |published| prefix(published, DAY));
            if self.is_markdown {
                self.out.write(&format!("- {published} · {}\n", escaped(title)))?;
            } else {
                let id: String = id.chars().take(8).collect();
                self.out.write_styled(&format!("{published:DAY$}  {id}  "), Style::Dim)?;
                self.out.write(&format!("{title}\n"))?;
            }
        }
        Ok(())
    }
}

//! The head of a page: its title, publisher, byline, tags and standfirst; the rest goes to `body`.

use super::body::{self, Body};
use super::classify::{Entry, Role};
use super::masthead;
use crate::article::{Block, Image, Prose, Section, SectionKind};
use crate::import::byline::{self, Byline};
use crate::import::date::Order;
use crate::import::draft::Draft;
use crate::import::limits::{MAX_MADE_TITLE, MAX_TITLE};
use crate::import::outline::{self, Content, Part};
use crate::import::report::Report;
use crate::import::vocabulary::{ends_sentence, key};
use crate::import::{Context, names};
use crate::text::Clean;

/// Texts at least this long that end as sentences do begin the story: the title stands before them.
const MIN_STORY_TEXT: usize = 60;

/// Lines of a page that its title is looked for in.
const MAX_HEAD_LINES: usize = 80;

/// Tags of an article: more are a list of all the site has.
const MAX_TAGS: usize = 50;

/// Points that make a line a title without a look at the others.
const TITLE_SCORE: i32 = 3;

/// Words that a standfirst without a full stop has at least, where nothing else tells it from a heading.
const MIN_SUBTITLE_WORDS: usize = 10;

/// Characters of a first sentence that is a standfirst by its shape.
const MAX_STANDFIRST: usize = 220;

/// What the head of a page says.
#[derive(Debug, Default)]
struct Head {
    byline: Byline,
    source: Option<Clean>,
    tags: Vec<Clean>,
    images: Vec<Image>,
    /// The standfirst and its line.
    lede: Option<(usize, Clean)>,
    /// The site's name stood over the title.
    has_masthead: bool,
}

/// The page's own article.
pub fn read(entries: Vec<Entry>, context: &Context, report: &mut Report) -> Option<Draft> {
    let mut head = Head::default();
    let (points, entries) = split_points(entries);
    let (title, rest) = match find_title(&entries, context) {
        Some(at) => {
            head.read_above(&entries, at, context);
            (Some(entries[at].line.text.clone()), head.read_below(&entries, at, context))
        }
        None => (None, 0),
    };
    let mut body = body::read(&entries[rest..], title.as_ref(), context, report);
    if !points.is_empty() {
        let line = points[0].line.number;
        let resume = Content::Heading { level: 2, kind: None, text: Prose::default() };
        let points = body::read(&points, None, context, report).parts.into_iter();
        body.parts = points.chain([Part { line, content: resume }]).chain(body.parts).collect();
    }
    let title = title.or_else(|| make_title(&body, report))?;
    Some(head.into_draft(title, body, context, &entries))
}

/// Key points that stand over the title, with their heading, and the rest of the page.
fn split_points(entries: Vec<Entry>) -> (Vec<Entry>, Vec<Entry>) {
    let mut points: Vec<Entry> = entries;
    let first = points.iter().position(|entry| entry.role != Role::Furniture).unwrap_or(0);
    let opens = points.get(first).is_some_and(|entry| entry.role == Role::Heading(SectionKind::Tldr));
    let end = points.iter().skip(first + 1).position(|entry| entry.line.gap).map(|end| first + 1 + end);
    match end.filter(|end| opens && *end > first + 1) {
        Some(end) => {
            let rest = points.split_off(end);
            (points, rest)
        }
        None => (Vec::new(), points),
    }
}

/// The line with the headline, if there is one.
fn find_title(entries: &[Entry], context: &Context) -> Option<usize> {
    let last_step = |entry: &Entry| match &entry.role {
        Role::Crumbs(last) => Some(key(last)),
        _ => None,
    };
    let steps: Vec<String> = entries.iter().filter_map(last_step).collect();
    let named = entries.iter().position(|entry| entry.role == Role::Short && steps.contains(&key(&entry.line.text)));
    if named.is_some() {
        return named;
    }
    let begins = |entry: &Entry| match entry.role {
        Role::Text => entry.line.text.chars().count() >= MIN_STORY_TEXT,
        Role::Heading(_) | Role::RunIn(..) | Role::Item => true,
        _ => false,
    };
    let end = entries.iter().take(MAX_HEAD_LINES).position(begins).unwrap_or(entries.len().min(MAX_HEAD_LINES));
    let candidates = || (0..end).filter(|at| matches!(entries[*at].role, Role::Short | Role::Text));
    let scored = || candidates().map(|at| (at, score(entries, at, end, context)));
    let best = || scored().max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at))).map(|(at, _)| at);
    scored().find(|(_, score)| *score >= TITLE_SCORE).map(|(at, _)| at).or_else(best)
}

/// How much a line looks like a headline.
fn score(entries: &[Entry], at: usize, end: usize, context: &Context) -> i32 {
    let text = entries[at].line.text.as_str();
    let ideographs = text.chars().filter(|c| names::is_ideograph(*c)).count();
    let n_words = text.split_whitespace().count() + ideographs / 2;
    let mut score = match n_words {
        0..=2 => -2,
        3 => 1,
        4..=20 => 3,
        _ => 0,
    };
    let short_masthead =
        at > 0 && entries[at - 1].role == Role::Short && entries[at - 1].line.text.split(' ').count() <= 4;
    let is_slogan = at > 0
        && !entries[at].line.gap
        && short_masthead
        && (at + 1..end).any(|next| {
            entries[next].role == Role::Short
                && entries[next].line.gap
                && entries[next].line.text.split(' ').count() >= 4
        });
    let is_first = end > at + 1 && entries[..at].iter().all(|entry| entry.role == Role::Furniture);
    let organization = |word: &str| context.words.byline.organization.contains(&word.to_lowercase());
    let is_masthead = n_words <= 5 && text.split(' ').next_back().is_some_and(organization) && at + 1 < end;
    score += i32::from(text.chars().count() >= 25);
    score -= 3 * i32::from(is_slogan || context.words.furniture.is_rubric(text));
    let over_menu = is_first
        && entries.get(at + 1).is_some_and(|next| {
            next.role == Role::Furniture && !next.line.gap && context.words.furniture.is_menu(&next.line.text)
        });
    score -= 3 * i32::from(over_menu && at + 1 < end);
    score -= 2 * i32::from(is_masthead);
    score -= 5 * i32::from(
        masthead::jammed(text, entries, context).is_some()
            || (is_first && masthead::divided(text, entries, context).is_some()),
    );
    score -= 2 * i32::from(text.ends_with('.'));
    score - 2 * i32::from(entries[at].role == Role::Text)
}

/// A title for a page that has none: its first sentence, shortened at a word.
fn make_title(body: &Body, report: &mut Report) -> Option<Clean> {
    let (line, text) = body.first_text()?;
    let sentence = text.split_inclusive(['.', '!', '?', '。', '\u{ff01}', '\u{ff1f}']).next().unwrap_or(&text);
    let sentence = if sentence.chars().count() < 20 { &*text } else { sentence };
    let title = crate::text::width::ellipsis(sentence.trim_end_matches(['.', '。', ' ']), MAX_MADE_TITLE, "…");
    report.warn(line, "the page has no title; its first words are taken for one");
    Some(Clean::from(&*title))
}

impl Head {
    /// What stands over the title: site, slogan, rubric, tags, sometimes the byline.
    fn read_above(&mut self, page: &[Entry], title: usize, context: &Context) {
        let (above, title) = (&page[..title], &page[title]);
        for entry in above {
            match &entry.role {
                Role::Byline(byline) => self.note(byline),
                Role::Tags(tags) => self.tags.extend(tags.iter().cloned()),
                Role::Caption(image) => self.images.push(image.clone()),
                Role::Short if key(&entry.line.text) != key(&title.line.text) => {
                    self.note_masthead(&entry.line.text, page, context)
                }
                _ => {}
            }
        }
    }

    fn note_masthead(&mut self, text: &Clean, page: &[Entry], context: &Context) {
        if let Some(name) = masthead::jammed(text, page, context).or_else(|| masthead::divided(text, page, context)) {
            self.has_masthead = true;
            self.source = Some(name.into());
        } else if let Some((name, _)) =
            text.split_once(" by ").filter(|(name, _)| self.source.is_none() && names::is_name(name))
        {
            self.has_masthead = true;
            self.source = Some(name.into());
        } else if self.source.is_none() && !context.words.furniture.is_rubric(text) && names::is_name(text) {
            self.has_masthead = true;
            self.source = Some(text.clone());
        }
    }

    /// Reads on below the title; the index of the first entry of the story.
    fn read_below(&mut self, entries: &[Entry], title: usize, context: &Context) -> usize {
        let mut at = title + 1;
        while let Some(entry) = entries.get(at) {
            match &entry.role {
                Role::Furniture | Role::Crumbs(_) => {}
                Role::Byline(byline) => self.note(byline),
                Role::Tags(tags) => self.tags.extend(tags.iter().cloned()),
                Role::Caption(image) => self.images.push(image.clone()),
                Role::Short if self.is_head_line(entries, at, title, context) => {}
                Role::Short | Role::Text if self.lede.is_none() && is_set_off(entries, at, context) => {
                    self.lede = Some((entry.line.number, entry.line.text.clone()));
                }
                _ => return at,
            }
            at += 1;
        }
        at
    }

    /// A short line of the head that is no standfirst: names, the title again, the part of the site.
    fn is_head_line(&mut self, entries: &[Entry], at: usize, title: usize, context: &Context) -> bool {
        let text = &entries[at].line.text;
        if key(text) == key(&entries[title].line.text) || context.words.furniture.is_rubric(text) {
            return true;
        }
        let words = &context.words.byline;
        if text.split(',').next().is_some_and(|first| names::is_role(first.trim(), words)) {
            let employer = names::read(text, words).and_then(|bearers| bearers.organizations.into_iter().next());
            self.byline.source = self.byline.source.take().or(employer);
            return true;
        }
        match bare_names(entries, at, context) {
            Some(byline) => {
                self.note(&byline);
                true
            }
            None => false,
        }
    }

    fn note(&mut self, byline: &Byline) {
        let own = &mut self.byline;
        if own.authors.is_empty() {
            own.authors.clone_from(&byline.authors);
        }
        own.source = own.source.take().or_else(|| byline.source.clone());
        own.published = own.published.or(byline.published);
        own.updated = own.updated.or(byline.updated);
        own.minutes = own.minutes.or(byline.minutes);
    }

    fn into_draft(mut self, title: Clean, mut body: Body, context: &Context, entries: &[Entry]) -> Draft {
        for byline in &body.bylines {
            self.note(byline);
        }
        body.drop_biography(&self.byline.authors);
        self.tags.append(&mut body.tags);
        self.images.append(&mut body.images);
        let dateline = body.first_text().and_then(|(_, text)| super::dateline::read(&text, context));
        let (agency, day) = dateline.clone().unwrap_or_default();
        let wire = dateline.is_some();
        let date = self.byline.date().or(day);
        let year = date.map(|date| date.year_near(None, context.today));
        let mut draft = Draft { title: shorten(title), minutes: self.byline.minutes, ..Draft::default() };
        draft.written_date = date.map(|date| format!("{date:?}")).unwrap_or_default();
        draft.origin.published = date.zip(year).and_then(|(date, year)| date.published(year));
        draft.origin.source =
            self.source.clone().or(self.byline.source.clone()).or(agency).or_else(|| owner(entries, context));
        draft.origin.authors = std::mem::take(&mut self.byline.authors);
        let Draft { origin, .. } = &mut draft;
        origin.source = origin.source.take().filter(|source| !origin.authors.contains(source));
        draft.tags = distinct(std::mem::take(&mut self.tags));
        draft.images = std::mem::take(&mut self.images);
        draft.sections = self.sections(body, wire);
        draft
    }

    fn sections(self, body: Body, wire: bool) -> Vec<Section> {
        let shaped = self.lede.is_none() && self.has_masthead && !wire && body.opens_with_one_sentence(MAX_STANDFIRST);
        let set_off = self.lede.is_some() || shaped;
        let lede = self.lede.map(|(line, text)| Part::block(line, Block::paragraph(text)));
        let parts = lede.into_iter().chain(body.parts).collect();
        outline::sections(parts, set_off)
    }
}

/// Whether the text at `at` is set off from what follows: by a byline, a picture or tags after it; or it is a line of
/// many words without a full stop.
fn is_set_off(entries: &[Entry], at: usize, context: &Context) -> bool {
    let after = entries[at + 1..].iter().position(|entry| !matches!(entry.role, Role::Furniture | Role::Crumbs(_)));
    let Some(next) = after.map(|after| at + 1 + after) else { return false };
    let meta = matches!(entries[next].role, Role::Byline(_) | Role::Tags(_) | Role::Caption(_));
    let named = entries[next].role == Role::Short && bare_names(entries, next, context).is_some();
    let text = &entries[at].line.text;
    let subtitle = entries[at].role == Role::Short
        && text.split_whitespace().count() >= MIN_SUBTITLE_WORDS
        && !ends_sentence(text);
    let story_follows = entries[next..]
        .iter()
        .any(|entry| matches!(entry.role, Role::Text | Role::RunIn(..) | Role::Item | Role::Heading(_)));
    (meta || named || subtitle) && story_follows
}

/// Names without a word before them: only beside a date or another part of the byline.
fn bare_names(entries: &[Entry], at: usize, context: &Context) -> Option<Byline> {
    let is_meta = |entry: &&Entry| !matches!(entry.role, Role::Furniture | Role::Crumbs(_));
    let before = entries[..at].iter().rev().find(is_meta);
    let after = entries[at + 1..].iter().find(is_meta);
    let dated = |entry: Option<&Entry>| {
        entry.is_some_and(|entry| matches!(&entry.role, Role::Byline(b) if b.certain && b.authors.is_empty()))
    };
    let byline = byline::read(&entries[at].line.text, context, Order::MonthFirst)?;
    (!byline.authors.is_empty() && (dated(before) || dated(after))).then_some(byline)
}

/// Whose page it is by its last lines: `© 2026 Harbor Media. All rights reserved.`
fn owner(entries: &[Entry], context: &Context) -> Option<Clean> {
    let marks = ["©", "(c) ", "Copyright "];
    entries.iter().rev().find_map(|entry| {
        let text = entry.line.text.as_str();
        let (_, rest) = marks.iter().find_map(|mark| text.split_once(mark))?;
        let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let name = rest.split(['.', '·', '|', ',', '—', '–', '-']).next()?.trim();
        let name = name.split(" All rights").next()?.trim();
        let legal = name
            .strip_suffix(" Ltd")
            .or(name.strip_suffix(" Inc"))
            .or(name.strip_suffix(" GmbH"))
            .or(name.strip_suffix(" LLC"));
        let name = legal.unwrap_or(name).split(" 未经").next()?;
        (names::is_name(name) && entry.role == Role::Furniture && !context.words.furniture.is_rubric(name))
            .then(|| name.into())
    })
}

fn shorten(title: Clean) -> Clean {
    match title.char_indices().nth(MAX_TITLE) {
        Some((end, _)) => format!("{}…", &title[..end]).into(),
        None => title,
    }
}

fn distinct(tags: Vec<Clean>) -> Vec<Clean> {
    let mut kept: Vec<Clean> = Vec::new();
    for tag in tags {
        if kept.len() < MAX_TAGS && !tag.is_empty() && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

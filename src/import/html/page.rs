//! A whole page: the facts of its head, and the story in its body.
//!
//! Stages: `encoding` (bytes to text) → the tree → `linked`, `meta`, `head` (what the page says of its story) → `measure`
//! and `traits` (how much text stands where, and what the boxes are called) → `story` (where it stands), `reading` and
//! `boxes` (what in there is none of it) → the walker → `furniture` (what is told by its words), `evidence` (what the
//! page's data has of the text), `payload` (data that a script would write it from) → `naming` (title and site) →
//! `draft`, with the outline of all formats.
//!
//! What holds on sites never seen comes first: the smallest box with the headline that says enough, the share of links,
//! boxes that look alike, fields and buttons, what is hidden. Names of classes and known phrases only add to that: with
//! all classes replaced by noise, the words got from 124 pages of many kinds lose less than a hundredth of their precision.
//!
//! A readability crate was tried beside this (dom_smoothie 0.19, on 40 pages of many kinds): it kept 93 % of the words of
//! the stories and let as much furniture through that 21 % of what it gave was none of them. Data, known sections and what
//! readers write are what it does not look at.

mod boxes;
mod draft;
mod encoding;
mod evidence;
mod facts;
mod furniture;
mod head;
mod linked;
mod listing;
mod measure;
mod meta;
mod naming;
mod payload;
mod reading;
mod story;
mod traits;

use std::borrow::Cow;

use super::Fragment;
use super::tree::Tree;
use super::walker::Walker;
use crate::import::draft::Draft;
use crate::import::limits::MAX_BYTES;
use crate::import::report::Report;
use crate::import::{Context, Raw};
use crate::text::repair::repair_markup;
use crate::text::{Address, Clean};
use draft::Found;
use story::{Page, Place};

/// Bytes of a story, with fewer of which lists and boxes are read too that seem to lead elsewhere.
const MIN_STORY: usize = 140;

/// The text of a page, tags and all.
pub fn text<'b>(raw: &Raw<'b>, report: &mut Report) -> Option<Cow<'b, str>> {
    let bytes = &raw.bytes[..raw.bytes.len().min(MAX_BYTES)];
    if raw.bytes.len() > MAX_BYTES {
        report.warn(1, format!("the page is larger than {} MB; the rest is left out", MAX_BYTES >> 20));
    }
    encoding::text(bytes, &raw.transfer, report)
}

/// The story of a page.
pub fn read(raw: &Raw, context: &Context, report: &mut Report) -> Option<Vec<Draft>> {
    let text = text(raw, report)?;
    if text.trim().is_empty() {
        report.error(1, "the document is empty");
        return None;
    }
    let text = match repair_markup(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(repaired) => Cow::Owned(repaired),
    };
    let tree = Tree::parse(&text);
    if tree.cut {
        report.warn(1, "the page is nested too deep or has too many elements; some are left out");
    }
    let base = base(&tree, raw);
    let draft = story(&tree, base, raw, context, report);
    if draft.is_none() {
        report.error(1, "there is no text on the page");
    }
    Some(draft.into_iter().collect())
}

/// Where relative addresses are seen from: as the page says, else where it came from or says that it is.
fn base(tree: &Tree, raw: &Raw) -> Option<Address> {
    let transfer = &raw.transfer;
    let came_from =
        transfer.address.or_else(|| Some(raw.name).filter(|name| name.contains("://"))).and_then(Address::new);
    let own = tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "base").find_map(|id| tree.attribute(id, "href"));
    let own = own.and_then(|href| match &came_from {
        Some(address) => address.join(href),
        None => Address::new(href),
    });
    let canonical = || meta::canonical(tree).and_then(Address::new);
    own.or(came_from).or_else(canonical)
}

fn story(tree: &Tree, base: Option<Address>, raw: &Raw, context: &Context, report: &mut Report) -> Option<Draft> {
    let meta = meta::read(tree, base.as_ref(), context);
    let written = naming::window_title(tree);
    let headings: Vec<Clean> =
        tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "h1").take(4).map(|id| Clean::from(tree.text(id))).collect();
    let names: Vec<&Clean> = headings.iter().chain(&meta.title).chain(&written).collect();
    let linked = linked::read(tree, &names, base.as_ref(), context);
    let measures = measure::measure(tree, &context.words.markup);
    let page = Page { tree, measures: &measures, context };
    let titles: Vec<&Clean> = [&linked.title, &meta.title, &written].into_iter().flatten().collect();
    let called: Vec<Clean> = titles.iter().copied().cloned().collect();
    let place = page.find(&titles);
    let marked = head::read(page, place, base.as_ref());
    let mut facts = linked.or(meta).or(marked);
    let (mut standfirst, mut fragment) = body(page, place, false, base.clone());
    if facts.published.is_some() && fragment.length() < MIN_STORY {
        (standfirst, fragment) = body(page, place, true, base.clone());
    }
    if fragment.length() < MIN_STORY && facts.body.is_none() {
        facts = facts.or(payload::read(tree, &called, context));
    }
    draft::draft(Found { facts, written, fragment, standfirst, page, place, base }, raw, report)
}

/// The text of the story, and whether it begins with a standfirst.
fn body(page: Page, place: Place, lenient: bool, base: Option<Address>) -> (bool, Fragment) {
    let mut walker = Walker::new(base, page.context);
    let standfirst = page.walk(place, lenient, &mut walker);
    (standfirst, walker.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Transfer, testing};
    use jiff::civil::date;

    const LONG: &str =
        "The first boat left at dawn, with nobody on board but the machine and a cat that had not been asked.";
    const MORE: &str =
        "The second one waited for the tide, the third for the harbour master, and none of them for the cat.";

    /// The facts of a page's story, its title first, and its text.
    fn read_page(page: &str) -> (String, String) {
        testing::with_context(|context| {
            let raw = Raw {
                bytes: page.as_bytes(),
                name: "page",
                format: None,
                today: date(2026, 11, 22),
                names: context.names,
                transfer: Transfer { address: Some("https://a.example/b/c"), ..Transfer::default() },
            };
            let drafts = read(&raw, context, &mut Report::default()).unwrap_or_default();
            let Some(draft) = drafts.first() else { return Default::default() };
            let origin = &draft.origin;
            let published = origin.published.map(|date| date.to_string()).unwrap_or_default();
            let source = origin.source.as_deref().unwrap_or("");
            let facts =
                [draft.title.as_str(), source, &origin.authors.join("+"), &published, &draft.tags.join("+")].join("|");
            (facts, draft.sections.iter().map(|section| section.text()).collect::<Vec<_>>().join("\n"))
        })
    }

    fn check_facts(head: &str, top: &str, expected: &str) {
        let page = format!("<head>{head}</head><body>{top}<p>{LONG}</p><p>{MORE}</p></body>");
        assert_eq!(read_page(&page).0, expected, "{page}");
    }

    #[test]
    fn facts_are_found_wherever_they_stand() {
        check_facts("<title>Boats - Daily Tide</title>", "<h1>Boats</h1>", "Boats|Daily Tide|||");
        check_facts(
            "<title>Daily Tide: Boats</title>",
            "<h2>Boats</h2>By Ana Reyes, 3 March 2026<br><br>",
            "Boats|Daily Tide|Ana Reyes|2026-03-03|",
        );
        check_facts(
            "<meta property=og:title content=Boats><meta property=og:site_name content=Tide><meta name=author content='Ana Reyes'>\
             <meta property=article:published_time content=2026-03-03T10:00:00Z><meta property=article:tag content=Sea>",
            "",
            "Boats|Tide|Ana Reyes|2026-03-03T10:00:00+00:00|Sea",
        );
        check_facts(
            "<title>x</title>",
            "<h1>Boats</h1><span class=byline>By <a rel=author>Ana Reyes</a></span><time datetime=2026-03-03>Tuesday</time><a rel=tag>Sea</a>",
            "Boats||Ana Reyes|2026-03-03|Sea",
        );
        check_facts(
            "<meta property=og:title content='All boats wait – Daily Tide 2017 – Sea'>",
            "<h1><small>4. August 2015</small> All boats wait</h1><span class='author vcard'>by <a class=fn>saltbeard</a></span>",
            "All boats wait||saltbeard|2015-08-04|",
        );
        check_facts(
            "<title>Boats and their cats, explained</title><meta property=og:title content='Boats and their cats, explained'>",
            "<article><small>October 17, 2006</small><h1>Why boats have cats at all</h1><span class=author-name>saltbeard</span>",
            "Why boats have cats at all||saltbeard|2006-10-17|",
        );
        check_facts(
            "",
            "<h1>Boats</h1><p itemprop=author itemscope><span itemprop=name>Ana Reyes</span></p><meta itemprop=datePublished content=2026-03>",
            "Boats||Ana Reyes|2026-03|",
        );
    }

    fn check_text(body: &str, expected: &[&str]) {
        let page = format!("<title>Boats</title><body>{body}</body>");
        assert_eq!(read_page(&page).1, expected.join("\n"), "{page}");
    }

    #[test]
    fn the_story_is_read_and_nothing_else() {
        let story = format!("<p>{LONG}</p><p>{MORE}</p>");
        let both = [LONG, MORE];
        let replies = format!("<h3>3 Comments</h3><p>{}</p>", MORE.repeat(4));
        for page in [
            format!("<nav><a>News</a></nav><h1>Boats</h1>{story}<footer>{LONG}</footer>"),
            format!("<h1>Boats</h1><div class=x>{story}</div><div class=y>{replies}</div>"),
            format!(
                "<h1>Boats</h1>{story}<h3>Related articles</h3><ul><li><a href=a>Cat wins regatta</a><li><a href=b>Tide turns</a></ul>"
            ),
            format!("<h1>Boats</h1><p>{LONG}</p><div class=newsletter><p>{MORE}</p></div><p>{MORE}</p>"),
            format!(
                "<h1>Boats</h1><p>{LONG}</p><div class='ad'>Advertisement</div><p>Share this article</p><p>{MORE}</p>"
            ),
            format!(
                "<div class=has-sidebar><h1>Boats</h1><div class=body>{story}</div><div class=sidebar><p>{LONG}</p></div></div>"
            ),
        ] {
            check_text(&page, &both);
        }
        check_text(
            &format!(
                "<h1>Boats</h1><div class=a><h2>TL;DR</h2><ul><li>One<li>Two</ul></div><div class=b>{story}{story}</div>"
            ),
            &["One", "Two", LONG, MORE, LONG, MORE],
        );
    }

    #[test]
    fn names_and_buttons_do_not_take_the_text_away() {
        let both = [LONG, MORE];
        check_text(
            &format!("<h1>Boats</h1><p>{LONG}<p class=paywall>{MORE}<p class=paywall>{LONG}<p class=paywall>{MORE}"),
            &[LONG, MORE, LONG, MORE],
        );
        check_text(
            &format!("<h1>Boats</h1><p>{LONG}<div class=fold><h4>And?</h4><button></button><p>{MORE}</div>"),
            &both,
        );
        let part = |text: &str| format!("<table><tr><td>{text}{text}</table>");
        let twice = |text: &str| format!("{text}{text}");
        let parts = format!("<h1>Boats</h1>{}{}", part(LONG), part(MORE));
        let parts = parts.replacen("<h1>Boats</h1><table><tr><td>", "<table><tr><td><h1>Boats</h1>", 1);
        check_text(&parts, &[&twice(LONG), &twice(MORE)]);
        let teaser = "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Boats\",\"articleBody\":\"Cats on boats, and what came of it...\"}</script>";
        check_text(&format!("{teaser}<h1>Boats</h1><p>{LONG}<p>{MORE}"), &both);
    }

    #[test]
    fn data_stands_in_for_a_body_that_a_script_would_write() {
        let page = format!(
            "<script type='application/ld+json'>{{\"@type\":\"Article\",\"headline\":\"Boats\",\"articleBody\":\"{LONG}\"}}</script><body><p>Loading</p>"
        );
        assert_eq!(read_page(&page), ("Boats||||".to_owned(), LONG.to_owned()));
    }
}

//! From what was found on a page to its article.

use super::facts::Facts;
use super::naming::{self, Names};
use super::story::{Page, Place};
use super::{evidence, furniture, head, listing};
use crate::article::Image;
use crate::import::Raw;
use crate::import::draft::Draft;
use crate::import::html::tree::{Id, Tree};
use crate::import::html::walker::Walker;
use crate::import::html::{Fragment, fragment};
use crate::import::limits::MAX_MADE_TITLE;
use crate::import::outline;
use crate::import::report::Report;
use crate::text::width::ellipsis;
use crate::text::{Address, Clean};

/// Pictures among which that of the page's data is looked for.
const MAX_IMAGES: usize = 40;

/// Sections whose language is told.
const MAX_SECTIONS: usize = 20;

/// Bytes of a text whose language can be told against what the page says.
const MIN_LANGUAGE: usize = 300;

/// What was found on a page.
#[derive(Debug)]
pub struct Found<'p> {
    /// What it says of its story.
    pub facts: Facts,
    /// The title of the window.
    pub written: Option<Clean>,
    /// The text of the story, with what of the furniture is told by words alone.
    pub fragment: Fragment,
    /// The text begins with a standfirst.
    pub standfirst: bool,
    /// The page.
    pub page: Page<'p>,
    /// Where the story stands.
    pub place: Place,
    /// Where relative addresses are seen from.
    pub base: Option<Address>,
}

/// The article; nothing where there is neither text nor title.
pub fn draft(found: Found, raw: &Raw, report: &mut Report) -> Option<Draft> {
    let Found { mut facts, written, fragment: text, standfirst, page, place, base } = found;
    let Fragment { mut parts, links, images } = text;
    let (shown, stamp) = match place.title.map(|id| naming::shown(page, id)) {
        Some((shown, stamp)) => (Some(shown), stamp),
        None => (head::take_title(&mut parts, written.as_ref()), None),
    };
    facts.published = facts.published.or(stamp);
    facts.source =
        facts.source.or_else(|| naming::source(page, written.as_ref(), shown.as_ref(), facts.title.as_ref()));
    let says_story = facts.published.is_some() || !facts.authors.is_empty() || facts.body.is_some();
    let has_title = shown.is_some();
    let source = facts.source.as_deref();
    let leads = naming::leads(page, place, facts.title.as_ref(), source);
    let title = naming::title(Names { named: facts.title.as_ref(), shown, leads, written: written.as_ref(), source });
    let mut draft = Draft { links, images, ..Draft::default() };
    let mut parts = furniture::without_furniture(parts, title.as_deref().unwrap_or(""), page.context);
    head::take_bylines(&mut parts, &facts, &mut draft, page.context);
    furniture::drop_biography(&mut parts, &facts.authors);
    if let Some(body) = &facts.body {
        if evidence::holds(&parts, body) {
            evidence::drop_others(&mut parts, body);
        } else {
            parts = fragment(&body.replace('\n', "\n\n"), None, 1, page.context).parts;
        }
    }
    let mut is_list = false;
    if !says_story && draft.origin.published.is_none() {
        if let Some(listed) = listing::read(page, place.core, base.as_ref()) {
            report.warn(1, "the page is no story; the headlines on it are listed");
            (parts, draft.links, draft.images) = (listed.parts, listed.links, Vec::new());
            is_list = true;
        } else if !has_title && !parts.is_empty() {
            report.warn(1, "nothing on the page says that it is a story; the text that it has is shown");
        }
    }
    let standfirst = standfirst || head::is_standfirst(&parts, &facts);
    draft.sections = if is_list { vec![listing::section(parts)] } else { outline::sections(parts, standfirst) };
    facts.language = language(facts.language, &draft);
    facts.image = facts.image.map(|lead| captioned(page, lead, base.as_ref()));
    fill(&mut draft, facts, raw);
    draft.title = title.or_else(|| made_title(&draft, report))?;
    if draft.sections.iter().all(|section| section.text().is_empty()) {
        report.warn(1, "there is no text of a story on the page");
    }
    Some(draft)
}

/// The language that the page says it has; templates say English whatever the text is, which then counts.
fn language(said: Option<Clean>, draft: &Draft) -> Option<Clean> {
    let is_english = said.as_deref() == Some("en");
    let texts = draft.sections.iter().take(MAX_SECTIONS).map(|section| section.text()).collect::<Vec<_>>().join("\n");
    let told = || crate::import::draft::language(&texts).filter(|_| texts.len() >= MIN_LANGUAGE);
    if is_english { told().or(said) } else { said }
}

/// What the page says beside the text.
fn fill(draft: &mut Draft, facts: Facts, raw: &Raw) {
    let origin = &mut draft.origin;
    origin.source = facts.source.or(origin.source.take());
    if !facts.authors.is_empty() {
        origin.authors = facts.authors;
    }
    origin.url = facts.url.or_else(|| raw.transfer.address.and_then(Address::new));
    if let Some((published, written)) = facts.published {
        origin.published = Some(published);
        draft.written_date = written;
    }
    origin.updated = facts.updated.filter(|updated| Some(*updated) != origin.published);
    draft.language = facts.language;
    draft.tags = facts.tags;
    if let Some(lead) = facts.image {
        lead_image(draft, lead);
    }
}

/// The picture of the page's data, with the caption of the figure over the headline that shows it.
fn captioned(page: Page, lead: Image, base: Option<&Address>) -> Image {
    let tree = page.tree;
    let address = |src: &str| base.map_or_else(|| Address::new(src), |base| base.join(src));
    let shows = |id: Id| tree.attribute(id, "src").and_then(address).is_some_and(|url| Some(url) == lead.url);
    let is_image = |id: &Id| tree.name(*id) == "img" && !page.measures[*id].hidden;
    let Some(image) = tree.all(Tree::ROOT).filter(is_image).take(MAX_IMAGES).find(|id| shows(*id)) else { return lead };
    let Some(figure) = tree.ancestors(image).find(|id| tree.name(*id) == "figure") else { return lead };
    let mut walker = Walker::new(base.cloned(), page.context);
    page.walk(Place { title: None, core: figure, zone: figure }, true, &mut walker);
    let found = walker.finish().images.into_iter().find(|found| found.url == lead.url);
    let Image { caption, credit, .. } = found.unwrap_or_default();
    Image { caption: lead.caption.or(caption), credit: lead.credit.or(credit), url: lead.url }
}

/// The picture of the page's data comes first, unless the text has it.
fn lead_image(draft: &mut Draft, lead: Image) {
    let same = |image: &Image| image.url.is_some() && image.url == lead.url;
    match draft.images.iter_mut().find(|image| same(image)) {
        Some(known) => {
            known.caption = known.caption.take().or(lead.caption);
            known.credit = known.credit.take().or(lead.credit);
        }
        // at the end: figures in the text point to the others by number
        None => draft.images.push(lead),
    }
}

/// A title from the first words of a page that has none.
fn made_title(draft: &Draft, report: &mut Report) -> Option<Clean> {
    let text = draft
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .flat_map(|block| block.texts())
        .find(|text| !text.is_empty())?;
    let sentence = text.split(". ").next().unwrap_or(text).trim_end_matches('.');
    report.warn(1, "the page has no title; its first words are taken for one");
    Some(ellipsis(sentence, MAX_MADE_TITLE, "…").as_ref().into())
}

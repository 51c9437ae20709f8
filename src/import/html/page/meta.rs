//! What `<meta>` and `<link>` say: OpenGraph, Twitter, Dublin Core, citations and what single systems write.

use super::facts::{Facts, date, some, topics};
use crate::article::Image;
use crate::import::Context;
use crate::import::html::tree::{Id, Tree};
use crate::text::{Address, Clean};

const TITLES: [&str; 9] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
];
const SOURCES: [&str; 7] = [
    "og:site_name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "apple-mobile-web-app-title",
];
const AUTHORS: [&str; 9] = [
    "article:author",
    "citation_author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article:author_name",
];
const PUBLISHED: [&str; 27] = [
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "citation_online_date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "date",
    "datecreated",
    "article.published",
];
const UPDATED: [&str; 8] = [
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "revised",
];
const DESCRIPTIONS: [&str; 6] = [
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "dcterms.description",
    "sailthru.description",
];
const IMAGES: [&str; 8] = [
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "parsely-image-url",
    "sailthru.image.full",
    "thumbnailurl",
];
const TAGS: [&str; 3] = ["article:tag", "parsely-tags", "sailthru.tags"];
const KEYWORDS: [&str; 2] = ["news_keywords", "keywords"];

/// Codes of countries that are none of languages and stand for theirs all the same.
const COUNTRIES: [(&str, &str); 7] =
    [("cn", "zh"), ("jp", "ja"), ("kr", "ko"), ("ua", "uk"), ("cz", "cs"), ("dk", "da"), ("gr", "el")];

/// What the head of a page says, as names and values.
struct Metas<'t>(Vec<(String, &'t str)>);

impl<'t> Metas<'t> {
    fn read(tree: &'t Tree) -> Self {
        let metas = tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "meta");
        let pairs = metas.filter_map(|id| {
            let name =
                ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| tree.attribute(id, name))?;
            let value = tree.attribute(id, "content").or_else(|| tree.attribute(id, "value"))?;
            Some((name.trim().to_ascii_lowercase(), value.trim()))
        });
        Self(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| *value)
    }

    fn first<T>(&self, names: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        names.iter().flat_map(|name| self.all(name)).find_map(read)
    }
}

/// The facts of the head. Relative addresses are seen from `base`.
pub fn read(tree: &Tree, base: Option<&Address>, context: &Context) -> Facts {
    let metas = Metas::read(tree);
    let address = |text: &str| match base {
        Some(base) => base.join(text),
        None => Address::new(text),
    };
    let image = metas.first(&IMAGES, address);
    let alt = metas.first(&["og:image:alt", "twitter:image:alt"], |alt| some(alt));
    Facts {
        title: metas.first(&TITLES, |title| some(title)),
        source: metas.first(&SOURCES, |source| some(source).filter(|source| !source.contains("://"))),
        authors: authors(&metas),
        published: metas.first(&PUBLISHED, |text| date(text, context)),
        updated: metas.first(&UPDATED, |text| date(text, context)).map(|(date, _)| date),
        url: link(tree, "canonical").and_then(address).or_else(|| metas.first(&["og:url", "twitter:url"], address)),
        language: language(tree, &metas),
        tags: tags(&metas),
        image: image.map(|url| Image { caption: alt, credit: None, url: Some(url) }),
        description: metas.first(&DESCRIPTIONS, |text| some(text)),
        body: None,
    }
}

/// Names; an author's address says nothing to a reader.
fn authors(metas: &Metas) -> Vec<Clean> {
    let lists = AUTHORS.iter().map(|name| metas.all(name).filter_map(author).collect::<Vec<_>>());
    let mut authors: Vec<Clean> = lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    authors.dedup();
    authors
}

fn author(text: &str) -> Option<Clean> {
    let name = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text);
    some(name).filter(|name| !name.contains("://") && !name.starts_with(['@', '/', '.']))
}

fn tags(metas: &Metas) -> Vec<Clean> {
    let named = topics(TAGS.iter().flat_map(|name| metas.all(name)));
    if named.is_empty() { topics(KEYWORDS.iter().filter_map(|name| metas.all(name).next()).take(1)) } else { named }
}

/// Of the page as a whole, else as its server says.
fn language(tree: &Tree, metas: &Metas) -> Option<Clean> {
    let html = tree.children(Tree::ROOT).find(|id| tree.name(*id) == "html");
    let own = html.and_then(|html| ["lang", "xml:lang"].iter().find_map(|name| tree.attribute(html, name)));
    let own = own.filter(|code| !code.trim().is_empty());
    let named = own.map(str::to_owned).or_else(|| {
        metas.first(&["content-language", "language", "dc.language", "inlanguage"], |code| Some(code.to_owned()))
    });
    let code = named.or_else(|| metas.first(&["og:locale"], |code| Some(code.to_owned())))?;
    code_of(&code)
}

/// The language of a tag like `en-GB`, if `text` is one.
pub fn code_of(text: &str) -> Option<Clean> {
    let code = text.trim().split(['-', '_', ',', ';']).next()?.to_ascii_lowercase();
    let code = COUNTRIES.iter().find(|(country, _)| *country == code).map_or(code.as_str(), |(_, code)| code);
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.into())
}

/// The page's own address as it gives it.
pub fn canonical(tree: &Tree) -> Option<&str> {
    link(tree, "canonical")
}

/// The address of the `<link>` with this relation.
fn link<'t>(tree: &'t Tree, relation: &str) -> Option<&'t str> {
    let is = |id: &Id| {
        tree.attribute(*id, "rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(relation)))
    };
    let mut links = tree.all(Tree::ROOT).filter(|id| tree.name(*id) == "link").filter(is);
    links.find_map(|id| tree.attribute(id, "href")).filter(|href| !href.trim().is_empty())
}

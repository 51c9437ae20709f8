//! The full text of articles that their feeds cut off, from their own pages: these are asked for as sources are, many at
//! the same time, few of one host, each ended within its limits.

use url::Url;

use super::{Ending, Order, Told, What, run};
use crate::article::full_text::full;
use crate::article::{Article, ArticleId};
use crate::entity;
use crate::import::Format;
use crate::library::{Library, Origin, Source};
use crate::runtime::fetch::{Request, Supplies};
use crate::runtime::load::Loader;
use crate::text::{Address, Clean};

/// An article whose page is asked for.
#[derive(Clone, Debug)]
pub struct Page {
    /// The article as its feed gave it.
    pub article: Article,
    /// How the page is asked for.
    pub request: Request,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Got {
    /// Which article.
    pub id: ArticleId,
    /// Its title.
    pub title: Clean,
    /// The article with the text of its page, or why it has none.
    pub full: Result<Article, String>,
}

impl Page {
    /// The page of an article of a source; `None` where it has no address.
    ///
    /// Its address stands in a document, so it may not be of a private network; unless it is of the very place that the
    /// user gave as the source's. There it is asked for with all that the source is asked with.
    pub fn new(article: Article, source: Option<&Source>) -> Option<Self> {
        let address = article.origin.url.clone()?;
        let source = source.filter(|source| is_home(&source.origin, &address));
        let request = match source {
            Some(source) => {
                let (user_agent, secret) = (source.settings.user_agent.clone(), source.settings.secret.clone());
                Request { user_agent, secret, ..Request::new(address) }
            }
            None => Request::linked(address),
        };
        Some(Self { article, request })
    }

    /// The page of an article that a library may have, as its source gave it there.
    pub fn of(article: Article, library: Option<&Library>) -> Option<Self> {
        let own = library.and_then(|library| library.own_article(&article.id).ok().flatten());
        let sources = library.and_then(|library| {
            let ids = library.sources_of(&article.id).ok()?;
            Some(library.sources().ok()?.into_iter().filter(|source| ids.contains(&source.id)).collect::<Vec<_>>())
        });
        Self::new(own.unwrap_or(article), sources.unwrap_or_default().first())
    }
}

/// Whether an address is of the scheme, host and port of a source.
fn is_home(source: &Origin, address: &Address) -> bool {
    let place = |address: &Address| Url::parse(address).ok().map(|url| url.origin());
    match source {
        Origin::Feed(feed) | Origin::Page(feed) => place(feed) == place(address),
        Origin::File(_) | Origin::Folder(_) | Origin::Exec(_) => false,
    }
}

/// Asks for all of them, and tells what came, as much as has come, until all are done or `supplies.stop` is asked for.
/// Nothing is told where for a while nothing has come.
pub fn fetch(pages: &[Page], loader: &Loader, supplies: &Supplies, mut tell: impl FnMut(Vec<Got>)) {
    let what = |page: &Page| What::Fetch { request: page.request.clone(), format: Some(Format::Html) };
    let orders: Vec<Order> = (0..).zip(pages).map(|(n, page)| Order { source: n, what: what(page) }).collect();
    run(&orders, loader, supplies, |told| {
        let got = told.into_iter().filter_map(|told| {
            let (at, read) = match told {
                Told::Arrived(at, arrived) => (at, Ok(arrived.document.articles)),
                Told::Ended(at, Ending::Failed(failed)) => (at, Err(failed.why)),
                Told::Begun(_) | Told::Ended(..) => return None,
            };
            let page = pages.get(usize::try_from(at).ok()?)?;
            let full = read.and_then(|stories| of_page(&page.article, &stories, loader));
            Some(Got { id: page.article.id.clone(), title: page.article.title.clone(), full })
        });
        tell(got.collect());
    });
}

/// The article with the text of the story on its page that is the same.
fn of_page(own: &Article, stories: &[Article], loader: &Loader) -> Result<Article, String> {
    let mut why = "there is no text on the page".to_owned();
    for story in stories.iter().rev() {
        match full(own, story) {
            Ok(mut article) => {
                entity::recognize(loader.lexicon(), &mut article);
                return Ok(article);
            }
            Err(not_taken) => why = not_taken.to_string(),
        }
    }
    Err(why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Secret;
    use crate::runtime::fetch::Asker;

    #[test]
    fn a_login_goes_to_pages_of_its_own_place_alone() {
        let feed = Address::new("http://10.0.0.1:81/feed").unwrap();
        let secret = Some(Secret::LoginFile("/x".into()));
        let source = Source {
            id: 1,
            origin: Origin::Feed(feed),
            name: String::new(),
            title: String::new(),
            site: String::new(),
            folder: String::new(),
            tags: Vec::new(),
            settings: crate::library::Settings { secret, ..Default::default() },
            hidden: false,
            added: 0,
        };
        for (url, is_home) in [
            ("http://10.0.0.1:81/story", true),
            ("http://10.0.0.1/story", false),
            ("https://10.0.0.1:81/story", false),
            ("http://elsewhere.example/story", false),
        ] {
            let mut article = Article::new(ArticleId("a".to_owned()), "A");
            article.origin.url = Address::new(url);
            let request = Page::new(article, Some(&source)).unwrap().request;
            let expected = (if is_home { Asker::User } else { Asker::Document }, is_home);
            assert_eq!((request.asker, request.secret.is_some()), expected, "{url}");
        }
    }
}

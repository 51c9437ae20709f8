//! The full text of stories, fetched from their pages because somebody asks for it; asked again, the feed's own.
//!
//! A thread does one wish after the other. What a library has of a story is kept there, so that it stays; the texts of all
//! others are kept here.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::fetch::{Limits, Stop, Supplies};
use super::load::Loader;
use super::refresh::full::{self, Got, Page};
use super::wait::Post;
use super::{clock, lexicon, library};
use crate::app::{Event, Loaded, Notice};
use crate::article::full_text::count_words;
use crate::article::{Article, ArticleId};
use crate::import::Document;
use crate::library::{Access, Library};

/// Gives stories their full text, and takes it from them again.
#[derive(Debug)]
pub struct Teller {
    library: Option<PathBuf>,
    post: Post,
    wishes: Option<Sender<Wish>>,
    under_way: UnderWay,
}

/// The stories that are asked for, and what ends that.
type UnderWay = Arc<Mutex<Option<(HashSet<ArticleId>, Stop)>>>;

/// Stories as they are shown.
type Wish = Vec<Article>;

impl Teller {
    /// What comes of wishes goes to `post`. Stories may be in the library at a place.
    pub fn new(library: Option<PathBuf>, post: Post) -> Self {
        Self { library, post, wishes: None, under_way: UnderWay::default() }
    }

    /// Asks for the other text of stories; where one of them is being asked for, that ends instead.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn ask(&mut self, stories: Wish) -> io::Result<()> {
        if let Some((ids, stop)) = &*lock(&self.under_way)
            && stories.iter().any(|story| ids.contains(&story.id))
        {
            let stop = stop.clone();
            // it takes a lock that a connection under way may hold for a moment
            thread::Builder::new().name("stop".to_owned()).spawn(move || stop.ask())?;
            return Ok(());
        }
        if self.wishes.is_none() {
            let (wishes, asked) = mpsc::channel();
            let (library, post, under_way) = (self.library.clone(), self.post.clone(), Arc::clone(&self.under_way));
            let desk = Desk { library, post, under_way, loader: None, others: HashMap::new() };
            thread::Builder::new().name("full text".to_owned()).spawn(move || desk.run(&asked))?;
            self.wishes = Some(wishes);
        }
        // the thread ends with us
        self.wishes.iter().for_each(|wishes| _ = wishes.send(stories.clone()));
        Ok(())
    }
}

fn lock(under_way: &UnderWay) -> MutexGuard<'_, Option<(HashSet<ArticleId>, Stop)>> {
    under_way.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the thread works with.
struct Desk {
    library: Option<PathBuf>,
    post: Post,
    under_way: UnderWay,
    /// Made when it is needed first.
    loader: Option<Loader>,
    /// The texts that are not shown, of stories that no library has.
    others: HashMap<ArticleId, (Article, Is)>,
}

/// Which text of a story it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Own,
    Full,
}

impl Desk {
    fn run(mut self, asked: &Receiver<Wish>) {
        while let Ok(stories) = asked.recv() {
            let stop = Stop::default();
            let ids = stories.iter().map(|story| story.id.clone()).collect();
            *lock(&self.under_way) = Some((ids, stop.clone()));
            let answer = self.answer(stories, &stop);
            *lock(&self.under_way) = None;
            if !self.post.send(Event::Told(answer.notice(stop.is_asked()))) {
                return;
            }
        }
    }

    fn answer(&mut self, stories: Wish, stop: &Stop) -> Answer {
        let opened = self.library.as_ref().and_then(|path| library::open_existing(path).ok().flatten());
        let mut library = opened.map(|opened| opened.library).filter(|library| library.access() == Access::Full);
        let (mut answer, mut pages) = (Answer::default(), Vec::new());
        for story in stories {
            match self.turn(&story, library.as_mut()) {
                Some(Is::Full) => answer.n_full += 1,
                Some(Is::Own) => answer.n_own += 1,
                None => match Page::of(story, library.as_ref()) {
                    Some(page) => pages.push(page),
                    None => answer.miss("it has no address of its own"),
                },
            }
        }
        if !pages.is_empty() {
            self.fetch(&pages, library, stop, &mut answer);
        }
        answer
    }

    /// Shows the other text of a story, where there is one here; which it is.
    fn turn(&mut self, story: &Article, library: Option<&mut Library>) -> Option<Is> {
        if let Some(library) = library
            && let Ok(Some(_)) = library.shows_full_text(&story.id)
            && let Ok(Some(is_full)) = library.write(|batch| batch.turn_full_text(&story.id))
        {
            self.show_stored(library, &story.id);
            return Some(if is_full { Is::Full } else { Is::Own });
        }
        let (other, is) = self.others.remove(&story.id)?;
        let shown = if is == Is::Full { Is::Own } else { Is::Full };
        self.others.insert(story.id.clone(), (story.clone(), shown));
        self.show(other);
        Some(is)
    }

    fn fetch(&mut self, pages: &[Page], mut library: Option<Library>, stop: &Stop, answer: &mut Answer) {
        let loader = self.loader.take().unwrap_or_else(|| Loader::new(Arc::new(lexicon::lexicon().0), clock::today()));
        let mut supplies = Supplies::new(Limits::default());
        supplies.stop = stop.clone();
        let version = lexicon::version();
        full::fetch(pages, &loader, &supplies, |got| {
            for Got { id, full, .. } in got {
                let own = pages.iter().find(|page| page.article.id == id).map(|page| &page.article);
                match (full, own) {
                    (Ok(full), Some(own)) => {
                        answer.n_full += 1;
                        answer.n_words = Some((count_words(&full), count_words(own)));
                        self.keep(full, own, (library.as_mut(), version));
                    }
                    (Err(why), _) => answer.miss(&why),
                    (Ok(_), None) => {}
                }
            }
        });
        self.loader = Some(loader);
    }

    /// Keeps a story's full text, in the library if the story is there, and shows it.
    fn keep(&mut self, full: Article, own: &Article, (library, version): (Option<&mut Library>, i64)) {
        if let Some(library) = library
            && let Ok(true) = library.write(|batch| batch.keep_full_text(&full, version))
        {
            return self.show_stored(library, &full.id);
        }
        self.others.insert(full.id.clone(), (own.clone(), Is::Own));
        self.show(full);
    }

    fn show_stored(&self, library: &Library, id: &ArticleId) {
        // what cannot be read now comes with the next look at the library
        if let Ok(Some(stored)) = library.article(id) {
            self.show(stored.article);
        }
    }

    fn show(&self, article: Article) {
        let document = Document { articles: vec![article], ..Document::default() };
        self.post.send(Event::Loaded(vec![Loaded { path: String::new(), document }]));
    }
}

/// What became of a wish.
#[derive(Debug, Default)]
struct Answer {
    n_full: usize,
    n_own: usize,
    /// Words of the last full text, and of the feed's.
    n_words: Option<(usize, usize)>,
    n_missed: usize,
    /// Why, of the first one.
    why: String,
}

impl Answer {
    fn miss(&mut self, why: &str) {
        self.n_missed += 1;
        if self.why.is_empty() {
            self.why = why.to_owned();
        }
    }

    /// In a sentence.
    fn notice(&self, is_stopped: bool) -> Notice {
        let Self { n_full, n_own, n_words, n_missed, why } = self;
        let mut parts = Vec::new();
        match (n_full, n_own, n_missed, n_words) {
            (1, 0, 0, Some((n_page, n_feed))) => {
                parts.push(format!("the full text, {n_page} words instead of {n_feed}; the same key shows the feed's"));
            }
            (1, 0, 0, None) => parts.push("the full text".to_owned()),
            (0, 1, 0, _) => parts.push("the feed's text; the same key shows the full one".to_owned()),
            (0, 0, 1, _) => parts.push(format!("no full text: {why}")),
            _ => {
                parts.extend((*n_full > 0).then(|| format!("{n_full} in full")));
                parts.extend((*n_own > 0).then(|| format!("{n_own} as the feed has them")));
                parts.extend((*n_missed > 0).then(|| format!("{n_missed} without a full text: {why}")));
            }
        }
        parts.extend(is_stopped.then(|| "stopped".to_owned()));
        Notice { is_error: *n_missed > 0, ..Notice::done(parts.join("; ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_wish_is_a_sentence() {
        let why = || "there is no text on the page".to_owned();
        for (answer, is_stopped, expected) in [
            (
                Answer { n_full: 1, n_words: Some((900, 40)), ..Answer::default() },
                false,
                "the full text, 900 words instead of 40; the same key shows the feed's",
            ),
            (Answer { n_own: 1, ..Answer::default() }, false, "the feed's text; the same key shows the full one"),
            (
                Answer { n_missed: 1, why: why(), ..Answer::default() },
                false,
                "no full text: there is no text on the page",
            ),
            (
                Answer { n_full: 3, n_own: 1, n_missed: 2, why: why(), ..Answer::default() },
                true,
                "3 in full; 1 as the feed has them; 2 without a full text: there is no text on the page; stopped",
            ),
        ] {
            assert_eq!(answer.notice(is_stopped).text, expected);
        }
    }
}

//! How stories come in, change and go: whole, or their heads first and their texts when they are needed.

use std::collections::HashSet;
use std::sync::Arc;

use super::columns::Flag;
use super::pack::{Interned, Packing, Share};
use super::{Store, StoryIdx, StorySet, fold, postings};
use crate::article::head::{Fields, WrittenHead};
use crate::article::{Article, ArticleId, Contents, Counted, Head, Named, Reading};
use crate::entity::Lexicon;
use crate::text::Clean;
use crate::text::sanitize::cleaned;

impl Store {
    /// Takes in articles and says how many are new. One with the id of an earlier one replaces it, which keeps its
    /// place and its marks.
    pub fn insert(&mut self, articles: Vec<Article>) -> usize {
        let before = self.columns.len();
        let placed = self.take_in(articles);
        self.list(placed);
        self.columns.len() - before
    }

    /// The same for one portion of many: where they are is told, and no query shows them until they are listed.
    pub fn take_in(&mut self, articles: Vec<Article>) -> Vec<StoryIdx> {
        let taken = articles.iter().map(|article| {
            let idx = self.put(&Head::of(article));
            self.put_text(idx, article);
            self.index_text(idx);
            idx
        });
        taken.collect()
    }

    /// The same for the heads of articles; of those that were here, the texts are out of date and let go.
    pub fn take_in_heads<'h>(&mut self, heads: impl IntoIterator<Item = &'h Head>) -> Vec<StoryIdx> {
        heads.into_iter().map(|head| self.put(head)).collect()
    }

    /// The same for heads as bytes, but for those of articles that are here: these stay as they are.
    pub fn take_in_written<'h>(&mut self, heads: impl IntoIterator<Item = &'h WrittenHead>) -> Vec<StoryIdx> {
        let fields = heads.into_iter().map(WrittenHead::fields);
        fields.filter_map(|head| self.columns.find(head.id).is_none().then(|| self.put_new(&head))).collect()
    }

    /// Whether a story is here with this very head.
    pub fn has(&self, head: &Head) -> bool {
        self.find(&head.id).is_some_and(|idx| self.stored(idx) == *head)
    }

    /// Takes in the text of a story that is here; where it is, and whether its head is another one now, for which it has
    /// to be listed anew.
    pub fn supply(&mut self, article: &Article) -> Option<(StoryIdx, bool)> {
        let idx = self.find(&article.id)?;
        let head = Head::of(article);
        let is_other = !self.is_head(idx, &head);
        if is_other {
            self.put(&head);
        }
        self.forget_text(idx);
        self.put_text(idx, article);
        if self.bodies.are_searched {
            self.index_text(idx);
        }
        Some((idx, is_other))
    }

    /// Notes that the text of a story cannot be had: it has none.
    pub fn give_up(&mut self, idx: StoryIdx) {
        let bare = self.unpacked(idx);
        self.forget_text(idx);
        self.put_text(idx, &bare);
    }

    /// Takes the place of `old`, whose stories are here as well: with their states, their texts and the lexicon.
    pub fn succeed(&mut self, old: &Self) {
        for (own, story) in old.iter() {
            if let Some(idx) = self.find(&story.article.id) {
                self.set_reading(idx, &old.reading(own));
                if old.is_whole(own) {
                    self.supply(&story.article);
                }
            }
        }
        self.workers = old.workers;
        if old.bodies.are_searched {
            self.search_texts();
        }
        self.learn(Arc::clone(&old.lexicon));
    }

    /// Notes what words texts have, of those that are here and of those to come: somebody looks for some.
    pub fn search_texts(&mut self) {
        if std::mem::replace(&mut self.bodies.are_searched, true) {
            return;
        }
        let mut rest = self.columns.all(Flag::Whole).clone();
        rest.remove(self.columns.all(Flag::Indexed));
        rest.iter().for_each(|idx| self.index_text(idx));
    }

    /// Gets ready for words being looked for in many titles, which otherwise takes longer.
    pub fn prepare_search(&mut self) {
        self.titles.prepare_search(self.workers);
    }

    /// The same store, as small as it can be as long as nobody looks for words in titles.
    pub fn without_search(mut self) -> Self {
        self.titles.forget_search();
        self
    }

    /// Gives back the room that was taken for stories to come: all are here.
    pub fn shrink(&mut self) {
        self.columns.shrink();
        self.titles.shrink();
        self.heads.shrink();
        self.catalog.shrink();
    }

    /// Lists stories that were taken in, which costs what all stories cost.
    pub fn list(&mut self, placed: Vec<StoryIdx>) {
        if placed.is_empty() {
            return;
        }
        let placed = StorySet::of(self.columns.len(), &placed);
        self.newest.retain(|idx| !placed.has(*idx));
        self.place(placed.iter().collect());
        self.catalog.list(&self.lexicon);
    }

    /// Resolves the names in queries by another lexicon from now on.
    pub fn learn(&mut self, lexicon: Arc<Lexicon>) {
        self.lexicon = lexicon;
        self.catalog.list(&self.lexicon);
    }

    /// Takes out the stories of these ids and says how many there were. Their places are not given to others.
    pub fn remove(&mut self, ids: &[ArticleId]) -> usize {
        let removed: HashSet<StoryIdx> = ids.iter().filter_map(|id| self.find(id)).collect();
        for idx in &removed {
            self.set_reading(*idx, &Reading::default());
            self.forget(*idx);
            self.columns.set(*idx, Flag::Here, false);
        }
        if !removed.is_empty() {
            self.newest.retain(|idx| !removed.contains(idx));
            self.catalog.list(&self.lexicon);
        }
        removed.len()
    }

    /// Puts a head in its place, new or not.
    fn put(&mut self, head: &Head) -> StoryIdx {
        let written = WrittenHead::from(head);
        let Some(idx) = self.find(&head.id) else { return self.put_new(&written.fields()) };
        let reading = self.reading(idx);
        self.set_reading(idx, &Reading::default());
        self.forget(idx);
        let head = written.fields();
        let packed = self.interned.pack(&head);
        self.titles.replace(idx, &cleaned(head.title));
        self.columns.replace(idx, &head);
        self.heads.replace(idx.0 as usize, &packed);
        self.index_head(idx, &head, &packed);
        self.set_reading(idx, &reading);
        idx
    }

    /// Gives a head the next place.
    fn put_new(&mut self, head: &Fields) -> StoryIdx {
        let idx = StoryIdx(self.columns.len() as u32);
        let packed = self.interned.pack(head);
        self.titles.push(&cleaned(head.title));
        self.columns.push(head);
        self.heads.push(&packed);
        self.index_head(idx, head, &packed);
        idx
    }

    /// Notes what a story has that others may have too.
    fn index_head(&mut self, idx: StoryIdx, head: &Fields, packed: &[u8]) {
        let shares = self.interned.shares(packed);
        self.catalog.add(idx, &shares, head.origin.published, &self.interned);
        for author in authors(&shares, &self.interned) {
            self.authors.add(&fold::lower(author), idx);
        }
        if let Some(via) = head.origin.via {
            postings::insert(self.along.entry(ArticleId(via.to_owned())).or_default(), idx);
        }
    }

    fn put_text(&mut self, idx: StoryIdx, article: &Article) {
        let packing = Packing::of(article, &mut self.interned);
        self.bodies.put(idx, &packing);
        self.columns.set(idx, Flag::Whole, true);
    }

    /// Notes what words the text of a story has.
    fn index_text(&mut self, idx: StoryIdx) {
        let folded = self.bodies.folded(idx).to_owned();
        self.signatures.add(idx, [&self.titles.folded(idx), &folded]);
        self.bodies.count_words(idx, &folded);
        self.columns.set(idx, Flag::Indexed, true);
    }

    fn forget(&mut self, idx: StoryIdx) {
        self.forget_text(idx);
        let shares = self.interned.shares(self.heads.get(idx.0 as usize));
        self.catalog.remove(idx, &shares, self.columns.published(idx), &self.interned);
        for author in authors(&shares, &self.interned) {
            self.authors.remove(&fold::lower(author), idx);
        }
        let via = self.unpacked(idx).origin.via;
        let along = via.and_then(|via| self.along.get_mut(&via));
        along.into_iter().for_each(|along| postings::remove(along, idx));
    }

    fn forget_text(&mut self, idx: StoryIdx) {
        if self.columns.all(Flag::Indexed).has(idx) {
            self.signatures.clear(idx);
            self.bodies.forget(idx);
            self.columns.set(idx, Flag::Indexed, false);
        }
        self.bodies.take_out(idx);
        self.columns.set(idx, Flag::Whole, false);
    }

    /// Whether the head of a story is this one. That a name is in a lexicon by now is no difference.
    fn is_head(&self, idx: StoryIdx, head: &Head) -> bool {
        let stored = self.stored(idx);
        let (ours, theirs) = (stored.names.iter(), head.names.iter());
        let is_same = |(one, other): (&Counted, &Counted)| {
            let (own, named) = (&one.named, &other.named);
            let known = Named { novel: own.novel, ..named.clone() };
            one.n_mentions == other.n_mentions && *own == known
        };
        stored.title == head.title
            && stored.origin == head.origin
            && stored.tags == head.tags
            && stored.contents == head.contents
            && stored.names.len() == head.names.len()
            && ours.zip(theirs).all(is_same)
    }

    /// The head of a story as it is here.
    fn stored(&self, idx: StoryIdx) -> Head {
        let article = self.unpacked(idx);
        let contents = self.contents(idx);
        Head { names: self.counted(idx), contents, ..Head::of(&article) }
    }

    fn contents(&self, idx: StoryIdx) -> Contents {
        let has = |flag| self.columns.all(flag).has(idx);
        Contents::new(|kind| has(Flag::Section(kind)), has(Flag::Figures), has(Flag::Links))
    }
}

/// Who wrote an article.
fn authors<'s>(shares: &'s [Share], shared: &'s Interned) -> impl Iterator<Item = &'s Clean> {
    shares.iter().filter_map(|share| if let Share::Author(number) = share { shared.text(*number) } else { None })
}

//! The text of an article's own page beside the one that its feed gives: which of them is shown, and which pages are to
//! be asked for.
//!
//! The feed's text is what a later one is compared with. Where that has changed, the page's text stays until the page,
//! which is then asked for again, gives another: a correction there is as likely as here.

use rusqlite::{OptionalExtension, Row, params};

use super::{Batch, Library, Result, SourceId};
use crate::article::full_text::with_text_of;
use crate::article::{Article, ArticleId};

/// How often a page is asked for in vain before it is left alone: a paywall does not fall by asking.
const MOST_TRIES: u32 = 3;

/// An article whose page is to be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// One of its sources.
    pub source: SourceId,
    /// The article as the source gave it.
    pub article: Article,
}

impl Library {
    /// Articles of sources whose pages are to be asked for, the latest `most` of them.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn wanted_full_texts(&self, sources: &[SourceId], most: usize) -> Result<Vec<Wanted>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(p.source), iif(f.shown, f.other, b.content) FROM full_texts f
             JOIN articles a ON a.id = f.article JOIN bodies b ON b.article = a.id
             JOIN appearances p ON p.article = a.id
             WHERE f.wanted AND f.n_tries < ?1 AND p.source IN (SELECT value FROM json_each(?2))
             GROUP BY a.id ORDER BY a.time DESC, a.title, a.key LIMIT ?3",
        )?;
        let read = |row: &Row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
        let rows = statement.query_map(params![MOST_TRIES, serde_json::to_string(sources)?, most as i64], read)?;
        let mut wanted = Vec::new();
        for row in rows {
            let (source, content) = row?;
            wanted.push(Wanted { source, article: serde_json::from_slice(&content)? });
        }
        Ok(wanted)
    }

    /// An article as its source gave it, whatever text is shown; `None` where there is none of this id.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn own_article(&self, id: &ArticleId) -> Result<Option<Article>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT iif(coalesce(f.shown, 0), f.other, b.content) FROM articles a
             JOIN bodies b ON b.article = a.id LEFT JOIN full_texts f ON f.article = a.id WHERE a.key = ?1",
        )?;
        let content = statement.query_row([&id.0], |row| row.get::<_, Vec<u8>>(0)).optional()?;
        Ok(content.map(|content| serde_json::from_slice(&content)).transpose()?)
    }

    /// Whether the page's text of an article is shown; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn shows_full_text(&self, id: &ArticleId) -> Result<Option<bool>> {
        let query = "SELECT f.shown FROM full_texts f JOIN articles a ON a.id = f.article
            WHERE a.key = ?1 AND f.other IS NOT NULL";
        Ok(self.connection.prepare_cached(query)?.query_row([&id.0], |row| row.get(0)).optional()?)
    }
}

impl Batch<'_> {
    /// Notes that the page of an article is to be asked for, which came under this id.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn want_full_text(&mut self, id: &ArticleId) -> Result<()> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO full_texts (article, wanted)
             SELECT a.id, 1 FROM articles a WHERE a.url <> '' AND a.id = (SELECT article FROM appearances WHERE key = ?1)
             ON CONFLICT DO UPDATE SET wanted = 1, n_tries = 0",
        )?;
        statement.execute([&id.0])?;
        Ok(())
    }

    /// Keeps an article with the text of its page, which is shown from now on; its names are those of a lexicon.
    /// Whether the article is still there.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_full_text(&mut self, full: &Article, lexicon: i64) -> Result<bool> {
        let Some((row, content)) = self.shown(&full.id)? else { return Ok(false) };
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO full_texts (article, other, shown) VALUES (?1, ?2, 1)
             ON CONFLICT DO UPDATE SET other = iif(shown, other, ?2), shown = 1, wanted = 0, n_tries = 0",
        )?;
        statement.execute(params![row, content])?;
        self.show_text(row, full, lexicon)?;
        Ok(true)
    }

    /// Notes that the page of an article gave no text.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn miss_full_text(&mut self, id: &ArticleId) -> Result<()> {
        let miss = "UPDATE full_texts SET n_tries = n_tries + 1, wanted = n_tries + 1 < ?2
            WHERE article = (SELECT id FROM articles WHERE key = ?1)";
        self.transaction.prepare_cached(miss)?.execute(params![id.0, MOST_TRIES])?;
        Ok(())
    }

    /// Shows the other text of an article; whether that is the page's. `None` where there is no other.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn turn_full_text(&mut self, id: &ArticleId) -> Result<Option<bool>> {
        let Some((row, content)) = self.shown(id)? else { return Ok(None) };
        let query = "SELECT other, shown FROM full_texts WHERE article = ?1 AND other IS NOT NULL";
        let read = |row: &Row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, bool>(1)?));
        let Some((other, shown)) = self.transaction.prepare_cached(query)?.query_row([row], read).optional()? else {
            return Ok(None);
        };
        let turn = "UPDATE full_texts SET other = ?2, shown = NOT shown, wanted = 0 WHERE article = ?1";
        self.transaction.prepare_cached(turn)?.execute(params![row, content])?;
        // the names in it may be those of an older lexicon, and are looked for anew with the next start
        self.show_text(row, &serde_json::from_slice(&other)?, 0)?;
        Ok(Some(!shown))
    }

    /// The feed's text of an article has changed, and was put into its body: where the page's was there, it stays, and
    /// the page is to be asked for; one that was not shown is outdated.
    pub(super) fn renew_full_text(&mut self, row: i64, own: &Article, shown: Option<&Article>) -> Result<()> {
        let Some(full) = shown else {
            let outdated = "UPDATE full_texts SET other = NULL WHERE article = ?1";
            self.transaction.prepare_cached(outdated)?.execute([row])?;
            return Ok(());
        };
        let renew = "UPDATE full_texts SET other = ?2, wanted = 1, n_tries = 0 WHERE article = ?1";
        self.transaction.prepare_cached(renew)?.execute(params![row, serde_json::to_vec(own)?])?;
        self.show_text(row, &with_text_of(own, full), 0)
    }

    /// The row and the body of an article.
    fn shown(&self, id: &ArticleId) -> Result<Option<(i64, Vec<u8>)>> {
        let query = "SELECT a.id, b.content FROM articles a JOIN bodies b ON b.article = a.id WHERE a.key = ?1";
        let read = |row: &Row| Ok((row.get(0)?, row.get(1)?));
        Ok(self.transaction.prepare_cached(query)?.query_row([&id.0], read).optional()?)
    }

    fn show_text(&self, row: i64, article: &Article, lexicon: i64) -> Result<()> {
        let changed = "UPDATE articles SET lexicon = ?2, changed = ?3 WHERE id = ?1";
        self.transaction.prepare_cached(changed)?.execute(params![row, lexicon, self.change])?;
        self.put_body(row, article)
    }
}

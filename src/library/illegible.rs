//! Articles whose bodies the disk has spoilt: each costs itself alone. What else is known of it stands in, until its source
//! gives it anew.

use rusqlite::{Row, RowIndex};

use super::{Library, Result};
use crate::article::{Article, ArticleId, Block, Origin, Section, SectionKind};
use crate::text::{Address, counted};

/// Stands where the text was.
const NOTE: &str = "The text of this story is damaged in the library and cannot be read. If its source still has it, it \
    comes back when the source gives it anew.";

/// The article whose body is in column `at`; `None` where that is none.
pub(super) fn body(row: &Row, at: usize) -> Option<Article> {
    serde_json::from_slice(bytes(row, at)).ok()
}

/// What is known of an article from these columns of its row.
pub(super) fn stand_in(row: &Row) -> Article {
    let [key, title, publisher, published, url] = ["key", "title", "publisher", "published", "url"]
        .map(|column| String::from_utf8_lossy(bytes(row, column)).into_owned());
    let origin = Origin {
        source: (!publisher.is_empty()).then(|| publisher.into()),
        published: published.parse().ok(),
        url: Address::new(&url),
        ..Origin::default()
    };
    let body = Section { blocks: vec![Block::paragraph(NOTE)], ..Section::new(SectionKind::Body) };
    Article { origin, sections: vec![body], ..Article::new(ArticleId(key), title) }
}

fn bytes<'r>(row: &'r Row, at: impl RowIndex) -> &'r [u8] {
    row.get_ref(at).ok().and_then(|value| value.as_bytes().ok()).unwrap_or_default()
}

impl Library {
    /// Says how many bodies are illegible; nothing where all can be read.
    pub(super) fn illegible_bodies(&self) -> Result<Option<String>> {
        let mut statement = self.connection.prepare("SELECT content FROM bodies")?;
        let mut rows = statement.query([])?;
        let mut n_illegible = 0;
        while let Some(row) = rows.next()? {
            n_illegible += usize::from(body(row, 0).is_none());
        }
        let what = || format!("the text of {} cannot be read", counted(n_illegible, "article", "articles"));
        Ok((n_illegible > 0).then(what))
    }
}

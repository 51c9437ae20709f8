//! How long articles are kept: old ones are taken out by a rule, never those that the reader holds on to.

use rusqlite::params;

use super::{Batch, Result, Seconds};

impl Batch<'_> {
    /// Takes out the articles that were published and came before a time, but for those with a star, for later, with a
    /// tag or a note; how many that are. They stay out when their source sends them again.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn expire(&mut self, before: Seconds) -> Result<usize> {
        let old = "SELECT a.key FROM articles a LEFT JOIN states s ON s.article = a.key
            WHERE max(a.arrived, a.time / 1000000) < ?1
            AND NOT coalesce(s.starred OR s.later OR s.note <> '' OR s.tags <> '[]', 0)";
        let mut statement = self.transaction.prepare_cached(old)?;
        let keys = statement.query_map(params![before], |row| row.get::<_, String>(0))?;
        let keys = keys.collect::<rusqlite::Result<Vec<_>>>()?;
        drop(statement);
        self.erase_articles(&keys)?;
        Ok(keys.len())
    }
}

//! Documents as they came, so that a better importer can read them again.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Batch, Library, LibraryError, Result, Seconds, SourceId};

/// Names a document in one library.
pub type DocumentId = i64;

/// A document that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument<'d> {
    /// Whose it is.
    pub source: SourceId,
    /// The address after all redirects, or the path.
    pub place: &'d str,
    /// What the transfer said of it.
    pub transfer: Transfer,
    /// When it came.
    pub fetched: Seconds,
    /// All of it, as it came.
    pub bytes: &'d [u8],
}

/// What a transfer said of a document: header fields, as they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Transfer {
    /// `Content-Type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// `Content-Location`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_location: Option<String>,
    /// `Content-Language`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_language: Option<String>,
}

/// A document that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Whose it is.
    pub source: SourceId,
    /// The address after all redirects, or the path.
    pub place: String,
    /// What the transfer said of it.
    pub transfer: Transfer,
    /// When it came.
    pub fetched: Seconds,
    /// All of it, as it came.
    pub bytes: Vec<u8>,
}

impl Library {
    /// A document; `None` where there is none of this number.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn document(&self, id: DocumentId) -> Result<Option<Document>> {
        let query = "SELECT source, place, transfer, fetched, bytes FROM documents WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let read = |row: &Row| {
            let document = Document {
                source: row.get(0)?,
                place: row.get(1)?,
                transfer: Transfer::default(),
                fetched: row.get(3)?,
                bytes: row.get(4)?,
            };
            Ok((document, row.get::<_, String>(2)?))
        };
        let Some((document, transfer)) = statement.query_row([id], read).optional()? else { return Ok(None) };
        let bytes = inflated(&document.bytes)?;
        Ok(Some(Document { transfer: serde_json::from_str(&transfer)?, bytes, ..document }))
    }
}

impl Batch<'_> {
    /// Keeps a document. Earlier ones of the same place go, unless articles are in them that are in no later one: call
    /// [`Batch::drop_old_documents`] when the articles are kept, too.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_document(&mut self, new: &NewDocument) -> Result<DocumentId> {
        let NewDocument { source, place, transfer, fetched, bytes } = new;
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO documents (source, place, transfer, fetched, n_bytes, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        )?;
        let transfer = serde_json::to_string(transfer)?;
        let values = params![source, place, transfer, fetched, bytes.len() as i64, deflated(bytes)?];
        Ok(statement.query_row(values, |row| row.get(0))?)
    }

    /// Drops documents of a source that no article is from and that are not the latest of their place.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn drop_old_documents(&mut self, source: SourceId) -> Result<()> {
        let mut statement = self.transaction.prepare_cached(
            "DELETE FROM documents AS d WHERE source = ?1
             AND NOT EXISTS (SELECT 1 FROM appearances WHERE document = d.id)
             AND EXISTS (SELECT 1 FROM documents AS l WHERE l.source = ?1 AND l.place = d.place AND l.id > d.id)",
        )?;
        statement.execute([source])?;
        Ok(())
    }
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(unreadable)
}

fn inflated(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut whole).map_err(unreadable)?;
    Ok(whole)
}

fn unreadable(error: std::io::Error) -> LibraryError {
    LibraryError::Content(error.to_string())
}

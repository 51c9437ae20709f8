//! Where documents come from.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{Batch, Library, LibraryError, Result, Seconds};
use crate::text::Address;

/// Names a source in one library.
pub type SourceId = i64;

/// Where the documents of a source come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A page of the web.
    Page(Address),
    /// A feed of the web.
    Feed(Address),
    /// One file.
    File(PathBuf),
    /// All documents of a folder.
    Folder(PathBuf),
    /// What a command writes, given as words: no shell reads them.
    Exec(Vec<String>),
}

/// A source that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSource {
    /// Where its documents come from.
    pub origin: Origin,
    /// A name of one's own; empty for the one that it gives itself.
    pub name: String,
    /// The folder that it is listed in, `Labs/Europe`; empty for none.
    pub folder: String,
    /// Tags of one's own.
    pub tags: Vec<String>,
    /// How it is asked.
    pub settings: Settings,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number.
    pub id: SourceId,
    /// Where its documents come from.
    pub origin: Origin,
    /// A name of one's own; empty for the one that it gives itself.
    pub name: String,
    /// The name that it gives itself.
    pub title: String,
    /// Of a feed: the page that it belongs to.
    pub site: String,
    /// The folder that it is listed in, `Labs/Europe`; empty for none.
    pub folder: String,
    /// Tags of one's own.
    pub tags: Vec<String>,
    /// How it is asked.
    pub settings: Settings,
    /// It was taken out of sight, and is asked no more.
    pub hidden: bool,
    /// When it was added.
    pub added: Seconds,
}

/// How a source is asked, where it is asked otherwise than the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Minutes between two times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// Whether articles that are cut off are fetched whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_text: Option<bool>,
    /// What newsdesk calls itself there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// What opens it, if it is not for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret>,
}

/// Where it is kept what opens a source: the first line counts. It is never kept here itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secret {
    /// A file with a name and a password, with a colon between them: basic authentication.
    LoginFile(PathBuf),
    /// A command that writes the same.
    LoginCommand(Vec<String>),
    /// A file with a header, as `Authorization: Bearer …`.
    HeaderFile(PathBuf),
    /// A command that writes the same.
    HeaderCommand(Vec<String>),
}

impl Origin {
    /// Its name in the library and on the command line.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Page(_) => "page",
            Self::Feed(_) => "feed",
            Self::File(_) => "file",
            Self::Folder(_) => "folder",
            Self::Exec(_) => "exec",
        }
    }

    fn place(&self) -> Result<Value> {
        Ok(match self {
            Self::Page(address) | Self::Feed(address) => Value::Text(address.to_string()),
            Self::File(path) | Self::Folder(path) => path_value(path),
            Self::Exec(words) => Value::Text(serde_json::to_string(words)?),
        })
    }

    fn read(kind: &str, place: &Value) -> Result<Self> {
        let text = match place {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        let unknown = || LibraryError::Content(format!("a source of the kind {kind} at {text:?}"));
        let address = || Address::new(text).ok_or_else(unknown);
        Ok(match kind {
            "page" => Self::Page(address()?),
            "feed" => Self::Feed(address()?),
            "file" => Self::File(value_path(place)),
            "folder" => Self::Folder(value_path(place)),
            "exec" => Self::Exec(serde_json::from_str(text)?),
            _ => return Err(unknown()),
        })
    }
}

impl NewSource {
    /// A source of which no more than this is known.
    pub fn new(origin: Origin) -> Self {
        Self { origin, name: String::new(), folder: String::new(), tags: Vec::new(), settings: Settings::default() }
    }
}

impl Source {
    /// What it is called: by the user, else by itself, else by where it is.
    pub fn shown_name(&self) -> String {
        let named = [&self.name, &self.title].into_iter().find(|name| !name.is_empty());
        named.cloned().unwrap_or_else(|| self.origin.to_string())
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Page(address) | Self::Feed(address) => write!(f, "{address}"),
            Self::File(path) | Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Exec(words) => write!(f, "exec:{}", shell_words::join(words)),
        }
    }
}

const SOURCE: &str = "SELECT id, kind, place, name, title, site, folder, tags, settings, hidden, added FROM sources";

impl Library {
    /// All sources, hidden ones too, in the order in which they were added.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>> {
        let mut statement = self.connection.prepare_cached(&format!("{SOURCE} ORDER BY id"))?;
        let mut rows = statement.query([])?;
        let mut sources = Vec::new();
        while let Some(row) = rows.next()? {
            sources.push(source(row)?);
        }
        Ok(sources)
    }

    /// Whether there is a source that is not hidden, or an article that one has left.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn is_in_use(&self) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM sources WHERE NOT hidden) OR EXISTS (SELECT 1 FROM articles)";
        Ok(self.connection.prepare_cached(query)?.query_row([], |row| row.get(0))?)
    }

    /// The source of an origin, hidden or not.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn source_of(&self, origin: &Origin) -> Result<Option<Source>> {
        let mut statement = self.connection.prepare_cached(&format!("{SOURCE} WHERE kind = ?1 AND place = ?2"))?;
        let mut rows = statement.query(params![origin.kind(), origin.place()?])?;
        rows.next()?.map(source).transpose()
    }
}

impl Batch<'_> {
    /// Adds a source; one that is there already is shown again and otherwise left as it is.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add_source(&mut self, new: &NewSource, added: Seconds) -> Result<SourceId> {
        let NewSource { origin, name, folder, tags, settings } = new;
        let (tags, settings) = (serde_json::to_string(tags)?, serde_json::to_string(settings)?);
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO sources (kind, place, name, folder, tags, settings, added, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (kind, place) DO UPDATE SET hidden = 0, changed = ?8 RETURNING id",
        )?;
        let values = params![origin.kind(), origin.place()?, name, folder, tags, settings, added, self.change];
        Ok(statement.query_row(values, |row| row.get(0))?)
    }

    /// Changes all of a source but its number and when it was added: its place too, after a permanent redirect.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn update_source(&mut self, source: &Source) -> Result<()> {
        let Source { id, origin, name, title, site, folder, tags, settings, hidden, added: _ } = source;
        let (tags, settings) = (serde_json::to_string(tags)?, serde_json::to_string(settings)?);
        let mut statement = self.transaction.prepare_cached(
            "UPDATE sources SET kind = ?2, place = ?3, name = ?4, title = ?5, site = ?6, folder = ?7, tags = ?8,
             settings = ?9, hidden = ?10, changed = ?11 WHERE id = ?1",
        )?;
        let (kind, place) = (origin.kind(), origin.place()?);
        let values = params![id, kind, place, name, title, site, folder, tags, settings, hidden, self.change];
        statement.execute(values)?;
        Ok(())
    }

    /// Takes a source out with its documents, and with the articles that no other source has and that have no star,
    /// no note and are not for later; how many articles that are.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn erase_source(&mut self, id: SourceId) -> Result<usize> {
        let unneeded = "SELECT a.key FROM appearances p JOIN articles a ON a.id = p.article
            LEFT JOIN states s ON s.article = a.key
            WHERE p.source = ?1 AND NOT EXISTS (SELECT 1 FROM appearances o WHERE o.article = a.id AND o.source <> ?1)
            AND NOT coalesce(s.starred OR s.later OR s.note <> '' OR s.tags <> '[]', 0)";
        let mut statement = self.transaction.prepare(unneeded)?;
        let keys = statement.query_map([id], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        drop(statement);
        self.erase_articles(&keys)?;
        // what is left of it is elsewhere, or was left by the reader's wish: it is told anew, without this source
        let left = "UPDATE articles SET changed = ?2 WHERE id IN (SELECT article FROM appearances WHERE source = ?1)";
        self.transaction.execute(left, [id, self.change])?;
        self.transaction.execute("DELETE FROM sources WHERE id = ?1", [id])?;
        let noted = "INSERT INTO meta VALUES ('source_erased', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1";
        self.transaction.execute(noted, [self.change])?;
        Ok(keys.len())
    }
}

fn source(row: &Row) -> Result<Source> {
    let list: String = row.get("tags")?;
    let settings: String = row.get("settings")?;
    Ok(Source {
        id: row.get("id")?,
        origin: Origin::read(&row.get::<_, String>("kind")?, &row.get("place")?)?,
        name: row.get("name")?,
        title: row.get("title")?,
        site: row.get("site")?,
        folder: row.get("folder")?,
        tags: serde_json::from_str(&list)?,
        settings: serde_json::from_str(&settings)?,
        hidden: row.get("hidden")?,
        added: row.get("added")?,
    })
}

/// A path as a value: text where it is UTF-8, so that people can read it.
pub(super) fn path_value(path: &Path) -> Value {
    match path.to_str() {
        Some(text) => Value::Text(text.to_owned()),
        None => Value::Blob(path.as_os_str().as_bytes().to_vec()),
    }
}

fn value_path(value: &Value) -> PathBuf {
    match value {
        Value::Text(text) => PathBuf::from(text),
        Value::Blob(bytes) => PathBuf::from(OsStr::from_bytes(bytes)),
        _ => PathBuf::new(),
    }
}

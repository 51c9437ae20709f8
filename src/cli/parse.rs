//! `newsdesk parse`: what a document is; and `newsdesk schema`: the shape of the answer.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::args::{Format, Parse, Shape};
use super::desk::{lexicon, tell_problems};
use super::failure::Failure;
use super::list::ARTICLE;
use super::output::Output;
use super::record::{pick, write_json};
use super::show::write_stories;
use crate::article::{Article, ArticleJson, Reading};
use crate::import::{About, Document, Problem};
use crate::runtime::{Loader, clock};

/// A document as JSON.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "newsdesk document")]
struct DocumentJson<'d, A> {
    #[serde(flatten)]
    about: &'d About,
    /// What could not be read, or was guessed.
    problems: &'d [Problem],
    /// The stories, in the document's order.
    articles: Vec<A>,
}

/// Prints the articles of one document. What was wrong with it is in the JSON, which is printed also where nothing could
/// be read; in other formats it is told.
///
/// # Errors
/// A field that is none, or a document in which there is nothing to be read.
pub fn parse(args: &Parse, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    ARTICLE.check(shape)?;
    let loader = Loader::new(lexicon(), clock::today());
    let mut loaded = loader.load_file(&args.file, args.known.told());
    let format = shape.format.unwrap_or(Format::Json);
    let is_unread = loaded.document.taken.is_none();
    if format != Format::Json || is_unread {
        tell_problems(&loaded);
    }
    loaded.document.articles.truncate(shape.limit.unwrap_or(usize::MAX));
    if format == Format::Json || !is_unread {
        write(&loaded.document, format, shape, out)?;
    }
    if is_unread { Err(Failure::Unreadable) } else { Ok(()) }
}

fn write(document: &Document, format: Format, shape: &Shape, out: &mut Output) -> io::Result<()> {
    let json = document.articles.iter().map(|article| ArticleJson::new(article, &Reading::default()));
    match format {
        Format::Json if shape.fields.is_empty() => write_json(&DocumentJson::new(document, json.collect()), out),
        Format::Json => {
            let picked = json.map(|article| pick(article, &shape.fields)).collect();
            write_json(&DocumentJson::new(document, picked), out)
        }
        Format::Text | Format::Md if shape.fields.is_empty() => {
            let untouched = Reading::default();
            let stories: Vec<(&Article, &Reading)> =
                document.articles.iter().map(|article| (article, &untouched)).collect();
            write_stories(&stories, format, out)
        }
        format => ARTICLE.write(json, format, shape, out),
    }
}

impl<'d, A> DocumentJson<'d, A> {
    fn new(document: &'d Document, articles: Vec<A>) -> Self {
        Self { about: &document.about, problems: &document.problems, articles }
    }
}

/// Prints the JSON Schema of what [`parse`] prints.
///
/// # Errors
/// Where it cannot be written.
pub fn schema(out: &mut Output) -> Result<(), Failure> {
    Ok(write_json(&schemars::schema_for!(DocumentJson<ArticleJson>), out)?)
}

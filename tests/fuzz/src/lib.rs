//! What must hold of every input, whatever its bytes are. The fuzz targets and the tests in `tests/hostile.rs` share it.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use newsdesk::article::{Article, ArticleJson, Reading};
use newsdesk::import::{Document, Format, Importer, Raw, Transfer};
use newsdesk::store::Query;
use newsdesk::text::repair::{Names, decode, repair, repair_markup};
use newsdesk::text::sanitize::{sanitize, strip_controls};
use newsdesk::text::{Address, Clean};

static IMPORTER: LazyLock<Importer> = LazyLock::new(Importer::new);

const TODAY: Date = date(2026, 11, 22);

/// Reads `bytes` as a document of `format`: it must end, all of its text must be clean, the same bytes must give the
/// same document, and what is written of it must be read again.
pub fn document(bytes: &[u8], format: Format) {
    let document = import(bytes, format);
    assert_eq!(document, import(bytes, format), "the same bytes are the same document");
    document.articles.iter().for_each(check_article);
    for problem in &document.problems {
        check_text(&problem.place);
        check_text(&problem.what);
    }
    let about = &document.about;
    about.title.iter().chain(&about.description).chain(&about.tags).for_each(check_text);
    assert!(serde_json::to_string(about).is_ok());
}

fn import(bytes: &[u8], format: Format) -> Document {
    let transfer = Transfer { address: Some("https://example.org/news/"), ..Transfer::default() };
    let (name, names) = ("fuzz", Names::from_iter(["OpenAI", "DeepMind"]));
    IMPORTER.import(&Raw { bytes, name, format: Some(format), today: TODAY, names: &names, transfer })
}

fn check_article(article: &Article) {
    article.texts().for_each(|(_, text)| check_text(text));
    for link in &article.links {
        check_text(&link.text);
        assert!(link.url.bytes().all(|b| b.is_ascii_graphic()), "{:?}", link.url);
    }
    let origin = &article.origin;
    origin.source.iter().chain(&origin.contributors).chain(&origin.rights).for_each(check_text);
    let json = serde_json::to_string(&ArticleJson::new(article, &Reading::default())).expect("an article is JSON");
    assert!(!json.is_empty());
    let written = article.to_markdown();
    import(written.as_bytes(), Format::Markdown);
}

/// Whether cleaning `text` again would change it: then it never was clean. A line of code has runs of blanks.
fn check_text(text: &Clean) {
    assert_eq!(&Clean::code(text), text);
    assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
}

/// Decodes any bytes and repairs any text: repairing twice changes nothing.
pub fn repaired(bytes: &[u8]) {
    let text = decode(bytes).text;
    let once = repair(&text);
    assert_eq!(repair(&once), once);
    let markup = repair_markup(&text);
    assert_eq!(repair_markup(&markup), markup);
}

/// Cleans any text: cleaning twice changes nothing, and nothing is left that could move a cursor or reorder words.
pub fn sanitized(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let clean = sanitize(&text);
    check_text(&clean);
    assert!(!clean.contains(is_bidi_control), "{clean:?}");
    assert!(!strip_controls(&text).contains(['\u{0}', '\u{1b}', '\u{9b}']));
    if let Some(address) = Address::new(&text) {
        assert!(address.bytes().all(|b| b.is_ascii_graphic()), "{address:?}");
    }
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Parses any query: what is printed of it parses as the same, and an error has a place in the text.
pub fn query(text: &str) {
    match Query::parse(text) {
        Ok(query) => assert_eq!(Query::parse(&query.to_string()).as_ref(), Ok(&query), "{text:?}"),
        Err(error) => assert!((1..=text.chars().count() + 1).contains(&error.column), "{text:?} {error:?}"),
    }
}

//! Whole feeds through the importer: each file in `fixtures/feeds/FORMAT/` becomes what its `.outline` says.
//!
//! An outline is written line by line: `!` problems, `feed` and what it says of itself, then of each entry `#` title, `=`
//! what is known about it, `>` links, `@` pictures, `[kind]` sections with their blocks. To add a feed, write its file, run
//! the test, and check what it says before it becomes the `.outline`.

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use newsdesk::article::{Article, Image, Link};
use newsdesk::import::{About, Document, Format, Importer, Raw, Severity, Transfer};
use newsdesk::text::repair::Names;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};
use proptest::sample::Index;
use support::outline::{self, facts};

fn import(bytes: &[u8], name: &str) -> Document {
    let names = Names::default();
    let transfer = Transfer { address: Some("http://feeds.example/dir/feed.xml"), ..Transfer::default() };
    Importer::new().import(&Raw { bytes, name, format: None, today: date(2026, 11, 22), names: &names, transfer })
}

fn import_feed(bytes: &[u8]) -> Document {
    let names = Names::default();
    let format = Some(Format::Feed);
    let (today, transfer) = (date(2026, 11, 22), Transfer::default());
    Importer::new().import(&Raw { bytes, name: "-", format, today, names: &names, transfer })
}

fn outlined(document: &Document) -> String {
    let mut out = String::new();
    outline::problems(document, &mut out);
    outline_feed(&document.about, &mut out);
    document.articles.iter().for_each(|article| outline_article(article, &mut out));
    out
}

fn text(text: Option<&impl ToString>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn outline_feed(about: &About, out: &mut String) {
    let facts = facts(&[
        ("title", text(about.title.as_ref())),
        ("url", text(about.url.as_ref())),
        ("about", text(about.description.as_ref())),
        ("in", text(about.language.as_ref())),
        ("by", about.credits.authors.join(", ")),
        ("with", about.credits.contributors.join(", ")),
        ("publisher", text(about.credits.publisher.as_ref())),
        ("rights", text(about.credits.rights.as_ref())),
        ("generator", text(about.credits.generator.as_ref())),
        ("updated", text(about.updated.as_ref())),
        ("tags", about.tags.join(", ")),
    ]);
    writeln!(out, "feed {facts}").unwrap();
    outline_around(&about.links, &about.images, out);
}

fn outline_around(links: &[Link], images: &[Image], out: &mut String) {
    for Link { text, url, kind, media_type, bytes } in links {
        let kind = format!("{kind:?}").to_lowercase();
        let media_type = media_type.as_deref().unwrap_or("");
        let facts = facts(&[("as", media_type.to_owned()), ("of", self::text(bytes.as_ref()))]);
        writeln!(out, "> {kind} {url} {text:?} {facts}").unwrap();
    }
    for image in images {
        let facts = facts(&[("caption", text(image.caption.as_ref())), ("by", text(image.credit.as_ref()))]);
        writeln!(out, "@ {} {facts}", text(image.url.as_ref())).unwrap();
    }
}

fn outline_article(article: &Article, out: &mut String) {
    let origin = &article.origin;
    let facts = facts(&[
        ("url", text(origin.url.as_ref())),
        ("source", text(origin.source.as_ref())),
        ("by", origin.authors.join(", ")),
        ("with", origin.contributors.join(", ")),
        ("on", text(origin.published.as_ref())),
        ("updated", text(origin.updated.as_ref())),
        ("rights", text(origin.rights.as_ref())),
        ("in", text(article.language.as_ref())),
        ("tags", article.tags.join(", ")),
    ]);
    writeln!(out, "# {}\n= {facts}", article.title).unwrap();
    outline_around(&article.links, &article.images, out);
    outline::sections(article, str::to_owned, out);
}

/// All feeds of the fixtures.
fn feeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/feeds");
    let entries = |path: &Path| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let files = entries(&folder).iter().flat_map(|folder| entries(folder)).collect::<Vec<_>>();
    files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending != "outline")).collect()
}

#[test]
fn feeds_become_what_their_outlines_say() {
    let mut wrong = String::new();
    for path in feeds() {
        // no name and no extension: each is told by what it begins with
        let outline = outlined(&import(&std::fs::read(&path).unwrap(), "-"));
        let expected = std::fs::read_to_string(path.with_extension("outline")).unwrap_or_default();
        if outline != expected {
            writeln!(wrong, "=== {}\n{outline}", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_beginning_of_a_feed_has_no_more_entries_than_the_whole() {
    for path in feeds() {
        let bytes = std::fs::read(&path).unwrap();
        let is_sound = !["broken", "encodings"].iter().any(|folder| path.parent().unwrap().ends_with(folder));
        let whole = import_feed(&bytes).articles.len();
        for end in (0..bytes.len()).step_by(53).filter(|_| is_sound) {
            let part = import_feed(&bytes[..end]).articles.len();
            assert!(part <= whole, "{} cut at {end}: {part} > {whole}", path.display());
        }
    }
}

#[test]
fn entries_that_arrived_are_kept_however_the_feed_is_cut() {
    let item = |n: usize| {
        format!("<item><title>Story {n}</title><description>&lt;p&gt;Text {n}&lt;/p&gt;</description></item>")
    };
    let feed = format!("<rss><channel><title>T</title>{}{}{}</channel></rss>", item(1), item(2), item(3));
    for end in (0..feed.len()).step_by(3) {
        let document = import_feed(&feed.as_bytes()[..end]);
        let arrived = feed[..end].matches("</item>").count();
        assert!(document.articles.len() >= arrived, "cut at {end}");
        assert!(
            document.articles.iter().take(arrived).enumerate().all(|(n, a)| *a.title == format!("Story {}", n + 1))
        );
        assert!(!document.problems.is_empty(), "cut at {end}");
    }
}

/// Inputs that mean harm: each must end soon, with no more than the limits allow.
#[test]
fn hostile_feeds_end() {
    let item = "<item><title>Real</title></item>";
    let feed = |inside: &str| format!("<rss><channel>{inside}{item}</channel></rss>");
    let laughs: String = (1..20).map(|n| format!("<!ENTITY l{n} '&l{};&l{};'>", n - 1, n - 1)).collect();
    for (name, text) in [
        ("laughs", format!("<!DOCTYPE r [<!ENTITY l0 'ha'>{laughs}]>{}", feed("<item><title>&l19;</title></item>"))),
        ("blow-up", format!("<!DOCTYPE r [<!ENTITY a '{}'>]>{}", "a".repeat(99_999), feed(&"&a;".repeat(9_999)))),
        ("nested", feed(&"<a>".repeat(100_000))),
        ("nested items", feed(&"<item>".repeat(20_000))),
        ("nested channels", feed(&"<channel>".repeat(100_000))),
        ("attributes", feed(&format!("<item><enclosure {}/></item>", "a='b' ".repeat(300_000)))),
        ("open comments", feed(&"<!-- ".repeat(100_000))),
        ("open sections", feed(&"<title><![CDATA[x</title>".repeat(50_000))),
        ("open instructions", feed(&"<?x ".repeat(100_000))),
        ("open quotes", feed(&"<a b=\"<c d='".repeat(50_000))),
        ("open tags", feed(&"<a ".repeat(100_000))),
        ("open titles", feed(&"<title>".repeat(100_000))),
        ("open texts", feed(&"<description>a<content>b<summary>c".repeat(20_000))),
        ("open names", feed(&(0..5_000).map(|n| format!("<n{n}>")).collect::<String>())),
        ("closed names", feed(&(0..50_000).map(|n| format!("</n{n}>")).collect::<String>())),
        ("namespaces", feed(&"<item xmlns:a='b' xml:base='c/'>".repeat(20_000))),
        ("signs", feed(&"< & ".repeat(100_000))),
        ("references", feed(&format!("<item><title>{}</title></item>", "&#x1b;[31m".repeat(50_000)))),
        ("topics", feed(&format!("<item>{}</item>", "<category>a</category><author>b</author>".repeat(20_000)))),
        ("json", "[".repeat(200_000)),
        ("json objects", "{\"items\":[".to_owned() + &"{\"a\":".repeat(100_000)),
    ] {
        let start = std::time::Instant::now();
        let document = import_feed(text.as_bytes());
        assert!(document.articles.len() <= 10_000, "{name}");
        assert!(start.elapsed().as_secs() < 20, "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn what_is_too_much_is_told() {
    let feed = |inside: &str| format!("<rss><channel><item><title>T</title>{inside}</item></channel></rss>");
    let many = |one: &str| (0..300).map(|n| one.replace('#', &n.to_string())).collect::<String>();
    for (text, expected) in [
        (feed(&many("<category>c#</category>")), "topics"),
        (feed(&many("<author>Joe # Doe</author>")), "names"),
        (feed(&many("<enclosure url='http://a.example/#.mp3'/>")), "links"),
        (feed(&format!("<enclosure {}/>", many("attribute# = 'a' "))), "attributes"),
    ] {
        let problems = import_feed(text.as_bytes()).problems;
        assert!(problems.iter().any(|problem| problem.what.contains(expected)), "{expected}: {problems:?}");
    }
}

#[test]
fn a_page_in_place_of_a_feed_names_its_feeds() {
    let page =
        b"<html><head><link rel=alternate type='application/atom+xml' href='/a.atom'></head><body>Words</body></html>";
    let problems = import_feed(page).problems;
    assert_eq!(problems[0].severity, Severity::Error);
    assert!(problems[0].what.contains("/a.atom"), "{problems:?}");
}

#[test]
fn a_correction_is_the_same_article_and_another_feed_is_not() {
    let feed = |site: &str, guid: &str, title: &str| {
        let text = format!(
            "<rss><channel><title>F</title><link>http://{site}.example/</link>\
             <item><guid>{guid}</guid><title>{title}</title></item></channel></rss>"
        );
        import_feed(text.as_bytes()).articles[0].id.clone()
    };
    let id = feed("a", "1", "Helo");
    assert_eq!(id, feed("a", "1", "Hello"));
    assert_ne!(id, feed("b", "1", "Helo"));
    assert_ne!(id, feed("a", "2", "Helo"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        import_feed(&bytes);
    }

    #[test]
    fn any_mutation_of_a_feed_is_read(
        which in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), any::<u8>(), 0..3usize), 1..12),
    ) {
        let feeds = feeds();
        let mut bytes = std::fs::read(which.get(&feeds)).unwrap();
        for (place, byte, length) in changes {
            let at = place.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, [byte]);
        }
        let document = import_feed(&bytes);
        prop_assert!(document.articles.len() < 100);
    }
}

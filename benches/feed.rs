//! How fast feeds are read, all the way from bytes to articles; and how fast the crate feed-rs reads the same bytes into its
//! own model, which has the HTML of an entry still as a string.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jiff::civil::date;
use newsdesk::import::{Document, Format, Importer, Raw, Transfer};
use newsdesk::text::repair::Names;

/// Entries of the feed that is read: some 1.3 MB.
const ENTRIES: usize = 400;

fn main() {
    divan::main();
}

/// Ordinary RSS: 300 characters of escaped HTML as description, 2 KB of it as content.
fn rss(literal: bool) -> String {
    let sentence = "The harbour got a new crane this morning, and the master of the port was there to see it work";
    let paragraph = |n: usize| {
        let link = format!("<a href=\"https://harbour.example/news/{n}\">read the whole story</a>");
        format!("<p>{sentence} for the {n}th time. {sentence}, <em>said one</em> of them; {link}.</p>\n")
    };
    let short =
        format!("<p>{sentence}. {sentence}, <b>it is said</b>, and it was red. The ships are waiting still.</p>");
    let whole: String = (0..6).map(paragraph).collect();
    let escaped = |html: &str| html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let content = if literal { format!("<![CDATA[{whole}]]>") } else { escaped(&whole) };
    let mut feed = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel>\
        <title>Harbour News</title><link>https://harbour.example/</link><description>All of the harbour</description>\
        <language>en</language>\n"
        .to_owned();
    for n in 0..ENTRIES {
        feed += &format!(
            "<item>\n<title>Crane number {n} arrives at the quay</title>\n<link>https://harbour.example/crane/{n}</link>\n\
             <guid isPermaLink=\"false\">https://harbour.example/?p={n}</guid>\n\
             <pubDate>Mon, 06 Sep 2021 {:02}:{:02}:00 +0000</pubDate>\n<dc:creator><![CDATA[Ana Reyes]]></dc:creator>\n\
             <category>Cranes</category><category>Ships</category><category>Ports</category>\n\
             <description>{}</description>\n<content:encoded>{content}</content:encoded>\n</item>\n",
            n / 60 % 24,
            n % 60,
            escaped(&short),
        );
    }
    feed + "</channel></rss>\n"
}

/// The same as Atom, with the text in XHTML.
fn atom() -> String {
    let text =
        "<p>The harbour got a <b>new crane</b> this morning, and the master of the port was there.</p>".repeat(20);
    let entry = |n: usize| {
        format!(
            "<entry><title>Crane {n}</title><id>urn:crane:{n}</id><link href=\"https://harbour.example/{n}\"/>\
             <updated>2021-09-06T00:00:00Z</updated><author><name>Ana Reyes</name></author>\
             <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div></content></entry>\n"
        )
    };
    let entries: String = (0..ENTRIES).map(entry).collect();
    format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title><id>urn:h</id>{entries}</feed>")
}

fn import(importer: &Importer, feed: &str, names: &Names) -> Document {
    let transfer = Transfer { address: Some("https://harbour.example/feed.xml"), ..Transfer::default() };
    let raw = Raw {
        bytes: feed.as_bytes(),
        name: "feed.xml",
        format: Some(Format::Feed),
        today: date(2026, 11, 22),
        names,
        transfer,
    };
    importer.import(&raw)
}

fn bench_import(bencher: Bencher, feed: &str) {
    let importer = Importer::new();
    let names = Names::default();
    assert_eq!(import(&importer, feed, &names).articles.len(), ENTRIES);
    bencher.counter(BytesCount::new(feed.len())).bench(|| import(&importer, black_box(feed), &names));
}

fn bench_feed_rs(bencher: Bencher, feed: &str) {
    bencher.counter(BytesCount::new(feed.len())).bench(|| feed_rs::parser::parse(black_box(feed).as_bytes()));
}

#[divan::bench]
fn rss_escaped(bencher: Bencher) {
    bench_import(bencher, &rss(false));
}

#[divan::bench]
fn rss_escaped_feed_rs(bencher: Bencher) {
    bench_feed_rs(bencher, &rss(false));
}

#[divan::bench]
fn rss_cdata(bencher: Bencher) {
    bench_import(bencher, &rss(true));
}

#[divan::bench]
fn rss_cdata_feed_rs(bencher: Bencher) {
    bench_feed_rs(bencher, &rss(true));
}

#[divan::bench]
fn atom_xhtml(bencher: Bencher) {
    bench_import(bencher, &atom());
}

#[divan::bench]
fn atom_xhtml_feed_rs(bencher: Bencher) {
    bench_feed_rs(bencher, &atom());
}

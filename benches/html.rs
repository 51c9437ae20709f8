//! How fast pages become articles, from bytes to the finished document, and how fast pieces of HTML become text.
//!
//! `readability` is dom_smoothie on the same page: what a crate would cost that finds the story alone, without facts,
//! blocks and cleaning.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::BytesCount;
use jiff::civil::date;
use newsdesk::import::{Document, Format, Importer, Raw, Transfer};
use newsdesk::text::repair::Names;

fn main() {
    divan::main();
}

const SENTENCE: &str = "The lab in Harbor City trained its model on 40,000 hours of crane video, and the crews who filmed it \
    want a share of what it earns. ";

/// A page as news sites send them: a third scripts and styles, menus, cards, a story with lists and links, replies.
fn page() -> String {
    let mut page = String::from(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Crane crews ask for a share | Harbor Post</title>\
         <meta property=og:site_name content='Harbor Post'><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
         \"headline\":\"Crane crews ask for a share\",\"datePublished\":\"2026-03-03T10:00:00Z\",\"author\":{\"name\":\"Jane Doe\"}}\
         </script>",
    );
    let script = "window.q=window.q||[];q.push(['track',{a:1,b:\"<div>\"}]);\n".repeat(600);
    let _ = write!(
        page,
        "<script>{script}</script><style>{}</style></head><body>",
        ".card>a{color:#123456;margin:0 auto}".repeat(500)
    );
    for at in 0..60 {
        let _ = write!(
            page,
            "<li class='menu-item menu-item-{at}'><a class='menu__link' href='/section/{at}'>Section {at}</a></li>"
        );
    }
    page.push_str("<main><article><h1>Crane crews ask for a share</h1><div class='article-body'>");
    for at in 0..80 {
        let _ = write!(
            page,
            "<p class='paragraph paragraph--{at}'>{}<a href='https://a.example/{at}'>The contract</a> says \
            &ldquo;all of it&rdquo;. {SENTENCE}</p>",
            SENTENCE.repeat(2)
        );
        if at % 10 == 0 {
            let _ = write!(
                page,
                "<h2>Part {at}</h2><ul><li>One point</li><li>Another <b>point</b></li></ul><div class='ad-slot'>Ad</div>"
            );
        }
    }
    page.push_str("</div></article></main><section class='related'>");
    for at in 0..60 {
        let _ = write!(
            page,
            "<div class='card'><a href='/a/{at}'><img src='/i/{at}.jpg' alt='A picture'><h4>A headline of some words</h4></a></div>"
        );
    }
    page.push_str("</section><section class='comments'>");
    for at in 0..100 {
        let _ = write!(page, "<div class='comment'><b>reader{at}</b><p>{SENTENCE}</p><button>Reply</button></div>");
    }
    page.push_str("</section></body></html>");
    page
}

/// A feed whose entries carry stories as escaped HTML, as most do.
fn feed() -> String {
    let mut feed = String::from("<rss version='2.0'><channel><title>Harbor Post</title>");
    for at in 0..200 {
        let story = format!("<p>{SENTENCE}</p><p>{SENTENCE}<a href='https://a.example/{at}'>more</a></p>").repeat(5);
        let _ = write!(
            feed,
            "<item><title>Story {at}</title><guid>{at}</guid><description><![CDATA[{story}]]></description></item>"
        );
    }
    feed + "</channel></rss>"
}

fn import(importer: &Importer, names: &Names, text: &str, format: Format) -> Document {
    importer.import(&Raw {
        bytes: text.as_bytes(),
        name: "page",
        format: Some(format),
        today: date(2026, 11, 22),
        names,
        transfer: Transfer::default(),
    })
}

#[divan::bench]
fn page_to_article(bencher: Bencher) {
    let (importer, names, page) = (Importer::new(), Names::default(), page());
    bencher.counter(BytesCount::of_str(&page)).bench(|| import(&importer, &names, &page, Format::Html));
}

#[divan::bench]
fn feed_of_html(bencher: Bencher) {
    let (importer, names, feed) = (Importer::new(), Names::default(), feed());
    bencher.counter(BytesCount::of_str(&feed)).bench(|| import(&importer, &names, &feed, Format::Feed));
}

#[divan::bench]
fn readability(bencher: Bencher) {
    let page = page();
    bencher.counter(BytesCount::of_str(&page)).bench(|| {
        let mut reader = dom_smoothie::Readability::new(page.as_str(), None, None).expect("a page");
        reader.parse().expect("a story").text_content.len()
    });
}

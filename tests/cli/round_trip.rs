//! A story written as Markdown or as JSON reads back as the same story.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use newsdesk::article::{Article, ArticleJson, Reading};
use newsdesk::entity::Lexicon;
use newsdesk::runtime::read::Content;
use newsdesk::runtime::{Loader, Told};

use crate::run::{Desk, newsdesk, run_with};

fn loader() -> Loader {
    Loader::new(Arc::new(Lexicon::bundled()), date(2026, 7, 10))
}

fn read(loader: &Loader, markdown: &str) -> Article {
    let content = Content { bytes: markdown.as_bytes().to_vec(), cut: false };
    let document = loader.document(Path::new("story.md"), &content, Told::default());
    assert_eq!(document.problems, [], "{markdown}");
    let [article] = &document.articles[..] else { panic!("one article: {markdown}") };
    article.clone()
}

/// The fields that came back different.
fn changed(loader: &Loader, article: &Article) -> Vec<String> {
    let markdown = article.to_markdown();
    let json = |article| serde_json::to_value(ArticleJson::new(article, &Reading::default())).unwrap();
    let (before, after) = (json(article), json(&read(loader, &markdown)));
    let fields = before.as_object().unwrap().iter().filter(|(field, value)| after[field.as_str()] != **value);
    fields.map(|(field, value)| format!("{field}: {value}\nnot {}\nby {markdown}", after[field.as_str()])).collect()
}

#[test]
fn every_bundled_briefing_reads_back_from_its_markdown() {
    let loader = loader();
    let seeds = loader.load_seeds();
    let articles = seeds.iter().flat_map(|seed| &seed.document.articles);
    let mut n = 0;
    for article in articles {
        assert_eq!(changed(&loader, article), [""; 0]);
        n += 1;
    }
    assert!(n >= 16, "{n}");
}

#[test]
fn signs_that_markdown_reads_come_back_as_they_were() {
    let loader = loader();
    let mut all = Vec::new();
    for body in [
        "Two stars \\*\\* and an under\\_score, a \\[bracket\\] and \\`ticks\\`.",
        "\\# no heading",
        "\\- no point",
        "\\+ no point",
        "1\\. no number",
        "2026\\. That was the year",
        "\\> no quote",
        "a &amp; b &lt;tag&gt; and \\<i> plain",
        "\\---",
        "\\==== a line",
        "~~struck~~ and **strong** and *soft* and `code` and [a link](https://example.org/a_(b)).",
        "**strong [link](https://example.org/) in it** and **a *nested* one**",
        "a `` code with ` tick `` end",
        "ticks at `` `the edges` `` of code",
        "# A heading\n\n## Another\n\n### A smaller one\n\nwords",
        "- one\n- two\n    - inner\n    - inner two\n- three",
        "1. one\n2. two\n\nwords after",
        "3. three\n4. four",
        "- [x] done\n- [ ] not",
        "> quoted words\n\nand after",
        "```rust\nfn main() {\n    body();\n}\n```",
        "| a | b |\n| --- | --- |\n| 1 | x \\| y |",
        "## TL;DR\n- a\n- b\n\n## Odd # heading *soft*\n\ntext\n\n## Excerpt\n\nquoted at length",
        "words\n\n![A caption *here*](https://example.org/p.png)\n\n![Another](<>)",
        "A very long address https://example.org/path?a=b&c=d stays",
        "开源模型 **受关注** 的程度",
        "half \"quoted\" — dashed… text",
    ] {
        let text = format!(
            "---\ntitle: \"A \\\"title\\\": with \\\\ signs # and *stars*\"\ntags: [\"a, b\", \"c: d\"]\nsource: \"O'Brien & Co: news\"\nreading_minutes: 13\n---\n\nLede.\n\nMore words.\n\n{body}\n"
        );
        all.extend(changed(&loader, &read(&loader, &text)));
    }
    assert!(all.is_empty(), "{}", all.join("\n\n"));
}

#[test]
fn what_the_subcommand_prints_is_what_parse_reads() {
    let desk = Desk::new();
    let id = desk.id("samsung");
    let markdown = desk.run(&["show", &id, "--format", "md"]).out;
    let again = run_with(&["parse", "--format", "jsonl", "-"], markdown.as_bytes()).out;
    assert_eq!(again, desk.run(&["show", &id, "--format", "jsonl"]).out);
}

/// What `list` prints as JSON Lines and as a list, and `parse` as a document, is what it prints again when it reads that.
#[test]
fn articles_in_json_read_back_as_they_were() {
    let lines = newsdesk(&["list", "--format", "jsonl"]).out;
    assert!(lines.lines().count() >= 16);
    let again = |args: &[&str], input: &str| run_with(args, input.as_bytes());
    let read = again(&["list", "--from", "-", "--format", "jsonl"], &lines);
    assert_eq!((read.out.as_str(), read.err.as_str()), (lines.as_str(), ""));
    let list = newsdesk(&["list", "--format", "json"]).out;
    assert_eq!(again(&["list", "--from", "-", "--format", "jsonl"], &list).out, lines);
    let document = again(&["parse", "--type", "jsonl", "-"], &lines).out;
    assert_eq!(again(&["parse", "-"], &document).out, document);
    assert_eq!(again(&["list", "--from", "-", "--format", "jsonl"], &document).out, lines);
    let one = newsdesk(&["list", "--limit", "1", "--format", "jsonl"]).out;
    assert_eq!(again(&["list", "--from", "-", "--format", "jsonl"], &one).out, one);
}

#[test]
fn a_bad_line_is_told_and_costs_no_other() {
    let input = "{\"title\": \"One\", \"text\": \"x\"}\n{\"title\": \"Two\", \"text\"}\n{\"title\": \"Three\"}\n";
    let read = run_with(&["list", "--from", "-", "--fields", "title"], input.as_bytes());
    assert_eq!((read.code, read.out.lines().count()), (4, 2), "{read:?}");
    let told = "standard input: line 2, column 24: error: no JSON: expected `:`; it is left out\n";
    assert!(read.err.starts_with(told), "{read:?}");
}

#[test]
fn a_later_line_with_an_id_replaces_the_earlier() {
    let line = |title: &str| format!("{{\"id\": \"00000000000000aa\", \"title\": \"{title}\"}}\n");
    let read = run_with(&["list", "--from", "-", "--fields", "title"], (line("Old") + &line("New")).as_bytes());
    assert_eq!(read.out, "New\n");
}

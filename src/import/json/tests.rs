//! What is read of articles in JSON, sound or not.

use super::*;
use crate::import::testing::with_context;

/// Titles and problems of a document.
fn check(text: &str, titles: &[&str], problems: &[(&str, &str)]) {
    with_context(|context| {
        let mut report = Report::default();
        let drafts = read(text, context, &mut report);
        let found: Vec<&str> = drafts.iter().map(|draft| draft.title.as_str()).collect();
        assert_eq!(found, titles, "{text}");
        let told = report.finish();
        let told: Vec<_> = told.iter().map(|problem| (problem.place.as_str(), problem.what.as_str())).collect();
        assert_eq!(told, problems, "{text}");
    });
}

fn one(text: &str) -> Article {
    with_context(|context| {
        let drafts = read(text, context, &mut Report::default());
        draft::finish(drafts).into_iter().next().expect("an article")
    })
}

#[test]
fn little_has_to_be_there() {
    check(r#"{"title": "A"}"#, &["A"], &[]);
    check(r#"{"text": "The first sentence is long. The second."}"#, &["The first sentence is long"], &[]);
    check(r#"[{"title": "A", "text": null, "tags": null, "more": [1, {}]}, {"title": "B"}]"#, &["A", "B"], &[]);
    let article = one(r#"{"title": "A", "text": "Lede.\n\nWhy it matters\n\nIt does.", "authors": "Ann Example"}"#);
    let kinds: Vec<SectionKind> = article.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Lede, SectionKind::WhyItMatters]);
    assert_eq!(article.origin.authors, [Clean::from("Ann Example")]);
    let article = one(r#"{"title": "A", "sections": [{"kind": "tldr", "bullets": ["x", "y"]}, {"text": "p\nq"}]}"#);
    assert_eq!(article.text(), "x\ny\n\np\nq");
    assert_eq!(one(r#"{"title": "A", "text": "<p>x <b>y</b></p>"}"#).text(), "x y");
}

#[test]
fn an_id_is_kept_if_newsdesk_made_it() {
    let id = |text: &str| one(text).id.0;
    assert_eq!(id(r#"{"title": "A", "id": "0123456789abcdef"}"#), "0123456789abcdef");
    let made = id(r#"{"title": "A"}"#);
    assert_eq!(id(r#"{"title": "A", "id": "../../etc/passwd"}"#), made);
    assert_eq!(id(r#"{"title": "A", "id": 7}"#), made);
    assert_ne!(id(r#"{"title": "A", "source": "S"}"#), made);
}

#[test]
fn what_is_wrong_costs_as_little_as_it_can() {
    check("[]", &[], &[("line 1", "there is no article in the document")]);
    check("{}", &[], &[("line 1, column 1", "an article without title and text; it is left out")]);
    check("[7,\n{\"title\": \"B\"}]", &["B"], &[("line 1, column 2", "an article is an object; this is left out")]);
    check(
        "{\"title\": \"A\"}\n{\"title\": \"é\", nonsense}\n{\"title\": \"C\"}",
        &["A", "C"],
        &[("line 2, column 16", "no JSON: key must be a string; it is left out")],
    );
    check(
        r#"{"title": "A", "published": "soon", "tags": 3, "url": "javascript:x", "id": 4}"#,
        &["A"],
        &[
            ("line 1, column 1", "`url` is not an address of the web; it is left out"),
            ("line 1, column 1", "`published` is not a date; it is left out"),
            ("line 1, column 1", "`tags` is not a list of texts; it is left out"),
        ],
    );
    let deep = format!("{{\"title\": \"A\", \"text\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    check(&deep, &[], &[("line 1, column 150", "no JSON: recursion limit exceeded; it is left out")]);
    let unknown = format!("{{\"title\": \"A\", \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    check(&unknown, &["A"], &[]);
}

#[test]
fn nothing_in_it_moves_a_cursor_or_points_astray() {
    let article = one(r#"{"title": "A\u0000\u001b[31mB\u202e", "sections": [{"heading": "\u0007", "blocks": [
            {"type": "paragraph", "text": "x\u001b]0;y\u0007z", "spans": [{"range": {"start": 1, "end": 99}, "style": "strong"}]},
            {"type": "code", "language": null, "lines": [{"indent": 0, "text": "a\u0000\u009b2Jb"}]},
            {"type": "table", "header": true, "rows": [["a"], ["b", "c"]]}, {"type": "figure", "image": 3}]}]}"#);
    assert_eq!(article.title.as_str(), "AB");
    assert_eq!(article.text(), "xz\nab\na\n\nb\nc");
    assert_eq!(article.sections[0].heading, None);
}

type Pairs = Vec<(String, String)>;

/// Ids with titles, and places with problems of lines, so many read at a time.
fn lines(bytes: &[u8], n_lines: usize) -> (Pairs, Pairs) {
    let (importer, names) = (Importer::new(), Names::default());
    let mut joined = Joined::default();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let all: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    for (n, lines) in all.chunks(n_lines).enumerate() {
        let bytes = lines.concat();
        let today = jiff::civil::date(2026, 7, 10);
        let lines = Lines { bytes: &bytes, first: n * n_lines + 1, names: &names, today };
        let document = joined.add(importer.lines(&lines));
        articles.extend(document.articles.into_iter().map(|article| (article.id.0, article.title.to_string())));
        problems.extend(document.problems);
    }
    problems.extend(joined.finish());
    (articles, problems.into_iter().map(|p| (p.place.to_string(), p.what.to_string())).collect())
}

#[test]
fn lines_are_the_same_however_they_are_cut() {
    let text = b"\xef\xbb\xbf{\"title\": \"A\"}\r\n\n{\"title\": \"A\"}\nnonsense\n{\"title\": \"B\xff\"}\n\0\n{\"title\": \"A\"}";
    let whole = lines(text, 100);
    let titles: Vec<&str> = whole.0.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!(titles, ["A", "A", "B\u{fffd}", "A"]);
    assert_eq!(whole.0.iter().map(|(id, _)| id).collect::<std::collections::HashSet<_>>().len(), 4, "distinct ids");
    let places: Vec<&str> = whole.1.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["line 4, column 2", "line 5", "line 6, column 1"]);
    for n_lines in 1..7 {
        assert_eq!(lines(text, n_lines), whole, "{n_lines} at a time");
    }
    let whole: Vec<ArticleId> = with_context(|context| {
        draft::finish(read("{\"title\": \"A\"}\n{\"title\": \"A\"}", context, &mut Report::default()))
    })
    .into_iter()
    .map(|article| article.id)
    .collect();
    let cut = lines(b"{\"title\": \"A\"}\n{\"title\": \"A\"}", 1).0;
    assert_eq!(cut.iter().map(|(id, _)| id).collect::<Vec<_>>(), whole.iter().map(|id| &id.0).collect::<Vec<_>>());
}

#[test]
fn problems_without_end_are_counted() {
    let (_, problems) = lines("?\n".repeat(MAX_PROBLEMS * 3).as_bytes(), 7);
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(problems[MAX_PROBLEMS].1, "200 more problems are not listed");
}

#[test]
fn lines_are_told_by_name_and_by_what_they_begin_with() {
    let check = |text: &str, name: &str, format: Option<Format>, expected: bool| {
        assert_eq!(is_lines(text.as_bytes(), name, format), expected, "{text} {name} {format:?}");
    };
    check("{\"title\": \"A\", \"text\": \"goes on", "-", None, true);
    check("{\"id\": 1, \"title\": \"A\"}\n", "x.txt", None, true);
    check("{\"a\": 1}\n", "x.jsonl", None, true);
    check("nonsense", "x.NDJSON", None, true);
    check("{\n\"title\": \"A\", \"text\": \"\"}", "x.jsonl", None, false);
    check("[{\"title\": \"A\", \"text\": \"\"}]", "x.jsonl", None, false);
    check("{\"a\": 1}", "x", None, false);
    check("{\"a\": 1}", "x", Some(Format::Json), true);
    check("{\"title\": \"A\", \"text\": \"\"}", "x.jsonl", Some(Format::Text), false);
    check("{\"title\": null, \"url\": null, \"problems\": [], \"articles\": []}", "x", Some(Format::Json), false);
}

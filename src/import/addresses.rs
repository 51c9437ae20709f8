//! Addresses that stand bare in running text, as text pages and Markdown have them: links of their own words.

use std::collections::HashSet;
use std::ops::Range;

use super::draft::Draft;
use crate::article::{Block, Link, Prose, Span, SpanStyle};
use crate::text::Address;

/// How an address of the web begins.
const SCHEMES: [&str; 2] = ["https", "http"];

/// Links the bare addresses in the text of `draft`.
pub fn link(draft: &mut Draft) {
    let mut links = Vec::new();
    for block in draft.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Paragraph(prose) | Block::Item { prose, .. } | Block::Quote(prose) = block {
            links.extend(link_prose(prose));
        }
    }
    let mut known: HashSet<Address> = draft.links.iter().map(|link| link.url.clone()).collect();
    draft.links.extend(links.into_iter().filter(|link| known.insert(link.url.clone())));
}

fn link_prose(prose: &mut Prose) -> Vec<Link> {
    if !prose.text.contains("://") {
        return Vec::new();
    }
    let taken = Taken::new(&prose.spans);
    let found: Vec<(Range<usize>, Address)> = bare(&prose.text)
        .filter(|range| taken.leaves_free(range))
        .filter_map(|range| Some((range.clone(), Address::new(&prose.text[range])?)))
        .collect();
    let links = found.iter().map(|(range, url)| Link::new(&prose.text[range.clone()], url.clone())).collect();
    prose.spans.extend(found.into_iter().map(|(range, url)| Span { range, style: SpanStyle::Link(url) }));
    prose.spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    links
}

/// Where no address may become a link: in links and in code, and across the ends of styles. Both sorted.
struct Taken {
    ranges: Vec<Range<usize>>,
    edges: Vec<usize>,
}

impl Taken {
    fn new(spans: &[Span]) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for span in spans.iter().filter(|span| matches!(span.style, SpanStyle::Link(_) | SpanStyle::Code)) {
            match ranges.last_mut().filter(|last| span.range.start < last.end) {
                Some(last) => last.end = last.end.max(span.range.end),
                None => ranges.push(span.range.clone()),
            }
        }
        let mut edges: Vec<usize> = spans.iter().flat_map(|span| [span.range.start, span.range.end]).collect();
        edges.sort_unstable();
        Self { ranges, edges }
    }

    fn leaves_free(&self, range: &Range<usize>) -> bool {
        let next = self.ranges.partition_point(|taken| taken.end <= range.start);
        let edge = self.edges.partition_point(|edge| *edge <= range.start);
        self.ranges.get(next).is_none_or(|taken| taken.start >= range.end)
            && self.edges.get(edge).is_none_or(|edge| *edge >= range.end)
    }
}

/// Where addresses stand in `text`, without the punctuation of the sentence around them.
fn bare(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let sign = at + text[at..].find("://")?;
            at = sign + "://".len();
            let Some(scheme) = SCHEMES.iter().find(|scheme| text[..sign].ends_with(*scheme)) else { continue };
            let start = sign - scheme.len();
            let end = text[at..].find(ends).map_or(text.len(), |end| at + end);
            let address = without_punctuation(&text[start..end]);
            let opens = !text[..start].ends_with(char::is_alphanumeric);
            let range = start..start + address.len();
            if opens && range.end > at {
                at = end;
                return Some(range);
            }
        }
    })
}

fn ends(c: char) -> bool {
    c.is_whitespace()
        || !c.is_ascii_graphic() && !c.is_alphanumeric()
        || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
}

fn without_punctuation(address: &str) -> &str {
    let count = |sign| address.matches(sign).count();
    let (mut round, mut square) = (count(')').saturating_sub(count('(')), count(']').saturating_sub(count('[')));
    let mut end = address.len();
    for (at, c) in address.char_indices().rev() {
        match c {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => break,
        }
        end = at;
    }
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut prose = Prose::plain(text);
        let links = link_prose(&mut prose);
        assert_eq!(links.iter().map(|link| link.text.as_str()).collect::<Vec<_>>(), expected, "{text}");
        assert!(prose.spans.iter().all(|span| matches!(span.style, SpanStyle::Link(_))));
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        check(
            "See https://a.example/x_y?b=1. Or (http://b.example/c_(d)), too!",
            &["https://a.example/x_y?b=1", "http://b.example/c_(d)"],
        );
        check("https://a.example/β “https://b.example”", &["https://a.example/β", "https://b.example"]);
        check("xhttps://a.example and https:// alone, ftp://c.example", &[]);
        check("https://a.example/,https://b.example/", &["https://a.example/,https://b.example/"]);
    }

    #[test]
    fn links_and_code_are_left_alone() {
        let url = Address::new("https://a.example/").unwrap();
        let mut prose = Prose::plain("https://a.example/b https://c.example/");
        prose.spans = vec![Span { range: 0..19, style: SpanStyle::Link(url) }];
        assert_eq!(link_prose(&mut prose).len(), 1);
        prose.spans = vec![Span { range: 0..38, style: SpanStyle::Code }];
        assert_eq!(link_prose(&mut prose).len(), 0);
    }
}

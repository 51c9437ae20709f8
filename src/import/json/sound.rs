//! Blocks that come from outside made sound: no place points beside its text, rows are of one length.

use std::cmp::Reverse;

use crate::article::{Block, Prose, Span};
use crate::import::limits::MAX_TABLE_CELLS;
use crate::text::Clean;

/// The block, unless nothing of it can be shown; the article has `n_images` pictures.
pub fn sound(mut block: Block, n_images: usize) -> Option<Block> {
    match &mut block {
        Block::Paragraph(prose) | Block::Subheading(prose) | Block::Quote(prose) | Block::Item { prose, .. } => {
            settle_spans(prose);
            (!prose.text.is_empty()).then_some(block)
        }
        Block::Code { lines, .. } => (!lines.is_empty()).then_some(block),
        Block::Table { rows, .. } => {
            settle_rows(rows);
            (!rows.is_empty()).then_some(block)
        }
        Block::Figure { image } => (*image < n_images).then_some(block),
    }
}

/// Leaves the stretches that lie within the text and nest.
fn settle_spans(Prose { text, spans }: &mut Prose) {
    spans.sort_by_key(|span| (span.range.start, Reverse(span.range.end)));
    let mut open: Vec<usize> = Vec::new();
    spans.retain(|Span { range, .. }| {
        while open.last().is_some_and(|end| *end <= range.start) {
            open.pop();
        }
        let is_inside = range.start < range.end && text.get(range.clone()).is_some();
        let nests = open.last().is_none_or(|end| range.end <= *end);
        if is_inside && nests {
            open.push(range.end);
        }
        is_inside && nests
    });
}

/// All rows as long as the longest, as many of them as a table may have.
fn settle_rows(rows: &mut Vec<Vec<Clean>>) {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0).min(MAX_TABLE_CELLS);
    rows.truncate(MAX_TABLE_CELLS.checked_div(n_columns).unwrap_or(0));
    rows.iter_mut().for_each(|row| row.resize(n_columns, Clean::default()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::SpanStyle;

    #[test]
    fn stretches_beside_the_text_or_across_others_are_dropped() {
        let check = |spans: &[(usize, usize)], expected: &[(usize, usize)]| {
            let span = |(start, end): &(usize, usize)| Span { range: *start..*end, style: SpanStyle::Strong };
            let mut prose = Prose { text: "aéb cd".into(), spans: spans.iter().map(span).collect() };
            settle_spans(&mut prose);
            let kept: Vec<_> = prose.spans.iter().map(|span| (span.range.start, span.range.end)).collect();
            assert_eq!(kept, expected, "{spans:?}");
        };
        check(&[(5, 6), (0, 4)], &[(0, 4), (5, 6)]);
        check(&[(0, 4), (1, 3), (0, 7)], &[(0, 7), (0, 4), (1, 3)]);
        check(&[(0, 4), (3, 6)], &[(0, 4)]);
        check(&[(0, 2), (3, 3), (4, 99), (usize::MAX, 0)], &[]);
    }

    #[test]
    fn rows_are_made_even() {
        let row = |n: usize| vec![Clean::from("x"); n];
        let check = |mut rows: Vec<Vec<Clean>>, expected: (usize, usize)| {
            settle_rows(&mut rows);
            assert_eq!((rows.len(), rows.first().map_or(0, Vec::len)), expected);
            assert!(rows.iter().all(|row| row.len() == expected.1));
        };
        check(vec![row(1), row(3)], (2, 3));
        check(vec![Vec::new()], (0, 0));
        check(vec![row(MAX_TABLE_CELLS + 7), row(1)], (1, MAX_TABLE_CELLS));
    }
}

//! Names in narrow columns: cut in the middle, since names of one family begin alike, and so that no two look alike.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;

use super::width::{prefix, width};

/// Parts in six of a label that are kept of a name's end, in the order in which they are tried.
const ENDS: [usize; 5] = [3, 2, 4, 5, 1];

/// Names as labels, each in so many columns. Where two would look alike, all are cut at another place.
pub fn labels(names: &[(&str, usize)], mark: &str) -> Vec<String> {
    let n_names = names.iter().map(|(name, _)| name).collect::<HashSet<_>>().len();
    let cut = |end: usize| -> Vec<String> {
        names.iter().map(|(name, columns)| middle(name, *columns, (mark, end))).collect()
    };
    let is_told_apart = |labels: &Vec<String>| labels.iter().collect::<HashSet<_>>().len() == n_names;
    ENDS.into_iter().map(cut).find(is_told_apart).unwrap_or_else(|| cut(ENDS[0]))
}

/// `name` if it fits into `columns`, else its start and its end with `mark` between them.
fn middle(name: &str, columns: usize, (mark, end): (&str, usize)) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let room = columns.saturating_sub(width(mark));
    let tail = suffix(name, room * end / 6).trim_start();
    let head = prefix(name, room.saturating_sub(width(tail))).trim_end();
    format!("{head}{}{tail}", prefix(mark, columns))
}

/// The longest end of `text` that fits into `columns`, never splitting a grapheme.
fn suffix(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > columns {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], columns: usize, expected: &[&str]) {
        let names: Vec<(&str, usize)> = names.iter().map(|name| (*name, columns)).collect();
        assert_eq!(labels(&names, "…"), expected, "in {columns}");
    }

    #[test]
    fn names_are_cut_in_the_middle() {
        check(&["Ministry of Trade"], 17, &["Ministry of Trade"]);
        check(&["Ministry of Trade"], 13, &["Ministr…Trade"]);
        check(&["Ministry of Trade"], 1, &["…"]);
        check(&["Ministry of Trade"], 0, &[""]);
        check(&["工业和信息化部"], 9, &["工业…化部"]);
    }

    #[test]
    fn two_names_do_not_look_alike() {
        check(&["Kestrel-V3.10", "Kestrel-V3.2-Exp"], 12, &["Kestre…V3.10", "Kestre…2-Exp"]);
        check(&["Center for AI Policy", "Center for AI Safety Policy"], 12, &["Ce…AI Policy", "Ce…ty Policy"]);
        check(&["North Harbor Bank", "North Harbour Bank"], 10, &["No…or Bank", "No…ur Bank"]);
    }
}

//! Small bars, lying and upright, and the months under them.

use super::settings::Glyphs;
use crate::insight::Weeks;
use crate::text::width::width;

/// A bar of at most `columns` cells for `count` of `most`; what is not nothing has at least the smallest piece.
pub fn bar(count: usize, most: usize, columns: usize, glyphs: &Glyphs) -> String {
    let pieces = glyphs.bar;
    let n_pieces = (count * columns * pieces.len()).div_ceil(most.max(1)).min(columns * pieces.len());
    let (full, rest) = (n_pieces / pieces.len(), n_pieces % pieces.len());
    let mut bar = pieces[pieces.len() - 1].repeat(full);
    if rest > 0 {
        bar.push_str(pieces[rest - 1]);
    }
    bar
}

/// Upright bars side by side, `height` lines from top to bottom, in at most so many columns: as wide as there is room
/// for, with a line on the ground for nothing. Counts that have no room are left out at the start.
pub fn chart(counts: &[usize], (columns, height): (usize, usize), glyphs: &Glyphs) -> Vec<String> {
    let counts = &counts[counts.len().saturating_sub(columns)..];
    let (wide, gap) = bar_columns(counts.len(), columns);
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let pieces = glyphs.upright;
    let line = |below: usize| {
        let sign = |count: &usize| {
            let filled = (count * height * pieces.len()).div_ceil(most).saturating_sub(below * pieces.len());
            match filled.min(pieces.len()) {
                0 if below == 0 => glyphs.lines.1,
                0 => " ",
                filled => pieces[filled - 1],
            }
        };
        let bars = counts.iter().map(|count| format!("{}{}", sign(count).repeat(wide), " ".repeat(gap)));
        bars.collect::<String>().trim_end().to_owned()
    };
    (0..height).rev().map(line).collect()
}

/// What the highest bars of a chart say: how many, and in which week first.
pub fn scale(weeks: &Weeks) -> String {
    let at = weeks.counts.iter().position(|count| *count == weeks.most()).unwrap_or(0);
    format!("most: {}, week of {}", weeks.most(), weeks.monday(at))
}

/// The months under the bars of a chart: each name where the month's first week stands, if there is room for it; the
/// first with its year.
pub fn months(weeks: &Weeks, columns: usize) -> String {
    let (wide, gap) = bar_columns(weeks.counts.len(), columns);
    let mut line = String::new();
    let (mut last, mut before) = (None, None);
    for week in 0..weeks.counts.len() {
        let (monday, column) = (weeks.monday(week), week * (wide + gap));
        let month = (monday.year(), monday.month());
        let is_new = before.replace(month) != Some(month);
        let has_room = line.is_empty() || width(&line) < column;
        if !is_new || !has_room {
            continue;
        }
        let is_year_new = last != Some(monday.year());
        let name = monday.strftime(if is_year_new { "%b %Y" } else { "%b" }).to_string();
        if column + width(&name) <= columns.max(8) {
            line.push_str(&" ".repeat(column.saturating_sub(width(&line))));
            line.push_str(&name);
            last = Some(monday.year());
        }
    }
    line
}

/// Columns of each of `n` bars, and between two of them.
fn bar_columns(n: usize, columns: usize) -> (usize, usize) {
    match columns / n.max(1) {
        0 | 1 => (1, 0),
        2 => (1, 1),
        _ => (2, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;
    use jiff::civil::date;

    #[test]
    fn bars_are_in_proportion() {
        let plain = Settings::default();
        let ascii = Settings { ascii: true, ..plain.clone() };
        for (count, most, expected, in_ascii) in
            [(8, 8, "━━━━", "===="), (3, 8, "━╸", "=="), (1, 32, "╸", "="), (0, 8, "", "")]
        {
            assert_eq!(bar(count, most, 4, plain.glyphs()), expected);
            assert_eq!(bar(count, most, 4, ascii.glyphs()), in_ascii);
        }
    }

    #[test]
    fn a_chart_shows_empty_weeks_too() {
        let plain = Settings::default();
        let ascii = Settings { ascii: true, ..plain.clone() };
        let check = |counts: &[usize], columns: usize, expected: &[&str], in_ascii: &[&str]| {
            assert_eq!(chart(counts, (columns, expected.len()), plain.glyphs()), expected, "{counts:?}");
            assert_eq!(chart(counts, (columns, in_ascii.len()), ascii.glyphs()), in_ascii, "{counts:?}");
        };
        check(&[4, 0, 1], 3, &["█", "█─▄"], &["#", "#-#"]);
        check(&[4, 0, 1], 6, &["█", "█ ─ ▄"], &["#", "# - #"]);
        check(&[4, 2], 40, &["██ ▄▄"], &["## ##"]);
        check(&[9, 1, 2], 2, &["▄█"], &["##"]);
        check(&[], 10, &[""], &[""]);
    }

    #[test]
    fn months_stand_under_their_first_week() {
        let check = |n: usize, columns: usize, expected: &str| {
            let weeks = Weeks { first: date(2026, 11, 23), counts: vec![1; n] };
            assert_eq!(months(&weeks, columns), expected, "{n} weeks in {columns}");
        };
        check(1, 40, "Nov 2026");
        check(8, 16, "Nov 2026");
        check(20, 80, "Nov 2026          Jan 2027    Feb         Mar            Apr");
    }
}

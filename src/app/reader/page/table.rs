//! Tables: in columns as long as these can be read, else row by row.

use super::Layouter;
use crate::app::ink::{Ink, Line, Role};
use crate::app::reader::prose::{Inked, PageName, Wrapped};
use crate::article::Place;
use crate::text::Clean;
use crate::text::width::{clip, width};

/// Columns between those of a table.
const GAP: usize = 2;

/// Columns of a word that is not broken; longer ones, as addresses are, may be.
const WHOLE_WORD: usize = 14;

/// Letters of a unit after a figure: `%` has none, `bn` and `pts` have a few.
const UNIT: usize = 3;

impl Layouter<'_> {
    /// A table in columns as wide as their cells, or narrower where that is too wide; cells wrap. Where that would break
    /// words, each row is a record.
    pub(super) fn table(&mut self, at: (usize, usize), header: bool, rows: &[Vec<Clean>]) {
        let wanted = widest(rows, width);
        let least = widest(rows, |cell| cell.split_whitespace().map(width).max().unwrap_or(0).min(WHOLE_WORD));
        let Some(columns) = fit(&wanted, &least, self.style.width) else {
            return self.records(at, header, rows);
        };
        let to_the_right: Vec<bool> = (0..columns.len()).map(|column| is_figures(rows, header, column)).collect();
        let mut cell = 0;
        for (row, texts) in rows.iter().enumerate() {
            let is_head = header && row == 0;
            let ink = Ink { strong: is_head, ..Role::Text.into() };
            let cells: Vec<Wrapped> = texts
                .iter()
                .zip(&columns)
                .enumerate()
                .map(|(column, (text, width))| {
                    let wrapped = self.cell((at, cell + column), text, ink, *width);
                    if to_the_right[column] { flush_right(wrapped, *width) } else { wrapped }
                })
                .collect();
            cell += texts.len();
            self.table_names(&cells, &columns);
            let cells: Vec<Vec<Line>> = cells.into_iter().map(|cell| cell.lines).collect();
            let n_lines = cells.iter().map(Vec::len).max().unwrap_or(0);
            self.page.lines.extend((0..n_lines).map(|line| table_line(&cells, &columns, line)));
            if is_head {
                let gaps = GAP * columns.len().saturating_sub(1);
                let rule = self.style.glyphs.lines.1.repeat(columns.iter().sum::<usize>() + gaps);
                self.page.lines.push(Line::new(rule, Role::Border));
            }
        }
    }

    /// Each row by itself: `name: cell`, line by line; a row of names alone is not told twice.
    fn records(&mut self, (section, block): (usize, usize), header: bool, rows: &[Vec<Clean>]) {
        let n_columns = rows.first().map_or(0, Vec::len);
        let names: &[Clean] = rows.first().filter(|_| header && rows.len() > 1).map_or(&[], Vec::as_slice);
        for (row, texts) in rows.iter().enumerate().skip(usize::from(!names.is_empty())) {
            if row > usize::from(!names.is_empty()) {
                self.gap();
            }
            for (column, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let name = names.get(column).filter(|name| !name.is_empty());
                let room = (self.style.width / 2).saturating_sub(2);
                let name = name.map(|name| format!("{}: ", clip(name, room, self.style.glyphs.ellipsis)));
                let line = row * n_columns + column;
                let ink = Ink { strong: column == 0, ..Role::Text.into() };
                let lead = Line::new(name.unwrap_or_default(), Role::Dim);
                self.text(&Inked::plain(text, ink), Place::Block { section, block, line }, &lead);
            }
        }
    }

    fn cell(&self, ((section, block), line): ((usize, usize), usize), text: &str, ink: Ink, width: usize) -> Wrapped {
        let names = self.names.get(&Place::Block { section, block, line }).map_or(&[][..], Vec::as_slice);
        let inked = Inked::plain(text, ink).named(names).found(&self.style.sought);
        inked.wrap(&Line::default(), width)
    }

    /// Notes the names of a table's next row.
    fn table_names(&mut self, cells: &[Wrapped], columns: &[usize]) {
        let first = self.page.lines.len();
        for (at, cell) in cells.iter().enumerate() {
            let left = columns[..at].iter().sum::<usize>() + GAP * at;
            let moved = |name: &PageName| PageName { line: first + name.line, column: left + name.column, ..*name };
            self.page.names.extend(cell.names.iter().map(moved));
        }
    }
}

/// Of each column the most that a cell measures.
fn widest(rows: &[Vec<Clean>], measure: impl Fn(&str) -> usize) -> Vec<usize> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| measure(cell)).max().unwrap_or(0);
    (0..n_columns).map(|column| widest(column).max(1)).collect()
}

/// The widths that the columns have: the widest ones give way until all fit, as long as they have the least they need.
fn fit(wanted: &[usize], least: &[usize], room: usize) -> Option<Vec<usize>> {
    let room = room.checked_sub(GAP * wanted.len().saturating_sub(1))?;
    let mut columns: Vec<usize> = wanted.iter().map(|column| (*column).min(room)).collect();
    while columns.iter().sum::<usize>() > room {
        let may_give_way = |at: &usize| columns[*at] > least[*at];
        let widest = (0..columns.len()).filter(may_give_way).max_by_key(|at| columns[*at])?;
        columns[widest] -= 1;
    }
    columns.iter().zip(least).all(|(column, least)| column >= least).then_some(columns)
}

/// Whether a column holds figures, below its head: these are compared by their ends.
fn is_figures(rows: &[Vec<Clean>], header: bool, column: usize) -> bool {
    let cells = rows.iter().skip(usize::from(header)).filter_map(|row| row.get(column));
    let mut told = cells.map(|cell| cell.trim()).filter(|cell| cell.chars().any(char::is_alphanumeric)).peekable();
    told.peek().is_some() && told.all(is_figure)
}

/// `1,200`, `$7.1 bn`, `-58 %`: a number, which may have a sign before it and a unit of few letters.
fn is_figure(cell: &str) -> bool {
    let begins = cell.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_ascii_digit());
    begins && cell.chars().filter(|c| c.is_alphabetic()).count() <= UNIT
}

/// The lines of a cell moved to the right end of its column.
fn flush_right(mut cell: Wrapped, columns: usize) -> Wrapped {
    for (at, line) in cell.lines.iter_mut().enumerate() {
        let blank = columns.saturating_sub(line.width());
        cell.names.iter_mut().filter(|name| name.line == at).for_each(|name| name.column += blank);
        let pieces = std::mem::take(&mut line.pieces);
        line.push(" ".repeat(blank), Role::Text);
        line.pieces.extend(pieces);
    }
    cell
}

fn table_line(cells: &[Vec<Line>], columns: &[usize], at: usize) -> Line {
    let mut line = Line::default();
    for (column, (cell, width)) in cells.iter().zip(columns).enumerate() {
        let here = cell.get(at).cloned().unwrap_or_default();
        let used = here.width();
        for piece in here.pieces {
            line.push(piece.text, piece.ink);
        }
        if column + 1 < columns.len() {
            line.push(" ".repeat(width.saturating_sub(used) + GAP), Role::Text);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_words() {
        for (cell, expected) in [
            ("1,200", true),
            ("$7.1 bn", true),
            ("−58 %", true),
            ("~3x", true),
            ("GPT-5", false),
            ("Q1", false),
            ("3 people said so", false),
        ] {
            assert_eq!(is_figure(cell), expected, "{cell}");
        }
        let rows: Vec<Vec<Clean>> = [["Year", "Who"], ["2025", "Ada"], ["—", "Bob"], ["", "1"]]
            .map(|row| row.map(Clean::from).to_vec())
            .to_vec();
        assert_eq!([is_figures(&rows, true, 0), is_figures(&rows, true, 1)], [true, false]);
        assert!(!is_figures(&rows, false, 0), "a head that is none");
    }

    #[test]
    fn the_widest_columns_give_way() {
        for (wanted, least, room, expected) in [
            (&[5, 5][..], &[5, 5][..], 20, Some(&[5, 5][..])),
            (&[5, 50], &[5, 8], 20, Some(&[5, 13])),
            (&[40, 50, 3], &[4, 4, 3], 24, Some(&[9, 8, 3])),
            (&[12, 12], &[12, 4], 20, Some(&[12, 6])),
            (&[1_000_000], &[9], 10, Some(&[10])),
            (&[1_000_000], &[14], 10, None),
            (&[9, 9, 9, 9], &[5, 5, 5, 5], 10, None),
            (&[], &[], 10, Some(&[])),
        ] {
            assert_eq!(fit(wanted, least, room).as_deref(), expected, "{wanted:?} {room}");
        }
    }
}

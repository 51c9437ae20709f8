//! Rows of cells: in aligned columns that fit a terminal, with tabs between whole cells in a pipe.

use std::io;

use super::args::Shape;
use super::output::{Output, Style};
use super::record::record_end;
use crate::text::width::{ellipsis, width};

/// Columns between columns.
const GAP: usize = 2;

/// The widest that a column before the last one gets, so that the last one keeps room.
const MAX_WIDTH: usize = 28;

/// The least that is left of the last column.
const MIN_LAST: usize = 16;

/// Writes rows: aligned and cut to the terminal, or whole with tabs where there is none. `styles` are of the columns.
pub fn write(rows: Vec<Vec<String>>, styles: &[Style], shape: &Shape, out: &mut Output) -> io::Result<()> {
    match out.columns().filter(|_| !shape.null) {
        Some(columns) => write_aligned(&rows, styles, columns, out),
        None => write_tabbed(rows.into_iter(), record_end(shape), out),
    }
}

/// Writes rows with tabs between cells; tabs, line breaks and backslashes inside a cell are escaped.
pub fn write_tabbed(rows: impl Iterator<Item = Vec<String>>, end: &str, out: &mut Output) -> io::Result<()> {
    for row in rows {
        out.write(&row.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join("\t"))?;
        out.write(end)?;
    }
    Ok(())
}

fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn write_aligned(rows: &[Vec<String>], styles: &[Style], columns: usize, out: &mut Output) -> io::Result<()> {
    let widths = widths(rows, columns);
    for row in rows {
        for (n, (cell, columns)) in row.iter().zip(&widths).enumerate() {
            let cell = cell.replace('\n', " ");
            let cell = ellipsis(&cell, *columns, "…");
            out.write_styled(&cell, styles.get(n).copied().unwrap_or(Style::Plain))?;
            if n + 1 < row.len() {
                out.write(&" ".repeat(columns - width(&cell) + GAP))?;
            }
        }
        out.write("\n")?;
    }
    Ok(())
}

/// The width of each column: what its cells need up to a limit; the last one has the rest of the line.
fn widths(rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let n = rows.iter().map(Vec::len).max().unwrap_or(0);
    let needed =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..n).map(|column| needed(column).min(MAX_WIDTH)).collect();
    if let Some((last, before)) = widths.split_last_mut() {
        let taken: usize = before.iter().map(|width| width + GAP).sum();
        *last = columns.saturating_sub(taken).max(MIN_LAST);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_has_the_rest() {
        let rows = |cells: &[&[&str]]| -> Vec<Vec<String>> {
            cells.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect()
        };
        assert_eq!(widths(&rows(&[&["ab", "开源", "x"], &["a", "", "y"]]), 40), [2, 4, 30]);
        assert_eq!(widths(&rows(&[&[&"s".repeat(50), "x"]]), 40), [MAX_WIDTH, MIN_LAST]);
        assert_eq!(widths(&[], 40), [0usize; 0]);
    }

    #[test]
    fn what_would_break_a_line_is_escaped() {
        assert_eq!(escaped("a\tb\nc\\d"), "a\\tb\\nc\\\\d");
    }
}

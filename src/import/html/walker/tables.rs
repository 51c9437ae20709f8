//! Tables: rows of cells; tables that only place boxes on a page are what stands in the boxes.

use super::{Opened, Piece, Region, Shape, Walker, paragraph, words};
use crate::article::Block;
use crate::import::Context;
use crate::import::html::attributes::Attributes;
use crate::import::limits::MAX_TABLE_CELLS;
use crate::import::outline::{Content, Part};
use crate::text::Clean;

/// Characters of a cell of real tables; longer ones are boxes of a page.
const MAX_CELL: usize = 600;

/// Characters of a cell of a table that has one row.
const MAX_SINGLE_CELL: usize = 120;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Row>,
    /// It says that it only places boxes.
    places: bool,
    in_head: bool,
}

#[derive(Debug)]
struct Row {
    cells: Vec<Cell>,
    in_head: bool,
}

#[derive(Debug)]
struct Cell {
    parts: Vec<Part>,
    columns: usize,
    rows: usize,
    names: bool,
}

impl Walker<'_> {
    pub(super) fn open_piece(&mut self, piece: Piece, attributes: Attributes) -> Opened {
        self.flush();
        match (piece, &mut self.region().shape) {
            (Piece::Whole, _) => {
                let role = attributes.get("role");
                let places = role.is_some_and(|role| matches!(&*role, "presentation" | "none"));
                self.enter(Shape::Table(Grid { places, ..Grid::default() }));
                Opened::Table
            }
            (Piece::Head, Shape::Table(grid)) => {
                grid.in_head = true;
                Opened::TableHead
            }
            (Piece::Row, Shape::Table(grid)) => {
                grid.rows.push(Row { cells: Vec::new(), in_head: grid.in_head });
                Opened::Block
            }
            (Piece::Cell(names), Shape::Table(grid)) => {
                let span = |name| attributes.get(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
                let (columns, rows) = (span("colspan"), span("rowspan"));
                let cell = Cell { parts: Vec::new(), columns, rows, names };
                match grid.rows.last_mut() {
                    Some(row) => row.cells.push(cell),
                    None => grid.rows.push(Row { cells: vec![cell], in_head: grid.in_head }),
                }
                self.enter(Shape::Cell);
                Opened::Cell
            }
            (Piece::Caption, Shape::Table(_)) => {
                self.enter(Shape::Caption);
                Opened::Caption
            }
            _ => Opened::Block,
        }
    }
}

impl Walker<'_> {
    pub(super) fn close_head(&mut self) {
        self.flush();
        if let Shape::Table(grid) = &mut self.region().shape {
            grid.in_head = false;
        }
    }

    pub(super) fn close_cell(&mut self) {
        self.flush();
        let Some(Region { parts, shape: Shape::Cell }) = self.leave() else { return };
        if let Shape::Table(grid) = &mut self.region().shape
            && let Some(cell) = grid.rows.last_mut().and_then(|row| row.cells.last_mut())
        {
            cell.parts = parts;
        }
    }

    pub(super) fn close_table(&mut self) {
        self.flush();
        let Some(Region { parts, shape: Shape::Table(grid) }) = self.leave() else { return };
        let parts = if grid.places_boxes() {
            parts.into_iter().chain(grid.into_parts(self.context)).collect()
        } else {
            let line = self.place.line;
            let figures = grid.figures();
            parts.into_iter().chain(grid.into_block().map(|block| Part::block(line, block))).chain(figures).collect()
        };
        let parts: Vec<Part> = parts;
        self.region().parts.extend(parts);
    }
}

impl Grid {
    /// Whether this is no table but a way to place boxes on a page.
    fn places_boxes(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.parts.is_empty());
        let is_wide = self.rows.iter().any(|row| row.cells.len() > 1);
        let filled = self.rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.parts.is_empty())).count();
        let max = if filled <= 1 { MAX_SINGLE_CELL } else { MAX_CELL };
        let has_names = cells().any(|cell| cell.names);
        self.places || !is_wide || cells().any(Cell::is_box) || (!has_names && cells().any(|cell| cell.length() > max))
    }

    /// What stands in the boxes; beside code, no column of line numbers.
    fn into_parts(self, context: &Context) -> Vec<Part> {
        let parts = self.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.parts);
        let parts = parts.filter(|part| !is_line_numbers(part));
        let paragraphs = |part: Part| match part.content {
            Content::Block(Block::Paragraph(prose)) => paragraph(part.line, prose, context),
            content => vec![Part { line: part.line, content }],
        };
        parts.flat_map(paragraphs).collect()
    }

    fn figures(&self) -> Vec<Part> {
        let parts = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.parts);
        parts.filter(|part| matches!(part.content, Content::Block(Block::Figure { .. }))).cloned().collect()
    }

    /// The table, its rows of the same length.
    fn into_block(self) -> Option<Block> {
        let header = self.has_header();
        let mut left = MAX_TABLE_CELLS;
        let mut hanging: Vec<usize> = Vec::new();
        let mut rows: Vec<Vec<Clean>> = Vec::new();
        for row in self.rows {
            let cells = row.placed(&mut hanging, &mut left);
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(cells);
            }
        }
        let columns = rows.iter().map(Vec::len).max()?;
        for row in &mut rows {
            row.resize(columns, Clean::default());
        }
        Some(Block::Table { header, rows })
    }

    /// Whether the first row names the columns.
    fn has_header(&self) -> bool {
        let filled = |row: &&Row| row.cells.iter().any(|cell| !cell.parts.is_empty());
        let first = self.rows.iter().find(filled);
        first.is_some_and(|row| row.in_head || (row.cells.len() > 1 && row.cells.iter().all(|cell| cell.names)))
    }
}

impl Row {
    /// The words of its cells, each in its column. `hanging`: for how many rows each column is still taken from above.
    fn placed(self, hanging: &mut Vec<usize>, left: &mut usize) -> Vec<Clean> {
        let mut placed = Vec::new();
        let mut take = |placed: &mut Vec<Clean>, text: Clean| {
            let fits = *left > 0;
            *left = left.saturating_sub(1);
            if fits {
                placed.push(text);
            }
            fits
        };
        for cell in self.cells {
            while hanging.get(placed.len()).is_some_and(|rows| *rows > 0) {
                hanging[placed.len()] -= 1;
                if !take(&mut placed, Clean::default()) {
                    return placed;
                }
            }
            let mut text = Clean::from(words(&cell.parts));
            for _ in 0..cell.columns.max(1) {
                let at = placed.len();
                if !take(&mut placed, std::mem::take(&mut text)) {
                    return placed;
                }
                hanging.resize(hanging.len().max(at + 1), 0);
                hanging[at] = cell.rows.saturating_sub(1);
            }
        }
        hanging.iter_mut().skip(placed.len()).for_each(|rows| *rows = rows.saturating_sub(1));
        placed
    }
}

impl Cell {
    /// Whether more stands in it than in cells of tables.
    fn is_box(&self) -> bool {
        let is_large = |part: &Part| {
            matches!(&part.content, Content::Heading { .. } | Content::Block(Block::Table { .. } | Block::Code { .. }))
        };
        self.parts.iter().any(is_large)
    }

    fn length(&self) -> usize {
        words(&self.parts).len()
    }
}

/// Code that is nothing but numbers.
fn is_line_numbers(part: &Part) -> bool {
    match &part.content {
        Content::Block(Block::Code { lines, .. }) => {
            lines.iter().all(|line| line.text.bytes().all(|b| b.is_ascii_digit()))
        }
        _ => false,
    }
}

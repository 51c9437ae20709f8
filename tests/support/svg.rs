//! A terminal's screen as an SVG: text stays text, so that it is sharp at every size and light.
//!
//! Each run of one style is one `<text>` whose `textLength` is its columns, so that every monospace font aligns. The
//! lines between panes are strokes, since no font's line signs touch in rows that are pleasant to read.

use std::collections::BTreeMap;
use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// A column in hundredths of a pixel: 0.6 of the font's size, which most monospace fonts have.
const COLUMN: usize = 840;
/// A row in pixels.
const ROW: usize = 19;
/// From the top of a row to the line that its letters stand on, in pixels.
const BASELINE: usize = 14;
/// Pixels between the window's edge and its cells.
const MARGIN: usize = 18;

/// The frame; `{w}` and `{h}` are its size. One font for all, the system's own.
const FRAME: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" "##,
    r##"role="img" aria-label="{label}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,"##,
    r##"'DejaVu Sans Mono','Liberation Mono',monospace" font-size="14">"##,
    "\n",
    r##"<rect x=".5" y=".5" width="{iw}" height="{ih}" rx="10" fill="#171a21" stroke="#39404d"/>"##,
    "\n"
);

const TEXT: u32 = 0xd5dae3;
const BACKGROUND: u32 = 0x171a21;

/// The sixteen colours of a terminal, calm, and each readable on the background.
const PALETTE: [u32; 16] = [
    0x20242d, 0xe0787f, 0x93c47d, 0xd9b26f, 0x7aa7e0, 0xbf9be0, 0x70bfc4, 0xc9ced8, //
    0x858e9f, 0xf09098, 0xabd896, 0xf0cb85, 0x94bdf2, 0xd3b4f0, 0x8bd6da, 0xf2f4f8,
];

/// What a run of cells has in common.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    color: u32,
    background: u32,
    bold: bool,
    italic: bool,
    underline: bool,
    dim: bool,
}

/// Cells of one style, side by side.
struct Run {
    column: usize,
    columns: usize,
    text: String,
    style: Style,
}

/// The screen as a picture, for who sees it and, in `label`, for who does not.
pub fn svg(screen: &Screen, label: &str) -> String {
    let (rows, columns) = screen.size();
    let (columns, rows) = (usize::from(columns.get()), usize::from(rows.get()));
    let (width, height) = (columns * COLUMN / 100 + 2 * MARGIN, rows * ROW + 2 * MARGIN);
    let mut body = String::new();
    let mut classes: Vec<String> = Vec::new();
    let mut strokes: BTreeMap<u32, String> = BTreeMap::new();
    for row in 0..rows {
        let cells = styled_cells(screen, row, columns);
        for run in backgrounds(&cells) {
            push_rect(&mut body, row, &run);
        }
        for run in texts(&cells) {
            push_text(&mut body, row, &run, &mut classes);
        }
        for cell in &cells {
            push_strokes(&mut strokes, row, cell);
        }
    }
    for (color, path) in strokes {
        let _ = writeln!(body, r#"<path fill="none" stroke="{}" d="{path}"/>"#, hex(color));
    }
    let frame = [("{w}", width), ("{h}", height), ("{iw}", width - 1), ("{ih}", height - 1)]
        .iter()
        .fold(FRAME.to_owned(), |frame, (name, value)| frame.replace(name, &value.to_string()));
    let mut out = frame.replace("{label}", &escaped(label));
    let _ = writeln!(out, "<style>\ntext{{fill:{}}}", hex(TEXT));
    for (at, css) in classes.iter().enumerate().filter(|(_, css)| !css.is_empty()) {
        let _ = writeln!(out, ".{}{{{css}}}", class_name(at));
    }
    out + "</style>\n" + &body + "</svg>\n"
}

/// Column, columns, content and style of each cell; the second half of a wide one is left out.
fn styled_cells(screen: &Screen, row: usize, columns: usize) -> Vec<Run> {
    let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let cell = |column| screen.cell(at(row), at(column)).map(|cell| (column, cell));
    (0..columns).filter_map(cell).filter(|(_, cell)| !cell.is_wide_continuation()).map(run_of_one).collect()
}

fn run_of_one((column, cell): (usize, &Cell)) -> Run {
    let columns = if cell.is_wide() { 2 } else { 1 };
    let text = if cell.has_contents() { cell.contents() } else { " " };
    Run { column, columns, text: text.to_owned(), style: style(cell) }
}

fn style(cell: &Cell) -> Style {
    let (mut color, mut background) = (rgb(cell.fgcolor(), TEXT), rgb(cell.bgcolor(), BACKGROUND));
    if cell.inverse() {
        std::mem::swap(&mut color, &mut background);
    }
    Style { color, background, bold: cell.bold(), italic: cell.italic(), underline: cell.underline(), dim: cell.dim() }
}

fn rgb(color: Color, default: u32) -> u32 {
    match color {
        Color::Default => default,
        Color::Idx(idx @ ..16) => PALETTE[usize::from(idx)],
        Color::Idx(idx @ 16..232) => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * u32::from(n) };
            let idx = idx - 16;
            level(idx / 36) << 16 | level(idx / 6 % 6) << 8 | level(idx % 6)
        }
        Color::Idx(idx) => (8 + 10 * u32::from(idx - 232)) * 0x1_0101,
        Color::Rgb(r, g, b) => u32::from(r) << 16 | u32::from(g) << 8 | u32::from(b),
    }
}

/// Stretches whose background is not the window's.
fn backgrounds(cells: &[Run]) -> Vec<Run> {
    let runs = joined(cells, |run, cell| run.style.background == cell.style.background);
    runs.into_iter().filter(|run| run.style.background != BACKGROUND).collect()
}

/// Stretches of text without outer blanks. Two blanks part them too, since SVG folds blanks into one; the colour of a
/// blank is nobody's.
fn texts(cells: &[Run]) -> Vec<Run> {
    let plain = |style: Style| (style.background, style.underline);
    let same_style =
        |run: &Run, cell: &Run| run.style == cell.style || (cell.text == " " && plain(run.style) == plain(cell.style));
    let same = |run: &Run, cell: &Run| {
        let is_gap = run.text.ends_with(' ') && cell.text == " ";
        same_style(run, cell) && !is_gap && kind(&run.text) == kind(&cell.text)
    };
    let mut runs = joined(cells, same);
    for run in &mut runs {
        let lead = run.text.len() - run.text.trim_start().len();
        run.column += lead;
        run.columns -= run.text.len() - run.text.trim().len();
        run.text = run.text.trim().to_owned();
    }
    runs.retain(|run| !run.text.is_empty() && kind(&run.text) != Kind::Line);
    runs
}

/// Joins neighbours while `same` says so.
fn joined(cells: &[Run], same: impl Fn(&Run, &Run) -> bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(run) if same(run, cell) => {
                run.text.push_str(&cell.text);
                run.columns += cell.columns;
            }
            _ => runs.push(Run { text: cell.text.clone(), ..*cell }),
        }
    }
    runs
}

/// How a character is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    /// As strokes.
    Line,
    /// As text, its shape stretched to the cells.
    Block,
}

/// How the last character is drawn, and with it the run, which is all of one kind.
fn kind(text: &str) -> Kind {
    match text.chars().next_back() {
        Some(c) if arms(c).is_some() => Kind::Line,
        Some('\u{2580}'..='\u{259f}') => Kind::Block,
        _ => Kind::Letter,
    }
}

/// Where a line goes from the middle of its cell: left, right, up, down.
fn arms(c: char) -> Option<[bool; 4]> {
    let arms = match c {
        '─' => "lr",
        '│' => "ud",
        '┬' => "lrd",
        '┴' => "lru",
        '├' => "rud",
        '┤' => "lud",
        '┼' => "lrud",
        '╭' | '┌' => "rd",
        '╮' | '┐' => "ld",
        '╰' | '└' => "ru",
        '╯' | '┘' => "lu",
        _ => return None,
    };
    Some(['l', 'r', 'u', 'd'].map(|arm| arms.contains(arm)))
}

fn push_strokes(strokes: &mut BTreeMap<u32, String>, row: usize, cell: &Run) {
    let Some([left, right, up, down]) = cell.text.chars().next().and_then(arms) else { return };
    let out = strokes.entry(cell.style.color).or_default();
    let x = MARGIN * 100 + cell.column * COLUMN + COLUMN / 2;
    if left || right {
        let start = if left { x - COLUMN / 2 } else { x };
        let end = if right { x + COLUMN / 2 } else { x };
        let _ = write!(out, "M{} {}h{}", px(start), px(middle(row)), px(end - start));
    }
    if up || down {
        let top = if up { (MARGIN + row * ROW) * 100 } else { middle(row) };
        let bottom = if down { (MARGIN + (row + 1) * ROW) * 100 } else { middle(row) };
        let _ = write!(out, "M{} {}v{}", px(x), px(top), px(bottom - top));
    }
}

/// The height of level lines, in hundredths of a pixel; on a pixel's middle, where a line is sharp.
fn middle(row: usize) -> usize {
    (MARGIN + row * ROW + ROW / 2) * 100 + 50
}

fn push_rect(out: &mut String, row: usize, run: &Run) {
    let (x, y, width) = (x(run.column), MARGIN + row * ROW, px(run.columns * COLUMN));
    let fill = hex(run.style.background);
    let _ = writeln!(out, r#"<rect x="{x}" y="{y}" width="{width}" height="{ROW}" fill="{fill}"/>"#);
}

fn push_text(out: &mut String, row: usize, run: &Run, classes: &mut Vec<String>) {
    let css = css(run.style);
    let class = match classes.iter().position(|known| *known == css) {
        Some(at) => class_name(at),
        None => {
            classes.push(css.clone());
            class_name(classes.len() - 1)
        }
    };
    let class = if css.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
    let stretch = if kind(&run.text) == Kind::Block { r#" lengthAdjust="spacingAndGlyphs""# } else { "" };
    let (x, y) = (x(run.column), MARGIN + row * ROW + BASELINE);
    let (length, text) = (px(run.columns * COLUMN), escaped(&run.text));
    let _ = writeln!(out, r#"<text x="{x}" y="{y}" textLength="{length}"{stretch}{class}>{text}</text>"#);
}

fn css(style: Style) -> String {
    let mut css = Vec::new();
    if style.color != TEXT {
        css.push(format!("fill:{}", hex(style.color)));
    }
    let marks = [
        (style.bold, "font-weight:700"),
        (style.italic, "font-style:italic"),
        (style.underline, "text-decoration:underline"),
        (style.dim, "opacity:.7"),
    ];
    css.extend(marks.into_iter().filter(|(on, _)| *on).map(|(_, rule)| rule.to_owned()));
    css.join(";")
}

/// `a` to `z`, then `a1` and so on.
fn class_name(at: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { letter.to_string() } else { format!("{letter}{}", at / 26) }
}

fn x(column: usize) -> String {
    px(MARGIN * 100 + column * COLUMN)
}

/// Hundredths of a pixel as pixels, as short as can be.
fn px(hundredths: usize) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hex(color: u32) -> String {
    format!("#{color:06x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

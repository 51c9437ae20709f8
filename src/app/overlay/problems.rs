//! The list of problems as lines: document by document, place and words side by side.

use super::wrap;
use crate::app::ink::{Ink, Line, Role};
use crate::app::news::News;
use crate::app::settings::Glyphs;
use crate::import::{Problem, Severity};
use crate::text::width::{clip, width};

/// Columns of the longest place that stands beside its words: `line 1234, column 56`.
const PLACE: usize = 20;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemLine {
    /// What stands there.
    pub line: Line,
    /// The problem that it belongs to, by its number; none of the documents' names and the lines between.
    pub problem: Option<usize>,
}

/// What was guessed, repaired or not read, document by document.
pub fn problems(news: &News, glyphs: &Glyphs, columns: usize) -> Vec<ProblemLine> {
    let mut lines = Vec::new();
    let alone = |line| ProblemLine { line, problem: None };
    let mut last = None;
    let place_columns = news.problems.iter().map(|(path, problem)| width(place(path, problem))).max().unwrap_or(0);
    for (at, (path, problem)) in news.problems.iter().enumerate() {
        if last != Some(path) {
            lines.extend(last.map(|_| alone(Line::default())));
            let name = Ink { strong: true, ..Role::Text.into() };
            lines.extend(wrap(path, columns).into_iter().map(|range| alone(Line::new(&path[range], name))));
            last = Some(path);
        }
        let shown = clip(place(path, problem), PLACE, glyphs.ellipsis);
        let of_problem = problem_lines(&shown, problem, place_columns.min(PLACE), columns);
        lines.extend(of_problem.into_iter().map(|line| ProblemLine { line, problem: Some(at) }));
    }
    if lines.is_empty() {
        lines.push(alone(Line::new("Everything was read.", Role::Dim)));
    }
    lines
}

/// The first line in view, so that problem `selected` is.
pub fn top(lines: &[ProblemLine], selected: usize, height: usize) -> usize {
    let last = lines.iter().rposition(|line| line.problem == Some(selected)).unwrap_or(0);
    (last + 1).saturating_sub(height)
}

/// Where it is; nothing for a problem of the whole document.
fn place<'p>(path: &str, problem: &'p Problem) -> &'p str {
    if *problem.place == *path { "" } else { &problem.place }
}

fn problem_lines(place: &str, problem: &Problem, place_columns: usize, columns: usize) -> Vec<Line> {
    let blanks = place_columns.saturating_sub(width(place));
    let mut lead = Line::new(format!("  {place}{:blanks$}  ", ""), Role::Dim);
    let (sign, role) = match problem.severity {
        Severity::Error => ("error: ", Role::Error),
        Severity::Warning => ("", Role::Text),
    };
    let what = format!("{sign}{}", problem.what);
    let hanging = Line::new(" ".repeat(lead.width()), Role::Text);
    let mut lines = Vec::new();
    for range in wrap(&what, columns.saturating_sub(hanging.width()).max(1)) {
        lines.push(std::mem::replace(&mut lead, hanging.clone()).with(&what[range], role));
    }
    lines
}

//! The lines of a page: clean, numbered, with hard-wrapped paragraphs joined again.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{caption, jam};
use crate::article::Marker;
use crate::import::date::Order;
use crate::import::limits::{MAX_LINE_BYTES, MAX_LINES};
use crate::import::report::{Kind, Report};
use crate::import::vocabulary::ends_sentence;
use crate::import::{Context, byline, names};
use crate::text::Clean;
use crate::text::sanitize::sanitize;
use crate::text::width::width;

/// Columns that hard-wrapped text may have.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 44..=110;

/// Line ends in the middle of a sentence that make a page hard-wrapped.
const MIN_WRAPS: usize = 2;

/// Words of a line that is prose, and neither a tag nor a heading of a list.
const MIN_PROSE_WORDS: usize = 4;

/// Words of a name that may stand at the end of a line.
const MAX_NAME_WORDS: usize = 4;

/// Lines of a page that may have been saved as one.
const MAX_JAMMED_LINES: usize = 3;

/// Bytes of a line that may be a whole page.
const MIN_JAMMED_BYTES: usize = 500;

/// Pieces of a line that is a whole page.
const MIN_JAMMED_PIECES: usize = 4;

/// Signs that stand before a point of a list.
const BULLETS: &str = "-*+•▪▫■□●○◦◆◇►▶▸▹➤➔➜→✓✔✅☑✗✘★☆‣⁃∙·–—❖⦁🔹🔸👉📌";

/// Signs that open a line without marking a point: of quotes, notes, money, rights, buttons and ways back.
const NO_MARKERS: &str = "“”‘’„‚«‹›¿¡…—–−€£¥₩₹¢©®™§¶†‡°「『【（《〈←⟵⬅◀↩⇠↑☰";

/// Bytes of the longest word before names.
const MAX_LABEL_BYTES: usize = 64;

/// Bytes of the longest heading that is known.
const MAX_HEADING_BYTES: usize = 300;

/// Bytes that a date stands in.
const MAX_DATE_BYTES: usize = 64;

/// Words of the shortest point that any sign may mark.
const MIN_POINT_WORDS: usize = 3;

/// A line of text: a paragraph, a heading, a point, a button.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it starts in the document, from 1.
    pub number: usize,
    /// Blank lines stand before it.
    pub gap: bool,
    /// Columns of blank before it.
    pub indent: usize,
    /// What stands before it, if it is a point of a list.
    pub marker: Option<Marker>,
    /// The words, without the marker.
    pub text: Clean,
    /// The words with a tab for every wide blank, which may divide what else would run together.
    pub spaced: Option<Clean>,
}

/// A line over the limit.
const LONG_LINE: Kind =
    Kind { one: "a line longer than 1 MB", many: "lines longer than 1 MB", done: "what comes after is left out" };

/// The lines of `text` that have text on them.
pub fn read(text: &str, context: &Context, report: &mut Report) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = false;
    for (number, raw) in split(text).enumerate() {
        if lines.len() >= MAX_LINES {
            report.warn(number + 1, format!("the page has more than {MAX_LINES} lines; the rest is left out"));
            break;
        }
        match line(number + 1, gap, &cut(raw, number + 1, report), context) {
            Some(line) => {
                lines.push(line);
                gap = false;
            }
            None => gap = true,
        }
    }
    mark_signs(&mut lines, context);
    join_lone_markers(&mut lines, context);
    join_lone_labels(&mut lines, context);
    if lines.len() <= MAX_JAMMED_LINES {
        lines = lines.into_iter().flat_map(|line| take_apart(line, context)).collect();
    }
    unwrap(lines, context)
}

/// A page that was saved as one long line: its title, byline and paragraphs as lines of their own.
fn take_apart(line: Line, context: &Context) -> Vec<Line> {
    if let Some(parts) = jam::around_stamp(&line.text, context) {
        let Line { number, indent, .. } = line;
        let part = |text: &str| Line { number, gap: true, indent, marker: None, spaced: None, text: text.into() };
        return parts.into_iter().map(part).flat_map(|line| take_apart(line, context)).collect();
    }
    let pieces = jam::pieces(&line.text, context);
    if line.text.len() < MIN_JAMMED_BYTES || pieces.len() < MIN_JAMMED_PIECES {
        return vec![line];
    }
    let texts = pieces.iter().map(|piece| Clean::from(context.words.furniture.strip_buttons(piece.text)));
    let part = |text| Line { gap: true, marker: None, spaced: None, text, number: line.number, indent: line.indent };
    texts.filter(|text| !text.is_empty()).map(part).collect()
}

/// The lines of `text`, whatever ends them: LF, CR LF, CR, and the separators of Unicode.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.find(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
        rest = end.map(|end| {
            let after = &text[end..];
            after.strip_prefix("\r\n").unwrap_or_else(|| &after[after.chars().next().map_or(0, char::len_utf8)..])
        });
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// A line no longer than the limit.
fn cut<'t>(raw: &'t str, number: usize, report: &mut Report) -> Cow<'t, str> {
    if raw.len() <= MAX_LINE_BYTES {
        return Cow::Borrowed(raw);
    }
    report.count(LONG_LINE, || number.into());
    Cow::Borrowed(&raw[..raw.floor_char_boundary(MAX_LINE_BYTES)])
}

fn line(number: usize, gap: bool, raw: &str, context: &Context) -> Option<Line> {
    let indent = raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let whole = sanitize(raw);
    let (marker, text) = marker(&whole);
    let (marker, text) = if is_date(&whole, marker, context) { (None, whole.as_str()) } else { (marker, text) };
    let lone = marker.is_some() && text.is_empty();
    let signs = whole.chars().filter(|c| *c != ' ').count();
    if whole.is_empty() || (is_rule(&whole) && (!lone || signs > 1)) {
        return None;
    }
    let text = if lone || marker.is_some() { Clean::from(text) } else { whole };
    Some(Line { number, gap, indent, marker, spaced: spaced(raw), text })
}

/// Whether the number before a line is the day of a date: `3. März 2026`.
fn is_date(text: &str, marker: Option<Marker>, context: &Context) -> bool {
    let starts = || {
        let start = &text[..text.floor_char_boundary(MAX_DATE_BYTES)];
        context.words.calendar.find_all(start, Order::DayFirst).first().is_some_and(|found| found.range.start == 0)
    };
    matches!(marker, Some(Marker::Number(1..=31))) && starts()
}

/// A row of signs that draws a line: `* * *`, `-----`, `⁂`. `###` is no rule but an end mark.
fn is_rule(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '-' | '_' | '=' | '*' | '~' | '–' | '—' | '─' | '━' | '·' | '•' | ' ' | '⁂' | '═' | '.'))
}

/// The words with a tab for every wide blank; nothing where there is none.
fn spaced(raw: &str) -> Option<Clean> {
    let trimmed = raw.trim();
    let mut blanks = 0;
    let is_wide = |c: char| {
        blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
        c == '\t' || blanks > 1
    };
    if !trimmed.contains(is_wide) {
        return None;
    }
    let blank = |c: char| if c.is_whitespace() && c != '\t' { ' ' } else { c };
    let even: String = trimmed.chars().map(blank).collect();
    let parts: Vec<Clean> = even.split("  ").flat_map(|part| part.split('\t')).map(Clean::from).collect();
    let parts: Vec<&str> = parts.iter().map(Clean::as_str).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1).then(|| parts.join(" | ").into())
}

/// The marker before a point of a list, and the point: `- ▪text`, `12) text`, `a) text`, `①text`.
fn marker(text: &str) -> (Option<Marker>, &str) {
    let mut rest = text;
    let mut found = None;
    while let Some(after) = bullet(rest) {
        found = Some(Marker::Bullet);
        rest = after;
    }
    match number(text).filter(|_| found.is_none()) {
        Some((number, after)) => (Some(number), after),
        None => (found, rest),
    }
}

fn bullet(text: &str) -> Option<&str> {
    let c = text.chars().next().filter(|c| BULLETS.contains(*c))?;
    let after = text[c.len_utf8()..].trim_start_matches('\u{fe0f}');
    let blank = after.is_empty() || after.starts_with(' ');
    let jams = !c.is_ascii() && !matches!(c, '–' | '—' | '·' | '→' | '★' | '☆');
    (blank
        || (jams && after.starts_with(char::is_alphanumeric))
        || (jams && after.starts_with(['“', '"', '$', '«', '€', '£'])))
    .then(|| after.trim_start())
}

fn number(text: &str) -> Option<(Marker, &str)> {
    if let Some(c) = text.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        let number = c as u32 - '①' as u32 + 1;
        return Some((Marker::Number(number), text[c.len_utf8()..].trim_start()));
    }
    let open = text.strip_prefix('(').unwrap_or(text);
    let digits = open.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && open.starts_with(|c: char| c.is_ascii_lowercase()));
    let label = &open[..digits + letter];
    let after = &open[label.len()..];
    let (closed, wide) = match after.chars().next()? {
        ')' => (&after[1..], false),
        '.' if letter > 0 && open.len() == text.len() && is_point(after) => (&after[1..], false),
        '/' if digits > 0 && digits < 3 && closed_by_blank(after) => (&after[1..], false),
        '.' if digits > 0 && digits < 3 && open.len() == text.len() => (&after[1..], false),
        '、' if digits > 0 => (&after['、'.len_utf8()..], true),
        _ => return None,
    };
    let blank = closed.is_empty() || closed.starts_with(' ') || wide;
    let marker = label.parse().map_or(Marker::Bullet, Marker::Number);
    (!label.is_empty() && blank).then(|| (marker, closed.trim_start()))
}

/// `. Wage talks` after a letter.
fn is_point(after: &str) -> bool {
    closed_by_blank(after) && after[1..].trim_start().starts_with(char::is_uppercase)
}

fn closed_by_blank(after: &str) -> bool {
    after[1..].starts_with(' ')
}

/// Takes any sign for a marker that stands, with a blank after it, before several lines of the page.
fn mark_signs(lines: &mut [Line], context: &Context) {
    let signs: Vec<Option<char>> = lines.iter().map(|line| sign(line, context)).collect();
    let mut counts: HashMap<char, usize> = HashMap::new();
    signs.iter().flatten().for_each(|c| *counts.entry(*c).or_default() += 1);
    for (line, sign) in lines.iter_mut().zip(&signs) {
        let Some(c) = sign.filter(|c| counts[c] > 1) else { continue };
        line.text = line.text[c.len_utf8()..].trim_start_matches('\u{fe0f}').trim_start().into();
        line.marker = Some(Marker::Bullet);
    }
}

/// The sign before the words of `line`, if it may be a marker.
fn sign(line: &Line, context: &Context) -> Option<char> {
    let c = line.text.chars().next().filter(|c| !c.is_ascii() && !c.is_alphanumeric() && !NO_MARKERS.contains(*c))?;
    let rest = line.text[c.len_utf8()..].trim_start_matches('\u{fe0f}').strip_prefix(' ')?;
    let is_point = line.marker.is_none()
        && rest.split_whitespace().count() >= MIN_POINT_WORDS
        && rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '«' | '$' | '€' | '£'))
        && !context.words.furniture.is(&line.text)
        && !context.words.combined.is_count_bar(&line.text)
        && caption::read(&line.text, &context.words.captions).is_none();
    is_point.then_some(c)
}

/// A word before names that stands alone belongs to the names in the next line.
fn join_lone_labels(lines: &mut Vec<Line>, context: &Context) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines.drain(..).rev() {
        match kept.last_mut().filter(|next| is_lone_label(&line, next, context)) {
            Some(next) => {
                let text = format!("{} {}", line.text, next.text).into();
                *next = Line { text, spaced: None, ..line };
            }
            None => kept.push(line),
        }
    }
    kept.reverse();
    *lines = kept;
}

fn is_lone_label(line: &Line, next: &Line, context: &Context) -> bool {
    let byline = &context.words.byline;
    let may_be = line.text.len() <= MAX_LABEL_BYTES && line.marker.is_none() && next.marker.is_none();
    may_be
        && byline.before.contains(&line.text.trim_end_matches(':').to_lowercase())
        && names::read(&next.text, byline).is_some()
}

/// A marker that stands alone belongs to the next line, unless that is a part of the byline, which it divides.
fn join_lone_markers(lines: &mut Vec<Line>, context: &Context) {
    let mut pending: Option<Line> = None;
    lines.retain_mut(|line| {
        if line.text.is_empty() {
            pending = Some(line.clone());
            return false;
        }
        let divides =
            |line: &Line| byline::read(&line.text, context, Order::MonthFirst).is_some_and(|byline| byline.certain);
        if let Some(lone) = pending.take().filter(|_| line.marker.is_none() && !divides(line)) {
            line.marker = lone.marker;
            line.number = lone.number;
            line.gap = lone.gap;
            line.indent = line.indent.max(lone.indent);
        }
        true
    });
}

/// Joins lines of prose where a known name begins at the end of one and ends in the next: "Hugging / Face sent a letter".
fn join_names(lines: Vec<Line>, context: &Context) -> Vec<Line> {
    join(lines, |_, text, line| !line.gap && line.marker.is_none() && shares_a_name(text, &line.text, context))
}

/// Joins each line to those before it that `goes_on` says it goes on with: it is told the first of them, and their text.
fn join(lines: Vec<Line>, mut goes_on: impl FnMut(&Line, &str, &Line) -> bool) -> Vec<Line> {
    let mut joined: Vec<(Line, String)> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some((first, text)) if goes_on(first, text, &line) => glue(text, &line.text),
            _ => {
                let text = line.text.to_string();
                joined.push((line, text));
            }
        }
    }
    joined.into_iter().map(|(line, text)| Line { text: text.into(), ..line }).collect()
}

/// Whether a name with blanks in it stands across the end of a line of prose.
fn shares_a_name(text: &str, next: &str, context: &Context) -> bool {
    let is_prose = |text: &str| text.split(' ').nth(MIN_PROSE_WORDS - 1).is_some();
    is_prose(text)
        && is_prose(next)
        && text.rmatch_indices(' ').take(MAX_NAME_WORDS).any(|(at, _)| {
            let start = &text[at + 1..];
            let both = format!("{start} {next}");
            let ends = |name: &str| name.len() > start.len() && !both[name.len()..].starts_with(char::is_alphanumeric);
            context.names.prefix(&both).is_some_and(ends)
        })
}

/// Joins the lines of hard-wrapped paragraphs.
fn unwrap(lines: Vec<Line>, context: &Context) -> Vec<Line> {
    let lines = join_names(lines, context);
    let Some(columns) = wrap_columns(&lines) else { return lines };
    let extent = |line: &Line| (line.indent, line.indent + width(&line.text));
    let mut before = lines.first().map_or((0, 0), extent);
    join(lines, |first, text, line| {
        let last = std::mem::replace(&mut before, extent(line));
        continues((first, text), line, last, columns, context)
    })
}

/// The columns that a page is wrapped at, if it is: most lines that could hold another word end in mid-sentence.
fn wrap_columns(lines: &[Line]) -> Option<usize> {
    let widest = lines.iter().map(|line| line.indent + width(&line.text)).max().unwrap_or(0);
    let pairs = || lines.windows(2).filter(|pair| !pair[1].gap && pair[1].marker.is_none());
    let wraps = pairs().filter(|pair| is_mid_sentence(&pair[0].text, &pair[1].text)).count();
    (WRAP_COLUMNS.contains(&widest) && wraps >= MIN_WRAPS && wraps * 3 >= pairs().count()).then_some(widest)
}

/// Whether a sentence goes on from one line to the next.
fn is_mid_sentence(text: &str, next: &str) -> bool {
    let ends = text.ends_with(|c: char| c.is_lowercase() || c == ',' || c == '-');
    ends && next.starts_with(|c: char| c.is_lowercase())
}

/// Whether `line` goes on with the paragraph `last`, whose last line has the indent and width `before`.
fn continues(last: (&Line, &str), line: &Line, before: (usize, usize), columns: usize, context: &Context) -> bool {
    let (last, text) = last;
    let (last_indent, last_width) = before;
    let first_word = line.text.split(' ').next().map_or(0, width);
    let had_no_room = last_width + 1 + first_word > columns.saturating_sub(3);
    let new_paragraph = line.indent > last_indent && last.marker.is_none() && last_indent == 0 && line.indent <= 8;
    let hangs = last.marker.is_some() && line.indent > last.indent;
    let known = |text: &str| {
        let short = text.len() <= MAX_HEADING_BYTES;
        short && (context.words.heading(text).is_some() || context.words.furniture.opening(text).is_some())
    };
    let credit = || ends_sentence(text) && caption::read(&line.text, &context.words.captions).is_some();
    let dated = || context.words.calendar.parse(&line.text, Order::MonthFirst).is_some();
    !line.gap
        && line.marker.is_none()
        && !new_paragraph
        && (had_no_room || hangs || is_mid_sentence(text, &line.text))
        && !dated()
        && !credit()
        && !known(text)
        && !known(&line.text)
}

/// Adds a line to another: a hyphen at the end keeps its word together.
fn glue(first: &mut String, second: &str) {
    let hyphen = first.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
    if !hyphen && !first.ends_with(crate::import::names::is_ideograph) {
        first.push(' ');
    }
    first.push_str(second);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    fn texts(page: &str) -> Vec<String> {
        testing::with_context(|context| {
            let lines = read(page, context, &mut Report::default());
            lines.iter().map(|line| format!("{}:{}", line.number, line.text)).collect()
        })
    }

    #[test]
    fn every_line_end_ends_a_line() {
        assert_eq!(texts("a\nb\r\nc\rd\u{2028}e"), ["1:a", "2:b", "3:c", "4:d", "5:e"]);
    }

    #[test]
    fn a_sign_before_several_lines_marks_them() {
        assert_eq!(texts("✪ One more point\n✪ And a second one"), ["1:One more point", "2:And a second one"]);
        assert_eq!(texts("✪ One more point\nBy\nAna Ruiz"), ["1:✪ One more point", "2:By Ana Ruiz"]);
    }

    #[test]
    fn markers_are_taken_off() {
        for (text, expected) in [
            ("- ▪80% of it", (Some(Marker::Bullet), "80% of it")),
            ("•text", (Some(Marker::Bullet), "text")),
            ("12) text", (Some(Marker::Number(12)), "text")),
            ("3. text", (Some(Marker::Number(3)), "text")),
            ("a) text", (Some(Marker::Bullet), "text")),
            ("a. Text", (Some(Marker::Bullet), "Text")),
            ("2/ text", (Some(Marker::Number(2)), "text")),
            ("1/2 of it", (None, "1/2 of it")),
            ("③ text", (Some(Marker::Number(3)), "text")),
            ("2026. A year", (None, "2026. A year")),
            ("3.5 percent", (None, "3.5 percent")),
            ("-5 degrees", (None, "-5 degrees")),
            ("* text", (Some(Marker::Bullet), "text")),
            ("*text*", (None, "*text*")),
        ] {
            assert_eq!(marker(text), expected, "{text}");
        }
    }

    #[test]
    fn a_marker_alone_belongs_to_the_next_line() {
        assert_eq!(texts("•\n\nfirst\n•\nsecond"), ["1:first", "4:second"]);
    }

    #[test]
    fn a_name_holds_two_lines_together() {
        let page = "The committee heard from Character\nAI and from nobody else\nOpenAI\nDeepMind";
        assert_eq!(texts(page).len(), 4, "Character.AI has no blank: {:?}", texts(page));
        let page = "The committee heard from Open\nMind and from nobody else";
        assert_eq!(texts(page).len(), 2);
        let page = "The committee heard from Hugging\nFace and from nobody else\nHugging\nFace";
        assert_eq!(
            texts(page),
            ["1:The committee heard from Hugging Face and from nobody else", "3:Hugging", "4:Face"]
        );
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        let page = "The commission said on Tuesday that it had opened a formal inquiry\ninto whether three makers of office software tie their assistants to\nword processors.\n\nThe inquiry follows complaints by four smaller vendors, among them the\nfirm that sells notes.\nPhoto: Agency\n";
        let expected = [
            "1:The commission said on Tuesday that it had opened a formal inquiry into whether three makers of office software tie their assistants to word processors.",
            "5:The inquiry follows complaints by four smaller vendors, among them the firm that sells notes.",
            "7:Photo: Agency",
        ];
        assert_eq!(texts(page), expected);
    }
}

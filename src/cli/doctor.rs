//! `newsdesk doctor`: what was found in documents and what was repaired, in words; without one, the terminal and the
//! settings.

mod around;
mod kept;

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::{Doctor, Format as Written, Shape, Sources};
use super::failure::Failure;
use super::output::{Output, Style};
use crate::article::Article;
use crate::entity::Lexicon;
use crate::import::examine::{Findings, Repair, Repaired};
use crate::import::{Document, Encoded, Format, Grounds, Problem, Severity, Taken};
use crate::runtime::load::shown;
use crate::runtime::{Loaded, Loader, clock};
use crate::text::counted;
use crate::text::repair::Evidence;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Columns of the names of facts.
const NAME: usize = 12;

/// Stories that are listed of a document.
const MAX_STORIES: usize = 5;

/// Explains documents, or the terminal and the settings.
///
/// # Errors
/// Documents in which there is nothing to be read; a terminal, settings or a library with something wrong.
pub fn doctor(args: &Doctor, sources: &Sources, shape: &Shape, out: &mut Output) -> Result<(), Failure> {
    let is_json = shape.format == Some(Written::Json);
    if args.files.is_empty() {
        return around::tell(sources, args.mend, is_json, out);
    }
    if is_json {
        return Err(Failure::usage("documents are explained in words alone", "newsdesk parse FILE"));
    }
    let loader = Loader::new(Arc::new(Lexicon::bundled()), clock::today());
    let mut n_failed = 0;
    for (at, path) in args.files.iter().enumerate() {
        if at > 0 {
            out.write("\n")?;
        }
        let (loaded, findings) = loader.examine(path, args.known.told());
        n_failed += usize::from(loaded.document.taken.is_none());
        Sheet { out }.document(path, &loaded, findings.as_ref())?;
    }
    let n_sources = args.files.len();
    match n_failed {
        0 => Ok(()),
        n if n == n_sources => Err(Failure::Unreadable),
        n_failed => Err(Failure::SomeUnreadable { n_failed, n_sources }),
    }
}

/// What is told, line by line.
struct Sheet<'o> {
    out: &'o mut Output,
}

impl Sheet<'_> {
    fn document(&mut self, path: &Path, loaded: &Loaded, findings: Option<&Findings>) -> io::Result<()> {
        let document = &loaded.document;
        self.heading(&shown(path))?;
        if let Some(taken) = document.taken {
            self.fact("read as", &taken_for(taken))?;
        }
        if let Some(encoded) = document.encoded {
            self.fact("encoding", &encoding(encoded))?;
        }
        if let Some(findings) = findings {
            let n_lines = counted(findings.n_lines, "line", "lines");
            self.fact("size", &format!("{} bytes, {n_lines}", findings.n_bytes))?;
        }
        self.stories(document)?;
        let repairs = findings.map_or(&[][..], |findings| &findings.repairs);
        self.repairs(repairs, document)?;
        self.problems(path, &document.problems)?;
        self.advice(document, findings)
    }

    fn stories(&mut self, document: &Document) -> io::Result<()> {
        let articles = &document.articles;
        let n_sections: usize = articles.iter().map(|article| article.sections.len()).sum();
        let n_words: usize = articles.iter().map(|article| article.text().split_whitespace().count()).sum();
        if let Some(title) = &document.about.title {
            self.fact("title", title)?;
        }
        let told = [
            counted(articles.len(), "story", "stories"),
            counted(n_sections, "section", "sections"),
            counted(n_words, "word", "words"),
        ];
        self.fact("stories", &told.join(", "))?;
        for article in articles.iter().take(MAX_STORIES) {
            self.fact("", &story(article))?;
        }
        match articles.len().saturating_sub(MAX_STORIES) {
            0 => Ok(()),
            more => self.fact("", &format!("and {more} more")),
        }
    }

    fn repairs(&mut self, repairs: &[Repaired], document: &Document) -> io::Result<()> {
        if repairs.is_empty() && document.notes.is_empty() {
            return Ok(());
        }
        self.title("What was done to it")?;
        for repaired in repairs {
            let Repaired { kind, n_lines, first, before, after } = repaired;
            let n_lines = counted(*n_lines, "line", "lines");
            self.point(&format!("{} in {n_lines}: at {first}, “{before}” is “{after}”", done(*kind)), Style::Plain)?;
        }
        document.notes.iter().try_for_each(|note| self.point(note, Style::Plain))
    }

    fn problems(&mut self, path: &Path, problems: &[Problem]) -> io::Result<()> {
        if problems.is_empty() {
            return Ok(());
        }
        self.title(&counted(problems.len(), "problem", "problems"))?;
        self.points(path, problems)
    }

    fn points(&mut self, path: &Path, problems: &[Problem]) -> io::Result<()> {
        for problem in problems {
            let sign = if problem.severity == Severity::Error { "error: " } else { "" };
            let place = if problem.place == shown(path) { String::new() } else { format!("{}: ", problem.place) };
            self.point(&format!("{sign}{place}{}", problem.what), Style::Plain)?;
        }
        Ok(())
    }

    fn advice(&mut self, document: &Document, findings: Option<&Findings>) -> io::Result<()> {
        let advice = advice(document, findings);
        if advice.is_empty() {
            return Ok(());
        }
        self.title("What you can do")?;
        advice.iter().try_for_each(|line| self.point(line, Style::Plain))
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        self.out.write_styled(text, Style::Bold)?;
        self.out.write("\n")
    }

    fn title(&mut self, text: &str) -> io::Result<()> {
        self.out.write("\n")?;
        self.heading(text)
    }

    fn fact(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.lines(&format!("  {name:NAME$}"), text, Style::Plain)
    }

    fn point(&mut self, text: &str, style: Style) -> io::Result<()> {
        self.lines("  - ", text, style)
    }

    /// Text after `lead`, on a terminal wrapped under its beginning.
    fn lines(&mut self, lead: &str, text: &str, style: Style) -> io::Result<()> {
        let room = self.out.columns().map_or(usize::MAX, |columns| columns.saturating_sub(width(lead)).max(20));
        let ranges = if room == usize::MAX { std::iter::once(0..text.len()).collect() } else { wrap(text, room) };
        for (at, range) in ranges.into_iter().enumerate() {
            if at == 0 {
                self.out.write_styled(lead, Style::Dim)?;
            } else {
                self.out.write(&" ".repeat(width(lead)))?;
            }
            self.out.write_styled(&text[range], style)?;
            self.out.write("\n")?;
        }
        Ok(())
    }
}

fn taken_for(Taken { format, grounds }: Taken) -> String {
    let what = match format {
        Format::Text => "a page as plain text",
        Format::Markdown => "Markdown",
        Format::Html => "a web page (HTML)",
        Format::Feed => "a feed (RSS, Atom or JSON Feed)",
        Format::Json => "articles in JSON",
    };
    let why = match grounds {
        Grounds::Told => "as you say with --type",
        Grounds::Content => "by what it begins with",
        Grounds::Header => "by its Content-Type header; its beginning does not tell",
        Grounds::Name => "by the end of its name; its beginning does not tell",
        Grounds::Looks => "by its looks; neither its beginning nor a header nor its name tells",
    };
    format!("{what}, {why}")
}

fn encoding(Encoded { name, evidence }: Encoded) -> String {
    let why = match evidence {
        Evidence::Mark => "by its byte order mark",
        Evidence::Valid => "all of it can be read so",
        Evidence::Pattern => "by where its zeros stand",
        Evidence::Said => "by its Content-Type header",
        Evidence::Mostly => "but for a few bytes",
        Evidence::Declared => "as it says of itself",
        Evidence::Letters => "guessed by its letters",
    };
    format!("{name}, {why}")
}

fn story(article: &Article) -> String {
    let origin = &article.origin;
    let date = origin.published.map(|date| date.to_string().replace('T', " "));
    let parts = [date, origin.source.as_ref().map(ToString::to_string)];
    let facts: Vec<String> = parts.into_iter().flatten().collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("“{}”{facts}", article.title)
}

fn done(kind: Repair) -> &'static str {
    match kind {
        Repair::Controls => "control characters and sequences for terminals taken out",
        Repair::Misread => "characters that had been read in the wrong encoding put right",
        Repair::Entities => "entities of HTML resolved",
        Repair::Composed => "letters and their accents put together",
        Repair::Hidden => "characters that show nothing, or turn others around, taken out",
    }
}

/// What the user can do about it, where there is something.
fn advice(document: &Document, findings: Option<&Findings>) -> Vec<String> {
    let mut advice = Vec::new();
    let Some(taken) = document.taken else {
        return vec!["give a text: a page, a Markdown file, a web page or a feed".to_owned()];
    };
    if matches!(taken.grounds, Grounds::Looks) && document.articles.is_empty() {
        advice.push("say what it is: --type text, markdown, html or feed".to_owned());
    }
    if document.encoded.is_some_and(|encoded| matches!(encoded.evidence, Evidence::Letters)) {
        let header = "--header 'Content-Type: text/plain; charset=…'";
        advice.push(format!("where letters are wrong, say the encoding: {header}"));
    }
    let is_misread = |repaired: &Repaired| repaired.kind == Repair::Misread;
    if findings.is_some_and(|findings| findings.repairs.iter().any(is_misread)) {
        advice.push("tell its publisher: UTF-8 was read as something else and written again".to_owned());
    }
    let relative = document.articles.iter().all(|article| article.origin.url.is_none());
    if relative && matches!(taken.format, Format::Html | Format::Feed) && !document.articles.is_empty() {
        advice.push("say where it came from, for its relative links: --url https://…".to_owned());
    }
    advice
}

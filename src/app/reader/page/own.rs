//! What is the reader's own on a page, and what a library knows of the story: tags, a note, that the text has changed,
//! which sources have it as well.

use super::{Layouter, Own};
use crate::app::ink::{Ink, Line, Role};
use crate::app::reader::prose::Inked;

impl Layouter<'_> {
    /// The lines below the byline.
    pub(super) fn own(&mut self, own: &Own) {
        let glyphs = self.style.glyphs;
        let also_in = &self.article.origin.also_in;
        if !also_in.is_empty() {
            let names: Vec<&str> = also_in.iter().map(|name| name.as_str()).collect();
            self.text_alone(&format!("also in {}", names.join(", ")), Role::Dim, &Line::default());
        }
        if own.has_changed {
            let lead = Line::new(format!("{} ", glyphs.changed), Role::Accent);
            self.text_alone("the text has changed since you read it", Role::Accent, &lead);
        }
        let tags: Vec<String> = own.tags.iter().map(|tag| format!("#{tag}")).collect();
        self.parts(&tags, Role::Star);
        self.note(&own.note);
    }

    fn note(&mut self, note: &str) {
        if note.is_empty() {
            return;
        }
        self.gap();
        let heading = Line::new(format!("{} ", self.style.glyphs.note), Role::Star);
        self.push(
            Inked::plain("Your note", Ink { strong: true, ..Role::Star.into() }).wrap(&heading, self.style.width),
        );
        for line in note.lines() {
            let words = line.trim_start();
            let indent = (line.len() - words.len()).min(self.style.width / 2);
            let bar = Line::new(format!("{} ", self.style.glyphs.quote), Role::Star);
            let lead = bar.with(" ".repeat(indent), Role::Text);
            let first = self.page.lines.len();
            self.push(Inked::plain(words, Role::Text).found(&self.style.sought).wrap(&lead, self.style.width));
            if self.page.lines.len() == first {
                self.page.lines.push(lead.clone()); // an empty line
            }
            self.repeat_lead(first, &lead);
        }
    }
}

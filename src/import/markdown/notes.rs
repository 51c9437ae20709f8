//! Footnotes: numbered as they are first referred to, their texts gathered for a section at the end.

use std::collections::HashMap;

use crate::article::{Block, Section, SectionKind};
use crate::import::outline::Part;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub struct Notes {
    numbers: HashMap<String, usize>,
    texts: Vec<(usize, Vec<Block>)>,
    is_open: bool,
}

impl Notes {
    /// The number of a note, given when it is first asked for.
    pub fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_lowercase()).or_insert(next)
    }

    /// Begins the text of a note; its number.
    pub fn open(&mut self, label: &str) -> usize {
        let number = self.number(label);
        self.texts.push((number, Vec::new()));
        self.is_open = true;
        number
    }

    /// Ends the text of a note.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Whether what is read belongs to a note.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Adds a block to the note that is open.
    ///
    /// # Errors
    /// The block, where none is.
    pub fn push(&mut self, block: Block) -> Result<(), Block> {
        match self.texts.last_mut().filter(|_| self.is_open) {
            Some((_, blocks)) => {
                blocks.push(block);
                Ok(())
            }
            None => Err(block),
        }
    }

    /// Takes the notes that `parts` refer to, with the numbers that they have.
    pub fn take(&mut self, parts: &[Part]) -> Self {
        let texts: Vec<&str> = parts.iter().flat_map(Part::texts).map(|text| text.as_str()).collect();
        let is_here = |number: usize| texts.iter().any(|text| text.contains(&format!("[{number}]")));
        let (here, elsewhere) = std::mem::take(&mut self.texts).into_iter().partition(|(number, _)| is_here(*number));
        self.texts = elsewhere;
        Self { texts: here, ..Self::default() }
    }

    /// The section of all notes by their numbers, if there are any.
    pub fn section(mut self) -> Option<Section> {
        self.texts.sort_by_key(|(number, _)| *number);
        let blocks: Vec<Block> = self.texts.into_iter().flat_map(|(_, blocks)| blocks).collect();
        let heading = Some("Footnotes".into());
        (!blocks.is_empty()).then(|| Section { heading, blocks, ..Section::new(SectionKind::Other) })
    }
}

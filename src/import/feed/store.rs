//! From an element to its place in the record of the feed or of the entry.

use super::capture::Inner;
use super::construct::{Form, Words};
use super::entities::Entities;
use super::faults::Fault;
use super::fields::{Field, Role};
use super::limits::MAX_LINE;
use super::links::{Pointer, rank};
use super::parts::{Part, line_of, parts, person, text_of};
use super::people;
use super::record::Record;
use super::xhtml;
use super::xml::{Leaf, Walk};
use crate::article::{Image, Link, LinkKind};
use crate::import::date;
use crate::text::Clean;

impl<'t> Walk<'t> {
    /// Takes a leaf.
    pub fn store(&mut self, leaf: Leaf<'t>) {
        let Leaf { field, inner, .. } = leaf;
        match field {
            Field::Title(rank) => {
                let words = self.words(&leaf);
                if !words.is_empty() {
                    self.record().texts.title.put(rank, words);
                }
            }
            Field::Content(_) | Field::Summary(_) => self.running_text(&leaf),
            Field::Published(_) | Field::Updated(_) => {
                let text = self.text(&inner);
                self.date(field, &text, Some(inner.at));
            }
            Field::Link(kind) => self.link(&leaf, kind),
            Field::Id(rank) => self.id(&leaf, rank),
            Field::Person(role, rank) => self.person(&inner, role, rank),
            Field::Tag => self.tag(&leaf),
            Field::Rights(rank) => {
                let line = self.words(&leaf).line();
                let named = self.record();
                named.rights.put_some(rank, Some(line).filter(|line| !line.is_empty()));
            }
            Field::Language => {
                let line = self.line(&inner);
                if let (Some(line), None) = (line, &self.record().language) {
                    self.record().language = Some(line);
                }
            }
            Field::Generator(rank) => self.generator(&leaf, rank),
            Field::Source => self.source(&leaf),
            Field::Image => self.image(&leaf),
            Field::Picture => self.picture(&leaf),
            Field::Media => self.media(&leaf),
            Field::Feed | Field::Entry | Field::Around | Field::Nothing => {}
        }
    }

    fn words(&mut self, leaf: &Leaf<'t>) -> Words<'t> {
        let mut words = Words::read(&leaf.inner, leaf.tag.attributes, &self.entities, &mut self.scanner);
        if words.form == Form::Unsaid && self.is_atom() {
            // by the standard it is plain; but nobody writes paragraphs to be read as `<p>`
            let is_running = matches!(leaf.field, Field::Content(_) | Field::Summary(_));
            words.form = if is_running && words.has_blocks() { Form::Markup } else { Form::Plain };
        }
        Words { base: leaf.base, ..words }
    }

    /// A short text without markup.
    fn line(&mut self, inner: &Inner<'t>) -> Option<Clean> {
        let text = self.text(inner);
        let text = text.get(..MAX_LINE).unwrap_or(&text);
        Some(Words::new(text, Form::Unsaid, inner.at).line()).filter(|line| !line.is_empty())
    }

    fn running_text(&mut self, leaf: &Leaf<'t>) {
        let mut words = self.words(leaf);
        if leaf.inner.has_tags
            && let Some(text) = xhtml::rebased(leaf.inner.raw, &mut self.bases, &self.entities, leaf.base)
        {
            words.text = text.into();
        }
        if words.is_empty() {
            return self.text_elsewhere(leaf);
        }
        let texts = &mut self.record().texts;
        match leaf.field {
            Field::Content(rank) => texts.content.put(rank, words),
            Field::Summary(rank) => texts.summary.put(rank, words),
            _ => {}
        }
    }

    /// The address of a text that is not in the feed.
    fn text_elsewhere(&mut self, leaf: &Leaf<'t>) {
        if leaf.tag.attributes.as_str().contains("src") {
            let pointer = Pointer::read(leaf.tag.attributes, &self.entities, &self.bases, leaf.base);
            pointer.link(LinkKind::Alternate).into_iter().for_each(|link| self.record().add_link(link));
        }
    }

    /// Takes a date.
    pub fn date(&mut self, field: Field, text: &str, at: Option<usize>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let Some(date) = date::feed::parse(text) else {
            self.scanner.faults.note(Fault::Date, at.unwrap_or_default());
            return;
        };
        let dates = &mut self.record().dates;
        match field {
            Field::Published(rank) => dates.published.put(rank, date),
            Field::Updated(rank) => dates.updated.put(rank, date),
            _ => {}
        }
    }

    fn link(&mut self, leaf: &Leaf<'t>, kind: LinkKind) {
        let mut pointer = Pointer::read(leaf.tag.attributes, &self.entities, &self.bases, leaf.base);
        let text = self.text(&leaf.inner);
        if pointer.address.is_none() {
            pointer.address = self.bases.resolve(leaf.base, &text);
        }
        let in_feed = self.is_in_feed();
        if in_feed
            && pointer.relation.is_empty()
            && kind == LinkKind::Alternate
            && let Some(address) = &pointer.address
        {
            self.bases.set_last_resort(address);
        }
        if kind == LinkKind::Alternate {
            self.record().point(pointer, in_feed);
        } else if let Some(link) = pointer.link(kind) {
            self.record().add_link(link);
        }
    }

    fn id(&mut self, leaf: &Leaf<'t>, rank: u8) {
        let text = self.text(&leaf.inner).trim().to_owned();
        if text.is_empty() {
            return;
        }
        let is_guid = leaf.tag.name.eq_ignore_ascii_case("guid");
        let permalink = leaf.tag.attributes.get("isPermaLink", &self.entities);
        let is_permalink = permalink.is_none_or(|value| value.eq_ignore_ascii_case("true"));
        let is_address = text.starts_with("http://") || text.starts_with("https://");
        if is_permalink && (is_guid || is_address) && !self.is_in_feed() {
            let url = if is_guid && !is_address { None } else { self.bases.resolve(leaf.base, &text) };
            self.record().url.put_some(rank::GUID + rank, url);
        }
        self.record().id.put(rank, text);
    }

    fn person(&mut self, inner: &Inner<'t>, role: Role, rank: u8) {
        let name = if inner.has_tags {
            let parts = parts(inner, &self.entities);
            person(&parts).or_else(|| people::person(&self.text(inner)))
        } else {
            self.line(inner).and_then(|line| people::person(&line))
        };
        // of worse ranks are people who have to do with pictures or with the directory, not with the text
        if let Some(name) = name.filter(|_| rank < 9) {
            self.record().people.add(role, rank, name);
        }
    }

    fn tag(&mut self, leaf: &Leaf<'t>) {
        let attributes = leaf.tag.attributes;
        let get = |name: &str, entities: &Entities| attributes.get(name, entities).filter(|text| !text.is_empty());
        let label = get("label", &self.entities);
        let named = label.or_else(|| get("term", &self.entities)).or_else(|| get("text", &self.entities));
        let line = match named {
            Some(named) => Some(Words::new(named, Form::Unsaid, 0).line()),
            None => self.line(&leaf.inner),
        };
        let is_list = leaf.tag.name.ends_with("keywords");
        if let Some(line) = line {
            if is_list {
                line.split([',', ';']).for_each(|tag| self.record().add_tag(Clean::from(tag)));
            } else {
                self.record().add_tag(line);
            }
        }
        if !leaf.inner.has_tags {
            return;
        }
        // topics in topics, as podcasts have them
        for part in parts(&leaf.inner, &self.entities) {
            if let Some(text) = part.attributes.get("text", &self.entities) {
                self.record().add_tag(Words::new(text, Form::Unsaid, 0).line());
            }
        }
    }

    fn generator(&mut self, leaf: &Leaf<'t>, rank: u8) {
        let line = self.line(&leaf.inner).or_else(|| {
            let resource = leaf.tag.attributes.get("rdf:resource", &self.entities);
            resource.or_else(|| leaf.tag.attributes.get("uri", &self.entities)).map(|text| Clean::from(text.as_ref()))
        });
        if self.is_in_feed() {
            self.feed.named.put_some(rank, line.filter(|line| !line.is_empty()));
        }
    }

    /// The source of an entry: a name and the address of its feed, or a feed's head.
    fn source(&mut self, leaf: &Leaf<'t>) {
        if self.is_in_feed() {
            return;
        }
        if !leaf.inner.has_tags {
            let name = self.line(&leaf.inner);
            let pointer = Pointer::read(leaf.tag.attributes, &self.entities, &self.bases, leaf.base);
            self.add_source(name, pointer);
            return;
        }
        let parts = parts(&leaf.inner, &self.entities);
        let name = line_of(&parts, "title");
        let links = parts.iter().filter(|part| part.name == "link");
        let pointers: Vec<Pointer> = links.map(|part| self.pointer_of(part, leaf.base)).collect();
        let of =
            |relation: &str| pointers.iter().find(|pointer| pointer.relation == relation && pointer.address.is_some());
        let pointer = of("self").or_else(|| of("alternate")).or_else(|| of("")).cloned().unwrap_or_default();
        self.add_source(name, pointer);
        let author = text_of(&parts, "name");
        if let Some(name) = people::person(author) {
            self.record().people.add(Role::Author, 7, name);
        }
        let rights = line_of(&parts, "rights").or_else(|| line_of(&parts, "copyright"));
        self.record().rights.put_some(7, rights);
    }

    fn pointer_of(&self, part: &Part<'t>, base: Option<usize>) -> Pointer {
        let mut pointer = Pointer::read(part.attributes, &self.entities, &self.bases, base);
        if pointer.address.is_none() {
            pointer.address = self.bases.resolve(base, &part.text);
        }
        pointer
    }

    fn add_source(&mut self, name: Option<Clean>, pointer: Pointer) {
        let link = pointer.link(LinkKind::Source);
        let record = self.record();
        record.named.put_some(0, name.clone());
        if let Some(link) = link {
            record.add_link(Link { text: name.unwrap_or(link.text), ..link });
        }
    }

    /// A picture in parts, or its address alone.
    fn image(&mut self, leaf: &Leaf<'t>) {
        let parts = parts(&leaf.inner, &self.entities);
        let written = text_of(&parts, "url");
        let written = if written.is_empty() { text_of(&parts, "href") } else { written }.to_owned();
        let text = if leaf.inner.has_tags { written } else { self.text(&leaf.inner).into_owned() };
        let pointer = Pointer::read(leaf.tag.attributes, &self.entities, &self.bases, leaf.base);
        let about = || leaf.tag.attributes.get("rdf:about", &self.entities);
        let url = self.bases.resolve(leaf.base, &text).or(pointer.address);
        let url = url.or_else(|| about().and_then(|about| self.bases.resolve(leaf.base, &about)));
        if let Some(url) = url {
            self.record().add_image(Image { caption: line_of(&parts, "title"), credit: None, url: Some(url) });
        }
    }

    /// A picture that is an address: `logo`, `media:thumbnail`, `itunes:image`.
    fn picture(&mut self, leaf: &Leaf<'t>) {
        let pointer = Pointer::read(leaf.tag.attributes, &self.entities, &self.bases, leaf.base);
        let text = self.text(&leaf.inner);
        let url = pointer.address.or_else(|| self.bases.resolve(leaf.base, &text));
        if url.is_some() {
            self.record().add_image(Image { url, ..Image::default() });
        }
    }

    /// A file that belongs to an entry, with what is said of it.
    fn media(&mut self, leaf: &Leaf<'t>) {
        let mut pointer = Pointer::read(leaf.tag.attributes, &self.entities, &self.bases, leaf.base);
        let parts = parts(&leaf.inner, &self.entities);
        let medium = leaf.tag.attributes.get("medium", &self.entities);
        if medium.is_some_and(|medium| medium.eq_ignore_ascii_case("image")) && pointer.media_type.is_none() {
            pointer.media_type = Some(Clean::from("image"));
        }
        if pointer.media_type.is_none() && pointer.address.as_deref().is_some_and(is_picture_name) {
            pointer.media_type = Some(Clean::from("image"));
        }
        let caption = line_of(&parts, "description").or_else(|| line_of(&parts, "title"));
        let credit = line_of(&parts, "credit");
        let url = pointer.address.clone();
        let record: &mut Record = self.record();
        record.enclose(pointer, caption);
        if let Some(image) = record.images.iter_mut().find(|image| image.url.is_some() && image.url == url) {
            image.credit = image.credit.take().or(credit);
        }
        for part in parts.iter().filter(|part| part.name == "thumbnail") {
            let url = self.pointer_of(part, leaf.base).address;
            if url.is_some() {
                self.record().add_image(Image { url, ..Image::default() });
            }
        }
    }
}

/// Whether an address is that of a picture, by its ending.
fn is_picture_name(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|ending| path.ends_with(ending))
}

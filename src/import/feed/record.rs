//! What a feed and an entry have in common while they are being read: what was found so far, the better replacing the worse.

use super::construct::Words;
use super::fields::Role;
use super::limits::MAX_LISTED;
use crate::article::{Image, Link, Published};
use crate::text::{Address, Clean};

/// A value of which there is one, and how much it is to be believed: 0 is best.
#[derive(Clone, Debug)]
pub struct Slot<T>(Option<(u8, T)>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Slot<T> {
    /// Takes `value` unless there is one that is as good.
    pub fn put(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(known, _)| rank < *known) {
            self.0 = Some((rank, value));
        }
    }

    /// Takes `value`, where there is one.
    pub fn put_some(&mut self, rank: u8, value: Option<T>) {
        if let Some(value) = value {
            self.put(rank, value);
        }
    }

    /// The value.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }

    /// The value, to be changed.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_mut().map(|(_, value)| value)
    }

    /// The value, taken out.
    pub fn take(&mut self) -> Option<T> {
        self.0.take().map(|(_, value)| value)
    }

    /// How good the value is.
    pub fn rank(&self) -> Option<u8> {
        self.0.as_ref().map(|(rank, _)| *rank)
    }
}

/// A feed or an entry.
#[derive(Clone, Debug, Default)]
pub struct Record<'t> {
    /// Title, text, text in short.
    pub texts: Texts<'t>,
    /// What names it.
    pub id: Slot<String>,
    /// Its address, or the feed's site.
    pub url: Slot<Address>,
    /// Published, changed.
    pub dates: Dates,
    /// Who.
    pub people: People,
    /// Topics.
    pub tags: Vec<Clean>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Other addresses.
    pub links: Vec<Link>,
    /// Copyright.
    pub rights: Slot<Clean>,
    /// As written.
    pub language: Option<Clean>,
    /// The publisher that an entry names, or the program that wrote the feed.
    pub named: Slot<Clean>,
    /// Topics, pictures and links that were too many.
    pub n_over: usize,
}

/// The texts of a record.
#[derive(Clone, Debug, Default)]
pub struct Texts<'t> {
    /// A line.
    pub title: Slot<Words<'t>>,
    /// The whole.
    pub content: Slot<Words<'t>>,
    /// The whole in short.
    pub summary: Slot<Words<'t>>,
}

/// The dates of a record.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// When it came out.
    pub published: Slot<Published>,
    /// When it was changed.
    pub updated: Slot<Published>,
}

/// The people of a record.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Names with their ranks; only those of the best rank count.
    authors: Vec<(u8, Clean)>,
    /// Who had a part in it.
    pub contributors: Vec<Clean>,
    /// Who brought it out.
    pub publisher: Slot<Clean>,
    /// Names that were too many.
    pub n_over: usize,
}

impl People {
    /// Notes that `name` had a part in it as `role`.
    pub fn add(&mut self, role: Role, rank: u8, name: Clean) {
        match role {
            Role::Author if self.authors.len() < MAX_LISTED => self.authors.push((rank, name)),
            Role::Contributor => self.n_over += usize::from(!add(&mut self.contributors, name)),
            Role::Publisher => self.publisher.put(rank, name),
            Role::Owner => {
                self.publisher.put(rank, name.clone());
                self.add(Role::Author, rank, name);
            }
            Role::Author => self.n_over += 1,
        }
    }

    /// Who wrote it, each once: those that the best kind of element names.
    pub fn authors(&self) -> Vec<Clean> {
        let best = self.authors.iter().map(|(rank, _)| *rank).min();
        let mut names = Vec::new();
        for (_, name) in self.authors.iter().filter(|(rank, _)| Some(*rank) == best) {
            add(&mut names, name.clone());
        }
        names
    }
}

impl Record<'_> {
    /// Adds a topic.
    pub fn add_tag(&mut self, tag: Clean) {
        if !tag.is_empty() {
            self.n_over += usize::from(!add(&mut self.tags, tag));
        }
    }

    /// Adds a picture, unless there is one with its address.
    pub fn add_image(&mut self, image: Image) {
        let has_room = self.images.len() < MAX_LISTED;
        match self.images.iter_mut().find(|known| known.url == image.url) {
            Some(known) => {
                known.caption = known.caption.take().or(image.caption);
                known.credit = known.credit.take().or(image.credit);
            }
            None if has_room => self.images.push(image),
            None => self.n_over += 1,
        }
    }

    /// Adds an address; of the same of the same kind what was not known yet.
    pub fn add_link(&mut self, link: Link) {
        let has_room = self.links.len() < MAX_LISTED;
        match self.links.iter_mut().find(|known| known.url == link.url && known.kind == link.kind) {
            Some(known) => {
                known.media_type = known.media_type.take().or(link.media_type);
                known.bytes = known.bytes.or(link.bytes);
                if known.text.is_empty() {
                    known.text = link.text;
                }
            }
            None if has_room => self.links.push(link),
            None => self.n_over += 1,
        }
    }
}

/// Adds `name` to `names`, once. Whether there was room for it.
fn add(names: &mut Vec<Clean>, name: Clean) -> bool {
    if names.contains(&name) {
        return true;
    }
    let has_room = names.len() < MAX_LISTED;
    if has_room {
        names.push(name);
    }
    has_room
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_replaces_the_worse() {
        let mut slot = Slot::default();
        slot.put(2, "c");
        slot.put(1, "b");
        slot.put(1, "later");
        slot.put_some(0, None);
        assert_eq!((slot.rank(), slot.take()), (Some(1), Some("b")));
    }

    #[test]
    fn authors_of_the_best_kind_count() {
        let mut people = People::default();
        people.add(Role::Author, 1, "Ann".into());
        people.add(Role::Author, 0, "Joe".into());
        people.add(Role::Author, 0, "Joe".into());
        assert_eq!(people.authors(), ["Joe"]);
    }
}

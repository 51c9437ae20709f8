//! What stands after a story: where it is, where else it leads, whose it is, what came with it.

use std::collections::HashSet;

use super::Layouter;
use crate::app::ink::{Line, Role};
use crate::app::reader::prose::Inked;
use crate::article::{Link, LinkKind, Marker};
use crate::store::Store;
use crate::text::Address;
use crate::text::width::width;

/// Columns of a link's kind, with the blank after it: those of the longest one.
const KIND: usize = 11;

impl Layouter<'_> {
    /// Where the story stands and where it leads.
    pub(super) fn foot(&mut self, store: &Store) {
        let article = self.article;
        if let Some(url) = &article.origin.url {
            self.gap();
            self.address(url, "", &Line::default());
        }
        self.links();
        self.misleading_links();
        if let Some(rights) = &article.origin.rights {
            self.gap();
            self.text_alone(rights, Role::Dim, &Line::default());
        }
        let came_along = store.along_with(&article.id).iter();
        let titles: Vec<String> = came_along.map(|idx| store.head(*idx).title.to_owned()).collect();
        if !titles.is_empty() {
            self.gap();
            self.text_alone("On the same page", Role::Dim, &Line::default());
            for title in titles {
                let lead = self.item_lead(0, Marker::Bullet);
                self.text_alone(&title, Role::Dim, &lead);
            }
        }
    }

    /// The links that stand nowhere in the text; where they are of several kinds, each with its kind.
    fn links(&mut self) {
        let in_text: HashSet<String> = self.page.links.iter().map(|link| link.url.clone()).collect();
        let links: Vec<&Link> = self.article.links.iter().filter(|link| !in_text.contains(&*link.url)).collect();
        if links.is_empty() {
            return;
        }
        self.gap();
        self.text_alone("Links", Role::Dim, &Line::default());
        let is_mixed = links.iter().any(|link| link.kind != LinkKind::Link);
        for link in links {
            let lead = match is_mixed {
                true => Line::new(format!("{:KIND$}", link.role()), Role::Dim),
                false => self.item_lead(0, Marker::Bullet),
            };
            let hanging = " ".repeat(lead.width());
            let words = words(link);
            if !words.is_empty() {
                self.text_alone(&words, Role::Text, &lead);
            }
            let lead = if words.is_empty() { lead } else { Line::new(hanging, Role::Text) };
            self.address(&link.url, &link.text, &lead);
        }
    }

    /// Links that lead elsewhere than they say, with where they lead.
    fn misleading_links(&mut self) {
        let told = |link: &Link| Some(format!("{} leads to {}", link.text, link.url.warning(&link.text)?));
        let told: Vec<String> = self.article.links.iter().filter_map(told).collect();
        if !told.is_empty() {
            self.gap();
        }
        for link in told {
            self.text_alone(&link, Role::Error, &Line::default());
        }
    }

    /// An address by itself, which stands beside `words`.
    fn address(&mut self, url: &Address, words: &str, lead: &Line) {
        self.push(Inked::address(url, words).wrap(lead, self.style.width));
    }
}

/// The link's words, unless they are its address; its type and size.
fn words(link: &Link) -> String {
    let text = Some(link.text.as_str()).filter(|text| !text.is_empty() && *text != link.url.as_str());
    let facts: Vec<String> =
        link.media_type.iter().map(ToString::to_string).chain(link.bytes.filter(|n| *n > 0).map(size)).collect();
    let facts = if facts.is_empty() { String::new() } else { format!("({})", facts.join(", ")) };
    let words: Vec<&str> = text.into_iter().chain([facts.as_str()]).filter(|part| width(part) > 0).collect();
    words.join(" ")
}

/// `12.3 MB`
fn size(bytes: u64) -> String {
    let units = ["bytes", "KB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1000.0 && unit + 1 < units.len() {
        size /= 1000.0;
        unit += 1;
    }
    if unit == 0 || size >= 100.0 { format!("{size:.0} {}", units[unit]) } else { format!("{size:.1} {}", units[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_what_is_there() {
        let url = Address::new("https://a.example/x.mp3").unwrap();
        let link =
            Link { media_type: Some("audio/mpeg".into()), bytes: Some(12_345_678), ..Link::new("", url.clone()) };
        assert_eq!(words(&link), "(audio/mpeg, 12.3 MB)");
        assert_eq!(Link { kind: LinkKind::Enclosure, ..link }.role(), "recording");
        assert_eq!(words(&Link::new(url.as_str(), url.clone())), "");
        assert_eq!(words(&Link::new("Words", url)), "Words");
    }

    #[test]
    fn sizes_are_short() {
        for (bytes, expected) in [(999, "999 bytes"), (1_000, "1.0 KB"), (999_999, "1000 KB"), (123_456_789, "123 MB")]
        {
            assert_eq!(size(bytes), expected);
        }
    }
}

//! Recordings and other pages that are shown in this one: links.

use super::{Opened, Walker};
use crate::article::{Link, LinkKind};
use crate::import::html::attributes::Attributes;
use crate::import::html::tag::Tag;
use crate::text::Clean;

/// A recording whose files are being read.
#[derive(Debug, Default)]
pub(super) struct Recording {
    title: Clean,
    source: Option<String>,
    media_type: Option<Clean>,
    /// A page, not a recording.
    is_page: bool,
    /// Elements that were open where it began.
    depth: usize,
}

impl Walker<'_> {
    pub(super) fn open_media(&mut self, tag: Tag, attributes: Attributes) -> Opened {
        let source = ["src", "data-src", "data"].iter().find_map(|name| attributes.get(name));
        let title = ["title", "aria-label"].iter().find_map(|name| attributes.get(name)).unwrap_or_default();
        self.recording = Some(Recording {
            title: Clean::from(&*title),
            source: source.map(|source| source.into_owned()).filter(|source| !source.trim().is_empty()),
            media_type: attributes.get("type").map(|kind| Clean::from(&*kind)).filter(|kind| !kind.is_empty()),
            is_page: !matches!(tag.name(), "video" | "audio"),
            depth: self.opened.len(),
        });
        self.place.muted += 1;
        Opened::Muted
    }

    pub(super) fn recording_source(&mut self, attributes: Attributes) {
        let Some(recording) = self.recording.as_mut().filter(|recording| recording.source.is_none()) else { return };
        recording.source = attributes.get("src").map(|source| source.into_owned());
        recording.media_type = attributes.get("type").map(|kind| Clean::from(&*kind));
    }

    /// Ends what was left out; of a recording, its address stays.
    pub(super) fn close_muted(&mut self) {
        self.place.muted = self.place.muted.saturating_sub(1);
        let depth = self.opened.len();
        let Some(recording) = self.recording.take_if(|recording| recording.depth == depth) else { return };
        let Some(url) = recording.source.as_deref().and_then(|source| self.address(source)) else { return };
        let host = url.split("//").nth(1).and_then(|rest| rest.split('/').next()).map(Clean::from);
        let text = if recording.title.is_empty() { host.unwrap_or_default() } else { recording.title };
        let kind = if recording.is_page { LinkKind::Link } else { LinkKind::Enclosure };
        self.link(Link { text, url, kind, media_type: recording.media_type, bytes: None });
    }
}

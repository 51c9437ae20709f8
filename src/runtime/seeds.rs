//! The briefings that come with newsdesk: what a first start shows.

use include_dir::{Dir, include_dir};

static SEEDS: Dir = include_dir!("$CARGO_MANIFEST_DIR/seeds");

/// Name and bytes of each bundled briefing, by name.
pub fn seeds() -> Vec<(String, &'static [u8])> {
    let named = SEEDS.files().map(|file| (file.path().display().to_string(), file.contents()));
    let mut seeds: Vec<_> = named.filter(|(name, _)| name.ends_with(".md")).collect();
    seeds.sort();
    seeds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_briefings_are_there_in_order() {
        let names: Vec<String> = seeds().into_iter().map(|(name, _)| name).collect();
        assert!(names.len() >= 16, "{names:?}");
        assert!(names.is_sorted());
    }
}

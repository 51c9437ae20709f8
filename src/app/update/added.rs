//! What the reader adds to stories: tags, and a note that is written in the user's editor.

use super::{Effect, Notice, State, mark, overlays};
use crate::app::layer::Purpose;
use crate::article::{ArticleId, ReadingChange, has_tag, note, tag};
use crate::store::StoryIdx;
use crate::store::complete::Completion;
use crate::text::Clean;

/// Asks for the note on the selected story to be edited.
pub fn edit_note(state: &mut State) -> Vec<Effect> {
    let Some(story) = state.selected() else {
        state.notice = Some(Notice::done("there is no story here"));
        return Vec::new();
    };
    let store = &state.news.store;
    let article = ArticleId(store.id(story).to_owned());
    vec![Effect::EditNote { article, text: store.reading(story).note }]
}

/// Keeps a note as the editor left it.
pub fn noted(state: &mut State, article: &ArticleId, text: &str) {
    let Some(story) = state.news.store.find(article) else {
        // another newsdesk has taken it out meanwhile
        state.notice = Some(Notice::error("the story of this note is not here any more; the note is not kept"));
        return;
    };
    let note = note(text);
    let what = if note.is_empty() { "note removed" } else { "note kept" };
    let change = ReadingChange { note: Some(note), ..ReadingChange::default() };
    match mark::change(state, what, [story], &change) {
        0 => state.notice = Some(Notice::done("the note is as it was")),
        n_changed => mark::tell(state, what, n_changed),
    }
}

/// Asks for tags for the stories concerned.
pub fn ask_tags(state: &mut State) {
    if mark::concerned(state).is_empty() {
        state.notice = Some(Notice::done("there is no story here"));
        return;
    }
    overlays::open_prompt(state, Purpose::Tags, "");
}

/// Gives tags to the stories concerned, and takes those with a `-` before them; false where a word is no tag.
pub fn set_tags(state: &mut State, typed: &str) -> bool {
    let change = match change_of(typed, &state.news.store.all_tags()) {
        Ok(change) => change,
        Err(why) => {
            state.notice = Some(Notice::error(why));
            return false;
        }
    };
    let joined = |tags: &[Clean]| tags.iter().map(Clean::as_str).collect::<Vec<_>>().join(" ");
    let (tagged, untagged) = (joined(&change.tagged), joined(&change.untagged));
    let what = match (tagged.is_empty(), untagged.is_empty()) {
        (_, true) => format!("tagged {tagged}"),
        (true, false) => format!("without the tag {untagged}"),
        (false, false) => format!("tagged {tagged}, without {untagged}"),
    };
    let stories = mark::concerned(state);
    let n_changed = mark::change(state, &what, stories, &change);
    mark::tell(state, &what, n_changed);
    true
}

/// What words with tags ask for. A tag that is `known` is spelt as it is known.
fn change_of(typed: &str, known: &[(Clean, usize)]) -> Result<ReadingChange, String> {
    let mut change = ReadingChange::default();
    for word in typed.split([' ', ',']).filter(|word| !word.is_empty()) {
        let own = tag(word.trim_start_matches(['-', '+', '#']))?;
        let spelt = known.iter().find(|(known, _)| has_tag(std::slice::from_ref(known), &own));
        let own = spelt.map_or(own, |(known, _)| known.clone());
        if word.starts_with('-') { change.untagged.push(own) } else { change.tagged.push(own) }
    }
    Ok(change)
}

/// Where the tag begins that is being typed at the end of `text`, and what it could become: after a `-` the tags that the
/// stories concerned have, else those that any has.
pub fn completions(state: &State, text: &str) -> (usize, Vec<Completion>) {
    let word = text.rfind([' ', ',']).map_or(0, |blank| blank + 1);
    let start = word + text[word..].len() - text[word..].trim_start_matches(['-', '+', '#']).len();
    let typed = text[start..].to_lowercase();
    let store = &state.news.store;
    let concerned: Vec<StoryIdx> = mark::concerned(state);
    let is_taken = text[word..].starts_with('-');
    let n_here = |tag: &Clean| concerned.iter().filter(|story| has_tag(store.tags(**story), tag)).count();
    let mut tags = store.all_tags();
    tags.retain(|(tag, _)| {
        let is_of_use = if is_taken { n_here(tag) > 0 } else { n_here(tag) < concerned.len() };
        is_of_use && tag.to_lowercase().starts_with(&typed)
    });
    let completion =
        |(tag, n_stories): (Clean, usize)| Completion { text: tag.to_string(), n_stories: Some(n_stories) };
    (start, tags.into_iter().map(completion).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_tags_to_give_and_to_take() {
        let known = [(Clean::from("Chips"), 3)];
        let change = change_of("chips, -old  #new -+x", &known).unwrap();
        let told = |tags: &[Clean]| tags.iter().map(Clean::to_string).collect::<Vec<_>>();
        assert_eq!(
            (told(&change.tagged), told(&change.untagged)),
            (vec!["Chips".to_owned(), "new".to_owned()], vec!["old".to_owned(), "x".to_owned()])
        );
        assert!(change_of("a \"b", &known).is_err());
        assert!(change_of("a -", &known).is_err());
    }
}

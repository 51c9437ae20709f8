//! What the keys do: to the stories, to the query, to the outside.

mod support;

use newsdesk::app::layer::Layer;
use newsdesk::app::refresh::{Ask, End, Refreshed};
use newsdesk::app::screen::Pane;
use newsdesk::app::{Effect, Event, FromLibrary, Loaded, update};
use newsdesk::article::{ArticleId, Marks};
use support::desk::Desk;

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::new(120, 36);
    desk.keys(keys);
    desk
}

fn titles(desk: &Desk) -> Vec<String> {
    let title = |story| desk.state.news.store.story(story).article.title.chars().take(14).collect();
    desk.state.results.selection.rows.iter().copied().map(title).collect()
}

fn marks(desk: &Desk, row: usize) -> Marks {
    desk.state.news.store.story(desk.state.results.selection.rows[row]).marks
}

fn query(desk: &Desk) -> String {
    desk.state.results.query.to_string()
}

fn notice(desk: &Desk) -> &str {
    desk.state.notice.as_ref().map_or("", |notice| &notice.text)
}

#[test]
fn opening_marks_as_read_and_moving_does_not() {
    assert!(!marks(&desk("j k G g C-d Space"), 0).read);
    let opened = desk("Enter");
    assert!(marks(&opened, 0).read);
    assert_eq!(opened.state.results.selection.n_unread, 5);
    assert!(marks(&desk("Enter J"), 1).read, "the next story is opened from the reader");
    assert!(!marks(&desk("J"), 1).read, "and only selected from the list");
}

#[test]
fn marks_can_be_undone_and_redone_also_in_bulk() {
    let mut desk = desk("s w m");
    assert_eq!(marks(&desk, 0), Marks { read: true, starred: true, later: true, changed: false });
    desk.keys("u u");
    assert_eq!(marks(&desk, 0), Marks { starred: true, ..Marks::default() });
    desk.keys("C-r");
    assert!(marks(&desk, 0).later);
    desk.keys("A");
    assert_eq!(desk.state.results.selection.n_unread, 0);
    assert_eq!(notice(&desk), "6 stories read; u undoes it");
    desk.keys("u");
    assert_eq!(desk.state.results.selection.n_unread, 6);
    desk.keys("u u u u");
    assert_eq!(notice(&desk), "nothing to be undone");
}

#[test]
fn a_mark_concerns_all_selected_stories() {
    let mut desk = desk("v v s");
    assert!(marks(&desk, 0).starred && marks(&desk, 1).starred && !marks(&desk, 2).starred);
    desk.keys("s");
    assert!(!marks(&desk, 0).starred, "all have it: it is lifted from all");
    desk.keys("Esc");
    assert!(desk.state.list.picked.is_empty());
    desk.keys("V");
    assert_eq!(desk.state.list.picked.len(), 6);
}

#[test]
fn what_is_read_stays_in_the_unread_list_until_asked_again() {
    let mut desk = desk("2 Enter h");
    assert_eq!(desk.state.results.selection.rows.len(), 6);
    desk.keys("2");
    assert_eq!(desk.state.results.selection.rows.len(), 5);
    desk.keys("1");
    assert_eq!(query(&desk), "");
}

#[test]
fn the_filter_follows_every_key() {
    let mut desk = desk("/ \"chip\"");
    assert_eq!(titles(&desk), ["Northwind and "]);
    desk.keys("Backspace Backspace Backspace Backspace");
    assert_eq!(titles(&desk).len(), 6);
    desk.keys("\"osprey\" Enter");
    assert_eq!(query(&desk), "osprey");
    desk.keys("/ Enter");
    assert_eq!(query(&desk), "osprey", "nothing typed, nothing changed");
    desk.keys("/ \"x\" C-w Enter");
    assert_eq!(query(&desk), "");
}

#[test]
fn a_field_that_is_not_finished_shows_what_came_before_it() {
    let mut desk = desk("/ \"osprey company:\"");
    assert!(desk.state.results.error.is_some());
    assert_eq!(query(&desk), "osprey");
    desk.keys("\"northwind\" Enter");
    assert_eq!(query(&desk), "osprey company:northwind");
}

#[test]
fn a_search_that_finds_nothing_keeps_the_place() {
    let mut desk = Desk::new(80, 20);
    desk.keys("Enter C-d");
    let top = desk.state.reader.top;
    assert!(top > 0);
    desk.keys("/ \"nowhere to be found\" Enter");
    assert_eq!(desk.state.reader.top, top);
    assert_eq!(notice(&desk), "\"nowhere to be found\" is not in this story");
}

#[test]
fn a_search_opens_the_fold_that_has_the_word() {
    let desk = desk("j j j j Enter / \"aloud\" Enter");
    assert_eq!(notice(&desk), "\"aloud\": 1 of 1");
}

#[test]
fn a_name_for_several_stories_speaks_of_several() {
    let desk = desk("v v e");
    let Some(newsdesk::app::layer::Layer::Prompt(prompt)) = desk.state.layers.last() else { panic!("a prompt") };
    assert_eq!(prompt.edit.text(), "2026-07-08-2-stories.md");
}

#[test]
fn the_list_stops_growing_at_its_limits() {
    let mut desk = desk("");
    for _ in 0..60 {
        desk.keys("<");
    }
    let least = desk.state.layout();
    desk.keys(">");
    assert_ne!(desk.state.layout(), least, "the first step back shows");
}

#[test]
fn escape_brings_back_what_was_before_the_filter() {
    let mut desk = desk("j j / \"zzz\"");
    assert!(titles(&desk).is_empty());
    desk.keys("Esc");
    assert_eq!(titles(&desk).len(), 6);
    assert_eq!(desk.state.list.selected, 2);
}

#[test]
fn filter_words_are_typed_anew_and_the_rest_of_the_query_stays() {
    let mut desk = desk("& \"topic:Policy weights\" Enter / \"open\" Enter");
    assert_eq!(query(&desk), "topic:Policy open");
    desk.keys("Esc");
    assert_eq!(query(&desk), "", "back from the list lifts the query");
}

#[test]
fn a_bad_query_says_so_and_keeps_the_last_result() {
    let mut desk = desk("&");
    newsdesk::app::update(&mut desk.state, newsdesk::app::Event::Pasted("is:unread compani:x".to_owned()));
    assert!(desk.state.results.error.is_some());
    assert_eq!(titles(&desk).len(), 6);
    desk.keys("Enter");
    assert_eq!(desk.state.layers.len(), 1, "the prompt stays open");
    desk.keys("Esc");
    assert!(desk.state.results.error.is_none());
}

#[test]
fn facets_filter_exclude_and_lift() {
    let mut desk = desk("c Enter");
    assert_eq!(query(&desk), "company:harbor-ai");
    assert_eq!(titles(&desk).len(), 4);
    desk.keys("x");
    assert_eq!(query(&desk), "-company:harbor-ai");
    assert_eq!(titles(&desk).len(), 2);
    desk.keys("x");
    assert_eq!(query(&desk), "");
}

#[test]
fn the_cast_filters_too() {
    let desk = desk("Tab Tab Enter");
    assert_eq!(desk.state.screen.focus, Pane::Cast);
    assert_eq!(query(&desk), "company:northwind");
}

#[test]
fn kinds_have_their_keys_and_say_when_there_is_none() {
    for (key, kind) in [("c", "company"), ("M", "model"), ("P", "person"), ("O", "organization"), ("L", "policy")] {
        let desk = desk(key);
        let item = desk.state.facets.item().expect("a facet");
        assert!(format!("{:?}", item.facet.kind).to_lowercase().contains(kind), "{key}");
    }
    let empty = desk("/ \"note without\" Enter M");
    assert_eq!(notice(&empty), "no models in these stories");
}

#[test]
fn the_levels_are_left_one_by_one() {
    let mut desk = desk("/ \"osprey\" Enter Enter z");
    assert!(desk.state.screen.zen);
    desk.keys("q");
    assert!(!desk.state.screen.zen);
    assert_eq!(desk.keys("q"), []);
    assert_eq!(desk.state.screen.focus, Pane::List);
    assert_eq!(desk.keys("q"), [Effect::Quit]);
    assert_eq!(desk.keys("Esc"), []);
    assert_eq!(query(&desk), "");
}

#[test]
fn quitting_at_once_works_under_an_overlay() {
    for overlay in ["?", "!", "z", "c"] {
        assert_eq!(desk(overlay).keys("C-c"), [Effect::Quit], "{overlay}");
    }
    assert_eq!(desk("/").keys("C-c"), [], "in a prompt it leaves the prompt");
}

#[test]
fn unread_stories_are_found_in_both_directions() {
    let mut desk = desk("Enter h j m ]");
    assert_eq!(desk.state.list.selected, 2);
    desk.keys("G ]");
    assert_eq!(notice(&desk), "nothing unread below");
    desk.keys("[");
    assert_eq!(desk.state.list.selected, 4);
}

#[test]
fn search_walks_through_the_matches() {
    let mut desk = desk("Enter / \"OSPREY\" Enter");
    assert_eq!(notice(&desk), "\"OSPREY\": 1 of 3");
    desk.keys("n n n");
    assert_eq!(notice(&desk), "\"OSPREY\": 1 of 3");
    desk.keys("N");
    assert_eq!(notice(&desk), "\"OSPREY\": 3 of 3");
    desk.keys("/ C-u \"nowhere\" Enter");
    assert_eq!(notice(&desk), "\"nowhere\" is not in this story");
}

#[test]
fn orders_go_round() {
    let mut desk = desk("S");
    assert_eq!(query(&desk), "sort:oldest");
    desk.keys("S S S S");
    assert_eq!(query(&desk), "");
}

#[test]
fn links_are_opened_copied_and_hinted() {
    let mut desk = desk("");
    assert_eq!(desk.keys("o"), []);
    assert_eq!(notice(&desk), "this story gives no link");
    let url = "https://token.example/open-weights".to_owned();
    assert_eq!(desk.keys("j j o"), [Effect::OpenUrl(url.clone())]);
    assert_eq!(desk.keys("y"), [Effect::Copy { text: url, what: "the link".to_owned() }]);
    assert_eq!(desk.keys("; a"), [Effect::OpenUrl("https://count.example/".to_owned())]);
    assert_eq!(desk.keys("; Esc"), []);
    assert!(desk.state.layers.is_empty());
}

#[test]
fn stories_leave_as_markdown() {
    let mut desk = desk("j j");
    let effects = desk.keys("Y");
    let [Effect::Copy { text, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(
        text.contains("**The Open Model Foundation**") && text.contains("[count](https://count.example/)"),
        "{text}"
    );
    let effects = desk.keys("e C-u \"out.md\" Enter");
    let [Effect::Export { path, text: exported }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((path.as_str(), exported), ("out.md", text));
    let effects = desk.keys("v v Esc v v | \"wc -w\" Enter");
    assert!(matches!(effects.as_slice(), [Effect::Pipe { command, .. }] if command == "wc -w"), "{effects:?}");
}

#[test]
fn the_palette_does_what_it_shows() {
    let mut desk = desk(": \"mark all\" Enter");
    assert_eq!(desk.state.results.selection.n_unread, 0);
    assert!(desk.state.layers.is_empty());
    assert_eq!(desk.keys(": \"quit-now\" Enter"), [Effect::Quit]);
}

#[test]
fn folded_sections_open_and_close() {
    let mut desk = desk("j j j j Enter");
    let folded = desk.state.reader.page.lines.len();
    desk.keys("Enter");
    assert!(desk.state.reader.page.lines.len() > folded);
    desk.keys("Enter");
    assert_eq!(desk.state.reader.page.lines.len(), folded);
}

#[test]
fn the_selected_story_stays_when_others_come_in() {
    let mut desk = desk("j j");
    let selected = desk.state.selected();
    let more = support::stories::more();
    newsdesk::app::update(&mut desk.state, newsdesk::app::Event::Loaded(more));
    assert_eq!(desk.state.selected(), selected);
    assert_ne!(desk.state.list.selected, 2);
    assert_eq!(desk.state.list.n_new, 0, "the first row is in view");
}

#[test]
fn stories_that_come_in_above_the_list_are_counted_and_move_nothing() {
    let mut desk = Desk::new(120, 12);
    desk.keys("G");
    let line = |desk: &Desk| desk.state.list.selected - desk.state.list.top;
    let before = line(&desk);
    newsdesk::app::update(&mut desk.state, newsdesk::app::Event::Loaded(support::stories::more()));
    assert_eq!((desk.state.list.n_new, line(&desk)), (1, before));
    assert!(desk.picture().contains("1 new · 7/7"), "{}", desk.picture());
    desk.keys("g");
    assert_eq!(desk.state.list.n_new, 0, "the first row has been seen");
}

/// What is laid out before it is asked for, or was for the picture before, is what would be laid out now.
#[test]
fn what_was_laid_out_before_changes_no_picture() {
    let (mut plain, mut ahead) = (Desk::new(120, 14), Desk::new(120, 14));
    let rewritten = || {
        let mut documents = support::stories::all();
        let articles = documents.iter_mut().flat_map(|document| &mut document.articles);
        articles.for_each(|article| article.reading_minutes = 77);
        let loaded = documents.into_iter().map(|document| Loaded { path: "stories.md".to_owned(), document });
        Event::Loaded(loaded.collect())
    };
    let steps = [
        "j",
        "j",
        "k",
        "j s",
        "k",
        "* \"model\" Enter",
        "n j k",
        "C-u",
        "z",
        "J J K",
        "z",
        "T \"mine\" Enter",
        "k j",
        "v j v",
        "G",
        "k",
        "g",
        "t t",
        "j",
        "new",
        "j j k",
        "k",
        "C-d",
        "& \"har\" Enter",
        "j",
        "k",
        "Esc",
        "j",
    ];
    for keys in steps {
        for desk in [&mut plain, &mut ahead] {
            match keys {
                "new" => drop(update(&mut desk.state, rewritten())),
                keys => drop(desk.keys(keys)),
            }
        }
        while ahead.state.look_ahead() {}
        let picture = ahead.picture();
        plain.resize(120, 14); // which makes all of it anew
        assert_eq!(picture, plain.picture(), "after {keys}");
    }
    assert!(plain.picture().contains("77 min"), "{}", plain.picture());
    assert!(!ahead.state.look_ahead(), "both stories beside are laid out");
}

#[test]
fn what_matched_stands_under_the_rows() {
    let mut desk = desk("& \"text:model\" Enter t");
    assert_eq!(notice(&desk), "under each row: what matched");
    let picture = desk.picture();
    assert!(picture.contains("│▌   … much a model costs.") && picture.contains("│    … Open Model"), "{picture}");
    desk.keys("t");
    assert_eq!(notice(&desk), "under each row: the lede");
    desk.keys("& C-u Enter t t t t t t");
    assert_eq!(notice(&desk), "under each row: the lede", "nothing is looked for in texts");
}

fn typed(desk: &Desk) -> &str {
    match desk.state.layers.last() {
        Some(Layer::Prompt(prompt)) => prompt.edit.text(),
        _ => "",
    }
}

#[test]
fn tab_completes_the_term_and_the_rows_follow() {
    let mut desk = desk("& \"is:un\" Tab");
    assert_eq!(typed(&desk), "is:unread ");
    desk.keys("\"has:\" Tab");
    assert_eq!((typed(&desk), query(&desk).as_str()), ("is:unread has:tldr", "is:unread has:tldr"));
    desk.keys("Tab");
    assert_eq!(typed(&desk), "is:unread has:watch");
    desk.keys("S-Tab S-Tab");
    assert_eq!(typed(&desk), "is:unread has:tags");
    desk.keys("Esc");
    assert_eq!(typed(&desk), "is:unread has:", "Esc goes back to what was typed");
    desk.keys("\"fi\" Tab Enter");
    assert_eq!(query(&desk), "is:unread has:figures");
    desk.keys("& \"zzz:\" Tab");
    assert_eq!(notice(&desk), "nothing begins like this");
}

#[test]
fn earlier_queries_come_back() {
    let mut desk = desk("/ \"open\" Enter Esc / \"models\" Enter Esc / \"dra\" Up");
    assert_eq!((typed(&desk), query(&desk).as_str()), ("models", "models"));
    desk.keys("Up Up");
    assert_eq!(typed(&desk), "open");
    desk.keys("Down Down Down");
    assert_eq!(typed(&desk), "dra", "what was being typed is not lost");
}

#[test]
fn an_answer_is_given_up_for_the_next_key() {
    let mut desk = desk("/");
    desk.state.news.store = desk.state.news.store.clone().while_wanted(|| false);
    desk.keys("\"gannet\"");
    assert_eq!((query(&desk).as_str(), titles(&desk).len(), typed(&desk)), ("", 6, "gannet"), "the last answer stays");
    newsdesk::app::update(&mut desk.state, newsdesk::app::Event::Unanswered);
    assert_eq!((query(&desk).as_str(), desk.state.list.selected), ("gannet", 0));
    assert!(titles(&desk).len() < 6);
    desk.keys("\"x\" Enter");
    assert_eq!(query(&desk), "gannetx", "what is kept is what was typed");
}

fn refreshed(refreshed: Refreshed) -> Event {
    Event::Library(FromLibrary::Refreshed(Box::new(refreshed)))
}

#[test]
fn sources_are_asked_and_the_same_key_stops_it() {
    let mut desk = desk("");
    let n_before = desk.state.news.problems.len();
    let first = ArticleId(desk.state.news.store.id(desk.state.selected().unwrap()).to_owned());
    assert_eq!(desk.keys("r"), [Effect::Refresh(Ask::Of(first))]);
    assert_eq!(desk.keys("R"), [Effect::Refresh(Ask::All)]);
    let ended = vec![("Wire".into(), Some("gone".to_owned())), ("Notes".into(), None)];
    let so_far = Refreshed { n_done: 2, n_all: 5, n_new: 1, ended, ..Refreshed::default() };
    update(&mut desk.state, refreshed(so_far));
    assert!(desk.picture().contains("asking 2/5"));
    assert_eq!(desk.state.news.problems.len(), n_before + 1);
    assert_eq!(desk.keys("R"), [Effect::Refresh(Ask::Stop)]);
    let ended = vec![("Labs".into(), None)];
    let stopped = Refreshed { n_done: 3, n_all: 5, n_new: 1, ended, end: Some(End::Stopped), ..Refreshed::default() };
    update(&mut desk.state, refreshed(stopped));
    assert_eq!(notice(&desk), "stopped after 3 of 5 sources: 1 new story; 1 failed, ! says why");
    assert_eq!(desk.state.news.problems.len(), n_before + 1, "until it answers");
    let ended = vec![("Wire".into(), None)];
    update(&mut desk.state, refreshed(Refreshed { ended, ..Refreshed::default() }));
    assert_eq!(desk.state.news.problems.len(), n_before);
    assert!(desk.state.news.refreshing.is_none());
}

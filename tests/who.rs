//! Who and what: pages of names, walks over the places that name somebody, families of models, the way back.
//!
//! The pictures stand in `tests/snapshots`; `cargo insta review` shows what changed.

mod support;

use newsdesk::app::layer::Layer;
use newsdesk::app::screen::Pane;
use newsdesk::app::tally::{Row, Tally};
use newsdesk::app::{Effect, Event, Settings, update};
use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use support::desk::Desk;
use support::names;

fn desk_of((width, height): (u16, u16), ascii: bool, keys: &str) -> Desk {
    let settings = Settings { ascii, ..Settings::default() };
    let mut desk = Desk::knowing(names::lexicon(), (width, height), settings, names::stories());
    desk.keys(keys);
    desk
}

fn desk(keys: &str) -> Desk {
    desk_of((120, 36), false, keys)
}

#[track_caller]
fn check(name: &str, size: (u16, u16), keys: &str) {
    let title = format!("{}x{}, keys: {keys}", size.0, size.1);
    insta::with_settings!({ description => title, omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, desk_of(size, false, keys).picture());
    });
}

const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 36);
const HUGE: (u16, u16) = (200, 50);

fn notice(desk: &Desk) -> &str {
    desk.state.notice.as_ref().map_or("", |notice| &notice.text)
}

fn query(desk: &Desk) -> String {
    desk.state.results.query.to_string()
}

/// The id of the entity whose page is on top.
fn page(desk: &Desk) -> Option<&str> {
    match desk.state.layers.last()? {
        Layer::Entity(page) => Some(page.profile.key.id.as_str()),
        _ => None,
    }
}

/// The title of the story that is selected, as far as its first word.
fn story(desk: &Desk) -> String {
    let story = desk.state.selected().expect("a story");
    desk.state.news.store.story(story).article.title.split(' ').next().unwrap_or("").to_owned()
}

fn names(tally: &Tally) -> Vec<String> {
    let name = |row: &Row| match row {
        Row::Item(item) => Some(item.facet.name.to_string()),
        _ => None,
    };
    tally.rows.iter().filter_map(name).collect()
}

#[test]
fn pages_at_every_size() {
    check("entity-page-80", USUAL, "c g d");
    check("entity-page-end-80", USUAL, "c g d G");
    check("entity-page-120", WIDE, "c g d");
    check("entity-page-200", HUGE, "c g d");
    check("entity-policy", USUAL, "L g d");
    check("entity-person", USUAL, "P g d");
    check("entity-family", WIDE, "M g d");
    check("entity-choice", USUAL, "g d");
    check("entity-choice-typed", USUAL, "g d \"harb\"");
}

#[test]
fn sidebars_at_every_size() {
    check("cast-main-80", USUAL, "S-Tab S-Tab");
    check("cast-main-120", WIDE, "");
    check("mention-80", USUAL, "S-Tab S-Tab n n");
    check("mention-200", HUGE, "Enter n n");
    check("family-unfolded", WIDE, "M Enter");
}

#[test]
fn ascii_has_a_sign_for_everything() {
    for keys in ["c g d", "c g d G", "g d", "S-Tab S-Tab n", "M Enter"] {
        let picture = desk_of(USUAL, true, keys).picture();
        let foreign: String = picture.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(foreign, "", "after {keys:?}:\n{picture}");
    }
}

#[test]
fn g_alone_goes_to_the_top_and_gd_to_a_page() {
    assert_eq!(desk("j j g").state.list.selected, 0);
    assert_eq!(desk("j j g g").state.list.selected, 0);
    assert_eq!(desk("j j g j").state.list.selected, 1, "what does not go on stands for itself");
    assert_eq!(desk("j j g Esc").state.list.selected, 2, "Esc breaks it off");
    assert_eq!(page(&desk("c g d")), Some("northwind"));
}

#[test]
fn a_page_leads_on_to_others_and_to_stories() {
    let mut desk = desk("c g d");
    desk.keys("Enter");
    assert_eq!(page(&desk), Some("osprey-5.9"), "the most frequent of its models");
    desk.keys("C-o");
    assert_eq!(page(&desk), Some("northwind"));
    desk.keys("G Enter");
    assert_eq!((page(&desk), desk.state.screen.focus), (None, Pane::Reader));
    assert_eq!(story(&desk), "Osprey-5.2");
    desk.keys("C-o C-o");
    assert_eq!(page(&desk), None, "back at the list");
    desk.keys("I");
    assert_eq!(page(&desk), Some("northwind"));
}

#[test]
fn a_page_filters_by_one_key() {
    assert_eq!(query(&desk("P g d f")), "person:mira-okafor");
    assert_eq!(query(&desk("P g d x")), "-person:mira-okafor");
    let mut desk = desk("& \"osprey\" Enter c g d f");
    assert_eq!(query(&desk), "osprey company:northwind");
    desk.keys("C-o");
    assert_eq!((page(&desk), query(&desk).as_str()), (Some("northwind"), "osprey"));
    desk.keys("Esc");
    assert_eq!(page(&desk), None);
}

#[test]
fn a_story_outside_of_the_filter_opens_in_that_of_the_page() {
    let desk = desk("& \"phone\" Enter g d \"northwind\" Enter G Enter");
    assert_eq!((story(&desk).as_str(), query(&desk).as_str()), ("Osprey-5.2", "company:northwind"));
}

#[test]
fn names_are_chosen_by_typing() {
    assert_eq!(page(&desk("g d Enter")), Some("northwind"), "the story's first");
    assert_eq!(page(&desk("g d \"tom\" Enter")), Some("tom-lindqvist"), "of another story");
    assert_eq!(page(&desk("g d \"CRA\" Enter")), Some("compute-reporting-act"), "by an alias");
    assert_eq!(page(&desk("g d \"zzz\" Enter")), None);
    assert_eq!(notice(&desk("Tab Tab Tab G g d")), "topics and sources have no page");
}

#[test]
fn places_are_walked_from_the_sidebar_and_in_the_reader() {
    let mut desk = desk("Tab Tab n");
    assert_eq!(notice(&desk), "Northwind: 1 of 4");
    desk.keys("n N N");
    assert_eq!(notice(&desk), "Northwind: 4 of 4", "around the end");
    desk.keys("M n");
    assert_eq!(notice(&desk), "Osprey: 1 of 4");
    desk.keys("j n");
    assert_eq!(notice(&desk), "Osprey-5.10: 1 of 2");
    desk.keys("S-Tab n");
    assert_eq!(notice(&desk), "Osprey-5.10: 2 of 2", "the reader goes on with it");
    desk.keys("g d");
    assert_eq!(page(&desk), Some("osprey-5.10"));
    desk.keys("Esc / \"costs\" Enter n");
    assert_eq!(notice(&desk), "\"costs\": 1 of 1", "a search ends the walk");
}

#[test]
fn in_the_reader_n_goes_to_what_was_searched_then_to_what_the_query_found_then_to_the_name() {
    let said = |keys: &str| notice(&desk(keys)).to_owned();
    assert_eq!(said("/ \"text:costs\" Enter Enter n"), "\"costs\": 1 of 1");
    assert_eq!(said("/ \"text:costs\" Enter n"), "\"costs\": 1 of 1", "from the list too");
    assert_eq!(said("/ \"text:costs osprey\" Enter Enter n n"), "\"osprey\": 2 of 5");
    assert_eq!(said("/ \"text:costs\" Enter Enter / \"north\" Enter n"), "\"north\": 2 of 4");
    assert_eq!(said("/ \"text:costs\" Enter Tab Tab n S-Tab n"), "Northwind: 2 of 4", "a name that was walked after");
    assert_eq!(said("Enter Tab n Esc & \"text:costs\" Enter Enter n"), "\"costs\": 1 of 1", "a query ends the walk");
    assert_eq!(said("/ \"ospr nrth\" Enter Enter n"), "\"ospr\": 1 of 4", "letters apart are no place");
}

#[test]
fn a_walk_begins_with_what_is_chosen_in_the_storys_sidebar() {
    assert_eq!(notice(&desk("Enter n")), "Northwind: 1 of 4");
    assert_eq!(notice(&desk("Enter n J n")), "Osprey-5.10 mini: 1 of 2", "another story that does not name it");
}

#[test]
fn a_story_is_about_some_and_merely_mentions_others() {
    let desk = desk("");
    let mains: Vec<&str> = desk.state.cast.rows.iter().filter_map(main).collect();
    assert_eq!(mains, ["Northwind", "Kestrel Semiconductor", "Osprey", "Osprey-5.10"]);
}

fn main(row: &Row) -> Option<&str> {
    match row {
        Row::Item(item) if item.is_main => Some(&item.facet.name),
        _ => None,
    }
}

#[test]
fn versions_stand_under_their_family_as_numbers() {
    let folded = desk("M");
    let models = |desk: &Desk| -> Vec<String> {
        names(&desk.state.facets)
            .into_iter()
            .filter(|name| name.starts_with("Osprey") || name.starts_with("Gan"))
            .collect()
    };
    assert_eq!(models(&folded), ["Osprey", "Gannet-4.5"]);
    let mut chosen = desk("M Enter");
    assert_eq!(query(&chosen), "model:osprey");
    assert_eq!(chosen.state.results.selection.rows.len(), 5, "all versions");
    assert_eq!(models(&chosen)[..5], ["Osprey", "Osprey-5.10", "Osprey-5.10 mini", "Osprey-5.9", "Osprey-5.2"]);
    chosen.keys("Enter");
    assert_eq!(query(&chosen), "");
}

/// The names of the sidebar that the query has, each with its sign.
fn asked(desk: &Desk) -> Vec<String> {
    let item = |row: &Row| match row {
        Row::Item(item) => item.polarity.map(|polarity| format!("{polarity:?} {}", item.facet.name)),
        _ => None,
    };
    desk.state.facets.rows.iter().filter_map(item).collect()
}

#[test]
fn text_and_sidebar_are_one_query() {
    let marked = |text: &str| asked(&desk(&format!("& \"{text}\" Enter")));
    assert_eq!(marked("company:northwind or company:kestrel-semiconductor").len(), 2);
    assert_eq!(marked("company:=northwind"), ["Included Northwind"]);
    assert_eq!(marked("company:北风"), ["Included Northwind"], "an alias");
    assert_eq!(marked("entity:northwind"), ["Included Northwind"]);
    assert_eq!(
        marked("(gannet or company:corvanta) -person:tom-lindqvist"),
        ["Either Corvanta", "Excluded Tom Lindqvist"]
    );
    assert_eq!(marked("company:northwind -company:northwind gannet")[0], "Included Northwind", "with no story left");
    let first = |text: &str| names(&desk(&format!("& \"{text}\" Enter")).state.facets)[0].clone();
    assert_eq!(first("company:corvanta or company:northwind or gannet"), "Northwind");
    assert_eq!(first("company:corvanta or gannet"), "Corvanta", "before those that are more frequent");
    let mut desk = desk("& \"company:=northwind or company:corvanta or gannet\" Enter c");
    desk.keys("Enter");
    assert_eq!(query(&desk), "company:corvanta or gannet", "Enter takes it out of its group");
    desk.keys("c Enter");
    assert_eq!(query(&desk), "gannet");
}

#[test]
fn or_adds_to_the_last_name_of_its_kind() {
    let mut desk = desk("c +");
    assert_eq!(query(&desk), "company:northwind");
    let second = names(&desk.state.facets)[1].clone();
    desk.keys("j +");
    assert!(query(&desk).starts_with("company:northwind or company:"), "{} {second}", query(&desk));
    assert_eq!(asked(&desk).len(), 2);
    desk.keys("M +");
    assert!(query(&desk).ends_with(") model:osprey"), "{}", query(&desk));
    desk.keys("+ c + c +");
    assert_eq!(query(&desk), "", "each again is lifted");
}

#[test]
fn a_company_counts_its_models_and_exactly_it_does_not() {
    let count = |text: &str| desk(&format!("& \"{text}\" Enter")).state.results.selection.rows.len();
    assert_eq!(count("company:northwind"), 7);
    assert_eq!(count("company:=northwind"), 5);
    assert_eq!(count("model:osprey"), 5);
    assert_eq!(count("model:=osprey"), 1);
    assert_eq!(count("model:osprey-5.10"), 1);
}

#[test]
fn going_back_crosses_stories_and_queries() {
    let mut desk = desk("Enter J J");
    let third = story(&desk);
    desk.keys("h / \"gannet\" Enter Enter");
    assert_eq!(query(&desk), "gannet");
    desk.keys("C-o");
    assert_eq!((query(&desk).as_str(), desk.state.screen.focus), ("gannet", Pane::List));
    desk.keys("C-o");
    assert_eq!((query(&desk).as_str(), story(&desk), desk.state.screen.focus), ("", third.clone(), Pane::Reader));
    desk.keys("C-o C-o C-o C-o");
    assert_eq!(notice(&desk), "you have been nowhere before");
    desk.keys("I I M-Right");
    assert_eq!(story(&desk), third);
    desk.keys("C-i C-i C-i");
    assert_eq!(notice(&desk), "this is where you came back from first");
}

#[test]
fn a_novel_name_is_taken_over() {
    let mut desk = desk("G k Tab Tab g");
    assert!(desk.picture().contains("Corvanta ✧"), "{}", desk.picture());
    assert!(desk.picture().contains("a take over"), "{}", desk.picture());
    desk.keys("g d");
    assert!(desk.picture().contains("a take over"), "{}", desk.picture());
    desk.keys("Esc");
    let effects = desk.keys("a");
    let [Effect::TakeOver(names)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(names[0].name, "Corvanta");
    update(&mut desk.state, Event::TakenOver(names.clone(), "entities.toml".to_owned()));
    assert_eq!(notice(&desk), "Corvanta added to entities.toml; delete its line there to take it back");
    assert!(!desk.picture().contains("✧") && !desk.picture().contains("a take over"));
    assert_eq!(desk.keys("a"), []);
    assert_eq!(notice(&desk), "this name is in a lexicon already");
}

#[test]
fn keys_of_names_say_what_they_need_where_no_name_is_chosen() {
    for key in ["x", "a"] {
        assert_eq!(notice(&desk(key)), "choose a name first: c companies, Tab next pane", "{key}");
        assert_eq!(notice(&desk(&format!("Enter {key}"))), "choose a name first: c companies, Tab next pane", "{key}");
    }
    assert_eq!(notice(&desk("n")), "Northwind: 1 of 4", "the first of the story");
    assert_eq!(notice(&desk("/ \"zzz\" Enter n")), "no story is open");
    assert_eq!(notice(&desk_of((60, 20), false, "n")), "open a story first");
}

#[test]
fn a_selected_row_is_of_one_piece_with_its_bar() {
    for keys in ["M", "c g d"] {
        let buffer = desk(keys).buffer();
        let is_reversed = |cell: &&Cell| cell.modifier.contains(Modifier::REVERSED);
        let is_bar = |cell: &&Cell| cell.symbol() == "━";
        let rows = buffer.content.chunks(120).filter(|row| row.iter().filter(is_reversed).count() > 9);
        let bars: Vec<&Cell> = rows.filter_map(|row| row.iter().find(is_bar)).collect();
        assert!(!bars.is_empty() && bars.iter().all(is_reversed), "{keys}");
    }
}

#[test]
fn sidebars_show_what_they_have_room_for() {
    for height in 10..60 {
        let desk = desk_of((120, height), false, "");
        let rows = &desk.state.facets.rows;
        let has_more = rows.iter().any(|row| matches!(row, Row::More(..)));
        assert!(!has_more || rows.len() >= usize::from(height) - 3, "{height} lines: {rows:?}");
        let n_hidden = rows.iter().filter(|row| matches!(row, Row::More(_, 1))).count();
        assert_eq!(n_hidden, 0, "one more name takes no more than to say so");
    }
}

/// Nothing that can be done on a page at any size makes drawing fail.
#[test]
fn every_size_draws_pages() {
    let mut desks: Vec<Desk> = ["c g d", "c g d G", "g d", "Enter n", "M Enter"].map(desk).into();
    for width in (1..30).chain([39, 60, 79, 80, 81, 119, 120, 200]) {
        for height in (1..12).chain([14, 24, 36, 50]) {
            for desk in &mut desks {
                desk.resize(width, height);
                desk.keys("j C-d k");
                assert_eq!(desk.buffer(), desk.buffer());
            }
        }
    }
}

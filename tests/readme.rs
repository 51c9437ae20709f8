//! The README's keys come from the table of actions and the bundled keymap, so that they never lie.
//!
//! `UPDATE_README=1 cargo test --test readme` writes them anew.

use std::path::Path;

use newsdesk::app::action::{ACTIONS, Group};
use newsdesk::app::{Settings, signs};
use newsdesk::config::keymap::Keymap;

const START: &str = "<!-- keys: made from the table of actions; UPDATE_README=1 cargo test --test readme -->\n";
const END: &str = "<!-- end of keys -->";

fn keys() -> String {
    let bindings = Keymap::bundled().bindings();
    let mut table = String::from("| key | action |\n|---|---|\n");
    for group in Group::ALL {
        table.push_str(&format!("| | **{}** |\n", group.title()));
        for row in ACTIONS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> =
                bindings.keys(row.action).iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            table.push_str(&format!("| {} | {} |\n", keys.join(" "), row.about));
        }
    }
    table.push_str(&format!("\n| sign | {} |\n|---|---|\n", signs::TITLE.to_lowercase()));
    let glyphs = Settings::default().glyphs();
    signs::SIGNS.iter().for_each(|(sign, about)| table.push_str(&format!("| {} | {about} |\n", sign(glyphs))));
    table
}

#[test]
fn the_keys_of_the_readme_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once(START).expect("where the keys start");
    let (shown, after) = rest.split_once(END).expect("where the keys end");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, format!("{before}{START}{}{END}{after}", keys())).expect("the README to be writable");
        return;
    }
    assert_eq!(shown, keys(), "out of date: UPDATE_README=1 cargo test --test readme");
}

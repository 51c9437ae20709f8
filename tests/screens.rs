//! Screens: keys in, picture out, at the sizes that people use.

mod support;

use support::desk::Desk;

#[test]
fn try_it() {
    for (w, h, keys) in [
        (120, 36, ""),
        (80, 24, "j"),
        (60, 20, ""),
        (60, 20, "Enter"),
        (200, 50, "j j"),
        (120, 36, "c"),
        (120, 36, "?"),
        (80, 24, ":"),
        (80, 24, "/ \"nrth\""),
    ] {
        let mut desk = Desk::new(w, h);
        desk.keys(keys);
        println!("== {w}x{h} {keys}\n{}", desk.picture());
    }
}

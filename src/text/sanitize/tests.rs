//! Attacks by name, right text that must survive, and that cleaning twice changes nothing.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::text::repair::repair;

fn check(input: &str, expected: &str) {
    assert_eq!(sanitize(input).as_str(), expected, "{input:?}");
}

#[test]
fn colours_leave_nothing_behind() {
    check("\u{1b}[31mred\u{1b}[0m", "red");
    check("\u{9b}31mred", "red");
    check("\u{1b}[38:2::255:0:0m\u{1b}[1 qred\u{1b}[?25", "red");
    check("\u{1b}[3\r1mred", "red");
    check("\u{1b}[[[[31mred", "red");
}

#[test]
fn sequences_of_two_and_three_leave_nothing_behind() {
    check("\u{1b}(Btext\u{1b}c \u{1b}(0qq\u{1b}#8 \u{1b}%@x\u{1b}7\u{1b}=", "text qq x");
    check("a\u{1b}", "a");
}

#[test]
fn titles_and_clipboard_writes_are_dropped_whole() {
    check("a\u{1b}]0;own the title\u{7}b", "ab");
    check("a\u{1b}]52;c;cm0gLXJm\u{1b}\\b", "ab");
    check("a\u{1b}Pq#0\u{9c}b\u{1b}_x\u{7}y\u{1b}\\c\u{1b}^z\u{18}d", "abcd");
    check("a\u{1b}]never ends", "a");
    check("a\u{9d}8;;http://x/ never ends", "a");
    check("\u{1b}]8;;https://evil.example/\u{7}here\u{1b}]8;;\u{7}", "here");
    check("\u{1b}]P1ff0000red", "red");
}

#[test]
fn a_stray_control_of_an_old_encoding_takes_nothing_with_it() {
    check("say \u{98}yes\u{90} and go on", "say yes and go on");
}

#[test]
fn interrupted_sequences_begin_anew() {
    check("a\u{1b}[31\u{1b}[1mb", "ab");
    check("a\u{1b}[31\u{18}b\u{1b}[\u{1a}c", "abc");
    check("a\u{1b}]0;x\u{1b}]0;y\u{7}b", "ab");
    check("a\u{1b}P\u{1b}]0;x\u{7}\u{1b}\\b", "ab");
}

#[test]
fn sequences_split_by_invisible_characters_are_dropped_whole() {
    for hidden in ["\u{200b}", "\u{202e}", "\u{ad}", "\u{fe0f}", "\u{e0041}", "\0", "\u{7f}", "\u{feff}"] {
        check(&format!("a\u{1b}{hidden}[3{hidden}1mb"), "ab");
        check(&format!("a\u{1b}{hidden}]0;x{hidden}y\u{7}b"), "ab");
    }
}

#[test]
fn sequences_as_character_references_are_resolved_and_dropped() {
    for text in ["&#27;[31mred", "&#x1b;[31mred", "&amp;#x1B;[31mred", "&#X1b;&#91;31mred", "&#27;]0;t&#7;red"] {
        assert_eq!(sanitize(&repair(text)), "red", "{text}");
    }
    assert_eq!(sanitize(&repair("&#x202e;&#8203;&#0;&ZeroWidthSpace;red")), "\u{fffd}red");
}

#[test]
fn controls_are_stripped_from_lines() {
    assert_eq!(strip_controls("a\u{1b}[31mb\n\tc\u{7}"), "ab\n\tc");
    assert_eq!(strip_controls("\u{1b}]0;x\u{7}d\u{1b}[3\n1me"), "d\ne");
}

#[test]
fn hidden_and_reordering_characters_go() {
    check("pay\u{202e}lap\u{202c} now\u{2067}\u{2069}\u{61c}\u{200f}", "paylap now");
    check("Open\u{200b}AI\u{2060}\u{feff}\u{3164}\u{115f}\u{2062}", "OpenAI");
    check("so\u{ad}ft \u{fff9}a\u{fffa}b\u{fffb}\u{ffff}\u{fdd0}", "soft ab");
}

#[test]
fn letters_smuggled_in_tags_and_selectors_go() {
    check("a\u{e0041}\u{e007f}b\u{fe01}", "ab");
    check("🏴\u{e0067}\u{e0062}\u{e0061}\u{e007f}", "🏴");
    check("😀\u{e0101}\u{e0102} 漢\u{e0100}\u{e0101} x\u{e0100}", "😀 漢 x");
}

#[test]
fn joiners_selectors_and_tags_stay_where_they_do_work() {
    for text in [
        "👩\u{200d}💻 ok",
        "می\u{200c}خواهم",
        "ශ්\u{200d}රී",
        "ന്\u{200d} ok",
        "❤\u{fe0f}\u{200d}🔥 ☎\u{fe0e} 1\u{fe0f}\u{20e3}",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "辻\u{e0100}さん",
    ] {
        check(text, text);
    }
    check("Open\u{200d}AI 10\u{200c}000 می\u{200c}\u{200c}خواهم", "OpenAI 10000 می\u{200c}خواهم");
}

#[test]
fn white_space_becomes_single_spaces() {
    check("  a\t\tb\r\nc\u{a0}\u{3000}d\u{85}e\u{1680}f  ", "a b c d e f");
}

#[test]
fn code_keeps_its_blanks() {
    assert_eq!(Clean::code("\tlet  x =\u{1b}[31m 1;\t// \u{202e}y  \r\n"), "    let  x = 1; // y");
    assert_eq!(Clean::code(""), "");
}

#[test]
fn marks_are_limited() {
    let piled = format!("a{}", "\u{301}".repeat(40));
    assert_eq!(sanitize(&piled).chars().count(), 1 + MAX_PILED);
    let piled = format!("က{}", "\u{200d}\u{1031}".repeat(40));
    assert_eq!(sanitize(&piled).chars().count(), 1 + MAX_MARKS);
}

#[test]
fn text_that_looks_like_a_sequence_stays() {
    for text in ["Array[3;1] and ]0;", "%1b in an address", "[31m", "x² ≤ √y", "ＡＢ，カタカナ", "\u{2800}"]
    {
        check(text, text);
    }
}

#[test]
fn clean_text_is_taken_as_it_is() {
    for text in
        ["", "a b", "The firm’s “open” model – 3 °C", "Über", "新闻。", &"long enough to fill a few chunks ".repeat(9)]
    {
        let text = text.trim();
        assert!(is_clean(text), "{text}");
        check(text, text);
    }
    for text in
        [" a", "a ", "a  b", "a\tb", "é  b", "é\u{a0}b", "e\u{301}", "\u{200b}", &format!("{}  b", "a".repeat(63))]
    {
        assert!(!is_clean(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn sanitizing_twice_changes_nothing(text in any::<String>()) {
        let once = sanitize(&text);
        prop_assert_eq!(&sanitize(&once), &once);
    }

    #[test]
    fn nothing_harmful_is_left(text in "[\\x00-\\x9f\u{200b}-\u{202e}a\\[\\]m;]{0,40}") {
        let clean = sanitize(&text);
        prop_assert!(!clean.chars().any(|c| c.is_control() || is_invisible(c)));
    }

    #[test]
    fn whatever_is_mixed_is_cleaned_once(
        text in "[\u{1b}\u{9b}\u{9d}\u{90}\u{9c}\u{7}\u{18}\\[\\]P;1m \t\na漢1❤🏴👩\u{200b}-\u{200d}\u{fe0f}\u{e0100}\u{e0067}\u{301}\u{94d}क\u{20e3}م]{0,60}"
    ) {
        let once = sanitize(&text);
        prop_assert_eq!(&sanitize(&once), &once);
        prop_assert!(is_showable(&once));
        let code = Clean::code(&text);
        prop_assert_eq!(&Clean::code(&code), &code);
    }
}

#[test]
fn the_scripts_of_india_are_clean_as_they_stand() {
    for text in ["कंपनी ने सोमवार को कहा कि नया मॉडल खुला होगा।", "தமிழ் மொழி", "బాగుంది", "বাংলা ভাষা"]
    {
        assert!(is_clean(text), "{text}");
        assert_eq!(clean(text, Blanks::Single), text);
    }
    let piled = format!("क{}", "\u{93e}".repeat(MAX_MARKS + 1));
    assert!(!is_clean(&piled) && is_clean(&sanitize(&piled)));
}

#[test]
fn what_is_odd_is_found_wherever_it_stands() {
    let plain = "The crane is red, and it is here.".repeat(3);
    for odd in ["  ", "\t", "\n", "\u{7f}", "\u{1b}", "é", "\u{80}"] {
        for at in 0..=plain.len() {
            let text = format!("{}{odd}{}", &plain[..at], &plain[at..]);
            let blanks_before = usize::from(odd == "  " && plain[..at].ends_with(' '));
            assert_eq!(super::plain_prefix(text.as_bytes()), at - blanks_before, "{odd:?} at {at}");
        }
    }
}

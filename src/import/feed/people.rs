//! Names of people as feeds write them: `joe@example.org (Joe Doe)`, `Joe Doe <joe@example.org>`, «info@example.org».

use crate::text::Clean;
use crate::text::repair::repair;

/// The person that `text` names: the name, and where there is none the address.
pub fn person(text: &str) -> Option<Clean> {
    let text = Clean::from(repair(text).as_ref());
    let text = unquoted(&text);
    let (outer, inner) = bracketed(text);
    let candidates = [outer, inner];
    let name = candidates.iter().map(|part| without_address(part)).find(|part| part.chars().any(char::is_alphanumeric));
    let address = || candidates.iter().find_map(|part| address(part)).map(Clean::from);
    name.map(Clean::from).or_else(address).or_else(|| Some(Clean::from(text)).filter(|text| !text.is_empty()))
}

/// The name of somebody who is given by parts, as far as there are any.
pub fn of_parts(name: &str, mail: &str, page: &str) -> Option<Clean> {
    let page = page.trim();
    person(name).or_else(|| person(mail)).or_else(|| Some(Clean::from(page)).filter(|page| !page.is_empty()))
}

/// `text` without the signs that were put around it.
fn unquoted(text: &str) -> &str {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '«' | '»' | '“' | '”' | '„' | ',' | ';');
    let mut text = text.trim_matches(is_sign);
    // a bracket around all of it says nothing either
    for (open, close) in [('<', '>'), ('(', ')'), ('[', ']')] {
        if let Some(inside) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
            && !inside.contains(open)
        {
            text = inside.trim_matches(is_sign);
        }
    }
    text
}

/// What stands before the last bracket and what stands in it.
fn bracketed(text: &str) -> (&str, &str) {
    for (open, close) in [('(', ')'), ('<', '>'), ('[', ']')] {
        let Some(start) = text.find(open) else { continue };
        let rest = &text[start + 1..];
        let (inside, behind) = rest.split_once(close).unwrap_or((rest, ""));
        let before = text[..start].trim();
        if address(before).is_none() && address(inside).is_none() && open != '<' {
            // `Joe Doe (Reuters)` is a name as it stands
            continue;
        }
        return (if before.is_empty() { behind.trim() } else { before }, inside.trim());
    }
    (text, "")
}

/// The mail address in `text`.
fn address(text: &str) -> Option<&str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"'));
    words.map(bare).find(|word| is_address(word))
}

fn bare(word: &str) -> &str {
    let word = word.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(word, |_| &word[7..]);
    word.trim_matches(|c: char| matches!(c, '"' | '\'' | '«' | '»' | '[' | ']' | ':' | ','))
}

fn is_address(word: &str) -> bool {
    let Some((user, host)) = word.split_once('@') else { return false };
    !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.contains('@')
}

/// `text` without mail addresses and what joins them to the name.
fn without_address(text: &str) -> String {
    if !text.contains('@') {
        return unquoted(text).to_owned();
    }
    let words = text.split_whitespace().filter(|word| address(word).is_none());
    let name = words.collect::<Vec<_>>().join(" ");
    unquoted(name.trim_end_matches([',', '-', '–', '/', '|', ':']).trim()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_of_every_form() {
        for (text, expected) in [
            ("joe@example.org (Joe Doe)", "Joe Doe"),
            ("Joe Doe (joe@example.org)", "Joe Doe"),
            ("Joe Doe <joe@example.org>", "Joe Doe"),
            ("\"Doe, Joe\" <joe@example.org>", "Doe, Joe"),
            ("<joe@example.org> Joe Doe", "Joe Doe"),
            ("Joe Doe, joe@example.org", "Joe Doe"),
            ("joe@example.org Joe Doe", "Joe Doe"),
            ("Joe Doe (mailto:joe@example.org)", "Joe Doe"),
            ("mailto:joe@example.org", "joe@example.org"),
            ("joe@example.org", "joe@example.org"),
            ("joe@example.org ()", "joe@example.org"),
            ("«info@example.org»", "info@example.org"),
            ("(Joe Doe)", "Joe Doe"),
            ("Joe Doe (Reuters)", "Joe Doe (Reuters)"),
            ("Joe &amp; Ann", "Joe & Ann"),
            ("@handle", "@handle"),
        ] {
            assert_eq!(person(text).unwrap(), expected, "{text}");
        }
        assert_eq!(person("  "), None);
        assert_eq!(of_parts("", "", "http://a.example/").unwrap(), "http://a.example/");
    }
}

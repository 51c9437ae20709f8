//! How unnatural it is that one character follows another, in tenths of what an accent at a wrong place weighs.
//!
//! In right text letters stand by letters of their script, a capital begins a word, quotes stand at the ends of words, money
//! beside numbers. Misread UTF-8 breaks such habits with nearly every character, and undoing it mends all of them at once.
//! The numbers are estimates, tried on right sentences of ninety languages and the same sentences misread.

use super::kind::{GREEK, Kind, LATIN, Repute, Role, Side, Trail, WIDE};

/// The cost of `next` after `before`.
pub fn clash(before: Kind, next: Kind) -> i32 {
    if before.is_ascii && next.is_ascii {
        return 0;
    }
    match (before.role, next.role) {
        (Role::Letter, Role::Control) | (Role::Control, Role::Letter) => 30,
        (Role::Control, Role::Blank) | (Role::Blank, Role::Control) => 0,
        (Role::Control, _) | (_, Role::Control) => 8,
        (Role::Letter, Role::Letter) => letters(before, next),
        (Role::Letter, _) => after_letter(before, next),
        (_, Role::Letter) => before_letter(before, next),
        (a, b) => signs(a, b),
    }
}

/// The kind that `next` is once `before` is known: a quote right behind a letter closes.
pub fn settle(before: Kind, next: Kind) -> Kind {
    let is_inside = before.role == Role::Letter && before.script != WIDE;
    match (next.role, next.repute) {
        (Role::Quote(_), _) if is_inside => Kind { role: Role::Quote(Side::AfterLetter), ..next },
        (Role::Dash(_), _) if is_inside => Kind { role: Role::Dash(Side::AfterLetter), ..next },
        (_, Repute::Suspect) if before.role == Role::Blank => Kind { repute: Repute::SuspectAlone, ..next },
        (_, Repute::Suspect) if !is_inside => Kind { repute: Repute::SuspectBehindSign, ..next },
        (Role::Letter, Repute::Good) if is_inside && before.is_upper && next.is_upper => {
            Kind { repute: Repute::SecondCapital, ..next }
        }
        _ => next,
    }
}

fn letters(before: Kind, next: Kind) -> i32 {
    if before.script != next.script {
        let is_beside = |a: Kind, b: Kind| a.script == WIDE && b.script != WIDE;
        let is_variable = |a: Kind, b: Kind| a.script == GREEK && b.is_ascii;
        return match () {
            () if is_beside(before, next) || is_beside(next, before) => 30,
            () if is_variable(before, next) || is_variable(next, before) => 30,
            () => 60,
        };
    }
    match (before.repute, next.repute) {
        (Repute::Suspect | Repute::SuspectAlone | Repute::SuspectBehindSign | Repute::Western, Repute::Eastern) => {
            return if before.is_upper { 35 } else { 10 };
        }
        (Repute::Umlaut, Repute::Romance | Repute::Eastern) => return 28,
        _ => {}
    }
    match (before.is_upper, next.is_upper) {
        (false, true) if before.script == WIDE => 0,
        (false, true) if next.repute == Repute::Suspect => 40,
        (false, true) => 30,
        (true, false) if before.repute == Repute::SecondCapital && !before.is_ascii => 15,
        _ => 0,
    }
}

/// What makes a suspect letter more so.
fn doubt(letter: Kind, next: Kind) -> i32 {
    let is_break = next.role == Role::Blank;
    match letter.repute {
        Repute::SuspectBehindSign if is_break => 35,
        Repute::SuspectAlone if is_break && !next.is_ascii => 30,
        Repute::SuspectAlone if is_break => 12,
        Repute::SuspectAlone if matches!(next.role, Role::Dash(_) | Role::Quote(_)) => 25,
        Repute::Suspect if is_break && !next.is_ascii => 15,
        Repute::Suspect | Repute::SuspectAlone | Repute::SuspectBehindSign => match next.role {
            Role::Dash(_) => 20,
            Role::Blank | Role::Close | Role::Apostrophe | Role::Sign | Role::Mark | Role::Quote(_) => 0,
            _ if letter.repute == Repute::Suspect => 10,
            _ => 15,
        },
        Repute::Western if is_break && !next.is_ascii => 12,
        _ => 0,
    }
}

fn after_letter(letter: Kind, next: Kind) -> i32 {
    let is_wide = letter.script == WIDE;
    let cost = match next.role {
        Role::Blank | Role::Close | Role::Apostrophe | Role::Mark => 0,
        Role::Sign if letter.is_ascii || next.is_ascii => 0,
        Role::Sign => 20,
        Role::Digit => 5,
        Role::Open if is_wide || next.is_ascii => 3,
        Role::Open => 30,
        Role::Quote(_) | Role::Dash(_) => 0,
        Role::Trailing(Trail::Word) => 3,
        Role::Trailing(Trail::Number) if letter.script == LATIN => 12,
        Role::Trailing(Trail::Number) => 30,
        Role::Leading => 30,
        Role::Alone => 25,
        Role::Stray => 50,
        Role::Box => 40,
        Role::Format => 5,
        Role::Emoji => 5,
        Role::Letter | Role::Control => 0,
    };
    doubt(letter, next) + if is_wide { cost / 2 } else { cost }
}

fn before_letter(before: Kind, letter: Kind) -> i32 {
    let is_wide = letter.script == WIDE;
    let cost = match before.role {
        Role::Blank | Role::Open | Role::Apostrophe => 0,
        Role::Sign if letter.is_ascii || before.is_ascii => 0,
        Role::Sign => 20,
        Role::Digit if letter.repute == Repute::Suspect && letter.is_upper => 40,
        Role::Digit if letter.is_upper => 20,
        Role::Digit => 8,
        Role::Close => 8,
        Role::Quote(Side::Outside) | Role::Dash(Side::Outside) => 0,
        Role::Quote(Side::AfterLetter) => 35,
        Role::Dash(Side::AfterLetter) => 10,
        Role::Trailing(Trail::Word) => 25,
        Role::Trailing(Trail::Number) => 25,
        Role::Leading => 20,
        Role::Alone => 25,
        Role::Stray => 50,
        Role::Box => 40,
        Role::Format => 5,
        Role::Emoji => 5,
        Role::Mark => 0,
        Role::Letter | Role::Control => 0,
    };
    if is_wide { cost / 2 } else { cost }
}

fn signs(before: Role, next: Role) -> i32 {
    match (before, next) {
        (Role::Stray, _) | (_, Role::Stray) => 20,
        (Role::Box, Role::Box | Role::Blank) | (Role::Blank, Role::Box) => 0,
        (Role::Box, _) | (_, Role::Box) => 25,
        (Role::Format, Role::Blank) => 15,
        (Role::Mark, Role::Mark) => 5,
        (_, Role::Mark) => 30,
        (Role::Blank, _) | (_, Role::Blank) => 0,
        (Role::Digit, Role::Open) => 15,
        (Role::Digit, _) | (_, Role::Digit) => 0,
        (Role::Quote(_) | Role::Dash(_) | Role::Apostrophe | Role::Open, _) => 3,
        (Role::Trailing(_), Role::Quote(_) | Role::Apostrophe) => 8,
        (_, Role::Quote(_) | Role::Dash(_) | Role::Close | Role::Apostrophe) => 3,
        (Role::Emoji, _) | (_, Role::Emoji) => 2,
        (Role::Leading, Role::Leading) | (Role::Alone, Role::Alone) => 12,
        _ => 10,
    }
}

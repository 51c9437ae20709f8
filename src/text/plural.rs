//! Numbers with their nouns.

/// `1 line`, `2 lines`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

//! How names compare, and which name was likely meant.

use unicode_normalization::UnicodeNormalization;

/// The form in which names, headers and labels compare: NFKC, trimmed, ASCII letters in lower case, inner white space as one space.
///
/// ```
/// assert_eq!(paicha::names::fold(" ＩＤ　编号 "), "id 编号");
/// ```
pub fn fold(name: &str) -> String {
    // Most names are in this form already; normalising costs more than all else done with them.
    let settled = |character| matches!(character, 'a'..='z' | '0'..='9' | '_' | '\u{4e00}'..='\u{9fff}');
    if name.chars().all(settled) {
        return name.to_owned();
    }
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.nfkc() {
        if character.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        folded.push(character.to_ascii_lowercase());
    }
    folded
}

/// Whether a name can be written in an expression: letters of any script, digits and `_`, not starting with a digit.
pub fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|character| character == '_' || character.is_alphanumeric())
}

/// The candidate that was likely meant by a misspelt name: the nearest by edits of its folded form, none if all are far.
///
/// ```
/// let candidates = ["uses_gas", "storage_kg"];
/// assert_eq!(paicha::names::closest("use_gas", candidates), Some("uses_gas"));
/// assert_eq!(paicha::names::closest("wall", candidates), None);
/// ```
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer names are no names anyone typed, and in such a crowd the nearest says little.
    const LONGEST: usize = 128;
    const MOST: usize = 5_000;
    let name = fold(name);
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let allowed = match length {
        0 | 1 => 0,
        2..=5 => 1,
        _ => length / 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(MOST) {
        let folded = fold(candidate);
        if folded.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&name, &folded);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

//! How names compare, and which name was likely meant.

use std::borrow::Cow;
#[cfg(not(feature = "nfkc"))]
use std::sync::OnceLock;

/// What brings a text into the form NFKC where the core has no tables for it.
#[cfg(not(feature = "nfkc"))]
static NORMALIZER: OnceLock<fn(&str) -> String> = OnceLock::new();

/// Says how to bring a text into the form NFKC, for a build without the feature `nfkc`: a web page has a function for it.
/// To be said once, before the first pack; with the feature the core has its own tables, and this does nothing.
pub fn normalize_with(normalizer: fn(&str) -> String) {
    #[cfg(not(feature = "nfkc"))]
    NORMALIZER.get_or_init(|| normalizer);
    #[cfg(feature = "nfkc")]
    let _ = normalizer;
}

/// A text in the form NFKC.
#[cfg(feature = "nfkc")]
pub(crate) fn nfkc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// A text in the form NFKC; as it is if nobody said how.
#[cfg(not(feature = "nfkc"))]
pub(crate) fn nfkc(text: &str) -> String {
    NORMALIZER.get().map_or_else(|| text.to_owned(), |normalizer| normalizer(text))
}

/// The form in which names, headers and labels compare: NFKC, trimmed, ASCII letters in lower case, inner white space as one space.
///
/// ```
/// assert_eq!(paicha::names::fold(" ＩＤ　编号 "), "id 编号");
/// ```
pub fn fold(name: &str) -> String {
    folded(name).into_owned()
}

/// As [`fold`], without a text of its own for a name that is in this form already.
pub(crate) fn folded(name: &str) -> Cow<'_, str> {
    // Most names are in this form already, most others plain; normalising costs more than all else done with them.
    if is_settled(name) {
        return Cow::Borrowed(name);
    }
    let mut is_plain = true;
    let characters = name.chars().map(plain).inspect(|plain| is_plain &= plain.is_some());
    let folded = joined(characters.map_while(|plain| plain), name.len());
    Cow::Owned(if is_plain { folded } else { joined(nfkc(name).chars(), name.len()) })
}

/// Whether a name plainly is in this form: small letters, digits, `_` and Chinese characters, told by their bytes.
fn is_settled(name: &str) -> bool {
    // The bytes E4 to E9 begin U+4000 to U+9FFF. Without a way out, so that it takes many bytes at a time.
    let is_settled = |byte: u8| {
        byte.is_ascii_lowercase() | byte.is_ascii_digit() | (byte == b'_') | matches!(byte, 0x80..=0xBF | 0xE4..=0xE9)
    };
    name.bytes().fold(true, |settled, byte| settled & is_settled(byte))
}

/// The NFKC form of characters that hardly a name goes beyond: none of them joins its neighbours.
fn plain(character: char) -> Option<char> {
    match character {
        ' '..='~' | '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '“' | '”' => Some(character),
        '！'..='～' => char::from_u32(character as u32 - 0xFEE0),
        _ => None,
    }
}

/// Trimmed, ASCII letters in lower case, inner white space as one space.
fn joined(characters: impl Iterator<Item = char>, length: usize) -> String {
    let mut folded = String::with_capacity(length);
    let mut gap = false;
    for character in characters {
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

/// Whether a character can be part of a name in an expression: a letter of any script, a digit or `_`.
pub(crate) fn is_word(character: char) -> bool {
    // Asked of every character of every expression; the tables of letters are large.
    matches!(character, '\u{4e00}'..='\u{9fff}' | '_') || character.is_alphanumeric()
}

/// Whether a name can be written in an expression: letters of any script, digits and `_`, not starting with a digit.
pub fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first == '_' || first.is_alphabetic()) && characters.all(is_word)
}

/// The candidate that was likely meant by a misspelt name: the nearest by edits of its folded form, none if all are far.
///
/// ```
/// let candidates = ["uses_gas", "storage_kg"];
/// assert_eq!(paicha::names::closest("use_gas", candidates), Some("uses_gas"));
/// assert_eq!(paicha::names::closest("wall", candidates), None);
/// ```
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(name, &mut candidates.into_iter())
}

fn nearest<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
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
    for candidate in candidates.take(MOST) {
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

#[cfg(all(test, feature = "nfkc"))]
mod tests {
    use super::{is_settled, is_word, joined, plain};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn plain_characters_are_what_nfkc_makes_of_them() {
        for character in '\0'..=char::MAX {
            let Some(plain) = plain(character) else { continue };
            assert!(character.nfkc().eq([plain]), "{character}");
            // Nothing joins across it either.
            assert!(['a', character, '且'].into_iter().nfkc().eq(['a', plain, '且']), "{character}");
        }
    }

    #[test]
    fn settled_characters_are_left_as_they_are() {
        for character in '\0'..=char::MAX {
            let name = format!("a{character}且");
            if is_settled(&name) {
                assert_eq!(joined(name.nfkc(), name.len()), name);
            }
        }
        assert!(is_settled("消防栓_2"));
    }

    #[test]
    fn words_are_letters_digits_and_the_underscore() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_word(character), character == '_' || character.is_alphanumeric(), "{character}");
        }
    }
}

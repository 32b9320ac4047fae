//! Chinese operators and full-width punctuation, read as their ASCII forms; texts stay as they are.

use crate::names::is_word;

/// The text as rhai reads it, with the place each character came from.
pub struct Normalized {
    /// The text in ASCII punctuation.
    pub text: String,
    /// For each character of `text`, and once more for its end: the byte offset in the text as written.
    origin: Vec<usize>,
}

impl Normalized {
    /// The byte offset, in the text as written, of the character at a line and column (both from 1).
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let start: usize =
            self.text.split('\n').take(line.saturating_sub(1)).map(|line| line.chars().count() + 1).sum();
        let index = start + column.saturating_sub(1);
        self.origin.get(index).or(self.origin.last()).copied().unwrap_or(0)
    }

    fn push(&mut self, character: char, from: usize) {
        self.text.push(character);
        self.origin.push(from);
    }

    fn push_all(&mut self, ascii: &str, from: usize) {
        ascii.chars().for_each(|character| self.push(character, from));
    }
}

/// Normalizes an expression.
pub fn normalize(written: &str) -> Normalized {
    let mut normalized =
        Normalized { text: String::with_capacity(written.len()), origin: Vec::with_capacity(written.len() + 1) };
    let mut characters = written.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' | '“' | '”' => text(&mut normalized, &mut characters, at, character),
            '`' | '\'' => normalized.push(character, at),
            _ if is_word(character) => {
                let mut end = at + character.len_utf8();
                while let Some((next, following)) =
                    characters.peek().copied().filter(|(_, following)| is_word(*following))
                {
                    end = next + following.len_utf8();
                    characters.next();
                }
                word(&mut normalized, written.get(at..end).unwrap_or(""), at);
            }
            _ => match punctuation(character, &normalized.text) {
                Some(ascii) => normalized.push_all(ascii, at),
                None => normalized.push(character, at),
            },
        }
    }
    normalized.origin.push(written.len());
    normalized
}

fn word(normalized: &mut Normalized, word: &str, at: usize) {
    match word {
        "且" => normalized.push_all("&&", at),
        "或" => normalized.push_all("||", at),
        "非" => normalized.push('!', at),
        _ => {
            for (offset, character) in word.char_indices() {
                let ascii = match character {
                    '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                        char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
                    }
                    _ => character,
                };
                normalized.push(ascii, at + offset);
            }
        }
    }
}

/// Copies a text up to its closing quote; full-width quotes become straight ones.
fn text(
    normalized: &mut Normalized,
    characters: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    at: usize,
    open: char,
) {
    normalized.push('"', at);
    let full_width = open != '"';
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if !full_width => {
                normalized.push('\\', at);
                if let Some((at, escaped)) = characters.next() {
                    normalized.push(escaped, at);
                }
            }
            '"' if !full_width => return normalized.push('"', at),
            '”' | '“' if full_width => return normalized.push('"', at),
            '"' => normalized.push_all("\\\"", at),
            _ => normalized.push(character, at),
        }
    }
}

fn punctuation(character: char, before: &str) -> Option<&'static str> {
    Some(match character {
        '（' => "(",
        '）' => ")",
        '，' | '、' => ",",
        '；' => ";",
        '：' => ":",
        '！' => "!",
        '＜' => "<",
        '＞' => ">",
        '＝' => "=",
        '＋' => "+",
        '－' | '−' => "-",
        '＊' | '×' => "*",
        '／' | '÷' => "/",
        '＆' => "&",
        '｜' => "|",
        '｛' => "{",
        '｝' => "}",
        '［' => "[",
        '］' => "]",
        '．' => ".",
        '？' => "?",
        '。' if before.ends_with(|last: char| last.is_ascii_digit()) => ".",
        '≥' | '≧' => ">=",
        '≤' | '≦' => "<=",
        '≠' => "!=",
        '\u{3000}' | '\u{a0}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn reads_chinese_operators_as_words_only() {
        assert_eq!(normalize("甲 且 非（乙 或 丙）").text, "甲 && !(乙 || 丙)");
        assert_eq!(normalize("非法加盖 && 或有").text, "非法加盖 && 或有");
    }

    #[test]
    fn leaves_texts_alone() {
        assert_eq!(normalize("a == \"（，且\\\"非）\"").text, "a == \"（，且\\\"非）\"");
        assert_eq!(normalize("a ＝＝ “管道”").text, "a == \"管道\"");
    }

    #[test]
    fn finds_the_place_as_written() {
        let normalized = normalize("甲 ≥ 乙");
        assert_eq!(normalized.text, "甲 >= 乙");
        assert_eq!(normalized.offset(1, 6), "甲 ≥ ".len());
    }
}

//! Looking at one line of TOML that does not parse: full-width punctuation, open quotes.

/// Full-width punctuation and the ASCII form TOML wants.
const FULL_WIDTH: &[(char, char)] = &[
    ('＝', '='),
    ('，', ','),
    ('、', ','),
    ('：', '='),
    ('“', '"'),
    ('”', '"'),
    ('＂', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('＇', '\''),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('｛', '{'),
    ('｝', '}'),
    ('。', '.'),
    ('．', '.'),
    ('＃', '#'),
    ('\u{3000}', ' '),
];

/// The parts of a line outside quotes and comments: each character with its offset.
fn outside_quotes(line: &str) -> impl Iterator<Item = (usize, char)> {
    let mut open: Option<char> = None;
    let mut escaped = false;
    let mut comment = false;
    line.char_indices().filter(move |(_, character)| {
        match open {
            Some('"') if !escaped && *character == '\\' => {
                escaped = true;
                return false;
            }
            Some(quote) => {
                if *character == quote && !escaped {
                    open = None;
                }
                escaped = false;
                return false;
            }
            None if comment => return false,
            None => {}
        }
        match character {
            '"' | '\'' => open = Some(*character),
            '#' => comment = true,
            _ => return true,
        }
        false
    })
}

/// The first full-width character of a line that stands where TOML wants ASCII: its offset, itself, the ASCII form.
pub(super) fn full_width(line: &str) -> Option<(usize, char, char)> {
    let ascii = |character| FULL_WIDTH.iter().find(|(wide, _)| *wide == character).map(|(_, ascii)| *ascii);
    outside_quotes(line)
        .find_map(|(at, character)| ascii(character).map(|ascii| (at, character, ascii)))
        .filter(|(_, wide, _)| *wide != '\u{3000}')
}

/// The line with its full-width punctuation in ASCII, as long in bytes as before, so that offsets stay what they are.
pub(super) fn to_ascii(line: &str) -> String {
    // Brackets in pairs stay together; one space after another would split `[[`.
    let mut line = line.to_owned();
    for (wide, ascii) in [("【【", "[["), ("】】", "]]"), ("［［", "[["), ("］］", "]]")] {
        line = line.replace(wide, &format!("{ascii}    "));
    }
    let places: Vec<usize> = outside_quotes(&line).map(|(at, _)| at).collect();
    let mut result = String::with_capacity(line.len());
    let mut opening = true;
    for (at, character) in line.char_indices() {
        let known = FULL_WIDTH.iter().find(|(wide, _)| *wide == character);
        match known.filter(|_| places.binary_search(&at).is_ok()) {
            Some((wide, ascii)) => {
                let quote = matches!(ascii, '"' | '\'');
                let padding = " ".repeat(wide.len_utf8() - 1);
                if quote && opening {
                    result.push_str(&padding);
                    result.push(*ascii);
                } else {
                    result.push(*ascii);
                    result.push_str(&padding);
                }
                opening ^= quote;
            }
            None => result.push(character),
        }
    }
    result
}

/// The offset of the quote on a line that is not closed.
pub(super) fn open_quote(line: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    let mut escaped = false;
    for (at, character) in line.char_indices() {
        match open {
            Some((_, '"')) if !escaped && character == '\\' => {
                escaped = true;
                continue;
            }
            Some((_, quote)) if character == quote && !escaped => open = None,
            None if character == '#' => return None,
            None if matches!(character, '"' | '\'') => open = Some((at, character)),
            _ => {}
        }
        escaped = false;
    }
    open.map(|(at, _)| at)
}

/// The brackets that a line opens and does not close, and how many it closes that it did not open.
pub(super) fn brackets(line: &str) -> (Vec<usize>, usize) {
    let mut open = Vec::new();
    let mut closing = 0;
    for (at, character) in outside_quotes(line) {
        match character {
            '[' | '{' => open.push(at),
            ']' | '}' if open.pop().is_none() => closing += 1,
            _ => {}
        }
    }
    (open, closing)
}

/// Whether a line is a header, or was meant as one.
pub(super) fn is_header(line: &str) -> bool {
    let line = line.trim_start_matches(|first: char| !first.is_alphanumeric() && first != '[' && first != '#');
    let name = line.trim_start_matches(['[', '.', '=', '"', ' ']);
    line.starts_with('[') && (name.is_empty() || name.starts_with(|first: char| first.is_alphabetic()))
}

/// Whether a line looks like the start of something new: a header, or a field with its value.
pub(super) fn starts_statement(line: &str) -> bool {
    let line = &to_ascii(line.trim());
    let line = line.trim();
    if let Some(header) = line.strip_prefix('[') {
        let name = header.trim_start_matches('[').trim_start();
        return name.starts_with(|first: char| first.is_ascii_alphabetic()) && line.ends_with(']');
    }
    let bare = |character: char| character.is_ascii_alphanumeric() || "_-. \"".contains(character);
    let colon = || line.split_once(':').filter(|(key, _)| !key.contains('"'));
    let key = line.split_once('=').or_else(colon).map(|(key, value)| (key.trim(), value));
    // A comma at the end: still inside a list or table that goes over several lines.
    key.is_some_and(|(key, value)| !key.is_empty() && key.chars().all(bare) && !value.starts_with('='))
        && !line.ends_with(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_outside_quotes_only() {
        assert_eq!(full_width("label ＝ \"a\""), Some((6, '＝', '=')));
        assert_eq!(full_width("label = \"a，b\""), None);
        assert_eq!(full_width("label = 1 # 注：x"), None);
        assert_eq!(full_width("a = \"x\\\"，\"，"), Some((12, '，', ',')));
    }

    #[test]
    fn ascii_keeps_the_length() {
        for line in ["label ＝ “燃气”", "【【check】】", "a = [\"x\"，\"y\"]", "【fact。a】", "a = ｛ b ＝ 1 ｝"]
        {
            assert_eq!(to_ascii(line).len(), line.len(), "{line}");
        }
        assert_eq!(to_ascii("label ＝ “燃气”"), "label =     \"燃气\"  ");
        assert_eq!(to_ascii("【【check】】"), "[[    check]]    ");
    }

    #[test]
    fn quotes() {
        assert_eq!(open_quote("a = \"b"), Some(4));
        assert_eq!(open_quote("a = [\"b\", \"c]"), Some(10));
        assert_eq!(open_quote("a = \"b\\\"c\" # it's"), None);
        assert_eq!(open_quote("a = 'it's'"), Some(9));
    }

    #[test]
    fn statements() {
        for line in
            ["[fact.a]", "[[check]]", "label = 1", "  a.b = [", "\"x\" = 1", "【fact.a】", "label: 1", "label ＝ 1"]
        {
            assert!(starts_statement(line), "{line}");
        }
        for line in ["", "]", "\"a\", \"b\",", "{ a = 1 },", "law = \"x\",", "[1, 2],", "a && b == c", "# x"] {
            assert!(!starts_statement(line), "{line}");
        }
    }
}

//! Problems of a pack as people read them: code, file:line:column, the line with a caret, help, related places.

use super::Screen;
use super::paint::Paint;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use paicha::diagnostic::{Diagnostic, Place, Severity};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

const WIDTH: u16 = 120;
const LONGEST_LINE: usize = 400;

/// Renders all problems, one after the other.
pub fn render(diagnostics: &[Diagnostic], screen: &Screen, paint: Paint) -> String {
    let renderer = if paint.on() { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(screen.width.unwrap_or(WIDTH).into());
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&groups(diagnostic, screen)));
        text.push_str("\n\n");
    }
    text
}

fn groups<'a>(diagnostic: &'a Diagnostic, screen: &Screen) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(screen.word("错误", "error").to_owned()),
        Severity::Warning => Level::WARNING.with_name(screen.word("警告", "warning").to_owned()),
    };
    let title = level.primary_title(screen.say(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut main = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        main = main.element(snippet(place, AnnotationKind::Primary, None));
    }
    if let Some(help) = &diagnostic.help {
        main = main.element(Level::HELP.with_name(screen.word("办法", "help").to_owned()).message(screen.say(help)));
    }
    let mut groups = vec![main];
    for (place, message) in &diagnostic.related {
        let title = Level::NOTE.with_name(screen.word("另见", "see").to_owned()).secondary_title(screen.say(message));
        groups.push(Group::with_title(title).element(snippet(place, AnnotationKind::Context, None)));
    }
    groups
}

fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<String>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (line, start) = shown(place);
    let span = span(line, start, place.length as usize);
    Snippet::source(line)
        .path(place.file.as_str())
        .line_start(place.line as usize)
        .annotation(kind.span(span).label(label))
}

/// The part of the line that is shown, and the column (from 0) of what is meant in it. Very long lines are cut.
fn shown(place: &Place) -> (&str, usize) {
    let column = (place.column as usize).saturating_sub(1);
    if place.text.width() <= LONGEST_LINE {
        return (&place.text, column);
    }
    let skip = column.saturating_sub(40);
    let from = byte_of(&place.text, skip);
    let to = byte_of(&place.text, skip + LONGEST_LINE / 2);
    (place.text.get(from..to).unwrap_or_default(), column - skip)
}

fn span(line: &str, start: usize, length: usize) -> Range<usize> {
    byte_of(line, start)..byte_of(line, start + length)
}

fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_characters() {
        let line = "when = '面积 > 5'";
        assert_eq!(line.get(span(line, 8, 2)), Some("面积"));
        assert_eq!(span(line, 99, 3), line.len()..line.len());
    }

    #[test]
    fn long_lines_are_cut_around_what_is_meant() {
        let text = format!("{}错{}", "x".repeat(1000), "y".repeat(1000));
        let place = Place { file: "a.toml".into(), line: 1, column: 1001, length: 1, text };
        let (line, start) = shown(&place);
        assert!(line.chars().count() <= 200);
        assert_eq!(line.get(span(line, start, 1)), Some("错"));
    }
}

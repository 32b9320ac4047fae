//! Colours: of levels (pack data), of headings and remarks; plain text when the screen wants none.

use anstyle::{Ansi256Color, AnsiColor, Color, Style};

/// Puts colours on text, or not.
#[derive(Clone, Copy, Debug)]
pub struct Paint(bool);

impl Paint {
    /// With or without colours.
    pub fn new(on: bool) -> Self {
        Self(on)
    }

    /// Whether there are colours.
    pub fn on(self) -> bool {
        self.0
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.0 { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A level's label in its colour, `#rrggbb`.
    pub fn level(self, color: Option<&str>, label: &str) -> String {
        let color = color.and_then(rgb).map(|rgb| Color::Ansi256(nearest(rgb)));
        self.with(Style::new().bold().fg_color(color), label)
    }

    /// A heading.
    pub fn heading(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// Something less important.
    pub fn dim(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// An error, or something overdue.
    pub fn error(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default().bold(), text)
    }

    /// A warning.
    pub fn warning(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default().bold(), text)
    }

    /// Something that is well.
    pub fn good(self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default().bold(), text)
    }

    /// A remark.
    pub fn note(self, text: &str) -> String {
        self.with(AnsiColor::Cyan.on_default().bold(), text)
    }

    /// Advice.
    pub fn help(self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default().bold(), text)
    }
}

/// Red, green, blue of `#rrggbb`.
pub fn rgb(color: &str) -> Option<[u8; 3]> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |start: usize| digits.get(start..start + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    Some([part(0)?, part(2)?, part(4)?])
}

/// The nearest of the 216 colours that every terminal with colours knows.
fn nearest(rgb: [u8; 3]) -> Ansi256Color {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |part: u8| (0u8..).zip(STEPS).min_by_key(|(_, shade)| shade.abs_diff(part)).map_or(0, |(step, _)| step);
    let [red, green, blue] = rgb.map(step);
    Ansi256Color(16 + 36 * red + 6 * green + blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nearest_color() {
        assert_eq!(rgb("#d7191c"), Some([0xd7, 0x19, 0x1c]));
        assert_eq!(rgb("red"), None);
        assert_eq!(nearest([0xd7, 0x19, 0x1c]), Ansi256Color(160));
        assert_eq!(nearest([255, 255, 255]), Ansi256Color(231));
    }

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(Paint::new(false).level(Some("#d7191c"), "重大风险"), "重大风险");
        assert!(Paint::new(true).level(Some("#d7191c"), "重大风险").contains("38;5;160"));
    }
}

//! What people copy is executed: every command in a `console` block of a page is run, and must print what stands there.
//!
//! A line `…` stands for any lines. `PAICHA_BLESS=1` rewrites the picture.

use paicha_tests::command::paicha;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGES: &[&str] = &["README.md", "README.zh-CN.md", "rules/toronto/README.md"];

/// How many commands the pages hold; a page that loses its commands is noticed here.
const COMMANDS: usize = 12;

struct Shown {
    page: &'static str,
    line: usize,
    command: String,
    output: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn shown() -> Result<Vec<Shown>, String> {
    let mut list: Vec<Shown> = Vec::new();
    for page in PAGES {
        let text = std::fs::read_to_string(root().join(page)).map_err(|error| format!("{page}: {error}"))?;
        let mut inside = false;
        for (index, line) in text.lines().enumerate() {
            match line.strip_prefix("```") {
                Some(language) => inside = !inside && language == "console",
                None if !inside => {}
                None => match (line.strip_prefix("$ "), list.last_mut()) {
                    (Some(command), _) => {
                        list.push(Shown { page, line: index + 1, command: command.to_owned(), output: Vec::new() });
                    }
                    (None, Some(last)) => last.output.push(line.trim_end().to_owned()),
                    (None, None) => return Err(format!("{page}:{}: output without a command", index + 1)),
                },
            }
        }
    }
    Ok(list)
}

/// The command that a line of a page stands for; `tests/run` is what is running now.
fn command(line: &str) -> Result<Option<Command>, String> {
    let line = line.strip_prefix("cargo run --release -- ").or(line.strip_prefix("paicha ")).unwrap_or(line);
    if line == "tests/run" {
        return Ok(None);
    }
    let mut command = paicha()?;
    command.args(line.split_whitespace()).args(["--color", "never"]).current_dir(root());
    Ok(Some(command))
}

/// Whether lines are as shown, `…` standing for any.
fn fits(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        Some((first, rest)) => {
            printed.split_first().is_some_and(|(line, others)| line.trim_end() == first && fits(rest, others))
        }
    }
}

#[test]
fn every_command_prints_what_is_shown() -> Result<(), String> {
    let list = shown()?;
    let mut wrong = Vec::new();
    for shown in &list {
        let Some(mut command) = command(&shown.command)? else { continue };
        let output = command.output().map_err(|error| error.to_string())?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines: Vec<&str> = printed.trim_end().lines().collect();
        let expected =
            shown.output.iter().rposition(|line| !line.is_empty()).map_or(&[][..], |last| &shown.output[..=last]);
        if !expected.is_empty() && !fits(expected, &lines) {
            wrong.push(format!(
                "{}:{}: $ {}\n{printed}{}",
                shown.page,
                shown.line,
                shown.command,
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    assert_eq!(list.len(), COMMANDS, "commands in {PAGES:?}");
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// The picture in the READMEs is what the main job prints on a terminal.
#[test]
fn the_picture_is_what_is_printed() -> Result<(), String> {
    let places = ["rules/xincheng-2022", "rules/xincheng-2022/places.csv", "--as-of", "2022-12-31", "--top", "12"];
    let mut command = paicha()?;
    command.arg("score").args(places).args(["--color", "always"]).current_dir(root());
    let output = command.output().map_err(|error| error.to_string())?;
    let drawn = in_columns(&anstyle_svg::Term::new().render_svg(&String::from_utf8_lossy(&output.stdout)));
    let file = root().join("docs/score.svg");
    if std::env::var_os("PAICHA_BLESS").is_some() {
        std::fs::write(&file, &drawn).map_err(|error| error.to_string())?;
    }
    let kept = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    if kept == drawn {
        Ok(())
    } else {
        Err("docs/score.svg is not what is printed; PAICHA_BLESS=1 redraws it".to_owned())
    }
}

/// Puts every word of a drawn terminal at the column where a terminal shows it: Chinese characters are two columns wide
/// there, whatever the width of the font that draws the picture.
fn in_columns(svg: &str) -> String {
    svg.lines()
        .map(|line| if line.trim_start().starts_with("<tspan x=") { words(line) } else { line.to_owned() } + "\n")
        .collect()
}

fn words(line: &str) -> String {
    const MARGIN: f64 = 10.0;
    const COLUMN: f64 = 8.4;
    let Some((start, rest)) = line.split_once("px\">") else { return line.to_owned() };
    let mut words = format!("{start}px\">");
    let mut column = 0;
    for span in rest.split_inclusive("</tspan>") {
        let Some((open, text)) = span.strip_suffix("</tspan>").and_then(|span| span.split_once('>')) else {
            words.push_str(span);
            continue;
        };
        for word in text.split_inclusive(' ') {
            if !word.trim().is_empty() {
                let x = MARGIN + COLUMN * column as f64;
                words.push_str(&format!("{open} x=\"{x:.1}px\">{}</tspan>", word.trim_end()));
            }
            let shown = word.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
            column += unicode_width::UnicodeWidthStr::width(shown.as_str());
        }
    }
    words
}

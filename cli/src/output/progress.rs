//! How far a long run has come: on standard error, only when someone watches it, and only after a while.

use super::Screen;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::time::{Duration, Instant};

const QUIET: Duration = Duration::from_millis(700);

/// A running count of places.
pub struct Progress {
    screen: Screen,
    begun: Option<Instant>,
    bar: Option<ProgressBar>,
    count: u64,
}

impl Progress {
    /// Starts counting; shows nothing yet.
    pub fn new(screen: Screen) -> Self {
        Self { screen, begun: screen.watched.then(Instant::now), bar: None, count: 0 }
    }

    /// Counts more places.
    pub fn add(&mut self, places: usize) {
        self.count += places as u64;
        if self.bar.is_none() && self.begun.is_some_and(|begun| begun.elapsed() > QUIET) {
            let style =
                ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
            self.bar = Some(ProgressBar::new_spinner().with_style(style));
        }
        if let Some(bar) = &self.bar {
            let count = HumanCount(self.count);
            bar.set_message(match self.screen.word("zh", "en") {
                "zh" => format!("已评分 {count} 个场所"),
                _ => format!("{count} places scored"),
            });
            bar.tick();
        }
    }

    /// Takes the count off the screen, so that what follows stands alone.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

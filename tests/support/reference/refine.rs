//! A place about which more is known.

use super::model::{Cell, Place};

fn cell<T: Copy>(own: &mut Cell<T>, known: &Cell<T>, take: bool) {
    if take && matches!(own, Cell::Unknown) {
        *own = *known;
    }
}

/// The place with some of its unknown facts as another place has them: bit i of `which` for the i-th.
pub fn refined(place: &Place, known: &Place, which: u32) -> Place {
    let mut refined = place.clone();
    let mut bits = (0..32).map(|bit| which >> bit & 1 == 1);
    let mut take = || bits.next().unwrap_or(false);
    refined.bools.iter_mut().zip(&known.bools).for_each(|(own, known)| cell(own, known, take()));
    refined.numbers.iter_mut().zip(&known.numbers).for_each(|(own, known)| cell(own, known, take()));
    refined.choices.iter_mut().zip(&known.choices).for_each(|(own, known)| cell(own, known, take()));
    refined.dates.iter_mut().zip(&known.dates).for_each(|(own, known)| cell(own, known, take()));
    refined.answers.iter_mut().zip(&known.answers).for_each(|(own, known)| cell(own, known, take()));
    cell(&mut refined.tags, &known.tags, take());
    cell(&mut refined.text, &known.text, take());
    if take() {
        refined.since = refined.since.or(known.since);
    }
    if take() {
        refined.region = refined.region.or(known.region);
    }
    refined
}

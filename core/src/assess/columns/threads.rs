//! The columns of every group of places, by several threads. Each takes whole blocks and none sees another's, so that
//! how many there are changes no result.

use super::Columns;
use crate::eval::Context;
use crate::table::Places;
use std::ops::Range;
use std::sync::Arc;

/// More threads than this are of no use to anyone.
const MOST_THREADS: usize = 64;

/// Some blocks of a group, by the group's index.
type Share = Vec<(usize, Range<usize>)>;

/// Computes the columns of every group of places.
pub fn fill(context: Context<'_>, places: &Places, columns: &mut [Columns], threads: usize) {
    if threads <= 1 {
        return super::fill(context, places, columns);
    }
    let counts: Vec<usize> = places.groups().iter().map(Columns::count).collect();
    let shares = shares(&counts, threads);
    let [own, others @ ..] = shares.as_slice() else { return };
    let plans: Vec<_> = columns.iter().map(|columns| Arc::clone(&columns.plan)).collect();
    let work = |share: &Share| -> Vec<(usize, Columns)> {
        let of_group = share.iter().map(|(group, blocks)| {
            let mut columns = Columns::new(context, Arc::clone(&plans[*group]));
            columns.add(context, places, &places.groups()[*group], blocks.clone());
            (*group, columns)
        });
        of_group.collect()
    };
    let parts = std::thread::scope(|scope| {
        let others: Vec<_> = others.iter().map(|share| (share, scope.spawn(|| work(share)))).collect();
        let mut parts = work(own);
        for (share, other) in others {
            // What a thread could not finish is done here.
            parts.extend(other.join().unwrap_or_else(|_| work(share)));
        }
        parts
    });
    for (group, part) in parts {
        columns[group].append(part);
    }
}

/// Blocks in equal shares, in order: the counts are of blocks in each group.
fn shares(counts: &[usize], threads: usize) -> Vec<Share> {
    let each = counts.iter().sum::<usize>().div_ceil(threads.clamp(1, MOST_THREADS)).max(1);
    let mut shares = vec![Share::new()];
    let mut room = each;
    for (group, count) in counts.iter().enumerate() {
        let mut start = 0;
        while start < *count {
            if room == 0 {
                shares.push(Share::new());
                room = each;
            }
            let end = (start + room).min(*count);
            if let Some(share) = shares.last_mut() {
                share.push((group, start..end));
            }
            room -= end - start;
            start = end;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_one_thread() {
        assert_eq!(shares(&[3, 0, 2], 2), [vec![(0, 0..3)], vec![(2, 0..2)]]);
        assert_eq!(shares(&[1, 4], 2), [vec![(0, 0..1), (1, 0..2)], vec![(1, 2..4)]]);
        assert_eq!(shares(&[2], 8), [vec![(0, 0..1)], vec![(0, 1..2)]]);
        assert_eq!(shares(&[2, 2], 1), [vec![(0, 0..2), (1, 0..2)]]);
        assert_eq!(shares(&[], 0), [vec![]]);
    }
}

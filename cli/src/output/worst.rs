//! The worst of very many places: so many are held and no more, however many come.

use super::summary::Rank;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What is kept of the worst places.
pub struct Worst<T> {
    most: usize,
    heap: BinaryHeap<Ranked<T>>,
}

/// A place by its rank: the heap's greatest is the least bad, the first to go.
struct Ranked<T> {
    rank: Rank,
    kept: T,
}

impl<T> Worst<T> {
    /// Keeps `most` places.
    pub fn new(most: usize) -> Self {
        Self { most, heap: BinaryHeap::new() }
    }

    /// Takes a place that is among the worst so far; what is kept of it is made only then.
    pub fn offer(&mut self, rank: Rank, keep: impl FnOnce() -> T) {
        if self.heap.len() < self.most || self.heap.peek().is_some_and(|last| rank < last.rank) {
            self.heap.push(Ranked { rank, kept: keep() });
        }
        if self.heap.len() > self.most {
            self.heap.pop();
        }
    }

    /// What was kept, worst first.
    pub fn into_list(self) -> Vec<T> {
        self.heap.into_sorted_vec().into_iter().map(|ranked| ranked.kept).collect()
    }
}

impl<T> PartialEq for Ranked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl<T> Eq for Ranked<T> {}

impl<T> PartialOrd for Ranked<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Ranked<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

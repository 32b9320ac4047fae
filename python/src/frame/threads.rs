//! Work shared out among threads.

use super::engine::Fault;
use std::sync::{Mutex, PoisonError};

/// Does something with each of a list, by so many threads, and gives the results in the order of the list.
pub fn in_threads<T: Send, R: Send>(
    list: Vec<T>,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
) -> Result<Vec<R>, Fault> {
    let count = list.len();
    let list = Mutex::new(list.into_iter().enumerate());
    let next = || list.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut done = Vec::new();
        while let Some((index, item)) = next() {
            done.push((index, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for other in others {
            done.extend(other.join().map_err(|_| Fault::Thread)?);
        }
        Ok::<_, Fault>(done)
    })?;
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

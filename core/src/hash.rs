//! Tables by hash for what is only ever looked up: with a quick hasher, so whoever goes through one finds no order in it.

use std::collections::HashMap;

/// A table that is looked up in and never gone through.
pub(crate) type Lookup<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

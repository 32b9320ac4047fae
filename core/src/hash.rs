//! Tables by hash for what is only ever looked up: with a quick hasher, so whoever goes through one finds no order in it.

use std::collections::HashMap;

/// A table that is looked up in and never gone through.
pub(crate) type Lookup<K, V> = HashMap<K, V, Quick>;

#[cfg(not(target_arch = "wasm32"))]
type Quick = foldhash::fast::RandomState;

/// A page reads its own data: nobody is there to make names collide, and this hasher is small.
#[cfg(target_arch = "wasm32")]
type Quick = std::hash::BuildHasherDefault<small::Fnv>;

/// The hash of a text, the same in every run.
pub(crate) fn hash_of(text: &str) -> u64 {
    #[cfg(not(target_arch = "wasm32"))]
    let hasher = foldhash::quality::FixedState::default();
    #[cfg(target_arch = "wasm32")]
    let hasher = std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default();
    std::hash::BuildHasher::hash_one(&hasher, text)
}

#[cfg(target_arch = "wasm32")]
mod small {
    /// FNV-1a.
    pub(crate) struct Fnv(u64);

    impl Default for Fnv {
        fn default() -> Self {
            Self(0xcbf2_9ce4_8422_2325)
        }
    }

    impl std::hash::Hasher for Fnv {
        fn write(&mut self, bytes: &[u8]) {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }

        fn finish(&self) -> u64 {
            self.0
        }
    }
}

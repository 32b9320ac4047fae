//! Rule packs: from files to resolved items.
//!
//! The file format is known here only. What the items mean is [`crate::program`]'s and `eval`'s.

mod bundle;
mod compiled;
mod digest;
pub mod item;

#[cfg(feature = "script")]
pub mod case;
#[cfg(feature = "script")]
mod collisions;
#[cfg(feature = "script")]
mod files;
#[cfg(feature = "script")]
#[expect(clippy::indexing_slicing, reason = "a table for each item kind, in the order of the kinds")]
mod format;
#[cfg(feature = "script")]
mod interval;
#[cfg(feature = "script")]
mod layers;
#[cfg(feature = "script")]
mod load;
#[cfg(feature = "script")]
mod overlay;
#[cfg(feature = "script")]
mod path;
#[cfg(feature = "script")]
mod read;
#[cfg(feature = "script")]
mod resolve;
#[cfg(feature = "script")]
#[expect(clippy::indexing_slicing, reason = "setting a key of a JSON object cannot fail")]
mod schema;
#[cfg(feature = "script")]
pub mod scope;
#[cfg(feature = "script")]
mod shape;
#[cfg(feature = "script")]
mod source;
#[cfg(feature = "script")]
mod syntax;
#[cfg(feature = "script")]
mod typescript;
#[cfg(feature = "script")]
mod value;

#[cfg(feature = "script")]
pub use case::{Case, Expect};
#[cfg(feature = "script")]
pub use files::{FILE_LIMIT, Files, ReadFailure, RuleFiles};
#[cfg(feature = "script")]
pub use load::{Loaded, load};
#[cfg(feature = "script")]
pub use schema::schema;
#[cfg(feature = "script")]
pub use scope::{Scope, Space};
#[cfg(feature = "script")]
pub use source::decode_gb18030_with;
#[cfg(feature = "script")]
pub use typescript::typescript;

#[cfg(feature = "script")]
pub use compiled::Checked;
pub use compiled::Pack;

#[cfg(all(test, feature = "script"))]
mod tests;

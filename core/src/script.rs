//! Expressions and script functions: the only door to rhai.
//!
//! Text becomes an [`expr::Expr`] here; what it means and which types fit is [`crate::program`]'s.

#[cfg(feature = "script")]
mod normalize;
#[cfg(feature = "script")]
mod parse;
#[cfg(feature = "script")]
mod plain;

pub mod expr;
#[cfg(feature = "script")]
pub mod functions;

#[cfg(feature = "script")]
pub use functions::Scripts;
#[cfg(feature = "script")]
pub use parse::{ParseProblem, parse, token_at};
#[cfg(feature = "script")]
pub use plain::RESERVED;

/// An engine that knows nothing and changes nothing: rhai's optimiser folds constants, and every operation must stay where it
/// was written. The build for the web has no optimiser.
#[cfg(feature = "script")]
fn raw_engine() -> rhai::Engine {
    #[cfg_attr(target_arch = "wasm32", expect(unused_mut))]
    let mut engine = rhai::Engine::new_raw();
    #[cfg(not(target_arch = "wasm32"))]
    engine.set_optimization_level(rhai::OptimizationLevel::None);
    engine
}

/// Without feature `script` there are no scripts: a bundle that has functions is refused.
#[cfg(not(feature = "script"))]
#[derive(Debug)]
pub enum Scripts {}

//! The engines, one a file: each takes the places in the form it likes best, made before the clock starts.

pub mod cel;
pub mod datalogic;
pub mod hand;
pub mod hand_missing;
pub mod paicha;
pub mod regorus;
pub mod rhai;
pub mod zen;

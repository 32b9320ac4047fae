//! A slow reference of what the rules mean, written from the documents alone, and generated packs and places to set
//! beside it.
//!
//! Nothing here reads rule files or shares code with the core: expressions are generated as trees, printed for the core
//! and evaluated here, one place at a time.

#![allow(missing_docs, reason = "the names say it; this is a test's own model")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

pub mod assess;
pub mod calendar;
pub mod columns;
pub mod compare;
pub mod complete;
pub mod concrete;
pub mod expression;
pub mod generate;
pub mod interval;
pub mod kleene;
pub mod model;
pub mod mutation;
pub mod print;
pub mod reads;
pub mod refine;
pub mod rows;
pub mod vocabulary;
pub mod write;

//! Rules and risk scoring for places: checklists, levels and duties, from rule files that a district edits itself.
//!
//! A **pack** of rule files says which facts matter, which **checks** they decide, how checks add up to a **score** and a
//! **level**, and how often which **task** is due. A **place** brings its facts, known or not, and what was done there.
//! The crate tells what is wrong, how risky that is and why, what to ask next, and what is due.
//!
//! It is a function: no I/O, no clock, no network. The same inputs give the same bytes on every platform.
//!
//! # First example
//!
//! ```
//! use paicha::pack::Files;
//! use paicha::table::{Places, Vocabulary, read_json_text};
//! use paicha::{AssessOptions, Date, Pack};
//!
//! let files = Files::default().with("shops/pack.toml", r#"
//! [pack]
//! format = 1
//! id = "shops"
//! title = "商铺"
//! version = "2022.1"
//!
//! [kind.shop]
//! label = "商铺"
//!
//! [fact.exit_locked]
//! label = "出口锁闭"
//! type = "bool"
//!
//! [fact.people_sleep_here]
//! label = "违规住人"
//! type = "bool"
//!
//! [[check]]
//! id = "exits"
//! title = "安全出口畅通"
//! fails_if = '出口锁闭'
//! points = 30
//!
//! [[check]]
//! id = "sleeping"
//! title = "经营场所内不住人"
//! fails_if = '违规住人'
//! points = 40
//!
//! [[level]]
//! id = "red"
//! label = "重大风险"
//! when = 'score >= 60'
//!
//! [[level]]
//! id = "yellow"
//! label = "一般风险"
//! "#);
//! let pack = Pack::load(&files, "shops").unwrap();
//!
//! // Nobody looked whether people sleep there.
//! let text = r#"{ "id": "P-1", "kinds": ["shop"], "facts": { "出口锁闭": true } }"#;
//! let read = read_json_text(&Vocabulary::new(pack.items()), text).unwrap();
//! let mut places = Places::new(pack.inputs());
//! places.push(read.place, &read.values);
//!
//! let as_of = Date::new(2022, 12, 31).unwrap();
//! let assessed = pack.assessor(as_of, AssessOptions::default()).assess(&places);
//! let assessment = assessed.assessment(0);
//! assert_eq!(assessment.failed[0].check, "exits");
//! assert_eq!((assessment.score, assessment.score_at_worst), (Some(30.0), Some(70.0)));
//!
//! let level = assessment.level.unwrap();
//! assert_eq!((level.level.as_str(), level.level_at_worst.as_str()), ("yellow", "red"));
//! assert_eq!(assessed.explain(0).questions[0].input, "people_sleep_here");
//! ```
//!
//! # The nouns
//!
//! - [`Pack`]: rules, read from files ([`pack::RuleFiles`]) or from a bundle; immutable, shared between threads.
//! - [`table::Places`]: a block of places as columns; [`table`] reads cells and JSON into them.
//! - [`Assessor`], [`Assessed`]: a pack on a date, to be made once and kept; a block assessed, with outcomes, score and
//!   levels of every place as columns, and everything about one place when asked.
//! - [`assessment::Assessment`], [`explain::Explanation`]: everything concluded about one place, as data.
//! - [`generate::Generator`]: made-up places, for trying a pack before there are real ones.
//! - [`diagnostic::Diagnostic`], [`assessment::RunError`], [`Error`]: a problem of the rules, of one place, of the call.
//!
//! # What it does not do
//!
//! It keeps no data, reads no clock (the date is an argument), and says nothing is safe that nobody looked at: an unknown
//! fact widens the result to what it could still bring.
//!
//! # Features
//!
//! - `script` (default): rule files, expressions and script functions. Without it, bundles that have no functions.
//! - `threads` (default): [`Assessor::with_threads`], several threads for a block; leave it out for wasm32.
//! - `gb18030` (default): rule files in GB18030. Without it a shell says how to read them, once, by
//!   [`pack::decode_gb18030_with`].
//! - `sheet`: files as users have them, from their bytes: CSV in any encoding, workbooks, JSON.
//! - `nfkc` (default): Unicode's tables for comparing names. Without it a shell says how, once, by
//!   [`names::normalize_with`].

// A build that is small as a whole is still quick where it counts: there the attribute `optimize(speed)` is known.
#![cfg_attr(paicha_small, feature(optimize_attribute))]

#[expect(clippy::indexing_slicing, reason = "rows and indices come from the run that made them")]
mod assess;
pub mod assessment;
#[cfg(feature = "script")]
pub mod case;
pub mod date;
pub mod diagnostic;
pub mod duty;
mod error;
#[expect(clippy::indexing_slicing, reason = "every index of a program is checked when it is compiled or read")]
mod eval;
pub mod explain;
pub mod generate;
mod hash;
mod json;
pub mod message;
pub mod names;
pub mod number;
pub mod pack;
#[cfg_attr(feature = "script", expect(clippy::indexing_slicing, reason = "indices into items and nodes are made here"))]
pub mod program;
pub mod script;
#[cfg(feature = "sheet")]
pub mod sheet;
pub mod table;

pub use assess::{AssessOptions, Assessed, Assessor, NO_VALUE, Score};
pub use date::Date;
pub use error::{Error, ErrorKind};
pub use message::{Language, Message};
pub use pack::Pack;

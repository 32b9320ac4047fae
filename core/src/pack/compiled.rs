//! A pack ready to assess places, and how rule files become one.

#[cfg(feature = "script")]
use super::digest::digest;
#[cfg(feature = "script")]
use super::item::Expression;
use super::item::Items;
use crate::assessment::PackRef;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
#[cfg(feature = "script")]
use crate::error::Error;
use crate::message::Message;
use crate::program::Program;
use crate::script::Scripts;
use crate::table::Inputs;
use std::sync::Arc;

/// A pack ready to assess places. Immutable; a clone is the same pack, and costs nothing. Share it between threads.
#[derive(Clone, Debug)]
pub struct Pack(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    items: Items,
    inputs: Inputs,
    program: Program,
    scripts: Option<Scripts>,
    reference: PackRef,
}

/// What was found of a pack: the pack, unless it has errors; all problems; the cases of its tests.
#[cfg(feature = "script")]
#[derive(Debug)]
pub struct Checked {
    /// The pack; none when there are errors.
    pub pack: Option<Pack>,
    /// All problems, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The cases of the pack's own tests.
    pub cases: Vec<super::case::Case>,
}

impl Pack {
    /// Reads and compiles a pack, and tells everything that is wrong or odd with it.
    ///
    /// `pack` is its folder relative to the rules root that `files` stands for.
    #[cfg(feature = "script")]
    pub fn check(files: &dyn super::RuleFiles, pack: &str) -> Checked {
        let mut loaded = super::load(files, pack);
        let compiled = crate::program::compile(&mut loaded);
        let pack = compiled.zip(loaded.items.take()).map(|(mut compiled, mut items)| {
            for expression in expressions(&mut items) {
                let place = expression.source.take().map(|source| source.span);
                if let Some(text) = place.and_then(|place| compiled.printed.remove(&place)) {
                    expression.text = text;
                }
            }
            let digest = digest(&items);
            Self::new(items, compiled.inputs, compiled.program, digest)
        });
        Checked { pack, diagnostics: loaded.diagnostics.finish(), cases: loaded.cases }
    }

    /// Reads and compiles a pack.
    ///
    /// # Errors
    /// When the rule files have errors; [`Error::diagnostics`] lists all of them.
    ///
    /// ```
    /// use paicha::{Pack, pack::Files};
    ///
    /// let files = Files::default().with("shops/pack.toml", r#"
    /// [pack]
    /// format = 1
    /// id = "shops"
    /// title = "商铺"
    /// version = "1"
    ///
    /// [kind.shop]
    /// label = "商铺"
    ///
    /// [fact.exit_blocked]
    /// label = "出口堵塞"
    /// type = "bool"
    ///
    /// [[check]]
    /// id = "exit_clear"
    /// title = "安全出口畅通"
    /// fails_if = '出口堵塞'
    /// points = 30
    /// "#);
    /// let pack = Pack::load(&files, "shops").unwrap();
    /// assert_eq!(pack.items().checks.len(), 1);
    /// ```
    #[cfg(feature = "script")]
    pub fn load(files: &dyn super::RuleFiles, pack: &str) -> Result<Self, Error> {
        let checked = Self::check(files, pack);
        checked.pack.ok_or_else(|| Error::pack(checked.diagnostics))
    }

    pub(super) fn new(items: Items, inputs: Inputs, program: Program, digest: String) -> Self {
        #[cfg(feature = "script")]
        let scripts = (!items.functions.is_empty()).then(|| Scripts::new(&items.scripts, &items.functions));
        #[cfg(not(feature = "script"))]
        let scripts = None;
        let reference = PackRef { id: items.info.id.clone(), version: items.info.version.clone(), digest };
        Self(Arc::new(Compiled { items, inputs, program, scripts, reference }))
    }

    /// The resolved items, their expressions printed with ids.
    pub fn items(&self) -> &Items {
        &self.0.items
    }

    /// What the pack wants to know of a place.
    pub fn inputs(&self) -> &Inputs {
        &self.0.inputs
    }

    /// The compiled program.
    pub fn program(&self) -> &Program {
        &self.0.program
    }

    pub(crate) fn scripts(&self) -> Option<&Scripts> {
        self.0.scripts.as_ref()
    }

    /// Id, version and digest.
    pub fn reference(&self) -> &PackRef {
        &self.0.reference
    }

    /// SHA-256 of the resolved items, in hex: the same for the same rules, wherever the files lie.
    pub fn digest(&self) -> &str {
        &self.0.reference.digest
    }

    /// The warning (`W0503`) that the pack is used outside its dates, if it is.
    pub fn warning(&self, as_of: Date) -> Option<Diagnostic> {
        let effective = self.0.items.info.effective;
        if effective.contains(as_of) {
            return None;
        }
        let shown = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
        let (id, from, to) = (&self.0.items.info.id, shown(effective.from), shown(effective.to));
        let message = Message::new(
            format!("规则包 {id} 的有效期是 {from} 至 {to}，评估日期 {as_of} 不在其中"),
            format!("pack {id} is in force from {from} to {to}; the assessment is of {as_of}"),
        );
        let code = Code::OutOfForce;
        Some(Diagnostic { code, severity: code.severity(), message, place: None, help: None, related: Vec::new() })
    }
}

/// Every expression of the items.
#[cfg(feature = "script")]
fn expressions(items: &mut Items) -> Vec<&mut Expression> {
    use super::item::{CheckRule, GradeRule, Points};
    let mut list: Vec<&mut Expression> = items.derived.iter_mut().map(|derived| &mut derived.value).collect();
    for check in &mut items.checks {
        list.extend(&mut check.applies_if);
        if let CheckRule::Derived { fails_if } = &mut check.rule {
            list.push(fails_if);
        }
        if let Points::Expression(points) = &mut check.points {
            list.push(points);
        }
        if let GradeRule::Expression(grade) = &mut check.grade {
            list.push(grade);
        }
    }
    list.extend(&mut items.score.value);
    let results = items
        .results
        .iter_mut()
        .flat_map(|result| result.value.iter_mut().chain(result.levels.iter_mut().flat_map(|level| &mut level.when)));
    list.extend(results);
    list.extend(items.levels.iter_mut().flat_map(|level| &mut level.when));
    list.extend(items.adjusts.iter_mut().map(|adjust| &mut adjust.when));
    list.extend(items.campaigns.iter_mut().flat_map(|campaign| &mut campaign.scope));
    list.extend(items.duties.iter_mut().flat_map(|duty| duty.when.iter_mut().chain(&mut duty.count_if)));
    list
}

//! Failed checks and why: the inputs that made them fail, the points they count, what to do by when.

use super::{ROW, View};
use crate::assessment::{Bounds, InputValue, Outcome, Reason, ReasonInput, ScoredPoints};
use crate::eval::{CheckState, Value};
use crate::number::print;
use crate::pack::item::Grade;
use crate::program::{Node, NodeId, Verdict};
use crate::table::{InputType, Values};

type Ends = (f64, f64);

fn ordered((a, b): Ends) -> Bounds {
    if b < a { Bounds { least: b, most: a } } else { Bounds { least: a, most: b } }
}

impl View<'_, '_> {
    /// Failed checks, gravest first, and scored checks in the order of the pack.
    pub(super) fn reasons(&self) -> (Vec<Reason>, Vec<ScoredPoints>) {
        let (items, program) = (self.pack().items(), self.run.context.program);
        let counted = self.counted();
        let mut failed = Vec::new();
        let mut scored = Vec::new();
        for state in &self.plan.checks {
            let (item, check) = (&items.checks[state.index as usize], &program.checks[state.index as usize]);
            let counted = ordered(counted[state.index as usize].unwrap_or_default());
            let points = ordered(self.run.points_of(check, ROW));
            match self.run.outcome(state, ROW) {
                Outcome::Scored => {
                    scored.push(ScoredPoints { check: item.id.clone(), title: item.title.clone(), points, counted })
                }
                Outcome::Failed => {
                    let major = self.run.value(check.major.node).truth(ROW);
                    failed.push(Reason {
                        check: item.id.clone(),
                        title: item.title.clone(),
                        finding: item.finding.clone(),
                        points,
                        counted,
                        grade: major.map(|major| if major { Grade::Major } else { Grade::General }),
                        section: item.section.clone(),
                        inputs: self.failed_because(check),
                        basis: item.basis.clone(),
                        fix: item.fix.clone(),
                        deadline: item.within.and_then(|within| within.after(self.assessed.assessor.as_of)),
                        refer_to: item.refer_to.clone(),
                    });
                }
                _ => {}
            }
        }
        // The sort is stable, so that the order of the pack decides last.
        failed.sort_by(|a, b| {
            let gravity = |reason: &Reason| reason.grade != Some(Grade::Major);
            gravity(a).cmp(&gravity(b)).then(b.counted.most.total_cmp(&a.counted.most))
        });
        (failed, scored)
    }

    /// Points of each check after rescaling and caps; a cap is used up in the order of the pack.
    fn counted(&self) -> Vec<Option<Ends>> {
        let program = self.run.context.program;
        let mut counted = vec![None; program.checks.len()];
        for section in &program.sections {
            let scale = self.run.section_points(section, ROW).scale;
            let mut room = section.cap.map(|cap| (cap, cap));
            for check in &section.checks {
                let Some(state) = self.plan.check(*check) else { continue };
                let points = self.contribution(state, scale.map(|scale| move |ends| scale.apply(ends)));
                let points = match &mut room {
                    None => points,
                    Some(room) => {
                        let taken = (points.0.min(room.0), points.1.min(room.1));
                        *room = (room.0 - taken.0, room.1 - taken.1);
                        taken
                    }
                };
                counted[*check as usize] = Some(points);
            }
        }
        for state in &self.plan.checks {
            counted[state.index as usize].get_or_insert_with(|| self.run.contribution(state, ROW));
        }
        counted
    }

    fn contribution(&self, state: &CheckState, scale: Option<impl Fn(Ends) -> Ends>) -> Ends {
        let ends = self.run.contribution(state, ROW);
        scale.map_or(ends, |scale| scale(ends))
    }

    fn failed_because(&self, check: &crate::program::CheckProgram) -> Vec<ReasonInput> {
        let mut inputs = Vec::new();
        match &check.verdict {
            Verdict::Rule(root) => self.because(root.node, &mut inputs),
            Verdict::Answer(input) => inputs.push(*input),
            Verdict::Scored => {}
        }
        if let Some(root) = &check.applies {
            self.because(root.node, &mut inputs);
        }
        inputs.into_iter().filter_map(|input| self.input(input)).collect()
    }

    /// The known inputs that a decided value follows from.
    pub(super) fn because(&self, node: NodeId, inputs: &mut Vec<u32>) {
        let value = self.run.value(node);
        if value.undetermined(ROW) {
            return;
        }
        let node = &self.run.context.program.nodes[node as usize];
        let mut all = |nodes: &[NodeId]| nodes.iter().for_each(|node| self.because(*node, inputs));
        let same = |node: &NodeId| self.run.value(*node).truth(ROW) == value.truth(ROW);
        match node {
            Node::Input(input) => {
                if !inputs.contains(input) {
                    inputs.push(*input);
                }
            }
            // A conjunction fails by what fails in it, a disjunction holds by what holds in it.
            Node::And(list) if value.truth(ROW) == Some(false) => {
                all(&list.iter().copied().filter(same).collect::<Vec<_>>())
            }
            Node::Or(list) if value.truth(ROW) == Some(true) => {
                all(&list.iter().copied().filter(same).collect::<Vec<_>>())
            }
            Node::Choose(condition, a, b) => match self.run.value(*condition).truth(ROW) {
                Some(true) => all(&[*condition, *a]),
                Some(false) => all(&[*condition, *b]),
                None => all(&[*a, *b]),
            },
            node => all(&node.operands()),
        }
    }

    /// An input with its value; none while it is unknown.
    pub(super) fn input(&self, index: u32) -> Option<ReasonInput> {
        let input = self.run.context.inputs.list().get(index as usize)?;
        let (column, row) = self.assessed.places.column(self.place, index)?;
        if !column.known.get(row) {
            return None;
        }
        let value = match (&column.values, &input.input_type) {
            (Values::Bits(bits), InputType::Answer) => {
                InputValue::Text(if bits.get(row) { "fails" } else { "passes" }.to_owned())
            }
            (Values::Bits(bits), _) => InputValue::Bool(bits.get(row)),
            (Values::Tags(tags), InputType::Tags(options)) => {
                let set = tags[row];
                let held = options.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
                InputValue::List(held.map(|(_, option)| option.id.clone()).collect())
            }
            (Values::Choices(choices), InputType::Choice(options)) => {
                InputValue::Text(options.get(usize::from(choices[row]))?.id.clone())
            }
            (Values::Texts(codes), _) => InputValue::Text(self.assessed.places.texts.text(codes[row]).to_owned()),
            (Values::Numbers(numbers), InputType::Date) => {
                InputValue::Text(crate::Date::from_day_number(numbers[row])?.to_string())
            }
            (Values::Numbers(numbers), _) => InputValue::Number(numbers[row]),
            (Values::Tags(_) | Values::Choices(_), _) => return None,
        };
        Some(ReasonInput { id: input.id.clone(), label: input.label.clone(), value })
    }

    /// A value in words, for terms.
    pub(super) fn shown(&self, node: NodeId) -> crate::explain::TermValue {
        use crate::explain::TermValue;
        let value = self.run.value(node);
        match value {
            Value::Truth(truth) => TermValue::Text(match truth.get(ROW) {
                Some(truth) => truth.to_string(),
                None => "unknown".to_owned(),
            }),
            _ if matches!(value, Value::Text(..) | Value::Number(..) | Value::Choice(..))
                && value.undetermined(ROW) =>
            {
                TermValue::Text("unknown".to_owned())
            }
            Value::Text(texts, _) => TermValue::Text(self.run.text(texts[ROW]).to_owned()),
            Value::Number(..) | Value::Choice(..) | Value::Bounds(..) => self.shown_number(node, value.bounds(ROW)),
            Value::Tags(..) | Value::Nothing => TermValue::Text("…".to_owned()),
        }
    }

    /// A number, or the option or date it stands for.
    fn shown_number(&self, node: NodeId, (least, most): Ends) -> crate::explain::TermValue {
        use crate::explain::TermValue;
        let mut own = &self.run.context.program.nodes[node as usize];
        if let Node::Widen(operand, ..) = own {
            own = &self.run.context.program.nodes[*operand as usize];
        }
        if let (Node::Input(input), true) = (own, least == most) {
            match self.input(*input).map(|input| input.value) {
                Some(InputValue::Text(text)) => return TermValue::Text(text),
                Some(InputValue::Number(number)) => return TermValue::Number(Bounds { least: number, most: number }),
                _ => {}
            }
        }
        if least.is_finite() && most.is_finite() {
            return TermValue::Number(Bounds { least, most });
        }
        let end = |end: f64| if end.is_finite() { print(end) } else { "?".to_owned() };
        TermValue::Text(format!("{}…{}", end(least), end(most)))
    }
}

//! Where each node of a plan has its values: one slot for each, given out in the order of the nodes, so that a node
//! reads only slots before its own.

use crate::program::{Node, NodeId, Program, RecordField};
use crate::script::Scripts;
use crate::table::{InputType, Inputs};

/// The columns that hold the values of a node, by their index among those of their sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slot {
    /// It has none.
    #[default]
    Nothing,
    /// A column of truths.
    Truth(u32),
    /// A column of numbers, and one of bits: which are known.
    Number(u32, u32),
    /// Two columns of numbers: the least and the most.
    Bounds(u32),
    /// A column of small integers, and one of bits.
    Choice(u32, u32),
    /// A column of words, and one of bits.
    Tags(u32, u32),
    /// A column of words (indices into a dictionary), and one of bits.
    Text(u32, u32),
}

/// How many columns of each sort there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sizes {
    /// Of truths.
    pub truths: u32,
    /// Of bits.
    pub bits: u32,
    /// Of numbers.
    pub reals: u32,
    /// Of words.
    pub wide: u32,
    /// Of small integers.
    pub small: u32,
}

/// Gives out slots.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The slot of each node.
    pub slots: Vec<Slot>,
    /// What has been given out.
    pub sizes: Sizes,
}

impl Layout {
    /// No slots yet.
    pub fn new(nodes: usize) -> Self {
        Self { slots: vec![Slot::Nothing; nodes], sizes: Sizes::default() }
    }

    /// Gives a node its slot.
    pub fn add(&mut self, node: NodeId, program: &Program, inputs: &Inputs, scripts: Option<&Scripts>) {
        let form = Form { slots: &self.slots, program, inputs, scripts }.of(&program.nodes[node as usize]);
        self.slots[node as usize] = self.take(form);
    }

    /// A column of truths.
    pub fn truth(&mut self) -> u32 {
        self.sizes.truths += 1;
        self.sizes.truths - 1
    }

    /// Two columns of numbers.
    pub fn bounds(&mut self) -> u32 {
        self.sizes.reals += 2;
        self.sizes.reals - 2
    }

    /// Columns of small integers.
    pub fn small(&mut self, count: u32) -> u32 {
        self.sizes.small += count;
        self.sizes.small - count
    }

    fn known(&mut self) -> u32 {
        self.sizes.bits += 1;
        self.sizes.bits - 1
    }

    fn wide(&mut self) -> u32 {
        self.sizes.wide += 1;
        self.sizes.wide - 1
    }

    /// A new slot of the same form.
    fn take(&mut self, form: Slot) -> Slot {
        match form {
            Slot::Nothing => Slot::Nothing,
            Slot::Truth(_) => Slot::Truth(self.truth()),
            Slot::Bounds(_) => Slot::Bounds(self.bounds()),
            Slot::Number(..) => {
                self.sizes.reals += 1;
                Slot::Number(self.sizes.reals - 1, self.known())
            }
            Slot::Choice(..) => Slot::Choice(self.small(1), self.known()),
            Slot::Tags(..) => Slot::Tags(self.wide(), self.known()),
            Slot::Text(..) => Slot::Text(self.wide(), self.known()),
        }
    }
}

const TRUTH: Slot = Slot::Truth(0);
const NUMBER: Slot = Slot::Number(0, 0);
const BOUNDS: Slot = Slot::Bounds(0);

/// Finds the form of a node's values from those of its operands.
struct Form<'a> {
    slots: &'a [Slot],
    program: &'a Program,
    inputs: &'a Inputs,
    scripts: Option<&'a Scripts>,
}

impl Form<'_> {
    fn of(&self, node: &Node) -> Slot {
        match node {
            Node::Truth(_) | Node::Kind(_) | Node::Region(_) | Node::During(_) | Node::Known(_) => TRUTH,
            Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Same(..) | Node::Compare(..) | Node::OneOf(..) => TRUTH,
            Node::TextIs(..) | Node::TextStarts(..) | Node::TextContains(..) | Node::HasTag(..) => TRUTH,
            Node::Check(..) | Node::LevelIs(_) | Node::ResultLevelIs(..) => TRUTH,
            Node::Number(_) | Node::AsOf | Node::Since | Node::TagCount(_) | Node::Record(RecordField::Date) => NUMBER,
            Node::Record(_) => Slot::Text(0, 0),
            Node::Count(_) | Node::Widen(..) | Node::Tally(..) | Node::Score => BOUNDS,
            Node::Input(input) => self.input(*input),
            Node::Choose(_, a, b) => self.either(*a, *b),
            Node::Arithmetic(_, a, b) => self.number(&[*a, *b]),
            Node::Function(_, a) => self.number(&[*a]),
            Node::Call(function, _) => {
                let truth = self.scripts.is_none_or(|scripts| returns_truth(scripts, *function as usize));
                if truth { TRUTH } else { NUMBER }
            }
            Node::Result(result) => self.where_some(&self.program.results[*result as usize].number, BOUNDS),
            Node::ResultTruth(result) => self.where_some(&self.program.results[*result as usize].truth, TRUTH),
        }
    }

    fn where_some<T>(&self, part: &Option<T>, form: Slot) -> Slot {
        if part.is_some() { form } else { Slot::Nothing }
    }

    fn input(&self, input: u32) -> Slot {
        match self.inputs.list().get(input as usize).map(|input| &input.input_type) {
            Some(InputType::Bool | InputType::Answer) => TRUTH,
            Some(InputType::Choice(_)) => Slot::Choice(0, 0),
            Some(InputType::Tags(_)) => Slot::Tags(0, 0),
            Some(InputType::Text) => Slot::Text(0, 0),
            Some(InputType::Number(_) | InputType::Date) => NUMBER,
            None => Slot::Nothing,
        }
    }

    fn either(&self, a: NodeId, b: NodeId) -> Slot {
        let form = |node: NodeId| match self.slots[node as usize] {
            Slot::Truth(_) => TRUTH,
            Slot::Choice(..) | Slot::Number(..) => NUMBER,
            Slot::Tags(..) => Slot::Tags(0, 0),
            Slot::Text(..) => Slot::Text(0, 0),
            Slot::Bounds(_) | Slot::Nothing => BOUNDS,
        };
        if form(a) == form(b) { form(a) } else { BOUNDS }
    }

    /// A number where all operands are such, else bounds.
    fn number(&self, operands: &[NodeId]) -> Slot {
        let plain = |node: &NodeId| matches!(self.slots[*node as usize], Slot::Number(..));
        if operands.iter().all(plain) { NUMBER } else { BOUNDS }
    }
}

#[cfg(feature = "script")]
fn returns_truth(scripts: &Scripts, function: usize) -> bool {
    scripts.returns_truth(function)
}

#[cfg(not(feature = "script"))]
fn returns_truth(scripts: &Scripts, _: usize) -> bool {
    match *scripts {}
}

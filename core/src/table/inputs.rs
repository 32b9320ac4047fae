//! What a pack wants to know of a place: its facts and the answers of its observed checks, by every name they have.

use crate::hash::Lookup;
use crate::names::folded;
use crate::pack::item::{CheckRule, FactOption, FactType, Items, Range};

/// The type of an input.
#[derive(Clone, Debug, PartialEq)]
pub enum InputType {
    /// Yes or no.
    Bool,
    /// A number, with the unit cells may carry.
    Number(Option<String>),
    /// Free text.
    Text,
    /// One of the options.
    Choice(Vec<FactOption>),
    /// Any of the options.
    Tags(Vec<FactOption>),
    /// A calendar date.
    Date,
    /// The answer of an observed check.
    Answer,
}

/// One input of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The fact's or check's id.
    pub id: String,
    /// The fact's label, the check's title.
    pub label: String,
    /// The type.
    pub input_type: InputType,
    /// Kinds it belongs to, by index; empty: all.
    pub kinds: Vec<usize>,
    /// Bounds of a number.
    pub range: Range,
    /// How to ask it.
    pub question: Option<String>,
    /// The options by every folded name they have.
    pub(super) option_names: Lookup<String, usize>,
}

impl Input {
    /// The option of a choice or of tags that has a name (folded): its id, label or alias.
    pub fn option(&self, name: &str) -> Option<usize> {
        self.option_names.get(name).copied()
    }

    /// The options of a choice or of tags; none for other types.
    pub fn options(&self) -> &[FactOption] {
        match &self.input_type {
            InputType::Choice(options) | InputType::Tags(options) => options,
            _ => &[],
        }
    }

    /// The unit of a number, if it has one.
    pub fn unit(&self) -> Option<&str> {
        match &self.input_type {
            InputType::Number(unit) => unit.as_deref(),
            _ => None,
        }
    }
}

/// Options by folded name; ids before labels, labels before aliases.
fn option_names(input_type: &InputType) -> Lookup<String, usize> {
    let (InputType::Choice(options) | InputType::Tags(options)) = input_type else { return Lookup::default() };
    let mut names = Lookup::default();
    let ids = options.iter().enumerate().map(|(index, option)| (index, &option.id));
    let labels = options.iter().enumerate().map(|(index, option)| (index, &option.label));
    let aliases =
        options.iter().enumerate().flat_map(|(index, option)| option.aliases.iter().map(move |alias| (index, alias)));
    for (index, name) in ids.chain(labels).chain(aliases) {
        let name = folded(name);
        if !names.contains_key(name.as_ref()) {
            names.insert(name.into_owned(), index);
        }
    }
    names
}

/// The inputs of a pack: facts in the order of the pack, then observed checks.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    list: Vec<Input>,
    by_id: Lookup<String, usize>,
    by_name: Lookup<String, usize>,
    /// What each name means.
    meant: Vec<Meant>,
}

/// The inputs of one name: nearly always one, which needs no list.
#[derive(Clone, Debug)]
enum Meant {
    One(usize),
    Many(Vec<usize>),
}

impl Meant {
    fn as_slice(&self) -> &[usize] {
        match self {
            Self::One(index) => std::slice::from_ref(index),
            Self::Many(indices) => indices,
        }
    }

    fn add(&mut self, index: usize) {
        match self {
            Self::One(same) if *same == index => {}
            Self::One(first) => *self = Self::Many(vec![*first, index]),
            Self::Many(indices) if indices.contains(&index) => {}
            Self::Many(indices) => indices.push(index),
        }
    }
}

impl Inputs {
    /// The inputs of a resolved pack.
    pub fn new(items: &Items) -> Self {
        let mut inputs = Self::default();
        let kinds =
            |ids: &[String]| ids.iter().filter_map(|id| items.kinds.iter().position(|kind| kind.id == *id)).collect();
        for fact in &items.facts {
            let input_type = match &fact.fact_type {
                FactType::Bool => InputType::Bool,
                FactType::Number { unit } => InputType::Number(unit.clone()),
                FactType::Text => InputType::Text,
                FactType::Choice(options) => InputType::Choice(options.clone()),
                FactType::Tags(options) => InputType::Tags(options.clone()),
                FactType::Date => InputType::Date,
            };
            let names = [&fact.id, &fact.label].into_iter().chain(&fact.aliases);
            inputs.add(
                Input {
                    id: fact.id.clone(),
                    label: fact.label.clone(),
                    option_names: option_names(&input_type),
                    input_type,
                    kinds: kinds(&fact.kinds),
                    range: fact.range,
                    question: fact.question.clone(),
                },
                names,
            );
        }
        for check in items.checks.iter().filter(|check| check.rule == CheckRule::Observed) {
            let names = [&check.id, &check.title].into_iter().chain(&check.aliases);
            inputs.add(
                Input {
                    id: check.id.clone(),
                    label: check.title.clone(),
                    option_names: Lookup::default(),
                    input_type: InputType::Answer,
                    kinds: kinds(&check.kinds),
                    range: Range::default(),
                    question: None,
                },
                names,
            );
        }
        inputs
    }

    fn add<'a>(&mut self, input: Input, names: impl Iterator<Item = &'a String>) {
        let index = self.list.len();
        self.by_id.insert(input.id.clone(), index);
        for name in names {
            let name = folded(name);
            match self.by_name.get(name.as_ref()).and_then(|meant| self.meant.get_mut(*meant)) {
                Some(meant) => meant.add(index),
                None => {
                    self.by_name.insert(name.into_owned(), self.meant.len());
                    self.meant.push(Meant::One(index));
                }
            }
        }
        self.list.push(input);
    }

    /// All inputs.
    pub fn list(&self) -> &[Input] {
        &self.list
    }

    /// The input of an id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The inputs a header or key may mean; more than one where kinds that never meet use one name.
    pub fn by_name(&self, name: &str) -> &[usize] {
        let meant = self.by_name.get(folded(name).as_ref()).and_then(|meant| self.meant.get(*meant));
        meant.map_or(&[], Meant::as_slice)
    }

    /// Every folded name of an input, in alphabetical order, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter()
    }
}

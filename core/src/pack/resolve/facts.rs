//! Kinds, facts and derived facts.

use super::{Resolver, item_name};
use crate::diagnostic::Code;
use crate::hash::Lookup;
use crate::message::Message;
use crate::names::folded;
use crate::pack::item::{Derived, Fact, FactOption, FactType, Kind};
use crate::pack::read::Item;
use crate::pack::value::{Node, Value};

/// The most options of a fact: tags are kept as the bits of one word.
const MOST_OPTIONS: usize = 64;

impl Resolver<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "as for items that may be left out")]
    pub(super) fn kind(&mut self, item: &Item) -> Option<Kind> {
        Some(Kind {
            id: item.id.clone(),
            label: item.label(),
            aliases: item.texts("aliases"),
            lead: item.text("lead"),
            description: item.text("description"),
            provenance: self.provenance(item),
        })
    }

    pub(super) fn fact(&mut self, item: &mut Item) -> Option<Fact> {
        let kinds = self.kinds(item);
        let range = self.range(item);
        let options = self.options(item);
        let type_name = item.text("type");
        if let Some(type_name) = &type_name {
            self.fits_type(item, type_name);
        }
        let fact_type = match type_name?.as_str() {
            "bool" => FactType::Bool,
            "number" => FactType::Number { unit: item.take_text("unit") },
            "text" => FactType::Text,
            "choice" => FactType::Choice(options?),
            "tags" => FactType::Tags(options?),
            _ => FactType::Date,
        };
        Some(Fact {
            id: item.id.clone(),
            label: item.label(),
            fact_type,
            kinds,
            aliases: item.texts("aliases"),
            range,
            question: item.take_text("question"),
            help: item.take_text("help"),
            span: item.get("label").map(|label| label.span).or(Some(item.span)),
            provenance: self.provenance(item),
        })
    }

    /// Reports fields that a fact of this type does not have, and options it lacks.
    fn fits_type(&mut self, item: &Item, type_name: &str) {
        let fields = [("options", &["choice", "tags"][..]), ("unit", &["number"]), ("range", &["number"])];
        for (field, types) in fields {
            if let Some(node) = item.field(field).filter(|_| !types.contains(&type_name)) {
                let types = types.join("、");
                self.report(
                    Code::FieldsExclude,
                    node.span,
                    format!("{field} 只用于 {types}，{} 是 {type_name}", item.id),
                    format!("{field} is for {types} only; {} is {type_name}", item.id),
                );
            }
        }
        if matches!(type_name, "choice" | "tags") && item.field("options").is_none() && !item.damaged {
            let name = item_name(item);
            self.report(
                Code::MissingField,
                item.span,
                format!("{name} 是 {type_name}，缺少 options（选项）"),
                format!("{name} is {type_name} and lacks options"),
            );
        }
    }

    fn options(&mut self, item: &Item) -> Option<Vec<FactOption>> {
        let node = item.get("options")?;
        let list = node.list();
        if list.is_empty() || list.len() > MOST_OPTIONS {
            self.report(
                Code::BadFieldValue,
                node.span,
                format!("选项要有 1 到 {MOST_OPTIONS} 个，这里有 {} 个", list.len()),
                format!("1 to {MOST_OPTIONS} options, not {}", list.len()),
            );
            return None;
        }
        let options: Option<Vec<_>> = list.iter().map(option).collect();
        self.distinct_options(&options.clone()?, list);
        options
    }

    fn distinct_options(&mut self, options: &[FactOption], list: &[Node]) {
        let mut names: Lookup<_, usize> = Lookup::default();
        for (index, (option, node)) in options.iter().zip(list).enumerate() {
            for name in [&option.id, &option.label].into_iter().chain(&option.aliases) {
                let first = *names.entry(folded(name)).or_insert(index);
                if first != index {
                    let message =
                        Message::new(format!("两个选项都叫“{name}”"), format!("two options are called “{name}”"));
                    let reported = self.diagnostics.report(Code::NameCollision, Some(node.span), message);
                    if let Some(first) = list.get(first) {
                        reported.related(first.span, Message::new("先在这里", "first here"));
                    }
                    break;
                }
            }
        }
    }

    pub(super) fn derived(&mut self, item: &mut Item) -> Option<Derived> {
        let kinds = self.kinds(item);
        Some(Derived {
            id: item.id.clone(),
            label: item.label(),
            aliases: item.texts("aliases"),
            unit: item.text("unit"),
            kinds,
            value: item.take_expression("value")?,
            provenance: self.provenance(item),
        })
    }
}

fn option(node: &Node) -> Option<FactOption> {
    if let Value::Text(text) = &node.value {
        return Some(FactOption { id: text.text.clone(), label: text.text.clone(), aliases: Vec::new() });
    }
    let id = node.get("id")?.text()?.to_owned();
    let label = node.get("label").and_then(Node::text).map_or_else(|| id.clone(), str::to_owned);
    let aliases = node.get("aliases").map_or(&[][..], Node::list);
    Some(FactOption { id, label, aliases: aliases.iter().filter_map(Node::text).map(str::to_owned).collect() })
}

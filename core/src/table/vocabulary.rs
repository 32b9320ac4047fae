//! The words of a pack: what the columns, keys, kinds and tasks of places and records may be called.

use super::cell::split_list;
use super::headings::Headings;
use super::problem::{Problem, ProblemCode, listed};
use super::words::{absent, clean};
use super::wrong::{did_you_mean_en, did_you_mean_zh};
use super::{Input, Inputs, KindSet};
use crate::hash::Lookup;
use crate::names::{closest, fold};
use crate::pack::item::{Items, Kind, Task};

/// The words of a pack. Made once for a pack, used for every table and every JSON place.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    inputs: Inputs,
    kinds: Named,
    tasks: Named,
    pub(super) place_columns: Headings<PlaceColumn>,
    pub(super) record_columns: Headings<(RecordField, usize)>,
}

/// Things with an id, a label and aliases.
#[derive(Clone, Debug, Default)]
struct Named {
    ids: Vec<String>,
    labels: Vec<String>,
    names: Vec<String>,
    by_name: Lookup<String, usize>,
}

impl Named {
    fn add(&mut self, id: &str, label: &str, aliases: &[String]) {
        let index = self.ids.len();
        self.ids.push(id.to_owned());
        self.labels.push(label.to_owned());
        for name in [id, label].into_iter().chain(aliases.iter().map(String::as_str)) {
            self.by_name.entry(fold(name)).or_insert(index);
            self.names.push(name.to_owned());
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        // Ids need no folding, and are what programs write.
        self.by_name.get(name).or_else(|| self.by_name.get(&fold(&clean(name)))).copied()
    }

    fn closest(&self, name: &str) -> Option<&str> {
        closest(name, self.names.iter().map(String::as_str))
    }
}

/// What a column of places holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PlaceColumn {
    /// Who the place is. Of two columns for one field, that with the lower rank has the more telling name.
    Own {
        /// The field.
        field: PlaceField,
        /// The place of the name among the field's names.
        rank: usize,
        /// The input that has the same name, and cannot be meant by it.
        shadows: Option<usize>,
    },
    /// An input; several where kinds that never meet use one name.
    Inputs(Vec<usize>),
}

/// Who a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceField {
    Id,
    Name,
    Kinds,
    Region,
    Since,
}

impl PlaceField {
    /// The fields with their names, the more telling ones first: a 类型 beside a 场所类型 is of something else.
    pub(super) const NAMES: &'static [(Self, &'static [&'static str])] = &[
        (Self::Id, &["id", "场所编号", "单位编号", "编号"]),
        (Self::Name, &["name", "场所名称", "单位名称", "名称"]),
        (Self::Kinds, &["kinds", "kind", "场所类型", "类型"]),
        (Self::Region, &["region", "所属区域", "区域", "社区"]),
        (Self::Since, &["since", "纳入日期", "登记日期", "入库日期"]),
    ];

    /// Its name in messages.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Id => "场所编号",
            Self::Name => "场所名称",
            Self::Kinds => "场所类型",
            Self::Region => "所属区域",
            Self::Since => "纳入日期",
        }
    }
}

/// What a column of records holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordField {
    Place,
    Task,
    Date,
    Checker,
    Outcome,
}

impl RecordField {
    /// The fields with their names, the more telling ones first.
    pub(super) const NAMES: &'static [(Self, &'static [&'static str])] = &[
        (Self::Place, &["place", "场所编号", "单位编号", "编号"]),
        (Self::Task, &["task", "工作", "任务"]),
        (Self::Date, &["date", "日期"]),
        (Self::Checker, &["checker", "检查主体"]),
        (Self::Outcome, &["outcome", "结果"]),
    ];

    /// Its name in messages.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Place => "场所编号",
            Self::Task => "工作",
            Self::Date => "日期",
            Self::Checker => "检查主体",
            Self::Outcome => "结果",
        }
    }
}

impl Vocabulary {
    /// The words of a resolved pack.
    pub fn new(items: &Items) -> Self {
        Self::from_parts(Inputs::new(items), &items.kinds, &items.tasks)
    }

    /// The words of a pack of which only these parts are at hand. The kinds are in the order of the pack.
    pub fn from_parts(inputs: Inputs, kinds: &[Kind], tasks: &[Task]) -> Self {
        let (place_columns, record_columns) = (Headings::default(), Headings::default());
        let mut vocabulary =
            Self { inputs, kinds: Named::default(), tasks: Named::default(), place_columns, record_columns };
        for kind in kinds {
            vocabulary.kinds.add(&kind.id, &kind.label, &kind.aliases);
        }
        for task in tasks {
            vocabulary.tasks.add(&task.id, &task.label, &task.aliases);
        }
        vocabulary.add_columns();
        vocabulary
    }

    fn add_columns(&mut self) {
        for (field, names) in PlaceField::NAMES {
            for (rank, name) in names.iter().enumerate() {
                self.place_columns.add(name, PlaceColumn::Own { field: *field, rank, shadows: None }, None);
            }
        }
        for (field, names) in RecordField::NAMES {
            for (rank, name) in names.iter().enumerate() {
                self.record_columns.add(name, (*field, rank), None);
            }
        }
        let list = self.inputs.list();
        let written = list.iter().flat_map(|input| [input.id.as_str(), input.label.as_str()]);
        for name in written.chain(self.inputs.names()) {
            let meant = self.inputs.by_name(name);
            if let Some(PlaceColumn::Own { shadows, .. }) = self.place_columns.exact(name) {
                *shadows = meant.first().copied();
                continue;
            }
            let mut units = meant.iter().map(|index| list.get(*index).and_then(|input| input.unit()));
            let unit = units.next().flatten().filter(|unit| units.all(|other| other == Some(unit)));
            self.place_columns.add(name, PlaceColumn::Inputs(meant.to_vec()), unit);
        }
    }

    /// The inputs of the pack.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// A column header that means one input and nothing else: its label where that does, else its id or another name;
    /// none where it shares all its names with inputs of other kinds.
    ///
    /// ```
    /// # use paicha::pack::Files;
    /// # let pack = r#"
    /// # [pack]
    /// # format = 1
    /// # id = "waters"
    /// # title = "水域"
    /// # version = "1"
    /// # [kind.river]
    /// # label = "河道"
    /// # [kind.pond]
    /// # label = "池塘"
    /// # [fact.river_length]
    /// # label = "长度"
    /// # type = "number"
    /// # kinds = ["river"]
    /// # [fact.pond_length]
    /// # label = "长度"
    /// # type = "number"
    /// # kinds = ["pond"]
    /// # [fact.fenced]
    /// # label = "有护栏"
    /// # type = "bool"
    /// # "#;
    /// # let pack = paicha::Pack::load(&Files::default().with("waters/pack.toml", pack), "waters")?;
    /// let vocabulary = paicha::table::Vocabulary::new(pack.items());
    /// // Rivers and ponds both have a 长度.
    /// let headers = [0, 1, 2].map(|input| vocabulary.header(input));
    /// assert_eq!(headers, [Some("river_length"), Some("pond_length"), Some("有护栏")]);
    /// # Ok::<(), paicha::Error>(())
    /// ```
    pub fn header(&self, input: usize) -> Option<&str> {
        let Input { label, id, .. } = self.inputs.list().get(input)?;
        let means_it = |name: &str| {
            let meaning = self.place_columns.find(&clean(name));
            matches!(meaning, Some(PlaceColumn::Inputs(meant)) if *meant == [input])
        };
        let own = [label.as_str(), id].into_iter().find(|name| means_it(name));
        own.or_else(|| self.inputs.names().find(|name| means_it(name)))
    }

    /// Whether a column of places with this header means something.
    pub fn means_something(&self, header: &str) -> bool {
        self.place_columns.find(header).is_some()
    }

    /// Whether a header of a table of records means anything.
    pub fn means_something_of_records(&self, header: &str) -> bool {
        self.record_columns.find(header).is_some()
    }

    /// Which of these headers is that of the ids of places.
    pub fn id_column(&self, headers: &[&str]) -> Option<usize> {
        let ranks = headers.iter().enumerate().filter_map(|(index, header)| match self.place_columns.find(header)? {
            PlaceColumn::Own { field: PlaceField::Id, rank, .. } => Some((*rank, index)),
            _ => None,
        });
        ranks.min().map(|(_, index)| index)
    }

    /// Which of these headers of a table of records is that of the ids of places.
    pub fn place_column_of_records(&self, headers: &[&str]) -> Option<usize> {
        let ranks =
            headers.iter().enumerate().filter_map(|(index, header)| match self.record_columns.find(header)? {
                (RecordField::Place, rank) => Some((*rank, index)),
                _ => None,
            });
        ranks.min().map(|(_, index)| index)
    }

    /// Whether the pack defines kinds; places of a pack that defines none need none.
    pub fn has_kinds(&self) -> bool {
        !self.kinds.ids.is_empty()
    }

    /// The kind of an id, label or alias, by its index in the pack.
    pub fn kind(&self, name: &str) -> Option<usize> {
        self.kinds.find(name)
    }

    /// The id of the task of an id, label or alias.
    pub fn task(&self, name: &str) -> Option<&str> {
        self.tasks.find(name).and_then(|index| self.tasks.ids.get(index)).map(String::as_str)
    }

    /// Reads the kinds in one cell: names divided by `、，,；;/|+`.
    ///
    /// # Errors
    /// `C007` when one is unknown, `C008` when there is none.
    pub fn read_kinds(&self, text: &str) -> Result<KindSet, Box<Problem>> {
        let text = clean(text);
        if let Some(kind) = self.kind(&text) {
            return self.kind_set([kind]);
        }
        if absent(&fold(&text)).is_some() {
            return self.kind_set([]);
        }
        let parts = split_list(&text).flat_map(|part| part.split(&['/', '／', '+', '＋'][..])).map(str::trim);
        self.kinds_of(parts.filter(|part| !part.is_empty()))
    }

    /// The kinds of some names.
    pub(super) fn kinds_of<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<KindSet, Box<Problem>> {
        let mut kinds = Vec::new();
        for name in names {
            kinds.push(self.kind(name).ok_or_else(|| self.unknown_kind(name))?);
        }
        self.kind_set(kinds)
    }

    fn kind_set(&self, kinds: impl IntoIterator<Item = usize>) -> Result<KindSet, Box<Problem>> {
        let kinds: Vec<u16> = kinds.into_iter().filter_map(|kind| u16::try_from(kind).ok()).collect();
        if kinds.is_empty() && self.has_kinds() {
            return Err(self.no_kind());
        }
        Ok(KindSet::new(kinds))
    }

    pub(super) fn no_kind(&self) -> Box<Problem> {
        let known = listed(self.kinds.labels.iter().map(String::as_str));
        Problem::new(
            ProblemCode::NoKind,
            "没有填场所类型，不知道该查哪些项目",
            "no kind is given, so nobody knows which checks concern the place",
        )
        .with_help(format!("场所类型可填：{}", known.zh), format!("the kinds are {}", known.en))
    }

    pub(super) fn unknown_kind(&self, name: &str) -> Box<Problem> {
        let known = listed(self.kinds.labels.iter().map(String::as_str));
        let shown = listed([name]);
        let meant = self.kinds.closest(name);
        Problem::new(
            ProblemCode::UnknownKind,
            format!("规则包里没有{}这种场所类型", shown.zh),
            format!("the pack has no kind {}", shown.en),
        )
        .with_value(name)
        .with_help(
            format!("{}场所类型可填：{}", did_you_mean_zh(meant), known.zh),
            format!("{}the kinds are {}", did_you_mean_en(meant), known.en),
        )
    }

    pub(super) fn unknown_task(&self, name: &str) -> Box<Problem> {
        let known = listed(self.tasks.labels.iter().map(String::as_str));
        let shown = listed([name]);
        let meant = self.tasks.closest(name);
        Problem::new(
            ProblemCode::UnknownTask,
            format!("规则包里没有{}这项工作", shown.zh),
            format!("the pack has no task {}", shown.en),
        )
        .with_value(name)
        .with_help(
            format!("{}工作可填：{}", did_you_mean_zh(meant), known.zh),
            format!("{}the tasks are {}", did_you_mean_en(meant), known.en),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{VOCABULARY, items};
    use super::*;

    fn kinds(text: &str) -> Result<Vec<u16>, ProblemCode> {
        Vocabulary::new(&items()).read_kinds(text).map(|set| set.list().to_vec()).map_err(|problem| problem.code)
    }

    #[test]
    fn kinds_by_any_name_and_divider() {
        assert_eq!(kinds("餐饮场所"), Ok(vec![0]));
        assert_eq!(kinds(" ＳＨＯＰ "), Ok(vec![1]));
        for text in [
            "超市、饭店",
            "超市，饭店",
            "shop,restaurant",
            "超市；饭店",
            "超市/饭店",
            "超市|饭店",
            "超市+饭店",
            "超市\n饭店",
            "超市、饭店、商铺",
        ] {
            assert_eq!(kinds(text), Ok(vec![0, 1]), "{text}");
        }
        assert_eq!(kinds("饭店、网吧"), Err(ProblemCode::UnknownKind));
        for text in ["", "/", "不详", "、"] {
            assert_eq!(kinds(text), Err(ProblemCode::NoKind), "{text}");
        }
    }

    #[test]
    fn a_pack_without_kinds_needs_none() {
        let mut items = items();
        items.kinds.clear();
        assert_eq!(Vocabulary::new(&items).read_kinds("").unwrap(), KindSet::default());
    }

    #[test]
    fn unknown_kinds_and_tasks_say_what_was_meant() {
        let vocabulary = &*VOCABULARY;
        assert_eq!(
            vocabulary.read_kinds("餐饮场锁").unwrap_err().help.unwrap().zh,
            "是不是“餐饮场所”？场所类型可填：“餐饮场所”、“商铺”、“河道”"
        );
        assert_eq!(vocabulary.task("安全检查"), Some("inspection"));
        assert_eq!(
            vocabulary.unknown_task("安全检察").help.unwrap().en,
            "did you mean \"安全检查\"? the tasks are \"检查\", \"演练\""
        );
    }

    #[test]
    fn columns_of_places() {
        let vocabulary = &*VOCABULARY;
        let find = |header: &str| vocabulary.place_columns.find(header).cloned();
        assert_eq!(find("单位编号"), Some(PlaceColumn::Own { field: PlaceField::Id, rank: 2, shadows: None }));
        assert_eq!(find("经营面积（平方米）"), Some(PlaceColumn::Inputs(vec![1])));
        // 长度 is a river's in km or a hose's in m: a unit cannot be told without the kind.
        assert_eq!(find("长度"), Some(PlaceColumn::Inputs(vec![7, 8])));
        assert_eq!(find("长度（m）"), None);
        assert_eq!(find("软管长度（m）"), Some(PlaceColumn::Inputs(vec![8])));
        assert_eq!(find("外墙"), Some(PlaceColumn::Inputs(vec![10])));
    }

    #[test]
    fn a_fact_with_the_name_of_a_field_is_shadowed() {
        let mut items = items();
        items.facts[5].aliases.push("社区".into());
        let vocabulary = Vocabulary::new(&items);
        assert_eq!(
            vocabulary.place_columns.find("社区"),
            Some(&PlaceColumn::Own { field: PlaceField::Region, rank: 3, shadows: Some(5) })
        );
    }
}

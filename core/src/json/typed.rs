//! From the tree of a bundle to its types, and where in the tree a value is not what its type takes.

use super::tree::Json;
use crate::message::Message;

/// A type that can be read from JSON, as serde writes it.
///
/// What cannot be read is noted in the reader, and something stands in its place: so reading goes straight on, and one
/// look at the end tells whether it went well.
pub(crate) trait FromJson: Sized {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self;
}

/// A few words in Chinese and English.
type Words = (&'static str, &'static str);

/// What stands for a value that is not there.
static ABSENT: Json<'static> = Json::Null;

/// The first thing that was wrong.
#[derive(Debug, Default)]
pub(crate) struct Reader<'j> {
    wrong: Option<Wrong<'j>>,
    /// The object in which a field was last looked for in vain, and its name.
    missing: Option<(&'j Json<'j>, &'static str)>,
}

#[derive(Debug)]
enum Wrong<'j> {
    /// A value that should be something else.
    Value(&'j Json<'j>, Words),
    /// A field that is not there.
    Missing(&'j Json<'j>, &'static str),
    /// A key that is no field, or there twice.
    Key(&'j Json<'j>, &'j str),
}

/// The entries of an object, as its fields are read.
pub(crate) struct Fields<'j> {
    object: &'j Json<'j>,
    entries: &'j [(std::borrow::Cow<'j, str>, Json<'j>)],
    /// The entry after the one found last: fields mostly stand in their order.
    next: usize,
    found: usize,
}

impl<'j> Reader<'j> {
    /// Whether the value is not there; what has a default takes it then.
    pub(crate) fn is_absent(json: &Json<'_>) -> bool {
        std::ptr::eq(json, &ABSENT)
    }

    /// Notes that a value is not what it should be.
    pub(crate) fn wrong(&mut self, json: &'j Json<'j>, wanted: Words) {
        let wrong = match self.missing {
            Some((object, name)) if Self::is_absent(json) => Wrong::Missing(object, name),
            _ => Wrong::Value(json, wanted),
        };
        self.wrong.get_or_insert(wrong);
    }

    /// Begins with the fields of an object.
    pub(crate) fn fields(&mut self, object: &'j Json<'j>) -> Fields<'j> {
        let entries = match object {
            Json::Object(entries) => entries.as_slice(),
            _ => {
                self.wrong(object, ("对象", "an object"));
                &[]
            }
        };
        Fields { object, entries, next: 0, found: 0 }
    }

    /// The value of a field.
    pub(crate) fn field(&mut self, fields: &mut Fields<'j>, name: &'static str) -> &'j Json<'j> {
        let is_it = |at: &usize| fields.entries.get(*at).is_some_and(|(key, _)| key == name);
        let at = Some(fields.next).filter(is_it).or_else(|| (0..fields.entries.len()).find(is_it));
        let Some((at, (_, value))) = at.and_then(|at| Some((at, fields.entries.get(at)?))) else {
            self.missing = Some((fields.object, name));
            return &ABSENT;
        };
        fields.next = at + 1;
        fields.found += 1;
        value
    }

    /// Ends with the fields of an object: there are no others.
    pub(crate) fn end(&mut self, fields: &Fields<'j>, names: &[&str]) {
        if fields.found < fields.entries.len() {
            let keys = || fields.entries.iter().map(|(key, _)| key.as_ref());
            let is_double = |(at, key): &(usize, &str)| keys().take(*at).any(|before| before == *key);
            let odd = keys().enumerate().find(|entry| !names.contains(&entry.1) || is_double(entry));
            let key = odd.map_or("", |(_, key)| key);
            self.wrong.get_or_insert(Wrong::Key(fields.object, key));
        }
    }

    /// The name of a variant and what it holds.
    pub(crate) fn variant(json: &'j Json<'j>) -> (&'j str, &'j Json<'j>) {
        match json {
            Json::Text(name) => (name, &ABSENT),
            Json::Object(entries) => match entries.as_slice() {
                [(name, content)] => (name, content),
                _ => ("", &ABSENT),
            },
            _ => ("", &ABSENT),
        }
    }

    /// Notes that a variant has no name of one; answers with what it holds then.
    pub(crate) fn unknown(&mut self, json: &'j Json<'j>) -> &'j Json<'j> {
        self.wrong(json, ("所列的一种", "one of the variants"));
        &ABSENT
    }

    /// A variant holds nothing.
    pub(crate) fn nothing(&mut self, content: &'j Json<'j>) {
        if *content != Json::Null {
            self.wrong(content, ("空值", "nothing"));
        }
    }

    /// The items of a list, as many as there should be.
    pub(crate) fn items<const N: usize>(&mut self, json: &'j Json<'j>) -> [&'j Json<'j>; N] {
        let items = self.list(json);
        if items.len() != N {
            self.wrong(json, ("长度不同的数组", "an array of another length"));
        }
        std::array::from_fn(|at| items.get(at).unwrap_or(&ABSENT))
    }

    fn list(&mut self, json: &'j Json<'j>) -> &'j [Json<'j>] {
        match json {
            Json::List(items) => items,
            _ => {
                self.wrong(json, ("数组", "an array"));
                &[]
            }
        }
    }

    fn text(&mut self, json: &'j Json<'j>) -> &'j str {
        match json {
            Json::Text(text) => text,
            _ => {
                self.wrong(json, ("文字", "a text"));
                ""
            }
        }
    }

    fn number(&mut self, json: &'j Json<'j>) -> f64 {
        match json {
            Json::Number(number) => *number,
            _ => {
                self.wrong(json, ("数字", "a number"));
                0.0
            }
        }
    }

    /// A whole number within bounds.
    fn whole(&mut self, json: &'j Json<'j>, least: i64, most: i64) -> i64 {
        let number = self.number(json);
        let whole = number as i64;
        if whole as f64 != number || !(least..=most).contains(&whole) {
            self.wrong(json, ("大小合适的整数", "a whole number that is not too large"));
            return 0;
        }
        whole
    }

    /// What was wrong and where in the tree, if anything was.
    pub(crate) fn finish(self, root: &'j Json<'j>) -> Option<Message> {
        let (json, zh, en) = match self.wrong? {
            Wrong::Value(json, (wanted_zh, wanted_en)) => {
                let (zh, en) = json.describe();
                (json, format!("要有{wanted_zh}，这里是{zh}"), format!("{en} where {wanted_en} should be"))
            }
            Wrong::Missing(json, name) => (json, format!("缺少 {name}"), format!("{name} is missing")),
            Wrong::Key(json, key) => {
                (json, format!("不认识 {key}，或者重复了"), format!("{key} means nothing, or is there twice"))
            }
        };
        let mut pointer = String::new();
        find(root, json, &mut pointer);
        Some(Message::new(format!("{pointer}：{zh}"), format!("{pointer}: {en}")))
    }
}

/// Looks for a value in a tree and writes where it is.
fn find(tree: &Json<'_>, wanted: &Json<'_>, pointer: &mut String) -> bool {
    if std::ptr::eq(tree, wanted) {
        return true;
    }
    let length = pointer.len();
    let mut step = |key: &str, json: &Json<'_>| {
        pointer.truncate(length);
        pointer.push('/');
        pointer.push_str(key);
        find(json, wanted, pointer)
    };
    let found = match tree {
        Json::List(items) => items.iter().enumerate().any(|(at, json)| step(&at.to_string(), json)),
        Json::Object(entries) => entries.iter().any(|(key, json)| step(key, json)),
        _ => false,
    };
    if !found {
        pointer.truncate(length);
    }
    found
}

/// Whether a name is that of a variant as serde writes it: `half_year` for `HalfYear`.
pub(crate) fn names(name: &str, variant: &str) -> bool {
    let mut letters = name.bytes();
    let is_next = |(at, own): (usize, u8)| {
        let starts_word = at > 0 && own.is_ascii_uppercase();
        (!starts_word || letters.next() == Some(b'_')) && letters.next() == Some(own.to_ascii_lowercase())
    };
    variant.bytes().enumerate().all(is_next) && letters.next().is_none()
}

/// Writes [`FromJson`] for a type, from all fields of a struct or all variants of an enum with what they hold. A field
/// after `;` is not in JSON. With `default` the value may be missing.
macro_rules! from_json {
    (default $kind:ident $name:ident $content:tt) => {
        from_json!(@for $name, json, reader, {
            if $crate::json::Reader::is_absent(json) {
                return Self::default();
            }
            from_json!(@$kind json, reader, $content)
        });
    };
    ($kind:ident $name:ident $content:tt) => {
        from_json!(@for $name, json, reader, { from_json!(@$kind json, reader, $content) });
    };
    (@for $name:ident, $json:ident, $reader:ident, $read:block) => {
        impl $crate::json::FromJson for $name {
            fn from_json<'j>($json: &'j $crate::json::Json<'j>, $reader: &mut $crate::json::Reader<'j>) -> Self {
                $read
            }
        }
    };
    (@struct $json:ident, $reader:ident, $fields:tt) => {
        from_json!(@fields (Self) $json, $reader, $fields)
    };
    (@enum $json:ident, $reader:ident, {
        $first:ident $(($($one:ident),+))? $({ $($own:tt)+ })?
        $(| $variant:ident $(($($item:ident),+))? $({ $($fields:tt)+ })?)*
    }) => {{
        // Tells when a variant is forgotten here.
        let _ = |all: &Self| match all { Self::$first { .. } $(| Self::$variant { .. })* => () };
        let (name, content) = $crate::json::Reader::variant($json);
        $(if $crate::json::names(name, stringify!($variant)) {
            return from_json!(@held (Self::$variant) content, $reader $(, ($($item),+))? $(, { $($fields)+ })?);
        })*
        let content = if $crate::json::names(name, stringify!($first)) { content } else { $reader.unknown($json) };
        from_json!(@held (Self::$first) content, $reader $(, ($($one),+))? $(, { $($own)+ })?)
    }};
    (@held ($($path:tt)+) $json:ident, $reader:ident) => {{
        $reader.nothing($json);
        $($path)+
    }};
    (@held ($($path:tt)+) $json:ident, $reader:ident, ($one:ident)) => {
        $($path)+($crate::json::FromJson::from_json($json, $reader))
    };
    (@held ($($path:tt)+) $json:ident, $reader:ident, ($($item:ident),+)) => {{
        let [$($item),+] = $reader.items($json);
        $($path)+($($crate::json::FromJson::from_json($item, $reader)),+)
    }};
    (@held ($($path:tt)+) $json:ident, $reader:ident, $fields:tt) => {
        from_json!(@fields ($($path)+) $json, $reader, $fields)
    };
    (@fields ($($path:tt)+) $json:ident, $reader:ident, { $($field:ident),+ $(; $skipped:ident)? }) => {{
        let mut fields = $reader.fields($json);
        let value = $($path)+ {
            $($field: $crate::json::FromJson::from_json($reader.field(&mut fields, stringify!($field)), $reader),)+
            $($skipped: None,)?
        };
        $reader.end(&fields, &[$(stringify!($field)),+]);
        value
    }};
}
pub(crate) use from_json;

impl FromJson for String {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        reader.text(json).to_owned()
    }
}

impl FromJson for bool {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        match json {
            Json::Bool(truth) => *truth,
            _ => {
                reader.wrong(json, ("true 或 false", "true or false"));
                false
            }
        }
    }
}

impl FromJson for f64 {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        reader.number(json)
    }
}

macro_rules! whole {
    ($($name:ident),+) => { $(
        impl FromJson for $name {
            fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
                reader.whole(json, $name::MIN.into(), $name::MAX.into()) as Self
            }
        }
    )+ };
}
whole!(i32, u16, u32);

/// An index; there are never as many things as a u32 can count.
impl FromJson for usize {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        u32::from_json(json, reader) as Self
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        if *json == Json::Null { None } else { Some(T::from_json(json, reader)) }
    }
}

/// A list that is missing is empty.
impl<T: FromJson> FromJson for Vec<T> {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        let mut list = Self::new();
        if !Reader::is_absent(json) {
            let items = reader.list(json);
            list.reserve_exact(items.len());
            // Not collected: this is made for every type, and half as large so.
            for item in items {
                list.push(T::from_json(item, reader));
            }
        }
        list
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        let [one, two] = reader.items(json);
        (A::from_json(one, reader), B::from_json(two, reader))
    }
}

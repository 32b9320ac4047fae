//! Bundles: a compiled pack as one JSON text, for where no rule files are read.

use super::Pack;
use super::digest::digest_of_json;
use super::item::Items;
use crate::error::{Error, ErrorKind};
use crate::json::{FromJson, Json, Reader, parse};
use crate::message::Message;
use crate::program::Program;
use crate::table::Inputs;
use serde::Serialize;

/// The format of bundles this crate writes and reads.
const FORMAT: u32 = 2;

/// A bundle to be written.
#[derive(Serialize)]
struct Written<'a> {
    paicha_bundle: u32,
    digest: &'a str,
    items: &'a Items,
    program: &'a Program,
}

/// A bundle as it was read.
struct Bundle {
    digest: String,
    items: Items,
    program: Program,
}

impl Pack {
    /// Writes the resolved pack and its program as one JSON text.
    ///
    /// # Errors
    /// None that a sound pack meets.
    pub fn to_bundle(&self) -> Result<String, Error> {
        crate::number::to_json(&Written {
            paicha_bundle: FORMAT,
            digest: self.digest(),
            items: self.items(),
            program: self.program(),
        })
    }

    /// Reads a bundle.
    ///
    /// # Errors
    /// When the text is no bundle, is of another format, was changed, or has functions while this build runs none.
    pub fn from_bundle(text: &str) -> Result<Self, Error> {
        let json = parse(text).map_err(|wrong| not_a_bundle(&Message::new(wrong.zh(), wrong.to_string())))?;
        let Bundle { digest, items, program } = read(&json)?;
        if digest_of_json(json.into_field("items")) != digest {
            return Err(wrong(
                "B003",
                Message::new(
                    "规则包文件的内容与摘要不符，可能被改动过",
                    "the bundle does not match its digest; it may have been changed",
                ),
            ));
        }
        if !program.fits(&items) {
            let message = Message::new("规则包文件的程序与条目不符", "the bundle's program does not fit its items");
            return Err(wrong("B004", message));
        }
        if cfg!(not(feature = "script")) && !items.functions.is_empty() {
            let message = Message::new(
                "规则包里有脚本函数，这个版本不能运行",
                "the bundle has script functions, which this build cannot run",
            );
            return Err(wrong("B005", message).with_help(Message::new("改用完整版", "use the full build")));
        }
        let inputs = Inputs::new(&items);
        Ok(Self::new(items, inputs, program, digest))
    }
}

fn read(json: &Json<'_>) -> Result<Bundle, Error> {
    let mut reader = Reader::default();
    let mut fields = reader.fields(json);
    let format = reader.field(&mut fields, "paicha_bundle");
    if let Json::Number(found) = format
        && *found != f64::from(FORMAT)
    {
        let found = crate::number::print(*found);
        let message = Message::new(
            format!("规则包文件的格式是 {found}，这里读 {FORMAT}"),
            format!("the bundle has format {found}; this reads {FORMAT}"),
        );
        let help =
            Message::new("用同一版本的 paicha bundle 重新生成", "make it again with paicha bundle of this version");
        return Err(wrong("B002", message).with_help(help));
    }
    u32::from_json(format, &mut reader);
    let bundle = Bundle {
        digest: FromJson::from_json(reader.field(&mut fields, "digest"), &mut reader),
        items: FromJson::from_json(reader.field(&mut fields, "items"), &mut reader),
        program: FromJson::from_json(reader.field(&mut fields, "program"), &mut reader),
    };
    reader.end(&fields, &["paicha_bundle", "digest", "items", "program"]);
    reader.finish(json).map_or(Ok(bundle), |wrong| Err(not_a_bundle(&wrong)))
}

fn not_a_bundle(what: &Message) -> Error {
    wrong("B001", Message::new(format!("不是规则包文件：{}", what.zh), format!("not a bundle: {}", what.en)))
}

fn wrong(code: &'static str, message: Message) -> Error {
    Error::new(ErrorKind::Bundle, code, message)
}

#[cfg(all(test, feature = "script"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::Pack;
    use crate::pack::Files;

    const PACK: &str = r#"
[pack]
format = 1
id = "p"
title = "示例"
version = "1"
effective = { from = 2022-01-01 }
[fact.area]
label = "面积"
type = "number"
range = { min = 0.5, max = 0.30000000000000004e21 }
[fact.goods]
label = "存放物品"
type = "tags"
options = ["paper", "paint"]
[function.twice]
params = ["number"]
returns = "number"
range = { min = 0, max = 9 }
[[check]]
id = "c"
title = "不堵塞\n出口"
fails_if = '面积 < 10 && "paint" in 存放物品 && twice(3) > 1'
points = 30
within = "30 days"
"#;

    fn pack() -> Pack {
        let script = "fn twice(x) { x * 2.0 }";
        Pack::load(&Files::default().with("p/pack.toml", PACK).with("p/functions.rhai", script), "p").unwrap()
    }

    fn wrong(text: &str) -> (String, String) {
        let error = Pack::from_bundle(text).unwrap_err();
        (error.code().to_owned(), error.message().en.clone())
    }

    #[test]
    fn what_is_written_is_read() {
        let pack = pack();
        let text = pack.to_bundle().unwrap();
        let read = Pack::from_bundle(&text).unwrap();
        assert_eq!((read.program(), read.digest()), (pack.program(), pack.digest()));
        assert_eq!(read.to_bundle().unwrap(), text);
        // The order of keys says nothing.
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value.sort_all_objects();
        assert_eq!(Pack::from_bundle(&value.to_string()).unwrap().to_bundle().unwrap(), text);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let text = pack().to_bundle().unwrap();
        let changed = |from: &str, to: &str| wrong(&text.replacen(from, to, 1));
        let told = |message: &str| ("B001".to_owned(), format!("not a bundle: {message}"));
        assert_eq!(wrong("{"), told("the text is incomplete (line 1, column 2)"));
        assert_eq!(wrong("[]"), told(": an array where an object should be"));
        assert_eq!(changed("\"assumptions\":", "\"b\":"), told("/items/info: assumptions is missing"));
        assert_eq!(
            changed("\"assumptions\":true", "\"assumptions\":1"),
            told("/items/info/assumptions: a number where true or false should be")
        );
        assert_eq!(
            changed("\"info\":{", "\"info\":{\"b\":1,"),
            told("/items/info: b means nothing, or is there twice")
        );
        assert_eq!(
            changed("\"info\":{", "\"info\":{\"id\":\"p\","),
            told("/items/info: id means nothing, or is there twice")
        );
        assert_eq!(
            changed("\"compare\":[\"less\"", "\"compare\":[\"lesser\""),
            told("/program/nodes/2/compare/0: a text where one of the variants should be")
        );
        assert_eq!(
            changed("2022-01-01", "2022-13-01").1,
            "not a bundle: /items/info/effective/from: a text where a date should be"
        );
        assert_eq!(changed("\"paicha_bundle\":2", "\"paicha_bundle\":1").0, "B002");
        assert_eq!(changed("示例", "例子").0, "B003");
    }
}

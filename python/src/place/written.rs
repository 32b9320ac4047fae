//! Values of Python as JSON: what JSON can say, and what a program means by the types that go with tables.

use crate::failure::of_argument;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDate, PyFloat, PyFrozenSet, PyInt, PyList, PyMapping, PySet, PyString, PyTuple, PyType};
use std::fmt::Write;

/// How deep lists and objects may lie in each other; a place needs four.
const DEEPEST: usize = 32;

/// The fields of an object.
type Entries<'py> = Vec<(String, Bound<'py, PyAny>)>;

/// JSON while it is written.
#[derive(Default)]
pub struct Writer {
    pub text: String,
    /// Where it is, for messages.
    path: Vec<String>,
}

impl Writer {
    /// Writes an object.
    pub fn object<'py>(&mut self, entries: impl Iterator<Item = (String, Bound<'py, PyAny>)>) -> PyResult<()> {
        self.text.push('{');
        for (index, (key, value)) in entries.enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.quoted(&key);
            self.text.push(':');
            self.path.push(key);
            self.value(&value)?;
            self.path.pop();
        }
        self.text.push('}');
        Ok(())
    }

    fn list<'py>(&mut self, items: impl Iterator<Item = PyResult<Bound<'py, PyAny>>>) -> PyResult<()> {
        self.text.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.path.push(index.to_string());
            self.value(&item?)?;
            self.path.pop();
        }
        self.text.push(']');
        Ok(())
    }

    fn value(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if self.path.len() > DEEPEST {
            return Err(self.wrong(value.py(), "嵌套得太深", "lies too deep"));
        }
        if value.is_none() {
            self.text.push_str("null");
        } else if let Ok(truth) = value.cast::<PyBool>() {
            self.text.push_str(if truth.is_true() { "true" } else { "false" });
        } else if is_instance(value, &ENUM, "enum", "Enum")? {
            return self.value(&value.getattr("value")?);
        } else if let Ok(text) = value.cast::<PyString>() {
            let Ok(text) = text.to_str() else {
                return Err(self.wrong(value.py(), "不是正确的 Unicode 文字", "is no text in Unicode"));
            };
            self.quoted(text);
        } else if value.is_instance_of::<PyInt>() || value.is_instance_of::<PyFloat>() {
            return self.number(value);
        } else if let Some(entries) = entries(value)? {
            return self.object(entries.into_iter());
        } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return self.list(value.try_iter()?);
        } else {
            return self.rare(value);
        }
        Ok(())
    }

    /// What JSON has no type for.
    fn rare(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = value.py();
        if is_missing(value)? {
            self.text.push_str("null");
        } else if value.is_instance_of::<PyDate>() {
            let day: String = value.call_method0("isoformat")?.extract()?;
            self.quoted(day.get(.."2022-12-31".len()).unwrap_or(&day));
        } else if is_instance(value, &DECIMAL, "decimal", "Decimal")? {
            return self.number(value);
        } else if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
            let items = PyList::new(py, value.try_iter()?.collect::<PyResult<Vec<_>>>()?)?;
            if items.sort().is_err() {
                return Err(self.wrong(py, "是集合，其中的值不能排序", "is a set of values that have no order"));
            }
            return self.list(items.iter().map(Ok));
        } else if let Ok(dtype) = value.getattr("dtype") {
            return self.array(value, &dtype);
        } else {
            let found = value.get_type().fully_qualified_name()?;
            return Err(self.wrong(
                py,
                &format!("是 {found}，不知道怎样读"),
                &format!("is a {found}, which means nothing"),
            ));
        }
        Ok(())
    }

    /// A scalar or an array of numpy, a column of pandas or polars.
    fn array(&mut self, value: &Bound<'_, PyAny>, dtype: &Bound<'_, PyAny>) -> PyResult<()> {
        if value.hasattr("__len__")? && value.len().is_ok() {
            return self.list(value.try_iter()?);
        }
        let is_time = dtype.getattr("kind").and_then(|kind| kind.extract::<String>()).is_ok_and(|kind| kind == "M");
        if is_time {
            let day = value.str()?.to_string();
            self.quoted(day.get(.."2022-12-31".len()).unwrap_or(&day));
            return Ok(());
        }
        let item = value.call_method0("item")?;
        if item.hasattr("dtype")? {
            return Err(self.wrong(value.py(), "不知道怎样读", "means nothing"));
        }
        self.value(&item)
    }

    fn number(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        // An int of more digits than a double can hold is too large, as infinity is.
        let number: f64 = value.extract().unwrap_or(f64::INFINITY);
        if number.is_nan() {
            self.text.push_str("null");
        } else if number.is_infinite() {
            return Err(self.wrong(value.py(), "不是有限的数", "is not a finite number"));
        } else {
            self.text.push_str(&paicha::number::print(number));
        }
        Ok(())
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => {
                    self.text.push('\\');
                    self.text.push(letter);
                }
                '\0'..' ' => {
                    let _ = write!(self.text, "\\u{:04x}", letter as u32);
                }
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
    }

    fn wrong(&self, py: Python<'_>, zh: &str, en: &str) -> PyErr {
        let path = self.path.iter().take(DEEPEST).map(String::as_str).collect::<Vec<_>>().join("/");
        of_argument(py, "A005", &format!("/{path} {zh}"), &format!("/{path} {en}"))
    }
}

/// The fields of a mapping or a dataclass, by text; none where it is neither.
pub fn entries<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Entries<'py>>> {
    if let Ok(mapping) = value.cast::<PyMapping>() {
        // All at once: another thread may change a dict while Python reads a key.
        let items = mapping.items()?;
        let entry = |item: Bound<'py, PyAny>| {
            let (key, value): (Bound<'py, PyAny>, Bound<'py, PyAny>) = item.extract()?;
            Ok((key_text(&key)?, value))
        };
        return items.iter().map(entry).collect::<PyResult<_>>().map(Some);
    }
    // A class has the attribute too, and is no place.
    if value.is_instance_of::<PyType>() {
        return Ok(None);
    }
    if !value.hasattr("__dataclass_fields__")? {
        return Ok(None);
    }
    let fields = value.py().import("dataclasses")?.call_method1("fields", (value,))?;
    let field = |field: PyResult<Bound<'py, PyAny>>| {
        let name = field?.getattr("name")?;
        Ok((key_text(&name)?, value.getattr(name.cast::<PyString>()?)?))
    };
    fields.try_iter()?.map(field).collect::<PyResult<_>>().map(Some)
}

fn key_text(key: &Bound<'_, PyAny>) -> PyResult<String> {
    if is_instance(key, &ENUM, "enum", "Enum")? {
        return key_text(&key.getattr("value")?);
    }
    let text = key.cast::<PyString>().ok().and_then(|text| text.to_str().ok().map(str::to_owned));
    match text {
        Some(text) => Ok(text),
        None => {
            let shown = key.repr()?;
            Err(of_argument(
                key.py(),
                "A005",
                &format!("键 {shown} 要写成文字"),
                &format!("the key {shown} is no text"),
            ))
        }
    }
}

/// pandas' NaT and NA: nobody knows.
fn is_missing(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let name = value.get_type().qualname()?;
    if name == "NaTType" || name == "NAType" {
        return Ok(true);
    }
    Ok(name == "datetime64" && value.str()? == "NaT")
}

static ENUM: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();

fn is_instance(value: &Bound<'_, PyAny>, of: &PyOnceLock<Py<PyType>>, module: &str, name: &str) -> PyResult<bool> {
    value.is_instance(of.import(value.py(), module, name)?)
}

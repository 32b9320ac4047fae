//! Paths of folders below the rules root. Nothing outside it is ever named.

use crate::message::Message;

/// The folder that `relative` names, seen from `folder`: `../base` from `xincheng-2022` is `base`.
///
/// The root is the empty text. What leads out of the root, and any path that is not relative with `/`, is refused with
/// the reason.
pub(super) fn join(folder: &str, relative: &str) -> Result<String, Message> {
    if relative.contains('\\') {
        return Err(Message::new("路径用 / 分隔，不用 \\", "folders are separated by /, not by \\"));
    }
    if relative.starts_with('/') || relative.as_bytes().get(1) == Some(&b':') {
        return Err(Message::new("要写相对路径，如 ../base", "write a relative path such as ../base"));
    }
    if relative.contains('\0') {
        return Err(Message::new("路径里有不能用的字符", "a character that no path can have"));
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err(Message::new(
                        "只能继承规则根目录（规则包的上级文件夹，或 --root）里的规则包",
                        "a pack extends packs inside the rules root only (the pack's parent folder, or --root)",
                    ));
                }
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// A file or folder in a folder.
pub(super) fn inside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn stays_inside_the_root() {
        assert_eq!(join("xincheng-2022", "../base").unwrap(), "base");
        assert_eq!(join("a/b", "../../c/./d/").unwrap(), "c/d");
        assert_eq!(join("", "base").unwrap(), "base");
        assert_eq!(join("a", "..").unwrap(), "");
        for outside in ["../../base", "..\\base", "/base", "C:/base", "C:base", "a/../../../b", "a\0"] {
            assert!(join("pack", outside).is_err(), "{outside}");
        }
    }
}

//! From the bytes of a file to text: UTF-8 with or without BOM, else GB18030.

use std::borrow::Cow;

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotText {
    /// What could be read before the first byte that makes no sense.
    pub readable: String,
    /// Whether they look like UTF-16, which some programs call "Unicode".
    pub utf16: bool,
}

/// Decodes the bytes of a file.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    const BOM: &[u8] = b"\xEF\xBB\xBF";
    let marked = bytes.starts_with(BOM);
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let error = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    // A file that says it is UTF-8, or nearly is, is damaged, not in another encoding.
    if !marked
        && !utf16
        && !is_nearly_utf8(bytes)
        && let Some(text) = decode_gb18030(bytes)
    {
        return Ok(Cow::Owned(text));
    }
    let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
    Err(NotText { readable: String::from_utf8_lossy(readable).into_owned(), utf16 })
}

/// Whether characters of three bytes (as Chinese has in UTF-8, and GB18030 hardly ever looks like) far outnumber the
/// bytes that make no sense.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut long, mut senseless) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        long += chunk.valid().chars().filter(|character| *character >= '\u{800}').count();
        senseless += usize::from(!chunk.invalid().is_empty());
    }
    long > 3 * senseless
}

#[cfg(feature = "gb18030")]
fn decode_gb18030(bytes: &[u8]) -> Option<String> {
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// What reads GB18030 where the core has no tables for it.
#[cfg(not(feature = "gb18030"))]
static DECODER: std::sync::OnceLock<fn(&[u8]) -> String> = std::sync::OnceLock::new();

/// Says how to read a text in GB18030, for a build without the feature `gb18030`: a web page has a function for it. Bytes
/// that are none become U+FFFD, and the file is then refused. With the feature this does nothing.
pub fn decode_gb18030_with(decoder: fn(&[u8]) -> String) {
    #[cfg(not(feature = "gb18030"))]
    DECODER.get_or_init(|| decoder);
    #[cfg(feature = "gb18030")]
    let _ = decoder;
}

#[cfg(not(feature = "gb18030"))]
fn decode_gb18030(bytes: &[u8]) -> Option<String> {
    DECODER.get().map(|decoder| decoder(bytes)).filter(|text| !text.contains(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn utf8_with_and_without_bom() {
        assert_eq!(decode("标题".as_bytes()).unwrap(), "标题");
        assert_eq!(decode(b"\xEF\xBB\xBFa = 1").unwrap(), "a = 1");
        assert_eq!(decode(b"").unwrap(), "");
    }

    #[cfg(feature = "gb18030")]
    #[test]
    fn gb18030() {
        assert_eq!(decode(b"\xB1\xEA\xCC\xE2 = 1").unwrap(), "标题 = 1");
        let text = "使用燃气的，已安装可燃气体报警装置并正常使用；外墙面砖、墙皮、屋面瓦无松动脱落。髙鑫镕囧";
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(decode(&bytes).unwrap(), text);
    }

    #[test]
    fn one_bad_byte_is_not_another_encoding() {
        let mut bytes = "label = \"使用燃气的场所\"".as_bytes().to_vec();
        bytes.insert(20, 0x81);
        assert!(decode(&bytes).is_err());
    }

    #[test]
    fn neither() {
        let error = decode(b"a = 1\n\xFFb").unwrap_err();
        assert_eq!(error, NotText { readable: "a = 1\n".into(), utf16: false });
        assert!(decode(b"\xFF\xFEa\0").unwrap_err().utf16);
        assert!(decode(b"\xEF\xBB\xBF\xB1\xEA").is_err());
    }
}

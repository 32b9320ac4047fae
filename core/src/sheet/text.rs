//! Text in the encodings users have: UTF-8 with or without BOM, UTF-16 with BOM, GB18030; decoded while it is read.

use crate::error::{Error, ErrorKind};
use crate::message::Message;
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

const CHUNK: usize = 64 << 10;

/// A reader that gives UTF-8, whatever the encoding of its source, and fails where the bytes fit none.
pub struct Decoded<R> {
    source: R,
    raw: Vec<u8>,
    ended: bool,
    decoder: Option<Decoder>,
    text: Vec<u8>,
    given: usize,
    lines: u64,
}

impl<R: Read> Decoded<R> {
    /// Decodes a source.
    pub fn new(source: R) -> Self {
        Self { source, raw: Vec::new(), ended: false, decoder: None, text: Vec::new(), given: 0, lines: 1 }
    }

    /// Reads more raw bytes behind those not decoded yet.
    fn more(&mut self) -> io::Result<()> {
        let before = self.raw.len();
        self.source.by_ref().take(CHUNK as u64).read_to_end(&mut self.raw)?;
        self.ended |= self.raw.len() < before + CHUNK;
        Ok(())
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() && !(self.ended && self.raw.is_empty()) {
            self.more()?;
            if self.decoder.is_none() {
                self.decide()?;
            }
            self.decode()?;
        }
        Ok(())
    }

    /// Chooses the encoding at the first bytes that are not ASCII; until then all are alike.
    fn decide(&mut self) -> io::Result<()> {
        if let Some((encoding, _)) = Encoding::for_bom(&self.raw) {
            self.decoder = Some(encoding.new_decoder_with_bom_removal());
            return Ok(());
        }
        if self.raw.contains(&0) {
            return Err(no_text(
                "这不是文字文件（含有零字节）；若是 Excel 的“Unicode 文本”，请另存为 CSV UTF-8 或 XLSX",
                "this is not a text file (it holds zero bytes); save it as CSV UTF-8 or XLSX",
            ));
        }
        while !self.ended && self.raw.iter().rev().take(4).any(|byte| *byte >= 0x80) {
            self.more()?;
        }
        if self.raw.is_ascii() {
            return Ok(());
        }
        let encoding = if std::str::from_utf8(&self.raw).is_ok() { UTF_8 } else { GB18030 };
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
        Ok(())
    }

    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else {
            std::mem::swap(&mut self.text, &mut self.raw);
            self.count_lines();
            return Ok(());
        };
        let room =
            decoder.max_utf8_buffer_length_without_replacement(self.raw.len()).unwrap_or(self.raw.len() * 3 + 16);
        self.text.resize(room, 0);
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(&self.raw, &mut self.text, self.ended);
        let name = readable_name(decoder.encoding());
        self.text.truncate(written);
        self.raw.clear();
        self.count_lines();
        if result != DecoderResult::InputEmpty {
            let line = self.lines;
            return Err(no_text(
                format!("第 {line} 行附近有按 {name} 读不出的字节；文件应为 UTF-8 或 GB18030"),
                format!("bytes near line {line} cannot be read as {name}; the file should be UTF-8 or GB18030"),
            ));
        }
        Ok(())
    }

    fn count_lines(&mut self) {
        self.lines += self.text.iter().filter(|byte| **byte == b'\n').count() as u64;
    }
}

/// An error on its way through [`Read`], which knows only [`io::Error`]; [`Error::reading`] takes it out again.
fn no_text(zh: impl Into<String>, en: impl Into<String>) -> io::Error {
    io::Error::other(Error::new(ErrorKind::Input, "F005", Message::new(zh, en)))
}

fn readable_name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => "UTF-16",
        encoding if encoding == UTF_8 => "UTF-8",
        _ => "GB18030",
    }
}

impl<R: Read> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given >= self.text.len() {
            self.fill()?;
        }
        Ok(self.text.get(self.given..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.given += amount;
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Decoded::new(bytes).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn reads_every_encoding_alike() {
        let text = "编号,名称\n1,北岸华庭小区 ㎡ 𠮷\n";
        let with_bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let utf16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> =
            "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let gb = GB18030.encode(text).0.into_owned();
        for bytes in [text.as_bytes(), &with_bom, &utf16, &utf16_be, &gb] {
            assert_eq!(decode(bytes).unwrap(), text);
        }
    }

    #[test]
    fn decides_late_in_a_long_ascii_file() {
        for after in [0, 1, 2, 3] {
            let head = ["a,b\n".repeat(CHUNK / 4), "x".repeat(CHUNK - 1 + after)].concat();
            let text = format!("{head}北岸华庭");
            assert_eq!(decode(text.as_bytes()).unwrap(), text);
            let gb = GB18030.encode(&text).0.into_owned();
            assert_eq!(decode(&gb).unwrap(), text);
        }
    }

    #[test]
    fn characters_may_lie_across_chunks() {
        for shift in 0..4 {
            let text = ["x".repeat(shift), "华庭".repeat(CHUNK)].concat();
            assert_eq!(decode(text.as_bytes()).unwrap(), text);
            assert_eq!(decode(&GB18030.encode(&text).0).unwrap(), text);
        }
    }

    #[test]
    fn tells_what_fits_no_encoding() {
        let error = decode(b"a\n\xE5\x8C\x97\n\xFF\xFF").unwrap_err();
        assert!(error.to_string().contains("F005"), "{error}");
        assert!(decode(b"PK\x00\x01").unwrap_err().to_string().contains("F005"));
        assert_eq!(decode(b"").unwrap(), "");
    }
}

//! Bytes to text: UTF-8, UTF-16 with a byte order mark, and Windows-1252, which is what Excel and older programs write.

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file's characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Encoding {
    const MARKS: [(&'static [u8], Self); 3] =
        [(b"\xef\xbb\xbf", Self::Utf8), (b"\xff\xfe", Self::Utf16Le), (b"\xfe\xff", Self::Utf16Be)];

    /// The encoding that a file's first bytes show, and the length of its byte order mark. Without a mark it is UTF-8,
    /// or Windows-1252 where the bytes are no UTF-8; `whole` says that they are all of the file.
    pub(super) fn sniff(head: &[u8], whole: bool) -> (Self, usize) {
        if let Some((mark, encoding)) = Self::MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
            return (*encoding, mark.len());
        }
        match std::str::from_utf8(head) {
            Ok(_) => (Self::Utf8, 0),
            // A character cut by the end of what was looked at says nothing.
            Err(error) if error.error_len().is_none() && !whole => (Self::Utf8, 0),
            // Letters of UTF-8 before a cut one: the file is cut, not written in another encoding.
            Err(error) if error.error_len().is_none() && !head[..error.valid_up_to()].is_ascii() => (Self::Utf8, 0),
            Err(_) => (Self::Windows1252, 0),
        }
    }

    /// The name for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// A decoder at the start of the text, the mark left behind.
    pub(super) fn decoder(self) -> TextDecoder {
        match self {
            Self::Utf8 => TextDecoder::Utf8 { cut: Vec::new() },
            Self::Utf16Le => TextDecoder::Other(UTF_16LE.new_decoder_without_bom_handling()),
            Self::Utf16Be => TextDecoder::Other(UTF_16BE.new_decoder_without_bom_handling()),
            Self::Windows1252 => TextDecoder::Other(WINDOWS_1252.new_decoder_without_bom_handling()),
        }
    }
}

/// A streaming decoder: a character may be cut anywhere by a chunk's end.
pub(super) enum TextDecoder {
    /// With the bytes of a character that the last chunk cut.
    Utf8 {
        cut: Vec<u8>,
    },
    Other(Decoder),
}

/// The bytes are not what the encoding says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

impl TextDecoder {
    /// Appends the text of the next bytes; `last` says that nothing follows.
    ///
    /// # Errors
    /// When a byte sequence stands for no character.
    pub(super) fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) -> Result<(), Malformed> {
        match self {
            Self::Utf8 { cut } => decode_utf8(text, cut, bytes, last),
            Self::Other(decoder) => {
                let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(Malformed)?;
                text.reserve(room);
                match decoder.decode_to_string_without_replacement(bytes, text, last) {
                    (DecoderResult::InputEmpty, _) => Ok(()),
                    _ => Err(Malformed),
                }
            }
        }
    }
}

fn decode_utf8(text: &mut String, cut: &mut Vec<u8>, bytes: &[u8], last: bool) -> Result<(), Malformed> {
    let mut rest = bytes;
    while !cut.is_empty() && !rest.is_empty() {
        cut.push(rest[0]);
        rest = &rest[1..];
        match std::str::from_utf8(cut) {
            Ok(character) => {
                text.push_str(character);
                cut.clear();
            }
            Err(error) if error.error_len().is_some() => return Err(Malformed),
            Err(_) => {}
        }
    }
    match std::str::from_utf8(rest) {
        Ok(valid) => text.push_str(valid),
        Err(error) => {
            let (valid, invalid) = rest.split_at(error.valid_up_to());
            if error.error_len().is_some() || last {
                return Err(Malformed);
            }
            text.push_str(std::str::from_utf8(valid).unwrap_or_default());
            cut.extend_from_slice(invalid);
        }
    }
    if last && !cut.is_empty() { Err(Malformed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(encoding: Encoding, bytes: &[u8], window: usize) -> Result<String, Malformed> {
        let mut decoder = encoding.decoder();
        let mut text = String::new();
        let count = bytes.chunks(window).count();
        for (index, chunk) in bytes.chunks(window).enumerate() {
            decoder.decode(chunk, index + 1 == count, &mut text)?;
        }
        Ok(text)
    }

    #[test]
    fn the_first_bytes_tell_the_encoding() {
        for (head, whole, found) in [
            (&b"plain"[..], true, (Encoding::Utf8, 0)),
            (b"\xef\xbb\xbfx", true, (Encoding::Utf8, 3)),
            (b"\xff\xfex\0", true, (Encoding::Utf16Le, 2)),
            (b"\xfe\xff\0x", true, (Encoding::Utf16Be, 2)),
            (b"Z\xfcrich", true, (Encoding::Windows1252, 0)),
            (b"Z\xc3", false, (Encoding::Utf8, 0)),
            (b"Z\xc3", true, (Encoding::Windows1252, 0)),
            (b"Z\xc3\xbc\xc3", true, (Encoding::Utf8, 0)),
        ] {
            assert_eq!(Encoding::sniff(head, whole), found, "{head:?}");
        }
        assert_eq!(decode(Encoding::Windows1252, b"Z\xfcrich \x80", 1).as_deref(), Ok("Z\u{fc}rich \u{20ac}"));
        assert_eq!(decode(Encoding::Utf16Le, b"\0\xd8x\0", 1), Err(Malformed), "half a surrogate pair");
    }

    proptest! {
        #[test]
        fn windows_change_nothing(text in "\\PC{1,40}", window in 1usize..9) {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            prop_assert_eq!(decode(Encoding::Utf8, text.as_bytes(), window), Ok(text.clone()));
            prop_assert_eq!(decode(Encoding::Utf16Le, &little, window), Ok(text.clone()));
            prop_assert_eq!(decode(Encoding::Utf16Be, &big, window), Ok(text.clone()));
        }
    }
}

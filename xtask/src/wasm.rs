//! Just enough of the WebAssembly binary format to drop custom sections. The `name` section alone is a third of the engine's
//! module, and the compiler must not strip it: wasm-bindgen reads other custom sections first.

use crate::failure::{Done, Failure};

/// Custom sections that stay: they say which features the module needs and what made it.
pub(crate) const KEEP: &[&str] = &["target_features", "producers"];

/// The module without its custom sections, those in `keep` excepted. All else stays byte for byte.
pub(crate) fn without_custom_sections(module: &[u8], keep: &[&str]) -> Done<Vec<u8>> {
    const HEADER: &[u8] = b"\0asm\x01\0\0\0";
    if !module.starts_with(HEADER) {
        return Err(Failure::new("This is no WebAssembly module: its first bytes are others."));
    }
    let mut out = Vec::with_capacity(module.len());
    out.extend_from_slice(HEADER);
    let mut rest = &module[HEADER.len()..];
    while let Some((&id, after_id)) = rest.split_first() {
        let broken = || {
            Failure::new(format!(
                "The WebAssembly module breaks off in the section at byte {}.",
                module.len() - rest.len()
            ))
        };
        let (size, payload) = leb128(after_id).ok_or_else(broken)?;
        let payload_and_on = payload.split_at_checked(size).ok_or_else(broken)?;
        let (content, on) = payload_and_on;
        let custom_name = if id == 0 {
            let (length, name) = leb128(content).ok_or_else(broken)?;
            Some(name.get(..length).ok_or_else(broken)?)
        } else {
            None
        };
        if custom_name.is_none_or(|name| keep.iter().any(|kept| kept.as_bytes() == name)) {
            out.extend_from_slice(&rest[..rest.len() - on.len()]);
        }
        rest = on;
    }
    Ok(out)
}

/// An unsigned LEB128 number of at most 32 bits, and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0u64;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(u32::try_from(value).ok()?).ok()?, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![id];
        let mut size = content.len();
        loop {
            let low = (size & 0x7f) as u8;
            size >>= 7;
            out.push(if size == 0 { low } else { low | 0x80 });
            if size == 0 {
                break;
            }
        }
        [out, content.to_vec()].concat()
    }

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        section(0, &[&[name.len() as u8], name.as_bytes(), content].concat())
    }

    fn module(sections: &[Vec<u8>]) -> Vec<u8> {
        [b"\0asm\x01\0\0\0".to_vec(), sections.concat()].concat()
    }

    #[test]
    fn drops_names_and_keeps_the_rest_in_order() {
        let code = section(10, &[7; 300]);
        let types = section(1, &[0]);
        let features = custom("target_features", &[1, 2]);
        let before = module(&[
            types.clone(),
            custom("name", &[9; 1000]),
            code.clone(),
            custom(".debug_info", &[3]),
            features.clone(),
        ]);
        assert_eq!(without_custom_sections(&before, KEEP).unwrap(), module(&[types, code, features]));
    }

    #[test]
    fn a_second_time_changes_nothing() {
        let once = without_custom_sections(&module(&[custom("name", b"x"), section(3, &[1])]), KEEP).unwrap();
        assert_eq!(without_custom_sections(&once, KEEP).unwrap(), once);
    }

    #[test]
    fn sizes_written_with_padding_are_read() {
        // wasm-ld pads sizes to five bytes.
        let padded = [&[1u8, 0x82, 0x80, 0x80, 0x80, 0x00][..], &[5, 6]].concat();
        assert_eq!(without_custom_sections(&module(std::slice::from_ref(&padded)), KEEP).unwrap(), module(&[padded]));
    }

    #[test]
    fn says_where_a_broken_module_breaks() {
        let whole = module(&[section(1, &[0; 40])]);
        let error = without_custom_sections(&whole[..20], KEEP).unwrap_err().to_string();
        assert_eq!(error, "The WebAssembly module breaks off in the section at byte 8.");
        assert!(without_custom_sections(b"<!doctype html>", KEEP).is_err());
        assert!(without_custom_sections(&module(&[vec![0, 2, 9, 9]]), KEEP).is_err());
        assert!(without_custom_sections(&module(&[vec![0, 0x80, 0x80, 0x80, 0x80, 0x80, 1]]), KEEP).is_err());
    }
}

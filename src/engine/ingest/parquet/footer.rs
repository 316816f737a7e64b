//! What a footer declares, checked before the parquet crate decodes it.
//!
//! The crate takes a field's number for its kind, reserves what a list says to hold, and descends into a schema as
//! deep as it is. So every known field must be of its kind here, every list as long as it says, and the schema's tree
//! whole and not too deep.

use self::Shape::{Any, Byte, Double, Flag, List, Number, Struct, Text};
use super::thrift::{Cursor, Malformed, Result, kind};

/// Groups in one another in a schema.
const MAX_SCHEMA_DEPTH: usize = 100;

/// What a field holds. The fields of a struct are those from number 1 on; what comes after them may be anything.
enum Shape {
    Any,
    Number,
    Byte,
    Flag,
    Double,
    Text,
    List(&'static Shape),
    Struct(&'static [Shape]),
}

const FILE: &[Shape] = &[
    Number,
    Any, // The schema, which is walked by itself.
    Number,
    List(&Struct(ROW_GROUP)),
    List(&Struct(KEY_VALUE)),
    Text,
    List(&Struct(&[])),
    Struct(&[]),
    Text,
];
const ROW_GROUP: &[Shape] =
    &[List(&Struct(CHUNK)), Number, Number, List(&Struct(&[Number, Flag, Flag])), Number, Number, Number];
const CHUNK: &[Shape] = &[Text, Number, Struct(CHUNK_META), Number, Number, Number, Number, Struct(&[]), Text];
const CHUNK_META: &[Shape] = &[
    Number,
    List(&Number),
    List(&Text),
    Number,
    Number,
    Number,
    Number,
    List(&Struct(KEY_VALUE)),
    Number,
    Number,
    Number,
    Struct(&[Text, Text, Number, Number, Text, Text, Flag, Flag, Number]),
    List(&Struct(&[Number, Number, Number])),
    Number,
    Number,
    Struct(&[Number, List(&Number), List(&Number)]),
    Struct(&[Struct(BOX), List(&Number)]),
];
const KEY_VALUE: &[Shape] = &[Text, Text];
const BOX: &[Shape] = &[Double, Double, Double, Double, Double, Double, Double, Double];
const ELEMENT: &[Shape] = &[Number, Number, Number, Text, Number, Number, Number, Number, Number, Struct(LOGICAL_TYPE)];
const LOGICAL_TYPE: &[Shape] = &[
    Struct(&[]),
    Struct(&[]),
    Struct(&[]),
    Struct(&[]),
    Struct(&[Number, Number]),
    Struct(&[]),
    Struct(TIME),
    Struct(TIME),
    Any,
    Struct(&[Byte, Flag]),
    Struct(&[]),
    Struct(&[]),
    Struct(&[]),
    Struct(&[]),
    Struct(&[]),
    Struct(&[Byte]),
    Struct(&[Text]),
    Struct(&[Text, Number]),
    Struct(&[]),
];
const TIME: &[Shape] = &[Flag, Struct(&[Struct(&[]), Struct(&[]), Struct(&[])])];

/// What has to be known of a footer before it is decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// The file says by which algorithm its columns are encrypted.
    pub(super) encrypted: bool,
}

/// Walks through a footer.
pub(super) fn outline(footer: &[u8]) -> Result<Outline> {
    const SCHEMA: i16 = 2;
    const ENCRYPTION: i16 = 8;
    let (mut cursor, mut last, mut encrypted) = (Cursor::new(footer), 0, false);
    while let Some((id, kind)) = cursor.field(&mut last)? {
        encrypted |= id == ENCRYPTION;
        if id == SCHEMA { schema(&mut cursor, kind)? } else { walk(&mut cursor, kind, field(FILE, id))? }
    }
    Ok(Outline { encrypted })
}

fn field(fields: &'static [Shape], id: i16) -> &'static Shape {
    usize::try_from(id).ok().and_then(|id| fields.get(id.checked_sub(1)?)).unwrap_or(&Any)
}

fn walk(cursor: &mut Cursor<'_>, kind: u8, shape: &'static Shape) -> Result<()> {
    match (shape, kind) {
        (Any, _)
        | (Number, kind::I16 | kind::I32 | kind::I64)
        | (Byte, kind::BYTE)
        | (Flag, kind::TRUE | kind::FALSE)
        | (Double, kind::DOUBLE)
        | (Text, kind::BINARY) => cursor.skip(kind, 0),
        (List(element), kind::LIST) => {
            let (kind, count) = cursor.list()?;
            (0..count).try_for_each(|_| walk(cursor, kind, element))
        }
        (Struct(fields), kind::STRUCT) => {
            let mut last = 0;
            while let Some((id, kind)) = cursor.field(&mut last)? {
                walk(cursor, kind, field(fields, id))?;
            }
            Ok(())
        }
        _ => Err(Malformed),
    }
}

/// A schema is a tree written depth first: every group has the children it announces.
fn schema(cursor: &mut Cursor<'_>, kind: u8) -> Result<()> {
    const CHILDREN: i16 = 5;
    if kind != kind::LIST {
        return Err(Malformed);
    }
    let (kind, count) = cursor.list()?;
    if kind != kind::STRUCT {
        return Err(Malformed);
    }
    // Children still to come of each open group; the first is the list itself, with the root.
    let mut open = vec![1u64];
    for index in 0..count {
        *open.last_mut().ok_or(Malformed)? -= 1;
        let (mut last, mut children) = (0, 0);
        while let Some((id, kind)) = cursor.field(&mut last)? {
            if id == CHILDREN && matches!(kind, kind::I16 | kind::I32 | kind::I64) {
                children = u64::try_from(cursor.signed()?).map_err(|_| Malformed)?;
            } else {
                walk(cursor, kind, field(ELEMENT, id))?;
            }
        }
        if children > count - index || open.len() > MAX_SCHEMA_DEPTH {
            return Err(Malformed);
        }
        open.push(children);
        while open.pop_if(|left| *left == 0).is_some() {}
    }
    if open.is_empty() { Ok(()) } else { Err(Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_that_lie_or_are_too_deep_are_refused() {
        // Elements with field 5, the number of children, or none.
        let schema_of = |children: &[u8]| {
            let mut bytes = vec![0x29, 0xfc];
            bytes.push(u8::try_from(children.len()).expect("few"));
            for count in children {
                if *count > 0 {
                    bytes.extend([0x55, count * 2]);
                }
                bytes.push(0);
            }
            bytes.push(0);
            outline(&bytes)
        };
        assert_eq!(schema_of(&[2, 0, 1, 0]), Ok(Outline { encrypted: false }));
        assert_eq!(schema_of(&[3, 0, 1, 0]), Err(Malformed));
        assert_eq!(schema_of(&[1, 0, 0]), Err(Malformed));
        assert_eq!(schema_of(&[60, 0]), Err(Malformed));
        let mut deep = vec![1; 110];
        deep.push(0);
        assert_eq!(schema_of(&deep), Err(Malformed));
        assert_eq!(outline(&[0x29, 0xfc, 0xff, 0xff, 0xff, 0x7f, 0]), Err(Malformed));
    }

    #[test]
    fn fields_of_another_kind_are_refused() {
        // The version as a number, and as a text; the rows as a list of truths, which takes no bytes in the crate.
        assert_eq!(outline(&[0x15, 2, 0]), Ok(Outline { encrypted: false }));
        assert_eq!(outline(&[0x18, 1, 65, 0]), Err(Malformed));
        assert_eq!(outline(&[0x39, 0xf1, 0xff, 0xff, 0xff, 0xff, 7, 0]), Err(Malformed));
        assert_eq!(outline(&[0xa9, 0x11, 1, 0]), Err(Malformed));
        assert_eq!(outline(&[0xa8, 1, 65, 0]), Ok(Outline { encrypted: false }));
        assert_eq!(outline(&[0x8c, 0x1c, 0, 0, 0]), Ok(Outline { encrypted: true }));
    }
}

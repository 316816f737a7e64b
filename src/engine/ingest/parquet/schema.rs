//! The columns of a schema: plain ones, and nested ones as trees that become JSON.

use std::ops::Range;

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::{SchemaDescriptor, Type};

/// A column as Varve sees it: one of the schema's roots.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    /// The leaves it is made of.
    pub(super) leaves: Range<usize>,
    /// How they make a value, where that is more than the one leaf's.
    pub(super) nested: Option<Node>,
}

/// A part of a nested value. Levels are those from which on it is there, or repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    /// The leaves below it, counted from the column's first.
    pub(super) leaves: Range<usize>,
    pub(super) form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Value,
    Optional { definition: u32, inner: Box<Node> },
    Struct(Vec<(String, Node)>),
    List { definition: u32, repetition: u32, element: Box<Node> },
    Map { definition: u32, repetition: u32, key: Box<Node>, value: Box<Node> },
}

/// The columns of a schema in its order, and the names of those that cannot be read: groups without a value in them.
pub(super) fn columns(schema: &SchemaDescriptor) -> (Vec<Column>, Vec<String>) {
    let (mut columns, mut empty) = (Vec::new(), Vec::new());
    let mut leaf = 0;
    for root in schema.root_schema().get_fields() {
        let name = root.name().to_owned();
        if root.is_primitive() && root.get_basic_info().repetition() != Repetition::REPEATED {
            columns.push(Column { name, leaves: leaf..leaf + 1, nested: None });
            leaf += 1;
            continue;
        }
        let mut builder = Builder { next: 0, has_empty: false };
        let node = builder.node(root, Level::default());
        if builder.has_empty {
            empty.push(name);
        } else {
            columns.push(Column { name, leaves: leaf..leaf + builder.next, nested: Some(node) });
        }
        leaf += builder.next;
    }
    (columns, empty)
}

#[derive(Debug, Clone, Copy, Default)]
struct Level {
    definition: u32,
    repetition: u32,
}

impl Level {
    fn repeated(self) -> Self {
        Self { definition: self.definition + 1, repetition: self.repetition + 1 }
    }
}

struct Builder {
    /// Leaves met so far.
    next: usize,
    /// A group without a leaf was met.
    has_empty: bool,
}

impl Builder {
    fn node(&mut self, field: &Type, level: Level) -> Node {
        let start = self.next;
        let form = match field.get_basic_info().repetition() {
            Repetition::REQUIRED => return self.required(field, level),
            Repetition::OPTIONAL => {
                let definition = level.definition + 1;
                Form::Optional { definition, inner: Box::new(self.required(field, Level { definition, ..level })) }
            }
            // A list without the groups that the format puts around one.
            Repetition::REPEATED => self.list(level.repeated(), |builder, level| builder.required(field, level)),
        };
        Node { leaves: start..self.next, form }
    }

    /// The field itself, its repetition being seen to.
    fn required(&mut self, field: &Type, level: Level) -> Node {
        let start = self.next;
        let form = if field.is_primitive() {
            self.next += 1;
            Form::Value
        } else {
            self.group(field, level)
        };
        Node { leaves: start..self.next, form }
    }

    fn group(&mut self, group: &Type, level: Level) -> Form {
        let info = group.get_basic_info();
        let is_list =
            info.converted_type() == ConvertedType::LIST || matches!(info.logical_type_ref(), Some(LogicalType::List));
        let is_map = matches!(info.converted_type(), ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE)
            || matches!(info.logical_type_ref(), Some(LogicalType::Map));
        let fields = group.get_fields();
        self.has_empty |= fields.is_empty();
        if let [only] = fields
            && only.get_basic_info().repetition() == Repetition::REPEATED
        {
            let inner = level.repeated();
            if is_list {
                return match element(group, only) {
                    Some(element) => self.list(inner, |builder, level| builder.node(element, level)),
                    None => self.list(inner, |builder, level| builder.required(only, level)),
                };
            }
            if is_map && !only.is_primitive() {
                if let [key, value] = only.get_fields() {
                    let key = Box::new(self.node(key, inner));
                    let value = Box::new(self.node(value, inner));
                    return Form::Map { definition: inner.definition, repetition: inner.repetition, key, value };
                }
                if let [key] = only.get_fields() {
                    return self.list(inner, |builder, level| builder.node(key, level));
                }
            }
        }
        Form::Struct(fields.iter().map(|field| (field.name().to_owned(), self.node(field, level))).collect())
    }

    fn list(&mut self, level: Level, element: impl FnOnce(&mut Self, Level) -> Node) -> Form {
        let element = Box::new(element(self, level));
        Form::List { definition: level.definition, repetition: level.repetition, element }
    }
}

/// The element within a list's repeated group; `None` where that group is itself the element, as older writers have
/// it (format, LogicalTypes.md, “backward-compatibility rules”).
fn element<'a>(list: &Type, repeated: &'a Type) -> Option<&'a Type> {
    if repeated.is_primitive() {
        return None;
    }
    let info = repeated.get_basic_info();
    let is_annotated = info.converted_type() != ConvertedType::NONE || info.logical_type_ref().is_some();
    let is_old_name = repeated.name() == "array" || repeated.name() == format!("{}_tuple", list.name());
    match repeated.get_fields() {
        [only] if !is_annotated && !is_old_name && only.get_basic_info().repetition() != Repetition::REPEATED => {
            Some(only)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::schema::parser::parse_message_type;

    use super::*;

    fn read(message: &str) -> (Vec<Column>, Vec<String>) {
        columns(&SchemaDescriptor::new(Arc::new(parse_message_type(message).expect("a schema"))))
    }

    /// The shape in a few letters: `?` optional, `[]` list, `{}` struct, `<>` map.
    fn shape(node: &Node) -> String {
        match &node.form {
            Form::Value => "v".to_owned(),
            Form::Optional { definition, inner } => format!("?{definition}{}", shape(inner)),
            Form::List { definition, repetition, element } => format!("[{definition}{repetition} {}]", shape(element)),
            Form::Map { key, value, .. } => format!("<{} {}>", shape(key), shape(value)),
            Form::Struct(fields) => {
                format!(
                    "{{{}}}",
                    fields.iter().map(|(name, node)| format!("{name}:{}", shape(node))).collect::<String>()
                )
            }
        }
    }

    #[test]
    fn lists_of_all_ages_are_lists() {
        let shapes = |field: &str| {
            let (columns, _) = read(&format!("message m {{ required int32 before; {field} required int32 after; }}"));
            assert_eq!(columns.iter().map(|column| column.leaves.len()).sum::<usize>(), columns[2].leaves.end);
            shape(columns[1].nested.as_ref().expect("nested"))
        };
        assert_eq!(shapes("optional group a (LIST) { repeated group list { optional int32 element; } }"), "?1[21 ?3v]");
        assert_eq!(shapes("required group a (LIST) { repeated int32 element; }"), "[11 v]");
        assert_eq!(shapes("repeated int32 a;"), "[11 v]");
        assert_eq!(
            shapes("optional group a (LIST) { repeated group element { required int32 x; required int32 y; } }"),
            "?1[21 {x:vy:v}]"
        );
        assert_eq!(shapes("optional group a (LIST) { repeated group array { required int32 x; } }"), "?1[21 {x:v}]");
        assert_eq!(shapes("optional group a (LIST) { repeated group a_tuple { required int32 x; } }"), "?1[21 {x:v}]");
        assert_eq!(
            shapes("optional group a (LIST) { repeated group array (LIST) { repeated int32 array; } }"),
            "?1[21 [32 v]]"
        );
        assert_eq!(
            shapes("optional group a (MAP) { repeated group kv { required int32 key; optional int32 value; } }"),
            "?1<v ?3v>"
        );
        assert_eq!(shapes("optional group a (MAP) { repeated group kv { required int32 key; } }"), "?1[21 v]");
        assert_eq!(shapes("repeated group a { required int32 x; repeated int32 y; }"), "[11 {x:vy:[22 v]}]");
    }
}

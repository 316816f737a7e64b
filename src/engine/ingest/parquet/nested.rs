//! Nested values as compact JSON: the columns' levels put back together, a record at a time.
//!
//! Not by the parquet crate's record reader: it asserts where a file lies, which ends the worker, shows times in
//! nanoseconds as bare numbers, and does not read all shapes of repeated fields.

use super::leaf::{Leaf, Levels};
use super::problem::{Problem, Result};
use super::schema::{Form, Node};
use super::text::push_json_text;

/// A leaf with the levels of its next value.
struct Ahead<'a> {
    leaf: Leaf<'a>,
    next: Option<Levels>,
}

impl Ahead<'_> {
    fn step(&mut self) -> Result<()> {
        self.next = self.leaf.next()?;
        Ok(())
    }

    /// The list that the next value continues; none after the last.
    fn repetition(&self) -> u32 {
        self.next.map_or(0, |levels| levels.repetition)
    }
}

/// Puts the records of one nested column together.
pub(super) struct Assembler<'a> {
    leaves: Vec<Ahead<'a>>,
    scratch: String,
}

impl<'a> Assembler<'a> {
    pub(super) fn new(leaves: Vec<Leaf<'a>>) -> Result<Self> {
        let mut leaves: Vec<_> = leaves.into_iter().map(|leaf| Ahead { leaf, next: None }).collect();
        leaves.iter_mut().try_for_each(Ahead::step)?;
        Ok(Self { leaves, scratch: String::new() })
    }

    /// Bytes fetched from the file.
    pub(super) fn fetched(&self) -> u64 {
        self.leaves.iter().map(|ahead| ahead.leaf.fetched()).sum()
    }

    /// Whether there is another record.
    pub(super) fn has_more(&self) -> bool {
        self.leaves.iter().any(|ahead| ahead.next.is_some())
    }

    /// Appends the next record; says no and appends nothing for one that is null as a whole.
    pub(super) fn record(&mut self, root: &Node, out: &mut String) -> Result<bool> {
        let is_null = match &root.form {
            Form::Optional { definition, .. } => self.definition(root)? < *definition,
            _ => false,
        };
        if is_null {
            self.skip(root)?;
        } else {
            self.write(root, out)?;
        }
        // The next value of every leaf begins a record.
        if self.leaves.iter().any(|ahead| ahead.repetition() > 0) { Err(disagree()) } else { Ok(!is_null) }
    }

    fn write(&mut self, node: &Node, out: &mut String) -> Result<()> {
        match &node.form {
            Form::Value => self.write_value(node, out),
            Form::Optional { definition, inner } => {
                if self.definition(node)? >= *definition {
                    return self.write(inner, out);
                }
                out.push_str("null");
                self.skip(node)
            }
            Form::Struct(fields) => {
                out.push('{');
                for (index, (name, field)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    push_json_text(out, name);
                    out.push(':');
                    self.write(field, out)?;
                }
                out.push('}');
                Ok(())
            }
            Form::List { definition, repetition, element } => {
                out.push('[');
                self.repeat(node, (*definition, *repetition), out, |this, out| this.write(element, out))?;
                out.push(']');
                Ok(())
            }
            Form::Map { definition, repetition, key, value } => {
                out.push('{');
                self.repeat(node, (*definition, *repetition), out, |this, out| {
                    this.write_key(key, out)?;
                    out.push(':');
                    this.write(value, out)
                })?;
                out.push('}');
                Ok(())
            }
        }
    }

    /// Keys are texts in JSON, whatever they are in the file.
    fn write_key(&mut self, key: &Node, out: &mut String) -> Result<()> {
        let start = out.len();
        self.write(key, out)?;
        if !out[start..].starts_with('"') {
            let mut bare = std::mem::take(&mut self.scratch);
            bare.clear();
            bare.push_str(&out[start..]);
            out.truncate(start);
            push_json_text(out, &bare);
            self.scratch = bare;
        }
        Ok(())
    }

    fn write_value(&mut self, node: &Node, out: &mut String) -> Result<()> {
        let ahead = &mut self.leaves[node.leaves.start];
        if !ahead.next.is_some_and(|levels| ahead.leaf.is_present(levels)) {
            return Err(disagree());
        }
        out.push_str(ahead.leaf.text()?);
        ahead.step()
    }

    fn repeat(
        &mut self,
        node: &Node,
        (definition, repetition): (u32, u32),
        out: &mut String,
        mut write: impl FnMut(&mut Self, &mut String) -> Result<()>,
    ) -> Result<()> {
        if self.definition(node)? < definition {
            return self.skip(node);
        }
        loop {
            write(self, out)?;
            // All leaves go on with the list, or all are through with it.
            let goes_on = self.leaves[node.leaves.start].repetition() >= repetition;
            for ahead in &self.leaves[node.leaves.clone()] {
                let next = ahead.repetition();
                if (next >= repetition) != goes_on || next > repetition {
                    return Err(disagree());
                }
            }
            if !goes_on {
                return Ok(());
            }
            out.push(',');
        }
    }

    /// The definition level that the leaves below a node agree on as far as it is concerned: that of the first.
    fn definition(&self, node: &Node) -> Result<u32> {
        let next = self.leaves[node.leaves.start].next;
        next.map(|levels| levels.definition).ok_or_else(|| Problem::damaged("its values end too early"))
    }

    /// Passes what is not there: one level of every leaf below the node.
    fn skip(&mut self, node: &Node) -> Result<()> {
        let definition = self.definition(node)?;
        for ahead in &mut self.leaves[node.leaves.clone()] {
            if ahead.next.is_none_or(|levels| levels.definition != definition) {
                return Err(disagree());
            }
            ahead.step()?;
        }
        Ok(())
    }
}

fn disagree() -> Problem {
    Problem::damaged("its parts do not belong together")
}

//! JSON text to records: one object per line, an array of objects, or an object around such an array.
//!
//! Like the CSV scanner, this one is told where a buffer ends, not where the file ends: an unfinished record at the end
//! of a buffer is left for the next call, so a file of any size passes through a window of a few megabytes.

mod problem;
mod record;
mod shape;
mod tail;
#[cfg(test)]
mod tests;

pub use self::problem::JsonProblem;
use self::problem::{Broken, reason};
pub use self::record::{Malformed, Record};
pub use self::shape::{JsonShape, sniff};
use self::tail::Tail;
use crate::base::Diagnostic;
use crate::base::limits::MAX_RECORD_BYTES;

const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];
const NO_OBJECT: &str = "it is no object with named values";

/// Walks over a buffer record by record.
#[derive(Debug)]
pub struct JsonScanner {
    shape: JsonShape,
    state: State,
    /// Where the next record begins.
    position: usize,
    /// Records found so far, malformed ones among them.
    records: u64,
    /// End of the line at `position`, once records must keep to their line.
    line_end: usize,
}

/// What may come next.
#[derive(Debug)]
enum State {
    /// The first bytes of the file.
    Start,
    /// An object, on one line or on several.
    Line,
    /// An object on one line. An object that was never closed has been met: another could hide as much text again, and
    /// reading on from each of its lines would take for ever.
    OneLine,
    /// The first value of the array, or its end.
    First,
    /// A value of the array.
    Value,
    /// A comma, or the end of the array.
    Comma,
    /// The rest of the object around the array.
    Tail(Tail),
    /// Nothing but white space.
    End,
    /// Nothing, after a problem.
    Failed,
}

impl JsonScanner {
    /// A scanner at the start of a file of this shape.
    pub fn new(shape: JsonShape) -> Self {
        Self { shape, state: State::Start, position: 0, records: 0, line_end: 0 }
    }

    /// The byte after the last whole record found.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Starts again at `position` of another buffer.
    pub fn seek(&mut self, position: usize) {
        self.position = position;
        self.line_end = 0;
    }

    /// Finds the next record; `last` says that nothing follows the buffer. False when there is no further whole record.
    ///
    /// What is no object, and in a file of lines what is no JSON, is a record too: [`Record::malformed`] says so.
    ///
    /// # Errors
    /// What is broken in an array: nothing behind it can be read.
    pub fn next_record(&mut self, buffer: &str, last: bool, record: &mut Record) -> Result<bool, JsonProblem> {
        record.clear();
        let found = self.step(buffer, last, record).map_err(|broken| {
            self.state = State::Failed;
            JsonProblem { record: self.records + u64::from(broken.is_in_record()), broken }
        })?;
        self.records += u64::from(found);
        Ok(found)
    }

    /// What should be said once the file has been read: which values beside the array were left out.
    pub fn note(&self, name: &str) -> Option<Diagnostic> {
        let JsonShape::Wrapped { key, beside, .. } = &self.shape else { return None };
        let after = if let State::Tail(tail) = &self.state { tail.keys() } else { &[] };
        let beside: Vec<String> = beside.iter().chain(after).map(|key| format!("“{key}”")).collect();
        let message = format!(
            "The rows of “{name}” are in its array “{key}”; what stands beside it was left out: {}.",
            beside.join(", ")
        );
        (!beside.is_empty()).then(|| Diagnostic::info("json_beside", message).in_file(name))
    }

    fn step(&mut self, buffer: &str, last: bool, record: &mut Record) -> Result<bool, Broken> {
        loop {
            if let State::Tail(tail) = &mut self.state {
                // White space may be in a text that was cut.
                self.position += tail.skip(&buffer[self.position..]);
                if !tail.is_closed() {
                    return self.wait(last);
                }
            }
            let rest = buffer[self.position..].trim_start_matches(WHITE);
            self.position = buffer.len() - rest.len();
            let first = rest.bytes().next();
            match &mut self.state {
                State::Start => match &self.shape {
                    JsonShape::Lines => self.state = State::Line,
                    _ if rest.is_empty() => return self.wait(last),
                    JsonShape::Array => self.open(first)?,
                    // White space before the object has been passed over already.
                    JsonShape::Wrapped { start, .. } => match rest.get(*start..).and_then(|array| array.bytes().next())
                    {
                        None => return self.wait(last),
                        first => {
                            self.position += start;
                            self.open(first)?;
                        }
                    },
                },
                State::Line | State::OneLine => return Ok(self.line(buffer, last, record)),
                State::First | State::Value => match first {
                    Some(b']') if matches!(self.state, State::First) => self.close(),
                    Some(_) => return self.value(rest, last, record),
                    None => return self.wait(last),
                },
                State::Comma => match first {
                    Some(b',') => {
                        self.position += 1;
                        self.state = State::Value;
                    }
                    Some(b']') => self.close(),
                    Some(_) => return Err(Broken::Between),
                    None => return self.wait(last),
                },
                State::Tail(_) | State::End if first.is_some() => return Err(Broken::Beyond),
                State::Tail(_) | State::End | State::Failed => return Ok(false),
            }
        }
    }

    /// Nothing more in the buffer: the file must go on.
    fn wait(&self, last: bool) -> Result<bool, Broken> {
        if last { Err(Broken::Cut) } else { Ok(false) }
    }

    /// Begins the array.
    fn open(&mut self, first: Option<u8>) -> Result<(), Broken> {
        match first {
            Some(b'[') => {
                self.position += 1;
                self.state = State::First;
                Ok(())
            }
            _ => Err(Broken::Syntax("expected `[`".to_owned())),
        }
    }

    /// Ends the array.
    fn close(&mut self) {
        self.position += 1;
        self.state = match self.shape {
            JsonShape::Wrapped { .. } => State::Tail(Tail::default()),
            _ => State::End,
        };
    }

    /// A value of the array, which `rest` begins with.
    fn value(&mut self, rest: &str, last: bool, record: &mut Record) -> Result<bool, Broken> {
        let read = if rest.starts_with('{') {
            record.read(rest)
        } else {
            record::length(rest).inspect(|length| record.set_malformed(&rest[..*length], NO_OBJECT))
        };
        let length = match read {
            // A number may go on in the next buffer.
            Ok(length) if length == rest.len() && record.malformed().is_some() && !last => return Ok(false),
            Ok(length) => length,
            Err(error) if is_unfinished(&error, rest, last) => return unfinished(rest, last),
            // Well-formed all the same: it has too many names, or half a character in one.
            Err(error) => match record::length(rest) {
                Ok(length) => {
                    record.set_malformed(&rest[..length], &reason(&error));
                    length
                }
                Err(other) if is_unfinished(&other, rest, last) => return unfinished(rest, last),
                Err(_) => return Err(Broken::Syntax(reason(&error))),
            },
        };
        self.position += length;
        self.state = State::Comma;
        Ok(true)
    }

    /// The next object of a file of lines; a line that is none is a malformed record, and reading goes on behind it.
    fn line(&mut self, buffer: &str, last: bool, record: &mut Record) -> bool {
        // Some writers put the commas of an array that they forgot to open.
        let rest = buffer[self.position..].trim_start_matches([' ', '\t', '\n', '\r', ',']);
        self.position = buffer.len() - rest.len();
        if rest.is_empty() {
            return false;
        }
        let last = last || rest.len() > MAX_RECORD_BYTES;
        let whole = match self.state {
            State::OneLine => match self.line_end(buffer, last) {
                Some(end) => &buffer[self.position..end],
                None => return false,
            },
            _ => rest,
        };
        let read = if rest.starts_with('{') { record.read(whole).map_err(Some) } else { Err(None) };
        let error = match read {
            Ok(length) => {
                self.position += length;
                return true;
            }
            Err(Some(error)) if !last && whole.len() == rest.len() && is_unfinished(&error, whole, last) => {
                return false;
            }
            Err(error) => error,
        };
        let Some(end) = self.line_end(buffer, last) else { return false };
        if error.as_ref().is_some_and(serde_json::Error::is_eof) && end < self.position + whole.len() {
            self.state = State::OneLine;
        }
        let text = &buffer[self.position..end];
        record.set_malformed(text, &error.map_or_else(|| NO_OBJECT.to_owned(), |error| reason(&error)));
        self.position = end;
        true
    }

    /// Where the line at `position` ends; `None` when the buffer does not hold its end.
    fn line_end(&mut self, buffer: &str, last: bool) -> Option<usize> {
        if self.line_end <= self.position {
            let end = memchr::memchr2(b'\n', b'\r', &buffer.as_bytes()[self.position..]);
            self.line_end = match end {
                Some(length) => self.position + length,
                None if last => buffer.len(),
                None => return None,
            };
        }
        Some(self.line_end)
    }
}

/// Whether the parser wanted more text. Some errors of a text that is cut have other names than the end of the file (a
/// number that ends with its point, half of a surrogate pair), but all of them stand at the end.
fn is_unfinished(error: &serde_json::Error, text: &str, last: bool) -> bool {
    const REACH: usize = 16;
    if error.is_eof() || last {
        return error.is_eof();
    }
    let line = error.line().checked_sub(2).and_then(|line| memchr::memchr_iter(b'\n', text.as_bytes()).nth(line));
    line.map_or(0, |end| end + 1) + error.column() + REACH >= text.len()
}

/// What an unfinished value of an array means.
fn unfinished(rest: &str, last: bool) -> Result<bool, Broken> {
    match (last, rest.len() > MAX_RECORD_BYTES) {
        (true, _) => Err(Broken::Cut),
        (false, true) => Err(Broken::TooLong),
        (false, false) => Ok(false),
    }
}

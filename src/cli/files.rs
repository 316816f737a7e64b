//! Files of the file system as the engine reads and writes them.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::base::Diagnostic;
use crate::engine::export::Sink;
use crate::engine::host::{ByteSource, Sources, changed_while_reading};

/// A file read by ranges.
pub(super) struct FileSource {
    name: String,
    length: u64,
    file: RefCell<File>,
}

/// Opens files, and the files in folders to the last one, as the page takes them: a file under its own name, those of a
/// folder under their path below it, the folder included.
pub(super) fn open_all(paths: &[PathBuf]) -> Result<Sources, Diagnostic> {
    let mut sources = Sources::new();
    for path in paths {
        let shown = path.display();
        let name = path.file_name().map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
        if path.is_dir() {
            let mut found = Vec::new();
            walk(path, &name, &mut found)?;
            found.sort_by(|left, right| left.0.cmp(&right.0));
            if found.is_empty() {
                return Err(Diagnostic::error(
                    "folder_empty",
                    format!("The folder {shown} holds no file that could be a table."),
                )
                .hint("Name another folder, or the files themselves."));
            }
            for (name, path) in found {
                sources.push(open(name, &path)?);
            }
        } else {
            sources.push(open(name, path)?);
        }
    }
    Ok(sources)
}

fn walk(folder: &Path, name: &str, found: &mut Vec<(String, PathBuf)>) -> Result<(), Diagnostic> {
    for entry in fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(folder, &error))?
    {
        let own = entry.file_name().to_string_lossy().into_owned();
        // Markers of Spark and of systems: no data.
        if own.starts_with(['_', '.']) || own == "Thumbs.db" {
            continue;
        }
        let (path, name) = (entry.path(), format!("{name}/{own}"));
        if path.is_dir() {
            walk(&path, &name, found)?;
        } else {
            found.push((name, path));
        }
    }
    Ok(())
}

fn open(name: String, path: &Path) -> Result<Rc<dyn ByteSource>, Diagnostic> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let length = file.metadata().map_err(|error| unreadable(path, &error))?.len();
    Ok(Rc::new(FileSource { name, length, file: RefCell::new(file) }))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("file_unreadable", format!("{} cannot be opened ({error}).", path.display()))
        .hint("Check the path and its permissions.")
}

impl ByteSource for FileSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn len(&self) -> u64 {
        self.length
    }

    fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = vec![0; length];
        let mut file = self.file.borrow_mut();
        let read = file.seek(SeekFrom::Start(offset)).and_then(|_| file.read_exact(&mut bytes));
        read.map(|()| bytes).map_err(|_| changed_while_reading(&self.name))
    }
}

/// A file being written.
pub(super) struct FileSink {
    path: PathBuf,
    file: BufWriter<File>,
}

impl FileSink {
    /// Makes the file, or empties it.
    pub(super) fn create(path: &Path) -> Result<Self, Diagnostic> {
        let file = File::create(path).map_err(|error| not_written(path, &error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    /// Writes what is still held back.
    pub(super) fn finish(mut self) -> Result<(), Diagnostic> {
        self.file.flush().map_err(|error| not_written(&self.path, &error))
    }
}

impl Sink for FileSink {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.file.write_all(bytes).map_err(|error| not_written(&self.path, &error))
    }
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| not_written(path, &error))
}

/// Writes a whole file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    fs::write(path, bytes).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("not_written", format!("{} cannot be written ({error}).", path.display()))
        .hint("Check the folder's permissions and the room left.")
}

//! Files of the file system as the engine reads and writes them.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::base::Diagnostic;
use crate::engine::export::Sink;
use crate::engine::host::{ByteSource, LocalFuture, changed_while_reading};

/// A file read by ranges.
pub(super) struct FileSource {
    name: String,
    length: u64,
    file: RefCell<File>,
}

impl FileSource {
    /// Opens a file.
    pub(super) fn open(path: &Path) -> Result<Rc<dyn ByteSource>, Diagnostic> {
        let shown = path.display();
        let fail = |error: std::io::Error| {
            Diagnostic::error("file_unreadable", format!("{shown} cannot be opened ({error})."))
                .hint("Check the path and its permissions.")
        };
        let metadata = fs::metadata(path).map_err(fail)?;
        if metadata.is_dir() {
            return Err(Diagnostic::error("is_directory", format!("{shown} is a folder, not a file."))
                .hint("Name the files in it."));
        }
        let file = File::open(path).map_err(fail)?;
        let name = path.file_name().map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
        Ok(Rc::new(Self { name, length: metadata.len(), file: RefCell::new(file) }))
    }
}

impl ByteSource for FileSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn len(&self) -> u64 {
        self.length
    }

    fn read(&self, offset: u64, length: usize) -> LocalFuture<'_, Result<Vec<u8>, Diagnostic>> {
        let mut bytes = vec![0; length];
        let mut file = self.file.borrow_mut();
        let read = file.seek(SeekFrom::Start(offset)).and_then(|_| file.read_exact(&mut bytes));
        Box::pin(std::future::ready(read.map(|()| bytes).map_err(|_| changed_while_reading(&self.name))))
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

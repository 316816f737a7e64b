//! The part that lists the sheets, and the links from one part to others.

use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::package::Package;
use super::serial::Calendar;
use super::xml::attribute;
use crate::base::Diagnostic;

/// A worksheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Its part in the archive.
    pub(super) path: String,
}

/// A link from a part to another.
#[derive(Debug)]
pub(super) struct Relationship {
    id: String,
    kind: String,
    /// The other part's name in the archive.
    pub(super) path: String,
}

impl Relationship {
    /// Whether the link is of this kind. The kinds are addresses that differ between editions of the standard in all
    /// but their last part.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// Links of the part at `path`, by their id.
pub(super) fn relationships<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
    limit: u64,
) -> Result<Vec<Relationship>, Diagnostic> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let separator = if folder.is_empty() { "" } else { "/" };
    read_relationships(package, &format!("{folder}{separator}_rels/{file}.rels"), folder, limit)
}

/// Links listed in the part at `path`, which are relative to `folder`, by their id; none when there is no such part.
pub(super) fn read_relationships<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
    folder: &str,
    limit: u64,
) -> Result<Vec<Relationship>, Diagnostic> {
    let mut links = Vec::new();
    let Some(mut part) = package.part(path, limit)? else { return Ok(links) };
    let mut buffer = Vec::new();
    loop {
        match part.next(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Relationship" => {
                let text = |name| attribute(&element, name).unwrap_or_default();
                let path = resolve(folder, &text("Target"));
                links.push(Relationship { id: text("Id").into_owned(), kind: text("Type").into_owned(), path });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    links.sort_by(|left, right| left.id.cmp(&right.id));
    Ok(links)
}

/// The part that `target`, written in a part in `folder`, means.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from_root = target.starts_with('/');
    let mut steps: Vec<&str> = if from_root { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// The worksheets of the workbook part at `path`, in its order, and how it counts days.
pub(super) fn index<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
    links: &[Relationship],
    limit: u64,
) -> Result<(Vec<Sheet>, Calendar), Diagnostic> {
    let (mut sheets, mut calendar) = (Vec::new(), Calendar::From1900);
    let mut part = package.needed_part(path, limit)?;
    let mut buffer = Vec::new();
    loop {
        match part.next(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "workbookPr" => {
                    if matches!(attribute(&element, "date1904").as_deref(), Some("1" | "true" | "on")) {
                        calendar = Calendar::From1904;
                    }
                }
                "sheet" => {
                    let id = attribute(&element, "id").unwrap_or_default();
                    let link = links.binary_search_by(|link| link.id.as_str().cmp(&id)).ok().map(|at| &links[at]);
                    // Chart and dialog sheets have no cells.
                    if let Some(link) = link.filter(|link| link.is("worksheet")) {
                        sheets.push(Sheet {
                            name: attribute(&element, "name").unwrap_or_default().into_owned(),
                            hidden: attribute(&element, "state").is_some_and(|state| state != "visible"),
                            path: link.path.clone(),
                        });
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, calendar)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_folder_or_absolute() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "..\\data/./a.xml"), "data/a.xml");
        assert_eq!(resolve("", "../../a.xml"), "a.xml");
    }
}

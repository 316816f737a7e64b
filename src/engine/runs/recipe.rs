//! The recipe as a file: small JSON, read strictly.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::Diagnostic;
use crate::engine::host::ByteSource;
use crate::pipelines::spec::PipelineSpec;
use crate::pipelines::values::Values;
use crate::pipelines::{SPECS, spec};
use crate::protocol::{CellEdit, Header, Layout, Reading};

/// Raised whenever an older Varve would misread what this one writes.
const FORMAT: u32 = 1;
/// The key that makes a JSON file a recipe.
const MARKER: &str = "varve_recipe";
/// A recipe is small: what is larger is data.
const MAX_BYTES: u64 = 256 << 10;
/// The parameter that a recipe names apart: everybody looks for it.
const AS_OF: &str = "as_of";
/// The word for "no line names the columns".
const NO_HEADER: &str = "none";

/// How a run was made, but for its files' content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The format of the recipe.
    pub varve_recipe: u32,
    /// The version of Varve that wrote it.
    pub version: String,
    pub pipeline: String,
    /// The day that recency is counted from, ISO; `None`: the latest one in the files.
    pub as_of: Option<String>,
    /// Other parameters that differ from their defaults.
    #[serde(default)]
    pub parameters: BTreeMap<String, String>,
    /// The files, one entry for those that are alike.
    pub files: Vec<RecipeFile>,
    /// By input and column, the word of how the cells are read.
    #[serde(default)]
    pub readings: BTreeMap<String, BTreeMap<String, String>>,
    /// Files that take no part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// One of every so many rows is read.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub every: u32,
    /// Columns that feed nothing are not read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_needed: bool,
    /// Cells that hold another text than the files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<CellEdit>,
}

/// Files that are alike, and what they feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeFile {
    pub input: String,
    /// The names that they had; other files of the same columns fit as well.
    #[serde(default)]
    pub names: Vec<String>,
    /// The line that names the columns, counted from 1, or `none`; left out: found from the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// By input column, the source column that feeds it; `null`: none does.
    pub columns: BTreeMap<String, Option<String>>,
}

fn one() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_one(every: &u32) -> bool {
    *every <= 1
}

impl Recipe {
    /// A recipe without files.
    pub fn new(spec: &PipelineSpec, parameters: &BTreeMap<String, String>) -> Self {
        let is_default = |name: &str, text: &str| {
            spec.parameters.iter().any(|parameter| parameter.name == name && parameter.default == text)
        };
        let mut parameters = parameters.clone();
        parameters.retain(|name, text| !is_default(name, text));
        Self {
            varve_recipe: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pipeline: spec.id.to_owned(),
            as_of: parameters.remove(AS_OF),
            parameters,
            files: Vec::new(),
            readings: BTreeMap::new(),
            left_out: Vec::new(),
            every: 1,
            only_needed: false,
            edits: Vec::new(),
        }
    }

    /// All parameters that differ from their defaults.
    pub fn all_parameters(&self) -> BTreeMap<String, String> {
        let as_of = self.as_of.iter().map(|day| (AS_OF.to_owned(), day.clone()));
        self.parameters.clone().into_iter().chain(as_of).collect()
    }

    /// The name under which it is saved.
    pub fn file_name(&self) -> String {
        format!("varve_{}_recipe.json", self.pipeline)
    }

    /// The file's content: keys in a fixed order, a line each.
    pub fn text(&self) -> String {
        // Only a map with keys that are no texts, or a number that is none, could fail: there are neither.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Reads a recipe.
    ///
    /// # Errors
    /// A sentence for what it holds that this version does not know.
    pub fn read(name: &str, text: &str) -> Result<Self, Diagnostic> {
        #[derive(Deserialize)]
        struct Version {
            varve_recipe: u32,
        }
        let text = text.trim_start_matches('\u{feff}');
        if let Ok(Version { varve_recipe }) = serde_json::from_str(text)
            && varve_recipe > FORMAT
        {
            return Err(Diagnostic::error(
                "recipe_too_new",
                format!(
                    "“{name}” was written by a newer Varve: its format is {varve_recipe}, this one reads {FORMAT}."
                ),
            )
            .in_file(name)
            .hint("Reload the page to get the newest version, or install it, and load the recipe again."));
        }
        let recipe: Self = serde_json::from_str(text).map_err(|error| wrong(name, &format!("{error}")))?;
        recipe.check(name)?;
        Ok(recipe)
    }

    /// Whether all that it names is known.
    fn check(&self, name: &str) -> Result<(), Diagnostic> {
        let Some(spec) = spec(&self.pipeline) else {
            let known: Vec<&str> = SPECS.iter().map(|spec| spec.id).collect();
            return Err(wrong(name, &format!("there is no pipeline “{}”, only {}", self.pipeline, known.join(", "))));
        };
        Values::parse(spec, &self.all_parameters()).map_err(|problem| problem.in_file(name))?;
        for file in &self.files {
            file.layout().ok_or_else(|| {
                wrong(name, &format!("“{}” is no line of a file", file.header.as_deref().unwrap_or_default()))
            })?;
            let columns: Vec<&String> = file.columns.keys().collect();
            known(name, spec, &file.input, &columns)?;
        }
        for (input, columns) in &self.readings {
            known(name, spec, input, &columns.keys().collect::<Vec<_>>())?;
            if let Some(word) = columns.values().find(|word| Reading::of_word(word).is_none()) {
                return Err(wrong(name, &format!("there is no reading “{word}”")));
            }
        }
        Ok(())
    }
}

/// Whether a pipeline has this input, and the input these columns.
fn known(name: &str, spec: &PipelineSpec, input: &str, columns: &[&String]) -> Result<(), Diagnostic> {
    let Some(found) = spec.inputs.iter().find(|own| own.name == input) else {
        return Err(wrong(name, &format!("{} has no input “{input}”", spec.title)));
    };
    match columns.iter().find(|column| found.columns.iter().all(|own| own.name != column.as_str())) {
        Some(column) => Err(wrong(name, &format!("the input “{input}” has no column “{column}”"))),
        None => Ok(()),
    }
}

impl RecipeFile {
    /// How these files are read; `None` where the header is no line.
    pub fn layout(&self) -> Option<Layout> {
        let header = match self.header.as_deref() {
            None => None,
            Some(NO_HEADER) => Some(Header::Absent),
            Some(line) => Some(Header::Line(line.parse::<u32>().ok()?.checked_sub(1)?)),
        };
        Some(Layout { header, sheet: self.sheet.clone() })
    }

    /// Takes down how files are read.
    pub fn set_layout(&mut self, layout: &Layout) {
        self.header = layout.header.map(|header| match header {
            Header::Absent => NO_HEADER.to_owned(),
            Header::Line(line) => (line + 1).to_string(),
        });
        self.sheet.clone_from(&layout.sheet);
    }

    /// The source columns that a file must have.
    pub fn sources(&self) -> impl Iterator<Item = &String> {
        self.columns.values().flatten()
    }
}

fn wrong(name: &str, what: &str) -> Diagnostic {
    Diagnostic::error("recipe_wrong", format!("The recipe “{name}” cannot be used: {what}."))
        .in_file(name)
        .hint("Correct it in a text editor, or save it anew from a run.")
}

/// The recipe in a file; `None`: it is something else.
///
/// # Errors
/// A sentence for a recipe that cannot be used.
pub fn recognise(source: &dyn ByteSource) -> Result<Option<Recipe>, Diagnostic> {
    if source.len() > MAX_BYTES || !source.name().to_ascii_lowercase().ends_with(".json") {
        return Ok(None);
    }
    let Ok(bytes) = source.read(0, usize::try_from(source.len()).unwrap_or_default()) else { return Ok(None) };
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(None) };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let is_marked = match serde_json::from_str::<serde_json::Value>(start) {
        Ok(value) => value.get(MARKER).is_some(),
        // A recipe that was broken by hand is no data either.
        Err(_) => start.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(&format!("\"{MARKER}\""))),
    };
    if is_marked { Recipe::read(source.name(), text).map(Some) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::host::MemorySource;

    fn sales() -> &'static PipelineSpec {
        spec("sales").expect("a pipeline")
    }

    fn any_recipe() -> impl Strategy<Value = Recipe> {
        let text = "\\PC{0,12}";
        let columns: Vec<&str> = sales().inputs[0].columns.iter().map(|column| column.name).collect();
        let column = proptest::sample::select(columns);
        let header = proptest::option::of((1u32..9).prop_map(|line| line.to_string()));
        let map = proptest::collection::btree_map(column.prop_map(str::to_owned), proptest::option::of(text), 0..4);
        let file = (proptest::collection::vec(text, 0..3), header, proptest::option::of(text), map).prop_map(
            |(names, header, sheet, columns)| RecipeFile { input: "sales".to_owned(), names, header, sheet, columns },
        );
        let files = proptest::collection::vec(file, 0..3);
        let left_out = proptest::collection::vec(text, 0..2);
        (files, left_out, 1u32..20, any::<bool>(), text).prop_map(|(files, left_out, every, only_needed, currency)| {
            let parameters =
                BTreeMap::from([("currency".to_owned(), currency), (AS_OF.to_owned(), "2024-01-31".to_owned())]);
            let readings = BTreeMap::from([("date".to_owned(), "dmy".to_owned())]);
            let readings = BTreeMap::from([("sales".to_owned(), readings)]);
            Recipe { files, left_out, every, only_needed, readings, ..Recipe::new(sales(), &parameters) }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(recipe in any_recipe()) {
            let text = recipe.text();
            prop_assert_eq!(Recipe::read("r.json", &text), Ok(recipe.clone()));
            let found = recognise(&MemorySource::new("r.json", text.clone()));
            prop_assert_eq!(found, Ok(Some(recipe)));
        }
    }

    #[test]
    fn what_is_unknown_is_told() {
        let good = Recipe::new(sales(), &BTreeMap::new()).text();
        let told = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            Recipe::read("r.json", &good.replace(from, to)).expect_err("not as it was").to_string()
        };
        assert_eq!(
            told("\"varve_recipe\": 1", "\"varve_recipe\": 7"),
            "“r.json” was written by a newer Varve: its format is 7, this one reads 1. Reload the page to get the newest version, or install it, and load the recipe again."
        );
        assert!(told("\"files\": []", "\"files\": [], \"colour\": 1").contains("unknown field `colour`"));
        assert!(told("\"sales\"", "\"bakery\"").contains("there is no pipeline “bakery”"));
        assert!(told("\"parameters\": {}", "\"parameters\": {\"speed\": \"1\"}").contains("no parameter “speed”"));
        assert!(told("\"as_of\": null", "\"as_of\": \"soon\"").contains("cannot be “soon”"));
        let file = |inner: &str| format!("\"files\": [{{\"input\": \"sales\", {inner}}}]");
        assert!(told("\"files\": []", &file("\"columns\": {\"moon\": null}")).contains("has no column “moon”"));
        assert!(
            told("\"files\": []", &file("\"columns\": {}, \"header\": \"0\"")).contains("“0” is no line of a file")
        );
    }

    #[test]
    fn data_is_no_recipe_and_a_broken_recipe_is_no_data() {
        let recognised = |name: &str, text: &str| recognise(&MemorySource::new(name, text));
        assert_eq!(recognised("a.json", "[{\"varve_recipe\": 1}]"), Ok(None));
        assert_eq!(recognised("a.json", "{\"date\": \"2024-01-01\"}\n{\"date\": \"2024-01-02\"}"), Ok(None));
        assert_eq!(recognised("a.csv", &Recipe::new(sales(), &BTreeMap::new()).text()), Ok(None));
        assert!(recognised("a.json", "{ \"varve_recipe\": 1, \"pipeline\": }").is_err());
    }
}

//! Which source column feeds which input column, and how its cells are read: the engine's match with its evidence, open
//! to correction.

use std::sync::Arc;

use super::controls::{button, checkbox, evidence, field, question, select};
use crate::pipelines;
use crate::pipelines::spec::{InputColumn, InputSpec};
use crate::platform::dom::Node;
use crate::platform::page;
use crate::protocol::{Binding, ColumnProfile, FileInspection, Inspection, Reading};
use crate::texts;
use crate::ui::state::draft::{self, Draft};
use crate::ui::state::{AppState, question as questions};

/// The value for "no column", "no input" and "no reading".
const NONE: &str = "";

/// The files that one card is about.
#[derive(Clone)]
pub struct Subject {
    pub app: AppState,
    pub inspection: Arc<Inspection>,
    /// Indices into the files taken, rising; never empty.
    pub files: Arc<Vec<usize>>,
}

impl Subject {
    /// The file that stands for all of them.
    pub fn first(&self) -> Option<&FileInspection> {
        self.inspection.files.get(self.number())
    }

    /// Its index, by which the card is named.
    pub fn number(&self) -> usize {
        self.files.first().copied().unwrap_or_default()
    }
}

/// What a row of the mapping is about.
struct Row<'a> {
    subject: &'a Subject,
    draft: &'a Draft,
    inspected: &'a FileInspection,
    input: &'static InputSpec,
    column: &'static InputColumn,
    source: Option<usize>,
}

/// The mapping of files: which input they feed, and one row per input column.
pub fn mapping(subject: &Subject, draft: &Draft) -> Option<Node> {
    let spec = pipelines::spec(&draft.pipeline)?;
    let (chosen, inspected) = (draft.of(subject.number())?, subject.first()?);
    let mut choices = vec![(NONE.to_owned(), texts::words::LEFT_OUT.to_owned())];
    choices.extend(spec.inputs.iter().map(|one| (one.name.to_owned(), format!("{} ({})", one.name, one.grain))));
    let own = subject.clone();
    let choose = move |name: String| {
        let input = Some(&*name).filter(|name| *name != NONE);
        own.app.edit(&mut |draft| draft.set_input(&own.inspection, &own.files, input));
    };
    let label = if subject.files.len() == 1 { texts::files::THIS_IS } else { texts::files::THESE_ARE };
    let input_name = chosen.input.as_deref().unwrap_or(NONE);
    let select = select(label, &format!("input-{}", subject.number()), choices, input_name, Box::new(choose));
    let table = draft::input_spec(spec, chosen).map(|input| {
        let head = [texts::files::NEEDED, texts::files::SOURCE_COLUMN, texts::files::CONTENT];
        let head = head.map(|title| Node::new("th").with("scope", "col").say(title));
        let rows = input.columns.iter().map(|column| {
            let source = chosen.source(column.name);
            Row { subject, draft, inspected, input, column, source }.node()
        });
        let head = Node::new("thead").child(Node::new("tr").all(head));
        Node::of("table", "mapping__table").child(head).all(rows)
    });
    let found = inspected.matches.iter().find(|found| found.pipeline == spec.id && found.input == input_name);
    let why = found.map(|found| Node::of("p", "mapping__doc").say(&found.evidence));
    Some(Node::of("div", "mapping").child(field(label, select).all(why)).all(table))
}

impl Row<'_> {
    /// A row, and a second one where there is something to ask; together in a body of their own.
    fn node(&self) -> Node {
        let column = self.column;
        let missing = self.draft.requires(column) && self.source.is_none();
        let class = if missing { "mapping__row mapping__row--missing" } else { "mapping__row" };
        let required = column.required.then(|| Node::of("span", "mapping__required").say(texts::files::REQUIRED));
        let head = Node::new("th").with("scope", "row").child(Node::of("span", "mapping__name").say(column.name));
        let head = head.all(required).child(Node::of("span", "mapping__doc").say(column.doc));
        let profile = self.source.and_then(|source| self.inspected.profiles.get(source));
        let chosen = Node::new("td").child(self.column_select()).all(profile.and_then(|_| self.reading_select()));
        let seen = Node::new("td").all(profile.into_iter().flat_map(seen)).child(evidence(&self.why()));
        let more = profile.and_then(|profile| self.open_question(profile)).or_else(|| self.doing_without());
        let more =
            more.map(|more| Node::of("tr", "mapping__more").child(Node::new("td").with("colspan", "3").child(more)));
        let row = Node::of("tr", class).child(head).child(chosen).child(seen);
        Node::new("tbody").child(row).all(more)
    }

    fn name(&self, control: &str) -> String {
        format!("{control}-{}-{}", self.subject.number(), self.column.name)
    }

    fn column_select(&self) -> Node {
        let mut choices = vec![(NONE.to_owned(), texts::files::NOT_THERE.to_owned())];
        let sources = self.inspected.columns.iter().enumerate();
        choices.extend(sources.map(|(index, name)| (index.to_string(), name.clone())));
        let (own, column) = (self.subject.clone(), self.column.name);
        let choose = move |index: String| {
            let source = index.parse().ok();
            own.app.edit(&mut |draft| draft.set_column(&own.files, column, source));
        };
        let chosen = self.source.map(|source| source.to_string()).unwrap_or_default();
        select(&texts::files::column_for(column), &self.name("map"), choices, &chosen, Box::new(choose))
    }

    /// How the cells are read, where there is a choice.
    fn reading_select(&self) -> Option<Node> {
        let readings = questions::readings(self.column.kind);
        let mut choices = vec![(NONE.to_owned(), texts::files::READ_BY_VALUES.to_owned())];
        choices.extend(readings.iter().map(|one| (one.word().to_owned(), one.label().to_owned())));
        let (app, input, column) = (self.subject.app, self.input.name, self.column.name);
        let decided = self.draft.decision(input, column).and_then(|decision| decision.reading);
        let choose = move |word: String| decide(app, input, column, Reading::of_word(&word));
        let label = texts::files::how_read(column);
        (!readings.is_empty()).then(|| {
            select(&label, &self.name("reading"), choices, decided.map_or(NONE, Reading::word), Box::new(choose))
        })
    }

    fn binding(&self) -> Option<&Binding> {
        let found = self.inspected.matches.iter().find(|found| found.input == self.input.name)?;
        found.bindings.iter().find(|one| one.input_column == self.column.name)
    }

    fn why(&self) -> String {
        let binding = self.binding();
        match self.source {
            source if source == binding.and_then(|binding| binding.source) => {
                binding.map(|binding| binding.evidence.clone()).unwrap_or_default()
            }
            Some(_) => texts::words::CHOSEN_BY_YOU.to_owned(),
            None => texts::files::LEFT_OUT_BY_YOU.to_owned(),
        }
    }

    /// Asks how the column is read, where its values fit more than one way.
    fn open_question(&self, profile: &ColumnProfile) -> Option<Node> {
        let (app, input, column) = (self.subject.app, self.input.name, self.column);
        let offers = questions::offers(column.kind, profile);
        if offers.is_empty() || !questions::is_open(self.draft, &self.subject.inspection, input, column) {
            return None;
        }
        let sample = telling(&profile.samples);
        let text = match offers {
            [Reading::DayFirst, ..] => texts::files::ask_order(sample),
            [Reading::Excel1900, ..] => texts::files::ask_epoch(sample),
            _ => texts::files::ask_share(sample),
        };
        let answer = |reading: Option<Reading>| {
            let select = self.name("reading");
            let press = move || {
                decide(app, input, column.name, reading);
                // The question goes away; what holds its answer is beside it.
                page::focus(&select);
            };
            let (text, word) = reading.map_or((texts::files::LET_ROWS_DECIDE, "auto"), |one| (one.label(), one.word()));
            button(text, &format!("{}-{word}", self.name("answer")), Box::new(press))
        };
        let answers = offers.iter().copied().map(Some).chain([None]).map(answer).collect();
        Some(question(&text, &self.name("ask"), answers))
    }

    /// Offers to do without a required column, where the pipeline can.
    fn doing_without(&self) -> Option<Node> {
        let (parameter, _) =
            self.column.required_unless.filter(|(_, value)| *value == "true" && self.source.is_none())?;
        let spec = pipelines::spec(&self.draft.pipeline)?;
        let doc = spec.parameters.iter().find(|one| one.name == parameter).map(|one| one.doc).unwrap_or_default();
        let app = self.subject.app;
        let switch = move |on| app.edit(&mut |draft| draft.switch(parameter, on));
        let text = texts::files::do_without(self.column.name, doc);
        Some(checkbox(&text, &self.name("without"), self.draft.is_on(parameter), Box::new(switch)))
    }
}

/// A value that shows what is asked: `03/03/2021` is the same day either way, and `13/04/2021` one way only.
fn telling(samples: &[String]) -> &str {
    let tells = |sample: &&String| {
        let mut numbers = sample.split(|character: char| !character.is_ascii_digit()).map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(one @ 1..=12)), Some(Ok(two @ 1..=12))) => one != two,
            _ => false,
        }
    };
    samples.iter().find(tells).or(samples.first()).map(String::as_str).unwrap_or_default()
}

/// Decides how a column is read.
pub fn decide(app: AppState, input: &str, column: &str, reading: Option<Reading>) {
    app.edit(&mut |draft| draft.decide(input, column, reading));
}

/// What the values of a column look like.
fn seen(profile: &ColumnProfile) -> [Node; 2] {
    let samples = profile.samples.iter().map(|sample| Node::of("li", "code-chip").say(sample));
    let text = format!("{}: {}", profile.kind.label(), profile.how);
    [
        Node::of("ul", "chip-row").with("aria-label", texts::files::SAMPLES).all(samples),
        Node::of("span", "mapping__doc").say(text),
    ]
}

//! One parameter: its name, what it does, what it takes, and the field for it.

use super::controls::select;
use super::value::words;
use crate::base::locale;
use crate::pipelines::spec::{ParameterKind, ParameterSpec, PipelineSpec};
use crate::pipelines::values::takes;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::state::AppState;
use crate::ui::state::parameters::{self, Texts};

/// The row; `texts` are the parameters that differ from their defaults.
pub fn parameter_row(app: AppState, spec: &PipelineSpec, parameter: &'static ParameterSpec, texts: &Texts) -> Node {
    let name = parameter.name;
    let given = texts.get(name);
    let problem = given.and_then(|text| parameters::problem(spec, name, text));
    let field = field(app, parameter, given.map_or(parameter.default, String::as_str), problem.is_some());
    let badge = given.map(|_| Node::of("span", "badge").with("data-tone", "info").say(texts::parameters::CHANGED));
    let head = Node::of("label", "parameter__name").with("for", field_id(name)).say(words(name));
    let head = Node::of("div", "parameter__head").child(head).child(Node::new("code").say(name)).all(badge);
    let doc = Node::of("p", "parameter__doc").say(parameter.doc);
    let unit = (!parameter.unit.is_empty()).then(|| Node::of("span", "muted").say(parameter.unit));
    let reset = given.map(|_| {
        let reset = Node::of("button", "link-button").named(format!("reset-{name}")).say(texts::words::RESET);
        let reset = reset.with("aria-label", texts::parameters::reset(&words(name)));
        reset.on_press(Box::new(move || change(app, parameter, parameter.default.to_owned())))
    });
    let control = Node::of("div", "parameter__control").child(field).all(unit).all(reset);
    let default = if parameter.default.is_empty() { texts::words::EMPTY } else { parameter.default };
    let about = match parameter.kind {
        ParameterKind::Bool => {
            texts::parameters::default_is(if default == "true" { texts::words::YES } else { texts::words::NO })
        }
        ParameterKind::Choice(_) => texts::parameters::default_is(default),
        kind => texts::parameters::takes(&takes(kind), &locale::current().for_field(default)),
    };
    let about = Node::of("p", "parameter__about muted").say(about);
    let problem = problem.map(|problem| {
        let line = Node::of("p", "parameter__problem").with("id", problem_id(name)).with("role", "alert");
        line.named(format!("problem-{name}")).say(problem.to_string())
    });
    let row = Node::of("li", if given.is_some() { "parameter parameter--changed" } else { "parameter" });
    row.named(format!("parameter-{name}")).child(head).child(doc).child(control).child(about).all(problem)
}

fn field(app: AppState, parameter: &'static ParameterSpec, text: &str, wrong: bool) -> Node {
    let name = field_id(parameter.name);
    let input = |kind: &str| Node::new("input").with("type", kind).with("id", &name).named(&name);
    // As the person's language writes numbers; what is kept, sent and exported has a decimal point.
    let is_number = matches!(
        parameter.kind,
        ParameterKind::Integer { .. } | ParameterKind::Number { .. } | ParameterKind::Positive { .. }
    );
    let shown = if is_number { locale::current().for_field(text) } else { text.to_owned() };
    let typed_text = move |text: String| if is_number { locale::current().read(&text) } else { text };
    let typed = |input: Node| {
        let problem = wrong.then(|| problem_id(parameter.name));
        let input = input.with("aria-invalid", wrong.to_string()).maybe("aria-describedby", problem.as_deref());
        input.value(&shown).on_input(Box::new(move |text| change(app, parameter, typed_text(text))))
    };
    // Numbers are typed into a plain field: one for numbers would not tell what it does not understand.
    match parameter.kind {
        ParameterKind::Bool => {
            let switch = move |on: bool| change(app, parameter, on.to_string());
            input("checkbox").is("checked", text == "true").on_switch(Box::new(switch))
        }
        ParameterKind::Choice(choices) => {
            let choices = choices.iter().map(|choice| ((*choice).to_owned(), (*choice).to_owned())).collect();
            let chosen = move |text| change(app, parameter, text);
            select(&words(parameter.name), &name, choices, text, Box::new(chosen))
        }
        ParameterKind::Date | ParameterKind::OptionalDate => typed(input("date")),
        ParameterKind::Integer { .. } => typed(input("text").with("inputmode", "numeric")),
        ParameterKind::Number { .. } | ParameterKind::Positive { .. } => {
            typed(input("text").with("inputmode", "decimal"))
        }
        _ => typed(input("text")),
    }
}

fn change(app: AppState, parameter: &'static ParameterSpec, text: String) {
    app.edit(&mut |draft| parameters::set(&mut draft.parameters, parameter, text.clone()));
}

/// The id of the field of a parameter.
pub fn field_id(name: &str) -> String {
    format!("field-{name}")
}

fn problem_id(name: &str) -> String {
    format!("about-{name}")
}

//! Parameter texts, as on the command line or in the panel, to checked values. Plain.

use std::collections::BTreeMap;

use super::spec::{ParameterKind, ParameterSpec, PipelineSpec};
use crate::base::Diagnostic;
use crate::base::date::{Day, parse_iso};

/// A checked parameter value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Bool(bool),
    Text(String),
    Integer(i64),
    Number(f64),
    Date(Option<Day>),
    Dates(Vec<Day>),
    Integers(Vec<i64>),
}

/// All parameters of a pipeline: those given, and defaults for the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Values(BTreeMap<&'static str, Value>);

impl Values {
    /// Checks parameter texts against the pipeline's declarations.
    ///
    /// # Errors
    /// A sentence for the first unknown name or value outside its range.
    pub fn parse(spec: &PipelineSpec, given: &BTreeMap<String, String>) -> Result<Self, Diagnostic> {
        if let Some(name) = given.keys().find(|name| spec.parameters.iter().all(|parameter| parameter.name != **name)) {
            let names: Vec<&str> = spec.parameters.iter().map(|parameter| parameter.name).collect();
            return Err(Diagnostic::error("unknown_parameter", format!("{} has no parameter “{name}”.", spec.title))
                .hint(format!("Its parameters are {}.", names.join(", "))));
        }
        let mut values = BTreeMap::new();
        for parameter in spec.parameters {
            let text = given.get(parameter.name).map_or(parameter.default, String::as_str);
            values.insert(parameter.name, check(parameter, text)?);
        }
        Ok(Self(values))
    }

    /// The value of a yes/no parameter; false for a name that is none.
    pub fn bool(&self, name: &str) -> bool {
        matches!(self.0.get(name), Some(Value::Bool(true)))
    }

    /// The value of a text or choice parameter.
    pub fn text(&self, name: &str) -> &str {
        if let Some(Value::Text(text)) = self.0.get(name) { text } else { "" }
    }

    /// Whether a parameter has the value that is written so.
    pub fn is(&self, name: &str, text: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(on)) => on.to_string() == text,
            Some(Value::Text(value)) => value == text,
            _ => false,
        }
    }

    /// The value of a whole-number parameter.
    pub fn integer(&self, name: &str) -> i64 {
        if let Some(Value::Integer(value)) = self.0.get(name) { *value } else { 0 }
    }

    /// The value of a number parameter.
    pub fn number(&self, name: &str) -> f64 {
        if let Some(Value::Number(value)) = self.0.get(name) { *value } else { 0.0 }
    }

    /// The value of a date parameter, where one is set.
    pub fn date(&self, name: &str) -> Option<Day> {
        if let Some(Value::Date(day)) = self.0.get(name) { *day } else { None }
    }

    /// The values of a list of dates.
    pub fn dates(&self, name: &str) -> &[Day] {
        if let Some(Value::Dates(days)) = self.0.get(name) { days } else { &[] }
    }

    /// The values of a list of whole numbers.
    pub fn integers(&self, name: &str) -> &[i64] {
        if let Some(Value::Integers(values)) = self.0.get(name) { values } else { &[] }
    }
}

fn check(parameter: &ParameterSpec, text: &str) -> Result<Value, Diagnostic> {
    // White space is a value of a text parameter (a salt), and noise elsewhere.
    let trimmed = text.trim();
    let day = |text: &str| parse_iso(text.trim());
    let value = match parameter.kind {
        ParameterKind::Text => Some(Value::Text(text.to_owned())),
        ParameterKind::Bool => trimmed.parse().ok().map(Value::Bool),
        ParameterKind::Choice(choices) => choices.contains(&trimmed).then(|| Value::Text(trimmed.to_owned())),
        ParameterKind::Subset(words) => {
            let chosen: Vec<&str> = trimmed.split(',').map(str::trim).collect();
            chosen.iter().all(|word| words.contains(word)).then(|| Value::Text(chosen.join(",")))
        }
        ParameterKind::Integer { min, max } => {
            trimmed.parse().ok().filter(|value| (min..=max).contains(value)).map(Value::Integer)
        }
        ParameterKind::Number { min, max } => {
            trimmed.parse().ok().filter(|value| (min..=max).contains(value)).map(Value::Number)
        }
        ParameterKind::Positive { max } => {
            trimmed.parse().ok().filter(|value: &f64| *value > 0.0 && *value <= max).map(Value::Number)
        }
        ParameterKind::Date => day(trimmed).map(|day| Value::Date(Some(day))),
        ParameterKind::OptionalDate if trimmed.is_empty() => Some(Value::Date(None)),
        ParameterKind::OptionalDate => day(trimmed).map(|day| Value::Date(Some(day))),
        ParameterKind::Dates if trimmed.is_empty() || trimmed == "none" => Some(Value::Dates(Vec::new())),
        ParameterKind::Dates => trimmed.split(',').map(day).collect::<Option<_>>().map(Value::Dates),
        ParameterKind::RisingIntegers { count } => integers(trimmed, 0)
            .filter(|values| values.len() == count && values.windows(2).all(|pair| pair[0] < pair[1]))
            .map(Value::Integers),
        ParameterKind::Integers { min } => integers(trimmed, min).map(Value::Integers),
    };
    value.ok_or_else(|| {
        Diagnostic::error(
            "bad_parameter",
            format!("Parameter {} cannot be “{text}”: it takes {}.", parameter.name, takes(parameter.kind)),
        )
        .hint(format!("Its default is {}.", if parameter.default.is_empty() { "empty" } else { parameter.default }))
    })
}

/// Whole numbers separated by commas, none below `min`.
fn integers(text: &str, min: i64) -> Option<Vec<i64>> {
    text.split(',').map(|part| part.trim().parse().ok().filter(|value| *value >= min)).collect()
}

/// What a kind of parameter takes, in words that follow “it takes”.
pub fn takes(kind: ParameterKind) -> String {
    match kind {
        ParameterKind::Bool => "true or false".to_owned(),
        ParameterKind::Text => "any text".to_owned(),
        ParameterKind::Integer { min, max } if max == i64::from(i32::MAX) => {
            format!("a whole number of at least {min}")
        }
        ParameterKind::Integer { min, max } => format!("a whole number from {min} to {max}"),
        ParameterKind::Number { min, max } => format!("a number from {min} to {max}"),
        ParameterKind::Positive { max } => format!("a number above 0, up to {max}"),
        ParameterKind::Date => "a date like 2024-12-31".to_owned(),
        ParameterKind::OptionalDate => "a date like 2024-12-31, or nothing".to_owned(),
        ParameterKind::Dates => "dates like 2024-12-25, separated by commas, or none".to_owned(),
        ParameterKind::Choice(choices) => choices.join(" or "),
        ParameterKind::Subset(words) => format!("some of {}, separated by commas", words.join(", ")),
        ParameterKind::RisingIntegers { count } => format!("{count} rising whole numbers separated by commas"),
        ParameterKind::Integers { min } => format!("whole numbers from {min}, separated by commas"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipelines::SPECS;

    #[test]
    fn every_default_is_a_valid_value() {
        for spec in SPECS {
            assert!(Values::parse(spec, &BTreeMap::new()).is_ok(), "{}", spec.id);
        }
    }

    #[test]
    fn wrong_values_get_a_sentence() {
        let spec = SPECS[0];
        let parse = |name: &str, text: &str| Values::parse(spec, &BTreeMap::from([(name.to_owned(), text.to_owned())]));
        let error = parse("rfm_recency_days", "30,20,90,180").expect_err("not rising");
        assert_eq!(
            error.to_string(),
            "Parameter rfm_recency_days cannot be “30,20,90,180”: it takes 4 rising whole numbers separated by commas. Its default is 30,60,90,180."
        );
        for (name, text) in [
            ("as_of", "yesterday"),
            ("isolated_share", "0.6"),
            ("isolated_share", "NaN"),
            ("negative_sales", "ignore"),
            ("nonsense", "1"),
        ] {
            assert!(parse(name, text).is_err(), "{name}={text}");
        }
        assert_eq!(parse("as_of", " 2022-01-31 ").map(|values| values.date("as_of").is_some()), Ok(true));
    }
}

//! A list of people to address, as it is filled in, and as the engine counted it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Diagnostic, locale};
use crate::pipelines::spec::AudienceSpec;
use crate::present::dashboard::Filter;
use crate::protocol::{AudienceList, AudiencePlan};
use crate::texts;

/// The largest number of days: a hundred years.
const MAX_DAYS: f64 = 36_500.0;

/// A field with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Quiet,
    Contacted,
    Budget,
    Cost,
    Holdout,
    Seed,
}

impl Field {
    /// The last part of its name in tests, and of its id.
    pub fn word(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Contacted => "contacted-days",
            Self::Budget => "budget",
            Self::Cost => "cost",
            Self::Holdout => "holdout",
            Self::Seed => "seed",
        }
    }

    /// The largest number it takes, whether only whole ones, and what it takes in words.
    fn takes(self) -> (f64, bool, &'static str) {
        match self {
            Self::Quiet | Self::Contacted => (MAX_DAYS, true, texts::campaign::TAKES_DAYS),
            Self::Budget => (1e15, false, texts::campaign::TAKES_BUDGET),
            Self::Cost => (1e9, false, texts::campaign::TAKES_COST),
            Self::Holdout => (90.0, false, texts::campaign::TAKES_SHARE),
            Self::Seed => (4_294_967_295.0, true, texts::campaign::TAKES_SEED),
        }
    }
}

/// What is filled in. Numbers are texts until the plan is made of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Campaign {
    /// The pipeline that it is for.
    pub pipeline: String,
    pub groups: BTreeMap<String, Vec<String>>,
    /// Contacts typed or pasted, and those of a file with its name.
    pub contacted: String,
    pub file: Option<(String, Arc<str>)>,
    pub rank: String,
    texts: [String; 6],
}

impl Campaign {
    /// A first plan: all people, or those in the groups that the filters name.
    pub fn first(pipeline: &str, spec: &AudienceSpec, filters: &[Filter]) -> Self {
        let mut groups = BTreeMap::new();
        for filter in filters.iter().filter(|filter| spec.groups.contains(&filter.field.as_str())) {
            groups.insert(filter.field.clone(), filter.values.clone());
        }
        Self {
            pipeline: pipeline.to_owned(),
            groups,
            rank: spec.ranks.first().copied().unwrap_or_default().to_owned(),
            texts: ["0", "90", "", "1", "10", "1"].map(str::to_owned),
            ..Self::default()
        }
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    /// Sets it.
    pub fn set(&mut self, field: Field, text: &str) {
        text.clone_into(&mut self.texts[field as usize]);
    }

    /// Takes a value of a column into the choice, or out of it.
    pub fn choose(&mut self, column: &str, value: &str, on: bool) {
        let values = self.groups.entry(column.to_owned()).or_default();
        values.retain(|other| other != value);
        if on {
            values.push(value.to_owned());
        }
        if values.is_empty() {
            self.groups.remove(column);
        }
    }

    /// The number in a field, or what is wrong with it; an empty budget is none.
    pub fn number(&self, field: Field) -> Result<Option<f64>, String> {
        let text = self.text(field).trim();
        if text.is_empty() && field == Field::Budget {
            return Ok(None);
        }
        let (max, whole, takes) = field.takes();
        let fits = |number: &f64| (0.0..=max).contains(number) && (!whole || number.fract() == 0.0);
        match locale::current().read(text).parse().ok().filter(fits) {
            Some(number) => Ok(Some(number)),
            None => Err(texts::campaign::takes(takes)),
        }
    }

    /// The plan; `None` while a field holds what it does not take.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn plan(&self) -> Option<AudiencePlan> {
        let number = |field| self.number(field).ok();
        let whole = |field| Some(number(field)?? as u32);
        let file = self.file.iter().map(|(_, text)| &**text);
        let contacted: Vec<&str> = std::iter::once(self.contacted.as_str()).chain(file).collect();
        Some(AudiencePlan {
            groups: self.groups.clone(),
            quiet_days: whole(Field::Quiet)?,
            contacted: contacted.join("\n"),
            contacted_days: whole(Field::Contacted)?,
            rank: self.rank.clone(),
            budget: number(Field::Budget)?,
            cost: number(Field::Cost)??,
            holdout: number(Field::Holdout)?? / 100.0,
            seed: whole(Field::Seed)?,
        })
    }
}

/// The list as the engine made it; kept on screen until a newer one has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Audience {
    pub list: Option<Arc<AudienceList>>,
    /// What was asked for last: the number of the run, and the plan. An answer to anything else comes too late.
    pub wanted: Option<(u32, AudiencePlan)>,
    pub loading: bool,
    pub failure: Option<Diagnostic>,
}

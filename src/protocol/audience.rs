//! Lists of people to address: who, in which order, for how much, and who is left alone to compare with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::table::TablePage;

/// How a list is made from the table of a pipeline's [`AudienceSpec`](crate::pipelines::spec::AudienceSpec).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AudiencePlan {
    /// By column: the values of which a person has one. Columns left out, or without values, choose nobody out.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Who ordered fewer days ago than this is left out; 0: nobody.
    pub quiet_days: u32,
    /// Who has been addressed already: a line each with an id, and behind a comma, semicolon or tab the ISO date.
    pub contacted: String,
    /// Contacts longer ago than this do not count; those without a date always do.
    pub contacted_days: u32,
    /// The column to rank by, the highest first; ties in the table's order, who has no value last.
    pub rank: String,
    /// What may be spent, in money; `None`: no limit.
    pub budget: Option<f64>,
    /// What it costs to address one person.
    pub cost: f64,
    /// The share 0..1 of those on the list who are not addressed.
    pub holdout: f64,
    /// Another seed holds out others.
    pub seed: u32,
}

/// How many people each step of a plan leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceCounts {
    /// All in the table.
    pub all: u32,
    /// Of them, in the groups chosen.
    pub in_groups: u32,
    /// Of these, left out because they ordered a short while ago.
    pub recent: u32,
    /// Of the rest, left out because they were addressed a short while ago.
    pub contacted: u32,
    /// Of the rest, beyond the budget.
    pub beyond_budget: u32,
    /// Held out.
    pub holdout: u32,
    /// To be addressed.
    pub addressed: u32,
    /// Lines of the contact list whose id is nobody's, and lines whose date cannot be read.
    pub unknown_contacts: u32,
    pub unreadable_contacts: u32,
}

/// A list, counted, with its first rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AudienceList {
    pub counts: AudienceCounts,
    /// What addressing them costs.
    pub cost: f64,
    /// What is expected of those addressed, and of those held out; `None` without an expectation.
    pub value: Option<f64>,
    pub holdout_value: Option<f64>,
    /// By group column: its values in the table with how many people each has, the most first.
    pub choices: Vec<(String, Vec<(String, u32)>)>,
    /// The first rows of the list: place, id, `contact` or `holdout`, then the columns of the plan.
    pub first: TablePage,
}

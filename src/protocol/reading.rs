//! How the cells of a column are read, where a person decides it.

use crate::texts;
use serde::{Deserialize, Serialize};

/// A decision on a column that holds for all of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// `3/4/2021` is the third of April.
    DayFirst,
    /// `3/4/2021` is the fourth of March.
    MonthFirst,
    /// Whole numbers are days of a spreadsheet whose day 1 is 1900-01-01 (Excel on Windows; it believes in a 29 February 1900).
    Excel1900,
    /// Whole numbers are days of a spreadsheet whose day 0 is 1904-01-01 (Excel on older Macs).
    Excel1904,
    /// The decimals stand after a point.
    Point,
    /// The decimals stand after a comma.
    Comma,
    /// Numbers carry a percent sign and mean a hundredth: `12%` is 0.12.
    Percent,
}

impl Reading {
    /// Those that make sense for dates.
    pub const OF_DATES: [Self; 4] = [Self::DayFirst, Self::MonthFirst, Self::Excel1900, Self::Excel1904];
    /// Those that make sense for numbers.
    pub const OF_NUMBERS: [Self; 3] = [Self::Point, Self::Comma, Self::Percent];

    /// The word on the command line and in saved choices.
    pub fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
            Self::Excel1900 => "excel1900",
            Self::Excel1904 => "excel1904",
            Self::Point => "point",
            Self::Comma => "comma",
            Self::Percent => "percent",
        }
    }

    /// The reading of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::OF_DATES.into_iter().chain(Self::OF_NUMBERS).find(|reading| reading.word() == word)
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::DayFirst => texts::values::DAY_FIRST,
            Self::MonthFirst => texts::values::MONTH_FIRST,
            Self::Excel1900 => texts::values::EXCEL_1900,
            Self::Excel1904 => texts::values::EXCEL_1904,
            Self::Point => texts::values::DECIMAL_POINT,
            Self::Comma => texts::values::DECIMAL_COMMA,
            Self::Percent => texts::values::PERCENTAGES,
        }
    }
}

/// The reading of one column of an input table, for all of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingChoice {
    pub input: String,
    pub column: String,
    pub reading: Reading,
}

/// How a column was read in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnReading {
    pub input: String,
    pub column: String,
    /// A sentence: "Day first: “25/12/2024” fits no other order."
    pub how: String,
    /// The values fit more than one reading: the person is asked which.
    pub ask: Vec<Reading>,
}

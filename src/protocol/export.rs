//! The file formats that tables can be written in.

use serde::{Deserialize, Serialize};

/// A file format that tables can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// For programs: the bytes hang on the data alone.
    Csv,
    /// CSV that a spreadsheet opens by a double click: with a byte order mark, in the manner of the person's country, and
    /// with texts that would be taken for formulas made harmless.
    CsvExcel(CsvDialect),
    Parquet,
    /// An Excel workbook.
    Xlsx,
}

impl ExportFormat {
    /// The file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvExcel(_) => "csv",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
        }
    }

    /// The word in the names of archives.
    pub fn word(self) -> &'static str {
        match self {
            Self::CsvExcel(_) => "csv_excel",
            other => other.extension(),
        }
    }
}

/// What stands between cells and before decimals. A number whose decimal mark is also the separator stands in quotes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CsvDialect {
    pub separator: Separator,
    /// Decimals stand after a comma, not after a point.
    pub decimal_comma: bool,
}

impl CsvDialect {
    /// What spreadsheets expect in a country that writes this decimal mark.
    pub fn of_decimal_mark(mark: &str) -> Self {
        if mark == "," { Self { separator: Separator::Semicolon, decimal_comma: true } } else { Self::default() }
    }
}

/// What stands between the cells of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Separator {
    #[default]
    Comma,
    Semicolon,
    Tab,
}

impl Separator {
    /// The character itself.
    pub fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

//! What can be saved as a file.

pub const CSV: &str = "CSV";
pub const CSV_FOR: &str = "for programs";
pub const EXCEL_CSV: &str = "CSV for Excel";
pub const EXCEL_CSV_FOR: &str = "opens right in a spreadsheet";
pub const PARQUET: &str = "Parquet";
pub const PARQUET_FOR: &str = "small, with types";
pub const XLSX: &str = "Excel workbook";
pub const XLSX_FOR: &str = "with real dates and numbers";
pub const REPORT: &str = "Save report";
pub const REPORT_OF_SELECTION: &str = "Save report of the selection";

//! What the command line says.

use std::path::Path;

use crate::base::format::{bytes, integer, milliseconds};
use crate::pipelines::spec::PipelineSpec;
use crate::protocol::RunReport;

/// The account of a run.
pub(super) fn report(report: &RunReport, out: &Path) {
    for input in &report.inputs {
        let rows = |count: u32| integer(u64::from(count));
        println!(
            "{}: {} rows read from {} ({}) = {} accepted + {} rejected",
            input.input,
            rows(input.rows_read),
            if input.files == 1 { "1 file".to_owned() } else { format!("{} files", input.files) },
            bytes(input.bytes.0),
            rows(input.rows_accepted),
            rows(input.rows_rejected)
        );
        for (reason, count) in &input.rejected_by_reason {
            println!("  {reason}: {}", rows(*count));
        }
    }
    if let Some(quality) = &report.quality {
        println!("quality: {:.4} ({})", quality.score, quality.grade);
    }
    if let Some(as_of) = &report.as_of {
        println!("as of: {as_of}");
    }
    for phase in &report.phases {
        println!("{}: {}", phase.phase.label(), milliseconds(phase.milliseconds));
    }
    for diagnostic in &report.diagnostics {
        println!("note: {diagnostic}");
    }
    println!("{} tables in {}", report.tables.len(), out.display());
}

/// The input tables of a pipeline and the registry of those it makes.
pub(super) fn tables(spec: &PipelineSpec) {
    for input in spec.inputs {
        println!("{} (input, {})", input.name, input.grain);
        for column in input.columns {
            println!("  - {}{}: {}", column.name, if column.required { " (needed)" } else { "" }, column.doc);
        }
    }
    for table in spec.tables {
        println!("{} ({}, {})", table.name, table.layer.label().to_lowercase(), table.grain);
        println!("  {}", table.doc);
        println!(
            "  primary key: {}; order: {}; from: {}",
            table.primary_key.join(", "),
            table.order,
            table.sources.join(", ")
        );
        for column in table.columns {
            println!("  - {}: {}", column.name, column.doc);
        }
    }
}

//! No row is lost: every row read is accepted or rejected, and the reasons are counted.

use std::sync::Arc;

use leptos::prelude::*;

use crate::base::format;
use crate::protocol::InputCount;
use crate::ui::state::Run;

/// The account of rows, one line per input.
#[component]
pub fn Conservation(run: Arc<Run>) -> impl IntoView {
    let inputs = run.report.inputs.iter().map(|input| view! { <Account input=input.clone() /> }).collect_view();
    view! {
        <section class="panel conservation" aria-label="Rows" data-testid="conservation">
            <h2>"Rows"</h2>
            {inputs}
        </section>
    }
}

#[component]
fn Account(input: InputCount) -> impl IntoView {
    let count = |rows: u32| format::integer(u64::from(rows));
    let share = f64::from(input.rows_accepted) / f64::from(input.rows_read.max(1));
    // A few rejected rows among many would round to nothing; they must be seen.
    let share = if input.rows_rejected > 0 { share.min(0.99) } else { share };
    let conserved = input.conserved();
    let reasons = input.rejected_by_reason.iter().map(|(reason, rows)| {
        view! { <li class="chip">{reason.replace('_', " ")} " " <b>{count(*rows)}</b></li> }
    });
    let files = super::counted(input.files, "file", "files");
    view! {
        <div class="account">
            <p class="account__equation">
                <span class="account__number">{count(input.rows_read)}</span>
                " rows read = "
                <span class="account__number account__number--accepted">{count(input.rows_accepted)}</span>
                " accepted + "
                <span class="account__number account__number--rejected">{count(input.rows_rejected)}</span>
                " rejected"
            </p>
            {(input.rows_read > 0).then(|| view! {
                <div class="account__bar" aria-hidden="true">
                    <div class="account__accepted" style:width=format!("{}%", share * 100.0)></div>
                </div>
            })}
            <p class="muted">{format!("{} · {files} · {}", input.input, format::bytes(input.bytes.0))}</p>
            {(!conserved).then(|| view! {
                <p class="badge" data-tone="danger">"These do not add up: please report this file."</p>
            })}
            <ul class="chip-row" aria-label="Rejected rows by reason">{reasons.collect_view()}</ul>
        </div>
    }
}

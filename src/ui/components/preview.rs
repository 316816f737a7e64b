//! The first rows of a file, as they stand in it.

use leptos::prelude::*;

/// A small table; missing cells are dashes.
#[component]
pub fn Preview(file: String, columns: Vec<String>, rows: Vec<Vec<Option<String>>>) -> impl IntoView {
    let head = columns.iter().map(|column| view! { <th scope="col">{column.clone()}</th> }).collect_view();
    let row = |cells: Vec<Option<String>>| view! { <tr>{cells.into_iter().map(cell).collect_view()}</tr> };
    let body = rows.into_iter().map(row).collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=format!("First rows of {file}")>
            <table class="grid grid--compact">
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

fn cell(text: Option<String>) -> impl IntoView {
    match text {
        Some(text) => view! { <td>{text}</td> }.into_any(),
        None => view! { <td class="grid__null" aria-label="missing">"–"</td> }.into_any(),
    }
}

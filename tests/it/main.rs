//! Integration tests, one binary.

// Files that are no tables, or none of ours: each its exact sentence.
mod bad_input;
// The sales tables against an independent implementation of the specification.
mod golden;
// Cancel, conservation and determinism, with any bytes.
mod robust;
// Requests and answers as the page uses them.
mod session;
// What the harness of all of them needs.
mod support;
// The rules that keep the house in order, read from its sources.
mod tidy;

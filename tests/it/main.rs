//! Integration tests, one binary.

// A run again with other parameters.
mod again;
// More files besides those that ran.
mod append;
// Lists of people to address.
mod audience;
// Files that are no tables, or none of ours: each its exact sentence.
mod bad_input;
// Odd and hostile files, each with its table or its sentence.
mod corpus;
// Rows of a table as a person looks for them.
mod explore;
// Tables as files, and the report.
mod export;
// The tables against independent implementations of the specifications.
mod golden;
// Files as people have them: folders, headers, readings, dialects.
mod ingest;
// The report on quality, and cells mended by hand.
mod quality;
// Runs kept: recipes, command lines, records of the log.
mod recipe;
// The graph of origins.
mod lineage;
// Files kept beyond the session.
mod persist;
// Cancel, conservation and determinism, with any bytes.
mod robust;
// Requests and answers as the page uses them.
mod session;
// Three tables of one pipeline, and card numbers that stay out of everything.
mod stores;
// What the harness of all of them needs.
mod support;
// The rules that keep the house in order, read from its sources.
mod tidy;
// What the page says stands in one place.
mod texts;

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| varve_fuzz::read_all("input.xlsx", bytes));

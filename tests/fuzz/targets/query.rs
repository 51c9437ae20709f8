//! Queries of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| newsdesk_fuzz::query(text));

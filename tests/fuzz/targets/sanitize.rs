//! Cleaning of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| newsdesk_fuzz::sanitized(bytes));

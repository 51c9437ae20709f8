//! Articles in JSON of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsdesk::import::Format;

fuzz_target!(|bytes: &[u8]| newsdesk_fuzz::document(bytes, Format::Json));

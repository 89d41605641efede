#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jobboard_api::fuzzing::token(bytes));

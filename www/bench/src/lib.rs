//! What `npm run bench` times in the browser: the core's stages, callable one by one. Empty outside of WASM.
//!
//! `bench_attribution(text, 11)` minus `bench_attribution(text, 1)` is ten times the attribution stage.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// The whole analysis, without the JS object; how many attributions it found.
#[wasm_bindgen]
pub fn bench_analysis(text: &str) -> usize {
    rapporteur::analyze(text).attributions.len()
}

/// Everything before the attribution stage once, the stage itself `times` times.
#[wasm_bindgen]
pub fn bench_attribution(text: &str, times: u32) -> usize {
    rapporteur::training::attribute(text, times)
}

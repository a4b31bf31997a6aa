//! What `npm run bench` times in the browser: the core's stages, callable one by one. Empty outside of WASM.
//!
//! `bench_stages(text, 11, 1, 1)` minus `bench_stages(text, 1, 1, 1)` is ten times the actor stage.

#![cfg(target_arch = "wasm32")]

use rapporteur::training::Times;
use wasm_bindgen::prelude::*;

/// The whole analysis, without the JS object; how many attributions it found.
#[wasm_bindgen]
pub fn bench_analysis(text: &str) -> usize {
    rapporteur::analyze(text).attributions.len()
}

/// The stages so many times over, each at least once: actors (mentions and resolution), attributions, positions.
#[wasm_bindgen]
pub fn bench_stages(text: &str, actors: u32, attributions: u32, positions: u32) -> usize {
    rapporteur::training::run(text, Times { actors, attributions, positions })
}

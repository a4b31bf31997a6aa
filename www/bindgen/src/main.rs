//! Writes the JavaScript and TypeScript side of the WASM build: `bindgen INPUT.wasm OUTPUT_DIR`.
//!
//! Comes in: the module that rustc made. Goes out: `rapporteur.js` (an ES module whose `initSync` takes the bytes),
//! `rapporteur.d.ts` and `rapporteur_bg.wasm`. It is a member of the workspace, so one lock file fixes the version of
//! both halves of wasm-bindgen, and no separately installed tool can differ from the library.
//!
//! Known limit: a module built with another version of wasm-bindgen is refused, with a message that names both.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else {
        eprintln!("usage: bindgen INPUT.wasm OUTPUT_DIR");
        return ExitCode::from(2);
    };
    match write(input, output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {input}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write(input: &str, output: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(input)
        .out_name("rapporteur")
        .typescript(true)
        // The build looks for functions by name; wasm-opt leaves the names out in the end.
        .remove_name_section(false)
        .remove_producers_section(true)
        // The bundles pass the bytes in themselves; a default address would be one more thing to fetch.
        .omit_default_module_path(true)
        .web(true)?;
    bindgen.generate(output)?;
    Ok(())
}

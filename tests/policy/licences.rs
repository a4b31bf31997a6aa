//! Every dependency, of Rust and of npm, has a licence that ours allow.

use super::{cargo_metadata, read, report};
use serde_json::Value;
use std::path::Path;

const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// Tools that only check the product and are not part of it may have others.
const TOOLS: &[(&str, &str)] = &[
    ("node_modules/@mdn/browser-compat-data", "CC0-1.0"),
    ("node_modules/addons-linter", "MPL-2.0"),
    ("node_modules/addons-moz-compare", "MPL-2.0"),
    ("node_modules/addons-scanner-utils", "MPL-2.0"),
    ("node_modules/argparse", "Python-2.0"),
    ("node_modules/axe-core", "MPL-2.0"),
    ("node_modules/eslint-plugin-no-unsanitized", "MPL-2.0"),
    ("node_modules/lightningcss", "MPL-2.0"),
    ("node_modules/mdn-data", "CC0-1.0"),
    ("node_modules/minipass", "BlueOak-1.0.0"),
];

#[test]
fn dependencies_have_licences_that_ours_allow() {
    let mut wrong = Vec::new();
    for package in cargo_metadata()["packages"].as_array().into_iter().flatten() {
        let licence = package["license"].as_str().unwrap_or("none");
        if !allows(licence) {
            wrong.push(format!("crate {}: {licence}", package["name"]));
        }
    }
    let lock: Value = serde_json::from_str(&read(Path::new("package-lock.json"))).expect("package-lock.json is JSON");
    for (name, package) in lock["packages"].as_object().into_iter().flatten() {
        let licence = package["license"].as_str().unwrap_or("none");
        if !allows(licence) && !is_tool(name, licence) {
            wrong.push(format!("npm {name}: {licence}"));
        }
    }
    report(&wrong);
}

#[test]
fn licence_expressions_are_read() {
    for (expression, allowed) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND GPL-3.0", false),
        ("GPL-2.0 WITH LLVM-exception", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("none", false),
    ] {
        assert_eq!(allows(expression), allowed, "{expression}");
    }
}

/// Whether a package is a tool of the list, or the part of one that is for a single platform ("lightningcss-linux-x64-gnu").
fn is_tool(name: &str, licence: &str) -> bool {
    TOOLS.iter().any(|(tool, known)| {
        let rest = name.strip_prefix(tool);
        licence == *known && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

/// Whether the SPDX expression lets us choose only licences of the list. `AND` binds what `OR` parts; brackets hold `OR`.
fn allows(expression: &str) -> bool {
    expression.split(" AND ").all(|part| {
        let part = part.trim_matches(['(', ')']).replace('/', " OR ");
        part.split(" OR ").any(|licence| LICENCES.contains(&licence.trim()))
    })
}

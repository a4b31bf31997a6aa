//! Project policy as tests: what a reviewer would have to look for in every change. Each failure names file and line.
//!
//! Formatting and lints are left to rustfmt and clippy; `npm test` runs both.

#[path = "policy/licences.rs"]
mod licences;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that are longer than [`LONGEST`] lines for now, with the reason.
const LONGER: &[(&str, &str)] = &[];
const LONGEST: usize = 400;

/// Lines of the library that may end the program, with the reason.
const MAY_PANIC: &[(&str, &str, &str)] = &[
    (
        "src/lexicon/mod.rs",
        "a table of the program is broken",
        "the tables are part of the program and a test reads all",
    ),
    ("src/attribution/model.rs", "panic!", "the model is part of the program and tests read it"),
    ("src/position/model.rs", "panic!", "the model is part of the program and tests read it"),
    ("src/position/issue/weights.rs", "panic!", "the weights are part of the program and a test reads them"),
    ("src/text/tag.rs", "Tagger::read(include_bytes!", "the model is part of the program and tests read it"),
    ("src/view/ui.rs", "a table of the program is broken", "the table is part of the program and a test reads it"),
];

#[test]
fn sources_open_with_their_purpose_and_stay_short() {
    let mut wrong = Vec::new();
    for (name, source) in sources("src", "rs") {
        if !source.starts_with("//!") {
            wrong
                .push(format!("{name}:1: opens without //! what comes in, what goes out, an example, a known failure"));
        }
        let lines = source.lines().count();
        let listed = LONGER.iter().any(|(longer, _)| *longer == name);
        if lines > LONGEST && !listed {
            wrong.push(format!("{name}: {lines} lines; split it by concept below {LONGEST}"));
        } else if lines <= LONGEST && listed {
            wrong.push(format!("{name}: fits again; take it off the list in {}", file!()));
        }
    }
    report(&wrong);
}

/// The modules that the documentation of the crate shows.
const PUBLIC: &[&str] = &[
    "src/article.rs",
    "src/export/",
    "src/lib.rs",
    "src/marks.rs",
    "src/outline.rs",
    "src/report.rs",
    "src/report/",
    "src/span.rs",
    "src/view/",
];

#[test]
fn every_public_function_has_an_example() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, source) in sources("src", "rs") {
        if !PUBLIC.iter().any(|module| name.starts_with(module)) {
            continue;
        }
        let mut example = false;
        for (number, line) in library_lines_with_docs(&source) {
            let line = line.trim_start();
            if line.starts_with("///") {
                example |= line.contains("```");
            } else if line.starts_with("pub fn ") || line.starts_with("pub const fn ") {
                count += 1;
                if !example {
                    wrong.push(format!("{name}:{number}: {line}"));
                }
                example = false;
            } else if !line.starts_with("#[") {
                example = false;
            }
        }
    }
    assert!(count > 40, "{count} public functions");
    report(&wrong);
}

#[test]
fn files_are_named_by_domain() {
    let vague = ["util", "utils", "helper", "helpers", "manager", "common", "misc"];
    let is_vague =
        |path: &PathBuf| path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| vague.contains(&stem));
    report(&tracked().iter().filter(|path| is_vague(path)).map(|path| path.display().to_string()).collect::<Vec<_>>());
}

#[test]
fn the_library_does_not_panic_on_purpose() {
    let ends = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    let sources = sources("src", "rs");
    let tests = test_modules(&sources);
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for (name, source) in &sources {
        if tests.contains(name.as_str()) || name.starts_with("src/bin/") {
            continue;
        }
        for (number, line) in library_lines(source) {
            if !ends.iter().any(|end| line.contains(end)) {
                continue;
            }
            match MAY_PANIC.iter().find(|(file, part, _)| file == name && line.contains(part)) {
                Some(exception) => drop(used.insert(exception)),
                None => wrong.push(format!("{name}:{number}: analysis never panics: {}", line.trim())),
            }
        }
    }
    wrong.extend(
        MAY_PANIC.iter().filter(|known| !used.contains(known)).map(|known| format!("{}: listed in vain", known.0)),
    );
    report(&wrong);
}

#[test]
fn every_test_runs() {
    let ignored = concat!("#[", "ignore");
    let mut wrong = Vec::new();
    for (name, source) in sources("src", "rs").into_iter().chain(sources("tests", "rs")) {
        let lines = source.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with(ignored));
        wrong.extend(
            lines.map(|(index, _)| format!("{name}:{}: keep a wrong result as a case with its reason", index + 1)),
        );
    }
    report(&wrong);
}

/// Cells have no space around them, no row stands twice, and a table whose comment says "Sorted" is.
#[test]
fn tables_are_tidy() {
    let mut wrong = Vec::new();
    for (name, table) in sources("src/lexicon", "tsv") {
        let mut seen = BTreeSet::new();
        let mut last = "";
        let sorted = table.lines().any(|line| line.starts_with('#') && line.contains("Sorted"));
        let mut rows = 0;
        for (index, line) in table.split('\n').enumerate() {
            let mut say = |what: &str| wrong.push(format!("{name}:{}: {what}", index + 1));
            if line.ends_with([' ', '\r']) {
                say("ends with a space or a carriage return");
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.split('\t').any(|cell| cell.trim_matches(' ') != cell) {
                say("a cell has a space around it");
            }
            if !seen.insert(line) {
                say("stands twice");
            }
            rows += 1;
            let key = line.split('\t').next().unwrap_or_default();
            // The first row names the columns.
            if sorted && rows > 2 && key < last {
                say("is not in its place");
            }
            last = key;
        }
        if !table.ends_with('\n') {
            wrong.push(format!("{name}: its last line has no end"));
        }
    }
    report(&wrong);
}

/// Page text is shown with `textContent` only; nothing is fetched but the core of an embed, from beside its script.
#[test]
fn the_web_side_neither_parses_markup_nor_calls_out() {
    let markup = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "set_inner_html",
        "document.write(",
        "createContextualFragment",
    ];
    let calls = ["fetch(", "new Request(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource"];
    let own = ("www/embed/core.ts", "fetch(beside('rapporteur.bin')");
    let mut wrong = Vec::new();
    let mut owns = 0;
    for path in tracked().iter().filter(|path| path.starts_with("www") || path.starts_with("src")) {
        // The build's own tools run on the developer's machine.
        if path.starts_with("www/tools")
            || !path
                .extension()
                .is_some_and(|kind| ["rs", "ts", "mjs", "js", "html"].iter().any(|known| kind == *known))
        {
            continue;
        }
        for (index, line) in read(path).lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if path.ends_with(own.0) && line.contains(own.1) {
                owns += 1;
                continue;
            }
            for word in markup.iter().chain(&calls).filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{}: {word}", path.display(), index + 1));
            }
        }
    }
    if owns != 1 {
        wrong.push(format!("{}: {owns} times {}", own.0, own.1));
    }
    report(&wrong);
}

#[test]
fn no_file_names_somebodys_machine() {
    let folders = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("/t", "mp/"),
    ];
    let mut wrong = Vec::new();
    for path in tracked() {
        let text = read(&path);
        let lock = path.file_name().is_some_and(|name| name == "package-lock.json" || name == "Cargo.lock");
        for (index, line) in text.lines().enumerate() {
            let mut say = |what: &str| wrong.push(format!("{}:{}: {what}", path.display(), index + 1));
            if folders.iter().any(|folder| starts_a_path(line, folder)) {
                say("an absolute path");
            }
            let host = line.contains("://") && !line.contains("https://github.com/rust-lang/crates.io-index");
            if lock && host && (line.contains("\"resolved\"") || line.contains("source = ")) {
                say("a registry of its own");
            }
        }
    }
    report(&wrong);
}

/// Whether `folder` stands in the line as the beginning of a path, not behind a host or another folder.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-*}/~".contains(before)))
}

#[test]
fn the_changelog_knows_this_version() {
    let changelog = read(Path::new("CHANGELOG.md"));
    let known =
        |line: &str| line.starts_with(concat!("## ", env!("CARGO_PKG_VERSION"))) || line.starts_with("## Unreleased");
    assert!(
        changelog.lines().any(known),
        "CHANGELOG.md has neither an Unreleased section nor {}",
        env!("CARGO_PKG_VERSION")
    );
}

/// The packages that a build for this machine or for the browser uses.
fn cargo_metadata() -> Value {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let version = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host").to_owned();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", &host, "--filter-platform", "wasm32-unknown-unknown"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// Names and texts of the tracked files of one kind below `folder`.
fn sources(folder: &str, kind: &str) -> Vec<(String, String)> {
    let fits =
        |path: &&PathBuf| path.starts_with(folder) && path.extension().is_some_and(|extension| extension == kind);
    let files: Vec<_> = tracked().iter().filter(fits).map(|path| (path.display().to_string(), read(path))).collect();
    assert!(!files.is_empty(), "no .{kind} file below {folder}");
    files
}

/// The files that git knows and that are still there, relative to the root.
fn tracked() -> Vec<PathBuf> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("git runs: the policy is about the files of its checkout");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
    let paths = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from);
    paths.filter(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path).is_file()).collect()
}

/// A file as text; pictures and models as what of them is text.
fn read(path: &Path) -> String {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let bytes = bytes.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The files that a `#[cfg(test)] mod …;` makes part of the tests only.
fn test_modules(sources: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, source) in sources {
        let folder =
            name.strip_suffix("/mod.rs").or_else(|| name.strip_suffix("/lib.rs")).or_else(|| name.strip_suffix(".rs"));
        let mut lines = source.lines().peekable();
        while let Some(line) = lines.next() {
            let module =
                lines.peek().and_then(|next| next.trim().strip_suffix(';')).and_then(|next| next.rsplit_once("mod "));
            if let (Some(folder), "#[cfg(test)]", Some((_, module))) = (folder, line.trim(), module) {
                found.insert(format!("{folder}/{module}.rs"));
            }
        }
    }
    found
}

/// Numbered lines without the module of tests at the end.
fn library_lines_with_docs(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
    source[..end].lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// Numbered lines of code, without comments and without the module of tests at the end.
fn library_lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
    source[..end]
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} against the policy:\n{}", wrong.len(), wrong.join("\n"));
}

//! The product's behaviour as files that can be read: every `tests/cases/**.case` is a text and what is found in it.
//!
//! ```text
//! # A quote that its frame interrupts is one attribution.
//! “We will not sign,” the minister said. “Not now.”
//! ---
//! direct | the minister → ? | said | We will not sign … Not now.
//! ```
//!
//! A file holds one or more cases. A case starts with `#` lines: what it shows; `# known wrong:` with the reason where the
//! expected lines are not what they should be; `# show: actors` where actors are compared too. Then the text, `---`, and
//! the expected lines, which `cases/lines.rs` explains.
//!
//! `UPDATE_CASES=1 cargo test --test cases` writes what is found into the files: read the difference before you keep it.

#[path = "cases/lines.rs"]
mod lines;

use std::fmt::Write;
use std::path::{Path, PathBuf};

#[test]
fn cases_give_what_they_say() {
    let update = std::env::var_os("UPDATE_CASES").is_some_and(|value| value == "1");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut failures = String::new();
    let files = case_files(&folder);
    assert!(!files.is_empty(), "no case in tests/cases");
    for file in files {
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        let source = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut cases = parse(&source, update).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in &mut cases {
            let found = found(case);
            if update {
                case.expected = found;
            } else if case.expected != found {
                let _ = write!(failures, "\n{name}:{}: {}\n{}", case.line, case.title, diff(&case.expected, &found));
            }
        }
        if update {
            std::fs::write(&file, print(&cases)).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
    assert!(failures.is_empty(), "cases differ (- expected, + found):\n{failures}");
}

/// Every case file below `folder`, by name.
fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of cases").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "case") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[derive(Debug, PartialEq)]
struct Case {
    /// Where its first line stands, from 1.
    line: usize,
    /// The `#` lines, without line end.
    title: String,
    text: String,
    expected: Vec<String>,
}

/// The cases of one file, or what is wrong with it. An `update` fills in what is missing below the `---`.
fn parse(source: &str, update: bool) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = source.lines().enumerate().peekable();
    while let Some((index, first)) = lines.next() {
        if first.is_empty() {
            continue;
        }
        let at = index + 1;
        if !first.starts_with('#') {
            return Err(format!("line {at}: a case starts with a # line that says what it shows"));
        }
        let mut title = vec![first];
        while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with('#')) {
            title.push(line);
        }
        let mut text = Vec::new();
        let mut ended = false;
        for (_, line) in lines.by_ref() {
            if line == "---" {
                ended = true;
                break;
            }
            text.push(line);
        }
        let mut expected = Vec::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| !line.starts_with('#')) {
            if !line.is_empty() {
                expected.push(line.to_owned());
            }
        }
        if !ended || expected.is_empty() && !update {
            return Err(format!("line {at}: after the text a line --- and what is found, or nothing, is missing"));
        }
        cases.push(Case { line: at, title: title.join("\n"), text: text.join("\n"), expected });
    }
    Ok(cases)
}

/// The file that [`parse`] reads as these cases.
fn print(cases: &[Case]) -> String {
    let print = |case: &Case| format!("{}\n{}\n---\n{}\n", case.title, case.text, case.expected.join("\n"));
    cases.iter().map(print).collect::<Vec<_>>().join("\n")
}

fn found(case: &Case) -> Vec<String> {
    let report = rapporteur::analyze(&case.text);
    let show_actors = case.title.lines().any(|line| line.trim() == "# show: actors");
    lines::describe(&report, &case.text, show_actors)
}

/// The lines of both lists, each once where they are equal: a longest common subsequence.
fn diff(expected: &[String], found: &[String]) -> String {
    let mut common = vec![vec![0; found.len() + 1]; expected.len() + 1];
    for (row, left) in expected.iter().enumerate().rev() {
        for (column, right) in found.iter().enumerate().rev() {
            common[row][column] = if left == right {
                common[row + 1][column + 1] + 1
            } else {
                common[row + 1][column].max(common[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut lines = String::new();
    while row < expected.len() || column < found.len() {
        let (mark, line) = if expected.get(row).is_some_and(|left| found.get(column) == Some(left)) {
            (row, column) = (row + 1, column + 1);
            (' ', &expected[row - 1])
        } else if row < expected.len() && (column == found.len() || common[row + 1][column] >= common[row][column + 1])
        {
            row += 1;
            ('-', &expected[row - 1])
        } else {
            column += 1;
            ('+', &found[column - 1])
        };
        let _ = writeln!(lines, "  {mark} {line}");
    }
    lines
}

#[cfg(test)]
mod harness {
    use super::*;

    const FILE: &str = "# One\n# show: actors\nText.\n\nMore.\n---\ndirect | a\nnothing\n\n# Two\n\n---\nnothing\n";

    #[test]
    fn a_file_is_read_and_written_back() {
        let cases = parse(FILE, false).expect("a good file");
        let first = Case {
            line: 1,
            title: "# One\n# show: actors".to_owned(),
            text: "Text.\n\nMore.".to_owned(),
            expected: vec!["direct | a".to_owned(), "nothing".to_owned()],
        };
        assert_eq!(cases[0], first);
        assert_eq!((cases[1].line, cases[1].text.as_str()), (10, ""));
        assert_eq!(print(&cases), FILE);
    }

    #[test]
    fn a_broken_file_says_what_is_wrong() {
        for (file, said) in [
            ("Text.\n---\nnothing\n", "line 1: a case starts with a # line"),
            ("# One\nText.\n", "line 1: after the text a line ---"),
            ("# One\nText.\n---\nnothing\n\n# Two\nText.\n---\n\n", "line 6: after the text a line ---"),
        ] {
            let error = parse(file, false).expect_err("a broken file");
            assert!(error.starts_with(said), "{error}");
        }
    }

    #[test]
    fn a_difference_is_shown_line_by_line() {
        let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let shown = diff(&lines(&["a", "b", "c"]), &lines(&["a", "x", "c", "d"]));
        assert_eq!(shown, "    a\n  - b\n  + x\n    c\n  + d\n");
    }
}

#[test]
fn a_readers_note_on_a_wrong_mark_is_a_case() {
    use rapporteur::view::{Ui, View};
    let text = "Talks went on.\n\n# “We will not sign,” the minister said.\n---\nShe left.\n\nNobody followed.";
    let report = rapporteur::Report { text: Some(text.to_owned()), ..rapporteur::analyze(text) };
    let view = View::new(report, Ui::new("en"));
    let note = view.note(rapporteur::Item::parse("q0").expect("an item")).expect("the quote is noted");
    assert_eq!(note.sentence, "# “We will not sign,” the minister said.");
    let cases = parse(&[note.case.clone(), note.case].join("\n"), true).expect("cases");
    assert_eq!(cases.len(), 2);
    let title = "# known wrong: Direct of The minister, says a reader: # “We will not sign,” the minister said.\n# found by: said, ";
    assert_eq!(cases[0].title.get(..title.len()), Some(title));
    assert_eq!(cases[0].text, "“We will not sign,” the minister said.\nShe left.");
    assert!(cases[0].expected.is_empty());
}

//! The command line's contract, on the built program: what it prints, what it says of bad input, how it exits.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TEXT: &str = "“We will not sign,” the minister said.\n";

struct Outcome {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Outcome {
    fn reports(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("one JSON document a line")).collect()
    }

    fn docs(&self) -> Vec<String> {
        self.reports().iter().map(|report| report["doc"].as_str().unwrap_or("none").to_owned()).collect()
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_rapporteur"))
}

fn run(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Outcome {
    let mut child = program()
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that stops at wrong usage does not read its input.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let string = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Outcome { code: output.status.code(), stdout: string(output.stdout), stderr: string(output.stderr) }
}

/// An empty folder for one test, with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).expect("a file");
    }
    folder
}

#[test]
fn json_is_one_report_a_line_in_the_order_of_the_arguments() {
    let folder = folder("order", &[("b.txt", TEXT.as_bytes()), ("a.en.txt", b""), ("c", b"x")]);
    let outcome = run(&folder, &["analyze", "b.txt", "-", "a.en.txt", "./c"], b"y");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    assert_eq!(outcome.docs(), ["b", "stdin", "a.en", "c"]);
    for report in outcome.reports() {
        assert_eq!((&report["version"], &report["offsets"]), (&1.into(), &"utf-8".into()));
        assert_eq!(report.get("text"), None);
    }
}

#[test]
fn standard_input_is_read_where_no_file_is_named() {
    let outcome = run(&folder("pipe", &[]), &["analyze"], TEXT.as_bytes());
    assert_eq!((outcome.code, outcome.docs()), (Some(0), vec!["stdin".to_owned()]));
}

#[test]
fn an_empty_text_gives_an_empty_report() {
    let outcome = run(&folder("empty", &[]), &["analyze"], b"");
    let reports = outcome.reports();
    for list in ["actors", "attributions", "issues", "positions", "relations"] {
        assert_eq!(reports[0][list], Value::Array(Vec::new()), "{list}");
    }
    assert_eq!(reports[0]["article"], Value::Null);
}

#[test]
fn the_text_is_repeated_byte_for_byte() {
    let text = "\u{feff}“Oui” 🕊\r\nhe said.\0\r\n";
    let folder = folder("bytes", &[("a.txt", text.as_bytes())]);
    let outcome = run(&folder, &["analyze", "--with-text", "--offsets", "utf-16", "a.txt"], b"");
    let reports = outcome.reports();
    assert_eq!((&reports[0]["text"], &reports[0]["offsets"]), (&text.into(), &"utf-16".into()));
}

#[test]
fn each_bad_input_is_named_and_the_others_are_analysed() {
    let files: [(&str, &[u8]); 3] = [("good.txt", b"x"), ("latin.txt", b"ok\ncaf\xe9"), ("wide.txt", b"\xff\xfex\0")];
    let folder = folder("bad", &files);
    std::fs::create_dir(folder.join("news")).expect("a folder");
    let outcome = run(&folder, &["analyze", "missing.txt", "latin.txt", "news", "wide.txt", "good.txt"], b"");
    assert_eq!((outcome.code, outcome.docs()), (Some(1), vec!["good".to_owned()]));
    let said: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(
        said,
        [
            "rapporteur: missing.txt: no such file; check the path",
            "rapporteur: latin.txt:2: not UTF-8: byte 0xE9 at offset 6; convert it first, for example with \
             `iconv -f WINDOWS-1252 -t UTF-8`",
            "rapporteur: news: is a folder; name the files in it, for example with a '*'",
            "rapporteur: wide.txt:1: not UTF-8: byte 0xFF at offset 0; convert it first, for example with \
             `iconv -f UTF-16 -t UTF-8`",
        ]
    );
}

#[test]
fn json_lines_are_reports_and_broken_ones_are_named() {
    let lines =
        b"{\"doc\":\"a\",\"text\":\"x\"}\n{\"doc\":\"b\"\n\n{\"doc\":\"c\",\"text\":\"\\ud800\"}\n{\"text\":\"\"}";
    let outcome = run(&folder("jsonl", &[]), &["analyze", "--jsonl"], lines);
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.docs(), ["a", "none"]);
    let said: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("rapporteur: <stdin>:2: not JSON: "), "{}", said[0]);
    assert!(said[0].ends_with("a line must be a JSON object like {\"doc\": \"name\", \"text\": \"…\"}"), "{}", said[0]);
    assert!(said[1].starts_with("rapporteur: <stdin>:4: not JSON: "), "{}", said[1]);
}

/// The report must come before the next line is written: a filter that waits for more would hang here.
#[test]
fn json_lines_are_answered_one_by_one() {
    let mut child = program()
        .args(["analyze", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for doc in ["first", "second"] {
        writeln!(input, "{{\"doc\":\"{doc}\",\"text\":\"x\"}}").expect("the program reads");
        let mut line = String::new();
        output.read_line(&mut line).expect("the program answers");
        assert!(line.contains(&format!("\"doc\":\"{doc}\"")), "{line}");
    }
    drop(input);
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn several_files_in_every_format() {
    let folder = folder("formats", &[("a.txt", TEXT.as_bytes()), ("b.txt", b"")]);
    let print = |format| run(&folder, &["analyze", "--format", format, "a.txt", "b.txt"], b"").stdout;
    assert_eq!(print("json").lines().count(), 2);
    let markdown = print("markdown");
    let titles: Vec<&str> = markdown.lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(titles, ["# a", "# b"]);
    assert_eq!(print("csv").matches("doc,position,source_actor").count(), 1, "one header for all");
    for line in print("jsonld").lines() {
        let collection: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(collection["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(collection["type"], "AnnotationCollection");
    }
}

#[test]
fn wrong_usage_exits_with_2_and_prints_nothing() {
    let folder = folder("usage", &[]);
    let wrong: [&[&str]; 7] = [
        &[],
        &["analyse", "a.txt"],
        &["analyze", "--format", "xml", "a.txt"],
        &["analyze", "--offsets", "utf-32"],
        &["analyze", "--format"],
        &["analyze", "--verbose"],
        &["analyze", "--format", "csv", "--with-text"],
    ];
    for arguments in wrong {
        let outcome = run(&folder, arguments, b"");
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(outcome.stderr.starts_with("rapporteur: "), "{arguments:?}: {}", outcome.stderr);
    }
}

#[test]
fn help_documents_every_option_and_column() {
    let folder = folder("help", &[]);
    for arguments in [&["--help"] as &[&str], &["-h"], &["analyze", "--help"]] {
        let outcome = run(&folder, arguments, b"");
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
        for word in ["--format", "--offsets", "--with-text", "--jsonl", "--help", "--version", "Exit status"] {
            assert!(outcome.stdout.contains(word), "{word}");
        }
        for (column, meaning) in rapporteur::export::CSV_COLUMNS {
            assert!(outcome.stdout.lines().any(|line| line.contains(column) && line.ends_with(meaning)), "{column}");
        }
        for line in outcome.stdout.lines() {
            assert!(line.chars().count() <= 100, "wider than a terminal of 100 columns: {line}");
        }
    }
    let version = run(&folder, &["--version"], b"").stdout;
    assert_eq!(version, concat!("rapporteur ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// As with `| head -1`: the reader has what it wants and goes away.
#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let mut child = program()
        .args(["analyze", "--jsonl", "--with-text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let line = format!("{{\"text\":\"{}\"}}\n", "x".repeat(100_000));
    let mut input = child.stdin.take().expect("a pipe");
    // The program stops reading once it cannot write.
    while input.write_all(line.as_bytes()).is_ok() {}
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn of_a_page_the_article_is_read() {
    let page = "<!doctype html><html lang=en><title>Talks</title><nav><ul><li><a href=/>Home</a></ul></nav>\
        <article><h1>Talks end</h1><p>“We will <em>not</em> sign,” the minister said on Monday after the talks in Vienna.\
        <p>Ministers of five states met for three days and left without a treaty on the cable.</article><script>x()</script>";
    let folder = folder("page", &[("a.HTML", page.as_bytes()), ("b.txt", page.as_bytes())]);
    let outcome = run(&folder, &["analyze", "--with-text", "a.HTML", "b.txt"], b"");
    let reports = outcome.reports();
    let text = reports[0]["text"].as_str().expect("a text");
    assert!(text.starts_with("Talks end\n\n“We will not sign,” the minister"), "{text}");
    assert_eq!(reports[0]["article"]["headline"], "Talks end");
    assert_eq!(reports[0]["doc"], "a");
    assert_eq!(reports[1]["text"], page, "only a file that is called a page is one");
    let jsonld = run(&folder, &["analyze", "--format", "jsonld", "a.HTML"], b"").reports();
    assert_eq!(jsonld[0]["first"]["items"][0]["target"][0]["selector"][0]["exact"], "We will not sign");
}

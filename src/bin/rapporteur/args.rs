//! Reads the command line: arguments in, what to do out, or the message that says how to do it right.
//!
//! `analyze --offsets utf-16 a.txt -` is a [`Request`] for the file `a.txt` and then standard input.
//!
//! Known failure: the shell's `*` is the only way to name a folder's files; folders are not walked.

use crate::help;
use lexopt::{Arg, Parser, ValueExt};
use rapporteur::Offsets;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the arguments ask for.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Print this text: help or version.
    Show(String),
    /// Analyse texts.
    Analyze(Request),
}

/// What to analyse and how to print it.
#[derive(Debug, PartialEq)]
pub(crate) struct Request {
    pub(crate) format: Format,
    /// The unit of the offsets in the output.
    pub(crate) offsets: Offsets,
    /// Whether the report repeats the text.
    pub(crate) with_text: bool,
    /// Whether the sources hold one JSON object a line instead of one text.
    pub(crate) jsonl: bool,
    /// In the order of the arguments, never empty.
    pub(crate) sources: Vec<Source>,
}

/// Where a text comes from.
#[derive(Debug, PartialEq)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

/// How reports are printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Format {
    Json,
    Markdown,
    Csv,
    Jsonld,
}

const FORMATS: [(&str, Format); 4] =
    [("json", Format::Json), ("markdown", Format::Markdown), ("csv", Format::Csv), ("jsonld", Format::Jsonld)];
const UNITS: [(&str, Offsets); 2] = [("utf-8", Offsets::Utf8), ("utf-16", Offsets::Utf16)];
const TRY_HELP: &str = "\n`rapporteur --help` lists commands and options";

/// Reads the arguments. An error is a message for the user, without the name of the program.
pub(crate) fn parse(mut arguments: Parser, stdin_is_terminal: bool) -> Result<Command, String> {
    let usage = |error: lexopt::Error| format!("{error}{TRY_HELP}");
    match arguments.next().map_err(usage)? {
        Some(Arg::Short('h') | Arg::Long("help")) => Ok(Command::Show(help::text())),
        Some(Arg::Short('V') | Arg::Long("version")) => {
            Ok(Command::Show(format!("rapporteur {}\n", env!("CARGO_PKG_VERSION"))))
        }
        Some(Arg::Value(command)) if command == "analyze" => analyze(&mut arguments, stdin_is_terminal),
        Some(Arg::Value(command)) => {
            Err(format!("unknown command '{}'; the command is 'analyze'{TRY_HELP}", command.to_string_lossy()))
        }
        Some(option) => Err(unknown(&option)),
        None => Err(format!("no command given; to analyse a text: rapporteur analyze FILE{TRY_HELP}")),
    }
}

fn analyze(arguments: &mut Parser, stdin_is_terminal: bool) -> Result<Command, String> {
    let (mut format, mut offsets) = (None, None);
    let (mut with_text, mut jsonl) = (false, false);
    let mut sources = Vec::new();
    while let Some(argument) = arguments.next().map_err(|error| format!("{error}{TRY_HELP}"))? {
        match argument {
            Arg::Long("format") => format = Some(choice(arguments, "--format", &FORMATS)?),
            Arg::Long("offsets") => offsets = Some(choice(arguments, "--offsets", &UNITS)?),
            Arg::Long("with-text") => with_text = true,
            Arg::Long("jsonl") => jsonl = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Show(help::text())),
            Arg::Value(name) => sources.push(source(name)),
            option => return Err(unknown(&option)),
        }
    }
    let format = format.unwrap_or(Format::Json);
    if with_text && format != Format::Json {
        return Err("--with-text belongs to --format json; the other formats quote the text themselves".to_owned());
    }
    match format {
        Format::Markdown if offsets.is_some() => {
            return Err("--offsets: markdown has none; choose --format json or csv".to_owned());
        }
        Format::Jsonld if offsets.is_some() => {
            return Err("--offsets: jsonld counts code points, as its standard demands; choose --format json or csv \
                        for others"
                .to_owned());
        }
        _ => {}
    }
    if sources.iter().filter(|&source| *source == Source::Stdin).count() > 1 {
        return Err("'-' is given twice, but standard input can be read only once".to_owned());
    }
    if sources.is_empty() {
        if stdin_is_terminal {
            return Err(format!(
                "nothing to analyse: name a FILE, pipe a text in, or give '-' to type it here{TRY_HELP}"
            ));
        }
        sources.push(Source::Stdin);
    }
    Ok(Command::Analyze(Request { format, offsets: offsets.unwrap_or(Offsets::Utf8), with_text, jsonl, sources }))
}

fn source(name: OsString) -> Source {
    if name == "-" { Source::Stdin } else { Source::File(name.into()) }
}

/// The value of an option that takes one of a few names.
fn choice<T: Copy>(arguments: &mut Parser, option: &str, names: &[(&str, T)]) -> Result<T, String> {
    let known = names.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let given = match arguments.value().and_then(|value| value.string()) {
        Ok(given) => given,
        Err(lexopt::Error::MissingValue { .. }) => return Err(format!("{option} needs a value, one of: {known}")),
        Err(error) => return Err(format!("{option}: {error}; choose one of: {known}")),
    };
    match names.iter().find(|(name, _)| *name == given) {
        Some((_, value)) => Ok(*value),
        None => Err(format!("{option}: unknown value '{given}'; choose one of: {known}")),
    }
}

fn unknown(option: &Arg<'_>) -> String {
    let name = match option {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(value) => value.to_string_lossy().into_owned(),
    };
    format!("unknown option '{name}'; a file of that name is given as './{name}'{TRY_HELP}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str], stdin_is_terminal: bool) -> Result<Command, String> {
        parse(Parser::from_args(arguments), stdin_is_terminal)
    }

    #[test]
    fn options_and_files_come_in_any_order() {
        let request = Request {
            format: Format::Json,
            offsets: Offsets::Utf16,
            with_text: true,
            jsonl: false,
            sources: vec![Source::File("a.txt".into()), Source::Stdin, Source::File("--odd".into())],
        };
        let given = ["analyze", "a.txt", "--offsets=utf-16", "-", "--with-text", "--format", "json", "--", "--odd"];
        assert_eq!(read(&given, true), Ok(Command::Analyze(request)));
    }

    #[test]
    fn without_a_file_a_pipe_is_read_and_a_terminal_is_not() {
        let Ok(Command::Analyze(piped)) = read(&["analyze"], false) else { panic!("a pipe is an input") };
        assert_eq!(piped.sources, [Source::Stdin]);
        let message = read(&["analyze"], true).expect_err("nobody types an article");
        assert!(message.starts_with("nothing to analyse: name a FILE"), "{message}");
    }

    #[test]
    fn wrong_usage_says_what_is_right() {
        for (given, said) in [
            (&[] as &[&str], "no command given; to analyse a text: rapporteur analyze FILE"),
            (&["analyse"], "unknown command 'analyse'; the command is 'analyze'"),
            (&["--loud"], "unknown option '--loud'"),
            (&["analyze", "--loud"], "unknown option '--loud'; a file of that name is given as './--loud'"),
            (&["analyze", "-x"], "unknown option '-x'"),
            (
                &["analyze", "--format", "xml"],
                "--format: unknown value 'xml'; choose one of: json, markdown, csv, jsonld",
            ),
            (&["analyze", "--offsets"], "--offsets needs a value, one of: utf-8, utf-16"),
            (&["analyze", "--with-text=yes", "a"], "unexpected argument for option '--with-text'"),
            (&["analyze", "--format", "csv", "--with-text"], "--with-text belongs to --format json"),
            (&["analyze", "--format", "markdown", "--offsets", "utf-8"], "--offsets: markdown has none"),
            (&["analyze", "--offsets", "utf-16", "--format", "jsonld"], "--offsets: jsonld counts code points"),
            (&["analyze", "-", "-"], "'-' is given twice"),
        ] {
            let message = read(given, false).expect_err("wrong usage");
            assert!(message.starts_with(said), "{given:?}: {message}");
        }
    }
}

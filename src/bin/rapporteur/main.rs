//! The command line: files or standard input in, reports on standard output, messages on standard error.
//!
//! `rapporteur analyze news.txt` prints the report of `news.txt` as one line of JSON; `rapporteur --help` tells the rest.
//! An input that cannot be read is named on standard error and left out: the others are still analysed, and the exit
//! status is 1. Wrong usage is status 2. A reader that goes away (`| head -1`) ends the program quietly.
//!
//! Known failure: a text is held in memory as a whole, so that a file of one gigabyte needs several.

mod args;
mod help;
mod html;
mod input;
mod output;

use args::{Command, Request};
use output::Printer;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match args::parse(lexopt::Parser::from_env(), io::stdin().is_terminal()) {
        Ok(Command::Show(text)) => end(io::stdout().write_all(text.as_bytes()).map(|()| true)),
        Ok(Command::Analyze(request)) => end(analyze(&request)),
        Err(message) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

/// Prints the report of every input in order. `false` where an input could not be read.
fn analyze(request: &Request) -> io::Result<bool> {
    let mut printer = Printer::new(io::stdout().lock(), request);
    let mut all_read = true;
    printer.begin()?;
    for source in &request.sources {
        for document in input::documents(source, request.jsonl) {
            match document {
                Ok(document) => printer.print(document)?,
                Err(message) => {
                    complain(&message);
                    all_read = false;
                }
            }
        }
    }
    Ok(all_read)
}

fn end(result: io::Result<bool>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write to standard output: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Unlike `eprintln!` no panic where standard error is closed.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "rapporteur: {message}");
}

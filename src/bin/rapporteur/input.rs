//! Reads texts from files and standard input: a source in, documents or messages out, one at a time.
//!
//! A plain source is one document. A JSON Lines source is one a line, read only when it is asked for. A text keeps
//! every byte of its input, a byte order mark and `\r\n` included, so that offsets fit the file. A file called `.html` is
//! a page, whose article is taken out of it later.
//!
//! Known failure: a `\ud83d` without its partner in a JSON string is refused, though JavaScript strings may hold one.

use crate::args::Source;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// One text to analyse.
#[derive(Debug, PartialEq)]
pub(crate) struct Document {
    /// What the output calls it; `None` where a JSON line does not say.
    pub(crate) doc: Option<String>,
    pub(crate) text: String,
    /// Whether the text is the HTML of a page, and not an article itself.
    pub(crate) page: bool,
}

/// The documents of one source, or for each that cannot be read a message that names file and line.
pub(crate) fn documents(source: &Source, jsonl: bool) -> Box<dyn Iterator<Item = Result<Document, String>>> {
    let (name, doc) = names(source);
    match open(source) {
        Err(error) => Box::new(std::iter::once(Err(format!("{name}: {}", reason(&error))))),
        Ok(reader) if jsonl => Box::new(Lines { reader, name, number: 0, offset: 0, ended: false }),
        Ok(reader) => {
            let page = is_page(source);
            Box::new(std::iter::once_with(move || text(reader, &name, doc, page)))
        }
    }
}

/// What messages call the source, and what the output does.
fn names(source: &Source) -> (String, String) {
    match source {
        Source::Stdin => ("<stdin>".to_owned(), "stdin".to_owned()),
        Source::File(path) => {
            let stem = path.file_stem().unwrap_or(path.as_os_str());
            (path.display().to_string(), stem.to_string_lossy().into_owned())
        }
    }
}

/// By the name of the file: standard input is always a text.
fn is_page(source: &Source) -> bool {
    let Source::File(path) = source else { return false };
    path.extension().is_some_and(|kind| ["html", "htm", "xhtml"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

fn open(source: &Source) -> io::Result<Box<dyn BufRead>> {
    Ok(match source {
        Source::Stdin => Box::new(io::stdin().lock()),
        Source::File(path) => Box::new(BufReader::new(open_file(path)?)),
    })
}

/// Opening a folder succeeds on some systems and only reading it fails.
fn open_file(path: &Path) -> io::Result<File> {
    if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { File::open(path) }
}

fn text(mut reader: impl Read, name: &str, doc: String, page: bool) -> Result<Document, String> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| format!("{name}: {}", reason(&error)))?;
    Ok(Document { doc: Some(doc), text: decode(bytes, name, (1, 0))?, page })
}

/// One document a line; lines of white space only are passed over.
struct Lines<R> {
    reader: R,
    name: String,
    /// Of the line read last, from 1.
    number: usize,
    /// Of the next line, in bytes.
    offset: usize,
    ended: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut line = Vec::new();
            let offset = self.offset;
            self.number += 1;
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => self.ended = true,
                Ok(length) => {
                    self.offset += length;
                    if !line.trim_ascii().is_empty() {
                        return Some(self.document(line, offset));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(format!("{}: {}", self.name, reason(&error))));
                }
            }
        }
        None
    }
}

impl<R> Lines<R> {
    fn document(&self, line: Vec<u8>, offset: usize) -> Result<Document, String> {
        let line = decode(line, &self.name, (self.number, offset))?;
        let place = format!("{}:{}", self.name, self.number);
        let malformed = |what: &str| {
            Err(format!("{place}: {what}; a line must be a JSON object like {{\"doc\": \"name\", \"text\": \"…\"}}"))
        };
        let mut fields = match serde_json::from_str(line.trim_start_matches('\u{feff}').trim_end()) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return malformed("not a JSON object"),
            Err(error) => {
                let what = error.to_string();
                let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
                return malformed(&format!("not JSON: {what} at column {}", error.column()));
            }
        };
        let doc = match fields.remove("doc") {
            None | Some(Value::Null) => None,
            Some(Value::String(doc)) => Some(doc),
            Some(Value::Number(doc)) => Some(doc.to_string()),
            Some(_) => return malformed("\"doc\" is not a string"),
        };
        match fields.remove("text") {
            Some(Value::String(text)) => Ok(Document { doc, text, page: false }),
            Some(_) => malformed("\"text\" is not a string"),
            None => malformed("\"text\" is missing"),
        }
    }
}

/// `first` is line and offset of the first byte in its source.
fn decode(bytes: Vec<u8>, name: &str, first: (usize, usize)) -> Result<String, String> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(format!("{name}:{}: longer than 4 GiB; offsets are 32 bits, so split the text", first.0));
    }
    String::from_utf8(bytes).map_err(|error| {
        let (bytes, at) = (error.as_bytes(), error.utf8_error().valid_up_to());
        let line = first.0 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
        let encoding = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
            _ => "WINDOWS-1252",
        };
        format!(
            "{name}:{line}: not UTF-8: byte 0x{:02X} at offset {}; convert it first, for example with \
             `iconv -f {encoding} -t UTF-8`",
            bytes[at],
            first.1 + at
        )
    })
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file; check the path".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder; name the files in it, for example with a '*'".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it; check its owner and mode".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &[u8]) -> Vec<Result<Document, String>> {
        Lines { reader: source, name: "in.jsonl".to_owned(), number: 0, offset: 0, ended: false }.collect()
    }

    fn document(doc: Option<&str>, text: &str) -> Result<Document, String> {
        Ok(Document { doc: doc.map(str::to_owned), text: text.to_owned(), page: false })
    }

    #[test]
    fn json_lines_are_documents() {
        let source =
            "\u{feff}{\"doc\":\"a\",\"text\":\"x\"}\r\n\n{\"doc\":7,\"text\":\"\",\"url\":[]}\n{\"text\":\"é\"}";
        assert_eq!(lines(source.as_bytes()), [document(Some("a"), "x"), document(Some("7"), ""), document(None, "é")]);
    }

    #[test]
    fn a_broken_line_is_named_and_the_next_one_read() {
        let source =
            b"{\"text\":\n[]\n{\"doc\":\"a\"}\n{\"text\":1}\n{\"doc\":[],\"text\":\"\"}\n\"\xe9\"\n{\"text\":\"ok\"}\n";
        let mut found = lines(source);
        assert_eq!(found.pop(), Some(document(None, "ok")));
        let messages: Vec<String> = found.into_iter().filter_map(Result::err).collect();
        for (message, said) in messages.iter().zip([
            "in.jsonl:1: not JSON: EOF while parsing a value at column 8; a line must be a JSON object like {\"doc\"",
            "in.jsonl:2: not a JSON object; ",
            "in.jsonl:3: \"text\" is missing; ",
            "in.jsonl:4: \"text\" is not a string; ",
            "in.jsonl:5: \"doc\" is not a string; ",
            "in.jsonl:6: not UTF-8: byte 0xE9 at offset 57; convert it first",
        ]) {
            assert!(message.starts_with(said), "{message}\nis not\n{said}");
        }
        assert_eq!(messages.len(), 6);
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_found_on_their_line() {
        let message = decode(b"one\ntwo \xff".to_vec(), "a.txt", (1, 0)).expect_err("not UTF-8");
        assert!(message.starts_with("a.txt:2: not UTF-8: byte 0xFF at offset 8; "), "{message}");
        let message = decode(b"\xff\xfea\0".to_vec(), "a.txt", (1, 0)).expect_err("not UTF-8");
        assert!(message.ends_with("`iconv -f UTF-16 -t UTF-8`"), "{message}");
        assert_eq!(decode("\u{feff}a\r\n".into(), "a.txt", (1, 0)).as_deref(), Ok("\u{feff}a\r\n"));
    }
}

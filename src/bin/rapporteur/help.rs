//! The text that `--help` prints, with the columns of the CSV export from their one table.

use rapporteur::export::CSV_COLUMNS;

/// Commands, options and output formats, for a terminal of 100 columns.
pub(crate) fn text() -> String {
    let mut text = TEXT.to_owned();
    for (column, meaning) in CSV_COLUMNS {
        text.push_str(&format!("  {column:<15} {meaning}\n"));
    }
    text
}

const TEXT: &str = "\
Who said what, and where each side stands: speakers, quotes and diplomatic positions in news text.

Usage: rapporteur analyze [OPTIONS] [FILE… | -]
       rapporteur analyze --jsonl [OPTIONS] < in.jsonl > out.jsonl

Reads each FILE, or standard input for '-' and where no FILE is given, as the plain text of one
article in UTF-8, and prints what it finds in the order of the arguments. Of a FILE called .html
the article is taken out of the page first, as the browser extension does; its text, which offsets
count in, is printed by --with-text.

Options:
  --format FORMAT   json (default)  one report a line
                    markdown        one section a text: speakers, statements, positions, contrasts
                    csv             one row a position under one header; columns below
                    jsonld          one document a line: an AnnotationCollection of the W3C Web
                                    Annotation Data Model; its positions count code points
  --offsets UNIT    what offsets in json and csv count:
                    utf-8 (default) bytes
                    utf-16          code units, as in JavaScript
  --with-text       repeat the text in the JSON report
  --jsonl           read one JSON object {\"doc\": …, \"text\": …} a line instead of one text a
                    file, and print the report of each before the next line is read
  -h, --help        print this text
  -V, --version     print the version

In the output 'doc' is the name of the file without folder and extension, 'stdin' for standard
input, or the \"doc\" of the JSON line. An empty text gives an empty report.

Exit status: 0 all inputs were analysed; 1 some could not be read, each with a message on standard
error; 2 wrong usage.

Columns of csv (several names in a cell are parted by '; '; a cell that a spreadsheet would run as a
formula starts with an apostrophe; the last four are a statement of Discourse Network Analyzer):
";

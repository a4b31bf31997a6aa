//! Reads the tables: UTF-8, one row a line, columns parted by one tab, the first row names the columns.
//!
//! Empty lines and lines that start with `#` are left out. `|` parts the alternatives of a cell. A broken table is an
//! [`Error`] with table and line: tables are part of the program, so the tests load all of them. [`table!`] puts a table
//! into the program without its comments and examples, which only tests need: they are a fifth of all tables, packed. Nor
//! does the program have what stands behind a line that starts with `##`: others than the core read that; nor, where the
//! macro is told how many columns are wanted, those behind them.

use std::fmt;

/// The text of a table beside the calling file, as [`rows`] takes it.
macro_rules! table {
    ($path:literal) => {
        $crate::lexicon::table::table!($path, usize::MAX)
    };
    ($path:literal, $columns:expr) => {{
        const SOURCE: &str = include_str!($path);
        const LEN: usize = $crate::lexicon::table::needed::<{ SOURCE.len() }>(SOURCE, $columns).0;
        const NEEDED: [u8; LEN] = $crate::lexicon::table::needed::<LEN>(SOURCE, $columns).1;
        const TABLE: &str = match std::str::from_utf8(&NEEDED) {
            _ if cfg!(test) => SOURCE,
            Ok(needed) => needed,
            Err(_) => SOURCE,
        };
        TABLE
    }};
}
pub(crate) use table;

/// What the program needs of a table: no comments, of a last column "example" nothing but its name, and of more than
/// `columns` none. Goes out: the length, and as many of the bytes as fit.
pub(crate) const fn needed<const N: usize>(source: &str, columns: usize) -> (usize, [u8; N]) {
    let source = source.as_bytes();
    let mut needed = [0; N];
    // Place in the source, bytes kept, column of the place, column of the examples.
    let (mut at, mut len, mut column, mut examples) = (0, 0, 0, usize::MAX);
    let (mut starts, mut comment, mut named) = (true, false, false);
    while at < source.len() {
        let byte = source[at];
        if starts && byte == b'#' && at + 1 < source.len() && source[at + 1] == b'#' {
            break;
        }
        if starts {
            (column, comment) = (0, byte == b'#' || byte == b'\n');
        }
        if byte == b'\t' {
            column += 1;
            if !named && !comment && is_example(source, at + 1) {
                examples = column;
            }
        }
        let ends = byte == b'\n';
        if !comment && (!named || column < examples) && column < columns || ends && !comment {
            if len < N {
                needed[len] = byte;
            }
            len += 1;
        }
        named |= ends && !comment;
        starts = ends;
        at += 1;
    }
    (len, needed)
}

const fn is_example(source: &[u8], from: usize) -> bool {
    let name = b"example\n";
    let mut at = 0;
    while at < name.len() {
        if from + at >= source.len() || source[from + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// What is wrong with a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Error {
    /// File name of the table.
    pub(crate) table: &'static str,
    /// Line, counted from 1.
    pub(crate) line: usize,
    /// What is wrong and what would be right.
    pub(crate) what: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.what)
    }
}

impl std::error::Error for Error {}

/// One row of a table of `N` columns; a cell that the line leaves out is empty.
#[derive(Clone, Copy)]
pub(crate) struct Row<const N: usize> {
    pub(crate) table: &'static str,
    pub(crate) line: usize,
    pub(crate) cells: [&'static str; N],
}

impl<const N: usize> Row<N> {
    /// The error that `what` is wrong with this row. A WASM does not say what: the tests load the same tables, and the words
    /// would be a hundredth of what a page loads.
    pub(crate) fn error(&self, what: impl FnOnce() -> String) -> Error {
        let what = if cfg!(target_arch = "wasm32") { String::new() } else { what() };
        Error { table: self.table, line: self.line, what }
    }
}

/// The alternatives of a cell, trimmed; none for an empty cell.
pub(crate) fn alternatives(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

/// The rows of `source`, whose first row must name exactly `columns`.
pub(crate) fn rows<const N: usize>(
    table: &'static str,
    source: &'static str,
    columns: [&str; N],
) -> Result<Vec<Row<N>>, Error> {
    let mut rows = Vec::new();
    let mut named = false;
    for (index, line) in source.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut row = Row { table, line: index + 1, cells: [""; N] };
        for (column, cell) in line.split('\t').enumerate() {
            match row.cells.get_mut(column) {
                Some(place) => *place = cell.trim(),
                None => return Err(row.error(|| format!("more than the {N} columns {}", columns.join(", ")))),
            }
        }
        if named {
            if row.cells[0].is_empty() {
                return Err(row.error(|| format!("the first column, {}, is empty", columns[0])));
            }
            rows.push(row);
        } else if row.cells == columns {
            named = true;
        } else {
            return Err(row.error(|| format!("the first row must name the columns {}", columns.join(", "))));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_needs_no_examples() {
        let source = "# note\na\texample\n\nx\tAn x.\ny\n#\nü\tö";
        let (len, bytes) = needed::<64>(source, usize::MAX);
        assert_eq!(std::str::from_utf8(&bytes[..len]), Ok("a\texample\nx\ny\nü"));
        assert_eq!(needed::<3>(source, usize::MAX), (len, *b"a\te"));
        let whole = "a\tb\nx\ty\n";
        assert_eq!(needed::<0>(whole, usize::MAX).0, whole.len());
        assert_eq!(needed::<5>("# note\na\tb\tc\nx\ty\tz\n", 1), (4, *b"a\nx\n\0"));
    }

    #[test]
    fn rows_say_what_is_wrong_with_them() {
        let good = rows("t.tsv", "# words\na\tb\n\nx\n", ["a", "b"]).map(|rows| rows[0].cells);
        assert_eq!(good, Ok(["x", ""]));
        let unnamed = rows("t.tsv", "x\ty\n", ["a", "b"]).err().map(|error| error.to_string());
        assert_eq!(unnamed.as_deref(), Some("t.tsv:1: the first row must name the columns a, b"));
        let wide = rows("t.tsv", "a\tb\n1\t2\t3\n", ["a", "b"]).err().map(|error| error.to_string());
        assert_eq!(wide.as_deref(), Some("t.tsv:2: more than the 2 columns a, b"));
    }
}

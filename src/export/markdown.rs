//! A summary to read and to quote from: who speaks how much, every statement with its speaker, who stands where.
//!
//! A report goes in, a Markdown section that opens with a first-level heading comes out. Words of the text are escaped: a `*` in
//! a quote is a star, and a line break a space.
//!
//! Known failure: terminals show right-to-left quotes in the order of their letters, not of their reading.

use super::reading::{AND, Reading, name};
use super::voice::voices;
use crate::report::{Actor, Article, Position, Report};
use crate::span::ActorId;
use std::fmt::Write;

/// The summary of one report; ends with a line end.
///
/// ```
/// # let text = "“We will not sign,” Vladimir Putin said. Russia rejects the nuclear deal.";
/// # let report = rapporteur::analyze(text);
/// assert!(rapporteur::export::markdown(&report, text).contains("Putin"));
/// ```
pub fn markdown(report: &Report, text: &str) -> String {
    let reading = Reading::new(report, text);
    let mut out = String::new();
    let article = report.article.as_ref();
    let title = article.and_then(|article| article.headline.as_deref()).or(report.doc.as_deref());
    line(&mut out, &format!("# {}", escape(title.unwrap_or("Untitled text"))));
    if let Some(origin) = article.and_then(origin) {
        line(&mut out, &format!("\n{origin}"));
    }
    line(&mut out, &format!("\n{}", headline_numbers(&reading)));
    for section in [speakers(&reading), statements(&reading), positions(&reading), relations(&reading)] {
        out.push_str(&section);
    }
    out
}

fn line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// "By A. Reporter, The Paper, 1 July 2025, https://…", as far as the page says so.
fn origin(article: &Article) -> Option<String> {
    let fields = [&article.byline, &article.publisher, &article.published, &article.url];
    let known: Vec<String> = fields.into_iter().flatten().map(|field| escape(field)).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

fn headline_numbers(reading: &Reading<'_>) -> String {
    let report = reading.report;
    if report.attributions.is_empty() && report.positions.is_empty() {
        return "Nothing found: no statement and no position.".to_owned();
    }
    let speakers = voices(reading).iter().filter(|voice| voice.speaker.is_some()).count();
    let mut numbers = vec![
        counted(speakers, "speaker", "speakers"),
        counted(report.attributions.len(), "statement", "statements"),
        counted(report.positions.len(), "position", "positions"),
        counted(report.issues.len(), "issue", "issues"),
    ];
    if !report.relations.is_empty() {
        numbers.push(counted(report.relations.len(), "contrast or agreement", "contrasts and agreements"));
    }
    numbers.join(", ") + "."
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn speakers(reading: &Reading<'_>) -> String {
    let voices = voices(reading);
    let all: usize = voices.iter().map(|voice| voice.words).sum();
    let rows = voices.iter().map(|voice| {
        let who = voice.speaker.and_then(|id| reading.actor(id)).map_or("not named".to_owned(), introduced);
        let share = (voice.words * 100 + all / 2) / all.max(1);
        [who, voice.statements.to_string(), voice.words.to_string(), format!("{share} %")]
    });
    table("Speakers", ["Speaker", "Statements", "Words", "Share of voice"], ["---", "---:", "---:", "---:"], rows)
}

/// "Emmanuel Macron (President, FR)".
fn introduced(actor: &Actor) -> String {
    let known: Vec<String> = actor.role.iter().chain(&actor.country).map(|part| escape(part)).collect();
    if known.is_empty() { escape(&actor.name) } else { format!("{} ({})", escape(&actor.name), known.join(", ")) }
}

fn statements(reading: &Reading<'_>) -> String {
    let mut out = String::new();
    for (index, attribution) in reading.report.attributions.iter().enumerate() {
        if index == 0 {
            line(&mut out, "\n## Statements");
        }
        let mut how = vec![name(attribution.kind)];
        how.extend(attribution.cue.map(|cue| format!("“{}”", escape(reading.words(cue)))));
        how.extend(attribution.hedged.then(|| "hedged".to_owned()));
        let content: Vec<&str> = attribution.content.iter().map(|&span| reading.words(span)).collect();
        let number = index + 1;
        // A block inside a list item must be indented as far as the item's text.
        let indent = " ".repeat(number.to_string().len() + 2);
        let speaker = escape(&reading.speaker(attribution));
        let _ = write!(
            out,
            "\n{number}. **{speaker}** ({})\n\n{indent}> {}\n",
            how.join(", "),
            escape(&content.join(" … "))
        );
    }
    out
}

fn positions(reading: &Reading<'_>) -> String {
    let mut positions: Vec<&Position> = reading.report.positions.iter().collect();
    positions.sort_by_key(|position| {
        let holder = position.holders.first().copied();
        (holder.map(|id| state(reading, id)), holder, position.issue, position.id)
    });
    let rows = positions.into_iter().map(|position| {
        let issue = position.issue.and_then(|id| reading.report.issues.get(id.index()));
        let holders = position.holders.iter().filter_map(|&id| reading.actor(id)).map(introduced);
        [
            holders.collect::<Vec<_>>().join(AND),
            issue.map(|issue| escape(&issue.label)).unwrap_or_default(),
            stance(position),
            position.proposition.map(|span| escape(reading.words(span))).unwrap_or_default(),
            escape(&remarks(reading, position)),
        ]
    });
    table("Positions", ["Actor", "Issue", "Stance", "On what", "Remarks"], ["---"; 5], rows)
}

/// The state or body at the end of the chain: a president is listed beside his state.
fn state(reading: &Reading<'_>, mut id: ActorId) -> ActorId {
    for _ in 0..reading.report.actors.len() {
        match reading.actor(id).and_then(|actor| actor.of) {
            Some(of) => id = of,
            None => break,
        }
    }
    id
}

fn stance(position: &Position) -> String {
    let stance = position.stance.name();
    match position.strength {
        1 => format!("{stance} (mild)"),
        3 => format!("{stance} (strong)"),
        _ => stance.to_owned(),
    }
}

fn remarks(reading: &Reading<'_>, position: &Position) -> String {
    let mut remarks = Vec::new();
    let addressees = reading.names(&position.addressees);
    if !addressees.is_empty() {
        remarks.push(format!("to {}", addressees.join(AND)));
    }
    remarks.extend(position.conditional.then(|| "conditional".to_owned()));
    remarks.extend(position.earlier.then(|| "earlier".to_owned()));
    remarks.extend(reading.names(position.reported_by.as_slice()).iter().map(|name| format!("according to {name}")));
    remarks.join(", ")
}

fn relations(reading: &Reading<'_>) -> String {
    let mut out = String::new();
    for (index, relation) in reading.report.relations.iter().enumerate() {
        if index == 0 {
            line(&mut out, "\n## Contrasts and agreements\n");
        }
        let sides =
            relation.positions.iter().filter_map(|id| reading.report.positions.get(id.index())).map(|position| {
                let on = position.proposition.map(|span| format!(", “{}”", reading.words(span))).unwrap_or_default();
                escape(&format!("{}: {}{on}", reading.names(&position.holders).join(AND), stance(position)))
            });
        let issue =
            reading.report.issues.get(relation.issue.index()).map(|issue| escape(&issue.label)).unwrap_or_default();
        let kind = name(relation.kind);
        line(&mut out, &format!("- **{issue}** ({kind}): {}", sides.collect::<Vec<_>>().join(" / ")));
    }
    out
}

/// A section with a table; nothing where there are no rows.
fn table<const N: usize>(
    title: &str,
    header: [&str; N],
    rule: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let rows: Vec<String> = rows.map(|cells| format!("| {} |\n", cells.join(" | "))).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("\n## {title}\n\n| {} |\n| {} |\n{}", header.join(" | "), rule.join(" | "), rows.concat())
}

/// Words of the text as one line of Markdown that shows just them.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (index, word) in words.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        // At the start of a line these begin a list, a heading or a rule: "1. ", "- ", "# ".
        let digits = word.len() - word.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        for (at, char) in word.char_indices() {
            let opens = index == 0
                && (at == 0 && "+-=".contains(char)
                    || at > 0 && at == digits && at + 1 == word.len() && ".)".contains(char));
            if opens || "\\`*_[]<>|~&#$".contains(char) {
                out.push('\\');
            }
            out.push(if char == '\0' { '\u{fffd}' } else { char });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    #[test]
    fn a_report_as_a_reader_gets_it() {
        let (text, mut report) = example::report();
        let expected = "\
# call

3 speakers, 3 statements, 2 positions, 1 issue, 1 contrast or agreement.

## Speakers

| Speaker | Statements | Words | Share of voice |
| --- | ---: | ---: | ---: |
| Vladimir Putin (RU) | 1 | 5 | 45 % |
| Emmanuel Macron (President, FR) | 1 | 4 | 36 % |
| Russia (RU) | 1 | 2 | 18 % |

## Statements

1. **Russia** (indirect, “said”)

   > Putin \\*emphasized\\* the right to nuclear energy

2. **Vladimir Putin, according to the Kremlin** (indirect, “emphasized”, hedged)

   > the right to nuclear energy

3. **Emmanuel Macron** (direct, “said,”)

   > \\=1+1 \\| no … not this

## Positions

| Actor | Issue | Stance | On what | Remarks |
| --- | --- | --- | --- | --- |
| Vladimir Putin (RU) | nuclear energy | support | the right to nuclear energy | according to Russia |
| Emmanuel Macron (President, FR) | nuclear energy | reject (strong) | \\=1+1 | to Russia, conditional |

## Contrasts and agreements

- **nuclear energy** (contrast): Vladimir Putin: support, “the right to nuclear energy” / Emmanuel Macron: reject (strong), “=1+1”
";
        assert_eq!(markdown(&report, text), expected);
        report.to_utf16(text);
        assert_eq!(markdown(&report, text), expected, "in UTF-16");
    }

    #[test]
    fn nothing_found_is_said() {
        assert_eq!(markdown(&Report::empty(), ""), "# Untitled text\n\nNothing found: no statement and no position.\n");
    }

    #[test]
    fn the_page_is_named() {
        let mut report = Report::empty();
        let [headline, publisher] = [Some("Talks fail".to_owned()), Some("The Paper".to_owned())];
        report.article =
            Some(Article { headline, publisher, published: Some("2025-07-01".to_owned()), ..Default::default() });
        assert!(markdown(&report, "").starts_with("# Talks fail\n\nThe Paper · 2025-07-01\n\n"));
    }

    #[test]
    fn words_stay_words() {
        for (words, shown) in [
            ("*a* _b_ `c` [d](e) <f> g|h ~i~ &amp; $5", r"\*a\* \_b\_ \`c\` \[d\](e) \<f\> g\|h \~i\~ \&amp; \$5"),
            ("# no heading", r"\# no heading"),
            ("1. no list", r"1\. no list"),
            ("12) no list", r"12\) no list"),
            ("- no list, a - b", r"\- no list, a - b"),
            ("3.5 percent", "3.5 percent"),
            ("line\r\n\n  line\u{2028}line", "line line line"),
            ("nul\0", "nul\u{fffd}"),
            ("back\\slash", r"back\\slash"),
        ] {
            assert_eq!(escape(words), shown);
        }
    }
}

//! The article taken out of small pages: what is kept, what is dropped, where it stands.

use super::*;
use crate::outline::{Block, Entry, Run};

/// A page from lines "tag tokens|text"; indentation by two spaces nests.
fn page(lines: &str) -> Outline {
    let mut outline = Outline::default();
    let mut open: Vec<u32> = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let depth = (line.len() - line.trim_start().len()) / 2;
        let (element, text) = line.trim().split_once('|').unwrap_or((line.trim(), ""));
        let (tag, tokens) = element.split_once(' ').unwrap_or((element, ""));
        open.truncate(depth);
        let index = outline.blocks.len() as u32;
        outline.blocks.push(Block {
            parent: open.last().copied(),
            tag: tag.to_owned(),
            tokens: tokens.to_owned(),
            ..Block::default()
        });
        open.push(index);
        if !text.is_empty() {
            outline.runs.push(Run { block: index, text: text.to_owned(), ..Run::default() });
        }
    }
    outline
}

const PAGE: &str = "
body
  nav|Home World Politics Business and a long line of other sections.
  main
    h1|Talks end without a deal
    p byline|By Jane Doe
    div share-count|427
    div entry-content
      p|The two ministers met in Geneva on Tuesday for the third round of talks in as many weeks.
      h2|What comes next
      p|“We will meet again,” the host said, and nobody around the table objected to that.
      p|Both sides blamed each other for the delay, and neither wanted to say when, or where, talks would go on.
      p|The third minister, who had come as an observer, left the city in the evening without a word to reporters.
      p|In the capital, thousands of people took to the streets, as they had done every week since the summer.
      div related|More on this story: a very long teaser about another meeting altogether, held last week.
    div#respond respond
      h3|LEAVE A REPLY
      form|Please enter your comment! It must be polite, and long enough to be read as a sentence.
  footer|All rights reserved by the publisher of this page, wherever they may apply.
";

#[test]
fn the_clutter_around_an_article_is_left_out() {
    let article = read(&page(PAGE));
    let expected = "Talks end without a deal\n\n\
        The two ministers met in Geneva on Tuesday for the third round of talks in as many weeks.\n\n\
        What comes next\n\n\
        “We will meet again,” the host said, and nobody around the table objected to that.\n\n\
        Both sides blamed each other for the delay, and neither wanted to say when, or where, talks would go on.\n\n\
        The third minister, who had come as an observer, left the city in the evening without a word to reporters.\n\n\
        In the capital, thousands of people took to the streets, as they had done every week since the summer.";
    assert_eq!(article.text, expected);
    assert_eq!(article.about.headline.as_deref(), Some("Talks end without a deal"));
    assert_eq!(article.about.byline.as_deref(), Some("By Jane Doe"));
}

#[test]
fn a_span_is_found_again_in_the_runs_it_came_from() {
    let mut outline = page("body\n  p");
    for (text, line_break) in [
        ("  The  🕊 talks\n ", false),
        ("end", false),
        ("\n", true),
        (" in Geneva, as planned all along, the hosts said.", false),
    ] {
        outline.runs.push(Run { block: 1, text: text.to_owned(), line_break, ..Run::default() });
    }
    let article = read(&outline);
    assert_eq!(article.text, "The 🕊 talks end\nin Geneva, as planned all along, the hosts said.");
    let find = |words: &str| {
        let start = article.text.find(words).unwrap() as u32;
        article.ranges(Span::new(start, start + words.len() as u32))
    };
    let range = |run, start, end| RunRange { run, start, end };
    assert_eq!(find("talks"), [range(0, 10, 15)]);
    assert_eq!(find("🕊"), [range(0, 7, 9)]);
    assert_eq!(find("The 🕊"), [range(0, 2, 9)]);
    assert_eq!(find("talks end"), [range(0, 10, 16), range(1, 0, 3)]);
    assert_eq!(find("end\nin"), [range(1, 0, 3), range(2, 0, 1), range(3, 1, 3)]);
}

#[test]
fn an_empty_page_and_a_page_without_prose_give_an_empty_text() {
    assert_eq!(read(&Outline::default()).text, "");
    assert_eq!(read(&page("body\n  p|Home\n  p|427")).text, "");
}

#[test]
fn ten_thousand_nested_blocks_and_wrong_indices_do_no_harm() {
    let mut outline = Outline::default();
    for index in 0..10_000_u32 {
        outline.blocks.push(Block { parent: index.checked_sub(1), tag: "div".into(), ..Block::default() });
    }
    let sentence = "A sentence that is long enough to be taken for prose, at the very bottom of it all.";
    outline.runs.push(Run { block: 9_999, text: sentence.into(), ..Run::default() });
    outline.runs.push(Run { block: 77_777, text: sentence.into(), ..Run::default() });
    outline.blocks[5].parent = Some(5);
    outline.blocks[6].parent = Some(4_000_000_000);
    assert_eq!(read(&outline).text, sentence);
}

#[test]
fn every_row_of_the_tables_is_understood_and_none_stands_twice() {
    let names = include_str!("../lexicon/page.tsv").lines().filter(|line| !line.starts_with('#')).count() - 1;
    let mut keys: Vec<_> = names::rows().map(|row| (row.place, row.name)).collect();
    assert_eq!(keys.len(), names);
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), names);
    for (place, name) in keys {
        let plain = name.chars().all(|char| char.is_ascii_lowercase() || (place == "tag" && char.is_ascii_digit()));
        assert!(matches!(place, "tag" | "role" | "word") && plain, "{place} {name}");
    }
    let lines = include_str!("../lexicon/page_phrases.tsv").lines().filter(|line| !line.starts_with('#')).count() - 1;
    let mut phrases: Vec<_> = phrases::rows().collect();
    assert_eq!(phrases.len(), lines);
    for (kind, phrase) in &phrases {
        let place = phrases::KINDS.iter().position(|known| known == kind).expect("a kind that phrases speak of");
        assert_eq!(phrases::named(&paragraph::words(phrase))[place], phrases::Named::Wholly, "{phrase}");
    }
    phrases.sort_unstable_by_key(|(_, phrase)| *phrase);
    phrases.dedup_by_key(|(_, phrase)| *phrase);
    assert_eq!(phrases.len(), lines);
}

#[test]
fn the_model_is_read_as_it_was_written() {
    let bytes = include_bytes!("model.bin");
    let model = Model::read(bytes).expect("the model of the program can be read");
    assert_eq!(model.write(), bytes);
    assert_eq!(Model::read(&bytes[1..]), None);
    assert_eq!(Model::read(&[]), None);
}

#[test]
fn json_ld_tells_of_the_article_wherever_it_stands() {
    let entry = |kind: &str, headline: &str| Entry { kind: kind.into(), headline: headline.into(), ..Entry::default() };
    let news = Entry {
        author: "Jane Doe".into(),
        published: "2025-11-11".into(),
        publisher: "The Paper".into(),
        ..entry("Thing NewsArticle", "Talks end")
    };
    let data = vec![entry("WebPage", "No"), entry("NewsArticle", " "), news, entry("NewsArticle", "Later")];
    let article = read(&Outline { data, ..Outline::default() }).about;
    assert_eq!(article.headline.as_deref(), Some("Talks end"));
    assert_eq!(article.byline.as_deref(), Some("Jane Doe"));
    assert_eq!(article.published.as_deref(), Some("2025-11-11"));
    assert_eq!(article.publisher.as_deref(), Some("The Paper"));
    let data = vec![entry("BlogPosting", " ")];
    assert_eq!(read(&Outline { data, ..Outline::default() }).about.headline, None);
}

#[test]
fn a_document_of_plain_text_is_all_article() {
    let outline = Outline {
        document: "text/plain".into(),
        ..page("body\n  p|No.\n  p|That was all\n  p|© The Morning Courier")
    };
    assert_eq!(read(&outline).text, "No.\n\nThat was all\n\n© The Morning Courier");
    let outline = Outline { document: "text/plain".into(), ..page("body\n  h1|Treaty in doubt\n  p|Talks end.") };
    let article = read(&outline);
    assert_eq!(article.text, "Treaty in doubt\n\nTalks end.");
    assert_eq!(article.body(), "Talks end.");
    assert_eq!(article.about.headline.as_deref(), Some("Treaty in doubt"));
}

#[test]
fn an_article_of_one_short_paragraph_is_an_article() {
    let lines = "
body
  p|World Politics
  main
    h1|Treaty in doubt
    p|“We will not sign,” Foreign Minister Anna Berg told parliament.
  footer|© The Morning Courier.
    p|This paper would set cookies, if it existed.
";
    let expected = "Treaty in doubt\n\n“We will not sign,” Foreign Minister Anna Berg told parliament.";
    assert_eq!(read(&page(lines)).text, expected);
}

#[test]
fn a_page_says_what_sort_it_is() {
    let short = "body\n  nav|World\n  main\n    h1|Treaty in doubt\n    p|“We will not sign,” Foreign Minister Anna Berg told parliament.";
    assert_eq!(read(&page(short)).about.page, PageKind::Short);
    let news = |body: &str, free: &str| Entry {
        kind: "NewsArticle".into(),
        body: body.into(),
        free: free.into(),
        ..Entry::default()
    };
    let paid = news("", "false");
    assert_eq!(read(&Outline { data: vec![paid], ..page(short) }).about.page, PageKind::Cut);
    let longer = news(&"Nothing was signed that day. ".repeat(20), "");
    assert_eq!(read(&Outline { data: vec![longer], ..page(short) }).about.page, PageKind::Cut);
    assert_eq!(read(&Outline { document: "text/plain".into(), ..page(short) }).about.page, PageKind::Article);
    assert_eq!(read(&Outline { document: "application/pdf".into(), ..page("body") }).about.page, PageKind::Unsupported);
    assert_eq!(read(&page(PAGE)).about.page, PageKind::Short);
    let long = PAGE.replace("objected to that.", &"objected to that. He said no more. ".repeat(20));
    assert_eq!(read(&page(&long)).about.page, PageKind::Article);
    let mut front = page("body\n  p");
    front.runs.push(Run { block: 1, text: "World".into(), link: true, ..Run::default() });
    assert_eq!(read(&front).about.page, PageKind::Nothing { links: 1, texts: 0 });
}

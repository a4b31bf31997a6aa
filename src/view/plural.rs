//! Which form of a word goes with a number, as the CLDR's cardinal rules have it (Unicode Technical Standard 35, part 3).
//!
//! Comes in: a language of the table and a whole number; goes out: the last part of a key. Ukrainian has "few" for 3 and "many"
//! for 5. Where a language has two forms, the second one is called "many" here, CLDR's "other". Known limit: no fractions,
//! and none of the forms that French and Spanish have for millions.

/// All names of forms. "other" is Arabic alone: hundreds and none.
#[cfg(test)]
pub(super) const FORMS: [&str; 5] = ["one", "two", "few", "many", "other"];

/// The form for `count` things.
pub(super) fn form(language: &str, count: usize) -> &'static str {
    let (tens, units) = (count % 100, count % 10);
    match language {
        "fr" if count == 0 => "one",
        "uk" => match (units, tens) {
            (1, tens) if tens != 11 => "one",
            (2..=4, tens) if !(12..=14).contains(&tens) => "few",
            _ => "many",
        },
        "ar" => match (count, tens) {
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        _ if count == 1 => "one",
        _ => "many",
    }
}

/// The forms that a language has.
#[cfg(test)]
pub(super) fn forms(language: &str) -> std::collections::BTreeSet<&'static str> {
    (0..200).map(|count| form(language, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_forms_of_their_language() {
        let all = |language| [0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 103, 111].map(|count| form(language, count));
        assert_eq!(all("en")[..4], ["many", "one", "many", "many"]);
        assert_eq!(all("fr")[..3], ["one", "one", "many"]);
        let uk = ["many", "one", "few", "few", "many", "many", "many", "one", "few", "many", "many", "few", "many"];
        assert_eq!(all("uk"), uk);
        let ar = ["other", "one", "two", "few", "few", "many", "many", "many", "many", "many", "other", "few", "many"];
        assert_eq!(all("ar"), ar);
        assert_eq!(forms("de").into_iter().collect::<Vec<_>>(), ["many", "one"]);
    }
}

//! English verb forms from their base: "deny" → denies, denied, denying; irregular ones from a table.

use super::table::{Error, rows};

use std::collections::HashMap;

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// "deny", also the present of all persons but the third.
    Base,
    /// "denies".
    Present,
    /// "denied", past tense.
    Past,
    /// "denied", "driven": after have, or passive. Regular verbs have the same word for both; this is given where
    /// the two differ.
    Participle,
    /// "denying".
    Gerund,
}

/// Irregular past tenses and participles, by base.
pub(crate) struct Irregular {
    verbs: HashMap<&'static str, (&'static str, &'static str)>,
}

impl Irregular {
    pub(crate) fn load(table: &'static str, source: &'static str) -> Result<Self, Error> {
        let mut verbs = HashMap::new();
        for row in rows(table, source, ["base", "past", "participle"])? {
            let [base, past, participle] = row.cells;
            if verbs.insert(base, (past, participle)).is_some() {
                return Err(row.error(|| format!("“{base}” stands here twice")));
            }
        }
        Ok(Self { verbs })
    }

    /// The forms of `base`, which may be several words ("rule out": the first one changes).
    pub(crate) fn forms(&self, base: &str) -> Vec<(Form, String)> {
        let (verb, rest) = match base.split_once(' ') {
            Some((verb, rest)) => (verb, format!(" {rest}")),
            None => (base, String::new()),
        };
        let mut forms =
            vec![(Form::Base, verb.to_owned()), (Form::Present, present(verb)), (Form::Gerund, gerund(verb))];
        match self.verbs.get(verb) {
            Some((past, participle)) => {
                forms.extend(past.split('|').map(|past| (Form::Past, past.to_owned())));
                let differing = participle.split('|').filter(|form| !past.split('|').any(|past| past == *form));
                forms.extend(differing.map(|participle| (Form::Participle, participle.to_owned())));
            }
            None => forms.push((Form::Past, past(verb))),
        }
        if ends_in_vowel_l(verb) && !doubles(verb) {
            // British spelling doubles the l.
            forms.extend([(Form::Past, format!("{verb}led")), (Form::Gerund, format!("{verb}ling"))]);
        }
        if verb == "be" {
            forms.extend(["are", "am", "'s", "'re", "'m"].map(|form| (Form::Present, form.to_owned())));
        }
        forms.iter_mut().for_each(|(_, form)| form.push_str(&rest));
        forms
    }
}

/// The regular plural of a noun, whose last word changes: "foreign ministry" → "foreign ministries".
pub(crate) fn plural(noun: &str) -> String {
    let (first, last) = noun.rsplit_once(' ').map_or(("", noun), |(first, last)| (first, last));
    let plural = if ends_in_consonant_y(last) || last.ends_with(['s', 'x', 'z']) || last.ends_with("ch") {
        present(last)
    } else {
        format!("{last}s")
    };
    if first.is_empty() { plural } else { format!("{first} {plural}") }
}

fn present(verb: &str) -> String {
    match verb {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("sh") || verb.ends_with("ch") || verb.ends_with('o') => {
            format!("{verb}es")
        }
        _ if ends_in_consonant_y(verb) => format!("{}ies", &verb[..verb.len() - 1]),
        _ => format!("{verb}s"),
    }
}

fn past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if ends_in_consonant_y(verb) {
        format!("{}ied", &verb[..verb.len() - 1])
    } else if doubles(verb) {
        format!("{verb}{}ed", &verb[verb.len() - 1..])
    } else if verb.ends_with('c') {
        format!("{verb}ked")
    } else {
        format!("{verb}ed")
    }
}

fn gerund(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        format!("{stem}ying")
    } else if verb.ends_with('e') && !verb.ends_with("ee") && !verb.ends_with("oe") && verb.len() > 2 {
        format!("{}ing", &verb[..verb.len() - 1])
    } else if doubles(verb) {
        format!("{verb}{}ing", &verb[verb.len() - 1..])
    } else if verb.ends_with('c') {
        format!("{verb}king")
    } else {
        format!("{verb}ing")
    }
}

fn ends_in_consonant_y(verb: &str) -> bool {
    verb.len() > 1 && verb.ends_with('y') && !is_vowel(verb.as_bytes()[verb.len() - 2])
}

fn ends_in_vowel_l(verb: &str) -> bool {
    matches!(verb.as_bytes(), [.., a, b, b'l'] if is_vowel(*b) && !is_vowel(*a))
}

/// Whether the last consonant doubles: stressed last syllable of consonant, vowel, consonant. Stress is not spelled,
/// so verbs of several syllables are told by their endings.
fn doubles(verb: &str) -> bool {
    let bytes = verb.as_bytes();
    let [.., a, b, c] = bytes else { return false };
    let pattern =
        !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y') && is_vowel(*b) && (!is_vowel(*a) || verb.contains("qu"));
    let syllables = bytes.windows(2).filter(|pair| is_vowel(pair[1]) && !is_vowel(pair[0])).count()
        + usize::from(is_vowel(bytes[0]));
    pattern
        && (syllables == 1
            || ["mit", "cur", "efer", "nfer", "sfer", "bel", "pel", "gret", "bid", "quip", "ban", "plan"]
                .iter()
                .any(|end| verb.ends_with(end)))
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_plurals() {
        assert_eq!(
            ["foreign ministry", "ally", "official", "boss", "key"].map(plural),
            ["foreign ministries", "allies", "officials", "bosses", "keys"]
        );
    }

    #[test]
    fn regular_verbs() {
        let verbs = HashMap::from([("say", ("said", "said")), ("write", ("wrote", "written"))]);
        let verbs = Irregular { verbs };
        let all = |base| verbs.forms(base).into_iter().map(|(_, form)| form).collect::<Vec<_>>().join(" ");
        assert_eq!(all("deny"), "deny denies denying denied");
        assert_eq!(all("urge"), "urge urges urging urged");
        assert_eq!(all("admit"), "admit admits admitting admitted");
        assert_eq!(all("stress"), "stress stresses stressing stressed");
        assert_eq!(all("demand"), "demand demands demanding demanded");
        assert_eq!(all("veto"), "veto vetoes vetoing vetoed");
        assert_eq!(all("rule out"), "rule out rules out ruling out ruled out");
        assert_eq!(all("vow"), "vow vows vowing vowed");
        assert_eq!(all("ban"), "ban bans banning banned");
        assert_eq!(all("say"), "say says saying said");
        assert_eq!(all("write"), "write writes writing wrote written");
        assert_eq!(all("offer"), "offer offers offering offered");
        assert_eq!(all("agree"), "agree agrees agreeing agreed");
    }
}

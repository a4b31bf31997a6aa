//! One sort for lists of every type.
//!
//! Comes in: a list, and numbers for each of its items. Goes out: the list in the order of these numbers, where they are
//! equal in the order it had. `[item.first, !item.last, 0]` puts larger lasts first. The standard sort is compiled anew for
//! each type of item and key, at 4 to 10 KB a time: the twenty lists that are sorted once an article would cost a tenth of
//! the WASM. Known limit: three numbers of 32 bits.

/// Sorts by the first number, then by the second, then by the third; stable.
pub(crate) fn sort_by_numbers<T>(items: &mut Vec<T>, numbers: impl Fn(&T) -> [u32; 3]) {
    let mut order: Vec<([u32; 3], u32)> =
        items.iter().enumerate().map(|(place, item)| (numbers(item), place as u32)).collect();
    order.sort_unstable();
    let mut moved: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, place)| moved[place as usize].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_keep_their_order() {
        let mut words = vec!["they", "said", "no", "then", "a"];
        sort_by_numbers(&mut words, |word| [!(word.len() as u32), 0, 0]);
        assert_eq!(words, ["they", "said", "then", "no", "a"]);
        sort_by_numbers(&mut words, |word| [0, word.len() as u32, word.as_bytes()[0].into()]);
        assert_eq!(words, ["a", "no", "said", "they", "then"]);
    }
}

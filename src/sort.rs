//! Sorting by numbers: one sort for all lists of the program. The library's sort is compiled anew for every type of item,
//! at two kilobytes each, which a page would have to load twenty times.
//!
//! `by(&mut spans, |span| pair(span.start, span.end))` puts spans in the order of the text. Items of equal keys keep their
//! order. Known limit: keys are numbers of 64 bits; texts are not sorted here.

/// Sorts `items` by `key`, smallest first; stable.
pub(crate) fn by<T>(items: &mut [T], key: impl FnMut(&T) -> u64) {
    // Each pair is in place once it was exchanged, so that this is linear.
    for (to, from) in exchanges(items.iter().map(key).collect()) {
        items.swap(to, from);
    }
}

/// A key that sorts by `first`, then by `second`.
pub(crate) fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// A number that sorts the other way round: the largest first.
pub(crate) fn largest_first(number: usize) -> u32 {
    !u32::try_from(number).unwrap_or(u32::MAX)
}

/// The exchanges that sort `keys`, one after the other.
fn exchanges(keys: Vec<u64>) -> Vec<(usize, usize)> {
    let mut sorted: Vec<(u64, usize)> = keys.into_iter().enumerate().map(|(at, key)| (key, at)).collect();
    sorted.sort_unstable();
    let mut exchanges = Vec::new();
    for place in 0..sorted.len() {
        // Follows the cycle that the item of this place belongs to, and closes it.
        let mut at = place;
        loop {
            let from = std::mem::replace(&mut sorted[at].1, at);
            if from == place || from == at {
                break;
            }
            exchanges.push((at, from));
            at = from;
        }
    }
    exchanges
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_library_does(numbers: Vec<(u8, u8)>) {
            let (mut ours, mut theirs) = (numbers.clone(), numbers);
            by(&mut ours, |(first, _)| u64::from(*first));
            theirs.sort_by_key(|(first, _)| *first);
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn keys_of_two_numbers() {
        let mut list = [(2, 1), (1, 9), (1, 30), (0, 0)];
        by(&mut list, |(first, second)| pair(*first, largest_first(*second)));
        assert_eq!(list, [(0, 0), (1, 30), (1, 9), (2, 1)]);
    }
}

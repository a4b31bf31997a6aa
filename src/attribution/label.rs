//! The labels of the sequence model: outside, or first or later token of a cue, a source or a content.
//!
//! Sources and contents also say on which side their cue stands: "Putin [said] X" has a source before its cue and a
//! content after it. The direction keeps neighbouring attributions apart, which a plain scheme cannot.

/// How many labels there are: [`OUTSIDE`], then a first and a later one for each [`Role`].
pub const LABELS: usize = 1 + 2 * ROLES.len();

/// The label of a token that belongs to nothing.
pub const OUTSIDE: usize = 0;

/// What a span is to its attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What signals it.
    Cue,
    /// A source before its cue.
    SourceBefore,
    /// A source behind its cue.
    SourceAfter,
    /// A content before its cue.
    ContentBefore,
    /// A content behind its cue.
    ContentAfter,
}

/// In the order of their labels.
pub const ROLES: [Role; 5] =
    [Role::Cue, Role::SourceBefore, Role::SourceAfter, Role::ContentBefore, Role::ContentAfter];

impl Role {
    /// The label of the first token.
    pub const fn first(self) -> usize {
        1 + 2 * self as usize
    }

    /// The label of the tokens behind the first.
    pub const fn later(self) -> usize {
        2 + 2 * self as usize
    }

    /// On either side of its cue.
    pub const fn is_source(self) -> bool {
        matches!(self, Self::SourceBefore | Self::SourceAfter)
    }

    /// On either side of its cue.
    pub const fn is_content(self) -> bool {
        matches!(self, Self::ContentBefore | Self::ContentAfter)
    }
}

/// The role of a label; `None` for [`OUTSIDE`].
pub fn role(label: usize) -> Option<Role> {
    ROLES.get(label.checked_sub(1)? / 2).copied()
}

/// Whether a label starts its span.
pub const fn is_first(label: usize) -> bool {
    label % 2 == 1
}

/// Whether `label` may stand behind `before`: a later token needs the same span before it.
pub const fn may_follow(before: usize, label: usize) -> bool {
    label == OUTSIDE || is_first(label) || before == label || before + 1 == label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_their_role() {
        for role_of in ROLES {
            assert_eq!(role(role_of.first()), Some(role_of));
            assert_eq!(role(role_of.later()), Some(role_of));
            assert!(is_first(role_of.first()) && !is_first(role_of.later()));
            assert!(may_follow(role_of.first(), role_of.later()) && !may_follow(OUTSIDE, role_of.later()));
        }
        assert_eq!(role(OUTSIDE), None);
        assert_eq!(Role::ContentAfter.later() + 1, LABELS);
    }
}

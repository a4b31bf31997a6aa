//! Positions in the analysed text, and the ids that the lists of a [`Report`](crate::Report) refer to each other by.
//!
//! Inside Rust an offset is a UTF-8 byte offset; UTF-16 exists only where a report leaves for JavaScript
//! (see [`Report::to_utf16`](crate::Report::to_utf16)).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range `[start, end)` of UTF-8 bytes of the analysed text. Never empty in a report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `[start, end)`.
    ///
    /// ```
    /// assert_eq!(rapporteur::Span::new(2, 5).start, 2);
    /// ```
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    ///
    /// ```
    /// assert_eq!(rapporteur::Span::new(2, 5).len(), 3);
    /// ```
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte. Spans of a report are never empty.
    ///
    /// ```
    /// assert!(rapporteur::Span::new(2, 2).is_empty());
    /// ```
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside (or equals) this span.
    ///
    /// ```
    /// assert!(rapporteur::Span::new(2, 5).contains(rapporteur::Span::new(3, 5)));
    /// ```
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte offset `at` lies inside.
    ///
    /// ```
    /// assert!(!rapporteur::Span::new(2, 5).holds(5));
    /// ```
    pub const fn holds(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two spans share a byte.
    ///
    /// ```
    /// assert!(!rapporteur::Span::new(2, 5).overlaps(rapporteur::Span::new(5, 6)));
    /// ```
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    ///
    /// ```
    /// let span = rapporteur::Span::new(2, 5).cover(rapporteur::Span::new(7, 9));
    /// assert_eq!(span, rapporteur::Span::new(2, 9));
    /// ```
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text of the span; empty where the span does not fit `text`.
    ///
    /// ```
    /// assert_eq!(rapporteur::Span::new(3, 6).of("He said no."), "sai");
    /// ```
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Written as `[start, end]`.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

/// Read as it is written.
impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(|(start, end)| Self { start, end })
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The index into its list.
            ///
            /// ```
            /// assert_eq!(rapporteur::ActorId(3).index(), 3);
            /// ```
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// Index into [`Report::actors`](crate::Report::actors).
    ActorId
);
id!(
    /// Index into [`Report::attributions`](crate::Report::attributions).
    AttributionId
);
id!(
    /// Index into [`Report::issues`](crate::Report::issues).
    IssueId
);
id!(
    /// Index into [`Report::positions`](crate::Report::positions).
    PositionId
);

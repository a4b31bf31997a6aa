//! Who is named, and which mentions are one actor.

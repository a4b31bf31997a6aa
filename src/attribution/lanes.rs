//! One number a label, four at a time: sums over all labels as a few vector instructions, whatever the compiler is told to
//! save. Every operation gives the same bits on every platform, because none is fused or reordered.

use super::decode::Row;
use std::ops::{Add, Mul};
use wide::f32x4;

/// A [`Row`], ready for arithmetic.
#[derive(Clone, Copy)]
pub(super) struct Lanes(f32x4, f32x4, f32x4);

impl Lanes {
    #[inline(always)]
    pub(super) fn splat(value: f32) -> Self {
        let all = f32x4::new([value; 4]);
        Self(all, all, all)
    }

    #[inline(always)]
    pub(super) fn of(row: &Row) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *row;
        Self(f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h]), f32x4::new([i, j, k, l]))
    }

    #[inline(always)]
    pub(super) fn row(self) -> Row {
        let ([a, b, c, d], [e, f, g, h], [i, j, k, l]) = (self.0.to_array(), self.1.to_array(), self.2.to_array());
        [a, b, c, d, e, f, g, h, i, j, k, l]
    }

    /// The larger of each pair. None of them may be a NaN.
    #[inline(always)]
    pub(super) fn max(self, other: Self) -> Self {
        Self(self.0.fast_max(other.0), self.1.fast_max(other.1), self.2.fast_max(other.2))
    }
}

impl Add for Lanes {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

impl Mul for Lanes {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0, self.1 * other.1, self.2 * other.2)
    }
}

//! Bins of equal width whose borders read well.

/// Bins wanted: borders that read well make somewhat more or fewer.
const BINS: i128 = 20;
/// Digits that widths begin with.
const FIRST_DIGITS: [i64; 3] = [1, 2, 5];

/// Bins of whole numbers: first and last number of each, as wide as 1, 2 or 5 with zeros, and bounded by multiples of that.
pub(super) fn of_whole(least: i64, most: i64) -> Vec<(i64, i64)> {
    let (least, most) = (i128::from(least), i128::from(most));
    let wanted = (most - least) / BINS + 1;
    let mut unit = 1;
    let width = loop {
        if let Some(digit) = FIRST_DIGITS.iter().find(|digit| i128::from(**digit) * unit >= wanted) {
            break i128::from(*digit) * unit;
        }
        unit *= 10;
    };
    even(least.div_euclid(width) * width, most, width)
}

/// Bins of days: first and last day of each, equally many in each, the first day the first of all.
pub(super) fn of_days(least: i64, most: i64) -> Vec<(i64, i64)> {
    let (least, most) = (i128::from(least), i128::from(most));
    even(least, most, (most - least) / BINS + 1)
}

fn even(start: i128, most: i128, width: i128) -> Vec<(i64, i64)> {
    let held = |value: i128| value.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
    let starts = std::iter::successors(Some(start), |start| Some(start + width)).take_while(|start| *start <= most);
    starts.map(|start| (held(start), held(start + width - 1))).collect()
}

/// Borders of bins of finite floats, one more than there are bins: multiples of 1, 2 or 5 with a power of ten, each the
/// float next to that decimal number. The first is at most `least`, the last above `most`.
///
/// Empty where the floats are too close to one another for that, or one is all there is.
pub(super) fn borders(least: f64, most: f64) -> Vec<f64> {
    // Halves, for the difference of the two greatest floats is none.
    let wanted = (most / 2.0 - least / 2.0) / (BINS as f64 / 2.0);
    if !wanted.is_normal() {
        return Vec::new();
    }
    // What is written in decimals is exact everywhere; a logarithm is not.
    let text = format!("{wanted:e}");
    let Some((digits, Ok(mut power))) = text.split_once('e').map(|(digits, power)| (digits, power.parse::<i32>()))
    else {
        return Vec::new();
    };
    let leading: f64 = digits.parse().unwrap_or(1.0);
    let digit = FIRST_DIGITS.into_iter().find(|digit| *digit as f64 >= leading).unwrap_or_else(|| {
        power += 1;
        1
    });
    let border = |place: i64| format!("{}e{power}", place * digit).parse::<f64>().unwrap_or(f64::NAN);
    let first = libm::floor(least / border(1));
    // Beyond that, floats are further apart than the borders.
    if first.is_nan() || first.abs() >= 1e15 {
        return Vec::new();
    }
    let mut place = first as i64 - 1;
    while border(place + 1) <= least {
        place += 1;
    }
    let mut borders = vec![border(place)];
    while borders.last().is_some_and(|border| *border <= most) {
        place += 1;
        borders.push(border(place));
    }
    borders
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn borders_read_well() {
        let shares = borders(0.03, 0.97);
        assert_eq!((&shares[..4], shares.len(), shares[20]), (&[0.0, 0.05, 0.1, 0.15][..], 21, 1.0));
        assert_eq!(borders(-3.2, 167.0)[..3], [-10.0, 0.0, 10.0]);
        assert_eq!(borders(5.0, 5.0), Vec::<f64>::new());
        assert_eq!(of_whole(0, 1), [(0, 0), (1, 1)]);
        assert_eq!(of_whole(3, 98)[..2], [(0, 4), (5, 9)]);
        assert_eq!(of_whole(i64::MIN, i64::MAX).first(), Some(&(i64::MIN, -9_000_000_000_000_000_001)));
        assert_eq!(of_days(10, 70)[..2], [(10, 13), (14, 17)]);
        assert_eq!(of_days(10, 10), [(10, 10)]);
    }

    proptest! {
        #[test]
        fn whole_numbers_lie_in_few_bins_of_equal_width(one: i64, other: i64) {
            let (least, most) = (one.min(other), one.max(other));
            for bins in [of_whole(least, most), of_days(least, most)] {
                prop_assert!(bins.len() <= 21, "{}", bins.len());
                prop_assert!(bins[0].0 <= least && bins[bins.len() - 1].1 >= most);
                prop_assert!(bins.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
            }
        }

        #[test]
        fn floats_lie_in_few_bins(one: f64, other: f64, scale in -300..300i32) {
            let scale = format!("1e{scale}").parse::<f64>().expect("a float");
            for (one, other) in [(one, other), (one.fract() * scale, other.fract() * scale)] {
                let (least, most) = (one.min(other), one.max(other));
                prop_assume!(least.is_finite() && most.is_finite());
                let borders = borders(least, most);
                prop_assert!(borders.len() <= 23, "{}", borders.len());
                if let [first, .., last] = borders[..] {
                    prop_assert!(first <= least && last > most, "{borders:?}");
                    prop_assert!(borders.windows(2).all(|pair| pair[0] < pair[1]));
                }
            }
        }
    }
}

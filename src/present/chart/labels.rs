//! The x axis: what its texts are (months, days, other), how they are named in full, and which fit under the chart.

use super::metrics;
use super::rows::UNNAMED;
use crate::base::date::{self, Day};
use crate::texts;

/// Font size of axis texts.
pub(super) const AXIS_TEXT: f64 = 11.0;

/// Free pixels between two labels.
const GAP: f64 = 10.0;

/// A band this wide gets its own label, cut short if need be, before labels are thinned.
const ROOMY_BAND: f64 = 56.0;

/// What the texts of an axis are.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// At most one text per calendar month, in order: `2024-03`, or dates such as month ends.
    Months(Vec<Day>),
    /// Dates in order.
    Days(Vec<Day>),
    Other,
}

/// The texts of an axis and their kind.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    texts: Vec<String>,
    kind: Kind,
    whole_months: bool,
}

/// A label under the axis; row 1 lies below row 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) row: i32,
    pub(super) text: String,
}

impl Axis {
    pub(super) fn new(texts: Vec<Option<String>>) -> Self {
        let texts: Vec<String> = texts
            .into_iter()
            .map(|text| text.filter(|text| !text.is_empty()).unwrap_or_else(|| UNNAMED.to_owned()))
            .collect();
        let days: Option<Vec<Day>> = texts.iter().map(|text| day(text)).collect();
        let kind = match days {
            Some(days) if days.windows(2).all(|pair| date::month_of(pair[0]) < date::month_of(pair[1])) => {
                Kind::Months(days)
            }
            Some(days) if days.windows(2).all(|pair| pair[0] < pair[1]) => Kind::Days(days),
            _ => Kind::Other,
        };
        let whole_months =
            matches!(&kind, Kind::Months(days) if days.iter().all(|day| date::iso(*day).ends_with("-01")));
        Self { texts, kind, whole_months }
    }

    /// The name of a place in full: `Mar 2024`, `31 Mar 2024`, or the text itself.
    pub(super) fn title(&self, index: usize) -> String {
        match &self.kind {
            Kind::Months(days) if self.whole_months => format!("{} {}", month_name(days[index]), year(days[index])),
            Kind::Months(days) | Kind::Days(days) => format!("{} {}", day_name(days[index]), year(days[index])),
            Kind::Other => self.texts[index].clone(),
        }
    }

    /// Rows of labels under the axis.
    pub(super) fn label_rows(&self) -> i32 {
        if self.kind == Kind::Other { 1 } else { 2 }
    }

    /// Positions along the axis in proportion to time, 0..1; `None` where places are not dates.
    pub(super) fn time_shares(&self) -> Option<Vec<f64>> {
        let (Kind::Months(days) | Kind::Days(days)) = &self.kind else { return None };
        let (first, last) = (*days.first()?, *days.last()?);
        (last > first).then(|| days.iter().map(|day| f64::from(day - first) / f64::from(last - first)).collect())
    }

    /// The labels that fit without touching, for places at `centers`, inside `left..right`.
    pub(super) fn labels(&self, centers: &[f64], left: f64, right: f64) -> Vec<Label> {
        let labels = match &self.kind {
            Kind::Months(days) => month_labels(days, centers),
            Kind::Days(days) => day_labels(days, centers),
            Kind::Other => text_labels(&self.texts, centers),
        };
        labels.into_iter().filter_map(|label| inside(label, left, right)).collect()
    }
}

/// The day a text names: `YYYY-MM-DD` or the first of `YYYY-MM`.
pub(super) fn day(text: &str) -> Option<Day> {
    date::parse_iso(text).or_else(|| if text.len() == 7 { date::parse_iso(&format!("{text}-01")) } else { None })
}

fn month_name(day: Day) -> &'static str {
    texts::charts::MONTHS[date::month_of(day).rem_euclid(12) as usize]
}

fn day_name(day: Day) -> String {
    let iso = date::iso(day);
    format!("{} {}", iso[8..].trim_start_matches('0'), month_name(day))
}

fn year(day: Day) -> i32 {
    date::month_of(day).div_euclid(12)
}

/// Moves a label inward so that it does not leave the drawing.
fn inside(label: Label, left: f64, right: f64) -> Option<Label> {
    let half = metrics::width(&label.text, AXIS_TEXT) / 2.0;
    (half * 2.0 <= right - left).then(|| Label { x: label.x.clamp(left + half, right - half), ..label })
}

/// Whether labels of this width at these places keep their distance.
fn fits(places: &[f64], width: f64) -> bool {
    places.windows(2).all(|pair| pair[1] - pair[0] >= width + GAP)
}

fn at(indices: &[usize], centers: &[f64]) -> Vec<f64> {
    indices.iter().map(|index| centers[*index]).collect()
}

/// Every, every 2nd, 3rd or 6th month with the years below, or years alone.
fn month_labels(days: &[Day], centers: &[f64]) -> Vec<Label> {
    let month_width = metrics::width(texts::charts::WIDE_MONTH, AXIS_TEXT);
    for step in [1, 2, 3, 6] {
        let on_phase = |phase: i32| -> Vec<usize> {
            (0..days.len()).filter(|index| date::month_of(days[*index]).rem_euclid(step) == phase).collect()
        };
        // January's phase, unless the places keep to another: quarter ends lie on March, June, ….
        let mut best = on_phase(0);
        for phase in 1..step {
            let places = on_phase(phase);
            if places.len() > best.len() * 2 {
                best = places;
            }
        }
        if fits(&at(&best, centers), month_width) {
            let mut labels: Vec<Label> = best
                .iter()
                .map(|index| Label { x: centers[*index], row: 0, text: month_name(days[*index]).to_owned() })
                .collect();
            labels.extend(year_labels(days, &best, centers, 1));
            return labels;
        }
    }
    let januaries: Vec<usize> =
        (0..days.len()).filter(|index| *index == 0 || year(days[*index]) != year(days[*index - 1])).collect();
    let starts = if januaries.len() > 1 && date::month_of(days[0]).rem_euclid(12) != 0 {
        &januaries[1..]
    } else {
        &januaries[..]
    };
    year_labels(days, starts, centers, 0)
}

/// The year under the first labelled place of each year, thinned to every 1st, 2nd, 5th, … year.
fn year_labels(days: &[Day], labelled: &[usize], centers: &[f64], row: i32) -> Vec<Label> {
    let firsts: Vec<usize> = labelled
        .iter()
        .enumerate()
        .filter(|(place, index)| *place == 0 || year(days[labelled[place - 1]]) != year(days[**index]))
        .map(|(_, index)| *index)
        .collect();
    let width = metrics::width("2024", AXIS_TEXT);
    for step in [1, 2, 5, 10, 20, 50, 100, 1_000] {
        let mut chosen: Vec<usize> = firsts.iter().copied().filter(|index| year(days[*index]) % step == 0).collect();
        // The cut-off first year gives way to the first whole one.
        if chosen.len() > 1 && !fits(&at(&chosen[..2], centers), width) && fits(&at(&chosen[1..], centers), width) {
            chosen.remove(0);
        }
        if !chosen.is_empty() && fits(&at(&chosen, centers), width) {
            return chosen
                .into_iter()
                .map(|index| Label { x: centers[index], row, text: year(days[index]).to_string() })
                .collect();
        }
    }
    Vec::new()
}

fn day_labels(days: &[Day], centers: &[f64]) -> Vec<Label> {
    let chosen = thinned(days.len(), centers, metrics::width(texts::charts::WIDE_DAY, AXIS_TEXT));
    let mut labels: Vec<Label> =
        chosen.iter().map(|index| Label { x: centers[*index], row: 0, text: day_name(days[*index]) }).collect();
    labels.extend(year_labels(days, &chosen, centers, 1));
    labels
}

fn text_labels(texts: &[String], centers: &[f64]) -> Vec<Label> {
    let band = centers.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let widest = texts.iter().map(|text| metrics::width(text, AXIS_TEXT)).fold(0.0, f64::max);
    if widest + GAP > band && band >= ROOMY_BAND {
        return (0..texts.len())
            .map(|index| Label { x: centers[index], row: 0, text: metrics::fit(&texts[index], AXIS_TEXT, band - GAP) })
            .collect();
    }
    // A very long name is cut, so that one of them does not thin out all.
    let room = widest.min(ROOMY_BAND * 2.0);
    thinned(texts.len(), centers, room)
        .into_iter()
        .map(|index| Label { x: centers[index], row: 0, text: metrics::fit(&texts[index], AXIS_TEXT, room) })
        .collect()
}

/// Every k-th place, k the least round number that keeps labels of this width apart.
fn thinned(count: usize, centers: &[f64], width: f64) -> Vec<usize> {
    for step in [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500] {
        let chosen: Vec<usize> = (0..count).step_by(step).collect();
        if fits(&at(&chosen, centers), width) {
            return chosen;
        }
    }
    if count == 0 { Vec::new() } else { vec![0] }
}

#[cfg(test)]
mod tests {
    use super::super::scale::Bands;
    use super::*;

    fn months(first: i32, count: i32, day_text: &str) -> Axis {
        Axis::new((first..first + count).map(|month| Some(format!("{}{day_text}", date::month_text(month)))).collect())
    }

    fn check(axis: &Axis, count: usize, width: i32) -> Vec<Label> {
        let labels = axis.labels(&Bands::new(50, width - 10, count).centers(), 0.0, f64::from(width));
        for row in 0..2 {
            let mut edge = f64::NEG_INFINITY;
            for label in labels.iter().filter(|label| label.row == row) {
                let half = metrics::width(&label.text, AXIS_TEXT) / 2.0;
                assert!(label.x - half >= 0.0 && label.x + half <= f64::from(width), "{label:?} leaves {width}");
                assert!(label.x - half > edge + 1.0, "{label:?} overlaps at {width}");
                edge = label.x + half;
            }
        }
        assert!(!labels.is_empty());
        labels
    }

    #[test]
    fn month_labels_never_overlap() {
        for count in [1, 2, 5, 13, 40, 120, 800] {
            for width in [340, 680, 1180] {
                for day_text in ["", "-01", "-28"] {
                    check(&months(2019 * 12 + 7, count, day_text), count as usize, width);
                }
            }
        }
    }

    #[test]
    fn months_read_as_months_with_years_below() {
        let labels = check(&months(2021 * 12, 12, ""), 12, 680);
        assert_eq!(labels[0].text, "Jan");
        assert_eq!(
            labels.iter().filter(|label| label.row == 1).map(|label| label.text.as_str()).collect::<Vec<_>>(),
            ["2021"]
        );
        assert_eq!(months(2021 * 12 + 2, 1, "").title(0), "Mar 2021");
        assert_eq!(months(2021 * 12 + 2, 2, "-28").title(0), "28 Mar 2021");
    }

    #[test]
    fn quarter_ends_and_days_are_labelled() {
        let quarters = Axis::new(["2021-03-31", "2021-06-30", "2021-09-30"].map(|text| Some(text.to_owned())).to_vec());
        assert_eq!(check(&quarters, 3, 340).len(), 4);
        let days = Axis::new((0..90).map(|day| Some(date::iso(18_900 + day))).collect());
        check(&days, 90, 340);
        assert_eq!(days.label_rows(), 2);
    }

    #[test]
    fn long_and_missing_names_are_cut_and_named() {
        let names = ["Cannot Lose Them of the North", "A", "B"].map(|text| Some(text.to_owned())).to_vec();
        let labels = check(&Axis::new(names), 3, 340);
        assert!(labels[0].text.ends_with('…'));
        assert_eq!(Axis::new(vec![None]).title(0), UNNAMED);
    }
}

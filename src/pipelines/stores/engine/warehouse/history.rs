//! The history of stores: slowly changing dimension, type 2 (spec stores.md, section 5, "History of stores").

use super::Ranked;
use crate::base::date::{Day, from_ymd, parse_iso};
use crate::engine::cells::times::{MISSING, Moment};
use crate::pipelines::stores::engine::staging::{NONE, Staged, StoreRow};

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A store as it was for some time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Version {
    /// Rank of the store's id.
    pub(crate) store: usize,
    /// From 1.
    pub(crate) number: u32,
    /// Codes, as in `TRACKED`.
    pub(crate) tracked: [u32; 6],
    /// [`MISSING`]: since ever.
    pub(crate) valid_from: Moment,
    /// [`MISSING`]: still.
    pub(crate) valid_to: Moment,
}

/// All versions of all stores, by store and number.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) versions: Vec<Version>,
    /// By rank of the store: its first version; one more at the end.
    starts: Vec<usize>,
    /// By rank of the store.
    pub(crate) created_at: Vec<Moment>,
    pub(crate) is_inferred: Vec<bool>,
    /// Rows that opened a later version (C02), and rows that overwrote one (C03).
    pub(crate) opened: u32,
    pub(crate) overwrote: u32,
}

impl History {
    pub(super) fn new(staged: &Staged, ids: &Ranked) -> Self {
        let mut rows_of: Vec<Vec<(Moment, &StoreRow)>> = vec![Vec::new(); ids.len()];
        // By store: the latest time that a row staged before gave; `MISSING` sorts before all.
        let mut latest = vec![MISSING; ids.len()];
        let dated: Vec<Moment> = staged.raw.stores.files.iter().map(|file| date_in_name(&file.name)).collect();
        for row in &staged.stores.rows {
            let Some(store) = ids.rank(row.id) else { continue };
            let own = [row.updated_at, dated[row.file]].into_iter().find(|time| *time != MISSING);
            let time = own.unwrap_or(latest[store]);
            latest[store] = latest[store].max(time);
            rows_of[store].push((time, row));
        }
        let mut history = Self { is_inferred: vec![false; ids.len()], ..Self::default() };
        for (store, mut rows) in rows_of.into_iter().enumerate() {
            history.starts.push(history.versions.len());
            history.created_at.push(rows.iter().map(|(_, row)| row.created_at).rfind(|time| *time != MISSING).unwrap_or(MISSING));
            if rows.is_empty() {
                history.is_inferred[store] = true;
                let tracked = [NONE; 6];
                history.versions.push(Version { store, number: 1, tracked, valid_from: MISSING, valid_to: MISSING });
            }
            rows.sort_by_key(|(time, _)| *time);
            history.walk(store, &rows);
        }
        history.starts.push(history.versions.len());
        history
    }

    fn walk(&mut self, store: usize, rows: &[(Moment, &StoreRow)]) {
        let mut remembered = MISSING;
        for (place, (time, row)) in rows.iter().enumerate() {
            let tracked = row.tracked;
            if place == 0 {
                remembered = *time;
                self.versions.push(Version { store, number: 1, tracked, valid_from: MISSING, valid_to: MISSING });
                continue;
            }
            let Some(current) = self.versions.last_mut() else { continue };
            if current.tracked == tracked {
                continue;
            }
            if remembered == *time {
                current.tracked = tracked;
                self.overwrote += 1;
                continue;
            }
            current.valid_to = *time;
            remembered = *time;
            let number = current.number + 1;
            self.versions.push(Version { store, number, tracked, valid_from: *time, valid_to: MISSING });
            self.opened += 1;
        }
    }

    /// The versions of a store, by number.
    pub(crate) fn of(&self, store: usize) -> &[Version] {
        &self.versions[self.starts[store]..self.starts[store + 1]]
    }

    /// The last version of a store.
    pub(crate) fn current(&self, store: usize) -> &Version {
        &self.versions[self.starts[store + 1] - 1]
    }

    /// The place among all versions of the one that holds at a time.
    pub(crate) fn at(&self, store: usize, time: Moment) -> usize {
        let later = self.of(store).iter().skip(1).take_while(|version| version.valid_from <= time).count();
        self.starts[store] + later
    }

    /// The place among all versions of a store's last one.
    pub(crate) fn last(&self, store: usize) -> usize {
        self.starts[store + 1] - 1
    }
}

/// The first valid `YYYY-MM-DD` or `YYYYMMDD` in a file's name, at 00:00:00.
fn date_in_name(name: &str) -> Moment {
    let bytes = name.as_bytes();
    let digits = |from: usize, count: usize| -> Option<u32> {
        let part = bytes.get(from..from + count)?;
        part.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let plain = |from: usize| -> Option<Day> {
        from_ymd(digits(from, 4)? as i32, digits(from + 4, 2)?, digits(from + 6, 2)?)
    };
    let dashed = |from: usize| name.get(from..from + 10).and_then(parse_iso);
    let day = (0..bytes.len()).find_map(|from| dashed(from).or_else(|| plain(from)));
    day.map_or(MISSING, |day| i64::from(day) * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_tells_its_day() {
        let day = |text| i64::from(parse_iso(text).expect("a date")) * DAY;
        assert_eq!(date_in_name("stores_2024-02-29.csv"), day("2024-02-29"));
        assert_eq!(date_in_name("stores-20240131-v2.csv"), day("2024-01-31"));
        assert_eq!(date_in_name("2024-02-30_20240301.csv"), day("2024-03-01"));
        assert_eq!(date_in_name("stores.csv"), MISSING);
    }
}

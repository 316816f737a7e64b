//! What has changed of stores, and when.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::date::{Month, iso, month_of, month_text};
use crate::engine::cells::times::{MISSING, Moment, day_of, text};
use crate::engine::table::{Table, of};
use crate::pipelines::stores::dashboard::STORE;
use crate::pipelines::stores::engine::business::Scope;
use crate::pipelines::stores::engine::staging::{NONE, TRACKED};
use crate::pipelines::stores::engine::warehouse::Version;
use crate::pipelines::stores::tables::charts::{CHANGES_BY_MONTH, STORE_CHANGES, STORE_VERSIONS};
use crate::present::dashboard::Filter;

/// Changes listed, and stores drawn, at most.
const SHOWN_CHANGES: usize = 200;
const SHOWN_STORES: usize = 12;

/// The stores of a selection: those with a transaction in it, and those that are picked by their id; without filters all.
pub(in crate::pipelines::stores::engine) struct ShownStores(Option<Vec<bool>>);

impl ShownStores {
    pub(super) fn new(scope: &Scope, filters: &[Filter]) -> Self {
        if filters.is_empty() {
            return Self(None);
        }
        let ids = &scope.shared.warehouse.store_ids;
        let mut shown = vec![false; ids.len()];
        scope.facts.iter().filter_map(|fact| fact.store).for_each(|store| shown[store as usize] = true);
        let picked = filters.iter().filter(|filter| filter.field == STORE).flat_map(|filter| &filter.values);
        picked.filter_map(|id| ids.ids.find(id)).for_each(|store| shown[store] = true);
        Self(Some(shown))
    }

    fn holds(&self, version: &Version) -> bool {
        self.0.as_ref().is_none_or(|shown| shown[version.store])
    }
}

/// New versions by month.
pub(super) fn changes_by_month(scope: &Scope, shown: &ShownStores) -> Table {
    let mut months: BTreeMap<Month, i64> = BTreeMap::new();
    let versions = scope.shared.warehouse.history.versions.iter();
    let later = versions.filter(|version| version.valid_from != MISSING && shown.holds(version));
    later.for_each(|version| *months.entry(month_of(day_of(version.valid_from))).or_default() += 1);
    let rows = Rc::new(months.into_iter().collect::<Vec<_>>());
    Table::new(&CHANGES_BY_MONTH, rows.len()).text(of(&rows, |row| month_text(row.0))).int(of(&rows, |row| row.1))
}

/// What a version has made of the one before it.
fn changed(scope: &Scope, old: &Version, new: &Version) -> String {
    let lexicon = &scope.shared.staged.lexicon;
    let word = |code: u32| if code == NONE { "(empty)" } else { lexicon.text(code).unwrap_or_default() };
    let changed = TRACKED.iter().enumerate().filter(|(index, _)| old.tracked[*index] != new.tracked[*index]);
    let words = changed.map(|(index, name)| format!("{name}: {} → {}", word(old.tracked[index]), word(new.tracked[index])));
    words.collect::<Vec<_>>().join("; ")
}

/// The later versions, the newest first.
pub(super) fn changes(scope: &Scope, shown: &ShownStores) -> Table {
    let mut rows: Vec<(Moment, String, i64, String)> = Vec::new();
    for pair in scope.shared.warehouse.history.versions.windows(2) {
        let (old, new) = (&pair[0], &pair[1]);
        if old.store == new.store && shown.holds(new) {
            let id = scope.shared.warehouse.store_ids.ids.text(new.store);
            rows.push((new.valid_from, id, i64::from(new.number), changed(scope, old, new)));
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.0));
    rows.truncate(SHOWN_CHANGES);
    let rows = Rc::new(rows);
    Table::new(&STORE_CHANGES, rows.len())
        .text(of(&rows, |row| row.1.clone()))
        .int(of(&rows, |row| row.2))
        .text(of(&rows, |row| if row.0 == MISSING { String::new() } else { text(row.0) }))
        .text(of(&rows, |row| row.3.clone()))
}

/// A version as the time line draws it.
struct Drawn {
    id: String,
    number: i64,
    from: Moment,
    to: Moment,
    changed: String,
}

/// All versions of the stores that changed last, the store with the newest first.
pub(super) fn versions(scope: &Scope, shown: &ShownStores) -> Table {
    let versions = &scope.shared.warehouse.history.versions;
    let mut stores: Vec<&[Version]> = versions.chunk_by(|left, right| left.store == right.store).collect();
    stores.retain(|own| own.len() > 1 && shown.holds(&own[0]));
    stores.sort_by_key(|own| std::cmp::Reverse(own[own.len() - 1].valid_from));
    stores.truncate(SHOWN_STORES);
    let mut rows = Vec::new();
    for own in stores {
        for (place, version) in own.iter().enumerate() {
            rows.push(Drawn {
                id: scope.shared.warehouse.store_ids.ids.text(version.store),
                number: i64::from(version.number),
                from: version.valid_from,
                to: version.valid_to,
                changed: place.checked_sub(1).map_or_else(String::new, |before| changed(scope, &own[before], version)),
            });
        }
    }
    let rows = Rc::new(rows);
    let day = |moment: Moment| (moment != MISSING).then(|| iso(day_of(moment)).into());
    Table::new(&STORE_VERSIONS, rows.len())
        .text(of(&rows, |row| row.id.clone()))
        .int(of(&rows, |row| row.number))
        .text_opt(of(&rows, move |row| day(row.from)))
        .text_opt(of(&rows, move |row| day(row.to)))
        .text(of(&rows, |row| row.changed.clone()))
}

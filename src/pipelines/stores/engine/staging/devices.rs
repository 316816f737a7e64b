//! The input `devices`: a later file overwrites what an earlier one told.

use std::collections::{HashMap, HashSet};

use super::rejects::{Reason, Reject};
use super::stores::Stores;
use super::words::{Lexicon, NONE};
use crate::engine::cells::present;
use crate::engine::ingest::RawTable;
use crate::pipelines::stores::engine::settings::Settings;

const INPUT: usize = 0;

/// A device as the last file that tells of it has it. All are codes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeviceRow {
    pub(crate) id: u32,
    pub(crate) kind: u32,
    pub(crate) store: u32,
}

/// All devices that files tell of, in the order of first sight.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    pub(crate) rows: Vec<DeviceRow>,
    /// By code of the id.
    pub(crate) places: HashMap<u32, usize>,
    pub(crate) accepted: u32,
    /// Rows that changed what an earlier row told (C05).
    pub(crate) changed: u32,
}

impl Devices {
    pub(super) fn stage(
        raw: &RawTable,
        stores: &Stores,
        settings: &Settings,
        lexicon: &mut Lexicon,
        rejects: &mut Vec<Reject>,
    ) -> Self {
        let mut devices = Self::default();
        let (ids, kinds, store_ids) = (raw.column("id"), raw.column("type"), raw.column("store_id"));
        let mut ragged = raw.ragged.iter().peekable();
        let mut of_file = HashSet::new();
        let mut file = usize::MAX;
        for row in 0..raw.rows {
            if let Some((_, cells)) = ragged.next_if(|(ragged, _)| *ragged as usize == row) {
                rejects.push(Reject::new(INPUT, row, Reason::RaggedRow, "", Some(&cells.to_string())));
                continue;
            }
            let Some(id) = present(ids.get(row)) else {
                rejects.push(Reject::new(INPUT, row, Reason::MissingKey, "id", ids.get(row)));
                continue;
            };
            if raw.file_index(row) != file {
                file = raw.file_index(row);
                of_file.clear();
            }
            let code = lexicon.code(Some(id));
            if of_file.contains(&code) {
                rejects.push(Reject::new(INPUT, row, Reason::DuplicateKey, "id", ids.get(row)));
                continue;
            }
            let store = lexicon.code(present(store_ids.get(row)));
            if settings.reject_orphans && (store == NONE || !stores.known.contains(&store)) {
                rejects.push(Reject::new(INPUT, row, Reason::Orphan, "store_id", store_ids.get(row)));
                continue;
            }
            of_file.insert(code);
            devices.accept(DeviceRow { id: code, kind: lexicon.code(present(kinds.get(row))), store });
        }
        devices
    }

    fn accept(&mut self, device: DeviceRow) {
        self.accepted += 1;
        match self.places.get(&device.id) {
            Some(place) => {
                let old = &mut self.rows[*place];
                self.changed += u32::from(old.kind != device.kind || old.store != device.store);
                *old = device;
            }
            None => {
                self.places.insert(device.id, self.rows.len());
                self.rows.push(device);
            }
        }
    }
}

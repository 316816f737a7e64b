//! Small settings that outlive the tab, in `localStorage`. Fails softly: with storage blocked, a setting lasts for the tab.

use web_sys::Storage;

const PREFIX: &str = "varve.";

/// The stored text of a setting.
pub fn load(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Stores a setting; `false` when the browser does not let us.
pub fn save(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("{PREFIX}{key}"), value).is_ok())
}

/// The keys that begin like this, sorted, without their beginning.
pub fn keys(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    let keys = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    let own = format!("{PREFIX}{beginning}");
    let mut keys: Vec<String> = keys.filter_map(|key| key.strip_prefix(&own).map(str::to_owned)).collect();
    crate::base::order::sort(&mut keys, &|left, right| left.cmp(right));
    keys
}

/// Takes a setting away.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Storage that is blocked holds nothing to take away.
        drop(storage.remove_item(&format!("{PREFIX}{key}")));
    }
}

/// Takes all settings away; how many there were.
pub fn clear() -> usize {
    let Some(storage) = storage() else { return 0 };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten());
    let keys: Vec<String> = keys.filter(|key| key.starts_with(PREFIX)).collect();
    for key in &keys {
        // As above.
        drop(storage.remove_item(key));
    }
    keys.len()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

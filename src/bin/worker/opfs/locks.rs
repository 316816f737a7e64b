//! Which tab has which set: locks that the browser gives back by itself when a tab or its worker is gone.

use std::cell::RefCell;
use std::collections::BTreeMap;

use futures_channel::oneshot;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::{options, scope, settled};

/// The locks of this worker, each with what lets it go. A browser without locks has no second tab to be told.
#[derive(Default)]
pub(super) struct Locks(RefCell<BTreeMap<String, Function>>);

fn name(folder: &str) -> String {
    format!("varve-set-{folder}")
}

impl Locks {
    /// Takes a lock, if nobody has it.
    pub(super) async fn take(&self, folder: &str) -> bool {
        if self.0.borrow().contains_key(folder) {
            return true;
        }
        let Some(locks) = scope().navigator().locks() else { return true };
        let (sender, answer) = oneshot::channel();
        // Called once: with the lock, or with null. The lock is held until the promise that it returns is settled.
        let taken = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                drop(sender.send(None));
                return JsValue::UNDEFINED;
            }
            let mut release = None;
            let held = Promise::new(&mut |resolve, _| release = Some(resolve));
            drop(sender.send(release));
            held.into()
        });
        let Ok(held) = locks.request(&name(folder), &options("ifAvailable", &true.into()), &taken) else { return true };
        // Settled when the lock is let go: nobody waits for that.
        wasm_bindgen_futures::spawn_local(async move { drop(settled(Ok(held)).await) });
        match answer.await {
            Ok(Some(release)) => {
                self.0.borrow_mut().insert(folder.to_owned(), release);
                true
            }
            _ => false,
        }
    }

    /// Lets a lock go.
    pub(super) fn release(&self, folder: &str) {
        if let Some(release) = self.0.borrow_mut().remove(folder) {
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }

    /// Whether another worker has the lock.
    pub(super) async fn is_elsewhere(&self, folder: &str) -> bool {
        if self.0.borrow().contains_key(folder) {
            return false;
        }
        let Some(locks) = scope().navigator().locks() else { return false };
        let Ok(state) = settled(locks.query()).await else { return false };
        let held = Reflect::get(&state, &"held".into()).ok().and_then(|held| held.dyn_into::<Array>().ok());
        held.is_some_and(|held| {
            held.iter()
                .any(|lock| Reflect::get(&lock, &"name".into()).is_ok_and(|own| own.as_string() == Some(name(folder))))
        })
    }
}

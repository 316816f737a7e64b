//! Messages in, answers out. Requests wait in line; a cancel is heard at once.

use std::panic;
use std::rc::Rc;

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use varve::base::Diagnostic;
use varve::engine::host::{ByteSource, Sources};
use varve::engine::session::Session;
use varve::platform::{error_text, wire};
use varve::protocol::{FromWorker, PROTOCOL_VERSION, Reply, Request, ToWorker};
use varve::texts;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::file::BlobSource;
use crate::host::WorkerHost;
use crate::opfs::OpfsStore;
use crate::sink::BlobSink;
use crate::warm;

type Queued = (u32, Request, Vec<JsValue>);

/// Listens, says that it is ready, and answers for as long as the worker lives.
pub(crate) fn start() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The last word: after it the module is gone.
        post(&FromWorker::Crashed { message: info.to_string() }, &[]);
    }));
    let host = Rc::new(WorkerHost::new(scope()));
    let (sender, receiver) = unbounded();
    listen(&host, sender);
    wasm_bindgen_futures::spawn_local(answer(host.clone(), receiver));
    wasm_bindgen_futures::spawn_local(warm::in_pauses(host));
    post(&FromWorker::Ready { protocol: PROTOCOL_VERSION, version: env!("CARGO_PKG_VERSION").to_owned() }, &[]);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Posts a message to the page. A message that cannot be posted is told on the console: there is nobody else to tell.
pub(crate) fn post(message: &FromWorker, parts: &[JsValue]) {
    let posted = wire::encode_answer(message, parts)
        .map_err(|error| JsValue::from_str(&error.to_string()))
        .and_then(|value| scope().post_message(&value));
    if let Err(error) = posted {
        web_sys::console::error_1(&error);
    }
}

fn listen(host: &Rc<WorkerHost>, queue: UnboundedSender<Queued>) {
    let host = host.clone();
    let listener =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| match wire::decode_request(&event.data()) {
            Ok((ToWorker::Request { id, request }, parts)) => {
                host.note();
                // The queue's other end lives as long as the worker.
                if queue.unbounded_send((id, request, parts)).is_err() {
                    post(&FromWorker::Crashed { message: texts::errors::NO_ANSWER.to_owned() }, &[]);
                }
            }
            Ok((ToWorker::Cancel { id }, _)) => host.cancel(id),
            Err(error) => post(&FromWorker::Crashed { message: error.to_string() }, &[]),
        });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

async fn answer(host: Rc<WorkerHost>, mut queue: UnboundedReceiver<Queued>) {
    let mut session = Session::keeping(Rc::new(OpfsStore::default()));
    while let Ok((id, request, parts)) = queue.recv().await {
        host.begin(id);
        let (result, blob) = handle(&mut session, &host, request, parts).await;
        post(&FromWorker::Reply { id, result }, blob.as_slice());
        host.end();
    }
}

async fn handle(
    session: &mut Session,
    host: &WorkerHost,
    request: Request,
    parts: Vec<JsValue>,
) -> (Result<Reply, Diagnostic>, Option<JsValue>) {
    let mut sink = BlobSink::default();
    let sources = match sources(&request, parts) {
        Ok(sources) => sources,
        Err(problem) => return (Err(problem), None),
    };
    match session.handle(host, request, sources, &mut sink).await {
        Ok(reply @ Reply::Exported { .. }) => match sink.finish() {
            Ok(blob) => (Ok(reply), Some(blob)),
            Err(problem) => (Err(problem), None),
        },
        result => (result, None),
    }
}

fn sources(request: &Request, parts: Vec<JsValue>) -> Result<Sources, Diagnostic> {
    request
        .files()
        .iter()
        .zip(parts)
        .map(|(stub, part)| match part.dyn_into::<File>() {
            Ok(file) => Ok(Rc::new(BlobSource::new(stub.name.clone(), file)) as Rc<dyn ByteSource>),
            Err(other) => Err(Diagnostic::error("no_file", texts::errors::no_file(&error_text(&other)))
                .hint(texts::errors::CHOOSE_AGAIN)),
        })
        .collect()
}

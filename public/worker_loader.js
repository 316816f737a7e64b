// Starts the engine in a worker. Trunk gives the worker's files fixed names, so the build id in `?v=` keeps a new page from meeting
// an old worker out of a cache: the page passes it to this file, and this file to the rest.
//
// To the page: { varve: "loading", received, total } while the module comes (total is null if unknown), and
// { varve: "load-failed", message } if it cannot be started, { varve: "requested", url } and { varve: "refused", url } for what would
// leave the page's host. Everything else is the engine's own.

// The build's last step writes the real size here: a host that compresses does not tell it in its headers.
const ENGINE_BYTES = 0;
// And the id of the build: a server that was given a newer one meanwhile has no worker for this page any more.
const BUILD = "dev";
// More often would only keep the page busy.
const REPORT_EVERY_MS = 50;

const version = new URL(import.meta.url).search;
const own = (file) => new URL(file + version, import.meta.url);

async function fetchEngine() {
  const response = await fetch(own("./worker_bg.wasm"));
  if (!response.ok) {
    throw new Error(`the server answered ${response.status} for the engine's module`);
  }
  const total = ENGINE_BYTES || Number(response.headers.get("Content-Length")) || null;
  // A copy is counted, and the browser's own response compiled as it comes: of one made here it could not keep the compiled code.
  const counted = reportProgress(response.clone().body, total);
  const [module] = await Promise.all([compile(response), counted]);
  return module;
}

function compile(response) {
  // A host that does not know the type is no reason to fail, only to be slower.
  const streams = response.headers.get("Content-Type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}

async function reportProgress(body, total) {
  const reader = body.getReader();
  for (let received = 0, last = 0; ; ) {
    const { done, value } = await reader.read();
    received += value?.byteLength ?? 0;
    if (done || performance.now() - last > REPORT_EVERY_MS) {
      last = performance.now();
      self.postMessage({ varve: "loading", received, total });
    }
    if (done) return;
  }
}

/** Reports requests to other hosts, as the page does for its own: none is ever made, and this is how one would be seen. */
function watchRequests() {
  const report = (varve, url) => self.postMessage({ varve, url });
  const seen = (list) => list.getEntries().filter(({ name }) => new URL(name).origin !== location.origin).forEach(({ name }) => report("requested", name));
  new PerformanceObserver(seen).observe({ type: "resource", buffered: true });
  self.addEventListener("securitypolicyviolation", (event) => report("refused", event.blockedURI));
  return report;
}

/** Takes the ways out of this worker away: the engine needs none, and on a plain host a worker has no policy that closes them. */
function seal(report) {
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "importScripts"]) {
    if (!(name in self)) continue;
    const refuse = function (target) {
      const url = String(target?.url ?? target);
      report("refused", url);
      throw new TypeError(`Varve's engine makes no requests: ${url} was refused.`);
    };
    Object.defineProperty(self, name, { value: refuse });
  }
}

// A trap inside a promise, for example memory that ran out, reaches no error handler of the page.
self.addEventListener("unhandledrejection", (event) => {
  self.postMessage({ varve: "crashed", message: String(event.reason?.message ?? event.reason) });
});

try {
  const report = watchRequests();
  if (BUILD !== (new URLSearchParams(version).get("v") ?? BUILD)) {
    throw new Error("the server has another version of Varve by now; reload the page to use it");
  }
  const [glue, module] = await Promise.all([import(own("./worker.js")), fetchEngine()]);
  seal(report);
  await glue.default({ module_or_path: module });
} catch (error) {
  self.postMessage({ varve: "load-failed", message: String(error?.message ?? error) });
}

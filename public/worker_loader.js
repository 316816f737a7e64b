// Starts the engine in a worker. Trunk gives the worker's files fixed names, so the build id in `?v=` keeps a new page from meeting
// an old worker out of a cache: the page passes it to this file, and this file to the rest.
//
// To the page: { varve: "loading", received, total } while the module comes (total is null if unknown), and
// { varve: "load-failed", message } if it cannot be started. Everything later is the engine's own.

// The build's last step writes the real size here: a host that compresses does not tell it in its headers.
const ENGINE_BYTES = 0;
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

// A trap inside a promise, for example memory that ran out, reaches no error handler of the page.
self.addEventListener("unhandledrejection", (event) => {
  self.postMessage({ varve: "crashed", message: String(event.reason?.message ?? event.reason) });
});

try {
  const [glue, module] = await Promise.all([import(own("./worker.js")), fetchEngine()]);
  await glue.default({ module_or_path: module });
} catch (error) {
  self.postMessage({ varve: "load-failed", message: String(error?.message ?? error) });
}

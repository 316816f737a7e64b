// Browsers that lack something, and browsers that refuse something: each says what is the matter and what still works.

import assert from "node:assert/strict";

import { suite } from "./harness.mjs";
import { Surroundings } from "./surroundings.mjs";

const LOADER = "**/worker_loader.js*";

const { test } = suite();

test("without JavaScript there is a sentence", { javaScriptEnabled: false }, async ({ page, server }) => {
  await page.goto(server.url);
  assert.match(await page.locator("#boot").innerText(), /needs JavaScript and WebAssembly: please switch JavaScript on for this site and reload/);
  assert.ok(!(await page.locator("#fatal").isVisible()));
  assert.ok(!server.requests.some((request) => /\.wasm$/.test(request.path)));
});

for (const [lacks, break_] of [
  ["WebAssembly", () => { delete window.WebAssembly; }],
  ["WebAssembly with SIMD", () => { WebAssembly.validate = () => false; }],
  ["module workers", () => { window.Worker = class { constructor() {} terminate() {} }; }],
  ["BigInt", () => { delete window.BigInt; }],
  ["structuredClone", () => { delete window.structuredClone; }],
]) {
  test(`an old browser without ${lacks} is told which ones work, and loads nothing`, async ({ page, context, server }) => {
    await context.addInitScript(break_);
    const first = server.requests.length;
    await page.goto(server.url);
    await page.waitForLoadState("load");
    const said = await page.locator("#fatal").innerText();
    assert.match(said, /Varve cannot run in this browser/);
    assert.ok(said.includes(`(${lacks})`), said);
    assert.match(said, /Chrome and Edge from version 111 on, in Firefox from 114 and in Safari from 16\.4.*command line program “varve”/s);
    assert.equal(await page.locator("#boot").count(), 0);
    await page.waitForTimeout(300);
    assert.deepEqual(server.requests.slice(first).filter((request) => /\.wasm$|app-.*\.js$/.test(request.path)), []);
  });
}

for (const [what, answer] of [
  ["is not there", { status: 404, contentType: "text/html", body: "<p>nothing</p>" }],
  ["comes with a wrong type", { status: 200, contentType: "text/plain", body: "1" }],
  ["is blocked", null],
]) {
  test(`a worker whose script ${what} gives a sentence and a way on; the page stays`, async ({ app, page, context, watch }) => {
    watch.allow(/worker_loader\.js|MIME|Failed to load/);
    await context.route(LOADER, (route) => (answer ? route.fulfill(answer) : route.abort()));
    await app.open();
    const failure = page.getByTestId("engine-failure");
    await failure.waitFor();
    assert.match(await failure.innerText(), /engine could not be loaded.*Check the connection and reload the page\. Your files have not left this computer/s);
    assert.ok(await app.dropZone.isVisible());
    await context.unroute(LOADER);
    await app.engine.getByRole("button", { name: "Start again" }).click();
    await app.engineReady();
    await app.sample.click();
    await app.dashboard.complete();
    assert.equal(await failure.count(), 0);
  });
}

/** Runs the sample, filters, looks at the tables, changes the look: what must work whatever the browser refuses. */
async function works(app, page) {
  await app.open();
  await app.engineReady();
  await page.getByTestId("theme-toggle").click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await app.sample.click();
  await app.dashboard.complete();
  await app.dashboard.widget("revenue").click(2);
  await app.dashboard.settled();
  assert.equal(await app.dashboard.chips.count(), 1);
  const png = await app.dashboard.widget("revenue").save("png");
  assert.deepEqual([...png.bytes.subarray(1, 4)], [...Buffer.from("PNG")]);
  await app.go("Tables");
  assert.ok((await app.tables.listed()).length > 10);
}

test("blocked storage, as with cookies switched off: settings last for the tab, all else works", async ({ app, page, context }) => {
  await context.addInitScript(() => {
    const denied = { get() { throw new DOMException("The operation is insecure.", "SecurityError"); } };
    Object.defineProperty(window, "localStorage", denied);
    Object.defineProperty(window, "sessionStorage", denied);
  });
  await works(app, page);
});

test("storage that is full, as in some private windows", async ({ app, page, context }) => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("Quota exceeded.", "QuotaExceededError"); };
  });
  await works(app, page);
});

test("without OPFS, caches, locks, service workers, WebGL and lists of resources", async ({ app, page, context }) => {
  await context.addInitScript(() => {
    delete Navigator.prototype.serviceWorker;
    delete Navigator.prototype.storage;
    delete Navigator.prototype.locks;
    delete window.caches;
    delete window.indexedDB;
    delete window.PerformanceObserver;
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return /webgl|webgpu/.test(kind) ? null : getContext.call(this, kind, ...rest);
    };
  });
  await works(app, page);
  const around = new Surroundings(page);
  assert.match(await around.offline.innerText(), /^Not available offline: this browser keeps no pages here, as in some private windows and without https\. All else works\.$/);
});

test("no room for the files: not kept for offline use, and said so", { serviceWorkers: "allow" }, async ({ app, page, context, server, watch }) => {
  watch.allow(/QuotaExceeded|quota/i);
  const session = await context.newCDPSession(page);
  await app.open();
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(server.url).origin, quotaSize: 4_000_000 });
  const around = new Surroundings(page);
  await around.offline.filter({ hasText: "Not available offline" }).waitFor();
  assert.match(await around.offline.innerText(), /Not available offline: the browser has no room left for this site\. All else works\./);
  assert.deepEqual(await around.keptBuilds(), []);
  await works(app, page);
});

// Nothing leaves the host of the page: what tries is refused and counted, what gets through is counted and fails any test.

import assert from "node:assert/strict";

import { suite } from "./harness.mjs";
import { Surroundings } from "./surroundings.mjs";

const OUTSIDE = "https://example.com/";

const { test } = suite();

const attempt = (target, url) => target.evaluate((url) => fetch(url).then(() => "went through", (error) => error.name), url);

test("a whole visit leaves the counter at none", async ({ app, page }) => {
  const around = new Surroundings(page);
  await app.open();
  await app.sample.click();
  await app.dashboard.complete();
  await app.go("Tables");
  await app.tables.download("export-csv").catch(() => {});
  assert.equal(await around.requests.innerText(), "0 requests left this page");
  await around.requests.click();
  const how = await page.locator(".footer__requests").innerText();
  assert.match(how, new RegExp(`any host but ${new URL(page.url()).host.replaceAll(".", "\\.")}`));
});

test("the page's policy refuses a request to another host; it is counted and named", async ({ app, page, watch }) => {
  watch.allow(/^console error: .*(violates|Refused to connect|Content Security Policy)/);
  const around = new Surroundings(page);
  await app.open();
  await app.engineReady();
  assert.equal(await attempt(page, `${OUTSIDE}page?secret=1`), "TypeError");
  await around.requests.filter({ hasText: "0 requests left this page, 1 attempt refused" }).waitFor();
  assert.match(await around.named.first().textContent(), /^https:\/\/example\.com/);
  // The engine's worker has no way out either, though it has no policy of its own on a host without headers.
  const refused = await page.workers().at(-1).evaluate((url) => {
    const names = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts"];
    return names.filter((name) => {
      try {
        return new self[name](url) && false;
      } catch (error) {
        return error instanceof TypeError && error.message.includes("makes no requests");
      }
    });
  }, `${OUTSIDE}worker`);
  assert.deepEqual(refused, ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts"]);
  await around.requests.filter({ hasText: "0 requests left this page, 6 attempts refused" }).waitFor();
  assert.equal(await app.engine.getAttribute("data-state"), "ready");
});

test("once the worker comes from what is kept, its own policy refuses too", { serviceWorkers: "allow" }, async ({ app, page, watch }) => {
  watch.allow(/^console error: .*(violates|Refused to (connect|load)|Content Security Policy)/);
  // The browser's tools announce it before the policy refuses it.
  watch.allow(/^request to another host: https:\/\/example\.com\/module\.js$/);
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  await page.reload();
  await app.engineReady();
  const said = await page.workers().at(-1).evaluate((url) => import(url).then(() => "went through", (error) => error.name), `${OUTSIDE}module.js`);
  assert.equal(said, "TypeError");
  await around.requests.filter({ hasText: /^0 requests left this page, \d attempts? refused$/ }).waitFor();
});

// What the watch of every browser test rests on: each of these, with the policy switched off, must be noted as a request to another host.
test("the tests' watch sees a request from the page, the worker and the service worker", { bypassCSP: true, serviceWorkers: "allow" }, async ({ app, page, context, watch }) => {
  watch.allow(/example\.com/);
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  const from = {
    page: () => attempt(page, `${OUTSIDE}page`),
    worker: () => page.workers().at(-1).evaluate((url) => import(url).catch(() => {}), `${OUTSIDE}worker.js`),
    "service worker": () => attempt(context.serviceWorkers()[0], `${OUTSIDE}service-worker`),
    picture: () => page.evaluate((url) => new Promise((done) => { const picture = new Image(); picture.onerror = done; picture.src = url; }), `${OUTSIDE}picture.png`),
  };
  for (const [what, ask] of Object.entries(from)) {
    const before = watch.seen.filter((seen) => seen.startsWith("request to another host")).length;
    await ask();
    const noted = () => watch.seen.filter((seen) => seen.startsWith("request to another host")).length > before;
    for (let wait = 0; wait < 50 && !noted(); wait += 1) await page.waitForTimeout(100);
    assert.ok(noted(), `the watch sees a request from the ${what}`);
  }
  // And the page itself counts those of its own and of its engine: the service worker's are not in any list that it can read.
  await around.requests.filter({ hasText: "3 requests left this page" }).waitFor();
});

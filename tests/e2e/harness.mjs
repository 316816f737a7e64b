// What every browser test stands on: one host and one browser per file, a fresh context per test, and a watch over the page that
// fails a test for what nobody asserts: an error on the console, an uncaught error, a request that leaves the host or fails there.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { App } from "./pages.mjs";
import { startServer } from "./server.mjs";

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A test may take this long on a machine that is busy with other things. */
const TEST_MILLIS = 120_000;

/** How long a single step may take: fetching and compiling the engine, the longest, takes about a second on an idle machine. */
const STEP_MILLIS = 45_000;

/** Screenshots go here; git ignores it. */
export const OUT = fileURLToPath(new URL("./out/", import.meta.url));

/** Files that cannot be read, shared with the native tests. */
export const bad = (name) => fileURLToPath(new URL(`../corpus/bad/${name}`, import.meta.url));

/** A small file that the page asks about: its dates fit day first and month first. */
export const UNDECIDED = {
  name: "undecided.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("Date,Customer ID,Order ID,Sales\n03/03/2021,C1,O1,5.00\n03/04/2021,C2,O2,6.50\n05/06/2021,C1,O3,7.00\n"),
};

/**
 * Registers the set-up of a test file. `prepare(folder)` makes its data in a folder that is removed at the end.
 *
 * The answer's `test(name, [options], body)` runs `body({ t, app, page, context, watch, data, server })` in a context of its own. With
 * `options.root(data)`, which makes a folder, the test has a host of its own for it. A service worker comes only with `serviceWorkers: "allow"`:
 * to keep the whole site for every test would only cost time.
 */
export function suite(prepare = async () => ({})) {
  const shared = {};
  before(async () => {
    shared.folder = await mkdtemp(join(tmpdir(), "varve-e2e-"));
    [shared.data, shared.server, shared.browser] = await Promise.all([
      prepare(shared.folder),
      startServer(),
      chromium.launch({ executablePath: process.env.VARVE_CHROMIUM || undefined, args: ARGUMENTS }),
    ]);
    await mkdir(OUT, { recursive: true });
  });
  after(async () => {
    await shared.browser?.close();
    await shared.server?.close();
    if (shared.folder) await rm(shared.folder, { recursive: true, force: true });
  });
  return {
    test: (name, ...rest) => {
      const body = rest.pop();
      const options = rest.pop() ?? {};
      test(name, { timeout: TEST_MILLIS }, (t) => inContext(t, name, shared, options, body));
    },
  };
}

async function inContext(t, name, shared, { width = 1440, height = 900, look = "light", root, ...more }, body) {
  const { browser, data } = shared;
  const server = root ? await startServer({ root: await root(data) }) : shared.server;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: look, acceptDownloads: true, serviceWorkers: "block", ...more });
  context.setDefaultTimeout(STEP_MILLIS);
  const first = server.requests.length;
  try {
    const page = await context.newPage();
    const watch = new Watch(context, page, server);
    const app = new App(page, server.url);
    try {
      await body({ t, app, page, context, watch, data, server });
    } catch (error) {
      await page.screenshot({ path: join(OUT, `failed-${name.replace(/\W+/g, "-").slice(0, 80)}.png`) }).catch(() => {});
      watch.seen.forEach((seen) => t.diagnostic(`the page said: ${seen}`));
      throw error;
    }
    watch.check(server.requests.slice(first));
  } finally {
    await context.close();
    if (root) await server.close();
  }
}

/** Notes what a page must never do. A test that provokes an error allows that one, and no other. */
class Watch {
  seen = [];
  #allowed = [];

  constructor(context, page, server) {
    const { origin } = new URL(server.url);
    page.on("console", (message) => {
      if (message.type() === "error") this.#note(`console error: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.#note(`uncaught error: ${error.message}`));
    page.on("crash", () => this.#note("the page crashed"));
    context.on("request", (request) => {
      const url = new URL(request.url());
      const stays = url.origin === origin || url.protocol === "blob:" || url.protocol === "data:";
      if (!stays) this.#note(`request to another host: ${url.href}`);
      if (request.method() !== "GET") this.#note(`request that sends something: ${request.method()} ${url.href}`);
    });
    page.on("websocket", (socket) => this.#note(`a socket was opened: ${socket.url()}`));
  }

  /** From now on what matches the pattern is expected. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  check(requests) {
    requests
      .filter((request) => request.status !== null && request.status >= 400)
      .forEach((request) => this.#note(`the host answered ${request.status} for ${request.path}`));
    const unexpected = this.seen.filter((seen) => !this.#allowed.some((pattern) => pattern.test(seen)));
    assert.deepEqual(unexpected, [], "the page did what it must not");
  }

  #note(what) {
    this.seen.push(what);
  }
}

// Varve's side of a round: the real page, and a watch over what passes between it and its worker.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openTab } from "./tab.mjs";

/** Notes the worker's messages with their times, and lets the bench ask the worker on its own behalf. */
function watch() {
  const Real = window.Worker;
  const seen = (window.bench = { ready: null, replies: [], sent: [], long: [], worker: null, waiting: new Map() });
  // Far above the ids of the page's own requests.
  let id = 3_000_000_000;
  window.Worker = class extends Real {
    constructor(...all) {
      super(...all);
      seen.worker = this;
      this.addEventListener("message", (event) => {
        const { header } = event.data ?? {};
        if (!(header instanceof Uint8Array)) return;
        // Answers are bytes (src/platform/wire.rs): the places of variants in src/protocol/mod.rs, and numbers of 7 bits a byte.
        let place = 0;
        const number = () => {
          for (let value = 0, scale = 1; ; scale *= 128) {
            const byte = header[place++];
            value += (byte % 128) * scale;
            if (byte < 128) return value;
          }
        };
        const kind = ["Ready", "Progress", "Reply"][number()];
        if (kind === "Ready") seen.ready ??= performance.now();
        if (kind !== "Reply") return;
        const [id, failed] = [number(), number() === 1];
        if (seen.waiting.has(id)) {
          event.stopImmediatePropagation();
          seen.waiting.get(id)(failed);
          seen.waiting.delete(id);
        } else if (!failed) {
          seen.replies.push({ kind: ["Inspected", "Shelf", "Opened", "Ran", "Page", "Summary", "Lineage", "Widgets"][number()], at: performance.now() });
        }
      });
    }
  };
  const post = Real.prototype.postMessage;
  Real.prototype.postMessage = function (message, ...rest) {
    if (message?.header?.Request) seen.sent.push(message.header.Request.request);
    return post.call(this, message, ...rest);
  };
  seen.ask = (request) =>
    new Promise((done, fail) => {
      const start = performance.now();
      seen.waiting.set(++id, (failed) => (failed ? fail(new Error(`refused: ${JSON.stringify(request)}`)) : done({ milliseconds: performance.now() - start })));
      seen.worker.postMessage({ header: { Request: { id, request } }, parts: [] });
    });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.long.push(entry.duration))).observe({ type: "longtask" });
}

/** One round: start, drop, run, a page of every table of these names, memory. With `then`, what else is asked of the finished page; `rest`: milliseconds that the page is open before the drop. */
export async function runVarve(server, path, tableNames, then = async () => ({}), rest = 0) {
  const tab = await openTab();
  try {
    await tab.page.addInitScript(watch);
    await tab.page.goto(`${server.url}/some/path/`);
    await tab.page.waitForFunction(() => window.bench.ready !== null);
    const start = await tab.page.evaluate(() => window.bench.ready);
    if (rest) await tab.page.waitForTimeout(rest);
    const begin = await tab.page.evaluate(() => performance.now());
    await tab.page.locator("input[type=file]:not([webkitdirectory])").first().setInputFiles(path);
    await tab.page.waitForFunction(() => window.bench.replies.some((reply) => reply.kind === "Ran"), null, { polling: 20 });
    const { preview, ran } = await tab.page.evaluate(() => {
      const of = (kind) => window.bench.replies.find((reply) => reply.kind === kind).at;
      return { preview: of("Inspected"), ran: of("Ran") };
    });
    const tables = await tab.page.evaluate(async (tables) => {
      const start = performance.now();
      for (const table of tables) await window.bench.ask({ Page: { table, offset: 0, limit: 100, sort: [], filters: [], choice: { conditions: [], search: "" }, columns: [] } });
      return performance.now() - start;
    }, tableNames);
    const layers = await tab.page.locator('[data-testid="layers"]').innerText();
    const scale = { ms: 1, s: 1000, min: 60_000 };
    const times = [...layers.matchAll(/(Reading|Staging|Warehouse|Business)\s[\s\S]*?\bin\s+([\d.,]+) (ms|s|min)\b/g)];
    const phase = Object.fromEntries(times.map(([, name, amount, unit]) => [name.toLowerCase(), Number(amount.replaceAll(",", "")) * scale[unit]]));
    const shown = await tab.page.evaluate(() => window.bench.replies.find((reply) => reply.kind === "Widgets")?.at);
    const moments = { preview: preview - begin, run: ran - begin, all: ran - begin + tables, dashboard: shown - begin, tables };
    return { start, ...phase, ...moments, peak: await tab.peak(), ...(await then(tab.page)) };
  } finally {
    await tab.close();
  }
}

/** Milliseconds of `count` answers to requests that `make(index)` gives. */
export async function answers(page, requests) {
  return page.evaluate(async (requests) => {
    const times = [];
    for (const request of requests) times.push((await window.bench.ask(request)).milliseconds);
    return times;
  }, requests);
}

/** Milliseconds from navigation until the engine answers: with an empty cache, and with all in the HTTP cache. */
export async function startVarve(server, rounds) {
  const measured = { cold: [], warm: [] };
  for (let round = 0; round < rounds; round += 1) {
    const profile = await mkdtemp(join(tmpdir(), "varve-bench-"));
    for (const kind of ["cold", "warm", "warm"]) {
      const tab = await openTab(profile);
      await tab.page.addInitScript(watch);
      await tab.page.goto(`${server.url}/some/path/`);
      await tab.page.waitForFunction(() => window.bench.ready !== null);
      measured[kind].push(await tab.page.evaluate(() => window.bench.ready));
      await tab.page.waitForTimeout(1500);
      await tab.close();
    }
    await rm(profile, { recursive: true, force: true });
  }
  return measured;
}

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
        if (header?.Ready) seen.ready ??= performance.now();
        const reply = header?.Reply;
        if (reply && seen.waiting.has(reply.id)) {
          event.stopImmediatePropagation();
          seen.waiting.get(reply.id)(reply.result);
          seen.waiting.delete(reply.id);
        } else if (reply?.result?.Ok) {
          seen.replies.push({ kind: Object.keys(reply.result.Ok)[0], at: performance.now(), reply: reply.result.Ok });
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
      seen.waiting.set(++id, (result) => (result.Ok ? done({ milliseconds: performance.now() - start, reply: result.Ok }) : fail(new Error(JSON.stringify(result.Err)))));
      seen.worker.postMessage({ header: { Request: { id, request } }, parts: [] });
    });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.long.push(entry.duration))).observe({ type: "longtask" });
}

/** One round: start, drop, run, a page of every table, memory. With `then`, what else is asked of the finished page. */
export async function runVarve(server, path, then = async () => ({})) {
  const tab = await openTab();
  try {
    await tab.page.addInitScript(watch);
    await tab.page.goto(`${server.url}/some/path/`);
    await tab.page.waitForFunction(() => window.bench.ready !== null);
    const start = await tab.page.evaluate(() => window.bench.ready);
    const begin = await tab.page.evaluate(() => performance.now());
    await tab.page.locator("input[type=file]:not([webkitdirectory])").first().setInputFiles(path);
    await tab.page.waitForFunction(() => window.bench.replies.some((reply) => reply.kind === "Ran"), null, { polling: 20 });
    const { preview, ran, report } = await tab.page.evaluate(() => {
      const of = (kind) => window.bench.replies.find((reply) => reply.kind === kind);
      return { preview: of("Inspected").at, ran: of("Ran").at, report: of("Ran").reply.Ran };
    });
    const phase = Object.fromEntries(report.phases.map((phase) => [phase.phase.toLowerCase(), phase.milliseconds]));
    const tables = await tab.page.evaluate(async (tables) => {
      const start = performance.now();
      for (const table of tables) await window.bench.ask({ Page: { table, offset: 0, limit: 100, sort: [], filters: [], choice: { conditions: [], search: "" }, columns: [] } });
      return performance.now() - start;
    }, report.tables.map((table) => table.name));
    await tab.page.locator('[data-testid="layers"]').waitFor();
    const shown = await tab.page.evaluate(() => window.bench.replies.find((reply) => reply.kind === "Widgets")?.at);
    const times = { preview: preview - begin, run: ran - begin, all: ran - begin + tables, dashboard: shown - begin, tables };
    return { start, ...phase, ...times, peak: await tab.peak(), ...(await then(tab.page, report)) };
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

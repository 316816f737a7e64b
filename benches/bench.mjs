// Varve against DuckDB-WASM and against itself natively: the same files, the same tables, one run, rounds in turn.
//
//   node bench.mjs --site DIST --cli VARVE --data FOLDER [--rows 40000,1000000,10000000] [--rounds 5 or 5,5,2, by size] [--out results.md]

import { execFile } from "node:child_process";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";

import { compare } from "./compare.mjs";
import { interactions } from "./interactions.mjs";
import { PEERS, peerPage, phases, runPeer } from "./peer.mjs";
import { results } from "./results.mjs";
import { serve } from "./server.mjs";
import { openTab } from "./tab.mjs";
import { runVarve, startVarve } from "./varve.mjs";

const run = promisify(execFile);
const { values: given } = parseArgs({
  options: {
    site: { type: "string" },
    cli: { type: "string" },
    data: { type: "string", default: join(tmpdir(), "varve-bench") },
    rows: { type: "string", default: "40000,1000000,10000000" },
    rounds: { type: "string", default: "5" },
    out: { type: "string", default: "results.md" },
  },
});
const sizes = given.rows.split(",").map(Number);
const counts = given.rounds.split(",").map(Number);
const roundsOf = (rows) => counts[Math.min(sizes.indexOf(rows), counts.length - 1)];
/** To compare all tables takes their exports: at ten million rows, gigabytes. */
const MOST_COMPARED = 1_000_000;
/** The peer writes the Parquet files: one of ten million rows was not there after three minutes. */
const MOST_PARQUET = 1_000_000;
/** Up to so many rows a run is also measured in a page that was open for a while: the engine warms up when it has nothing to do. */
const MOST_RESTED = 1_000_000;
const REST_MS = 6000;
const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

const server = await serve({
  "/some/path/": given.site,
  "/peer/": new URL("./peer/", import.meta.url).pathname,
  "/modules/": new URL("./node_modules/", import.meta.url).pathname,
});

/** The CSV of a size, made once; and the same rows as Parquet with dates, whole numbers and floats. */
async function files(rows) {
  const folder = join(given.data, `sales-${rows}`);
  await mkdir(folder, { recursive: true });
  const csv = join(folder, "sample_sales.csv");
  if (!(await stat(csv).catch(() => null))) await run(given.cli, ["sample", "sales", "--rows", String(rows), "--out", folder]);
  const parquet = join(folder, "sample_sales.parquet");
  if (rows <= MOST_PARQUET && !(await stat(parquet).catch(() => null))) {
    const tab = await openTab();
    await tab.page.goto(peerPage(server, parquet));
    await tab.page.waitForFunction(() => window.peer);
    await tab.page.setInputFiles("#file", csv);
    const select = (await phases("sample_sales.csv"))[0].statements[0].replace(/^.* FROM /s, "FROM ");
    const typed = `SELECT date_raw::DATE AS date, customer_id::BIGINT AS customer_id, order_id::BIGINT AS order_id, sales::DOUBLE AS sales ${select}`;
    await tab.page.evaluate(() => window.peer.run([]));
    const [download] = await Promise.all([tab.page.waitForEvent("download"), tab.page.evaluate(([sql, name]) => window.peer.parquet(sql, name), [typed, "made.parquet"])]);
    await download.saveAs(parquet);
    await tab.close();
  }
  return { csv, parquet, bytes: (await stat(csv)).size };
}

/** Milliseconds by phase of a native run on one thread, as it prints them. */
async function runNative(file) {
  const out = join(given.data, "native");
  const { stdout } = await run("taskset", ["-c", "0", given.cli, "run", "sales", file, "--out", out], { maxBuffer: 1 << 24 }).catch(() => run(given.cli, ["run", "sales", file, "--out", out]));
  await rm(out, { recursive: true, force: true });
  const times = [...stdout.matchAll(/^(Reading|Staging|Warehouse|Business): ([\d.,]+) (ms|s|min)/gm)];
  const scale = { ms: 1, s: 1000, min: 60_000 };
  return Object.fromEntries(times.map(([, phase, amount, unit]) => [phase.toLowerCase(), Number(amount.replaceAll(",", "")) * scale[unit]]));
}

const listed = await run(given.cli, ["tables", "sales"], { maxBuffer: 1 << 24 });
const tables = [...listed.stdout.matchAll(/^(\w+) \((?:staging|warehouse|business),/gm)].map(([, name]) => name);
const measured = { machine: `${cpus().length} × ${cpus()[0].model.trim()}`, sizes: [] };
measured.browser = await (async () => {
  const tab = await openTab();
  const version = await tab.page.evaluate(() => navigator.userAgent.match(/Chrome\/(\d+)/)?.[1]);
  await tab.close();
  return `Chromium ${version}`;
})();

say("start: cold, and warm from the HTTP cache");
measured.start = await startVarve(server, counts[0]);

for (const rows of sizes) {
  say(`${rows} rows: making the data`);
  const { csv, parquet, bytes } = await files(rows);
  const size = { rows, bytes, varve: [], peer: [], native: [], varveParquet: [], peerParquet: [], rested: [], failures: [] };
  const attempt = async (list, work) => {
    try {
      list.push(await work());
    } catch (error) {
      size.failures.push(String(error.message).split("\n")[0]);
      say(`failed: ${error.message.split("\n")[0]}`);
    }
  };
  const rounds = roundsOf(rows);
  for (let round = 0; round < rounds; round += 1) {
    say(`${rows} rows: round ${round + 1} of ${rounds}`);
    const last = round + 1 === rounds;
    const more = async (page) => (rows === 1_000_000 && last ? { interactions: await interactions(page) } : {});
    await attempt(size.varve, () => runVarve(server, csv, tables, more));
    await attempt(size.peer, () => runPeer(server, csv, async (page) => (last && rows <= MOST_COMPARED ? { tables: await compare(page, given.cli, csv, given.data) } : {})));
    if (rows <= MOST_PARQUET) {
      await attempt(size.varveParquet, () => runVarve(server, parquet, tables));
      await attempt(size.peerParquet, () => runPeer(server, parquet));
    }
    if (rows <= MOST_RESTED) await attempt(size.rested, () => runVarve(server, csv, tables, undefined, REST_MS));
    await attempt(size.native, () => runNative(csv));
  }
  measured.sizes.push(size);
}

say("bytes over the wire");
const varveFiles = (await readdir(given.site)).filter((file) => !/^404|\.map$/.test(file)).map((file) => `/some/path/${file}`);
measured.wire = {
  varve: await server.wire(varveFiles),
  peer: await server.wire(server.asked.filter((path) => path.startsWith("/peer/") || (path.startsWith("/modules/") && !path.includes(PEERS.parquet)))),
};
await server.close();
await writeFile(given.out.replace(/\.md$/, ".json"), `${JSON.stringify(measured, null, 1)}\n`);
await writeFile(given.out, results(measured));
say(`written: ${given.out}`);

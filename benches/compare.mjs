// Whether the peer's tables hold the same numbers as Varve's: row counts, and weighted sums of every column that both have.

import { execFile } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Sums are taken in another order: they differ in the last digits. */
const TOLERANCE = 1e-9;
const WEIGHTS = 997;
const NUMERIC = /INT|DOUBLE|DECIMAL|FLOAT/;

/** Rows and sums by column of a CSV table. Each cell counts with a weight by its row, so that another order gives another sum. */
async function sums(path) {
  let header = null;
  let rows = 0;
  const columns = {};
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const cells = line.includes('"') ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1] ?? cell[2]) : line.split(",");
    if (!header) {
      header = cells;
      header.forEach((name) => (columns[name] = { numbers: 0, lengths: 0 }));
      continue;
    }
    const weight = (rows % WEIGHTS) + 1;
    rows += 1;
    header.forEach((name, index) => {
      columns[name].numbers += weight * Number(cells[index]);
      columns[name].lengths += weight * cells[index].length;
    });
  }
  return { rows, columns };
}

/** Compares every table of the peer with the native run's export; answers per table its rows and the columns compared, or throws. */
export async function compare(page, cli, file, folder) {
  const out = join(folder, "compare");
  await rm(out, { recursive: true, force: true });
  await run(cli, ["run", "sales", file, "--out", out], { maxBuffer: 1 << 24 });
  const names = new Set((await readdir(out)).filter((name) => name.endsWith(".csv")).map((name) => name.replace(".csv", "")));
  const tables = await page.evaluate(() => window.peer.rows("SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ALL"));
  const columns = new Map();
  for (const column of tables.filter((column) => names.has(column.table_name))) columns.set(column.table_name, [...(columns.get(column.table_name) ?? []), column]);
  const compared = {};
  for (const [table, list] of columns) {
    const ours = await sums(join(out, `${table}.csv`));
    const both = list.filter((column) => column.column_name in ours.columns);
    const weight = `(rowid % ${WEIGHTS} + 1)`;
    const parts = both.map(({ column_name: name, data_type: type }) => {
      const amount = NUMERIC.test(type) ? `"${name}"` : `length("${name}"::VARCHAR)`;
      return `sum(coalesce(${amount}, 0)::DOUBLE * ${weight})::DOUBLE AS "${name}"`;
    });
    const [theirs] = await page.evaluate((sql) => window.peer.rows(sql), `SELECT count(*)::DOUBLE AS "#", ${parts.join(", ")} FROM ${table}`);
    if (theirs["#"] !== ours.rows) throw new Error(`${table}: ${theirs["#"]} rows instead of ${ours.rows}`);
    for (const { column_name: name, data_type: type } of both) {
      const [left, right] = [theirs[name] ?? 0, ours.columns[name][NUMERIC.test(type) ? "numbers" : "lengths"]];
      if (!(Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(left), Math.abs(right)))) throw new Error(`${table}.${name}: ${left} instead of ${right}`);
    }
    compared[table] = { rows: ours.rows, columns: both.length, left_out: Object.keys(ours.columns).filter((name) => !list.some((column) => column.column_name === name)) };
  }
  await rm(out, { recursive: true, force: true });
  return compared;
}

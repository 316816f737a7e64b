// The command line twin: it makes the test data and says what the page must show.

import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

async function varve(...args) {
  const cli = process.env.VARVE_CLI;
  if (!cli) throw new Error("There is no command line to compare with: set VARVE_CLI, or run `cargo xtask test`.");
  const { stdout } = await run(cli, args, { maxBuffer: 1 << 24 });
  return stdout;
}

/** Writes a sample file with dirty rows among the good ones; answers its path. */
export async function sample(folder, { rows = 40_000, seed = 7, dirty = 0.02, dimensions = true } = {}) {
  const out = join(folder, `sample-${rows}-${seed}`);
  await varve("sample", "sales", "--out", out, "--rows", rows, "--seed", seed, "--dirty", dirty, ...(dimensions ? ["--dimensions"] : []));
  const [file] = await readdir(out);
  return join(out, file);
}

/** Runs the sales pipeline natively, with parameters by name and further options; answers the folder with its tables, and what it printed. */
export async function runSales(files, out, format = "csv", parameters = {}, options = []) {
  const set = Object.entries(parameters).flatMap(([name, text]) => ["--set", `${name}=${text}`]);
  const printed = await varve("run", "sales", ...[files].flat(), "--out", out, "--format", format, ...set, ...options);
  return { out, printed, counts: counts(printed), tables: new Tables(out, format === "csv-excel" ? "csv" : format) };
}

/** The conservation line: `40,076 rows read from 1 file (2.0 MB) = 39,259 accepted + 817 rejected`. */
function counts(printed) {
  const found = /([\d,]+) rows read .*= ([\d,]+) accepted \+ ([\d,]+) rejected/.exec(printed);
  if (!found) throw new Error(`The command line printed no account of rows: ${printed}`);
  const [read, accepted, rejected] = found.slice(1).map((text) => Number(text.replaceAll(",", "")));
  return { read, accepted, rejected };
}

/** The tables that a run wrote. */
export class Tables {
  constructor(folder, format) {
    this.folder = folder;
    this.format = format;
  }

  /** The names of all tables, sorted. */
  async names() {
    const files = await readdir(this.folder);
    const end = `.${this.format}`;
    return files.filter((file) => file.endsWith(end)).map((file) => file.slice(0, -end.length)).sort();
  }

  bytes(table) {
    return readFile(join(this.folder, `${table}.${this.format}`));
  }

  /** The rows of a CSV table as objects of texts. */
  async rows(table) {
    return parseCsv(await readFile(join(this.folder, `${table}.csv`), "utf8"));
  }
}

/** Reads CSV as Varve writes it: commas, quotes where needed, LF. Nothing is null, and an empty text stands in quotes. */
export function parseCsv(text) {
  const [header, ...records] = text.includes('"') ? quoted(text) : plain(text);
  return records.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
}

function plain(text) {
  return text.trimEnd().split("\n").map((line) => line.split(",").map((cell) => cell || null));
}

function quoted(text) {
  const records = [];
  let record = [];
  for (const [, quotedCell, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (end === "" && bare === "" && record.length === 0) break;
    record.push(quotedCell === undefined ? bare || null : quotedCell.replaceAll('""', '"'));
    if (end !== ",") {
      records.push(record);
      record = [];
    }
    if (end === "") break;
  }
  return records;
}

// The tables: all there, sorted right, and exported byte for byte as the command line writes them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { runSales, sample } from "./cli.mjs";
import { suite } from "./harness.mjs";
import { unzip } from "./unzip.mjs";

const FIRST_ROWS = 100;

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const run = (format, options) => runSales(file, `${folder}/${format}`, format, {}, options);
  const german = ["--separator", "semicolon", "--decimal", "comma"];
  const workbook = `${folder}/all.xlsx`;
  const csv = await run("csv", ["--manifest"]);
  const parquet = await run("parquet", ["--manifest"]);
  const xlsx = await run("xlsx", ["--workbook", workbook]);
  const excel = await run("csv-excel", german);
  return { file, csv, parquet, xlsx, excel, workbook };
});

test("both ZIPs hold every table and a manifest, byte for byte as the command line writes it", async ({ t, app, data }) => {
  await app.run(data.file);
  await app.go("Tables");
  for (const format of ["csv", "parquet"]) {
    const { tables } = data[format];
    const { name, bytes } = await app.tables.download(`export-zip-${format}`);
    assert.equal(name, `varve_sales_${format}.zip`);
    const files = unzip(bytes);
    const names = await tables.names();
    assert.ok(names.length >= 12, "the command line wrote all tables");
    assert.deepEqual([...files.keys()].sort(), [...names.map((table) => `${table}.${format}`), "manifest.json"].sort());
    assertSameManifest(files.get("manifest.json"), await readFile(`${data[format].out}/manifest.json`));
    for (const table of names) assertSameBytes(files.get(`${table}.${format}`), await tables.bytes(table), `${table}.${format}`);
    t.diagnostic(`${name}: ${files.size} tables, ${bytes.length} bytes`);
  }
});

test("every table is listed with its rows, opens, and is exported alone", async ({ app, data }) => {
  await app.run(data.file);
  await app.go("Tables");
  const names = await data.csv.tables.names();
  const listed = await app.tables.listed();
  assert.deepEqual(listed.map((table) => table.name).sort(), names);
  for (const { name, rows } of listed) {
    const native = await data.csv.tables.rows(name);
    assert.equal(rows, native.length, `rows of ${name} in the list`);
    await app.tables.choose(name);
    assertSameRows(await app.tables.rows(), native.slice(0, FIRST_ROWS), `the first rows of ${name}`);
  }
  for (const table of ["dim_customer", "stg_sales_rejected"]) {
    await app.tables.choose(table);
    for (const format of ["csv", "parquet", "xlsx"]) {
      const { name, bytes } = await app.tables.download(`export-${format}`);
      assert.equal(name, `${table}.${format}`);
      assertSameBytes(bytes, await data[format].tables.bytes(table), name);
    }
  }
});

test("the workbook of all tables is that of the command line", async ({ app, data }) => {
  await app.run(data.file);
  await app.go("Tables");
  const { name, bytes } = await app.tables.download("export-zip-xlsx");
  assert.equal(name, "varve_sales.xlsx");
  assertSameBytes(bytes, await readFile(data.workbook), name);
});

test("CSV for Excel is written as the person's country has it", { locale: "de-DE" }, async ({ app, data }) => {
  await app.run(data.file);
  await app.go("Tables");
  for (const table of ["fact_sales", "stg_sales_rejected"]) {
    await app.tables.choose(table);
    const { name, bytes } = await app.tables.download("export-csv-excel");
    assert.equal(name, `${table}.csv`);
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "a byte order mark");
    assertSameBytes(bytes, await data.excel.tables.bytes(table), name);
  }
});

test("columns sort both ways and back", async ({ app, data }) => {
  await app.run(data.file);
  await app.go("Tables");
  await app.tables.choose("dim_customer");
  const native = await data.csv.tables.rows("dim_customer");
  assert.equal(await app.tables.range.innerText(), `${native.length.toLocaleString("en-US")} rows`);
  const shows = async (rows, what) => assertSameRows(await app.tables.rows(250), rows.slice(0, 250), what);
  await shows(native, "as the table has them");
  // A number with many equals, a number that is missing for most, and a text.
  for (const column of ["total_spent", "avg_days_between_orders", "customer_id"]) {
    for (const descending of [false, true]) {
      await app.tables.sortButton(column).click();
      await app.tables.sorted(column, descending ? "descending" : "ascending");
      await shows(sortedBy(native, column, descending), `by ${column}${descending ? ", descending" : ""}`);
    }
    await app.tables.sortButton(column).click();
    await app.tables.sorted(column, "none");
    await shows(native, `no longer sorted by ${column}`);
  }
});

/** The recipe tells how the run was asked for, which page and command line do in their own ways. */
function assertSameManifest(actual, expected) {
  const [page, native] = [actual, expected].map((bytes) => ({ ...JSON.parse(bytes.toString("utf8")), recipe: null }));
  assert.deepEqual(page, native);
}

/** Nulls last both ways; equals in the table's own order. */
function sortedBy(rows, column, descending) {
  const numeric = rows.every((row) => row[column] === null || (row[column] !== "" && Number.isFinite(Number(row[column]))));
  const isId = column.endsWith("_id");
  const less = (a, b) => (numeric && !isId ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
  return [...rows].sort((one, other) => {
    const [a, b] = [one[column], other[column]];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? less(b, a) : less(a, b);
  });
}

/** A hundred rows side by side are nothing to read: tells the first that differs. */
function assertSameRows(shown, expected, what) {
  // An empty text and nothing look the same in a CSV; on the page they do not.
  const rows = shown.map((row) => Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text || null])));
  rows.forEach((row, index) => assert.deepEqual(row, expected[index], `${what}, row ${index}`));
  assert.equal(rows.length, expected.length, `rows on ${what}`);
}

/** Buffers of megabytes are not for `deepEqual` to print. */
function assertSameBytes(actual, expected, name) {
  if (actual.equals(expected)) return;
  const length = Math.min(actual.length, expected.length);
  let at = 0;
  while (at < length && actual[at] === expected[at]) at += 1;
  const around = (bytes) => JSON.stringify(bytes.subarray(Math.max(0, at - 40), at + 40).toString("latin1"));
  assert.fail(`${name} differs from byte ${at} on (${actual.length} against ${expected.length} bytes): ${around(actual)} against ${around(expected)}`);
}

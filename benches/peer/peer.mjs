// DuckDB-WASM, its `eh` bundle, over the file that is chosen. Starts with the page; `window.peer` is what the bench talks to.

// The package to take: the newest loads Parquet from a server of its makers, the last that has it inside is asked for it.
const DIST = `/modules/${new URLSearchParams(location.search).get("package") ?? "@duckdb/duckdb-wasm"}/dist`;
const duckdb = await import(`${DIST}/duckdb-browser.mjs`);

async function start() {
  const worker = new Worker(`${DIST}/duckdb-browser-eh.worker.js`);
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(`${DIST}/duckdb-eh.wasm`);
  const connection = await db.connect();
  return { db, connection, ready: performance.now() };
}

const started = start();

window.peer = {
  /** Milliseconds from navigation until it answers. */
  ready: async () => (await started).ready,

  /** Runs the statements of the phases over the chosen file; answers milliseconds by phase, and of all. */
  async run(phases) {
    const { db, connection } = await started;
    const file = document.getElementById("file").files[0];
    const begin = performance.now();
    await db.registerFileHandle(file.name, file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    const times = {};
    for (const { name, statements } of phases) {
      const start = performance.now();
      for (const statement of statements) await connection.query(statement);
      times[name] = performance.now() - start;
    }
    return { times, all: performance.now() - begin };
  },

  /** The rows of a query as objects; numbers as numbers. */
  async rows(sql) {
    const { connection } = await started;
    const table = await connection.query(sql);
    return table.toArray().map((row) => {
      const entries = Object.entries(row.toJSON());
      return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]));
    });
  },

  /** Milliseconds of a query, its result fetched. */
  async time(sql) {
    const { connection } = await started;
    const start = performance.now();
    await connection.query(sql);
    return performance.now() - start;
  },

  /** Writes the result of a query as a Parquet file and hands it over as a download. */
  async parquet(sql, name) {
    const { db, connection } = await started;
    await connection.query(`COPY (${sql}) TO 'made.parquet' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)`);
    const bytes = await db.copyFileToBuffer("made.parquet");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = name;
    link.click();
  },
};

// The peer's side of a round.

import { readFile } from "node:fs/promises";

import { openTab } from "./tab.mjs";

/** The newest version; and the last one with Parquet inside, which later ones load from a server of their makers. */
export const PEERS = { csv: "@duckdb/duckdb-wasm", parquet: "duckdb-wasm-with-parquet" };

const COLUMNS = ["unnamed_0", "date_raw", "customer_id", "order_id", "sales"].map((name) => `'${name}': 'VARCHAR'`).join(", ");

/** The page of the version for such a file. */
export const peerPage = (server, path) => `${server.url}/peer/index.html?package=${path.endsWith(".parquet") ? PEERS.parquet : PEERS.csv}`;

/** The statements by phase, over a file. CSV is read as text, as staging wants to judge every cell; Parquet as it is typed. */
export async function phases(file) {
  const sql = await readFile(new URL("./peer/sales.sql", import.meta.url), "utf8");
  const parquet = file.endsWith(".parquet");
  const from = parquet
    ? `(SELECT NULL AS unnamed_0, date::VARCHAR AS date_raw, customer_id::VARCHAR AS customer_id, order_id::VARCHAR AS order_id, sales::VARCHAR AS sales FROM read_parquet('${file}'))`
    : `read_csv('${file}', header = true, delim = ',', columns = {${COLUMNS}})`;
  return sql
    .split(/^-- phase /m)
    .slice(1)
    .map((part) => {
      const [name, ...rest] = part.split("\n");
      const text = rest.filter((line) => !line.startsWith("--")).join("\n").replace("$from", () => from);
      const plain = parquet ? withoutVariables(text) : text;
      return { name, statements: plain.split(/;\s*\n/).map((statement) => statement.trim().replace(/;$/, "")).filter(Boolean) };
    });
}

/** The older version knows no variables: one-row tables stand in for them. */
function withoutVariables(sql) {
  return sql
    .replace(/^SET VARIABLE (\w+) = (\(.*\));$/gm, "CREATE OR REPLACE TABLE variable_$1 AS SELECT $2 AS value;")
    .replace(/getvariable\('(\w+)'\)/g, "(SELECT value FROM variable_$1)");
}

/** One round: start, run over the file, memory. With `then`, what else is asked of the finished page. */
export async function runPeer(server, path, then = async () => ({})) {
  const tab = await openTab();
  try {
    await tab.page.goto(peerPage(server, path));
    await tab.page.waitForFunction(() => window.peer);
    const start = await tab.page.evaluate(() => window.peer.ready());
    await tab.page.setInputFiles("#file", path);
    const { times, all } = await tab.page.evaluate((phases) => window.peer.run(phases), await phases(path.split("/").at(-1)));
    return { start, ...times, run: all, peak: await tab.peak(), ...(await then(tab.page)) };
  } finally {
    await tab.close();
  }
}

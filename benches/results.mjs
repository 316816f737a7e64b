// The measured figures as a page of Markdown: medians with their spread, and ratios, which hold on noisy machines.

const median = (list) => {
  const sorted = [...list].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const percentile = (list, share) => [...list].sort((left, right) => left - right)[Math.min(list.length - 1, Math.ceil(share * list.length) - 1)];
const of = (rounds, key) => rounds.map((round) => round[key]).filter((value) => typeof value === "number");
const milliseconds = (value) => (value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(0)} ms`);
const spread = (list, print = milliseconds) => (list.length ? `${print(median(list))} (${print(Math.min(...list))}–${print(Math.max(...list))})` : "–");
const megabytes = (value) => `${(value / 1e6).toFixed(2)} MB`;
const ratio = (left, right) => (left.length && right.length ? (median(left) / median(right)).toFixed(2) : "–");
const table = (head, rows) => [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");

function size({ rows, bytes, varve, peer, native, varveParquet, peerParquet, rested, failures }) {
  const line = (name, ours, theirs) => [name, spread(ours), spread(theirs), ratio(ours, theirs)];
  const whole = (rounds, key) => rounds.map((round) => round.start + round[key]);
  const phases = ["reading", "staging", "warehouse", "business"];
  const total = (round) => phases.reduce((sum, phase) => sum + (round[phase] ?? 0), 0);
  const engine = varve.map(total);
  return [
    `## ${rows.toLocaleString("en-US")} rows (CSV ${megabytes(bytes)}; ${varve.length} rounds)`,
    table(
      ["", "Varve", "DuckDB-WASM", "ratio"],
      [
        ...phases.map((phase) => line(`${phase}, CSV`, of(varve, phase), of(peer, phase))),
        line("run: drop to the last table, CSV", of(varve, "all"), of(peer, "run")),
        line("the same with the engine's start", whole(varve, "all"), whole(peer, "run")),
        line("reading, Parquet", of(varveParquet, "reading"), of(peerParquet, "reading")),
        line("run: drop to the last table, Parquet", of(varveParquet, "all"), of(peerParquet, "run")),
        line("start of the engine, empty cache", of(varve, "start"), of(peer, "start")),
        ["peak memory of the tab, CSV", spread(of(varve, "peak"), megabytes), spread(of(peer, "peak"), megabytes), ratio(of(varve, "peak"), of(peer, "peak"))],
        ["peak memory of the tab, Parquet", spread(of(varveParquet, "peak"), megabytes), spread(of(peerParquet, "peak"), megabytes), ratio(of(varveParquet, "peak"), of(peerParquet, "peak"))],
      ],
    ),
    "",
    table(
      ["", "wasm", "native, one thread", "ratio"],
      [
        ...phases.map((phase) => line(phase, of(varve, phase), of(native, phase))),
        line("all phases", engine, native.map(total)),
        ...(rested.length ? [line("all phases, the page open for six seconds before the drop", rested.map(total), native.map(total))] : []),
      ],
    ),
    "",
    `Varve alone: first preview ${spread(of(varve, "preview"))}, engine time ${spread(engine)}, dashboard's data ${spread(of(varve, "dashboard"))} after the drop; a page of each of the tables ${spread(of(varve, "tables"))} (within the run above).`,
    ...(failures.length ? ["", `Failed: ${failures.join("; ")}`] : []),
  ].join("\n");
}

function checked(sizes) {
  const tables = sizes.flatMap(({ rows, peer }) => peer.flatMap((round) => (round.tables ? [[rows, round.tables]] : [])));
  const uncompared = sizes.filter(({ peer }) => !peer.some((round) => round.tables)).map(({ rows }) => `At ${rows.toLocaleString("en-US")} rows the tables were not compared.`);
  const compared = tables.map(([rows, tables]) => {
    const left = Object.entries(tables).flatMap(([table, { left_out }]) => (left_out.length ? [`${table} (${left_out.join(", ")})`] : []));
    return `At ${rows.toLocaleString("en-US")} rows the peer's ${Object.keys(tables).length} tables agree with Varve's in rows and in the weighted sums of all columns that both have. Columns that the SQL leaves out: ${left.join("; ")}.`;
  });
  return [...compared, ...uncompared];
}

function reactions(sizes) {
  const measured = sizes.flatMap(({ varve }) => varve.flatMap((round) => (round.interactions ? [round.interactions] : []))).at(-1);
  if (!measured) return [];
  const rows = Object.entries(measured.times).map(([kind, list]) => [kind, list.length, milliseconds(median(list)), milliseconds(percentile(list, 0.95)), milliseconds(Math.max(...list))]);
  return ["## Interactions, 1,000,000 rows", table(["", "requests", "median", "95th percentile", "longest"], rows), "", `Tasks of the page above 50 ms while the dashboard was filtered: ${measured.long.length ? measured.long.map(milliseconds).join(", ") : "none"}.`];
}

/** The page. */
export function results({ machine, browser, sizes, start, wire }) {
  const smallest = sizes[0];
  const growth = sizes.map(({ rows, varve, peer }) => [rows.toLocaleString("en-US"), ...[[varve, "all"], [peer, "run"]].map(([list, key]) => (of(list, key).length ? `${((median(of(list, key)) / rows) * 1e6).toFixed(0)} ms` : "–"))]);
  return [
    "# Measured",
    `By \`cargo xtask bench\`: ${machine}, ${browser}, in turn (Varve, DuckDB-WASM \`eh\`, Parquet, native), each in a browser of its own. Medians with (least–most). Machines are noisy: compare the ratios. Below 1 Varve is faster, or smaller.`,
    "Varve makes all of its tables with models, findings and checks; the peer the tables of `peer/sales.sql`, without those.",
    "## Start and size",
    table(
      ["", "Varve", "DuckDB-WASM"],
      [
        ["engine answers, empty cache", spread(start.cold), spread(of(smallest.peer, "start"))],
        ["engine answers, from the HTTP cache", spread(start.warm), "–"],
        ["bytes over the wire, brotli 11", megabytes(wire.varve), megabytes(wire.peer)],
      ],
    ),
    ...sizes.map(size),
    "## Growth",
    table(["rows", "Varve, per million rows", "DuckDB-WASM, per million rows"], growth),
    ...reactions(sizes),
    "## The same numbers",
    ...checked(sizes),
  ].join("\n\n").replace(/\n{3,}/g, "\n\n") + "\n";
}

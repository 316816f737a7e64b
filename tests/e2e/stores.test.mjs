// Stores, devices and transactions on the page: what is recognised, what is answered, what is never shown, and the charts of rates.
// What is expected stands in tests/golden/stores, made by the implementation in Python.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { parseCsv } from "./cli.mjs";
import { fixed, percent, share } from "./expected.mjs";
import { suite } from "./harness.mjs";
import { Kept } from "./keep.mjs";
import { RunsPage } from "./runs.mjs";
import { unzip } from "./unzip.mjs";

const golden = (path) => fileURLToPath(new URL(`../golden/stores/${path}`, import.meta.url));
const expected = async (name, table) => parseCsv(await readFile(golden(`${name}/expected/${table}.csv`), "utf8"));

const { test } = suite(async (folder) => ({ folder }));

const upload = async (name, path) => ({ name, mimeType: "text/csv", buffer: await readFile(path) });

/** The three tables of a golden case, or others, under these names. */
const files = (name, names = { devices: "devices.csv", stores: "stores.csv", transactions: "transactions.csv" }) =>
  Promise.all(Object.entries(names).map(([table, as]) => upload(as, golden(`${name}/${table}.csv`))));

/** The rows of a widget that is a table: texts under the headings. */
async function rowsOf(app, id) {
  const widget = app.dashboard.widget(id);
  await widget.bring();
  return widget.root.locator("table").evaluate((table) => {
    const [head, ...body] = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent));
    return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index]])));
  });
}

test("three files are known by their columns, in any order, under any name, and the five questions are answered", async ({ app, page }) => {
  await app.open();
  await app.choose(await files("seed", { transactions: "a.csv", stores: "devices.csv", devices: "zz.txt" }));
  await app.dashboard.complete();
  const { dashboard } = app;

  // 1: the top stores.
  const stores = await expected("seed", "top_stores");
  assert.deepEqual(
    (await dashboard.widget("top_stores").table()).map((row) => [row["Store id"], row.Amount, row["Of all"]]),
    stores.map((row) => [row.store_id, fixed(row.total_amount, 2), percent(row.share_pct)]),
  );
  // 2: the top products, by number.
  const products = await expected("seed", "top_products");
  assert.deepEqual(
    (await dashboard.widget("top_products").table()).map((row) => [row["Product sku"], row.Sold]),
    products.map((row) => [row.product_sku, fixed(row.num_sold)]),
  );
  // 3: averages by kind and country, in both readings, with the number of transactions.
  const groups = await expected("seed", "avg_amount_by_typology_country");
  for (const [widget, label, column] of [["average", "Average amount", "avg_amount"], ["average_per_store", "Amount per store", "avg_amount_per_store"]]) {
    assert.deepEqual(
      (await dashboard.widget(widget).table()).map((row) => [row["Store type"], row["Store country"], row[label], row.Transactions]),
      groups.map((row) => [row.store_type, row.store_country, fixed(Number(row[column]), 2), fixed(row.num_transactions)]),
      column,
    );
  }
  // 4: the share of each device type.
  const shares = await expected("seed", "device_type_share");
  assert.deepEqual(
    (await dashboard.widget("device_share").table()).map((row) => [row["Device type"], row["Of the transactions"], row.Transactions]),
    shares.map((row) => [row.device_type, percent(row.percent_transactions), fixed(row.num_transactions)]),
  );
  // 5: the days to five transactions, of stores and in the mean.
  const starts = await expected("seed", "time_to_five_store");
  assert.deepEqual(
    (await rowsOf(app, "starts")).map((row) => [row.Store, row.Counted, row.Fifth, row.Days]),
    starts.slice(0, 12).map((row) => [row.store_id, row.basis, row.fifth_transaction_at ?? "–", row.days_to_5_transactions ? fixed(Number(row.days_to_5_transactions), 2) : "–"]),
  );
  const kpis = Object.fromEntries((await expected("seed", "kpi_summary")).map((row) => [row.kpi, row.value]));
  const figures = await dashboard.figures();
  assert.equal(figures["Days to five"], fixed(Number(kpis.avg_days_to_5_accepted), 2));
  assert.equal(figures.Transactions, fixed(Number(kpis.transactions)));
  assert.equal(await page.getByTestId("error-panel").count(), 0);

  // Stores are searched where they stand.
  const all = await expected("seed", "store_performance");
  assert.deepEqual((await rowsOf(app, "store_list")).map((row) => row.Store), all.map((row) => row.store_id));
  const list = dashboard.widget("store_list").root;
  const name = all[40].store_name;
  await list.getByRole("searchbox", { name: "Search in Stores" }).fill(name.toUpperCase());
  const named = all.filter((row) => row.store_name.includes(name));
  await list.locator("tbody tr").nth(named.length).waitFor({ state: "detached" });
  assert.deepEqual((await rowsOf(app, "store_list")).map((row) => row.Store), named.map((row) => row.store_id));
});

test("a missing table says what is not answered without it", async ({ app }) => {
  for (const [missing, words] of [["devices", /no question/], ["stores", /averages by kind and country/], ["transactions", /no question/]]) {
    const names = { devices: "d.csv", stores: "s.csv", transactions: "t.csv" };
    delete names[missing];
    await app.open();
    await app.choose(await files("anomalies", names));
    await app.files.missing.waitFor();
    const text = await app.files.missing.innerText();
    assert.match(text, new RegExp(missing), missing);
    assert.match(text, words, missing);
    assert.ok(await app.files.run.isDisabled());
  }
});

test("files of two pipelines are two runs, each by its button", async ({ app, page }) => {
  const sales = { name: "shop.csv", mimeType: "text/csv", buffer: Buffer.from("date,customer,order,amount\n2024-01-02,a,1,5\n2024-01-03,b,2,7\n") };
  await app.open();
  await app.choose([sales, ...(await files("anomalies"))]);
  const sets = page.getByTestId("data-sets");
  await sets.waitFor();
  assert.match(await sets.innerText(), /2 data sets: .*Stores and devices \(3 files\)/s);
  for (const [pipeline, rows] of [["stores", null], ["sales", { read: 2, accepted: 2, rejected: 0 }]]) {
    await page.getByTestId(`run-${pipeline}`).click();
    await app.dashboard.complete();
    assert.equal(new URL(page.url()).searchParams.get("pipeline"), pipeline);
    if (rows) await app.dashboard.expectCounts(rows);
    else assert.equal((await app.dashboard.figures()).Transactions, "63");
    await app.dashboard.page.goBack();
    await sets.waitFor();
  }
});

test("card numbers end in their last four digits, security codes nowhere: on no page, in no file, in nothing that is kept", async ({ app, page, data }) => {
  const secrets = [];
  const text = await readFile(golden("anomalies/transactions.csv"), "utf8");
  const [head, ...lines] = text.trimEnd().split("\n");
  const [card, cvv] = ["card_number", "cvv"].map((name) => head.split(",").indexOf(name));
  const changed = lines.map((line, row) => {
    const cells = line.split(",");
    const number = `4${String(700_000_000_001 + row * 7_919).padStart(11, "0")}`.padEnd(12, "0") + String(1_000 + row);
    [cells[card], cells[cvv]] = [number, `zq${row}x`];
    secrets.push(number, number.slice(0, 12), `zq${row}x`);
    // One row that is rejected, and one that has too many cells.
    if (row === 1) cells[head.split(",").indexOf("status")] = "pending";
    return row === 2 ? `${cells.join(",")},more` : cells.join(",");
  });
  const transactions = join(data.folder, "cards.csv");
  await writeFile(transactions, [head, ...changed, ""].join("\n"));
  const clean = (bytes, where) => {
    const text = Buffer.isBuffer(bytes) ? bytes.toString("latin1") : bytes;
    const found = secrets.filter((secret) => text.includes(secret));
    assert.deepEqual(found, [], where);
  };
  const [devices, stores] = await files("anomalies");
  await app.open();
  await app.choose([devices, stores, await upload("cards.csv", transactions)]);
  await app.dashboard.complete();
  const seen = async (where) => clean(await page.evaluate(() => document.documentElement.outerHTML), where);
  await seen("dashboard");
  const runs = new RunsPage(app);
  clean((await runs.save("save-recipe")).text, "recipe");
  const [report] = await Promise.all([page.waitForEvent("download"), page.getByTestId("report").click()]);
  clean(await readFile(await report.path()), "report");
  await app.go("Quality");
  await page.getByTestId("rejects").getByText("row 2").first().waitFor();
  await seen("quality");
  await app.go("Tables");
  for (const table of ["fact_transaction", "rejected", "dim_device"]) {
    await app.tables.choose(table);
    await seen(table);
  }
  await app.tables.choose("fact_transaction");
  const rows = await app.tables.rows(5);
  assert.match(rows[0].card_last4, /^1\d{3}$/, "the last four digits");
  for (const format of ["csv", "xlsx", "parquet"]) {
    const { bytes } = await app.tables.download(`export-zip-${format}`);
    const members = [...unzip(bytes)];
    assert.ok(members.length > 0, format);
    for (const [name, member] of members) {
      clean(member, `${format}: ${name}`);
      if (format === "xlsx" && name.endsWith(".xlsx")) for (const [part, inner] of unzip(member)) clean(inner, `${name}: ${part}`);
    }
  }
  await runs.visit(1);
  await seen("runs");
  for (const kind of ["runs-json", "runs-csv"]) clean((await runs.save(kind)).text, kind);
  await runs.open(0);
  await seen("a run");

  // Files with card data are not kept, and the page says so; what else the browser holds for the site is clean.
  await app.go("Dashboard");
  await app.dashboard.complete();
  const kept = new Kept(page);
  await kept.keep.click();
  await page.getByText(/holds card data in its column “card_number”, so these files are not kept/).first().waitFor();
  await seen("the refusal to keep");
  assert.deepEqual(await kept.files(), [], "nothing lies in the private file system");
  const stored = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const caches = await Promise.all((await window.caches.keys()).map(async (name) => (await (await window.caches.open(name)).keys()).map((request) => request.url)));
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, caches, location.href, history.state]);
  });
  clean(stored, "what the browser stores");

  // The files as they are matched: the first rows show neither.
  await app.files.fromDashboard();
  await seen("files");
});

test("a file without a header line shows no card number before anything is matched", async ({ app, page }) => {
  const cards = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"];
  const lines = cards.map((card, row) => `${row},7,${card},accepted,2024-01-0${row + 1}`);
  await app.open();
  await app.choose({ name: "bare.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) });
  await page.getByText("bare.csv").first().waitFor();
  await page.getByText("•••• 4444").first().waitFor({ state: "attached" });
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  assert.deepEqual(cards.filter((card) => html.includes(card)), []);
});

test("a funnel: what is abnormal stands out, keys walk the points, a click picks one among all", async ({ app, page }) => {
  await app.open();
  await app.choose(await files("anomalies"));
  await app.dashboard.complete();
  const all = await expected("anomalies", "status_anomalies");
  const of = (entity, outcome) => all.filter((row) => row.entity_type === entity && row.outcome === outcome);
  const told = (row) => [row.entity_id, fixed(row.transactions), fixed(row.outcome_count), share(row.outcome_rate), share(row.overall_rate), row.is_anomaly === "true" ? "abnormal" : "usual"];
  const sorted = (rows) => rows.map((row) => row.join(" ")).sort();
  for (const entity of ["device", "store", "customer"]) {
    for (const outcome of ["refused", "cancelled"]) {
      const rows = await app.dashboard.widget(`funnel_${entity}_${outcome}`).table();
      const shown = rows.map((row) => [row["Entity id"], row.Transactions, row["With it"], row.Rate, row.All, row.Verdict]);
      assert.deepEqual(sorted(shown), sorted(of(entity, outcome).map(told)), `${entity} ${outcome}`);
    }
  }
  const found = (await rowsOf(app, "anomalies")).map((row) => [row.Who, row.Id, row.What]);
  assert.deepEqual(found, [["device", "1", "refused"], ["device", "5", "cancelled"]], "the least likely first");

  const funnel = app.dashboard.widget("funnel_device_refused");
  await funnel.bring();
  assert.deepEqual(await funnel.legend.getByRole("listitem").allTextContents(), ["abnormal", "usual"]);
  await funnel.mark(0);
  assert.match(await funnel.spoken.innerText(), /^1: Transactions 10, Rate 70\.0%, With it 7, Verdict abnormal$/);
  await page.keyboard.press("Enter");
  await app.dashboard.settled();
  assert.equal(new URL(page.url()).searchParams.get("f.device"), "1");
  await app.dashboard.expectFigures({ Transactions: "10" });
  assert.equal((await funnel.table()).length, of("device", "refused").length, "the others stay to be compared with");
  // By pointer, and off again.
  await funnel.click(0);
  await app.dashboard.expectFigures({ Transactions: "63" });
  assert.equal(await app.dashboard.chips.count(), 0);

  // What stands out leads to its funnel, filtered.
  await page.getByTestId("card-link-0").click();
  await app.dashboard.settled();
  assert.equal(new URL(page.url()).searchParams.get("f.device"), "1");
  await page.locator("#widget-funnel_device_refused:focus").waitFor();
});

test("shares and rates by device type: slices, bars and intervals are picked by pointer and by keys", async ({ app, page }) => {
  await app.run(await files("seed"));
  const ring = app.dashboard.widget("device_share");
  const [first, second] = await expected("seed", "device_type_share");
  // The first slice begins at the top: a little to the right of it is inside the ring.
  const box = await ring.overlay.boundingBox();
  await ring.overlay.scrollIntoViewIfNeeded();
  const size = Math.min(220, Math.floor((box.width * 2) / 5));
  await ring.overlay.hover({ position: { x: size / 2 + 8, y: size * 0.12 } });
  assert.deepEqual(await ring.tip(), { title: first.device_type, lines: { "Of the transactions": percent(first.percent_transactions), Transactions: fixed(first.num_transactions) } });
  await ring.overlay.click({ position: { x: size / 2 + 8, y: size * 0.12 } });
  await app.dashboard.settled();
  assert.equal(new URL(page.url()).searchParams.get("f.device_type"), first.device_type);
  assert.equal((await ring.table()).length, 5, "all types stay");
  await ring.mark(1, "ArrowDown");
  assert.match(await ring.spoken.innerText(), new RegExp(`^${second.device_type}: Of the transactions ${percent(second.percent_transactions)}`));

  await app.dashboard.clearFilters.click();
  await app.dashboard.settled();
  const rates = app.dashboard.widget("acceptance");
  const facts = await expected("seed", "fact_transaction");
  const devices = new Map((await expected("seed", "dim_device")).map((row) => [row.device_id, row.device_type]));
  const shown = await rates.table();
  for (const row of shown) {
    const own = facts.filter((fact) => devices.get(fact.device_id) === row["Device type"]);
    const [n, k] = [own.length, own.filter((fact) => fact.status === "accepted").length];
    const z = 1.959963984540054;
    const [middle, half] = [(k + (z * z) / 2) / (n + z * z), (z / (n + z * z)) * Math.sqrt((k * (n - k)) / n + (z * z) / 4)];
    const all = facts.filter((fact) => fact.status === "accepted").length / facts.length;
    assert.deepEqual([row.Accepted, row.From, row.To, row["All types"]], [k / n, middle - half, middle + half, all].map(share), row["Device type"]);
  }
  await rates.mark(2, "ArrowDown");
  await page.keyboard.press("Enter");
  await app.dashboard.settled();
  assert.equal(new URL(page.url()).searchParams.get("f.device_type"), shown[2]["Device type"]);
  assert.equal((await rates.table()).length, shown.length);
});

test("a drag over days picks their range; versions of stores lie on a time line", async ({ app, page, data }) => {
  await app.open();
  const names = ["devices", "stores", "stores_2024-03-01", "stores_20240601", "transactions"];
  await app.choose(names.map((name) => golden(`history_files/${name}.csv`)));
  await app.dashboard.complete();

  const line = app.dashboard.widget("versions");
  const versions = (await expected("history_files", "dim_store")).filter((row) => row.store_id && ["1", "2"].includes(row.store_id));
  const day = (text) => text?.slice(0, 10) ?? "–";
  const shown = (await line.table()).map((row) => [row["Store id"], row.Version, day(row.From), day(row.Until)]);
  assert.deepEqual(shown.sort(), versions.map((row) => [row.store_id, row.version, day(row.valid_from), day(row.valid_to)]).sort());
  await line.mark(1);
  assert.match(await line.spoken.innerText(), /^1: From 2024-03-01, Until 2024-06-01, Version 2, Changed typology: Press → Beauty$/);

  const days = app.dashboard.widget("amount_days");
  const facts = await expected("history_files", "fact_transaction");
  const daily = await expected("history_files", "daily_transactions");
  const [from, to] = [await days.hover(30), await days.hover(100)];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, from[1]);
  await page.mouse.move(...to);
  await page.mouse.up();
  await app.dashboard.settled();
  const range = [daily[30].date, daily[100].date];
  assert.equal(new URL(page.url()).searchParams.get("f.date"), range.join(".."));
  const inside = facts.filter((row) => row.event_time.slice(0, 10) >= range[0] && row.event_time.slice(0, 10) <= range[1]);
  await app.dashboard.expectFigures({ Transactions: fixed(inside.length) });

  // By keys: Shift begins a range, Enter ends it.
  await app.dashboard.chips.click();
  await app.dashboard.expectFigures({ Transactions: fixed(facts.length) });
  await days.mark(0);
  await page.keyboard.down("Shift");
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Shift");
  await page.keyboard.press("Enter");
  await app.dashboard.settled();
  assert.equal(new URL(page.url()).searchParams.get("f.date"), `${daily[0].date}..${daily[9].date}`);
});

test("rejected rows are counted by reason, and a click shows them", async ({ app, page }) => {
  await app.run(await files("reject_rules"));
  const rejected = await expected("reject_rules", "rejected");
  const counts = {};
  for (const row of rejected) counts[`${row.input_table}: ${row.reason}`] = (counts[`${row.input_table}: ${row.reason}`] ?? 0) + 1;
  const shown = await app.dashboard.widget("rejects").table();
  assert.deepEqual(Object.fromEntries(shown.map((row) => [row.Reason, Number(row.Rows)])), counts);
  await app.dashboard.widget("rejects").mark(0);
  await page.keyboard.press("Enter");
  await app.dashboard.settled();
  const reason = shown[0].Reason;
  assert.equal(new URL(page.url()).searchParams.get("f.reason"), reason);
  const rows = (await rowsOf(app, "rejected_rows")).map((row) => [row.Input, row.File, row.Row]);
  const own = rejected.filter((row) => `${row.input_table}: ${row.reason}` === reason);
  assert.deepEqual(rows, own.map((row) => [row.input_table, row.source_file, row.source_row]));
});

// A file that wants to do harm: every text in it is shown as a text, cut where it is endless, and changes nothing around it.

import assert from "node:assert/strict";
import { join } from "node:path";

import { OUT, suite } from "./harness.mjs";

const { test } = suite();

const MEGABYTE = 1_000_000;
const ZALGO = "Z" + "\u0301\u0316\u0489\u034f".repeat(60) + "algo";
/** What a column of products may hold, from bad exports and from bad people. */
const CELLS = [
  "<img src=x onerror=\"window.harm='img'\">",
  "<script>window.harm='script'</script>",
  "<svg onload=window.harm='svg'>",
  "\"><iframe srcdoc=\"<script>parent.harm='iframe'</script>\">",
  "</style><style>*{display:none}</style>",
  "javascript:window.harm='link'",
  "=HYPERLINK(\"https://example.com/?\"&A1;\"click\")",
  "=cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\u202egnp.exe",
  "\u2066open isolate",
  "a\u200bb\u200dc\ufeffd\u2060e",
  ZALGO,
  "👩‍👩‍👧‍👦🏴‍☠️",
  "مرحبا (123) שלום",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "chart__tooltip hidden",
  "&lt;b&gt;&amp;amp;",
  "{{7*7}}${7*7}",
  "x".repeat(MEGABYTE),
];
const HEADERS = ["Product", "__proto__", "<img src=x onerror=window.harm='header'>", "\u202erevo", "h".repeat(10_000), "constructor"];
const NAME = "<img src=x onerror=window.harm='name'> \u202egnp.csv";

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** A year of orders, each product in several of them. */
function hostileFile() {
  const lines = [["Date", "Customer ID", "Order ID", "Sales", ...HEADERS].map(quoted).join(",")];
  const rows = CELLS.length * 12;
  for (let row = 0; row < rows; row += 1) {
    const cell = CELLS[row % CELLS.length];
    const long = cell.length === MEGABYTE;
    const day = new Date(Date.UTC(2023, 0, 1) + Math.floor((row * 364) / rows) * 86_400_000).toISOString().slice(0, 10);
    // Three megabyte cells are enough, and as ids they are worse than as names.
    const product = long && row > 3 * CELLS.length ? "short" : cell;
    const customer = row % 5 === 0 && !long ? cell : `C${row % 40}`;
    lines.push([day, customer, `O${row}`, String(10 + (row % 90)), product, ...CELLS.slice(0, HEADERS.length - 1)].map(quoted).join(","));
  }
  return { name: NAME, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n") + "\n") };
}

/** What must hold wherever the texts are shown. */
async function harmless(page, where) {
  const found = await page.evaluate(() => {
    window.scrollTo(10_000, 0);
    const sideways = window.scrollX;
    window.scrollTo(0, 0);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let longest = 0;
    let turning = 0;
    while (texts.nextNode()) {
      longest = Math.max(longest, texts.currentNode.length);
      if (/[\u202a-\u202e\u2066-\u2069]/.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest("svg, script, style")) turning += 1;
    }
    const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
    return {
      harm: window.harm ?? null,
      injected: document.querySelectorAll("body :is(img, iframe, object, embed, style), body script:not([src]), a[href^='javascript:']").length,
      handlers: attributes.filter((attribute) => /^on/.test(attribute.name)).length,
      polluted: Object.keys(Object.prototype).length + Object.keys(Object.getPrototypeOf({})).length,
      hidden: getComputedStyle(document.body).display === "none",
      sideways,
      turning,
      longest,
      attribute: Math.max(...attributes.map((attribute) => attribute.value.length)),
      height: document.documentElement.scrollHeight,
    };
  });
  const { longest, height, attribute, ...rest } = found;
  assert.deepEqual(rest, { harm: null, injected: 0, handlers: 0, polluted: 0, hidden: false, sideways: 0, turning: 0 }, where);
  assert.ok(longest < 2_500, `${where}: a text of ${longest} characters`);
  assert.ok(height < 30_000, `${where}: the page is ${height} pixels high`);
  return { attribute };
}

for (const [width, look] of [[1440, "light"], [390, "dark"]]) {
  test(`hostile cells, names and headers on every page at ${width} pixels`, { width, height: 844, look }, async ({ t, app, page }) => {
    let dialogs = 0;
    page.on("dialog", (dialog) => { dialogs += 1; dialog.dismiss(); });
    const check = async (where) => {
      await page.screenshot({ path: join(OUT, `hostile-${where}-${width}-${look}.png`), animations: "disabled" });
      await harmless(page, where);
    };
    await app.open();
    await app.choose(hostileFile());
    await app.dashboard.complete();
    await check("dashboard");
    const counts = await app.dashboard.counts();
    assert.equal(counts.read, CELLS.length * 12);
    for (const summary of await page.locator("details.panel summary").all()) await summary.click();
    for (const tool of await page.getByRole("button", { name: /as a table$/ }).all()) await tool.click();
    await check("dashboard-opened");
    for (const tool of await page.getByRole("button", { name: /as a table$|as a chart$/ }).all()) await tool.click();

    await page.getByRole("link", { name: "Change the match" }).click();
    await app.files.cards.first().waitFor();
    for (const fold of await page.locator("details:not([open]) > summary").all()) await fold.click().catch(() => {});
    await check("files");

    for (const name of ["Tables", "Quality", "Lineage", "Campaign list", "Runs"]) {
      await app.navigation.getByRole("link", { name, exact: true }).click();
      await page.waitForTimeout(500);
      await check(name.toLowerCase().replaceAll(" ", "-"));
    }
    await app.go("Tables");
    for (const table of ["stg_sales_cleaned", "stg_sales_rejected", "dim_customer", "fact_sales"]) {
      const start = Date.now();
      await app.tables.choose(table);
      t.diagnostic(`${table}: ${Date.now() - start} ms`);
      await check(`table-${table}`);
    }
    assert.equal(dialogs, 0);
  });
}

test("drawings and values of hostile names are files that do nothing either", async ({ app, page }) => {
  await app.open();
  await app.choose(hostileFile());
  await app.dashboard.complete();
  for (const id of ["breakdown_product", "revenue"]) {
    const svg = (await app.dashboard.widget(id).save("svg")).bytes.toString("utf8");
    // As an image of its own document: well-formed, and with no element that could act.
    const found = await page.evaluate((svg) => {
      const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
      return { broken: drawing.querySelectorAll("parsererror").length, acting: drawing.querySelectorAll("script, image, foreignObject, a, iframe").length, handlers: [...drawing.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter((attribute) => /^on/.test(attribute.name)).length };
    }, svg);
    assert.deepEqual(found, { broken: 0, acting: 0, handlers: 0 }, id);
  }
  // An export keeps what the file held, to the last character.
  await app.go("Tables");
  await app.tables.choose("stg_sales_cleaned");
  const { bytes } = await app.tables.download("export-csv");
  const text = bytes.toString("utf8");
  assert.ok(text.includes("x".repeat(MEGABYTE)));
  assert.ok(text.includes("\u202egnp.exe"));
});

test("bytes that are no text: refused in words, or read as what they may be", async ({ app, page }) => {
  const lines = ["Date,Customer ID,Order ID,Sales,Product", ...Array.from({ length: 40 }, (_, row) => `2023-0${1 + (row % 9)}-03,C${row % 5},O${row},${row + 1},`)];
  const file = (name, bytes) => ({ name, mimeType: "text/csv", buffer: Buffer.concat(lines.map((line, row) => Buffer.concat([Buffer.from(line), row ? Buffer.from(bytes) : Buffer.alloc(0), Buffer.from("\n")]))) });
  await app.open();
  await app.choose(file("zero.csv", [0x61, 0x00, 0x62]));
  await app.message("zero.csv").waitFor();
  assert.match(await app.message("zero.csv").innerText(), /looks like binary data.*value 0/s);
  await app.choose(file("surrogates.csv", [0xed, 0xa0, 0x80, 0xf5, 0x80]));
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).accepted, 40);
  await harmless(page, "surrogates");
});

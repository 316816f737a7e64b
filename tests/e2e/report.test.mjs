// The report: the same file as the command line writes, and a page of its own that needs neither script nor network.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { runSales, sample } from "./cli.mjs";
import { OUT, suite } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const MAX_BYTES = 2_000_000;

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const report = join(folder, "report.html");
  await runSales(file, join(folder, "tables"), "csv", {}, ["--report", report]);
  return { file, report, folder };
});

/** Presses the button and answers the file's name and bytes. */
async function save(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("report").click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Opens a file in a page without script and network; what it asks for nevertheless is answered with it. */
async function openAlone(context, path, viewport) {
  const alone = await context.browser().newContext({ viewport, javaScriptEnabled: false, offline: true });
  const page = await alone.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => asked.push(message.text()));
  await page.goto(pathToFileURL(path).href);
  return { alone, page, asked };
}

test("the page saves the report that the command line writes", async ({ t, app, page, data }) => {
  await app.run(data.file);
  const { name, bytes } = await save(page);
  assert.equal(name, "varve_sales_report.html");
  assert.ok(bytes.length < MAX_BYTES, `${bytes.length} bytes`);
  assert.ok(bytes.equals(await readFile(data.report)), "the same bytes");
  t.diagnostic(`${name}: ${bytes.length} bytes`);
});

test("a selection has a report of its own", async ({ app, page, data }) => {
  await app.run(data.file);
  await app.dashboard.widget("revenue").click(4);
  await app.dashboard.chips.waitFor();
  const month = new URL(page.url()).searchParams.get("f.month");
  const { bytes } = await save(page);
  assert.ok(bytes.includes(`Only <b><bdi>month</bdi></b>: <span><bdi>${month}</bdi></span>`), "it says what it is of");
});

test("axe finds nothing serious in it", async ({ t, context, data }) => {
  const alone = await context.browser().newContext({ offline: true });
  const page = await alone.newPage();
  await page.addInitScript({ content: await readFile(AXE, "utf8") });
  await page.goto(pathToFileURL(data.report).href);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  violations.forEach(({ id, impact, nodes }) => t.diagnostic(`${impact}: ${id}, ${nodes[0].html}`));
  assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id), []);
  await alone.close();
});

test("it shows charts, tables and thresholds without script and network", async ({ context, data }) => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const { alone, page, asked } = await openAlone(context, data.report, viewport);
    assert.deepEqual(asked, [pathToFileURL(data.report).href], "it asks for nothing and complains of nothing");
    const charts = page.locator("svg[role=img]");
    assert.ok((await charts.count()) > 20, "charts are drawn");
    await page.locator("svg[role=img][aria-label^='Revenue. ']").waitFor();
    const card = page.getByRole("article", { name: "Revenue", exact: true });
    const table = card.getByRole("table");
    assert.ok(!(await table.isVisible()), "the table is folded");
    await card.getByText(/^Table: /).click();
    await table.waitFor();
    assert.ok((await table.getByRole("row").count()) > 12);
    await page.getByRole("heading", { name: "Parameters and thresholds" }).waitFor();
    await page.getByRole("rowheader", { name: "high_value_share" }).waitFor();
    await page.screenshot({ path: join(OUT, `report-${viewport.width}.png`), fullPage: true });
    await alone.close();
  }
  // Scripts of the test itself need script: how wide the page is.
  for (const width of [390, 1440]) {
    const wide = await context.browser().newContext({ viewport: { width, height: 844 }, offline: true });
    const page = await wide.newPage();
    await page.goto(pathToFileURL(data.report).href);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `no scrolling sideways at ${width}`);
    await wide.close();
  }
});

test("it prints on A4 and Letter with all that is folded", async ({ context, data }) => {
  const { alone, page } = await openAlone(context, data.report, { width: 1280, height: 900 });
  const counts = [];
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format });
    await writeFile(join(OUT, `report-${format}.pdf`), pdf);
    counts.push(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0);
  }
  assert.ok(counts.every((pages) => pages > 5 && pages < 60), `pages: ${counts}`);
  await page.emulateMedia({ media: "print" });
  const card = page.getByRole("article", { name: "Revenue", exact: true });
  assert.ok(await card.getByRole("table").isVisible(), "the table behind the chart is open on paper");
  assert.ok(await card.getByText("How it is computed").isVisible());
  await alone.close();
});

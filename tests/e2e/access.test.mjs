// Without a mouse, and for axe: nothing serious in its eyes on any page, in either look.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { bad, suite, UNDECIDED } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const { test } = suite(async (folder) => {
  // What the button makes: no dirt, no dimensions.
  const shown = await sample(folder, { seed: 42, dirty: 0, dimensions: false });
  const native = await runSales(shown, `${folder}/native`);
  return { axe: await readFile(AXE, "utf8"), file: await sample(folder, { rows: 5_000 }), native, expected: await Expected.of(native.tables) };
});

test("from the first Tab to the last row of a sorted table, by keyboard alone", async ({ app, page, data: { native, expected } }) => {
  const { dashboard, tables } = app;
  const { keyboard } = page;
  await app.open();
  await app.tabTo(app.sample);
  await keyboard.press("Enter");
  await dashboard.complete();
  await dashboard.expectFigures(expected.figures());

  await app.tabTo(dashboard.widget("revenue").overlay);
  for (let step = 0; step < 4; step += 1) await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await dashboard.expectFigures(expected.figures({ month: expected.months[4] }));
  await app.tabTo(dashboard.chips, { back: true });
  await keyboard.press("Enter");
  await dashboard.expectFigures(expected.figures());

  await app.tabTo(app.navigation.getByRole("link", { name: "Tables" }), { back: true });
  await keyboard.press("Enter");
  const link = tables.list.getByRole("link", { name: /^dim_customer\b/ });
  await app.tabTo(link);
  await keyboard.press("Enter");
  await page.getByRole("region", { name: "Table dim_customer", exact: true }).waitFor();
  await tables.settled();

  await app.tabTo(tables.grid);
  const customers = await native.tables.rows("dim_customer");
  const column = Object.keys(customers[0]).indexOf("total_spent");
  await keyboard.press("ArrowUp");
  for (let step = 0; step < column; step += 1) await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await tables.sorted("total_spent", "ascending");
  assert.ok(await tables.grid.evaluate((grid) => grid === document.activeElement), "the focus stays with the grid");
  assert.equal(await page.locator("#sheet-cell").getAttribute("aria-label"), "total_spent", "and one is still in the header");
  await keyboard.press("Enter");
  await tables.sorted("total_spent", "descending");
  const spent = customers.map((row) => Number(row.total_spent)).sort((a, b) => b - a);
  assert.deepEqual((await tables.rows()).map((row) => Number(row.total_spent)), spent.slice(0, 100));

  await keyboard.press("ArrowDown");
  await keyboard.press("Control+End");
  await keyboard.press("Home");
  for (let step = 0; step < column; step += 1) await keyboard.press("ArrowRight");
  await tables.settled();
  assert.equal(Number(await page.locator("#sheet-cell").textContent()), spent.at(-1));
});

test("the skip link leads past the bar, and every page has one heading of the first rank", async ({ app, page, data }) => {
  await app.run(data.file);
  for (const name of ["Tables", "Start", "Dashboard"]) {
    await app.go(name);
    await page.locator("main h1").first().waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, `headings of the first rank on ${name}`);
    assert.ok(await page.evaluate(() => document.activeElement.id === "main"), `${name} begins with the focus on its content`);
    assert.equal(await page.title(), `${name} · Varve`);
  }
  await app.open();
  await app.dropZone.waitFor();
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /skip to content/i);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
});

for (const look of ["light", "dark"]) {
  test(`axe finds nothing serious on any page, ${look}`, { look }, async ({ t, app, page, data }) => {
    await page.addInitScript({ content: data.axe });
    const found = [];
    const examine = async (state) => {
      // Colours fade in: what is half-way is not what anyone reads.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished)));
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, impact, help, nodes } of violations) {
        const line = `${state}: ${id} (${impact}): ${help}; ${nodes.length} times, first: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.replace(/\s+/g, " ")}`;
        if (impact === "serious" || impact === "critical") found.push(line);
        else t.diagnostic(line);
      }
    };
    await app.open();
    await app.engineReady();
    await examine("start");
    await app.choose([bad("unrelated.csv"), bad("empty.csv")]);
    await app.files.cards.first().waitFor();
    await examine("files, none usable");
    await app.choose(UNDECIDED);
    await app.files.card().question("date").waitFor();
    await app.files.card().unfold(app.files.card().header);
    await app.files.options.locator("summary").click();
    await app.files.every.waitFor();
    await examine("files, one with a question");
    await app.files.card().answer("date", "auto");
    await app.files.start();
    await app.dashboard.question("date").waitFor();
    await app.dashboard.complete();
    await examine("dashboard with a question");
    await app.go("Start");
    await app.choose(data.file);
    await app.dashboard.complete();
    await examine("dashboard");
    await app.dashboard.widget("revenue").click(3);
    await app.dashboard.settled();
    await app.dashboard.widget("segments").bring();
    await app.dashboard.widget("segments").root.getByRole("button", { name: /as a table$/ }).click();
    await page.locator("details.panel summary").first().click();
    await examine("dashboard, filtered, a table and a panel open");
    await app.go("Tables");
    await app.tables.settled();
    await examine("tables");
    await app.dropFromOutside(bad("binary.csv"));
    await app.message("binary.csv").waitFor();
    await examine("files after a run");
    assert.deepEqual(found, []);
  });
}

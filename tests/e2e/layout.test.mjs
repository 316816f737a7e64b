// Every page at both ends of the widths, in both looks: nothing hangs over the edge. The screenshots are for people to judge.

import assert from "node:assert/strict";
import { join } from "node:path";

import { runSales, sample } from "./cli.mjs";
import { bad, OUT, suite, UNDECIDED } from "./harness.mjs";

const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const STORES = [
  csv("stores.csv", "id,country,typology,customer_id\n1,France,Hotel,7\n2,Italy,Press,8\n"),
  csv("devices.csv", "id,type,store_id\n1,4,1\n2,5,2\n"),
];

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  return { file, native: await runSales(file, `${folder}/native`) };
});

for (const width of [390, 1440]) {
  for (const look of ["light", "dark"]) {
    test(`fits ${width} pixels, ${look}`, { width, height: width < 600 ? 844 : 900, look }, async ({ app, page, data }) => {
      const show = async (name) => {
        await assertNoSidewaysScroll(page, `${name} at ${width}`);
        await page.screenshot({ path: join(OUT, `${name}-${width}-${look}.png`), fullPage: true, animations: "disabled" });
      };
      await app.open();
      await app.engineReady();
      await show("start");
      await app.choose([bad("unrelated.csv"), bad("header_only.csv"), bad("truncated.parquet")]);
      await page.waitForURL(/files|dashboard/);
      await app.page.waitForFunction(() => !document.querySelector("[data-testid=drop-zone][aria-busy=true]"));
      await show("files");
      await app.open();
      await app.choose(UNDECIDED);
      await app.files.card().question("date").waitFor();
      await app.files.card().unfold(app.files.card().header);
      await app.files.options.locator("summary").click();
      await app.files.every.waitFor();
      await show("mapping");
      // Inputs with long names, of which one is chosen per file.
      await app.open();
      await app.choose(STORES);
      await app.files.missing.waitFor();
      await app.files.card().settled();
      await show("mapping-stores");
      await app.open();
      await app.choose(data.file);
      await app.dashboard.expectCounts(data.native.counts);
      await show("dashboard");
      await app.dashboard.widget("retention").click(1);
      await app.dashboard.settled();
      for (const summary of await page.locator("details.panel summary").all()) await summary.click();
      for (const tool of await page.getByRole("button", { name: /as a table$/ }).all()) await tool.click();
      await show("dashboard-opened");
      await app.go("Tables");
      await app.tables.choose("dim_customer");
      await show("tables");
    });
  }
}

async function assertNoSidewaysScroll(page, where) {
  const { width, beyond } = await page.evaluate(() => {
    window.scrollTo(10_000, 0);
    const scrolled = window.scrollX;
    window.scrollTo(0, 0);
    const width = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    return { width, beyond: scrolled > 0 ? over.slice(0, 5).map((element) => `${element.tagName}.${element.className} to ${Math.round(element.getBoundingClientRect().right)}`) : null };
  });
  assert.equal(beyond, null, `${where}: the page scrolls sideways; beyond ${width} pixels lie ${beyond?.join(", ")}`);
}

test("the look follows the system until it is chosen, and the choice lasts", async ({ app, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await app.open();
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background();
  assert.notEqual(light, dark);
  await page.getByTestId("theme-toggle").click();
  assert.equal(await background(), light);
  await page.reload();
  await app.dropZone.waitFor();
  assert.equal(await background(), light, "chosen against the system, and kept");
});

// Commands by name and by key: the palette, the shortcuts, and what they lead to.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { sample } from "./cli.mjs";
import { suite } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const { test } = suite(async (folder) => ({ axe: await readFile(AXE, "utf8"), file: await sample(folder, { rows: 5_000 }) }));

/** The palette as a person knows it. */
class Palette {
  constructor(page) {
    this.page = page;
    this.root = page.getByTestId("palette");
    this.field = page.getByRole("combobox", { name: "Find a command" });
    this.entries = this.root.getByRole("option");
    this.chosen = this.root.locator("[aria-selected=true]");
  }

  async open() {
    await this.page.keyboard.press("Control+k");
    await this.field.waitFor();
  }

  /** Types, and does the command that is first by then. */
  async run(text, first) {
    await this.open();
    await this.field.fill(text);
    await this.chosen.getByText(first, { exact: true }).waitFor();
    await this.page.keyboard.press("Enter");
    await this.root.waitFor({ state: "hidden" });
  }
}

test("pages, tables, charts, parameters and actions are reached by name", async ({ app, page, data }) => {
  const palette = new Palette(page);
  await app.open();
  await palette.open();
  assert.equal(await palette.entries.filter({ hasText: "Chart" }).count(), 0, "nothing is offered that is not there");
  await page.keyboard.press("Escape");
  await palette.root.waitFor({ state: "hidden" });

  await app.run(data.file);
  await palette.run("dim_cust", "dim_customer");
  await page.waitForURL(/tables\?.*table=dim_customer/);
  await palette.run("revenue chart", "Revenue");
  await page.waitForURL(/dashboard/);
  assert.match(await page.evaluate(() => document.activeElement.id), /^widget-/, "the focus is on the chart");
  await palette.run("as of parameter", "as of");
  assert.equal(await page.evaluate(() => document.activeElement.id), "field-as_of");
  await palette.run("dark", "Switch between light and dark");
  await page.locator("html[data-theme=dark]").waitFor();
});

test("arrow keys go round, what is chosen is told, and nothing found is said", async ({ app, page }) => {
  const palette = new Palette(page);
  await app.open();
  await palette.open();
  const count = await palette.entries.count();
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((last) => document.querySelector("[role=combobox]").getAttribute("aria-activedescendant") === last, `palette-${count - 1}`);
  assert.equal(await palette.chosen.getAttribute("id"), `palette-${count - 1}`);
  await page.keyboard.press("ArrowDown");
  await page.locator("#palette-0[aria-selected=true]").waitFor();
  await palette.field.fill("qqqq");
  await palette.root.getByText("No command is called like this.").waitFor();
  await page.keyboard.press("Enter");
  assert.ok(await palette.root.isVisible());
});

test("single keys lead to pages, not while typing, and can be switched off", async ({ app, page, data }) => {
  await app.run(data.file);
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.waitForURL(/\/tables/);
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForURL(/\/dashboard/);
  await app.dashboard.widget("revenue").click(3);
  await app.dashboard.chips.first().waitFor();
  await page.locator("main").focus();
  await page.keyboard.press("x");
  await app.dashboard.chips.first().waitFor({ state: "detached" });

  await page.getByTestId("parameters").locator("summary").click();
  const search = page.getByTestId("parameters-search");
  await search.fill("");
  await search.press("g");
  await search.press("t");
  assert.equal(await search.inputValue(), "gt");
  assert.match(page.url(), /\/dashboard/);

  await page.locator("main").focus();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Shortcuts" });
  await list.getByText("Clear all filters").or(list.getByText("Find a command")).first().waitFor();
  await page.getByTestId("shortcuts-on").uncheck();
  await page.getByTestId("shortcuts-close").click();
  await list.waitFor({ state: "hidden" });
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.keyboard.press("?");
  assert.match(page.url(), /\/dashboard/);
  assert.ok(!(await list.isVisible()), "switched off");
  // A new tab at the start: what the host answers for the dashboard's address is tested elsewhere.
  await app.open();
  await app.engineReady();
  await page.keyboard.press("?");
  assert.ok(!(await list.isVisible()), "kept");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find a command" }).waitFor();
});

for (const look of ["light", "dark"]) {
  test(`axe finds nothing serious in the palette, and it fits a phone, ${look}`, { look, width: 390, height: 844 }, async ({ app, page, data }) => {
    await page.addInitScript({ content: data.axe });
    const palette = new Palette(page);
    const found = [];
    const examine = async (state) => {
      const { violations } = await page.evaluate(() => window.axe.run(document.querySelector("dialog[open]"), { resultTypes: ["violations"] }));
      violations.filter(({ impact }) => impact === "serious" || impact === "critical").forEach(({ id, nodes }) => found.push(`${state}: ${id} ${nodes[0].html}`));
      const box = await palette.root.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, `${state} lies within the window`);
    };
    await app.run(data.file);
    await page.getByTestId("commands").click();
    await palette.field.waitFor();
    await examine("palette");
    await palette.field.fill("shortcuts");
    await page.keyboard.press("Enter");
    await page.getByTestId("shortcuts-close").waitFor();
    await examine("shortcuts");
    await page.getByTestId("shortcuts-close").click();
    // The link to the page that is shown is in sight, though the bar scrolls.
    await app.go("Tables");
    await page.waitForURL(/\/tables/);
    const link = await app.navigation.locator("[aria-current=page]").boundingBox();
    assert.ok(link.x >= 0 && link.x + link.width <= 390);
    assert.deepEqual(found, []);
  });
}

// What a card of the dashboard can do besides showing its chart: tabs, files, links to other cards, rows and findings that lead
// on, and an answer to how its figures are computed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { sample } from "./cli.mjs";
import { suite } from "./harness.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const { test } = suite(async (folder) => ({ axe: await readFile(AXE, "utf8"), file: await sample(folder, { dimensions: false }) }));

const filters = (page) => [...new URL(page.url()).searchParams].filter(([key]) => key.startsWith("f."));

const isFocused = (target) => target.evaluate((element) => element === document.activeElement);

/** Whether the element lies where a person sees it: below the bars at the top, above the lower edge. */
const isInSight = (target) =>
  target.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < window.innerHeight / 2;
  });

test("tabs change by mouse and by keys, and a click on a month opens its days", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const [months, days] = [dashboard.widget("revenue"), dashboard.widget("revenue_daily")];
  const list = months.root.getByRole("tablist");
  assert.deepEqual(await list.getByRole("tab").allTextContents(), ["Months", "Days"]);
  assert.equal(await months.tab.getAttribute("aria-selected"), "true");

  await months.tab.focus();
  await page.keyboard.press("ArrowRight");
  await days.root.waitFor();
  assert.ok(await isFocused(days.tab), "the focus goes with the arrow");
  assert.equal(await days.root.getByRole("tabpanel").getAttribute("aria-labelledby"), await days.tab.getAttribute("id"));
  assert.equal(await days.root.getByRole("heading").innerText(), "Revenue by day");
  assert.equal(await months.root.count(), 0, "one look at a time");
  await days.drawing.waitFor();
  await page.keyboard.press("ArrowRight");
  await months.root.waitFor();
  await page.keyboard.press("End");
  await days.root.waitFor();

  const month = (await months.table())[4]["Period month"];
  await months.click(4);
  await days.root.waitFor();
  await dashboard.settled();
  assert.deepEqual(filters(page), [["f.month", month]]);
  const shown = await days.table();
  assert.ok(shown.length >= 28 && shown.every((row) => row.Date.startsWith(month)), `the days are those of ${month}`);

  // By keyboard the focus goes with it: the chart that had it is gone.
  await months.mark(5);
  await page.keyboard.press("Enter");
  await days.root.waitFor();
  assert.ok(await isFocused(days.tab));
});

test("a tab without data says what is missing, and a card that has nothing to say is not there", async ({ app, page, data: { file } }) => {
  await app.run(file);
  const channels = app.dashboard.widget("breakdown_channel");
  await channels.bring();
  assert.match(await channels.root.locator(".chart__empty").innerText(), /\w+ .*\./);
  assert.equal(await channels.root.getByTestId("chart-save-breakdown_channel").count(), 0, "there is nothing to save");
  const moves = page.getByTestId("widget-moves");
  assert.ok((await moves.count()) === 1 && !(await moves.isVisible()), "nobody has moved before a second run");
});

test("files hold what is shown", async ({ app, data: { file } }) => {
  await app.run(file);
  const revenue = app.dashboard.widget("revenue");
  const rows = await revenue.table();

  const csv = await revenue.save("csv");
  assert.equal(csv.name, "revenue.csv");
  const [head, ...lines] = csv.bytes.toString("utf8").trimEnd().split("\n").map((line) => line.split(","));
  assert.equal(lines.length, rows.length);
  const [month, sales] = ["period_month", "total_sales"].map((name) => head.indexOf(name));
  lines.forEach((cells, index) => {
    assert.equal(cells[month], rows[index]["Period month"]);
    const told = Number(rows[index].Revenue.replace(/[$,]/g, ""));
    assert.ok(Math.abs(Number(cells[sales]) - told) < 0.006, `${cells[sales]} is ${rows[index].Revenue}`);
  });

  const svg = await revenue.save("svg");
  assert.equal(svg.name, "revenue.svg");
  const text = svg.bytes.toString("utf8");
  assert.match(text, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  for (const word of ["Revenue", "Unfinished period", "Jan"]) assert.ok(text.includes(word), `the drawing says “${word}”`);

  const png = await revenue.save("png");
  assert.equal(png.name, "revenue.png");
  assert.deepEqual([...png.bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const [width, height] = ["width", "height"].map((side) => Number(new RegExp(`^<svg [^>]*${side}="(\\d+)"`).exec(text)[1]));
  assert.deepEqual([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)], [2 * width, 2 * height], "two pixels for one");
  assert.ok(png.bytes.length > 10_000, "there is something on the picture");

  for (const [id, column] of [["headline", "revenue"], ["best_cohorts", "cohort_month"], ["insights", "insight_title"]]) {
    const { name, bytes } = await app.dashboard.widget(id).save("csv");
    assert.equal(name, `${id}.csv`);
    const [names, first] = bytes.toString("utf8").split("\n");
    assert.ok(names.split(",").includes(column) && first.length > 0, `${name} has its columns and a row`);
  }
});

test("a finding leads to its chart, with its filter, in the right tab", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const follow = async (title) => {
    const card = dashboard.widget("insights").root.locator(".card").filter({ hasText: title });
    await card.getByRole("button", { name: /^Show in chart/ }).click();
    await dashboard.settled();
    return card.innerText();
  };
  const said = await follow(/^[\s\S]*Best cohort/);
  const retention = dashboard.widget("retention");
  const [[field, cohort]] = filters(page);
  assert.equal(field, "f.cohort");
  assert.ok(said.includes(cohort), `the finding is about ${cohort}`);
  assert.ok((await isFocused(retention.root)) && (await isInSight(retention.root)), "the chart is in sight and has the focus");
  await page.locator(".widget--found").waitFor({ state: "detached" });

  await follow(/Weakest cohort/);
  const [[, weakest], ...others] = filters(page);
  assert.ok(weakest !== cohort && others.length === 0, "a finding's value takes the place of the one before");

  await dashboard.clearFilters.click();
  await dashboard.settled();
  await follow(/RFM segment Champions/);
  await dashboard.widget("segments").root.waitFor();
  assert.deepEqual(filters(page), [["f.rfm_segment", "Champions"]]);
  assert.equal(await dashboard.widget("segments").tab.getAttribute("aria-selected"), "true");
});

test("rows filter, open a card, and lead to their table", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const cohorts = dashboard.widget("best_cohorts");
  const row = cohorts.root.locator("tbody tr").nth(1);
  const button = row.getByRole("button");
  const cohort = await button.innerText();
  await row.click();
  await dashboard.settled();
  assert.deepEqual(filters(page), [["f.cohort", cohort]], "a click in the middle of the row is one on its button");
  const same = cohorts.root.getByRole("button", { name: cohort, exact: true });
  assert.equal(await same.getAttribute("aria-pressed"), "true");

  const all = page.getByTestId("all-best_cohorts");
  const link = new URL(await all.getAttribute("href"), page.url());
  assert.deepEqual([link.searchParams.get("table"), link.searchParams.get("f.cohort")], ["cohort_analysis", cohort]);
  await same.focus();
  await page.keyboard.press("Enter");
  await dashboard.settled();
  assert.deepEqual(filters(page), []);

  const target = dashboard.widget("campaign_targets").root.locator("tbody tr").first().getByRole("button");
  const customer = await target.innerText();
  await target.click();
  await page.waitForURL((url) => url.searchParams.get("card") === customer);
  await page.goBack();

  await all.click();
  await page.getByRole("region", { name: "Table cohort_analysis", exact: true }).waitFor();
});

test("how a widget is computed is told on demand", async ({ app, page, data: { file } }) => {
  await app.run(file);
  const revenue = app.dashboard.widget("revenue");
  const text = await revenue.how();
  await text.getByText("the sum of all rows of the month").waitFor();
  assert.ok(await text.locator("dt", { hasText: /^total_sales$/ }).count(), "with the columns that are shown");
  await page.keyboard.press("Escape");
  await text.waitFor({ state: "hidden" });
  assert.ok(await isFocused(revenue.root.getByTestId("chart-how-revenue").locator("summary")), "Escape goes back to the button");

  await revenue.how();
  await app.dashboard.widget("customers").root.getByRole("heading").click();
  await text.waitFor({ state: "hidden" });
  const menus = page.locator("details.menu[open]");
  await revenue.how();
  await revenue.root.getByTestId("chart-save-revenue").locator("summary").click();
  assert.equal(await menus.count(), 1, "one menu at a time");

  const again = await revenue.how();
  await again.getByRole("link", { name: "monthly_metrics" }).click();
  await page.getByRole("region", { name: "Table monthly_metrics", exact: true }).waitFor();
  await app.tables.settled();
});

test("figures stand against the period before, and lead to their section", async ({ app, page, data: { file } }) => {
  const { dashboard } = app;
  await app.run(file);
  const months = (await dashboard.widget("revenue").table()).filter((row) => row.Unfinished === "no");
  const [before, last] = months.slice(-2);
  const tile = dashboard.widget("period").root.getByTestId("figure-revenue");
  assert.equal(await tile.locator(".figure__value").getAttribute("title"), last.Revenue);
  const way = last.Growth.startsWith("-") ? ["▼", "down"] : ["▲", "up"];
  const amount = last.Growth.replace("-", "");
  assert.match(await tile.locator(".figure__change").innerText(), new RegExp(`^${way[0]} ${amount} from `));
  assert.equal(await tile.locator(".visually-hidden").textContent(), `${way[1]} ${amount} from ${before.Revenue} in the period before`);
  assert.equal(await dashboard.widget("headline").root.locator(".figure__change").count(), 0, "where there is none, nothing is said");

  await dashboard.widget("tiles").root.getByRole("button", { name: "Customers", exact: true }).click();
  const heading = page.locator("#segments-title");
  assert.ok((await isFocused(heading)) && (await isInSight(heading)));
});

for (const look of ["light", "dark"]) {
  test(`axe finds nothing serious in menus and tabs, ${look}`, { look }, async ({ app, page, data: { axe, file } }) => {
    await app.run(file);
    await page.evaluate(axe);
    const examine = async (where) => {
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(serious.map(({ id, nodes }) => `${where}: ${id} at ${nodes[0].html.slice(0, 200)}`), []);
    };
    await app.dashboard.widget("best_cohorts").root.getByRole("button").first().click();
    await app.dashboard.settled();
    await app.dashboard.widget("segments").bring();
    await app.dashboard.widget("revenue").how();
    await examine("how it is computed");
    await app.dashboard.widget("retention").root.getByTestId("chart-save-retention").locator("summary").click();
    await examine("what can be saved");
  });
}

test("menus stay inside a narrow window", { width: 390, height: 844 }, async ({ app, page, data: { file } }) => {
  await app.run(file);
  for (const id of ["revenue", "campaign_targets", "headline"]) {
    await app.dashboard.widget(id).root.scrollIntoViewIfNeeded();
    for (const menu of ["how", "save"]) {
      const place = page.getByTestId(`chart-${menu}-${id}`);
      await place.locator("summary").click();
      const { x, width } = await place.locator(".menu__body").boundingBox();
      assert.ok(x >= 0 && x + width <= 390, `the menu ${menu} of ${id} reaches from ${x} to ${x + width}`);
    }
  }
});

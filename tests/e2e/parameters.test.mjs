// Parameters: changed, explained where they cannot be, applied, taken back, and kept in the link.

import assert from "node:assert/strict";

import { runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { suite } from "./harness.mjs";
import { Parameters } from "./panels.mjs";

const CHANGED = { rfm_frequency_orders: "2,3,4,5", currency: "€" };
const SEGMENT = "Loyal Customers";

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const [plain, changed] = await Promise.all([runSales(file, `${folder}/plain`), runSales(file, `${folder}/changed`, "csv", CHANGED)]);
  return { file, plain: await Expected.of(plain.tables), changed: await Expected.of(changed.tables) };
});

/** The figures of a selection, in euros. */
const inEuros = (figures) => Object.fromEntries(Object.entries(figures).map(([name, text]) => [name, text.replace("$", "€")]));

const parametersIn = (page) => Object.fromEntries([...new URL(page.url()).searchParams].filter(([key]) => key.startsWith("p.")).map(([key, value]) => [key.slice(2), value]));

test("a changed parameter changes the figures, keeps the filters, and is in the link", async ({ app, page, data: { file, plain, changed } }) => {
  const parameters = new Parameters(page);
  await app.run(file);
  const place = (await app.dashboard.widget("segments").table()).findIndex((row) => row["Rfm segment"] === SEGMENT);
  await app.dashboard.widget("segments").click(place, "ArrowDown");
  const before = plain.figures({ segment: SEGMENT });
  await app.dashboard.expectFigures(before);

  await parameters.unfold();
  assert.ok(await parameters.apply.isDisabled(), "there is nothing to apply");
  await parameters.search.fill("frequency orders");
  assert.equal(await parameters.rows.count(), 1);
  await parameters.field("rfm_frequency_orders").fill(CHANGED.rfm_frequency_orders);
  await parameters.row("rfm_frequency_orders").getByText("changed", { exact: true }).waitFor();
  await parameters.search.fill("");
  await parameters.field("currency").fill(CHANGED.currency);
  await parameters.outcome.getByText("2 changes are not applied yet.").waitFor();
  await parameters.run();

  const after = inEuros(changed.figures({ segment: SEGMENT }));
  assert.notEqual(after.Customers, before.Customers, "the parameter matters in this sample");
  await app.dashboard.expectFigures(after);
  assert.equal(new URL(page.url()).searchParams.get("f.rfm_segment"), SEGMENT, "the filter stays");
  assert.deepEqual(parametersIn(page), CHANGED);
  assert.match(await parameters.outcome.innerText(), /^Reused: .*read files.*; computed anew: .*customer_segmentation/s);
  assert.ok(await parameters.outcome.evaluate((line) => line === document.activeElement), "reading goes on where it stopped");

  // Going back brings the earlier parameters, not applied; taking all back and applying, the earlier figures.
  await page.goBack();
  await parameters.outcome.getByText("not applied yet").waitFor();
  await page.goForward();
  await parameters.outcome.filter({ hasText: "Reused" }).waitFor();
  await parameters.reset("currency").click();
  assert.equal(await parameters.field("currency").inputValue(), "$");
  await parameters.resetAll.click();
  await parameters.run();
  await app.dashboard.expectFigures(before);
  await page.waitForURL((url) => !url.search.includes("p."));
});

test("what a parameter does not take is explained beside it and does not run", async ({ app, page, data: { file } }) => {
  const parameters = new Parameters(page);
  await app.run(file);
  await parameters.unfold();
  await parameters.field("isolated_share").fill("0.6");
  assert.match(await parameters.problem("isolated_share").innerText(), /cannot be “0\.6”: it takes a number from 0 to 0\.5\. Its default is 0\.05\./);
  await parameters.field("rfm_recency_days").fill("30,20");
  assert.match(await parameters.problem("rfm_recency_days").innerText(), /4 rising whole numbers/);
  assert.ok(await parameters.apply.isDisabled());
  assert.match(await parameters.outcome.innerText(), /isolated_share, rfm_recency_days/);
  await parameters.reset("rfm_recency_days").click();
  await parameters.field("isolated_share").fill("0.5");
  await parameters.problem("isolated_share").waitFor({ state: "detached" });
  assert.ok(await parameters.apply.isEnabled());
  await page.getByTestId("parameters-changed").check();
  assert.equal(await parameters.rows.count(), 1);
});

test("a link reproduces parameters and filters", async ({ app, page, watch, data: { file, changed } }) => {
  const query = new URLSearchParams({ pipeline: "sales", "f.rfm_segment": SEGMENT });
  for (const [name, text] of Object.entries(CHANGED)) query.set(`p.${name}`, text);
  // A host without rewrites answers 404 with the page.
  watch.allow(/404/);
  await app.open(`dashboard?${query}`);
  await app.choose(file);
  await app.dashboard.complete();
  await app.dashboard.expectFigures(inEuros(changed.figures({ segment: SEGMENT })));
  assert.deepEqual(parametersIn(page), CHANGED);
});

test("a link with a value that cannot be asks before the run", async ({ app, page, watch, data: { file, plain } }) => {
  const parameters = new Parameters(page);
  watch.allow(/404/);
  await app.open("dashboard?pipeline=sales&p.at_risk_days=never&p.made_up=1");
  await app.choose(file);
  await app.files.missing.getByText("Parameter at_risk_days cannot be “never”").waitFor();
  assert.ok(await app.files.run.isDisabled());
  assert.match(await app.notices.innerText(), /“made_up”.*left out/s);
  await parameters.problem("at_risk_days").waitFor();
  await parameters.reset("at_risk_days").click();
  await app.files.start();
  await app.dashboard.complete();
  await app.dashboard.expectFigures(plain.figures());
});

// The list of people to address: the steps add up, and the file holds what they say.

import assert from "node:assert/strict";

import { parseCsv, runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { suite } from "./harness.mjs";
import { Campaign } from "./panels.mjs";

const SEGMENT = "Loyal Customers";

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const native = await runSales(file, `${folder}/native`);
  return { file, expected: await Expected.of(native.tables) };
});

/** Every step leaves what the one before left, less those it leaves out; the last two share the rest. */
function assertAddsUp(steps) {
  const [addressed, held] = [steps.at(-1), steps.at(-2)];
  assert.match(addressed.what, /addressed/);
  assert.match(held.what, /held out/);
  const chain = steps.slice(0, -2);
  chain.slice(1).forEach((step, index) => assert.equal(step.left, chain[index].left - step.out, step.what));
  assert.equal(held.left + addressed.left, chain.at(-1).left);
}

const number = (text) => Number(text.replace(/[^\d.]/g, ""));

test("groups, quiet days, contacts, budget and holdout add up, on the page and in the file", async ({ app, page, data: { file, expected } }) => {
  const campaign = new Campaign(page);
  await app.run(file);
  const place = (await app.dashboard.widget("segments").table()).findIndex((row) => row["Rfm segment"] === SEGMENT);
  await app.dashboard.widget("segments").click(place, "ArrowDown");
  await app.dashboard.expectFigures(expected.figures({ segment: SEGMENT }));
  await app.go("Campaign list");

  // The filter is the first choice of groups.
  const loyal = expected.customers({ segment: SEGMENT });
  let steps = await campaign.funnel();
  assertAddsUp(steps);
  assert.equal(steps[0].left, expected.tables.dim_customer.length);
  assert.equal(steps[1].left, loyal.length);
  assert.ok(await campaign.choice("rfm_segment", SEGMENT).isChecked());
  assert.match(await campaign.group("rfm_segment").innerText(), /1 of \d+/);

  await campaign.field("quiet").fill("30");
  steps = await campaign.funnel();
  assertAddsUp(steps);
  const recent = loyal.filter((row) => Number(row.days_since_last_order) < 30).length;
  assert.equal(steps.find((step) => /quiet/.test(step.what)).out, recent);

  const quiet = loyal.filter((row) => Number(row.days_since_last_order) >= 30).map((row) => row.customer_id);
  const contacted = quiet.slice(0, 3);
  await campaign.field("contacted").fill([...contacted, "nobody at all", `${quiet[3]}, yesterday`].join("\n"));
  await page.getByTestId("audience-file").setInputFiles({ name: "sent.csv", mimeType: "text/csv", buffer: Buffer.from(`${quiet[4]}\n${quiet[5]},1999-01-01\n`) });
  await page.getByTestId("audience-file-remove").getByText("sent.csv, 2 lines").waitFor();
  steps = await campaign.funnel();
  assertAddsUp(steps);
  assert.ok((await campaign.contactsProblem.allInnerTexts()).some((text) => /nobody's/.test(text)));
  assert.ok((await campaign.contactsProblem.allInnerTexts()).some((text) => /date cannot be read/.test(text)));

  await campaign.field("budget").fill("50");
  await campaign.field("cost").fill("2.5");
  await campaign.field("holdout").fill("20");
  steps = await campaign.funnel();
  assertAddsUp(steps);
  const cost = number(await page.getByTestId("audience-costs").locator("dd").first().innerText());
  const addressed = steps.at(-1).left;
  assert.equal(cost, addressed * 2.5);
  assert.ok(cost <= 50 && steps.at(-2).left > 0);

  const { name, bytes } = await campaign.download();
  assert.match(name, /\.csv$/);
  const rows = parseCsv(bytes.toString());
  assert.equal(rows.length, steps.at(-1).left + steps.at(-2).left);
  assert.equal(rows.filter((row) => row.group === "contact").length, addressed);
  const wanted = new Set(loyal.map((row) => row.customer_id));
  for (const row of rows) assert.ok(wanted.has(row.customer_id), `${row.customer_id} is of the segment`);
  const out = new Set([...contacted, quiet[4]]);
  assert.ok(!rows.some((row) => out.has(row.customer_id)), "who was contacted is not on the list");
  rows.forEach((row, index) => assert.equal(Number(row.place), index + 1));
  const ranks = rows.map((row) => Number(row.expected_value_180d));
  assert.deepEqual(ranks, [...ranks].sort((a, b) => b - a), "the first are worth the most");

  // The same seed holds out the same; the plan is still there after another page.
  await app.go("Dashboard");
  await app.go("Campaign list");
  await campaign.funnel();
  assert.equal(await campaign.field("budget").inputValue(), "50");
  const again = await campaign.download();
  assert.ok(again.bytes.equals(bytes), "the same plan gives the same file");
  await campaign.field("seed").fill("2");
  await campaign.funnel();
  const other = await campaign.download();
  assert.ok(!other.bytes.equals(bytes), "another seed holds out others");
});

test("what cannot be is explained, and a file too large is not taken", async ({ app, page, data: { file } }) => {
  const campaign = new Campaign(page);
  await app.run(file);
  await app.go("Campaign list");
  await campaign.funnel();
  for (const [field, text, says] of [
    ["quiet", "a week", /whole number of days/],
    ["holdout", "120", /percentage from 0 to 90/],
    ["budget", "-1", /amount/],
  ]) {
    await campaign.field(field).fill(text);
    await campaign.problem.getByText("it is marked").waitFor();
    assert.match(await page.locator(`#audience-${field}-about`).innerText(), says);
    assert.equal(await campaign.export.count(), 0, "nothing to export");
    await campaign.field(field).fill("0");
    await campaign.problem.getByText("it is marked").waitFor({ state: "detached" });
  }
  await page.getByTestId("audience-file").setInputFiles({ name: "all.csv", mimeType: "text/csv", buffer: Buffer.alloc(5_000_001, "1") });
  await app.notices.filter({ hasText: "all.csv" }).waitFor();
  assert.match(await app.notices.innerText(), /more than 5 MB/);
});

// Numbers and days as the person's language writes them, on screen and in fields; never in a file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { runSales, sample } from "./cli.mjs";
import { suite } from "./harness.mjs";

const { test } = suite(async (folder) => {
  const file = await sample(folder, { rows: 5_000 });
  return { file, native: await runSales(file, `${folder}/native`) };
});

const facts = (page) => page.getByTestId("as-of").locator("dd").first().innerText();

test("German: points between groups, a decimal comma, the day first; a field takes the same", { locale: "de-DE" }, async ({ app, page, data }) => {
  await app.run(data.file);
  const read = await app.dashboard.conservation.locator(".account__number").first().innerText();
  assert.equal(read, data.native.counts.read.toLocaleString("de-DE"));
  assert.match(read, /^\d\.\d{3}$/);
  assert.match(await facts(page), /^\d{2}\.\d{2}\.\d{4}$/);

  const score = await page.getByTestId("quality").locator("dd").first().innerText();
  assert.match(score, /\d,\d\d of 100/);

  await page.getByTestId("parameters").locator("summary").click();
  const names = await page.locator("[data-testid^=field-][inputmode=decimal]").evaluateAll((fields) => fields.map((field) => [field.id, field.value]));
  const [id, value] = names.find(([, value]) => value.includes(",")) ?? [];
  assert.ok(id, `a decimal comma in one of ${JSON.stringify(names)}`);
  const field = page.locator(`[id="${id}"]`);
  const name = id.replace("field-", "");
  await field.fill(value.replace(/\d$/, (digit) => String((Number(digit) % 9) + 1)));
  await page.getByTestId(`reset-${name}`).waitFor();
  assert.equal(await page.getByTestId(`problem-${name}`).count(), 0, "what it shows, it takes");
  await field.fill("1,5,2");
  await page.getByTestId(`problem-${name}`).waitFor();
});

test("a file is the same in every language", { locale: "de-DE" }, async ({ app, page, data }) => {
  await app.run(data.file);
  await app.go("Tables");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-csv").click()]);
  const table = download.suggestedFilename().replace(/\.csv$/, "");
  assert.deepEqual(await readFile(await download.path()), await data.native.tables.bytes(table));
});

test("Hindi: groups of two above the thousand", { locale: "hi-IN" }, async ({ app, page }) => {
  await app.open();
  await app.sample.click();
  await app.dashboard.complete();
  const money = await page.locator(".figures").first().innerText();
  assert.match(money, /\d,\d\d,\d{3}/, money);
});

test("Arabic (Egypt): its marks, Latin digits", { locale: "ar-EG" }, async ({ app, page, data }) => {
  await app.run(data.file);
  const read = await app.dashboard.conservation.locator(".account__number").first().innerText();
  assert.match(read, /^\d\D\d{3}$/);
  assert.match(await page.locator(".figures").first().innerText(), /\d/);
});

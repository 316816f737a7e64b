// A run, kept as a recipe and as a command: both make the same tables, byte for byte.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { sample } from "./cli.mjs";
import { suite } from "./harness.mjs";
import { RunsPage } from "./runs.mjs";
import { unzip } from "./unzip.mjs";

const { test } = suite(async (folder) => ({ folder, file: await sample(folder, { rows: 3_000 }) }));

/** Has a shell do a command line over a copy of the file; answers the folder with the tables. */
async function shell(command, { folder, name, files }) {
  const place = join(folder, name);
  await mkdir(place);
  for (const [file, from] of Object.entries(files)) {
    if (Buffer.isBuffer(from)) await writeFile(join(place, file), from);
    else await copyFile(from, join(place, file));
  }
  await promisify(execFile)("sh", ["-c", `varve() { "$VARVE_CLI" "$@"; }\n${command}`], { cwd: place });
  return join(place, "tables");
}

async function zip(app) {
  await app.go("Tables");
  const { bytes } = await app.tables.download("export-zip-csv");
  return unzip(bytes);
}

async function assertSame(files, folder, what) {
  const names = await readdir(folder);
  assert.ok(names.length >= 12, `${what} wrote all tables`);
  for (const name of names) assert.ok(files.get(name)?.equals(await readFile(join(folder, name))), `${name} by ${what}`);
}

test("the recipe and the command of a run make its tables, in the browser and outside", async ({ app, page, context, data }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const runs = new RunsPage(app);
  await app.open("?p.min_cohort_size=3&p.currency=%E2%82%AC");
  await app.choose(data.file);
  await app.dashboard.complete();
  const recipe = await runs.save("save-recipe");
  assert.equal(recipe.name, "varve_sales_recipe.json");
  assert.equal(JSON.parse(recipe.text).parameters.min_cohort_size, "3");
  assert.ok(recipe.text.length < 4_096, "a recipe is small");
  await page.getByTestId("copy-command").click();
  await page.getByTestId("copied").getByText("Copied").waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /^varve run sales /);
  const first = await zip(app);

  const file = { [basename(data.file)]: data.file };
  await assertSame(first, await shell(command, { folder: data.folder, name: "command", files: file }), "the command");
  const withRecipe = { ...file, [recipe.name]: Buffer.from(recipe.text) };
  const run = `varve run ${basename(data.file)} --recipe ${recipe.name} --out tables`;
  await assertSame(first, await shell(run, { folder: data.folder, name: "recipe", files: withRecipe }), "the recipe");

  // In a fresh tab, the recipe together with the file.
  const saved = join(data.folder, recipe.name);
  await writeFile(saved, recipe.text);
  await app.open();
  await app.choose([data.file, saved]);
  await app.dashboard.complete();
  await page.getByText("is applied").waitFor();
  const again = await zip(app);
  for (const [name, bytes] of first) assert.ok(again.get(name)?.equals(bytes), `${name} after a reload, by the recipe`);
});

test("a recipe dropped after the file is applied, and one that misses a column asks", async ({ app, page, data }) => {
  await app.run(data.file);
  const runs = new RunsPage(app);
  const recipe = await runs.save("save-recipe");
  const later = join(data.folder, "later.json");
  await writeFile(later, recipe.text.replace('"parameters": {}', '"parameters": {"min_cohort_size": "4"}'));
  await app.dropFromOutside(later);
  await page.waitForURL(/p\.min_cohort_size=4/);
  await app.dashboard.complete();

  const lacking = join(data.folder, "lacking.json");
  const { files } = JSON.parse(recipe.text);
  await writeFile(lacking, recipe.text.replaceAll(`: "${files[0].columns.date}"`, ': "Moon day"'));
  await app.dropFromOutside(lacking);
  await page.getByText("“Moon day” for date").waitFor();
  await app.files.missing.getByText("date").waitFor();

  const broken = join(data.folder, "broken.json");
  await writeFile(broken, recipe.text.replace('"varve_recipe": 1', '"varve_recipe": 99'));
  await page.getByTestId("recipe-input").setInputFiles(broken);
  await page.getByText("written by a newer Varve").waitFor();
});

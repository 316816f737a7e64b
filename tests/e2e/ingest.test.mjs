// What people really have: folders of exports, Hive partitions, files without a header, workbooks, dates that fit two orders. What the
// page cannot know it asks; what it was told it keeps; what a run will cost it says before.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { runSales, sample } from "./cli.mjs";
import { Expected } from "./expected.mjs";
import { bad, suite } from "./harness.mjs";

const MONTHS = 130;

const { test } = suite(async (folder) => {
  const file = await sample(folder);
  const [header, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const write = async (name, rows, { head = header, more = "" } = {}) => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${head === null ? "" : `${head}\n`}${rows.join("\n")}\n${more}`);
    return path;
  };

  const size = Math.ceil(lines.length / MONTHS);
  const parts = Array.from({ length: MONTHS }, (_, part) => lines.slice(part * size, (part + 1) * size));
  const place = (part) => `exports/${2000 + Math.floor(part / 12)}/${part % 2 ? "" : "deep/er/"}part-${String(part).padStart(3, "0")}.csv`;
  await Promise.all(parts.map((rows, part) => write(place(part), rows)));
  // What systems and Spark leave behind, and a file that is no table of sales.
  for (const name of ["exports/.DS_Store", "exports/_SUCCESS", "exports/2000/._part.csv", "exports/__MACOSX/x.csv", "exports/Thumbs.db"]) {
    await write(name, ["\u0000\u0001"], { head: null });
  }

  const regular = lines.filter((line) => line.split(",").length === header.split(",").length).slice(0, 4_000);
  await write("hive/year_month=2024-01/part-0.csv", regular.slice(0, 2_000));
  await write("hive/year_month=2024-02/part-0.csv", regular.slice(2_000));

  // Every date fits day first and month first, and gives another month either way.
  const undecided = Array.from({ length: 3_000 }, (_, row) => {
    const [one, two] = [(row % 12) + 1, ((row * 5 + 3) % 12) + 1];
    return `${pad(one)}/${pad(two)}/2021,C${row % 400},O${row},${(row % 90) + 10}.50`;
  });
  const orders = "Order Date,Customer ID,Order ID,Sales";

  const paths = {
    exports: join(folder, "exports"),
    hive: join(folder, "hive"),
    undecided: await write("undecided.csv", undecided, { head: orders }),
    headless: await write("headless.csv", regular.map((line) => line.split(",").slice(1, 5).join(",")), { head: null }),
    titled: await write("titled.csv", regular, { head: `Sales of the year\n\n${header}` }),
    unknown: await write("unknown.csv", regular.map((line) => line.split(",").slice(1, 5).join(",")), { head: "wann,wer,welche,wieviel" }),
    changing: await write("changing.csv", regular),
  };
  const native = await runSales(file, `${folder}/native`);
  return {
    file,
    ...paths,
    counts: native.counts,
    regular: regular.length,
    expected: await Expected.of(native.tables),
  };
});

const pad = (number) => String(number).padStart(2, "0");

for (const way of ["dropped", "chosen"]) {
  test(`a folder of ${MONTHS} exports in nested folders, ${way}, gives the totals of the whole`, async ({ app, page, data }) => {
    await app.open();
    await (way === "dropped" ? app.dropFromOutside(data.exports) : app.chooseFolder(data.exports));
    await app.dashboard.complete();
    assert.deepEqual(await app.dashboard.counts(), data.counts);
    await app.dashboard.expectFigures(data.expected.figures());
    assert.match(await app.dashboard.conservation.innerText(), new RegExp(`${MONTHS} files`));
    assert.equal(await app.notices.count(), 0, "what systems leave behind is not spoken of");

    await app.files.fromDashboard();
    assert.equal(await app.files.cards.count(), 1, "one card for files with the same columns");
    const card = app.files.card();
    assert.match(await card.root.innerText(), new RegExp(`${MONTHS} files, same columns`));
    await card.unfold(card.list);
    await card.list.getByRole("listitem").first().waitFor();
    const names = await card.list.locator(".file-card__name").allInnerTexts();
    assert.equal(names.length, MONTHS);
    assert.match(names[0], /^exports\/2000\/deep\/er\/part-000\.csv/);
    assert.deepEqual(names, [...names].sort(), "in the order of their paths");
    assert.equal(await page.getByText("_SUCCESS").count(), 0);
    // A change in the card is one for all of its files.
    await card.input.selectOption({ label: "left out" });
    assert.match(await app.files.missing.innerText(), /No file takes part/);
  });
}

test("folders and files dropped together, and a file among them that is no table", async ({ app, data }) => {
  await app.open();
  await app.dropFromOutside([data.hive, bad("binary.csv")]);
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).read, data.regular);
  assert.match(await app.message("binary.csv").innerText(), /“binary\.csv” is not a table.*PNG/);
});

test("the folders of Hive are columns", async ({ app, data }) => {
  await app.open();
  await app.chooseFolder(data.hive);
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).read, data.regular);
  await app.files.fromDashboard();
  const card = app.files.card();
  assert.ok((await card.column("country").locator("option").allTextContents()).includes("year_month"));
  await card.column("country").selectOption({ label: "year_month" });
  const values = await card.root.getByRole("row", { name: /^country/ }).getByRole("listitem").allTextContents();
  assert.deepEqual(values, ["2024-01"], "the values of the first file's folder");
  await app.files.start();
  await app.dashboard.complete();
  await app.go("Tables");
  await app.tables.choose("stg_sales_cleaned");
  for (const [order, month] of [["ascending", "2024-01"], ["descending", "2024-02"]]) {
    await app.tables.sortButton("country").click();
    await app.tables.sorted("country", order);
    assert.equal((await app.tables.rows())[0].country, month);
  }
});

test("a file without a header is asked about, and matched by hand", async ({ app, data }) => {
  await app.open();
  await app.choose(data.headless);
  const card = app.files.card();
  await card.question("header").waitFor();
  assert.match(await card.question("header").innerText(), /Does the first line name the columns\?/);
  assert.ok(await app.files.run.isDisabled());
  await card.answerHeader(false);
  assert.deepEqual(await card.previewed(), ["Column 1", "Column 2", "Column 3", "Column 4"]);
  for (const [column, label] of [["date", "Column 1"], ["customer_id", "Column 2"], ["order_id", "Column 3"], ["sales", "Column 4"]]) {
    await card.column(column).selectOption({ label });
  }
  await app.files.start();
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).read, data.regular);
});

test("the line that names the columns is found below a title, and can be changed", async ({ app, page, data }) => {
  await app.open();
  await app.choose(data.titled);
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).read, data.regular);
  await app.files.fromDashboard();
  const card = app.files.card();
  await card.unfold(card.header);
  const names = await card.previewed();
  assert.ok(names.includes("Customer ID"));
  await page.getByLabel("No line names them").check();
  await card.settled();
  await page.waitForFunction(() => document.querySelector("[data-testid=missing]").textContent.includes("needs a column for date"));
  const line = page.getByRole("radio", { name: /names the columns$/ });
  const labels = await line.evaluateAll((radios) => radios.map((radio) => radio.closest("tr").textContent));
  await line.nth(labels.findIndex((text) => text.includes("Customer ID"))).check();
  await page.waitForFunction(() => document.querySelector("[data-testid=missing]").textContent.includes("Everything needed is there"));
  assert.deepEqual(await card.previewed(), names);
  await app.files.start();
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).read, data.regular);
});

test("another sheet of a workbook", async ({ app }) => {
  await app.open();
  await app.choose(workbook());
  await app.dashboard.complete();
  assert.equal((await app.dashboard.counts()).read, 2);
  await app.files.fromDashboard();
  const card = app.files.card();
  assert.equal(await card.sheet.inputValue(), "May");
  await card.sheet.selectOption("June");
  await card.root.getByText("C-june").first().waitFor();
  await card.settled();
  await app.files.start();
  await app.dashboard.expectCounts({ read: 3, accepted: 3, rejected: 0 });
});

test("dates that fit two orders are asked about, and the answer changes the figures", async ({ app, page, data }) => {
  const seen = [];
  for (const word of ["dmy", "mdy"]) {
    await app.open();
    await page.evaluate(() => localStorage.clear());
    await app.choose(data.undecided);
    const card = app.files.card();
    await card.question("date").waitFor();
    assert.match(await card.question("date").innerText(), /“\d\d\/\d\d\/2021” fits both\. Which is it\?/);
    await card.answer("date", word);
    assert.equal(await card.reading("date").inputValue(), word);
    assert.ok(await card.reading("date").evaluate((select) => select === document.activeElement), "the focus is on what holds the answer");
    await app.files.start();
    await app.dashboard.complete();
    assert.equal(await app.dashboard.question("date").count(), 0);
    seen.push(JSON.stringify(await app.dashboard.widget("revenue").table()));
    await page.getByTestId("match").locator("summary").click();
    assert.match(await page.getByTestId("match").innerText(), word === "dmy" ? /read day first, as chosen/ : /read month first, as chosen/);
  }
  assert.notEqual(seen[0], seen[1], "day first and month first give other months");

  // Left to the rows, the run cannot tell either: it asks before the figures, and the answer runs again.
  await app.open();
  await page.evaluate(() => localStorage.clear());
  await app.choose(data.undecided);
  await app.files.card().answer("date", "auto");
  await app.files.start();
  await app.dashboard.question("date").waitFor();
  await app.dashboard.complete();
  assert.match(await app.dashboard.question("date").innerText(), /fit both day first and month first/);
  await app.dashboard.answer("date", "dmy");
  await app.dashboard.question("date").waitFor({ state: "detached" });
  await app.dashboard.complete();
  assert.equal(JSON.stringify(await app.dashboard.widget("revenue").table()), seen[0]);
});

test("by keyboard alone: the question about dates is answered and run", async ({ app, page, data }) => {
  await app.open();
  await app.choose(data.undecided);
  await app.files.card().question("date").waitFor();
  await app.tabTo(page.getByTestId("answer-0-date-mdy"));
  await page.keyboard.press("Enter");
  await app.files.card().question("date").waitFor({ state: "detached" });
  await app.tabTo(app.files.run);
  await page.keyboard.press("Enter");
  await app.dashboard.complete();
});

test("a match made by hand is kept for the same header over a reload, and forgotten on request", async ({ app, data }) => {
  const columns = { date: "wann", customer_id: "wer", order_id: "welche", sales: "wieviel" };
  await app.open();
  await app.choose(data.unknown);
  const card = app.files.card();
  await card.root.waitFor();
  assert.match(await card.root.innerText(), /“unknown\.csv” fits none of the pipelines/);
  // No name is known: it is left out until a person says what it is.
  await card.input.selectOption("sales");
  for (const [column, label] of Object.entries(columns)) await card.column(column).selectOption({ label });
  await app.files.start();
  await app.dashboard.complete();
  const counts = await app.dashboard.counts();
  assert.equal(counts.read, data.regular);

  await app.open();
  await app.choose(data.unknown);
  await app.dashboard.expectCounts(counts);
  await app.notices.filter({ hasText: "Your choices from last time are applied." }).waitFor();
  await app.files.fromDashboard();
  await card.remembered.waitFor();
  assert.equal(await card.column("date").locator("option:checked").textContent(), "wann");
  await card.forget.click();
  await card.remembered.waitFor({ state: "detached" });

  await app.open();
  await app.choose(data.unknown);
  await card.root.waitFor();
  assert.equal(await card.remembered.count(), 0);
  assert.equal(await app.dashboard.layers.count(), 0);
});

test("without an order id, where the person says so", async ({ app }) => {
  await app.open();
  const rows = Array.from({ length: 50 }, (_, row) => `2024-03-${pad((row % 28) + 1)},C${row % 5},${row + 1}.00`);
  await app.choose({ name: "lines.csv", mimeType: "text/csv", buffer: Buffer.from(`Date,Customer ID,Sales\n${rows.join("\n")}\n`) });
  await app.files.run.waitFor();
  assert.match(await app.files.missing.innerText(), /“lines\.csv” needs a column for order_id\./);
  await app.files.card().without("order_id").check();
  await app.files.start();
  await app.dashboard.complete();
  assert.deepEqual(await app.dashboard.counts(), { read: 50, accepted: 50, rejected: 0 });
});

test("the cost is told before the run; a sample of rows costs less and is said to be one", async ({ app, page, data }) => {
  await app.run(data.file);
  await app.files.fromDashboard();
  assert.match(await app.files.estimate.innerText(), /^(about )?[\d,]+ rows · about \d+ MB of memory · (under a second|about \d+ s)$/);
  assert.equal(await app.files.tooLarge.count(), 0);
  await app.files.options.locator("summary").click();
  await app.files.every.selectOption({ label: "every 10th row" });
  await app.files.onlyNeeded.check();
  assert.match(await app.files.estimate.innerText(), /^about 4,\d00 rows/);
  assert.match(await app.files.command.inputValue(), /^varve run sales sample_sales\.csv --out tables --every 10 --only-needed$/);
  await app.files.start();
  const read = Math.ceil(data.counts.read / 10);
  await page.waitForFunction((read) => document.querySelector(".account__number")?.textContent === read.toLocaleString("en-US"), read);
  await app.dashboard.complete();
  await app.dashboard.notes.locator("summary").click();
  assert.match(await app.dashboard.notes.innerText(), /10/);
});

test("a file that changes between the look and the run gives a sentence", async ({ app, data }) => {
  await app.open();
  await app.choose(data.changing);
  await app.dashboard.complete();
  await app.files.fromDashboard();
  await writeFile(data.changing, "other bytes, and fewer");
  await app.files.start();
  await app.errorPanel.waitFor();
  assert.match(await app.errorPanel.innerText(), /“changing\.csv” could not be read.*changed or moved.*choose the file again/is);
  assert.ok(await app.errorPanel.getByText("Choose other files").isVisible());
});

test("a card for each kind of file, and the ones that cannot be used keep their sentence", async ({ app, data }) => {
  await app.open();
  await app.dropFromOutside([data.undecided, data.hive, bad("unrelated.csv"), bad("empty.csv")]);
  await app.files.cards.first().waitFor();
  const texts = (await app.files.cards.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  assert.equal(texts.length, 4);
  assert.ok(texts.some((text) => /2 files, same columns/.test(text)));
  assert.ok(texts.some((text) => /“unrelated\.csv” fits none/.test(text)));
  assert.ok(texts.some((text) => /“empty\.csv” is empty/.test(text)));
});

/** A workbook with two sheets, the smallest that a spreadsheet would open. */
function workbook() {
  const sheet = (rows) =>
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
      .map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => `<c r="${"ABCD"[column]}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`)
      .join("")}</sheetData></worksheet>`;
  const head = ["Date", "Customer ID", "Order ID", "Sales"];
  const rows = (month, count) => [head, ...Array.from({ length: count }, (_, row) => [`2024-${pad(month)}-0${row + 1}`, month === 6 ? "C-june" : "C-may", `O${row}`, `${row + 1}.50`])];
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="May" sheetId="1" r:id="rId1"/><sheet name="June" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheet(rows(5, 2)),
    "xl/worksheets/sheet2.xml": sheet(rows(6, 3)),
  };
  return { name: "sales.xlsx", mimeType: `${types}.sheet`, buffer: zip(parts) };
}

/** A ZIP of stored files. */
function zip(files) {
  const [local, central] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(offset, 12);
    local.push(Buffer.from("PK\u0003\u0004"), fields, path, bytes);
    central.push(Buffer.from("PK\u0001\u0002\u0014\u0000"), fields, place.subarray(2), path);
    offset += 30 + path.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from("PK\u0005\u0006"), end]);
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

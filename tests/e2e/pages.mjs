// The pages as a person knows them: what can be seen, read and done, so that tests name no selector.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** How long new results may take to appear. */
const STEP_MILLIS = 30_000;

/** The frame that all pages share. */
export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.dropZone = page.getByTestId("drop-zone");
    this.engine = page.getByTestId("engine-state");
    this.errorPanel = page.getByTestId("error-panel");
    this.notices = page.getByTestId("notice");
    this.sample = page.getByTestId("sample");
    this.runAgain = page.getByTestId("run-again");
    this.cancel = page.getByTestId("cancel");
    this.navigation = page.getByRole("navigation", { name: "Pages" });
    this.dashboard = new Dashboard(page);
    this.files = new Files(page);
    this.tables = new TablesPage(page);
  }

  /** Opens the start page, or another path of the app. */
  async open(path = "") {
    await this.page.goto(this.url + path);
    await this.page.locator("main").waitFor();
  }

  async engineReady() {
    await this.page.locator("[data-testid=engine-state][data-state=ready]").waitFor();
  }

  /** Chooses files in the first file input on the page. */
  choose(files) {
    return this.page.getByTestId("file-input").first().setInputFiles(files);
  }

  /** Chooses a folder in the folder input of the start page. */
  chooseFolder(folder) {
    return this.page.getByTestId("folder-input").first().setInputFiles(folder);
  }

  /** Opens the page, gives it files and waits for the dashboard. */
  async run(files) {
    await this.open();
    await this.choose(files);
    await this.dashboard.complete();
  }

  /** Follows a link of the top bar. */
  async go(name) {
    await this.navigation.getByRole("link", { name }).click();
  }

  /** Drops files that script makes in the page: all that a drop is, but for the events' trust. */
  async dropMade(paths) {
    const files = await Promise.all([paths].flat().map(async (path) => [basename(path), await readFile(path, "latin1")]));
    await this.dropZone.evaluate((zone, files) => {
      const transfer = new DataTransfer();
      for (const [name, text] of files) {
        const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      for (const kind of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer });
        zone.dispatchEvent(event);
        if (kind !== "dragenter" && !event.defaultPrevented) throw new Error(`The page left ${kind} to the browser, which would open the file.`);
      }
    }, files);
  }

  /** Drags files or folders in from outside, as the operating system would: the browser itself makes the events and the handles. */
  async dropFromOutside(paths, { meanwhile = async () => {} } = {}) {
    const session = await this.page.context().newCDPSession(this.page);
    const { width, height } = this.page.viewportSize();
    const data = { items: [], files: [paths].flat(), dragOperationsMask: 1 };
    const at = { x: width / 2, y: height / 2, data };
    await session.send("Input.dispatchDragEvent", { type: "dragEnter", ...at });
    await session.send("Input.dispatchDragEvent", { type: "dragOver", ...at });
    await meanwhile();
    await session.send("Input.dispatchDragEvent", { type: "drop", ...at });
    await session.detach();
  }

  /** The files as the message that says what the app cannot do with them: in the error panel, a notice, or a file's card. */
  message(file) {
    const places = "[data-testid=error-panel], [data-testid=notice], .file-card";
    return this.page.locator(places).filter({ hasText: file }).first();
  }

  /** Presses Tab until the element has the focus. */
  async tabTo(target, { back = false, limit = 120 } = {}) {
    for (let presses = 0; presses < limit; presses += 1) {
      await this.page.keyboard.press(back ? "Shift+Tab" : "Tab");
      if (await target.evaluateAll((elements) => elements.includes(document.activeElement))) return;
    }
    throw new Error(`${limit} presses of Tab did not reach ${target}.`);
  }
}

/** The page on which files are matched by hand. */
class Files {
  constructor(page) {
    this.page = page;
    this.cards = page.locator(".file-card");
    this.run = page.getByTestId("run");
    this.missing = page.getByTestId("missing");
    this.estimate = page.getByTestId("estimate");
    this.tooLarge = page.getByTestId("too-large");
    this.options = page.getByTestId("options");
    this.every = page.getByTestId("every");
    this.onlyNeeded = page.getByTestId("only-needed");
    this.command = page.getByTestId("command");
  }

  /** The card of the files whose first has this index. */
  card(file = 0) {
    return new FileCard(this.page, file);
  }

  /** From the dashboard: the link that leads to the match. */
  async fromDashboard() {
    await this.page.getByTestId("match").locator("summary").click();
    await this.page.getByRole("link", { name: "Change the match" }).click();
    await this.cards.first().waitFor();
  }

  /** Waits until nothing is missing and nothing is under way, and runs. */
  async start() {
    await this.page.locator("[data-testid=run]:enabled").waitFor();
    await this.run.click();
  }
}

/** Files with the same columns, or one file. */
class FileCard {
  constructor(page, file) {
    this.page = page;
    this.file = file;
    this.root = page.getByTestId(`file-${file}`);
    this.input = page.getByTestId(`input-${file}`);
    this.sheet = page.getByTestId(`sheet-${file}`);
    this.header = page.getByTestId(`header-${file}`);
    this.remembered = page.getByTestId(`remembered-${file}`);
    this.forget = page.getByTestId(`forget-${file}`);
    this.list = page.getByTestId(`files-${file}`);
    this.preview = this.root.getByRole("region", { name: /^First rows of/ });
  }

  /** The select of the source column. */
  column(name) {
    return this.page.getByTestId(`map-${this.file}-${name}`);
  }

  /** The select of how the column is read. */
  reading(name) {
    return this.page.getByTestId(`reading-${this.file}-${name}`);
  }

  /** What is asked about a column; `header`: which line names the columns. */
  question(name) {
    return this.page.getByTestId(`ask-${this.file}-${name}`);
  }

  /** Answers with the word of a reading, or `auto`. */
  async answer(name, word) {
    await this.page.getByTestId(`answer-${this.file}-${name}-${word}`).click();
    await this.question(name).waitFor({ state: "detached" });
  }

  /** Answers whether the first line names the columns. */
  async answerHeader(yes) {
    await this.page.getByTestId(`header-${this.file}-${yes ? "yes" : "no"}`).click();
    await this.question("header").waitFor({ state: "detached" });
    await this.settled();
  }

  /** The box of doing without a required column. */
  without(name) {
    return this.page.getByTestId(`without-${this.file}-${name}`);
  }

  /** Unfolds the list of files or the header lines. */
  unfold(part) {
    return part.locator("summary").first().click();
  }

  /** Waits until the engine has looked again. */
  settled() {
    return this.page.locator(".file-list[aria-busy=false]").waitFor();
  }

  /** The names of the columns in the preview. */
  previewed() {
    return this.preview.getByRole("columnheader").allTextContents();
  }
}

/** The run page: progress, layers, account of rows, widgets, filters. */
class Dashboard {
  constructor(page) {
    this.page = page;
    this.layers = page.getByTestId("layers");
    this.conservation = page.getByTestId("conservation");
    this.widgets = page.locator("article[data-testid^=widget-]");
    this.chips = page.getByTestId("filter-chip");
    this.clearFilters = page.getByTestId("clear-filters");
    this.notes = page.getByTestId("diagnostics");
  }

  /** What the run asks about a column of its input. */
  question(column) {
    return this.page.getByTestId(`reread-${column}`);
  }

  /** Answers it with the word of a reading, which runs again. */
  answer(column, word) {
    return this.page.getByTestId(`reread-${column}-${word}`).click();
  }

  /** Waits until a run is in this phase; fails as soon as the run is over without having shown it. */
  async reaches(phase) {
    const seen = await this.page.waitForFunction((phase) => {
      if (document.querySelector(`[data-testid=phase-${phase}][data-state=active]`)) return "active";
      const later = document.querySelector(`[data-testid=phase-${phase}][data-state=done]`);
      return (later || document.querySelector("[data-testid=layers]")) && "missed";
    }, phase);
    if ((await seen.jsonValue()) !== "active") throw new Error(`The run went past the phase “${phase}” without showing it.`);
  }

  /** Waits until a run is over and every widget shows the data of the present filters. */
  async complete() {
    await this.layers.waitFor();
    await this.settled();
  }

  /** Waits until nothing on the dashboard is on its way. */
  async settled() {
    await this.page.waitForFunction(() => {
      const run = document.querySelector(".run");
      const widgets = [...document.querySelectorAll("article[data-testid^=widget-]")];
      const busy = [run, ...widgets].some((element) => element?.getAttribute("aria-busy") !== "false");
      return !busy && widgets.length > 0 && !document.querySelector(".widget__skeleton");
    });
  }

  /** The account of rows. */
  async counts() {
    const texts = await this.conservation.locator(".account__number").allTextContents();
    const [read, accepted, rejected] = texts.map((text) => Number(text.replaceAll(",", "")));
    return { read, accepted, rejected };
  }

  /** Waits until the account of rows is this one, and the rest has followed: a new run takes the place of an old one on screen. */
  async expectCounts(expected) {
    const numbers = [expected.read, expected.accepted, expected.rejected].map((number) => number.toLocaleString("en-US"));
    await this.page.waitForFunction((numbers) => {
      const shown = [...document.querySelectorAll(".account__number")].map((element) => element.textContent);
      return JSON.stringify(shown) === JSON.stringify(numbers);
    }, numbers, { timeout: STEP_MILLIS }).catch(async () => {
      throw new Error(`The account of rows is ${JSON.stringify(await this.counts())}, and should be ${JSON.stringify(expected)}.`);
    });
    await this.settled();
  }

  /** The headline figures in full, by name. */
  figures() {
    return this.widget("headline").root.locator(".figure").evaluateAll((tiles) =>
      Object.fromEntries(tiles.map((tile) => [tile.querySelector("dt").textContent, tile.querySelector(".figure__value").title])),
    );
  }

  /** Waits until the figures are these. Only a figure that changed shows that new data is there. */
  async expectFigures(expected) {
    await this.page.waitForFunction((expected) => {
      const shown = Object.fromEntries(
        [...document.querySelectorAll("[data-testid=widget-headline] .figure")].map((tile) => [tile.querySelector("dt").textContent, tile.querySelector(".figure__value").title]),
      );
      return Object.entries(expected).every(([name, value]) => shown[name] === value);
    }, expected, { timeout: STEP_MILLIS }).catch(async () => {
      throw new Error(`The figures are ${JSON.stringify(await this.figures())}, and should be ${JSON.stringify(expected)}.`);
    });
    await this.settled();
  }

  /** Of every widget, how much it shows: figures, shapes of a chart, or rows. */
  drawn() {
    return this.widgets.evaluateAll((widgets) =>
      widgets.filter((widget) => widget.checkVisibility()).map((widget) => ({
        id: widget.dataset.testid,
        marks: widget.querySelectorAll(".figure, .chart__drawing svg :is(rect, path, polygon, polyline, circle), tbody tr, .card").length,
        empty: widget.querySelector(".chart__empty, .widget__skeleton") !== null,
      })),
    );
  }

  widget(id) {
    return new Widget(this.page, id);
  }
}

/** A chart on the dashboard. */
class Widget {
  constructor(page, id) {
    const root = page.getByTestId(`widget-${id}`);
    this.page = page;
    this.id = id;
    this.root = root;
    this.tab = page.getByTestId(`tab-${id}`);
    this.drawing = root.locator(".chart__drawing svg");
    this.overlay = root.locator(".chart__overlay");
    this.cursor = root.locator(".chart__cursor");
    this.tooltip = root.locator(".chart__tooltip");
    this.legend = root.getByRole("list", { name: "Legend" });
    this.spoken = root.locator("[aria-live=polite]");
  }

  /** Brings it to the front, where it is a tab behind another. */
  async bring() {
    if ((await this.tab.count()) && (await this.root.count()) === 0) await this.tab.click();
    await this.root.waitFor();
  }

  /** Saves it as a file of a kind, `csv`, `svg` or `png`; answers the file's name and bytes. */
  async save(kind) {
    await this.bring();
    await this.root.getByTestId(`chart-save-${this.id}`).locator("summary").click();
    const button = this.root.getByTestId(`chart-${kind}-${this.id}`);
    const [download] = await Promise.all([this.page.waitForEvent("download"), button.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Asks how it is computed; answers the text's place. */
  async how() {
    await this.bring();
    const menu = this.root.getByTestId(`chart-how-${this.id}`);
    await menu.locator("summary").click();
    return menu.getByRole("region", { name: "How is this computed?" });
  }

  /** How many shapes the drawing has that could be marks. */
  shapes() {
    return this.drawing.locator("rect, path, polygon, circle, polyline").count();
  }

  /** All values of the chart as it offers them to readers: rows of texts under the headings. */
  async table() {
    await this.bring();
    const toggle = this.root.getByRole("button", { name: /as a table$/ });
    await toggle.click();
    const rows = await this.root.locator("table").evaluate((table) => {
      const texts = (row) => [...row.cells].map((cell) => cell.textContent);
      const [head, ...body] = [...table.rows].map(texts);
      return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index]])));
    });
    await toggle.click();
    await this.overlay.waitFor();
    return rows;
  }

  /** The box on the page of the mark that is this many steps from the first, found with the keyboard. */
  async mark(steps, key = "ArrowRight") {
    await this.bring();
    await this.overlay.scrollIntoViewIfNeeded();
    await this.overlay.focus();
    await this.page.keyboard.press("Home");
    for (let step = 0; step < steps; step += 1) await this.page.keyboard.press(key);
    return this.cursor.boundingBox();
  }

  /** Moves the pointer to the middle of that mark. */
  async hover(steps, key) {
    const box = await this.mark(steps, key);
    await this.overlay.blur();
    const point = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(point[0] + 1, point[1] + 1);
    await this.page.mouse.move(...point);
    return point;
  }

  /** Clicks the middle of that mark. */
  async click(steps, key) {
    await this.page.mouse.click(...(await this.hover(steps, key)));
    await this.page.mouse.move(0, 0);
  }

  /** What the tooltip says: title and lines. */
  async tip() {
    await this.root.locator(".chart__tooltip--shown").waitFor();
    return this.tooltip.evaluate((tip) => ({
      title: tip.querySelector(".chart__tooltip-title")?.textContent,
      lines: Object.fromEntries([...tip.querySelectorAll(".chart__tooltip-line")].map((line) => [...line.children].map((part) => part.textContent))),
    }));
  }
}

/** The tables page. */
class TablesPage {
  constructor(page) {
    this.page = page;
    this.list = page.getByTestId("table-list");
    this.grid = page.getByTestId("table-grid");
    this.range = page.getByTestId("table-rows");
    this.view = page.locator(".table-view");
  }

  /** Name and number of rows of every table in the list. */
  async listed() {
    await this.list.waitFor();
    return this.list.locator(".table-list__entry").evaluateAll((entries) =>
      entries.map((entry) => ({
        name: entry.querySelector(".table-list__name").textContent,
        rows: Number(entry.querySelector(".table-list__rows").textContent.replaceAll(",", "")),
      })),
    );
  }

  async choose(table) {
    await this.list.getByRole("link", { name: new RegExp(`^${table}\\b`) }).click();
    await this.page.getByRole("region", { name: `Table ${table}`, exact: true }).waitFor();
    await this.page.getByRole("grid", { name: `Rows of ${table}`, exact: true }).waitFor();
    await this.settled();
  }

  /** Waits until the rows asked for are there. */
  async settled() {
    await this.page.locator("[data-testid=table-grid][aria-busy=false]").waitFor();
  }

  header(column) {
    return this.grid.getByRole("columnheader", { name: column, exact: true });
  }

  sortButton(column) {
    return this.header(column).locator("[data-act=sort]");
  }

  /** Waits until a column is sorted in this way: `ascending`, `descending` or `none`. */
  async sorted(column, order) {
    await this.page.locator(`[role=columnheader][aria-label="${column}"][aria-sort=${order}]`).waitFor();
    await this.settled();
  }

  /** The first rows as objects of texts, read while scrolling down and, in wide tables, sideways; a missing cell is null. */
  async rows(limit = 100) {
    await this.settled();
    return this.grid.evaluate(async (grid, limit) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const found = new Map();
      const read = () => {
        const names = new Map([...grid.querySelectorAll("[role=columnheader][aria-label]")].map((cell) => [cell.ariaColIndex, cell.ariaLabel]));
        const rows = [...grid.querySelectorAll(".sheet__view [role=row]")];
        if (grid.querySelector(".sheet__cell--due")) return false;
        for (const row of rows) {
          const place = Number(row.ariaRowIndex) - 2;
          const cells = found.get(place) ?? {};
          for (const cell of row.querySelectorAll("[role=gridcell]")) {
            cells[names.get(cell.ariaColIndex)] = cell.classList.contains("sheet__cell--null") ? null : cell.textContent;
          }
          found.set(place, cells);
        }
        return true;
      };
      const place = async (top, left) => {
        [grid.scrollTop, grid.scrollLeft] = [top, left];
        await frame();
        for (let tries = 0; !read(); tries += 1) {
          if (tries > 600) throw new Error("The rows in view did not come.");
          await frame();
        }
      };
      const height = grid.querySelector(".sheet__view").clientHeight;
      const total = Math.min(limit, Number(grid.ariaRowCount) - 1);
      for (let left = 0; left === 0 || left < grid.scrollWidth - grid.clientWidth / 2; left += grid.clientWidth / 2) {
        if (left > 0 && Object.keys(found.get(0) ?? {}).length >= Number(grid.ariaColCount) - 1) break;
        for (let top = 0; ; top += height - 60) {
          await place(top, left);
          if ([...Array(total).keys()].every((row) => found.has(row)) && top + height >= total * 30) break;
          if (top > grid.scrollHeight) break;
        }
      }
      [grid.scrollTop, grid.scrollLeft] = [0, 0];
      await frame();
      return [...Array(total).keys()].map((row) => found.get(row));
    }, limit);
  }

  /** Chooses a format in an export menu and answers the file's name and bytes. */
  async download(testid) {
    const item = this.page.getByTestId(testid);
    await this.page.locator("details.menu", { has: item }).locator("summary").click();
    const [download] = await Promise.all([this.page.waitForEvent("download"), item.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}

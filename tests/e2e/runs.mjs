// The page with the log of runs, as a person knows it.

import { readFile } from "node:fs/promises";

export class RunsPage {
  constructor(app) {
    this.app = app;
    this.page = app.page;
    this.rows = this.page.getByTestId("runs-list").locator("tbody tr");
    this.empty = this.page.getByTestId("runs-empty");
    this.shown = this.page.getByTestId("run-shown");
    this.compare = this.page.getByTestId("runs-compare");
    this.deleteAll = this.page.getByTestId("runs-delete");
    this.command = this.page.getByTestId("run-command");
  }

  /** Follows the link of the top bar and waits until the log has this many runs. */
  async visit(count) {
    await this.app.go("Runs");
    await this.has(count);
  }

  /** Waits until the log shows this many runs. */
  async has(count) {
    await this.page.waitForFunction((count) => document.querySelectorAll("[data-testid=runs-list] tbody tr").length === count, count);
  }

  /** Opens a run, the newest being 0. */
  async open(index) {
    await this.rows.nth(index).locator("[data-testid^=open-]").click();
    await this.shown.waitFor();
  }

  /** Opens the newest run again until its files are hashed. */
  async hashed() {
    for (let tries = 0; tries < 40; tries += 1) {
      await this.open(0);
      const files = await this.sheet("Files");
      await this.page.getByTestId("run-close").click();
      await this.shown.waitFor({ state: "detached" });
      if (files.every((row) => /^[0-9a-f]{64}$/.test(row.at(-1)))) return files;
      await this.page.waitForTimeout(250);
    }
    throw new Error("The files were never hashed.");
  }

  /** Ticks two runs and compares them. */
  async compareTwo(one, other) {
    for (const index of [one, other]) await this.rows.nth(index).locator("[data-testid^=tick-]").check();
    await this.compare.click();
    await this.shown.waitFor();
  }

  /** The rows of a table of what is shown: texts. Nothing where it has none. */
  sheet(title) {
    const place = this.shown.locator(".run-sheet").filter({ has: this.page.getByRole("heading", { name: title, exact: true }) });
    return place.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  }

  /** Presses a button that saves a file; answers its name and text. */
  async save(testid) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByTestId(testid).click()]);
    const path = await download.path();
    return { name: download.suggestedFilename(), text: await readFile(path, "utf8") };
  }
}

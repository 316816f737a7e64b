// The quality page as a person knows it.

import { readFile } from "node:fs/promises";

export class QualityPage {
  constructor(page) {
    this.page = page;
    this.figure = page.getByTestId("quality-figure");
    this.count = page.getByTestId("edits-count");
    this.run = page.getByTestId("edits-run");
    this.rejects = page.getByTestId("rejects");
    this.range = page.getByTestId("rejects-range");
    this.search = page.getByTestId("rejects-search");
    this.edited = page.getByTestId("quality-edited");
  }

  reason(code) {
    return this.page.getByTestId(`reason-${code}`);
  }

  /** The number on the chip of a reason. */
  async rows(code) {
    return Number((await this.reason(code).locator("b").innerText()).replaceAll(",", ""));
  }

  /** The field of a cell that can be mended. */
  field(column, row, file) {
    return this.page.getByLabel(`${column} in row ${row} of ${file}`, { exact: true });
  }

  check(id) {
    return this.page.locator(`tr[data-check=${id}]`);
  }

  async download(testid) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByTestId(testid).click()]);
    return readFile(await download.path(), "utf8");
  }
}

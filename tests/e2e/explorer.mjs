// The table explorer as a person knows it.

/** The grid of the tables page, its tools, and what opens over it. */
export class Explorer {
  constructor(app) {
    const { page } = app;
    this.app = app;
    this.page = page;
    this.tables = app.tables;
    this.grid = app.tables.grid;
    this.active = page.locator("#sheet-cell");
    this.search = page.getByTestId("table-search");
    this.goField = page.getByTestId("table-go");
    this.chips = page.getByTestId("condition-chip");
    this.clearAll = page.getByTestId("clear-conditions");
    this.said = page.getByTestId("table-said");
    this.panel = page.getByTestId("sheet-panel");
    this.title = this.panel.getByRole("heading", { level: 2 });
  }

  /** Runs a file and opens one of its tables. */
  async open(file, table) {
    await this.app.run(file);
    await this.app.go("Tables");
    await this.tables.choose(table);
  }

  /** The rows in view, by their 0-based places, as objects of texts. */
  async inView() {
    await this.tables.settled();
    return this.grid.evaluate((grid) => {
      const names = new Map([...grid.querySelectorAll("[role=columnheader][aria-label]")].map((cell) => [cell.ariaColIndex, cell.ariaLabel]));
      const cell = (one) => [names.get(one.ariaColIndex), one.classList.contains("sheet__cell--null") ? null : one.textContent];
      const rows = [...grid.querySelectorAll(".sheet__view [role=row]")];
      return rows.map((row) => [Number(row.ariaRowIndex) - 2, Object.fromEntries([...row.querySelectorAll("[role=gridcell]")].map(cell))]);
    });
  }

  /** The names of the columns shown, in order. */
  columns() {
    return this.grid.locator("[role=columnheader][aria-label]").evaluateAll((cells) => cells.map((cell) => cell.ariaLabel));
  }

  /** The 0-based row and the column that one is at. */
  async at() {
    return this.active.evaluate((cell) => {
      const header = document.querySelector(`[role=columnheader][aria-colindex="${cell.ariaColIndex}"]`);
      return { row: Number(cell.closest("[role=row]").ariaRowIndex) - 2, column: header.ariaLabel };
    });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Opens what can be done with a column. */
  async menu(column) {
    await this.tables.header(column).locator("[data-act=menu]").click();
    await this.title.getByText(column, { exact: true }).waitFor();
  }

  async close() {
    await this.page.getByTestId("sheet-panel-close").click();
    await this.panel.locator("h2").waitFor({ state: "detached" });
  }

  /** Waits until this many rows are there of all. */
  async shows(rows, all) {
    const number = (value) => value.toLocaleString("en-US");
    await this.tables.range.getByText(`${number(rows)} of ${number(all)} rows`, { exact: true }).waitFor();
    await this.tables.settled();
  }
}

// What lies over and beside the pages: the panel of parameters, the card of a customer, the list of people to address.

import { readFile } from "node:fs/promises";

/** The panel of parameters, on the dashboard and on the files page. */
export class Parameters {
  constructor(page) {
    this.page = page;
    this.root = page.getByTestId("parameters");
    this.search = page.getByTestId("parameters-search");
    this.apply = page.getByTestId("parameters-apply");
    this.resetAll = page.getByTestId("parameters-reset");
    this.outcome = page.getByTestId("parameters-outcome");
    this.rows = this.root.locator(".parameter");
  }

  async unfold() {
    await this.root.locator("summary").click();
    await this.search.waitFor();
  }

  row(name) {
    return this.page.getByTestId(`parameter-${name}`);
  }

  field(name) {
    return this.page.getByTestId(`field-${name}`);
  }

  problem(name) {
    return this.page.getByTestId(`problem-${name}`);
  }

  reset(name) {
    return this.page.getByTestId(`reset-${name}`);
  }

  /** Applies, and waits until the panel says what that took. */
  async run() {
    await this.apply.click();
    await this.outcome.filter({ hasText: /^(Reused|The figures)/ }).waitFor();
  }
}

/** The card of a customer. */
export class Card {
  constructor(page) {
    this.page = page;
    this.root = page.getByTestId("subject-card");
    this.title = this.root.getByRole("heading", { level: 2 });
    this.explain = page.getByTestId("card-explain");
    this.close = page.getByTestId("card-close");
  }

  /** Waits until all of it is there. */
  async complete() {
    await this.root.locator("[aria-busy=false]").waitFor();
  }

  /** The values of a table on the card, by the names of the columns in words. */
  values(table) {
    const pairs = this.page.getByTestId(`card-${table}`).locator("dl > div");
    return pairs.evaluateAll((pairs) => Object.fromEntries(pairs.map((pair) => [pair.querySelector("dt").textContent, pair.querySelector("dd").textContent])));
  }

  list(table) {
    return this.page.getByTestId(`card-${table}`).locator("tbody tr");
  }
}

/** The campaign page. */
export class Campaign {
  constructor(page) {
    this.page = page;
    this.result = page.getByTestId("audience-result");
    this.problem = page.getByTestId("audience-problem");
    this.contactsProblem = page.getByTestId("audience-contacts-problem");
    this.export = page.getByTestId("audience-export");
    this.first = page.getByTestId("audience-first");
  }

  field(name) {
    return this.page.getByTestId(`audience-${name}`);
  }

  group(column) {
    return this.page.getByTestId(`audience-${column}`);
  }

  choice(column, value) {
    return this.page.getByTestId(`audience-${column}-${value}`);
  }

  /** The steps of the funnel: how many are left, by what they are, and how many each leaves out. */
  async funnel() {
    await this.page.waitForTimeout(300);
    await this.page.locator("[data-testid=audience-result][aria-busy=false] [data-testid=audience-funnel]").waitFor();
    return this.page.locator(".funnel__step").evaluateAll((steps) => {
      const number = (element) => (element ? Number(element.textContent.replace(/\D.*$/s, (rest) => rest.replace(/[^\d]/g, ""))) : 0);
      return steps.map((step) => ({
        left: number(step.querySelector(".funnel__number")),
        what: step.querySelector(".funnel__what").textContent,
        out: number(step.querySelector(".funnel__out")),
      }));
    });
  }

  /** Exports the list; answers the file's name and bytes. */
  async download() {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.export.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}

// A fresh browser with one tab, and the most memory that the tab's process has held.

import { readFile } from "node:fs/promises";

import { chromium } from "playwright-core";

const ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

/** Opens a tab in a browser of its own, whose cache lives in `profile` when one is given. */
export async function openTab(profile) {
  const options = { executablePath: process.env.VARVE_CHROMIUM || undefined, args: ARGUMENTS, viewport: { width: 1440, height: 900 } };
  const browser = profile ? null : await chromium.launch(options);
  const context = profile ? await chromium.launchPersistentContext(profile, options) : await browser.newContext({ viewport: options.viewport });
  context.setDefaultTimeout(1_200_000);
  const page = profile ? (context.pages()[0] ?? (await context.newPage())) : await context.newPage();
  return { page, context, peak: () => peakOf(browser ?? context.browser(), page), close: () => (browser ?? context).close() };
}

/** Peak resident bytes of the largest renderer, or null where the system does not tell (only Linux does). */
async function peakOf(browser, page) {
  try {
    const session = browser ? await browser.newBrowserCDPSession() : await page.context().newCDPSession(page);
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const peaks = await Promise.all(
      processInfo
        .filter((process) => process.type === "renderer")
        .map(async ({ id }) => Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024),
    );
    return Math.max(...peaks) || null;
  } catch {
    return null;
  }
}

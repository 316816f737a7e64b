// Without a network, without a server, and from one version to the next.

import assert from "node:assert/strict";
import { appendFile, cp } from "node:fs/promises";
import { join } from "node:path";

import { parseCsv } from "./cli.mjs";
import { suite } from "./harness.mjs";
import { App } from "./pages.mjs";
import { Surroundings, copySite, kill } from "./surroundings.mjs";

const NEXT = "0123456789abcdef";

const { test } = suite(async (folder) => ({ folder }));

let copies = 0;
/** A test whose host serves a copy of the site, which may be changed meanwhile. */
const live = (name, body) => {
  const root = async ({ folder }) => {
    copies += 1;
    const copy = join(folder, `site-${copies}`);
    await copySite(copy);
    return copy;
  };
  test(name, { serviceWorkers: "allow", root }, body);
};

/** The next version takes the place of the one on the host, as a deployment would have it. */
async function deploy({ server, data }, change = async () => {}) {
  const next = join(data.folder, "next");
  await copySite(next, { build: NEXT });
  await change(next);
  await cp(next, server.root, { recursive: true });
}

live("after one visit all of it works with the network off and the server gone", async ({ app, page, context, server }) => {
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  await context.setOffline(true);
  await server.close();
  const asked = server.requests.length;

  // A link into the app, a reload, an address that the app does not have.
  await page.goto(`${server.url}dashboard?pipeline=sales&f.channel=phone`);
  await page.locator("main").getByText(/no data in this tab yet/i).first().waitFor();
  await app.engineReady();
  await page.reload();
  await app.engineReady();
  await page.goto(`${server.url}no/such/page`);
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await app.sample.click();
  await app.dashboard.complete();
  const counts = await app.dashboard.counts();
  assert.equal(counts.read, counts.accepted + counts.rejected);
  assert.ok(counts.accepted > 30_000, `${counts.accepted} rows`);
  const { name, bytes } = await app.dashboard.widget("revenue").save("csv");
  assert.equal(name, "revenue.csv");
  assert.ok(parseCsv(bytes.toString("utf8")).length > 6);
  await app.go("Tables");
  assert.ok((await app.tables.listed()).length > 10);
  await around.ready();
  assert.equal(server.requests.length, asked);
});

live("it can be installed: manifest, icons, scope below a path", async ({ app, page, context, server }) => {
  await app.open();
  await new Surroundings(page).ready();
  const session = await context.newCDPSession(page);
  const { url, errors, manifest } = await session.send("Page.getAppManifest");
  assert.equal(url, `${server.url}manifest.webmanifest`);
  assert.deepEqual(errors, []);
  assert.equal(manifest.startUrl, server.url);
  assert.equal(manifest.scope, server.url);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito"), []);
  const sizes = await page.evaluate(async () => {
    const manifest = await (await fetch("manifest.webmanifest")).json();
    const pictures = manifest.icons.filter((icon) => icon.type === "image/png");
    return Promise.all(pictures.map(async (icon) => {
      const picture = await createImageBitmap(await (await fetch(icon.src)).blob());
      return [icon.sizes, `${picture.width}x${picture.height}`];
    }));
  });
  assert.equal(sizes.length, 3);
  for (const [said, real] of sizes) assert.equal(said, real);
});

live("a new version asks first; who declines keeps the old one, whole", async ({ app, page, watch, data, server }) => {
  watch.allow(/^(console error|uncaught error): .*boom/);
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  const { page: old } = await around.builds();
  await deploy({ server, data });
  await around.lookForUpdate();
  await around.update.waitFor();
  assert.match(await around.update.innerText(), /new version is ready\. Reload to use it\. This tab keeps its version until then/);
  assert.deepEqual(new Set(await around.keptBuilds()), new Set([old, NEXT]));

  const first = server.requests.length;
  await around.later.click();
  await around.update.waitFor({ state: "detached" });
  await kill(page);
  await app.engineReady();
  assert.deepEqual(await around.builds(), { page: old, worker: old });
  await app.sample.click();
  await app.dashboard.complete();
  // On a reload too: the old version is in charge until somebody asks for the new one.
  await page.reload();
  await app.engineReady();
  assert.deepEqual(await around.builds(), { page: old, worker: old });
  await around.update.waitFor();
  const asked = server.requests.slice(first).filter((request) => !request.path.endsWith("/service-worker.js"));
  assert.deepEqual(asked, [], "nothing of the new version is asked for by the old one");
});

live("a new version that is taken is new throughout, and another tab keeps the old one until it reloads", async ({ app, page, context, watch, data, server }) => {
  watch.allow(/^(console error|uncaught error): .*boom/);
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  const { page: old } = await around.builds();
  const otherPage = await context.newPage();
  const other = { app: new App(otherPage, server.url), around: new Surroundings(otherPage) };
  await other.app.open("tables");
  await other.around.ready();
  await deploy({ server, data });
  await around.lookForUpdate();
  await Promise.all([page.waitForEvent("load"), around.take.click()]);
  await app.engineReady();
  await around.ready();
  assert.deepEqual(await around.builds(), { page: NEXT, worker: NEXT });
  const scripts = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => /\/app-/.test(name)));
  assert.ok(scripts.length >= 2 && scripts.every((name) => name.includes(NEXT)), `${scripts}`);

  // The other tab is told, and lives on: even an engine started now is of its own version.
  await other.around.update.waitFor();
  await kill(otherPage);
  await other.app.engineReady();
  assert.deepEqual(await other.around.builds(), { page: old, worker: old });
  assert.ok((await around.keptBuilds()).includes(old));
  await Promise.all([otherPage.waitForEvent("load"), other.around.take.click()]);
  await other.app.engineReady();
  await other.around.ready();
  assert.deepEqual(await other.around.builds(), { page: NEXT, worker: NEXT });
  assert.deepEqual(await other.around.keptBuilds(), [NEXT], "the old version is gone with its last tab");
});

live("half a deployment is not taken: the version that was kept goes on", async ({ app, page, watch, data, server }) => {
  watch.allow(/console error: Failed to find a valid digest/);
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  const { page: old } = await around.builds();
  await deploy({ server, data }, (next) => appendFile(join(next, "worker.js"), "\n// of yet another version\n"));
  await around.lookForUpdate();
  assert.deepEqual(await around.keptBuilds(), [old]);
  assert.equal(await around.update.count(), 0);
  await page.reload();
  await app.engineReady();
  await around.ready();
  assert.deepEqual(await around.builds(), { page: old, worker: old });
});

live("a page that meets a newer server before it was kept says so, and mixes nothing", async ({ app, page, context, watch, data, server }) => {
  watch.allow(/integrity|valid digest|Failed to fetch/i);
  // The page comes from the old version, its engine is asked for when the server has the new one.
  let release;
  const deployed = new Promise((done) => (release = done));
  await context.route("**/worker_loader.js*", async (route) => {
    await deployed;
    await route.continue();
  });
  await app.open();
  await deploy({ server, data });
  release();
  await page.getByTestId("engine-failure").waitFor();
  assert.match(await page.getByTestId("engine-failure").innerText(), /server has another version of Varve by now; reload the page to use it/);
  await context.unrouteAll();
  await page.reload();
  await app.engineReady();
  assert.deepEqual(await new Surroundings(page).builds(), { page: NEXT, worker: NEXT });
});

live("two of them under one host, one in the other's folder, leave each other alone", async ({ app, page, context, server, data }) => {
  const built = join(data.folder, "inner");
  await copySite(built, { below: "inner" });
  await cp(built, join(server.root, "inner"), { recursive: true });
  const around = new Surroundings(page);
  await app.open();
  await around.ready();
  const innerPage = await context.newPage();
  const inner = new Surroundings(innerPage);
  await innerPage.goto(`${server.url}inner/`);
  await inner.ready();
  assert.equal(await innerPage.evaluate(() => new URL(document.baseURI).pathname), `${new URL(server.url).pathname}inner/`);
  await page.reload();
  await around.ready();
  assert.equal((await around.keptBuilds()).length, 1);
  assert.equal((await inner.keptBuilds()).length, 1);
  await context.setOffline(true);
  for (const one of [page, innerPage]) {
    await one.reload();
    await new App(one, server.url).engineReady();
  }
});

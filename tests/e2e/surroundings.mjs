// What is around the pages: the foot with its counter, the question about a new version, the service worker; and sites to serve.

import { createHash } from "node:crypto";
import { cp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The foot of the page and the notice above it. */
export class Surroundings {
  constructor(page) {
    this.page = page;
    this.requests = page.getByTestId("requests");
    this.named = page.locator(".footer__requests li");
    this.offline = page.getByTestId("offline-state");
    this.update = page.getByTestId("update-notice");
    this.take = page.getByTestId("update-take");
    this.later = page.getByTestId("update-later");
  }

  /** Waits until the page says that it is kept. */
  async ready() {
    await this.offline.filter({ hasText: /^Ready for offline use$/ }).waitFor();
  }

  /** Has the browser ask the server for a new version, as it does by itself on every visit; answers when it has been looked at. */
  lookForUpdate() {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      const worker = registration.installing;
      await new Promise((done) => {
        const settled = () => worker === null || ["installed", "redundant"].includes(worker.state);
        if (settled()) return done();
        worker.addEventListener("statechange", () => settled() && done());
      });
    });
  }

  /** The build of the page, and of the engine that it runs. */
  async builds() {
    const page = await this.page.locator("meta[name=varve-build]").getAttribute("content");
    const worker = new URL(this.page.workers().at(-1).url()).searchParams.get("v");
    return { page, worker };
  }

  /** The builds that the browser keeps for this folder. */
  keptBuilds() {
    return this.page.evaluate(async () => {
      const prefix = `varve:${new URL(document.baseURI).pathname}:`;
      return (await caches.keys()).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    });
  }
}

/** Lets the engine's worker die of an error that nobody catches. */
export async function kill(page) {
  const worker = page.workers().at(-1);
  const gone = worker.waitForEvent("close");
  await worker.evaluate(() => void setTimeout(() => { throw new Error("boom"); }));
  await gone;
}

/**
 * Copies the site under test. With `build`, as if it had been built from other sources: another build id, and other names for the
 * page's own files. With `below`, to be served in a folder of that name inside the site's own.
 */
export async function copySite(to, { from = process.env.VARVE_DIST, build, below } = {}) {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  const edit = async (file, change) => writeFile(join(to, file), change(await readFile(join(to, file), "utf8")));
  const old = /varve-build" content="([0-9a-f]{16})"/.exec(await readFile(join(to, "index.html"), "utf8"))[1];
  const names = await readdir(to);
  if (build) {
    const app = names.find((name) => /^app-.*_bg\.wasm$/.test(name)).replace("_bg.wasm", "");
    const boot = names.find((name) => /^boot-.*\.js$/.test(name));
    for (const end of [".js", "_bg.wasm"]) await rename(join(to, app + end), join(to, `app-${build}${end}`));
    await edit(`app-${build}.js`, (text) => text.replaceAll(app, `app-${build}`));
    await edit(boot, (text) => text.replaceAll(app, `app-${build}`));
    for (const page of ["index.html", "404.html"]) await edit(page, (text) => text.replaceAll(app, `app-${build}`).replaceAll(old, build));
    for (const script of ["worker_loader.js", "service-worker.js"]) await edit(script, (text) => text.replaceAll(old, build));
  }
  if (below) {
    const prefix = process.env.VARVE_PREFIX ?? "/some/path/";
    for (const file of names.filter((name) => /\.html$|^boot-/.test(name))) await edit(file, (text) => text.replaceAll(prefix, `${prefix}${below}/`));
  }
  const files = (await readdir(to, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const listed = [];
  for (const entry of files) {
    const name = join(entry.parentPath ?? entry.path, entry.name).slice(to.length + 1);
    if (["404.html", "service-worker.js"].includes(name)) continue;
    const digest = createHash("sha256").update(await readFile(join(to, name))).digest("base64");
    listed.push([name === "index.html" ? "" : name, `sha256-${digest}`]);
  }
  await edit("service-worker.js", (text) => text.replace(/const FILES = \[[^;]*\];/, `const FILES = ${JSON.stringify(listed)};`));
}

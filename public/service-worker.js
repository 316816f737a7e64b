// Keeps one build of Varve whole for use without a network, and never mixes two.
//
// The build's last step writes the build id and the list of files. Every file is checked against its hash before the build counts
// as kept, so a server in the middle of a deployment cannot give half of each. A file is answered from the build that asks for it:
// pages and workers name theirs by `?v=`, and every page holds a lock named like its build's cache for as long as it is open; a
// build that no page holds is removed. A newer build waits until a person asks for it.

const BUILD = "dev";
// Each with its path from the folder that Varve is served under, and its integrity.
const FILES = [];
// The app's own addresses: any other one in this folder may be another site's.
const PAGES = ["", "files", "dashboard", "tables", "quality", "lineage", "campaign", "runs"];
// What the worker that runs the engine may do. A page's policy is in its HTML; a worker's can only be in its headers.
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
// Files fetched at a time, so that the page's own work is not starved.
const AT_ONCE = 3;

const scope = self.registration.scope;
const folder = new URL(scope).pathname;
// Two Varves under one host differ in their folders, and leave each other's caches alone.
const prefix = `varve:${folder}:`;
const cacheOf = (build) => prefix + build;
const urlOf = (path) => new URL(path, scope).href;

self.addEventListener("install", (event) => {
  // Development: nothing is kept, and what was kept goes away.
  if (FILES.length === 0) return self.skipWaiting();
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(FILES.length === 0 ? retire() : sweep().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data?.varve === "take-over") self.skipWaiting();
  if (event.data?.varve === "hello") event.waitUntil(greet(event.source));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(folder)) return;
  const path = url.pathname.slice(folder.length);
  if (event.request.mode === "navigate") {
    event.respondWith(navigate(event.request, path));
  } else {
    event.respondWith(file(event.request, path, url.searchParams.get("v")));
  }
});

/** The app for its own addresses; for others what the server has, or the app where there is no server. */
async function navigate(request, path) {
  const app = () => kept(BUILD, "");
  if (PAGES.includes(path)) return (await app()) ?? fetch(request);
  const known = await kept(BUILD, path);
  if (known) return known;
  try {
    return await fetch(request);
  } catch (error) {
    const page = await app();
    if (page) return page;
    throw error;
  }
}

/** A file of the build that is asked for; without one, of this build, or of an older one that a tab still runs. */
async function file(request, path, build) {
  const builds = build ? [build] : [BUILD, ...(await others())];
  for (const build of builds) {
    const response = await kept(build, path);
    if (response) return request.destination === "worker" ? restricted(response) : response;
  }
  return fetch(request);
}

async function kept(build, path) {
  if (!(await caches.has(cacheOf(build)))) return undefined;
  return (await caches.open(cacheOf(build))).match(urlOf(path));
}

function restricted(response) {
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", WORKER_POLICY);
  return new Response(response.body, { status: response.status, headers });
}

/** Fetches and checks all files of this build; the build is kept as a whole or not at all. */
async function keepAll() {
  try {
    const cache = await caches.open(cacheOf(BUILD));
    const waiting = [...FILES];
    const next = async () => {
      for (let entry = waiting.shift(); entry; entry = waiting.shift()) await keep(cache, ...entry);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (error) {
    await caches.delete(cacheOf(BUILD));
    await tell({ varve: "not-kept", message: String(error?.message ?? error), full: error?.name === "QuotaExceededError" });
    throw error;
  }
}

async function keep(cache, path, integrity) {
  if (await cache.match(urlOf(path))) return;
  // The worker's files have fixed names, and the page has asked for them with the build id: this one comes out of the browser's cache.
  const asked = path.startsWith("worker") ? `${urlOf(path)}?v=${BUILD}` : urlOf(path);
  const response = await fetch(asked, { integrity }).catch(() => fetch(asked, { integrity, cache: "reload" })).catch(() => {
    throw new Error(`the server does not have “${path || "index.html"}” as it belongs to this version`);
  });
  await cache.put(urlOf(path), response);
}

/** Says which build answers here, and whether it is whole; mends it where something was removed. */
async function greet(client) {
  await sweep();
  const cache = await caches.open(cacheOf(BUILD));
  if ((await cache.keys()).length < FILES.length) await keepAll();
  client?.postMessage({ varve: "kept", build: BUILD });
}

/** Removes the builds that no open page runs. One that is just being installed has no page yet. */
async function sweep() {
  if (self.registration.installing || self.registration.waiting) return;
  const { held = [] } = await self.navigator.locks.query();
  for (const build of await others()) {
    if (!held.some((lock) => lock.name === cacheOf(build))) await caches.delete(cacheOf(build));
  }
}

/** The builds kept beside this one, under the same folder. */
async function others() {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length)).filter((build) => build !== BUILD && /^[0-9a-f]+$/.test(build));
}

async function retire() {
  for (const build of await others()) await caches.delete(cacheOf(build));
  await self.registration.unregister();
}

async function tell(message) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  pages.filter((page) => page.url.startsWith(scope)).forEach((page) => page.postMessage(message));
}

// A static host for the browser tests: serves a built site under a path, as GitHub Pages would, with no special header, and
// records what was asked for.

import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Serves `root` under `prefix` (starts and ends with a slash) on a free port of this machine.
 *
 * Resolves to the app's `url` (with the prefix), the `root` served, `requests` ({ method, path, query, status } in the order of arrival; `status` is null
 * until answered) and `close()`.
 */
export async function startServer({ root = process.env.VARVE_DIST, prefix = process.env.VARVE_PREFIX ?? "/some/path/" } = {}) {
  if (!root) {
    throw new Error("There is no site to serve: set VARVE_DIST to a built folder, or run `cargo xtask test`.");
  }
  const base = await realpath(root);
  const requests = [];
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const record = { method: request.method, path: pathname, query: search, status: null };
    requests.push(record);
    response.on("close", () => (record.status = response.statusCode));
    answer(request, response, pathname, base, prefix).catch(() => response.destroy());
  });
  await new Promise((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    root: base,
    requests,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

async function answer(request, response, pathname, base, prefix) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const file = pathname.startsWith(prefix) ? await find(base, pathname.slice(prefix.length)) : null;
  // Like GitHub Pages: where there is no file, 404.html with that very status; the app takes it from there.
  const path = file ?? join(base, "404.html");
  const { size } = await stat(path);
  response.writeHead(file ? 200 : 404, {
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Content-Length": size,
    "Cache-Control": "no-cache",
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  await pipeline(createReadStream(path), response);
}

async function find(base, encoded) {
  let relative;
  try {
    const asked = decodeURIComponent(encoded);
    relative = normalize(asked === "" || asked.endsWith("/") ? `${asked}index.html` : asked);
  } catch {
    return null;
  }
  const path = resolve(base, relative);
  if (!path.startsWith(base + sep) || relative.includes("\0")) return null;
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? path : null;
}

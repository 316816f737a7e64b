// A static host for the bench: the built site under a path, the peer's files beside it, packed and cacheable as a good host would serve them.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

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
};

/** Serves each folder of `folders` ({ prefix: path }) below its prefix. `wire(paths)`: bytes of these files, packed by brotli. */
export async function serve(folders) {
  const asked = [];
  const files = new Map();
  const load = async (pathname) => {
    if (!files.has(pathname)) {
      const prefix = Object.keys(folders).find((prefix) => pathname.startsWith(prefix));
      const inside = prefix && normalize(decodeURIComponent(pathname.slice(prefix.length)) || "index.html");
      const bytes = inside && !inside.startsWith("..") ? await readFile(join(folders[prefix], inside)).catch(() => null) : null;
      files.set(pathname, bytes);
    }
    return files.get(pathname);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const bytes = await load(pathname);
    asked.push(pathname);
    const type = TYPES[extname(pathname)] ?? (pathname.endsWith("/") ? TYPES[".html"] : "application/octet-stream");
    const headers = { "Content-Type": type, "Cache-Control": "public, max-age=86400" };
    response.writeHead(bytes ? 200 : 404, bytes ? { ...headers, "Content-Length": bytes.length } : headers).end(bytes ?? undefined);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    wire: async (paths) => {
      let sum = 0;
      for (const path of new Set(paths)) {
        const bytes = await load(path);
        const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes?.length ?? 0, [constants.BROTLI_PARAM_LGWIN]: 24 } };
        if (bytes) sum += brotliCompressSync(bytes, options).length;
      }
      return sum;
    },
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  };
}

/** A small web server for tests: right MIME types, and the Content-Security-Policy that everything must run under. */

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

export const POLICY = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves a folder, or a map: a path that ends with `/` to a folder, any other path to the content of a file.
 * Gives `{ url, requests, close }`; `url` has no slash at its end, `requests` are the paths asked for so far.
 */
export async function serve(what, { policy = POLICY } = {}) {
  const map = Object.entries(typeof what === "string" ? { "/": what } : what).sort(([a], [b]) => b.length - a.length);
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push(path);
    try {
      const body = await content(map, path);
      response.writeHead(200, { "Content-Type": TYPES[extname(path) || ".html"] ?? "application/octet-stream", "Content-Security-Policy": policy });
      response.end(body);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8", "Content-Security-Policy": policy });
      response.end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, requests, close };
}

async function content(map, path) {
  const [key, target] = map.find(([key]) => (key.endsWith("/") ? path.startsWith(key) : path === key)) ?? [];
  if (key === undefined || !key.endsWith("/")) {
    if (key === undefined) {
      throw new Error(path);
    }
    return target;
  }
  const inside = normalize(path.slice(key.length) || "index.html");
  if (inside.startsWith("..")) {
    throw new Error(path);
  }
  return readFile(join(target, inside.endsWith("/") ? `${inside}index.html` : inside));
}

// Serves files to browsers under the Content-Security-Policy that the package must run under.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".csv": "text/csv; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves a folder at a free port of this machine. `made` gives texts by path (JSON, unless the path says otherwise),
 * `headers` more headers. Returns `{ address, close }`.
 */
export async function serve(folder, { made = {}, headers = {} } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const all = { "Content-Security-Policy": CSP, "Cache-Control": "no-store", ...headers };
    if (path in made) {
      response.writeHead(200, { ...all, "Content-Type": TYPES[extname(path)] ?? TYPES[".json"] }).end(made[path]);
      return;
    }
    if (path === "/favicon.ico") {
      response.writeHead(204, all).end();
      return;
    }
    const file = join(folder, normalize(path.endsWith("/") ? `${path}index.html` : path));
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { ...all, "Content-Type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { ...all, "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { address: `http://127.0.0.1:${server.address().port}`, close };
}

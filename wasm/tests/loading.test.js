// How the module comes: from where it is said to be, and what is told when it does not come.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./browser.js";
import { OPTIONS, PLACE, RULES_WITH_FUNCTION, smallBundle } from "./safety/small.js";
import { CSP, serve } from "./serve.js";

const folder = fileURLToPath(new URL("../", import.meta.url));
const wasm = readFileSync(new URL("../dist/paicha.wasm", import.meta.url));
const bundle = await smallBundle();
let server;
let browser;
let copies;

before(async () => {
  copies = mkdtempSync(join(folder, "tests/made-"));
  server = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser.close();
  await server.close();
  rmSync(copies, { recursive: true, force: true });
});

/** The browsers' entry from a copy of the files: each has an engine of its own. */
function web() {
  const own = mkdtempSync(join(copies, "copy-"));
  for (const name of readdirSync(join(folder, "dist")).filter((name) => name.endsWith(".js"))) {
    copyFileSync(join(folder, "dist", name), join(own, name));
  }
  return import(pathToFileURL(join(own, "index.js")));
}

const SOURCES = {
  "an address": () => `${server.address}/dist/paicha.wasm`,
  "a URL": () => new URL(`${server.address}/dist/paicha.wasm`),
  "a request": () => new Request(`${server.address}/dist/paicha.wasm`),
  "a response": () => new Response(wasm, { headers: { "Content-Type": "application/wasm" } }),
  "a response of no type": () => new Response(wasm),
  "bytes": () => new Uint8Array(wasm),
  "a buffer": () => new Uint8Array(wasm).buffer,
  "a module": () => new WebAssembly.Module(wasm),
};

for (const [about, source] of Object.entries(SOURCES)) {
  test(`the module may be ${about}`, async () => {
    const { load, locate } = await web();
    locate(source());
    assert.equal((await load(bundle)).assess(PLACE, OPTIONS).score, 5);
  });
}

const html = new Response("<!doctype html>", { headers: { "Content-Type": "text/html; charset=utf-8" } });
const FAILURES = {
  "not found": [() => `${server.address}/nowhere.wasm`, "W003", /nowhere\.wasm.*404.*optimizeDeps.*locate/s],
  "a page instead of the module, as Vite's older development servers give": [() => html, "W003", /text\/html.*optimizeDeps: \{ exclude: \["paicha"\] \}/s],
  "nobody there": [() => "http://127.0.0.1:1/paicha.wasm", "W004", /fetch failed/],
  "something else": [() => new Uint8Array([1, 2, 3]), "W004", /CompileError/],
};

for (const [about, [source, code, message]] of Object.entries(FAILURES)) {
  test(`${about}: ${code}, and the next attempt may succeed`, async () => {
    const { PaichaError, load, locate } = await web();
    locate(source());
    await assert.rejects(load(bundle), (error) => {
      assert.ok(error instanceof PaichaError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.ok(error.help.zh && error.help.en);
      return true;
    });
    locate(wasm);
    assert.equal((await load(bundle)).assess(PLACE, OPTIONS).score, 5);
  });
}

/** Runs a function in a page that has the package, and tells what was fetched. */
async function inPage(address, work, argument) {
  const page = await browser.newPage();
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname.replace(/-\w{8}\.js$/, ".js")));
  try {
    await page.goto(`${address}/tests/empty.html`);
    return { result: await page.evaluate(work, argument), fetched };
  } finally {
    await page.close();
  }
}

const assessed = async ({ bundle, place, options }) => {
  const { load } = await import("/dist/index.js");
  const pack = await load(bundle);
  return pack.assess(place, options).results?.doubled?.value ?? pack.assess(place, options).score;
};

test("a bundle without functions loads the small module only", async () => {
  const { result, fetched } = await inPage(server.address, assessed, { bundle, place: PLACE, options: OPTIONS });
  assert.equal(result, 5);
  assert.deepEqual(fetched.filter((path) => path.endsWith(".wasm")), ["/dist/paicha.wasm"]);
  assert.ok(!fetched.includes("/dist/full.js"), fetched.join());
});

test("a bundle with functions brings the large module by itself", async () => {
  const scripted = await smallBundle(RULES_WITH_FUNCTION);
  const { result, fetched } = await inPage(server.address, assessed, { bundle: scripted, place: PLACE, options: OPTIONS });
  assert.equal(result, 42);
  assert.deepEqual(fetched.filter((path) => path.endsWith(".wasm")), ["/dist/paicha.wasm", "/dist/full.wasm"]);
});

test("files bring their module when the first one comes", async () => {
  const read = async ({ bundle, options }) => {
    const { load } = await import("/dist/index.js");
    const bytes = new TextEncoder().encode("编号,类型,使用燃气\nP-1,门店,是\nP-2,门店,否\n");
    const many = await (await load(bundle)).assessFile({ ...options, places: { name: "places.csv", bytes } });
    return [...many.scores()];
  };
  const { result, fetched } = await inPage(server.address, read, { bundle, options: OPTIONS });
  assert.deepEqual(result, [5, 0]);
  assert.deepEqual(fetched.filter((path) => path.endsWith(".wasm")), ["/dist/paicha.wasm", "/dist/files.wasm"]);
});

test("a page whose policy forbids WebAssembly is told what its policy needs", async () => {
  const strict = await serve(folder, { headers: { "Content-Security-Policy": CSP.replace(" 'wasm-unsafe-eval'", "") } });
  const refused = async ({ bundle }) => {
    const { load } = await import("/dist/index.js");
    return load(bundle).then(() => "loaded", (error) => [error.code, error.help.en]);
  };
  try {
    const { result } = await inPage(strict.address, refused, { bundle });
    assert.equal(result[0], "W004");
    assert.match(result[1], /'wasm-unsafe-eval' in script-src/);
  } finally {
    await strict.close();
  }
});

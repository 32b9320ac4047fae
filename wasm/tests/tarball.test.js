// The package as it is published, installed into empty projects and run there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, toldBy } from "./browser.js";
import { bundle } from "./packs.js";
import { serve } from "./serve.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const LEDGER = "编号,名称,类型,使用燃气,存瓶总重量\nP-1,老张餐馆,餐饮场所,是,150kg\nP-2,小李面馆,餐饮,否,/\n";
const EXPECTED = { failed: ["cylinder_room_set"], ledger: ["P-1", "P-2"], diagnostics: true, refused: "B001" };
/** A page also has the element. */
const ON_A_PAGE = { ...EXPECTED, checklist: "yellow" };

let folder;
let tarball;
let base;
let browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "paicha-"));
  const told = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: path("../"), encoding: "utf8" });
  tarball = join(folder, JSON.parse(told)[0].filename);
  base = await bundle("base");
  browser = await launch();
});

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An empty project with the package in it. Nothing is fetched. */
function project(name, { assets = "." } = {}) {
  const own = mkdtempSync(join(folder, `${name}-`));
  writeFileSync(join(own, "package.json"), JSON.stringify({ name, version: "1.0.0", private: true }));
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", tarball], { cwd: own });
  cpSync(path(`projects/${name}`), own, { recursive: true });
  mkdirSync(join(own, assets), { recursive: true });
  writeFileSync(join(own, assets, "bundle.json"), base);
  writeFileSync(join(own, assets, "ledger.csv"), LEDGER);
  return own;
}

/** Vite as the project's own: linked to that of this package. */
function vite(own, version) {
  symlinkSync(path(`../node_modules/${version}`), join(own, "node_modules/vite"));
  return import(pathToFileURL(join(own, "node_modules/vite/dist/node/index.js")));
}

const runs = (own, file) => JSON.parse(execFileSync(process.execPath, [file], { cwd: own, encoding: "utf8" }));

async function served(own) {
  const server = await serve(own);
  try {
    return await toldBy(browser, `${server.address}/`);
  } finally {
    await server.close();
  }
}

test("Node by import", () => {
  assert.deepEqual(runs(project("esm"), "main.mjs"), EXPECTED);
});

test("Node by require", () => {
  assert.deepEqual(runs(project("cjs"), "main.cjs"), EXPECTED);
});

test("a plain page", async () => {
  assert.deepEqual(await served(project("plain")), ON_A_PAGE);
});

for (const version of ["vite", "vite-7"]) {
  test(`${version}, built`, async () => {
    const own = project("bundled", { assets: "public" });
    const { build } = await vite(own, version);
    await build({ root: own, logLevel: "silent" });
    assert.deepEqual(await served(join(own, "dist")), ON_A_PAGE);
  });

  test(`${version}'s development server, not configured`, async () => {
    const own = project("bundled", { assets: "public" });
    const { createServer } = await vite(own, version);
    const server = await createServer({ root: own, logLevel: "silent", server: { host: "127.0.0.1", port: 0 } });
    await server.listen();
    try {
      assert.deepEqual(await toldBy(browser, `http://127.0.0.1:${server.httpServer.address().port}/`), ON_A_PAGE);
    } finally {
      await server.close();
    }
  });
}

for (const mode of ["production", "development"]) {
  test(`webpack, ${mode}`, async () => {
    const own = project("bundled");
    const { default: webpack } = await import("webpack");
    const output = { path: join(own, "dist"), filename: "main.js" };
    const devtool = mode === "development" ? "source-map" : false;
    const stats = await new Promise((resolve, reject) => {
      webpack({ mode, devtool, context: own, entry: "./main.js", output }, (error, stats) => (error ? reject(error) : resolve(stats)));
    });
    assert.deepEqual(stats.toJson({ all: false, errors: true }).errors.map(({ message }) => message), []);
    for (const file of ["index.html", "bundle.json", "ledger.csv"]) {
      cpSync(join(own, file), join(own, "dist", file));
    }
    assert.deepEqual(await served(join(own, "dist")), ON_A_PAGE);
  });
}

// What the package exports is what its package.json says, for every way to load and to type it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import * as paicha from "paicha";
import * as full from "paicha/full";
import { OPTIONS, PLACE, RULES_WITH_FUNCTION, smallBundle } from "./safety/small.js";

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("../", import.meta.url));
const description = require("paicha/package.json");

test("by import and by require the same names come", () => {
  assert.deepEqual(Object.keys(require("paicha")).sort(), Object.keys(paicha).sort());
  assert.deepEqual(Object.keys(require("paicha/full")).sort(), Object.keys(full).sort());
  assert.deepEqual(Object.keys(paicha).sort(), ["NONE", "OUTCOMES", "PaichaError", "load", "locate", "locateFiles"]);
  assert.deepEqual(Object.keys(full).sort(), ["Checked", "PaichaError", "check", "load", "loadRules", "locate", "locateFiles"]);
});

test("there is one class of errors for both entries", async () => {
  assert.equal(full.PaichaError, paicha.PaichaError);
  const required = require("paicha").PaichaError;
  assert.equal(require("paicha/full").PaichaError, required);
  await assert.rejects(require("paicha/full").load("{"), required);
  await assert.rejects(full.load("{"), paicha.PaichaError);
});

test("a bundle with functions is loaded by the small entry too, by import and by require", async () => {
  const bundle = await smallBundle(RULES_WITH_FUNCTION);
  for (const { load } of [paicha, require("paicha")]) {
    assert.equal((await load(bundle)).assess(PLACE, OPTIONS).results.doubled.value, 42);
  }
});

test("every target is a file", () => {
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
  const missing = targets(description.exports).filter((target) => !existsSync(new URL(target, new URL("../", import.meta.url))));
  assert.deepEqual(missing, []);
});

test("types come first", () => {
  const check = (value) => {
    if (typeof value === "object") {
      const keys = Object.keys(value);
      assert.ok(!keys.includes("types") || keys[0] === "types" || keys[0] === "node", keys.join());
      assert.ok(!keys.includes("default") || keys.at(-1) === "default", keys.join());
      Object.values(value).forEach(check);
    }
  };
  check(description.exports);
});

test("the modules are assets", () => {
  for (const name of ["paicha", "full", "files"]) {
    assert.equal(require.resolve(`paicha/${name}.wasm`), fileURLToPath(new URL(`../dist/${name}.wasm`, import.meta.url)));
  }
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: folder });
  assert.deepEqual(messages.map((message) => formatMessage(message, description)), []);
});

test("the types are not wrong under any resolution", () => {
  const attw = fileURLToPath(new URL("../node_modules/.bin/attw", import.meta.url));
  const assets = ["paicha.wasm", "full.wasm", "files.wasm", "checklist.css", "checklist-paper.css"];
  const { stdout } = spawnSync(attw, ["--pack", folder, "--exclude-entrypoints", ...assets, "--format", "json"], { encoding: "utf8" });
  const { analysis } = JSON.parse(stdout);
  assert.deepEqual(Object.keys(analysis.entrypoints), [".", "./full", "./checklist", "./package.json"]);
  // The element is of browsers, which have no require.
  const isExpected = ({ kind, entrypoint }) => kind === "CJSResolvesToESM" && entrypoint === "./checklist";
  assert.deepEqual(Object.values(analysis.problems ?? {}).flat().filter((problem) => !isExpected(problem)), []);
});

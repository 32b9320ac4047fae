// Every code that the package itself throws is listed in docs/diagnostics.md, and no other.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const text = (folder, ends) => {
  const from = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(from).filter((name) => name.endsWith(ends)).map((name) => readFileSync(new URL(name, from), "utf8")).join("\n");
};

const codes = (source, pattern) => [...new Set([...source.matchAll(pattern)].map(([, code]) => code))].sort();

test("the codes of the package are those that are listed", () => {
  const thrown = codes(text("js", ".ts") + text("js/checklist", ".ts") + text("src", ".rs"), /(?:(?:failure|refused|of_argument)\(|code:)\s*"([AW]\d{3})"/g);
  const [, listed] = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8").split("## The npm package");
  assert.deepEqual(codes(listed, /^\| ([AW]\d{3}) \|/gm), thrown);
});
